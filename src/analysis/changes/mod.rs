//! What changed between two days: what was said then, and what is said now.
//!
//! Three assessments tell it apart. The plan of then as of its own day is what was said. The same
//! plan as of the day of now is what became of it while nobody wrote anything: what differs slid.
//! The plan of now is the third; between it and the second a [`Diff`] has the edits and what each
//! does. `moved` is what differs between the first and the last, `slid` the part of it that no edit
//! moves, `stories` puts together what has one cause, `rest` finds the days off that a move ran
//! into, `scope` is the work that came and went, `archived` what was done before it went, and
//! `matters` says which commits have a part in all this. Definitions: `docs/method.md`.

mod archived;
mod matters;
mod moved;
mod reason;
mod rest;
mod scope;
mod slid;
mod stories;

pub use archived::Archived;
pub use matters::matters;
pub use moved::{Move, Rank};
pub use reason::{Reason, Reasons};
pub use rest::Rest;
pub use scope::{ScopeChange, ScopeMove};
pub use slid::{Slide, Stalled};
pub use stories::{Story, Why};

use super::Assessment;
use super::diff::{Diff, EditKind, Pair, PromiseChange, RiskChange, RiskMove, Subject};
use super::selection::Selection;
use crate::model::{Ask, MilestoneId};
use crate::schedule::PromiseHolder;
use crate::time::Day;
use moved::Mover;
use reason::Found;
use std::collections::BTreeMap;

/// The commits after then along first parents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Commits {
    /// How many there are; none if then is not among those that lead to now.
    pub count: Option<usize>,
    /// The full hashes of those that matter, the newest first.
    pub matter: Vec<String>,
    /// Whether what is not committed matters.
    pub uncommitted: bool,
    /// What was taken out on the way after it was done, by its full id, with the day of that.
    pub archived: BTreeMap<String, Day>,
}

/// What changed between then and now.
#[derive(Debug)]
pub struct Changes<'s> {
    /// The plan of then, as of its own day.
    pub then: &'s Assessment<'s>,
    /// The plan of then and that of now, both as of the day of now.
    pub diff: Diff<'s>,
    pub commits: Commits,
    /// What edits moved: firm promises first, then promises and finishes, then the rest; what is
    /// late first, then the later ones, the largest move first, then by id.
    pub moves: Vec<Move>,
    /// What moved though no edit moves it, in the same order.
    pub slid: Vec<Slide>,
    /// `moves` by what moved them, in their order.
    pub stories: Vec<Story>,
    /// Milestones that were done as forecast, by id.
    pub done: Vec<MilestoneId>,
    /// Milestones of then that were done since and then taken out of the plan, by id.
    pub archived: Archived,
    /// Work that came and went, by id.
    pub scope: Vec<ScopeChange>,
}

impl<'s> Changes<'s> {
    /// Compares what was said then with what is said now. `diff` compares the plan of then, as of
    /// the day of now, with that of now. With selections, of then and of now, the rest is left out.
    pub fn new(
        then: &'s Assessment<'s>,
        mut diff: Diff<'s>,
        commits: Commits,
        selected: Option<&[Selection; 2]>,
    ) -> Self {
        if let Some([base, head]) = selected {
            diff.select(base, head);
        }
        let mover = Mover::new(then, &diff, selected.map(|[_, now]| now));
        let (mut moves, slid) = mover.all();
        let found = Found::new(&diff);
        moves.iter_mut().for_each(|moved| moved.reasons = found.of(moved.now, moved.by));
        let slid = slid::follow(&diff, slid);
        let stories = stories::tell(&diff, &moves);
        let archived = Archived::new(&diff, &commits.archived);
        let (done, scope) = (mover.done(), scope::all(&diff, &archived));
        Self { then, commits, moves, slid, stories, done, archived, scope, diff }
    }

    /// Returns the full id of a milestone, or the id of a program, now.
    pub fn id(&self, holder: impl Into<PromiseHolder>) -> &'s str {
        self.diff.head.id(holder)
    }

    /// Returns the promises that were moved, withdrawn or loosened, or taken from whom they were
    /// made to; firm ones first.
    pub fn promises_moved(&self) -> impl Iterator<Item = &PromiseChange> {
        let is_less = |change: &PromiseChange| {
            change.is_moved() || change.is_loosened() || change.has_other_recipient()
        };
        let is_archived = |change: &PromiseChange| self.archived.has(&self.diff, change.holder);
        self.diff.promises.iter().filter(move |change| is_less(change) && !is_archived(change))
    }

    /// Returns the risks that were raised, fired, mitigated, closed or taken out.
    pub fn risks(&self) -> impl Iterator<Item = &RiskChange> {
        self.diff.risks.iter().filter(|risk| risk.what != RiskMove::Changed)
    }

    /// Returns the asks that were answered: those of then that are no longer in the plan.
    pub fn answered(&self) -> impl Iterator<Item = &'s Ask> {
        let then = self.diff.base.workspace();
        let gone = self.diff.told_edits().filter(|edit| edit.kind == EditKind::Removed);
        let gone = gone.filter_map(|edit| match &edit.subject {
            Subject::Ask(id) => Some(id),
            _ => None,
        });
        gone.filter_map(|id| then.asks.iter().find(|ask| ask.full_id == *id))
    }

    /// Whether nothing changed: neither a date, a promise, the scope, a risk or an ask, nor
    /// anything that was written.
    pub fn is_empty(&self) -> bool {
        let has_edits = self.diff.told_edits().next().is_some();
        self.moves.is_empty() && self.slid.is_empty() && !has_edits && !self.diff.is_unsure()
    }
}

/// Returns why a withdrawn or moved promise was: what its entry says, or why its milestone was
/// cancelled.
pub fn reason_of<'c>(diff: &'c Diff<'_>, change: &'c PromiseChange) -> Option<&'c str> {
    let said = change.entry.as_ref().and_then(|entry| entry.why.as_deref());
    said.or_else(|| match change.holder {
        Pair::Both(_, PromiseHolder::Milestone(id)) => {
            diff.head.workspace().milestone(id).cancelled.as_ref()?.reason.as_deref()
        }
        _ => None,
    })
}
