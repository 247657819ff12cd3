//! `tpm why` as JSON.

use super::Tabular;
use super::hop::{CliffData, DaysOffData, LeftData, WaitData};
use super::lever::LeverData;
use super::moved::{MoveData, move_data};
use super::record::record;
use super::source::{Source, source};
use crate::analysis::cliff::Cliff;
use crate::analysis::diff::MoveSince;
use crate::analysis::recover::Tried;
use crate::analysis::why::{Missed, Reason, Why};
use crate::analysis::{Assessment, undated};
use crate::model::MilestoneId;
use crate::source::Sources;
use crate::time::Day;
use schemars::JsonSchema;
use serde::Serialize;

/// `data` of `tpm why`.
#[derive(Debug, Serialize, JsonSchema)]
pub struct WhyData<'w> {
    /// The full id of the milestone.
    id: &'w str,
    /// Its name.
    name: &'w str,
    /// Its owner.
    owner: Option<&'w str>,
    /// The current promise.
    due: Option<Day>,
    /// Whether that promise is firm.
    firm: bool,
    /// When it was cancelled, as written in the plan.
    cancelled: Option<Day>,
    /// The forecast finish, or the actual one.
    forecast_finish: Option<Day>,
    /// Whether that date is a floor: the earliest possible, and it may not hold.
    forecast_is_floor: bool,
    /// Why it may not hold, in words.
    floor_because: Option<&'static str>,
    /// Whether that date rests on a floor: one that another milestone hands on to it.
    forecast_rests_on_floor: bool,
    /// The full id of that milestone: the first one back; null if it rests on none.
    floor_from: Option<&'w str>,
    /// Working days late against the original promise; negative is early.
    finish_variance_workdays: Option<i32>,
    /// Working days late against the current promise; negative is early.
    due_variance_workdays: Option<i32>,
    /// Why it has no forecast, in words.
    undated_because: Option<String>,
    /// Whether each hop decides the date of the next; null without a forecast.
    every_link_drives: Option<bool>,
    /// The chain of reasons, first hop first; empty without a forecast.
    hops: Vec<HopData<'w>>,
    /// What would make it earlier, each change on its own: the options of `tpm recover` by its
    /// promise, where that is to come and missed, else by a day before its forecast.
    earlier_if: Vec<GainData<'w>>,
    /// How many changes were not tried, because the plan is too large.
    levers_left_out: usize,
    /// Working days that the next chain is behind this one.
    next_behind_workdays: Option<i32>,
    /// The full ids of that chain's milestones, first to last.
    next_milestones: Vec<&'w str>,
    /// What a few days more of it do to finishes and firm promises behind it, if that is far more.
    cliffs: Vec<TargetCliff<'w>>,
    /// The programs for whose finish it is critical.
    critical_for: Vec<&'w str>,
    /// Whether it works in slots only: its floats and `sooner_workdays` count those.
    counts_slots: bool,
    /// Total float: working days it can slip before a program's finish moves.
    total_float_workdays: Option<i32>,
    /// Commitment float: working days it can slip before a promise is missed; negative means it
    /// must finish sooner.
    commitment_float_workdays: Option<i32>,
    /// The id of the milestone or program whose promise that is.
    commitment: Option<&'w str>,
    /// The day of that promise.
    commitment_due: Option<Day>,
    /// The last day on which it may start for that promise, or else its own; null once started, or
    /// if no working day is early enough.
    start_by: Option<Day>,
    /// The last day by whose end it has to finish for that promise.
    finish_by: Option<Day>,
    /// Working days by which its forecast is later than that, if the promise is that of another;
    /// else null.
    after_finish_by_workdays: Option<i32>,
    /// The fewest working days sooner that it must finish to keep that promise, if it is late for
    /// the promise of another, by trial; else null.
    sooner_workdays: Option<u32>,
    /// Where its id is in the files.
    source: Source<'w>,
    /// With `--since`, how its forecast moved; null without, or if it has no date on one of the two
    /// days.
    #[serde(rename = "move")]
    moved: Option<MoveData<'w>>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct TargetCliff<'w> {
    /// The full id of the finish or firm promise.
    target: &'w str,
    #[serde(flatten)]
    cliff: CliffData<'w>,
}

record! {
    struct HopData<'w> of (assessment: &'w Assessment<'w>, sources: &'w Sources, reason: &Reason) where {
        let workspace = assessment.workspace;
        let schedule = &assessment.schedule;
        let id = reason.hop.milestone;
        let milestone = workspace.milestone(id);
    } from {
        /// The full id of the milestone.
        id: &'w str = &milestone.full_id,
        /// Its owner.
        owner: Option<&'w str> = workspace.owner_id(milestone.owner),
        /// When its work, or its remaining work, starts.
        begins: Option<Day> = reason.begins,
        /// When that work ends.
        ends: Option<Day> = reason.ends,
        /// Its duration in working days.
        duration_workdays: Option<u32> = schedule.duration_workdays(id),
        /// Its duration in civil days; null unless it takes elapsed time.
        duration_elapsed_days: Option<u32> = schedule.inputs.task(id).duration.elapsed_days(),
        /// Its progress, as written in the plan: `43/50` or `60%`.
        progress: Option<String> = milestone.progress.map(|progress| progress.to_string()),
        #[serde(flatten)]
        left: LeftData = LeftData::of(assessment, id),
        #[serde(flatten)]
        wait: WaitData<'w> = WaitData::of(assessment, &reason.hop),
        /// The working day that it just missed, if the next one is far away.
        missed: Option<MissedData> =
            reason.missed.map(|Missed { slot, next, days }| MissedData { slot, next, days }),
        /// Days off within its remaining work.
        days_off_inside: Vec<DaysOffData<'w>> =
            reason.inside.iter().map(|off| DaysOffData::of(assessment, off)).collect(),
        /// Where its id is in the files.
        source: Source<'w> = source(sources, milestone.origin),
        /// Where that link is in the files.
        link_source: Option<Source<'w>> = reason.link_origin.map(|origin| source(sources, origin)),
    }
}

