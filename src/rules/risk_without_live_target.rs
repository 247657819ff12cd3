//! `risk-without-live-target`

use super::{Case, Violation};
use crate::analysis::risk::Assessed;
use crate::model::MilestoneId;

pub(super) fn check(case: &Case<'_>, violations: &mut Vec<Violation>) {
    for (assessed, risk) in case.risks() {
        if !assessed.is_live() || !assessed.is_idle {
            continue;
        }
        let targets = threatened(case, assessed);
        let ended: Vec<String> = targets.iter().filter_map(|id| ended(case, *id)).collect();
        let Some(last) = ended.first() else { continue };
        let more = ended.len() - 1;
        let others = if more > 0 { format!(", and {more} more") } else { String::new() };
        let message = format!(
            "`{}` is {}, but everything it threatens is over: {last}{others}",
            risk.full_id,
            assessed.state.word()
        );
        violations.push(case.on_risk(assessed.index, risk.origin, message).with(|finding| {
            finding
                .label("no longer threatens anything")
                .help("write `closed:` with the day; or name under `affects:` what it threatens now")
        }));
    }
}

/// Returns the milestones that a risk threatens; last ended first.
fn threatened(case: &Case<'_>, assessed: &Assessed) -> Vec<MilestoneId> {
    let risk = assessed.risk(case.assessment);
    let mut targets: Vec<MilestoneId> = case.assessment.schedule.threatened(risk).collect();
    let ended = |id: &MilestoneId| {
        let milestone = case.workspace().milestone(*id);
        milestone.done.or(milestone.cancelled.as_ref().map(|cancelled| cancelled.on))
    };
    targets.sort_by_key(|id| (std::cmp::Reverse(ended(id)), &case.workspace().milestone(*id).full_id));
    targets
}

fn ended(case: &Case<'_>, id: MilestoneId) -> Option<String> {
    let milestone = case.workspace().milestone(id);
    let done = milestone.done.map(|day| format!("done on {}", case.day(day)));
    let cancelled = milestone.cancelled.as_ref();
    let how =
        done.or_else(|| cancelled.map(|cancelled| format!("cancelled on {}", case.day(cancelled.on))))?;
    Some(format!("`{}`, {how}", milestone.full_id))
}
