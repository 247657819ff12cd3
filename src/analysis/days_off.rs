//! Days off: when a milestone is not worked on and why, and when nobody works.

use super::Assessment;
use super::hops::Hop;
use super::selection::Selection;
use crate::calendar::Calendar;
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
    /// Whose they are.
    pub milestone: MilestoneId,
    pub first: Day,
    pub last: Day,
    /// How many of them the week would work.
    pub days: u32,
    pub reason: DayOffReason,
}

impl DaysOff {
    /// Returns the whole of a freeze, as people know it, of which these are the days that count.
    pub fn whole(self, workspace: &Workspace) -> Self {
        let DayOffReason::Freeze(index) = self.reason else { return self };
        let dates = workspace.freezes.get(index).map_or(&[][..], |freeze| &freeze.dates);
        let whole = dates.iter().find(|(first, last)| (*first..=*last).contains(&self.first));
        whole.map_or(self, |(first, last)| Self { first: *first, last: *last, ..self })
    }
}

/// Returns the days off of a milestone from `first` through `last`, weekends left out, in order. A
/// day with several reasons gets the first of: holiday, leave, freeze, pause.
pub fn between(workspace: &Workspace, id: MilestoneId, first: Day, last: Day) -> Vec<DaysOff> {
    within(workspace, id, workspace.full(id), first, last)
}

/// Returns the days off of a milestone in one of its calendars: the full one or, without leave,
/// freezes and pauses, the base one.
fn within(
    workspace: &Workspace,
    id: MilestoneId,
    calendar: &Calendar,
    first: Day,
    last: Day,
) -> Vec<DaysOff> {
    let mut off: Vec<DaysOff> = Vec::new();
    let base = workspace.base(id);
    for day in (0..=last.since(first)).map(|ahead| first.plus(ahead)) {
        if calendar.works(day) || !base.works(day) && !base.week().works(day.weekday()) {
            continue;
        }
        let Some(reason) = reasons(workspace, id, day).next() else { continue };
        match off.last_mut() {
            Some(last) if last.reason == reason && !works_between(calendar, last.last, day) => {
                last.last = day;
                last.days += 1;
            }
            _ => off.push(DaysOff { milestone: id, first: day, last: day, days: 1, reason }),
        }
    }
    off
}

/// Returns the days off between what a hop of a chain waits for and its start: holidays that a lag
/// in working days runs over, then the days on which it could have begun but for them.
pub fn before(assessment: &Assessment<'_>, hop: &Hop) -> Vec<DaysOff> {
    let workspace = assessment.workspace;
    let mut off = Vec::new();
    let links = hop.link.into_iter().chain(hop.via.iter().rev().copied()).filter(|_| hop.gives);
    for link in links {
        let begins = begins(assessment, hop.milestone);
        if let Some(((first, last), begins)) = assessment.schedule.lag_days(link).zip(begins) {
            let waits = assessment.network.link(link).to;
            off.extend(within(workspace, waits, workspace.base(waits), first, last.min(begins.plus(-1))));
        }
    }
    if let Some((from, begins)) = idle(assessment, hop) {
        off.extend(between(workspace, hop.milestone, from, begins.plus(-1)));
    }
    off
}

/// Returns the first day on which a hop of a chain could have begun, by the link that gives its
/// date, and the day on which it begins.
pub(super) fn idle(assessment: &Assessment<'_>, hop: &Hop) -> Option<(Day, Day)> {
    // The link into the hop itself: the last one if the way leads through cancelled milestones.
    let into = hop.via.first().copied().or(hop.link).filter(|_| hop.gives)?;
    let bound = assessment.schedule.bound(into)?;
    Some((bound.first_day_after(), begins(assessment, hop.milestone)?))
}

/// Returns the day on which the work of a milestone, or its remaining work, begins.
pub fn begins(assessment: &Assessment<'_>, id: MilestoneId) -> Option<Day> {
    let dates = &assessment.schedule.dates;
    dates.remaining_start(id).or_else(|| dates.start(id)).map(Instant::day)
}

/// Returns the days off within the remaining work of an unfinished milestone.
pub fn inside(assessment: &Assessment<'_>, id: MilestoneId) -> Vec<DaysOff> {
    let task = assessment.schedule.inputs.task(id);
    match begins(assessment, id).zip(assessment.schedule.dates.finish(id)) {
        Some((begins, ends)) if task.is_work && task.is_unfinished() && !task.left.elapsed => {
            between(assessment.workspace, id, begins, ends.day())
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

fn works_between(calendar: &Calendar, after: Day, before: Day) -> bool {
    calendar.working_days(after.plus(1), before.plus(-1)) > 0
}

/// Returns every reason why a milestone is not worked on a day; a day that its week does not work
/// counts as a holiday.
pub fn reasons(workspace: &Workspace, id: MilestoneId, day: Day) -> impl Iterator<Item = DayOffReason> {
    let milestone = workspace.milestone(id);
    let away = milestone.owner.map_or(&[][..], |owner| &workspace.owners[owner.index()].away);
    let freezes = workspace.freezes.iter().enumerate();
    let frozen = freezes.filter(move |(_, freeze)| freeze.holds(workspace, id, day));
    let own = [
        (!workspace.base(id).works(day)).then_some(DayOffReason::Holiday),
        includes(away, day).then_some(DayOffReason::Leave),
    ];
    let paused = includes(&milestone.pauses, day).then_some(DayOffReason::Pause);
    let frozen = frozen.map(|(index, _)| DayOffReason::Freeze(index));
    own.into_iter().flatten().chain(frozen).chain(paused)
}

/// Whether a day is off in the base calendar of every selected unfinished milestone. Leave, freezes
/// and pauses do not count: somebody else may have to act. False if nothing unfinished is selected.
/// `works` says of a milestone whether the day is worked in its base calendar, where other plans
/// know.
pub fn is_day_off(
    workspace: &Workspace,
    selection: &Selection,
    day: Day,
    works: impl Fn(MilestoneId) -> Option<bool>,
) -> bool {
    let selected = workspace.milestone_ids().filter(|id| selection.has(*id));
    let mut unfinished = selected.filter(|id| workspace.milestone(*id).is_unfinished()).peekable();
    let works = |id| works(id).unwrap_or_else(|| workspace.base(id).works(day));
    unfinished.peek().is_some() && !unfinished.any(works)
}
