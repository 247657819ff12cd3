//! Counts working days: rank and its inverse.

use super::Calendar;
use crate::time::{Day, Instant};

impl Calendar {
    /// Whether people work on this day. Days before 1900 follow the week; days after 2199 are off.
    pub fn works(&self, day: Day) -> bool {
        let index = day.0 - Day::FIRST.0;
        if index < 0 {
            return self.week.works(day.weekday());
        }
        self.bits.get(index as usize / 64).is_some_and(|bits| bits >> (index % 64) & 1 == 1)
    }

    /// Returns the number of working days from 1900-01-01 (inclusive) to `day` (exclusive);
    /// negative for days before 1900.
    pub fn rank(&self, day: Day) -> i32 {
        if let Some(rank) = self.near.as_ref().and_then(|near| near.rank(day)) {
            return rank;
        }
        let index = day.0 - Day::FIRST.0;
        if index < 0 {
            return -self.in_plain_weeks(day);
        }
        let (block, bit) = (index as usize / 64, index % 64);
        let Some((before, bits)) = self.before.get(block).zip(self.bits.get(block)) else {
            return self.total;
        };
        before + (bits & ((1 << bit) - 1)).count_ones() as i32
    }

    /// Returns the working days from `day` (inclusive) to 1900-01-01 (exclusive), counted by the
    /// week only.
    fn in_plain_weeks(&self, day: Day) -> i32 {
        let days = Day::FIRST.since(day);
        let rest = (0..days % 7).filter(|back| self.week.works(Day::FIRST.plus(-1 - back).weekday())).count();
        (days / 7) * self.week.length() as i32 + rest as i32
    }

    /// Returns the working day `d` with `rank(d) == rank`.
    ///
    /// `None` after 2199, and before 1900 if the week has no working day.
    pub fn nth(&self, rank: i32) -> Option<Day> {
        if let Some(day) = self.near.as_ref().and_then(|near| near.nth(rank)) {
            return Some(day);
        }
        if rank >= self.total {
            return None;
        }
        if rank < 0 {
            return self.nth_in_plain_weeks(-rank);
        }
        let block = self.block_of(rank);
        let bit = nth_bit(self.bits[block], (rank - self.before[block]) as u32);
        Some(Day::FIRST.plus(block as i32 * 64 + bit as i32))
    }

    /// Returns the block that holds the working day of a rank from 0 to the last.
    ///
    /// Working days are spread evenly in most calendars, so the block is near where it would be if
    /// they were; if it is not, it is searched.
    fn block_of(&self, rank: i32) -> usize {
        let mut block = ((rank as u64 * self.spread) >> 32) as usize;
        for _ in 0..4 {
            match self.before.get(block..block + 2) {
                Some([before, _]) if *before > rank => block -= 1,
                Some([_, next]) if *next <= rank => block += 1,
                Some(_) => return block,
                None => break,
            }
        }
        self.before.partition_point(|before| *before <= rank) - 1
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

    /// Returns the number of working days that lie entirely before an instant, counted from
    /// 1900-01-01.
    ///
    /// The difference of two such counts is the working time between the instants; floats are
    /// calculated this way.
    pub fn elapsed(&self, instant: Instant) -> i32 {
        self.rank(instant.first_day_after())
    }

    /// Returns the working days from `from` to `to`; negative if `to` comes first.
    pub fn between(&self, from: Instant, to: Instant) -> i32 {
        self.elapsed(to) - self.elapsed(from)
    }

    /// Returns the working days from `first` through `last`, both inclusive; 0 if `last` comes
    /// first.
    pub fn working_days(&self, first: Day, last: Day) -> u32 {
        u32::try_from(self.rank(last.plus(1)) - self.rank(first)).unwrap_or(0)
    }

    /// Whether the calendar has any working day from 1900 to 2199.
    pub fn has_working_day(&self) -> bool {
        self.total > 0
    }
}

/// Returns the place of the set bit with `nth` set bits below it. There must be one.
///
/// No sum or product of these leaves its byte, so none is checked: dates are counted a million
/// times in a large plan.
#[inline]
fn nth_bit(bits: u64, nth: u32) -> u32 {
    const LOW: u64 = 0x0101_0101_0101_0101;
    // The set bits of each byte, counted in the byte; then in each byte those up to and with it.
    let pairs = bits.wrapping_sub(bits >> 1 & 0x5555_5555_5555_5555);
    let fours = (pairs & 0x3333_3333_3333_3333).wrapping_add(pairs >> 2 & 0x3333_3333_3333_3333);
    let up_to = (fours.wrapping_add(fours >> 4) & 0x0f0f_0f0f_0f0f_0f0f).wrapping_mul(LOW);
    // The top bit of each byte that has not more than `nth` up to and with it.
    let below = (u64::from(nth).wrapping_mul(LOW) | (0x80 * LOW)).wrapping_sub(up_to) & (0x80 * LOW);
    let byte = ((below >> 7).wrapping_mul(LOW) >> 56) * 8;
    let left = u64::from(nth).wrapping_sub((up_to << 8) >> byte) & 7;
    byte as u32 + u32::from(NTH_BIT[(bits >> byte & 0xff) as usize][left as usize])
}

/// For each byte, the places of its set bits.
static NTH_BIT: [[u8; 8]; 256] = {
    let mut places = [[0; 8]; 256];
    let mut byte = 0;
    while byte < 256 {
        let (mut place, mut nth) = (0, 0);
        while place < 8 {
            if byte >> place & 1 == 1 {
                places[byte][nth] = place as u8;
                nth += 1;
            }
            place += 1;
        }
        byte += 1;
    }
    places
};

#[cfg(test)]
mod tests {
    use super::super::{Stretch, Week};
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    #[test]
    fn the_table_ends_where_its_days_end() {
        let worked = Stretch::on((Day::LAST, Day::LAST));
        let calendar = Calendar::new(Week::MONDAY_TO_FRIDAY, [worked]);
        assert!(calendar.works(Day::LAST));
        for after in [1, 2, 3, 63, 64, 65, 1_000, 1_000_000] {
            assert!(!calendar.works(Day::LAST.plus(after)), "{after}");
            assert_eq!(calendar.rank(Day::LAST.plus(after)), calendar.rank(Day::LAST) + 1, "{after}");
        }
        assert_eq!(calendar.nth(calendar.rank(Day::LAST)), Some(Day::LAST));
        assert_eq!(calendar.nth(calendar.rank(Day::LAST) + 1), None);
    }

