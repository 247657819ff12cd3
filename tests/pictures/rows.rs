//! The rows of `tpm gantt`, worked by hand, and against `tpm schedule`.

use super::{Files, generated};
use crate::property::cases;
use crate::support;
use crate::support::borrowed;
use serde_json::{Value, json};

const PLAN: &str = "\
name: Parcels
due: 2026-10-02
finish: open
freezes:
  - {name: Audit, dates: [2026-09-28..2026-09-29], except: [open]}
milestones:
  sort: {owner: bo, duration: 5d, started: 2026-08-31, done: 2026-09-04, due: 2026-09-04, workstream: belt}
  scan: {name: Scanner, owner: ana, duration: 8d, started: 2026-09-09, remaining: 5d, updated: 2026-09-14, due: 2026-09-16, moved: [{from: 2026-09-11, on: 2026-09-07, why: x}], depends_on: [sort]}
  label: {owner: bo, duration: 2d, baseline: 2026-09-17, depends_on: [sort], blocked: {since: 2026-09-10}}
  open: {owner: ana, depends_on: [scan]}
  gone: {duration: 3d, cancelled: {on: 2026-09-01, reason: x}}
";

fn gantt(arguments: &[&str]) -> Value {
    let arguments = [&["gantt", "--format", "json"][..], arguments].concat();
    support::json(&[("programs/parcels.yaml", PLAN)], &arguments)["data"].clone()
}

fn ids(data: &Value) -> Vec<&str> {
    data["rows"].as_array().unwrap().iter().map(|row| row["id"].as_str().unwrap()).collect()
}

#[test]
fn the_rows_are_those_worked_by_hand() {
    // As of Monday 14 September: 5 days are left of `scan` after what was done today, so it ends on
    // Monday 21; `open` is an event that follows at once. `label` is blocked without an end: at the earliest it takes
    // Monday and Tuesday. The finish has no promise of its own, so it shows that of the program.
    let data = gantt(&[]);
    assert_eq!(ids(&data), ["parcels/sort", "parcels/scan", "parcels/label", "parcels/open"]);
    let expected = json!([
        ["2026-08-31", "2026-09-04", "2026-09-04", "2026-09-04", "2026-09-04", null, false],
        ["2026-09-09", "2026-09-21", "2026-09-14", "2026-09-16", "2026-09-11", null, false],
        ["2026-09-14", "2026-09-15", null, null, null, "2026-09-17", true],
        ["2026-09-21", "2026-09-21", null, "2026-10-02", "2026-10-02", null, false],
    ]);
    let keys = ["from", "to", "done_to", "promise", "first_promise", "baseline", "floor"];
    for (row, expected) in data["rows"].as_array().unwrap().iter().zip(expected.as_array().unwrap()) {
        let found: Vec<&Value> = keys.iter().map(|key| &row[key]).collect();
        assert_eq!(json!(found), *expected, "{row}");
        assert_eq!(row["forecast"], row["to"]);
    }
    assert_eq!((&data["from"], &data["to"]), (&json!("2026-08-31"), &json!("2026-10-02")));
    assert_eq!(data["rows"][1]["due_variance_workdays"], 3);
    assert_eq!(
        data["rows"][1]["freezes"],
        json!([{"from": "2026-09-28", "to": "2026-09-29", "name": "Audit"}])
    );
    assert_eq!(data["rows"][3]["freezes"], json!([]));
}

#[test]
fn only_and_by_choose_and_group() {
    assert_eq!(ids(&gantt(&["--only", "milestones"])), ["parcels/open"]);
    assert_eq!(ids(&gantt(&["--only", "critical"])), ["parcels/scan", "parcels/open"]);
    assert_eq!(ids(&gantt(&["--only", "promises"])), ["parcels/sort", "parcels/scan", "parcels/open"]);
    let data = gantt(&["--by", "owner"]);
    assert_eq!(ids(&data), ["parcels/scan", "parcels/open", "parcels/sort", "parcels/label"]);
    let data = gantt(&["--by", "workstream"]);
    let groups: Vec<&Value> = data["rows"].as_array().unwrap().iter().map(|row| &row["group"]).collect();
    assert_eq!(json!(groups), json!(["belt", null, null, null]));
}

