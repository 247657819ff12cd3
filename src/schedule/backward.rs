//! Late dates: one pass against topological order.
//!
//! The pass asks of each milestone: how late may it start and finish, and every target still hold? It starts from
//! the targets ([`Targets`]: a program's forecast finish, a promise) and takes, over each link into a successor, the
//! latest instant with which that successor is still in time ([`Plan::latest`]). The tightest of them wins.
//!
//! Three things are kept apart for each milestone, because successors ask for different ones:
//! - `start` and `finish`, the late dates that floats are counted to;
//! - `hold`, the latest bound that a link into it may give its start, and its finish. It is not the late date
//!   itself: a bound on Sunday evening and one on Friday evening both leave work on Monday morning, so the bound
//!   may be later than the date; and where a valid `eta` holds the finish, the start may move up to it freely;
//! - `beyond`, what all but its own `due` allow: an event that stands on its due date is measured against both.
//!
//! Each bound carries the promise that it comes from, so that a float can say which promise would be missed.

use super::inputs::Task;
use super::links::Allowed;
use super::targets::{Bound, PromiseId, Targets};
use super::{Dated, Plan};
use crate::calendar::{Calendar, Length};
use crate::model::{Link, LinkKind, MilestoneId};
use crate::time::{Day, Instant};

/// Late dates by milestone, with the promise behind each. [`Bound::NEVER`] stands for no late date.
#[derive(Debug, Clone)]
pub struct Late {
    /// The latest start, for what has not started; for events, their latest position.
    pub(super) start: Vec<Bound>,
    /// The latest finish.
    pub(super) finish: Vec<Bound>,
    /// What everything but its own `due` allows: events on their due date are measured against the two apart.
    pub(super) beyond: Vec<Bound>,
    /// The latest instants at which a link into the milestone may bind its start, and its finish; of what is
    /// cancelled, its point where that is at the end of a day, and at the start.
    hold: Vec<[Bound; 2]>,
    /// How many links were looked at.
    pub link_visits: u64,
}

impl Late {
    /// Returns buffers for a network of `count` milestones.
    pub fn new(count: usize) -> Self {
        let never = vec![Bound::NEVER; count];
        Self {
            start: never.clone(),
            finish: never.clone(),
            beyond: never,
            hold: vec![[Bound::NEVER; 2]; count],
            link_visits: 0,
        }
    }

    /// Returns the latest instant at which a link may bind its successor, which is not cancelled.
    pub(super) fn asked_over(&self, link: &Link) -> Bound {
        let [start, finish] = self.hold[link.to.index()];
        if link.kind.holds_finish() { finish } else { start }
    }

    /// Forgets what was computed of one milestone.
    pub(super) fn forget(&mut self, id: MilestoneId) {
        for buffer in [&mut self.start, &mut self.finish, &mut self.beyond] {
            buffer[id.index()] = Bound::NEVER;
        }
        self.hold[id.index()] = [Bound::NEVER; 2];
    }

    fn clear(&mut self) {
        for buffer in [&mut self.start, &mut self.finish, &mut self.beyond] {
            buffer.fill(Bound::NEVER);
        }
        self.hold.fill([Bound::NEVER; 2]);
        self.link_visits = 0;
    }
}

/// Computes how late every unfinished milestone may be for the targets to hold, looking at each link once.
/// Allocates nothing.
///
/// Done and undated milestones bind nothing, and neither does the start of what has already started; what is
/// cancelled hands on what its successors allow. Bounds are compared where they leave the milestone in its
/// own working time, so that of two that leave it in the same place the one that falls due first is carried
/// on; the milestone itself names its own promise first.
pub fn backward(dated: Dated<'_>, targets: &Targets, late: &mut Late) {
    late.clear();
    for id in dated.plan.network.order().iter().rev() {
        late.visit(dated, targets, *id);
    }
}

impl Late {
    /// Computes the late dates of one milestone, after those of all its successors that any target is behind.
    pub(super) fn visit(&mut self, dated: Dated<'_>, targets: &Targets, id: MilestoneId) {
        let plan = dated.plan;
        let task = plan.task(id);
        let index = id.index();
        if task.is_cancelled() {
            self.hold[index] = self.passed_back(plan, id);
            return;
        }
        let early = dated.dates.finish(id);
        let node = Node {
            task,
            full: plan.full(id),
            early: early.unwrap_or(Instant::NONE),
            eta_valid: dated.dates.eta_is_valid(id),
        };
        let asked = self.asked_by_successors(plan, &node, id);
        if !task.is_unfinished() || early.is_none() {
            return;
        }
        let own = node.finish(targets.own[index]);
        let finish = node.on_a_side(asked.finish.tighter(node.finish(targets.other[index])), asked.ends);
        self.beyond[index] = finish;
        let result = node.late(own, Asked { finish, ..asked });
        self.start[index] = result.start;
        self.finish[index] = result.finish;
        self.hold[index] = result.hold;
    }

