//! Errors in plans: the rule, the line, and the text under the caret.
//!
//! `fixtures` has one fault per file, for every rule in `src`. `many` has files with several
//! faults, `caret` checks the displayed source lines, `habits` and `people` the hints for users of
//! other tools, and `nothing_invented` what must not be reported; `catalogue` writes docs/errors.md
//! from them.

mod caret;
mod catalogue;
pub mod fixtures;
mod habits;
mod indent;
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

/// Checks that exactly these findings are reported for a program file, each written `line rule
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
