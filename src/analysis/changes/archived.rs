//! Work that was done, and then taken out of the plan: it is neither less scope nor a withdrawn
//! promise.

use crate::analysis::diff::{Diff, Pair};
use crate::model::{MilestoneId, ProgramId};
use crate::schedule::PromiseHolder;
use crate::time::Day;
use std::collections::BTreeMap;

/// Milestones of then that were done since and then taken out, with the day on which they were.
#[derive(Debug, Default)]
pub struct Archived(BTreeMap<MilestoneId, Day>);

impl Archived {
    /// `known` is what was taken out on the way after it was done, by its full id at that time.
    pub(super) fn new(diff: &Diff<'_>, known: &BTreeMap<String, Day>) -> Self {
        let base = diff.base.workspace();
        let done = |id: MilestoneId| {
            let milestone = base.milestone(id);
            // Its program may have been renamed before.
            let program = diff.matching.after(milestone.program);
            let (_, name) = milestone.full_id.split_once('/')?;
            let later = program.map(|program| format!("{}/{name}", diff.head.id(program)));
            known.get(&milestone.full_id).or_else(|| known.get(&later?)).copied()
        };
        let gone = diff.milestones.iter().filter_map(|change| match change.pair {
            Pair::Base(id) if base.milestone(id).is_unfinished() => Some((id, done(id)?)),
            _ => None,
        });
        Self(gone.collect())
    }

    /// Whether a milestone is one of them, or a program had only those left to do.
    pub(super) fn has(&self, diff: &Diff<'_>, holder: Pair<PromiseHolder>) -> bool {
        match holder {
            Pair::Base(PromiseHolder::Milestone(id)) => self.0.contains_key(&id),
            Pair::Base(PromiseHolder::Program(id)) => self.has_all(diff, id),
            _ => false,
        }
    }

    fn has_all(&self, diff: &Diff<'_>, id: ProgramId) -> bool {
        let base = diff.base.workspace();
        let mut open = base.program(id).milestone_ids().filter(|id| base.milestone(*id).is_unfinished());
        open.next().is_some_and(|first| self.0.contains_key(&first))
            && open.all(|id| self.0.contains_key(&id))
    }

    /// Returns each as it was then, with the day on which it was done, by id.
    pub fn all<'d>(&self, diff: &Diff<'d>) -> Vec<(MilestoneId, Day)> {
        let mut all: Vec<(MilestoneId, Day)> = self.0.iter().map(|(id, day)| (*id, *day)).collect();
        all.sort_by_key(|(id, _)| diff.base.id(*id));
        all
    }
}
