//! The input of every rule.

use super::{NoBaseline, Policy, Topic, Violation};
use crate::analysis::Assessment;
use crate::analysis::diff::{Asserted, OpenPromises};
use crate::analysis::handoff::{self, HandoffRow};
use crate::analysis::kept::{self, Kept};
use crate::analysis::lateness::Lateness;
use crate::analysis::odds::RiskCost;
use crate::analysis::risk::{self, Assessed};
use crate::analysis::trouble::Trouble;
use crate::model::{Milestone, MilestoneId, Program, ProgramId, Risk, Workspace};
use crate::schedule::PromiseHolder;
use crate::source::Place;
use crate::syntax::Measure;
use crate::time::Day;
use std::cell::OnceCell;
use std::collections::BTreeMap;

/// An assessed workspace, and the analyses that several rules share, each run at most once.
#[derive(Debug)]
pub struct Case<'a> {
    /// The scheduled and assessed workspace.
    pub assessment: &'a Assessment<'a>,
    /// Levels and limits.
    pub policy: &'a Policy,
    pub(super) commits: Commits<'a>,
    trouble: OnceCell<Trouble<'a>>,
    risks: OnceCell<Vec<Assessed>>,
    handoffs: OnceCell<Vec<HandoffRow>>,
    /// Whether asserted odds are passed over.
    is_without_odds: bool,
    odds: OnceCell<kept::Odds>,
    dearest: OnceCell<BTreeMap<PromiseHolder, (usize, RiskCost)>>,
    is_whole: OnceCell<bool>,
}

/// What a case knows of commits.
#[derive(Debug, Clone, Copy, Default)]
pub struct Commits<'a> {
    /// The changes to promises, with `--new-since`.
    pub change: Option<&'a OpenPromises>,
    /// Assertions of the policy's commit that the plans no longer make.
    pub asserted: &'a [Asserted],
    /// The baseline of `tpm.yaml`, if its commit does not exist.
    pub no_baseline: Option<&'a NoBaseline>,
}

impl<'a> Case<'a> {
    /// Returns the case of an assessed workspace.
    pub fn new(assessment: &'a Assessment<'a>, policy: &'a Policy, commits: Commits<'a>) -> Self {
        Self {
            assessment,
            policy,
            commits,
            trouble: OnceCell::new(),
            risks: OnceCell::new(),
            handoffs: OnceCell::new(),
            is_without_odds: false,
            odds: OnceCell::new(),
            dearest: OnceCell::new(),
            is_whole: OnceCell::new(),
        }
    }

    /// Passes over asserted odds, for those who judge many plans and look at odds themselves.
    #[must_use]
    pub fn without_odds(self) -> Self {
        Self { is_without_odds: true, ..self }
    }

    /// Whether asserted odds are passed over.
    pub(super) fn is_without_odds(&self) -> bool {
        self.is_without_odds
    }

