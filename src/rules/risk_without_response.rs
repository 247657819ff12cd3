//! `risk-without-response`

use super::{Case, Offence, Rule};
use crate::analysis::risk::Neglect;
use crate::syntax::Importance;

pub(super) static RULE: Rule = Rule {
    slug: "risk-without-response",
    level: Importance::Warn,
    explanation: "A risk is open, and nothing says what is done about it: there is no `response:`, or it is to be mitigated and no `mitigation:` says how. To write it down is \
not to deal with it. Decide: avoid, mitigate, transfer, escalate, or accept, which is an answer too.",
    bad: "milestones:\n  ledger: {owner: bo, duration: 3w, due: 2026-12-11}\nrisks:\n  perf: {title: Writes too slow, owner: bo, probability: 30%, impact: 10d, affects: [ledger], response: mitigate, reviewed: 2026-09-07}\n",
    good: "milestones:\n  ledger: {owner: bo, duration: 3w, due: 2026-12-11}\nrisks:\n  perf: {title: Writes too slow, owner: bo, probability: 30%, impact: 10d, affects: [ledger], response: mitigate, mitigation: Load test at 3x peak, reviewed: 2026-09-07}\n",
    since: "0.1.0",
    compares: false,
    check,
};

fn check(case: &Case<'_>, offences: &mut Vec<Offence>) {
    for assessed in case.risks() {
        let risk = assessed.risk(case.assessment);
        if risk.unreadable || assessed.is_idle {
            continue;
        }
        let (found, label, help) = if assessed.neglected.contains(&Neglect::NoResponse) {
            (
                "nothing says what is done about it",
                "no `response:`",
                "decide, and write `response:` with avoid, mitigate, transfer, accept or escalate",
            )
        } else if assessed.neglected.contains(&Neglect::NoMitigation) {
            (
                "it is to be mitigated without a word of how",
                "how?",
                "write what is done, as `mitigation:`, and by when, as `due:`",
            )
        } else {
            continue;
        };
        let raised = risk.raised.map(|day| format!(" since {}", case.day(day))).unwrap_or_default();
        let message = format!("`{}` is open{raised}, and {found}: {}", risk.full_id, risk.title);
        let place = risk.place(risk.spans.response);
        offences.push(
            case.on_risk(&RULE, assessed.index, place, message)
                .tell(|finding| finding.label(label).help(help)),
        );
    }
}
