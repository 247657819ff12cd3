//! Blocks of work: where one ends, and where it must begin.
//!
//! A block begins at the start of a working day. A block of working days ends with the last of
//! them; on an unbroken calendar no day off may lie inside it. A block of civil days runs through
//! days off and may end on one. Lengths are at least 1 day. Every function returns `None` if the
//! calendar has no such day up to 2199.

use super::{Calendar, Length};
use crate::time::{Day, Instant};

impl Calendar {
    /// Returns the first working start at or after an instant from which a block can run.
    pub fn next_block(&self, instant: Instant, length: Length) -> Option<Instant> {
        if self.needs_run(length) {
            return self.first_run(instant.first_day_after(), length.days).map(Instant::start_of);
        }
        self.next_start(instant)
    }

    /// Returns the last working start at or before an instant from which a block can run.
    pub fn last_block(&self, instant: Instant, length: Length) -> Option<Instant> {
        if self.needs_run(length) {
            return self.last_run(ahead(instant.day(), length), length.days).map(Instant::start_of);
        }
        self.last_start(instant)
    }

    /// Whether only a run that is long enough can hold a block of this length.
    fn needs_run(&self, length: Length) -> bool {
        self.is_unbroken() && !length.elapsed && length.days > 1
    }

    /// Returns the end of a block that begins at this working start, from which it can run.
    pub fn block_finish(&self, start: Instant, length: Length) -> Option<Instant> {
        let last = i64::from(length.days) - 1;
        if length.elapsed {
            let end = start.plus_days(i32::try_from(last).ok()?)?;
            return Some(Instant::end_of(end.day()));
        }
        let rank = i64::from(self.rank(start.first_day_after())) + last;
        let end = self.nth(i32::try_from(rank).ok()?)?;
        let fits = !self.needs_run(length) || i64::from(end.since(start.day())) == last;
        fits.then(|| Instant::end_of(end))
    }

    /// Returns the latest working start from which a block ends at or before `finish`.
    pub fn block_start(&self, finish: Instant, length: Length) -> Option<Instant> {
        if length.elapsed {
            let first = back(finish.last_day_before(), length);
            return self.last_worked(first).map(Instant::start_of);
        }
        if self.needs_run(length) {
            return self.last_run(finish.last_day_before(), length.days).map(Instant::start_of);
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
        if self.needs_run(length) {
            let start = self.first_run(back(bound.day(), length), length.days).map(Instant::start_of)?;
            return Some((start, self.block_finish(start, length)?));
        }
        let finish = self.next_end(bound)?;
        Some((self.block_start(finish, length)?, finish))
    }
}

/// Returns the last day of `length` civil days that begin with `first`.
fn ahead(first: Day, length: Length) -> Day {
    first.plus(i32::try_from(length.days).unwrap_or(i32::MAX) - 1)
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
    fn on_an_unbroken_calendar_a_block_needs_a_run() {
        // Of January 2026: the weeks are 5..9, 12..14 and 19..23.
        let calendar = calendar().unbroken(Some(true));
        let four = Length::working(4);
        assert_eq!(calendar.next_block(start(5), four), Some(start(5)));
        assert_eq!(calendar.next_block(end(5), four), Some(start(6)));
        assert_eq!(calendar.next_block(start(7), four), Some(start(19)));
        assert_eq!(calendar.next_block(start(7), elapsed(4)), Some(start(7)));
        assert_eq!(calendar.last_block(start(21), four), Some(start(20)));
        assert_eq!(calendar.last_block(start(18), four), Some(start(6)));
        assert_eq!(calendar.last_block(start(18), Length::working(1)), Some(start(14)));
        assert_eq!(calendar.block_finish(start(6), four), Some(end(9)));
        assert_eq!(calendar.block_finish(start(7), four), None);
        assert_eq!(calendar.block_start(end(21), four), Some(start(6)));
        assert_eq!(calendar.block_start(end(22), four), Some(start(19)));
        assert_eq!(calendar.block_not_before(end(9), four), Some((start(6), end(9))));
        assert_eq!(calendar.block_not_before(start(12), four), Some((start(19), end(22))));
        assert_eq!(calendar.next_block(start(5), Length::working(6)), None);
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
