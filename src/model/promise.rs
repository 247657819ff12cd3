//! What is promised, when that was moved, how firmly and to whom.

use super::{MilestoneId, ProgramId, Workspace};
use crate::time::Day;

/// A promise, with every time it was moved.
#[derive(Debug, Clone, Default)]
pub struct Promise {
    /// The promised day; finishing on this day keeps the promise.
    pub due: Option<Day>,
    /// The original promise: the first `moved.from`, else `due`; `None` if that could not be read.
    pub original: Option<Day>,
    /// `tbd`: deliberately not promised yet.
    pub tbd: bool,
    /// Every move, in file order.
    pub moved: Vec<Move>,
}

/// One move of a promise.
#[derive(Debug, Clone)]
pub struct Move {
    /// The promise before.
    pub from: Day,
    /// When it was moved.
    pub on: Option<Day>,
    /// The kind of reason.
    pub cause: Option<String>,
    /// The reason.
    pub why: Option<String>,
    /// Who agreed.
    pub agreed: Option<String>,
}

impl Promise {
    /// Returns the moves that an earlier version of it does not have. One that says again what was
    /// said then, of the same day, is not new.
    pub fn moved_since<'p>(&'p self, before: &'p Self) -> impl DoubleEndedIterator<Item = &'p Move> {
        let is_old = |entry: &Move| {
            let says_that = |old: &Move| (old.from, old.on, &old.why) == (entry.from, entry.on, &entry.why);
            before.moved.iter().any(says_that)
        };
        self.moved.iter().filter(move |entry| !is_old(entry))
    }
}

/// How firmly a program promises, and to whom, stands at the finish at which it is measured.
impl Workspace {
    /// Returns the milestones that say how firmly a program promises, and to whom: its finish or,
    /// where none is named, any of its milestones; without a promise of its own.
    pub fn promised_at(&self, id: ProgramId) -> impl Iterator<Item = MilestoneId> + use<'_> {
        let is_promised = self.program(id).promise.due.is_some();
        self.measured_at(id, None).filter(move |_| is_promised)
    }

    /// Returns the live milestones at which the promise of a program may be measured, of those that
    /// promise a given day themselves.
    pub fn measured_at(
        &self,
        id: ProgramId,
        due: Option<Day>,
    ) -> impl Iterator<Item = MilestoneId> + use<'_> {
        let program = self.program(id);
        let all = program.milestone_ids().filter(|_| program.finish.is_none());
        program.finish.into_iter().chain(all).filter(move |id| {
            let milestone = self.milestone(*id);
            milestone.is_live() && milestone.promise.due == due
        })
    }

    /// Whether the promise of a program cannot move.
    pub fn is_firm(&self, id: ProgramId) -> bool {
        self.promised_at(id).any(|id| self.milestone(id).firm)
    }

    /// Returns to whom a program was promised.
    pub fn promised_to(&self, id: ProgramId) -> Option<&str> {
        self.promised_at(id).find_map(|id| self.milestone(id).promised_to.as_deref())
    }
}
