//! `tpm cliffs`.

use super::args::{ReportFormat, Select};
use super::call::Call;
use crate::analysis::cliffs::all;
use crate::{render::json, view};
use anyhow::Result;

/// Show where a few days more cost weeks
///
/// A cliff is a milestone of which 1 to 5 working days beyond its float move a program's finish or
/// a firm promise by at least 5 working days more than itself: a slot is missed, or a freeze
/// begins. The smallest slip that does so is shown, each tried on the whole network; the nearest
/// first, then what costs most. A selection shows the cliffs of these milestones, and those that
/// hit them.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  tpm cliffs\n  tpm cliffs checkout\n  tpm cliffs --owner bo --format csv"
)]
pub(super) struct Args {
    #[command(flatten)]
    select: Select,
}

pub(super) fn run(args: &Args, call: Call<'_, ReportFormat>) -> Result<u8> {
    let session = call.open(&args.select.select, &args.select.labelled)?;
    let assessment = session.assess();
    let cliffs = all(&assessment, &session.selection);
    let data = json::cliffs(&assessment, &cliffs);
    call.print(&session, data, || view::cliffs(&assessment, &cliffs))
}
