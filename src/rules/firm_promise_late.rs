//! `firm-promise-late`

use super::{Case, Violation, overdue_milestone, overdue_program, promise_forecast_late};

pub(super) fn check(case: &Case<'_>, violations: &mut Vec<Violation>) {
    for (id, _) in case.unfinished().filter(|(_, milestone)| milestone.firm) {
        violations.extend(match case.overdue(id) {
            Some(overdue) => overdue_milestone::violation(case, id, overdue),
            None => promise_forecast_late::milestone_late(case, id),
        });
    }
    for id in case.workspace().program_ids().filter(|id| case.workspace().is_firm(*id)) {
        violations.extend(match case.overdue(id) {
            Some(overdue) => overdue_program::violation(case, id, overdue),
            None => promise_forecast_late::program_late(case, id),
        });
    }
}
