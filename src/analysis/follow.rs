//! Follows the programs and milestones of a plan back through its earlier versions, renames
//! included.

use super::diff::Matching;
use crate::model::{MilestoneId, ProgramId, Workspace};
use crate::schedule::PromiseHolder;
use std::collections::{BTreeMap, BTreeSet};

/// Where each program and milestone of the last version is in an earlier one.
///
/// It is found step by step: each version is matched with the one after it, so that a rename needs
/// its `formerly` only in the version that made it. What came back under its old id after it was
/// gone for a while is found by that id.
#[derive(Debug, Clone)]
pub struct Followed {
    milestones: Vec<Option<MilestoneId>>,
    programs: Vec<Option<ProgramId>>,
}

impl Followed {
    /// Returns the last version itself.
    pub fn here(last: &Workspace) -> Self {
        Self {
            milestones: last.milestone_ids().map(Some).collect(),
            programs: last.program_ids().map(Some).collect(),
        }
    }

    /// Goes one version further back, to `then`; `matching` pairs it with the version that this
    /// leads to.
    #[must_use]
    pub fn back(&self, matching: &Matching, last: &Workspace, then: &Workspace) -> Self {
        let milestones = self.milestones.iter().map(|id| matching.milestone_before((*id)?)).collect();
        let programs = self.programs.iter().map(|id| matching.before((*id)?)).collect();
        let mut back = Self { milestones, programs };
        back.find_again(last, then);
        back
    }

    fn find_again(&mut self, last: &Workspace, then: &Workspace) {
        let taken: BTreeSet<ProgramId> = self.programs.iter().copied().flatten().collect();
        for (id, found) in last.program_ids().zip(&mut self.programs) {
            let again = || then.program_called(&last.program(id).id).filter(|id| !taken.contains(id));
            *found = found.or_else(again);
        }
        if self.milestones.iter().all(Option::is_some) {
            return;
        }
        let taken: BTreeSet<MilestoneId> = self.milestones.iter().copied().flatten().collect();
        let free = then.milestone_ids().filter(|id| !taken.contains(id));
        let free: BTreeMap<&str, MilestoneId> =
            free.map(|id| (then.milestone(id).full_id.as_str(), id)).collect();
        for (id, found) in last.milestone_ids().zip(&mut self.milestones) {
            *found = found.or_else(|| free.get(last.milestone(id).full_id.as_str()).copied());
        }
    }

    /// Returns where a milestone or program of the last version is; `None` if it is not there.
    pub fn find(&self, holder: PromiseHolder) -> Option<PromiseHolder> {
        match holder {
            PromiseHolder::Milestone(id) => self.milestones[id.index()].map(PromiseHolder::from),
            PromiseHolder::Program(id) => self.programs[id.index()].map(PromiseHolder::from),
        }
    }

    /// Returns how many milestones of the earlier version are followed.
    pub fn count(&self) -> usize {
        self.milestones.iter().flatten().count()
    }

    /// Returns the milestones and programs of the earlier version that are followed.
    pub fn all(&self) -> BTreeSet<PromiseHolder> {
        let milestones = self.milestones.iter().flatten().copied().map(PromiseHolder::from);
        milestones.chain(self.programs.iter().flatten().copied().map(PromiseHolder::from)).collect()
    }
}
