//! Total float, played back (`oracle::replay`).

use super::{scheduled, told};
use crate::oracle::replay::{Replays, replay};
use crate::oracle::shrink::smallest;
use crate::oracle::{self, Case, Family};
use crate::property::samples;
use crate::support::part::one_in;
use serde_json::Value;

/// Plays so many cases of each family, with the schedule that `print` prints of them.
fn play(print: &dyn Fn(&Case) -> Value) -> Replays {
    let mut all = Replays::default();
    for family in Family::ALL {
        for case in samples(oracle::cases(100), oracle::strategy(family)) {
            let played = replay(&case, &print(&case));
            if !played.faults.is_empty() {
                let fails = |case: &Case| !replay(case, &print(case)).faults.is_empty();
                let small = smallest(case, &fails);
                panic!("{:#?}\n{}", replay(&small, &print(&small)).faults, told(&small));
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
fn a_slip_to_the_late_dates_moves_no_finish_and_a_day_more_moves_one() {
    let all = play(&scheduled);
    let part = one_in(12);
    assert!(all.played > 800 / part && all.events > 150 / part && all.by_eta > 100 / part, "{all:?}");
    assert!(all.left_out * 20 < all.played && all.elsewhere * 20 < all.played, "{all:?}");
}

#[test]
fn the_late_dates_of_the_oracle_are_those_of_the_definition() {
    let all = play(&oracle::compare::expected);
    assert!(all.played > 800 / one_in(12), "{all:?}");
}
