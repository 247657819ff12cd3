//! `promise-forecast-late`

use super::{Case, Violation};
use crate::finding::Finding;
use crate::model::{MilestoneId, ProgramId};

pub(super) fn check(case: &Case<'_>, violations: &mut Vec<Violation>) {
    // `firm-promise-late` reports firm ones.
    for (id, _) in case.unfinished().filter(|(_, milestone)| !milestone.firm) {
        // A promise that has passed is overdue, once its grace is over.
        if case.overdue(id).is_none() {
            violations.extend(milestone_late(case, id));
        }
    }
    for id in case.workspace().program_ids().filter(|id| !case.workspace().is_firm(*id)) {
        if case.overdue(id).is_none() {
            violations.extend(program_late(case, id));
        }
    }
}

/// Returns the violation of a milestone's promise that is forecast to be missed.
pub(super) fn milestone_late(case: &Case<'_>, id: MilestoneId) -> Option<Violation> {
    let milestone = case.workspace().milestone(id);
    let forecast = case.assessment.forecast(id);
    let (due, finish) = milestone.promise.due.zip(forecast.finish)?;
    if finish <= due {
        return None;
    }
    let late_by = forecast.against_due.unwrap_or_default();
    let apart = late_by.amount();
    let to = milestone.promised_to.as_ref().map(|to| format!(" to {to}")).unwrap_or_default();
    let firm = if milestone.firm { ", firmly" } else { "" };
    let message = format!(
        "{} is promised{to} for {}{firm}, and forecast for {}: {apart} late",
        case.with_owner(id),
        case.day(due),
        expected_day(case, id),
    );
    let violation = case.on_milestone(id, milestone.place(milestone.spans.due), message);
    let cause = case.cause(id);
    Some(violation.with(|finding| {
        let finding =
            finding.label(format!("{apart} late")).help(advice(case, id, cause)).weight(late_by.workdays);
        driven_by(case, finding, id, cause).fact("due", due.to_string())
    }))
}

/// Returns the violation of a program's promise, unless its finish has the same promise.
pub(super) fn program_late(case: &Case<'_>, id: ProgramId) -> Option<Violation> {
    let program = case.workspace().program(id);
    let (due, forecast) = (program.promise.due?, case.assessment.schedule.finish(id).forecast?);
    let finish = case.assessment.finish_milestone(id)?;
    let milestone = case.workspace().milestone(finish);
    let is_covered = milestone.promise.due == Some(due) || !milestone.is_unfinished();
    if forecast <= due || is_covered {
        return None;
    }
    let late_by = case.assessment.program_variance(id, Some(due)).unwrap_or_default();
    let apart = late_by.amount();
    let to = case.workspace().promised_to(id).map(|to| format!(" to {to}")).unwrap_or_default();
    let firm = if case.workspace().is_firm(id) { ", firmly" } else { "" };
    let message = format!(
        "`{}` is promised{to} for {}{firm}, and its finish, {}, is forecast for {}: {apart} late",
        program.id,
        case.day(due),
        case.with_owner(finish),
        case.forecast(forecast, case.assessment.program_is_earliest(id))
    );
    let cause = case.cause(finish);
    let violation = case.on_program(id, program.place(program.spans.due), message);
    Some(violation.with(|finding| {
        let finding =
            finding.label(format!("{apart} late")).help(advice(case, finish, cause)).weight(late_by.workdays);
        driven_by(case, finding, finish, cause).fact("due", due.to_string())
    }))
}

/// Returns the forecast of a milestone as text, with `≥` before what is only the earliest day left.
fn expected_day(case: &Case<'_>, id: MilestoneId) -> String {
    let (finish, is_earliest) = (case.assessment.forecast(id).finish, case.assessment.is_earliest(id));
    finish.map_or_else(|| "—".into(), |finish| case.forecast(finish, is_earliest))
}

/// Returns a sentence with the forecast of a milestone, without a full stop.
pub(super) fn expected(case: &Case<'_>, id: MilestoneId) -> String {
    match (case.assessment.forecast(id).finish, case.assessment.forecast(id).floor) {
        (Some(_), Some(floor)) => {
            format!("The earliest day left is {}: {}", expected_day(case, id), floor.words())
        }
        (Some(_), None) => format!("The forecast is {}", expected_day(case, id)),
        (None, _) => "It has no forecast".into(),
    }
}

fn advice(case: &Case<'_>, id: MilestoneId, cause: MilestoneId) -> String {
    let why = &case.workspace().milestone(id).full_id;
    if cause == id {
        return format!(
            "`tpm why {why}` shows what would make it earlier; or agree on a new `due:`, with the reason under `moved:`"
        );
    }
    let cause = case.with_owner(cause);
    format!("resolve {cause}, or agree on a new `due:`; `tpm why {why}` shows every hop between")
}

/// Adds the cause of a milestone's trouble to a finding about it.
pub(super) fn driven_by(case: &Case<'_>, finding: Finding, id: MilestoneId, cause: MilestoneId) -> Finding {
    let milestone = case.workspace().milestone(cause);
    let finding = finding.because(&milestone.full_id);
    if cause == id {
        return finding;
    }
    let owner = case.workspace().owner_id(milestone.owner);
    let owner = owner.map_or_else(String::new, |owner| format!(" ({owner})"));
    finding.related(milestone.origin, format!("driven by {}{owner}", milestone.full_id))
}
