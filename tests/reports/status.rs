//! Who needs a call, in which order, and the health of programs.

use super::{data, entry, report};
use crate::support;

// Late milestones: firm ones first, even with a smaller slip; then by days.
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

// c, Ana's, has one day to the program's promise: seven days from the 5th, two of them leave. b,
// the latest, has three.
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
fn a_date_that_is_only_today_is_unknown_even_at_program_start() {
    let plan = "\
start: 2026-01-12
milestones:
  k: {duration: 0d, due: 2026-01-30}
";
    let data = data("schedule", "2026-01-12", plan);
    assert_eq!(data["programs"][0]["milestones"][0]["health"], "unknown");
}

#[test]
fn an_unreadable_id_leaves_the_program_without_a_forecast() {
    let data = data("status", "2026-01-05", "milestones: {a: {duration: 2d}, Big Thing: {duration: 50d}}");
    let program = entry(&data["programs"], "p");
    assert!(program["forecast_finish"].is_null());
    assert_eq!(program["health"], "at-risk");
}

#[test]
fn an_unreadable_done_is_not_called_missed() {
    let data =
        data("schedule", "2026-01-05", "milestones: {a: {duration: 2d, due: 2026-01-02, done: 02/01/2026}}");
    let milestone = &data["programs"][0]["milestones"][0];
    assert_eq!((&milestone["overdue_workdays"], &milestone["health"]), (&0.into(), &"unknown".into()));
}

#[test]
fn done_in_the_future_does_not_count() {
    let plan = "milestones: {a: {duration: 2d, due: 2026-01-30, done: 2026-01-08}}";
    let data = data("schedule", "2026-01-05", plan);
    let milestone = &data["programs"][0]["milestones"][0];
    assert_eq!((&milestone["state"], &milestone["health"]), (&"not-started".into(), &"unknown".into()));
    assert!(milestone["forecast_finish"].is_null());
}

#[test]
fn a_late_milestone_names_a_cause_that_is_not_selected() {
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

// Held on Tue 8 Sep, a would not let b begin before ana is back on the 17th either: a costs it nothing,
// so b is told by itself.
#[test]
fn a_late_milestone_that_its_cause_costs_nothing_has_a_line() {
    let plan = "milestones:\n  a: {duration: 3w, started: 2026-08-18, progress: 60%, updated: 2026-09-08, due: 2026-09-08}\n  b: {owner: ana, duration: 2w, depends_on: a, due: 2026-09-25}\n";
    let files = [
        ("programs/p.yaml", plan),
        ("programs/tpm.yaml", "owners: {ana: {away: [2026-09-14..2026-09-16]}}\n"),
    ];
    let value = support::json(&files, &["status", "--format", "json", "--as-of", "2026-09-16"]);
    let needs = &value["data"]["needs_someone"];
    assert_eq!(entry(needs, "p/a")["costs"], serde_json::json!([]));
    assert_eq!(entry(needs, "p/b")["problems"][0]["kind"], "late", "{needs:#}");
}

#[test]
fn a_program_with_an_unreadable_milestone_is_not_done() {
    let data = data("status", "2026-01-12", "milestones: {a: {duration: 1d, done: 2026-01-06}, Bad Id: {}}");
    assert_eq!(entry(&data["programs"], "p")["health"], "at-risk");
}

#[test]
fn a_program_with_an_unreadable_done_is_not_late() {
    let plan = "\
due: 2026-01-09
finish: a
milestones:
  a: {duration: 1d, due: 2026-01-09, done: 06.01.2026}
";
    assert_eq!(entry(&data("status", "2026-01-12", plan)["programs"], "p")["health"], "at-risk");
}

#[test]
fn an_unknown_finish_has_no_critical_path() {
    let plan = "finish: cutovr\nmilestones: {cutover: {duration: 5d}}\n";
    assert_eq!(data("critical-path", "2026-01-05", plan)["targets"], serde_json::json!([]));
}

fn text(files: &[(&str, &str)], as_of: &str) -> String {
    support::run(files, &["status", "--as-of", as_of]).out
}

// Two slots are left, 6 and 13 January; audit takes three days.
#[test]
fn a_calendar_without_days_left_is_shown_with_successors() {
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

// a is unreadable, b and c wait for each other, d waits for both: d is listed with a, the smaller
// id.
#[test]
fn unreadable_and_cyclic_milestones_are_their_own_reason() {
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

// p keeps its promise; a does not. The finish of s is in time for the program, but three days late
// for the bank. q is at risk because its only milestone ends on the promised day.
#[test]
fn a_program_names_the_milestone_that_makes_it_late_or_at_risk() {
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
        "▲ at risk  q  a promised 9 Jan → 9 Jan · a: no room, needs 2  ",
        "✗ late     r  z promised 27 Mar → 5 Jan · a (firm) missed 2 Jan by 1wd ",
    ] {
        assert!(text.contains(told), "no {told:?} in\n{text}");
    }
}

// Each finish promised something for another day than its program did, or its program nothing.
// audit: a window from Mon 11 through Fri 22 January 2027, on its own day, five days before the
// program's. y: Fri 27 November to Thu 3 December, two days late, and firm.
#[test]
fn a_finish_shows_its_own_promise_beside_its_programs() {
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
