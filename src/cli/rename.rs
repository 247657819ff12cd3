//! `tpm rename`.

use super::args::ReportFormat;
use super::call::Call;
use super::write::{self, Intended, Meant, Reported, Writing};
use crate::edits;
use crate::io::refusal::Refusal;
use anyhow::Result;

/// Give a milestone or program another id, in every file that names it
///
/// Dependencies, risks, asks, freezes, assertions, `finish` and the policy of the gate follow. The
/// old id is kept under `formerly`, so that comparisons with earlier plans still know it. A program
/// keeps its file, and gets an `id`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  tpm rename checkout/ledger ledger-core\n  tpm rename program:checkout shop\n  tpm rename checkout/ledger ledger-core --dry-run"
)]
pub(super) struct Args {
    /// The milestone, or `program:ID`
    #[arg(value_name = "ID")]
    id: String,
    /// Its new id, without the program
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
    let plans = write::plans(&session)?;
    let (edited, meant) = match args.id.strip_prefix("program:") {
        Some(id) => {
            let edited = edits::program_renamed(plans, id, &args.new).map_err(Refusal::from)?;
            let keys = Meant::Keys(edited.keys.clone());
            (edited, Meant::Each(vec![Meant::Renamed(args.new.clone()), keys]))
        }
        None => {
            let (edited, id) = edits::renamed(plans, &args.id, &args.new).map_err(Refusal::from)?;
            (edited, Meant::Renamed(id))
        }
    };
    let intended = Intended { files: edited.files, meant, notes: edited.notes, new: None };
    let command = write::command_line("rename", &[args.id.clone(), args.new.clone()]);
    write::write_as(call, &session, intended, &telling, &args.writing, Some(&command))
}
