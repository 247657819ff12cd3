//! The id of a program alone: its finish.

use super::{milestone, schedule};
use crate::support;
use serde_json::Value;

/// Returns the early start of `checkout/cutover`, which waits for something, beside a program
/// `search`.
#[track_caller]
fn start(waits_for: &str, search: &str) -> Value {
    let checkout = format!("milestones:\n  cutover: {{duration: 1d, depends_on: {waits_for}}}\n");
    let schedule = schedule(&[("checkout.yaml", &checkout), ("search.yaml", search)], "2026-01-05");
    milestone(&schedule, "checkout/cutover")["early_start"].clone()
}

// build: 5..9; launch stands on Fri 9>; after: 12 13. FS +2d: 12 13, so Wed 14. SS: from where
// launch stands.
#[test]
fn the_milestone_that_a_program_names_is_its_finish() {
    let search = "\
finish: launch
milestones:
  build: {duration: 5d}
  launch: {duration: 0d, depends_on: build}
  after: {duration: 2d, depends_on: build}
";
    assert_eq!(start("search", search), "2026-01-12");
    assert_eq!(start("search +2d", search), "2026-01-14");
    assert_eq!(start("[search SS]", search), "2026-01-12");
}

// a: 5..9. b, from its start: 5 6 7. c: 8. The latest is a, although b is the last that something
// waits for. With d, from the start of a and two days longer, it is d: Tue 13>.
#[test]
fn else_it_is_the_latest_of_its_milestones() {
    let search = "\
milestones:
  a: {duration: 5d}
  b: {duration: 3d, depends_on: a SS}
  c: {duration: 1d, depends_on: b}
";
    assert_eq!(start("search", search), "2026-01-12");
    assert_eq!(start("search", &format!("{search}  d: {{duration: 7d, depends_on: a SS}}\n")), "2026-01-14");
    // What is cancelled is no finish: a, b and c are left.
    let gone = format!("{search}  gone: {{duration: 30d, cancelled: {{on: 2026-01-02}}}}\n");
    assert_eq!(start("search", &gone), "2026-01-12");
}

// done is over, out of sequence, while a, which it waited for, is not: a is the latest, Fri 9>.
#[test]
fn what_was_done_out_of_sequence_ends_nothing() {
    let search = "\
milestones:
  a: {duration: 5d}
  done: {duration: 1d, done: 2026-01-02, depends_on: a}
";
    assert_eq!(start("search", search), "2026-01-12");
}

// checkout/search: 5 6. It is the one that is meant.
#[test]
fn a_milestone_wins_inside_its_own_program() {
    let checkout = "\
milestones:
  search: {duration: 2d}
  cutover: {duration: 1d, depends_on: search}
";
    let search = "milestones:\n  launch: {duration: 5d}\n";
    let schedule = schedule(&[("checkout.yaml", checkout), ("search.yaml", search)], "2026-01-05");
    assert_eq!(milestone(&schedule, "checkout/cutover")["early_start"], "2026-01-07");
}

// As long as one of search's milestones has no date, nobody knows its finish: one with an error,
// also before one that was done; two that wait for each other.
#[test]
fn a_program_without_a_finish_is_unknown_where_one_of_its_milestones_is() {
    for search in [
        "milestones:\n  a: {duration: 3x}\n  b: {duration: 1d}\n",
        "milestones:\n  a: {duration: 3x}\n  b: {duration: 1d, done: 2026-01-02, depends_on: a}\n",
        "milestones:\n  a: {duration: 1d, depends_on: b}\n  b: {duration: 1d, depends_on: a}\n  c: {duration: 1d}\n",
        "finish: launch\nmilestones:\n  a: {duration: 1d}\n",
        "milestones: {}\n",
    ] {
        assert_eq!(start("search", search), Value::Null, "{search}");
    }
    // A finish that is named is known.
    assert_eq!(
        start("search", "finish: b\nmilestones:\n  a: {duration: 3x}\n  b: {duration: 1d}\n"),
        "2026-01-06"
    );
}

#[test]
fn programs_that_wait_for_each_other_are_on_a_cycle() {
    let files = [
        ("programs/checkout.yaml", "milestones:\n  cutover: {duration: 1d, depends_on: search}\n"),
        (
            "programs/search.yaml",
            "milestones:\n  index: {duration: 1d}\n  launch: {duration: 1d, depends_on: [index, checkout]}\n",
        ),
    ];
    let said = support::run(&files, &["check"]).out;
    assert!(said.contains("[dependency-cycle]"), "{said}");
}

// search ends with launch, Fri 9>; docs are done a day before. The risk is one of launch only, and
// of what it names besides.
#[test]
fn a_risk_may_threaten_the_finish_of_another_program() {
    let checkout = "\
milestones:
  cutover: {duration: 1d}
risks:
  one: {probability: 50%, impact: 5d, affects: [search, cutover]}
  own: {probability: 50%, impact: 5d, affects: checkout}
";
    let launch = "  launch: {duration: 5d}\n  docs: {duration: 4d}\n";
    for search in [format!("milestones:\n{launch}"), format!("finish: launch\nmilestones:\n{launch}")] {
        let files = [("programs/checkout.yaml", checkout), ("programs/search.yaml", search.as_str())];
        let risks = support::json(&files, &["risks", "--format", "json", "--as-of", "2026-01-05"]);
        let targets = |id: &str| {
            let mut risks = risks["data"]["risks"].as_array().unwrap().iter();
            let risk = risks.find(|risk| risk["id"] == id).unwrap();
            let affects = risk["affects"].as_array().unwrap().iter();
            let mut ids: Vec<&str> = affects.map(|id| id.as_str().unwrap()).collect();
            ids.sort_unstable();
            ids
        };
        assert_eq!(targets("checkout/one"), ["checkout/cutover", "search/launch"]);
        assert_eq!(targets("checkout/own"), ["checkout/cutover"]);
    }
}
