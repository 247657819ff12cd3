//! `risk-without-owner`

use super::{Case, Violation};
use crate::analysis::risk::Neglect;

pub(super) fn check(case: &Case<'_>, violations: &mut Vec<Violation>) {
    for (assessed, risk) in case.risks() {
        if assessed.is_idle || !assessed.neglected.contains(&Neglect::NoOwner) {
            continue;
        }
        let raised = risk.raised.map(|day| format!(" since {}", case.day(day))).unwrap_or_default();
        let message = format!("`{}` is open{raised}, and nobody watches it: {}", risk.full_id, risk.title);
        violations.push(case.on_risk(assessed.index, risk.origin, message).with(|finding| {
            finding.label("no `owner:`").help("name who watches for its trigger as `owner:`")
        }));
    }
}
