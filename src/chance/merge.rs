//! Where paths merge: each may well be on time, and all of them at once seldom.

use crate::graph::LinkId;
use crate::model::MilestoneId;
use crate::schedule::Scheduled;
use crate::time::Instant;

/// A milestone that waits for several unfinished others, and how often those let it be as planned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merge {
    pub milestone: MilestoneId,
    /// What it waits for, with the runs in which that alone lets it be as planned.
    pub inputs: Vec<(MilestoneId, u32)>,
    /// The runs in which all of them do.
    pub all: u32,
}

/// Where one of the links into a milestone has to be at the latest.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limit {
    pub(super) from: MilestoneId,
    pub(super) from_start: bool,
    pub(super) latest: Instant,
}

/// Returns the milestones that wait for several unfinished ones, with the latest instants of those
/// with which they are as planned.
pub(super) fn merges(schedule: &Scheduled<'_>) -> Vec<(MilestoneId, Vec<Limit>)> {
    let (network, inputs) = (schedule.network, &schedule.inputs);
    let mut merges = Vec::new();
    for id in schedule.workspace.milestone_ids() {
        if !inputs.task(id).is_unfinished() || network.is_on_cycle(id) {
            continue;
        }
        let open = |link: &LinkId| inputs.task(network.link(*link).from).is_unfinished();
        let limits: Vec<Limit> = network
            .predecessors(id)
            .filter(open)
            .filter_map(|link| {
                let latest = schedule.latest_as_planned(link)?;
                let link = network.link(link);
                Some(Limit { from: link.from, from_start: link.kind.from_start(), latest })
            })
            .collect();
        if limits.len() > 1 {
            merges.push((id, limits));
        }
    }
    merges
}
