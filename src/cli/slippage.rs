//! `tpm slippage`.

use super::args::{ReportFormat, Select};
use super::call::Call;
use super::compared;
use super::session::Session;
use crate::analysis::baseline::Baseline;
use crate::analysis::slippage::{Reference, analyze, without_reference};
use crate::io::history::Revision;
use crate::{render::json, view};
use anyhow::{Context, Result};
use clap::ValueEnum;

/// Show what is late against its first promise, and whose slip it is
///
/// Each slip is charged to whoever did not do what the plan allowed them to do: to keep their
/// promise or, if their inputs came too late for that, to take as long after them as planned. What
/// days off add to a slip goes to the same cause. What could not be kept even then never fitted: it
/// is nobody's slip. Below the list: what each owner and team slipped, and the most it cost one
/// promise. Days are working days of the program's calendar.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  tpm slippage\n  tpm slippage checkout\n  tpm slippage --against due --team payments\n  tpm slippage --baseline v1.0"
)]
pub(super) struct Args {
    /// Measure against this date; milestones without one are only counted
    #[arg(long, value_enum, default_value_t = Against::Original)]
    against: Against,
    /// Measure against the forecasts at this commit or day, in the forms of `--at`
    #[arg(long, value_name = "REV|DATE", allow_hyphen_values = true, conflicts_with = "against")]
    baseline: Option<String>,
    #[command(flatten)]
    select: Select,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Against {
    /// The first promise
    Original,
    /// The current promise
    Due,
    /// The `baseline` of each milestone, else the forecast at the `baseline` of `tpm.yaml`
    Baseline,
}

pub(super) fn run(args: &Args, call: Call<'_, ReportFormat>) -> Result<u8> {
    let session = call.open(&args.select.select, &args.select.labelled)?;
    let assessment = session.assess();
    let plan = plan(args, &call, &session)?;
    let against = match (&args.baseline, &plan, args.against) {
        (Some(_), Some(plan), _) => Reference::Revision(plan),
        (_, _, Against::Original) => Reference::Original,
        (_, _, Against::Due) => Reference::Due,
        (_, plan, Against::Baseline) => Reference::Baseline(plan.as_ref()),
    };
    let mut slippage = analyze(&assessment, against);
    slippage.late.retain(|late| session.selection.has(late.milestone));
    slippage.find_hidden(&assessment);
    let unmeasured = without_reference(&assessment, against).filter(|id| session.selection.has(*id)).count();
    let data = json::slippage(&assessment, against, unmeasured, &slippage);
    call.print(&session, data, || {
        view::slippage(&assessment, &session.selection, against, unmeasured, &slippage)
    })
}

/// Returns the plan to measure against: at the revision of the flag, or with `--against baseline`
/// at that of `tpm.yaml`.
fn plan(args: &Args, call: &Call<'_, ReportFormat>, session: &Session) -> Result<Option<Baseline>> {
    let standing = session.workspace.settings.baseline.as_ref().filter(|_| args.against == Against::Baseline);
    if let Some(typed) = &args.baseline {
        return compared::baseline(call, session, typed).map(Some);
    }
    let Some(written) = standing else { return Ok(None) };
    let read = || -> Result<Baseline> {
        let repository = call.repository(&session.location)?;
        let revision = Revision::parse(written)?;
        compared::at(call, session, written, &call.at_revision(&*repository, &revision)?)
    };
    read().with_context(|| format!("`baseline: {written}` of tpm.yaml")).map(Some)
}
