//! `eta-disagrees`

use super::{Case, Violation};

pub(super) fn check(case: &Case<'_>, violations: &mut Vec<Violation>) {
    for (id, milestone) in case.unfinished().filter(|(id, _)| case.assessment.forecast(*id).eta_disagrees) {
        let Some(eta) = milestone.eta else { continue };
        let left = case.assessment.schedule.remaining_workdays(id);
        let left = left.map_or_else(|| "the work left runs".into(), |days| format!("the {days}wd left run"));
        let message = format!(
            "{} is expected on {}, but {left} more than 5wd past that",
            case.with_owner(id),
            case.day(eta)
        );
        let violation = case.on_milestone(id, milestone.place(milestone.spans.eta), message);
        violations.push(violation.with(|finding| {
            finding
                .label("expected too early")
                .help("ask which is right, and correct the other: `eta:`, or `progress:`, `remaining:` or `duration:`")
                .fact("eta", eta.to_string())
        }));
    }
}
