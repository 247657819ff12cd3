//! `tpm why` as JSON.

use super::Tabular;
use crate::analysis::Assessment;
use crate::analysis::rest::{Cause, Rest};
use crate::analysis::why::{Change, Lever, Missed, Reason, Why};
use crate::model::MilestoneId;
use crate::source::{Place, Sources};
use crate::time::Day;
use serde::Serialize;
use serde_json::Value;

/// `data` of `tpm why`.
#[derive(Debug, Serialize)]
pub struct WhyData<'w> {
    id: &'w str,
    name: &'w str,
    owner: Option<&'w str>,
    due: Option<Day>,
    firm: bool,
    forecast_finish: Option<Day>,
    forecast_is_floor: bool,
    floor_because: Option<&'static str>,
    finish_variance_workdays: Option<i32>,
    undated_because: Option<&'w str>,
    every_link_drives: Option<bool>,
    hops: Vec<HopData<'w>>,
    levers: Vec<LeverData<'w>>,
    next_behind_workdays: Option<i32>,
    next_milestones: Vec<&'w str>,
    critical_for: Vec<&'w str>,
    total_float_workdays: Option<i32>,
    commitment_float_workdays: Option<i32>,
    commitment: Option<&'w str>,
    source: SourceData<'w>,
}

#[derive(Debug, Serialize)]
struct HopData<'w> {
    id: &'w str,
    owner: Option<&'w str>,
    begins: Option<Day>,
    ends: Option<Day>,
    duration_workdays: Option<u32>,
    remaining_workdays: Option<u32>,
    assumed_worked_workdays: Option<u32>,
    waits_for: Option<&'w str>,
    #[serde(rename = "type")]
    kind: Option<&'static str>,
    lag: Option<String>,
    via: Vec<&'w str>,
    slack_workdays: i32,
    drives: bool,
    held_by: Vec<&'static str>,
    missed: Option<MissedData>,
    days_off_before: Vec<RestData<'w>>,
    days_off_inside: Vec<RestData<'w>>,
    source: SourceData<'w>,
    link_source: Option<SourceData<'w>>,
}

#[derive(Debug, Serialize)]
struct MissedData {
    slot: Option<Day>,
    next: Day,
    days: i32,
}

#[derive(Debug, Serialize)]
struct RestData<'w> {
    first: Day,
    last: Day,
    workdays: u32,
    because: &'static str,
    name: Option<&'w str>,
}

#[derive(Debug, Serialize)]
struct LeverData<'w> {
    id: &'w str,
    change: &'static str,
    hold: Option<&'static str>,
    finish: Day,
    earlier_workdays: i32,
}

#[derive(Debug, Serialize)]
struct SourceData<'w> {
    file: &'w str,
    line: usize,
    column: usize,
}

impl Tabular for WhyData<'_> {
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "owner",
        "begins",
        "ends",
        "duration_workdays",
        "remaining_workdays",
        "assumed_worked_workdays",
        "waits_for",
        "type",
        "lag",
        "via",
        "slack_workdays",
        "drives",
        "held_by",
        "missed.slot",
        "missed.next",
        "missed.days",
        "days_off_before.first",
        "days_off_before.last",
        "days_off_before.workdays",
        "days_off_before.because",
        "days_off_before.name",
        "days_off_inside.first",
        "days_off_inside.last",
        "days_off_inside.workdays",
        "days_off_inside.because",
        "days_off_inside.name",
        "source.file",
        "source.line",
        "source.column",
        "link_source.file",
        "link_source.line",
        "link_source.column",
    ];

    fn rows(&self) -> impl Iterator<Item = serde_json::Result<Value>> {
        self.hops.iter().map(serde_json::to_value)
    }
}

