//! `overdue-mitigation`

use super::{Case, Violation, words};
use crate::analysis::risk::Neglect;

pub(super) fn check(case: &Case<'_>, violations: &mut Vec<Violation>) {
    for (assessed, risk) in case.risks() {
        let due = assessed.neglected.iter().find_map(|neglect| match neglect {
            Neglect::MitigationOverdue(due) => Some(*due),
            _ => None,
        });
        let Some(due) = due else { continue };
        let what = risk.mitigation.as_deref().unwrap_or("its mitigation");
        let (days, ago) = (case.as_of().since(due), words::days(case.as_of().since(due)));
        let message = format!("`{}`: {what} was due {}, {ago} ago", risk.full_id, case.day(due));
        let violation = case.on_risk(assessed.index, risk.place(risk.spans.due), message);
        violations.push(violation.with(|finding| {
            finding
                .label(format!("{ago} ago"))
                .help("write `mitigated:` with the day it was in place, and the remaining risk as `residual:`; or agree on a new `due:`")
                .weight(days)
                .fact("due", due.to_string())
        }));
    }
}
