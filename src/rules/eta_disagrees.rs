//! `eta-disagrees`

use super::{Case, Offence, Rule};
use crate::syntax::Importance;

pub(super) static RULE: Rule = Rule {
    slug: "eta-disagrees",
    level: Importance::Warn,
    explanation: "The day that an owner expects something on is more than five working days earlier than what is said to be left of the work allows. The plan uses the \
`eta`, and does not call it on track. One of the two is wrong: ask which, and write the other anew. An `eta` that was said before the last `progress:` often is only old.",
    bad: "milestones:\n  ledger: {owner: bo, duration: 8w, started: 2026-08-24, progress: 20%, updated: 2026-09-11, eta: 2026-09-25, due: 2026-12-11}\n",
    good: "milestones:\n  ledger: {owner: bo, duration: 8w, started: 2026-08-24, progress: 20%, updated: 2026-09-11, eta: 2026-10-28, due: 2026-12-11}\n",
    since: "0.1.0",
    compares: false,
    check,
};

fn check(case: &Case<'_>, offences: &mut Vec<Offence>) {
    for (id, milestone) in case.unfinished().filter(|(id, _)| case.assessment.forecast(*id).eta_disagrees) {
        let Some(eta) = milestone.eta else { continue };
        let left = case.assessment.schedule.remaining_workdays(case.assessment.plan(), id);
        let left = left.map_or_else(String::new, |days| format!(" {days}wd"));
        let message = format!(
            "{} is expected on {}, and the{left} that are left of it run more than 5wd past that",
            case.with_owner(id),
            case.day(eta)
        );
        let offence = case.on_milestone(&RULE, id, milestone.place(milestone.spans.eta), message);
        offences.push(offence.tell(|finding| {
            finding
                .label("expected too early")
                .help("ask which is right, and write the other anew: `eta:`, or `progress:`, `remaining:` or `duration:`")
                .fact("eta", eta.to_string())
        }));
    }
}
