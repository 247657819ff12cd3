//! What a side may contain where it could not be read: an entry missing there does not count as
//! removed.

use super::{Comparison, Pair, Side};
use crate::model::{MilestoneId, ProgramId};
use crate::schedule::PromiseHolder;
use crate::syntax::Reading;

/// What an entry may contain unread.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Doubt {
    /// Keys that it does not have.
    pub(super) keys: bool,
    /// More entries of its lists.
    pub(super) lists: bool,
}

impl Doubt {
    /// Returns full doubt about an entry, or none.
    pub(super) fn all(is_doubtful: bool) -> Self {
        Self { keys: is_doubtful, lists: is_doubtful }
    }

    pub(super) fn is_any(self) -> bool {
        self.keys || self.lists
    }
}

/// Something that could not be fully read on one side.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Unread {
    /// The full id of a milestone, the id of a program, or `tpm.yaml`.
    pub of: String,
    /// Whether it is in the head rather than the base.
    pub is_head: bool,
    /// What is wrong with it, in words.
    pub because: String,
}

impl Comparison<'_> {
    /// Returns the milestones and programs with an open promise in the base whose state in the head
    /// could not be read; programs only if they promise another day than their finish milestone.
    /// Firm ones first, then in file order.
    pub(super) fn out_of_sight(self) -> Vec<Pair<PromiseHolder>> {
        let (old, matching) = (self.base.workspace(), self.matching);
        let milestones = old.milestone_ids().filter(|id| {
            let milestone = old.milestone(*id);
            let is_open = milestone.promise.due.is_some() && milestone.is_unfinished();
            is_open && matching.milestone_after(*id).is_none() && self.may_still_be(milestone.program)
        });
        let mut milestones: Vec<MilestoneId> = milestones.collect();
        milestones.sort_by_key(|id| !old.milestone(*id).firm);
        let programs = old.program_ids().filter(|id| {
            let program = old.program(*id);
            let finish = program.finish.and_then(|finish| old.milestone(finish).promise.due);
            let is_open = program.milestone_ids().any(|id| old.milestone(id).is_unfinished());
            let is_promised = program.promise.due.is_some() && program.promise.due != finish;
            is_open && is_promised && matching.after(*id).is_none() && self.may_still_be(*id)
        });
        let milestones = milestones.into_iter().map(PromiseHolder::from);
        milestones.chain(programs.map(PromiseHolder::from)).map(Pair::Base).collect()
    }
}

impl Side<'_> {
    /// Whether the ids of some milestones of a program could not be read.
    pub(super) fn is_partly_read(self, id: ProgramId) -> bool {
        !self.program(id).milestones.reading.is_whole()
    }

    /// Whether a program has an id that could not be read.
    pub(super) fn has_nameless(self) -> bool {
        self.documents.programs.iter().any(|program| program.doc.has_bad_id())
    }

    /// Returns what a milestone may contain unread.
    pub(super) fn doubt_of_milestone(self, id: MilestoneId) -> Doubt {
        let doc = self.milestone(id);
        // An unknown key may be a misspelling of the missing one.
        Doubt { keys: doc.reading.may_lack_keys(), lists: !doc.reading.is_whole() }
    }

    /// Whether a program may contain unread keys.
    pub(super) fn is_doubtful(self, id: ProgramId) -> bool {
        let doc = self.program(id);
        !doc.reading.is_whole() || doc.milestones.reading == Reading::Cut
    }

    /// Returns what could not be read, by id.
    pub(super) fn unread(self, is_head: bool) -> Vec<Unread> {
        const STOPS: &str = "reading stops in it before its end";
        let mut unread = Vec::new();
        let mut add =
            |of: &str, because: &str| unread.push(Unread { of: of.into(), is_head, because: because.into() });
        if !self.documents.shared.reading.is_whole() {
            add("tpm.yaml", "not all of it could be read");
        }
        for id in self.workspace().program_ids() {
            let (program, doc) = (self.workspace().program(id), self.program(id));
            if doc.milestones.reading == Reading::Cut {
                add(&program.id, STOPS);
            } else if !doc.reading.is_whole() {
                add(&program.id, "one of its own keys could not be read");
            } else if !doc.milestones.reading.is_whole() {
                add(&program.id, "an id in it could not be read");
            }
            for id in program.milestone_ids().filter(|id| self.doubt_of_milestone(*id).is_any()) {
                let doc = self.milestone(id);
                let because = match doc.reading {
                    Reading::Cut => STOPS,
                    Reading::UnknownKey => "it has a key of an unknown name",
                    Reading::Whole | Reading::Partly => "something in it could not be read",
                };
                add(&self.workspace().milestone(id).full_id, because);
            }
        }
        unread.sort();
        unread
    }
}
