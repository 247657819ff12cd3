//! What the passes read: a plan, and a plan with its dates.

use super::{Dates, Inputs, Task};
use crate::calendar::{Calendar, Calendars};
use crate::graph::Network;
use crate::model::MilestoneId;

/// Who waits for whom, working days, and how far each milestone is: everything that dates follow from.
#[derive(Debug, Clone, Copy)]
pub struct Plan<'a> {
    /// Who waits for whom.
    pub network: &'a Network,
    /// Working days.
    pub calendars: &'a Calendars,
    /// How far each milestone is.
    pub inputs: &'a Inputs,
}

impl<'a> Plan<'a> {
    pub(super) fn task(self, id: MilestoneId) -> &'a Task {
        self.inputs.task(id)
    }

    /// Returns the calendar in which a milestone's work counts.
    pub(super) fn full(self, id: MilestoneId) -> &'a Calendar {
        self.calendars.get(self.network.full(id))
    }

    /// Returns the calendar in which a milestone's waiting counts.
    pub(super) fn base(self, id: MilestoneId) -> &'a Calendar {
        self.calendars.get(self.network.base(id))
    }
}

/// A plan and the early dates that [`super::forward`] gave it.
#[derive(Debug, Clone, Copy)]
pub struct Dated<'a> {
    /// What was dated.
    pub plan: Plan<'a>,
    /// The early dates.
    pub dates: &'a Dates,
}
