//! Dependencies.

use super::{LinkKind, MilestoneId};
use crate::source::Place;
use crate::syntax::Lag;

/// The lag of a dependency in days; negative is a lead.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum LagDays {
    /// Working days of the successor's base calendar.
    Working(i32),
    /// Civil days.
    Elapsed(i32),
}

impl LagDays {
    /// Returns the lag in working days; `None` for elapsed days.
    pub fn workdays(self) -> Option<i32> {
        match self {
            Self::Working(days) => Some(days),
            Self::Elapsed(_) => None,
        }
    }

    /// Returns the lag in civil days; `None` for working days.
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
    /// The type.
    pub kind: LinkKind,
    /// The lag, with weeks resolved to days.
    pub lag: LagDays,
    /// The lag as written.
    pub written: Lag,
    /// Where it is written.
    pub origin: Place,
    /// Whether it is written as the id of a program, whose finish is meant.
    pub by_program: bool,
}

impl Link {
    /// Whether its lag is negative, so that the successor may come first.
    pub fn is_lead(&self) -> bool {
        matches!(self.lag, LagDays::Working(..0) | LagDays::Elapsed(..0))
    }

    /// Whether its successor cannot finish before its predecessor has.
    pub fn holds_until_finish(&self) -> bool {
        !self.kind.from_start() && !self.is_lead()
    }

    /// Whether its lag is zero.
    pub fn has_no_lag(&self) -> bool {
        matches!(self.lag, LagDays::Working(0) | LagDays::Elapsed(0))
    }

    /// Returns the lag as written, such as `+1w` or `-3ed`; empty for no lag.
    pub fn lag_text(&self) -> String {
        self.written.to_string()
    }
}
