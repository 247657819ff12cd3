//! Dependencies.

use super::{LinkKind, MilestoneId};
use crate::source::Place;
use crate::syntax::Lag;

/// The time a link waits; negative is a lead.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum LagDays {
    /// Working days of the successor's base calendar.
    Working(i32),
    /// Civil days.
    Elapsed(i32),
}

impl LagDays {
    /// Returns the working days, where it is such.
    pub fn workdays(self) -> Option<i32> {
        match self {
            Self::Working(days) => Some(days),
            Self::Elapsed(_) => None,
        }
    }

    /// Returns the civil days, where it is such.
    pub fn elapsed_days(self) -> Option<i32> {
        match self {
            Self::Working(_) => None,
            Self::Elapsed(days) => Some(days),
        }
    }
}

/// One dependency.
#[derive(Debug, Clone, Copy)]
pub struct Link {
    /// The predecessor.
    pub from: MilestoneId,
    /// The successor.
    pub to: MilestoneId,
    /// How it ties them.
    pub kind: LinkKind,
    /// How long it waits.
    pub lag: LagDays,
    /// The same as somebody wrote it.
    pub written: Lag,
    /// Where it stands.
    pub origin: Place,
}

impl Link {
    /// Whether it lets its successor come first: its lag is negative.
    pub fn is_lead(&self) -> bool {
        matches!(self.lag, LagDays::Working(..0) | LagDays::Elapsed(..0))
    }

    /// Whether it does not wait.
    pub fn has_no_lag(&self) -> bool {
        matches!(self.lag, LagDays::Working(0) | LagDays::Elapsed(0))
    }

    /// Returns the lag as it is written, such as `+1w` or `-3ed`, or nothing where there is none.
    pub fn lag_text(&self) -> String {
        self.written.to_string()
    }
}
