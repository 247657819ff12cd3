//! The changes that a trial can make.

use crate::calendar::{Calendar, CalendarId};
use crate::graph::LinkId;
use crate::model::{MilestoneId, OwnerId};
use crate::schedule::{Held, Hold, Later, Task};
use crate::syntax::Amount;
use crate::time::Day;

/// One difference from the plan. Only [`Self::Held`] changes done milestones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// Moves start, finish and a valid `eta` of a milestone this many working days later. On a
    /// calendar of slots the days count in the program's, and it goes to the next slot.
    Later(MilestoneId, u32),
    /// Shortens the work, and what is left of it, by this many days; at least one day stays.
    Shorter(MilestoneId, u32),
    /// Moves the owner's `eta` this many working days earlier, never before the data date.
    EarlierEta(MilestoneId, u32),
    /// Holds the milestone to its plan, measured at this promise, if it has one. Done milestones
    /// are held too.
    Held(MilestoneId, Option<Day>),
    /// Shortens the lag of a link by this many days.
    Overlap(LinkId, u32),
    /// Removes a link.
    WithoutLink(LinkId),
    /// Removes one of a milestone's own constraints, or its `eta`.
    WithoutHold(MilestoneId, Hold),
    /// Makes the days of a freeze working days from one day through another; the freeze is given by
    /// its index in the workspace.
    FreezeWorked(usize, Day, Day),
    /// Lets an owner take the leave with this index in the workspace later, from this day on.
    LeaveMoved(OwnerId, usize, Day),
    /// Moves a milestone to another base calendar, less leave and freezes as before; used to try a
    /// plan without a slot rule.
    InCalendar(MilestoneId, CalendarId),
    /// Lets a risk, given by its index in the workspace, delay each milestone it threatens by this
    /// much, as [`Self::Later`] does; weeks are those of the milestone's calendar.
    Impact(usize, Amount),
}

impl Change {
    /// Changes a milestone's task, if the change concerns tasks. `counted_in` is the calendar in
    /// which a delay counts.
    pub(super) fn apply(self, task: &mut Task, full: &Calendar, counted_in: CalendarId, as_of: Day) {
        match self {
            Self::Later(_, 0) => {}
            Self::Later(_, days) => {
                let days = task.later.map_or(0, |later| later.days).saturating_add(days);
                task.later = Some(Later { days, counted_in });
            }
            Self::Shorter(_, days) if task.is_work => {
                for length in [&mut task.left, &mut task.duration] {
                    length.days = length.days.saturating_sub(days).max(length.days.min(1));
                }
            }
            Self::EarlierEta(_, days) => {
                let earlier = |eta: Day| {
                    let rank = i64::from(full.rank(eta)) - i64::from(days);
                    let earlier = i32::try_from(rank).ok().and_then(|rank| full.nth(rank));
                    // Before the first slot of a calendar there is none.
                    let least = as_of.min(eta);
                    earlier.map_or(least, |earlier| earlier.max(least))
                };
                task.eta = task.eta.map(earlier);
            }
            Self::Held(_, promise) => task.held = Some(Held { promise }),
            Self::WithoutHold(_, Hold::NotBefore) => task.not_before = None,
            Self::WithoutHold(_, Hold::BlockedUntil) => task.blocked_until = None,
            Self::WithoutHold(_, Hold::ProgramStart) => task.program_start = None,
            Self::WithoutHold(_, Hold::Due) => task.due_held = None,
            // An `eta` and calendars also determine durations, so the trial derives the task again.
            _ => {}
        }
    }
}
