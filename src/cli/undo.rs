//! `tpm undo`.

use super::args::ReportFormat;
use super::call::Call;
use super::write::{self, Intended, Meant, Writing};
use crate::io::refusal::Refusal;
use crate::io::tree::from_root;
use crate::io::undo;
use anyhow::{Context, Result, bail};
use std::collections::BTreeMap;
use std::path::Path;

/// Take back what the last command wrote into the plans
///
/// Every file gets the text that it had before, if it is still as the command left it; if one was
/// changed since, nothing is taken back. The record of the last command is kept in the directory of
/// git, never among your files.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  tpm undo\n  tpm undo --dry-run")]
pub(super) struct Args {
    #[command(flatten)]
    writing: Writing,
}

pub(super) fn run(args: &Args, call: Call<'_, ReportFormat>) -> Result<u8> {
    let session = write::open(&call)?;
    let (tree, disk) = (call.world.tree, call.world.disk);
    let Some(place) = undo::place(tree, &session.files.directory) else {
        bail!(Refusal::new(
            "the plans are in no git repository, so nothing was recorded that could be taken back",
            "`git init` makes one; the record is kept in its directory"
        ));
    };
    let read = undo::read(tree, &place).with_context(|| format!("`{place}` cannot be read"))?;
    let Some(record) = read else {
        bail!(Refusal::new(
            "there is nothing to take back",
            "only the last command that wrote plans can be taken back; `git diff` shows what is not committed"
        ));
    };
    let mut files = BTreeMap::new();
    for file in &record.files {
        let mut sources = session.files.sources.iter();
        let found = sources.find(|(_, source)| from_root(tree, &source.path) == file.path);
        let Some((id, source)) = found else {
            // A new file that a stopped command did not come to write.
            if file.before.is_empty() {
                continue;
            }
            bail!("nothing was taken back: `{}` is no longer among the plans", file.path);
        };
        // A command that was stopped may not have written it.
        if source.text == file.before {
            continue;
        }
        if source.text != file.after {
            bail!(Refusal::new(
                format!("nothing was taken back: `{}` was changed after `{}`", source.path, record.command),
                "`git diff` shows what is not committed"
            ));
        }
        files.insert(id, file.before.clone());
    }
    let notes = vec![format!("takes back `{}`", record.command)];
    let status = write::write(
        call,
        &session,
        Intended { files, meant: Meant::Anything, notes, new: None },
        &args.writing,
        None,
    )?;
    if !args.writing.dry_run {
        disk.remove(Path::new(&place))?;
    }
    Ok(status)
}
