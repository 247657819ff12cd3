//! Working days as tables.
//!
//! A [`Calendar`] answers every question about working time in a step or a short search: it holds a bit per
//! civil day from 1900 to 2199 and, per 64 of them, how many working days came before. Before 1900 the week
//! repeats; after 2199 nothing is scheduled. It knows nothing of owners, leave or files: `model` says which
//! days, this counts them.

mod count;
mod moves;

use crate::time::Day;
use std::collections::BTreeMap;

/// Which days of a week are worked, Monday first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Week(u8);

impl Week {
    /// Monday to Friday.
    pub const MONDAY_TO_FRIDAY: Self = Self(0b001_1111);

    /// Returns the week that works these days, Monday = 0.
    pub fn of(days: impl IntoIterator<Item = usize>) -> Self {
        Self(days.into_iter().fold(0, |week, day| week | 1 << (day % 7)))
    }

    /// Whether this weekday (Monday = 0) is worked.
    pub fn works(self, weekday: usize) -> bool {
        self.0 >> (weekday % 7) & 1 == 1
    }

    /// Returns how many worked weekdays lie from `first` through `last`; 0 when `last` comes first.
    pub fn days(self, first: Day, last: Day) -> u32 {
        let Ok(span) = u32::try_from(last.since(first) + 1) else { return 0 };
        let rest = (0..span % 7).filter(|ahead| self.works(last.plus(-(*ahead as i32)).weekday())).count();
        span / 7 * self.length() + rest as u32
    }

    /// Returns how many days a week has: what `1w` means.
    pub fn length(self) -> u32 {
        (self.0 & 0x7f).count_ones()
    }
}

/// The working days of one calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    week: Week,
    /// One bit per day from [`Day::FIRST`], set where it is worked.
    bits: Vec<u64>,
    /// Working days before each block of 64 days.
    before: Vec<i32>,
    total: i32,
}

/// How many days the table covers.
const DAYS: i32 = Day::LAST.0 - Day::FIRST.0 + 1;

impl Calendar {
    /// Returns the calendar of a week less some ranges of days, both ends of a range inclusive.
    pub fn new(week: Week, off: impl IntoIterator<Item = (Day, Day)>) -> Self {
        let blocks = (DAYS as usize).div_ceil(64);
        let mut calendar = Self { week, bits: vec![0; blocks], before: vec![0; blocks], total: 0 };
        // A block begins on one of seven weekdays, so there are seven different ones.
        let blocks_of_week: Vec<u64> = (0..7)
            .map(|first| (0..64).filter(|day| week.works(first + day)).fold(0, |bits, day| bits | 1 << day))
            .collect();
        for (block, bits) in calendar.bits.iter_mut().enumerate() {
            *bits = blocks_of_week[Day::FIRST.plus(block as i32 * 64).weekday() % 7];
        }
        calendar.remove(DAYS as usize, blocks * 64 - 1);
        calendar.clear(off);
        calendar
    }

    /// Returns this calendar less some further ranges of days: an owner's leave, a freeze.
    #[must_use]
    pub fn without(&self, off: impl IntoIterator<Item = (Day, Day)>) -> Self {
        let mut calendar = self.clone();
        calendar.clear(off);
        calendar
    }

    fn clear(&mut self, off: impl IntoIterator<Item = (Day, Day)>) {
        for (first, last) in off {
            let (first, last) = (first.max(Day::FIRST), last.min(Day::LAST));
            if first <= last {
                self.remove(first.since(Day::FIRST) as usize, last.since(Day::FIRST) as usize);
            }
        }
        let mut total = 0;
        for (block, before) in self.bits.iter().zip(&mut self.before) {
            *before = total;
            total += block.count_ones() as i32;
        }
        self.total = total;
    }

    /// Clears the bits from `first` through `last`.
    fn remove(&mut self, first: usize, last: usize) {
        for block in first / 64..=last / 64 {
            let begin = first.saturating_sub(block * 64);
            let end = (last - block * 64).min(63);
            self.bits[block] &= !(u64::MAX >> (63 - end) & u64::MAX << begin);
        }
    }

    /// Returns how many days a working week of this calendar has, holidays ignored.
    pub fn week(&self) -> Week {
        self.week
    }
}

/// Calendars by number, equal ones kept once.
#[derive(Debug, Clone, Default)]
pub struct Calendars {
    tables: Vec<Calendar>,
    by_content: BTreeMap<(Week, Vec<(Day, Day)>), CalendarId>,
}

/// A calendar of a [`Calendars`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CalendarId(u32);

impl Calendars {
    /// Returns the calendar of a week less the ranges, building its table only the first time it is asked
    /// for.
    pub fn intern(&mut self, week: Week, mut off: Vec<(Day, Day)>) -> CalendarId {
        off.sort_unstable();
        off.dedup();
        let tables = &mut self.tables;
        *self.by_content.entry((week, off)).or_insert_with_key(|(week, off)| {
            tables.push(Calendar::new(*week, off.iter().copied()));
            CalendarId((tables.len() - 1) as u32)
        })
    }

    /// Returns the table of an id that this collection gave out.
    pub fn get(&self, id: CalendarId) -> &Calendar {
        &self.tables[id.0 as usize]
    }

    /// Returns how many different calendars there are.
    pub fn len(&self) -> usize {
        self.tables.len()
    }

    /// Whether there is no calendar at all.
    pub fn is_empty(&self) -> bool {
        self.tables.is_empty()
    }
}