    #[test]
    fn a_set_bit_is_found_by_those_below_it() {
        let mut bits = 0x9e37_79b9_7f4a_7c15_u64;
        for round in 0..400_u32 {
            bits = bits.rotate_left(7).wrapping_mul(0xd129_0d3b_3b4b_4b4b) ^ u64::from(round);
            for pattern in [bits, bits & bits >> 3, u64::MAX, 1 << (round % 64), bits | bits << 9] {
                let set: Vec<u32> = (0..64).filter(|bit| pattern >> bit & 1 == 1).collect();
                for (nth, bit) in set.iter().enumerate() {
                    assert_eq!(nth_bit(pattern, nth as u32), *bit, "{nth} of {pattern:b}");
                }
            }
        }
    }

    #[test]
    fn the_nth_working_day_is_found_however_they_are_spread() {
        let (early, late) = (day("1950-01-02"), day("2180-06-01"));
        let gap = Stretch::off((early, late));
        let slots = [day("1900-01-03"), day("2026-01-07"), day("2199-12-30")];
        for calendar in [
            Calendar::new(Week::MONDAY_TO_FRIDAY, []),
            Calendar::new(Week::MONDAY_TO_FRIDAY, [gap]),
            Calendar::new(Week::of([]), slots.map(|slot| Stretch::on((slot, slot)))),
            Calendar::new(Week::of([6]), [Stretch::on((late, late.plus(700)))]),
            Calendar::new(Week::of(0..7), []),
        ] {
            let worked = (0..=Day::LAST.since(Day::FIRST)).map(|days| Day::FIRST.plus(days));
            for (rank, day) in worked.filter(|day| calendar.works(*day)).enumerate() {
                assert_eq!((calendar.nth(rank as i32), calendar.rank(day)), (Some(day), rank as i32));
            }
        }
    }

    // Monday 1 January 1900 is a holiday, the Mondays before it follow the week.
    #[test]
    fn before_1900_the_week_repeats() {
        let off = Stretch::off((Day::FIRST, Day::FIRST));
        let calendar = Calendar::new(Week::of([0]), [off]);
        assert_eq!((Day::FIRST.weekday(), calendar.works(Day::FIRST)), (0, false));
        assert!(calendar.works(Day::FIRST.plus(-7)));
        assert!(!calendar.works(Day::FIRST.plus(-1)));
        assert_eq!(calendar.rank(Day::FIRST), 0);
        assert_eq!(calendar.rank(Day::FIRST.plus(-7)), -1);
        assert_eq!(calendar.nth(0), Some(Day::FIRST.plus(7)));
        assert_eq!(calendar.nth(-1), Some(Day::FIRST.plus(-7)));
        assert_eq!(calendar.nth(-3), Some(Day::FIRST.plus(-21)));
    }

    #[test]
    fn before_1900_every_day_counts_in_a_week_without_days_off() {
        let calendar = Calendar::new(Week::of(0..7), []);
        for days in 1..30 {
            let day = Day::FIRST.plus(-days);
            assert_eq!((calendar.rank(day), calendar.nth(-days)), (-days, Some(day)));
        }
    }

    #[test]
    fn an_empty_week_has_only_its_extra_workdays() {
        let empty = Calendar::new(Week::of([]), []);
        assert!(!empty.has_working_day());
        assert_eq!(empty.rank(Day::LAST.plus(1)), 0);
        let slot = day("2026-01-07");
        let slots = Calendar::new(Week::of([]), [Stretch::on((slot, slot))]);
        assert!(slots.has_working_day());
        assert_eq!((slots.nth(0), slots.nth(1), slots.nth(-1)), (Some(slot), None, None));
        assert_eq!((slots.rank(slot), slots.rank(slot.plus(1))), (0, 1));
    }
}
