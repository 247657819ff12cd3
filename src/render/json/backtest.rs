//! `tpm odds --backtest` as JSON.

use super::record::record;
use crate::analysis::backtest::{Backtest, Bias, Estimated, Judged, Promised};
use crate::analysis::risk::tenth;
use crate::time::Day;
use schemars::JsonSchema;
use serde::Serialize;

record! {
    pub(super) struct BacktestData<'b> of (backtest: &'b Backtest) where {
        let coverage = backtest.coverage();
        let (bias, promises) = (backtest.bias(), &backtest.promises);
    } from {
        /// The first week that was looked at; null without one.
        since: Option<Day> = backtest.weeks.first().copied(),
        /// How many weeks were looked at.
        weeks_read: usize = backtest.weeks.len(),
        /// How many were not, because a plan could not be read.
        weeks_unread: usize = backtest.unread,
        /// How many finished milestones count: those whose P90 has passed.
        finished: usize = backtest.finished(),
        /// How many milestones count that are not finished, though their P90 has passed: they are
        /// outside.
        unfinished: usize = backtest.milestones.len() - backtest.finished(),
        /// How many are finished and do not count, as their P90 has not passed.
        undecided: usize = backtest.undecided,
        /// The share of the milestones that count that finished between P10 and P90: 80 if the odds
        /// are right.
        coverage_percent: Option<u32> = coverage.map(|coverage| coverage.percent),
        /// The lower end of its 95 % interval, in percent, rounded down.
        low: Option<u32> = coverage.map(|coverage| coverage.low),
        /// The upper end, rounded up.
        high: Option<u32> = coverage.map(|coverage| coverage.high),
        /// The share that finished before P10: 10 if the odds are right.
        early_percent: Option<u32> = coverage.map(|coverage| coverage.early),
        /// The share that finished after P90, or did not finish: 10 if the odds are right.
        late_percent: Option<u32> = coverage.map(|coverage| coverage.late),
        /// The mean square of the odds of a promise four weeks ahead less what came, to two
        /// decimals: 0 is perfect, 0.25 a coin toss. Null below five promises.
        brier: Option<f64> = backtest.brier().map(hundredth),
        /// The share of these promises that the odds expected to be kept; null below five.
        kept_by_odds_percent: Option<u32> = backtest.kept_by_odds(),
        /// How many of them were kept.
        kept: usize = backtest.kept(),
        /// By how many percent work took longer than estimated; null below five milestones.
        bias_percent: Option<i32> = bias.percent.map(|(percent, _)| percent),
        /// Twice its standard error, rounded up.
        bias_error_percent: Option<u32> = bias.percent.map(|(_, error)| error),
        /// How many of the milestones that count are finished and do not say when they began.
        without_start: usize = backtest.without_start,
        /// The same by the owner of then: the largest first, then those with too few to judge.
        by_owner: Vec<BiasData<'b>> =
            backtest.by_owner().into_iter().map(|(name, bias)| BiasData::of(name, bias)).collect(),
        /// The same by that owner's team; an owner without a team counts as one.
        by_team: Vec<BiasData<'b>> =
            backtest.by_team().into_iter().map(|(name, bias)| BiasData::of(name, bias)).collect(),
        /// The milestones that count, those furthest off first.
        milestones: Vec<JudgedData<'b>> = backtest.milestones.iter().map(JudgedData::of).collect(),
        /// The work that counts for the bias, by id.
        estimates: Vec<EstimatedData<'b>> = backtest.estimates.iter().map(EstimatedData::of).collect(),
        /// The promises that count, those first about which the odds were most wrong.
        promises: Vec<PromisedData<'b>> = promises.iter().map(PromisedData::of).collect(),
    }
}

impl<'b> BacktestData<'b> {
    /// Returns the milestones that count.
    pub(super) fn milestones(&self) -> &[JudgedData<'b>] {
        &self.milestones
    }
}

record! {
    struct BiasData<'b> of (name: Option<&'b str>, bias: Bias) {
        /// The owner or team; null for milestones without an owner.
        name: Option<&'b str> = name,
        /// Of how many milestones both are known.
        milestones: usize = bias.milestones,
        /// The sum of the working days that the odds expected, each the mean of its range.
        expected_workdays: f64 = tenth(bias.expected),
        /// The sum of the working days that they took.
        actual_workdays: u64 = bias.actual,
        /// By how many percent that is more; null below five milestones.
        bias_percent: Option<i32> = bias.percent.map(|(percent, _)| percent),
        /// Twice its standard error, rounded up.
        bias_error_percent: Option<u32> = bias.percent.map(|(_, error)| error),
    }
}

record! {
    pub(super) struct JudgedData<'b> of (judged: &'b Judged) where {
        let quantiles = judged.quantiles;
    } from {
        /// The full id when it was last seen.
        id: &'b str = &judged.id,
        /// Its owner, by the plan of then.
        owner: Option<&'b str> = judged.owner.as_deref(),
        /// The owner's team; without one, the owner.
        team: Option<&'b str> = judged.team.as_deref(),
        /// The day of the odds: the first week in which it was about to begin.
        on: Day = judged.on,
        /// The day by which 10 % of the runs finished; null if that is after 2199.
        p10: Option<Day> = quantiles.p10,
        /// The same of 50 %.
        p50: Option<Day> = quantiles.p50,
        /// The same of 80 %.
        p80: Option<Day> = quantiles.p80,
        /// The same of 90 %.
        p90: Option<Day> = quantiles.p90,
        /// The day on which it was done; null if it is not.
        finished: Option<Day> = judged.finished,
        /// Civil days from P90 to that day, or to the as-of day; negative before P10, 0 in between.
        off_days: i32 = judged.off_days,
        /// The part of that day that lies between P10 and P90.
        inside_percent: u32 = (judged.among.inside() * 100.0).round() as u32,
    }
}

record! {
    struct EstimatedData<'b> of (estimated: &'b Estimated) {
        /// The full id when it was last seen.
        id: &'b str = &estimated.id,
        /// Its owner, by the plan of then.
        owner: Option<&'b str> = estimated.owner.as_deref(),
        /// The owner's team; without one, the owner.
        team: Option<&'b str> = estimated.team.as_deref(),
        /// The working days expected before it began: the mean of its range.
        expected_workdays: f64 = tenth(estimated.work.expected),
        /// The working days that it took; of what is not done, so far.
        actual_workdays: u32 = estimated.work.actual,
    }
}

record! {
    struct PromisedData<'b> of (promised: &'b Promised) {
        /// The full id of the milestone, or the id of the program, when it was last seen.
        id: &'b str = &promised.id,
        /// The day of the odds: the first week in which it was at most four weeks ahead.
        on: Day = promised.on,
        /// The day that was promised then.
        due: Day = promised.due,
        /// The share of runs that kept it.
        kept_percent: u32 = (promised.odds * 100.0).round() as u32,
        /// Whether it was kept.
        was_kept: bool = promised.is_kept,
        /// The day on which it was done.
        finished: Option<Day> = promised.finished,
    }
}

fn hundredth(number: f64) -> f64 {
    (number * 100.0 + 1e-9).round() / 100.0
}
