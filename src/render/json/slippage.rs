//! `tpm slippage` as JSON.

use super::Tabular;
use crate::analysis::Assessment;
use crate::analysis::shares::{Share, by_owner, by_team};
use crate::analysis::slippage::{Reference, Slip};
use crate::model::Move;
use crate::time::Day;
use serde::Serialize;
use serde_json::Value;

/// `data` of `tpm slippage`.
#[derive(Debug, Serialize)]
pub struct SlippageData<'w> {
    against: &'static str,
    without_reference: usize,
    slips: Vec<SlipData<'w>>,
    by_owner: Vec<OwnerShare<'w>>,
    by_team: Vec<TeamShare<'w>>,
}

#[derive(Debug, Serialize)]
struct OwnerShare<'w> {
    owner: Option<&'w str>,
    #[serde(flatten)]
    sums: Sums,
}

#[derive(Debug, Serialize)]
struct TeamShare<'w> {
    team: Option<&'w str>,
    #[serde(flatten)]
    sums: Sums,
}

#[derive(Debug, Serialize)]
struct Sums {
    late: usize,
    own_workdays: i32,
    carried_workdays: i32,
}

#[derive(Debug, Serialize)]
struct SlipData<'w> {
    id: &'w str,
    owner: Option<&'w str>,
    reference: Day,
    original_due: Option<Day>,
    due: Option<Day>,
    baseline: Option<Day>,
    promise_moved_workdays: i32,
    moved: Vec<MoveData<'w>>,
    forecast_finish: Day,
    forecast_is_floor: bool,
    done: bool,
    finish_variance_workdays: i32,
    own_workdays: i32,
    carried_workdays: i32,
    carried_from: Option<&'w str>,
    cause: &'w str,
    late_start: bool,
}

#[derive(Debug, Serialize)]
struct MoveData<'w> {
    from: Day,
    on: Option<Day>,
    cause: Option<&'w str>,
    why: Option<&'w str>,
    agreed: Option<&'w str>,
}

impl Tabular for SlippageData<'_> {
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "owner",
        "reference",
        "original_due",
        "due",
        "baseline",
        "promise_moved_workdays",
        "moved.from",
        "moved.on",
        "moved.cause",
        "moved.why",
        "moved.agreed",
        "forecast_finish",
        "forecast_is_floor",
        "done",
        "finish_variance_workdays",
        "own_workdays",
        "carried_workdays",
        "carried_from",
        "cause",
        "late_start",
    ];

    fn rows(&self) -> impl Iterator<Item = serde_json::Result<Value>> {
        self.slips.iter().map(serde_json::to_value)
    }
}

/// Returns the slips: causes first, each followed by what carries it; then whose they are.
pub fn slippage<'w>(
    assessment: &'w Assessment<'w>,
    against: Reference,
    without_reference: usize,
    slips: &[Slip],
) -> SlippageData<'w> {
    let owners = by_owner(assessment, slips).into_iter();
    let teams = by_team(assessment, slips).into_iter();
    SlippageData {
        against: against.word(),
        without_reference,
        slips: slips.iter().map(|slip| slip_data(assessment, slip)).collect(),
        by_owner: owners.map(|share| OwnerShare { owner: share.name, sums: sums(&share) }).collect(),
        by_team: teams.map(|share| TeamShare { team: share.name, sums: sums(&share) }).collect(),
    }
}

fn sums(share: &Share<'_>) -> Sums {
    Sums { late: share.late, own_workdays: share.own, carried_workdays: share.carried }
}

fn slip_data<'w>(assessment: &'w Assessment<'w>, slip: &Slip) -> SlipData<'w> {
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
