//! Restricts a diff to a selection. The numbers stay those of the whole change.

use super::{Diff, Pair, Promiser, Subject};
use crate::analysis::selection::Selection;
use crate::model::{MilestoneId, ProgramId, Risk, Workspace};
use std::collections::BTreeSet;

/// How much changed outside the selection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Untold {
    /// Forecasts of milestones that moved.
    pub forecasts: usize,
    /// Promises that changed, or whose outcome did.
    pub promises: usize,
    /// Edits.
    pub edits: usize,
}

/// The selection: entries that either side selects.
struct Asked<'a> {
    base: &'a Selection,
    head: &'a Selection,
}

impl Asked<'_> {
    fn milestone(&self, pair: Pair<MilestoneId>) -> bool {
        pair.base().is_some_and(|id| self.base.has(id)) || pair.head().is_some_and(|id| self.head.has(id))
    }

    fn program(&self, pair: Pair<ProgramId>) -> bool {
        pair.base().is_some_and(|id| self.base.has_program(id))
            || pair.head().is_some_and(|id| self.head.has_program(id))
    }

    fn promiser(&self, promiser: Promiser) -> bool {
        match promiser {
            Promiser::Milestone(pair) => self.milestone(pair),
            Promiser::Program(pair) => self.program(pair),
        }
    }
}

impl Diff<'_> {
    /// Leaves out what neither side selects. Entries about the whole workspace stay: the settings
    /// of `tpm.yaml`, and programs that could not be read.
    pub fn select(&mut self, base: &Selection, head: &Selection) {
        let asked = Asked { base, head };
        let names = self.names(&asked);
        let moved = |diff: &Self| diff.milestones.iter().filter(|change| change.finish.moved()).count();
        let (forecasts, promises) = (moved(self), self.promises.len());
        self.programs.retain(|change| asked.program(change.pair));
        self.milestones.retain(|change| asked.milestone(change.pair));
        self.promises.retain(|change| asked.promiser(change.promiser));
        self.out_of_sight.retain(|promiser| asked.promiser(*promiser));
        self.held.retain(|held| asked.promiser(held.promiser));
        self.baselines.retain(|change| asked.milestone(change.pair));
        self.entered.retain(|crossing| asked.milestone(crossing.pair));
        self.left.retain(|crossing| asked.milestone(crossing.pair));
        let concerned: BTreeSet<String> =
            self.entered.iter().chain(&self.left).flat_map(|crossing| crossing.programs.clone()).collect();
        let workspace = self.head.workspace();
        self.chains.retain(|(id, _)| head.has_program(*id) || concerned.contains(&workspace.program(*id).id));
        self.risks.retain(|change| names.contains(&change.id));
        self.policy.retain(|policy| policy.subject == "tpm.yaml" || names.contains(&policy.subject));
        self.unread.retain(|unread| !unread.of.contains('/') || names.contains(&unread.of));
        self.new_cycles.retain(|cycle| cycle.iter().any(|name| names.contains(name)));
        let causes = self.programs.iter().map(|change| &change.causes);
        let causes = causes.chain(self.milestones.iter().map(|change| &change.causes));
        let causes = causes.chain(self.held.iter().map(|held| &held.causes));
        let behind: BTreeSet<usize> =
            causes.flat_map(|causes| &causes.list).flat_map(|cause| cause.edits.iter().copied()).collect();
        for (at, edit) in self.edits.iter_mut().enumerate() {
            let is_asked = edit.subject == Subject::Settings || names.contains(edit.subject.name());
            edit.is_told = is_asked || behind.contains(&at);
        }
        self.untold = Some(Untold {
            forecasts: forecasts - moved(self),
            promises: promises - self.promises.len(),
            edits: self.edits.iter().filter(|edit| !edit.is_told).count(),
        });
    }

    /// Returns the selected names: milestones and programs by their id in the head, else in the
    /// base, with the risks, asks and people that belong to them.
    fn names(&self, asked: &Asked<'_>) -> BTreeSet<String> {
        let mut names = BTreeSet::new();
        let (old, new) = (self.base.workspace(), self.head.workspace());
        let pairs = new.milestone_ids().map(|id| Pair::of_head(self.matching.milestone_before(id), id));
        let gone = old.milestone_ids().filter(|id| self.matching.milestone_after(*id).is_none());
        for pair in pairs.chain(gone.map(Pair::Base)) {
            if asked.milestone(pair) {
                names.insert(self.milestone_id(pair).to_owned());
            }
        }
        let pairs = new.program_ids().map(|id| Pair::of_head(self.matching.before(id), id));
        let gone = old.program_ids().filter(|id| self.matching.after(*id).is_none());
        for pair in pairs.chain(gone.map(Pair::Base)) {
            if asked.program(pair) {
                names.insert(self.program_id(pair).to_owned());
            }
        }
        for (side, selection) in [(self.base, asked.base), (self.head, asked.head)] {
            let workspace = side.workspace();
            let is_asked = |risk: &&Risk| {
                // A risk without targets affects the finish.
                let finish = &side.assessment.schedule.finish(risk.program).milestones;
                let affects = if risk.affects.is_empty() { finish } else { &risk.affects };
                selection.has_matter(workspace, risk.program, risk.owner, affects.iter().copied())
            };
            names.extend(workspace.risks.iter().filter(is_asked).map(|risk| risk.full_id.clone()));
            names.extend(people(workspace, selection));
            for ask in &workspace.asks {
                if selection.has_matter(workspace, ask.program, ask.of, ask.unlocks.iter().copied()) {
                    names.insert(ask.full_id.clone());
                }
            }
        }
        names
    }
}

fn people(workspace: &Workspace, selection: &Selection) -> Vec<String> {
    let people = selection.people().into_iter().flatten();
    people.map(|id| workspace.owners[id.index()].id.clone()).collect()
}
