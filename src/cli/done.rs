//! `tpm done`.

use super::args::ReportFormat;
use super::call::Call;
use super::write::{self, Happened};
use anyhow::Result;

/// Say that milestones are done, and show what that does
///
/// Writes `done` with the day on which it was finished: the as-of day, unless another is given.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  tpm done checkout/ledger\n  tpm done checkout/ledger yesterday\n  tpm done checkout/ledger 2026-09-11 --dry-run"
)]
pub(super) struct Args {
    #[command(flatten)]
    happened: Happened,
}

pub(super) fn run(args: &Args, call: Call<'_, ReportFormat>) -> Result<u8> {
    write::say_day(call, ("done", "done"), &args.happened)
}
