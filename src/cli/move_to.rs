//! `tpm move`.

use super::args::ReportFormat;
use super::call::Call;
use super::write::{self, Intended, Meant, Writing};
use crate::edits;
use crate::io::refusal::Refusal;
use anyhow::Result;

/// Move a milestone to another program, with its comments
///
/// What names it in any file follows, with the new program before its id; so does what it waits for
/// in its old program. Its id stays, by which comparisons with earlier plans know it. The finish of
/// a program is not moved.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  tpm move checkout/fraud-scoring mlops\n  tpm move checkout/fraud-scoring mlops --dry-run"
)]
pub(super) struct Args {
    /// The milestone
    #[arg(value_name = "ID")]
    id: String,
    /// The program to which it goes
    #[arg(value_name = "PROGRAM")]
    program: String,
    #[command(flatten)]
    writing: Writing,
}

pub(super) fn run(args: &Args, call: Call<'_, ReportFormat>) -> Result<u8> {
    let session = write::open(&call)?;
    let plans = write::plans(&session)?;
    let program = args.program.strip_prefix("program:").unwrap_or(&args.program);
    let (edited, moved) = edits::moved(plans, &args.id, program).map_err(Refusal::from)?;
    let whole = [Meant::Renamed(moved.to.clone()), Meant::Added(moved.to), Meant::Removed(moved.from)];
    let meant = Meant::Each(whole.into_iter().chain([Meant::Keys(edited.keys)]).collect());
    let intended = Intended { files: edited.files, meant, notes: edited.notes, new: None };
    let command = write::command_line("move", &[args.id.clone(), args.program.clone()]);
    write::write(call, &session, intended, &args.writing, Some(&command))
}
