//! Runs: working days that follow one another without a day off between them.
//!
//! On an unbroken calendar a piece of work needs a run that is long enough. A search looks at 64
//! days at a time, because a calendar of single days has 50,000 runs.

use super::Calendar;
use crate::time::Day;

impl Calendar {
    /// Returns the first day at or after `from` with which `length` working days in a row begin.
    ///
    /// `None` if there is no such run from 1900 to 2199.
    pub(super) fn first_run(&self, from: Day, length: u32) -> Option<Day> {
        let from = usize::try_from(from.since(Day::FIRST)).unwrap_or(0);
        // The working days directly before the block.
        let mut before = 0;
        for (block, bits) in self.bits.iter().enumerate().skip(from / 64) {
            let bits = if block == from / 64 { bits & (u64::MAX << (from % 64)) } else { *bits };
            let first = block as i32 * 64;
            if before + bits.trailing_ones() >= length {
                return Some(Day::FIRST.plus(first - before as i32));
            }
            if bits == u64::MAX {
                before += 64;
                continue;
            }
            let begin = beginnings(bits, length);
            if begin != 0 {
                return Some(Day::FIRST.plus(first + begin.trailing_zeros() as i32));
            }
            before = bits.leading_ones();
        }
        None
    }

    /// Returns the last day with which `length` working days in a row begin that end by `last`.
    ///
    /// `None` if there is no such run from 1900 to 2199.
    pub(super) fn last_run(&self, last: Day, length: u32) -> Option<Day> {
        let last = usize::try_from(last.min(Day::LAST).since(Day::FIRST)).ok()?;
        // The working days directly after the block.
        let mut after = 0;
        for (block, bits) in self.bits.iter().enumerate().take(last / 64 + 1).rev() {
            let bits = if block == last / 64 { bits & (u64::MAX >> (63 - last % 64)) } else { *bits };
            let first = block as i32 * 64;
            if after + bits.leading_ones() >= length {
                return Some(Day::FIRST.plus(first + 64 + after as i32 - length as i32));
            }
            if bits == u64::MAX {
                after += 64;
                continue;
            }
            let begin = beginnings(bits, length);
            if begin != 0 {
                return Some(Day::FIRST.plus(first + 63 - begin.leading_zeros() as i32));
            }
            after = bits.trailing_ones();
        }
        None
    }
}

/// Returns the bits with which `length` set bits in a row begin.
fn beginnings(bits: u64, length: u32) -> u64 {
    if length > 64 {
        return 0;
    }
    // Each set bit begins `known` set bits in a row.
    let (mut begin, mut known) = (bits, 1);
    while known < length {
        let more = known.min(length - known);
        begin &= begin >> more;
        known += more;
    }
    begin
}

#[cfg(test)]
mod tests {
    use super::super::{Stretch, Week};
    use super::*;

    /// Runs of 1 to 5 days, one of 70 and one of 200 days, some of them over the ends of blocks.
    fn slots() -> Calendar {
        let runs = [(0, 1), (60, 5), (66, 1), (100, 2), (126, 2), (130, 70), (320, 200), (600, 3)];
        let run = |(first, length): (i32, i32)| {
            Stretch::on((Day::FIRST.plus(first), Day::FIRST.plus(first + length - 1)))
        };
        let last = Stretch::on((Day::LAST.plus(-2), Day::LAST));
        Calendar::new(Week::of([]), runs.into_iter().map(run).chain([last]))
    }

    fn begins(calendar: &Calendar, day: Day, length: u32) -> bool {
        (0..length).all(|ahead| calendar.works(day.plus(ahead as i32)))
    }

    #[test]
    fn runs_are_those_that_a_search_day_by_day_finds() {
        let calendar = slots();
        for length in [1, 2, 3, 4, 5, 6, 63, 64, 65, 70, 71, 128, 129, 200] {
            for from in (-3..640).map(|offset| Day::FIRST.plus(offset)) {
                let mut ahead = (0..700).map(|ahead| from.max(Day::FIRST).plus(ahead));
                let first = ahead.find(|day| begins(&calendar, *day, length));
                let first = first.or_else(|| (length <= 3).then(|| Day::LAST.plus(-2)));
                assert_eq!(calendar.first_run(from, length), first, "{length} from {from}");
                let mut back = (0..700).map(|back| from.plus(1 - length as i32 - back));
                let last = back.find(|day| *day >= Day::FIRST && begins(&calendar, *day, length));
                assert_eq!(calendar.last_run(from, length), last, "{length} by {from}");
            }
        }
    }

    #[test]
    fn no_run_is_longer_than_the_calendar() {
        let calendar = slots();
        assert_eq!(calendar.first_run(Day::FIRST, 201), None);
        assert_eq!(calendar.last_run(Day::LAST, u32::MAX), None);
        assert_eq!(calendar.first_run(Day::LAST.plus(-1), 3), None);
        assert_eq!(calendar.first_run(Day::LAST.plus(1), 1), None);
        assert_eq!(calendar.last_run(Day::LAST.plus(900), 3), Some(Day::LAST.plus(-2)));
        assert_eq!(calendar.last_run(Day::FIRST.plus(-1), 1), None);
    }
}
