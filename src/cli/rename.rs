//! `tpm rename`.

use super::args::ReportFormat;
use super::call::Call;
use super::write::{self, Intended, Meant, Reported, Writing};
use crate::edits;
use crate::io::refusal::Refusal;
use anyhow::Result;

/// Give a milestone another id, in every file that names it
///
/// Dependencies, risks, asks, freezes, assertions and `finish` follow. The old id is kept under
/// `formerly`, so that comparisons with earlier plans still know the milestone.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  tpm rename checkout/ledger ledger-core\n  tpm rename checkout/ledger ledger-core --dry-run"
)]
pub(super) struct Args {
    /// The milestone
    #[arg(value_name = "ID")]
    id: String,
    /// Its new id in the program
    #[arg(value_name = "NEW")]
    new: String,
    #[command(flatten)]
    reported: Reported,
    #[command(flatten)]
    writing: Writing,
}

pub(super) fn run(args: &Args, call: Call<'_, ReportFormat>) -> Result<u8> {
    let telling = args.reported.telling(&args.writing)?;
    let session = write::open(&call)?;
    let (edited, id) = edits::renamed(write::plans(&session)?, &args.id, &args.new).map_err(Refusal::from)?;
    let intended = Intended { files: edited.files, meant: Meant::Renamed(id), notes: edited.notes };
    let command = write::command_line("rename", &[args.id.clone(), args.new.clone()]);
    write::write_as(call, &session, intended, &telling, &args.writing, Some(&command))
}
