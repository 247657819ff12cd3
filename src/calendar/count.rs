//! Counting working days: rank and its inverse.

use super::{Calendar, DAYS};
use crate::time::{Day, Instant};

impl Calendar {
    /// Whether the day is worked. Days before 1900 follow the week; days after 2199 are not worked.
    pub fn works(&self, day: Day) -> bool {
        let index = day.0 - Day::FIRST.0;
        if index < 0 {
            self.week.works(day.weekday())
        } else if index >= DAYS {
            false
        } else {
            self.bits[index as usize / 64] >> (index % 64) & 1 == 1
        }
    }

    /// Returns how many working days lie strictly before `day`, counted from 1900-01-01; negative before it.
    pub fn rank(&self, day: Day) -> i32 {
        let index = day.0 - Day::FIRST.0;
        if index < 0 {
            return -self.in_plain_weeks(day);
        }
        if index >= DAYS {
            return self.total;
        }
        let (block, bit) = (index as usize / 64, index % 64);
        self.before[block] + (self.bits[block] & ((1 << bit) - 1)).count_ones() as i32
    }

    /// Returns the working days from `day` (inclusive) to 1900-01-01 (exclusive) by the week alone.
    fn in_plain_weeks(&self, day: Day) -> i32 {
        let days = Day::FIRST.since(day);
        let rest = (0..days % 7).filter(|back| self.week.works(Day::FIRST.plus(-1 - back).weekday())).count();
        (days / 7) * self.week.length() as i32 + rest as i32
    }

    /// Returns the working day of a rank: the day `d` that is worked and has `rank(d) == rank`.
    ///
    /// Nothing after 2199, and nothing before 1900 in an empty week.
    pub fn nth(&self, rank: i32) -> Option<Day> {
        if rank >= self.total {
            return None;
        }
        if rank < 0 {
            return self.nth_in_plain_weeks(-rank);
        }
        let block = self.before.partition_point(|before| *before <= rank) - 1;
        let mut bits = self.bits[block];
        for _ in 0..rank - self.before[block] {
            bits &= bits - 1;
        }
        Some(Day::FIRST.plus(block as i32 * 64 + bits.trailing_zeros() as i32))
    }

    fn nth_in_plain_weeks(&self, back: i32) -> Option<Day> {
        let length = self.week.length() as i32;
        if length == 0 {
            return None;
        }
        let mut day = Day::FIRST.plus(-((back - 1) / length) * 7);
        let mut left = (back - 1) % length + 1;
        while left > 0 {
            day = day.plus(-1);
            left -= i32::from(self.week.works(day.weekday()));
        }
        Some(day)
    }

    /// Returns how many working days lie wholly before an instant, counted from 1900-01-01.
    ///
    /// The difference of two is the working time between them: floats are made of it.
    pub fn elapsed(&self, instant: Instant) -> i32 {
        self.rank(instant.first_day_after())
    }

    /// Returns the signed working time from `from` to `to`, in days; negative where `to` comes first.
    pub fn between(&self, from: Instant, to: Instant) -> i32 {
        self.elapsed(to) - self.elapsed(from)
    }

    /// Returns the working days from `first` through `last`, both inclusive; 0 when `last` comes first.
    pub fn working_days(&self, first: Day, last: Day) -> u32 {
        u32::try_from(self.rank(last.plus(1)) - self.rank(first)).unwrap_or(0)
    }

    /// Whether there is at least one working day.
    pub fn has_working_day(&self) -> bool {
        self.total > 0
    }
}
