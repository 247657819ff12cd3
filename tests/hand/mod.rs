//! Networks calculated by hand from the text of the plan language.
//!
//! Almost all of them use these weeks. A milestone without a calendar of its own works Monday to
//! Friday, with no holidays.
//!
//! ```text
//!      January 2026             February 2026
//! Mo Tu We Th Fr Sa Su      Mo Tu We Th Fr Sa Su
//!           1  2  3  4                         1
//!  5  6  7  8  9 10 11       2  3  4  5  6  7  8
//! 12 13 14 15 16 17 18       9 10 11 12 13 14 15
//! 19 20 21 22 23 24 25      16 17 18 19 20 21 22
//! 26 27 28 29 30 31         23 24 25 26 27 28
//! ```
//!
//! How to read the comments: days without a month are in January 2026. `>Mon 12` is the start of
//! Monday the 12th, `Fri 9>` the end of Friday the 9th. "a: 5 6 7" lists the days on which `a` is
//! worked, "a: 5..9" the first and the last of them. "A->B: x y = 2" counts the working days from A
//! to B. "a by Thu 8>" is the latest instant for `a`. "wd" is a working day; ES and EF are the
//! early start and finish, LS and LF the late ones; tf, ff and cf are the total, free and
//! commitment float.
//!
//! A row is `id early_start early_finish tf N ff N cf N`, with `-` for null. It may go on with
//! `key=value` pairs of the milestone's JSON, where `*` is anything but null. `driven_by=` lists
//! the drivers in any order, links as `id:TYPE`. A row `program id key=value...` is about a
//! program.

#![allow(clippy::panic, clippy::expect_used, reason = "a test fails by panicking")]

mod calendars;
mod calendars_of_calendars;
mod cancelled;
mod cancelled_chains;
mod commitments;
mod done;
mod elapsed;
mod eta;
mod events;
mod events_pushed;
mod finish_links;
mod finish_tables;
mod float_to;
mod floats;
mod holds;
mod links;
mod mixed;
mod sides;
mod slots;
mod started;
mod ties;
mod unbroken;
mod undated;
mod work;

use serde_json::Value;
use std::collections::BTreeMap;

/// Schedules `files` as of the day `as_of` and compares every row of `expected`.
#[track_caller]
fn check(as_of: &str, files: &[(&str, &str)], expected: &str) {
    let texts: Vec<(&str, String)> = files.iter().map(|(p, t)| (*p, dedent(t))).collect();
    let files: Vec<(&str, &str)> = texts.iter().map(|(p, t)| (*p, t.as_str())).collect();
    let found = crate::support::schedule(&files, as_of);
    let differences = compare(&found, expected);
    if !differences.is_empty() {
        let mut plan = String::new();
        for (path, text) in &files {
            plan.push_str(&format!("--- {path}\n{text}\n"));
        }
        panic!(
            "as of {as_of}, {} difference(s):\n  {}\n{plan}--- scheduled\n{}",
            differences.len(),
            differences.join("\n  "),
            table(&found),
        );
    }
}

/// Removes the indentation common to all lines, and leading and trailing blank lines.
fn dedent(text: &str) -> String {
    let indent = text
        .lines()
        .filter(|l| !l.trim().is_empty())
        .map(|l| l.len() - l.trim_start().len())
        .min()
        .unwrap_or(0);
    let mut out = String::new();
    for line in text.trim_end().lines().skip_while(|l| l.trim().is_empty()) {
        out.push_str(line.get(indent..).unwrap_or(""));
        out.push('\n');
    }
    out
}

fn programs(found: &Value) -> &[Value] {
    found["data"]["programs"].as_array().expect("data.programs is an array")
}

fn milestones(found: &Value) -> Vec<&Value> {
    programs(found).iter().flat_map(|p| p["milestones"].as_array().expect("milestones is an array")).collect()
}

/// Returns all differences between the JSON and the expected rows, one per line.
fn compare(found: &Value, expected: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut open: BTreeMap<&str, &Value> = BTreeMap::new();
    for milestone in milestones(found) {
        let id = milestone["id"].as_str().expect("a milestone has an id");
        if open.insert(id, milestone).is_some() {
            out.push(format!("{id}: twice in the JSON"));
        }
    }
    for row in expected.lines().filter(|l| !l.trim().is_empty()) {
        let words: Vec<&str> = row.split_whitespace().collect();
        if words[0] == "program" {
            let found_program = programs(found).iter().find(|p| p["id"] == words[1]);
            match found_program {
                Some(program) => compare_keys(program, &words[2..], words[1], &mut out),
                None => out.push(format!("program {}: not in the JSON", words[1])),
            }
            continue;
        }
        let [id, start, finish, "tf", tf, "ff", ff, "cf", cf, ..] = words[..] else {
            panic!("not a row: {row}");
        };
        let Some(milestone) = open.remove(id) else {
            out.push(format!("{id}: not in the JSON, or expected twice"));
            continue;
        };
        for (key, want) in [
            ("early_start", start),
            ("early_finish", finish),
            ("total_float_workdays", tf),
            ("free_float_workdays", ff),
            ("commitment_float_workdays", cf),
        ] {
            compare_key(milestone, key, want, id, &mut out);
        }
        compare_keys(milestone, &words[9..], id, &mut out);
    }
    for id in open.keys() {
        out.push(format!("{id}: in the JSON, but not expected"));
    }
    out
}

