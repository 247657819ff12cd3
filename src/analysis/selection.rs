//! Which programs and milestones a report is about. Dates always come from the whole workspace.

use crate::model::{MilestoneId, ProgramId, Workspace};
use std::collections::BTreeSet;

/// What was asked for; everything where nothing was.
#[derive(Debug, Clone, Default)]
pub struct Selection {
    programs: BTreeSet<ProgramId>,
    milestones: BTreeSet<MilestoneId>,
    everything: bool,
}

impl Selection {
    /// Selects everything.
    pub fn everything() -> Self {
        Self { everything: true, ..Self::default() }
    }

    /// Adds a program and all its milestones.
    pub fn add_program(&mut self, workspace: &Workspace, id: ProgramId) {
        self.programs.insert(id);
        self.milestones.extend(workspace.program(id).milestone_ids());
    }

    /// Adds one milestone.
    pub fn add_milestone(&mut self, id: MilestoneId) {
        self.milestones.insert(id);
    }

    /// Whether a milestone was asked for.
    pub fn has(&self, id: MilestoneId) -> bool {
        self.everything || self.milestones.contains(&id)
    }

    /// Whether a program was asked for as a whole.
    pub fn has_program(&self, id: ProgramId) -> bool {
        self.everything || self.programs.contains(&id)
    }

    /// Whether a program is to be shown: it, or a milestone of it, was asked for.
    pub fn shows_program(&self, workspace: &Workspace, id: ProgramId) -> bool {
        self.has_program(id) || workspace.program(id).milestone_ids().any(|milestone| self.has(milestone))
    }
}
