//! `tpm handoffs`.

use super::args::{ReportFormat, Select};
use super::call::Call;
use crate::analysis::handoff::analyze;
use crate::{render::json, view};
use anyhow::Result;

/// Show which team waits on which: needed by, promised, gap, last update
///
/// Lists each unfinished milestone that an unfinished milestone of another owner waits for, the
/// tightest first. It is needed by the last day that keeps every promise after it; if there is
/// none, by the last day that delays nothing that waits for it. With `--owner` or `--team`, what
/// they wait for and what others wait for are two lists.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  tpm handoffs\n  tpm handoffs --team payments\n  tpm handoffs checkout --format csv"
)]
pub(super) struct Args {
    #[command(flatten)]
    select: Select,
}

pub(super) fn run(args: &Args, call: Call<'_, ReportFormat>) -> Result<u8> {
    let session = call.open(&args.select.select, &args.select.labelled)?;
    let assessment = session.assess();
    let mut handoffs = analyze(&assessment);
    handoffs.select(&assessment, &session.selection);
    let data = json::handoffs(&assessment, &handoffs);
    call.print(&session, data, || view::handoffs(&assessment, &session.selection, &handoffs))
}
