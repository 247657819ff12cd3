//! Tries the head without some of the edits, within a budget.

use super::edit::Edit;
use super::finder::Finder;
use super::groups::EditGroup;
use super::take_back::{Kept, TakeBack};
use crate::analysis::Assessment;
use crate::finding::Findings;
use crate::graph::Network;
use crate::model::AsOf;
use crate::schedule::PromiseHolder;
use crate::time::Day;
use crate::trial::{Finishes, Patches};
use std::collections::{BTreeMap, BTreeSet};

/// The result of one trial: the forecasts that changed.
pub(super) struct Tried {
    pub(super) group: EditGroup,
    pub(super) changed: BTreeMap<PromiseHolder, Option<Day>>,
}

/// Runs trials of the head without some edits.
pub(super) struct Trials<'s> {
    taking_back: TakeBack<'s>,
    edits: &'s [Edit],
    as_of: AsOf,
    pub(super) patches: Patches<'s>,
    /// How many trials are left.
    pub(super) left: usize,
}

/// Trials, at most.
const MOST: usize = 400;

/// Milestones scheduled over all trials, at most.
const MOST_MILESTONES: usize = 500_000;

impl<'s> Trials<'s> {
    pub(super) fn new(finder: &'s Finder<'s>, edits: &'s [Edit], as_of: AsOf) -> Self {
        Self {
            taking_back: TakeBack::new(finder),
            edits,
            as_of,
            patches: Patches::new(&finder.head.assessment.schedule),
            left: MOST.min(MOST_MILESTONES / finder.head.workspace().milestones.len().max(1)),
        }
    }

    /// Returns the forecasts of the head without some groups of edits; none if the head cannot do
    /// without them, or no trials are left.
    pub(super) fn without<'g>(
        &mut self,
        groups: impl IntoIterator<Item = &'g EditGroup>,
    ) -> Option<Finishes> {
        self.left = self.left.checked_sub(1)?;
        let edits = groups.into_iter().flatten().copied().collect();
        let kept = self.take_back(&edits);
        let workspace = self.taking_back.documents.lower(self.as_of, &mut Findings::default());
        let finishes = self.patches.finishes(&workspace);
        self.taking_back.restore(kept);
        finishes
    }

    /// Applies `judge` to the head without some edits.
    pub(super) fn judged<T>(
        &mut self,
        edits: &BTreeSet<usize>,
        judge: impl FnOnce(&Assessment<'_>, Findings) -> T,
    ) -> T {
        let kept = self.take_back(edits);
        let mut findings = Findings::default();
        let workspace = self.taking_back.documents.lower(self.as_of, &mut findings);
        let network = Network::new(&workspace);
        let judged = judge(&Assessment::new(&workspace, &network, self.as_of.day), findings);
        self.taking_back.restore(kept);
        judged
    }

    fn take_back(&mut self, edits: &BTreeSet<usize>) -> Kept {
        self.taking_back.take_back(&edits.iter().map(|at| &self.edits[*at]).collect::<Vec<_>>())
    }
}
