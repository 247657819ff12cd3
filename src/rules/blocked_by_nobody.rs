//! `blocked-by-nobody`

use super::{Case, Offence, Rule};
use crate::syntax::Importance;

pub(super) static RULE: Rule = Rule {
    slug: "blocked-by-nobody",
    level: Importance::Warn,
    explanation: "Something is blocked, and nothing says who can clear it. A block that is nobody's to clear stays: find the one person who can, tell them, and write who it is \
as `waiting_on:`. `tpm status --owner` then shows it to them too.",
    bad: "milestones:\n  contract: {owner: acme, due: 2026-10-02, blocked: {since: 2026-09-07, why: Redlines, until: 2026-09-21}}\n",
    good: "milestones:\n  contract: {owner: acme, due: 2026-10-02, blocked: {since: 2026-09-07, why: Redlines, waiting_on: marco, until: 2026-09-21}}\n",
    since: "0.1.0",
    compares: false,
    check,
};

fn check(case: &Case<'_>, offences: &mut Vec<Offence>) {
    for (id, milestone) in case.readable() {
        let Some(blocked) = milestone.blocked.as_ref().filter(|blocked| blocked.waiting_on.is_none()) else {
            continue;
        };
        let since = blocked.since.map(|day| format!(" since {}", case.day(day))).unwrap_or_default();
        let why = blocked.why.as_ref().map(|why| format!(" ({why})")).unwrap_or_default();
        let message =
            format!("{} is blocked{since}{why}, and nothing says who can clear it", case.with_owner(id));
        let place = milestone.place(milestone.spans.blocked);
        offences.push(case.on_milestone(&RULE, id, place, message).tell(|finding| {
            let finding = finding
                .label("waits for nobody")
                .help("find the one who can clear it, and write who that is as `waiting_on:`");
            match blocked.since {
                Some(since) => finding.weight(case.as_of().since(since)).fact("since", since.to_string()),
                None => finding,
            }
        }));
    }
}
