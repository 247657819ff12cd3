//! Reports over small plans, worked out by hand. January 2026: the 5th is a Monday.

mod ask;
mod backtest;
mod baseline;
mod changes;
mod day_off;
mod handoff_days;
mod handoffs;
mod load;
mod promises;
mod recover;
mod risks;
mod slippage;
mod status;
mod status_odds;
mod status_since;
mod trend;
mod undated;
mod week;
mod why;
mod why_since;

use crate::support;
use serde_json::Value;

/// Returns `data` of a report over one program `p`.
fn data(command: &str, as_of: &str, plan: &str) -> Value {
    let files = [("programs/p.yaml", plan)];
    let value = support::json(&files, &[command, "--format", "json", "--as-of", as_of]);
    value["data"].clone()
}

/// Returns `data` of a report over some files.
fn report(files: &[(&str, &str)], arguments: &[&str], as_of: &str) -> Value {
    let mut all = arguments.to_vec();
    all.extend(["--format", "json", "--as-of", as_of]);
    support::json(files, &all)["data"].clone()
}

/// Returns the entry of a list with this id.
fn entry<'v>(list: &'v Value, id: &str) -> &'v Value {
    list.as_array()
        .unwrap()
        .iter()
        .find(|entry| entry["id"] == id)
        .unwrap_or_else(|| panic!("no {id} in {list}"))
}
