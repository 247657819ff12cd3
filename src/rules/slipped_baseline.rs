//! `slipped-baseline`

use super::{Case, Violation};
use crate::analysis::lateness::Lateness;

pub(super) fn check(case: &Case<'_>, violations: &mut Vec<Violation>) {
    for (id, milestone) in case.unfinished() {
        let (Some(baseline), Some(finish)) = (milestone.baseline, case.assessment.forecast(id).finish) else {
            continue;
        };
        if finish <= baseline {
            continue;
        }
        let slip = Lateness::new(case.workspace().lateness_calendar(id), baseline, finish);
        let apart = slip.amount();
        let message = format!(
            "{} is forecast for {}, {apart} after its baseline, {}",
            case.with_owner(id),
            case.forecast(finish, case.assessment.is_earliest(id)),
            case.day(baseline)
        );
        let violation = case.on_milestone(id, milestone.place(milestone.spans.baseline), message);
        violations.push(violation.with(|finding| {
            finding
                .label(apart)
                .help("`tpm slippage --against baseline` shows who caused it; set a new baseline if this one no longer means anything")
                .weight(slip.workdays)
                .fact("baseline", baseline.to_string())
        }));
    }
}
