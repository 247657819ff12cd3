//! `overdue-program`

use super::promise_forecast_late::driven_by;
use super::{Case, Violation};
use crate::analysis::lateness::Lateness;
use crate::model::ProgramId;

pub(super) fn check(case: &Case<'_>, violations: &mut Vec<Violation>) {
    // `firm-promise-late` reports firm ones, without a grace.
    for id in case.workspace().program_ids().filter(|id| !case.workspace().is_firm(*id)) {
        violations.extend(case.overdue(id).and_then(|overdue| violation(case, id, overdue)));
    }
}

/// Returns the violation of a promise that has passed, unless its finish has the same promise.
pub(super) fn violation(case: &Case<'_>, id: ProgramId, overdue: Lateness) -> Option<Violation> {
    let program = case.workspace().program(id);
    let due = program.promise.due?;
    let finish = case.assessment.finish_milestone(id);
    let finish_has_it = finish.is_some_and(|finish| {
        let promised = case.workspace().milestone(finish).promise.due;
        promised == Some(due) && case.workspace().milestone(finish).is_unfinished()
    });
    if finish_has_it {
        return None;
    }
    let expected = match case.assessment.schedule.finish(id).forecast {
        Some(day) => {
            let forecast = case.forecast(day, case.assessment.program_is_earliest(id));
            format!("the forecast is {forecast}")
        }
        None => "it has no forecast".into(),
    };
    let firmly = if case.workspace().is_firm(id) { "firmly " } else { "" };
    let message = format!(
        "`{}` was {firmly}promised for {} and is not finished, {} later",
        program.id,
        case.day(due),
        overdue.amount()
    );
    let violation = case.on_program(id, program.place(program.spans.due), message);
    Some(violation.with(|finding| {
        let help = format!("agree on a new `due:`, with the reason under `moved:`; {expected}");
        let finding =
            finding.label(format!("{} overdue", overdue.amount())).help(help).weight(overdue.workdays);
        let finding = match finish {
            Some(finish) => driven_by(case, finding, finish, case.cause(finish)),
            None => finding,
        };
        finding.fact("due", due.to_string())
    }))
}
