//! `fired-risk-not-in-plan`

use super::{Case, Violation};
use crate::analysis::quiet;

pub(super) fn check(case: &Case<'_>, violations: &mut Vec<Violation>) {
    for (assessed, risk) in case.risks() {
        let occurred = risk.occurred.filter(|_| assessed.is_news);
        let Some((occurred, target)) = occurred.zip(assessed.targets.first()) else { continue };
        let last = quiet::last_word(case.workspace(), *target);
        let last =
            last.map_or_else(|| "never updated".into(), |day| format!("last update {}", case.day(day)));
        let more = assessed.targets.len() - 1;
        let verb = if more > 0 { format!("and {more} more have") } else { "has".into() };
        let message = format!(
            "`{}` occurred on {}, and {} {verb} not been updated since: {last}",
            risk.full_id,
            case.day(occurred),
            case.with_owner(*target)
        );
        let place = risk.place(risk.spans.occurred);
        violations.push(case.on_risk(assessed.index, place, message).with(|finding| {
            finding
                .label("not in the plan yet")
                .help("ask what it costs, and write that there as `remaining:`, `eta:` or `blocked:`, with `updated:`; or `closed:` here if it hit nothing")
                .weight(case.as_of().since(occurred))
                .fact("occurred", occurred.to_string())
        }));
    }
}
