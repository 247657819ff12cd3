//! `tpm risks` as JSON.

use super::words::Word;
use super::{Tabular, tenth};
use crate::analysis::Assessment;
use crate::analysis::matrix::PROBABILITY_BANDS;
use crate::analysis::risk::{Assessed, RiskState, Target, total};
use crate::syntax::Response;
use crate::time::Day;
use schemars::JsonSchema;
use serde::Serialize;

/// `data` of `tpm risks`.
#[derive(Debug, Serialize, JsonSchema)]
pub struct RisksData<'w> {
    /// The currency of every cost; null if the workspace names none.
    currency: Option<&'w str>,
    /// The sum of the risks' exposures in working days, to a tenth.
    exposure_workdays: f64,
    /// The sum of the risks' exposures in `currency`, to a tenth.
    exposure_cost: f64,
    /// Where the first four of the five bands of probability end, in percent.
    probability_bands_percent: [u32; 4],
    /// Where the first four of the five bands of impact end, in working days.
    impact_bands_workdays: [u32; 4],
    /// The risks: occurred first, then by what they threaten.
    risks: Vec<RiskData<'w>>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct RiskData<'w> {
    /// Its full id.
    id: &'w str,
    /// What could happen.
    title: &'w str,
    /// Its owner.
    owner: Option<&'w str>,
    /// Its state.
    state: Word<RiskState>,
    /// Its current probability.
    probability_percent: Option<u32>,
    /// Its band of probability, 1 to 5.
    probability_band: Option<u32>,
    /// Its band of impact, 1 to 5.
    impact_band: Option<u32>,
    /// The product of the two bands.
    score: Option<u32>,
    /// Probability by impact in working days, the largest of its targets, to a tenth.
    exposure_workdays: Option<f64>,
    /// Probability by what the impact exceeds the room by, in working days, the largest of its
    /// targets, to a tenth.
    float_aware_exposure_workdays: Option<f64>,
    /// What it would cost, in `currency`.
    cost: Option<u64>,
    /// Probability by cost, in `currency`, to a tenth.
    exposure_cost: Option<f64>,
    /// Whether its impact exceeds the room of a milestone that it affects.
    threatens: bool,
    /// The milestones that it affects.
    targets: Vec<TargetData<'w>>,
    /// The chosen response.
    response: Option<Word<Response>>,
    /// The mitigation.
    mitigation: Option<&'w str>,
    /// When the mitigation is due.
    mitigation_due: Option<Day>,
    /// What shows that it is about to happen.
    trigger: Option<&'w str>,
    /// When it was raised.
    raised: Option<Day>,
    /// When it was last reviewed.
    reviewed: Option<Day>,
    /// When it is to be reviewed next.
    next_review: Option<Day>,
    /// When it was mitigated.
    mitigated: Option<Day>,
    /// When it occurred.
    occurred: Option<Day>,
    /// When it was closed.
    closed: Option<Day>,
    /// Why it is neglected, in words; empty if it is not.
    neglected_because: Vec<String>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct TargetData<'w> {
    /// The full id of the milestone.
    id: &'w str,
    /// Working days lost if it happens, most likely.
    impact_workdays: Option<u32>,
    /// Working days lost at best.
    impact_optimistic_workdays: Option<u32>,
    /// Working days lost at worst.
    impact_pessimistic_workdays: Option<u32>,
    /// Working days that the milestone can lose before a promise is missed.
    room_workdays: Option<i32>,
    /// Probability by impact in working days, to a tenth.
    exposure_workdays: Option<f64>,
    /// Probability by what the impact exceeds the room by, in working days, to a tenth.
    float_aware_exposure_workdays: Option<f64>,
    /// The id of the milestone or program whose promise would be missed first.
    promise: Option<&'w str>,
    /// Working days by which the worst impact makes that promise late, or later.
    late_by_workdays: Option<i64>,
    /// Other promises that the worst impact breaks.
    also_breaks: Vec<BrokenData<'w>>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct BrokenData<'w> {
    /// The id of the milestone or program whose promise it is.
    promise: &'w str,
    /// Working days by which it would be missed.
    by_workdays: i32,
}

impl Tabular for RisksData<'_> {
    const KIND: &'static str = "risks";

    fn rows(&self) -> impl Iterator<Item = impl Serialize + JsonSchema> {
        self.risks.iter()
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
        state: Word(assessed.state),
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
        response: risk.response.map(Word),
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

pub(super) fn target_data<'w>(assessment: &'w Assessment<'w>, target: &Target) -> TargetData<'w> {
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
        late_by_workdays: commitment.and_then(|_| target.excess()),
        promise: commitment.map(|commitment| assessment.promised_id(commitment.promised)),
    }
}
