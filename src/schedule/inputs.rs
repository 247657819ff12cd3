//! The input of a forward pass, milestone by milestone.

use crate::calendar::{Calendar, CalendarId, Length};
use crate::model::{MilestoneId, Workspace};
use crate::time::Day;

/// How far along a milestone is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Neither started, done nor cancelled.
    NotStarted,
    /// Work began on this day.
    Started(Day),
    /// Finished, with the day it started if that is known.
    Done {
        /// The day on which work began, if reported.
        started: Option<Day>,
        /// The day on which it was finished.
        finished: Day,
    },
    /// Cancelled: it only passes bounds on.
    Cancelled,
}

/// A milestone as the scheduler sees it.
#[derive(Debug, Clone, Copy)]
pub struct Task {
    /// How far along it is.
    pub state: State,
    /// Whether it takes time; otherwise it is an event.
    pub is_work: bool,
    /// The whole duration; 0 for events, and if only the remaining work is known.
    pub duration: Length,
    /// The remaining work as reported, before any of it is assumed worked; 0 for events.
    pub left: Length,
    /// The first day on which the reported remaining work can be worked; `None` if the report has
    /// no day, or there is none.
    pub left_from: Option<Day>,
    /// The most days of the remaining work that are assumed worked without an update.
    pub may_assume: u32,
    /// The due date that an event stays on; `None` for events with another source of dates.
    pub due_held: Option<Day>,
    /// The first day of the program: no work before it.
    pub program_start: Option<Day>,
    /// No work before this day: `not_before`, or the first day of its window.
    pub not_before: Option<Day>,
    /// Blocked until the end of this day.
    pub blocked_until: Option<Day>,
    /// The day on which its owner expects it.
    pub eta: Option<Day>,
    /// Whether all of it could be read; otherwise it has no dates.
    pub readable: bool,
    /// Set in a trial that delays it.
    pub later: Option<Later>,
    /// Set in a trial in which it keeps to its plan.
    pub held: Option<Held>,
}

/// A trial's assumption that a milestone starts and finishes later.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Later {
    /// By how many working days.
    pub days: u32,
    /// The calendar in which they count: its own or, if it works in slots, that of its program.
    pub counted_in: CalendarId,
}

/// A trial's assumption that a milestone does what the plan allows it to do: it finishes on its
/// promise or, if its inputs do not let it, as long after them as planned; earlier if its own dates
/// are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Held {
    /// The promise it is measured at, if it has one.
    pub promise: Option<Day>,
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

/// The input of a forward pass.
#[derive(Debug, Clone)]
pub struct Inputs {
    /// The as-of day, on which work is still possible; its start is the data date.
    pub as_of: Day,
    /// The tasks, indexed by milestone.
    pub tasks: Vec<Task>,
}

impl Inputs {
    /// Returns the inputs of a workspace as of a day.
    pub fn new(workspace: &Workspace, as_of: Day) -> Self {
        let task = |id| Reading::new(workspace, id, as_of).task();
        Self { as_of, tasks: workspace.milestone_ids().map(task).collect() }
    }

    /// Returns the task of a milestone.
    pub fn task(&self, id: MilestoneId) -> &Task {
        &self.tasks[id.index()]
    }
}

/// What a task is derived from: a milestone, with values that may replace those of its plan.
#[derive(Debug, Clone, Copy)]
pub struct Reading<'w> {
    /// The workspace that the milestone belongs to.
    pub workspace: &'w Workspace,
    /// The milestone.
    pub id: MilestoneId,
    /// The as-of day.
    pub as_of: Day,
    /// The calendar in which its lags count.
    pub base: &'w Calendar,
    /// The calendar in which its work counts.
    pub full: &'w Calendar,
    /// The days of its duration that a simulation drew.
    pub days: Option<u32>,
    /// The day on which its owner expects it.
    pub eta: Option<Day>,
    /// Whether it is blocked, with or without an end.
    pub is_blocked: bool,
}

