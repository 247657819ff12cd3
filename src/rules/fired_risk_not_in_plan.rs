//! `fired-risk-not-in-plan`

use super::{Case, Violation};
use crate::analysis::quiet;
use crate::analysis::risk::RiskState;
use crate::model::MilestoneId;
use crate::time::Day;

pub(super) fn check(case: &Case<'_>, violations: &mut Vec<Violation>) {
    for (assessed, risk) in case.risks() {
        let Some(occurred) = risk.occurred.filter(|_| assessed.state == RiskState::Occurred) else {
            continue;
        };
        if assessed.targets.iter().any(|target| is_updated(case, target.milestone, occurred)) {
            continue;
        }
        let Some(target) = assessed.targets.first() else { continue };
        let last = quiet::last_word(case.workspace(), target.milestone);
        let last =
            last.map_or_else(|| "never updated".into(), |day| format!("last update {}", case.day(day)));
        let more = assessed.targets.len() - 1;
        let verb = if more > 0 { format!("and {more} more have") } else { "has".into() };
        let message = format!(
            "`{}` occurred on {}, and {} {verb} not been updated since: {last}",
            risk.full_id,
            case.day(occurred),
            case.with_owner(target.milestone)
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

/// Whether a milestone was updated on or after a day. An `eta` without `updated` has no known date,
/// and an unreadable part may be an update: both count.
fn is_updated(case: &Case<'_>, id: MilestoneId, since: Day) -> bool {
    let milestone = case.workspace().milestone(id);
    let word = quiet::last_word(case.workspace(), id);
    let moved =
        milestone.promise.moved.iter().filter_map(|moved| moved.on).filter(|on| *on <= case.as_of()).max();
    let undated_word = milestone.eta.is_some() && milestone.spans.updated.is_none();
    word.max(moved).is_some_and(|day| day >= since) || undated_word || milestone.undated_because.is_some()
}
