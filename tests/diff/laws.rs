//! Properties of the diff of any two plans.

use super::edited::{self, Edited};
use crate::oracle::{self, Case, Family};
use crate::property::{cases, for_all, samples};
use crate::support::{self, borrowed, part::one_in};
use proptest::prelude::*;
use serde_json::Value;
use std::collections::BTreeMap;

type Files = Vec<(String, String)>;

pub fn diff_of(base: &Files, head: &Files, as_of: &str) -> Value {
    super::printed(&borrowed(base), &borrowed(head), &["--as-of", as_of])
}

/// Returns the output of `tpm schedule` for a plain checkout: programs and milestones by id.
fn scheduled(files: &Files, as_of: &str) -> BTreeMap<String, Value> {
    let data = support::schedule(&borrowed(files), as_of)["data"].clone();
    let mut all = BTreeMap::new();
    for program in data["programs"].as_array().unwrap() {
        all.insert(program["id"].as_str().unwrap().to_owned(), program.clone());
        for milestone in program["milestones"].as_array().unwrap() {
            all.insert(milestone["id"].as_str().unwrap().to_owned(), milestone.clone());
        }
    }
    all
}

fn as_of(edited: &Edited) -> String {
    oracle::as_of(&edited.head)
}

fn any_edits() -> impl Strategy<Value = Edited> {
    prop::sample::select(Family::ALL.to_vec()).prop_flat_map(|family| edited::strategy(family, 3))
}

/// Compares every number of a diff with plain schedules of its two sides.
fn agrees(
    diff: &Value,
    base: &BTreeMap<String, Value>,
    head: &BTreeMap<String, Value>,
) -> Result<(), String> {
    let null = Value::Null;
    let same = |what: &str, told: &Value, plain: &Value| {
        if told == plain { Ok(()) } else { Err(format!("{what} is {told}, and {plain} in a plain schedule")) }
    };
    let sides = |entry: &Value| {
        let id = entry["id"].as_str().unwrap();
        let was = entry["base_id"].as_str().unwrap_or(id);
        (base.get(was).unwrap_or(&null).clone(), head.get(id).unwrap_or(&null).clone())
    };
    let mut told = BTreeMap::new();
    let listed = diff["programs"].as_array().unwrap().iter().chain(diff["milestones"].as_array().unwrap());
    for entry in listed {
        let (was, is) = sides(entry);
        for (key, of) in [("forecast_finish", "forecast_finish"), ("forecast_is_floor", "forecast_is_floor")]
        {
            let absent = if key == "forecast_is_floor" { Value::Bool(false) } else { Value::Null };
            let plain = |side: &Value| if side.is_null() { absent.clone() } else { side[of].clone() };
            same(&format!("{} {key} before", entry["id"]), &entry[key]["before"], &plain(&was))?;
            same(&format!("{} {key} after", entry["id"]), &entry[key]["after"], &plain(&is))?;
        }
        for (side, plain) in [("before", &was), ("after", &is)] {
            let health = &entry["health"][side];
            if !plain.is_null() && !matches!(health.as_str(), Some("done" | "cancelled")) {
                same(&format!("{} health {side}", entry["id"]), health, &plain["health"])?;
            }
        }
        told.insert(entry["id"].as_str().unwrap().to_owned(), ());
    }
    for (id, is) in head {
        let is_other = diff["milestones"].as_array().unwrap().iter().any(|entry| entry["base_id"] == **id);
        let moved =
            !is_other && base.get(id).is_some_and(|was| was["forecast_finish"] != is["forecast_finish"]);
        if moved && !told.contains_key(id) {
            return Err(format!("{id} moved, and the diff does not tell of it"));
        }
    }
    for promise in diff["promises"].as_array().unwrap() {
        let (was, is) = sides(promise);
        // A program's promise that is made at a milestone instead, or the other way round, goes on.
        let is_carried = [("before", &was, base), ("after", &is, head)].iter().any(|(side, plain, all)| {
            let told = &promise["due"][side];
            let mut programs = all.iter().filter(|(id, _)| !id.contains('/'));
            plain["due"].is_null() && !told.is_null() && programs.any(|(_, program)| program["due"] == *told)
        });
        if is_carried {
            continue;
        }
        for (side, plain) in [("before", &was), ("after", &is)] {
            let cancelled = plain["state"] == "cancelled";
            for key in ["due", "original_due"] {
                if !cancelled && !plain.is_null() {
                    same(&format!("{} {key} {side}", promise["id"]), &promise[key][side], &plain[key])?;
                }
            }
            let key = if side == "before" { "base_due_variance_workdays" } else { "due_variance_workdays" };
            if !cancelled && !plain.is_null() {
                same(&format!("{} {key}", promise["id"]), &promise[key], &plain["due_variance_workdays"])?;
            }
        }
        let late = |plain: &Value| {
            let (due, finish) = (plain["due"].as_str(), plain["forecast_finish"].as_str());
            plain["health"] == "late" || due.zip(finish).is_some_and(|(due, finish)| finish > due)
        };
        if promise["newly_late"] == true && !late(&is) {
            return Err(format!("{promise} is not late"));
        }
    }
    let critical = |entry: &Value| entry["critical"] == true;
    let renamed: BTreeMap<&str, &Value> = diff["milestones"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|entry| entry["change"] == "renamed")
        .flat_map(|entry| {
            [entry["id"].as_str(), entry["base_id"].as_str()].into_iter().flatten().map(move |id| (id, entry))
        })
        .collect();
    for (list, on, off) in [("entered", head, base), ("left", base, head)] {
        for crossing in diff["critical_path"][list].as_array().unwrap() {
            let id = crossing["id"].as_str().unwrap();
            if renamed.contains_key(id) {
                continue;
            }
            if !on.get(id).is_some_and(critical) || off.get(id).is_some_and(critical) {
                return Err(format!("{id} did not cross: {list}"));
            }
        }
    }
    let crossed = |list: &str, id: &str| {
        diff["critical_path"][list].as_array().unwrap().iter().any(|crossing| crossing["id"] == id)
    };
    let stayed = |id: &&String| base.contains_key(*id) && !renamed.contains_key(id.as_str());
    for (id, is) in head.iter().filter(|(id, _)| stayed(id)) {
        let turn = (critical(&base[id]), critical(is));
        let told = (crossed("left", id), crossed("entered", id));
        if told != (turn.0 && !turn.1, turn.1 && !turn.0) {
            return Err(format!("{id} is critical {turn:?}, told {told:?}"));
        }
    }
    Ok(())
}

