//! `overdue-milestone`

use super::promise_forecast_late::{driven_by, expected};
use super::{Case, Violation};
use crate::analysis::lateness::Lateness;
use crate::model::MilestoneId;

pub(super) fn check(case: &Case<'_>, violations: &mut Vec<Violation>) {
    // `firm-promise-late` reports firm ones, without a grace.
    for (id, _) in case.unfinished().filter(|(_, milestone)| !milestone.firm) {
        violations.extend(case.overdue(id).and_then(|overdue| violation(case, id, overdue)));
    }
}

/// Returns the violation of a promise that has passed.
pub(super) fn violation(case: &Case<'_>, id: MilestoneId, overdue: Lateness) -> Option<Violation> {
    let milestone = case.workspace().milestone(id);
    let due = milestone.promise.due?;
    let firmly = if milestone.firm { "firmly " } else { "" };
    let message = format!(
        "{} was {firmly}promised for {} and is not done, {} later",
        case.with_owner(id),
        case.day(due),
        overdue.amount()
    );
    let help = format!(
        "write `done:` if it is done; else agree on a new `due:`, with the reason under `moved:`. {}",
        expected(case, id)
    );
    let violation = case.on_milestone(id, milestone.place(milestone.spans.due), message);
    let cause = case.cause(id);
    Some(violation.with(|finding| {
        let finding =
            finding.label(format!("{} overdue", overdue.amount())).help(help).weight(overdue.workdays);
        driven_by(case, finding, id, cause).fact("due", due.to_string())
    }))
}
