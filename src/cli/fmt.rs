//! `tpm fmt`.

use super::args::ReportFormat;
use super::call::Call;
use super::write::{self, Intended, Meant, Writing};
use super::{ANSWERED, FAILED, GATE_FAILED};
use crate::edits;
use crate::finding::Level;
use anyhow::Result;
use std::collections::BTreeSet;

/// Bring spacing and quotes of every plan into one form
///
/// One space behind a colon and a comma, none inside braces and brackets or at the end of a line,
/// one empty line in place of several, a line break at the end; quotes only where a text needs
/// them, and then double ones if they can be. Values, order, comments, indents and line breaks
/// inside values stay. Each text is read again: one that would say anything else is left as it is,
/// with a note, and so is one with errors.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  tpm fmt\n  tpm fmt --diff\n  tpm fmt --check")]
pub(super) struct Args {
    /// Print what would be written as a patch, write nothing, and exit with 1 if there is any
    #[arg(long)]
    check: bool,
    /// Print what would be written as a patch, and write nothing
    #[arg(long, conflicts_with = "check")]
    diff: bool,
}

pub(super) fn run(args: &Args, call: Call<'_, ReportFormat>) -> Result<u8> {
    let session = write::open(&call)?;
    let mut edited = edits::formatted(&session.files.sources);
    // A value that cannot be read is compared as it is written.
    let errors = session.findings.iter().filter(|finding| finding.level == Level::Error);
    for file in errors.map(|finding| finding.primary.place.file).collect::<BTreeSet<_>>() {
        if edited.files.remove(&file).is_some() {
            let path = &session.files.sources.get(file).path;
            edited.notes.push(format!("left as it is: {path} has errors; `tpm check` shows them"));
        }
    }
    let verdict = match (args.check, edited.notes.is_empty(), edited.files.is_empty()) {
        // Nobody knows of a file that cannot be read.
        (true, false, _) => FAILED,
        (true, _, false) => GATE_FAILED,
        _ => ANSWERED,
    };
    let intended =
        Intended { files: edited.files, meant: Meant::Keys(BTreeSet::new()), notes: edited.notes, new: None };
    let writing = Writing { dry_run: args.check || args.diff, commit: false };
    let status = write::write(call, &session, intended, &writing, Some("tpm fmt"))?;
    Ok(status.max(verdict))
}
