//! Ranks of days and days of ranks over some years, looked up in one step: for what dates the same
//! plan thousands of times.

use super::Calendar;
use crate::time::Day;

/// The tables of some days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Near {
    first: Day,
    /// The rank of the first day.
    first_rank: i32,
    /// By day: how many working days lie before it, from the first on.
    ranks: Vec<u16>,
    /// By rank: how many civil days after the first it lies.
    days: Vec<u16>,
}

/// The most days of the tables.
const MOST: i32 = 16_384;

impl Near {
    fn new(calendar: &Calendar, (first, last): (Day, Day)) -> Self {
        let first_rank = calendar.rank(first);
        let (mut ranks, mut days) = (Vec::new(), Vec::new());
        for ahead in 0..=last.since(first).min(MOST) {
            ranks.push(days.len() as u16);
            if calendar.works(first.plus(ahead)) {
                days.push(ahead as u16);
            }
        }
        Self { first, first_rank, ranks, days }
    }

    /// Returns [`Calendar::rank`] of a day in the tables.
    #[inline]
    pub(super) fn rank(&self, day: Day) -> Option<i32> {
        let at = usize::try_from(day.0.wrapping_sub(self.first.0)).ok()?;
        self.ranks.get(at).map(|rank| self.first_rank + i32::from(*rank))
    }

    /// Returns [`Calendar::nth`] of a rank in the tables.
    #[inline]
    pub(super) fn nth(&self, rank: i32) -> Option<Day> {
        let at = usize::try_from(rank.wrapping_sub(self.first_rank)).ok()?;
        self.days.get(at).map(|ahead| Day(self.first.0 + i32::from(*ahead)))
    }
}

impl Calendar {
    /// Returns this calendar with tables of the days from the first to the last, both inclusive, or
    /// of as many as tables have. It answers the same, and sooner.
    #[must_use]
    pub(super) fn near(&self, (first, last): (Day, Day)) -> Self {
        let days = (first.max(Day::FIRST), last.min(Day::LAST));
        Self { near: (days.0 <= days.1).then(|| Near::new(self, days)), ..self.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Stretch, Week};
    use super::*;

    #[test]
    fn tables_answer_what_a_search_finds() {
        let day = |text: &str| Day::parse(text).unwrap();
        let slots = [day("2026-01-07"), day("2026-02-04"), day("2027-12-30")];
        for calendar in [
            Calendar::new(Week::MONDAY_TO_FRIDAY, [Stretch::off((day("2026-12-24"), day("2027-01-03")))]),
            Calendar::new(Week::of([]), slots.map(|slot| Stretch::on((slot, slot)))),
            Calendar::new(Week::of([]), []),
            Calendar::new(Week::of(0..7), []),
        ] {
            for (first, last) in [
                (day("2026-01-07"), day("2027-06-30")),
                (day("2026-01-01"), day("2026-01-01")),
                (Day::FIRST.plus(-40), Day::FIRST.plus(40)),
                (Day::LAST.plus(-40), Day::LAST.plus(40)),
                (day("2027-01-01"), day("2026-01-01")),
                (Day::FIRST, Day::LAST),
            ] {
                let near = calendar.near((first, last));
                for middle in [first, last, day("2026-06-01")] {
                    for day in (-90..90).map(|ahead| middle.plus(ahead)) {
                        assert_eq!(near.rank(day), calendar.rank(day), "{day}");
                        let rank = calendar.rank(day);
                        assert_eq!(near.nth(rank), calendar.nth(rank), "{day}");
                    }
                }
            }
        }
    }
}
