//! `tpm recover`.

use super::args::{Labelled, ReportFormat, TypedDay};
use super::call::Call;
use super::select;
use crate::analysis::Assessment;
use crate::analysis::critical_path::NoForecast;
use crate::analysis::recover::{forecast, most_late, promise, recover};
use crate::io::refusal::Refusal;
use crate::schedule::PromiseHolder;
use crate::{render::json, view};
use anyhow::{Context, Result};

/// Show what would bring a late date back
///
/// Tries changes on the whole network: days off one milestone, overlapping a predecessor, a
/// dependency or a constraint dropped, days of a freeze or a slot bought, a leave taken later, the
/// days that a risk cost won back. Each is shown with the smallest number of days, up to 10, that
/// reaches the day, or with the best it can do. If none is enough alone, the cheapest pairs follow.
/// Nothing is written; `tpm set` writes what you agree on.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  tpm recover\n  tpm recover checkout/cutover\n  tpm recover checkout --by 2026-11-13\n  tpm recover cutover --by -1w --format json"
)]
pub(super) struct Args {
    /// The milestone or program [default: the firm promise to come that is forecast most late]
    #[arg(value_name = "MILESTONE|PROGRAM")]
    target: Option<String>,
    /// The day by which it has to finish [default: its promise]
    #[arg(long, value_name = "DATE", value_parser = TypedDay::parse, allow_hyphen_values = true)]
    by: Option<TypedDay>,
}

pub(super) fn run(args: &Args, call: Call<'_, ReportFormat>) -> Result<u8> {
    let session = call.open_to_compare(&[], &Labelled::default(), crate::model::Trees::Dropped)?;
    let assessment = session.assess();
    let target = match &args.target {
        Some(typed) => {
            let holder = select::holder(typed, &session.workspace)?;
            Some((holder, promise(&assessment, holder)))
        }
        None => most_late(&assessment).map(|(holder, due)| (holder, Some(due))),
    };
    let by = args.by.map(|day| day.on(session.as_of.day));
    let recovery = match target {
        None if by.is_some() => {
            return Err(Refusal::new("--by: of what?", "name a milestone or a program").into());
        }
        None => None,
        Some((holder, due)) => {
            let id = holder.full_id(&session.workspace);
            if forecast(&assessment, holder).is_none() {
                return Err(nothing_to_win(&assessment, holder).into());
            }
            let refusal = || {
                let help = format!("write `tpm recover {id} --by DATE`");
                Refusal::new(format!("`{id}` has no promise"), help)
            };
            if let (None, Some(due)) = (by, due.filter(|due| *due < session.as_of.day)) {
                let reason = format!("the day of `{id}`, {due}, has passed");
                let help = format!("say by when: `tpm recover {id} --by DATE`");
                return Err(Refusal::new(reason, help).into());
            }
            let by = by.or(due).ok_or_else(refusal)?;
            Some(recover(&assessment, holder, by).context("it has a date")?)
        }
    };
    let data = json::recover(&assessment, recovery.as_ref());
    call.print(&session, data, || view::recover(&assessment, recovery.as_ref()))
}

/// Returns that something is done, cancelled or without a date, and why.
fn nothing_to_win(assessment: &Assessment<'_>, holder: PromiseHolder) -> Refusal {
    let workspace = assessment.workspace;
    let id = holder.full_id(workspace);
    let milestone = match holder {
        PromiseHolder::Milestone(id) => Some(id),
        PromiseHolder::Program(id) => assessment.finish_milestone(id),
    };
    let over = milestone.map(|id| workspace.milestone(id)).filter(|one| !one.is_unfinished());
    let finish = milestone.and_then(|id| assessment.forecast(id).finish);
    let ended = match holder {
        PromiseHolder::Milestone(_) => over.map(|one| (one.done.is_some(), finish)),
        PromiseHolder::Program(id) => {
            assessment.schedule.finish(id).forecast.map(|finish| (true, Some(finish)))
        }
    };
    let near = assessment.as_of();
    let reason = match ended {
        Some((true, Some(on))) => format!("`{id}` is done, since {}", on.short(near)),
        Some((true, None)) => format!("`{id}` is done"),
        Some((false, _)) => format!("`{id}` is cancelled"),
        None => {
            let undated = match holder {
                PromiseHolder::Milestone(id) => NoForecast::Milestone(id),
                PromiseHolder::Program(id) => NoForecast::Program(id),
            };
            format!("`{id}` has no date: {}", undated.because(assessment))
        }
    };
    Refusal::new(reason, format!("`tpm schedule {id}` shows how it stands"))
}