/// Compares a diff of two plans with the plain schedules of both, and each plan with itself.
pub fn holds_between(base: &Files, head: &Files, day: &str) -> Result<(), String> {
    is_empty(&diff_of(head, head, day));
    agrees(&diff_of(base, head, day), &scheduled(base, day), &scheduled(head, day))
}

#[test]
fn every_number_equals_the_schedule_of_its_side() {
    for_all(cases(120), any_edits(), |edited| {
        let (base, head) = (oracle::files(&edited.base), oracle::files(&edited.head));
        let day = as_of(&edited);
        agrees(&diff_of(&base, &head, &day), &scheduled(&base, &day), &scheduled(&head, &day))
    });
}

#[test]
fn every_number_of_unrelated_plans_equals_their_schedules() {
    let two = prop::sample::select(Family::ALL.to_vec())
        .prop_flat_map(|family| (oracle::strategy(family), oracle::strategy(family)));
    for_all(cases(60), two, |(base, mut head)| {
        // A date in the past for one plan may be in the future for the other: that is an error, and
        // reported.
        head.as_of = base.as_of;
        let day = oracle::as_of(&base);
        let (base, head) = (oracle::files(&base), oracle::files(&head));
        agrees(&diff_of(&base, &head, &day), &scheduled(&base, &day), &scheduled(&head, &day))
    });
}

#[test]
fn every_number_in_text_is_in_json() {
    for_all(cases(40), any_edits(), |edited| {
        let (base, head) = (oracle::files(&edited.base), oracle::files(&edited.head));
        let day = as_of(&edited);
        let told = |format: &str| {
            let arguments = ["diff", "main", "--format", format, "--as-of", &day];
            support::run_since(&borrowed(&base), &borrowed(&head), &arguments).out
        };
        let json: Value = serde_json::from_str(&told("json")).unwrap();
        let untold = crate::schema::numbers::untold(&told("text"), &json);
        if untold.is_empty() { Ok(()) } else { Err(format!("{untold:?}\n{}", told("text"))) }
    });
}

