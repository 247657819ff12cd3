//! `tpm slippage`.

use super::args::{Labelled, ReportFormat, Select};
use super::call::Call;
use super::session::Session;
use crate::analysis::baseline::Baseline;
use crate::analysis::diff::Matching;
use crate::analysis::slippage::{Reference, analyze, without_reference};
use crate::io::history::Revision;
use crate::{render::json, view};
use anyhow::{Context, Result};
use clap::ValueEnum;

/// Show what slipped against its first promise, who caused it and who carries it
///
/// A late milestone is a cause if no late milestone precedes it on its driving chain. Otherwise it
/// carries the slip of the first late milestone back along the chain, and only the rest is its own.
/// Slips are in working days of each milestone's own calendar. Below the list are the days that
/// each owner and team causes and carries.
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
    let mut slips = analyze(&assessment, against);
    slips.retain(|slip| session.selection.has(slip.milestone));
    let unmeasured = without_reference(&assessment, against).filter(|id| session.selection.has(*id)).count();
    let data = json::slippage(&assessment, against, unmeasured, &slips);
    call.print(&session, data, || {
        view::slippage(&assessment, &session.selection, against, unmeasured, &slips)
    })
}

/// Returns the plan to measure against: at the revision of the flag, or with `--against baseline`
/// at that of `tpm.yaml`.
fn plan(args: &Args, call: &Call<'_, ReportFormat>, session: &Session) -> Result<Option<Baseline>> {
    let standing = session.workspace.settings.baseline.as_ref().filter(|_| args.against == Against::Baseline);
    let (revision, whence) = match (&args.baseline, standing) {
        (Some(typed), _) => (typed, format!("--baseline {typed}")),
        (None, Some(written)) => (written, format!("`baseline: {written}` of tpm.yaml")),
        (None, None) => return Ok(None),
    };
    let read = || -> Result<Baseline> {
        let repository = call.repository(&session.location);
        let at = match &args.baseline {
            Some(typed) => call.at(&*repository?, typed)?,
            None => {
                let revision = Revision::parse(revision)?;
                call.at_revision(&*repository?, &revision)?
            }
        };
        let then = call.open_at(session.location.clone(), (&[], &Labelled::default()), &at)?;
        let (now, hash) = (&session.workspace, &at.commit.hash);
        let matching =
            Matching::between((&then.workspace, &then.files.sources), (now, &session.files.sources));
        Ok(Baseline::new(now, &then.assess(), &matching, revision, hash, then.errors()))
    };
    read().context(whence).map(Some)
}
