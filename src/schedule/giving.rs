//! Finds the milestones that give another its date, directly or through cancelled ones, and by how
//! much each could slip.

use super::links::Allowed;
use super::{Dated, Plan};
use crate::graph::LinkId;
use crate::model::MilestoneId;
use crate::time::Instant;
use std::collections::{BTreeMap, BTreeSet};

/// The links from a milestone back to one that it waits for, the one into the waiting milestone
/// first; between the links lie cancelled milestones.
pub type Way = Vec<LinkId>;

/// The unfinished milestones that give a milestone its date. A past start gives none.
#[derive(Debug, Clone)]
pub struct Givers {
    /// The links that were walked, each with the place of the link that it leads on to.
    steps: Vec<(LinkId, Option<usize>)>,
    /// The milestones, each with the place of the link out of it.
    found: Vec<(MilestoneId, usize)>,
}

impl Givers {
    /// Returns the milestones, each with the link out of it and a number for [`Self::way`].
    pub fn each(&self) -> impl Iterator<Item = (MilestoneId, LinkId, usize)> + '_ {
        self.found.iter().map(|(id, at)| (*id, self.steps[*at].0, *at))
    }

    /// Returns the way back to a milestone.
    pub fn way(&self, number: usize) -> Way {
        let (mut way, mut next) = (Vec::new(), Some(number));
        while let Some((link, towards)) = next.and_then(|at| self.steps.get(at)) {
            way.push(*link);
            next = *towards;
        }
        way.reverse();
        way
    }
}

impl Dated<'_> {
    /// Returns the milestones that give a milestone its date. Visits each link into a cancelled
    /// milestone at most once for each of the two bounds that it passes on.
    pub fn givers(self, id: MilestoneId) -> Givers {
        let mut givers = Givers { steps: Vec::new(), found: Vec::new() };
        if !self.plan.task(id).is_unfinished() {
            return givers;
        }
        let mut met: BTreeSet<MilestoneId> = BTreeSet::new();
        let mut passed: BTreeMap<MilestoneId, [bool; 2]> = BTreeMap::new();
        let mut open: Vec<(MilestoneId, [bool; 2], Option<usize>)> = vec![(id, [true; 2], None)];
        while let Some((at, wanted, towards)) = open.pop() {
            for link in self.plan.network.predecessors(at) {
                let from = self.plan.network.link(link).from;
                if !self.plan.chain_continues(link) || !self.gives(link) {
                    continue;
                }
                if self.plan.task(from).is_cancelled() {
                    let sides = self.giving_sides(link, wanted);
                    let seen = passed.entry(from).or_default();
                    let new = [sides[0] && !seen[0], sides[1] && !seen[1]];
                    if new != [false; 2] {
                        *seen = [seen[0] || new[0], seen[1] || new[1]];
                        givers.steps.push((link, towards));
                        open.push((from, new, Some(givers.steps.len() - 1)));
                    }
                    continue;
                }
                let given = if self.plan.task(at).is_cancelled() { self.gives_point(link) } else { wanted };
                if (given[0] && wanted[0] || given[1] && wanted[1]) && met.insert(from) {
                    givers.steps.push((link, towards));
                    givers.found.push((from, givers.steps.len() - 1));
                }
            }
        }
        givers
    }

    /// Whether the milestone at the end of a way gives the date at its beginning, with everything
    /// else later aside.
    pub(super) fn gives_over(self, way: &[LinkId]) -> bool {
        let Some((into, out)) = way.first().zip(way.last()) else { return false };
        let now = self.origin(self.plan.network.link(*out)).and_then(|at| self.over(way, at));
        self.gives(*into) && now == self.held(*into)
    }

    /// Whether the milestone at the end of a way gives the date at its beginning, and would move it
    /// by coming one working day later.
    pub(super) fn drives_over(self, way: &[LinkId]) -> bool {
        let Some((into, out)) = way.first().zip(way.last()) else { return false };
        let out = self.plan.network.link(*out);
        let later = self.origin(out).and_then(|at| self.plan.full(out.from).a_day_later(at));
        let then = later.and_then(|at| self.over(way, at));
        // What has no date then is later than any day.
        self.gives_over(way) && then.is_none_or(|then| Some(then) > self.held(*into))
    }

    /// Returns how many working days, in its own calendar, the milestone at the end of a way can
    /// slip before it moves the one at its beginning; `None` if no slip moves it.
    pub(super) fn slack_over(self, way: &[LinkId]) -> Option<i32> {
        let (into, out) = (way.first()?, self.plan.network.link(*way.last()?));
        let stays = self.stays(self.plan.network.link(*into));
        let mut allowed = stays.map_or(Allowed::ALL, Allowed::by);
        for link in way {
            allowed = self.plan.latest(self.plan.network.link(*link), allowed);
        }
        if allowed == Allowed::ALL { None } else { self.slip_until(out.from, out.kind, allowed) }
    }

    /// Returns where an instant of the milestone at the end of a way would by itself put the date
    /// at its beginning.
    fn over(self, way: &[LinkId], instant: Instant) -> Option<Instant> {
        let mut bound = instant;
        for link in way.iter().rev() {
            bound = self.plan.bound_from(self.plan.network.link(*link), bound)?;
        }
        self.snapped_bound(self.plan.network.link(*way.first()?), bound)
    }
}

impl Plan<'_> {
    /// Whether a chain continues behind a link. It stops at done milestones and at the start of
    /// started ones; it continues through cancelled ones.
    fn chain_continues(self, link: LinkId) -> bool {
        let link = self.network.link(link);
        let from = self.task(link.from);
        let over_a_past_start = link.kind.from_start() && from.is_started();
        from.is_cancelled() || from.is_unfinished() && !over_a_past_start
    }
}
