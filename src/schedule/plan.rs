//! The input of the passes: a plan, and a plan with its early dates.

use super::row::Row;
use super::{Dates, Inputs, Task};
use crate::calendar::{Calendar, Calendars};
use crate::graph::Network;
use crate::model::MilestoneId;

/// Everything that determines dates: dependencies, working days and the state of each milestone.
#[derive(Debug, Clone, Copy)]
pub struct Plan<'a> {
    /// The dependencies.
    pub network: &'a Network,
    /// The working days.
    pub calendars: &'a Calendars,
    /// The state of each milestone.
    pub inputs: &'a Inputs,
}

impl<'a> Plan<'a> {
    pub(super) fn task(self, id: MilestoneId) -> &'a Task {
        self.inputs.task(id)
    }

    pub(super) fn row(self, id: MilestoneId) -> Row<'a> {
        let (task, full) = (self.task(id), self.full(id));
        let later_in = task.later.map_or(full, |later| self.calendars.get(later.counted_in));
        Row { task, full, later_in, as_of: self.inputs.as_of }
    }

    /// Returns the calendar in which a milestone's work and floats count: leave and freezes are
    /// days off.
    pub(super) fn full(self, id: MilestoneId) -> &'a Calendar {
        self.calendars.get(self.network.full(id))
    }

    /// Returns the calendar in which the lags of the links into a milestone count: leave and
    /// freezes are ordinary days.
    pub(super) fn base(self, id: MilestoneId) -> &'a Calendar {
        self.calendars.get(self.network.base(id))
    }
}

/// A plan with the early dates that [`super::forward`] calculated.
#[derive(Debug, Clone, Copy)]
pub struct Dated<'a> {
    /// The plan that was scheduled.
    pub plan: Plan<'a>,
    /// The early dates.
    pub dates: &'a Dates,
}
