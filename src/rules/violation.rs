//! What a rule finds.

use crate::finding::{Finding, Level};
use crate::model::{MilestoneId, ProgramId, Waiver, Workspace};
use crate::source::Place;

/// What a finding is about: it decides whose policy and whose waivers count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Topic {
    /// A program.
    Program(ProgramId),
    /// A milestone.
    Milestone(MilestoneId),
    /// A risk, by its place in the workspace.
    Risk(usize),
    /// The workspace as a whole: what its programs share, or a program that a change took out of
    /// it, which the finding names.
    Workspace,
}

impl Topic {
    /// Returns the program that it belongs to; none where it is about all of them.
    pub fn program(self, workspace: &Workspace) -> Option<ProgramId> {
        match self {
            Self::Program(id) => Some(id),
            Self::Milestone(id) => Some(workspace.milestone(id).program),
            Self::Risk(index) => Some(workspace.risks[index].program),
            Self::Workspace => None,
        }
    }

    /// Returns its id as others write it; nothing of the workspace.
    pub fn id(self, workspace: &Workspace) -> &str {
        match self {
            Self::Program(id) => &workspace.program(id).id,
            Self::Milestone(id) => &workspace.milestone(id).full_id,
            Self::Risk(index) => &workspace.risks[index].full_id,
            Self::Workspace => "",
        }
    }

    /// Returns the waivers beside it.
    pub fn waivers(self, workspace: &Workspace) -> &[Waiver] {
        match self {
            Self::Program(id) => &workspace.program(id).waivers,
            Self::Milestone(id) => &workspace.milestone(id).waivers,
            Self::Risk(index) => &workspace.risks[index].waivers,
            Self::Workspace => &[],
        }
    }
}

/// A finding of a rule, before policy and waivers.
#[derive(Debug, Clone)]
pub struct Violation {
    /// What is wrong. The gate writes the rule into it, and the level at which it counts.
    pub finding: Finding,
    /// What it is about.
    pub topic: Topic,
}

impl Violation {
    /// Returns what a rule finds wrong with something.
    pub(super) fn new(workspace: &Workspace, topic: Topic, place: Place, message: impl Into<String>) -> Self {
        let violation = Self::of_workspace(place, message);
        Self { topic, ..violation.tell(|finding| finding.subject(topic.id(workspace))) }
    }

    /// Returns what a rule finds wrong with the workspace.
    pub(super) fn of_workspace(place: Place, message: impl Into<String>) -> Self {
        Self { finding: Finding::warning("", place, message), topic: Topic::Workspace }
    }

    /// Returns the id of the program whose policy counts; an empty one where that of all does.
    pub(super) fn program<'o>(&'o self, workspace: &'o Workspace) -> &'o str {
        match self.topic.program(workspace) {
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