    /// Returns what a link's successor allows the predecessor's end of it to be, and for which promise.
    fn allowed(&mut self, plan: Plan<'_>, link: &Link) -> (Allowed, PromiseId) {
        self.link_visits += 1;
        let (hold, promise) = if plan.task(link.to).is_cancelled() {
            let [end, start] = self.hold[link.to.index()];
            (Allowed { end: end.instant, start: start.instant }, end.promise)
        } else {
            let hold = self.asked_over(link);
            (Allowed::by(hold.instant), hold.promise)
        };
        (plan.latest(link, hold), promise)
    }

    /// Returns the latest points of what is cancelled: those that suit every successor.
    fn passed_back(&mut self, plan: Plan<'_>, id: MilestoneId) -> [Bound; 2] {
        let mut point = [Bound::NEVER; 2];
        for link in plan.network.successors(id) {
            let (allowed, promise) = self.allowed(plan, plan.network.link(link));
            point[0] = point[0].tighter(Bound { instant: allowed.end, promise });
            point[1] = point[1].tighter(Bound { instant: allowed.start, promise });
        }
        point
    }

    /// Returns what the successors of a milestone allow its start and its finish to be.
    fn asked_by_successors(&mut self, plan: Plan<'_>, node: &Node<'_>, id: MilestoneId) -> Asked {
        let (mut start, mut finish, mut ends) = (Bound::NEVER, Bound::NEVER, Instant::NEVER);
        for link in plan.network.successors(id) {
            let link = plan.network.link(link);
            let (allowed, promise) = self.allowed(plan, link);
            if allowed == Allowed::ALL {
                continue;
            }
            let bound = |instant| Bound { instant, promise };
            if !node.task.is_work {
                ends = ends.min(allowed.end);
                finish = finish.tighter(bound(node.event(allowed, Some(link.kind))));
            } else if !link.kind.from_start() {
                finish = finish.tighter(node.finish(bound(allowed.end)));
            } else {
                start = start.tighter(node.start(bound(allowed.start)));
            }
        }
        Asked { start, finish, ends }
    }
}

/// One milestone of the pass.
struct Node<'a> {
    task: &'a Task,
    full: &'a Calendar,
    early: Instant,
    eta_valid: bool,
}

/// What the successors of a milestone allow.
struct Asked {
    start: Bound,
    finish: Bound,
    /// Of an event, the latest end of a day that suits them all: where a start counts as the working end before it, it may lie
    /// before the latest start that does.
    ends: Instant,
}

struct LateDates {
    start: Bound,
    finish: Bound,
    hold: [Bound; 2],
}