#[test]
fn equal_sides_give_an_empty_diff() {
    for family in Family::ALL {
        for case in samples(cases(10), oracle::strategy(family)) {
            let files = oracle::files(&case);
            is_empty(&diff_of(&files, &files, &oracle::as_of(&case)));
        }
    }
    let examples = support::examples();
    is_empty(&diff_of(&examples, &examples, support::TODAY));
    let text = support::run_since(&borrowed(&examples), &borrowed(&examples), &["diff", "main"]);
    assert!(text.out.starts_with("Nothing was changed in the plans\n"), "{}", text.out);
}

#[track_caller]
fn is_empty(diff: &Value) {
    for list in [
        "affects",
        "milestones",
        "held",
        "unread",
        "promises",
        "baselines",
        "risks",
        "policy",
        "edits",
        "new_cycles",
    ] {
        assert_eq!(diff[list].as_array().map(Vec::len), Some(0), "{list}: {diff:#}");
    }
    for program in diff["programs"].as_array().unwrap() {
        assert_eq!(program["forecast_finish"]["before"], program["forecast_finish"]["after"]);
    }
    assert_eq!(diff["critical_path"], serde_json::json!({"entered": [], "left": []}));
    assert_eq!(diff["without_effect"], 0);
}

/// Returns a diff with its sides swapped, without causes and without what only one direction can
/// show: who agreed, and what had been missed before.
fn mirrored(value: &Value) -> Value {
    match value {
        Value::Object(map) => {
            let swapped = |key: &str| match key {
                "before" => "after".to_owned(),
                "after" => "before".into(),
                "entered" => "left".into(),
                "left" => "entered".into(),
                "base_due_variance_workdays" => "due_variance_workdays".into(),
                "due_variance_workdays" => "base_due_variance_workdays".into(),
                "base_room_workdays" => "room_workdays".into(),
                "room_workdays" => "base_room_workdays".into(),
                "newly_late" => "no_longer_late".into(),
                "no_longer_late" => "newly_late".into(),
                key => key.to_owned(),
            };
            let entries = map.iter().map(|(key, value)| {
                let negated = matches!(key.as_str(), "workdays" | "moved_workdays");
                let value = match value.as_i64() {
                    Some(number) if negated => Value::from(-number),
                    _ => mirrored(value),
                };
                (swapped(key), value)
            });
            Value::Object(entries.collect())
        }
        Value::Array(list) => Value::Array(list.iter().map(mirrored).collect()),
        Value::String(word) => Value::String(
            match word.as_str() {
                "added" => "removed",
                "removed" => "added",
                "made" => "withdrawn",
                "withdrawn" => "made",
                "later" => "earlier",
                "earlier" => "later",
                word => word,
            }
            .to_owned(),
        ),
        other => other.clone(),
    }
}

