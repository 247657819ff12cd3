//! Tests of `tpm diff`: every number against plain schedules of the two sides, every cause against
//! the plan without it.

mod by_hand;
mod comment;
pub mod edited;
mod effect;
mod floors;
mod gate;
mod keys;
pub mod laws;
mod matching;
mod odds;
mod pairs;
mod promises;
mod review;
mod room;
mod said;
mod seen;
mod selected;
mod shares;
mod then;
mod together;
mod unread;
mod week;

use crate::support::{self, Output};
use serde_json::Value;

/// The only program of a test, as committed and as in the work tree.
pub fn run(base: &str, head: &str, arguments: &[&str]) -> Output {
    let arguments = [&["diff", "main"], arguments].concat();
    support::run_since(&[("programs/p.yaml", base)], &[("programs/p.yaml", head)], &arguments)
}

/// Returns `data` of the JSON, of one program.
#[track_caller]
pub fn data(base: &str, head: &str) -> Value {
    of_files(&[("programs/p.yaml", base)], &[("programs/p.yaml", head)])
}

/// Returns `data` of the JSON, of any files.
#[track_caller]
pub fn of_files(base: &[(&str, &str)], head: &[(&str, &str)]) -> Value {
    printed(base, head, &[])
}

#[track_caller]
pub fn printed(base: &[(&str, &str)], head: &[(&str, &str)], arguments: &[&str]) -> Value {
    let arguments = [&["diff", "main", "--format", "json"], arguments].concat();
    let output = support::run_since(base, head, &arguments);
    let value: Value = serde_json::from_str(&output.out)
        .unwrap_or_else(|error| panic!("no JSON: {error}\n{}{}", output.out, output.err));
    value["data"].clone()
}

/// Returns the entry of a list with this id.
#[track_caller]
pub fn of<'v>(list: &'v Value, id: &str) -> &'v Value {
    let entries = list.as_array().expect("a list");
    entries.iter().find(|entry| entry["id"] == id).unwrap_or_else(|| panic!("no {id} in {list:#}"))
}

/// Returns the ids of a list.
pub fn ids(list: &Value) -> Vec<&str> {
    list.as_array().expect("a list").iter().map(|entry| entry["id"].as_str().expect("an id")).collect()
}

/// Returns causes in a short form: `milestone field before>after = part` for each edit; the edits of
/// one cause share a number.
pub fn causes(entry: &Value) -> Vec<String> {
    let text = |value: &Value| match value {
        Value::Null => "-".to_owned(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let mut told = Vec::new();
    for (cause, number) in entry["causes"].as_array().expect("causes").iter().zip(1..) {
        let part = text(&cause["share_workdays"]);
        for edit in cause["edits"].as_array().expect("edits") {
            let (of, field) = (text(&edit["of"]), text(&edit["field"]));
            let (before, after) = (text(&edit["before"]), text(&edit["after"]));
            told.push(format!("{number} {of} {field} {before}>{after} = {part}"));
        }
    }
    told
}
