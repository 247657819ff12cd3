//! Follows the programs and milestones of a plan through its other versions, renames included: from
//! the last one back, or from the first one on.

use super::diff::Matching;
use super::selection::Selection;
use crate::model::{MilestoneId, ProgramId, Workspace};
use crate::schedule::PromiseHolder;
use std::collections::{BTreeMap, BTreeSet};

/// Where each program and milestone of the last version is in an earlier one; or of the first
/// version in a later one.
///
/// It is found step by step: each version is matched with the one beside it, so that a rename needs
/// its `formerly` only in the version that made it. What came back under its old id after it was
/// gone for a while is found by that id.
#[derive(Debug, Clone)]
pub struct Followed {
    milestones: Vec<Option<MilestoneId>>,
    programs: Vec<Option<ProgramId>>,
}

impl Followed {
    /// Returns the version itself from which to go.
    pub fn here(from: &Workspace) -> Self {
        Self {
            milestones: from.milestone_ids().map(Some).collect(),
            programs: from.program_ids().map(Some).collect(),
        }
    }

    /// Goes one version further back, to `then`; `matching` pairs it with the version that this
    /// leads to.
    #[must_use]
    pub fn back(&self, matching: &Matching, last: &Workspace, then: &Workspace) -> Self {
        let milestone = |id| matching.milestone_before(id);
        self.step(milestone, |id| matching.before(id), last, then)
    }

    /// Goes one version further on, to `then`, from a first version instead of a last one;
    /// `matching` pairs the version that this leads to with it.
    #[must_use]
    pub fn forward(&self, matching: &Matching, first: &Workspace, then: &Workspace) -> Self {
        let milestone = |id| matching.milestone_after(id);
        self.step(milestone, |id| matching.after(id), first, then)
    }

    fn step(
        &self,
        milestone: impl Fn(MilestoneId) -> Option<MilestoneId>,
        program: impl Fn(ProgramId) -> Option<ProgramId>,
        from: &Workspace,
        then: &Workspace,
    ) -> Self {
        let milestones = self.milestones.iter().map(|id| milestone((*id)?)).collect();
        let programs = self.programs.iter().map(|id| program((*id)?)).collect();
        let mut next = Self { milestones, programs };
        next.find_again(from, then);
        next
    }

    fn find_again(&mut self, from: &Workspace, then: &Workspace) {
        let taken: BTreeSet<ProgramId> = self.programs.iter().copied().flatten().collect();
        for (id, found) in from.program_ids().zip(&mut self.programs) {
            let again = || then.program_called(&from.program(id).id).filter(|id| !taken.contains(id));
            *found = found.or_else(again);
        }
        if self.milestones.iter().all(Option::is_some) {
            return;
        }
        let taken: BTreeSet<MilestoneId> = self.milestones.iter().copied().flatten().collect();
        let free = then.milestone_ids().filter(|id| !taken.contains(id));
        let free: BTreeMap<&str, MilestoneId> =
            free.map(|id| (then.milestone(id).full_id.as_str(), id)).collect();
        for (id, found) in from.milestone_ids().zip(&mut self.milestones) {
            *found = found.or_else(|| free.get(from.milestone(id).full_id.as_str()).copied());
        }
    }

    /// Returns where a milestone or program is; `None` if it is not there.
    pub fn find(&self, holder: PromiseHolder) -> Option<PromiseHolder> {
        match holder {
            PromiseHolder::Milestone(id) => self.milestones[id.index()].map(PromiseHolder::from),
            PromiseHolder::Program(id) => self.programs[id.index()].map(PromiseHolder::from),
        }
    }

    /// Returns what a selection of the last version selects in this one, `then`.
    pub fn selected(&self, selection: &Selection, last: &Workspace, then: &Workspace) -> Selection {
        fn reverse<I: Copy + Ord>(ids: impl Iterator<Item = I>, found: &[Option<I>]) -> BTreeMap<I, I> {
            ids.zip(found).filter_map(|(id, found)| Some(((*found)?, id))).collect()
        }
        let milestones = reverse(last.milestone_ids(), &self.milestones);
        let programs = reverse(last.program_ids(), &self.programs);
        let milestone = |id| milestones.get(&id).copied();
        selection.in_plans(last, then, milestone, |id| programs.get(&id).copied())
    }

    /// Returns how many milestones are followed to this version.
    pub fn count(&self) -> usize {
        self.milestones.iter().flatten().count()
    }

    /// Returns the milestones and programs of this version to which some are followed.
    pub fn all(&self) -> BTreeSet<PromiseHolder> {
        let milestones = self.milestones.iter().flatten().copied().map(PromiseHolder::from);
        milestones.chain(self.programs.iter().flatten().copied().map(PromiseHolder::from)).collect()
    }
}
