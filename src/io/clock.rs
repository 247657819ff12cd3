//! What day it is.

use crate::time::Day;

/// Returns today's civil day where the machine stands.
#[expect(clippy::disallowed_methods, reason = "the one place that knows what day it is")]
pub fn today() -> Day {
    Day::from_date(chrono::Local::now().date_naive())
}
