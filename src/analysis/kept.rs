//! How often promises are kept, for reports and rules that need no more of the odds than that.

use super::Assessment;
use super::odds::{RiskCost, Share, chances, costs};
use super::selection::Selection;
use crate::chance::{Finish, Settings, simulate_finishes};
use crate::model::{MilestoneId, Workspace};
use crate::schedule::PromiseHolder;
use crate::time::Day;
use std::collections::{BTreeMap, BTreeSet};

/// How often everything unfinished is done in time, with the settings of `tpm.yaml` and the seed 1.
#[derive(Debug)]
pub struct Odds {
    pub settings: Settings,
    finishes: BTreeMap<PromiseHolder, Finish>,
}

/// How often a promise is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kept {
    pub due: Day,
    pub share: Share,
    /// The day by which 80 % of the runs finish.
    pub p80: Option<Day>,
    /// Whether the forecast is the earliest that it can be, and so the share the best case.
    pub is_earliest: bool,
}

impl Odds {
    /// Simulates a plan for some promises.
    pub fn new(assessment: &Assessment<'_>, of: impl IntoIterator<Item = PromiseHolder>) -> Self {
        Self::with(assessment, settings(assessment, 1), of)
    }

    fn with(
        assessment: &Assessment<'_>,
        settings: Settings,
        of: impl IntoIterator<Item = PromiseHolder>,
    ) -> Self {
        let (chances, _) = chances(assessment, &settings);
        let of = of.into_iter().take(MOST_PROMISES).collect();
        let simulated = simulate_finishes(&assessment.schedule, &chances, &settings, &of, false);
        let finishes = simulated.finishes.into_iter().map(|finish| (finish.holder, finish));
        Self { settings, finishes: finishes.collect() }
    }

    /// Returns the day by which at least this share of the runs finish something, in percent; none
    /// if that is after 2199.
    pub fn day(&self, holder: PromiseHolder, percent: u32) -> Option<Day> {
        self.finishes.get(&holder)?.tally.quantile(percent)
    }

    /// Returns how often a promise is kept; none if it is finished, without a date or not promised.
    pub fn kept(&self, assessment: &Assessment<'_>, holder: PromiseHolder) -> Option<Kept> {
        let finish = self.finishes.get(&holder)?;
        Some(Kept {
            due: finish.due?,
            share: Share { runs: finish.kept, of: self.settings.runs },
            p80: finish.tally.quantile(80),
            is_earliest: match holder {
                PromiseHolder::Milestone(id) => assessment.is_earliest(id),
                PromiseHolder::Program(id) => assessment.program_is_earliest(id),
            },
        })
    }
}

/// So many milestones are dated at most and links followed, over all runs: the gate judges plans
/// that nobody has read.
const MOST_VISITS: usize = 30_000_000;

/// So many promises are looked at.
const MOST_PROMISES: usize = 4_096;

/// Returns the settings of `tpm.yaml`, with fewer runs of a large plan. A run dates it so many
/// times.
fn settings(assessment: &Assessment<'_>, times: usize) -> Settings {
    let said = Settings::of(&assessment.workspace.settings);
    let size = assessment.network.len() + assessment.network.link_count();
    Settings { runs: runs(said.runs, size.saturating_mul(times)), ..said }
}

fn runs(said: u32, size: usize) -> u32 {
    let most = (MOST_VISITS / size.max(1)).max(FEW as usize);
    said.min(most.try_into().unwrap_or(u32::MAX))
}

/// Returns who promises for a milestone: itself, or its program, which promises at it.
pub fn promises_for(workspace: &Workspace, id: MilestoneId) -> Option<PromiseHolder> {
    let milestone = workspace.milestone(id);
    if milestone.promise.due.is_some() {
        return Some(id.into());
    }
    let program = milestone.program;
    workspace.promised_at(program).any(|at| at == id).then_some(program.into())
}

/// Returns the open promises, by id: of milestones, and of programs at milestones that promise
/// nothing themselves.
pub fn promises(workspace: &Workspace) -> Vec<PromiseHolder> {
    let milestones = workspace.milestone_ids().filter(|id| {
        let milestone = workspace.milestone(*id);
        milestone.is_unfinished() && milestone.promise.due.is_some()
    });
    let programs = workspace
        .program_ids()
        .filter(|id| workspace.promised_at(*id).any(|id| workspace.milestone(id).is_unfinished()));
    let mut all: Vec<PromiseHolder> =
        milestones.map(PromiseHolder::from).chain(programs.map(PromiseHolder::from)).collect();
    all.sort_by_key(|holder| holder.full_id(workspace));
    all
}

