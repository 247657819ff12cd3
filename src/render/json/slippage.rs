//! `tpm slippage` as JSON.

use super::Tabular;
use crate::analysis::Assessment;
use crate::analysis::slippage::Slip;
use crate::model::Move;
use crate::time::Day;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

/// `data` of `tpm slippage`.
#[derive(Debug, Serialize, JsonSchema)]
pub struct SlippageData<'w> {
    /// What is compared with: `original-promise`.
    against: &'static str,
    /// What is late: causes first, each followed by what carries it.
    slips: Vec<SlipData<'w>>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct SlipData<'w> {
    /// The full id of the milestone.
    id: &'w str,
    /// Who answers for it.
    owner: Option<&'w str>,
    /// The promise as it was first made.
    original_due: Day,
    /// The promise as it stands.
    due: Option<Day>,
    /// Working days by which the promise was moved; negative is earlier.
    promise_moved_workdays: i32,
    /// Each time it was moved, first one first.
    moved: Vec<MoveData<'w>>,
    /// When it is forecast to finish, or finished.
    forecast_finish: Day,
    /// Whether that is the earliest it can be and may not hold.
    forecast_is_floor: bool,
    /// Whether it is done.
    done: bool,
    /// Working days behind the original promise.
    finish_variance_workdays: i32,
    /// Those of them that are its own.
    own_workdays: i32,
    /// Those of them that it carries for another.
    carried_workdays: i32,
    /// The full id of the late milestone behind it that it carries them for.
    carried_from: Option<&'w str>,
    /// The full id of the milestone that they begin with; its own for a cause.
    cause: &'w str,
    /// Whether it should have started by now and did not.
    late_start: bool,
}

#[derive(Debug, Serialize, JsonSchema)]
struct MoveData<'w> {
    /// The promise before.
    from: Day,
    /// When it was moved.
    on: Option<Day>,
    /// What made it move, as typed.
    cause: Option<&'w str>,
    /// Why, as typed.
    why: Option<&'w str>,
    /// Who agreed, as typed.
    agreed: Option<&'w str>,
}

impl Tabular for SlippageData<'_> {
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "owner",
        "original_due",
        "due",
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

/// Returns the slips: causes first, each followed by what carries it.
pub fn slippage<'w>(assessment: &'w Assessment<'w>, slips: &[Slip]) -> SlippageData<'w> {
    SlippageData {
        against: "original-promise",
        slips: slips.iter().map(|slip| slip_data(assessment, slip)).collect(),
    }
}

fn slip_data<'w>(assessment: &'w Assessment<'w>, slip: &Slip) -> SlipData<'w> {
    let workspace = assessment.workspace;
    let milestone = workspace.milestone(slip.milestone);
    SlipData {
        id: &milestone.full_id,
        owner: workspace.owner_id(milestone.owner),
        original_due: slip.original,
        due: slip.due,
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
