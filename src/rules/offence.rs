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
    /// A program that was in the plans before a change and is not there any more: what a finding says of it is all that is
    /// known.
    Gone,
}

impl On {
    /// Returns the program that it belongs to; none where that is gone.
    pub fn program(self, workspace: &Workspace) -> Option<ProgramId> {
        match self {
            Self::Program(id) => Some(id),
            Self::Milestone(id) => Some(workspace.milestone(id).program),
            Self::Risk(index) => Some(workspace.risks[index].program),
            Self::Gone => None,
        }
    }

    /// Returns its id as others write it; nothing where it is gone.
    pub fn id(self, workspace: &Workspace) -> &str {
        match self {
            Self::Program(id) => &workspace.program(id).id,
            Self::Milestone(id) => &workspace.milestone(id).full_id,
            Self::Risk(index) => &workspace.risks[index].full_id,
            Self::Gone => "",
        }
    }

    /// Returns the waivers beside it.
    pub fn waivers(self, workspace: &Workspace) -> &[Waiver] {
        match self {
            Self::Program(id) => &workspace.program(id).waivers,
            Self::Milestone(id) => &workspace.milestone(id).waivers,
            Self::Risk(index) => &workspace.risks[index].waivers,
            Self::Gone => &[],
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
        Self { on, ..Self::gone(rule, on.id(workspace), place, message) }
    }

    /// Returns what a rule finds wrong with a program that is gone.
    pub(super) fn gone(rule: &Rule, id: &str, place: Place, message: impl Into<String>) -> Self {
        let mut finding = Finding::warning(rule.slug, place, message).subject(id);
        if rule.level == crate::syntax::Importance::Error {
            finding.level = Level::Error;
        }
        Self { finding, on: On::Gone }
    }

    /// Returns the id of the program whose policy counts.
    pub(super) fn program<'o>(&'o self, workspace: &'o Workspace) -> &'o str {
        match self.on.program(workspace) {
            Some(id) => &workspace.program(id).id,
            None => self.finding.subject.as_deref().unwrap_or_default(),
        }
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