/// Returns what both directions have in common, in a fixed order.
fn common(diff: &Value) -> Value {
    let mut diff = diff.clone();
    let sorted = |list: &mut Value, drop: &[&str]| {
        let list = list.as_array_mut().unwrap();
        for entry in list.iter_mut() {
            for key in drop {
                entry.as_object_mut().unwrap().remove(*key);
            }
        }
        list.sort_by_key(|entry| {
            // Of what was taken out and put in at one key, the first comes second on the way back.
            let sides = ["before", "after"].map(|side| entry[side].to_string());
            (entry["id"].to_string(), entry["of"].to_string(), entry["field"].to_string(), sides)
        });
    };
    let why = [
        "causes",
        "causes_rest_days",
        "causes_error_days",
        "later_because",
        "base_id",
        "source",
        "undated_because",
        "owner",
        "due",
        "firm",
    ];
    sorted(&mut diff["programs"], &why);
    sorted(&mut diff["milestones"], &why);
    sorted(
        &mut diff["promises"],
        &[
            "agreed",
            "has_moved_entry",
            "moved_after_missed",
            "later_still",
            "withdrawn_while_late",
            "original_due",
            "owner",
        ],
    );
    // A late promise that was withdrawn is not kept; in the other direction it is newly late.
    for promise in diff["promises"].as_array_mut().unwrap() {
        let nothing = |side: &str| promise["standing"][side] == "nothing-promised";
        if nothing("before") || nothing("after") {
            promise
                .as_object_mut()
                .unwrap()
                .retain(|key, _| !matches!(key.as_str(), "newly_late" | "no_longer_late"));
        }
        // What was done and is taken out is not withdrawn; in the other direction it is new.
        if promise["done"]["before"] == true || promise["done"]["after"] == true {
            promise.as_object_mut().unwrap().remove("moved");
        }
    }
    sorted(&mut diff["policy"], &["loosened"]);
    sorted(&mut diff["edits"], &["has_effect", "source", "base_source"]);
    for key in ["base", "head", "held", "news_alone", "without_effect", "affects", "new_cycles"] {
        diff.as_object_mut().unwrap().remove(key);
    }
    diff.as_object_mut().unwrap().remove("base_diagnostics");
    diff
}

#[test]
fn swapping_the_sides_mirrors_the_diff() {
    for_all(cases(80), any_edits(), |edited| {
        let (base, head) = (oracle::files(&edited.base), oracle::files(&edited.head));
        let day = as_of(&edited);
        let there = common(&diff_of(&base, &head, &day));
        let back = common(&mirrored(&diff_of(&head, &base, &day)));
        if there == back { Ok(()) } else { Err(format!("{there:#}\n{back:#}")) }
    });
}

/// Checks that the shares and the rest add up to a move.
fn adds_up(entry: &Value) -> Result<(), String> {
    let finish = |side: &str| oracle::days::parse(entry["forecast_finish"][side].as_str().unwrap());
    let sum = |key: &str| -> i64 {
        entry["causes"].as_array().unwrap().iter().map(|cause| cause[key].as_i64().unwrap()).sum()
    };
    let rest = entry["causes_rest_days"].as_i64().unwrap();
    let days = i64::from(finish("after") - finish("before"));
    let is_whole = rest != 0 || Some(sum("share_workdays")) == entry["forecast_finish"]["workdays"].as_i64();
    match sum("share_days") + rest == days && is_whole {
        true => Ok(()),
        false => Err(format!("the shares are not {days} days: {entry:#}")),
    }
}

/// Takes each cause back in the plan itself, and checks that the forecast is as reported.
fn causes_hold(edited: &Edited, tried: &std::cell::Cell<u32>) -> Result<(), String> {
    let files = |case: &Case| oracle::files(case);
    let day = as_of(edited);
    let diff = diff_of(&files(&edited.base), &files(&edited.head), &day);
    let listed = diff["programs"].as_array().unwrap().iter().chain(diff["milestones"].as_array().unwrap());
    for entry in listed {
        let id = entry["id"].as_str().unwrap();
        let finish = &entry["forecast_finish"];
        let moved = finish["before"].as_str().zip(finish["after"].as_str());
        let Some((before, after)) = moved.filter(|(before, after)| before != after) else {
            continue;
        };
        let causes = entry["causes"].as_array().unwrap();
        adds_up(entry)?;
        for cause in causes {
            let kind = cause["kind"].as_str().unwrap();
            let edits = cause["edits"].as_array().unwrap().iter().map(|edit| (kind, edit));
            let Some(case) = edited::without(edited, edits) else { continue };
            let found = &scheduled(&files(&case), &day)[id]["forecast_finish"];
            let stated = &cause["forecast_finish_without"];
            // A plan without the edit that gives no date is closed under what it needs.
            if !found.is_null() && found != stated {
                return Err(format!("{id} without {cause:#} is {found}\n{edited:#?}"));
            }
            tried.set(tried.get() + 1);
        }
        if causes.is_empty() && entry["causes_rest_days"] == 0 {
            return Err(format!("{id} moved {before} to {after}, and nothing says why"));
        }
    }
    Ok(())
}

