//! From which day the plan is looked at.

use crate::time::Day;

/// The day from which the plan is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AsOf {
    /// The day; it can still be worked.
    pub day: Day,
    /// Whether it came from the clock: then an actual of tomorrow is another time zone, not a mistake.
    pub from_clock: bool,
    /// Whether it is a day that has gone by, named for a plan as it stands now: what that says may be newer.
    pub is_past: bool,
}

impl AsOf {
    /// Whether something may have happened on a day: not after the as-of day, but for the one day by which a
    /// clock elsewhere may be ahead.
    pub fn has_seen(self, day: Day) -> bool {
        day.since(self.day) <= i32::from(self.from_clock)
    }
}
