//! Whether two schedules of the same milestones and programs agree in every number, judgement and
//! finding that is not itself written in a plan.

use super::Side;
use crate::analysis::{Assessment, quiet};
use crate::finding::Findings;
use crate::model::{MilestoneId, ProgramId};
use crate::schedule::Driver;

/// Returns the findings of the gate for a workspace under its own policy, one line each.
pub type Finds<'f> = &'f dyn Fn(&Assessment<'_>) -> Vec<String>;

/// The head, and what is found in it.
pub(super) struct Judged<'s, 'f> {
    assessment: &'s Assessment<'s>,
    finds: Finds<'f>,
    found: Found,
}

/// The findings of the gate, and the rules and messages of those about the plans.
type Found = (Vec<String>, Vec<(&'static str, String)>);

fn found(assessment: &Assessment<'_>, findings: Findings, finds: Finds<'_>) -> Found {
    let findings = findings.sorted().into_iter();
    let mut findings: Vec<_> = findings.map(|one| (one.rule, one.message)).collect();
    findings.sort();
    (finds(assessment), findings)
}

impl<'s, 'f> Judged<'s, 'f> {
    /// Judges the head, given its findings.
    pub(super) fn new(head: Side<'s>, findings: Findings, finds: Finds<'f>) -> Self {
        let assessment = head.assessment;
        Self { assessment, finds, found: found(assessment, findings, finds) }
    }

    /// Whether another version of its plans is judged the same.
    pub(super) fn is_same(&self, other: &Assessment<'_>, findings: Findings) -> bool {
        let (head, workspace) = (self.assessment, self.assessment.workspace);
        workspace.milestones.len() == other.workspace.milestones.len()
            && workspace.programs.len() == other.workspace.programs.len()
            && workspace.milestone_ids().all(|id| milestone(head, id) == milestone(other, id))
            && workspace.program_ids().all(|id| program(head, id) == program(other, id))
            && self.found == found(other, findings, self.finds)
    }
}

/// Returns what is judged of a milestone.
fn milestone<'a>(assessment: &'a Assessment<'a>, id: MilestoneId) -> impl PartialEq + use<'a> {
    let (workspace, schedule) = (assessment.workspace, &assessment.schedule);
    let (milestone, dates) = (workspace.milestone(id), &schedule.dates);
    let driver = |driver: Driver| match driver {
        Driver::Hold(hold) => hold.word(),
        Driver::Link(link) => &workspace.milestone(assessment.network.link(link).from).full_id,
    };
    let drivers: Vec<&str> = schedule.drivers(id).into_iter().map(driver).collect();
    let dates = [dates.start(id), dates.finish(id), dates.remaining_start(id)];
    let workdays = [schedule.duration_workdays(id), schedule.remaining_workdays(id)];
    let floats = [schedule.total_float(id), schedule.free_float(id), quiet::days(schedule, id)];
    let room = assessment.nearest_promise(id).map(|nearest| (nearest.room.workdays, nearest.needs));
    let limits = (schedule.late_dates(id), schedule.last_days(id), assessment.commitment(id), room);
    let rests_on = assessment.floor_from(id).map(|from| &workspace.milestone(from).full_id);
    let judged = (assessment.forecast(id), rests_on, assessment.health(id), &milestone.declared);
    (&milestone.full_id, dates, workdays, floats, limits, drivers, &schedule.critical[id.index()], judged)
}

/// Returns what is judged of a program.
fn program<'a>(assessment: &'a Assessment<'a>, id: ProgramId) -> impl PartialEq + use<'a> {
    let (program, finish) = (assessment.workspace.program(id), assessment.schedule.finish(id));
    let late = (assessment.program_is_earliest(id), assessment.program_overdue(id));
    (&program.id, finish.forecast, &finish.milestones, late, assessment.program_health(id), &program.declared)
}
