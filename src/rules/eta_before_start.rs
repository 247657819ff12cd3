//! `eta-before-start`

use super::{Case, Violation};
use crate::analysis::forecast::Floor;

pub(super) fn check(case: &Case<'_>, violations: &mut Vec<Violation>) {
    for (id, milestone) in case.unfinished() {
        if case.assessment.forecast(id).floor != Some(Floor::EtaBeforeStart) {
            continue;
        }
        let dates = &case.assessment.schedule.dates;
        let (Some(eta), Some(start)) = (milestone.eta, dates.remaining_start(id).or_else(|| dates.start(id)))
        else {
            continue;
        };
        let message = format!(
            "{} is expected on {}, but its work cannot begin before {}",
            case.with_owner(id),
            case.day(eta),
            case.day(start.day())
        );
        let violation = case.on_milestone(id, milestone.place(milestone.spans.eta), message);
        let days = start.day().since(eta);
        violations.push(violation.with(|finding| {
            let why = &milestone.full_id;
            finding
                .label("before it can begin")
                .help(format!(
                    "ask for a new `eta:`, or correct what it waits for; `tpm why {why}` shows what holds it"
                ))
                .weight(days)
                .fact("eta", eta.to_string())
        }));
    }
}
