//! Who hands over to a milestone, directly or through what is cancelled, and until when each may.

use super::commitment::Commitments;
use super::links::Allowed;
use super::targets::{PromiseHolder, PromiseId};
use super::{Dated, float};
use crate::graph::LinkId;
use crate::model::MilestoneId;
use crate::time::{Day, Instant};
use std::collections::BTreeMap;

/// Something unfinished that a milestone waits for.
#[derive(Debug, Clone)]
pub struct Handoff {
    /// The one that waits.
    pub to: MilestoneId,
    /// The link out of the one that hands over; its type says whether that is with its start or its finish.
    pub link: LinkId,
    /// What is cancelled between the two, nearest to the one that waits first.
    pub via: Vec<MilestoneId>,
    /// Whether every link between the two drives.
    pub drives: bool,
    /// The last day on which handing over keeps every promise that hangs on the one that waits, and which of
    /// them would be missed first.
    pub for_promise: Option<(Until, PromiseHolder)>,
    /// The last day on which handing over leaves the early dates of the one that waits as they are.
    pub for_dates: Option<Until>,
}

/// The last day that will do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Until {
    /// On which the one that hands over works, or is forecast.
    pub day: Day,
    /// Days off included.
    pub civil: Day,
}

/// A path back from the one that waits, over what is cancelled, up to some milestone on it.
#[derive(Debug, Clone)]
struct PathBack {
    /// The link on which it goes on towards the one that waits.
    towards: LinkId,
    /// The place of that link among those out of the milestone, by name.
    rank: u32,
    drives: bool,
    for_promise: (Allowed, PromiseId),
    for_dates: Allowed,
}

/// Looks back from milestones, with what that asks for.
pub(super) struct Handoffs<'a> {
    dated: Dated<'a>,
    commitments: &'a Commitments,
    /// The place of each link among those out of its predecessor, by name.
    rank: Vec<u32>,
}

impl<'a> Handoffs<'a> {
    pub(super) fn new(dated: Dated<'a>, commitments: &'a Commitments) -> Self {
        let network = dated.plan.network;
        let mut rank = vec![0; network.link_count()];
        for id in network.order() {
            for (among, link) in network.successors(*id).enumerate() {
                rank[link.0 as usize] = among as u32;
            }
        }
        Self { dated, commitments, rank }
    }

    /// Returns who hands over to a milestone; nothing for what is done or cancelled.
    ///
    /// Each cancelled milestone is looked at once, however many paths lead through it, after everything that it
    /// lies behind.
    pub(super) fn to(&self, id: MilestoneId) -> Vec<Handoff> {
        let mut found = Vec::new();
        if !self.dated.plan.task(id).is_unfinished() {
            return found;
        }
        let mut open: BTreeMap<u32, (MilestoneId, PathBack)> = BTreeMap::new();
        let mut passed: BTreeMap<MilestoneId, LinkId> = BTreeMap::new();
        let mut paths: Vec<PathBack> =
            self.dated.plan.network.predecessors(id).map(|link| self.first(link)).collect();
        loop {
            for path in paths {
                if self.dated.plan.task(self.from(&path)).is_cancelled() {
                    self.open(&mut open, path);
                } else {
                    found.extend(self.handoff(id, &path, &passed));
                }
            }
            let Some((_, (at, path))) = open.pop_last() else { break };
            passed.insert(at, path.towards);
            paths = self.dated.plan.network.predecessors(at).map(|link| self.next(link, &path)).collect();
        }
        found
    }

    fn from(&self, path: &PathBack) -> MilestoneId {
        self.dated.plan.network.link(path.towards).from
    }

    /// Adds a path to those that go on behind something cancelled. What lies on a cycle has no place, and no
    /// dates.
    fn open(&self, open: &mut BTreeMap<u32, (MilestoneId, PathBack)>, path: PathBack) {
        let at = self.from(&path);
        let Some(place) = self.dated.plan.network.place(at) else { return };
        match open.get_mut(&place) {
            Some((_, known)) => known.join(path),
            None => drop(open.insert(place, (at, path))),
        }
    }

