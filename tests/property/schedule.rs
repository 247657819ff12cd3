//! The engine against the oracle, and the laws of the schedule.

use super::{for_all, samples};
use crate::oracle::shrink::smallest;
use crate::oracle::{self, Case, Family, laws};
use crate::support;
use serde_json::Value;

fn scheduled(case: &Case) -> Value {
    let files = oracle::files(case);
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    support::schedule(&files, &oracle::as_of(case))
}

fn told(case: &Case, differences: Vec<String>) -> Result<(), String> {
    if differences.is_empty() {
        return Ok(());
    }
    let files: Vec<String> =
        oracle::files(case).iter().map(|(path, text)| format!("--- {path}\n{text}")).collect();
    Err(format!("as of {}\n{}\n{}", oracle::as_of(case), differences.join("\n"), files.join("\n")))
}

fn agrees(family: Family) {
    let differences = |case: &Case| oracle::differences(case, &scheduled(case));
    for case in samples(oracle::cases(400), oracle::strategy(family)) {
        if !differences(&case).is_empty() {
            let small = smallest(case, &|case| !differences(case).is_empty());
            panic!("{}", told(&small, differences(&small)).unwrap_err());
        }
    }
}

#[test]
fn plain_networks_agree_with_the_oracle() {
    agrees(Family::Plain);
}

#[test]
fn leads_lags_and_constraints_agree_with_the_oracle() {
    agrees(Family::Constrained);
}

#[test]
fn several_calendars_and_leave_agree_with_the_oracle() {
    agrees(Family::Calendars);
}

#[test]
fn progress_agrees_with_the_oracle() {
    agrees(Family::Progress);
}

#[test]
fn marking_a_milestone_done_on_its_forecast_moves_nothing_else() {
    for family in Family::ALL {
        for_all(oracle::cases(100), oracle::strategy(family), |case| {
            told(&case, laws::done_today_moves_nothing(&case, &|case| scheduled(case)))
        });
    }
}

#[test]
fn nothing_unfinished_is_forecast_before_the_data_date() {
    for family in Family::ALL {
        for_all(oracle::cases(200), oracle::strategy(family), |case| {
            let value = scheduled(&case);
            told(&case, laws::nothing_before_the_data_date(&case, &value))
        });
    }
}

#[test]
fn no_free_float_is_negative_and_no_total_float_either() {
    for family in Family::ALL {
        for_all(oracle::cases(200), oracle::strategy(family), |case| {
            let value = scheduled(&case);
            told(&case, laws::no_float_below_zero(&case, &value))
        });
    }
}
