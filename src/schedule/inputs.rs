//! What a forward pass is given, milestone by milestone.

use crate::calendar::{Calendar, Length};
use crate::model::{Milestone, MilestoneId, Workspace};
use crate::time::Day;

/// How far a milestone is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Nothing has happened.
    NotStarted,
    /// Work began on this day.
    Started(Day),
    /// It was finished on this day, having begun on the other, where that is known.
    Done {
        /// The day on which work began, where it was said.
        started: Option<Day>,
        /// The day on which it was finished.
        finished: Day,
    },
    /// It will not happen: a point that only passes bounds on.
    Cancelled,
}

/// One milestone as the schedule sees it.
#[derive(Debug, Clone, Copy)]
pub struct Task {
    /// How far it is.
    pub state: State,
    /// Whether it takes time. Everything else is an event.
    pub is_work: bool,
    /// How long it takes as a whole; 0 for events, and where only what is left is known.
    pub duration: Length,
    /// How much is left from where it can go on: at least 1 for unfinished work, 0 for events.
    pub left: Length,
    /// Days since the last word that were taken as worked: working ones, of elapsed time civil ones.
    pub assumed: u32,
    /// Whether all the work that was said to be left should be done by now: its forecast is then a floor.
    pub overrun: bool,
    /// The due date on which an event stands, for events of that kind.
    pub stands_on: Option<Day>,
    /// No work before this day.
    pub program_start: Option<Day>,
    /// No work on it before this day: its own, or the first of its window.
    pub not_before: Option<Day>,
    /// Held until the end of this day.
    pub blocked_until: Option<Day>,
    /// When its owner expects it.
    pub eta: Option<Day>,
    /// Whether everything about it could be read; otherwise it has no dates.
    pub readable: bool,
}

impl Task {
    /// Whether it is neither done nor cancelled.
    pub fn is_unfinished(&self) -> bool {
        matches!(self.state, State::NotStarted | State::Started(_))
    }

    /// Whether it will not happen.
    pub fn is_cancelled(&self) -> bool {
        self.state == State::Cancelled
    }

    /// Whether it is an event: neither work nor cancelled.
    pub fn is_event(&self) -> bool {
        !self.is_work && !self.is_cancelled()
    }

    /// Whether it has started and is not done.
    pub fn is_started(&self) -> bool {
        matches!(self.state, State::Started(_))
    }
}

/// What a forward pass is given.
#[derive(Debug, Clone)]
pub struct Inputs {
    /// The day that can still be worked; its start is the data date.
    pub as_of: Day,
    /// By milestone.
    pub tasks: Vec<Task>,
}

impl Inputs {
    /// Returns the inputs that a workspace gives on a day.
    pub fn new(workspace: &Workspace, as_of: Day) -> Self {
        let task = |id| Reading { workspace, as_of }.task(id, None);
        Self { as_of, tasks: workspace.milestone_ids().map(task).collect() }
    }

    /// Takes another length for a milestone that has a duration, and what is left of it from that. Allocates
    /// nothing: a simulation draws every length anew, a thousand times.
    ///
    /// What was said to remain stays as it was said.
    pub fn redraw(&mut self, workspace: &Workspace, id: MilestoneId, days: u32) {
        self.tasks[id.index()] = Reading { workspace, as_of: self.as_of }.task(id, Some(days));
    }

    /// Returns one task.
    pub fn task(&self, id: MilestoneId) -> &Task {
        &self.tasks[id.index()]
    }
}

/// A workspace, read for the tasks in it.
#[derive(Clone, Copy)]
struct Reading<'w> {
    workspace: &'w Workspace,
    as_of: Day,
}

impl Reading<'_> {
    /// Returns a milestone's task, with other `days` for its duration where some are given.
    fn task(self, id: MilestoneId, days: Option<u32>) -> Task {
        let milestone = self.workspace.milestone(id);
        let duration = duration(milestone, self.workspace.base(id));
        let duration = match (milestone.duration, days) {
            (Some(_), Some(days)) => Length { days: days.max(u32::from(milestone.is_work())), ..duration },
            _ => duration,
        };
        let left = self.left(id, duration);
        Task {
            state: match (milestone.done, milestone.started) {
                _ if !milestone.is_live() => State::Cancelled,
                (Some(finished), started) => State::Done { started, finished },
                (None, Some(started)) => State::Started(started),
                (None, None) => State::NotStarted,
            },
            is_work: milestone.is_work(),
            duration,
            left: left.length,
            assumed: left.assumed,
            overrun: left.overrun,
            stands_on: milestone.promise.due.filter(|_| milestone.stands_on_its_due_date()),
            program_start: self.workspace.program(milestone.program).start,
            not_before: milestone.earliest(),
            blocked_until: milestone.blocked.as_ref().and_then(|blocked| blocked.until),
            eta: milestone.eta,
            readable: milestone.fault.is_none(),
        }
    }

    /// Returns what is left on the as-of day. Elapsed time passes by itself, in civil days.
    fn left(self, id: MilestoneId, duration: Length) -> Left {
        let (milestone, full) = (self.workspace.milestone(id), self.workspace.full(id));
        let Some(started) = milestone.started.filter(|_| milestone.is_unfinished()) else {
            let length = if milestone.is_unfinished() { duration } else { Length::ZERO };
            return Left { length, assumed: 0, overrun: false };
        };
        let by_progress = milestone.progress.map(|progress| {
            let (whole, open) = (u64::from(progress.whole), u64::from(progress.whole - progress.done));
            let days = (u64::from(duration.days) * open).div_ceil(whole);
            Length { days: u32::try_from(days).unwrap_or(u32::MAX), ..duration }
        });
        let days = |length: Length, first: Day| {
            if length.elapsed {
                u32::try_from(self.as_of.since(first)).unwrap_or(0)
            } else {
                full.working_days(first, self.as_of.plus(-1))
            }
        };
        let Some(said) = milestone.remaining.or(by_progress) else {
            let spent = days(duration, started);
            let length = Length { days: duration.days.saturating_sub(spent).max(1), ..duration };
            return Left { length, assumed: 0, overrun: spent >= duration.days };
        };
        // Nothing can have been worked before the start, even where the last word is older than it.
        let silent = milestone.updated.map_or(0, |updated| days(said, updated.plus(1).max(started)));
        let assumed = silent.min(self.workspace.settings.assume_progress);
        let length = Length { days: said.days.saturating_sub(assumed).max(1), ..said };
        Left { length, assumed: said.days.saturating_sub(length.days), overrun: said.days <= assumed }
    }
}

struct Left {
    length: Length,
    assumed: u32,
    overrun: bool,
}

/// Returns how long the whole milestone takes.
///
/// A planned window takes the base working days from its first day through its `due`, at least one. Started
/// work with neither takes those from its start through its `due`, else its `eta`, at least one; where
/// nothing of that is given only what remains is known, and the whole is 0.
fn duration(milestone: &Milestone, base: &Calendar) -> Length {
    let through = milestone.promise.due.or(milestone.eta);
    match (milestone.duration, milestone.window.or(milestone.started)) {
        (Some(duration), _) => duration.length(),
        (None, None) => Length::ZERO,
        (None, Some(first)) => {
            Length::working(through.map_or(0, |last| base.working_days(first, last).max(1)))
        }
    }
}
