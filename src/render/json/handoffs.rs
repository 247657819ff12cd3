//! `tpm handoffs` as JSON.

use super::Tabular;
use super::hop::{LagData, lag};
use super::record::record;
use crate::analysis::handoff::{HandoffRow, Handoffs};
use crate::analysis::{Assessment, quiet};
use crate::model::MilestoneId;
use crate::time::Day;
use schemars::JsonSchema;
use serde::Serialize;

/// `data` of `tpm handoffs`.
#[derive(Debug, Serialize, JsonSchema)]
pub struct HandoffsData<'w> {
    /// How many links have an owner at only one end.
    without_owner: usize,
    /// The handoffs, tightest first.
    handoffs: Vec<HandoffData<'w>>,
}

record! {
    pub(super) struct HandoffData<'w> of (assessment: &'w Assessment<'w>, handoff: &HandoffRow) where {
        let link = assessment.network.link(handoff.link);
        let id = |id: MilestoneId| assessment.workspace.milestone(id).full_id.as_str();
    } from {
        /// Who hands over.
        giver: EndData<'w> = EndData::of(assessment, handoff.giver),
        /// Who waits.
        receiver: EndData<'w> = EndData::of(assessment, handoff.receiver),
        /// The type of the link.
        #[serde(rename = "type")]
        kind: &'static str = link.kind.word(),
        /// The lag as written in the plan; empty without one.
        lag: String = link.lag_text(),
        #[serde(flatten)]
        lag_days: LagData = lag(link),
        /// The cancelled milestones between the two.
        via: Vec<&'w str> = handoff.via.iter().map(|cancelled| id(*cancelled)).collect(),
        /// Whether the link decides the receiver's date.
        drives: bool = handoff.drives,
        /// The forecast day of the handoff.
        forecast: Option<Day> = handoff.forecast,
        /// Whether that date is a floor: the earliest possible, and it may not hold.
        forecast_is_floor: bool = handoff.is_floor,
        /// Whether that date rests on a floor: one that another milestone hands on to it.
        forecast_rests_on_floor: bool = handoff.rests_on_floor,
        /// The promised day.
        promised: Option<Day> = handoff.promised,
        /// The last day that is in time for what depends on it: a day by whose end it is enough to
        /// finish, or on which to start.
        needed_by: Option<Day> = handoff.needed_by,
        /// The promise that it is needed for; null if no promise depends on it.
        needed_for: Option<&'w str> = handoff.needed_for.map(|promised| assessment.promised_id(promised)),
        /// Working days by which that promise is forecast to be missed; negative is early, null
        /// without a date.
        needed_for_variance_workdays: Option<i32> = handoff.variance.map(|variance| variance.workdays),
        /// The last day that keeps that promise on the receiver's own way: later than `needed_by`
        /// where another one that waits for the same needs it sooner.
        receiver_needs_by: Option<Day> = handoff.receiver_needs_by,
        /// The last day that does not move the receiver.
        receiver_moves_after: Option<Day> = handoff.moves_after,
        /// Working days from the forecast to `needed_by`; negative is too late.
        gap_workdays: Option<i32> = handoff.gap,
        /// Working days from the promise to `needed_by`; negative is too late.
        promised_gap_workdays: Option<i32> = handoff.promised_gap,
        /// Whether the forecast is too late; with a gap of 0, by days off only.
        too_late: bool = handoff.is_too_late(),
        /// Whether the promise is too late.
        promised_too_late: bool = handoff.is_promised_too_late(),
        /// The day of its last update.
        last_word: Option<Day> = quiet::last_word(assessment.workspace, handoff.giver),
        /// Civil days since the last update, if it is quiet.
        quiet_days: Option<i32> = quiet::days(&assessment.schedule, handoff.giver),
    }
}

record! {
    struct EndData<'w> of (assessment: &'w Assessment<'w>, id: MilestoneId) where {
        let milestone = assessment.workspace.milestone(id);
        let last = assessment.schedule.last_days(id);
    } from {
        /// The full id of the milestone.
        id: &'w str = &milestone.full_id,
        /// Its owner.
        owner: Option<&'w str> = assessment.workspace.owner_id(milestone.owner),
        /// The team; the owner if there is no team.
        team: Option<&'w str> = milestone.owner.map(|owner| assessment.workspace.team(owner)),
        /// The last day on which it may start for the nearest promise; null once started.
        start_by: Option<Day> = last.start_by,
        /// The last day by whose end it has to finish for that promise.
        finish_by: Option<Day> = last.finish_by,
    }
}

impl Tabular for HandoffsData<'_> {
    const KIND: &'static str = "handoffs";

    fn rows(&self) -> impl Iterator<Item = impl Serialize + JsonSchema> {
        self.handoffs.iter()
    }
}

/// Returns the handoffs, tightest first.
pub fn handoffs<'w>(
    assessment: &'w Assessment<'w>,
    handoffs: &Handoffs,
    within: Option<i32>,
) -> HandoffsData<'w> {
    let listed = handoffs.list.iter().filter(|handoff| within.is_none_or(|days| handoff.is_within(days)));
    HandoffsData {
        without_owner: handoffs.without_owner.len(),
        handoffs: listed.map(|handoff| HandoffData::of(assessment, handoff)).collect(),
    }
}
