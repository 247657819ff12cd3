//! `overdue-risk-review`

use super::{Case, Violation, words};
use crate::analysis::risk::Neglect;

pub(super) fn check(case: &Case<'_>, violations: &mut Vec<Violation>) {
    for (assessed, risk) in case.risks() {
        let since = assessed.neglected.iter().find_map(|neglect| match neglect {
            Neglect::ReviewOverdue(day) => Some((*day, "was due for review")),
            Neglect::NeverReviewed(day) => Some((*day, "has not been reviewed since it was raised")),
            _ => None,
        });
        let Some((day, what)) = since else { continue };
        let (days, ago) = (case.as_of().since(day), words::days(case.as_of().since(day)));
        let message = format!("`{}` {what} on {}, {ago} ago", risk.full_id, case.day(day));
        let violation = case.on_risk(assessed.index, risk.place(risk.spans.next_review), message);
        violations.push(violation.with(|finding| {
            finding
                .label("not reviewed")
                .help("review it, and write `reviewed:` with the day and a new `next_review:`")
                .weight(days)
                .fact("since", day.to_string())
        }));
    }
}
