//! `tpm handoffs` as JSON.

use super::Tabular;
use super::hop::{LagData, lag};
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

#[derive(Debug, Serialize, JsonSchema)]
struct HandoffData<'w> {
    /// Who hands over.
    giver: EndData<'w>,
    /// Who waits.
    receiver: EndData<'w>,
    /// The type of the link.
    #[serde(rename = "type")]
    kind: &'static str,
    /// The lag as written in the plan; empty without one.
    lag: String,
    #[serde(flatten)]
    lag_days: LagData,
    /// The cancelled milestones between the two.
    via: Vec<&'w str>,
    /// Whether the link decides the receiver's date.
    drives: bool,
    /// The forecast day of the handoff.
    forecast: Option<Day>,
    /// Whether that date is a floor: the earliest possible, and it may not hold.
    forecast_is_floor: bool,
    /// The promised day.
    promised: Option<Day>,
    /// The last day that is in time for what depends on it.
    needed_by: Option<Day>,
    /// The promise that it is needed for; null if no promise depends on it.
    needed_for: Option<&'w str>,
    /// The last day that does not move the receiver.
    receiver_moves_after: Option<Day>,
    /// Working days from the forecast to `needed_by`; negative is too late.
    gap_workdays: Option<i32>,
    /// Working days from the promise to `needed_by`; negative is too late.
    promised_gap_workdays: Option<i32>,
    /// Whether the forecast is too late; with a gap of 0, by days off only.
    too_late: bool,
    /// Whether the promise is too late.
    promised_too_late: bool,
    /// The day of its last update.
    last_word: Option<Day>,
    /// Civil days since the last update, if it is quiet.
    quiet_days: Option<i32>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct EndData<'w> {
    /// The full id of the milestone.
    id: &'w str,
    /// Its owner.
    owner: Option<&'w str>,
    /// The team; the owner if there is no team.
    team: Option<&'w str>,
}

impl Tabular for HandoffsData<'_> {
    const KIND: &'static str = "handoffs";

    fn rows(&self) -> impl Iterator<Item = impl Serialize + JsonSchema> {
        self.handoffs.iter()
    }
}

/// Returns the handoffs, tightest first.
pub fn handoffs<'w>(assessment: &'w Assessment<'w>, handoffs: &Handoffs) -> HandoffsData<'w> {
    HandoffsData {
        without_owner: handoffs.without_owner.len(),
        handoffs: handoffs.list.iter().map(|handoff| handoff_data(assessment, handoff)).collect(),
    }
}

fn handoff_data<'w>(assessment: &'w Assessment<'w>, handoff: &HandoffRow) -> HandoffData<'w> {
    let link = assessment.network.link(handoff.link);
    let id = |id: MilestoneId| assessment.workspace.milestone(id).full_id.as_str();
    HandoffData {
        giver: end_data(assessment, handoff.giver),
        receiver: end_data(assessment, handoff.receiver),
        kind: link.kind.word(),
        lag: link.lag_text(),
        lag_days: lag(link),
        via: handoff.via.iter().map(|cancelled| id(*cancelled)).collect(),
        drives: handoff.drives,
        forecast: handoff.forecast,
        forecast_is_floor: handoff.is_floor,
        promised: handoff.promised,
        needed_by: handoff.needed_by,
        needed_for: handoff.needed_for.map(|promised| assessment.promised_id(promised)),
        receiver_moves_after: handoff.moves_after,
        gap_workdays: handoff.gap,
        promised_gap_workdays: handoff.promised_gap,
        too_late: handoff.is_too_late(),
        promised_too_late: handoff.is_promised_too_late(),
        last_word: quiet::last_word(assessment.workspace, handoff.giver),
        quiet_days: quiet::days(&assessment.schedule, handoff.giver),
    }
}

fn end_data<'w>(assessment: &'w Assessment<'w>, id: MilestoneId) -> EndData<'w> {
    let milestone = assessment.workspace.milestone(id);
    EndData {
        id: &milestone.full_id,
        owner: assessment.workspace.owner_id(milestone.owner),
        team: milestone.owner.map(|owner| assessment.workspace.team(owner)),
    }
}