#[test]
fn the_days_that_are_drawn_can_be_given() {
    let data = gantt(&["--weeks", "1"]);
    assert_eq!((&data["from"], &data["to"]), (&json!("2026-09-14"), &json!("2026-09-20")));
    // `open` is on 21 September, and promised for October.
    assert_eq!(ids(&data), ["parcels/scan", "parcels/label"]);
    assert_eq!(data["milestones_left_out"], 2);
    let data = gantt(&["--from", "2026-08-31", "--to", "2026-09-04"]);
    assert_eq!((ids(&data), &data["milestones_left_out"]), (vec!["parcels/sort"], &json!(3)));
    let plan = [("programs/parcels.yaml", PLAN)];
    let refused = support::run(&plan, &["gantt", "--from", "2026-09-04", "--to", "2026-09-03"]);
    assert_eq!(refused.status, 2);
    assert!(refused.err.contains("--to 2026-09-03 is before --from 2026-09-04"), "{}", refused.err);
}

#[test]
fn links_are_those_between_rows() {
    assert_eq!(gantt(&[])["links"], json!([]));
    let link = |from: &str, to: &str| json!({"from": from, "to": to, "type": "FS"});
    let expected = [
        link("parcels/sort", "parcels/scan"),
        link("parcels/sort", "parcels/label"),
        link("parcels/scan", "parcels/open"),
    ];
    assert_eq!(gantt(&["--links"])["links"], json!(expected));
    assert_eq!(gantt(&["--links", "--only", "critical"])["links"], json!([expected[2]]));
}

#[test]
fn a_commit_gives_the_bars_beneath() {
    let before = "milestones:\n  sort: {duration: 5d}\n  label: {duration: 4d, depends_on: [sort]}\n";
    let arguments = ["gantt", "--baseline", "main", "--format", "json"];
    let now = [("programs/parcels.yaml", PLAN)];
    let output = support::run_since(&[("programs/parcels.yaml", before)], &now, &arguments);
    let data: Value = serde_json::from_str(&output.out).unwrap();
    // As of 31 August, when it was committed, `label` follows the 5 days of `sort`.
    let label = data["data"]["rows"].as_array().unwrap().iter().find(|row| row["id"] == "parcels/label");
    assert_eq!(label.unwrap()["baseline"], "2026-09-10", "{data}");
    assert_eq!(label.unwrap()["baseline_from"], "2026-09-07", "{data}");
}

/// Compares every day of the rows with that of `tpm schedule`.
fn agree(files: &Files, as_of: &str) {
    let files = borrowed(files);
    let schedule = support::schedule(&files, as_of);
    let programs = schedule["data"]["programs"].as_array().unwrap();
    let all = programs.iter().flat_map(|program| {
        program["milestones"].as_array().unwrap().iter().map(move |milestone| (program, milestone))
    });
    let data = support::json(&files, &["gantt", "--format", "json", "--as-of", as_of]);
    let rows = data["data"]["rows"].as_array().unwrap();
    let mut count = 0;
    for (program, milestone) in all.filter(|(_, milestone)| milestone["state"] != "cancelled") {
        let row = rows.iter().find(|row| row["id"] == milestone["id"]).unwrap();
        count += 1;
        for (drawn, scheduled) in
            [("from", "early_start"), ("to", "early_finish"), ("forecast", "forecast_finish")]
        {
            assert_eq!(row[drawn], milestone[scheduled], "{drawn} of {row}");
        }
        let id = milestone["id"].as_str().unwrap().split_once('/').unwrap().1;
        let is_of_program = milestone["due"].is_null() && !row["promise"].is_null();
        assert!(!is_of_program || program["finish"].is_null() || program["finish"] == id, "{row}");
        let holder = if is_of_program { program } else { milestone };
        assert_eq!((&row["promise"], &row["first_promise"]), (&holder["due"], &holder["original_due"]));
        let is_floor = milestone["forecast_is_floor"] == true || milestone["forecast_rests_on_floor"] == true;
        assert_eq!((&row["floor"], &row["critical"]), (&json!(is_floor), &milestone["critical"]));
        let done_to = row["done_to"].as_str();
        match milestone["state"].as_str().unwrap() {
            "done" => assert_eq!(done_to, milestone["finished"].as_str()),
            "not-started" => assert_eq!(done_to, None),
            _ => assert!(done_to.is_none_or(|day| {
                milestone["early_start"].as_str().unwrap() <= day
                    && Some(day) < milestone["remaining_start"].as_str()
                    && day <= as_of
            })),
        }
    }
    assert_eq!(rows.len(), count);
}

#[test]
fn every_day_is_that_of_the_schedule() {
    for day in ["2026-09-14", "2026-11-16", "2027-03-01"] {
        agree(&support::examples(), day);
    }
    for files in generated(cases(60)) {
        agree(&files, super::AS_OF);
    }
}
