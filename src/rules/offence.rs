//! What a rule finds.

use super::Rule;
use crate::finding::{Finding, Level};
use crate::model::{MilestoneId, ProgramId, Waiver, Workspace};
use crate::source::Place;

/// What a finding is about: it decides whose policy and whose waivers count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum On {
    /// A program.
    Program(ProgramId),
    /// A milestone.
    Milestone(MilestoneId),
    /// A risk, by its place in the workspace.
    Risk(usize),
}

impl On {
    /// Returns the program that it belongs to.
    pub fn program(self, workspace: &Workspace) -> ProgramId {
        match self {
            Self::Program(id) => id,
            Self::Milestone(id) => workspace.milestone(id).program,
            Self::Risk(index) => workspace.risks[index].program,
        }
    }

    /// Returns its id as others write it.
    pub fn id(self, workspace: &Workspace) -> &str {
        match self {
            Self::Program(id) => &workspace.program(id).id,
            Self::Milestone(id) => &workspace.milestone(id).full_id,
            Self::Risk(index) => &workspace.risks[index].full_id,
        }
    }

    /// Returns the waivers beside it.
    pub fn waivers(self, workspace: &Workspace) -> &[Waiver] {
        match self {
            Self::Program(id) => &workspace.program(id).waivers,
            Self::Milestone(id) => &workspace.milestone(id).waivers,
            Self::Risk(index) => &workspace.risks[index].waivers,
        }
    }
}

/// A finding of a rule, before policy and waivers.
#[derive(Debug, Clone)]
pub struct Offence {
    /// What is wrong. Its level is the one that the rule would give it.
    pub finding: Finding,
    /// What it is about.
    pub on: On,
}

impl Offence {
    /// Returns what a rule finds wrong with something.
    pub(super) fn new(
        rule: &Rule,
        workspace: &Workspace,
        on: On,
        place: Place,
        message: impl Into<String>,
    ) -> Self {
        let mut finding = Finding::warning(rule.slug, place, message).subject(on.id(workspace));
        if rule.level == crate::syntax::Importance::Error {
            finding.level = Level::Error;
        }
        Self { finding, on }
    }

    /// Makes it an error, unless the policy says otherwise.
    #[must_use]
    pub(super) fn grave(mut self) -> Self {
        self.finding.level = Level::Error;
        self
    }

    /// Changes what is told.
    #[must_use]
    pub(super) fn tell(mut self, tell: impl FnOnce(Finding) -> Finding) -> Self {
        self.finding = tell(self.finding);
        self
    }
}
