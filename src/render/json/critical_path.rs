//! `tpm critical-path` as JSON.

use super::Tabular;
use crate::analysis::Assessment;
use crate::analysis::critical_path::{CriticalPath, Hop};
use crate::analysis::quiet;
use crate::graph::LinkId;
use crate::time::{Day, Instant};
use serde::Serialize;
use serde_json::Value;

/// `data` of `tpm critical-path`.
#[derive(Debug, Serialize)]
pub struct CriticalPathData<'w> {
    paths: Vec<PathData<'w>>,
}

#[derive(Debug, Serialize)]
struct PathData<'w> {
    program: Option<&'w str>,
    finish: &'w str,
    forecast_finish: Option<Day>,
    forecast_is_floor: bool,
    due: Option<Day>,
    every_link_drives: bool,
    hops: Vec<HopData<'w>>,
    next: Vec<NextData<'w>>,
    rest_by_total_float: BandsData,
}

#[derive(Debug, Serialize)]
struct HopData<'w> {
    id: &'w str,
    owner: Option<&'w str>,
    remaining_workdays: Option<u32>,
    early_start: Option<Day>,
    forecast_finish: Option<Day>,
    forecast_is_floor: bool,
    total_float_workdays: Option<i32>,
    last_word: Option<Day>,
    waits_for: Option<&'w str>,
    #[serde(rename = "type")]
    kind: Option<&'static str>,
    lag: Option<String>,
    via: Vec<&'w str>,
    slack_workdays: i32,
    drives: bool,
    held_by: Vec<&'static str>,
}

/// A hop as a row of all chains.
#[derive(Debug, Serialize)]
struct HopRow<'a> {
    program: Option<&'a str>,
    finish: &'a str,
    /// Its place on the chain, from 1.
    hop: usize,
    #[serde(flatten)]
    data: &'a HopData<'a>,
}

#[derive(Debug, Serialize)]
struct NextData<'w> {
    behind_workdays: i32,
    milestones: Vec<&'w str>,
    joins: &'w str,
}

#[derive(Debug, Serialize)]
struct BandsData {
    none: usize,
    from_1_to_5_workdays: usize,
    from_6_to_20_workdays: usize,
    over_20_workdays: usize,
}

impl Tabular for CriticalPathData<'_> {
    const COLUMNS: &'static [&'static str] = &[
        "program",
        "finish",
        "hop",
        "id",
        "owner",
        "remaining_workdays",
        "early_start",
        "forecast_finish",
        "forecast_is_floor",
        "total_float_workdays",
        "last_word",
        "waits_for",
        "type",
        "lag",
        "via",
        "slack_workdays",
        "drives",
        "held_by",
    ];

    fn rows(&self) -> impl Iterator<Item = serde_json::Result<Value>> {
        self.paths.iter().flat_map(|path| {
            let hops = path.hops.iter().zip(1..);
            hops.map(|(data, hop)| {
                serde_json::to_value(HopRow { program: path.program, finish: path.finish, hop, data })
            })
        })
    }
}

/// Returns the chains, first hop first.
pub fn critical_path<'w>(assessment: &'w Assessment<'w>, paths: &[CriticalPath]) -> CriticalPathData<'w> {
    CriticalPathData { paths: paths.iter().map(|path| path_data(assessment, path)).collect() }
}

fn path_data<'w>(assessment: &'w Assessment<'w>, path: &CriticalPath) -> PathData<'w> {
    let workspace = assessment.workspace;
    let program = path.program.map(|id| workspace.program(id));
    let milestone = workspace.milestone(path.finish);
    let forecast = assessment.forecast(path.finish);
    let name = |id| workspace.milestone(id).full_id.as_str();
    PathData {
        program: program.map(|program| program.id.as_str()),
        finish: &milestone.full_id,
        forecast_finish: forecast.finish,
        forecast_is_floor: forecast.floor.is_some(),
        due: program.map_or(milestone.promise.due, |program| program.promise.due),
        every_link_drives: path.chain.critical,
        hops: path.chain.hops.iter().map(|hop| hop_data(assessment, hop)).collect(),
        next: path
            .next
            .iter()
            .map(|next| NextData {
                behind_workdays: next.behind,
                milestones: next.milestones.iter().map(|id| name(*id)).collect(),
                joins: name(next.joins),
            })
            .collect(),
        rest_by_total_float: BandsData {
            none: path.bands.none,
            from_1_to_5_workdays: path.bands.week,
            from_6_to_20_workdays: path.bands.month,
            over_20_workdays: path.bands.more,
        },
    }
}

fn hop_data<'w>(assessment: &'w Assessment<'w>, hop: &Hop) -> HopData<'w> {
    let workspace = assessment.workspace;
    let milestone = workspace.milestone(hop.milestone);
    let forecast = assessment.forecast(hop.milestone);
    let link = hop.link.map(|link| assessment.network.link(link));
    HopData {
        id: &milestone.full_id,
        owner: workspace.owner_id(milestone.owner),
        remaining_workdays: assessment.schedule.remaining_workdays(assessment.plan(), hop.milestone),
        early_start: assessment.schedule.dates.start(hop.milestone).map(Instant::day),
        forecast_finish: forecast.finish,
        forecast_is_floor: forecast.floor.is_some(),
        total_float_workdays: assessment.schedule.total_float(assessment.plan(), hop.milestone),
        last_word: quiet::last_word(assessment, hop.milestone),
        waits_for: link.map(|link| workspace.milestone(link.from).full_id.as_str()),
        kind: link.map(|link| link.kind.word()),
        lag: link.map(|link| link.lag_text()),
        via: hop.via.iter().map(|link| cancelled(assessment, *link)).collect(),
        slack_workdays: hop.slack,
        drives: hop.drives,
        held_by: hop.holds.iter().map(|hold| hold.word()).collect(),
    }
}

/// Returns the id of the cancelled milestone that a link comes out of.
pub(super) fn cancelled<'w>(assessment: &'w Assessment<'w>, link: LinkId) -> &'w str {
    &assessment.workspace.milestone(assessment.network.link(link).from).full_id
}
