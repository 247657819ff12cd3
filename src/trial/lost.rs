//! Where dates are lost: the milestones without a date that nothing before them explains.

use crate::model::MilestoneId;
use crate::schedule::{Dates, Plan};
use std::collections::BTreeSet;

/// Returns the first milestones without a date on the ways to some others; sorted. On a cycle,
/// these are all of its milestones.
pub fn lost(plan: Plan<'_>, dates: &Dates, from: impl IntoIterator<Item = MilestoneId>) -> Vec<MilestoneId> {
    let is_lost = |id: MilestoneId| !dates.is_known(id, plan.inputs.task(id));
    let mut open: Vec<MilestoneId> = from.into_iter().filter(|id| is_lost(*id)).collect();
    let mut seen: BTreeSet<MilestoneId> = open.iter().copied().collect();
    let mut first = Vec::new();
    while let Some(id) = open.pop() {
        let before = plan.network.predecessors(id).map(|link| plan.network.link(link).from);
        let before: Vec<MilestoneId> = before.filter(|before| is_lost(*before)).collect();
        if before.is_empty() || plan.network.is_on_cycle(id) {
            first.push(id);
        }
        open.extend(before.into_iter().filter(|id| seen.insert(*id)));
    }
    first.sort_unstable();
    first
}
