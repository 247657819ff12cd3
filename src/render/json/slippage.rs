//! `tpm slippage` as JSON.

use super::Tabular;
use crate::analysis::Assessment;
use crate::analysis::baseline::Baseline;
use crate::analysis::shares::{Share, by_owner, by_team};
use crate::analysis::slip::{OwnCause, SlipCause, Slips};
use crate::analysis::slippage::{LatePromise, Reference, Slippage};
use crate::model::{Move, OwnerId, Workspace};
use crate::time::Day;
use schemars::JsonSchema;
use serde::Serialize;

/// `data` of `tpm slippage`.
#[derive(Debug, Serialize, JsonSchema)]
pub struct SlippageData<'w> {
    /// What dates are measured against: `original-promise`, `due`, `baseline`, or
    /// `baseline-revision` for the forecast at a revision.
    against: &'static str,
    /// The committed plan that dates are measured against; null without one.
    baseline_plan: Option<BaselinePlan<'w>>,
    /// How many unfinished milestones have nothing to measure against.
    without_reference: usize,
    /// What is late: firm promises first, then by days late, then by id.
    milestones: Vec<LateData<'w>>,
    /// What each owner slipped, the most that it cost one promise first.
    by_owner: Vec<OwnerShare<'w>>,
    /// The same by team.
    by_team: Vec<TeamShare<'w>>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct BaselinePlan<'w> {
    /// The revision as it was given.
    revision: &'w str,
    /// The full hash of the commit.
    commit: &'w str,
    /// The as-of day of that forecast.
    as_of: Day,
    /// How many errors its plans have; what they affect has no forecast there.
    errors: usize,
}

#[derive(Debug, Serialize, JsonSchema)]
struct OwnerShare<'w> {
    /// The owner.
    owner: Option<&'w str>,
    #[serde(flatten)]
    sums: Sums,
}

#[derive(Debug, Serialize, JsonSchema)]
struct TeamShare<'w> {
    /// The team; null for owners without one.
    team: Option<&'w str>,
    #[serde(flatten)]
    sums: Sums,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Sums {
    /// Working days that their milestones slipped by themselves; only those that are late or make
    /// another late.
    own_workdays: i32,
    /// The most working days that they cost any one promise.
    most_on_one_promise_workdays: i32,
    /// How many promises they make late.
    promises: usize,
}

#[derive(Debug, Serialize, JsonSchema)]
struct LateData<'w> {
    /// The full id of the milestone; the id of a program that promised another day than its finish
    /// did.
    id: &'w str,
    /// The full id of the milestone at which it is measured.
    measured_at: &'w str,
    /// Its owner.
    owner: Option<&'w str>,
    /// Its owner's team.
    team: Option<&'w str>,
    /// The day that it is measured against.
    reference: Day,
    /// The current promise.
    due: Option<Day>,
    /// The original promise.
    original_due: Option<Day>,
    /// Its baseline date.
    baseline: Option<Day>,
    /// Working days by which the promise was moved; negative is earlier.
    promise_moved_workdays: i32,
    /// Each move of the promise, first to last.
    moved: Vec<MoveData<'w>>,
    /// The forecast finish, or the actual one.
    forecast_finish: Option<Day>,
    /// Whether that date is a floor: the earliest possible, and it may not hold.
    forecast_is_floor: bool,
    /// Whether that date rests on a floor: one that another milestone hands on to it.
    forecast_rests_on_floor: bool,
    /// Whether it is done.
    done: bool,
    /// Working days late against the reference.
    lateness_workdays: i32,
    /// The same in civil days.
    lateness_days: i32,
    /// Working days that it slips by itself, before room is used.
    own_workdays: i32,
    /// Why it slips by itself; null if it does not, and for an event that has not happened.
    own_because: Option<&'static str>,
    /// Working days that its inputs carry into it, before room is used.
    carried_workdays: i32,
    /// Working days late that it would be if everybody did what the plan allows.
    never_fitted_workdays: i32,
    /// The full id of the input that does not let the promise fit.
    never_fitted_needs: Option<&'w str>,
    /// When that input was promised.
    never_fitted_needs_due: Option<Day>,
    /// When that input is done if everybody keeps to the plan.
    never_fitted_needs_finish: Option<Day>,
    /// Working days of room before the reference that the slip used up.
    room_used_workdays: i32,
    /// Whose slip it is, with its own; most days first. They and what never fitted add up to the
    /// days late.
    causes: Vec<CauseData<'w>>,
    /// Who would make it late if all those causes had kept to their plan; most days first.
    hidden: Vec<CauseData<'w>>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct CauseData<'w> {
    /// The full id of the milestone that slips by itself.
    milestone: &'w str,
    /// Its owner.
    owner: Option<&'w str>,
    /// Its owner's team.
    team: Option<&'w str>,
    /// Working days that it causes, with the amplified ones.
    workdays: i32,
    /// Those of them that days off or slots on the way added.
    amplified_workdays: i32,
    /// What added them, in words.
    amplified_by: Vec<String>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct MoveData<'w> {
    /// The promise before.
    from: Day,
    /// When it was moved.
    on: Option<Day>,
    /// What made it move, as written in the plan.
    cause: Option<&'w str>,
    /// Why, as written in the plan.
    why: Option<&'w str>,
    /// Who agreed, as written in the plan.
    agreed: Option<&'w str>,
}

