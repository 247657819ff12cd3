//! Today's date.

use crate::time::Day;

/// Returns today's civil day in the time zone of the machine.
#[expect(clippy::disallowed_methods, reason = "the one place that knows what day it is")]
pub fn today() -> Day {
    Day::from_date(chrono::Local::now().date_naive())
}
