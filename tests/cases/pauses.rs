//! Days on which one milestone alone is not worked on.

use super::{milestone, schedule};
use crate::support;
use serde_json::json;

// paused: 5 6, Wed 7 and Thu 8 are paused, 9, the weekend, 12 13. other: 5..9.
const PLAN: &str = "\
milestones:
  paused: {owner: bo, duration: 5d, due: 2026-01-08, pauses: [2026-01-07..2026-01-08, 2026-01-10]}
  other: {owner: bo, duration: 5d}
";

#[test]
fn a_pause_stops_one_milestone_and_not_its_owner() {
    let schedule = schedule(&[("p.yaml", PLAN)], "2026-01-05");
    assert_eq!(milestone(&schedule, "p/paused")["early_finish"], "2026-01-13");
    assert_eq!(milestone(&schedule, "p/other")["early_finish"], "2026-01-09");
}

// a: 5. +2d are Tue 6 and Wed 7, although b is paused on Wed 7: waiting is not work. b: 8 9.
#[test]
fn a_lag_runs_through_the_pauses_of_what_waits() {
    let plan = "\
milestones:
  a: {duration: 1d}
  b: {duration: 2d, depends_on: a +2d, pauses: 2026-01-07}
";
    let schedule = schedule(&[("p.yaml", plan)], "2026-01-05");
    let b = milestone(&schedule, "p/b");
    assert_eq!((&b["early_start"], &b["early_finish"]), (&"2026-01-08".into(), &"2026-01-09".into()));
}

// The weekend is not in it: only Wed 7 and Thu 8 are days that would be worked.
#[test]
fn reports_say_that_it_is_paused() {
    let files = [("programs/p.yaml", PLAN)];
    let why = support::json(&files, &["why", "p/paused", "--format", "json", "--as-of", "2026-01-05"]);
    assert_eq!(
        why["data"]["hops"][0]["days_off_inside"],
        json!([{"first": "2026-01-07", "last": "2026-01-08", "workdays": 2, "because": "pause", "name": null}])
    );
    let said =
        |arguments: &[&str]| support::run(&files, &[arguments, &["--as-of", "2026-01-05"]].concat()).out;
    assert!(said(&["why", "p/paused"]).contains("7 Jan–8 Jan paused"), "{}", said(&["why", "p/paused"]));
    assert!(said(&["critical-path"]).contains("2wd pause"), "{}", said(&["critical-path"]));
    let gate = said(&["check"]);
    assert!(gate.contains("[due-on-day-off]") && gate.contains("on which it is paused"), "{gate}");
}
