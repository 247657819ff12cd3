//! How the forecasts of promises moved over the dates of a window.
//!
//! The caller reads the versions of the plan, from the last one back, and gives them to a
//! [`Window`] one after the other; only the forecasts and promises of each are kept. `series` has
//! the numbers of one promise.

mod gone;
mod series;

pub use gone::Gone;
pub use series::{Point, Series, Velocity};

use super::Assessment;
use super::diff::Matching;
use super::follow::Followed;
use super::health::Health;
use super::selection::Selection;
use crate::model::{Milestone, MilestoneId, ProgramId, Workspace};
use crate::schedule::PromiseHolder;
use crate::source::Sources;
use crate::time::Day;
use crate::trial::Finishes;
use crate::words::words;
use gone::GoneBy;
use std::cmp::Reverse;
use std::collections::BTreeMap;

words! {
    /// Of which days a trend has a point.
    pub enum Every {
        /// Every working day of the default calendar.
        Day = "day",
        /// The same weekday of every week.
        Week = "week",
        /// The day of every commit.
        Commit = "commit",
    }

    /// Why a promise has no forecast at a date.
    pub enum Gap {
        /// It is not in the plan of that date.
        Absent = "absent",
        /// It is in a part of the plan that could not be read, or may be.
        Unread = "unread",
        /// It has no date: because of an error in the plan, or because no day is left for it.
        Undated = "undated",
        /// It is cancelled.
        Cancelled = "cancelled",
    }

    /// What stands out in a series.
    pub enum Flag {
        /// Its forecast moves away nearly as fast as time passes.
        Receding = "receding",
        /// Another day was promised in between.
        PromisedAnew = "promised-anew",
    }
}

impl Gap {
    /// Whether the plan was broken there, rather than without the promise.
    pub fn is_broken(self) -> bool {
        matches!(self, Self::Unread | Self::Undated)
    }
}

/// The plans of one commit, as of one day.
#[derive(Debug)]
pub struct Version<'v> {
    pub on: Day,
    /// The full hash of the commit.
    pub commit: String,
    /// How many errors its plans have.
    pub errors: usize,
    pub workspace: &'v Workspace,
    pub sources: &'v Sources,
    pub finishes: Finishes,
}

impl Version<'_> {
    /// Whether every milestone that is written in it was read.
    pub fn is_whole(&self) -> bool {
        self.workspace.programs.iter().all(|program| program.reading.is_whole())
    }

    fn point(&self, found: Option<PromiseHolder>) -> Point {
        let Some(there) = found else {
            let gap = if self.is_whole() { Gap::Absent } else { Gap::Unread };
            return Point { forecast: None, due: None, gap: Some(gap) };
        };
        let (forecast, workspace) = (self.finishes.of(there), self.workspace);
        let program = there.program(workspace);
        let milestone = match there {
            PromiseHolder::Milestone(id) => Some(workspace.milestone(id)),
            PromiseHolder::Program(_) => None,
        };
        let gap = match forecast {
            Some(_) => None,
            None if !milestone.is_none_or(Milestone::is_live) => Some(Gap::Cancelled),
            None if !workspace.program(program).reading.is_whole() => Some(Gap::Unread),
            None => Some(Gap::Undated),
        };
        Point { forecast, due: there.promise(workspace).due, gap }
    }
}

/// One date of the window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportDate {
    pub on: Day,
    /// The full hash of the last commit by then.
    pub commit: String,
    /// How many errors its plans have; what they affect has no forecast.
    pub errors: usize,
}

/// How many milestones of the first plan of the window are followed to the last one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    /// The first date at which the whole plan could be read.
    pub since: Day,
    /// How many milestones it had then.
    pub milestones: usize,
    /// How many of them are followed.
    pub followed: usize,
}

impl Share {
    /// Returns the share in whole percent, rounded down; `None` without a milestone.
    pub fn percent(self) -> Option<usize> {
        (self.followed * 100).checked_div(self.milestones)
    }
}

/// The trend of some promises.
#[derive(Debug)]
pub struct Trend {
    /// From the first to the last.
    pub dates: Vec<ReportDate>,
    /// Those that recede first, then those that moved the most; then by id.
    pub series: Vec<Series>,
    /// None if no plan of the window could be read as a whole.
    pub share: Option<Share>,
    /// By id.
    pub gone: BTreeMap<String, Gone>,
}

