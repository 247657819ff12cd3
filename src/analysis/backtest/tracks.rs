//! Follows every milestone and program from the last plan back, renames included.

use crate::analysis::diff::Matching;
use crate::model::Workspace;
use crate::schedule::PromiseHolder;
use std::collections::{BTreeMap, BTreeSet};

/// Which is which in the versions of a plan: a number for every milestone and program of any
/// version, from the last one back.
///
/// As in a trend, each version is matched with the one after it, and what came back under its old
/// id is found by that. What the last version lacks is numbered too: it may have been archived.
#[derive(Debug)]
pub(super) struct Tracks {
    /// In the earliest version so far.
    numbers: BTreeMap<PromiseHolder, usize>,
    /// What that version lacks, by the id that it had.
    lost: BTreeMap<String, usize>,
    count: usize,
}

impl Tracks {
    /// Numbers what is in the last version.
    pub(super) fn new(last: &Workspace) -> Self {
        let numbers: BTreeMap<_, _> = holders(last).zip(0..).collect();
        Self { count: numbers.len(), numbers, lost: BTreeMap::new() }
    }

    /// Goes one version further back, to `then`; `matching` pairs it with `later`, the earliest one
    /// so far.
    pub(super) fn back(&mut self, matching: &Matching, later: &Workspace, then: &Workspace) {
        let matched = |holder| matching.holder_after(holder).map(|after| self.numbers[&after]);
        let matched: Vec<Option<usize>> = holders(then).map(matched).collect();
        let there: BTreeSet<usize> = matched.iter().copied().flatten().collect();
        for (holder, number) in self.numbers.iter().filter(|(_, number)| !there.contains(number)) {
            self.lost.insert(holder.full_id(later).to_owned(), *number);
        }
        self.numbers = holders(then)
            .zip(matched)
            .map(|(holder, number)| {
                let number = number.or_else(|| self.lost.remove(holder.full_id(then)));
                let number = number.unwrap_or(self.count);
                self.count = self.count.max(number + 1);
                (holder, number)
            })
            .collect();
    }

    /// Returns how many numbers there are; they begin with 0.
    pub(super) fn count(&self) -> usize {
        self.count
    }

    /// Returns the number of what is in the earliest version so far.
    pub(super) fn number(&self, holder: PromiseHolder) -> usize {
        self.numbers[&holder]
    }

    /// Returns what is in the earliest version so far, with its number.
    pub(super) fn all(&self) -> impl Iterator<Item = (PromiseHolder, usize)> + '_ {
        self.numbers.iter().map(|(holder, number)| (*holder, *number))
    }
}

fn holders(workspace: &Workspace) -> impl Iterator<Item = PromiseHolder> {
    let milestones = workspace.milestone_ids().map(PromiseHolder::from);
    milestones.chain(workspace.program_ids().map(PromiseHolder::from))
}
