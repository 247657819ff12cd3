//! Slippage: what is late against what was promised, and whose slip it is.

use super::Assessment;
use super::baseline::Baseline;
use super::lateness::Lateness;
use super::slip::{Breakdown, SlipCause, Slips, hold_all};
use crate::model::{MilestoneId, ProgramId, Promise};
use crate::schedule::PromiseHolder;
use crate::time::Day;
use crate::trial::{Change, Trial};
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

/// A late promise.
#[derive(Debug, Clone)]
pub struct LatePromise<'b> {
    /// Who made it. A program that promised another day than its finish has a row of its own.
    pub holder: PromiseHolder,
    /// The milestone at which it is measured: itself, or the finish of the program.
    pub milestone: MilestoneId,
    /// What it is measured against.
    pub against: Reference<'b>,
    /// The day it is measured against.
    pub reference: Day,
    /// How far its promise was moved in all.
    pub moved: Lateness,
    /// Why it is late.
    pub why: Breakdown,
    /// Who would make it late if all its causes had kept to their plan; found by
    /// [`Slippage::find_hidden`].
    pub hidden: Vec<SlipCause>,
}

impl LatePromise<'_> {
    /// Returns the promise: that of the program or, for a finish without its own, of its program.
    pub fn promise<'w>(&self, assessment: &Assessment<'w>) -> &'w Promise {
        match self.holder {
            PromiseHolder::Milestone(id) => promise(assessment, self.against, id),
            PromiseHolder::Program(id) => &assessment.workspace.program(id).promise,
        }
    }
}

/// What is late, most days first, and the slips behind it.
#[derive(Debug)]
pub struct Slippage<'a, 'b> {
    /// Firm promises first, then by days late, then by id.
    pub late: Vec<LatePromise<'b>>,
    /// The slips of all milestones.
    pub slips: Slips<'a>,
    /// The plan in which every milestone is held.
    held: Trial<'a>,
}

/// Milestones that the trials of [`Slippage::find_hidden`] date, at most. Rows that come later in
/// the list have nothing hidden then.
const MOST_VISITS: usize = 500_000;

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
        late_promise(assessment, (&slips, &held), (against, reference(id)?), (id.into(), id))
    };
    let late_program = |id: ProgramId| {
        let (finish, reference) = own_promise(assessment, against, id)?;
        late_promise(assessment, (&slips, &held), (against, reference), (id.into(), finish))
    };
    let milestones = workspace.milestone_ids().filter_map(late);
    let programs = workspace.program_ids().filter_map(late_program);
    let mut late: Vec<LatePromise<'b>> = milestones.chain(programs).collect();
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
        let firm = workspace.milestone(row.milestone).firm;
        (!firm, Reverse(row.why.lateness), row.holder.full_id(workspace))
    });
    Slippage { late, slips, held }
}

fn late_promise<'b>(
    assessment: &Assessment<'_>,
    (slips, held): (&Slips<'_>, &Trial<'_>),
    (against, reference): (Reference<'b>, Day),
    (holder, milestone): (PromiseHolder, MilestoneId),
) -> Option<LatePromise<'b>> {
    let why = slips.breakdown(held, milestone, reference)?;
    let moved = Lateness::default();
    let mut late = LatePromise { holder, milestone, against, reference, moved, why, hidden: Vec::new() };
    if let (Some(from), Some(to)) = (late.promise(assessment).original, late.promise(assessment).due) {
        late.moved = Lateness::new(assessment.workspace.lateness_calendar(milestone), from, to);
    }
    Some(late)
}

/// Returns the finish of a program and the day that the program promised, if it promised another
/// than its finish did.
fn own_promise(
    assessment: &Assessment<'_>,
    against: Reference<'_>,
    id: ProgramId,
) -> Option<(MilestoneId, Day)> {
    if !matches!(against, Reference::Original | Reference::Due) {
        return None;
    }
    let finish = assessment.finish_milestone(id)?;
    let (own, of_finish) = (&assessment.workspace.program(id).promise, promise(assessment, against, finish));
    let differ = (own.original, own.due) != (of_finish.original, of_finish.due);
    Some((finish, measured(assessment, against, finish, own)?)).filter(|_| differ)
}

impl Slippage<'_, '_> {
    /// Finds for each promise who would make it late if all its causes had kept to their plan: by
    /// a trial, in which it is still later than its reference. Bounded by the milestones dated.
    pub fn find_hidden(&mut self, assessment: &Assessment<'_>) {
        let mut trial = Trial::new(&assessment.schedule);
        let mut visits = 0;
        for late in &mut self.late {
            let held = |cause: &SlipCause| {
                Change::Held(cause.milestone, reference(assessment, late.against, cause.milestone))
            };
            trial.run(&late.why.causes.iter().map(held).collect::<Vec<Change>>());
            if trial.finish(late.milestone) > self.slips.held(late.milestone).max(Some(late.reference)) {
                let then = self.slips.after(&trial, &self.held, late.milestone);
                let why = then.breakdown(&self.held, late.milestone, late.reference);
                late.hidden = why.map_or(Vec::new(), |why| why.causes);
                // What stands where its inputs put it today did nothing: only the data date is in
                // the way of what it could have done earlier.
                late.hidden.retain(|cause| cause.workdays > 0 && self.slips.own(cause.milestone).is_late());
            }
            visits += trial.visits();
            if visits > MOST_VISITS {
                break;
            }
        }
    }
}

/// Returns the day that a milestone is measured against. If the original promise is kept, but an
/// earlier one that replaced it is not, that is the earlier one.
fn reference(assessment: &Assessment<'_>, against: Reference<'_>, id: MilestoneId) -> Option<Day> {
    match against {
        Reference::Original | Reference::Due => {
            measured(assessment, against, id, promise(assessment, against, id))
        }
        Reference::Baseline(_) | Reference::Revision(_) => against.day(assessment, id),
    }
}

fn measured(
    assessment: &Assessment<'_>,
    against: Reference<'_>,
    id: MilestoneId,
    promise: &Promise,
) -> Option<Day> {
    let (day, finish) = (against.of(promise)?, assessment.forecast(id).finish);
    let missed = promise.due.filter(|due| finish > Some(*due) && finish <= Some(day));
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