impl Tabular for SlippageData<'_> {
    const KIND: &'static str = "slippage";

    fn rows(&self) -> impl Iterator<Item = impl Serialize + JsonSchema> {
        self.milestones.iter()
    }
}

/// Returns what is late and why, and what owners and teams slipped.
pub fn slippage<'w>(
    assessment: &'w Assessment<'w>,
    against: Reference<'w>,
    without_reference: usize,
    slippage: &Slippage<'_, '_>,
) -> SlippageData<'w> {
    let owners = by_owner(assessment, slippage).into_iter();
    let teams = by_team(assessment, slippage).into_iter();
    SlippageData {
        against: against.word(),
        baseline_plan: against.plan().map(baseline_plan),
        without_reference,
        milestones: slippage.late.iter().map(|late| late_data(assessment, &slippage.slips, late)).collect(),
        by_owner: owners.map(|share| OwnerShare { owner: share.name, sums: sums(&share) }).collect(),
        by_team: teams.map(|share| TeamShare { team: share.name, sums: sums(&share) }).collect(),
    }
}

fn baseline_plan(plan: &Baseline) -> BaselinePlan<'_> {
    let Baseline { revision, commit, as_of, errors, .. } = plan;
    BaselinePlan { revision, commit, as_of: *as_of, errors: *errors }
}

fn sums(share: &Share<'_>) -> Sums {
    Sums { own_workdays: share.own, most_on_one_promise_workdays: share.most, promises: share.promises }
}

fn late_data<'w>(assessment: &'w Assessment<'w>, slips: &Slips<'_>, late: &LatePromise<'_>) -> LateData<'w> {
    let workspace = assessment.workspace;
    let (milestone, forecast) = (workspace.milestone(late.milestone), assessment.forecast(late.milestone));
    let (promise, why) = (late.promise(assessment), &late.why);
    let owner = late.holder.owner(workspace);
    LateData {
        id: late.holder.full_id(workspace),
        measured_at: &milestone.full_id,
        owner: workspace.owner_id(owner),
        team: team(workspace, owner),
        reference: late.reference,
        due: promise.due,
        original_due: promise.original,
        baseline: milestone.baseline,
        promise_moved_workdays: late.moved.workdays,
        moved: promise.moved.iter().map(move_data).collect(),
        forecast_finish: forecast.finish,
        forecast_is_floor: forecast.floor.is_some(),
        forecast_rests_on_floor: assessment.floor_from(late.milestone).is_some(),
        done: !milestone.is_unfinished(),
        lateness_workdays: why.lateness.workdays,
        lateness_days: why.lateness.days,
        own_workdays: why.own,
        own_because: why.own_because.map(OwnCause::word),
        carried_workdays: why.carried,
        never_fitted_workdays: why.never_fitted,
        never_fitted_needs: why.needs.map(|needs| workspace.milestone(needs).full_id.as_str()),
        never_fitted_needs_due: why.needs.and_then(|needs| workspace.milestone(needs).promise.due),
        never_fitted_needs_finish: why.needs.and_then(|needs| slips.held(needs)),
        room_used_workdays: why.room_used,
        causes: why.causes.iter().map(|cause| cause_data(workspace, cause)).collect(),
        hidden: late.hidden.iter().map(|cause| cause_data(workspace, cause)).collect(),
    }
}

pub(super) fn cause_data<'w>(workspace: &'w Workspace, cause: &SlipCause) -> CauseData<'w> {
    let milestone = workspace.milestone(cause.milestone);
    CauseData {
        milestone: &milestone.full_id,
        owner: workspace.owner_id(milestone.owner),
        team: team(workspace, milestone.owner),
        workdays: cause.workdays,
        amplified_workdays: cause.amplified,
        amplified_by: cause.amplified_by.iter().map(|taker| taker.words(workspace)).collect(),
    }
}

fn team(workspace: &Workspace, owner: Option<OwnerId>) -> Option<&str> {
    workspace.owners[owner?.index()].team.as_deref()
}

fn move_data(entry: &Move) -> MoveData<'_> {
    MoveData {
        from: entry.from,
        on: entry.on,
        cause: entry.cause.as_deref(),
        why: entry.why.as_deref(),
        agreed: entry.agreed.as_deref(),
    }
}
