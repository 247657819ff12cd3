//! CSV has the rows of the JSON, and Markdown is the text with Markdown tables.

use super::{COMMANDS, FILES};
use crate::support;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

type Row = BTreeMap<String, String>;

/// Returns the titles and rows, read by a parser that shares no code with the writer.
fn csv(files: &[(&str, &str)], arguments: &[&str]) -> (Vec<String>, Vec<Row>) {
    let output = support::run(files, &[arguments, &["--format", "csv"]].concat());
    assert_eq!((output.status, output.err.as_str()), (0, ""), "{arguments:?}");
    let mut reader = csv::Reader::from_reader(output.out.as_bytes());
    let titles: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let rows = reader.deserialize().collect::<Result<_, _>>().unwrap();
    (titles, rows)
}

/// Returns the rows of a report's JSON that its CSV has.
fn rows(command: &str, data: &Value) -> Vec<Value> {
    let list = |value: &Value, key: &str| value[key].as_array().unwrap().clone();
    match command {
        "status" => list(data, "needs_someone"),
        "cliffs" => list(data, "cliffs"),
        "slippage" => list(data, "milestones"),
        "risks" => list(data, "risks"),
        "odds" => list(data, "promises"),
        "handoffs" => list(data, "handoffs"),
        "ask" => list(data, "questions"),
        "load" => list(data, "owners"),
        "week" => list(data, "days"),
        "gantt" => list(data, "rows"),
        "graph" => list(data, "links"),
        "schedule" => list(data, "programs").iter().flat_map(|program| list(program, "milestones")).collect(),
        _ => {
            let mut rows = Vec::new();
            for target in list(data, "targets") {
                for (chain, of) in list(&target, "chains").into_iter().enumerate() {
                    for (at, mut hop) in list(&of, "hops").into_iter().enumerate() {
                        hop["program"] = target["program"].clone();
                        hop["finish"] = target["finish"].clone();
                        hop["chain"] = (chain + 1).into();
                        hop["hop"] = (at + 1).into();
                        rows.push(hop);
                    }
                }
            }
            rows
        }
    }
}

/// Collects the CSV titles for the values of a row.
fn titles(value: &Value, prefix: &str, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                titles(value, &format!("{prefix}_{key}"), found);
            }
        }
        Value::Array(values) => values.iter().for_each(|value| titles(value, prefix, found)),
        _ => drop(found.insert(prefix.trim_start_matches('_').to_owned())),
    }
}

#[test]
fn csv_has_the_rows_and_every_value_of_the_json() {
    let examples = support::examples();
    let examples: Vec<(&str, &str)> =
        examples.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    for files in [&FILES[..], &examples] {
        for command in COMMANDS {
            let data = support::json(files, &[command, "--format", "json"])["data"].clone();
            let (found, table) = csv(files, &[command]);
            let rows = rows(command, &data);
            assert_eq!(table.len(), rows.len(), "{command}");
            assert_eq!(found.iter().collect::<BTreeSet<_>>().len(), found.len(), "{command}: {found:?}");
            for (cells, row) in table.iter().zip(&rows) {
                let mut expected = BTreeSet::new();
                titles(row, "", &mut expected);
                for title in expected {
                    // What is null in a row may be an object, with columns of its own.
                    let parts = format!("{title}_");
                    let has_parts =
                        row[&title].is_null() && found.iter().any(|found| found.starts_with(&parts));
                    assert!(found.contains(&title) || has_parts, "{command}: no column `{title}`");
                }
                for (key, value) in row.as_object().unwrap() {
                    let plain = match value {
                        Value::Null if !cells.contains_key(key) => continue,
                        Value::Null => String::new(),
                        Value::String(text) if text.starts_with('+') => format!("'{text}"),
                        Value::String(text) => text.clone(),
                        Value::Number(_) | Value::Bool(_) => value.to_string(),
                        _ => continue,
                    };
                    assert_eq!(cells[key], plain, "{command} {key}");
                }
            }
        }
    }
}

#[test]
fn csv_without_rows_has_titles_and_standard_line_ends() {
    let plan =
        [("programs/a.yaml", "milestones:\n  a: {duration: 1d, started: 2026-09-14, due: 2026-10-30}\n")];
    for command in ["status", "slippage", "risks"] {
        let (titles, rows) = csv(&plan, &[command]);
        assert!(titles.contains(&"id".into()) && rows.is_empty(), "{command}: {rows:?}");
    }
    let out = support::run(&FILES, &["schedule", "--format", "csv"]).out;
    assert_eq!(out.matches("\r\n").count(), out.matches('\n').count());
    assert_eq!(out.lines().count(), 6);
}

#[test]
fn lists_in_csv_line_up() {
    let (_, rows) = csv(&FILES, &["status"]);
    let ledger = rows.iter().find(|row| row["id"] == "checkout/ledger").unwrap();
    assert_eq!(ledger["problems_kind"], "late");
    assert_eq!(ledger["problems_date"], "2026-09-18");
    let (_, rows) = csv(&FILES, &["schedule"]);
    let cutover = rows.iter().find(|row| row["id"] == "checkout/cutover").unwrap();
    assert_eq!(cutover["driven_by_by"].split("; ").count(), cutover["driven_by_type"].split("; ").count());
}

#[test]
fn markdown_has_the_content_of_the_text() {
    let words = |text: &str| -> Vec<String> {
        let text = text.replace(['\\', '|', '#', '*', '`'], " ").replace("---:", " ").replace("---", " ");
        text.split_whitespace().map(str::to_owned).collect()
    };
    for command in COMMANDS {
        let text = support::run(&FILES, &[command]).out;
        let markdown = support::run(&FILES, &[command, "--format", "markdown"]).out;
        let told: BTreeSet<String> = words(&markdown).into_iter().collect();
        for word in words(&text) {
            assert!(told.contains(&word), "{command}: `{word}` is missing in\n{markdown}");
        }
    }
}

#[test]
fn every_table_in_markdown_has_titles() {
    for command in COMMANDS {
        let markdown = support::run(&FILES, &[command, "--format", "markdown"]).out;
        let lines: Vec<&str> = markdown.lines().collect();
        for (at, _) in lines.iter().enumerate().filter(|(_, line)| line.starts_with("| ---")) {
            assert!(lines[at - 1].starts_with("| ") && !lines[at - 1].contains("| |"), "{}", lines[at - 1]);
            assert!(at < 2 || lines[at - 2].is_empty(), "a table must follow an empty line:\n{markdown}");
        }
        assert!(!markdown.contains("\n\n\n") && !markdown.lines().any(|line| line.ends_with(' ')));
    }
}
