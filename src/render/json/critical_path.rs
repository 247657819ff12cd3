//! `tpm critical-path` as JSON.

use super::Tabular;
use super::hop::{CliffData, LeftData, WaitData};
use super::record::record;
use crate::analysis::Assessment;
use crate::analysis::chains::Chain;
use crate::analysis::critical_path::{CriticalPath, NoForecast};
use crate::analysis::days_off;
use crate::analysis::hops::Hop;
use crate::analysis::quiet;
use crate::time::{Day, Instant};
use schemars::JsonSchema;
use serde::Serialize;

/// `data` of `tpm critical-path`.
#[derive(Debug, Serialize, JsonSchema)]
pub struct CriticalPathData<'w> {
    /// The finish of each program, or the milestone given with `--to`.
    targets: Vec<TargetData<'w>>,
    /// What was selected and has no chain because it has no date.
    undated: Vec<UndatedData<'w>>,
    /// How many programs were not looked at, because the plan is too large.
    targets_left_out: usize,
}

#[derive(Debug, Serialize, JsonSchema)]
struct UndatedData<'w> {
    /// The id of the program or, with `--to`, the full id of the milestone.
    id: &'w str,
    /// Why, in words.
    undated_because: String,
    /// When it was cancelled, as written in the plan.
    cancelled: Option<Day>,
}

record! {
    struct TargetData<'w> of (assessment: &'w Assessment<'w>, path: &CriticalPath) where {
        let workspace = assessment.workspace;
        let program = path.program.map(|id| workspace.program(id));
        let milestone = workspace.milestone(path.finish);
        let forecast = assessment.forecast(path.finish);
    } from {
        /// The program whose finish it is; null with `--to`.
        program: Option<&'w str> = program.map(|program| program.id.as_str()),
        /// The full id of the milestone at its end.
        finish: &'w str = &milestone.full_id,
        /// The forecast finish of that milestone.
        forecast_finish: Option<Day> = forecast.finish,
        /// Whether that date is a floor: the earliest possible, and it may not hold.
        forecast_is_floor: bool = forecast.floor.is_some(),
        /// Whether that date rests on a floor: one that another milestone hands on to it.
        forecast_rests_on_floor: bool = assessment.floor_from(path.finish).is_some(),
        /// The promise of the program or, with `--to`, of the milestone.
        due: Option<Day> = path.due,
        /// Working days late against that promise; negative is early.
        due_variance_workdays: Option<i32> = path.against_due.map(|late| late.workdays),
        /// The promise of the milestone at its end.
        finish_due: Option<Day> = milestone.promise.due,
        /// Working days late against that; negative is early.
        finish_due_variance_workdays: Option<i32> = forecast.against_due.map(|late| late.workdays),
        /// The ways on which it would be hit first, the tightest first: the first one is the
        /// critical path, and at most three follow.
        chains: Vec<ChainData<'w>> =
            path.chains.iter().map(|chain| ChainData::of(assessment, chain)).collect(),
        /// How many unfinished milestones outside the chains have how much total float.
        rest_by_total_float: BandsData = BandsData {
            none: path.bands.none,
            from_1_to_5_workdays: path.bands.week,
            from_6_to_20_workdays: path.bands.month,
            over_20_workdays: path.bands.more,
        },
    }
}

record! {
    struct ChainData<'w> of (assessment: &'w Assessment<'w>, chain: &Chain) where {
        let name = |id| assessment.workspace.milestone(id).full_id.as_str();
    } from {
        /// The full ids of its milestones that are on no earlier chain, first to last.
        milestones: Vec<&'w str> = chain.hops.iter().map(|hop| name(hop.milestone)).collect(),
        /// By how many working days it is behind: the least float to the target on it. Null if the
        /// target is done.
        float_workdays: Option<i32> = chain.float,
        /// Whether its milestone with that float works in slots only: `float_workdays` counts
        /// those.
        counts_slots: bool = assessment.workspace.full(chain.slips).is_of_slots(),
        /// The full id of the milestone where it joins an earlier chain; null for the first one.
        joins: Option<&'w str> = chain.joins.map(name),
        /// The full id of its milestone with that float.
        slips: &'w str = name(chain.slips),
        /// What some days more of that milestone do to the target; null unless that is far more.
        cliff: Option<CliffData<'w>> =
            chain.cliff.as_ref().map(|cliff| CliffData::of(assessment, chain.slips, cliff)),
        /// Its milestones in full.
        hops: Vec<HopData<'w>> = chain.hops.iter().map(|hop| HopData::of(assessment, hop)).collect(),
    }
}

