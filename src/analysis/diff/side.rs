//! One side of a diff, and what it says of a milestone or program.

use super::Subject;
use crate::analysis::health::Health;
use crate::analysis::{Assessment, OnFloor};
use crate::calendar::Calendar;
use crate::model::{Documents, MilestoneId, ProgramId, Promise, Workspace};
use crate::schedule::PromiseHolder;
use crate::source::Sources;
use crate::syntax::{MilestoneDoc, ProgramDoc};
use crate::time::Day;

#[derive(Debug, Clone, Copy)]
pub struct Side<'s> {
    /// The full hash of its commit; none for the work tree.
    pub commit: Option<&'s str>,
    /// The documents of its files.
    pub documents: &'s Documents,
    pub sources: &'s Sources,
    /// Its assessment, as of the same day as the other side's.
    pub assessment: &'s Assessment<'s>,
}

/// Returns the owner of what was edited, if it is a milestone: in the head, else in the base.
pub fn owner_of<'s>(base: Side<'s>, head: Side<'s>, subject: &Subject) -> Option<&'s str> {
    let id = subject.milestone()?;
    match head.find(id) {
        Some(id) => head.owner(id),
        None => base.find(id).and_then(|id| base.owner(id)),
    }
}

impl<'s> Side<'s> {
    /// Returns the workspace of the plans.
    pub fn workspace(self) -> &'s Workspace {
        self.assessment.workspace
    }

    pub(super) fn program(self, id: ProgramId) -> &'s ProgramDoc {
        &self.documents.programs[id.index()].doc
    }

    /// Returns the index of a milestone among those of its program.
    pub(super) fn place_in_program(self, id: MilestoneId) -> usize {
        let program = self.workspace().milestone(id).program;
        (id.0 - self.workspace().program(program).milestones.start) as usize
    }

    pub(super) fn milestone(self, id: MilestoneId) -> &'s MilestoneDoc {
        &self.program(self.workspace().milestone(id).program).milestones[self.place_in_program(id)]
    }

    /// Returns the full id of a milestone, or the id of a program.
    pub fn id(self, holder: impl Into<PromiseHolder>) -> &'s str {
        holder.into().full_id(self.workspace())
    }

    /// Returns the milestone with a full id.
    pub fn find(self, full_id: &str) -> Option<MilestoneId> {
        self.workspace().milestone_called(full_id)
    }

    pub fn owner(self, holder: impl Into<PromiseHolder>) -> Option<&'s str> {
        self.workspace().owner_id(holder.into().owner(self.workspace()))
    }

    pub(super) fn promise(self, holder: PromiseHolder) -> &'s Promise {
        holder.promise(self.workspace())
    }

    /// Returns the day on which it is forecast to finish, or was finished.
    pub(super) fn finish(self, holder: PromiseHolder) -> Option<Day> {
        match holder {
            PromiseHolder::Milestone(id) => self.assessment.forecast(id).finish,
            PromiseHolder::Program(id) => self.assessment.schedule.finish(id).forecast,
        }
    }

    pub(super) fn is_floor(self, holder: PromiseHolder) -> bool {
        OnFloor::in_plan(self.assessment, holder).is_floor
    }

    pub(super) fn rests_on_floor(self, holder: PromiseHolder) -> bool {
        OnFloor::in_plan(self.assessment, holder).rests_on_floor
    }

    pub(super) fn health(self, holder: PromiseHolder) -> Health {
        match holder {
            PromiseHolder::Milestone(id) => self.assessment.health(id).health,
            PromiseHolder::Program(id) => self.assessment.program_health(id).health,
        }
    }

    /// Returns the milestone at which its forecast is measured.
    pub(super) fn measured_at(self, holder: PromiseHolder) -> Option<MilestoneId> {
        match holder {
            PromiseHolder::Milestone(id) => Some(id),
            PromiseHolder::Program(id) => self.assessment.finish_milestone(id),
        }
    }

    /// Returns the calendar in which the moves of its forecast are counted.
    pub(super) fn calendar(self, holder: PromiseHolder) -> Option<&'s Calendar> {
        Some(holder.lateness_calendar(self.workspace()))
    }
}
