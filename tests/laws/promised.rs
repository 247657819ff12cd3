//! The dates by which a promise asks for a milestone keep it, and the next day does not.

use super::{case_text, scheduled};
use crate::oracle::answer::answer;
use crate::oracle::days::parse;
use crate::oracle::floats::Asked;
use crate::oracle::laws::milestone;
use crate::oracle::promised::{Tried, tried};
use crate::oracle::shrink::smallest;
use crate::oracle::{self, Case, Family};
use crate::property::samples;
use crate::support::part::one_in;

/// Tries the dates of cases of each family.
fn all_tried(of: &dyn Fn(&Case) -> Tried) -> Tried {
    let mut all = Tried::default();
    for family in Family::ALL {
        for case in samples(oracle::cases(100), oracle::strategy(family)) {
            let tried = of(&case);
            if !tried.faults.is_empty() {
                let small = smallest(case, &|case| !of(case).faults.is_empty());
                panic!("{:#?}\n{}", of(&small).faults, case_text(&small));
            }
            all.starts += tried.starts;
            all.finishes += tried.finishes;
        }
    }
    all
}

fn of_oracle(case: &Case) -> Tried {
    let answer = answer(case);
    tried(case, &|m| answer.milestones[m].floats.asked.first().cloned())
}

fn of_schedule(case: &Case) -> Tried {
    let printed = scheduled(case);
    tried(case, &|m| {
        let told = milestone(&printed, &case.full_id(m));
        let promise = told["commitment"].as_str()?.to_owned();
        let days = ["start_by", "finish_by"].map(|key| told[key].as_str().map(parse));
        Some(Asked { promise, days, may_be_silent: [false; 2] })
    })
}

#[test]
fn the_dates_against_a_promise_are_the_last_that_keep_it() {
    let all = all_tried(&of_schedule);
    assert!(all.starts > 200 / one_in(24) && all.finishes > 200 / one_in(24), "{all:?}");
}

#[test]
fn the_oracles_dates_against_a_promise_are_the_last_that_keep_it() {
    let all = all_tried(&of_oracle);
    assert!(all.starts > 200 / one_in(24) && all.finishes > 200 / one_in(24), "{all:?}");
}
