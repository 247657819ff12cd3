//! `tpm split`.

use super::args::ReportFormat;
use super::call::Call;
use super::write::{self, Intended, Meant, Writing};
use crate::edits;
use crate::io::refusal::Refusal;
use anyhow::Result;

/// Split a milestone into parts, which its old id waits for
///
/// The old id stays, with its promise and all that names it, as a gate of `0d` behind the parts.
/// The parts come one after the other: the first takes the dependencies, each other one waits for
/// the one before. With `--parallel` each takes them. Owner, tags, workstream, calendar and pauses
/// are copied. A milestone on which a word of progress was said is not split: nobody knows of which
/// part it was.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  tpm split checkout/shadow-traffic orders=2w returns=2w\n  tpm split checkout/shadow-traffic orders=[1w,2w,3w] returns=2w --parallel\n  tpm split checkout/shadow-traffic orders=2w returns=2w --dry-run"
)]
pub(super) struct Args {
    /// The milestone
    #[arg(value_name = "ID")]
    id: String,
    /// The id of each part with its duration
    #[arg(value_name = "INTO=DURATION", required = true)]
    into: Vec<String>,
    /// Work on all parts at once, not one after the other
    #[arg(long)]
    parallel: bool,
    #[command(flatten)]
    writing: Writing,
}

pub(super) fn run(args: &Args, call: Call<'_, ReportFormat>) -> Result<u8> {
    let session = write::open(&call)?;
    let part = |text: &String| {
        let (name, length) = text.split_once('=').unwrap_or((text, ""));
        (name.trim().to_owned(), length.trim().to_owned())
    };
    let parts: Vec<(String, String)> = args.into.iter().map(part).collect();
    let plans = write::plans(&session)?;
    let (edited, _, added) = edits::split(plans, &args.id, &parts, args.parallel).map_err(Refusal::from)?;
    let mut meant: Vec<Meant> = added.into_iter().map(Meant::Added).collect();
    meant.push(Meant::Keys(edited.keys));
    let intended =
        Intended { files: edited.files, meant: Meant::Each(meant), notes: edited.notes, new: None };
    let mut words = vec![args.id.clone()];
    words.extend(args.into.iter().cloned());
    words.extend(args.parallel.then(|| "--parallel".to_owned()));
    write::write(call, &session, intended, &args.writing, Some(&write::command_line("split", &words)))
}
