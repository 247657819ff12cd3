//! `overdue-risk-review`

use super::{Case, Offence, Rule, words};
use crate::analysis::risk::Neglect;
use crate::syntax::Importance;

pub(super) static RULE: Rule = Rule {
    slug: "overdue-risk-review",
    level: Importance::Warn,
    explanation: "An open risk was to be looked at again on a day that has passed; or it was raised more than thirty days ago and was never looked at, nor is to be. A \
risk that nobody looks at is a note, and its probability is a guess of long ago. Look at it, and write `reviewed:` with the day and `next_review:` with the next.",
    bad: "milestones:\n  ledger: {owner: bo, duration: 3w, due: 2026-12-11}\nrisks:\n  perf:\n    owner: bo\n    probability: 30%\n    impact: 10d\n    affects: [ledger]\n    response: accept\n    reviewed: 2026-08-03\n    next_review: 2026-09-01\n",
    good: "milestones:\n  ledger: {owner: bo, duration: 3w, due: 2026-12-11}\nrisks:\n  perf:\n    owner: bo\n    probability: 30%\n    impact: 10d\n    affects: [ledger]\n    response: accept\n    reviewed: 2026-09-01\n    next_review: 2026-10-01\n",
    since: "0.1.0",
    compares: false,
    check,
};

fn check(case: &Case<'_>, offences: &mut Vec<Offence>) {
    for assessed in case.risks() {
        let risk = assessed.risk(case.assessment);
        let since = assessed.neglected.iter().find_map(|neglect| match neglect {
            Neglect::ReviewOverdue(day) => Some((*day, "was to be looked at again")),
            Neglect::NeverReviewed(day) => Some((*day, "has not been looked at since it was raised")),
            _ => None,
        });
        let Some((day, what)) = since.filter(|_| !risk.unreadable) else { continue };
        let (days, ago) = (case.as_of().since(day), words::days(case.as_of().since(day)));
        let message = format!("`{}` {what} on {}, {ago} ago", risk.full_id, case.day(day));
        let offence = case.on_risk(&RULE, assessed.index, risk.place(risk.spans.next_review), message);
        offences.push(offence.tell(|finding| {
            finding
                .label("not looked at")
                .help("look at it, and write `reviewed:` with the day and a new `next_review:`")
                .weight(days)
                .fact("since", day.to_string())
        }));
    }
}