#[test]
fn undoing_a_cause_gives_the_reported_date() {
    let tried = std::cell::Cell::new(0);
    for_all(cases(180), any_edits(), |edited| causes_hold(&edited, &tried));
    let more = prop::sample::select(Family::ALL.to_vec()).prop_flat_map(|family| edited::strategy(family, 8));
    for_all(cases(60), more, |edited| causes_hold(&edited, &tried));
    assert!(tried.get() > 150 / one_in(40) as u32, "only {}", tried.get());
}

/// Returns everything calculated from some plans; their own values and places are left out.
fn computed(files: &Files, as_of: &str) -> [Value; 2] {
    fn strip(value: &mut Value) {
        match value {
            Value::Object(map) => {
                let typed = [
                    "source",
                    "related",
                    "labels",
                    "file",
                    "line",
                    "column",
                    "end_line",
                    "end_column",
                    "label",
                    "help",
                    "name",
                    "start",
                    "started",
                    "finished",
                    "summary",
                    // Who is named as late first: what is nobody's slip may become somebody's.
                    "because_of",
                ];
                map.retain(|key, _| !typed.contains(&key.as_str()));
                // The promise of what is cancelled is only printed as it was typed.
                if map.get("state").is_some_and(|state| state == "cancelled") {
                    map.retain(|key, _| !["due", "original_due"].contains(&key.as_str()));
                }
                map.values_mut().for_each(strip);
            }
            Value::Array(list) => {
                list.iter_mut().for_each(strip);
                // Findings stand by what they cost first, which is nobody's date either.
                list.sort_by_key(|entry| entry["fingerprint"].as_str().map(str::to_owned));
            }
            _ => {}
        }
    }
    ["schedule", "check"].map(|report| {
        let arguments = [report, "--format", "json", "--as-of", as_of];
        let mut data = support::json(&borrowed(files), &arguments)["data"].clone();
        strip(&mut data);
        data
    })
}

/// Returns the paths at which two values differ.
fn differences(one: &[Value; 2], other: &[Value; 2]) -> String {
    fn walk(path: &str, one: &Value, other: &Value, out: &mut String) {
        match (one, other) {
            (Value::Object(a), Value::Object(b)) if a.keys().eq(b.keys()) => {
                a.iter().for_each(|(key, value)| walk(&format!("{path}.{key}"), value, &b[key], out));
            }
            (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
                let pairs = a.iter().zip(b).enumerate();
                pairs.for_each(|(at, (a, b))| walk(&format!("{path}[{at}]"), a, b, out));
            }
            _ if one != other => out.push_str(&format!("{path}: {one} and {other}\n")),
            _ => {}
        }
    }
    let mut out = String::new();
    one.iter().zip(other).for_each(|(one, other)| walk("", one, other, &mut out));
    out
}

#[test]
fn edits_without_effect_change_nothing_alone_or_together() {
    let tried = std::cell::Cell::new(0);
    let more = prop::sample::select(Family::ALL.to_vec()).prop_flat_map(|family| edited::strategy(family, 6));
    for_all(cases(120), more, |edited| {
        let day = as_of(&edited);
        let files = |case: &Case| oracle::files(case);
        let diff = diff_of(&files(&edited.base), &files(&edited.head), &day);
        let all = diff["edits"].as_array().unwrap();
        let none: Vec<&Value> = all.iter().filter(|edit| edit["has_effect"] == false).collect();
        if none.len() != diff["without_effect"].as_u64().unwrap() as usize {
            return Err(format!("{} and {}", none.len(), diff["without_effect"]));
        }
        let head = computed(&files(&edited.head), &day);
        for set in none.iter().map(|edit| vec![*edit]).chain([none.clone()]).filter(|set| !set.is_empty()) {
            let Some(case) =
                edited::without(&edited, set.iter().map(|edit| (edit["kind"].as_str().unwrap(), *edit)))
            else {
                continue;
            };
            let other = computed(&files(&case), &day);
            if other != head {
                return Err(format!("{set:?} has an effect:\n{}\n{edited:?}", differences(&other, &head)));
            }
            tried.set(tried.get() + 1);
        }
        Ok(())
    });
    assert!(tried.get() > 20 / one_in(20), "only {}", tried.get());
}
