//! The pieces of work of each owner, and on which days each of them can be worked on.

use crate::analysis::Assessment;
use crate::calendar::{Calendar, CalendarId};
use crate::model::{MilestoneId, OwnerId, Workspace};
use crate::time::Day;
use std::collections::BTreeMap;

/// Of so many pieces at most is looked at per owner: those with the least float force the most.
const MOST: usize = 200;
/// Work that may take longer than so many civil days forces nothing into any of them.
const AHEAD: i32 = 5 * 366;

/// A piece of work, and the days between which it has to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Piece {
    /// The milestone.
    pub id: MilestoneId,
    /// The first day on which what is left of it can be worked on.
    pub first: Day,
    /// The last day that keeps its nearest promise, never before its forecast.
    pub last: Day,
    /// The working days that are left.
    pub work: u32,
    /// The calendar in which it is worked on.
    pub calendar: CalendarId,
}

impl Piece {
    /// Returns the piece of work of a milestone; `None` if it forces nothing: it is no unfinished
    /// work, no day is the last that keeps a promise, or its time passes by itself.
    fn of(assessment: &Assessment<'_>, id: MilestoneId) -> Option<Self> {
        let (first, through) = forecast_days(assessment, id)?;
        let schedule = &assessment.schedule;
        let last = schedule.last_days(id).finish_by?.max(through);
        let full = assessment.workspace.full(id);
        // An `eta` may say that fewer days are enough than were reported to be left.
        let work = schedule.left(id).days.min(full.working_days(first, through));
        let is_near = last.since(assessment.as_of()) <= AHEAD;
        let calendar = assessment.workspace.milestone(id).full;
        (work > 0 && is_near).then_some(Self { id, first, last, work, calendar })
    }

    /// Whether it can be worked on on a day.
    pub fn works(&self, workspace: &Workspace, day: Day) -> bool {
        (self.first..=self.last).contains(&day) && self.table(workspace).works(day)
    }

    /// Returns how many days it could be moved within its own.
    pub(super) fn float(&self, workspace: &Workspace) -> u32 {
        self.table(workspace).working_days(self.first, self.last).saturating_sub(self.work)
    }

    fn table<'w>(&self, workspace: &'w Workspace) -> &'w Calendar {
        workspace.calendars.get(self.calendar)
    }
}

/// Returns the first and the last day on which unfinished work is forecast to be worked on; `None`
/// for what has no dates and for time that passes by itself.
pub(in crate::analysis) fn forecast_days(assessment: &Assessment<'_>, id: MilestoneId) -> Option<(Day, Day)> {
    let (schedule, milestone) = (&assessment.schedule, assessment.workspace.milestone(id));
    // What may be done, on a day that could not be read, forces nothing.
    let is_open = milestone.is_unfinished() && !milestone.perhaps_done;
    let is_worked = is_open && milestone.is_work() && !schedule.left(id).elapsed;
    let dates = &schedule.dates;
    let start = dates.remaining_start(id).or_else(|| dates.start(id)).filter(|_| is_worked)?;
    Some((start.day(), dates.finish(id)?.day()))
}

/// Returns the pieces of work of everybody who has a capacity.
pub(super) fn by_owner(assessment: &Assessment<'_>) -> BTreeMap<OwnerId, Vec<Piece>> {
    let workspace = assessment.workspace;
    let mut pieces: BTreeMap<OwnerId, Vec<Piece>> = BTreeMap::new();
    for id in workspace.milestone_ids() {
        let owner = workspace.milestone(id).owner;
        let limited = owner.filter(|owner| workspace.owners[owner.index()].capacity.is_some());
        let Some(owner) = limited else { continue };
        if let Some(piece) = Piece::of(assessment, id) {
            pieces.entry(owner).or_default().push(piece);
        }
    }
    pieces
}

/// Returns those with the least float, at most [`MOST`], by their first day and then the id.
pub(super) fn tightest(pieces: &[Piece], workspace: &Workspace) -> Vec<Piece> {
    let mut pieces = pieces.to_vec();
    if pieces.len() > MOST {
        pieces.sort_by_cached_key(|piece| (piece.float(workspace), piece.first, piece.id));
        pieces.truncate(MOST);
    }
    pieces.sort_by_key(|piece| (piece.first, &workspace.milestone(piece.id).full_id));
    pieces
}

/// Returns the most pieces that can be worked on on one day, days off left aside.
pub(super) fn at_once(pieces: &[Piece]) -> usize {
    let mut turns: Vec<(Day, i32)> =
        pieces.iter().flat_map(|piece| [(piece.first, 1), (piece.last.plus(1), -1)]).collect();
    // On one day, what ends leaves before what begins comes.
    turns.sort_unstable();
    let (mut now, mut most) = (0, 0);
    for (_, turn) in turns {
        now += turn;
        most = most.max(now);
    }
    usize::try_from(most).unwrap_or(0)
}
