//! Which edits have no effect: taking them back changes no number, judgement or finding.
//!
//! They are taken back in the head one by one and all together.

use super::edit::Edit;
use super::finder::Finder;
use super::judgement::{Finds, Judged};
use super::trial::Trials;
use crate::model::AsOf;
use std::collections::BTreeSet;

/// Limits: how many trials are judged, and how many milestones over all trials.
const MOST: usize = 200;
const MOST_MILESTONES: usize = 50_000;

/// Returns the candidates, as indices of edits, that have no effect, neither alone nor together.
/// Edits that could not be tried count as having an effect.
pub(super) fn without(
    finder: &Finder<'_>,
    edits: &[Edit],
    mut candidates: Vec<usize>,
    as_of: AsOf,
    finds: Finds<'_>,
) -> BTreeSet<usize> {
    if candidates.is_empty() {
        return BTreeSet::new();
    }
    let milestones = finder.head.workspace().milestones.len().max(1);
    let mut trials = Trials::new(finder, edits, as_of);
    let unchanged = BTreeSet::new();
    let head = trials.judged(&unchanged, |_, findings| Judged::new(finder.head, findings, finds));
    let left = MOST.min(MOST_MILESTONES / milestones).max(8);
    let mut trying = Trying { trials, head, left };
    // Half of the trials are reserved for sets.
    let alone = trying.left / 2;
    if candidates.len() > 1 && candidates.len() <= alone {
        candidates.retain(|edit| trying.is_same(&BTreeSet::from([*edit])) == Some(true));
    }
    let mut none = BTreeSet::new();
    trying.accept(&mut none, &candidates);
    none
}

struct Trying<'s, 'f> {
    trials: Trials<'s>,
    head: Judged<'s, 'f>,
    left: usize,
}

impl Trying<'_, '_> {
    /// Whether the judgement is the same without some edits; none if no trials are left.
    fn is_same(&mut self, edits: &BTreeSet<usize>) -> Option<bool> {
        self.left = self.left.checked_sub(1)?;
        Some(self.trials.judged(edits, |assessment, findings| self.head.is_same(assessment, findings)))
    }

    /// Adds the edits that change nothing when taken back together with those accepted before.
    fn accept(&mut self, none: &mut BTreeSet<usize>, edits: &[usize]) {
        let all: BTreeSet<usize> = none.iter().chain(edits).copied().collect();
        match self.is_same(&all) {
            Some(true) => *none = all,
            Some(false) if edits.len() > 1 => {
                let (one, other) = edits.split_at(edits.len() / 2);
                self.accept(none, one);
                self.accept(none, other);
            }
            _ => {}
        }
    }
}
