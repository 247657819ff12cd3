//! Counterparts on the two sides.

use crate::model::{MilestoneId, ProgramId, Workspace};

/// An entry of one side and its counterpart on the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pair<I> {
    /// It is only in the base.
    Base(I),
    /// It is only in the head.
    Head(I),
    /// It is on both sides: in the base, and in the head.
    Both(I, I),
}

impl<I: Copy> Pair<I> {
    /// Returns the pair of an entry of the head and its counterpart in the base, if any.
    pub fn of_head(base: Option<I>, head: I) -> Self {
        base.map_or(Self::Head(head), |base| Self::Both(base, head))
    }

    /// Returns the entry in the base.
    pub fn base(self) -> Option<I> {
        match self {
            Self::Base(base) | Self::Both(base, _) => Some(base),
            Self::Head(_) => None,
        }
    }

    /// Returns the entry in the head.
    pub fn head(self) -> Option<I> {
        match self {
            Self::Head(head) | Self::Both(_, head) => Some(head),
            Self::Base(_) => None,
        }
    }

    /// Returns the entry in the head, else in the base, and the workspace of that side.
    fn latest<'w>(self, base: &'w Workspace, head: &'w Workspace) -> (I, &'w Workspace) {
        match self {
            Self::Head(id) | Self::Both(_, id) => (id, head),
            Self::Base(id) => (id, base),
        }
    }
}

impl Pair<MilestoneId> {
    /// Returns the full id of a milestone in the head, else in the base.
    pub fn id<'w>(self, base: &'w Workspace, head: &'w Workspace) -> &'w str {
        let (id, workspace) = self.latest(base, head);
        &workspace.milestone(id).full_id
    }

    fn owner<'w>(self, base: &'w Workspace, head: &'w Workspace) -> Option<&'w str> {
        let (id, workspace) = self.latest(base, head);
        workspace.owner_id(workspace.milestone(id).owner)
    }
}

impl Pair<ProgramId> {
    /// Returns the id of a program in the head, else in the base.
    pub fn id<'w>(self, base: &'w Workspace, head: &'w Workspace) -> &'w str {
        let (id, workspace) = self.latest(base, head);
        &workspace.program(id).id
    }

    fn owner<'w>(self, base: &'w Workspace, head: &'w Workspace) -> Option<&'w str> {
        let (id, workspace) = self.latest(base, head);
        workspace.owner_id(workspace.program(id).owner)
    }
}

/// The milestone or program that a promise or forecast belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Promiser {
    /// A milestone.
    Milestone(Pair<MilestoneId>),
    /// A program, measured at its finish.
    Program(Pair<ProgramId>),
}

impl Promiser {
    /// Returns the full id of the milestone, or the id of the program, in the head, else in the
    /// base.
    pub fn id<'w>(self, base: &'w Workspace, head: &'w Workspace) -> &'w str {
        match self {
            Self::Milestone(pair) => pair.id(base, head),
            Self::Program(pair) => pair.id(base, head),
        }
    }

    /// Returns its owner.
    pub fn owner<'w>(self, base: &'w Workspace, head: &'w Workspace) -> Option<&'w str> {
        match self {
            Self::Milestone(pair) => pair.owner(base, head),
            Self::Program(pair) => pair.owner(base, head),
        }
    }
}
