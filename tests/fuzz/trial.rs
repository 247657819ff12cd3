//! A trial of a change gives the dates of the plan in which the change is written.

use crate::property::trial::equals_the_plan;

/// Panics if a trial differs from the plan with its change.
pub fn check(data: &[u8]) {
    if let Some(case) = super::schedule::case(data) {
        equals_the_plan(&case);
    }
}
