//! Late dates: one pass in reverse topological order.
//!
//! For each milestone the pass calculates the latest start and finish with which every target is
//! still met. It begins at the targets ([`Targets`]: a program's forecast finish, a promise). For
//! each link it takes the latest instant that still lets the successor be on time
//! ([`Plan::latest`]). The tightest bound wins.
//!
//! Each milestone keeps four values, because successors need different ones:
//! - `start` and `finish`, the late dates that floats are measured against;
//! - `hold`, the latest bounds that a link may put on its start and on its finish. A bound may be
//!   later than the late date: Friday evening and Sunday evening both let work begin on Monday
//!   morning. And if a valid `eta` fixes the finish, the start can move freely up to it;
//! - `beyond`, the latest instant allowed by everything except its own `due`: the commitment float
//!   of an event on its due date needs both;
//! - `ends`, the latest end of a day that the successors of an event allow. It may lie before the
//!   latest start of a day that they allow, because links that hold a finish count a start from the
//!   working end before it.
//!
//! Each bound carries the promise that it comes from, so that a float can name the promise that
//! would be missed.

use super::inputs::Task;
use super::links::Allowed;
use super::targets::{Bound, Targets};
use super::{Dated, Plan};
use crate::calendar::{Calendar, Length};
use crate::model::{Link, LinkKind, MilestoneId};
use crate::time::{Day, Instant};

/// Late dates by milestone.
#[derive(Debug, Clone)]
pub struct Late {
    by_milestone: Vec<LateOf>,
    /// How many links the last pass visited.
    pub link_visits: u64,
}

/// The late dates of one milestone, each with the promise behind it. [`Bound::NEVER`] means no late
/// date.
#[derive(Debug, Clone, Copy)]
pub(super) struct LateOf {
    /// The latest start of work that has not started; for an event, its latest position.
    pub(super) start: Bound,
    /// The latest finish.
    pub(super) finish: Bound,
    /// Latest instant allowed by everything except its own `due`.
    pub(super) beyond: Bound,
    /// The latest end of a day that the successors of an event allow.
    pub(super) ends: Bound,
    /// The latest bounds that a link may put on the milestone's start and on its finish. For a
    /// cancelled milestone: its latest point at the end of a day, and at the start of one.
    hold: [Bound; 2],
}

impl LateOf {
    const NEVER: Self = Self {
        start: Bound::NEVER,
        finish: Bound::NEVER,
        beyond: Bound::NEVER,
        ends: Bound::NEVER,
        hold: [Bound::NEVER; 2],
    };
}

impl Late {
    /// Returns buffers for a network of `count` milestones.
    pub fn new(count: usize) -> Self {
        Self { by_milestone: vec![LateOf::NEVER; count], link_visits: 0 }
    }

    /// Returns the late dates of a milestone.
    pub(super) fn of(&self, id: MilestoneId) -> &LateOf {
        &self.by_milestone[id.index()]
    }

    /// Returns the latest bound that a link may put on its successor, which must not be cancelled.
    pub(super) fn latest_bound(&self, link: &Link) -> Bound {
        let [start, finish] = self.of(link.to).hold;
        if link.kind.holds_finish() { finish } else { start }
    }

    /// Clears the results of one milestone.
    pub(super) fn forget(&mut self, id: MilestoneId) {
        self.by_milestone[id.index()] = LateOf::NEVER;
    }

    fn clear(&mut self) {
        self.by_milestone.fill(LateOf::NEVER);
        self.link_visits = 0;
    }
}

/// Calculates the latest dates with which unfinished milestones still meet the targets, in one
/// backward pass that visits each link at most once. Allocates nothing.
///
/// Done and undated milestones impose no bound, and neither does the start of work that has already
/// started. Cancelled milestones pass on what their successors allow. Bounds are compared after
/// snapping to the milestone's working time. If several snap to the same instant, the one for the
/// promise due first is passed on; the milestone itself names its own promise first.
pub fn backward(dated: Dated<'_>, targets: &Targets, late: &mut Late) {
    late.clear();
    for id in dated.plan.network.order().iter().rev() {
        late.visit(dated, targets, *id);
    }
}

impl Late {
    /// Calculates the late dates of one milestone. Its successors must have theirs already, as far
    /// as they lead to a target.
    pub(super) fn visit(&mut self, dated: Dated<'_>, targets: &Targets, id: MilestoneId) {
        let plan = dated.plan;
        let task = plan.task(id);
        let index = id.index();
        if task.is_cancelled() {
            self.by_milestone[index].hold = self.latest_point(plan, id);
            return;
        }
        if !task.is_unfinished() || dated.dates.finish(id).is_none() {
            return;
        }
        let node = Node::new(dated, id);
        let asked = self.successor_bounds(plan, &node, id);
        let own = node.finish(targets.own[index]);
        let finish =
            node.on_allowed_side(asked.finish.tighter(node.finish(targets.other[index])), asked.ends.instant);
        let ends = asked.ends;
        let LateDates { start, finish: latest, hold } = node.late(own, SuccessorBounds { finish, ..asked });
        self.by_milestone[index] = LateOf { start, finish: latest, beyond: finish, ends, hold };
    }

