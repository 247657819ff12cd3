//! How likely each date is.
//!
//! `chance` dates the plan over and over; this says what that means for promises.

use super::Assessment;
use super::risk::{Assessed, RiskState, assess};
use super::selection::Selection;
use crate::chance::{Chances, Finish, LiveRisk, Merge, Settings, Simulated, simulate};
use crate::model::MilestoneId;
use crate::schedule::PromiseHolder;
use crate::time::Day;
use std::cmp::Reverse;
use std::sync::atomic::AtomicU32;

/// What the runs say of a plan.
#[derive(Debug)]
pub struct Odds {
    pub settings: Settings,
    /// The share of the promises' spread that rests on the default range, in percent.
    pub rests_on_default_range: Option<u32>,
    /// The selected promises and program finishes, firm ones first, then those that are kept least.
    pub promises: Vec<Promised>,
    /// The selected unfinished milestones that have a date, in the order of the plan.
    pub milestones: Vec<OddsOf>,
    /// Where selected milestones wait for several, those first that hide most.
    pub merges: Vec<Merge>,
    /// The risks that were drawn.
    pub risks: Vec<Assessed>,
    /// The indices of risks that say no probability or no impact, and never happen here.
    pub unknown_risks: Vec<usize>,
    /// How many pairs of risk and promise were not looked at.
    pub effects_left_out: usize,
}

/// What the runs say of a milestone.
#[derive(Debug, Clone, Copy)]
pub struct OddsOf {
    pub milestone: MilestoneId,
    pub quantiles: Quantiles,
    /// How often it moves a program's finish if it slips by a day.
    pub critical: Share,
}

/// What the runs say of a promise or of a program's finish.
#[derive(Debug, Clone)]
pub struct Promised {
    pub finish: Finish,
    /// Whether the promise cannot be moved; that of a program cannot if its finish is firm.
    pub firm: bool,
    /// Whether the forecast, and so every day here, is the earliest that it can be.
    pub is_earliest: bool,
    pub quantiles: Quantiles,
    /// How often it is kept; none without a promise.
    pub kept: Option<Share>,
    /// How often it is finished by the day of the plan.
    pub as_planned: Share,
    /// The risks that cost it most, five at most.
    pub risks: Vec<RiskCost>,
}

/// The days by which 10, 50, 80 and 90 % of the runs finish.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quantiles {
    pub p10: Option<Day>,
    pub p50: Option<Day>,
    pub p80: Option<Day>,
    pub p90: Option<Day>,
}

impl Quantiles {
    pub(super) fn of(finish: &Finish) -> Self {
        let [p10, p50, p80, p90] = [10, 50, 80, 90].map(|percent| finish.tally.quantile(percent));
        Self { p10, p50, p80, p90 }
    }
}

/// What a risk costs a promise: by how many civil days the day that 80 % of the runs keep is
/// earlier without it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RiskCost {
    /// Its index in [`Odds::risks`].
    pub risk: usize,
    /// None if there is no such day up to 2199.
    pub days: Option<i32>,
    /// Twice the standard error, rounded up.
    pub error: i32,
}

/// Runs out of all runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Share {
    pub runs: u32,
    pub of: u32,
}

impl Share {
    /// Returns the share in whole percent.
    pub fn percent(self) -> u32 {
        let of = u64::from(self.of.max(1));
        ((u64::from(self.runs) * 100 + of / 2) / of) as u32
    }

    /// Returns the share of what is not decided yet in whole percent: never 0 or 100.
    pub fn open_percent(self) -> u32 {
        self.percent().clamp(1, 99)
    }

    /// Returns the share of what is not decided yet in words: `27`, `over 99`, `under 1`.
    pub fn in_words(self) -> String {
        match () {
            () if self.is_almost_all() => "over 99".into(),
            () if self.is_almost_none() => "under 1".into(),
            () => self.open_percent().to_string(),
        }
    }

    /// Returns the same with twice the standard error: `27 ± 1`.
    pub fn with_error(self) -> String {
        match self.is_almost_all() || self.is_almost_none() {
            true => self.in_words(),
            false => format!("{} ± {}", self.in_words(), self.error_percent()),
        }
    }

    /// Whether it is at least so many percent.
    pub fn is_at_least(self, percent: u32) -> bool {
        u64::from(self.runs) * 100 >= u64::from(self.of) * u64::from(percent)
    }

    /// Returns twice its standard error in whole percent, rounded up, and at least 1.
    pub fn error_percent(self) -> u32 {
        let (runs, of) = (u128::from(self.runs), u128::from(self.of));
        // Of a share s of n runs, the standard error is the root of s (1 - s) / n.
        let is_enough = |percent: &u32| {
            u128::from(*percent).pow(2) * of.pow(3) >= 40_000 * runs * of.saturating_sub(runs)
        };
        (1..100).find(is_enough).unwrap_or(100)
    }

    /// Whether it is more than 99 %.
    pub fn is_almost_all(self) -> bool {
        u64::from(self.runs) * 100 > u64::from(self.of) * 99
    }

    /// Whether it is less than 1 %.
    pub fn is_almost_none(self) -> bool {
        u64::from(self.runs) * 100 < u64::from(self.of)
    }
}

/// So many risks of a promise are told.
const MOST_RISKS: usize = 5;