    pub(super) fn workspace(&self) -> &'a Workspace {
        self.assessment.workspace
    }

    pub(super) fn as_of(&self) -> Day {
        self.assessment.as_of()
    }

    /// Formats a day for messages; the year is left out near the as-of day.
    pub(super) fn day(&self, day: Day) -> String {
        day.short(self.as_of())
    }

    /// Formats a forecast for messages; one that is only the earliest day left has `≥` before it.
    pub(super) fn forecast(&self, day: Day, is_earliest: bool) -> String {
        format!("{}{}", if is_earliest { "≥ " } else { "" }, self.day(day))
    }

    /// Returns the limit of a measure in a program.
    pub(super) fn limit(&self, measure: Measure, program: ProgramId) -> u32 {
        self.policy.limit(measure, &self.workspace().program(program).id)
    }

    /// Returns how long ago a promise passed, once its grace is over; firm promises have none.
    /// Without a grace it is overdue on the next day, even if that is a day off.
    pub(super) fn overdue(&self, holder: impl Into<PromiseHolder>) -> Option<Lateness> {
        let (holder, workspace) = (holder.into(), self.workspace());
        let (overdue, is_firm) = match holder {
            PromiseHolder::Milestone(id) => {
                (self.assessment.forecast(id).overdue, workspace.milestone(id).firm)
            }
            PromiseHolder::Program(id) => (self.assessment.program_overdue(id), workspace.is_firm(id)),
        };
        let grace = if is_firm { 0 } else { self.limit(Measure::OverdueGrace, holder.program(workspace)) };
        overdue.filter(|overdue| grace == 0 || i64::from(overdue.workdays) > i64::from(grace))
    }

    /// Returns the milestones that are neither done nor cancelled.
    pub(super) fn unfinished(&self) -> impl Iterator<Item = (MilestoneId, &'a Milestone)> + use<'a> {
        let workspace = self.workspace();
        let all = workspace.milestone_ids().map(move |id| (id, workspace.milestone(id)));
        all.filter(|(_, milestone)| milestone.is_unfinished())
    }

    /// Returns the unfinished milestones that were read completely. In others, a missing key may
    /// only be misspelled.
    pub(super) fn readable(&self) -> impl Iterator<Item = (MilestoneId, &'a Milestone)> + use<'a> {
        self.unfinished().filter(|(_, milestone)| is_readable(milestone))
    }

    /// Returns the readable milestones of one program.
    pub(super) fn readable_of(
        &self,
        id: ProgramId,
    ) -> impl Iterator<Item = (MilestoneId, &'a Milestone)> + use<'a> {
        let workspace = self.workspace();
        let all = workspace.program(id).milestone_ids().map(move |id| (id, workspace.milestone(id)));
        all.filter(|(_, milestone)| milestone.is_unfinished() && is_readable(milestone))
    }

    /// Whether every program was read completely. Otherwise dependencies may be missing.
    pub(super) fn is_whole(&self) -> bool {
        *self.is_whole.get_or_init(|| {
            let workspace = self.workspace();
            let is_read = |program: &Program| program.undated_because.is_none() && program.reading.is_whole();
            workspace.programs.iter().all(is_read)
                && workspace.milestones.iter().all(|milestone| is_readable(milestone))
                && self.assessment.network.cycles().is_empty()
        })
    }

    /// Returns a milestone with its owner, as in `checkout/ledger (bo)`.
    pub(super) fn with_owner(&self, id: MilestoneId) -> String {
        let milestone = self.workspace().milestone(id);
        match self.workspace().owner_id(milestone.owner) {
            Some(owner) => format!("`{}` ({owner})", milestone.full_id),
            None => format!("`{}`", milestone.full_id),
        }
    }

    /// Returns the milestone that makes another late by the most days; itself if there is none.
    pub(super) fn cause(&self, id: MilestoneId) -> MilestoneId {
        self.trouble.get_or_init(|| Trouble::new(self.assessment)).first(id)
    }

    /// Returns the risks that were read completely, assessed.
    pub(super) fn risks(&self) -> impl Iterator<Item = (&Assessed, &'a Risk)> {
        let all = self.risks.get_or_init(|| risk::assess(self.assessment)).iter();
        let with_risk = all.map(|assessed| (assessed, &self.workspace().risks[assessed.index]));
        with_risk.filter(|(_, risk)| risk.reading.is_whole())
    }

    /// Returns every handoff between owners.
    pub(super) fn handoffs(&self) -> &[HandoffRow] {
        self.handoffs.get_or_init(|| handoff::analyze(self.assessment).list)
    }

    /// Returns how often a promise is kept. The plan is simulated once, and only if that is asked.
    pub(super) fn kept(&self, holder: PromiseHolder) -> Option<Kept> {
        let odds = self.odds.get_or_init(|| kept::Odds::new(self.assessment, self.asserted_odds()));
        odds.kept(self.assessment, holder)
    }

    /// Returns the first day by which at least this share of the runs keep a promise, in percent.
    pub(super) fn day_of_odds(&self, holder: PromiseHolder, percent: u32) -> Option<Day> {
        self.odds.get()?.day(holder, percent)
    }

    /// Returns the risk that costs a promise most, and how many days later the day is that 80 % of
    /// the runs keep; none without such a risk. Of a plan whose asserted odds hold, nobody asks.
    pub(super) fn dearest_risk(&self, holder: PromiseHolder) -> Option<(&'a str, Option<i32>)> {
        let workspace = self.workspace();
        let dearest = self.dearest.get_or_init(|| kept::dearest(self.assessment, &self.asserted_odds()));
        let (risk, cost) = dearest.get(&holder)?;
        Some((&workspace.risks[*risk].full_id, cost.days))
    }

    /// Returns the promises of which odds are asserted.
    fn asserted_odds(&self) -> Vec<PromiseHolder> {
        let workspace = self.workspace();
        let now = workspace.programs.iter().flat_map(|program| &program.assertions);
        let then = self.commits.asserted.iter().map(|asserted| &asserted.assertion);
        let asserted = now.chain(then).filter(|assertion| assertion.odds_at_least.is_some());
        let holders = asserted.filter_map(|assertion| kept::promises_for(workspace, assertion.milestone?));
        let mut holders: Vec<PromiseHolder> = holders.collect();
        holders.sort_unstable();
        holders.dedup();
        holders
    }

    pub(super) fn on_milestone(
        &self,
        id: MilestoneId,
        place: Place,
        message: impl Into<String>,
    ) -> Violation {
        Violation::new(self.workspace(), Topic::Milestone(id), place, message)
    }

    pub(super) fn on_program(&self, id: ProgramId, place: Place, message: impl Into<String>) -> Violation {
        Violation::new(self.workspace(), Topic::Program(id), place, message)
    }

    pub(super) fn on_risk(&self, index: usize, place: Place, message: impl Into<String>) -> Violation {
        Violation::new(self.workspace(), Topic::Risk(index), place, message)
    }
}

/// Whether everything about a milestone was read.
pub(super) fn is_readable(milestone: &Milestone) -> bool {
    milestone.undated_because.is_none() && !milestone.perhaps_done
}
