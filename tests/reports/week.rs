//! The next five working days, as of Wednesday 7 January 2026.

use super::{data, report};
use crate::support;
use serde_json::{Value, json};

const PLAN: &str = "\
milestones:
  a: {owner: bo, duration: 2d, due: 2026-01-12}
  b: {owner: bo, duration: 3d, not_before: 2026-01-05, due: 2026-01-30}
  c: {owner: ana, due: 2026-01-06}
  d: {owner: ana, duration: 5d, due: 2026-01-09}
  e: {owner: ana, due: 2026-01-10}
  f: {owner: ana, duration: 2d, blocked: {since: 2026-01-06, why: Redlines, waiting_on: marco, until: 2026-01-13}, due: 2026-02-27}
  g: {owner: bo, due: 2026-01-07}
  far: {owner: bo, duration: 2d, not_before: 2026-01-20, due: 2026-02-27}
risks:
  r: {title: Slow, owner: ana, probability: 10%, impact: 1d, next_review: 2026-01-05, response: mitigate, mitigation: Test it, due: 2026-01-13}
  gone: {title: Gone, owner: ana, closed: 2026-01-02, next_review: 2026-01-08}
asks:
  k: {ask: One more counsel, of: sara, by: 2026-01-12, unlocks: [f]}
";

/// Returns day by day the ids of a list, each with whether it must be.
fn turns(week: &Value, list: &str) -> Value {
    let of_day = |day: &Value| {
        let turns = day[list].as_array().unwrap().iter();
        let told: Vec<Value> = turns.map(|turn| json!([turn["id"], turn["must"]])).collect();
        (!told.is_empty()).then(|| json!([day["on"], told]))
    };
    week["days"].as_array().unwrap().iter().filter_map(of_day).collect()
}

#[test]
fn what_must_start_and_end_lies_on_its_last_day() {
    let week = data("week", "2026-01-07", PLAN);
    let days: Vec<&str> =
        week["days"].as_array().unwrap().iter().map(|day| day["on"].as_str().unwrap()).collect();
    // A promise lies on the Saturday.
    assert_eq!(days, ["2026-01-07", "2026-01-08", "2026-01-09", "2026-01-10", "2026-01-12", "2026-01-13"]);
    // `d` had to start on Monday and can start today. `b` could have started, and has weeks of float.
    let starts = json!([["2026-01-07", [["p/d", false]]], ["2026-01-09", [["p/a", true]]]]);
    assert_eq!(turns(&week, "starts"), starts);
    let ends = json!([
        ["2026-01-07", [["p/c", false], ["p/g", true]]],
        ["2026-01-09", [["p/d", false], ["p/b", false]]],
        ["2026-01-10", [["p/e", true]]],
        ["2026-01-12", [["p/a", true]]]
    ]);
    assert_eq!(turns(&week, "ends"), ends);
}

#[test]
fn reviews_and_decisions_lie_on_their_days_and_overdue_ones_on_the_first() {
    let week = data("week", "2026-01-07", PLAN);
    let list = |list: &str, keys: [&str; 4]| -> Value {
        let days = week["days"].as_array().unwrap().iter();
        let told = days.flat_map(|day| {
            let all = day[list].as_array().unwrap().iter();
            all.map(|one| {
                let values = keys.iter().map(|key| one[*key].clone());
                std::iter::once(day["on"].clone()).chain(values).collect::<Value>()
            })
        });
        told.collect()
    };
    let reviews = json!([
        ["2026-01-07", "p/r", "ana", "review", "2026-01-05"],
        ["2026-01-13", "p/r", "ana", "mitigation", "2026-01-13"]
    ]);
    assert_eq!(list("reviews", ["id", "owner", "kind", "due"]), reviews);
    let decisions = json!([
        ["2026-01-12", "p/k", "sara", "ask", "2026-01-12"],
        ["2026-01-13", "p/f", "ana", "block", "2026-01-13"]
    ]);
    assert_eq!(list("decisions", ["id", "owner", "kind", "by"]), decisions);
}

