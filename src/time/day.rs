//! Civil days.

use chrono::{Datelike, NaiveDate};
use std::fmt;

/// A civil day, counted from 1970-01-01.
///
/// Plans may name only the years 1900 to 2199. Arithmetic can leave that range, and printing still
/// works there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub i32);

/// Why a text is not a valid day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayFault {
    /// It does not have the form `YYYY-MM-DD`.
    Form,
    /// It has the form, but the day does not exist (30 February).
    NoSuchDay,
    /// The day exists but lies outside the years 1900 to 2199.
    OutOfRange,
}

const EPOCH_FROM_CE: i32 = 719_163;

impl Day {
    /// 1900-01-01, the first day a plan may name.
    pub const FIRST: Self = Self(-25_567);
    /// 2199-12-31, the last day that a plan may name and the schedule can reach.
    pub const LAST: Self = Self(84_005);

    /// Parses a day of exactly the form `YYYY-MM-DD`, years 1900 to 2199.
    ///
    /// This is stricter than chrono, whose parser also accepts `2026-1-5`, `26-01-05` and
    /// `+2026-01-05`.
    ///
    /// # Errors
    /// Returns which of the three checks failed: form, existence or range.
    pub fn parse(text: &str) -> Result<Self, DayFault> {
        let bytes = text.as_bytes();
        let digits = |range: std::ops::Range<usize>| -> Option<u32> {
            let part = bytes.get(range)?;
            if !part.iter().all(u8::is_ascii_digit) {
                return None;
            }
            Some(part.iter().fold(0, |sum, digit| sum * 10 + u32::from(digit - b'0')))
        };
        if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
            return Err(DayFault::Form);
        }
        let (Some(year), Some(month), Some(day)) = (digits(0..4), digits(5..7), digits(8..10)) else {
            return Err(DayFault::Form);
        };
        let date = NaiveDate::from_ymd_opt(i32::try_from(year).unwrap_or(i32::MAX), month, day);
        let day = Self::from_date(date.ok_or(DayFault::NoSuchDay)?);
        if day < Self::FIRST || day > Self::LAST { Err(DayFault::OutOfRange) } else { Ok(day) }
    }

    /// Converts a chrono date.
    pub fn from_date(date: NaiveDate) -> Self {
        Self(date.num_days_from_ce() - EPOCH_FROM_CE)
    }

    /// Returns the chrono date, or `None` outside chrono's range.
    pub fn date(self) -> Option<NaiveDate> {
        NaiveDate::from_num_days_from_ce_opt(self.0.checked_add(EPOCH_FROM_CE)?)
    }

    /// Returns `YYYY-MM-DD`, for years of four digits.
    fn digits(self) -> Option<[u8; 10]> {
        let date = self.date()?;
        let year = u32::try_from(date.year()).ok().filter(|year| *year < 10_000)?;
        let digit = |number: u32, unit: u32| b'0' + (number / unit % 10) as u8;
        let two = |number: u32| [digit(number, 10), digit(number, 1)];
        let [[a, b], [c, d]] = [two(year / 100), two(year % 100)];
        let [[e, f], [g, h]] = [two(date.month()), two(date.day())];
        Some([a, b, c, d, b'-', e, f, b'-', g, h])
    }

    /// Returns the day of the week, Monday = 0.
    pub fn weekday(self) -> usize {
        // 1970-01-01 was a Thursday.
        (i64::from(self.0) + 3).rem_euclid(7) as usize
    }

    /// Returns the day `days` civil days later (earlier when negative), saturating at the ends of
    /// `i32`.
    #[must_use]
    pub fn plus(self, days: i32) -> Self {
        Self(self.0.saturating_add(days))
    }

    /// Returns the civil days from `earlier` to this day; negative if this day comes first.
    pub fn since(self, earlier: Self) -> i32 {
        self.0.saturating_sub(earlier.0)
    }

    /// Returns the calendar year, or 0 outside chrono's range.
    pub fn year(self) -> i32 {
        self.date().map_or(0, |date| date.year())
    }

    /// Returns the first day of its quarter.
    #[must_use]
    pub fn first_of_quarter(self) -> Self {
        let first =
            self.date().and_then(|date| NaiveDate::from_ymd_opt(date.year(), date.month0() / 3 * 3 + 1, 1));
        first.map_or(self, Self::from_date)
    }

    /// Returns the Monday of its week.
    #[must_use]
    pub fn first_of_week(self) -> Self {
        self.plus(-(self.weekday() as i32))
    }

    /// Returns the first day of its month.
    #[must_use]
    pub fn first_of_month(self) -> Self {
        self.plus(1 - self.of_month())
    }

    /// Returns which day of its month it is, from 1 on.
    pub fn of_month(self) -> i32 {
        self.date().map_or(1, |date| date.day() as i32)
    }

    /// Returns the months from January of the year 0 to its month.
    pub fn months(self) -> i32 {
        self.date().map_or(0, |date| date.year() * 12 + date.month0() as i32)
    }

    /// Returns the name of its month, as `Sep`.
    pub fn month(self) -> &'static str {
        MONTHS[self.months().rem_euclid(12) as usize]
    }

    /// Returns `18 Sep`, followed by the year if that differs from the year of `near`.
    pub fn short(self, near: Self) -> String {
        let Some(date) = self.date() else { return self.to_string() };
        let month = MONTHS[date.month0() as usize];
        if self.year() == near.year() {
            format!("{} {month}", date.day())
        } else {
            format!("{} {month} {}", date.day(), date.year())
        }
    }

    /// Returns `Mon 14 Sep 2026`.
    pub fn long(self) -> String {
        let Some(date) = self.date() else { return self.to_string() };
        let (weekday, month) = (WEEKDAYS[self.weekday()], MONTHS[date.month0() as usize]);
        format!("{weekday} {} {month} {}", date.day(), date.year())
    }

    /// Whether a word begins with a month name as [`Self::short`] writes it.
    pub fn is_month(word: &str) -> bool {
        MONTHS.iter().any(|month| word.starts_with(month))
    }

    /// Returns `Mon 21 Sep`, followed by the year if that differs from the year of `near`.
    pub fn with_weekday(self, near: Self) -> String {
        format!("{} {}", WEEKDAYS[self.weekday()], self.short(near))
    }
}

