//! Every number, judgement and finding of a workspace that is not itself written in a plan; used to
//! compare two workspaces.

use crate::analysis::forecast::Forecast;
use crate::analysis::health::Judgement;
use crate::analysis::lateness::Lateness;
use crate::analysis::{Assessment, quiet};
use crate::finding::Findings;
use crate::model::{Declaration, MilestoneId, ProgramId};
use crate::schedule::{Commitment, Driver};
use crate::time::{Day, Instant};

/// Returns the findings of the gate for a workspace under its own policy, one line each.
pub type Finds<'f> = &'f dyn Fn(&Assessment<'_>) -> Vec<String>;

/// Everything that is judged of a workspace.
#[derive(PartialEq)]
pub(super) struct Judged {
    milestones: Vec<OfMilestone>,
    programs: Vec<OfProgram>,
    found_by_gate: Vec<String>,
    findings: Vec<(&'static str, String)>,
}

#[derive(PartialEq)]
struct OfMilestone {
    full_id: String,
    dates: [Option<Instant>; 3],
    late: (Option<Day>, Option<Day>),
    workdays: [Option<u32>; 2],
    floats: [Option<i32>; 2],
    commitment: Option<Commitment>,
    drivers: Vec<String>,
    critical: Vec<ProgramId>,
    forecast: Forecast,
    health: Judgement,
    declared: Option<Box<Declaration>>,
    quiet: Option<i32>,
}

#[derive(PartialEq)]
struct OfProgram {
    id: String,
    forecast: Option<Day>,
    finish: Vec<MilestoneId>,
    is_floor: bool,
    overdue: Option<Lateness>,
    health: Judgement,
    declared: Option<Box<Declaration>>,
}

impl Judged {
    /// Judges a workspace, given its findings.
    pub(super) fn new(assessment: &Assessment<'_>, findings: Findings, finds: Finds<'_>) -> Self {
        let workspace = assessment.workspace;
        let findings = findings.sorted().into_iter();
        let mut findings: Vec<_> = findings.map(|one| (one.rule, one.message)).collect();
        findings.sort();
        Self {
            milestones: workspace.milestone_ids().map(|id| OfMilestone::new(assessment, id)).collect(),
            programs: workspace.program_ids().map(|id| OfProgram::new(assessment, id)).collect(),
            found_by_gate: finds(assessment),
            findings,
        }
    }
}

impl OfMilestone {
    fn new(assessment: &Assessment<'_>, id: MilestoneId) -> Self {
        let (workspace, schedule) = (assessment.workspace, &assessment.schedule);
        let (milestone, dates) = (workspace.milestone(id), &schedule.dates);
        let driver = |driver: Driver| match driver {
            Driver::Hold(hold) => hold.word().to_owned(),
            Driver::Link(link) => workspace.milestone(assessment.network.link(link).from).full_id.clone(),
        };
        Self {
            full_id: milestone.full_id.clone(),
            dates: [dates.start(id), dates.finish(id), dates.remaining_start(id)],
            late: schedule.late_dates(id),
            workdays: [schedule.duration_workdays(id), schedule.remaining_workdays(id)],
            floats: [schedule.total_float(id), schedule.free_float(id)],
            commitment: assessment.commitment(id),
            drivers: schedule.drivers(id).into_iter().map(driver).collect(),
            critical: schedule.critical[id.index()].to_vec(),
            forecast: assessment.forecast(id).clone(),
            health: assessment.health(id).clone(),
            declared: milestone.declared.clone(),
            quiet: quiet::days(schedule, id),
        }
    }
}

impl OfProgram {
    fn new(assessment: &Assessment<'_>, id: ProgramId) -> Self {
        let (program, finish) = (assessment.workspace.program(id), assessment.schedule.finish(id));
        Self {
            id: program.id.clone(),
            forecast: finish.forecast,
            finish: finish.milestones.clone(),
            is_floor: assessment.program_is_floor(id),
            overdue: assessment.program_overdue(id),
            health: assessment.program_health(id).clone(),
            declared: program.declared.clone(),
        }
    }
}
