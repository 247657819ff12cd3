//! `tpm risks` as JSON.

use super::{Tabular, tenth};
use crate::analysis::Assessment;
use crate::analysis::matrix::PROBABILITY_BANDS;
use crate::analysis::risk::{Assessed, Target, total};
use crate::time::Day;
use serde::Serialize;
use serde_json::Value;

/// `data` of `tpm risks`.
#[derive(Debug, Serialize)]
pub struct RisksData<'w> {
    currency: Option<&'w str>,
    exposure_workdays: f64,
    exposure_cost: f64,
    probability_bands_percent: [u32; 4],
    impact_bands_workdays: [u32; 4],
    risks: Vec<RiskData<'w>>,
}

#[derive(Debug, Serialize)]
struct RiskData<'w> {
    id: &'w str,
    title: &'w str,
    owner: Option<&'w str>,
    state: &'static str,
    probability_percent: Option<u32>,
    probability_band: Option<u32>,
    impact_band: Option<u32>,
    score: Option<u32>,
    exposure_workdays: Option<f64>,
    float_aware_exposure_workdays: Option<f64>,
    cost: Option<u64>,
    exposure_cost: Option<f64>,
    threatens: bool,
    targets: Vec<TargetData<'w>>,
    response: Option<&'static str>,
    mitigation: Option<&'w str>,
    mitigation_due: Option<Day>,
    trigger: Option<&'w str>,
    raised: Option<Day>,
    reviewed: Option<Day>,
    next_review: Option<Day>,
    mitigated: Option<Day>,
    occurred: Option<Day>,
    closed: Option<Day>,
    neglected_because: Vec<String>,
}

#[derive(Debug, Serialize)]
struct TargetData<'w> {
    id: &'w str,
    impact_workdays: Option<u32>,
    impact_optimistic_workdays: Option<u32>,
    impact_pessimistic_workdays: Option<u32>,
    room_workdays: Option<i32>,
    exposure_workdays: Option<f64>,
    float_aware_exposure_workdays: Option<f64>,
    promise: Option<&'w str>,
    also_breaks: Vec<BrokenData<'w>>,
}

#[derive(Debug, Serialize)]
struct BrokenData<'w> {
    promise: &'w str,
    by_workdays: i32,
}

impl Tabular for RisksData<'_> {
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "title",
        "owner",
        "state",
        "probability_percent",
        "probability_band",
        "impact_band",
        "score",
        "exposure_workdays",
        "float_aware_exposure_workdays",
        "cost",
        "exposure_cost",
        "threatens",
        "targets.id",
        "targets.impact_workdays",
        "targets.impact_optimistic_workdays",
        "targets.impact_pessimistic_workdays",
        "targets.room_workdays",
        "targets.exposure_workdays",
        "targets.float_aware_exposure_workdays",
        "targets.promise",
        "targets.also_breaks.promise",
        "targets.also_breaks.by_workdays",
        "response",
        "mitigation",
        "mitigation_due",
        "trigger",
        "raised",
        "reviewed",
        "next_review",
        "mitigated",
        "occurred",
        "closed",
        "neglected_because",
    ];

    fn rows(&self) -> impl Iterator<Item = serde_json::Result<Value>> {
        self.risks.iter().map(serde_json::to_value)
    }
}

/// Returns the risks: occurred first, then by what they threaten.
pub fn risks<'w>(assessment: &'w Assessment<'w>, risks: &[Assessed]) -> RisksData<'w> {
    RisksData {
        currency: assessment.workspace.settings.currency.as_deref(),
        exposure_workdays: tenth(total(risks.iter().filter_map(|risk| risk.exposure))),
        exposure_cost: tenth(total(risks.iter().filter_map(|risk| risk.cost_exposure))),
        probability_bands_percent: PROBABILITY_BANDS,
        impact_bands_workdays: assessment.workspace.settings.impact_bands,
        risks: risks.iter().map(|risk| risk_data(assessment, risk)).collect(),
    }
}

fn risk_data<'w>(assessment: &'w Assessment<'w>, assessed: &Assessed) -> RiskData<'w> {
    let risk = assessed.risk(assessment);
    RiskData {
        id: &risk.full_id,
        title: &risk.title,
        owner: assessment.workspace.owner_id(risk.owner),
        state: assessed.state.word(),
        probability_percent: assessed.probability,
        probability_band: assessed.bands.probability,
        impact_band: assessed.bands.impact,
        score: assessed.bands.score(),
        exposure_workdays: assessed.exposure.map(tenth),
        float_aware_exposure_workdays: assessed.float_aware.map(tenth),
        cost: risk.cost,
        exposure_cost: assessed.cost_exposure.map(tenth),
        threatens: assessed.threatens(),
        targets: assessed.targets.iter().map(|target| target_data(assessment, target)).collect(),
        response: risk.response.map(|response| response.word()),
        mitigation: risk.mitigation.as_deref(),
        mitigation_due: risk.due,
        trigger: risk.trigger.as_deref(),
        raised: risk.raised,
        reviewed: risk.reviewed,
        next_review: risk.next_review,
        mitigated: risk.mitigated,
        occurred: risk.occurred,
        closed: risk.closed,
        neglected_because: assessed.neglected.iter().map(|reason| reason.words(assessment.as_of())).collect(),
    }
}

fn target_data<'w>(assessment: &'w Assessment<'w>, target: &Target) -> TargetData<'w> {
    let commitment = assessment.commitment(target.milestone);
    TargetData {
        id: &assessment.workspace.milestone(target.milestone).full_id,
        impact_workdays: target.impact.map(|impact| impact.likely),
        impact_optimistic_workdays: target.impact.map(|impact| impact.optimistic),
        impact_pessimistic_workdays: target.impact.map(|impact| impact.pessimistic),
        also_breaks: target
            .breaks
            .iter()
            .map(|(promised, days)| BrokenData {
                promise: assessment.promised_id(*promised),
                by_workdays: *days,
            })
            .collect(),
        room_workdays: target.room,
        exposure_workdays: target.exposure.map(tenth),
        float_aware_exposure_workdays: target.float_aware.map(tenth),
        promise: commitment.map(|commitment| assessment.promised_id(commitment.promised)),
    }
}
