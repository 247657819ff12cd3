//! Working days, stored as tables.
//!
//! A [`Calendar`] holds one bit per civil day from 1900 to 2199, and for each 64 of them the number
//! of working days before, so that every question takes one step or a short search. Before 1900 the
//! week repeats; after 2199 nothing is scheduled. A calendar knows nothing of owners, leave or
//! files: `model` decides which days are off, this module counts them.

mod blocks;
mod count;
mod moves;
mod near;
mod runs;

use crate::time::Day;
use near::Near;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The working days of a week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Week(u8);

impl Week {
    pub const MONDAY_TO_FRIDAY: Self = Self(0b001_1111);

    /// Returns the week with these working days, Monday = 0.
    pub fn of(days: impl IntoIterator<Item = usize>) -> Self {
        Self(days.into_iter().fold(0, |week, day| week | 1 << (day % 7)))
    }

    /// Whether this weekday (Monday = 0) is a working day.
    pub fn works(self, weekday: usize) -> bool {
        self.0 >> (weekday % 7) & 1 == 1
    }

    /// Returns the number of working days in a week, which is the length of `1w`.
    pub fn length(self) -> u32 {
        (self.0 & 0x7f).count_ones()
    }
}

/// How long something takes, in working or in civil days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Length {
    /// How many days.
    pub days: u32,
    /// Whether these are civil days, working or not; otherwise working days.
    pub elapsed: bool,
}

impl Length {
    /// No time at all.
    pub const ZERO: Self = Self::working(0);

    /// Returns a length in working days.
    pub const fn working(days: u32) -> Self {
        Self { days, elapsed: false }
    }

    /// Returns the number of civil days of an elapsed length; `None` for working time.
    pub fn elapsed_days(self) -> Option<u32> {
        self.elapsed.then_some(self.days)
    }
}

/// The working days of one calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    week: Week,
    /// Whether a piece of work needs all of its days in a row, if that is said.
    unbroken: Option<bool>,
    /// One bit per day from [`Day::FIRST`], set for working days.
    bits: Vec<u64>,
    /// Working days before each block of 64 days, then all.
    before: Vec<i32>,
    total: i32,
    /// How many blocks a working day takes on average, times 2^32.
    spread: u64,
    /// Tables of some years, where many questions are asked about them.
    near: Option<Near>,
}

/// How many days the table covers.
const DAYS: i32 = Day::LAST.0 - Day::FIRST.0 + 1;

/// Days that are all worked, or all off, whatever the week says; both ends inclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stretch {
    pub first: Day,
    pub last: Day,
    /// Whether they are working days.
    pub worked: bool,
}

impl Stretch {
    /// Returns a range of days off, both ends inclusive.
    pub fn off((first, last): (Day, Day)) -> Self {
        Self { first, last, worked: false }
    }

    /// Returns a range of extra working days, both ends inclusive.
    pub fn on((first, last): (Day, Day)) -> Self {
        Self { first, last, worked: true }
    }
}

impl Calendar {
    /// Returns the calendar of a week with exceptions; where they overlap, the last one wins.
    pub fn new(week: Week, stretches: impl IntoIterator<Item = Stretch>) -> Self {
        let blocks = (DAYS as usize).div_ceil(64);
        let mut calendar = Self {
            week,
            unbroken: None,
            bits: vec![0; blocks],
            before: Vec::new(),
            total: 0,
            spread: 0,
            near: None,
        };
        // A block can begin on any of seven weekdays, so there are only seven patterns.
        let blocks_of_week: Vec<u64> = (0..7)
            .map(|first| (0..64).filter(|day| week.works(first + day)).fold(0, |bits, day| bits | 1 << day))
            .collect();
        for (block, bits) in calendar.bits.iter_mut().enumerate() {
            *bits = blocks_of_week[Day::FIRST.plus(block as i32 * 64).weekday()];
        }
        if let Some(last) = calendar.bits.last_mut() {
            *last &= u64::MAX >> (blocks * 64 - DAYS as usize);
        }
        calendar.paint(stretches);
        calendar
    }

