//! `tpm risks`.

use super::args::{ReportFormat, Select};
use super::call::Call;
use crate::analysis::threat::analyze;
use crate::{render::json, view};
use anyhow::Result;

/// Show what could hurt which promise, by how much, and what is neglected
///
/// Risks that occurred come first, then those that would make a promise later, by how much, then
/// neglected ones. Those that fit in the room there is are only counted. Each is tried on the whole
/// plan: what it threatens finishes later, and so does all that waits for it.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  tpm risks\n  tpm risks checkout --format json\n  tpm risks --team payments\n  tpm risks --matrix"
)]
pub(super) struct Args {
    /// Show the 5x5 matrix of probability and impact as text, and the risks by score
    #[arg(long)]
    matrix: bool,
    #[command(flatten)]
    select: Select,
}

pub(super) fn run(args: &Args, call: Call<'_, ReportFormat>) -> Result<u8> {
    let session = call.open(&args.select.select, &args.select.labelled)?;
    let assessment = session.assess();
    let mut risks = analyze(&assessment);
    risks.retain(|threat| threat.risk.is_selected(&assessment, &session.selection));
    let data = json::risks(&assessment, &risks);
    let view = if args.matrix { view::matrix } else { view::risks };
    call.print(&session, data, || view(&assessment, &risks))
}