impl Node<'_> {
    /// Returns the latest position of an event that is not after a bound and, at the end of a day, not after `ends`. Where it is
    /// forecast, and on the due date it stands on, it suits whoever was asked.
    fn on_a_side(&self, bound: Bound, ends: Instant) -> Bound {
        let stands = self.task.stands_on.map(Instant::end_of);
        let suits = self.task.is_work
            || !bound.instant.is_end()
            || bound.instant <= ends
            || bound.instant == self.early
            || Some(bound.instant) == stands;
        if suits {
            return bound;
        }
        bound.map(|instant| {
            let (end, start) = (self.full.last_end(ends), self.full.last_start(instant));
            end.max(start).unwrap_or(ends)
        })
    }

    /// Returns the latest finish in the milestone's own time that a bound allows.
    fn finish(&self, bound: Bound) -> Bound {
        bound.map(|instant| {
            if !self.task.is_work {
                return self.event(Allowed::by(instant), None);
            }
            // Elapsed time may end on a day off, and so may what its owner expects.
            let length = self.task.left;
            let begins = self.full.block_start(instant, length);
            let reached = begins.and_then(|start| self.full.block_finish(start, length));
            let end = self.full.last_end(instant).filter(|_| self.eta_valid || !length.elapsed).max(reached);
            let end = end.unwrap_or_else(|| Instant::end_of(instant.last_day_before()));
            if self.early <= instant { end.max(self.early) } else { end }
        })
    }

    /// Returns the latest start that a bound allows.
    fn start(&self, bound: Bound) -> Bound {
        // Towards the end of its calendar work must begin early enough to end at all, by its length or its eta.
        let by_length = self.full.block_start(Instant::end_of(Day::LAST), self.task.left);
        let by_eta = self.task.eta.and_then(|eta| self.full.last_worked(eta)).map(Instant::start_of);
        let fits = by_length.max(by_eta);
        bound.map(|instant| {
            let start = self.full.last_start(instant).unwrap_or_else(|| Instant::start_of(instant.day()));
            fits.map_or(start, |fits| start.min(fits))
        })
    }

    /// Returns the latest position of an event that is allowed: in working time, where it is forecast, or on
    /// the due date it stands on. `kind` is that of the link that asks, where one does.
    fn event(&self, allowed: Allowed, kind: Option<LinkKind>) -> Instant {
        let full = self.full;
        let stands = self.task.stands_on.map_or(Instant::NONE, Instant::end_of);
        let fits = |position: Instant| {
            // Links that hold a finish count an event on a day off from the working end before it.
            let from_before = kind.is_some_and(LinkKind::holds_finish) && !full.works(position.day());
            let counted = if from_before { full.last_end(position).unwrap_or(position) } else { position };
            if counted <= allowed.end { position } else { Instant::NONE }
        };
        let end = full.last_end(allowed.end).unwrap_or(Instant::NONE);
        let start = full.last_start(allowed.start).unwrap_or(Instant::NONE);
        let latest = end.max(start).max(fits(self.early)).max(fits(stands));
        if latest == Instant::NONE { allowed.end } else { latest }
    }

    fn late(&self, own: Bound, Asked { start, finish, ends }: Asked) -> LateDates {
        if !self.task.is_work {
            let at = self.on_a_side(finish.tighter(own), ends);
            let hold = at.map(|instant| self.full.last_event_position(instant).unwrap_or(instant));
            let shown = at.or_own(own);
            return LateDates { start: shown, finish: shown, hold: [hold; 2] };
        }
        let finish = finish.tighter(own);
        if self.task.is_started() {
            let hold = [self.start_for(finish), self.hold_of_finish(finish)];
            return LateDates { start: Bound::NEVER, finish: finish.or_own(own), hold };
        }
        let by_finish = self.start_for(finish);
        let hold = by_finish.tighter(start);
        let shown = hold.or_own(self.start_for(own));
        if self.eta_valid {
            // The eta holds the finish wherever the start lies before it, so the two may move apart.
            let hold = [hold, self.hold_of_finish(finish)];
            return LateDates { start: shown, finish: finish.or_own(own), hold };
        }
        let hold = [hold, self.finish_from(hold, finish)];
        LateDates { start: shown, finish: self.finish_from(shown, finish.or_own(own)), hold }
    }

    /// Returns the latest start, of what is left where it has begun, with which work finishes in time.
    ///
    /// By its length, one day of what has begun and has a valid eta; of what has not, from any working day not
    /// after a valid eta that is in time. Where no working day is early enough, the civil day that would do.
    fn start_for(&self, finish: Bound) -> Bound {
        let eta = self.task.eta.filter(|_| self.eta_valid);
        let (length, eta) = match eta {
            Some(_) if self.task.is_started() => (Length::working(1), None),
            eta => (self.task.left, eta),
        };
        finish.map(|finish| {
            let last = finish.last_day_before();
            let by_length = self.full.block_start(finish, length);
            let by_eta = eta.filter(|eta| *eta <= last).and_then(|eta| self.full.last_worked(eta));
            let latest = by_length.max(by_eta.map(Instant::start_of));
            latest.unwrap_or_else(|| {
                // Not later than for a later finish, for which the first slot of a calendar is early enough.
                let civil = last.plus(1 - civil_days(length));
                Instant::start_of(self.full.nth(0).map_or(civil, |first| civil.min(first)))
            })
        })
    }

    /// Returns the finish that goes with a late start; where that is too late, as it begins on a working day
    /// of which too few follow, the late finish.
    fn finish_from(&self, start: Bound, finish: Bound) -> Bound {
        let ends = start.map(|start| {
            let worked = Some(start).filter(|start| self.full.works(start.day()));
            let ends = worked.and_then(|start| self.full.block_finish(start, self.task.left));
            ends.unwrap_or_else(|| Instant::end_of(start.day().plus(civil_days(self.task.left) - 1)))
        });
        if finish.instant < ends.instant { finish } else { ends }
    }

    /// Returns the latest bound on its finish that leaves it by a late finish: the working end before that,
    /// where an eta lies on a day off.
    fn hold_of_finish(&self, finish: Bound) -> Bound {
        finish.map(
            |finish| {
                if self.eta_valid { self.full.last_end(finish).unwrap_or(finish) } else { finish }
            },
        )
    }
}

fn civil_days(length: Length) -> i32 {
    i32::try_from(length.days).unwrap_or(i32::MAX)
}

impl Bound {
    /// Moves the instant of a bound that binds.
    fn map(self, f: impl FnOnce(Instant) -> Instant) -> Self {
        if self.instant == Instant::NEVER { self } else { Self { instant: f(self.instant), ..self } }
    }
}
