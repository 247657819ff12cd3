//! `tpm start`.

use super::args::ReportFormat;
use super::call::Call;
use super::write::{self, Happened};
use anyhow::Result;

/// Say that work on milestones began, and show what that does
///
/// Writes `started` with the day on which work began: the as-of day, unless another is given.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  tpm start checkout/ledger\n  tpm start checkout/ledger yesterday\n  tpm start checkout/ledger 2026-09-11 --dry-run"
)]
pub(super) struct Args {
    #[command(flatten)]
    happened: Happened,
}

pub(super) fn run(args: &Args, call: Call<'_, ReportFormat>) -> Result<u8> {
    write::say_day(call, ("start", "started"), &args.happened)
}