/// Simulates a plan. `progress` counts the runs that are done.
pub fn analyze(
    assessment: &Assessment<'_>,
    selection: &Selection,
    settings: Settings,
    progress: &AtomicU32,
) -> Odds {
    let workspace = assessment.workspace;
    let Ran { assessed, chances, simulated } = run(assessment, &settings, progress);
    let risks = chances
        .risks()
        .iter()
        .filter_map(|chance| assessed.iter().find(|assessed| assessed.index == chance.index).cloned());
    let is_selected = |holder: PromiseHolder| match holder {
        PromiseHolder::Milestone(id) => selection.has(id),
        PromiseHolder::Program(id) => selection.has_program(id),
    };
    let runs = simulated.runs;
    let milestone = |finish: &Finish| match finish.holder {
        PromiseHolder::Milestone(id) if selection.has(id) => Some(OddsOf {
            milestone: id,
            quantiles: Quantiles::of(finish),
            critical: Share { runs: simulated.critical[id.index()], of: runs },
        }),
        _ => None,
    };
    let is_promise = |finish: &&Finish| {
        let is_program = matches!(finish.holder, PromiseHolder::Program(_));
        (finish.due.is_some() || is_program) && is_selected(finish.holder)
    };
    let promises = simulated.finishes.iter().filter(is_promise);
    let mut promises: Vec<Promised> =
        promises.map(|finish| promised(assessment, &simulated, finish)).collect();
    promises.sort_by_key(|promise| {
        let kept = promise.kept.map(|kept| kept.runs);
        let name = promise.finish.holder.full_id(workspace);
        (!promise.firm, kept.is_none(), kept, promise.finish.due, name)
    });
    let mut merges: Vec<Merge> =
        simulated.merges.iter().filter(|merge| selection.has(merge.milestone)).cloned().collect();
    merges.sort_by_key(|merge| (Reverse(hidden(merge)), &workspace.milestone(merge.milestone).full_id));
    Odds {
        rests_on_default_range: simulated.rests_on_default_range,
        milestones: simulated.finishes.iter().filter_map(milestone).collect(),
        promises,
        merges,
        risks: risks.collect(),
        unknown_risks: chances.unknown_risks,
        effects_left_out: simulated.effects_left_out,
        settings,
    }
}

/// The runs of a plan, and what was drawn in them.
pub(super) struct Ran {
    /// The risks that count.
    assessed: Vec<Assessed>,
    chances: Chances,
    pub(super) simulated: Simulated,
}

/// Dates a plan over and over. `progress` counts the runs that are done.
pub(super) fn run(assessment: &Assessment<'_>, settings: &Settings, progress: &AtomicU32) -> Ran {
    let (chances, assessed) = chances(assessment, settings);
    let simulated = simulate(&assessment.schedule, &chances, settings, progress);
    Ran { assessed, chances, simulated }
}

/// Returns what a plan leaves open, with its risks that count.
pub(super) fn chances(assessment: &Assessment<'_>, settings: &Settings) -> (Chances, Vec<Assessed>) {
    // What happened and is not in the plan yet costs what it was said to cost.
    let counts = |risk: &Assessed| risk.is_live() || risk.is_news;
    let assessed: Vec<Assessed> = assess(assessment).into_iter().filter(counts).collect();
    let live = assessed.iter().map(|risk| LiveRisk {
        index: risk.index,
        percent: if risk.state == RiskState::Occurred { Some(100) } else { risk.probability },
        impact: risk.impact,
    });
    (Chances::new(&assessment.schedule, &live.collect::<Vec<_>>(), settings), assessed)
}

/// Returns by how many runs the worst input alone is better than all of them together.
pub fn hidden(merge: &Merge) -> u32 {
    merge.inputs.iter().map(|(_, runs)| *runs).min().unwrap_or(0).saturating_sub(merge.all)
}

fn promised(assessment: &Assessment<'_>, simulated: &Simulated, finish: &Finish) -> Promised {
    let workspace = assessment.workspace;
    let is_firm = |id: MilestoneId| workspace.milestone(id).firm;
    let (firm, is_earliest) = match finish.holder {
        PromiseHolder::Milestone(id) => (is_firm(id), assessment.is_earliest(id)),
        PromiseHolder::Program(id) => (
            finish.due.is_some() && assessment.finish_milestone(id).is_some_and(is_firm),
            assessment.program_is_earliest(id),
        ),
    };
    let of = simulated.runs;
    let mut risks = costs(simulated, finish.holder);
    risks.truncate(MOST_RISKS);
    Promised {
        firm,
        is_earliest,
        quantiles: Quantiles::of(finish),
        kept: finish.due.map(|_| Share { runs: finish.kept, of }),
        as_planned: Share { runs: finish.as_planned, of },
        risks,
        finish: finish.clone(),
    }
}

/// Returns what the risks cost a promise, the dearest first.
pub(super) fn costs(simulated: &Simulated, holder: PromiseHolder) -> Vec<RiskCost> {
    let effects = simulated.effects.iter().filter(|effect| effect.holder == holder);
    let mut costs: Vec<RiskCost> = effects
        .map(|effect| RiskCost { risk: effect.risk, days: effect.days, error: effect.error })
        .filter(|cost| cost.days != Some(0))
        .collect();
    // Those without a day are worse than any.
    costs.sort_by_key(|cost| (cost.days.is_some(), Reverse(cost.days), cost.risk));
    costs
}
