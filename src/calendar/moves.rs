//! Moves instants through working time.
//!
//! Every function returns `None` if the calendar has no such day up to 2199.

use super::Calendar;
use crate::time::{Day, Instant};

impl Calendar {
    /// Returns the start of the first working day at or after an instant.
    pub fn next_start(&self, instant: Instant) -> Option<Instant> {
        let day = instant.first_day_after();
        let ahead = match usize::try_from(day.since(Day::FIRST)) {
            Ok(index) => self.bits.get(index / 64).map_or(0, |bits| bits >> (index % 64)),
            Err(_) => 0,
        };
        // Most often there is a working day in the same block.
        if ahead != 0 {
            return Some(Instant::start_of(day.plus(ahead.trailing_zeros() as i32)));
        }
        self.nth(self.rank(day)).map(Instant::start_of)
    }

    /// Returns the end of the last working day at or before an instant.
    pub fn last_end(&self, instant: Instant) -> Option<Instant> {
        self.nth(self.elapsed(instant).checked_sub(1)?).map(Instant::end_of)
    }

    /// Returns the start of the last working day that begins at or before an instant.
    pub fn last_start(&self, instant: Instant) -> Option<Instant> {
        self.last_worked(instant.day()).map(Instant::start_of)
    }

    /// Returns the last working day up to and including a day.
    pub fn last_worked(&self, day: Day) -> Option<Day> {
        self.nth(self.rank(day.plus(1)).checked_sub(1)?)
    }

    /// Returns where an event with this bound is placed: at the bound if it lies on a working day,
    /// otherwise at the next working start.
    pub fn event_position(&self, bound: Instant) -> Option<Instant> {
        if self.works(bound.day()) { Some(bound) } else { self.next_start(bound) }
    }

    /// Returns the latest position at or before an instant that an event can take.
    pub fn last_event_position(&self, instant: Instant) -> Option<Instant> {
        if self.works(instant.day()) { Some(instant) } else { self.last_end(instant) }
    }

    /// Returns the end of the first working day that ends at or after an instant.
    pub fn next_end(&self, instant: Instant) -> Option<Instant> {
        self.nth(self.rank(instant.day())).map(Instant::end_of)
    }

    /// Returns an instant one working day later: a start stays a start, an end stays an end.
    pub fn a_day_later(&self, instant: Instant) -> Option<Instant> {
        match instant.is_end() {
            true => self.lag(instant, 1),
            false => self.next_start(Instant::end_of(instant.day())),
        }
    }

    /// Returns an instant moved by a lag of working days.
    ///
    /// `+n` gives the end of the nth working day after the instant, `-n` the start of the nth
    /// before it; 0 returns the instant itself.
    pub fn lag(&self, instant: Instant, days: i32) -> Option<Instant> {
        match days {
            0 => Some(instant),
            1.. => self.nth(self.elapsed(instant).checked_add(days - 1)?).map(Instant::end_of),
            _ => self.nth(self.elapsed(instant).checked_add(days)?).map(Instant::start_of),
        }
    }

    /// Returns the latest instant that [`Self::lag`] moves no later than `limit`: the inverse that
    /// the backward pass needs.
    ///
    /// [`Instant::NEVER`] if the lead reaches past the end of the calendar, so that nothing is
    /// bound.
    pub fn before_lag(&self, limit: Instant, days: i32) -> Option<Instant> {
        match days {
            0 => Some(limit),
            // The nth working day after the result must end by the limit, so the result may be as
            // late as the start of the nth working day back.
            1.. => self.nth(self.elapsed(limit).checked_sub(days)?).map(Instant::start_of),
            // The nth working day before the result must begin by the limit; n - 1 more may lie
            // between.
            _ => {
                let begun = self.rank(limit.day().plus(1));
                let answer = begun.checked_sub(days)?.checked_sub(1)?;
                Some(self.nth(answer).map_or(Instant::NEVER, Instant::start_of))
            }
        }
    }

