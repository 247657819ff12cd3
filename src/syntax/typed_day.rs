//! Days as people type them on the command line and in replies.

use super::WEEKDAYS;
use crate::time::{Day, DayFault};

/// A date, or a day relative to today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TypedDay {
    /// `today`
    Today,
    /// `2026-09-14`
    Date(Day),
    /// `yesterday`, `+3d`, `-2w`: civil days from today.
    Ahead(i32),
    /// `fri` or `friday`: the next one, today included. Days are counted from Monday.
    Next(usize),
    /// `last fri`: the one before that.
    Last(usize),
}

impl TypedDay {
    /// Parses any of these forms.
    ///
    /// # Errors
    /// Returns the help for the user.
    pub fn parse(text: &str) -> Result<Self, &'static str> {
        let outside = Day::parse(text) == Err(DayFault::OutOfRange);
        Self::read(text).ok_or(if outside {
            "the day is outside the years 1900 to 2199"
        } else {
            "not a day; write YYYY-MM-DD, today, yesterday, tomorrow, a weekday such as fri (the next one, today included) or `last fri`, +3d or -2w"
        })
    }

    fn read(text: &str) -> Option<Self> {
        match text {
            "today" => return Some(Self::Today),
            "yesterday" => return Some(Self::Ahead(-1)),
            "tomorrow" => return Some(Self::Ahead(1)),
            _ => {}
        }
        if let Ok(day) = Day::parse(text) {
            return Some(Self::Date(day));
        }
        if let Some(weekday) = weekday(text) {
            return Some(Self::Next(weekday));
        }
        if let Some(weekday) = text.strip_prefix("last ").and_then(weekday) {
            return Some(Self::Last(weekday));
        }
        let (sign, count) = match (text.strip_prefix('+'), text.strip_prefix('-')) {
            (Some(count), _) => (1, count),
            (_, Some(count)) => (-1, count),
            _ => return None,
        };
        let (number, days) = match (count.strip_suffix('d'), count.strip_suffix('w')) {
            (Some(number), _) => (number, 1),
            (_, Some(number)) => (number, 7),
            _ => return None,
        };
        if !number.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let count: i32 = number.parse().ok()?;
        Some(Self::Ahead(count.checked_mul(days)?.checked_mul(sign)?))
    }

    /// Returns the day, given today.
    pub fn on(self, today: Day) -> Day {
        match self {
            Self::Today => today,
            Self::Date(day) => day,
            Self::Ahead(days) => today.plus(days),
            Self::Next(weekday) => {
                let ahead = (0..7).find(|ahead| today.plus(*ahead).weekday() == weekday);
                today.plus(ahead.unwrap_or_default())
            }
            Self::Last(weekday) => Self::Next(weekday).on(today).plus(-7),
        }
    }
}

/// Returns the weekday of `fri` or `friday`, counted from Monday.
fn weekday(text: &str) -> Option<usize> {
    WEEKDAYS.iter().zip(LONG_WEEKDAYS).position(|(short, long)| text == *short || text == long)
}

const LONG_WEEKDAYS: [&str; 7] =
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_have_many_forms() {
        let today = Day::parse("2026-09-16").unwrap();
        let day = |text| TypedDay::parse(text).ok().map(|typed| typed.on(today).to_string());
        let check = |text, expected: &str| assert_eq!(day(text), Some(expected.into()));
        check("today", "2026-09-16");
        check("yesterday", "2026-09-15");
        check("tomorrow", "2026-09-17");
        check("2026-01-05", "2026-01-05");
        check("wed", "2026-09-16");
        check("fri", "2026-09-18");
        check("friday", "2026-09-18");
        check("last fri", "2026-09-11");
        check("last friday", "2026-09-11");
        check("last wed", "2026-09-09");
        check("last tue", "2026-09-15");
        check("tue", "2026-09-22");
        check("+3d", "2026-09-19");
        check("-2w", "2026-09-02");
        for text in [
            "",
            "+",
            "+d",
            "3d",
            "+3x",
            "++3d",
            "+-3d",
            "Fri",
            "last",
            "last 3d",
            "2026-9-1",
            "+99999999999d",
            "é",
            "+é",
        ] {
            assert_eq!(day(text), None, "{text}");
        }
    }
}
