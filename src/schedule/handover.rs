//! Who hands over to a milestone, directly or through what is cancelled, and until when each may.

use super::backward::Late;
use super::links::{Allowed, latest};
use super::targets::{PromiseId, Promised, Promises};
use super::{Dates, Inputs, Plan, drivers, float};
use crate::graph::LinkId;
use crate::model::MilestoneId;
use crate::time::{Day, Instant};
use std::collections::BTreeMap;

/// Something unfinished that a milestone waits for.
#[derive(Debug, Clone)]
pub struct Handover {
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
    pub for_promise: Option<(Until, Promised)>,
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

/// A way back from the one that waits, up to some milestone on it.
#[derive(Debug, Clone)]
struct Way {
    /// The link on which it goes on towards the one that waits.
    towards: LinkId,
    /// The place of that link among those out of the milestone, by name.
    rank: u32,
    drives: bool,
    for_promise: (Allowed, PromiseId),
    for_dates: Allowed,
}

/// Looks back from milestones, with what that asks for.
pub(super) struct Handovers<'a> {
    pub(super) plan: Plan<'a>,
    pub(super) inputs: &'a Inputs,
    pub(super) dates: &'a Dates,
    pub(super) promised: &'a Late,
    pub(super) promises: &'a Promises,
    /// The place of each milestone in topological order.
    pub(super) place: &'a [u32],
    /// The place of each link among those out of its predecessor, by name.
    pub(super) rank: &'a [u32],
}

impl Handovers<'_> {
    /// Returns who hands over to a milestone; nothing for what is done or cancelled.
    ///
    /// Each cancelled milestone is looked at once, however many ways lead through it, after everything that it
    /// lies behind.
    pub(super) fn to(&self, id: MilestoneId) -> Vec<Handover> {
        let mut found = Vec::new();
        if !self.inputs.task(id).is_unfinished() {
            return found;
        }
        let mut open: BTreeMap<u32, (MilestoneId, Way)> = BTreeMap::new();
        let mut passed: BTreeMap<MilestoneId, LinkId> = BTreeMap::new();
        let mut ways: Vec<Way> = self.plan.network.predecessors(id).map(|link| self.first(link)).collect();
        loop {
            for way in ways {
                if self.inputs.task(self.from(&way)).is_cancelled() {
                    self.open(&mut open, way);
                } else {
                    found.extend(self.handover(id, &way, &passed));
                }
            }
            let Some((_, (at, way))) = open.pop_last() else { break };
            passed.insert(at, way.towards);
            ways = self.plan.network.predecessors(at).map(|link| self.next(link, &way)).collect();
        }
        found
    }

    fn from(&self, way: &Way) -> MilestoneId {
        self.plan.network.link(way.towards).from
    }

    /// Adds a way to those that go on behind something cancelled. What lies on a cycle has no place, and no
    /// dates.
    fn open(&self, open: &mut BTreeMap<u32, (MilestoneId, Way)>, way: Way) {
        let at = self.from(&way);
        let place = self.place[at.index()];
        match open.get_mut(&place) {
            Some((_, known)) => known.join(way),
            None if place == u32::MAX => {}
            None => drop(open.insert(place, (at, way))),
        }
    }

    /// Returns what a link asks for the milestone that it leads to itself.
    fn first(&self, link: LinkId) -> Way {
        let ends = self.plan.network.link(link);
        let hold = self.promised.asked_over(ends);
        let for_dates = float::stays(self.plan, self.inputs, self.dates, ends);
        self.back(link, hold.promise, Allowed::by(hold.instant), for_dates.map_or(Allowed::ALL, Allowed::by))
    }

    /// Returns what a link into something cancelled asks, for what lies behind that.
    fn next(&self, link: LinkId, way: &Way) -> Way {
        let next = self.back(link, way.for_promise.1, way.for_promise.0, way.for_dates);
        Way { drives: next.drives && way.drives, ..next }
    }

    fn back(&self, link: LinkId, promise: PromiseId, for_promise: Allowed, for_dates: Allowed) -> Way {
        let ends = self.plan.network.link(link);
        let back = |allowed| latest(self.plan, self.inputs, ends, allowed);
        Way {
            towards: link,
            rank: self.rank[link.0 as usize],
            drives: drivers::drives(self.plan, self.inputs, self.dates, link),
            for_promise: (back(for_promise), promise),
            for_dates: back(for_dates),
        }
    }

    /// Returns what is handed over at the end of a way, where that is unfinished. What has started has handed
    /// over its start.
    fn handover(
        &self,
        to: MilestoneId,
        way: &Way,
        passed: &BTreeMap<MilestoneId, LinkId>,
    ) -> Option<Handover> {
        let network = self.plan.network;
        let link = network.link(way.towards);
        let task = self.inputs.task(link.from);
        if !task.is_unfinished() || link.kind.from_start() && task.is_started() {
            return None;
        }
        let (mut via, mut at) = (Vec::new(), link.to);
        while let Some(towards) = passed.get(&at) {
            via.push(at);
            at = network.link(*towards).to;
        }
        via.reverse();
        let (allowed, promise) = way.for_promise;
        let promised = self.promises.get(promise).map(|(_, promised)| promised);
        Some(Handover {
            to,
            link: way.towards,
            via,
            drives: way.drives,
            for_promise: self.until(way.towards, allowed).zip(promised),
            for_dates: self.until(way.towards, way.for_dates),
        })
    }

    /// Returns the last day on which the end of a link's predecessor may lie: in its own working time; where it
    /// is forecast, if that is in time, though it be a day off.
    fn until(&self, link: LinkId, allowed: Allowed) -> Option<Until> {
        if allowed == Allowed::ALL {
            return None;
        }
        let ends = self.plan.network.link(link);
        let full = self.plan.calendars.get(self.plan.network.full(ends.from));
        let from_start = ends.kind.from_start();
        let forecast = if from_start { self.dates.start(ends.from) } else { self.dates.finish(ends.from) }?;
        let is_work = self.inputs.task(ends.from).is_work;
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

impl Way {
    /// Adds another way to the same milestone: both must hold.
    fn join(&mut self, other: Self) {
        let tightness = |way: &Self| (way.for_promise.0.end, way.for_promise.0.start, way.for_promise.1);
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
