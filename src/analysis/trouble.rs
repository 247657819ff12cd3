//! Which milestone is the cause of another's lateness, and what that costs.

use super::lateness::Lateness;
use super::slip::OwnCause;
use super::slippage::{LatePromise, Reference, Slippage, analyze};
use super::{Assessment, slipping};
use crate::model::MilestoneId;
use crate::time::Day;
use crate::trial::{Change, Trial};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// What makes each milestone late against its current promise.
#[derive(Debug)]
pub struct Trouble<'a> {
    slippage: Slippage<'a, 'static>,
    /// The place of each late milestone in the list of slippage.
    rows: BTreeMap<MilestoneId, usize>,
    /// The milestones that make others late, by their slip or because they were planned too late,
    /// with those.
    causes: BTreeMap<MilestoneId, Vec<MilestoneId>>,
    /// For each late milestone the one that makes it late by the most days.
    firsts: BTreeMap<MilestoneId, MilestoneId>,
}

/// Milestones that all trials together date, at most. A plan that needs more is one long chain of
/// late milestones; what those cost that come last is not told then.
const MOST_VISITS: usize = 3_000_000;

/// What a cause costs a promise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SlipCost {
    /// The milestone that is promised.
    pub promise: MilestoneId,
    /// How much earlier it would be if the cause kept to its plan, but no more than it is late.
    pub later: Lateness,
}

impl<'a> Trouble<'a> {
    /// Takes the lateness of every milestone apart.
    pub fn new(assessment: &'a Assessment<'_>) -> Self {
        let slippage = analyze(assessment, Reference::Due);
        let of_milestone = |late: &LatePromise<'_>| late.holder == late.milestone.into();
        let rows = slippage.late.iter().enumerate();
        let rows = rows.filter(|(_, late)| of_milestone(late)).map(|(at, late)| (late.milestone, at));
        let rows: BTreeMap<MilestoneId, usize> = rows.collect();
        let mut causes: BTreeMap<MilestoneId, Vec<MilestoneId>> = BTreeMap::new();
        for late in slippage.late.iter().filter(|late| of_milestone(late)) {
            if assessment.workspace.milestone(late.milestone).is_unfinished() {
                let slipped = late.why.causes.iter().map(|cause| cause.milestone);
                for cause in slipped.chain(late.why.needs).collect::<BTreeSet<_>>() {
                    causes.entry(cause).or_default().push(late.milestone);
                }
            }
        }
        let mut trouble = Self { slippage, rows, causes, firsts: BTreeMap::new() };
        // Inputs come earlier in the order of the network.
        for id in assessment.network.order() {
            if let Some(first) = trouble.worst(*id) {
                trouble.firsts.insert(*id, first);
            }
        }
        trouble
    }

    /// Returns the milestone that makes a late one late by the most days, once that is known of its
    /// inputs.
    fn worst(&self, id: MilestoneId) -> Option<MilestoneId> {
        let late = self.late(id)?;
        let worst = late.why.causes.first().filter(|cause| cause.workdays >= late.why.never_fitted);
        Some(match (worst, self.late_input(late)) {
            (Some(cause), _) => cause.milestone,
            (None, Some(input)) => self.first(input),
            (None, None) => id,
        })
    }