fn compare_keys(found: &Value, pairs: &[&str], id: &str, out: &mut Vec<String>) {
    for pair in pairs {
        let (key, want) = pair.split_once('=').unwrap_or_else(|| panic!("not key=value: {pair}"));
        compare_key(found, key, want, id, out);
    }
}

fn compare_key(found: &Value, key: &str, want: &str, id: &str, out: &mut Vec<String>) {
    let Some(value) = found.get(key) else {
        out.push(format!("{id}: no {key} in the JSON, expected {want}"));
        return;
    };
    let (got, want) = match key {
        "driven_by" => (drivers(value), sorted(want)),
        // The finish of a program may be written with or without the program.
        "finish" => {
            let got = show(value);
            let bare = got.strip_prefix(&format!("{id}/")).map(str::to_owned);
            (bare.unwrap_or(got), want.to_owned())
        }
        _ => (show(value), want.to_owned()),
    };
    let kept = if want == "*" { got != "-" } else { got == want };
    if !kept {
        out.push(format!("{id}: {key} is {got}, expected {want}"));
    }
}

fn sorted(list: &str) -> String {
    let mut words: Vec<&str> = list.split(',').collect();
    words.sort_unstable();
    words.join(",")
}

/// Returns the drivers: constraints, and the links with slack 0 as `id:TYPE`.
fn drivers(value: &Value) -> String {
    let mut words = Vec::new();
    for entry in value.as_array().expect("driven_by is an array") {
        let by = entry["by"].as_str().expect("a driver has `by`");
        match entry["type"].as_str() {
            Some(link) if entry["slack_workdays"] == 0 => words.push(format!("{by}:{link}")),
            Some(_) => {}
            None => words.push(by.to_owned()),
        }
    }
    if words.is_empty() {
        return "-".to_owned();
    }
    words.sort_unstable();
    words.join(",")
}

fn show(value: &Value) -> String {
    match value {
        Value::Null => "-".to_owned(),
        Value::String(text) => text.clone(),
        Value::Array(list) => list.iter().map(show).collect::<Vec<_>>().join(","),
        other => other.to_string(),
    }
}

fn table(found: &Value) -> String {
    let mut out = String::new();
    for m in milestones(found) {
        out.push_str(&format!(
            "{}  {} {}  tf {}  ff {}  cf {}  driven_by={}\n",
            show(&m["id"]),
            show(&m["early_start"]),
            show(&m["early_finish"]),
            show(&m["total_float_workdays"]),
            show(&m["free_float_workdays"]),
            show(&m["commitment_float_workdays"]),
            drivers(&m["driven_by"]),
        ));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{compare, dedent};
    use serde_json::{Value, json};

    fn one() -> Value {
        json!({"data": {"programs": [{"id": "p", "finish": "p/a", "milestones": [{
            "id": "p/a",
            "early_start": "2026-01-05", "early_finish": "2026-01-09",
            "total_float_workdays": 0, "free_float_workdays": 0,
            "commitment_float_workdays": null,
            "driven_by": [
                {"by": "data-date"},
                {"by": "p/x", "type": "FS", "lag": "+2d", "slack_workdays": 0},
                {"by": "p/y", "type": "SS", "lag": null, "slack_workdays": 3},
            ],
        }]}]}})
    }

    #[test]
    fn an_equal_row_is_no_difference() {
        let row = "
            p/a  2026-01-05 2026-01-09  tf 0  ff 0  cf -  driven_by=p/x:FS,data-date early_start=*
            program p finish=a
        ";
        assert_eq!(compare(&one(), row), Vec::<String>::new());
    }

    #[test]
    fn every_difference_is_reported() {
        let row = "
            p/a  2026-01-05 2026-01-12  tf 0  ff 1  cf -  driven_by=data-date  kind=work
            p/b  - -  tf -  ff -  cf -
            program q finish=a
        ";
        let differences = [
            "p/a: early_finish is 2026-01-09, expected 2026-01-12",
            "p/a: free_float_workdays is 0, expected 1",
            "p/a: driven_by is data-date,p/x:FS, expected data-date",
            "p/a: no kind in the JSON, expected work",
            "p/b: not in the JSON, or expected twice",
            "program q: not in the JSON",
        ];
        assert_eq!(compare(&one(), row), differences);
    }

    #[test]
    fn a_milestone_that_nobody_expected_is_a_difference() {
        assert_eq!(compare(&one(), "\n"), ["p/a: in the JSON, but not expected"]);
    }

    #[test]
    fn common_indentation_is_removed() {
        assert_eq!(dedent("\n    a:\n      b: 1\n\n    c: 2\n  "), "a:\n  b: 1\n\nc: 2\n");
    }
}
