//! What the status marks since the same plans as of another day.

use super::{cases, samples};
use crate::oracle::{self, Family};
use crate::support::{self, Past, Version};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use tpm::time::Day;

const LISTS: [&str; 5] = ["needs_someone", "due_today", "due_soon", "asks", "without_date"];

fn lines<'v>(status: &'v Value, list: &str) -> impl Iterator<Item = (&'v str, &'v Value)> {
    status[list].as_array().unwrap().iter().map(|line| (line["id"].as_str().unwrap(), line))
}

fn told(status: &Value) -> BTreeSet<&str> {
    LISTS.iter().flat_map(|list| lines(status, list)).map(|(id, _)| id).collect()
}

/// Returns the ids of the late milestones.
fn late(schedule: &Value) -> BTreeSet<String> {
    let programs = schedule["data"]["programs"].as_array().unwrap().iter();
    let milestones = programs.flat_map(|program| program["milestones"].as_array().unwrap());
    let late = milestones.filter(|milestone| milestone["health"] == "late");
    late.map(|milestone| milestone["id"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn days_that_pass_over_the_same_plans_bring_about_and_move_nothing_else() {
    let (mut compared, mut marks) = (0, BTreeMap::new());
    for family in Family::ALL {
        for (case, days) in
            samples(cases(400), oracle::strategy(family)).zip([0, 1, 3, 8].into_iter().cycle())
        {
            let files = oracle::files(&case);
            let files: Vec<(&str, &str)> =
                files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
            let on = oracle::as_of(&case);
            let today = Day::parse(&on).unwrap().plus(days).to_string();
            let past = Past(vec![Version::new(&["HEAD"], &on, &files)]);
            let arguments = ["status", "--since", "HEAD", "--as-of", &today, "--format", "json"];
            let output = support::run_in_repository(&past, &files, &arguments);
            let value: Value = serde_json::from_str(&output.out).unwrap_or_else(|_| panic!("{output:?}"));
            let now = &value["data"];
            if now["since"]["commit"].is_null() {
                continue;
            }
            compared += 1;
            let then = support::json(&files, &["status", "--as-of", &on, "--format", "json"]);
            let then = &then["data"];
            let late = late(&support::schedule(&files, &on));
            let before: BTreeMap<&str, &Value> = lines(then, "needs_someone").collect();
            for (id, line) in lines(now, "needs_someone") {
                let change = line["change"].as_str().unwrap();
                *marks.entry((days > 0, change.to_owned())).or_insert(0) += 1;
                let was_known = before.contains_key(id) || late.contains(id);
                assert_eq!(change == "new", !was_known, "{on} {today} {id}: {change}\n{files:#?}");
                // Without an edit only what begins or ends is a difference.
                for difference in line["differences"].as_array().unwrap() {
                    let (what, was) = (difference["what"].as_str().unwrap(), &difference["before"]);
                    let is_moved = match what {
                        "forecast" | "promise" | "risk-costs" | "block-ends" | "owner" | "waiting-on" => true,
                        "costs" => !was.is_null() && !difference["after"].is_null(),
                        _ => false,
                    };
                    assert!(!is_moved, "{on} {today} {id}: {difference}\n{files:#?}");
                }
                if let Some(was) = before.get(id).map(|was| &was["forecast_finish"]) {
                    let is_moved =
                        *was != line["forecast_finish"] && line["id"].as_str().unwrap().contains('/');
                    let drifted = if is_moved { was } else { &Value::Null };
                    assert_eq!(&line["drifted_from"], drifted, "{on} {today} {id}\n{files:#?}");
                }
            }
            let gone: BTreeSet<&str> = lines(now, "gone").map(|(id, _)| id).collect();
            let (were, are) = (told(then), told(now));
            assert_eq!(gone, were.difference(&are).copied().collect(), "{on} {today}\n{files:#?}");
            if days == 0 {
                let all = LISTS.iter().flat_map(|list| lines(now, list));
                for (id, line) in all {
                    assert_eq!(line["change"], "same", "{on} {id}\n{files:#?}");
                }
                let text = support::run_in_repository(&past, &files, &arguments[..5]).out;
                assert!(text.contains("\nNothing new since earlier today "), "{text}");
            }
        }
    }
    assert!(compared > 60, "only {compared}");
    for mark in ["new", "same", "worse"] {
        assert!(marks.contains_key(&(true, mark.to_owned())), "no {mark}: {marks:?}");
    }
}
