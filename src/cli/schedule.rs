//! `tpm schedule`.

use super::args::{ReportFormat, Select};
use super::call::Call;
use crate::{render::json, view};
use anyhow::Result;

/// Print every calculated number of every milestone
///
/// The text shows the main ones; `--format json` has them all.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  tpm schedule checkout\n  tpm schedule --format json\n  tpm schedule --output schedule.csv --output json=schedule.json"
)]
pub(super) struct Args {
    #[command(flatten)]
    select: Select,
}

pub(super) fn run(args: &Args, call: Call<'_, ReportFormat>) -> Result<u8> {
    let session = call.open(&args.select.select, &args.select.labelled)?;
    let assessment = session.assess();
    let data = json::schedule(&assessment, &session.selection, &session.files.sources);
    call.print(&session, data, || view::schedule(&assessment, &session.selection))
}
