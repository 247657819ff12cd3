//! What the reports find in the example programs. The days were counted by hand in the owners'
//! calendars.
//!
//! The programs are written as of 14 September 2026; `later` reads the same files weeks after that.

mod checkout;
mod devx;
mod gate;
mod gdpr;
mod later;
mod mlops;
mod risks;
mod soc2;
mod week;
mod workspace;

use crate::support::{self, Output};
use serde_json::Value;

const WRITTEN: &str = "2026-09-14";

fn ran(as_of: &str, arguments: &[&str]) -> Output {
    let files = support::examples();
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let output = support::run(&files, &[&["--as-of", as_of], arguments].concat());
    assert_eq!((output.status, output.err.as_str()), (0, ""), "the examples have no errors and no warnings");
    output
}

fn text(as_of: &str, arguments: &[&str]) -> String {
    ran(as_of, arguments).out
}

fn report_at(as_of: &str, arguments: &[&str]) -> Value {
    let value: Value =
        serde_json::from_str(&text(as_of, &[&["--format", "json"], arguments].concat())).unwrap();
    assert_eq!(value["diagnostics"], Value::Array(vec![]));
    value
}

fn report(arguments: &[&str]) -> Value {
    report_at(WRITTEN, arguments)
}

fn find<'v>(list: &'v Value, id: &str) -> &'v Value {
    list.as_array()
        .unwrap()
        .iter()
        .find(|item| item["id"] == id)
        .unwrap_or_else(|| panic!("no {id} in {list}"))
}

fn milestone_at(as_of: &str, id: &str) -> Value {
    let data = report_at(as_of, &["schedule"]);
    let (program, _) = id.split_once('/').unwrap();
    find(&find(&data["data"]["programs"], program)["milestones"], id).clone()
}

fn milestone(id: &str) -> Value {
    milestone_at(WRITTEN, id)
}

/// Returns all milestones of a schedule.
fn milestones(schedule: &Value) -> impl Iterator<Item = &Value> {
    let programs = schedule["data"]["programs"].as_array().unwrap();
    programs.iter().flat_map(|program| program["milestones"].as_array().unwrap())
}

fn id(item: &Value) -> &str {
    item["id"].as_str().unwrap()
}

/// Returns the kinds of problems of an entry in the list of `status`.
fn kinds(need: &Value) -> Vec<&str> {
    need["problems"].as_array().unwrap().iter().map(|problem| problem["kind"].as_str().unwrap()).collect()
}

/// Returns the milestones of the chain that `critical-path` prints.
fn chain(as_of: &str, program: &str) -> Vec<String> {
    let data = report_at(as_of, &["critical-path", program]);
    let hops = data["data"]["targets"][0]["chains"][0]["hops"].as_array().unwrap();
    hops.iter().map(|hop| id(hop).to_owned()).collect()
}
