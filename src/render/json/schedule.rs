//! `tpm schedule`: every computed number of every milestone.

use super::Tabular;
use crate::analysis::Assessment;
use crate::analysis::critical_path;
use crate::analysis::quiet;
use crate::analysis::selection::Selection;
use crate::model::{Declaration, MilestoneId, ProgramId};
use crate::schedule::{Driver, State};
use crate::source::{Place, Sources};
use crate::time::{Day, Instant};
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeSet;

/// `data` of `tpm schedule`.
#[derive(Debug, Serialize)]
pub struct Schedule<'w> {
    programs: Vec<Program<'w>>,
}

/// A program's own numbers; other reports show them too.
#[derive(Debug, Serialize)]
pub(super) struct ProgramSummary<'w> {
    id: &'w str,
    name: &'w str,
    owner: Option<&'w str>,
    start: Option<Day>,
    due: Option<Day>,
    original_due: Option<Day>,
    finish: Option<&'w str>,
    forecast_finish: Option<Day>,
    forecast_is_floor: bool,
    finish_variance_workdays: Option<i32>,
    total_float_workdays: Option<i32>,
    commitment_float_workdays: Option<i32>,
    health: &'static str,
    health_reason: &'w str,
    declared_health: Option<&'static str>,
    declared_on: Option<Day>,
    milestones_done: usize,
    milestones_live: usize,
    progress_percent: Option<u32>,
    undated_because: Option<&'w str>,
}

#[derive(Debug, Serialize)]
struct Program<'w> {
    #[serde(flatten)]
    summary: ProgramSummary<'w>,
    milestones: Vec<Milestone<'w>>,
}

#[derive(Debug, Serialize)]
struct Milestone<'w> {
    id: &'w str,
    name: &'w str,
    owner: Option<&'w str>,
    kind: &'static str,
    state: &'static str,
    duration_workdays: Option<u32>,
    remaining_workdays: Option<u32>,
    assumed_worked_workdays: Option<u32>,
    started: Option<Day>,
    finished: Option<Day>,
    early_start: Option<Day>,
    early_finish: Option<Day>,
    remaining_start: Option<Day>,
    late_start: Option<Day>,
    late_finish: Option<Day>,
    total_float_workdays: Option<i32>,
    free_float_workdays: Option<i32>,
    commitment_float_workdays: Option<i32>,
    commitment: Option<&'w str>,
    critical: bool,
    critical_for: Vec<&'w str>,
    on_tightest_chain: bool,
    driven_by: Vec<DrivenBy<'w>>,
    due: Option<Day>,
    original_due: Option<Day>,
    firm: bool,
    forecast_finish: Option<Day>,
    forecast_is_floor: bool,
    finish_variance_workdays: Option<i32>,
    finish_variance_days: Option<i32>,
    overdue_workdays: u32,
    health: Option<&'static str>,
    health_reason: Option<&'w str>,
    declared_health: Option<&'static str>,
    declared_on: Option<Day>,
    quiet_days: Option<i32>,
    undated_because: Option<&'w str>,
    source: Source<'w>,
}

#[derive(Debug, Serialize)]
struct DrivenBy<'w> {
    by: &'w str,
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    kind: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lag: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    slack_workdays: Option<i32>,
}

#[derive(Debug, Serialize)]
struct Source<'w> {
    file: &'w str,
    line: usize,
    column: usize,
}

impl Tabular for Schedule<'_> {
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "name",
        "owner",
        "kind",
        "state",
        "duration_workdays",
        "remaining_workdays",
        "assumed_worked_workdays",
        "started",
        "finished",
        "early_start",
        "early_finish",
        "remaining_start",
        "late_start",
        "late_finish",
        "total_float_workdays",
        "free_float_workdays",
        "commitment_float_workdays",
        "commitment",
        "critical",
        "critical_for",
        "on_tightest_chain",
        "driven_by.by",
        "driven_by.type",
        "driven_by.lag",
        "driven_by.slack_workdays",
        "due",
        "original_due",
        "firm",
        "forecast_finish",
        "forecast_is_floor",
        "finish_variance_workdays",
        "finish_variance_days",
        "overdue_workdays",
        "health",
        "health_reason",
        "declared_health",
        "declared_on",
        "quiet_days",
        "undated_because",
        "source.file",
        "source.line",
        "source.column",
    ];

    fn rows(&self) -> impl Iterator<Item = serde_json::Result<Value>> {
        self.programs.iter().flat_map(|program| &program.milestones).map(serde_json::to_value)
    }
}

/// Returns the schedule of what was selected: programs by id, milestones in file order.
pub fn schedule<'w>(
    assessment: &'w Assessment<'w>,
    selection: &Selection,
    sources: &'w Sources,
) -> Schedule<'w> {
    let workspace = assessment.workspace;
    let shown = workspace.program_ids().filter(|id| selection.shows_program(workspace, *id));
    Schedule { programs: shown.map(|id| program(assessment, selection, sources, id)).collect() }
}

fn program<'w>(
    assessment: &'w Assessment<'w>,
    selection: &Selection,
    sources: &'w Sources,
    id: ProgramId,
) -> Program<'w> {
    let program = assessment.workspace.program(id);
    let chain: BTreeSet<MilestoneId> = critical_path::of_program(assessment, id)
        .map(|path| path.chain.hops.iter().map(|hop| hop.milestone).collect())
        .unwrap_or_default();
    let milestones = program.milestone_ids().filter(|id| selection.has(*id));
    Program {
        summary: program_summary(assessment, id),
        milestones: milestones.map(|id| milestone(assessment, sources, &chain, id)).collect(),
    }
}

