//! Finds what a milestone waits for, directly or through cancelled milestones, and until when it
//! can wait.

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
    /// The milestone that waits.
    pub to: MilestoneId,
    /// The link out of the milestone that hands over; its type determines whether it hands over
    /// with its start or its finish.
    pub link: LinkId,
    /// The cancelled milestones between the two, nearest to the waiting one first.
    pub via: Vec<MilestoneId>,
    /// Whether what is handed over gives the waiting milestone its date, and would move it by
    /// coming one working day later.
    pub drives: bool,
    /// The last day on which the handoff keeps every promise that depends on the waiting milestone,
    /// and the promise that would be missed first.
    pub for_promise: Option<(Until, PromiseHolder)>,
    /// The last day on which the handoff leaves the early dates of the waiting milestone unchanged.
    pub for_dates: Option<Until>,
}

/// The last day that is early enough.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Until {
    /// A working day of the milestone that hands over, or its forecast day.
    pub day: Day,
    /// The same, also on days off.
    pub civil: Day,
}

/// A path back from the waiting milestone through cancelled milestones to the current one.
#[derive(Debug, Clone)]
struct PathBack {
    /// The link from the current milestone towards the waiting one.
    towards: LinkId,
    /// The index of that link among the milestone's outgoing links, sorted by name.
    rank: u32,
    /// Whether every link between the two gives the date of its successor.
    gives: bool,
    for_promise: (Allowed, PromiseId),
    for_dates: Allowed,
}

/// Finds handoffs. Holds what the search reads.
pub(super) struct Handoffs<'a> {
    dated: Dated<'a>,
    commitments: &'a Commitments,
    /// The index of each link among its predecessor's outgoing links, sorted by name.
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

    /// Returns the handoffs to a milestone; none if it is done or cancelled.
    ///
    /// Each cancelled milestone is visited once, however many paths lead through it, and after
    /// everything behind it.
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

    /// Adds a path that ends at a cancelled milestone, to be continued from there. Milestones on a
    /// cycle have no position in the order, and no dates.
    fn open(&self, open: &mut BTreeMap<u32, (MilestoneId, PathBack)>, path: PathBack) {
        let at = self.from(&path);
        let Some(place) = self.dated.plan.network.place(at) else { return };
        match open.get_mut(&place) {
            Some((_, known)) => known.join(path),
            None => drop(open.insert(place, (at, path))),
        }
    }

    /// Returns the path of a single link into the waiting milestone.
    fn first(&self, link: LinkId) -> PathBack {
        let ends = self.dated.plan.network.link(link);
        let hold = self.commitments.late.latest_bound(ends);
        let stays = self.dated.stays(ends);
        PathBack {
            towards: link,
            rank: self.rank[link.0 as usize],
            gives: self.dated.gives(link),
            for_promise: (self.dated.plan.latest(ends, Allowed::by(hold.instant)), hold.promise),
            for_dates: self.dated.plan.latest(ends, stays.map_or(Allowed::ALL, Allowed::by)),
        }
    }

    /// Extends a path by a link into its cancelled end.
    fn next(&self, link: LinkId, path: &PathBack) -> PathBack {
        let ends = self.dated.plan.network.link(link);
        PathBack {
            towards: link,
            rank: self.rank[link.0 as usize],
            gives: self.dated.gives(link) && path.gives,
            for_promise: (self.dated.plan.latest(ends, path.for_promise.0), path.for_promise.1),
            for_dates: self.dated.plan.latest(ends, path.for_dates),
        }
    }

    /// Returns the handoff at the end of a path if that milestone is unfinished. A started
    /// milestone has already handed over its start.
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
            drives: path.gives && self.moves(path.towards, path.for_dates),
            for_promise: self.until(path.towards, allowed).zip(promised),
            for_dates: self.until(path.towards, path.for_dates),
        })
    }

    /// Whether a link's predecessor would be later than allowed if it came one working day later.
    fn moves(&self, link: LinkId, allowed: Allowed) -> bool {
        let ends = self.dated.plan.network.link(link);
        let full = self.dated.plan.full(ends.from);
        let Some(forecast) = self.dated.origin(ends) else { return false };
        let is_beyond = |later: Instant| {
            let is_work = self.dated.plan.task(ends.from).is_work;
            let counted = if is_work { later } else { float::counted(full, ends.kind, later) };
            counted > if counted.is_end() { allowed.end } else { allowed.start }
        };
        allowed != Allowed::ALL && full.a_day_later(forecast).is_none_or(is_beyond)
    }

    /// Returns the last day on which a link's predecessor can hand over, in its own working time:
    /// a day on which work can start, or by whose end everything else can be there. If its forecast
    /// is early enough, this is never before the forecast, which may be a day off.
    fn until(&self, link: LinkId, allowed: Allowed) -> Option<Until> {
        if allowed == Allowed::ALL {
            return None;
        }
        let ends = self.dated.plan.network.link(link);
        let full = self.dated.plan.full(ends.from);
        let forecast = self.dated.origin(ends)?;
        let is_work = self.dated.plan.task(ends.from).is_work;
        let counted = if is_work { forecast } else { float::counted(full, ends.kind, forecast) };
        let in_time = counted <= if counted.is_end() { allowed.end } else { allowed.start };
        let (worked, civil) = if ends.kind.from_start() && is_work {
            (full.last_start(allowed.start), allowed.start.day())
        } else {
            (full.last_end(allowed.end), allowed.end.last_day_before())
        };
        // If no working day is early enough: the civil day that would be.
        let worked = worked.map_or(civil, Instant::day);
        let day = if in_time { worked.max(forecast.day()) } else { worked };
        Some(Until { day, civil: civil.max(day) })
    }
}

impl PathBack {
    /// Merges another path to the same milestone: both must be met.
    fn join(&mut self, other: Self) {
        let tightness = |path: &Self| (path.for_promise.0.end, path.for_promise.0.start, path.for_promise.1);
        if tightness(&other) < tightness(self) {
            self.for_promise.1 = other.for_promise.1;
        }
        self.for_promise.0 = self.for_promise.0.and(other.for_promise.0);
        self.for_dates = self.for_dates.and(other.for_dates);
        // A path that gives the date comes first, then the first by name, whatever the order in the
        // file.
        if (!other.gives, other.rank) < (!self.gives, self.rank) {
            (self.gives, self.towards, self.rank) = (other.gives, other.towards, other.rank);
        }
    }
}
