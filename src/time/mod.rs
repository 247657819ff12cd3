//! Days and instants: what the schedule counts in.
//!
//! There are no times of day and no zones. An [`Instant`] is a day and a side of it; Friday's end and
//! Monday's start are different instants with no working time between them.

mod day;
mod instant;

pub use day::{Day, DayFault};
pub use instant::Instant;
