//! Numbers that stand for things of a workspace.

/// A milestone of a [`super::Workspace`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MilestoneId(pub u32);

/// A program of a [`super::Workspace`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ProgramId(pub u32);

/// An owner of a [`super::Workspace`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OwnerId(pub u32);

impl MilestoneId {
    /// Returns the place in the list of milestones.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

impl ProgramId {
    /// Returns the place in the list of programs.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

impl OwnerId {
    /// Returns the place in the list of owners.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}
