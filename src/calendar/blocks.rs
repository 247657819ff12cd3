//! Uninterrupted blocks of work: where one ends, and where it must begin.
//!
//! A block begins at the start of a working day. A block of working days ends with the last of
//! them; a block of civil days runs through days off and may end on one. Lengths are at least 1
//! day. Every function returns `None` if the calendar has no such day up to 2199.

use super::{Calendar, Length};
use crate::time::{Day, Instant};

impl Calendar {
    /// Returns the end of a block that begins at this working start.
    pub fn block_finish(&self, start: Instant, length: Length) -> Option<Instant> {
        let last = i64::from(length.days) - 1;
        if length.elapsed {
            let end = start.plus_days(i32::try_from(last).ok()?)?;
            return Some(Instant::end_of(end.day()));
        }
        let last = i64::from(self.rank(start.first_day_after())) + last;
        self.nth(i32::try_from(last).ok()?).map(Instant::end_of)
    }

    /// Returns the latest working start from which a block ends at or before `finish`.
    pub fn block_start(&self, finish: Instant, length: Length) -> Option<Instant> {
        if length.elapsed {
            let first = back(finish.last_day_before(), length);
            return self.last_worked(first).map(Instant::start_of);
        }
        let first = i64::from(self.elapsed(finish)) - i64::from(length.days);
        self.nth(i32::try_from(first).ok()?).map(Instant::start_of)
    }

    /// Returns start and end of the first block that ends at or after an instant.
    pub fn block_not_before(&self, bound: Instant, length: Length) -> Option<(Instant, Instant)> {
        if length.elapsed {
            let start = self.next_start(Instant::start_of(back(bound.day(), length)))?;
            return Some((start, self.block_finish(start, length)?));
        }
        let finish = self.next_end(bound)?;
        Some((self.block_start(finish, length)?, finish))
    }
}

/// Returns the first day of `length` civil days that end with `last`.
fn back(last: Day, length: Length) -> Day {
    last.plus(1 - i32::try_from(length.days).unwrap_or(i32::MAX))
}

#[cfg(test)]
mod tests {
    use super::super::{Stretch, Week};
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    /// Monday to Friday; Thursday 15 and Friday 16 January 2026 are off. The 5th is a Monday.
    fn calendar() -> Calendar {
        let off = Stretch::off((day("2026-01-15"), day("2026-01-16")));
        Calendar::new(Week::MONDAY_TO_FRIDAY, [off])
    }

    fn start(date: i32) -> Instant {
        Instant::start_of(day("2026-01-01").plus(date - 1))
    }

    fn end(date: i32) -> Instant {
        Instant::end_of(day("2026-01-01").plus(date - 1))
    }

    const fn elapsed(days: u32) -> Length {
        Length { days, elapsed: true }
    }

    #[test]
    fn working_days_skip_days_off() {
        let calendar = calendar();
        let five = Length::working(5);
        assert_eq!(calendar.block_finish(start(5), five), Some(end(9)));
        assert_eq!(calendar.block_finish(start(12), five), Some(end(20)));
        assert_eq!(calendar.block_start(end(9), five), Some(start(5)));
        assert_eq!(calendar.block_start(end(11), five), Some(start(5)));
        assert_eq!(calendar.block_not_before(end(10), five), Some((start(6), end(12))));
        assert_eq!(calendar.block_not_before(end(9), five), Some((start(5), end(9))));
        assert_eq!(calendar.block_finish(start(5), Length::working(2_000_000)), None);
    }

    #[test]
    fn civil_days_run_through_days_off() {
        let calendar = calendar();
        assert_eq!(calendar.block_finish(start(8), elapsed(3)), Some(end(10)));
        assert_eq!(calendar.block_start(end(11), elapsed(3)), Some(start(9)));
        // From Monday 12 three days end on Wednesday; from Friday 9, on Sunday.
        assert_eq!(calendar.block_start(end(13), elapsed(3)), Some(start(9)));
        assert_eq!(calendar.block_not_before(end(12), elapsed(3)), Some((start(12), end(14))));
        assert_eq!(calendar.block_not_before(end(11), elapsed(3)), Some((start(9), end(11))));
        assert_eq!(calendar.block_finish(start(5), elapsed(u32::MAX)), None);
    }

    #[test]
    fn start_and_finish_are_inverse() {
        let calendar = calendar();
        for days in 1..12 {
            for length in [Length::working(days), elapsed(days)] {
                for first in (1..32).filter(|date| calendar.works(start(*date).day())) {
                    let finish = calendar.block_finish(start(first), length).unwrap();
                    assert_eq!(calendar.block_start(finish, length), Some(start(first)), "{length:?}");
                    assert_eq!(calendar.block_not_before(finish, length), Some((start(first), finish)));
                }
            }
        }
    }
}
