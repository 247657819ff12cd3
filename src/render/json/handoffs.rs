//! `tpm handoffs` as JSON.

use super::Tabular;
use crate::analysis::handoff::{Handoff, Handoffs};
use crate::analysis::{Assessment, quiet};
use crate::model::MilestoneId;
use crate::time::Day;
use serde::Serialize;
use serde_json::Value;

/// `data` of `tpm handoffs`.
#[derive(Debug, Serialize)]
pub struct HandoffsData<'w> {
    without_owner: usize,
    handoffs: Vec<HandoffData<'w>>,
}

#[derive(Debug, Serialize)]
struct HandoffData<'w> {
    giver: EndData<'w>,
    receiver: EndData<'w>,
    #[serde(rename = "type")]
    kind: &'static str,
    lag: String,
    via: Vec<&'w str>,
    drives: bool,
    forecast: Option<Day>,
    forecast_is_floor: bool,
    promised: Option<Day>,
    needed_by: Option<Day>,
    needed_for: Option<&'w str>,
    receiver_moves_after: Option<Day>,
    gap_workdays: Option<i32>,
    promised_gap_workdays: Option<i32>,
    last_word: Option<Day>,
    quiet_days: Option<i32>,
}

#[derive(Debug, Serialize)]
struct EndData<'w> {
    id: &'w str,
    owner: Option<&'w str>,
    team: Option<&'w str>,
}

impl Tabular for HandoffsData<'_> {
    const COLUMNS: &'static [&'static str] = &[
        "giver.id",
        "giver.owner",
        "giver.team",
        "receiver.id",
        "receiver.owner",
        "receiver.team",
        "type",
        "lag",
        "via",
        "drives",
        "forecast",
        "forecast_is_floor",
        "promised",
        "needed_by",
        "needed_for",
        "receiver_moves_after",
        "gap_workdays",
        "promised_gap_workdays",
        "last_word",
        "quiet_days",
    ];

    fn rows(&self) -> impl Iterator<Item = serde_json::Result<Value>> {
        self.handoffs.iter().map(serde_json::to_value)
    }
}

/// Returns the handoffs, tightest first.
pub fn handoffs<'w>(assessment: &'w Assessment<'w>, handoffs: &Handoffs) -> HandoffsData<'w> {
    HandoffsData {
        without_owner: handoffs.without_owner.len(),
        handoffs: handoffs.list.iter().map(|handoff| handoff_data(assessment, handoff)).collect(),
    }
}

fn handoff_data<'w>(assessment: &'w Assessment<'w>, handoff: &Handoff) -> HandoffData<'w> {
    let link = assessment.network.link(handoff.link);
    let id = |id: MilestoneId| assessment.workspace.milestone(id).full_id.as_str();
    HandoffData {
        giver: end_data(assessment, handoff.giver),
        receiver: end_data(assessment, handoff.receiver),
        kind: link.kind.word(),
        lag: link.lag_text(),
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
        last_word: quiet::last_word(assessment, handoff.giver),
        quiet_days: quiet::days(assessment, handoff.giver),
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
