//! `blocked-by-nobody`

use super::{Case, Violation};

pub(super) fn check(case: &Case<'_>, violations: &mut Vec<Violation>) {
    for (id, milestone) in case.readable() {
        let Some(blocked) = milestone.blocked.as_ref().filter(|blocked| blocked.waiting_on.is_none()) else {
            continue;
        };
        let since = blocked.since.map(|day| format!(" since {}", case.day(day))).unwrap_or_default();
        let why = blocked.why.as_ref().map(|why| format!(" ({why})")).unwrap_or_default();
        let message =
            format!("{} is blocked{since}{why}, and nobody is named to clear it", case.with_owner(id));
        let place = milestone.place(milestone.spans.blocked);
        violations.push(case.on_milestone(id, place, message).with(|finding| {
            let finding = finding
                .label("no `waiting_on:`")
                .help("find the person who can clear it, and name them as `waiting_on:`");
            match blocked.since {
                Some(since) => finding.weight(case.as_of().since(since)).fact("since", since.to_string()),
                None => finding,
            }
        }));
    }
}