    /// Returns the working days after `since` up to and including `until`: how long something has
    /// been overdue or blocked.
    pub fn days_after(&self, since: Day, until: Day) -> u32 {
        self.working_days(since.plus(1), until)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Stretch, Week};
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    fn holidays() -> Calendar {
        // Thursday and Friday of one week are off.
        Calendar::new(Week::MONDAY_TO_FRIDAY, [Stretch::off((day("2026-01-15"), day("2026-01-16")))])
    }

    /// Days of January 2026: the 5th is a Monday.
    fn start(date: i32) -> Instant {
        Instant::start_of(day("2026-01-01").plus(date - 1))
    }

    fn end(date: i32) -> Instant {
        Instant::end_of(day("2026-01-01").plus(date - 1))
    }

    #[test]
    fn rank_and_nth_are_inverse_from_before_1900_to_2199() {
        let calendar = holidays();
        for first in [Day::FIRST.plus(-900), Day::FIRST.plus(-3), day("2026-01-01"), Day::LAST.plus(-40)] {
            for d in (0..40).map(|offset| first.plus(offset)) {
                let rank = calendar.rank(d);
                assert_eq!(calendar.rank(d.plus(1)) - rank, i32::from(calendar.works(d)), "{d}");
                if calendar.works(d) {
                    assert_eq!(calendar.nth(rank), Some(d));
                }
            }
        }
        assert_eq!(calendar.nth(calendar.rank(Day::LAST) + 1), None);
    }

    #[test]
    fn working_starts_and_ends_are_found_from_anywhere() {
        let calendar = holidays();
        assert_eq!(calendar.next_end(end(9)), Some(end(9)));
        assert_eq!(calendar.next_end(start(9)), Some(end(9)));
        assert_eq!(calendar.next_end(end(10)), Some(end(12)));
        assert_eq!(calendar.next_start(end(9)), Some(start(12)));
        assert_eq!(calendar.last_end(start(12)), Some(end(9)));
        assert_eq!(calendar.last_start(end(11)), Some(start(9)));
    }

    #[test]
    fn lags_end_on_the_nth_working_day_and_leads_start_on_it() {
        let calendar = holidays();
        assert_eq!(calendar.lag(end(9), 2), Some(end(13)));
        assert_eq!(calendar.lag(start(12), 2), Some(end(13)));
        assert_eq!(calendar.lag(end(14), 1), Some(end(19)));
        assert_eq!(calendar.lag(end(9), -2), Some(start(8)));
        assert_eq!(calendar.lag(start(12), -2), Some(start(8)));
        assert_eq!(calendar.lag(start(10), 0), Some(start(10)));
    }

    #[test]
    fn before_lag_is_the_latest_instant_that_still_keeps_the_limit() {
        let calendar = holidays();
        for days in -6..=6 {
            for limit in (5..25).flat_map(|date| [start(date), end(date)]) {
                let latest = calendar.before_lag(limit, days).unwrap();
                assert!(calendar.lag(latest, days).unwrap() <= limit, "lag {days} limit {limit:?}");
                let next = if latest.is_end() {
                    Instant::start_of(latest.day().plus(1))
                } else {
                    Instant::end_of(latest.day())
                };
                assert!(
                    calendar.lag(next, days).unwrap() > limit,
                    "lag {days} limit {limit:?} could be later"
                );
            }
        }
    }

    #[test]
    fn events_stay_on_working_ends_or_move_to_the_next_start() {
        let calendar = holidays();
        assert_eq!(calendar.event_position(end(9)), Some(end(9)));
        assert_eq!(calendar.event_position(end(10)), Some(start(12)));
        assert_eq!(calendar.event_position(start(9)), Some(start(9)));
        assert_eq!(calendar.last_event_position(end(11)), Some(end(9)));
        assert_eq!(calendar.last_event_position(start(11)), Some(end(9)));
        assert_eq!(calendar.last_event_position(start(12)), Some(start(12)));
    }

    #[test]
    fn nothing_is_scheduled_after_2199() {
        let calendar = holidays();
        assert_eq!(calendar.next_start(Instant::end_of(Day::LAST)), None);
        assert_eq!(calendar.lag(start(5), i32::MAX), None);
        assert_eq!(calendar.before_lag(start(5), -1_000_000), Some(Instant::NEVER));
    }
}