    /// Returns the latest instants that a link allows for its predecessor, and the bound with the
    /// promises behind them.
    fn allowed(&mut self, plan: Plan<'_>, link: &Link) -> (Allowed, Bound) {
        self.link_visits += 1;
        let (hold, bound) = if plan.task(link.to).is_cancelled() {
            let [end, start] = self.of(link.to).hold;
            (Allowed { end: end.instant, start: start.instant }, end)
        } else {
            let hold = self.latest_bound(link);
            (Allowed::by(hold.instant), hold)
        };
        (plan.latest(link, hold), bound)
    }

    /// Returns the latest points of a cancelled milestone with which every successor is on time.
    fn latest_point(&mut self, plan: Plan<'_>, id: MilestoneId) -> [Bound; 2] {
        let mut point = [Bound::NEVER; 2];
        for link in plan.network.successors(id) {
            let (allowed, bound) = self.allowed(plan, plan.network.link(link));
            point[0] = point[0].tighter(bound.at(allowed.end));
            point[1] = point[1].tighter(bound.at(allowed.start));
        }
        point
    }

    /// Returns the latest start and finish that the successors of a milestone allow.
    fn successor_bounds(&mut self, plan: Plan<'_>, node: &Node<'_>, id: MilestoneId) -> SuccessorBounds {
        let (mut start, mut finish, mut ends) = (Bound::NEVER, Bound::NEVER, Bound::NEVER);
        for link in plan.network.successors(id) {
            let link = plan.network.link(link);
            let (allowed, by) = self.allowed(plan, link);
            if allowed == Allowed::ALL {
                continue;
            }
            let bound = |instant| by.at(instant);
            if !node.task.is_work {
                ends = ends.tighter(bound(node.latest_end(allowed, link.kind)));
                finish = finish.tighter(bound(node.event(allowed, Some(link.kind))));
            } else if !link.kind.from_start() {
                finish = finish.tighter(node.finish(bound(allowed.end)));
            } else {
                start = start.tighter(node.start(bound(allowed.start)));
            }
        }
        SuccessorBounds { start, finish, ends }
    }
}

/// The milestone that the pass is at.
struct Node<'a> {
    task: &'a Task,
    full: &'a Calendar,
    /// What remains after what is assumed worked. Where a link holds the remaining work to before
    /// the as-of day, less is assumed; the latest start therefore counts from the work as reported.
    left: Length,
    early: Instant,
    eta_valid: bool,
}

/// The latest instants that the successors of a milestone allow.
struct SuccessorBounds {
    start: Bound,
    finish: Bound,
    /// For an event: the latest end of a day that every successor allows.
    ends: Bound,
}

struct LateDates {
    start: Bound,
    finish: Bound,
    hold: [Bound; 2],
}

impl<'a> Node<'a> {
    fn new(dated: Dated<'a>, id: MilestoneId) -> Self {
        let task = dated.plan.task(id);
        Self {
            task,
            full: dated.plan.full(id),
            left: dated.dates.left(id, task),
            early: dated.dates.finish(id).unwrap_or(Instant::NONE),
            eta_valid: dated.dates.eta_is_valid(id),
        }
    }

    /// Returns the latest position of an event at or before a bound; if it is the end of a day,
    /// also at or before `ends`.
    fn on_allowed_side(&self, bound: Bound, ends: Instant) -> Bound {
        if self.task.is_work || !bound.instant.is_end() || bound.instant <= ends {
            return bound;
        }
        bound.map(|instant| {
            let own = self.own_ends().into_iter().filter(|own| *own <= ends).max();
            let (end, start) = (self.full.last_end(ends), self.full.last_start(instant));
            end.max(start).max(own).unwrap_or(ends)
        })
    }

    /// Returns where an event may lie on a day off: at its forecast, and on the due date that it
    /// stays on.
    fn own_ends(&self) -> [Instant; 2] {
        [self.early, self.task.due_held.map_or(Instant::NONE, Instant::end_of)]
    }

    /// Returns the latest end of a day at which a link of this type allows an event.
    fn latest_end(&self, allowed: Allowed, kind: LinkKind) -> Instant {
        let own =
            self.own_ends().into_iter().filter(|own| own.is_end() && self.fits(allowed, Some(kind), *own));
        own.max().unwrap_or(Instant::NONE).max(allowed.end)
    }

    /// Whether a link allows an event at the end of a day. Links that hold a finish count an event
    /// on a day off from the working end before.
    fn fits(&self, allowed: Allowed, kind: Option<LinkKind>, position: Instant) -> bool {
        let from_before = kind.is_some_and(LinkKind::holds_finish) && !self.full.works(position.day());
        let counted = if from_before { self.full.last_end(position).unwrap_or(position) } else { position };
        counted <= allowed.end
    }

