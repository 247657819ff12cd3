//! `overdue-milestone`

use super::{Case, Violation, words};
use crate::syntax::Measure;

pub(super) fn check(case: &Case<'_>, violations: &mut Vec<Violation>) {
    for (id, milestone) in case.unfinished() {
        let overdue = case.assessment.forecast(id).overdue;
        let (Some(due), Some(overdue)) = (milestone.promise.due, overdue) else { continue };
        if words::is_within(case.limit(Measure::OverdueGrace, milestone.program), overdue) {
            continue;
        }
        let forecast = super::promise_forecast_late::expected(case, id);
        let message = format!(
            "{} was promised for {} and is not done, {} later",
            case.with_owner(id),
            case.day(due),
            overdue.amount()
        );
        let help = format!(
            "write `done:` if it is done; else agree on a new `due:`, with the reason under `moved:`. {forecast}"
        );
        let violation = case.on_milestone(id, milestone.place(milestone.spans.due), message);
        let cause = case.cause(id);
        violations.push(violation.with(|finding| {
            let finding =
                finding.label(format!("{} overdue", overdue.amount())).help(help).weight(overdue.workdays);
            let finding = super::promise_forecast_late::driven_by(case, finding, id, cause);
            finding.fact("due", due.to_string())
        }));
    }
}
