//! `dangling-end`

use super::counted::too_many;
use super::{Case, Violation};
use crate::model::MilestoneId;
use crate::syntax::Measure;

pub(super) fn check(case: &Case<'_>, violations: &mut Vec<Violation>) {
    if !case.is_whole() {
        return;
    }
    let (leads_on, follows) = (leads_on(case), follows_the_finish(case));
    let found = case.readable().filter(|(id, milestone)| {
        let ends_somewhere = case.assessment.finish_milestone(milestone.program).is_some();
        let led = leads_on[id.index()] || follows[id.index()];
        ends_somewhere && !led && !case.assessment.is_finish(*id)
    });
    for dangling in too_many(case, found.collect(), Measure::DanglingEnds) {
        let (id, milestone) = (dangling.id, dangling.what);
        let forecast = case.assessment.forecast(id).finish;
        let forecast = forecast.map_or_else(String::new, |day| format!(", forecast for {},", case.day(day)));
        let finish = case.assessment.finish_milestone(milestone.program);
        let finish = finish.map_or("", |finish| &case.workspace().milestone(finish).full_id);
        let message = format!(
            "nothing waits for {}{forecast} and its program ends with `{finish}`{}",
            case.with_owner(id),
            dangling.beyond
        );
        violations.push(case.on_milestone(id, milestone.origin, message).with(|finding| {
            finding.label("leads nowhere").help("add it to the `depends_on:` of whatever needs it")
        }));
    }
}

/// Returns for each milestone whether a live milestone waits for it, directly or behind cancelled
/// ones.
pub(super) fn leads_on(case: &Case<'_>) -> Vec<bool> {
    let network = case.assessment.network;
    let mut leads_on = vec![false; network.len()];
    for id in network.order().iter().rev() {
        leads_on[id.index()] = network.successors(*id).any(|link| {
            let to = network.link(link).to;
            case.workspace().milestone(to).is_live() || leads_on[to.index()]
        });
    }
    leads_on
}

/// Returns for each milestone whether it comes after the finish of its program.
pub(super) fn follows_the_finish(case: &Case<'_>) -> Vec<bool> {
    let network = case.assessment.network;
    let program = |id: MilestoneId| case.workspace().milestone(id).program;
    let mut follows = vec![false; network.len()];
    for id in network.order() {
        follows[id.index()] = network.predecessors(*id).any(|link| {
            let from = network.link(link).from;
            program(from) == program(*id) && (follows[from.index()] || case.assessment.is_finish(from))
        });
    }
    follows
}
