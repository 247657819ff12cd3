//! Indices of milestones, programs and owners in a workspace.

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
    /// Returns the index in [`super::Workspace::milestones`].
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

impl ProgramId {
    /// Returns the index in [`super::Workspace::programs`].
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

impl OwnerId {
    /// Returns the index in [`super::Workspace::owners`].
    pub fn index(self) -> usize {
        self.0 as usize
    }
}
