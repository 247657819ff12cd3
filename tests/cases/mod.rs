//! Small plans that were once answered wrongly, each with the answer worked out by hand from the plan
//! language. A file holds what belongs to one question; a test is named by what must hold.
//!
//! Days in comments are written as in `hand`: `>Mon 12` is the start of a day, `Fri 9>` its end.

mod chains;
mod finishes;
mod floors;
mod freezes;
mod gate;
mod hints;
mod history;
mod lags;
mod needed;
mod occurred;
mod pauses;
mod programs;
mod risks;
mod room;
mod slip;
mod today;
mod unbroken;

use crate::support;
use serde_json::Value;

/// Returns the JSON of `tpm schedule` for these files of a workspace.
#[track_caller]
fn schedule(files: &[(&str, &str)], as_of: &str) -> Value {
    let files: Vec<(String, &str)> =
        files.iter().map(|(name, text)| (format!("programs/{name}"), *text)).collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), *text)).collect();
    support::schedule(&files, as_of)
}

/// Returns a program of a schedule.
#[track_caller]
fn program<'v>(schedule: &'v Value, id: &str) -> &'v Value {
    let mut programs = schedule["data"]["programs"].as_array().unwrap().iter();
    programs.find(|program| program["id"] == id).unwrap_or_else(|| panic!("no program {id}"))
}

/// Returns a milestone of a schedule, by its full id.
#[track_caller]
fn milestone<'v>(schedule: &'v Value, id: &str) -> &'v Value {
    let (of, _) = id.split_once('/').unwrap();
    let mut milestones = program(schedule, of)["milestones"].as_array().unwrap().iter();
    milestones.find(|milestone| milestone["id"] == id).unwrap_or_else(|| panic!("no milestone {id}"))
}

/// Returns the `data` of a report on these files of a workspace.
#[track_caller]
fn report(files: &[(&str, &str)], arguments: &[&str]) -> Value {
    let files = under_programs(files);
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), *text)).collect();
    support::json(&files, &[arguments, &["--format", "json"]].concat())["data"].clone()
}

/// Returns the text of a report, with ordinary blanks.
fn text(files: &[(&str, &str)], arguments: &[&str]) -> String {
    let files = under_programs(files);
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), *text)).collect();
    support::run(&files, arguments).out.replace('\u{a0}', " ")
}

fn under_programs<'t>(files: &[(&str, &'t str)]) -> Vec<(String, &'t str)> {
    files.iter().map(|(name, text)| (format!("programs/{name}"), *text)).collect()
}

/// Returns the entry of a list with this id.
#[track_caller]
fn find<'v>(list: &'v Value, id: &str) -> &'v Value {
    let mut entries = list.as_array().unwrap().iter();
    entries.find(|entry| entry["id"] == id).unwrap_or_else(|| panic!("no {id} in {list}"))
}
