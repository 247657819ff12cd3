//! Today's date.

use crate::time::Day;
use chrono::{Local, TimeZone};
use std::time::{SystemTime, UNIX_EPOCH};

/// Returns today's civil day in the time zone of the machine. A clock may say anything: days before
/// 1970 and after 2199 too.
#[expect(clippy::disallowed_methods, reason = "the one place that knows what day it is")]
pub fn today() -> Day {
    day_at(SystemTime::now())
}

/// Returns the civil day of a moment. `Local::now` panics before 1970.
fn day_at(now: SystemTime) -> Day {
    let seconds = match now.duration_since(UNIX_EPOCH) {
        Ok(since) => i64::try_from(since.as_secs()).unwrap_or(i64::MAX),
        Err(before) => 0_i64.saturating_sub_unsigned(before.duration().as_secs()),
    };
    // No calendar reaches further.
    let far = if seconds < 0 { Day(i32::MIN / 2) } else { Day(i32::MAX / 2) };
    Local.timestamp_opt(seconds, 0).single().map_or(far, |moment| Day::from_date(moment.date_naive()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn a_clock_before_1970_or_far_ahead_has_a_day() {
        let days = |days: u64| Duration::from_secs(days * 86_400 + 43_200);
        assert!(day_at(UNIX_EPOCH - days(800)) < Day::parse("1968-01-01").unwrap());
        assert!(day_at(UNIX_EPOCH + days(200 * 366)) > Day::parse("2169-01-01").unwrap());
        assert!(day_at(UNIX_EPOCH + Duration::from_secs(i64::MAX as u64)) > Day::LAST);
    }
}
