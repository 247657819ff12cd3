//! `tpm status`.

use super::args::{ReportFormat, Select};
use super::call::Call;
use crate::analysis::status::analyze;
use crate::{render::json, view};
use anyhow::Result;

/// Show where everything stands and who needs a call
///
/// Prints one line for each program that is not on track, then a ranked list of milestones, each
/// listed once with everything that is wrong with it. Broken firm promises come first, then other
/// broken promises, then milestones that are blocked, contradict their owner's report, have a
/// doubtful date or are neglected; within each group, the largest loss of working days comes first.
/// A milestone that is late only because of another is listed with its cause.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  tpm status\n  tpm status checkout --as-of fri\n  tpm status --owner bo --owner ana\n  tpm status --format json"
)]
pub(super) struct Args {
    #[command(flatten)]
    select: Select,
}

pub(super) fn run(args: &Args, call: Call<'_, ReportFormat>) -> Result<u8> {
    let session = call.open(&args.select.select, &args.select.labelled)?;
    let assessment = session.assess();
    let status = analyze(&assessment, &session.selection);
    let data = json::status(&assessment, &status);
    call.print(&session, data, || view::status(&assessment, &status))
}
