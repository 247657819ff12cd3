//! Finds what determines a milestone's date.

use super::Dated;
use super::inputs::{State, Task};
use crate::graph::LinkId;
use crate::model::{Link, MilestoneId};
use crate::time::Instant;

/// Something that by itself gives a milestone its early date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Driver {
    /// A dependency.
    Link(LinkId),
    /// A constraint.
    Hold(Hold),
}

/// What can hold a date, apart from a dependency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Hold {
    /// Unfinished milestones cannot lie before the as-of day.
    DataDate,
    /// The program's `start`.
    ProgramStart,
    /// `not_before`, or the first day of a planned window.
    NotBefore,
    /// `blocked.until`.
    BlockedUntil,
    /// The remaining work was reported for the end of this day.
    Updated,
    /// The owner's `eta`.
    Eta,
    /// The due date that an event stays on.
    Due,
    /// An actual date.
    Actual,
    /// Its own calendar: a slot, a window or a day off takes up what moves its inputs.
    Calendar,
}

impl Hold {
    /// Returns the word that reports and JSON use.
    pub fn word(self) -> &'static str {
        match self {
            Self::DataDate => "data-date",
            Self::ProgramStart => "program-start",
            Self::NotBefore => "not-before",
            Self::BlockedUntil => "blocked-until",
            Self::Updated => "updated",
            Self::Eta => "eta",
            Self::Due => "due",
            Self::Actual => "actual",
            Self::Calendar => "calendar",
        }
    }
}