/// English three-letter months, January first.
const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
/// English three-letter weekdays, Monday first.
const WEEKDAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

impl fmt::Display for Day {
    /// Writes `YYYY-MM-DD`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.date() {
            Some(date) => write!(f, "{:04}-{:02}-{:02}", date.year(), date.month(), date.day()),
            None => write!(f, "day {}", self.0),
        }
    }
}

impl serde::Serialize for Day {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.digits() {
            Some(digits) => serializer.serialize_str(std::str::from_utf8(&digits).unwrap_or_default()),
            None => serializer.collect_str(self),
        }
    }
}

impl schemars::JsonSchema for Day {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Day".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_range_is_1900_to_2199() {
        assert_eq!(Day::parse("1900-01-01"), Ok(Day::FIRST));
        assert_eq!(Day::parse("2199-12-31"), Ok(Day::LAST));
        assert_eq!(Day::parse("1899-12-31"), Err(DayFault::OutOfRange));
        assert_eq!(Day::parse("2200-01-01"), Err(DayFault::OutOfRange));
    }

    #[test]
    fn only_the_one_form_is_a_date() {
        for text in
            ["2026-1-5", "26-01-05", "+2026-01-05", "2026-01-05 ", "20260105", "2026/01/05", "２026-01-0"]
        {
            assert_eq!(Day::parse(text), Err(DayFault::Form), "{text}");
        }
        assert_eq!(Day::parse("2026-02-29"), Err(DayFault::NoSuchDay));
        assert_eq!(Day::parse("2026-13-01"), Err(DayFault::NoSuchDay));
    }

    #[test]
    fn quarters_begin_in_january_april_july_and_october() {
        for (day, first) in [
            ("2026-01-01", "2026-01-01"),
            ("2026-03-31", "2026-01-01"),
            ("2026-04-01", "2026-04-01"),
            ("2026-09-14", "2026-07-01"),
            ("2026-12-31", "2026-10-01"),
        ] {
            assert_eq!(Day::parse(day).unwrap().first_of_quarter(), Day::parse(first).unwrap());
        }
    }

    #[test]
    fn days_print_in_long_and_short_form() {
        let day = Day::parse("2026-09-14").unwrap();
        assert_eq!((day.to_string(), day.long()), ("2026-09-14".into(), "Mon 14 Sep 2026".into()));
        assert_eq!(day.plus(4).short(day), "18 Sep");
        assert_eq!(day.plus(120).short(day), "12 Jan 2027");
        assert_eq!(day.plus(7).with_weekday(day), "Mon 21 Sep");
        assert_eq!(Day(0).weekday(), 3);
        assert_eq!(Day(-4).weekday(), 6);
    }
}
