//! `blocked-without-end`

use super::words::days;
use super::{Case, Violation};

pub(super) fn check(case: &Case<'_>, violations: &mut Vec<Violation>) {
    for (id, milestone) in case.readable() {
        let Some(blocked) = &milestone.blocked else { continue };
        let is_backward = blocked.since.zip(blocked.until).is_some_and(|(since, until)| since > until);
        let found = match blocked.until {
            Some(until) if until >= case.as_of() => continue,
            Some(until) if is_backward => {
                let since = blocked.since.map_or(String::new(), |since| case.day(since));
                format!("is blocked since {since}, but until {}, which is before that", case.day(until))
            }
            Some(until) => {
                let ago = days(case.as_of().since(until));
                format!("was blocked until {}, {ago} ago, and still is", case.day(until))
            }
            // Its owner has given an expected day.
            None if case.assessment.schedule.dates.eta_is_valid(id) => continue,
            None => {
                let since = blocked.since.map(|day| format!(" since {}", case.day(day))).unwrap_or_default();
                format!("is blocked{since}, with no end date")
            }
        };
        let message = format!("{} {found}", case.with_owner(id));
        let place = milestone.place(milestone.spans.blocked);
        violations.push(case.on_milestone(id, place, message).with(|finding| {
            let who = blocked.waiting_on.as_deref().unwrap_or("whoever can clear it");
            let correct = if is_backward { "correct one of the two days, or " } else { "" };
            let finding = finding
                .label(match blocked.until {
                    Some(_) if is_backward => "ends before it begins",
                    Some(_) => "still blocked",
                    None => "no `until:`",
                })
                .help(format!(
                    "{correct}ask {who} for a date, and write it as `until:`; if it is cleared, remove `blocked:`"
                ));
            match blocked.until.or(blocked.since) {
                Some(day) => finding.weight(case.as_of().since(day)).fact("since", day.to_string()),
                None => finding,
            }
        }));
    }
}