impl Dated<'_> {
    /// Returns where a link by itself would put the start of its successor, or for FF and SF its
    /// finish: the link's bound, snapped to the successor's working time. `None` if the link
    /// imposes no bound.
    fn snapped(self, link: LinkId) -> Option<Instant> {
        let bound = self.bound(link)?.some()?;
        self.snapped_bound(self.plan.network.link(link), bound)
    }

    pub(super) fn snapped_bound(self, link: &Link, bound: Instant) -> Option<Instant> {
        let task = self.plan.task(link.to);
        if task.is_cancelled() {
            return Some(bound);
        }
        if !task.is_work || !link.kind.holds_finish() {
            return self.snap(link.to, bound);
        }
        let full = self.plan.full(link.to);
        if self.dates.eta_is_valid(link.to) {
            return full.next_end(bound);
        }
        full.block_not_before(bound, self.dates.left(link.to, task)).map(|(_, finish)| finish)
    }

    /// Returns where a bound by itself would put the start of a milestone, snapped to its working
    /// time.
    fn snap(self, id: MilestoneId, bound: Instant) -> Option<Instant> {
        let full = self.plan.full(id);
        let task = self.plan.task(id);
        if task.is_work {
            full.next_block(bound, self.dates.left(id, task))
        } else {
            full.event_position(bound)
        }
    }

    /// Returns the instant that bounds on a milestone's start are compared with: where its work, or
    /// its remaining work, begins.
    fn anchor(self, id: MilestoneId) -> Option<Instant> {
        self.dates.remaining_start(id).or_else(|| self.dates.start(id))
    }

    /// Returns the instant of the successor that a link's bound is compared with.
    pub(super) fn held(self, link: LinkId) -> Option<Instant> {
        let link = self.plan.network.link(link);
        if self.plan.task(link.to).is_cancelled() {
            return self.dates.passes(link.to).map(|[end, start]| end.max(start));
        }
        if link.kind.holds_finish() { self.dates.finish(link.to) } else { self.anchor(link.to) }
    }

    /// Whether the eta alone determines the finish of an unfinished milestone, so that nothing on
    /// its start drives. A void eta never does, because it lies before any possible finish.
    fn eta_decides(self, id: MilestoneId) -> bool {
        let task = self.plan.task(id);
        task.is_work && task.eta.is_some_and(|eta| self.dates.finish(id) == Some(Instant::end_of(eta)))
    }

    /// Whether a link by itself gives its successor's early start, or for FF and SF its early
    /// finish: its bound, snapped, lies there. Slots and days off may leave it slack all the same.
    pub(super) fn gives(self, link: LinkId) -> bool {
        let ends = self.plan.network.link(link);
        let task = self.plan.task(ends.to);
        if task.is_cancelled() {
            return self.gives_point(link) != [false; 2];
        }
        if !task.is_unfinished() || !ends.kind.holds_finish() && self.eta_decides(ends.to) {
            return false;
        }
        let snapped = self.snapped(link);
        snapped.is_some() && snapped == self.held(link)
    }

    /// Whether a link gives its successor's date, and would move it if its predecessor came one
    /// working day later. `later` are the [points a day later](Self::points_a_day_later).
    pub(super) fn drives(self, later: &[[Instant; 2]], link: LinkId) -> bool {
        let ends = self.plan.network.link(link);
        // What is cancelled has no date that could move.
        if !self.gives(link) || self.plan.task(ends.to).is_cancelled() {
            return false;
        }
        // A predecessor or a bound beyond 2199 is later than any day.
        let then = self.a_day_later(later, ends).and_then(|[end, start]| {
            let latest = end.max(start);
            if latest == Instant::NEVER { None } else { self.snapped_bound(ends, latest) }
        });
        then.is_none_or(|then| Some(then) > self.snapped(link))
    }

    /// Returns the bounds of a link at the end and at the start of a day if its predecessor came
    /// one working day later in its own calendar, or everything behind it if it is cancelled.
    fn a_day_later(self, later: &[[Instant; 2]], link: &Link) -> Option<[Instant; 2]> {
        let anchors = if self.plan.task(link.from).is_cancelled() {
            *later.get(link.from.index())?
        } else {
            [self.plan.full(link.from).a_day_later(self.origin(link)?)?, Instant::NONE]
        };
        if anchors.contains(&Instant::NEVER) {
            return None;
        }
        self.sided(link, anchors)
    }

    /// Returns, for each cancelled milestone, the bounds that it would pass on if everything behind
    /// it came one working day later; empty if nothing is cancelled.
    pub(super) fn points_a_day_later(self) -> Vec<[Instant; 2]> {
        let plan = self.plan;
        if !plan.inputs.tasks.iter().any(Task::is_cancelled) {
            return Vec::new();
        }
        let mut later = vec![[Instant::NEVER; 2]; plan.network.len()];
        for id in plan.network.order().iter().filter(|id| plan.task(**id).is_cancelled()) {
            let mut point = [Instant::NONE; 2];
            for link in plan.network.predecessors(*id) {
                let bounds = self.a_day_later(&later, plan.network.link(link));
                let bounds = bounds.unwrap_or([Instant::NEVER; 2]);
                point = [point[0].max(bounds[0]), point[1].max(bounds[1])];
            }
            later[id.index()] = point;
        }
        later
    }

    /// Returns which of the bounds that a cancelled milestone passes on come from this link into
    /// it: the one at the end of a day, and the one at the start of one.
    pub(super) fn gives_point(self, link: LinkId) -> [bool; 2] {
        let point = self.dates.passes(self.plan.network.link(link).to);
        let Some((bounds, point)) = self.bounds(link).zip(point) else { return [false; 2] };
        [0, 1].map(|side: usize| bounds[side].is_some() && bounds[side] == point[side])
    }

    /// Returns which of the bounds that a cancelled predecessor passes on determine the date of a
    /// link's successor. If the successor is cancelled too: which determine those of its bounds
    /// that are `wanted`.
    pub(super) fn giving_sides(self, link: LinkId, wanted: [bool; 2]) -> [bool; 2] {
        let ends = self.plan.network.link(link);
        let Some(point) = self.dates.passes(ends.from) else { return [false; 2] };
        let to = self.dates.passes(ends.to).filter(|_| self.plan.task(ends.to).is_cancelled());
        point.map(|anchor| {
            let bound = anchor.some().and_then(|anchor| self.plan.bound_from(ends, anchor));
            bound.is_some_and(|bound| match to {
                Some(to) => wanted[usize::from(!bound.is_end())] && to.contains(&bound),
                None => {
                    let snapped = self.snapped_bound(ends, bound);
                    snapped.is_some() && snapped == self.held(link)
                }
            })
        })
    }

    /// Returns what drives a milestone's date: first the links, then the constraints; where nothing
    /// does, its calendar holds it. Nothing drives what has no date.
    pub(super) fn drivers(self, later: &[[Instant; 2]], id: MilestoneId) -> Vec<Driver> {
        let links = self.plan.network.predecessors(id).filter(|link| self.drives(later, *link));
        let mut drivers: Vec<Driver> = links.map(Driver::Link).collect();
        drivers.extend(self.holds(id).into_iter().map(Driver::Hold));
        let is_dated = self.anchor(id).is_some();
        if drivers.is_empty() && is_dated { vec![Driver::Hold(Hold::Calendar)] } else { drivers }
    }

    /// Returns the constraints that by themselves give a milestone its date.
    pub(super) fn holds(self, id: MilestoneId) -> Vec<Hold> {
        let task = self.plan.task(id);
        let Some(at) = self.anchor(id) else { return Vec::new() };
        if matches!(task.state, State::Done { .. }) {
            return vec![Hold::Actual];
        }
        if self.eta_decides(id) {
            return vec![Hold::Eta];
        }
        let mut holds = Vec::new();
        let as_of = self.plan.inputs.as_of;
        let on_due = task.due_held.map(|due| Instant::end_of(due.max(as_of)));
        let mut hold = |hold, instant: Option<Instant>| {
            if instant == Some(at) {
                holds.push(hold);
            }
        };
        let snap = |instant| self.snap(id, instant);
        match on_due {
            // After its due date an event waits at the end of the as-of day.
            Some(_) if task.due_held < Some(as_of) => hold(Hold::DataDate, on_due),
            Some(_) => {}
            None => hold(Hold::DataDate, snap(Instant::start_of(as_of))),
        }
        if on_due.is_none() && !task.is_started() {
            hold(Hold::ProgramStart, task.program_start.and_then(|day| snap(Instant::start_of(day))));
        }
        if !task.is_started() {
            hold(Hold::NotBefore, task.not_before.and_then(|day| snap(Instant::start_of(day))));
        }
        hold(Hold::BlockedUntil, task.blocked_until.and_then(|day| snap(Instant::end_of(day))));
        hold(Hold::Updated, task.left_from.and_then(|day| snap(Instant::start_of(day))));
        if !task.is_work {
            hold(Hold::Eta, task.eta.and_then(|eta| snap(Instant::end_of(eta.max(as_of)))));
        }
        if task.due_held >= Some(as_of) {
            hold(Hold::Due, on_due);
        }
        holds
    }
}
