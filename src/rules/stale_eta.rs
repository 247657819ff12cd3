//! `stale-eta`

use super::{Case, Offence, Rule, words};
use crate::syntax::Importance;

pub(super) static RULE: Rule = Rule {
    slug: "stale-eta",
    level: Importance::Warn,
    explanation: "An owner said on which day to expect something, and that day has passed without it being done. The plan no longer uses the `eta`, and what it forecasts \
instead is a floor: the earliest day that is left, which nothing says will hold. Ask the owner for a new day; write it as `eta:`, with `updated:`, or `done:`.",
    bad: "milestones:\n  contract: {owner: acme, due: 2026-09-25, eta: 2026-09-10}\n",
    good: "milestones:\n  contract: {owner: acme, due: 2026-09-25, eta: 2026-09-24}\n",
    since: "0.1.0",
    compares: false,
    check,
};

fn check(case: &Case<'_>, offences: &mut Vec<Offence>) {
    for (id, milestone) in case.unfinished().filter(|(id, _)| case.assessment.has_passed_eta(*id)) {
        let Some(eta) = milestone.eta else { continue };
        let days = case.as_of().since(eta);
        let message = format!(
            "{} was expected on {}, {} ago, and is not done",
            case.with_owner(id),
            case.day(eta),
            words::days(days)
        );
        let offence = case.on_milestone(&RULE, id, milestone.place(milestone.spans.eta), message);
        offences.push(offence.tell(|finding| {
            finding
                .label("has passed")
                .help("ask for a new day and write it as `eta:`, with `updated:`; or write `done:`")
                .weight(days)
                .fact("eta", eta.to_string())
        }));
    }
}
