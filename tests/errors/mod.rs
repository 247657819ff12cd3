//! What is said of a plan that is wrong: which rule, on which line, with a caret under which text.
//!
//! `fixtures` holds one fault a file, for every rule that `src` knows. `many` has files with several, `caret` looks at the picture that
//! people see, `habits` and `people` at what is said to those who come from other tools, `nothing_invented` at what must not be said; `catalogue` writes docs/errors.md from them.

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
use serde_json::Value;

/// What is compared of a finding: file, line, the text between its columns, and the rule.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Told {
    file: String,
    line: usize,
    text: String,
    level: String,
    rule: String,
}

/// Returns the diagnostics that `tpm schedule --format json` gives.
fn diagnostics(files: &[(&str, &str)]) -> Vec<Value> {
    let value = support::json(files, &["schedule", "--format", "json"]);
    value["diagnostics"].as_array().expect("diagnostics is an array").clone()
}

/// Returns every finding with the text that its columns enclose; a span over several lines ends with the first.
fn told(files: &[(&str, &str)], diagnostics: &[Value]) -> Vec<Told> {
    diagnostics.iter().map(|diagnostic| one(files, diagnostic)).collect()
}

fn one(files: &[(&str, &str)], diagnostic: &Value) -> Told {
    let text = |key: &str| diagnostic[key].as_str().unwrap().to_owned();
    let number = |key: &str| usize::try_from(diagnostic[key].as_u64().unwrap()).unwrap();
    let file = text("file");
    let line = number("line");
    let content = files.iter().find(|(path, _)| *path == file).map(|(_, content)| *content);
    let content = content.unwrap_or_else(|| panic!("{file} is not a file of the workspace"));
    let (from, to) = (number("column"), number("end_column"));
    let last = if number("end_line") > line { usize::MAX } else { to - from };
    let under = line_of(content, line).chars().skip(from - 1).take(last).collect();
    Told { file, line, text: under, level: text("level"), rule: text("rule") }
}

/// Returns a line by its number from 1, without line break and byte order mark, counted as YAML does.
fn line_of(content: &str, line: usize) -> String {
    let content = content.trim_start_matches('\u{feff}').replace("\r\n", "\n").replace('\r', "\n");
    content.split('\n').nth(line - 1).unwrap_or("").to_owned()
}

/// Checks that these findings, and no others, are told of a program file, each written `line rule text`.
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
