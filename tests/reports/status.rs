//! Who needs a call, in which order, and how programs stand.

use super::{data, entry, report};
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

fn text(files: &[(&str, &str)], as_of: &str) -> String {
    support::run(files, &["status", "--as-of", as_of]).out
}

// Two slots are left, 6 and 13 January; audit takes three days.
#[test]
fn what_has_no_working_day_left_is_told_with_what_waits_for_it() {
    let files = [
        ("programs/tpm.yaml", "calendars: {slots: {week: [], workdays: [2026-01-06, 2026-01-13]}}\n"),
        (
            "programs/p.yaml",
            "\
milestones:
  audit: {owner: bo, duration: 3d, calendar: slots}
  report: {owner: ana, duration: 1w, depends_on: [audit]}
  party: {owner: ana, duration: 1d, depends_on: [report]}
  other: {owner: ana, duration: 1d}
",
        ),
    ];
    let data = report(&files, &["status"], "2026-01-05");
    assert_eq!(data["undated"], 3);
    let undated = entry(&data["without_date"], "p/audit");
    assert_eq!(undated["undated_because"], "its calendar `slots` has no working day after 13 Jan");
    assert_eq!(undated["leaves_undated"], serde_json::json!(["p/party", "p/report"]));
    assert_eq!(data["without_date"].as_array().unwrap().len(), 1, "what waits is told there");
    let text = text(&files, "2026-01-05");
    let line = "    p/audit  bo  its calendar `slots` has no working day after 13 Jan · leaves party and report without one\n";
    assert!(text.contains(&format!("Without a date (3)\n{line}")), "{text}");
}

// a cannot be read, b and c wait for each other, d for both: it is told with a, whose id is the smaller one.
#[test]
fn what_cannot_be_read_and_what_waits_for_itself_have_reasons_of_their_own() {
    let plan = "\
milestones:
  a: {duration: 3x, due: 2026-01-02}
  b: {duration: 1d, depends_on: [c]}
  c: {duration: 1d, depends_on: [b]}
  d: {duration: 1d, depends_on: [c, a]}
";
    let list = data("status", "2026-01-05", plan)["without_date"].clone();
    let told: Vec<(&str, usize)> = list
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| (entry["id"].as_str().unwrap(), entry["leaves_undated"].as_array().unwrap().len()))
        .collect();
    assert_eq!(told, [("p/a", 1), ("p/b", 0), ("p/c", 0)]);
    assert!(list.as_array().unwrap().iter().all(|entry| entry["by_error"] == true));
    let text = text(&[("programs/p.yaml", plan)], "2026-01-05");
    assert!(text.contains("missed 2 Jan by 1wd, now without a date"), "{text}");
    assert!(!text.contains("Without a date ("), "the errors on top say why\n{text}");
}

// p keeps its promise; a does not. The finish of s is in time for the program, and three days late for the bank. q is at risk by its own float, which its line tells: nothing more is said.
#[test]
fn a_program_is_told_with_the_milestone_for_whose_sake_it_is_late_or_at_risk() {
    let files = [
        (
            "programs/p.yaml",
            "due: 2026-03-27\nfinish: z\nmilestones: {a: {duration: 5d, due: 2026-01-06}, z: {duration: 1d}}\n",
        ),
        ("programs/q.yaml", "due: 2026-01-09\nmilestones: {a: {duration: 5d}}\n"),
        (
            "programs/r.yaml",
            "due: 2026-03-27\nfinish: z\nmilestones: {a: {duration: 0d, due: 2026-01-02, firm: true}, z: {duration: 1d}}\n",
        ),
        (
            "programs/s.yaml",
            "due: 2026-03-27\nmilestones: {z: {duration: 5d, due: 2026-01-06, firm: true, promised_to: BigBank}}\n",
        ),
    ];
    let text = text(&files, "2026-01-05");
    for told in [
        "✗ late     s  z promised 27 Mar → 9 Jan · z (firm, BigBank) promised 6 Jan, 3wd late  55wd early ",
        "▲ at risk  p  z promised 27 Mar → 5 Jan · a promised 6 Jan, 3wd late ",
        "▲ at risk  q  a promised 9 Jan → 9 Jan  ",
        "✗ late     r  z promised 27 Mar → 5 Jan · a (firm) missed 2 Jan by 1wd ",
    ] {
        assert!(text.contains(told), "no {told:?} in\n{text}");
    }
}

// Each finish promised something for another day than its program did, or its program nothing. audit: a window from Mon 11 through Fri 22
// January 2027, on its own day, five days before the program's. y: Fri 27 November to Thu 3 December, two days late, and firm.
#[test]
fn the_promise_of_the_finish_itself_is_told_beside_that_of_its_program() {
    let files = [
        (
            "programs/a.yaml",
            "due: 2027-01-29\nfinish: audit\nmilestones: {audit: {start: 2027-01-11, due: 2027-01-22, firm: true, promised_to: Nordbank}}\n",
        ),
        ("programs/b.yaml", "milestones: {y: {duration: 5d, due: 2026-12-01, firm: true}}\n"),
        (
            "programs/c.yaml",
            "finish: y\nmilestones: {x: {duration: 3d, due: 2026-11-27}, y: {duration: 1d, depends_on: x, due: 2026-12-04}}\n",
        ),
        ("programs/d.yaml", "milestones: {y: {duration: 5d}}\n"),
    ];
    let run = |words: &[&str]| support::run(&files, &[words, &["--as-of", "2026-11-27"]].concat()).out;
    let status = run(&["status"]);
    for told in [
        "b  no promise of its own, forecast 3 Dec · y (firm) promised 1 Dec, 2wd late ",
        "c  no promise of its own, forecast 2 Dec · y promised 4 Dec, 2wd early · x promised 27 Nov, 2wd late ",
        "d  no promise of its own, forecast 3 Dec  ",
    ] {
        assert!(status.contains(told), "no {told:?} in\n{status}");
    }
    let alone = run(&["status", "a"]);
    assert!(alone.contains("promised 29 Jan 2027 → 22 Jan 2027 · audit (firm, Nordbank) promised 22 Jan 2027, on time  5wd early"), "{alone}");
    let path = run(&["critical-path", "a"]);
    assert!(
        path.contains(
            "forecast 22 Jan 2027, promised 29 Jan 2027: 5wd early, firmly promised 22 Jan 2027: on time"
        ),
        "{path}"
    );
    assert!(run(&["critical-path", "c"]).contains("forecast 2 Dec, itself promised 4 Dec: 2wd early"));
    assert!(run(&["why", "a/audit"]).contains("if audit had no `start`"));
}
