//! What a forward pass is given, milestone by milestone.

use crate::calendar::{Calendar, Length};
use crate::model::{MilestoneId, Workspace};
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
    /// How many working days later than its row says it lies, in a trial.
    pub later: u32,
    /// The day by whose end it finishes, in a trial, wherever its row puts it.
    pub held_to: Option<Day>,
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
        let task = |id| Reading::new(workspace, id, as_of).task();
        Self { as_of, tasks: workspace.milestone_ids().map(task).collect() }
    }

    /// Takes another length for a milestone that has a duration, and what is left of it from that. Allocates
    /// nothing: a simulation draws every length anew, a thousand times.
    ///
    /// What was said to remain stays as it was said.
    pub fn redraw(&mut self, workspace: &Workspace, id: MilestoneId, days: u32) {
        let reading = Reading::new(workspace, id, self.as_of);
        self.tasks[id.index()] = Reading { days: Some(days), ..reading }.task();
    }

    /// Returns one task.
    pub fn task(&self, id: MilestoneId) -> &Task {
        &self.tasks[id.index()]
    }
}

/// What a task is read from: a milestone, and what is taken otherwise than its plan says.
#[derive(Debug, Clone, Copy)]
pub struct Reading<'w> {
    /// The plans that say it.
    pub workspace: &'w Workspace,
    /// Which milestone.
    pub id: MilestoneId,
    /// The day on which it is read.
    pub as_of: Day,
    /// The calendar in which its waiting counts.
    pub base: &'w Calendar,
    /// The calendar in which its work counts.
    pub full: &'w Calendar,
    /// The days that are drawn for its duration.
    pub days: Option<u32>,
    /// When its owner expects it.
    pub eta: Option<Day>,
}

impl<'w> Reading<'w> {
    /// Takes everything as it is said.
    pub fn new(workspace: &'w Workspace, id: MilestoneId, as_of: Day) -> Self {
        let (base, full) = (workspace.base(id), workspace.full(id));
        Self { workspace, id, as_of, base, full, days: None, eta: workspace.milestone(id).eta }
    }

    /// Returns the task.
    pub fn task(self) -> Task {
        let milestone = self.workspace.milestone(self.id);
        let duration = self.duration();
        let left = self.left(duration);
        let stands = !milestone.is_work() && milestone.duration.is_none() && self.eta.is_none();
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
            stands_on: milestone.promise.due.filter(|_| stands),
            program_start: self.workspace.program(milestone.program).start,
            not_before: milestone.earliest(),
            blocked_until: milestone.blocked.as_ref().and_then(|blocked| blocked.until),
            eta: self.eta,
            readable: milestone.undated_because.is_none(),
            later: 0,
            held_to: None,
        }
    }

    /// Returns how long the whole milestone takes.
    ///
    /// A planned window takes the base working days from its first day through its `due`, at least one. Started
    /// work with neither takes those from its start through its `due`, else its `eta`, at least one; where
    /// nothing of that is given only what remains is known, and the whole is 0.
    fn duration(self) -> Length {
        let milestone = self.workspace.milestone(self.id);
        let through = milestone.promise.due.or(self.eta);
        match (milestone.duration, milestone.window.or(milestone.started)) {
            (Some(duration), _) => {
                let drawn = |days: u32| days.max(u32::from(milestone.is_work()));
                let said = duration.length();
                Length { days: self.days.map_or(said.days, drawn), ..said }
            }
            (None, None) => Length::ZERO,
            (None, Some(first)) => {
                Length::working(through.map_or(0, |last| self.base.working_days(first, last).max(1)))
            }
        }
    }

    /// Returns what is left on the as-of day. Elapsed time passes by itself, in civil days.
    fn left(self, duration: Length) -> Left {
        let milestone = self.workspace.milestone(self.id);
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
                self.full.working_days(first, self.as_of.plus(-1))
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
