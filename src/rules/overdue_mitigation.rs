//! `overdue-mitigation`

use super::{Case, Offence, Rule, words};
use crate::analysis::risk::Neglect;
use crate::syntax::Importance;

pub(super) static RULE: Rule = Rule {
    slug: "overdue-mitigation",
    level: Importance::Warn,
    explanation: "What was to be done about a risk was due, and nothing says that it is in place. Until then the risk counts in full, and whoever relies on the \
mitigation is mistaken. Write `mitigated:` with the day and, as `residual:`, what is left of the risk; or a new `due:`.",
    bad: "milestones:\n  ledger: {owner: bo, duration: 3w, due: 2026-12-11}\nrisks:\n  perf:\n    owner: bo\n    probability: 30%\n    impact: 10d\n    affects: [ledger]\n    response: mitigate\n    mitigation: Load test at 3x peak\n    due: 2026-08-31\n",
    good: "milestones:\n  ledger: {owner: bo, duration: 3w, due: 2026-12-11}\nrisks:\n  perf:\n    owner: bo\n    probability: 30%\n    impact: 10d\n    affects: [ledger]\n    response: mitigate\n    mitigation: Load test at 3x peak\n    due: 2026-08-31\n    mitigated: 2026-08-28\n    residual: {probability: 5%, impact: 3d}\n",
    since: "0.1.0",
    compares: false,
    check,
};

fn check(case: &Case<'_>, offences: &mut Vec<Offence>) {
    for assessed in case.risks() {
        let risk = assessed.risk(case.assessment);
        let due = assessed.neglected.iter().find_map(|neglect| match neglect {
            Neglect::MitigationOverdue(due) => Some(*due),
            _ => None,
        });
        let Some(due) = due.filter(|_| !risk.unreadable) else { continue };
        let what = risk.mitigation.as_deref().unwrap_or("its mitigation");
        let (days, ago) = (case.as_of().since(due), words::days(case.as_of().since(due)));
        let message = format!("`{}`: {what} was due {}, {ago} ago", risk.full_id, case.day(due));
        let offence = case.on_risk(&RULE, assessed.index, risk.place(risk.spans.due), message);
        offences.push(offence.tell(|finding| {
            finding
                .label(format!("{ago} ago"))
                .help("write `mitigated:` with the day it was in place, and what is left as `residual:`; else a new `due:`")
                .weight(days)
                .fact("due", due.to_string())
        }));
    }
}
