//! Checks total float by applying the late dates it allows (`oracle::replay`).

use super::{case_text, scheduled};
use crate::oracle::replay::{Replays, replay};
use crate::oracle::shrink::smallest;
use crate::oracle::{self, Case, Family};
use crate::property::samples;
use crate::support::part::one_in;
use serde_json::Value;

/// Replays cases of each family against the schedule that `print` prints.
fn play(print: &dyn Fn(&Case) -> Value) -> Replays {
    let mut all = Replays::default();
    for family in Family::ALL {
        for case in samples(oracle::cases(100), oracle::strategy(family)) {
            let played = replay(&case, &print(&case));
            if !played.faults.is_empty() {
                let fails = |case: &Case| !replay(case, &print(case)).faults.is_empty();
                let small = smallest(case, &fails);
                panic!("{:#?}\n{}", replay(&small, &print(&small)).faults, case_text(&small));
            }
            all.played += played.played;
            all.events += played.events;
            all.by_eta += played.by_eta;
            all.elsewhere += played.elsewhere;
            all.left_out += played.left_out;
        }
    }
    all
}

#[test]
fn total_float_is_the_largest_slip_that_moves_no_finish() {
    let all = play(&scheduled);
    let part = one_in(24);
    assert!(all.played > 800 / part && all.events > 150 / part && all.by_eta > 100 / part, "{all:?}");
    assert!(all.left_out * 20 < all.played && all.elsewhere * 20 < all.played, "{all:?}");
}

#[test]
fn the_oracles_late_dates_match_the_definition() {
    let all = play(&oracle::compare::expected);
    assert!(all.played > 800 / one_in(24), "{all:?}");
}
