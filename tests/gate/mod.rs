//! `tpm check`: what each rule finds and leaves alone, and what policy, waivers and assertions make of it.
//!
//! `fixtures` holds a plan a file, with what one rule finds in it, for every rule; `catalogue` writes docs/rules.md from the registry.

mod assertions;
mod catalogue;
mod fixtures;
mod grace;
mod policy;
mod select;
mod stories;
mod waivers;

use crate::support;
use serde_json::Value;
use tpm::rules::Rule;

/// Returns the arguments with which a rule is looked at; those that are off by default are turned on.
fn arguments(rule: &Rule) -> Vec<&'static str> {
    let mut arguments = vec!["check"];
    if rule.level == tpm::syntax::Importance::Off {
        arguments.extend(["--warn", rule.slug]);
    }
    arguments
}

/// Returns the files of an example of a rule: one program, or several that each begin with `# programs/NAME`.
fn example(text: &str) -> Vec<(String, Vec<u8>)> {
    support::marked::split(text.replace("# programs/", "# file: ").as_bytes())
}

/// Runs `tpm check` and returns the data of its answer.
fn answer(files: &[(&str, &str)], arguments: &[&str]) -> Value {
    support::json(files, &[&["check", "--format", "json"], arguments].concat())["data"].clone()
}

/// Returns a list of the answer, each entry as `level rule subject`, in the order in which they are told.
fn entries(answer: &Value, list: &str) -> Vec<String> {
    let text = |entry: &Value, key: &str| entry[key].as_str().unwrap_or("—").to_owned();
    let entries = answer[list].as_array().unwrap().iter();
    entries
        .map(|entry| format!("{} {} {}", text(entry, "level"), text(entry, "rule"), text(entry, "subject")))
        .collect()
}

/// Checks what counts of what `tpm check` finds, in order.
#[track_caller]
fn check(files: &[(&str, &str)], arguments: &[&str], expected: &[&str]) {
    assert_eq!(entries(&answer(files, arguments), "findings"), expected, "{arguments:?} {files:#?}");
}

/// Returns the exit status of `tpm check`.
fn status(files: &[(&str, &str)], arguments: &[&str]) -> u8 {
    support::run(files, &[&["check"], arguments].concat()).status
}
