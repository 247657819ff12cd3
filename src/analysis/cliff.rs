//! Cliffs: where a few working days more of one milestone cost another weeks, because they miss a
//! slot or run into a freeze.

use super::Assessment;
use super::days_off::{self, DaysOff};
use super::lateness::Lateness;
use crate::model::MilestoneId;
use crate::schedule::Dates;
use crate::time::{Day, Instant};
use crate::trial::Trial;

/// How many working days beyond its float a milestone slips at most.
pub(super) const MOST_BEYOND: u32 = 5;

/// By how many working days more than what slips the target moves at least.
pub(super) const FALL: i32 = 5;

/// What a slip does to a target far behind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cliff {
    /// The working days by which the milestone slips: its float, and those beyond it.
    pub slip: u32,
    /// The finish of the target as the plan stands.
    pub before: Day,
    /// Its finish with the slip; `None` if it has no date then.
    pub after: Option<Day>,
    /// Where the days are lost, if one milestone on the way loses them.
    pub edge: Option<Edge>,
}

impl Cliff {
    /// Returns by how many civil days the target moves.
    pub fn days(&self) -> Option<i32> {
        self.after.map(|after| after.since(self.before))
    }
}

/// Where a slip becomes a long one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Edge {
    /// The first milestone on the way that moves far more than what it waits for.
    pub milestone: MilestoneId,
    /// The slot that it then misses, on a calendar of slots: the day on which it now begins.
    pub slot: Option<Day>,
    /// The longest days off that it then waits for or runs into; of a freeze, all of it.
    pub off: Option<DaysOff>,
}

/// Returns the finish of a target before and after a trial in which a milestone slips, if that
/// moves it far more than the milestone itself.
pub(super) fn falls(
    assessment: &Assessment<'_>,
    trial: &Trial<'_>,
    slips: MilestoneId,
    target: MilestoneId,
) -> Option<(Day, Option<Day>)> {
    let own = moves(assessment, trial, target, slips)?;
    let before = assessment.schedule.dates.finish(target)?.day();
    let far = moves(assessment, trial, target, target).is_none_or(|days| days - own >= FALL);
    far.then_some((before, trial.finish(target)))
}

/// Returns where a slip that runs along a way becomes a long one.
pub(super) fn edge(
    assessment: &Assessment<'_>,
    trial: &Trial<'_>,
    target: MilestoneId,
    way: impl Iterator<Item = MilestoneId>,
) -> Option<Edge> {
    let moved = way.filter_map(|id| Some((id, moves(assessment, trial, target, id)?)));
    let moved: Vec<(MilestoneId, i32)> = moved.collect();
    let (_, milestone) = moved
        .iter()
        .zip(moved.iter().skip(1))
        .map(|((_, before), (id, days))| (days - before, *id))
        .find(|(more, _)| *more >= FALL)?;
    let end = |dates: &Dates| dates.finish(milestone).map(Instant::day);
    let plan = &assessment.schedule.dates;
    let off = end(plan)
        .zip(end(trial.dates()))
        .map(|(before, after)| days_off::between(assessment.workspace, milestone, before.plus(1), after));
    let longest = off.into_iter().flatten().max_by_key(|off| off.days);
    let slot = days_off::begins(assessment, milestone)
        .filter(|_| assessment.workspace.full(milestone).is_of_slots());
    let off = longest.map(|off| off.whole(assessment.workspace));
    (slot.is_some() || off.is_some()).then_some(Edge { milestone, slot, off })
}

/// Returns by how many working days of a target's program a milestone moves in a trial.
pub(super) fn moves(
    assessment: &Assessment<'_>,
    trial: &Trial<'_>,
    target: MilestoneId,
    id: MilestoneId,
) -> Option<i32> {
    let before = assessment.schedule.dates.finish(id)?.day();
    let calendar = assessment.workspace.lateness_calendar(target);
    Some(Lateness::new(calendar, before, trial.finish(id)?).workdays)
}