/// Whether a promise cannot be moved.
pub fn is_firm(workspace: &Workspace, holder: PromiseHolder) -> bool {
    match holder {
        PromiseHolder::Milestone(id) => workspace.milestone(id).firm,
        PromiseHolder::Program(id) => workspace.is_firm(id),
    }
}

/// Returns the risk that costs each of some promises most, by its index in the workspace; none of
/// those that no risk makes later.
pub fn dearest(
    assessment: &Assessment<'_>,
    of: &[PromiseHolder],
) -> BTreeMap<PromiseHolder, (usize, RiskCost)> {
    // Each risk that happens dates what lies behind it again.
    let settings = settings(assessment, assessment.workspace.risks.len() + 1);
    let (chances, _) = chances(assessment, &settings);
    let of: BTreeSet<PromiseHolder> = of.iter().copied().take(MOST_PROMISES).collect();
    let simulated = simulate_finishes(&assessment.schedule, &chances, &settings, &of, true);
    let dearest = |holder: &PromiseHolder| {
        let worst = costs(&simulated, *holder).into_iter().next()?;
        let is_cost = worst.days.is_none_or(|days| days > 0);
        is_cost.then(|| (*holder, (chances.risks()[worst.risk].index, worst)))
    };
    of.iter().filter_map(dearest).collect()
}

/// How often firm promises are kept.
#[derive(Debug)]
pub struct FirmOdds {
    pub settings: Settings,
    /// The open ones with a date: those that are kept least, then by day and id.
    pub promises: Vec<(PromiseHolder, Kept)>,
}

impl FirmOdds {
    /// Simulates a plan for the firm promises that are selected.
    pub fn new(assessment: &Assessment<'_>, selection: &Selection) -> Self {
        let workspace = assessment.workspace;
        let is_told = |holder: &PromiseHolder| {
            let is_selected = match *holder {
                PromiseHolder::Milestone(id) => selection.has(id),
                PromiseHolder::Program(id) => selection.has_program(id),
            };
            is_selected && is_firm(workspace, *holder)
        };
        let firm: Vec<PromiseHolder> = promises(workspace).into_iter().filter(is_told).collect();
        let odds = Odds::new(assessment, firm.iter().copied());
        let mut promises: Vec<(PromiseHolder, Kept)> =
            firm.into_iter().filter_map(|holder| Some((holder, odds.kept(assessment, holder)?))).collect();
        promises.sort_by_key(|(holder, kept)| (kept.share.runs, kept.due, holder.full_id(workspace)));
        Self { settings: odds.settings, promises }
    }

    /// Returns how often one of them is kept.
    pub fn of(&self, holder: PromiseHolder) -> Option<Kept> {
        self.promises.iter().find(|(of, _)| *of == holder).map(|(_, kept)| *kept)
    }
}

/// So many runs tell whether an edit changes the odds.
const FEW: u32 = 256;

/// Returns a line for each open promise on when it finished in the first runs, if the gate or a
/// report of this workspace asks for odds: plans with the same lines have the same odds.
pub fn first_runs(assessment: &Assessment<'_>) -> Vec<String> {
    let workspace = assessment.workspace;
    if !workspace.settings.odds_in_status && !asserts_odds(workspace) {
        return Vec::new();
    }
    let settings = Settings { runs: FEW, ..Settings::of(&workspace.settings) };
    let promises = promises(workspace);
    let odds = Odds::with(assessment, settings, promises.iter().copied());
    let line = |holder: PromiseHolder| {
        let finish = odds.finishes.get(&holder)?;
        let days: Vec<String> = finish.tally.days().map(|(day, runs)| format!("{day} {runs}")).collect();
        let id = holder.full_id(workspace);
        Some(format!("odds of {id}: kept {} of {FEW}: {}", finish.kept, days.join(", ")))
    };
    promises.into_iter().filter_map(line).collect()
}

/// Whether a program asserts how often a promise is kept.
pub fn asserts_odds(workspace: &Workspace) -> bool {
    let mut assertions = workspace.programs.iter().flat_map(|program| &program.assertions);
    assertions.any(|assertion| assertion.odds_at_least.is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_large_plan_has_fewer_runs() {
        let of_sizes = [1, 3_000, 30_000, 1_000_000].map(|size| runs(10_000, size));
        assert_eq!(of_sizes, [10_000, 10_000, 1_000, 256]);
        assert_eq!([runs(1_000_000, 3_000), runs(100, 1_000_000), runs(100, 0)], [10_000, 100, 100]);
    }
}
