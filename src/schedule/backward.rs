//! Late dates: one pass against topological order.

use super::links::latest;
use super::targets::{Bound, Targets};
use super::{Dates, Inputs, Plan};
use crate::calendar::Calendar;
use crate::model::LinkKind;
use crate::model::MilestoneId;
use crate::schedule::inputs::Task;
use crate::time::Instant;

/// Late dates by milestone, with the promise behind each. [`Bound::NEVER`] stands for no late date.
#[derive(Debug, Clone)]
pub struct Late {
    /// The latest start, for what has not started; for events, their latest position.
    pub(super) start: Vec<Bound>,
    /// The latest finish.
    pub(super) finish: Vec<Bound>,
    /// What everything but its own `due` allows: events on their due date are measured against the two apart.
    pub(super) beyond: Vec<Bound>,
    /// The latest instant at which a link into the milestone may bind it.
    hold: Vec<Bound>,
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
            beyond: never.clone(),
            hold: never,
            link_visits: 0,
        }
    }

    fn clear(&mut self) {
        for buffer in [&mut self.start, &mut self.finish, &mut self.beyond, &mut self.hold] {
            buffer.fill(Bound::NEVER);
        }
        self.link_visits = 0;
    }
}

/// Computes how late every unfinished milestone may be for the targets to hold, looking at each link once.
/// Allocates nothing.
///
/// Done and undated milestones bind nothing, and neither does the start of what has already started. Bounds
/// are compared where they leave the milestone in its own working time, so that of two that leave it in the
/// same place the one that falls due first is carried on; the milestone itself names its own promise first.
pub fn backward(plan: Plan<'_>, inputs: &Inputs, dates: &Dates, targets: &Targets, late: &mut Late) {
    late.clear();
    for id in plan.network.order().iter().rev() {
        let task = inputs.task(*id);
        let full = plan.calendars.get(plan.network.full(*id));
        let node = Node { task, full, early: dates.finish[id.index()], eta_valid: dates.eta_is_valid(*id) };
        let (start, finish) = node.successors(plan, late, *id);
        let index = id.index();
        if !task.is_unfinished() || !node.early.is_some() {
            continue;
        }
        let own = node.finish(targets.own[index]);
        let finish = finish.tighter(node.finish(targets.other[index]));
        late.beyond[index] = finish.tighter(start);
        let result = node.late(own, finish, start);
        late.start[index] = result.start;
        late.finish[index] = result.finish;
        late.hold[index] = result.hold;
    }
}

/// One milestone of the pass.
struct Node<'a> {
    task: &'a Task,
    full: &'a Calendar,
    early: Instant,
    eta_valid: bool,
}

struct LateDates {
    start: Bound,
    finish: Bound,
    hold: Bound,
}

impl Node<'_> {
    /// Returns what the successors allow the start and the finish to be.
    fn successors(&self, plan: Plan<'_>, late: &mut Late, id: MilestoneId) -> (Bound, Bound) {
        let (mut start, mut finish) = (Bound::NEVER, Bound::NEVER);
        for link in plan.network.successors(id) {
            late.link_visits += 1;
            let link = plan.network.link(link);
            let hold = late.hold[link.to.index()];
            if hold.instant == Instant::NEVER {
                continue;
            }
            let bound = Bound { instant: latest(plan, link, hold.instant), promise: hold.promise };
            match link.kind {
                LinkKind::Fs => finish = finish.tighter(self.finish(bound)),
                LinkKind::Ss if !self.task.is_started() => start = start.tighter(self.start(bound)),
                LinkKind::Ss => {}
            }
        }
        (start, finish)
    }

    /// Returns the latest finish in the milestone's own time that a bound allows.
    fn finish(&self, bound: Bound) -> Bound {
        bound.map(|instant| {
            if !self.task.is_work {
                self.event(instant)
            } else if self.eta_valid && self.early <= instant {
                // An eta may lie on a day off, and so may the finish it gives.
                self.full.last_end(instant).max(Some(self.early))
            } else {
                self.full.last_end(instant)
            }
        })
    }

    fn start(&self, bound: Bound) -> Bound {
        bound.map(
            |instant| if self.task.is_work { self.full.last_start(instant) } else { self.event(instant) },
        )
    }

    /// Returns the latest position of an event at or before an instant: in working time, where it is
    /// forecast, or on the due date it stands on.
    fn event(&self, limit: Instant) -> Option<Instant> {
        let stands = self.task.stands_on.map(Instant::end_of);
        let own =
            [Some(self.early), stands].into_iter().flatten().filter(|position| *position <= limit).max();
        self.full.last_event_position(limit).max(own)
    }

    fn late(&self, own: Bound, finish: Bound, start: Bound) -> LateDates {
        if !self.task.is_work {
            let at = finish.tighter(start).tighter(own);
            let hold = at.map(|instant| self.full.last_event_position(instant));
            return LateDates { start: at.or_own(own), finish: at.or_own(own), hold };
        }
        let finish = finish.tighter(own);
        if self.task.is_started() {
            return LateDates { start: Bound::NEVER, finish: finish.or_own(own), hold: self.resume(finish) };
        }
        let by_finish = self.start_for(finish);
        let hold = by_finish.tighter(start);
        let shown = hold.or_own(self.start_for(own));
        if self.eta_valid {
            // The eta holds the finish wherever the start lies before it, so the two may move apart.
            return LateDates { start: shown, finish: finish.or_own(own), hold };
        }
        LateDates {
            start: shown,
            finish: shown.map(|start| self.full.block_finish(start, self.task.duration)),
            hold,
        }
    }

    /// Returns the latest start with which work that has not started finishes in time: by its duration, or at
    /// its eta from any day before it.
    fn start_for(&self, finish: Bound) -> Bound {
        finish.map(|finish| {
            let by_duration = self.full.block_start(finish, self.task.duration);
            let eta = self.task.eta.map(Instant::end_of).filter(|eta| self.eta_valid && *eta <= finish);
            by_duration.max(eta.and_then(|eta| self.full.last_start(eta)))
        })
    }

    /// Returns where the rest of started work must begin.
    fn resume(&self, finish: Bound) -> Bound {
        finish.map(|finish| {
            if self.eta_valid {
                self.full.last_start(finish)
            } else {
                self.full.block_start(finish, self.task.left)
            }
        })
    }
}

impl Bound {
    /// Moves the instant of a bound that binds. Where the calendar has no such day, the instant stays.
    fn map(self, f: impl FnOnce(Instant) -> Option<Instant>) -> Self {
        if self.instant == Instant::NEVER {
            return self;
        }
        Self { instant: f(self.instant).unwrap_or(self.instant), ..self }
    }
}
