//! Days and instants, the units of the schedule.
//!
//! There are no times of day and no time zones. An [`Instant`] is the start or the end of a day;
//! Friday's end and Monday's start are different instants with no working time between them.

mod day;
mod instant;

pub use day::{Day, DayFault};
pub use instant::Instant;