/// Returns the chain of reasons, first hop first; no hops where the milestone has no date.
pub fn why<'w>(
    assessment: &'w Assessment<'w>,
    sources: &'w Sources,
    id: MilestoneId,
    why: Option<&Why>,
) -> WhyData<'w> {
    let workspace = assessment.workspace;
    let (milestone, forecast) = (workspace.milestone(id), assessment.forecast(id));
    let commitment = assessment.commitment(id);
    let next = why.and_then(|why| why.next.first());
    let name = |id: &MilestoneId| workspace.milestone(*id).full_id.as_str();
    let critical = &assessment.schedule.critical[id.index()];
    WhyData {
        id: &milestone.full_id,
        name: &milestone.name,
        owner: workspace.owner_id(milestone.owner),
        due: milestone.promise.due,
        firm: milestone.firm,
        forecast_finish: forecast.finish,
        forecast_is_floor: forecast.floor.is_some(),
        floor_because: forecast.floor.map(|floor| floor.words()),
        finish_variance_workdays: forecast.variance_workdays,
        undated_because: forecast.undated_because.as_deref(),
        every_link_drives: why.map(|why| why.every_link_drives),
        hops: why.map_or(Vec::new(), |why| {
            why.reasons.iter().map(|reason| hop(assessment, sources, reason)).collect()
        }),
        levers: why
            .map_or(Vec::new(), |why| why.levers.iter().map(|lever| lever_data(assessment, lever)).collect()),
        next_behind_workdays: next.map(|next| next.behind),
        next_milestones: next.map_or(Vec::new(), |next| next.milestones.iter().map(name).collect()),
        critical_for: critical.iter().map(|program| workspace.program(*program).id.as_str()).collect(),
        total_float_workdays: assessment.schedule.total_float(assessment.plan(), id),
        commitment_float_workdays: commitment.map(|commitment| commitment.float),
        commitment: commitment.map(|commitment| assessment.promised_id(commitment.promised)),
        source: source(sources, milestone.origin),
    }
}

fn hop<'w>(assessment: &'w Assessment<'w>, sources: &'w Sources, reason: &Reason) -> HopData<'w> {
    let workspace = assessment.workspace;
    let (plan, schedule) = (assessment.plan(), &assessment.schedule);
    let id = reason.hop.milestone;
    let milestone = workspace.milestone(id);
    let task = schedule.inputs.task(id);
    let link = reason.hop.link.map(|link| assessment.network.link(link));
    let name = |id: &MilestoneId| workspace.milestone(*id).full_id.as_str();
    let rests = |rests: &[Rest]| rests.iter().map(|rest| rest_data(assessment, id, *rest)).collect();
    HopData {
        id: &milestone.full_id,
        owner: workspace.owner_id(milestone.owner),
        begins: reason.begins,
        ends: reason.ends,
        duration_workdays: schedule.duration_workdays(plan, id),
        remaining_workdays: schedule.remaining_workdays(plan, id),
        assumed_worked_workdays: task.is_started().then_some(task.assumed),
        waits_for: link.map(|link| name(&link.from)),
        kind: link.map(|link| link.kind.word()),
        lag: link.map(|link| link.lag_text()),
        via: reason.hop.via.iter().map(|link| super::critical_path::cancelled(assessment, *link)).collect(),
        slack_workdays: reason.hop.slack,
        drives: reason.hop.drives,
        held_by: reason.hop.holds.iter().map(|hold| hold.word()).collect(),
        missed: reason.missed.map(|Missed { slot, next, days }| MissedData { slot, next, days }),
        days_off_before: rests(&reason.before),
        days_off_inside: rests(&reason.inside),
        source: source(sources, milestone.origin),
        link_source: reason.link_origin.map(|origin| source(sources, origin)),
    }
}

fn rest_data<'w>(assessment: &'w Assessment<'w>, id: MilestoneId, rest: Rest) -> RestData<'w> {
    let workspace = assessment.workspace;
    let milestone = workspace.milestone(id);
    let (because, name) = match rest.cause {
        Cause::Holiday => ("holiday", milestone.calendar.as_deref()),
        Cause::Leave => ("leave", workspace.owner_id(milestone.owner)),
        Cause::Freeze(index) => {
            ("freeze", workspace.freezes.get(index).and_then(|freeze| freeze.name.as_deref()))
        }
    };
    RestData { first: rest.first, last: rest.last, workdays: rest.days, because, name }
}

fn lever_data<'w>(assessment: &'w Assessment<'w>, lever: &Lever) -> LeverData<'w> {
    let (change, hold) = match lever.change {
        Change::OneDayLess => ("one-day-less", None),
        Change::EarlierEta => ("earlier-eta", None),
        Change::Without(hold) => ("without", Some(hold.word())),
    };
    LeverData {
        id: &assessment.workspace.milestone(lever.milestone).full_id,
        change,
        hold,
        finish: lever.finish,
        earlier_workdays: lever.earlier,
    }
}

fn source(sources: &Sources, place: Place) -> SourceData<'_> {
    let (file, position) = sources.locate(place);
    SourceData { file, line: position.line, column: position.column }
}
