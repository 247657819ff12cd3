//! What a trial changes.

use crate::calendar::{Calendar, CalendarId};
use crate::graph::LinkId;
use crate::model::{MilestoneId, OwnerId};
use crate::schedule::{Hold, Task};
use crate::time::Day;

/// One thing that is otherwise than the plan says. Whatever is done stays as it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// Start, finish and a valid `eta` of a milestone so many working days later.
    Later(MilestoneId, u32),
    /// So many days less of work, and of what is left of it; at least one stays.
    Shorter(MilestoneId, u32),
    /// Its owner expects it so many working days earlier.
    EarlierEta(MilestoneId, u32),
    /// It finishes by the end of this day.
    HeldTo(MilestoneId, Day),
    /// A link lets its successor come so many days earlier.
    Overlap(LinkId, u32),
    /// A link does not bind.
    WithoutLink(LinkId),
    /// One of its own constraints, or its `eta`, does not hold it.
    WithoutHold(MilestoneId, Hold),
    /// A freeze of the workspace, by its place in the list, is worked.
    WithoutFreeze(usize),
    /// An owner takes no leave.
    WithoutLeave(OwnerId),
    /// A milestone counts in another calendar, less leave and freezes as before: without a rule of slots.
    InCalendar(MilestoneId, CalendarId),
    /// A risk of the workspace, by its place in the list, takes so many working days of each milestone it threatens.
    Impact(usize, u32),
}

impl Change {
    /// Makes the change to a milestone's task, where it is one to that.
    pub(super) fn apply(self, task: &mut Task, full: &Calendar) {
        match self {
            Self::Later(_, days) | Self::Impact(_, days) => task.later = task.later.saturating_add(days),
            Self::Shorter(_, days) if task.is_work => {
                for length in [&mut task.left, &mut task.duration] {
                    length.days = length.days.saturating_sub(days).max(length.days.min(1));
                }
            }
            Self::EarlierEta(_, days) => {
                let earlier = |eta: Day| {
                    let rank = i64::from(full.rank(eta)) - i64::from(days);
                    i32::try_from(rank).ok().and_then(|rank| full.nth(rank)).unwrap_or(eta)
                };
                task.eta = task.eta.map(earlier);
            }
            Self::HeldTo(_, day) => task.held_to = Some(task.held_to.map_or(day, |other| other.min(day))),
            Self::WithoutHold(_, Hold::NotBefore) => task.not_before = None,
            Self::WithoutHold(_, Hold::BlockedUntil) => task.blocked_until = None,
            Self::WithoutHold(_, Hold::ProgramStart) => task.program_start = None,
            Self::WithoutHold(_, Hold::Due) => task.stands_on = None,
            // An `eta`, and calendars, also tell how long something takes: the task is then read anew.
            _ => {}
        }
    }
}
