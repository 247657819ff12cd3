//! `tpm slippage` as JSON.

use super::Tabular;
use crate::analysis::Assessment;
use crate::analysis::baseline::Baseline;
use crate::analysis::shares::{Share, by_owner, by_team};
use crate::analysis::slippage::{Reference, Slip};
use crate::model::Move;
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
    /// What is late: each cause, followed by the milestones that carry its slip.
    slips: Vec<SlipData<'w>>,
    /// Working days by owner, most first.
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
    /// How many of their milestones are late.
    late: usize,
    /// Working days of slip that they cause.
    own_workdays: i32,
    /// Working days of slip that they carry from others.
    carried_workdays: i32,
}

#[derive(Debug, Serialize, JsonSchema)]
struct SlipData<'w> {
    /// The full id of the milestone.
    id: &'w str,
    /// Its owner.
    owner: Option<&'w str>,
    /// The day that it is measured against.
    reference: Day,
    /// The original promise.
    original_due: Option<Day>,
    /// The current promise.
    due: Option<Day>,
    /// Its baseline date.
    baseline: Option<Day>,
    /// Working days by which the promise was moved; negative is earlier.
    promise_moved_workdays: i32,
    /// Each move of the promise, first to last.
    moved: Vec<MoveData<'w>>,
    /// The forecast finish, or the actual one.
    forecast_finish: Day,
    /// Whether that date is a floor: the earliest possible, and it may not hold.
    forecast_is_floor: bool,
    /// Whether it is done.
    done: bool,
    /// Working days late against the reference.
    finish_variance_workdays: i32,
    /// The part that it causes itself.
    own_workdays: i32,
    /// The part that it carries from another milestone.
    carried_workdays: i32,
    /// The full id of the late milestone that it carries them from.
    carried_from: Option<&'w str>,
    /// The full id of the milestone where the slip began; its own for a cause.
    cause: &'w str,
    /// Whether it could have started before the as-of day and has not.
    late_start: bool,
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
        self.slips.iter()
    }
}

/// Returns the slips: causes first, each followed by what carries it; then whose they are.
pub fn slippage<'w>(
    assessment: &'w Assessment<'w>,
    against: Reference<'w>,
    without_reference: usize,
    slips: &[Slip<'_>],
) -> SlippageData<'w> {
    let owners = by_owner(assessment, slips).into_iter();
    let teams = by_team(assessment, slips).into_iter();
    SlippageData {
        against: against.word(),
        baseline_plan: against.plan().map(baseline_plan),
        without_reference,
        slips: slips.iter().map(|slip| slip_data(assessment, slip)).collect(),
        by_owner: owners.map(|share| OwnerShare { owner: share.name, sums: sums(&share) }).collect(),
        by_team: teams.map(|share| TeamShare { team: share.name, sums: sums(&share) }).collect(),
    }
}

fn baseline_plan(plan: &Baseline) -> BaselinePlan<'_> {
    let Baseline { revision, commit, as_of, errors, .. } = plan;
    BaselinePlan { revision, commit, as_of: *as_of, errors: *errors }
}

fn sums(share: &Share<'_>) -> Sums {
    Sums { late: share.late, own_workdays: share.own, carried_workdays: share.carried }
}

fn slip_data<'w>(assessment: &'w Assessment<'w>, slip: &Slip<'_>) -> SlipData<'w> {
    let workspace = assessment.workspace;
    let milestone = workspace.milestone(slip.milestone);
    SlipData {
        id: &milestone.full_id,
        owner: workspace.owner_id(milestone.owner),
        reference: slip.reference,
        original_due: slip.original,
        due: slip.due,
        baseline: milestone.baseline,
        promise_moved_workdays: slip.moved,
        moved: slip.promise(assessment).moved.iter().map(move_data).collect(),
        forecast_finish: slip.finish,
        forecast_is_floor: slip.is_floor,
        done: !milestone.is_unfinished(),
        finish_variance_workdays: slip.variance,
        own_workdays: slip.own,
        carried_workdays: slip.carried,
        carried_from: slip.from.map(|from| workspace.milestone(from).full_id.as_str()),
        cause: &workspace.milestone(slip.cause).full_id,
        late_start: slip.late_start,
    }
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
