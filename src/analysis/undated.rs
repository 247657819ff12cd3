//! Milestones without a date: the reason of each, and what it leaves undated.

use super::{Assessment, forecast};
use crate::model::MilestoneId;
use crate::schedule::Scheduled;
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
    let mut undated = Undated::new(assessment);
    for id in unfinished.iter().copied().filter(|id| assessment.forecast(*id).finish.is_none()) {
        let first = undated.first(id);
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

/// Returns why a milestone has no date: the reason of its own, or what it waits for, with the first
/// cause behind that.
pub fn because(assessment: &Assessment<'_>, id: MilestoneId) -> String {
    let because = forecast::undated(&assessment.schedule, id);
    let first = Undated::new(assessment).first(id);
    if first == id {
        return because;
    }
    let reason = forecast::undated(&assessment.schedule, first);
    match forecast::waits_undated(&assessment.schedule, id) == Some(first) {
        true => format!("{because}: {reason}"),
        false => {
            let first = &assessment.workspace.milestone(first).full_id;
            format!("{because}; the first cause is `{first}`: {reason}")
        }
    }
}

/// Finds the milestone that leaves another undated, with the earlier answers.
#[derive(Debug)]
pub struct Undated<'a> {
    assessment: &'a Assessment<'a>,
    firsts: Vec<Option<MilestoneId>>,
}

impl<'a> Undated<'a> {
    pub fn new(assessment: &'a Assessment<'a>) -> Self {
        Self { assessment, firsts: vec![None; assessment.milestones.len()] }
    }

    /// Returns the milestone that leaves another undated; possibly itself.
    pub fn first(&mut self, id: MilestoneId) -> MilestoneId {
        let mut walked = vec![id];
        let mut at = id;
        // A milestone on a cycle has a reason of its own, so the walk ends.
        let first = loop {
            if let Some(first) = self.firsts[at.index()] {
                break first;
            }
            match forecast::waits_undated(&self.assessment.schedule, at) {
                Some(next) => at = next,
                None => break at,
            }
            walked.push(at);
        };
        for id in walked {
            self.firsts[id.index()] = Some(first);
        }
        first
    }
}

/// Returns for each milestone one that waits for it, is promised and has no date. Empty if each
/// promised milestone has a date.
pub(super) fn promised(schedule: &Scheduled<'_>) -> Vec<Option<MilestoneId>> {
    let (workspace, network) = (schedule.workspace, schedule.network);
    let is_undated = |id: MilestoneId| {
        let milestone = workspace.milestone(id);
        let program = workspace.program(milestone.program);
        let of_program = program.promise.due.filter(|_| program.finish == Some(id));
        let is_promised = milestone.promise.due.or(of_program).is_some();
        is_promised && milestone.is_unfinished() && schedule.dates.finish(id).is_none()
    };
    if !workspace.milestone_ids().any(is_undated) {
        return Vec::new();
    }
    let mut behind = vec![None; workspace.milestones.len()];
    for id in network.order().iter().rev() {
        let waiting = network.successors(*id).map(|link| network.link(link).to);
        let found = waiting.filter_map(|to| if is_undated(to) { Some(to) } else { behind[to.index()] });
        behind[id.index()] = found.min_by_key(|to| &workspace.milestone(*to).full_id);
    }
    behind
}

/// Returns for each milestone whether no day is left for it, or for something that it waits for:
/// not those that only a plan error leaves undated. Empty if each has a date.
pub(super) fn without_day(schedule: &Scheduled<'_>) -> Vec<bool> {
    let (workspace, network) = (schedule.workspace, schedule.network);
    let is_undated = |id: MilestoneId| schedule.dates.finish(id).is_none();
    if !workspace.milestone_ids().any(|id| workspace.milestone(id).is_live() && is_undated(id)) {
        return Vec::new();
    }
    let mut without = vec![false; workspace.milestones.len()];
    for id in network.order() {
        let milestone = workspace.milestone(*id);
        let is_unknown = milestone.undated_because.is_some() || network.is_on_cycle(*id);
        if is_unknown || milestone.done.is_some() || !is_undated(*id) {
            continue;
        }
        let undated = network.predecessors(*id).filter(|link| !schedule.is_known(*link));
        let mut undated = undated.map(|link| network.link(link).from).peekable();
        let is_first = milestone.is_live() && undated.peek().is_none();
        without[id.index()] = is_first || undated.any(|from| without[from.index()]);
    }
    without
}
