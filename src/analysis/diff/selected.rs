//! Restricts a diff to a selection. The numbers stay those of the whole change.

use super::{Diff, Pair, Side, Subject};
use crate::analysis::selection::Selection;
use crate::schedule::PromiseHolder;
use std::collections::BTreeSet;

/// How much changed outside the selection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Untold {
    /// Forecasts of milestones that moved.
    pub forecasts: usize,
    /// Promises that changed, or whose outcome did.
    pub promises: usize,
    pub edits: usize,
}

impl Diff<'_> {
    /// Leaves out what neither side selects. Entries about the whole workspace stay: the settings
    /// of `tpm.yaml`, and programs that could not be read.
    pub fn select(&mut self, base: &Selection, head: &Selection) {
        let (old, new) = (self.base, self.head);
        let has = |selection: &Selection, holder| match holder {
            PromiseHolder::Milestone(id) => selection.has(id),
            PromiseHolder::Program(id) => selection.has_program(id),
        };
        // What either side selects.
        let asked = |pair: Pair<PromiseHolder>| {
            pair.base().is_some_and(|id| has(base, id)) || pair.head().is_some_and(|id| has(head, id))
        };
        let pairs = self.matching.milestones().map(Pair::holder);
        let pairs = pairs.chain(self.matching.programs().map(Pair::holder)).filter(|pair| asked(*pair));
        let mut names: BTreeSet<String> = pairs.map(|pair| self.id(pair).to_owned()).collect();
        names.extend(belonging(old, base));
        names.extend(belonging(new, head));
        let moved = |diff: &Self| diff.milestones.iter().filter(|change| change.finish.moved()).count();
        let (forecasts, promises) = (moved(self), self.promises.len());
        self.programs.retain(|change| asked(change.pair.holder()));
        self.milestones.retain(|change| asked(change.pair.holder()));
        self.promises.retain(|change| asked(change.holder));
        if let Some(odds) = &mut self.odds {
            odds.promises.retain(|change| asked(change.holder));
        }
        self.out_of_sight.retain(|holder| asked(*holder));
        self.held.retain(|held| asked(held.holder));
        self.baselines.retain(|change| asked(change.pair.holder()));
        self.entered.retain(|crossing| asked(crossing.pair.holder()));
        self.left.retain(|crossing| asked(crossing.pair.holder()));
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
}

/// Returns the names of the risks, asks and people of a side that belong to a selection.
fn belonging<'s>(side: Side<'s>, selection: &Selection) -> Vec<String> {
    let workspace = side.workspace();
    let risks = workspace.risks.iter().filter(|risk| {
        let affects = side.assessment.schedule.threatened(risk);
        selection.has_matter(workspace, risk.program, risk.owner, affects)
    });
    let asks = workspace
        .asks
        .iter()
        .filter(|ask| selection.has_matter(workspace, ask.program, ask.of, ask.unlocks.iter().copied()));
    let people = selection.people().into_iter().flatten().map(|id| &workspace.owners[id.index()].id);
    risks.map(|risk| &risk.full_id).chain(asks.map(|ask| &ask.full_id)).chain(people).cloned().collect()
}
