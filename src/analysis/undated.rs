//! Milestones without a date: the reason of each, and what it leaves undated.

use super::{Assessment, forecast};
use crate::model::MilestoneId;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// A milestone that has no date, or passes none on, for a reason of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UndatedCause {
    pub milestone: MilestoneId,
    /// The other selected milestones that have no date because of it, by id.
    pub leaves: Vec<MilestoneId>,
    pub because: String,
    /// Whether the reason is a plan error.
    pub by_error: bool,
}

/// Returns the reasons why some unfinished milestones have no date; those that leave most others
/// undated first, then by id.
pub(super) fn without_date(assessment: &Assessment<'_>, unfinished: &[MilestoneId]) -> Vec<UndatedCause> {
    let name = |id: &MilestoneId| assessment.workspace.milestone(*id).full_id.as_str();
    let mut leaves: BTreeMap<MilestoneId, Vec<MilestoneId>> = BTreeMap::new();
    let mut firsts = vec![None; assessment.milestones.len()];
    for id in unfinished.iter().copied().filter(|id| assessment.forecast(*id).finish.is_none()) {
        let first = first_undated(assessment, id, &mut firsts);
        let others = leaves.entry(first).or_default();
        others.extend(Some(id).filter(|id| *id != first));
    }
    let by_id = |(milestone, mut leaves): (MilestoneId, Vec<MilestoneId>)| {
        leaves.sort_by_key(name);
        let has_fault = assessment.workspace.milestone(milestone).undated_because.is_some();
        let because = forecast::undated(&assessment.schedule, milestone);
        let by_error = has_fault || assessment.network.is_on_cycle(milestone);
        UndatedCause { milestone, leaves, because, by_error }
    };
    let mut list: Vec<UndatedCause> = leaves.into_iter().map(by_id).collect();
    list.sort_by_key(|undated| (Reverse(undated.leaves.len()), name(&undated.milestone)));
    list
}

/// Returns the milestone that leaves another undated; possibly itself. `firsts` caches earlier
/// answers.
fn first_undated(
    assessment: &Assessment<'_>,
    id: MilestoneId,
    firsts: &mut [Option<MilestoneId>],
) -> MilestoneId {
    let mut walked = vec![id];
    let mut at = id;
    // A milestone on a cycle has a reason of its own, so the walk ends.
    let first = loop {
        if let Some(first) = firsts[at.index()] {
            break first;
        }
        match forecast::waits_undated(&assessment.schedule, at) {
            Some(next) => at = next,
            None => break at,
        }
        walked.push(at);
    };
    for id in walked {
        firsts[id.index()] = Some(first);
    }
    first
}
