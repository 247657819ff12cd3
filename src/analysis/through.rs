//! Chains look through cancelled milestones to the milestone behind them.

use crate::graph::LinkId;
use crate::model::MilestoneId;
use crate::schedule::Scheduled;

/// A step back along a chain: from a milestone to the unfinished one that it waits for, directly or
/// through cancelled ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// The milestone that is waited for.
    pub from: MilestoneId,
    /// The link into the waiting milestone; it may come from a cancelled one.
    pub link: LinkId,
    /// Whether every link on the way drives.
    pub drives: bool,
    /// The sum of the links' slack on the way, in working days of the waiting milestones; 0 if all
    /// drive.
    pub slack: i32,
}

/// What is behind each cancelled milestone; empty if nothing is cancelled.
#[derive(Debug, Clone, Default)]
pub struct Through(Vec<Option<Step>>);

impl Through {
    /// Walks once in topological order, so the predecessors of a cancelled milestone come before
    /// it.
    pub(super) fn new(schedule: &Scheduled<'_>) -> Self {
        let workspace = schedule.workspace;
        if workspace.milestones.iter().all(|milestone| milestone.is_live()) {
            return Self::default();
        }
        let mut through = Self(vec![None; workspace.milestones.len()]);
        for id in schedule.network.order() {
            if !workspace.milestone(*id).is_live() {
                through.0[id.index()] = closest(schedule, &through, *id);
            }
        }
        through
    }

    /// Returns the step over a link into a milestone; `None` if the chain ends there.
    pub fn step(&self, schedule: &Scheduled<'_>, link: LinkId) -> Option<Step> {
        if !schedule.chain_continues(link) {
            return None;
        }
        let from = schedule.network.link(link).from;
        let drives = schedule.drives(link);
        let slack = if drives { 0 } else { schedule.slack(link).unwrap_or(i32::MAX) };
        if schedule.workspace.milestone(from).is_live() {
            return Some(Step { from, link, drives, slack });
        }
        let behind = (*self.0.get(from.index())?)?;
        Some(Step {
            from: behind.from,
            link,
            drives: drives && behind.drives,
            slack: slack.saturating_add(behind.slack),
        })
    }

    /// Returns the milestone behind a driving link, which may be done. If the link comes from a
    /// cancelled one, the milestone behind that, provided every link on the way drives.
    pub fn real(&self, schedule: &Scheduled<'_>, link: LinkId) -> Option<MilestoneId> {
        let from = schedule.network.link(link).from;
        if schedule.workspace.milestone(from).is_live() {
            return Some(from);
        }
        let behind = self.0.get(from.index()).copied().flatten()?;
        Some(behind.from).filter(|_| behind.drives)
    }

    /// Returns the links out of the cancelled milestones on a step, nearest to the waiting
    /// milestone first, and the link out of the milestone that is waited for.
    pub fn via(&self, schedule: &Scheduled<'_>, step: Step) -> (Vec<LinkId>, LinkId) {
        let (mut via, mut link) = (Vec::new(), step.link);
        loop {
            let from = schedule.network.link(link).from;
            match self.0.get(from.index()).copied().flatten() {
                Some(behind) => {
                    via.push(link);
                    link = behind.link;
                }
                None => return (via, link),
            }
        }
    }
}

/// Returns the step back that a milestone's chain takes: over the driving link from the unfinished
/// predecessor with the least total float, then the smallest id; if none drives, over the link with
/// the least slack.
pub(super) fn closest(schedule: &Scheduled<'_>, through: &Through, at: MilestoneId) -> Option<Step> {
    let steps = schedule.network.predecessors(at).filter_map(|link| through.step(schedule, link));
    steps.min_by_key(|step| {
        let float = schedule.total_float(step.from).unwrap_or(i32::MAX);
        let name = &schedule.workspace.milestone(step.from).full_id;
        (!step.drives, step.slack, float, name, step.link)
    })
}
