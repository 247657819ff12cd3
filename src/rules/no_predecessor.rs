//! `no-predecessor`

use super::counted::too_many;
use super::{Case, Offence, Policy, Rule};
use crate::syntax::Importance;

pub(super) static RULE: Rule = Rule {
    slug: "no-predecessor",
    level: Importance::Off,
    explanation: "Work that has not begun waits for nothing, and nothing says from which day on it can be done: the plan has it begin today, every day anew. It waits for something, \
or it would have begun: name that under `depends_on:`, or say `not_before:`. One such milestone a program is usual, and not told; `open_starts` in `checks` says how many are.",
    bad: "due: 2026-12-11\nmilestones:\n  ledger: {owner: bo, duration: 3w}\n  invoices: {owner: ana, duration: 2w}\n",
    good: "due: 2026-12-11\nmilestones:\n  ledger: {owner: bo, duration: 3w}\n  invoices: {owner: ana, duration: 2w, not_before: 2026-10-05}\n",
    since: "0.1.0",
    compares: false,
    check,
};

fn check(case: &Case<'_>, offences: &mut Vec<Offence>) {
    let found = case.readable().filter(|(id, milestone)| {
        let held = milestone.earliest().is_some()
            || milestone.blocked.as_ref().is_some_and(|blocked| blocked.until.is_some());
        let waits = case.assessment.network.predecessors(*id).len() > 0;
        milestone.is_work() && milestone.started.is_none() && !waits && !held
    });
    for open in too_many(case, found.collect(), Policy::open_starts) {
        let (id, milestone) = (open.id, open.what);
        let start = case.assessment.schedule.dates.start(id);
        let start =
            start.map_or_else(String::new, |start| format!(": it begins on {}", case.day(start.day())));
        let message = format!(
            "{} waits for nothing, and no day is given for its start{start}{}",
            case.with_owner(id),
            open.beyond.replacen(':', ";", 1)
        );
        offences.push(case.on_milestone(&RULE, id, milestone.origin, message).tell(|finding| {
            finding.label("waits for nothing").help(
                "name under `depends_on:` what it needs, or write `not_before:`; if it has begun, `started:`",
            )
        }));
    }
}
