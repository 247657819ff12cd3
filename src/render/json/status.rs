//! `tpm status` as JSON.

use super::{Tabular, schedule};
use crate::analysis::Assessment;
use crate::analysis::status::{Need, Problem, Status, Subject};
use crate::model::MilestoneId;
use crate::time::Day;
use serde::Serialize;
use serde_json::Value;

/// `data` of `tpm status`.
#[derive(Debug, Serialize)]
pub struct StatusData<'w> {
    programs: Vec<schedule::ProgramSummary<'w>>,
    needs_someone: Vec<NeedData<'w>>,
    due_soon: Vec<DueSoon<'w>>,
    asks: Vec<AskData<'w>>,
    computed_dates: usize,
    typed_dates: usize,
    quiet: usize,
    undated: usize,
}

#[derive(Debug, Serialize)]
struct NeedData<'w> {
    rank: usize,
    id: &'w str,
    owner: Option<&'w str>,
    damage_workdays: i32,
    problems: Vec<ProblemData<'w>>,
    drives: Vec<&'w str>,
    makes_late: Vec<&'w str>,
    because_of: Option<&'w str>,
    leave_workdays: u32,
    freeze_workdays: u32,
}

#[derive(Debug, Serialize)]
struct ProblemData<'w> {
    kind: &'static str,
    workdays: Option<i64>,
    date: Option<Day>,
    detail: Option<String>,
    waiting_on: Option<&'w str>,
    about: Option<&'w str>,
}

#[derive(Debug, Serialize)]
struct DueSoon<'w> {
    id: &'w str,
    owner: Option<&'w str>,
    due: Option<Day>,
    forecast_finish: Option<Day>,
    forecast_is_floor: bool,
    health: &'static str,
}

#[derive(Debug, Serialize)]
struct AskData<'w> {
    id: &'w str,
    ask: &'w str,
    of: Option<&'w str>,
    by: Option<Day>,
    unlocks: Vec<&'w str>,
}

impl Tabular for StatusData<'_> {
    const COLUMNS: &'static [&'static str] = &[
        "rank",
        "id",
        "owner",
        "damage_workdays",
        "problems.kind",
        "problems.workdays",
        "problems.date",
        "problems.detail",
        "problems.waiting_on",
        "problems.about",
        "drives",
        "makes_late",
        "because_of",
        "leave_workdays",
        "freeze_workdays",
    ];

    fn rows(&self) -> impl Iterator<Item = serde_json::Result<Value>> {
        self.needs_someone.iter().map(serde_json::to_value)
    }
}

/// Returns the status: programs worst first, then the ranked list.
pub fn status<'w>(assessment: &'w Assessment<'w>, status: &'w Status) -> StatusData<'w> {
    let workspace = assessment.workspace;
    let name = |id: MilestoneId| workspace.milestone(id).full_id.as_str();
    StatusData {
        programs: status.programs.iter().map(|id| schedule::program_summary(assessment, *id)).collect(),
        needs_someone: status
            .needs
            .iter()
            .enumerate()
            .map(|(index, need)| need_data(assessment, index + 1, need))
            .collect(),
        due_soon: status
            .due_soon
            .iter()
            .map(|id| DueSoon {
                id: name(*id),
                owner: workspace.owner_id(workspace.milestone(*id).owner),
                due: workspace.milestone(*id).promise.due,
                forecast_finish: assessment.forecast(*id).finish,
                forecast_is_floor: assessment.forecast(*id).floor.is_some(),
                health: assessment.health(*id).health.slug(),
            })
            .collect(),
        asks: status
            .asks
            .iter()
            .map(|index| {
                let ask = &workspace.asks[*index];
                AskData {
                    id: &ask.full_id,
                    ask: &ask.ask,
                    of: workspace.owner_id(ask.of),
                    by: ask.by,
                    unlocks: ask.unlocks.iter().map(|id| name(*id)).collect(),
                }
            })
            .collect(),
        computed_dates: status.computed,
        typed_dates: status.typed,
        quiet: status.quiet,
        undated: status.undated,
    }
}

fn need_data<'w>(assessment: &'w Assessment<'w>, rank: usize, need: &'w Need) -> NeedData<'w> {
    let workspace = assessment.workspace;
    let (id, owner) = match need.subject {
        Subject::Milestone(id) => (workspace.milestone(id).full_id.as_str(), workspace.milestone(id).owner),
        Subject::Program(id) => (workspace.program(id).id.as_str(), workspace.program(id).owner),
    };
    NeedData {
        rank,
        id,
        owner: workspace.owner_id(owner),
        damage_workdays: need.damage,
        problems: need.problems.iter().map(|problem| problem_data(assessment, problem)).collect(),
        drives: need.drives.iter().map(|id| workspace.milestone(*id).full_id.as_str()).collect(),
        because_of: need.because.map(|id| workspace.milestone(id).full_id.as_str()),
        leave_workdays: need.leave,
        freeze_workdays: need.freeze,
        makes_late: need.others_late.iter().map(|id| workspace.milestone(*id).full_id.as_str()).collect(),
    }
}

fn problem_data<'w>(assessment: &'w Assessment<'w>, problem: &'w Problem) -> ProblemData<'w> {
    let plain =
        |kind| ProblemData { kind, workdays: None, date: None, detail: None, waiting_on: None, about: None };
    match problem {
        Problem::Missed { due, by } => {
            ProblemData { workdays: Some(i64::from(*by)), date: Some(*due), ..plain("missed") }
        }
        Problem::Late { due, by } => {
            ProblemData { workdays: Some(i64::from(*by)), date: Some(*due), ..plain("late") }
        }
        Problem::Short { by, promised, due } => ProblemData {
            workdays: Some(i64::from(*by)),
            date: Some(*due),
            about: Some(assessment.promised_id(*promised)),
            ..plain("short-of-promise")
        },
        Problem::Blocked { days, why, waiting_on, until } => ProblemData {
            workdays: days.map(i64::from),
            date: *until,
            detail: why.clone(),
            waiting_on: waiting_on.as_deref(),
            ..plain("blocked")
        },
        Problem::Contradiction { declared, on, computed } => {
            let detail = Some(format!("declared {}, computed {}", declared.word(), computed.slug()));
            ProblemData { date: *on, detail, ..plain("contradiction") }
        }
        Problem::Floor(floor) => ProblemData { detail: Some(floor.words().into()), ..plain("floor") },
        Problem::EtaDisagrees => plain("eta-disagrees"),
        Problem::Quiet(since) => ProblemData { date: Some(*since), ..plain("quiet") },
        Problem::Risk { index, neglected } => ProblemData {
            detail: Some(neglected.words(assessment.as_of())),
            about: Some(&assessment.workspace.risks[*index].full_id),
            ..plain("neglected-risk")
        },
    }
}
