//! Since when work could have started, although nobody has begun.

use super::Scheduled;
use super::inputs::State;
use super::row::{Row, start_of, until};
use crate::model::MilestoneId;
use crate::time::Day;

impl Scheduled<'_> {
    /// Returns the day on which work that has not started could start if it were not for the data
    /// date: what it waits for, program start, `not_before` and `blocked.until` hold it.
    ///
    /// `None` if none of these says from when on, for what has started or takes no time, and
    /// without dates.
    pub fn could_start(&self, id: MilestoneId) -> Option<Day> {
        let dated = self.dated();
        let (task, full) = (dated.plan.task(id), dated.plan.full(id));
        dated.dates.finish(id).filter(|_| task.is_work && task.state == State::NotStarted)?;
        let links = dated.bounds_of_links(id)?;
        let own = start_of(task.program_start).max(start_of(task.not_before)).max(until(task));
        own.max(links.start).max(links.finish).some()?;
        let placed = Row { task, full, later_in: full, as_of: Day::FIRST }.place(links)?;
        Some(placed.start.day())
    }
}
