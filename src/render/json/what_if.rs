//! `tpm what-if --each` as JSON. What changes would do is a `diff`.

use super::Tabular;
use super::record::record;
use crate::analysis::Assessment;
use crate::analysis::what_if::{Each, SlipTo, Slipped};
use crate::time::Day;
use schemars::JsonSchema;
use serde::Serialize;

/// `data` of `tpm what-if --each`.
#[derive(Debug, Serialize, JsonSchema)]
pub struct WhatIfData<'w> {
    /// By how much each milestone slips, as a plan writes it: `5d` or `2w`.
    slip: String,
    /// Those that make a promise late: the largest cost to a firm promise first, then the most firm
    /// promises, then the largest cost to another.
    milestones: Vec<SlippedData<'w>>,
    /// How many make none late.
    without_cost: usize,
    /// How many were not tried, because the plan is too large.
    milestones_left_out: usize,
}

record! {
    struct SlippedData<'w> of (assessment: &'w Assessment<'w>, rank: usize, slipped: &Slipped) where {
        let milestone = assessment.workspace.milestone(slipped.milestone);
    } from {
        /// Its place, from 1.
        rank: usize = rank,
        /// The full id of the milestone that slips.
        milestone: &'w str = &milestone.full_id,
        /// Its owner.
        owner: Option<&'w str> = assessment.workspace.owner_id(milestone.owner),
        /// The promises that get later than promised: firm ones first, then the largest cost first.
        costs: Vec<SlipToData<'w>> =
            slipped.costs.iter().map(|cost| SlipToData::of(assessment, cost)).collect(),
    }
}

record! {
    struct SlipToData<'w> of (assessment: &'w Assessment<'w>, cost: &SlipTo) where {} from {
        /// The id of the milestone or program.
        promise: &'w str = cost.promise.full_id(assessment.workspace),
        /// Whether the promise is firm.
        firm: bool = cost.firm,
        /// The promised day.
        due: Day = cost.due,
        /// The forecast as the plan stands.
        forecast_before: Day = cost.before,
        /// The forecast with the slip; null if there is none then.
        forecast_after: Option<Day> = cost.after,
        /// Whether the forecast with the slip is only the earliest date left.
        forecast_is_floor: bool = cost.after_on_floor.is_floor,
        /// Whether it rests on such a date of another milestone.
        forecast_rests_on_floor: bool = cost.after_on_floor.rests_on_floor,
        /// Working days later than promised, over what it is late anyway; null if there is no
        /// forecast then.
        later_workdays: Option<i32> = cost.cost.map(|cost| cost.workdays),
    }
}

impl Tabular for WhatIfData<'_> {
    const KIND: &'static str = "what-if";

    fn rows(&self) -> impl Iterator<Item = impl Serialize + JsonSchema> {
        self.milestones.iter()
    }
}

/// Returns what each slip does to promises.
pub fn what_if<'w>(assessment: &'w Assessment<'w>, slip: &str, each: &Each) -> WhatIfData<'w> {
    let slipped = |(at, slipped): (usize, &Slipped)| SlippedData::of(assessment, at + 1, slipped);
    WhatIfData {
        slip: slip.to_owned(),
        milestones: each.list.iter().enumerate().map(slipped).collect(),
        without_cost: each.without_cost,
        milestones_left_out: each.left_out,
    }
}