    /// Returns what a link asks for the milestone that it leads to itself.
    fn first(&self, link: LinkId) -> PathBack {
        let ends = self.dated.plan.network.link(link);
        let hold = self.commitments.late.asked_over(ends);
        let stays = self.dated.stays(ends);
        PathBack {
            towards: link,
            rank: self.rank[link.0 as usize],
            drives: self.dated.drives(link),
            for_promise: (self.dated.plan.latest(ends, Allowed::by(hold.instant)), hold.promise),
            for_dates: self.dated.plan.latest(ends, stays.map_or(Allowed::ALL, Allowed::by)),
        }
    }

    /// Returns what a link into something cancelled asks, for what lies behind that.
    fn next(&self, link: LinkId, path: &PathBack) -> PathBack {
        let ends = self.dated.plan.network.link(link);
        PathBack {
            towards: link,
            rank: self.rank[link.0 as usize],
            drives: self.dated.drives(link) && path.drives,
            for_promise: (self.dated.plan.latest(ends, path.for_promise.0), path.for_promise.1),
            for_dates: self.dated.plan.latest(ends, path.for_dates),
        }
    }

    /// Returns what is handed over at the end of a path, where that is unfinished. What has started has handed
    /// over its start.
    fn handoff(
        &self,
        to: MilestoneId,
        path: &PathBack,
        passed: &BTreeMap<MilestoneId, LinkId>,
    ) -> Option<Handoff> {
        let network = self.dated.plan.network;
        let link = network.link(path.towards);
        let task = self.dated.plan.task(link.from);
        if !task.is_unfinished() || link.kind.from_start() && task.is_started() {
            return None;
        }
        let (mut via, mut at) = (Vec::new(), link.to);
        while let Some(towards) = passed.get(&at) {
            via.push(at);
            at = network.link(*towards).to;
        }
        via.reverse();
        let (allowed, promise) = path.for_promise;
        let promised = self.commitments.promises.get(promise).map(|(_, promised)| promised);
        Some(Handoff {
            to,
            link: path.towards,
            via,
            drives: path.drives,
            for_promise: self.until(path.towards, allowed).zip(promised),
            for_dates: self.until(path.towards, path.for_dates),
        })
    }

    /// Returns the last day on which the end of a link's predecessor may lie: in its own working time; where it
    /// is forecast, if that is in time, though it be a day off.
    fn until(&self, link: LinkId, allowed: Allowed) -> Option<Until> {
        if allowed == Allowed::ALL {
            return None;
        }
        let ends = self.dated.plan.network.link(link);
        let full = self.dated.plan.full(ends.from);
        let from_start = ends.kind.from_start();
        let forecast =
            if from_start { self.dated.dates.start(ends.from) } else { self.dated.dates.finish(ends.from) }?;
        let is_work = self.dated.plan.task(ends.from).is_work;
        let counted = if is_work { forecast } else { float::counted(full, ends.kind, forecast) };
        let limit = if counted.is_end() { allowed.end } else { allowed.start };
        let (worked, civil) = if counted.is_end() {
            (full.last_end(limit), limit.last_day_before())
        } else {
            (full.last_start(limit), limit.day())
        };
        // Where no working day is early enough, the civil day that would do.
        let worked = worked.map_or(civil, Instant::day);
        let day = if counted <= limit { worked.max(forecast.day()) } else { worked };
        Some(Until { day, civil: civil.max(day) })
    }
}

impl PathBack {
    /// Adds another path to the same milestone: both must hold.
    fn join(&mut self, other: Self) {
        let tightness = |path: &Self| (path.for_promise.0.end, path.for_promise.0.start, path.for_promise.1);
        if tightness(&other) < tightness(self) {
            self.for_promise.1 = other.for_promise.1;
        }
        self.for_promise.0 = self.for_promise.0.and(other.for_promise.0);
        self.for_dates = self.for_dates.and(other.for_dates);
        // One that drives is told first; of two alike the first by name, whatever stands first in a file.
        if (!other.drives, other.rank) < (!self.drives, self.rank) {
            (self.drives, self.towards, self.rank) = (other.drives, other.towards, other.rank);
        }
    }
}
