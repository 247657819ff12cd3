//! What rules look at.

use super::{NoBaseline, Policy, Topic, Violation};
use crate::analysis::Assessment;
use crate::analysis::diff::{Asserted, OpenPromises};
use crate::analysis::handoff::{self, HandoffRow};
use crate::analysis::risk::{self, Assessed};
use crate::analysis::trouble::Trouble;
use crate::model::{Milestone, MilestoneId, ProgramId, Workspace};
use crate::source::Place;
use crate::time::Day;
use std::cell::OnceCell;

/// A workspace, scheduled and judged, and the analyses that several rules share, each made once.
#[derive(Debug)]
pub struct Case<'a> {
    /// What is judged.
    pub assessment: &'a Assessment<'a>,
    /// What rules measure with.
    pub policy: &'a Policy,
    /// What a change made of promises, where one is judged.
    pub(super) change: Option<&'a OpenPromises>,
    /// What was asserted at the commit that the policy comes from, and is not any more.
    pub(super) asserted: &'a [Asserted],
    /// The standing baseline, where there is no such commit.
    pub(super) no_baseline: Option<&'a NoBaseline>,
    trouble: OnceCell<Trouble>,
    risks: OnceCell<Vec<Assessed>>,
    handoffs: OnceCell<Vec<HandoffRow>>,
    is_whole: OnceCell<bool>,
}

impl<'a> Case<'a> {
    /// Returns the case of a workspace under a policy.
    pub fn new(assessment: &'a Assessment<'a>, policy: &'a Policy) -> Self {
        Self {
            assessment,
            policy,
            change: None,
            asserted: &[],
            no_baseline: None,
            trouble: OnceCell::new(),
            risks: OnceCell::new(),
            handoffs: OnceCell::new(),
            is_whole: OnceCell::new(),
        }
    }

    /// Returns the case of a change, which made this of the promises.
    #[must_use]
    pub fn of_change(self, change: &'a OpenPromises) -> Self {
        Self { change: Some(change), ..self }
    }

    /// Returns the case in which this is the standing baseline, and is not there.
    #[must_use]
    pub fn without_baseline(self, no_baseline: Option<&'a NoBaseline>) -> Self {
        Self { no_baseline, ..self }
    }

    /// Returns the case in which this is asserted too.
    #[must_use]
    pub fn with_asserted(self, asserted: &'a [Asserted]) -> Self {
        Self { asserted, ..self }
    }

    pub(super) fn workspace(&self) -> &'a Workspace {
        self.assessment.workspace
    }

    pub(super) fn as_of(&self) -> Day {
        self.assessment.as_of()
    }

    /// Returns a day as it is said on the as-of day.
    pub(super) fn day(&self, day: Day) -> String {
        day.short(self.as_of())
    }

    /// Returns the milestones that are neither done nor cancelled.
    pub(super) fn unfinished(&self) -> impl Iterator<Item = (MilestoneId, &'a Milestone)> + use<'a> {
        let workspace = self.workspace();
        let all = workspace.milestone_ids().map(move |id| (id, workspace.milestone(id)));
        all.filter(|(_, milestone)| milestone.is_unfinished())
    }

    /// Returns those of which everything could be read: what the others lack may be what was
    /// misspelt.
    pub(super) fn readable(&self) -> impl Iterator<Item = (MilestoneId, &'a Milestone)> + use<'a> {
        self.unfinished().filter(|(_, milestone)| is_readable(milestone))
    }

    /// Returns the readable ones of a program.
    pub(super) fn readable_of(
        &self,
        id: ProgramId,
    ) -> impl Iterator<Item = (MilestoneId, &'a Milestone)> + use<'a> {
        let workspace = self.workspace();
        let all = workspace.program(id).milestone_ids().map(move |id| (id, workspace.milestone(id)));
        all.filter(|(_, milestone)| milestone.is_unfinished() && is_readable(milestone))
    }

    /// Whether every program could be read to its end: what could not may be what others wait for,
    /// or name what they wait for in a way that is not understood.
    pub(super) fn is_whole(&self) -> bool {
        *self.is_whole.get_or_init(|| {
            let workspace = self.workspace();
            let programs = workspace
                .programs
                .iter()
                .all(|program| program.undated_because.is_none() && program.reading.is_whole());
            programs
                && workspace.milestones.iter().all(is_readable)
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

    /// Returns the milestone at the start of the chain of trouble that drives another; itself where
    /// none does.
    pub(super) fn cause(&self, id: MilestoneId) -> MilestoneId {
        self.trouble.get_or_init(|| Trouble::new(self.assessment)).first[id.index()]
    }

    /// Returns every risk, assessed.
    pub(super) fn risks(&self) -> &[Assessed] {
        self.risks.get_or_init(|| risk::analyze(self.assessment))
    }

    /// Returns what one owner hands over to another.
    pub(super) fn handoffs(&self) -> &[HandoffRow] {
        self.handoffs.get_or_init(|| handoff::analyze(self.assessment).list)
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

fn is_readable(milestone: &Milestone) -> bool {
    milestone.undated_because.is_none() && !milestone.perhaps_done
}
