//! Late dates: one pass against topological order.

use super::links::latest;
use super::targets::{Bound, Targets};
use super::{Dates, Inputs, Plan};
use crate::calendar::Calendar;
use crate::model::MilestoneId;
use crate::schedule::inputs::Task;
use crate::syntax::LinkKind;
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
        Self { start: never.clone(), finish: never.clone(), beyond: never.clone(), hold: never, link_visits: 0 }
    }

    fn clear(&mut self) {
        for buffer in [&mut self.start, &mut self.finish, &mut self.beyond, &mut self.hold] {
            buffer.fill(Bound::NEVER);
        }
        self.link_visits = 0;
    }
}

/// Computes how late every unfinished milestone may be for the targets to hold, looking at each link once. Allocates nothing.
///
/// Done and undated milestones bind nothing, and neither does the start of what has already started.
pub fn backward(plan: Plan<'_>, inputs: &Inputs, dates: &Dates, targets: &Targets, late: &mut Late) {
    late.clear();
    for id in plan.network.order().iter().rev() {
        let (start, beyond) = successors(plan, inputs, late, *id);
        let index = id.index();
        if !inputs.task(*id).is_unfinished() || dates.finish(*id).is_none() {
            continue;
        }
        let own = targets.own[index];
        let beyond = beyond.tighter(targets.other[index], own.promise);
        let late_dates = Allowed { finish: own.tighter(beyond, own.promise), start, own };
        let full = plan.calendars.get(plan.network.full(*id));
        let result = late_dates.of(inputs.task(*id), full, dates, *id);
        late.start[index] = result.start;
        late.finish[index] = result.finish;
        late.hold[index] = result.hold;
        late.beyond[index] = beyond.tighter(start, own.promise);
    }
}

/// Returns what the successors of a milestone allow its start and its finish to be.
fn successors(plan: Plan<'_>, inputs: &Inputs, late: &mut Late, id: MilestoneId) -> (Bound, Bound) {
    let (mut start, mut finish) = (Bound::NEVER, Bound::NEVER);
    let started = inputs.task(id).is_started();
    for link in plan.network.successors(id) {
        late.link_visits += 1;
        let link = plan.network.link(link);
        let hold = late.hold[link.to.index()];
        if hold.instant == Instant::NEVER {
            continue;
        }
        let bound = Bound { instant: latest(plan, link, hold.instant), promise: hold.promise };
        match link.kind {
            // Its own promise never comes back to a milestone through a successor, so rank alone breaks ties here.
            LinkKind::Fs => finish = finish.tighter(bound, super::PromiseId::NONE),
            LinkKind::Ss if !started => start = start.tighter(bound, super::PromiseId::NONE),
            LinkKind::Ss => {}
        }
    }
    (start, finish)
}

/// What a milestone is allowed by its own promise, its targets and its successors.
struct Allowed {
    start: Bound,
    finish: Bound,
    own: Bound,
}

struct LateDates {
    start: Bound,
    finish: Bound,
    hold: Bound,
}

impl Allowed {
    fn of(&self, task: &Task, full: &Calendar, dates: &Dates, id: MilestoneId) -> LateDates {
        if !task.is_work {
            self.event(full)
        } else if task.is_started() {
            self.ongoing(task, full, dates.eta_is_valid(id))
        } else if dates.eta_is_valid(id) {
            self.expected(task, full)
        } else {
            self.planned(task, full)
        }
    }

    fn event(&self, full: &Calendar) -> LateDates {
        let at = self.finish.tighter(self.start, self.own.promise);
        LateDates { start: at, finish: at, hold: at.map(|instant| full.last_event_position(instant)) }
    }

    /// Start and finish are tied by the duration: the tighter of the two decides both.
    fn planned(&self, task: &Task, full: &Calendar) -> LateDates {
        let by_finish = self.finish.map(|finish| full.block_start(finish, task.duration));
        let by_start = self.start.map(|start| full.last_start(start));
        let start = by_finish.tighter(by_start, self.own.promise);
        LateDates { start, finish: start.map(|start| full.block_finish(start, task.duration)), hold: start }
    }

    /// The eta holds the finish wherever the start lies before it, so the two may move apart.
    fn expected(&self, task: &Task, full: &Calendar) -> LateDates {
        let by_finish = self.finish.map(|finish| {
            let by_duration = full.block_start(finish, task.duration);
            let eta = task.eta.map(Instant::end_of).filter(|eta| *eta <= finish);
            by_duration.max(eta.and_then(|eta| full.last_start(eta)))
        });
        let by_start = self.start.map(|start| full.last_start(start));
        let start = by_finish.tighter(by_start, self.own.promise);
        LateDates { start, finish: self.finish, hold: start }
    }

    /// Only the finish can slip; predecessors are held by where the rest of the work must begin.
    fn ongoing(&self, task: &Task, full: &Calendar, eta_valid: bool) -> LateDates {
        let hold = self.finish.map(|finish| {
            if eta_valid { full.last_start(finish) } else { full.block_start(finish, task.left) }
        });
        let finish = if eta_valid { self.finish } else { self.finish.map(|finish| full.last_end(finish)) };
        LateDates { start: Bound::NEVER, finish, hold }
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
