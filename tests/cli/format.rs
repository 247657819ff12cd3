//! JSON and YAML have the same content, in one envelope.

use super::{COMMANDS, FILES};
use crate::support;
use serde_json::Value;

/// Names that a careless writer of YAML would turn into something else.
const NAMES: [&str; 22] = [
    "no",
    "on",
    "~",
    "null",
    "true",
    "1",
    "1.0",
    "1e3",
    "0x10",
    ".5",
    "+1",
    "2026-09-14",
    "12:30:45",
    "- a",
    "a: b",
    "# a",
    "{a",
    "'",
    "\"",
    " a ",
    "a\nb",
    "é🚀",
];

fn both(files: &[(&str, &str)], command: &str) -> Value {
    let json = support::json(files, &[command, "--format", "json"]);
    let yaml = support::run(files, &[command, "--format", "yaml"]).out;
    let parsed: Value = serde_yaml::from_str(&yaml).unwrap_or_else(|error| panic!("{error}\n{yaml}"));
    assert_eq!(parsed, json, "{command}");
    json
}

#[test]
fn yaml_has_the_content_and_envelope_of_json() {
    for command in COMMANDS {
        let value = both(&FILES, command);
        let keys: Vec<&String> = value.as_object().unwrap().keys().collect();
        let mut expected =
            ["schema_version", "kind", "tool", "as_of", "commit", "work_tree_clean", "data", "diagnostics"];
        expected.sort_unstable();
        assert_eq!(keys, expected, "{command}");
        assert_eq!((&value["schema_version"], &value["kind"]), (&2.into(), &command.into()));
        assert_eq!(value["tool"]["name"], "tpm");
        assert_eq!(value["diagnostics"], Value::Array(Vec::new()));
    }
}

#[test]
fn yaml_keeps_names_that_look_like_other_types() {
    let mut text = String::from("milestones:\n");
    for (index, name) in NAMES.iter().enumerate() {
        let name = serde_json::to_string(name).unwrap();
        text += &format!(
            "  m{index}: {{name: {name}, owner: o{index}, promised_to: {name}, duration: 1d, due: 2026-09-01}}\n"
        );
    }
    for command in COMMANDS {
        both(&[("programs/a.yaml", &text)], command);
    }
    let value = both(&[("programs/a.yaml", &text)], "schedule");
    let milestones = value["data"]["programs"][0]["milestones"].as_array().unwrap();
    let names: Vec<&str> = milestones.iter().map(|milestone| milestone["name"].as_str().unwrap()).collect();
    assert_eq!(names, NAMES);
}

#[test]
fn diagnostics_are_the_same_too() {
    let files = [("programs/a.yaml", "due: soon\nmilestones:\n  a: {duration: 3x, colour: é}\n")];
    for command in COMMANDS {
        assert_eq!(both(&files, command)["diagnostics"].as_array().map(Vec::len), Some(3));
    }
}

/// Keys name the unit of numbers, dates are ISO, and unknown values are null.
#[test]
fn a_schedule_has_every_field_of_the_contract() {
    let value = support::json(&FILES, &["schedule", "--format", "json"]);
    let program = [
        "id",
        "name",
        "owner",
        "start",
        "due",
        "original_due",
        "finish",
        "forecast_finish",
        "forecast_is_floor",
        "finish_variance_workdays",
        "total_float_workdays",
        "commitment_float_workdays",
        "health",
        "health_reason",
        "declared_health",
        "milestones_done",
        "milestones_live",
        "progress_percent",
        "undated_because",
        "milestones",
    ];
    let milestone = [
        "id",
        "name",
        "owner",
        "kind",
        "state",
        "duration_workdays",
        "remaining_workdays",
        "assumed_worked_workdays",
        "started",
        "finished",
        "early_start",
        "early_finish",
        "remaining_start",
        "late_start",
        "late_finish",
        "total_float_workdays",
        "free_float_workdays",
        "commitment_float_workdays",
        "commitment",
        "critical",
        "critical_for",
        "on_tightest_chain",
        "driven_by",
        "due",
        "original_due",
        "firm",
        "forecast_finish",
        "forecast_is_floor",
        "finish_variance_workdays",
        "finish_variance_days",
        "overdue_workdays",
        "health",
        "health_reason",
        "declared_health",
        "quiet_days",
        "undated_because",
        "source",
    ];
    for found in value["data"]["programs"].as_array().unwrap() {
        let has = |value: &Value, keys: &[&str]| {
            for key in keys {
                assert!(value.get(key).is_some(), "`{key}` is missing in {value:#}");
            }
        };
        has(found, &program);
        for found in found["milestones"].as_array().unwrap() {
            has(found, &milestone);
            has(&found["source"], &["file", "line", "column"]);
        }
    }
    let ledger = &value["data"]["programs"][0]["milestones"][1];
    assert_eq!(
        ledger["source"],
        serde_json::json!({"file": "programs/checkout.yaml", "line": 7, "column": 3})
    );
}