    /// Returns this calendar with further exceptions, such as an owner's leave or a freeze.
    #[must_use]
    pub fn with(&self, stretches: impl IntoIterator<Item = Stretch>) -> Self {
        let mut calendar = self.clone();
        calendar.paint(stretches);
        calendar
    }

    /// Returns this calendar saying whether a piece of work needs all of its days in a row.
    #[must_use]
    pub fn unbroken(self, unbroken: Option<bool>) -> Self {
        Self { unbroken, ..self }
    }

    /// Whether a piece of work needs all of its days in a row.
    pub fn is_unbroken(&self) -> bool {
        self.unbroken == Some(true)
    }

    /// Whether it is known that a piece of work may take its days from several runs.
    pub fn may_be_split(&self) -> bool {
        self.unbroken == Some(false)
    }

    fn paint(&mut self, stretches: impl IntoIterator<Item = Stretch>) {
        for stretch in stretches {
            self.fill(stretch);
        }
        self.before.clear();
        self.total = 0;
        for block in &self.bits {
            self.before.push(self.total);
            self.total += block.count_ones() as i32;
        }
        self.before.push(self.total);
        self.spread = ((self.bits.len() as u64) << 32) / self.total.max(1) as u64;
        self.near = None;
    }

    /// Sets or clears a stretch 64 days at a time, because a plan may hold many stretches of
    /// centuries.
    fn fill(&mut self, stretch: Stretch) {
        let (first, last) = (stretch.first.max(Day::FIRST), stretch.last.min(Day::LAST));
        if first > last {
            return;
        }
        let (from, to) = (first.since(Day::FIRST) as usize, last.since(Day::FIRST) as usize);
        for block in from / 64..=to / 64 {
            let low = from.saturating_sub(block * 64);
            let high = (to - block * 64).min(63);
            let mask = (u64::MAX << low) & (u64::MAX >> (63 - high));
            if stretch.worked {
                self.bits[block] |= mask;
            } else {
                self.bits[block] &= !mask;
            }
        }
    }

    /// Returns the working week, without exceptions.
    pub fn week(&self) -> Week {
        self.week
    }

    /// Whether its week has no working day: only the slots that it names are worked.
    pub fn is_of_slots(&self) -> bool {
        self.week.length() == 0
    }
}

/// A collection of calendars in which equal ones are stored once. Clones share the tables.
#[derive(Debug, Clone, Default)]
pub struct Calendars {
    tables: Vec<Arc<Calendar>>,
    by_content: BTreeMap<(Week, Option<bool>, Vec<Stretch>), CalendarId>,
    by_refinement: BTreeMap<(CalendarId, Vec<(Day, Day)>), CalendarId>,
}

/// Identifies a calendar in a [`Calendars`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CalendarId(u32);

impl Calendars {
    /// Returns the calendar of a week with exceptions, said to be unbroken or not, building its
    /// table only on the first request.
    pub fn intern(&mut self, week: Week, unbroken: Option<bool>, stretches: Vec<Stretch>) -> CalendarId {
        let tables = &mut self.tables;
        *self.by_content.entry((week, unbroken, stretches)).or_insert_with_key(
            |(week, unbroken, stretches)| {
                let calendar = Calendar::new(*week, stretches.iter().copied());
                tables.push(Arc::new(calendar.unbroken(*unbroken)));
                CalendarId((tables.len() - 1) as u32)
            },
        )
    }

    /// Returns a calendar without some ranges of days, both ends inclusive.
    pub fn less(&mut self, base: CalendarId, mut off: Vec<(Day, Day)>) -> CalendarId {
        if off.is_empty() {
            return base;
        }
        off.sort_unstable();
        off.dedup();
        let tables = &mut self.tables;
        *self.by_refinement.entry((base, off)).or_insert_with_key(|(base, off)| {
            let refined = tables[base.0 as usize].with(off.iter().copied().map(Stretch::off));
            tables.push(Arc::new(refined));
            CalendarId((tables.len() - 1) as u32)
        })
    }

