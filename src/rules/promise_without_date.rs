//! `promise-without-date`

use super::promise_forecast_late::driven_by;
use super::{Case, Violation};
use crate::analysis::undated::Undated;
use crate::model::{MilestoneId, ProgramId};

pub(super) fn check(case: &Case<'_>, violations: &mut Vec<Violation>) {
    if !case.assessment.lacks_days() {
        return;
    }
    let mut undated = Undated::new(case.assessment);
    let lacks_day = |id: &MilestoneId| case.assessment.lacks_day(*id);
    for (id, milestone) in case.readable().filter(|(id, _)| lacks_day(id)) {
        let Some(due) = milestone.promise.due else { continue };
        // A promise that has passed is overdue, once its grace is over.
        if case.overdue(id).is_some() {
            continue;
        }
        let firm = if milestone.firm { ", firmly" } else { "" };
        let because = case.assessment.forecast(id).undated_because.as_deref().unwrap_or_default();
        let message = format!(
            "{} is promised for {}{firm}, and has no date: {because}",
            case.with_owner(id),
            case.day(due)
        );
        let violation = case.on_milestone(id, milestone.place(milestone.spans.due), message);
        let violation = with_cause(case, violation, (id, undated.first(id)));
        let violation = violation.with(|finding| finding.fact("due", due.to_string()));
        violations.push(if milestone.firm { violation.grave() } else { violation });
    }
    for id in case.workspace().program_ids() {
        violations.extend(program(case, &mut undated, id));
    }
}

/// Returns the violation of a program's promise, unless its finish has the same promise.
fn program(case: &Case<'_>, undated: &mut Undated<'_>, id: ProgramId) -> Option<Violation> {
    let program = case.workspace().program(id);
    let due = program.promise.due?;
    let at = case.assessment.program_lacks_day(id)?;
    let is_firm = case.workspace().is_firm(id);
    let is_covered = program.finish == Some(at) && case.workspace().milestone(at).promise.due == Some(due);
    if case.overdue(id).is_some() || is_covered {
        return None;
    }
    let firm = if is_firm { ", firmly" } else { "" };
    let message = format!(
        "`{}` is promised for {}{firm}, and has no date: {} has none",
        program.id,
        case.day(due),
        case.with_owner(at)
    );
    let violation = case.on_program(id, program.place(program.spans.due), message);
    let violation = with_cause(case, violation, (at, undated.first(at)));
    let violation = violation.with(|finding| finding.fact("due", due.to_string()));
    Some(if is_firm { violation.grave() } else { violation })
}

fn with_cause(case: &Case<'_>, violation: Violation, (id, cause): (MilestoneId, MilestoneId)) -> Violation {
    let name = &case.workspace().milestone(cause).full_id;
    violation.with(|finding| {
        let finding = finding.label("no date").help(format!(
            "see what leaves `{name}` no day before 2200: its calendar, leave, freezes, what holds it, or its length"
        ));
        driven_by(case, finding, id, cause)
    })
}
