//! What is said of a plan that is wrong: which rule, on which line, with a caret under which text.
//!
//! `fixtures` holds one fault a file, for every rule that `src` knows. `many` has files with
//! several, `caret` looks at the picture that people see, `habits` and `people` at what is said to
//! those who come from other tools, `nothing_invented` at what must not be said; `catalogue` writes
//! docs/errors.md from them.

mod caret;
mod catalogue;
pub mod fixtures;
mod habits;
mod many;
mod nothing_invented;
mod people;
mod picture;
mod rings;

use crate::support;
use crate::support::marked::told;
use serde_json::Value;

/// Returns the diagnostics that `tpm schedule --format json` gives.
fn diagnostics(files: &[(&str, &str)]) -> Vec<Value> {
    let value = support::json(files, &["schedule", "--format", "json"]);
    value["diagnostics"].as_array().expect("diagnostics is an array").clone()
}

/// Checks that these findings, and no others, are told of a program file, each written `line rule
/// text`.
#[track_caller]
fn check(files: &[(&str, &str)], expected: &[&str]) {
    let found: Vec<String> = told(files, &diagnostics(files))
        .iter()
        .map(|told| format!("{} {} {}", told.line, told.rule, told.text).trim_end().to_owned())
        .collect();
    assert_eq!(
        found,
        expected,
        "{}",
        files.iter().map(|(path, text)| format!("--- {path}\n{text}")).collect::<String>()
    );
}
