//! `tpm odds` as JSON.

use super::Tabular;
use super::backtest::BacktestData;
use super::record::record;
use super::risks::{ImpactData, impact_data};
use crate::analysis::Assessment;
use crate::analysis::backtest::Backtest;
use crate::analysis::odds::{Odds, OddsOf, Promised, RiskCost, Share};
use crate::chance::Merge;
use crate::time::Day;
use schemars::JsonSchema;
use serde::Serialize;

/// `data` of `tpm odds`.
#[derive(Debug, Serialize, JsonSchema)]
pub struct OddsData<'w> {
    /// How often the plan was dated.
    runs: u32,
    /// What the numbers that were drawn depend on.
    seed: u64,
    /// The share of the spread from P10 to P90 of all promises that rests on the default range of
    /// single estimates; null without such estimates or spread.
    rests_on_default_range_percent: Option<u32>,
    /// The full ids of risks that say no probability or no impact, and so never happen here.
    risks_without_numbers: Vec<&'w str>,
    /// How many pairs of a risk and a promise were not tried, because there are too many.
    risks_left_out: usize,
    /// The promises and program finishes: firm ones first, then those that are kept least.
    promises: Vec<PromiseOddsData<'w>>,
    /// The unfinished milestones, in the order of the plan.
    milestones: Vec<MilestoneOddsData<'w>>,
    /// Where paths merge, those first that hide most.
    merges: Vec<MergeData<'w>>,
    /// Whether the odds of past weeks were right; null without `--backtest`.
    backtest: Option<BacktestData<'w>>,
}

record! {
    pub(super) struct PromiseOddsData<'w> of (assessment: &'w Assessment<'w>, odds: &'w Odds, promise: &Promised) where {
        let finish = &promise.finish;
        let quantiles = promise.quantiles;
    } from {
        /// The full id of the milestone, or the id of the program.
        id: &'w str = finish.holder.full_id(assessment.workspace),
        /// Whether the promise cannot be moved.
        firm: bool = promise.firm,
        /// The promised day; null for the finish of a program that promised none.
        due: Option<Day> = finish.due,
        /// The forecast finish of the plan.
        plan: Day = finish.planned,
        /// Whether that and every day here is the earliest possible, as it rests on something of
        /// which nothing says when it ends.
        is_earliest: bool = promise.is_earliest,
        /// The day by which 10 % of the runs finish; null if that is after 2199.
        p10: Option<Day> = quantiles.p10,
        /// The same of 50 %.
        p50: Option<Day> = quantiles.p50,
        /// The same of 80 %.
        p80: Option<Day> = quantiles.p80,
        /// The same of 90 %.
        p90: Option<Day> = quantiles.p90,
        /// The share of runs that keep the promise, from 1 to 99; null without one.
        kept_percent: Option<u32> = promise.kept.map(Share::open_percent),
        /// The share of runs that finish by the day of the plan, from 1 to 99.
        plan_percentile: u32 = promise.as_planned.open_percent(),
        /// The risks that cost it most, five at most; their days do not add up.
        risks: Vec<RiskCostData<'w>> =
            promise.risks.iter().map(|cost| RiskCostData::of(assessment, odds, cost)).collect(),
    }
}

record! {
    struct RiskCostData<'w> of (assessment: &'w Assessment<'w>, odds: &Odds, cost: &RiskCost) where {
        let risk = &odds.risks[cost.risk];
    } from {
        /// The full id of the risk.
        risk: &'w str = &risk.risk(assessment).full_id,
        /// Its current probability; null if it happened and is not in the plan yet.
        probability_percent: Option<u32> = risk.probability.filter(|_| risk.is_live()),
        /// Its current impact on each milestone.
        impact: Option<ImpactData> = risk.workdays.map(impact_data),
        /// By how many civil days P80 is earlier in the same runs without it; null if there is no
        /// such day up to 2199.
        days_at_p80: Option<i32> = cost.days,
        /// Twice the standard error of these days, rounded up.
        error_days: i32 = cost.error,
    }
}

