//! The start or the end of a day.

use super::Day;

/// The start or the end of a civil day, ordered in time.
///
/// Each day has two: day *d* starts at `2d` and ends at `2d + 1`. The end of a day sorts before the
/// start of the next, though no time lies between them: work that finishes at Friday's end meets
/// work that begins at Saturday's start.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(i32);

impl Instant {
    /// Later than every real instant: a bound that does not constrain.
    pub const NEVER: Self = Self(i32::MAX);
    /// Earlier than every real instant: a date that does not exist.
    pub const NONE: Self = Self(i32::MIN);

    /// Returns the start of a day.
    pub fn start_of(day: Day) -> Self {
        Self(day.0.saturating_mul(2))
    }

    /// Returns the end of a day.
    pub fn end_of(day: Day) -> Self {
        Self(day.0.saturating_mul(2).saturating_add(1))
    }

    /// Returns the day of which this is the start or the end; reports print this day.
    pub fn day(self) -> Day {
        Day(self.0.div_euclid(2))
    }

    /// Whether this is the end of its day.
    pub fn is_end(self) -> bool {
        self.0.rem_euclid(2) == 1
    }

    /// Whether this is a real instant, neither [`Self::NEVER`] nor [`Self::NONE`].
    pub fn is_some(self) -> bool {
        self != Self::NEVER && self != Self::NONE
    }

    /// Returns the instant, or `None` for [`Self::NEVER`] and [`Self::NONE`].
    pub fn some(self) -> Option<Self> {
        self.is_some().then_some(self)
    }

    /// Returns the same side of the day `days` civil days later (earlier when negative), or `None`
    /// after 2199.
    pub fn plus_days(self, days: i32) -> Option<Self> {
        let moved = Self(self.0.checked_add(days.checked_mul(2)?)?);
        (moved.day() <= Day::LAST).then_some(moved)
    }

    /// Returns the first day that lies entirely after this instant.
    pub fn first_day_after(self) -> Day {
        if self.is_end() { self.day().plus(1) } else { self.day() }
    }

    /// Returns the last day that lies entirely before this instant.
    pub fn last_day_before(self) -> Day {
        self.first_day_after().plus(-1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sides_are_ordered_and_keep_their_day() {
        let day = Day(20_000);
        assert!(Instant::start_of(day) < Instant::end_of(day));
        assert!(Instant::end_of(day) < Instant::start_of(day.plus(1)));
        for instant in [Instant::start_of(day), Instant::end_of(day)] {
            assert_eq!(instant.day(), day);
        }
        assert_eq!(Instant::start_of(Day(-3)).day(), Day(-3));
        assert_eq!(Instant::end_of(Day(-3)).day(), Day(-3));
        assert!(Instant::end_of(Day(-3)).is_end());
    }

    #[test]
    fn elapsed_moves_keep_the_side_and_stop_at_2199() {
        let instant = Instant::end_of(Day(100));
        assert_eq!(instant.plus_days(3), Some(Instant::end_of(Day(103))));
        assert_eq!(instant.plus_days(i32::MAX), None);
        let last = Instant::end_of(Day::LAST);
        assert_eq!(Instant::end_of(Day::LAST.plus(-1)).plus_days(1), Some(last));
        assert_eq!(last.plus_days(1), None);
    }

    #[test]
    fn never_and_none_are_no_instants() {
        let instant = Instant::start_of(Day(100));
        assert_eq!(instant.some(), Some(instant));
        assert_eq!((Instant::NEVER.some(), Instant::NONE.some()), (None, None));
    }
}