#[derive(Debug, Serialize, JsonSchema)]
struct MissedData {
    /// The last working day before its inputs were ready.
    slot: Option<Day>,
    /// The next working day, on which it begins.
    next: Day,
    /// Civil days from the first day it could have started to that one.
    days: i32,
}

record! {
    struct GainData<'w> of (assessment: &'w Assessment<'w>, tried: &Tried) where {} from {
        #[serde(flatten)]
        lever: LeverData<'w> = LeverData::of(assessment, tried.pulls[0]),
        /// When the milestone of the report would finish.
        forecast_finish: Day = tried.finish,
        /// Whether that is only the earliest date left.
        forecast_is_floor: bool = tried.on_floor.is_floor,
        /// Whether it rests on such a date of another milestone: then it is not sure to hold.
        forecast_rests_on_floor: bool = tried.on_floor.rests_on_floor,
        /// Working days by which that is earlier.
        workdays: i32 = tried.earlier.workdays,
    }
}

impl Tabular for WhyData<'_> {
    const KIND: &'static str = "why";

    fn rows(&self) -> impl Iterator<Item = impl Serialize + JsonSchema> {
        self.hops.iter()
    }
}

/// Returns the chain of reasons, first hop first; no hops if the milestone has no date.
pub fn why<'w>(
    assessment: &'w Assessment<'w>,
    sources: &'w Sources,
    id: MilestoneId,
    why: Option<&Why>,
    since: Option<&'w MoveSince<'w>>,
) -> WhyData<'w> {
    let workspace = assessment.workspace;
    let (milestone, forecast) = (workspace.milestone(id), assessment.forecast(id));
    let (commitment, last) = (assessment.commitment(id), assessment.schedule.last_days(id));
    let next = why.and_then(|why| why.next.first());
    let name = |id: &MilestoneId| workspace.milestone(*id).full_id.as_str();
    let critical = &assessment.schedule.critical[id.index()];
    WhyData {
        id: &milestone.full_id,
        name: &milestone.name,
        owner: workspace.owner_id(milestone.owner),
        due: milestone.promise.due,
        firm: milestone.firm,
        cancelled: milestone.cancelled.as_ref().map(|cancelled| cancelled.on),
        forecast_finish: forecast.finish,
        forecast_is_floor: forecast.floor.is_some(),
        floor_because: forecast.floor.map(|floor| floor.words()),
        forecast_rests_on_floor: assessment.floor_from(id).is_some(),
        floor_from: assessment.floor_from(id).as_ref().map(name),
        finish_variance_workdays: forecast.variance.map(|late| late.workdays),
        due_variance_workdays: forecast.against_due.map(|late| late.workdays),
        undated_because: forecast.undated_because.as_ref().map(|_| undated::because(assessment, id)),
        every_link_drives: why.map(|why| why.every_link_drives),
        hops: why.map_or(Vec::new(), |why| {
            why.reasons.iter().map(|reason| HopData::of(assessment, sources, reason)).collect()
        }),
        earlier_if: why.map_or(Vec::new(), |why| {
            why.earlier_if.list.iter().map(|tried| GainData::of(assessment, tried)).collect()
        }),
        levers_left_out: why.map_or(0, |why| why.earlier_if.left_out),
        next_behind_workdays: next.and_then(|next| next.float),
        next_milestones: next
            .map_or(Vec::new(), |next| next.hops.iter().map(|hop| name(&hop.milestone)).collect()),
        cliffs: why.map_or(Vec::new(), |why| {
            let cliff = |(target, cliff): &(MilestoneId, Cliff)| TargetCliff {
                target: name(target),
                cliff: CliffData::of(assessment, id, cliff),
            };
            why.cliffs.iter().map(cliff).collect()
        }),
        critical_for: critical.iter().map(|program| workspace.program(*program).id.as_str()).collect(),
        counts_slots: workspace.full(id).is_of_slots(),
        total_float_workdays: assessment.schedule.total_float(id),
        commitment_float_workdays: commitment.map(|commitment| commitment.float),
        commitment: commitment.map(|commitment| assessment.promised_id(commitment.promised)),
        commitment_due: commitment.map(|commitment| commitment.due),
        start_by: last.start_by,
        finish_by: last.finish_by,
        after_finish_by_workdays: why.and_then(|why| why.must_finish_by).map(|(_, late)| late.workdays),
        sooner_workdays: why.and_then(|why| why.sooner),
        source: source(sources, milestone.origin),
        moved: since.and_then(move_data),
    }
}