record! {
    struct MilestoneOddsData<'w> of (assessment: &'w Assessment<'w>, odds: &OddsOf) where {
        let quantiles = odds.quantiles;
    } from {
        /// The full id.
        id: &'w str = &assessment.workspace.milestone(odds.milestone).full_id,
        /// The day by which 10 % of the runs finish; null if that is after 2199.
        p10: Option<Day> = quantiles.p10,
        /// The same of 50 %.
        p50: Option<Day> = quantiles.p50,
        /// The same of 80 %.
        p80: Option<Day> = quantiles.p80,
        /// The same of 90 %.
        p90: Option<Day> = quantiles.p90,
        /// The share of runs in which it moves a program's finish if it slips by a working day.
        criticality_percent: u32 = odds.critical.percent(),
    }
}

record! {
    struct MergeData<'w> of (assessment: &'w Assessment<'w>, odds: &Odds, merge: &Merge) where {
        let name = |id| assessment.workspace.milestone(id).full_id.as_str();
        let share = |runs| Share { runs, of: odds.settings.runs }.open_percent();
    } from {
        /// The full id of the milestone that waits for several.
        milestone: &'w str = name(merge.milestone),
        /// What it waits for.
        inputs: Vec<MergeInputData<'w>> = merge
            .inputs
            .iter()
            .map(|(id, runs)| MergeInputData { milestone: name(*id), in_time_percent: share(*runs) })
            .collect(),
        /// The share of runs in which all of them are in time for it to be as planned.
        all_in_time_percent: u32 = share(merge.all),
    }
}

/// What a milestone waits for.
#[derive(Debug, Serialize, JsonSchema)]
struct MergeInputData<'w> {
    /// The full id.
    milestone: &'w str,
    /// The share of runs in which it alone would let the milestone be as planned.
    in_time_percent: u32,
}

impl Tabular for OddsData<'_> {
    const KIND: &'static str = "odds";

    fn rows(&self) -> impl Iterator<Item = impl Serialize + JsonSchema> {
        self.promises.iter()
    }
}

/// Returns the odds.
pub fn odds<'w>(assessment: &'w Assessment<'w>, odds: &'w Odds) -> OddsData<'w> {
    let promises = odds.promises.iter();
    OddsData {
        runs: odds.settings.runs,
        seed: odds.settings.seed,
        rests_on_default_range_percent: odds.rests_on_default_range,
        risks_without_numbers: odds
            .unknown_risks
            .iter()
            .map(|risk| assessment.workspace.risks[*risk].full_id.as_str())
            .collect(),
        risks_left_out: odds.effects_left_out,
        promises: promises.map(|promise| PromiseOddsData::of(assessment, odds, promise)).collect(),
        milestones: odds.milestones.iter().map(|of| MilestoneOddsData::of(assessment, of)).collect(),
        merges: odds.merges.iter().map(|merge| MergeData::of(assessment, odds, merge)).collect(),
        backtest: None,
    }
}

/// Odds of today with a backtest, of which the milestones are the rows.
#[derive(Debug, Serialize)]
#[serde(transparent)]
pub struct Backtested<'w>(OddsData<'w>);

impl Tabular for Backtested<'_> {
    const KIND: &'static str = OddsData::KIND;

    fn rows(&self) -> impl Iterator<Item = impl Serialize + JsonSchema> {
        self.0.backtest.iter().flat_map(BacktestData::milestones)
    }
}

/// Returns the odds of today and whether those of past weeks were right.
pub fn backtested<'w>(
    assessment: &'w Assessment<'w>,
    of_today: &'w Odds,
    backtest: &'w Backtest,
) -> Backtested<'w> {
    Backtested(OddsData { backtest: Some(BacktestData::of(backtest)), ..odds(assessment, of_today) })
}
