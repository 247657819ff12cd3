//! What became of a promise that no longer stands.

use crate::model::{ProgramId, Workspace};
use crate::schedule::PromiseHolder;
use crate::time::Day;
use crate::trial::Finishes;
use crate::words::words;

words! {
    /// How a promise ended.
    pub enum End {
        /// It was done.
        Done = "done",
        /// Its milestone was cancelled.
        Cancelled = "cancelled",
        /// It is still planned, but no day is promised any more.
        Unpromised = "unpromised",
        /// Its milestone or program was taken out of the plan.
        TakenOut = "taken-out",
    }
}

/// How a promise ended, with what the plan says about that.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ending {
    pub end: End,
    /// On which day, if the plan says so.
    pub on: Option<Day>,
    /// Why, if the plan says so.
    pub reason: Option<String>,
    /// How many entries its `moved` has.
    entries: usize,
}

impl Ending {
    /// What was taken out of the plan can say no reason.
    pub const TAKEN_OUT: Self = Self { end: End::TakenOut, on: None, reason: None, entries: 0 };

    /// Returns how a promise ended that is still in a plan, and was finished on the day `done`;
    /// none if it stands. In a plan that is not sound, an error may hide it: then it stands.
    pub fn of(
        there: PromiseHolder,
        workspace: &Workspace,
        done: Option<Day>,
        is_sound: bool,
    ) -> Option<Self> {
        if done.is_some() {
            return Some(Self { end: End::Done, on: done, reason: None, entries: 0 });
        }
        let cancelled = match there {
            PromiseHolder::Milestone(id) => workspace.milestone(id).cancelled.as_ref(),
            PromiseHolder::Program(_) => None,
        };
        if let Some(cancelled) = cancelled {
            let (on, reason) = (Some(cancelled.on), cancelled.reason.clone());
            return Some(Self { end: End::Cancelled, on, reason, entries: 0 });
        }
        let promise = there.promise(workspace);
        if promise.due.is_some() || (!is_sound && !promise.tbd) {
            return None;
        }
        let last = promise.moved.last();
        let (on, reason) = (last.and_then(|entry| entry.on), last.and_then(|entry| entry.why.clone()));
        Some(Self { end: End::Unpromised, on, reason, entries: promise.moved.len() })
    }

    /// Returns it with no more than was said since the promise had `entries` entries of `moved`:
    /// only a later one says why no day is promised any more.
    #[must_use]
    pub fn since(self, entries: usize) -> Self {
        match self.end {
            End::Unpromised if self.entries <= entries => Self { on: None, reason: None, ..self },
            _ => self,
        }
    }
}

/// Returns the day on which a milestone was done or a program was finished.
pub fn done(there: PromiseHolder, workspace: &Workspace, finishes: &Finishes) -> Option<Day> {
    match there {
        PromiseHolder::Milestone(id) => workspace.milestone(id).done,
        PromiseHolder::Program(id) => finishes.of(there).filter(|_| is_finished(workspace, id)),
    }
}

/// Whether a program is finished: its finish milestone is done or, without one, all of its
/// milestones are.
pub fn is_finished(workspace: &Workspace, id: ProgramId) -> bool {
    let program = workspace.program(id);
    let mut live = program.milestone_ids().map(|id| workspace.milestone(id)).filter(|one| one.is_live());
    match program.finish {
        Some(finish) => workspace.milestone(finish).done.is_some(),
        None => {
            program.reading.is_whole() && !program.milestones.is_empty() && live.all(|one| one.done.is_some())
        }
    }
}