/// A trend in the making.
pub struct Window<'n> {
    last: &'n Assessment<'n>,
    holders: Vec<PromiseHolder>,
    /// Where the programs and milestones of the last plan are in the earliest whole version so far.
    followed: Followed,
    /// Whether that version is whole; only the last one may not be.
    is_whole: bool,
    /// From the last back.
    dates: Vec<ReportDate>,
    /// By promise, from the last date back.
    points: Vec<Vec<Point>>,
    share: Option<Share>,
    gone: GoneBy<'n>,
}

impl<'n> Window<'n> {
    /// Begins a trend of the promises that are selected, and of the milestones that are named.
    /// Those that were kept before the window begins are left out, unless they are named.
    pub fn new(
        last: &'n Assessment<'n>,
        selection: &'n Selection,
        named: &[MilestoneId],
        begins: Day,
    ) -> Self {
        let workspace = last.workspace;
        let is_news = |holder: PromiseHolder| finished(last, holder).is_none_or(|day| day >= begins);
        let promised = |holder: PromiseHolder| holder.promise(workspace).due.is_some();
        let programs = workspace.program_ids().filter(|id| selection.has_program(*id));
        let programs = programs.map(PromiseHolder::from);
        let programs = programs.filter(|holder| promised(*holder) && is_news(*holder));
        let milestones = workspace.milestone_ids().filter(|id| selection.has(*id));
        let milestones = milestones.filter(|id| {
            let holder = PromiseHolder::from(*id);
            let is_open = promised(holder) && workspace.milestone(*id).is_live() && is_news(holder);
            is_open || named.contains(id)
        });
        let holders: Vec<PromiseHolder> = programs.chain(milestones.map(PromiseHolder::from)).collect();
        let gone = GoneBy::new(workspace, selection, &holders);
        Self {
            last,
            points: vec![Vec::new(); holders.len()],
            holders,
            followed: Followed::here(workspace),
            is_whole: false,
            dates: Vec::new(),
            share: None,
            gone,
        }
    }

    /// Adds a version: first the last one, then each one before. `later` is the earliest whole one
    /// so far or, if none was, the last one; none for the last one itself.
    pub fn add(&mut self, version: &Version<'_>, later: Option<(&Workspace, &Sources)>) {
        let then = version.workspace;
        let matching = later.map(|later| Matching::between((then, version.sources), later));
        let followed = match &matching {
            Some(matching) => self.followed.back(matching, self.last.workspace, then),
            None => self.followed.clone(),
        };
        if later.is_none() {
            self.gone.end(version, |holder| finished(self.last, holder));
        }
        for (holder, points) in self.holders.iter().zip(&mut self.points) {
            points.push(version.point(followed.find(*holder)));
        }
        let Version { on, commit, errors, .. } = version;
        self.dates.push(ReportDate { on: *on, commit: commit.clone(), errors: *errors });
        if !version.is_whole() {
            return;
        }
        // What the last version lacks is gone only if that is whole.
        self.gone.add(version, &followed, matching.as_ref(), self.is_whole);
        let share = Share { since: *on, milestones: then.milestones.len(), followed: followed.count() };
        self.share = Some(share);
        (self.followed, self.is_whole) = (followed, true);
    }

    /// Returns the trend.
    pub fn trend(mut self) -> Trend {
        self.dates.reverse();
        let (last, workspace) = (self.last, self.last.workspace);
        let series = self.holders.into_iter().zip(self.points).map(|(holder, mut points)| {
            points.reverse();
            let calendar = holder.lateness_calendar(workspace);
            Series::new(holder, &self.dates, points, finished(last, holder), calendar)
        });
        let mut series: Vec<Series> = series.collect();
        series.sort_by_cached_key(|series| {
            let moved = series.net.unwrap_or_default();
            let id = series.holder.full_id(workspace).to_owned();
            (!series.is_receding(), Reverse((moved.workdays, moved.days)), id)
        });
        Trend { dates: self.dates, series, share: self.share, gone: self.gone.close() }
    }
}

/// Returns the day on which a milestone was done or a program was finished.
fn finished(assessment: &Assessment<'_>, holder: PromiseHolder) -> Option<Day> {
    let of_program = |id: ProgramId| {
        let is_done = assessment.program_health(id).health == Health::Done;
        assessment.schedule.finish(id).forecast.filter(|_| is_done)
    };
    match holder {
        PromiseHolder::Milestone(id) => assessment.workspace.milestone(id).done,
        PromiseHolder::Program(id) => of_program(id),
    }
}
