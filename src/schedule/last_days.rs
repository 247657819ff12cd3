//! Late dates as printed: the last days on which a milestone may start and finish.
//!
//! A late instant is printed as the last working day by whose end it is enough to finish. An event
//! that may lie at the start of Monday is asked for by Friday: an `eta` on Friday keeps what it is
//! measured against, one on Monday does not. What is forecast in time is never asked for sooner
//! than that. Without a working day that is early enough there is no such day.

use super::commitment::Commitments;
use super::{Dated, FloatsTo, Late, Scheduled};
use crate::model::MilestoneId;
use crate::time::{Day, Instant};

/// The last days that keep what a milestone is measured against.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LastDays {
    /// The last day on which it may start; none once it has started.
    pub start_by: Option<Day>,
    /// The last day by whose end it has to finish.
    pub finish_by: Option<Day>,
}

impl Scheduled<'_> {
    /// Returns the last days that move no program's finish: those of the total float.
    pub fn late_dates(&self, id: MilestoneId) -> LastDays {
        self.dated().last_days_by(&self.late, id).unwrap_or_default()
    }

    /// Returns the last days that keep the nearest promise: the one that the commitment float
    /// names, or else its own. None for a side on which another promise is nearer, or as near and
    /// found first: the `eta` of work holds its start and its finish apart.
    pub fn last_days(&self, id: MilestoneId) -> LastDays {
        self.commitments.last_days(self.dated(), id).unwrap_or_default()
    }
}

impl FloatsTo<'_> {
    /// Returns the last days that keep the current targets, over all ways to them.
    pub fn last_days(&self, id: MilestoneId) -> LastDays {
        self.dated.last_days_by(&self.late, id).unwrap_or_default()
    }
}

impl Commitments {
    fn last_days(&self, dated: Dated<'_>, id: MilestoneId) -> Option<LastDays> {
        let named = self.of(dated, id).map(|commitment| commitment.promised);
        let task = dated.plan.task(id);
        let at = dated.dates.finish(id)?;
        let late = self.late.of(id);
        let [start, finish, beyond, ends] = [late.start, late.finish, late.beyond, late.ends]
            .map(|bound| if self.is_of(bound, named) { bound.instant } else { Instant::NEVER });
        if task.due_held.is_some_and(|due| at == Instant::end_of(due)) {
            // Its own promise may leave it room from where its inputs would let it be, but it lies
            // on that day.
            let is_own = named.is_none_or(|promised| promised == id.into());
            let position = if is_own { at } else { beyond };
            return dated.last_days(id, position, position, ends);
        }
        dated.last_days(id, start, finish, ends)
    }
}

impl Dated<'_> {
    fn last_days_by(self, late: &Late, id: MilestoneId) -> Option<LastDays> {
        let late = late.of(id);
        self.last_days(id, late.start.instant, late.finish.instant, late.ends.instant)
    }

    /// Returns late instants as printed, of an event with the latest end of a day that its
    /// successors allow; `None` without dates.
    fn last_days(self, id: MilestoneId, start: Instant, finish: Instant, ends: Instant) -> Option<LastDays> {
        let (task, full) = (self.plan.task(id), self.plan.full(id));
        let early = self.dates.finish(id).filter(|_| task.is_unfinished())?;
        let left = self.dates.left(id, task);
        let by_eta = self.dates.eta_is_valid(id);
        let works = |at: Instant| at.is_some() && full.works(at.day());
        let lasts = |from: Instant| full.block_finish(from, left);
        let last_that_ends = |by: Instant| full.block_start(by, left);
        if !task.is_work {
            let is_own =
                works(finish) || [Some(early), task.due_held.map(Instant::end_of)].contains(&Some(finish));
            // What allows a later start of a day may not allow the end of an earlier one.
            let in_time = early <= finish && (!early.is_end() || early <= ends);
            let day = full.last_end(finish).map(Instant::day);
            let day = if in_time { day.max(Some(early.day())) } else { day };
            let day = day.filter(|_| is_own);
            return Some(LastDays { start_by: day, finish_by: day });
        }
        let (is_start, is_finish) = match task.eta.map(Instant::end_of).filter(|_| by_eta) {
            Some(eta) => {
                let by_eta = start < eta && eta <= finish;
                let in_time = by_eta || lasts(start).is_some_and(|end| end <= finish);
                let ends_there = || last_that_ends(finish).and_then(lasts) == Some(finish);
                (works(start) && in_time, works(finish) || finish == early || ends_there())
            }
            None if task.is_started() => (false, last_that_ends(finish).is_some()),
            None => {
                let is_own = works(start) && lasts(start) == Some(finish);
                (is_own, is_own)
            }
        };
        let day = |at: Instant, is_own: bool| at.some().filter(|_| is_own).map(Instant::day);
        Some(LastDays {
            start_by: day(start, is_start && !task.is_started()),
            finish_by: day(finish, is_finish),
        })
    }
}
