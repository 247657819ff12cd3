//! The as-of day.

use crate::time::Day;

/// The as-of day, with what is known about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AsOf {
    /// The day. Work can still happen on it.
    pub day: Day,
    /// Whether it came from the clock: then an actual of tomorrow comes from another time zone and
    /// is no mistake.
    pub from_clock: bool,
    /// Whether it is a past day, given for the current plan, which may contain newer facts.
    pub is_past: bool,
}

impl AsOf {
    /// Whether something dated `day` may have happened: not after the as-of day, plus one day if
    /// that came from the clock, because clocks elsewhere may be ahead.
    pub fn has_seen(self, day: Day) -> bool {
        day.since(self.day) <= i32::from(self.from_clock)
    }
}
