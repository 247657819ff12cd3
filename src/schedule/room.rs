//! Room: how much later a milestone can finish before a promise is missed, counted from where its
//! inputs and its own work put it.
//!
//! The **free finish** leaves out the dates that an owner chose: `not_before`, a window, `due`,
//! `eta`, and a calendar of slots, in whose place the program's counts. A date that was confirmed
//! early therefore takes no room; an input that comes late does. `docs/method.md` has the
//! definition.

use super::backward::Late;
use super::forward::asked;
use super::inputs::{State, Task};
use super::row::{Bounds, Row};
use super::targets::{Bound, PromiseHolder};
use super::{Commitments, Dated, FloatsTo, Scheduled};
use crate::calendar::Calendar;
use crate::model::{MilestoneId, Workspace};
use crate::threads;
use crate::time::{Day, Instant};

/// Where inputs and work alone put a milestone.
#[derive(Debug, Clone, Copy)]
pub struct FreeFinish {
    /// With what is left to do from the data date on.
    from_today: Instant,
    /// Without the data date, where that does not hold the forecast: it takes no room then, however
    /// many days pass.
    standing: Instant,
}

/// The room of a milestone towards a promise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Room {
    /// In working days of its program's calendar; negative if inputs and work alone miss the
    /// promise.
    pub workdays: i32,
    /// The same without the days that only pass: what it is judged by.
    pub standing: i32,
}

impl Room {
    fn of(workspace: &Workspace, id: MilestoneId, free: FreeFinish, limit: Instant) -> Self {
        let calendar = workspace.lateness_calendar(id);
        let workdays = |finish: Instant| {
            // A finish at the end of a day is in time before a limit at the start of the next; an
            // event at the start of a day also on the day of its limit.
            let last = if finish.is_end() { limit.last_day_before() } else { limit.day() };
            calendar.rank(last.plus(1)) - calendar.rank(finish.day().plus(1))
        };
        Self { workdays: workdays(free.from_today), standing: workdays(free.standing) }
    }
}

impl Scheduled<'_> {
    /// Returns the free finish of every unfinished milestone that has dates.
    pub fn free_finishes(&self) -> Vec<Option<FreeFinish>> {
        let (dated, workspace) = (self.dated(), self.workspace);
        threads::of_each(workspace.milestones.len(), |at| {
            dated.free_finish(workspace, MilestoneId(at as u32))
        })
    }

    /// Returns the room of a milestone towards the promise that its commitment float names, or else
    /// its own. `None` if it has no such promise.
    pub fn room(&self, id: MilestoneId, free: FreeFinish, promised: PromiseHolder) -> Option<Room> {
        let limit = self.commitments.limit(self.dated(), id, promised)?;
        Some(Room::of(self.workspace, id, free, limit))
    }

    /// Returns the room of a milestone towards its own promise, whichever it could miss first.
    pub fn own_room(&self, id: MilestoneId) -> Option<Room> {
        let due = self.workspace.milestone(id).promise.due?;
        let free = self.dated().free_finish(self.workspace, id)?;
        Some(Room::of(self.workspace, id, free, Instant::end_of(due)))
    }
}

impl FloatsTo<'_> {
    /// Returns the room of a milestone towards the current targets; `None` if it does not lead to
    /// them.
    pub fn room(&self, workspace: &Workspace, id: MilestoneId, free: FreeFinish) -> Option<Room> {
        let limit = self.dated.last_finish(&self.late, id, |_| true)?;
        Some(Room::of(workspace, id, free, limit))
    }
}

impl Commitments {
    /// Returns the last instant at which a milestone can finish for a promise that depends on it.
    fn limit(&self, dated: Dated<'_>, id: MilestoneId, promised: PromiseHolder) -> Option<Instant> {
        let task = dated.plan.task(id);
        let is_own = promised == PromiseHolder::Milestone(id);
        if let Some(due) = task.due_held.filter(|_| is_own) {
            return Some(Instant::end_of(due));
        }
        let holds = |bound: Bound| self.is_of(bound, Some(promised));
        if task.due_held.is_some() {
            return Some(self.late.of(id).beyond).filter(|bound| holds(*bound)).map(|bound| bound.instant);
        }
        dated.last_finish(&self.late, id, holds)
    }
}

impl Dated<'_> {
    /// Returns the last instant at which a milestone can finish, by those late dates whose promise
    /// counts. Where work has to begin early, for what waits for its start, its length decides.
    fn last_finish(self, late: &Late, id: MilestoneId, counts: impl Fn(Bound) -> bool) -> Option<Instant> {
        let limit = |bound: Bound| Some(bound).filter(|bound| counts(*bound))?.instant.some();
        let finish = limit(late.of(id).finish);
        if !self.plan.task(id).is_work {
            return finish;
        }
        let full = self.plan.full(id);
        let begins = limit(late.of(id).start).filter(|start| full.works(start.day()));
        let by_start =
            begins.and_then(|start| full.block_finish(start, self.dates.left(id, self.plan.task(id))));
        match (finish, by_start) {
            (Some(finish), Some(by_start)) => Some(finish.min(by_start)),
            (finish, by_start) => finish.or(by_start),
        }
    }

    fn free_finish(self, workspace: &Workspace, id: MilestoneId) -> Option<FreeFinish> {
        let task = self.plan.task(id);
        let forecast = self.dates.finish(id).filter(|_| task.is_unfinished())?;
        let links = self.bounds_of_links(id)?;
        let (full, is_slots) = (self.plan.full(id), self.plan.full(id).is_of_slots());
        let as_of = self.plan.inputs.as_of;
        let place = |task: &Task, full: &Calendar, as_of| {
            let placed = Row { task, full, later_in: full, as_of }.place(links)?;
            Some((placed.start, placed.finish))
        };
        let finish = |placed: Option<(Instant, Instant)>| placed.map(|(_, finish)| finish);
        let free = Task { not_before: None, due_held: None, eta: None, program_start: None, ..*task };
        let free_in = if is_slots { workspace.lateness_calendar(id) } else { full };
        let from_today = finish(place(&free, free_in, as_of)).unwrap_or(forecast);
        let holds_today = match task.state {
            State::NotStarted => !is_slots && place(task, full, Day::FIRST) != place(task, full, as_of),
            _ => true,
        };
        let standing = if holds_today { None } else { finish(place(&free, free_in, Day::FIRST)) };
        Some(FreeFinish { from_today, standing: standing.unwrap_or(from_today) })
    }

    pub(super) fn bounds_of_links(self, id: MilestoneId) -> Option<Bounds> {
        let mut latest = Bounds { start: Instant::NONE, finish: Instant::NONE };
        for link in self.plan.network.predecessors(id) {
            let [start, finish] = asked(self, link)?;
            latest = Bounds { start: latest.start.max(start), finish: latest.finish.max(finish) };
        }
        Some(latest)
    }
}
