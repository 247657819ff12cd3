//! `tpm changes` of random plans: what was said then, and what is said some days later.

use super::edited::{self, Edited};
use crate::oracle::{self, Family};
use crate::property::{cases, for_all, samples};
use crate::support::{self, Past, Version, borrowed};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use tpm::time::Day;

type Files = Vec<(String, String)>;

/// Returns each program and milestone of a plan, scheduled by itself.
fn scheduled(files: &Files, as_of: &str) -> BTreeMap<String, Value> {
    let data = support::schedule(&borrowed(files), as_of)["data"].clone();
    let programs = data["programs"].as_array().unwrap().iter();
    let all = programs.flat_map(|program| program["milestones"].as_array().unwrap().iter().chain([program]));
    all.map(|one| (one["id"].as_str().unwrap().to_owned(), one.clone())).collect()
}

/// Returns the data of the changes from one plan to another.
fn changes(past: &Past, arguments: &[&str]) -> Result<Value, String> {
    let arguments = [&["changes"], arguments, &["--format", "json"]].concat();
    let files = past.0.last().unwrap().files.clone();
    let output = support::run_in_repository(past, &borrowed(&files), &arguments);
    let report: Value = serde_json::from_str(&output.out).map_err(|_| output.err)?;
    Ok(report["data"].clone())
}

fn past(base: &Files, head: &Files, day: &str) -> Past {
    Past(vec![
        Version::new(&["old"], day, &borrowed(base)),
        Version::new(&["new", "HEAD"], day, &borrowed(head)),
    ])
}

fn list<'v>(data: &'v Value, key: &str) -> impl Iterator<Item = &'v Value> {
    data[key].as_array().unwrap().iter()
}

fn any_edits() -> impl Strategy<Value = (Edited, i32)> {
    let edited =
        prop::sample::select(Family::ALL.to_vec()).prop_flat_map(|family| edited::strategy(family, 4));
    (edited, 0..12)
}

/// Checks what was told against three plain schedules.
fn agrees(
    data: &Value,
    said: &BTreeMap<String, Value>,
    aged: &BTreeMap<String, Value>,
    is: &BTreeMap<String, Value>,
) -> Result<(), String> {
    let forecast = |of: &BTreeMap<String, Value>, id: &str| of[id]["forecast_finish"].clone();
    let mut told = BTreeMap::new();
    for (key, one) in ["moves", "slid"].iter().flat_map(|key| list(data, key).map(move |one| (*key, one))) {
        let id = one["id"].as_str().unwrap();
        if one["after"] != forecast(is, id) {
            return Err(format!("{one:#}\nand now {}", is[id]));
        }
        if said.contains_key(id) && one["before"] != forecast(said, id) {
            return Err(format!("{one:#}\nand then {}", said[id]));
        }
        if key == "slid" && said.contains_key(id) && forecast(aged, id) != forecast(is, id) {
            return Err(format!("{one:#}\nslid, but the plan of then says {}", aged[id]));
        }
        if let (Some(days), Some(slid), "moves") = (one["days"].as_i64(), one["slid_days"].as_i64(), key) {
            let shares: i64 = list(one, "causes").map(|cause| cause["share_days"].as_i64().unwrap()).sum();
            let rest = one["causes_rest_days"].as_i64().unwrap();
            if slid + shares + rest != days {
                return Err(format!("{one:#}\ndoes not add up"));
            }
        }
        told.insert(id.to_owned(), ());
    }
    for (id, now) in is.iter().filter(|(id, _)| said.contains_key(*id)) {
        let is_live = said[id]["state"] != "cancelled" && now["state"] != "cancelled";
        if is_live && forecast(said, id) != forecast(is, id) && !told.contains_key(id) {
            return Err(format!("{id} is not told: {} {}", said[id], now));
        }
    }
    Ok(())
}

#[test]
fn every_number_equals_the_schedule_of_its_plan_and_day() {
    for_all(cases(120), any_edits(), |(edited, later)| {
        let (base, head) = (oracle::files(&edited.base), oracle::files(&edited.head));
        let then = oracle::as_of(&edited.head);
        let now = Day::parse(&then).unwrap().plus(later).to_string();
        let data = changes(&past(&base, &head, &then), &["--since", "old", "--as-of", &now])?;
        agrees(&data, &scheduled(&base, &then), &scheduled(&base, &now), &scheduled(&head, &now))
    });
}

#[test]
fn the_other_way_round_each_move_is_as_far_the_other_way() {
    for_all(cases(60), any_edits(), |(edited, _)| {
        let (base, head) = (oracle::files(&edited.base), oracle::files(&edited.head));
        let past = past(&base, &head, &oracle::as_of(&edited.head));
        let moves = |since: &str, at: &str, keys: [&str; 2], sign: i64| -> Result<Vec<String>, String> {
            let data = changes(&past, &["--since", since, "--at", at])?;
            let number = |one: &Value, key: &str| one[key].as_i64().map(|number| sign * number);
            let row = |one: &Value| {
                json!([one["id"], one[keys[0]], one[keys[1]], number(one, "days"), number(one, "workdays")])
                    .to_string()
            };
            let mut rows: Vec<String> = list(&data, "moves").map(row).collect();
            rows.sort();
            if list(&data, "slid").next().is_some() { Err(format!("{data:#}")) } else { Ok(rows) }
        };
        let (there, back) =
            (moves("old", "new", ["before", "after"], 1)?, moves("new", "old", ["after", "before"], -1)?);
        if there == back { Ok(()) } else { Err(format!("{there:#?}\n{back:#?}")) }
    });
}

#[test]
fn a_plan_of_one_day_has_not_changed_since() {
    for family in Family::ALL {
        for case in samples(cases(6), oracle::strategy(family)) {
            let (files, day) = (oracle::files(&case), oracle::as_of(&case));
            let past = past(&files, &files, &day);
            let output = support::run_in_repository(
                &past,
                &borrowed(&files),
                &["changes", "--since", "old", "--as-of", &day],
            );
            assert!(output.out.ends_with("\nNothing changed.\n"), "{}{}", output.out, output.err);
        }
    }
}

#[test]
fn a_page_is_never_longer_than_fifteen_lines() {
    for_all(cases(40), any_edits(), |(edited, later)| {
        let (base, head) = (oracle::files(&edited.base), oracle::files(&edited.head));
        let then = oracle::as_of(&edited.head);
        let now = Day::parse(&then).unwrap().plus(later).to_string();
        for width in [60, 80] {
            let arguments = ["changes", "--since", "main", "--as-of", &now];
            let out =
                support::run_since_on_terminal(&borrowed(&base), &borrowed(&head), &arguments, width).out;
            // Errors in the plans come first.
            let page = out.find("Since ").map_or("", |at| &out[at..]);
            if page.lines().count() > 15 {
                return Err(out);
            }
        }
        Ok(())
    });
}
