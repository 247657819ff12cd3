//! Work that came into the plan and went out of it.

use super::archived::Archived;
use crate::analysis::diff::{Change, Diff, Pair, Side};
use crate::model::MilestoneId;
use crate::words::words;

words! {
    /// How the scope changed by a milestone.
    pub enum ScopeMove {
        Added = "added",
        /// It was cancelled, and is not any more.
        Restored = "restored",
        /// It was taken out of the plan before it was done.
        Removed = "removed",
        Cancelled = "cancelled",
    }
}

impl ScopeMove {
    /// Whether there is more to do than before.
    pub fn is_more(self) -> bool {
        matches!(self, Self::Added | Self::Restored)
    }
}

/// A milestone by which the scope changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScopeChange {
    /// Its full id now; of a removed one, then.
    pub id: String,
    pub what: ScopeMove,
    pub owner: Option<String>,
    /// Its planned length in working days, 0 for an event; none for elapsed time without dates.
    pub workdays: Option<u32>,
}

/// Returns the milestones that came and went, by id.
pub(super) fn all(diff: &Diff<'_>, archived: &Archived) -> Vec<ScopeChange> {
    let milestones = diff.milestones.iter().filter(|it| !archived.has(diff, it.pair.holder()));
    let mut all: Vec<ScopeChange> = milestones.filter_map(|it| change(diff, it)).collect();
    all.sort_by(|a, b| a.id.cmp(&b.id));
    all
}

fn change(diff: &Diff<'_>, change: &Change<MilestoneId>) -> Option<ScopeChange> {
    let is_live = |side: Side<'_>, id: MilestoneId| side.workspace().milestone(id).is_live();
    let is_open = |side: Side<'_>, id: MilestoneId| side.workspace().milestone(id).is_unfinished();
    let (base, head) = (diff.base, diff.head);
    let (what, side, id) = match change.pair {
        Pair::Head(id) if is_live(head, id) => (ScopeMove::Added, head, id),
        Pair::Base(id) if is_open(base, id) => (ScopeMove::Removed, base, id),
        Pair::Both(before, after) if is_open(base, before) && !is_live(head, after) => {
            (ScopeMove::Cancelled, base, before)
        }
        Pair::Both(before, after) if !is_live(base, before) && is_live(head, after) => {
            (ScopeMove::Restored, head, after)
        }
        _ => return None,
    };
    Some(ScopeChange {
        id: diff.id(change.pair).to_owned(),
        what,
        owner: side.owner(id).map(str::to_owned),
        workdays: side.assessment.schedule.duration_workdays(id),
    })
}