impl<'w> Reading<'w> {
    /// Takes every value from the plan.
    pub fn new(workspace: &'w Workspace, id: MilestoneId, as_of: Day) -> Self {
        let (base, full) = (workspace.base(id), workspace.full(id));
        let milestone = workspace.milestone(id);
        let (eta, is_blocked) = (milestone.eta, milestone.blocked.is_some());
        Self { workspace, id, as_of, base, full, days: None, eta, is_blocked }
    }

    /// Derives the task.
    pub fn task(self) -> Task {
        let milestone = self.workspace.milestone(self.id);
        let duration = self.duration();
        let left = self.left(duration);
        let on_due = !milestone.is_work() && milestone.duration.is_none() && self.eta.is_none();
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
            left_from: left.from,
            may_assume: left.may_assume,
            due_held: milestone.promise.due.filter(|_| on_due),
            program_start: self.workspace.program(milestone.program).start,
            not_before: milestone.earliest(),
            blocked_until: milestone
                .blocked
                .as_ref()
                .filter(|_| self.is_blocked)
                .and_then(|blocked| blocked.until),
            eta: self.eta,
            readable: milestone.undated_because.is_none(),
            later: None,
            held: None,
        }
    }

    /// Returns the whole duration.
    ///
    /// Without a duration, a planned window lasts the base working days from its first day through
    /// its `due`, and started work lasts those from its start through its `due` or else its `eta`;
    /// both at least one. If none of these is given, only the remaining work is known, and the
    /// result is 0.
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
                let planned = through.map_or(0, |last| self.base.working_days(first, last).max(1));
                Length::working(self.days.unwrap_or(planned))
            }
        }
    }

    /// Returns the days of begun work that lie before what is left of it: those before the last
    /// report of its progress, or else before the as-of day.
    pub fn worked(self) -> u32 {
        let Some(started) = self.workspace.milestone(self.id).started else { return 0 };
        let duration = self.duration();
        let until = self.left(duration).from.unwrap_or(self.as_of);
        self.spent(started, until, duration.elapsed)
    }

    /// Returns the days from one day up to another, which is left out.
    fn spent(self, started: Day, until: Day, elapsed: bool) -> u32 {
        if elapsed {
            u32::try_from(until.since(started)).unwrap_or(0)
        } else {
            self.full.working_days(started, until.plus(-1))
        }
    }

    /// Returns the remaining work. Elapsed time passes by itself, in civil days.
    fn left(self, duration: Length) -> Left {
        let milestone = self.workspace.milestone(self.id);
        let unknown = |length| Left { length, from: None, may_assume: 0 };
        let Some(started) = milestone.started.filter(|_| milestone.is_unfinished()) else {
            return unknown(if milestone.is_unfinished() { duration } else { Length::ZERO });
        };
        let by_progress = milestone.progress.map(|progress| {
            let (whole, open) = (u64::from(progress.whole), u64::from(progress.whole - progress.done));
            // To the nearest day, halves up.
            let days = (u64::from(duration.days) * open * 2 + whole) / (whole * 2);
            Length { days: u32::try_from(days).unwrap_or(u32::MAX), ..duration }
        });
        let Some(length) = milestone.remaining.or(by_progress) else {
            let spent = self.spent(started, self.as_of, duration.elapsed);
            return unknown(Length { days: duration.days.saturating_sub(spent), ..duration });
        };
        let nothing_done = match (milestone.remaining, milestone.progress) {
            // Without a duration, nobody knows what the whole is.
            (Some(left), _) => {
                duration.days > 0 && left.elapsed == duration.elapsed && left.days >= duration.days
            }
            (None, progress) => progress.is_some_and(|progress| progress.done == 0),
        };
        let from = milestone.updated.map(|updated| match updated == started && nothing_done {
            true => updated,
            // No work can have happened before the start, even if the last update is older.
            false => updated.plus(1).max(started),
        });
        let assumes = from.is_some() && !self.is_blocked;
        Left { length, from, may_assume: if assumes { self.workspace.settings.assume_progress } else { 0 } }
    }
}

struct Left {
    length: Length,
    from: Option<Day>,
    may_assume: u32,
}
