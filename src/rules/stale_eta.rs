//! `stale-eta`

use super::{Case, Violation, words};

pub(super) fn check(case: &Case<'_>, violations: &mut Vec<Violation>) {
    for (id, milestone) in case.unfinished().filter(|(id, _)| case.assessment.has_passed_eta(*id)) {
        let Some(eta) = milestone.eta else { continue };
        let days = case.as_of().since(eta);
        let message = format!(
            "{} was expected on {}, {} ago, and is not done",
            case.with_owner(id),
            case.day(eta),
            words::days(days)
        );
        let violation = case.on_milestone(id, milestone.place(milestone.spans.eta), message);
        violations.push(violation.with(|finding| {
            finding
                .label("has passed")
                .help("ask for a new day and write it as `eta:`, with `updated:`; or write `done:`")
                .weight(days)
                .fact("eta", eta.to_string())
        }));
    }
}
