//! Which programs and milestones a report covers. Dates always come from the whole workspace.

use crate::model::{Milestone, MilestoneId, OwnerId, ProgramId, Workspace};
use std::collections::BTreeSet;

/// Programs and milestones selected by id. A program includes all its milestones.
#[derive(Debug, Clone, Default)]
pub struct Named {
    programs: BTreeSet<ProgramId>,
    milestones: BTreeSet<MilestoneId>,
}

impl Named {
    /// Adds a program and all its milestones.
    pub fn add_program(&mut self, workspace: &Workspace, id: ProgramId) {
        self.programs.insert(id);
        self.milestones.extend(workspace.program(id).milestone_ids());
    }

    pub fn add_milestone(&mut self, id: MilestoneId) {
        self.milestones.insert(id);
    }
}

/// Selection by owner, tag and workstream. Values of one kind are alternatives, all kinds must
/// match, and a kind that is not given always matches.
#[derive(Debug, Clone, Default)]
pub struct Labels {
    /// Owners, including the members of teams.
    pub people: Option<BTreeSet<OwnerId>>,
    pub tags: Option<BTreeSet<String>>,
    /// Workstreams.
    pub workstreams: Option<BTreeSet<String>>,
}

impl Labels {
    /// Whether all labels match something that has an owner and concerns a milestone.
    fn hold(&self, workspace: &Workspace, owner: Option<OwnerId>, milestone: Option<&Milestone>) -> bool {
        let people = self.people.as_ref().is_none_or(|people| {
            let answers = |owner: Option<OwnerId>| owner.is_some_and(|owner| people.contains(&owner));
            answers(owner)
                || milestone.is_some_and(|milestone| {
                    answers(milestone.owner) || is_waiting_on(workspace, milestone, people)
                })
        });
        let tags = self.tags.as_ref().is_none_or(|tags| {
            milestone.is_some_and(|milestone| milestone.tags.iter().any(|tag| tags.contains(tag)))
        });
        let workstreams = self.workstreams.as_ref().is_none_or(|streams| {
            let stream = milestone.and_then(|milestone| milestone.workstream.as_ref());
            stream.is_some_and(|stream| streams.contains(stream))
        });
        people && tags && workstreams
    }
}

/// Whether a milestone is blocked and waiting on one of some people, by id or full name.
fn is_waiting_on(workspace: &Workspace, milestone: &Milestone, people: &BTreeSet<OwnerId>) -> bool {
    let blocked = milestone.blocked.as_ref().filter(|_| milestone.is_unfinished());
    let Some(whom) = blocked.and_then(|blocked| blocked.waiting_on.as_ref()) else { return false };
    let whom = whom.to_lowercase();
    people.iter().map(|id| &workspace.owners[id.index()]).any(|owner| {
        owner.id.to_lowercase() == whom || owner.name.as_ref().is_some_and(|name| name.to_lowercase() == whom)
    })
}

/// The selected programs and milestones: everything, unless ids or labels narrow it.
#[derive(Debug, Clone)]
pub struct Selection {
    named: Option<Named>,
    labels: Labels,
    /// By program: whether it is selected as a whole.
    programs: Vec<bool>,
    /// By milestone: whether it is selected.
    milestones: Vec<bool>,
}

impl Selection {
    /// Selects what is named, or everything if nothing is, and matches the labels.
    pub fn new(workspace: &Workspace, named: Option<Named>, labels: Labels) -> Self {
        let mut selection = Self { named, labels, programs: Vec::new(), milestones: Vec::new() };
        let program = |id| {
            let owner = workspace.program(id).owner;
            selection.names_program(id) && selection.labels.hold(workspace, owner, None)
        };
        let milestone = |id| selection.names(id) && selection.is_labelled(workspace, id);
        let programs = workspace.program_ids().map(program).collect();
        selection.milestones = workspace.milestone_ids().map(milestone).collect();
        selection.programs = programs;
        selection
    }

