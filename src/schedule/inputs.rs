//! What a forward pass is given, milestone by milestone.

use crate::calendar::Calendar;
use crate::graph::Network;
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
}

/// One milestone as the schedule sees it.
#[derive(Debug, Clone, Copy)]
pub struct Task {
    /// How far it is.
    pub state: State,
    /// Whether it takes time. Everything else is an event.
    pub is_work: bool,
    /// Working days it takes as a whole; 0 for events, and where only what is left is known.
    pub duration: u32,
    /// Working days that are left from where it can go on: at least 1 for unfinished work, 0 for events.
    pub left: u32,
    /// Working days since the last word that were taken as worked.
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
    /// Whether it is not done.
    pub fn is_unfinished(&self) -> bool {
        !matches!(self.state, State::Done { .. })
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
    pub fn new(workspace: &Workspace, network: &Network, as_of: Day) -> Self {
        let task = |id: MilestoneId| {
            let milestone = workspace.milestone(id);
            let full = workspace.calendars.get(milestone.full);
            let base = workspace.calendars.get(milestone.base);
            let duration = duration(milestone, base);
            let left = left(milestone, full, duration, as_of, workspace.settings.assume_progress);
            Task {
                state: match (milestone.done, milestone.started) {
                    (Some(finished), started) => State::Done { started, finished },
                    (None, Some(started)) => State::Started(started),
                    (None, None) => State::NotStarted,
                },
                is_work: milestone.is_work(),
                duration,
                left: left.days,
                assumed: left.assumed,
                overrun: left.overrun,
                stands_on: milestone.promise.due.filter(|_| milestone.stands_on_its_due_date()),
                program_start: workspace.program(milestone.program).start,
                not_before: milestone.earliest(),
                blocked_until: milestone.blocked.as_ref().and_then(|blocked| blocked.until),
                eta: milestone.eta,
                readable: milestone.fault.is_none() && !network.is_on_cycle(id),
            }
        };
        Self { as_of, tasks: workspace.milestone_ids().map(task).collect() }
    }

    /// Returns one task.
    pub fn task(&self, id: MilestoneId) -> &Task {
        &self.tasks[id.index()]
    }
}

/// Returns the working days of the whole milestone.
///
/// A planned window takes the base working days from its first day through its `due`, at least one. Started
/// work with neither takes those from its start through its `due`, else its `eta`, at least one; where
/// nothing of that is given only what remains is known, and the whole is 0.
fn duration(milestone: &Milestone, base: &Calendar) -> u32 {
    let through = milestone.promise.due.or(milestone.eta);
    match (milestone.duration, milestone.window.or(milestone.started)) {
        (Some(duration), _) => duration.likely,
        (None, None) => 0,
        (None, Some(first)) => through.map_or(0, |last| base.working_days(first, last).max(1)),
    }
}

struct Left {
    days: u32,
    assumed: u32,
    overrun: bool,
}

/// Returns the working days that are left on the as-of day.
fn left(milestone: &Milestone, full: &Calendar, duration: u32, as_of: Day, assume: u32) -> Left {
    let Some(started) = milestone.started.filter(|_| milestone.is_unfinished()) else {
        let days = if milestone.is_unfinished() { duration } else { 0 };
        return Left { days, assumed: 0, overrun: false };
    };
    let by_progress = milestone.progress.map(|progress| {
        let (whole, open) = (u64::from(progress.whole), u64::from(progress.whole - progress.done));
        u32::try_from((u64::from(duration) * open).div_ceil(whole)).unwrap_or(u32::MAX)
    });
    let yesterday = as_of.plus(-1);
    let Some(said) = milestone.remaining.or(by_progress) else {
        let spent = full.working_days(started, yesterday);
        return Left { days: duration.saturating_sub(spent).max(1), assumed: 0, overrun: spent >= duration };
    };
    // Nothing can have been worked before the start, even where the last word is older than it.
    let silent =
        milestone.updated.map_or(0, |updated| full.working_days(updated.plus(1).max(started), yesterday));
    let assumed = silent.min(assume);
    let days = said.saturating_sub(assumed).max(1);
    Left { days, assumed: said.saturating_sub(days), overrun: said <= assumed }
}
