//! `firm-promise-late`

use super::{Case, Violation, overdue_milestone, promise_forecast_late};

pub(super) fn check(case: &Case<'_>, violations: &mut Vec<Violation>) {
    for (id, _) in case.unfinished().filter(|(_, milestone)| milestone.firm) {
        violations.extend(match case.assessment.forecast(id).overdue {
            Some(overdue) => overdue_milestone::violation(case, id, overdue),
            None => promise_forecast_late::milestone_late(case, id),
        });
    }
}