/// Returns a program's own numbers.
pub(super) fn program_summary<'w>(assessment: &'w Assessment<'w>, id: ProgramId) -> ProgramSummary<'w> {
    let workspace = assessment.workspace;
    let program = workspace.program(id);
    let finish = assessment.finish_milestone(id);
    let schedule_finish = assessment.schedule.finish(id);
    let dated = finish.filter(|_| schedule_finish.forecast.is_some());
    // Which milestone is the finish is not known where none is named and one has no date.
    let finish = program.finish.or(dated);
    let judgement = assessment.program_health(id);
    let (done, live) = assessment.progress(program);
    let finishes = schedule_finish.milestones.iter().filter(|_| dated.is_some());
    let commitments = finishes.filter_map(|finish| assessment.commitment(*finish));
    ProgramSummary {
        id: &program.id,
        name: &program.name,
        owner: workspace.owner_id(program.owner),
        start: program.start,
        due: program.promise.due,
        original_due: program.promise.original,
        finish: finish.map(|finish| workspace.milestone(finish).id.as_str()),
        forecast_finish: schedule_finish.forecast,
        forecast_is_floor: assessment.program_is_floor(id),
        finish_variance_workdays: assessment.program_variance(id, program.promise.original),
        total_float_workdays: dated
            .and_then(|finish| assessment.schedule.total_float(assessment.plan(), finish)),
        commitment_float_workdays: commitments.map(|commitment| commitment.float).min(),
        health: judgement.health.slug(),
        health_reason: &judgement.reason,
        declared_health: rag(program.declared.as_ref()),
        declared_on: program.declared.as_ref().and_then(|declared| declared.on),
        milestones_done: done,
        milestones_live: live,
        progress_percent: assessment.progress_percent(program),
        undated_because: schedule_finish.undated_because.as_deref(),
    }
}

fn milestone<'w>(
    assessment: &'w Assessment<'w>,
    sources: &'w Sources,
    chain: &BTreeSet<MilestoneId>,
    id: MilestoneId,
) -> Milestone<'w> {
    let workspace = assessment.workspace;
    let plan = assessment.plan();
    let (schedule, forecast) = (&assessment.schedule, assessment.forecast(id));
    let (milestone, task) = (workspace.milestone(id), assessment.schedule.inputs.task(id));
    let (late_start, late_finish) = schedule.late_dates(plan, id);
    let commitment = assessment.commitment(id);
    let critical_for: Vec<&str> =
        schedule.critical[id.index()].iter().map(|program| workspace.program(*program).id.as_str()).collect();
    let judgement = assessment.health(id);
    Milestone {
        id: &milestone.full_id,
        name: &milestone.name,
        owner: workspace.owner_id(milestone.owner),
        kind: if task.is_work { "work" } else { "event" },
        state: match task.state {
            State::NotStarted => "not-started",
            State::Started(_) => "started",
            State::Done { .. } => "done",
            State::Cancelled => "cancelled",
        },
        // Started work of which only the rest is known has no duration as a whole.
        duration_workdays: schedule
            .duration_workdays(plan, id)
            .filter(|days| *days > 0 || !task.is_work || milestone.duration.is_some()),
        remaining_workdays: schedule.remaining_workdays(plan, id),
        assumed_worked_workdays: task.is_started().then_some(task.assumed),
        started: milestone.started,
        finished: milestone.done,
        early_start: schedule.dates.start(id).map(Instant::day),
        early_finish: schedule.dates.finish(id).map(Instant::day),
        remaining_start: schedule.dates.remaining_start(id).map(Instant::day),
        late_start,
        late_finish,
        total_float_workdays: schedule.total_float(plan, id),
        free_float_workdays: schedule.free_float(plan, id),
        commitment_float_workdays: commitment.map(|commitment| commitment.float),
        commitment: commitment.map(|commitment| assessment.promised_id(commitment.promised)),
        critical: !critical_for.is_empty(),
        critical_for,
        on_tightest_chain: chain.contains(&id),
        driven_by: schedule
            .drivers(plan, id)
            .into_iter()
            .map(|driver| driven_by(assessment, driver))
            .collect(),
        due: milestone.promise.due,
        original_due: milestone.promise.original,
        firm: milestone.firm,
        forecast_finish: forecast.finish,
        forecast_is_floor: forecast.floor.is_some(),
        finish_variance_workdays: forecast.variance_workdays,
        finish_variance_days: forecast.variance_days,
        overdue_workdays: forecast.overdue,
        health: Some(judgement.health.slug()).filter(|_| milestone.is_live()),
        health_reason: Some(judgement.reason.as_str()).filter(|_| milestone.is_live()),
        declared_health: rag(milestone.declared.as_ref()),
        declared_on: milestone.declared.as_ref().and_then(|declared| declared.on),
        quiet_days: quiet::days(assessment, id),
        undated_because: forecast.undated_because.as_deref(),
        source: source(sources, milestone.origin),
    }
}

fn driven_by<'w>(assessment: &'w Assessment<'w>, driver: Driver) -> DrivenBy<'w> {
    match driver {
        Driver::Hold(hold) => DrivenBy { by: hold.word(), kind: None, lag: None, slack_workdays: None },
        Driver::Link(id) => {
            let link = assessment.network.link(id);
            DrivenBy {
                by: &assessment.workspace.milestone(link.from).full_id,
                kind: Some(link.kind.word()),
                lag: Some(link.lag_text()),
                slack_workdays: assessment.schedule.slack(assessment.plan(), id),
            }
        }
    }
}

fn rag(declared: Option<&Declaration>) -> Option<&'static str> {
    declared.map(|declared| declared.rag.word())
}

fn source(sources: &Sources, place: Place) -> Source<'_> {
    let (file, position) = sources.locate(place);
    Source { file, line: position.line, column: position.column }
}
