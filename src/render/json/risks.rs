//! `tpm risks` as JSON.

use super::words::Word;
use super::{Tabular, tenth};
use crate::analysis::Assessment;
use crate::analysis::matrix::PROBABILITY_BANDS;
use crate::analysis::risk::RiskState;
use crate::analysis::threat::{Cost, Threat, exposure_cost};
use crate::model::{Estimate, MilestoneId};
use crate::syntax::Response;
use crate::time::Day;
use schemars::JsonSchema;
use serde::Serialize;

/// `data` of `tpm risks`.
#[derive(Debug, Serialize, JsonSchema)]
pub struct RisksData<'w> {
    /// The currency of every cost; null if the workspace names none.
    currency: Option<&'w str>,
    /// The sum of the risks' exposures in `currency`, to a tenth.
    exposure_cost: f64,
    /// Where the first four of the five bands of probability end, in percent.
    probability_bands_percent: [u32; 4],
    /// Where the first four of the five bands of impact end, in working days.
    impact_bands_workdays: [u32; 4],
    /// The risks: those that occurred, those that cost a promise something, neglected ones, others,
    /// closed ones; within each by their first costs.
    risks: Vec<RiskData<'w>>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct RiskData<'w> {
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
    /// Its current impact on each milestone.
    impact: Option<ImpactData>,
    /// Its band of probability, 1 to 5.
    probability_band: Option<u32>,
    /// Its band of impact, 1 to 5.
    impact_band: Option<u32>,
    /// The product of the two bands.
    score: Option<u32>,
    /// What it would cost, in `currency`.
    cost: Option<u64>,
    /// Probability by cost, in `currency`, to a tenth.
    exposure_cost: Option<f64>,
    /// The unfinished milestones that it affects, the first to finish first.
    affects: Vec<&'w str>,
    /// The promises that it would make later, in any program: firm ones first, then by expected
    /// cost. Of a risk that occurred, with its likely impact, if the plan does not hold it yet.
    costs: Vec<CostData<'w>>,
    /// Whether the costs are known: it has an impact, and what it affects has dates.
    costs_known: bool,
    /// Whether it occurred and no milestone that it affects was updated since.
    occurred_not_in_plan: bool,
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
    neglected: Vec<String>,
}

/// In the week of the milestone it affects in which it is the most days.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct ImpactData {
    /// Working days at best.
    optimistic_workdays: u32,
    /// Working days, most likely.
    likely_workdays: u32,
    /// Working days at worst.
    pessimistic_workdays: u32,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct CostData<'w> {
    /// The id of the milestone or program whose promise it is.
    promise: &'w str,
    /// Whether it cannot be moved; that of a program, if its finish is firm.
    firm: bool,
    /// The promised day.
    due: Day,
    /// The forecast at worst; null if there is none up to 2199.
    forecast_finish: Option<Day>,
    /// How late that is, in working days of the program.
    late_workdays: Option<i32>,
    /// How late that is, in civil days.
    late_days: Option<i32>,
    /// What of it the risk costs: later than promised, over what is late anyway.
    up_to_workdays: Option<i32>,
    /// The same in civil days.
    up_to_days: Option<i32>,
    /// Probability by (o + 4l + p) / 6 of the costs at the three points of the impact, to a tenth;
    /// null if the risk occurred, no probability is given, or there is no forecast at worst.
    expected_workdays: Option<f64>,
}

impl Tabular for RisksData<'_> {
    const KIND: &'static str = "risks";

    fn rows(&self) -> impl Iterator<Item = impl Serialize + JsonSchema> {
        self.risks.iter()
    }
}

/// Returns the risks, in the order of the report.
pub fn risks<'w>(assessment: &'w Assessment<'w>, threats: &[Threat]) -> RisksData<'w> {
    RisksData {
        currency: assessment.workspace.settings.currency.as_deref(),
        exposure_cost: tenth(exposure_cost(threats)),
        probability_bands_percent: PROBABILITY_BANDS,
        impact_bands_workdays: assessment.workspace.settings.impact_bands,
        risks: threats.iter().map(|threat| risk_data(assessment, threat)).collect(),
    }
}

pub(super) fn risk_data<'w>(assessment: &'w Assessment<'w>, threat: &Threat) -> RiskData<'w> {
    let assessed = &threat.risk;
    let risk = assessed.risk(assessment);
    let id = |id: &MilestoneId| assessment.workspace.milestone(*id).full_id.as_str();
    RiskData {
        id: &risk.full_id,
        title: &risk.title,
        owner: assessment.workspace.owner_id(risk.owner),
        state: Word(assessed.state),
        probability_percent: assessed.probability,
        impact: assessed.workdays.map(impact_data),
        probability_band: assessed.bands.probability,
        impact_band: assessed.bands.impact,
        score: assessed.bands.score(),
        cost: risk.cost,
        exposure_cost: assessed.cost_exposure.map(tenth),
        affects: assessed.targets.iter().map(id).collect(),
        costs: threat.costs.iter().map(|cost| cost_data(assessment, cost)).collect(),
        costs_known: threat.is_known,
        occurred_not_in_plan: assessed.is_news,
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
        neglected: assessed.neglected.iter().map(|reason| reason.words(assessment.as_of())).collect(),
    }
}

pub(super) fn impact_data(days: Estimate) -> ImpactData {
    ImpactData {
        optimistic_workdays: days.optimistic,
        likely_workdays: days.likely,
        pessimistic_workdays: days.pessimistic,
    }
}

pub(super) fn cost_data<'w>(assessment: &'w Assessment<'w>, cost: &Cost) -> CostData<'w> {
    CostData {
        promise: assessment.promised_id(cost.promise),
        firm: cost.firm,
        due: cost.due,
        forecast_finish: cost.forecast,
        late_workdays: cost.late.map(|late| late.workdays),
        late_days: cost.late.map(|late| late.days),
        up_to_workdays: cost.up_to.map(|late| late.workdays),
        up_to_days: cost.up_to.map(|late| late.days),
        expected_workdays: cost.expected.map(tenth),
    }
}
