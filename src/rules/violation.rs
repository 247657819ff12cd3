//! A finding of a rule, before policy and waivers.

use crate::analysis::Assessment;
use crate::finding::{Finding, Level};
use crate::model::{MilestoneId, ProgramId, Waiver, Workspace};
use crate::source::Place;
use crate::time::Day;

/// The subject of a finding, which decides whose policy and waivers apply.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Topic {
    /// A program.
    Program(ProgramId),
    /// A milestone.
    Milestone(MilestoneId),
    /// A risk, by its index in the workspace.
    Risk(usize),
    /// An ask, by its index in the workspace.
    Ask(usize),
    /// The workspace as a whole: `tpm.yaml`, or a program that a change removed.
    Workspace,
}

impl Topic {
    /// Returns the program that it belongs to; none for the workspace.
    pub fn program(self, workspace: &Workspace) -> Option<ProgramId> {
        match self {
            Self::Program(id) => Some(id),
            Self::Milestone(id) => Some(workspace.milestone(id).program),
            Self::Risk(index) => Some(workspace.risks[index].program),
            Self::Ask(index) => Some(workspace.asks[index].program),
            Self::Workspace => None,
        }
    }

    /// Returns its full id; empty for the workspace.
    pub fn id(self, workspace: &Workspace) -> &str {
        match self {
            Self::Program(id) => &workspace.program(id).id,
            Self::Milestone(id) => &workspace.milestone(id).full_id,
            Self::Risk(index) => &workspace.risks[index].full_id,
            Self::Ask(index) => &workspace.asks[index].full_id,
            Self::Workspace => "",
        }
    }

    /// Returns the forecast or actual finish of a milestone or program.
    pub(super) fn forecast(self, assessment: &Assessment<'_>) -> Option<Day> {
        match self {
            Self::Program(id) => assessment.schedule.finish(id).forecast,
            Self::Milestone(id) => assessment.forecast(id).finish,
            Self::Risk(_) | Self::Ask(_) | Self::Workspace => None,
        }
    }

    /// Returns what it is, in a word.
    pub(super) fn kind(self) -> &'static str {
        match self {
            Self::Program(_) => "program",
            Self::Milestone(_) => "milestone",
            Self::Risk(_) => "risk",
            Self::Ask(_) => "ask",
            Self::Workspace => "workspace",
        }
    }

    /// Returns the waivers beside it.
    pub fn waivers(self, workspace: &Workspace) -> &[Waiver] {
        match self {
            Self::Program(id) => &workspace.program(id).waivers,
            Self::Milestone(id) => &workspace.milestone(id).waivers,
            Self::Risk(index) => &workspace.risks[index].waivers,
            Self::Ask(_) | Self::Workspace => &[],
        }
    }
}

/// A finding of a rule, before policy and waivers.
#[must_use]
#[derive(Debug, Clone)]
pub struct Violation {
    /// The finding. The gate sets its rule and level.
    pub finding: Finding,
    /// Its subject.
    pub topic: Topic,
    /// A rule whose level it has at least, unless its own rule is off.
    pub of_level_of: Option<&'static str>,
}

impl Violation {
    /// Returns a violation about a subject.
    pub(super) fn new(workspace: &Workspace, topic: Topic, place: Place, message: impl Into<String>) -> Self {
        let violation = Self::of_workspace(place, message);
        Self { topic, ..violation.with(|finding| finding.subject(topic.id(workspace))) }
    }

    /// Returns a violation about the workspace.
    pub(super) fn of_workspace(place: Place, message: impl Into<String>) -> Self {
        let finding = Finding::warning("", place, message);
        Self { finding, topic: Topic::Workspace, of_level_of: None }
    }

    /// Returns the id of the program whose policy applies; for the workspace, the subject or
    /// nothing.
    pub(super) fn program<'o>(&'o self, workspace: &'o Workspace) -> &'o str {
        match self.topic.program(workspace) {
            Some(id) => &workspace.program(id).id,
            None => self.finding.subject.as_deref().unwrap_or_default(),
        }
    }

    /// Makes it an error, unless the policy says otherwise.
    pub(super) fn grave(mut self) -> Self {
        self.finding.level = Level::Error;
        self
    }

    /// Gives it at least the level of another rule, unless its own is off.
    pub(super) fn of_level_of(mut self, rule: &'static str) -> Self {
        self.of_level_of = Some(rule);
        self
    }

    /// Changes the finding.
    pub(super) fn with(mut self, change: impl FnOnce(Finding) -> Finding) -> Self {
        self.finding = change(self.finding);
        self
    }
}
