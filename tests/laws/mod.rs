//! Laws that hold for a single schedule, and networks whose results are published.

mod critical;
mod driving;
mod outside;
mod promised;
mod replay;
mod shift;
mod shorten;
mod sweep;

use crate::oracle::{self, Case};
use crate::support;
use serde_json::Value;

/// Runs the schedule of a case and returns its JSON.
fn scheduled(case: &Case) -> Value {
    let files = oracle::files(case);
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    support::schedule(&files, &oracle::as_of(case))
}

/// Returns the files of a case, for the message when a law is broken.
fn case_text(case: &Case) -> String {
    let files = oracle::files(case).into_iter().map(|(path, text)| format!("--- {path}\n{text}\n"));
    format!("as of {}\n{}", oracle::as_of(case), files.collect::<String>())
}

/// Returns all printed milestones.
fn milestones(printed: &Value) -> impl Iterator<Item = &Value> {
    let programs = printed["data"]["programs"].as_array().into_iter().flatten();
    programs.flat_map(|program| program["milestones"].as_array().into_iter().flatten())
}

/// Checks a law on cases of a family and shows the smallest that breaks it.
fn holds(
    count: u32,
    family: oracle::Family,
    change: &dyn Fn(&mut Case),
    broken: &dyn Fn(&Case) -> Option<String>,
) {
    let changed = |case: &Case| {
        let mut case = case.clone();
        change(&mut case);
        oracle::settle::settle(&mut case);
        case
    };
    for case in crate::property::samples(oracle::cases(count), oracle::strategy(family)) {
        if broken(&changed(&case)).is_some() {
            let small = oracle::shrink::smallest(case, &|case| broken(&changed(case)).is_some());
            let small = changed(&small);
            panic!("{}\n{}", broken(&small).unwrap_or_default(), case_text(&small));
        }
    }
}
