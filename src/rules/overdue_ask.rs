//! `overdue-ask`

use super::{Case, Topic, Violation};
use crate::analysis::status::ask_overdue;

pub(super) fn check(case: &Case<'_>, violations: &mut Vec<Violation>) {
    let workspace = case.workspace();
    for (index, ask) in workspace.asks.iter().enumerate() {
        let Some((by, overdue)) = ask.by.zip(ask_overdue(case.assessment, ask)) else { continue };
        let of = workspace.owner_id(ask.of).map_or_else(String::new, |of| format!(" of {of}"));
        let message = format!(
            "`{}`: {} was asked{of} by {}, {} ago",
            ask.full_id,
            ask.ask,
            case.day(by),
            overdue.amount()
        );
        let violation = Violation::new(workspace, Topic::Ask(index), ask.origin, message);
        violations.push(violation.with(|finding| {
            finding
                .label(format!("{} overdue", overdue.amount()))
                .help("take it out once it is answered; else agree on another day as `by:`, or ask somebody else")
                .weight(overdue.workdays)
                .fact("by", by.to_string())
        }));
    }
}
