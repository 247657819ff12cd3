//! Critical is what moves the finish when it comes a working day later.

use super::{holds, scheduled};
use crate::oracle::case::Case;
use crate::oracle::critical::faults;
use crate::oracle::{self, Family};
use serde_json::Value;

fn check(print: &dyn Fn(&Case) -> Value) {
    for family in Family::ALL {
        holds(100, family, &|_| {}, &|case: &Case| {
            let faults = faults(case, &print(case));
            (!faults.is_empty()).then(|| faults.join("\n"))
        });
    }
}

#[test]
fn critical_is_what_a_day_later_moves_the_forecast() {
    check(&scheduled);
}

#[test]
fn what_the_oracle_calls_critical_matches_the_definition() {
    check(&oracle::compare::expected);
}
