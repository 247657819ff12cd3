//! `tpm why`.

use super::args::{Labelled, ReportFormat};
use super::call::Call;
use super::select;
use crate::analysis::why;
use crate::{render::json, view};
use anyhow::Result;

/// Explain why a milestone has its date, hop by hop to file and line
///
/// Prints the chain of reasons in order of time: what each hop waits for, how many days it takes,
/// and the holidays, leave and freezes in its way. Then it lists what would make the date earlier,
/// each change tried separately on the whole network, and whether the milestone is critical.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  tpm why checkout/cutover\n  tpm why cutover --format json")]
pub(super) struct Args {
    /// The milestone: `cutover`, or `checkout/cutover` if several programs have one
    #[arg(value_name = "MILESTONE")]
    milestone: String,
}

pub(super) fn run(args: &Args, call: Call<'_, ReportFormat>) -> Result<u8> {
    let session = call.open(&[], &Labelled::default())?;
    let assessment = session.assess();
    select::refuse_a_program(&args.milestone, &assessment, "why")?;
    let milestone = select::milestone(&args.milestone, &session.workspace)?;
    let why = why::of(&assessment, milestone);
    let sources = &session.files.sources;
    let data = json::why(&assessment, sources, milestone, why.as_ref());
    call.print(&session, data, || view::why(&assessment, sources, milestone, why.as_ref()))
}
