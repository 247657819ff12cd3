//! `risk-without-owner`

use super::{Case, Offence, Rule};
use crate::analysis::risk::Neglect;
use crate::syntax::Importance;

pub(super) static RULE: Rule = Rule {
    slug: "risk-without-owner",
    level: Importance::Warn,
    explanation: "A risk is open, and nobody watches it: nobody will notice its trigger, and nobody does what was meant to be done about it. Name one owner, whom you would \
ask whether it still holds. Risks of which all that they threaten is done are told by another rule.",
    bad: "milestones:\n  ledger: {owner: bo, duration: 3w, due: 2026-12-11}\nrisks:\n  perf: {title: Writes too slow, probability: 30%, impact: 10d, affects: [ledger], response: accept, reviewed: 2026-09-07}\n",
    good: "milestones:\n  ledger: {owner: bo, duration: 3w, due: 2026-12-11}\nrisks:\n  perf: {title: Writes too slow, owner: bo, probability: 30%, impact: 10d, affects: [ledger], response: accept, reviewed: 2026-09-07}\n",
    since: "0.1.0",
    compares: false,
    check,
};

fn check(case: &Case<'_>, offences: &mut Vec<Offence>) {
    for assessed in case.risks() {
        let risk = assessed.risk(case.assessment);
        let counts = !risk.unreadable && !assessed.is_idle;
        if !counts || !assessed.neglected.contains(&Neglect::NoOwner) {
            continue;
        }
        let raised = risk.raised.map(|day| format!(" since {}", case.day(day))).unwrap_or_default();
        let message = format!("`{}` is open{raised}, and nobody watches it: {}", risk.full_id, risk.title);
        offences.push(case.on_risk(&RULE, assessed.index, risk.origin, message).tell(|finding| {
            finding.label("no `owner:`").help("name the one who watches for its trigger as `owner:`")
        }));
    }
}
