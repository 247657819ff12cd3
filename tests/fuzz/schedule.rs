//! A random plan is scheduled as the oracle schedules it, and obeys the laws of any schedule.

use super::draw::drawn;
use crate::oracle::{self, Case, Family, laws};
use crate::property::schedule::{no_differences, scheduled};

/// Panics if the schedule of a plan differs from the oracle's or breaks a law.
pub fn check(data: &[u8]) {
    let Some(case) = case(data) else { return };
    let value = scheduled(&case);
    let held = no_differences(&case, oracle::differences(&case, &value))
        .and_then(|()| no_differences(&case, laws::nothing_before_the_data_date(&case, &value)))
        .and_then(|()| no_differences(&case, laws::no_float_below_zero(&case, &value)));
    held.unwrap_or_else(|complaint| panic!("{complaint}"));
}

/// Returns the plan that bytes choose.
pub fn case(data: &[u8]) -> Option<Case> {
    let (family, rest) = data.split_first()?;
    drawn(&oracle::strategy(Family::ALL[*family as usize % Family::ALL.len()]), rest)
}
