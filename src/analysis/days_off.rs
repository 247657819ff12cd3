//! Days off: when a milestone is not worked on and why, and when nobody works.

use super::Assessment;
use super::selection::Selection;
use crate::model::{MilestoneId, Workspace, includes};
use crate::time::{Day, Instant};

/// Why days that the week would work are off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DayOffReason {
    /// A holiday of its calendar.
    Holiday,
    /// Its owner is away.
    Leave,
    /// A freeze, by its index in [`crate::model::Workspace::freezes`].
    Freeze(usize),
    /// It alone is paused.
    Pause,
}

/// A run of days off for one reason. Weekends may lie between them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DaysOff {
    pub first: Day,
    pub last: Day,
    /// How many of them the week would work.
    pub days: u32,
    pub reason: DayOffReason,
}

/// Returns the days off of a milestone from `first` through `last`, weekends left out, in order. A
/// day with several reasons gets the first of: holiday, leave, freeze, pause.
pub fn between(workspace: &Workspace, id: MilestoneId, first: Day, last: Day) -> Vec<DaysOff> {
    let mut off: Vec<DaysOff> = Vec::new();
    let (base, full) = (workspace.base(id), workspace.full(id));
    for day in (0..=last.since(first)).map(|ahead| first.plus(ahead)) {
        if full.works(day) || !base.works(day) && !base.week().works(day.weekday()) {
            continue;
        }
        let Some(reason) = reason(workspace, id, day, base.works(day)) else { continue };
        match off.last_mut() {
            Some(last) if last.reason == reason && !works_between(full, last.last, day) => {
                last.last = day;
                last.days += 1;
            }
            _ => off.push(DaysOff { first: day, last: day, days: 1, reason }),
        }
    }
    off
}

/// Returns the days off within the remaining work of an unfinished milestone.
pub fn inside(assessment: &Assessment<'_>, id: MilestoneId) -> Vec<DaysOff> {
    let task = assessment.schedule.inputs.task(id);
    let dates = &assessment.schedule.dates;
    let begins = dates.remaining_start(id).or_else(|| dates.start(id));
    match begins.zip(dates.finish(id)) {
        Some((begins, ends)) if task.is_work && task.is_unfinished() && !task.left.elapsed => {
            between(assessment.workspace, id, begins.day(), Instant::day(ends))
        }
        _ => Vec::new(),
    }
}

/// How many days of the working week a milestone's remaining work loses.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct LostDays {
    pub holidays: u32,
    /// To its owner's leave.
    pub leave: u32,
    pub freeze: u32,
    /// To its own pauses.
    pub pause: u32,
}

/// Returns how many days the remaining work of an unfinished milestone loses.
pub fn lost(assessment: &Assessment<'_>, id: MilestoneId) -> LostDays {
    let mut lost = LostDays::default();
    for off in inside(assessment, id) {
        *match off.reason {
            DayOffReason::Holiday => &mut lost.holidays,
            DayOffReason::Leave => &mut lost.leave,
            DayOffReason::Freeze(_) => &mut lost.freeze,
            DayOffReason::Pause => &mut lost.pause,
        } += off.days;
    }
    lost
}

fn works_between(full: &crate::calendar::Calendar, after: Day, before: Day) -> bool {
    full.working_days(after.plus(1), before.plus(-1)) > 0
}

fn reason(workspace: &Workspace, id: MilestoneId, day: Day, base_works: bool) -> Option<DayOffReason> {
    if !base_works {
        return Some(DayOffReason::Holiday);
    }
    let milestone = workspace.milestone(id);
    let away = milestone.owner.map_or(&[][..], |owner| &workspace.owners[owner.index()].away);
    if includes(away, day) {
        return Some(DayOffReason::Leave);
    }
    let freeze = workspace.freezes.iter().position(|freeze| freeze.holds(workspace, id, day));
    freeze
        .map(DayOffReason::Freeze)
        .or_else(|| includes(&milestone.pauses, day).then_some(DayOffReason::Pause))
}

/// Whether a day is off in the base calendar of every selected unfinished milestone. Leave, freezes
/// and pauses do not count: somebody else may have to act. False if nothing unfinished is selected.
pub fn is_day_off(workspace: &Workspace, selection: &Selection, day: Day) -> bool {
    let selected = workspace.milestone_ids().filter(|id| selection.has(*id));
    let mut unfinished = selected.filter(|id| workspace.milestone(*id).is_unfinished()).peekable();
    unfinished.peek().is_some() && unfinished.all(|id| !workspace.base(id).works(day))
}
