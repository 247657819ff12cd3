//! `tpm slippage` as JSON.

use super::Tabular;
use crate::analysis::Assessment;
use crate::analysis::slippage::Slip;
use crate::model::Move;
use crate::time::Day;
use serde::Serialize;
use serde_json::Value;

/// `data` of `tpm slippage`.
#[derive(Debug, Serialize)]
pub struct SlippageData<'w> {
    against: &'static str,
    slips: Vec<SlipData<'w>>,
}

#[derive(Debug, Serialize)]
struct SlipData<'w> {
    id: &'w str,
    owner: Option<&'w str>,
    original_due: Day,
    due: Option<Day>,
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
