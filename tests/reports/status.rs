//! Who needs a call, in which order, and how programs stand.

use super::{data, entry};
use crate::support;

// Late: firm first though it is the smaller slip; then by days.
#[test]
fn a_missed_firm_promise_comes_first() {
    let plan = "\
milestones:
  big: {duration: 8d, due: 2026-01-06}
  firm: {duration: 3d, due: 2026-01-06, firm: true}
";
    let data = data("status", "2026-01-05", plan);
    let ids: Vec<&str> =
        data["needs_someone"].as_array().unwrap().iter().map(|need| need["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["p/firm", "p/big"]);
}

// c, Ana's, has one day to the program's promise: seven days from the 5th, two of them leave. b, the latest, has three.
#[test]
fn a_thin_milestone_puts_a_program_without_a_named_finish_at_risk() {
    let files = [
        ("programs/tpm.yaml", "owners: {ana: {away: [2026-01-15..2026-01-16]}, bo: {name: Bo}}\n"),
        (
            "programs/p.yaml",
            "\
due: 2026-01-16
milestones:
  b: {owner: bo, duration: 8d}
  c: {owner: ana, duration: 7d}
",
        ),
    ];
    let value = support::json(&files, &["status", "--format", "json", "--as-of", "2026-01-05"]);
    assert_eq!(value["data"]["programs"][0]["health"], "at-risk");
}

#[test]
fn a_date_that_is_only_today_is_not_green_when_the_program_starts_today_too() {
    let plan = "\
start: 2026-01-12
milestones:
  k: {duration: 0d, due: 2026-01-30}
";
    let data = data("schedule", "2026-01-12", plan);
    assert_eq!(data["programs"][0]["milestones"][0]["health"], "unknown");
}

#[test]
fn a_milestone_whose_id_cannot_be_read_leaves_the_program_without_a_forecast() {
    let data = data("status", "2026-01-05", "milestones: {a: {duration: 2d}, Big Thing: {duration: 50d}}");
    let program = entry(&data["programs"], "p");
    assert!(program["forecast_finish"].is_null());
    assert_eq!(program["health"], "unknown");
}

#[test]
fn what_may_be_done_is_not_called_missed() {
    let data =
        data("schedule", "2026-01-05", "milestones: {a: {duration: 2d, due: 2026-01-02, done: 02/01/2026}}");
    let milestone = &data["programs"][0]["milestones"][0];
    assert_eq!((&milestone["overdue_workdays"], &milestone["health"]), (&0.into(), &"unknown".into()));
}

#[test]
fn what_is_done_in_the_future_is_not_done() {
    let plan = "milestones: {a: {duration: 2d, due: 2026-01-30, done: 2026-01-08}}";
    let data = data("schedule", "2026-01-05", plan);
    let milestone = &data["programs"][0]["milestones"][0];
    assert_eq!((&milestone["state"], &milestone["health"]), (&"not-started".into(), &"unknown".into()));
    assert!(milestone["forecast_finish"].is_null());
}

#[test]
fn a_carrier_whose_cause_was_not_asked_for_names_it() {
    let files = [
        ("programs/p.yaml", "milestones: {a: {duration: 5d, due: 2026-01-06}}\n"),
        ("programs/q.yaml", "milestones: {b: {duration: 2d, due: 2026-01-08, depends_on: [p/a]}}\n"),
    ];
    let value = support::json(&files, &["status", "q", "--format", "json", "--as-of", "2026-01-05"]);
    let need = entry(&value["data"]["needs_someone"], "q/b");
    assert_eq!(need["because_of"], "p/a");
    let both = support::json(&files, &["status", "--format", "json", "--as-of", "2026-01-05"]);
    let needs = both["data"]["needs_someone"].as_array().unwrap();
    assert_eq!(needs.len(), 1, "one story, told with its cause");
    assert_eq!(needs[0]["drives"][0], "q/b", "which is where q ends");
}

#[test]
fn a_program_is_not_done_while_a_milestone_of_it_could_not_be_read() {
    let data = data("status", "2026-01-12", "milestones: {a: {duration: 1d, done: 2026-01-06}, Bad Id: {}}");
    assert_eq!(entry(&data["programs"], "p")["health"], "unknown");
}

#[test]
fn a_program_is_not_late_because_its_finish_says_done_in_a_way_that_cannot_be_read() {
    let plan = "\
due: 2026-01-09
finish: a
milestones:
  a: {duration: 1d, due: 2026-01-09, done: 06.01.2026}
";
    assert_eq!(entry(&data("status", "2026-01-12", plan)["programs"], "p")["health"], "unknown");
}

#[test]
fn a_finish_that_names_nothing_has_no_critical_path() {
    let plan = "finish: cutovr\nmilestones: {cutover: {duration: 5d}}\n";
    assert_eq!(data("critical-path", "2026-01-05", plan)["paths"], serde_json::json!([]));
}
