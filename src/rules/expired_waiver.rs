//! `expired-waiver`

use super::{Case, Offence, Rule, waiving};
use crate::syntax::Importance;

pub(super) static RULE: Rule = Rule {
    slug: "expired-waiver",
    level: Importance::Error,
    explanation: "Somebody excused a finding until a day, and that day has passed. What was excused counts again; the waiver is left over and would hide nothing but \
the fact that it ran out. Remove it once the cause is mended. If it is not, decide again, with a new `until:` and a reason that is true today.",
    bad: "milestones:\n  ledger:\n    owner: bo\n    due: 2026-12-11\n    duration: 3w\n    waive: [{rule: no-owner, until: 2026-09-11, reason: Bo starts in September}]\n",
    good: "milestones:\n  ledger:\n    owner: bo\n    due: 2026-12-11\n    duration: 3w\n",
    since: "0.1.0",
    compares: false,
    check,
};

fn check(case: &Case<'_>, offences: &mut Vec<Offence>) {
    let workspace = case.workspace();
    for (on, waiver) in waiving::all(workspace).filter(|(_, waiver)| !waiver.holds_on(case.as_of())) {
        let id = on.id(workspace);
        let until = case.day(waiver.until);
        let message =
            format!("the waiver of `{}` for `{id}` ran out on {until}: {}", waiver.rule, waiver.reason);
        let days = case.as_of().since(waiver.until);
        offences.push(Offence::new(&RULE, workspace, on, waiver.origin, message).tell(|finding| {
            finding
                .label("ran out")
                .help(
                    "remove it if the cause is mended; else decide again, with a new `until:` and `reason:`",
                )
                .weight(days)
                .fact("waived", waiver.rule)
                .fact("until", waiver.until.to_string())
        }));
    }
}
