//! Slippage: what is late against what was promised, and whose slip it is.

use super::Assessment;
use super::baseline::Baseline;
use super::lateness::Lateness;
use super::slip::{Breakdown, Slips, hold_all};
use crate::model::{MilestoneId, Promise};
use crate::time::Day;
use std::cmp::Reverse;

/// Done milestones stay in the report for this many civil days.
const DONE_STAYS: i32 = 30;

/// What a date is measured against.
#[derive(Debug, Clone, Copy)]
pub enum Reference<'b> {
    /// The original promise.
    Original,
    /// The current promise.
    Due,
    /// The milestone's `baseline` or, without one, its forecast in the plan that the workspace
    /// names.
    Baseline(Option<&'b Baseline>),
    /// The forecast in the plan of a commit.
    Revision(&'b Baseline),
}

impl<'b> Reference<'b> {
    /// Returns the word that JSON uses.
    pub fn word(self) -> &'static str {
        match self {
            Self::Original => "original-promise",
            Self::Due => "due",
            Self::Baseline(_) => "baseline",
            Self::Revision(_) => "baseline-revision",
        }
    }

    /// Returns the plan of a commit that milestones are measured against.
    pub fn plan(self) -> Option<&'b Baseline> {
        match self {
            Self::Original | Self::Due => None,
            Self::Baseline(plan) => plan,
            Self::Revision(plan) => Some(plan),
        }
    }

    /// Returns the day that a milestone is measured against, if it has one. A finish without a
    /// promise has its program's; a baseline is always the milestone's own.
    pub fn day(self, assessment: &Assessment<'_>, id: MilestoneId) -> Option<Day> {
        match self {
            Self::Original | Self::Due => self.of(promise(assessment, self, id)),
            Self::Baseline(plan) => {
                let own = assessment.workspace.milestone(id).baseline;
                own.or_else(|| plan.and_then(|plan| plan.finish(id)))
            }
            Self::Revision(plan) => plan.finish(id),
        }
    }

    fn of(self, promise: &Promise) -> Option<Day> {
        if matches!(self, Self::Due) { promise.due } else { promise.original }
    }
}

/// A late milestone.
#[derive(Debug, Clone)]
pub struct LateMilestone<'b> {
    /// The milestone.
    pub milestone: MilestoneId,
    /// What it is measured against.
    pub against: Reference<'b>,
    /// The day it is measured against.
    pub reference: Day,
    /// How far its promise was moved in all.
    pub moved: Lateness,
    /// Why it is late.
    pub why: Breakdown,
}

impl LateMilestone<'_> {
    /// Returns the promise it is measured at: the milestone's own, or its program's.
    pub fn promise<'w>(&self, assessment: &Assessment<'w>) -> &'w Promise {
        promise(assessment, self.against, self.milestone)
    }
}

/// What is late, most days first, and the slips behind it.
#[derive(Debug)]
pub struct Slippage<'a, 'b> {
    /// Firm promises first, then by days late, then by id.
    pub late: Vec<LateMilestone<'b>>,
    /// The slips of all milestones.
    pub slips: Slips<'a>,
}

/// Returns the late milestones, each with its causes.
///
/// Late = after the reference by printed dates; against the original promise also what is late
/// against an earlier one that replaced it. Milestones done late stay for thirty days, and as long
/// as they make something unfinished late.
pub fn analyze<'a, 'b>(assessment: &'a Assessment<'_>, against: Reference<'b>) -> Slippage<'a, 'b> {
    let workspace = assessment.workspace;
    let reference = |id: MilestoneId| reference(assessment, against, id);
    let held = hold_all(&assessment.schedule, reference);
    let slips = Slips::new(&assessment.schedule, &held);
    let late = |id: MilestoneId| {
        let (reference, promise) = (reference(id)?, promise(assessment, against, id));
        let moved = promise.original.zip(promise.due);
        let calendar = workspace.lateness_calendar(id);
        Some(LateMilestone {
            milestone: id,
            against,
            reference,
            moved: moved.map_or(Lateness::default(), |(from, to)| Lateness::new(calendar, from, to)),
            why: slips.breakdown(&held, id, reference)?,
        })
    };
    let mut late: Vec<LateMilestone<'b>> = workspace.milestone_ids().filter_map(late).collect();
    let mut is_cause = vec![false; workspace.milestones.len()];
    for row in late.iter().filter(|row| workspace.milestone(row.milestone).is_unfinished()) {
        for cause in &row.why.causes {
            is_cause[cause.milestone.index()] = true;
        }
    }
    late.retain(|row| {
        let done = workspace.milestone(row.milestone).done;
        let recent = done.is_none_or(|done| assessment.as_of().since(done) <= DONE_STAYS);
        recent || is_cause[row.milestone.index()]
    });
    late.sort_by_key(|row| {
        let milestone = workspace.milestone(row.milestone);
        (!milestone.firm, Reverse(row.why.lateness), &milestone.full_id)
    });
    Slippage { late, slips }
}

/// Returns the day that a milestone is measured against. If the original promise is kept, but an
/// earlier one that replaced it is not, that is the earlier one.
fn reference(assessment: &Assessment<'_>, against: Reference<'_>, id: MilestoneId) -> Option<Day> {
    let day = against.day(assessment, id)?;
    let due = promise(assessment, against, id).due.filter(|_| matches!(against, Reference::Original));
    let finish = assessment.forecast(id).finish;
    let missed = due.filter(|due| finish > Some(*due) && finish <= Some(day));
    Some(missed.unwrap_or(day))
}

/// Returns the unfinished milestones that have nothing to measure against.
pub fn without_reference<'a>(
    assessment: &'a Assessment<'_>,
    against: Reference<'a>,
) -> impl Iterator<Item = MilestoneId> + 'a {
    let unfinished = |id: &MilestoneId| assessment.workspace.milestone(*id).is_unfinished();
    let ids = assessment.workspace.milestone_ids().filter(unfinished);
    ids.filter(move |id| against.day(assessment, *id).is_none())
}

/// Returns the promise that a milestone is measured at: its own, or that of the program whose
/// finish it is.
fn promise<'w>(assessment: &Assessment<'w>, against: Reference<'_>, id: MilestoneId) -> &'w Promise {
    let milestone = assessment.workspace.milestone(id);
    if assessment.is_finish(id) && against.of(&milestone.promise).is_none() {
        &assessment.workspace.program(milestone.program).promise
    } else {
        &milestone.promise
    }
}
