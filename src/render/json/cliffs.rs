//! `tpm cliffs` as JSON.

use super::Tabular;
use super::hop::DaysOffData;
use super::record::record;
use crate::analysis::Assessment;
use crate::analysis::cliff::Edge;
use crate::analysis::cliffs::{CliffTo, Cliffs};
use crate::time::Day;
use schemars::JsonSchema;
use serde::Serialize;

/// `data` of `tpm cliffs`.
#[derive(Debug, Serialize, JsonSchema)]
pub struct CliffsData<'w> {
    /// The cliffs, the smallest slip first; of equal ones the one that moves its target most.
    cliffs: Vec<CliffToData<'w>>,
    /// The float from which on no milestone was tried, because the plan is too large; null if all
    /// were.
    cut_at_float_workdays: Option<i32>,
    /// How many finishes and firm promises were not tried for the same reason.
    targets_left_out: usize,
}

record! {
    pub(super) struct CliffToData<'w> of (assessment: &'w Assessment<'w>, found: &CliffTo) where {
        let workspace = assessment.workspace;
        let milestone = workspace.milestone(found.milestone);
        let target = workspace.milestone(found.target);
    } from {
        /// The full id of the milestone that slips.
        milestone: &'w str = &milestone.full_id,
        /// Its owner.
        owner: Option<&'w str> = workspace.owner_id(milestone.owner),
        /// Whether it works in slots only: `float_workdays` and `slip_workdays` count those.
        counts_slots: bool = workspace.full(found.milestone).is_of_slots(),
        /// Its float to the target.
        float_workdays: i32 = found.float,
        /// The working days by which it slips: its float, and the fewest beyond it that do this.
        slip_workdays: u32 = found.cliff.slip,
        /// The full id of the finish or firm promise.
        target: &'w str = &target.full_id,
        /// Whether that is a firm promise.
        firm: bool = target.firm,
        /// The forecast finish of the target.
        before: Day = found.cliff.before,
        /// Its finish with that slip; null if it has no date then.
        after: Option<Day> = found.cliff.after,
        /// By how many civil days that is later; null if it has no date then.
        moves_days: Option<i32> = found.cliff.days(),
        /// Where the days are lost; null if they are lost little by little.
        because: Option<EdgeData<'w>> =
            found.cliff.edge.as_ref().map(|edge| EdgeData::of(assessment, edge)),
    }
}

record! {
    struct EdgeData<'w> of (assessment: &'w Assessment<'w>, edge: &Edge) where {} from {
        /// The full id of the milestone that misses a slot or runs into days off.
        at: &'w str = &assessment.workspace.milestone(edge.milestone).full_id,
        /// The slot that it misses; null unless its calendar is one of slots.
        missed_slot: Option<Day> = edge.slot,
        /// The longest days off that it waits for or runs into; null if there are none.
        days_off: Option<DaysOffData<'w>> = edge.off.as_ref().map(|off| DaysOffData::of(assessment, off)),
    }
}

impl Tabular for CliffsData<'_> {
    const KIND: &'static str = "cliffs";

    fn rows(&self) -> impl Iterator<Item = impl Serialize + JsonSchema> {
        self.cliffs.iter()
    }
}

/// Returns the cliffs, in their order.
pub fn cliffs<'w>(assessment: &'w Assessment<'w>, cliffs: &Cliffs) -> CliffsData<'w> {
    CliffsData {
        cliffs: cliffs.list.iter().map(|found| CliffToData::of(assessment, found)).collect(),
        cut_at_float_workdays: cliffs.cut_at,
        targets_left_out: cliffs.targets_left_out,
    }
}
