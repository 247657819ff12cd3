//! `blocked-without-end`

use super::words::days;
use super::{Case, Offence, Rule};
use crate::syntax::Importance;

pub(super) static RULE: Rule = Rule {
    slug: "blocked-without-end",
    level: Importance::Warn,
    explanation: "Something is blocked, and no day is given by whose end that should be over, or that day has passed and it still is. Its forecast then is a floor: the plan \
goes on as if the block ended today. Ask whoever it waits for, and write the day as `until:`; remove `blocked:` once it is cleared. An `eta` that can hold says enough where no `until:` is \
given.",
    bad: "milestones:\n  contract: {owner: acme, due: 2026-10-02, blocked: {since: 2026-09-07, why: Redlines, waiting_on: marco, until: 2026-09-11}}\n",
    good: "milestones:\n  contract: {owner: acme, due: 2026-10-02, blocked: {since: 2026-09-07, why: Redlines, waiting_on: marco, until: 2026-09-21}}\n",
    since: "0.1.0",
    compares: false,
    check,
};

fn check(case: &Case<'_>, offences: &mut Vec<Offence>) {
    for (id, milestone) in case.readable() {
        let Some(blocked) = &milestone.blocked else { continue };
        let found = match blocked.until {
            Some(until) if until >= case.as_of() => continue,
            Some(until) => {
                let ago = days(case.as_of().since(until));
                format!("was blocked until {}, {ago} ago, and still is", case.day(until))
            }
            // Its owner has given a day all the same.
            None if case.assessment.schedule.dates.eta_is_valid(id) => continue,
            None => {
                let since = blocked.since.map(|day| format!(" since {}", case.day(day))).unwrap_or_default();
                format!("is blocked{since}, and nothing says until when")
            }
        };
        let message = format!("{} {found}", case.with_owner(id));
        let place = milestone.place(milestone.spans.blocked);
        offences.push(case.on_milestone(&RULE, id, place, message).tell(|finding| {
            let who = blocked.waiting_on.as_deref().unwrap_or("whoever can clear it");
            let finding = finding
                .label(if blocked.until.is_some() { "still blocked" } else { "no end" })
                .help(format!(
                    "ask {who} by when, and write that day as `until:`; if it is cleared, remove `blocked:`"
                ));
            match blocked.until.or(blocked.since) {
                Some(day) => finding.weight(case.as_of().since(day)).fact("since", day.to_string()),
                None => finding,
            }
        }));
    }
}