#[test]
fn work_that_could_have_started_tells_the_float_it_used() {
    let plan = "\
milestones:
  done: {duration: 1d, done: 2026-01-02}
  waits: {owner: bo, duration: 3d, depends_on: [done], due: 2026-01-30}
  held: {owner: bo, duration: 3d, depends_on: [waits], due: 2026-02-20}
  soon: {owner: bo, duration: 3d, not_before: 2026-01-07, due: 2026-01-30}
  shut: {owner: bo, duration: 3d, depends_on: [done], blocked: {since: 2026-01-05}, due: 2026-01-30}
  begun: {owner: bo, duration: 3d, depends_on: [done], started: 2026-01-05, due: 2026-01-30}
  unknown: {owner: bo, duration: 3d, due: 2026-01-30}
";
    let week = data("week", "2026-01-07", plan);
    let found = &week["could_have_started"];
    assert_eq!(found.as_array().unwrap().len(), 1, "{found:#}");
    let one = &found[0];
    assert_eq!(
        (&one["id"], &one["since"], &one["float_used_workdays"]),
        (&json!("p/waits"), &json!("2026-01-05"), &json!(2))
    );
    // The engine says the same: as of that day there were two days more.
    let float = |as_of: &str| {
        let schedule = data("schedule", as_of, plan);
        let waits = super::entry(&schedule["programs"][0]["milestones"], "p/waits").clone();
        waits["commitment_float_workdays"].as_i64().unwrap()
    };
    assert_eq!(one["commitment_float_workdays"], float("2026-01-07"));
    assert_eq!(float("2026-01-05") - float("2026-01-07"), 2);
}

#[test]
fn the_gate_of_the_next_working_day_finds_what_is_missed_today() {
    let week = data("week", "2026-01-07", PLAN);
    assert_eq!(week["next_workday"], "2026-01-08");
    let found = week["gate_next_workday"].as_array().unwrap();
    let overdue: Vec<&Value> = found.iter().filter(|one| one["rule"] == "overdue-milestone").collect();
    assert_eq!(overdue.len(), 1, "{found:#?}");
    assert_eq!((&overdue[0]["subject"], &overdue[0]["fails"]), (&json!("p/g"), &json!(true)));
    // From Friday on, Monday is next, and what was due on Friday and Saturday is overdue.
    let week = data("week", "2026-01-09", PLAN);
    assert_eq!(week["next_workday"], "2026-01-12");
    let found = week["gate_next_workday"].as_array().unwrap().iter();
    let overdue: Vec<&str> = found
        .filter(|one| one["rule"] == "overdue-milestone")
        .map(|one| one["subject"].as_str().unwrap())
        .collect();
    assert_eq!(overdue, ["p/d", "p/e"]);
}

#[test]
fn what_may_be_done_is_asked_for_by_nobody() {
    // Its day lies ahead, so it is an error.
    let plan = "milestones:\n  a: {owner: bo, due: 2026-01-08, done: 2026-03-02}\n  b: {owner: bo, due: 2026-01-08}\n";
    assert_eq!(turns(&data("week", "2026-01-07", plan), "ends"), json!([["2026-01-08", [["p/b", true]]]]));
}

#[test]
fn another_week_begins_with_from() {
    let files = [("programs/p.yaml", PLAN)];
    let week = report(&files, &["week", "--from", "2026-01-19"], "2026-01-07");
    assert_eq!(turns(&week, "starts"), json!([["2026-01-20", [["p/far", false]]]]));
    assert_eq!(turns(&week, "ends"), json!([["2026-01-21", [["p/far", false]]]]));
    let refused = support::run(&files, &["week", "--from", "2026-01-06", "--as-of", "2026-01-07"]);
    assert_eq!(refused.status, 2);
    assert!(refused.err.contains("--from 2026-01-06 is not between 2026-01-07"), "{}", refused.err);
}

#[test]
fn the_week_reads_day_by_day() {
    let files = [("programs/p.yaml", PLAN)];
    let told = support::run(&files, &["week", "--as-of", "2026-01-07"]).out.replace('\u{a0}', " ");
    let lines = [
        "Wed 7 Jan, today",
        "  ana  starts    p/d  had to start by 5 Jan: 2wd too late for its own promise",
        "  ana  ends      p/c  was promised 6 Jan, forecast ≥ 7 Jan",
        "  ana  review    p/r  Slow · since 5 Jan",
        "Fri 9 Jan",
        "  ana  is due      p/d  promised, forecast 13 Jan",
        "  bo   must start  p/a  or its own promise of 12 Jan is missed",
        "  sara  decide    p/k  One more counsel · unlocks f",
        "  ana  unblock   p/f  Redlines, waiting on marco",
        "Could have started (1)",
        "  p/b  bo  since 5 Jan · 2wd of float used · 15wd of float to its own promise",
    ];
    for line in lines {
        assert!(told.lines().any(|other| other.trim_end() == line), "{line}\n{told}");
    }
    let empty = [("programs/p.yaml", "milestones:\n  a: {due: 2026-05-29}\n")];
    let told = support::run(&empty, &["week", "--as-of", "2026-01-07"]).out.replace('\u{a0}', " ");
    assert!(told.contains("Wed 7 Jan to Tue 13 Jan: nothing is planned"), "{told}");
    assert!(told.contains("The gate will find nothing new on Thu 8 Jan."), "{told}");
}
