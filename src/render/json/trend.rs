//! `tpm trend` as JSON.

use super::Tabular;
use super::record::record;
use super::words::Word;
use crate::analysis::Assessment;
use crate::analysis::ending::End;
use crate::analysis::trend::{Every, Flag, Gap, Gone, Point, ReportDate, Series, Trend, Velocity};
use crate::schedule::PromiseHolder;
use crate::time::Day;
use schemars::JsonSchema;
use serde::Serialize;

/// `data` of `tpm trend`.
#[derive(Debug, Serialize, JsonSchema)]
pub struct TrendData<'w> {
    /// Of which days there is a date.
    every: Word<Every>,
    /// The dates, first to last.
    dates: Vec<DateData<'w>>,
    /// The first date at which the whole plan could be read; null if there is none.
    followed_since: Option<Day>,
    /// How many milestones the plan had then.
    milestones_then: Option<usize>,
    /// How many of those are followed to the last date.
    milestones_followed: Option<usize>,
    /// The same in percent, rounded down.
    followed_percent: Option<usize>,
    /// The promises: first those that recede, then those that moved the most.
    series: Vec<SeriesData<'w>>,
    /// Open promises of earlier plans that no longer stand in the last one, by id.
    gone: Vec<GoneData<'w>>,
}

record! {
    struct DateData<'w> of (date: &'w ReportDate) {
        /// The as-of day of its forecasts.
        on: Day = date.on,
        /// The full hash of the last commit by then.
        commit: &'w str = &date.commit,
        /// How many errors its plans have; what they affect has no forecast.
        errors: usize = date.errors,
    }
}

record! {
    struct SeriesData<'w> of (assessment: &'w Assessment<'w>, dates: &'w [ReportDate], series: &Series) where {
        let workspace = assessment.workspace;
        let (owner, due) = (series.holder.owner(workspace), series.holder.promise(workspace).due);
        let firm = match series.holder {
            PromiseHolder::Milestone(id) => workspace.milestone(id).firm,
            PromiseHolder::Program(_) => false,
        };
    } from {
        /// The full id of the milestone, or the id of the program.
        id: &'w str = series.holder.full_id(workspace),
        /// Its owner.
        owner: Option<&'w str> = workspace.owner_id(owner),
        /// Whether its promise cannot move.
        firm: bool = firm,
        /// The promised day at the last date.
        due: Option<Day> = due,
        /// The day on which it was finished.
        finished: Option<Day> = series.finished,
        /// What was said at each date.
        points: Vec<PointData<'w>> =
            dates.iter().zip(&series.points).map(|(date, point)| PointData::of(date, point)).collect(),
        /// Civil days from its first forecast to its last; null with fewer than two.
        net_days: Option<i32> = series.net.map(|net| net.days),
        /// The same in working days of the program's calendar.
        net_workdays: Option<i32> = series.net.map(|net| net.workdays),
        /// Civil days of all its moves, whichever way; null with fewer than two forecasts.
        gross_days: Option<u32> = series.gross_days,
        /// The working days of the same moves, in the program's calendar.
        gross_workdays: Option<u32> = series.gross_workdays,
        /// Working days moved for each that passed, over the last three forecasts of different
        /// days; null with fewer, and once finished or cancelled.
        velocity: Option<f64> = series.velocity.map(Velocity::ratio),
        /// What stands out.
        flags: Vec<Word<Flag>> = series.flags().into_iter().map(Word).collect(),
    }
}

record! {
    struct PointData<'w> of (date: &'w ReportDate, point: &Point) {
        /// The date.
        on: Day = date.on,
        /// The full hash of the last commit by then.
        commit: &'w str = &date.commit,
        /// The day on which it was forecast to finish, or was finished.
        forecast: Option<Day> = point.forecast,
        /// The day that was promised then.
        due: Option<Day> = point.due,
        /// Why there is no forecast.
        gap: Option<Word<Gap>> = point.gap.map(Word),
    }
}

record! {
    struct GoneData<'w> of (id: &'w str, gone: &'w Gone) {
        /// The full id of the milestone, or the id of the program.
        id: &'w str = id,
        /// The day that was promised last.
        due: Day = gone.due,
        /// The last date at which it stood open.
        last_seen: Day = gone.seen,
        /// What became of it.
        became: Word<End> = Word(gone.ending.end),
        /// On which day, if the plan says so.
        became_on: Option<Day> = gone.ending.on,
        /// Why, if the plan says so.
        reason: Option<&'w str> = gone.ending.reason.as_deref(),
    }
}

/// One row of the table: a promise at a date.
#[derive(Debug, Serialize, JsonSchema)]
struct PointRow<'d> {
    /// The full id of the milestone, or the id of the program.
    id: &'d str,
    #[serde(flatten)]
    point: &'d PointData<'d>,
}

impl Tabular for TrendData<'_> {
    const KIND: &'static str = "trend";

    fn rows(&self) -> impl Iterator<Item = impl Serialize + JsonSchema> {
        self.series
            .iter()
            .flat_map(|series| series.points.iter().map(|point| PointRow { id: series.id, point }))
    }
}

/// Returns the trend, with its series in their order.
pub fn trend<'w>(assessment: &'w Assessment<'w>, every: Every, trend: &'w Trend) -> TrendData<'w> {
    let share = trend.share;
    let series = trend.series.iter().map(|series| SeriesData::of(assessment, &trend.dates, series));
    TrendData {
        every: Word(every),
        dates: trend.dates.iter().map(DateData::of).collect(),
        followed_since: share.map(|share| share.since),
        milestones_then: share.map(|share| share.milestones),
        milestones_followed: share.map(|share| share.followed),
        followed_percent: share.and_then(|share| share.percent()),
        series: series.collect(),
        gone: trend.gone.iter().map(|(id, gone)| GoneData::of(id, gone)).collect(),
    }
}