    /// Returns the latest finish that a bound allows, snapped to the milestone's own time.
    fn finish(&self, bound: Bound) -> Bound {
        bound.map(|instant| {
            if !self.task.is_work {
                return self.event(Allowed::by(instant), None);
            }
            // Work ends on any working day. But elapsed time may end on a day off, and so may an
            // owner's eta, and on an unbroken calendar work cannot end on every working day.
            let length = self.left;
            let ends_on_any = !(length.elapsed || self.full.is_unbroken());
            let last = self.full.last_end(instant).filter(|_| self.eta_valid || ends_on_any);
            let end = if ends_on_any {
                last
            } else {
                let begins = self.full.block_start(instant, length);
                last.max(begins.and_then(|start| self.full.block_finish(start, length)))
            };
            let end = end.unwrap_or_else(|| Instant::end_of(instant.last_day_before()));
            if self.early <= instant { end.max(self.early) } else { end }
        })
    }

    /// Returns the latest start that a bound allows, snapped to working time.
    fn start(&self, bound: Bound) -> Bound {
        // Near the end of the calendar, work must begin early enough to end at all, by its length
        // or its eta.
        let by_length = self.full.block_start(Instant::end_of(Day::LAST), self.task.left);
        let by_eta =
            self.task.eta.and_then(|eta| self.full.last_block(Instant::start_of(eta), self.task.left));
        let fits = by_length.max(by_eta);
        bound.map(|instant| {
            let start = self.full.last_block(instant, self.task.left);
            let start = start.unwrap_or_else(|| Instant::start_of(instant.day()));
            fits.map_or(start, |fits| start.min(fits))
        })
    }

    /// Returns the latest allowed position of an event: in working time, at its forecast, or on the
    /// due date that it stays on. `kind` is the type of the link that asks, if any.
    fn event(&self, allowed: Allowed, kind: Option<LinkKind>) -> Instant {
        let own = self.own_ends().into_iter().filter(|own| self.fits(allowed, kind, *own)).max();
        let end = self.full.last_end(allowed.end);
        let start = self.full.last_start(allowed.start);
        let latest = end.max(start).max(own).unwrap_or(Instant::NONE);
        if latest == Instant::NONE { allowed.end } else { latest }
    }

    fn late(&self, own: Bound, SuccessorBounds { start, finish, ends }: SuccessorBounds) -> LateDates {
        if !self.task.is_work {
            let at = self.on_allowed_side(finish.tighter(own), ends.instant);
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
            // The eta fixes the finish for every start before it, so start and finish move
            // independently.
            let hold = [hold, self.hold_of_finish(finish)];
            return LateDates { start: shown, finish: finish.or_own(own), hold };
        }
        let (latest, ends) = (finish.or_own(own), self.finish_from(hold, finish));
        // They are the same, unless it has a promise of its own.
        let is_same = (shown, latest) == (hold, finish);
        let finish = if is_same { ends } else { self.finish_from(shown, latest) };
        LateDates { start: shown, finish, hold: [hold, ends] }
    }

    /// Returns the latest start, or for started work the latest start of what is left, with which
    /// the work finishes on time.
    ///
    /// The length decides; started work with a valid eta needs only one day. Work that has not
    /// started may also begin on any working day up to a valid eta, if that eta is on time. If no
    /// working day is early enough, this returns the civil day that would be.
    fn start_for(&self, finish: Bound) -> Bound {
        let eta = self.task.eta.filter(|_| self.eta_valid);
        let left = Length { days: self.task.left.days.max(1), ..self.task.left };
        let length = if eta.is_some() && self.task.is_started() { Length::working(1) } else { left };
        finish.map(|finish| {
            let last = finish.last_day_before();
            let begins = |day| self.full.last_block(Instant::start_of(day), left);
            let latest = match eta {
                Some(_) if self.task.is_started() => begins(last),
                eta => {
                    let by_eta = eta.filter(|eta| *eta <= last).and_then(begins);
                    self.full.block_start(finish, length).max(by_eta)
                }
            };
            latest.unwrap_or_else(|| {
                // Fall back to the first slot of the calendar if the civil day is later, so that an
                // earlier finish never gives a later start. On an unbroken calendar, the first run
                // that is long enough begins after that civil day.
                let civil = last.plus(1 - civil_days(length));
                let first = self.full.nth(0).filter(|_| !self.full.is_unbroken());
                Instant::start_of(first.map_or(civil, |first| civil.min(first)))
            })
        })
    }

    /// Returns the finish that results from a late start, or the late finish if that is earlier:
    /// too few working days may follow the start.
    fn finish_from(&self, start: Bound, finish: Bound) -> Bound {
        let ends = start.map(|start| {
            let worked = Some(start).filter(|start| self.full.works(start.day()));
            let ends = worked.and_then(|start| self.full.block_finish(start, self.left));
            ends.unwrap_or_else(|| Instant::end_of(start.day().plus(civil_days(self.left) - 1)))
        });
        if finish.instant < ends.instant { finish } else { ends }
    }

    /// Returns the latest bound on the finish that does not move it past a late finish. If an eta
    /// puts the finish on a day off, that is the working end before it.
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
    /// Moves the instant, unless the bound is [`Self::NEVER`].
    fn map(self, f: impl FnOnce(Instant) -> Instant) -> Self {
        if self.instant == Instant::NEVER { self } else { self.at(f(self.instant)) }
    }
}
