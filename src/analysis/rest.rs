//! Why a milestone is not worked on a day: holidays, leave, freezes.

use super::Assessment;
use crate::model::{MilestoneId, includes};
use crate::time::{Day, Instant};

/// Why days are not worked that the week would have worked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cause {
    /// A holiday of its calendar.
    Holiday,
    /// Its owner is away.
    Leave,
    /// A freeze, by its place in [`crate::model::Workspace::freezes`].
    Freeze(usize),
}

/// Days in a row that are not worked for one reason. Days off of the week may lie between them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rest {
    /// The first.
    pub first: Day,
    /// The last.
    pub last: Day,
    /// How many of them the week would have worked.
    pub days: u32,
    /// Why.
    pub cause: Cause,
}

/// Returns the days from `first` through `last` on which a milestone rests although its week works, in order.
/// A day that is off for several reasons is told by the first of: holiday, leave, freeze.
pub fn between(assessment: &Assessment<'_>, id: MilestoneId, first: Day, last: Day) -> Vec<Rest> {
    let mut rests: Vec<Rest> = Vec::new();
    let (base, full) = (assessment.workspace.base(id), assessment.workspace.full(id));
    for day in (0..=last.since(first)).map(|ahead| first.plus(ahead)) {
        if full.works(day) || !base.works(day) && !base.week().works(day.weekday()) {
            continue;
        }
        let Some(cause) = cause(assessment, id, day, base.works(day)) else { continue };
        match rests.last_mut() {
            Some(rest) if rest.cause == cause && !works_between(full, rest.last, day) => {
                rest.last = day;
                rest.days += 1;
            }
            _ => rests.push(Rest { first: day, last: day, days: 1, cause }),
        }
    }
    rests
}

/// Returns the days off inside what is left of unfinished work.
pub fn inside(assessment: &Assessment<'_>, id: MilestoneId) -> Vec<Rest> {
    let task = assessment.schedule.inputs.task(id);
    let dates = &assessment.schedule.dates;
    let begins = dates.remaining_start(id).or_else(|| dates.start(id));
    match begins.zip(dates.finish(id)) {
        Some((begins, ends)) if task.is_work && task.is_unfinished() && !task.left.elapsed => {
            between(assessment, id, begins.day(), Instant::day(ends))
        }
        _ => Vec::new(),
    }
}

/// Returns how many working days of the week some rests take, of those causes that count.
pub fn days(rests: &[Rest], counts: impl Fn(Cause) -> bool) -> u32 {
    rests.iter().filter(|rest| counts(rest.cause)).map(|rest| rest.days).sum()
}

fn works_between(full: &crate::calendar::Calendar, after: Day, before: Day) -> bool {
    full.working_days(after.plus(1), before.plus(-1)) > 0
}

fn cause(assessment: &Assessment<'_>, id: MilestoneId, day: Day, base_works: bool) -> Option<Cause> {
    if !base_works {
        return Some(Cause::Holiday);
    }
    let workspace = assessment.workspace;
    let milestone = workspace.milestone(id);
    let away = milestone.owner.map_or(&[][..], |owner| &workspace.owners[owner.index()].away);
    if includes(away, day) {
        return Some(Cause::Leave);
    }
    workspace.freezes.iter().position(|freeze| freeze.holds(milestone, day)).map(Cause::Freeze)
}
