//! `risk-without-response`

use super::{Case, Violation};
use crate::analysis::risk::Neglect;

pub(super) fn check(case: &Case<'_>, violations: &mut Vec<Violation>) {
    for (assessed, risk) in case.risks().filter(|(assessed, _)| !assessed.is_idle) {
        let (found, label, help) = if assessed.neglected.contains(&Neglect::NoResponse) {
            (
                "no response is planned",
                "no `response:`",
                "decide, and write `response:` with avoid, mitigate, transfer, accept or escalate",
            )
        } else if assessed.neglected.contains(&Neglect::NoMitigation) {
            (
                "its mitigation is not described",
                "how?",
                "write what is done, as `mitigation:`, and by when, as `due:`",
            )
        } else {
            continue;
        };
        let raised = risk.raised.map(|day| format!(" since {}", case.day(day))).unwrap_or_default();
        let message = format!("`{}` is open{raised}, and {found}: {}", risk.full_id, risk.title);
        let place = risk.place(risk.spans.response);
        violations.push(
            case.on_risk(assessed.index, place, message).with(|finding| finding.label(label).help(help)),
        );
    }
}