record! {
    struct HopData<'w> of (assessment: &'w Assessment<'w>, hop: &Hop) where {
        let workspace = assessment.workspace;
        let id = hop.milestone;
        let milestone = workspace.milestone(id);
        let forecast = assessment.forecast(id);
        let lost = days_off::lost(assessment, id);
        let dates = &assessment.schedule.dates;
    } from {
        /// The full id of the milestone.
        id: &'w str = &milestone.full_id,
        /// Its owner.
        owner: Option<&'w str> = workspace.owner_id(milestone.owner),
        #[serde(flatten)]
        left: LeftData = LeftData::of(assessment, id),
        /// The forecast start, or the actual one.
        early_start: Option<Day> = dates.start(id).map(Instant::day),
        /// When the remaining work starts; null unless started.
        remaining_start: Option<Day> = dates.remaining_start(id).map(Instant::day),
        /// Working days of its owner's leave within its remaining work.
        leave_workdays: u32 = lost.leave,
        /// Working days of freezes within its remaining work.
        freeze_workdays: u32 = lost.freeze,
        /// Working days of its own pauses within its remaining work.
        pause_workdays: u32 = lost.pause,
        /// Holidays within its remaining work, on days that would otherwise be worked.
        holiday_workdays: u32 = lost.holidays,
        /// The forecast finish, or the actual one.
        forecast_finish: Option<Day> = forecast.finish,
        /// Whether that date is a floor: the earliest possible, and it may not hold.
        forecast_is_floor: bool = forecast.floor.is_some(),
        /// Whether that date rests on a floor: one that another milestone hands on to it.
        forecast_rests_on_floor: bool = assessment.floor_from(id).is_some(),
        /// Total float: working days it can slip before a program's finish moves.
        total_float_workdays: Option<i32> = assessment.schedule.total_float(id),
        /// The day of its last update.
        last_word: Option<Day> = quiet::last_word(assessment.workspace, id),
        #[serde(flatten)]
        wait: WaitData<'w> = WaitData::of(assessment, hop),
    }
}

/// A hop as a row of all chains.
#[derive(Debug, Serialize, JsonSchema)]
struct HopRow<'a> {
    program: Option<&'a str>,
    finish: &'a str,
    /// The chain, from 1: the critical path.
    chain: usize,
    /// Its place on the chain, from 1.
    hop: usize,
    #[serde(flatten)]
    data: &'a HopData<'a>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct BandsData {
    /// Milestones with no float, or negative float.
    none: usize,
    /// Milestones with 1 to 5 working days.
    from_1_to_5_workdays: usize,
    /// Milestones with 6 to 20 working days.
    from_6_to_20_workdays: usize,
    /// Milestones with more than 20 working days.
    over_20_workdays: usize,
}

impl Tabular for CriticalPathData<'_> {
    const KIND: &'static str = "critical-path";

    fn rows(&self) -> impl Iterator<Item = impl Serialize + JsonSchema> {
        let chains =
            self.targets.iter().flat_map(|target| target.chains.iter().zip(1..).map(move |it| (target, it)));
        chains.flat_map(|(target, (of, chain))| {
            let hops = of.hops.iter().zip(1..);
            hops.map(move |(data, hop)| HopRow {
                program: target.program,
                finish: target.finish,
                chain,
                hop,
                data,
            })
        })
    }
}

/// Returns the chains, first hop first.
pub fn critical_path<'w>(
    assessment: &'w Assessment<'w>,
    paths: &[CriticalPath],
    undated: &[NoForecast],
    targets_left_out: usize,
) -> CriticalPathData<'w> {
    CriticalPathData {
        targets: paths.iter().map(|path| TargetData::of(assessment, path)).collect(),
        undated: undated.iter().map(|undated| undated_data(assessment, undated)).collect(),
        targets_left_out,
    }
}

fn undated_data<'w>(assessment: &'w Assessment<'w>, undated: &NoForecast) -> UndatedData<'w> {
    let (id, cancelled) = match *undated {
        NoForecast::Program(id) => (assessment.workspace.program(id).id.as_str(), None),
        NoForecast::Milestone(id) => {
            let milestone = assessment.workspace.milestone(id);
            (milestone.full_id.as_str(), milestone.cancelled.as_ref().map(|cancelled| cancelled.on))
        }
    };
    UndatedData { id, undated_because: undated.because(assessment), cancelled }
}