    /// Adds the calendars of another collection; returns what an id of that one is in this one.
    pub fn take_in(&mut self, other: &Self) -> impl Fn(CalendarId) -> CalendarId + use<> {
        let first = self.tables.len() as u32;
        self.tables.extend(other.tables.iter().cloned());
        move |id| CalendarId(first + id.0)
    }

    /// Returns the table of an id that came from this collection.
    pub fn get(&self, id: CalendarId) -> &Calendar {
        &self.tables[id.0 as usize]
    }

    /// Returns the same calendars, which answer sooner about the days from the first to the last,
    /// both inclusive. That takes up to 64 KiB each, so it is done for at most so many.
    #[must_use]
    pub fn near(&self, days: (Day, Day), most: usize) -> Self {
        let tables = self.tables.iter().enumerate();
        let table = |(at, table): (usize, &Arc<Calendar>)| match at < most {
            true => Arc::new(table.near(days)),
            false => table.clone(),
        };
        Self { tables: tables.map(table).collect(), ..Self::default() }
    }

    /// Returns the number of different calendars.
    pub fn len(&self) -> usize {
        self.tables.len()
    }

    /// Whether there is no calendar at all.
    pub fn is_empty(&self) -> bool {
        self.tables.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_a_week_is_the_week() {
        for days in [vec![], vec![6], vec![1, 3], vec![0, 1, 2, 3, 4], (0..7).collect()] {
            let week = Week::of(days.iter().copied());
            let calendar = Calendar::new(week, []);
            assert_eq!(week.length() as usize, days.len());
            for day in (-10..140).map(|offset| Day::FIRST.plus(offset)) {
                assert_eq!(calendar.works(day), days.contains(&day.weekday()), "{day} of {days:?}");
            }
        }
    }

    #[test]
    fn a_stretch_counts_where_it_lies_within_the_table() {
        let week = Week::MONDAY_TO_FRIDAY;
        let plain = Calendar::new(week, []);
        let stretches = |first: Day, last: Day| Calendar::new(week, [Stretch::off((first, last))]);
        assert_eq!(stretches(Day::FIRST.plus(-900), Day::FIRST.plus(-1)), plain);
        assert_eq!(stretches(Day::LAST.plus(1), Day::LAST.plus(900)), plain);
        assert_eq!(stretches(Day::FIRST.plus(101), Day::FIRST.plus(100)), plain);
        let early = stretches(Day::FIRST.plus(-900), Day::FIRST.plus(100));
        assert_eq!(early, stretches(Day::FIRST, Day::FIRST.plus(100)));
        assert!(!early.works(Day::FIRST.plus(100)) && early.works(Day::FIRST.plus(101)));
        let late = stretches(Day::LAST.plus(-102), Day::LAST.plus(900));
        assert_eq!(late, stretches(Day::LAST.plus(-102), Day::LAST));
        assert!(late.works(Day::LAST.plus(-103)) && !late.works(Day::LAST.plus(-102)));
    }

    #[test]
    fn equal_calendars_are_kept_once() {
        let day = |offset| Day::FIRST.plus(offset);
        let mut calendars = Calendars::default();
        assert!(calendars.is_empty());
        let base = calendars.intern(Week::MONDAY_TO_FRIDAY, None, Vec::new());
        assert_eq!(calendars.intern(Week::MONDAY_TO_FRIDAY, None, Vec::new()), base);
        assert_eq!(calendars.less(base, Vec::new()), base);
        let (one, other) = ((day(7), day(8)), (day(70), day(71)));
        let refined = calendars.less(base, vec![one, other]);
        assert_ne!(refined, base);
        assert_eq!(calendars.less(base, vec![other, one, other]), refined);
        assert_eq!((calendars.len(), calendars.is_empty()), (2, false));
        let unbroken = calendars.intern(Week::MONDAY_TO_FRIDAY, Some(true), Vec::new());
        assert_ne!(unbroken, base);
        let refined = calendars.less(unbroken, vec![one]);
        assert!(calendars.get(refined).is_unbroken() && !calendars.get(base).is_unbroken());
        assert!(calendars.get(base).works(day(7)) && !calendars.get(refined).works(day(7)));
    }
}
