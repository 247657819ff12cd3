//! `tpm load`.

use super::args::{ReportFormat, Select};
use super::call::Call;
use crate::analysis::load::analyze;
use crate::{render::json, view};
use anyhow::Result;

/// Show who has more to do than they can
///
/// Looks at owners with a `capacity` in tpm.yaml: how many pieces of work they do at once. They
/// have too much to do where the days on which promised work can be done do not suffice for it;
/// each such range of days is told with its milestones and what does not fit. Below it, what is at
/// once in the forecast and float can resolve, and how many pieces of work each owner has at once
/// in each week. Nothing is moved.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  tpm load\n  tpm load --owner bo --weeks 13\n  tpm load --team payments --format json"
)]
pub(super) struct Args {
    /// How many weeks to show, from that of the as-of day on
    ///
    /// Too much to do is told however far ahead.
    #[arg(long, value_name = "COUNT", default_value_t = 8, value_parser = clap::value_parser!(u32).range(1..=52))]
    weeks: u32,
    // Last, so that the other flags do not appear under its heading.
    #[command(flatten)]
    select: Select,
}

pub(super) fn run(args: &Args, call: Call<'_, ReportFormat>) -> Result<u8> {
    let session = call.open(&args.select.select, &args.select.labelled)?;
    let assessment = session.assess();
    let load = analyze(&assessment, &session.selection, args.weeks);
    let data = json::load(&assessment, &load);
    call.print(&session, data, || view::load(&assessment, &load))
}