    /// Returns the same selection in other plans: what is selected here, under the ids that it has
    /// there, and what only those have if its program is named or nothing is and the labels match.
    /// `milestone` and `program` say what is here what is there.
    #[must_use]
    pub fn in_plans(
        &self,
        here: &Workspace,
        there: &Workspace,
        milestone: impl Fn(MilestoneId) -> Option<MilestoneId>,
        program: impl Fn(ProgramId) -> Option<ProgramId>,
    ) -> Self {
        let named = self.named.as_ref().map(|_| {
            let named = |id: &ProgramId| program(*id).is_some_and(|here| self.names_program(here));
            let programs: BTreeSet<ProgramId> = there.program_ids().filter(named).collect();
            let is_named = |id: &MilestoneId| match milestone(*id) {
                Some(here) => self.names(here),
                None => programs.contains(&there.milestone(*id).program),
            };
            Named { milestones: there.milestone_ids().filter(is_named).collect(), programs }
        });
        let people = self.labels.people.as_ref().map(|people| {
            let ids: BTreeSet<&str> = people.iter().map(|id| here.owners[id.index()].id.as_str()).collect();
            let owners = (0..there.owners.len() as u32).map(OwnerId);
            owners.filter(|id| ids.contains(there.owners[id.index()].id.as_str())).collect()
        });
        let mut selection = Self::new(there, named, Labels { people, ..self.labels.clone() });
        // Who has it now decides, so that what changed hands is compared all the same.
        for id in there.milestone_ids() {
            if let Some(here) = milestone(id) {
                selection.milestones[id.index()] = self.has(here);
            }
        }
        for id in there.program_ids() {
            if let Some(here) = program(id) {
                selection.programs[id.index()] = self.has_program(here);
            }
        }
        selection
    }

    fn names(&self, id: MilestoneId) -> bool {
        self.named.as_ref().is_none_or(|named| named.milestones.contains(&id))
    }

    /// Whether a program is named, or nothing is, regardless of labels.
    pub fn names_program(&self, id: ProgramId) -> bool {
        self.named.as_ref().is_none_or(|named| named.programs.contains(&id))
    }

    /// Whether programs or milestones are named, so that others are left out.
    pub fn names_some(&self) -> bool {
        self.named.is_some()
    }

    /// Whether the labels match a milestone, regardless of names.
    pub fn is_labelled(&self, workspace: &Workspace, id: MilestoneId) -> bool {
        self.labels.hold(workspace, None, Some(workspace.milestone(id)))
    }

    /// Whether a milestone is selected.
    pub fn has(&self, id: MilestoneId) -> bool {
        self.milestones[id.index()]
    }

    /// Returns the selected people, if any.
    pub fn people(&self) -> Option<&BTreeSet<OwnerId>> {
        self.labels.people.as_ref()
    }

    /// Whether a program is selected as a whole, and not only milestones of it.
    pub fn has_program(&self, id: ProgramId) -> bool {
        self.programs[id.index()]
    }

    /// Whether a program is shown: it, or one of its milestones, is selected.
    pub fn shows_program(&self, workspace: &Workspace, id: ProgramId) -> bool {
        self.has_program(id) || workspace.program(id).milestone_ids().any(|milestone| self.has(milestone))
    }

    /// Whether a risk or an ask is selected: something in a program that has an owner and concerns
    /// some milestones. Its own owner counts as much as the owners of the milestones.
    pub fn has_matter(
        &self,
        workspace: &Workspace,
        program: ProgramId,
        owner: Option<OwnerId>,
        milestones: impl IntoIterator<Item = MilestoneId>,
    ) -> bool {
        let of_program = self.names_program(program);
        (of_program && self.labels.hold(workspace, owner, None))
            || milestones.into_iter().any(|id| {
                let milestone = workspace.milestone(id);
                (of_program || self.names(id)) && self.labels.hold(workspace, owner, Some(milestone))
            })
    }
}
