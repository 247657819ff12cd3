//! How often each day came out: a bounded number of counts, however many runs there are.

use crate::time::Day;

/// The days on which one milestone or program finished, counted.
///
/// Days far from where the first runs ended are counted together, at either end, and where those
/// spread widely, neighbouring days are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tally {
    base: i32,
    shift: u32,
    /// Everything before, the days, everything after or without a date.
    counts: Vec<u32>,
}

/// So many days at most are told apart.
const MOST: u32 = 512;

impl Tally {
    /// Returns an empty tally with room on both sides of the days from `first` through `last`.
    pub(super) fn around(first: Day, last: Day) -> Self {
        let width = last.since(first).unsigned_abs();
        let aside = (width / 2).max(16) as i32;
        let days = width + 2 * aside.unsigned_abs() + 1;
        let shift = days.div_ceil(MOST).next_power_of_two().ilog2();
        let slots = (days >> shift) as usize + 1;
        Self { base: first.plus(-aside).0, shift, counts: vec![0; slots + 2] }
    }

    /// Returns the slot of a day; what has none is later than any day.
    pub(super) fn slot(&self, day: Option<Day>) -> usize {
        let last = self.counts.len() - 1;
        let Some(day) = day else { return last };
        match day.0.checked_sub(self.base) {
            Some(ahead @ 0..) => ((ahead >> self.shift) as usize + 1).min(last),
            Some(_) => 0,
            None => last,
        }
    }

    pub(super) fn count(&mut self, day: Option<Day>) {
        let slot = self.slot(day);
        self.counts[slot] += 1;
    }

    pub(super) fn add(&mut self, other: &Self) {
        for (count, more) in self.counts.iter_mut().zip(&other.counts) {
            *count += more;
        }
    }

    /// Returns this tally with as many counts more or less in each slot.
    pub(super) fn changed_by(&self, changes: &[i32]) -> Self {
        let mut changed = self.clone();
        for (count, change) in changed.counts.iter_mut().zip(changes) {
            *count = count.saturating_add_signed(*change);
        }
        changed
    }

    pub(super) fn slots(&self) -> usize {
        self.counts.len()
    }

    /// Whether every day is counted by itself, but for those far from where the first runs ended.
    pub fn tells_days_apart(&self) -> bool {
        self.shift == 0
    }

    /// Returns how many runs were counted.
    pub fn runs(&self) -> u64 {
        self.counts.iter().map(|count| u64::from(*count)).sum()
    }

    /// Returns the first day by which at least this share of the runs, in percent, has finished;
    /// `None` if that is no day up to 2199.
    pub fn quantile(&self, percent: u32) -> Option<Day> {
        let enough = (self.runs() * u64::from(percent)).div_ceil(100).max(1);
        let mut so_far = 0;
        let slot = self.counts.iter().position(|count| {
            so_far += u64::from(*count);
            so_far >= enough
        })?;
        (slot + 1 < self.counts.len()).then(|| self.last_day(slot))
    }

    /// Returns the days that came out, earliest first, with how often; days that are counted
    /// together as the last of them.
    pub fn days(&self) -> impl Iterator<Item = (Day, u32)> + '_ {
        let dated = &self.counts[..self.counts.len() - 1];
        let counted = dated.iter().enumerate().filter(|(_, count)| **count > 0);
        counted.map(|(slot, count)| (self.last_day(slot), *count))
    }

    /// Returns the last day that is counted in a slot.
    fn last_day(&self, slot: usize) -> Day {
        let days = (slot as i32) << self.shift;
        Day(self.base - 1).plus(days)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_days_that_came_out() {
        let mut tally = Tally::around(Day(100), Day(110));
        for day in [100, 101, 101, 103, 110] {
            tally.count(Some(Day(day)));
        }
        let quantiles = [1, 20, 21, 60, 61, 80, 81, 100].map(|percent| tally.quantile(percent));
        assert_eq!(quantiles, [100, 100, 101, 101, 103, 103, 110, 110].map(|day| Some(Day(day))));
        assert_eq!(
            tally.days().map(|(day, count)| (day.0, count)).collect::<Vec<_>>(),
            [(100, 1), (101, 2), (103, 1), (110, 1)]
        );
    }

    #[test]
    fn what_has_no_date_is_later_than_any_day() {
        let mut tally = Tally::around(Day(0), Day(0));
        for day in [Some(Day(0)), None, None, Some(Day(-4000))] {
            tally.count(day);
        }
        assert_eq!([25, 50, 51].map(|percent| tally.quantile(percent)), [Some(Day(-17)), Some(Day(0)), None]);
    }

    #[test]
    fn a_wide_spread_is_counted_in_few_slots() {
        let mut tally = Tally::around(Day(0), Day(50_000));
        assert!(tally.slots() <= MOST as usize + 3, "{}", tally.slots());
        for day in 0..50_000 {
            tally.count(Some(Day(day)));
        }
        for percent in [10, 50, 90] {
            let exact = 500 * percent as i32;
            let day = tally.quantile(percent).unwrap().0;
            assert!((0..=256).contains(&(day - exact)), "{day} and {exact}");
        }
    }
}
