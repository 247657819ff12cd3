//! The head without some of the edits.

use super::edit::Edit;
use super::finder::Finder;
use super::take_back::{Kept, TakeBack};
use crate::analysis::Assessment;
use crate::finding::Findings;
use crate::graph::Network;
use crate::model::{AsOf, Before, Workspace};
use std::collections::BTreeSet;

/// Makes the plans of the head without some edits, and judges them.
pub(super) struct Trials<'s> {
    taking_back: TakeBack<'s>,
    /// The milestones of the head: those of files without an edit need not be lowered again.
    before: Before,
    edits: &'s [Edit],
    pub(super) as_of: AsOf,
}

impl<'s> Trials<'s> {
    pub(super) fn new(finder: &'s Finder<'s>, edits: &'s [Edit], as_of: AsOf) -> Self {
        let before = finder.head.documents.before(finder.head.workspace());
        Self { taking_back: TakeBack::new(finder), before, edits, as_of }
    }

    /// Returns the plans of the head without some edits.
    pub(super) fn without(&mut self, edits: &BTreeSet<usize>) -> Workspace {
        let kept = self.take_back(edits);
        let workspace = self.lowered(&mut Findings::default());
        self.taking_back.restore(kept);
        workspace
    }

    /// Applies `judge` to the head without some edits.
    pub(super) fn judged<T>(
        &mut self,
        edits: &BTreeSet<usize>,
        judge: impl FnOnce(&Assessment<'_>, Findings) -> T,
    ) -> T {
        let kept = self.take_back(edits);
        let mut findings = Findings::default();
        let workspace = self.lowered(&mut findings);
        let network = Network::new(&workspace);
        let judged = judge(&Assessment::new(&workspace, &network, self.as_of.day), findings);
        self.taking_back.restore(kept);
        judged
    }

    fn lowered(&self, findings: &mut Findings) -> Workspace {
        self.taking_back.documents.lower_after(&self.before, self.as_of, findings)
    }

    fn take_back(&mut self, edits: &BTreeSet<usize>) -> Kept {
        self.taking_back.take_back(&edits.iter().map(|at| &self.edits[*at]).collect::<Vec<_>>())
    }
}
