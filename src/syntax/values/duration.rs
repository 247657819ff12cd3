//! Working time: `5d`, `2w`, three points.

use super::{Complaint, digits};

/// What a number of working time counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Working days.
    Days,
    /// Working weeks of the calendar in which the value counts.
    Weeks,
}

/// A whole number of days or weeks of working time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Amount {
    /// How many.
    pub count: u32,
    /// Of what.
    pub unit: Unit,
}

impl Amount {
    /// Returns the working days in a week of `week` days.
    pub fn days(self, week: u32) -> u32 {
        match self.unit {
            Unit::Days => self.count,
            Unit::Weeks => self.count.saturating_mul(week),
        }
    }
}

/// One estimate, or three.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Duration {
    /// If all goes well; the same as likely for one estimate.
    pub optimistic: Amount,
    /// What the schedule uses.
    pub likely: Amount,
    /// If little goes well; the same as likely for one estimate.
    pub pessimistic: Amount,
}

impl Duration {
    /// Returns the duration of one estimate.
    pub fn single(amount: Amount) -> Self {
        Self { optimistic: amount, likely: amount, pessimistic: amount }
    }
}

/// The longest duration or lag, in days.
pub(super) const LONGEST: u32 = 20_000;

/// Reads `5d` or `2w`.
pub(in crate::syntax) fn amount(text: &str) -> Result<Amount, Complaint> {
    let (number, unit) = digits(text);
    let count: Option<u32> = number.parse().ok();
    let complaint =
        |label: &str| Complaint::new("not-a-duration", format!("`{text}` is not a duration"), label);
    let unit = match unit {
        "d" => Unit::Days,
        "w" => Unit::Weeks,
        "ed" if !number.is_empty() => {
            return Err(Complaint::new(
                "not-read-yet",
                format!("`{text}` is elapsed time, which this version does not read as a duration yet"),
                "elapsed days",
            )
            .help("write working time such as `20d`; elapsed days are read as lags: `ledger +3ed`"));
        }
        _ => return Err(complaint("not a duration").help(meant(text))),
    };
    let weight = if unit == Unit::Weeks { 7 } else { 1 };
    match count {
        None if number.is_empty() => Err(complaint("no number").help(meant(text))),
        Some(count) if count.saturating_mul(weight) <= LONGEST => Ok(Amount { count, unit }),
        _ => Err(Complaint::new(
            "duration-too-long",
            format!("`{text}` is longer than {LONGEST} days"),
            "too long",
        )),
    }
}

/// Returns what someone who wrote this most likely meant.
fn meant(text: &str) -> String {
    let general = "durations are whole working days or weeks, such as `5d` or `2w`";
    let (number, rest) = text.split_at(text.bytes().take_while(|b| b.is_ascii_digit() || *b == b'.').count());
    let unit = rest.trim().to_lowercase();
    if number.contains('.') {
        return format!("{general}: round up to the next whole day");
    }
    match (number, unit.as_str()) {
        ("", _) => general.into(),
        (n, "day" | "days" | "wd") => format!("write `{n}d`"),
        (n, "week" | "weeks" | "wk" | "wks") => format!("write `{n}w`"),
        (n, "mo" | "m" | "month" | "months") => {
            format!("a month has no fixed length: write weeks or days, such as `{}d`", times(n, 21))
        }
        (n, "") => format!("{general}: write `{n}d` or `{n}w`"),
        (_, "h" | "hr" | "hours") => format!("{general}: round up to the next whole day"),
        (n, "y" | "yr" | "year" | "years") => format!("{general}: write `{}w`", times(n, 52)),
        _ => general.into(),
    }
}

fn times(number: &str, factor: u64) -> u64 {
    number.parse::<u64>().unwrap_or(1).saturating_mul(factor)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_weeks_are_read() {
        assert_eq!(amount("5d"), Ok(Amount { count: 5, unit: Unit::Days }));
        assert_eq!(amount("2w").map(|amount| amount.days(4)), Ok(8));
        assert_eq!(amount("0d").map(|amount| amount.days(5)), Ok(0));
    }

    #[test]
    fn habits_get_the_right_form() {
        let help = |text| amount(text).unwrap_err().help.unwrap_or_default();
        assert_eq!(help("2 weeks"), "write `2w`");
        assert_eq!(help("3 days"), "write `3d`");
        assert!(help("0.5d").contains("whole day"));
        assert!(help("1mo").contains("`21d`"));
        assert!(help("10").contains("`10d` or `10w`"));
        assert!(help("soon").contains("whole working days"));
    }

    #[test]
    fn the_longest_is_20000_days() {
        assert!(amount("20000d").is_ok());
        for text in ["20001d", "2858w", "99999999999999999999d"] {
            assert_eq!(amount(text).unwrap_err().rule, "duration-too-long", "{text}");
        }
    }
}
