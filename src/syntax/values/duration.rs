//! Working time: `5d`, `2w`, three points.

use super::meant_time::meant;
use super::{Complaint, digits};

/// What an amount of time counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TimeUnit {
    /// Working days.
    Days,
    /// Working weeks of the calendar that applies to the value.
    Weeks,
    /// Civil days, whether worked or not.
    Elapsed,
}

/// A whole number of days or weeks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Amount {
    /// How many.
    pub count: u32,
    /// Days or weeks, working or elapsed.
    pub unit: TimeUnit,
}

impl Amount {
    /// Returns the days, for a week of `week` working days; civil days if the time is elapsed.
    pub fn days(self, week: u32) -> u32 {
        match self.unit {
            TimeUnit::Days | TimeUnit::Elapsed => self.count,
            TimeUnit::Weeks => self.count.saturating_mul(week),
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

/// Reads working time: `5d` or `2w`.
pub(in crate::syntax) fn working(text: &str) -> Result<Amount, Complaint> {
    match amount(text)? {
        Amount { unit: TimeUnit::Elapsed, count } => Err(Complaint::new(
            "elapsed-time",
            format!("`{text}` is elapsed time, but this takes working time"),
            "elapsed days",
        )
        .help(format!("write working days such as `{count}d`, or weeks such as `2w`"))),
        amount => Ok(amount),
    }
}

/// Reads the working time that a risk would cost: `5d` or `2w`.
pub(in crate::syntax) fn impact(text: &str) -> Result<Amount, Complaint> {
    working(text).map_err(|complaint| match text {
        "1" | "2" | "3" | "4" | "5" => complaint.help(format!(
            "write working time with its unit, such as `{text}d` or `{text}w`; a scale of 1 to 5 has no counterpart, and `x-impact:` keeps it"
        )),
        _ => complaint,
    })
}

/// Reads `5d`: whole working days, for settings that no calendar applies to.
pub(in crate::syntax) fn days(text: &str) -> Result<u32, Complaint> {
    match working(text)? {
        Amount { unit: TimeUnit::Days, count } => Ok(count),
        Amount { count, .. } => Err(Complaint::new(
            "week-without-calendar",
            format!("no calendar applies to `{text}`, so a week has no fixed length"),
            "weeks",
        )
        .help(format!("write days, such as `{}d`", count.saturating_mul(5)))),
    }
}

/// Reads `5d`, `2w` or `30ed`.
pub(in crate::syntax) fn amount(text: &str) -> Result<Amount, Complaint> {
    let (number, unit) = digits(text);
    let count: Option<u32> = number.parse().ok();
    let complaint = || Complaint::not("not-a-duration", text, "a duration").help(meant(text));
    let unit = match unit {
        "d" => TimeUnit::Days,
        "w" => TimeUnit::Weeks,
        "ed" => TimeUnit::Elapsed,
        _ => return Err(complaint()),
    };
    let weight = if unit == TimeUnit::Weeks { 7 } else { 1 };
    match count {
        None if number.is_empty() => Err(complaint().label("no number")),
        Some(count) if count.saturating_mul(weight) <= LONGEST => Ok(Amount { count, unit }),
        _ => Err(Complaint::too_long(&format!("`{text}`"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_weeks_are_read() {
        assert_eq!(amount("5d"), Ok(Amount { count: 5, unit: TimeUnit::Days }));
        assert_eq!(amount("2w").map(|amount| amount.days(4)), Ok(8));
        assert_eq!(amount("0d").map(|amount| amount.days(5)), Ok(0));
    }

    #[test]
    fn elapsed_days_are_not_working_days() {
        assert_eq!(amount("30ed"), Ok(Amount { count: 30, unit: TimeUnit::Elapsed }));
        assert_eq!(working("30ed").unwrap_err().rule, "elapsed-time");
        assert_eq!(days("5d"), Ok(5));
        assert_eq!(days("1w").unwrap_err().help.as_deref(), Some("write days, such as `5d`"));
        assert_eq!(days("5ed").unwrap_err().rule, "elapsed-time");
    }

    #[test]
    fn the_longest_is_20000_days() {
        assert!(amount("20000d").is_ok());
        for text in ["20001ed", "20001d", "2858w", "99999999999999999999d"] {
            assert_eq!(amount(text).unwrap_err().rule, "duration-too-long", "{text}");
        }
    }
}