    /// Returns why a milestone is late; `None` if it is not.
    pub fn late(&self, id: MilestoneId) -> Option<&LatePromise<'static>> {
        self.rows.get(&id).map(|at| &self.slippage.late[*at])
    }

    /// Whether a milestone is late only because of others: their slip, or an input that is late
    /// itself and was planned too late for it.
    pub fn is_consequence(&self, id: MilestoneId) -> bool {
        self.late(id).is_some_and(|late| {
            let why = &late.why;
            let others = why.causes.iter().any(|cause| cause.milestone != id);
            let fits = why.never_fitted == 0 && others;
            why.own <= 0 && (fits || self.late_input(late).is_some())
        })
    }

    /// Returns the milestone that makes another late by the most days; itself if that is its own
    /// slip, or it never fitted for a reason of its own.
    pub fn first(&self, id: MilestoneId) -> MilestoneId {
        self.firsts.get(&id).copied().unwrap_or(id)
    }

    /// Returns the input that does not let a promise fit, if it is late itself.
    fn late_input(&self, late: &LatePromise<'_>) -> Option<MilestoneId> {
        late.why.needs.filter(|needs| self.rows.contains_key(needs))
    }

    /// Returns the unfinished milestones that are late, or slip and make one late.
    pub fn milestones(&self) -> BTreeSet<MilestoneId> {
        self.rows.keys().chain(self.causes.keys()).copied().collect()
    }

    /// Returns the late milestones that a cause makes late, without itself.
    pub fn made_late(&self, id: MilestoneId) -> impl Iterator<Item = MilestoneId> + '_ {
        self.causes.get(&id).into_iter().flatten().copied().filter(move |late| *late != id)
    }

    /// Returns when a milestone would finish if everybody kept to the plan.
    pub(super) fn held(&self, id: MilestoneId) -> Option<Day> {
        self.slippage.slips.held(id)
    }

    /// Returns how much a milestone slips by itself, and why, if that makes something late.
    pub fn own(&self, id: MilestoneId) -> Option<(Lateness, Option<OwnCause>)> {
        let own = self.slippage.slips.own(id);
        (own.is_late() && self.causes.contains_key(&id)).then(|| (own, self.slippage.slips.own_because(id)))
    }
}

/// Tries what causes cost; the buffers of the trial are reused.
#[derive(Debug)]
pub struct SlipCosts<'a> {
    assessment: &'a Assessment<'a>,
    trial: Trial<'a>,
    /// How many milestones all trials dated.
    visits: usize,
}

impl<'a> SlipCosts<'a> {
    pub(super) fn new(assessment: &'a Assessment<'_>) -> Self {
        Self { assessment, trial: Trial::new(&assessment.schedule), visits: 0 }
    }

    /// Returns the finishes and firm milestones that a milestone drives, firm ones first: a working
    /// day more of it would move them.
    pub(super) fn drives(&mut self, id: MilestoneId) -> Vec<MilestoneId> {
        let (assessment, workspace) = (self.assessment, self.assessment.workspace);
        let finishes = assessment.schedule.critical[id.index()].iter();
        let mut drives: Vec<MilestoneId> =
            finishes.filter_map(|program| assessment.finish_milestone(*program)).collect();
        if self.visits <= MOST_VISITS {
            self.trial.run(&[Change::Later(id, slipping::delay(assessment, id, 0, 1))]);
            self.visits += self.trial.visits();
            let later =
                self.trial.moved().filter(|moved| moved.after.is_none() || moved.after > moved.before);
            drives.extend(later.map(|moved| moved.milestone).filter(|id| workspace.milestone(*id).firm));
        }
        drives.retain(|driven| *driven != id);
        drives.sort_by_key(|id| (!workspace.milestone(*id).firm, &workspace.milestone(*id).full_id));
        drives.dedup();
        drives
    }

    /// Returns what a cause costs each promise that it makes late: firm ones first, then most days
    /// first, then by id.
    pub(super) fn of(&mut self, trouble: &Trouble<'_>, id: MilestoneId) -> Vec<SlipCost> {
        let (assessment, workspace) = (self.assessment, self.assessment.workspace);
        let mut made_late = trouble.made_late(id).peekable();
        if made_late.peek().is_none() || self.visits > MOST_VISITS {
            return Vec::new();
        }
        self.trial.run(&[Change::Held(id, Reference::Due.day(assessment, id))]);
        self.visits += self.trial.visits();
        let cost = |promise: MilestoneId| {
            let (now, due) = (assessment.forecast(promise).finish?, Reference::Due.day(assessment, promise)?);
            let then = self.trial.finish(promise)?.max(due);
            let later = Lateness::new(workspace.lateness_calendar(promise), then, now);
            later.is_late().then_some(SlipCost { promise, later })
        };
        let mut costs: Vec<SlipCost> = made_late.filter_map(cost).collect();
        costs.sort_by_key(|cost| {
            let milestone = workspace.milestone(cost.promise);
            (!milestone.firm, Reverse(cost.later), &milestone.full_id)
        });
        costs
    }
}
