//! What if each milestone slipped: what must not.

use super::lateness::Lateness;
use super::selection::Selection;
use super::{Assessment, OnFloor};
use crate::model::{MilestoneId, ProgramId};
use crate::schedule::PromiseHolder;
use crate::time::Day;
use crate::trial::{Change, Trial};
use std::cmp::Reverse;

/// Milestones that all trials date at most, about.
const MOST_VISITS: usize = 2_000_000;

/// What a slip does to one promise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SlipTo {
    pub promise: PromiseHolder,
    pub firm: bool,
    pub due: Day,
    /// The forecast as the plan stands.
    pub before: Day,
    /// Whether that is only the earliest day left.
    pub before_on_floor: OnFloor,
    /// With the slip; `None` if there is none then.
    pub after: Option<Day>,
    /// Whether that is only the earliest day left.
    pub after_on_floor: OnFloor,
    /// How much later than promised it gets, over what it is late anyway.
    pub cost: Option<Lateness>,
}

/// A milestone, and what its slip does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slipped {
    pub milestone: MilestoneId,
    /// The promises that it makes later than promised: firm ones first, then the largest cost, then
    /// by id.
    pub costs: Vec<SlipTo>,
}

/// What if each milestone slipped in turn.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Each {
    /// Those that make a promise late: the largest cost to a firm promise first, then the number of
    /// firm promises, then the largest cost to another, then by id.
    pub list: Vec<Slipped>,
    /// How many make none late.
    pub without_cost: usize,
    /// How many were not tried.
    pub left_out: usize,
    /// How many milestones were dated.
    pub visits: usize,
}

/// Lets each selected unfinished milestone slip in turn by so many working days, given the working
/// days of its week.
pub fn each(assessment: &Assessment<'_>, selection: &Selection, days: impl Fn(u32) -> u32) -> Each {
    let workspace = assessment.workspace;
    // Where a finish has the same promise, it stands for its program.
    let has_own = |id: &ProgramId| {
        let due = workspace.program(*id).promise.due;
        let of_finish = assessment.finish_milestone(*id).and_then(|id| workspace.milestone(id).promise.due);
        due.is_some() && due != of_finish
    };
    let programs: Vec<ProgramId> = workspace.program_ids().filter(has_own).collect();
    let mut trial = Trial::new(&assessment.schedule);
    let mut each = Each::default();
    let asked = |id: &MilestoneId| {
        let milestone = workspace.milestone(*id);
        milestone.is_unfinished() && selection.has(*id) && assessment.schedule.dates.finish(*id).is_some()
    };
    for id in workspace.milestone_ids().filter(asked) {
        if each.visits > MOST_VISITS {
            each.left_out += 1;
            continue;
        }
        trial.run(&[Change::Later(id, days(workspace.base(id).week().length()))]);
        each.visits += trial.visits();
        let milestones = trial.moved().filter_map(|moved| {
            let milestone = workspace.milestone(moved.milestone);
            let due = milestone.promise.due.filter(|_| milestone.is_unfinished())?;
            let holder = PromiseHolder::Milestone(moved.milestone);
            slip_to(assessment, &trial, holder, milestone.firm, (due, moved.before?, moved.after))
        });
        let mut costs: Vec<SlipTo> = milestones.collect();
        costs.extend(programs.iter().filter_map(|program| {
            let before = assessment.schedule.finish(*program).forecast?;
            let due = workspace.program(*program).promise.due?;
            let firm = assessment.finish_milestone(*program).is_some_and(|id| workspace.milestone(id).firm);
            slip_to(
                assessment,
                &trial,
                (*program).into(),
                firm,
                (due, before, trial.program_finish(*program)),
            )
        }));
        // Its slip comes on top of what it rests on.
        let rests_on_floor = assessment.floor_from(id).is_some();
        costs.iter_mut().for_each(|cost| cost.after_on_floor.rests_on_floor |= rests_on_floor);
        costs.sort_by_key(|cost| (!cost.firm, Reverse(size(cost)), cost.promise.full_id(workspace)));
        match costs.is_empty() {
            true => each.without_cost += 1,
            false => each.list.push(Slipped { milestone: id, costs }),
        }
    }
    each.list.sort_by_key(|slipped| {
        let most = |firm: bool| slipped.costs.iter().filter(|cost| cost.firm == firm).map(size).max();
        let firm = slipped.costs.iter().filter(|cost| cost.firm).count();
        let name = &workspace.milestone(slipped.milestone).full_id;
        (Reverse(most(true)), Reverse(firm), Reverse(most(false)), name)
    });
    each
}

/// Returns a number that orders costs; a promise without a date then is the largest.
fn size(cost: &SlipTo) -> (bool, Option<Lateness>) {
    (cost.cost.is_none(), cost.cost)
}

fn slip_to(
    assessment: &Assessment<'_>,
    trial: &Trial<'_>,
    promise: PromiseHolder,
    firm: bool,
    (due, before, after): (Day, Day, Option<Day>),
) -> Option<SlipTo> {
    let calendar = match promise {
        PromiseHolder::Milestone(id) => assessment.workspace.lateness_calendar(id),
        PromiseHolder::Program(id) => assessment.workspace.program_calendar(id),
    };
    let anyway = before.max(due);
    let cost = after.map(|after| Lateness::new(calendar, anyway, after));
    let is_cost = cost.is_none_or(Lateness::is_late);
    is_cost.then(|| SlipTo {
        promise,
        firm,
        due,
        before,
        before_on_floor: OnFloor::in_plan(assessment, promise),
        after,
        after_on_floor: OnFloor::in_trial(assessment, trial, promise),
        cost,
    })
}
