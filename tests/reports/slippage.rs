//! Slippage: what is late, by how much, and whose slip it is. The plans of `cases::slip` go further.

use super::{data, entry};
use crate::support;
use serde_json::json;

// build 4w: 5..30 Jan; test 2w: 2..13 Feb; cutover 3d: 16..18 Feb. The program promised 6 Feb: 9 to
// 13 Feb are five days late, 16 to 18 three more. Nobody is late: it never fitted.
#[test]
fn a_finish_without_a_promise_uses_its_programs() {
    let plan = "\
due: 2026-02-06
finish: cutover
milestones:
  build: {duration: 4w}
  test: {duration: 2w, depends_on: build}
  cutover: {duration: 3d, depends_on: test}
";
    let data = data("slippage", "2026-01-05", plan);
    let late = entry(&data["milestones"], "p/cutover");
    assert_eq!((&late["lateness_workdays"], &late["original_due"]), (&8.into(), &"2026-02-06".into()));
    assert_eq!((&late["never_fitted_workdays"], &late["never_fitted_needs"]), (&8.into(), &"p/test".into()));
}

// a: 5..9 Jan against Wed 7: 2 late, as it could have begun in December. b: 12..14 against Mon 12: 2
// late, all of it carried. c: 15..19 against Wed 14: 15, 16, 19 = 3 late; held, b is done on Mon 12
// and c on Thu 15, so 1 never fitted and 2 are a's.
#[test]
fn what_never_fitted_is_taken_off_before_slip_is_carried() {
    let plan = "\
start: 2025-12-22
milestones:
  a: {duration: 5d, due: 2026-01-07}
  b: {duration: 3d, due: 2026-01-12, depends_on: a}
  c: {duration: 3d, due: 2026-01-14, depends_on: b}
";
    let data = data("slippage", "2026-01-05", plan);
    let told = |id: &str| {
        let late = entry(&data["milestones"], id);
        ["lateness", "own", "carried", "never_fitted"]
            .map(|key| late[format!("{key}_workdays")].as_i64().unwrap())
    };
    assert_eq!(told("p/a"), [2, 2, 0, 0]);
    assert_eq!(told("p/b"), [2, 0, 2, 0]);
    assert_eq!(told("p/c"), [3, 0, 2, 1]);
    let causes = &entry(&data["milestones"], "p/c")["causes"];
    assert_eq!((causes.as_array().unwrap().len(), &causes[0]["milestone"]), (1, &"p/a".into()));
}

// a was done on Tue 6; ten working days after it end on Tue 20, so b could not have started before
// the 21st: it never fitted. c could have run on 7 and 8.
#[test]
fn work_that_waits_for_a_lag_is_not_a_late_start() {
    let plan = "\
milestones:
  a: {duration: 1d, done: 2026-01-06}
  b: {duration: 2d, depends_on: a +10d, due: 2026-01-14}
  c: {duration: 2d, depends_on: a, due: 2026-01-12}
";
    let data = data("slippage", "2026-01-12", plan);
    assert_eq!(entry(&data["milestones"], "p/b")["own_because"], json!(null));
    assert_eq!(entry(&data["milestones"], "p/c")["own_because"], "late-start");
}

#[test]
fn the_original_promise_is_the_first_that_was_moved() {
    let plan = "\
milestones:
  a: {duration: 5d, due: 2026-01-08, moved: [{from: 2026-01-06}, {from: 2026-01-07}]}
  d: {duration: 10d, moved: [{from: 2026-01-05}]}
";
    let data = data("slippage", "2026-01-05", plan);
    let a = entry(&data["milestones"], "p/a");
    assert_eq!((&a["original_due"], &a["promise_moved_workdays"]), (&"2026-01-06".into(), &2.into()));
    assert_eq!(a["lateness_workdays"], 3);
    assert!(entry(&data["milestones"], "p/d")["due"].is_null(), "nothing is promised any more");
}

// a: 5..9 Jan, and could have begun in December. First promised for Tue 6, now for Thu 8, planned
// for Wed 7 when the baseline was taken: 7, 8, 9 = 3 late against the first promise, 9 = 1 against
// the current one, 8, 9 = 2 against the baseline. b: 12..14, with no promise, planned for Mon 12:
// 13, 14 = 2 late, carried from a. c, the finish: 15..16, promised by the program for Thu 15: 1
// late; first for Wed 14: 2 late. Held there, a on Tue 6 and b on Fri 9 let it be done on Tue 13: it is
// carried three days, one of them room. It has no baseline.
const MEASURED: &str = "\
start: 2025-12-22
due: 2026-01-15
moved: [{from: 2026-01-14}]
finish: c
milestones:
  a: {duration: 5d, due: 2026-01-08, moved: [{from: 2026-01-06}], baseline: 2026-01-07}
  b: {duration: 3d, depends_on: a, baseline: 2026-01-12}
  c: {duration: 2d, depends_on: b}
";

fn measured(against: &str) -> serde_json::Value {
    let arguments = ["slippage", "--against", against, "--format", "json", "--as-of", "2026-01-05"];
    support::json(&[("programs/p.yaml", MEASURED)], &arguments)["data"].clone()
}

/// Returns id, reference, lateness, own and carried days of each late milestone.
fn told(data: &serde_json::Value) -> serde_json::Value {
    let late = data["milestones"].as_array().unwrap().iter();
    let keys = ["id", "reference", "lateness_workdays", "own_workdays", "carried_workdays"];
    late.map(|late| keys.iter().map(|key| late[key].clone()).collect::<serde_json::Value>()).collect()
}

#[test]
fn the_reference_can_be_chosen() {
    let data = measured("original");
    assert_eq!(
        (&data["against"], &data["without_reference"], told(&data)),
        (
            &json!("original-promise"),
            &json!(1),
            json!([["p/a", "2026-01-06", 3, 3, 0], ["p/c", "2026-01-14", 2, 0, 3]])
        )
    );
    let data = measured("due");
    assert_eq!(
        (&data["against"], &data["without_reference"], told(&data)),
        (&json!("due"), &json!(1), json!([["p/a", "2026-01-08", 1, 1, 0], ["p/c", "2026-01-15", 1, 0, 1]]))
    );
    let data = measured("baseline");
    assert_eq!(
        (&data["against"], &data["without_reference"], told(&data)),
        (
            &json!("baseline"),
            &json!(1),
            json!([["p/a", "2026-01-07", 2, 2, 0], ["p/b", "2026-01-12", 2, 0, 2]])
        )
    );
    assert_eq!(
        (
            &data["milestones"][0]["original_due"],
            &data["milestones"][0]["due"],
            &data["milestones"][0]["baseline"]
        ),
        (&json!("2026-01-06"), &json!("2026-01-08"), &json!("2026-01-07"))
    );
}

#[test]
fn milestones_without_a_baseline_are_counted() {
    let run = |plan| support::run(&[("programs/p.yaml", plan)], &["slippage", "--against", "baseline"]).out;
    let text = run(MEASURED);
    assert!(text.contains("2 milestones late against the baseline · 1 milestone has no baseline"), "{text}");
    assert!(!text.contains("first promised") && !text.contains("moved"), "{text}");
    let text = run("milestones: {a: {duration: 1d}, b: {duration: 1d}}");
    assert!(
        text.contains(
            "nothing that can be measured is late against the baseline · 2 milestones have no baseline"
        ),
        "{text}"
    );
}

// a, of ana: 5..9 against Wed 7: 2 late, her own. b, of bo, in her team: 12..14 against Mon 12: 2
// late, hers. c, of bo: 15..19 against Wed 14: 15, 16, 19 = 3 late: 1 never fitted, as b held is
// done on the 12th and c on the 15th, 2 are hers. d, of nobody: 5..6 against Mon 5: 1. e, of ana,
// was first promised for Tue 20, then for Fri 2: it is missed by a day, Mon 5.
#[test]
fn slips_are_counted_by_owner_and_team() {
    let shared = "owners: {ana: {team: core}, bo: {team: core}, cy: {team: web}}\n";
    let plan = "\
start: 2025-12-22
milestones:
  a: {owner: ana, duration: 5d, due: 2026-01-07}
  b: {owner: bo, duration: 3d, due: 2026-01-12, depends_on: a}
  c: {owner: bo, duration: 3d, due: 2026-01-14, depends_on: b}
  d: {duration: 2d, due: 2026-01-05}
  e: {owner: ana, duration: 1d, due: 2026-01-02, moved: [{from: 2026-01-20}]}
  f: {owner: cy, duration: 1d, due: 2026-01-20}
";
    let files = [("programs/tpm.yaml", shared), ("programs/p.yaml", plan)];
    let data = &support::json(&files, &["slippage", "--format", "json", "--as-of", "2026-01-05"])["data"];
    // It is early against its first promise, and measured at the one that it missed.
    let e = entry(&data["milestones"], "p/e");
    assert_eq!((&e["reference"], &e["own_workdays"]), (&"2026-01-02".into(), &1.into()));
    let share = |key: &str, name: Option<&str>, own: i32, most: i32, promises: usize| json!({key: name, "own_workdays": own, "most_on_one_promise_workdays": most, "promises": promises});
    assert_eq!(
        data["by_owner"],
        json!([share("owner", Some("ana"), 3, 2, 4), share("owner", None, 1, 1, 1)])
    );
    assert_eq!(data["by_team"], json!([share("team", Some("core"), 3, 2, 4), share("team", None, 1, 1, 1)]));
    let text = support::run(&files, &["slippage", "--as-of", "2026-01-05"]).out;
    assert!(text.contains("By owner") && text.contains("By team"), "{text}");
    let alone = support::run(&files, &["slippage", "p/a", "--as-of", "2026-01-05"]).out;
    assert!(!alone.contains("By owner") && !alone.contains("By team"), "{alone}");
}

// As of Wed 14. z was done on Fri 9, 3 late (7 8 9): its own. a took the two days after it that it
// was planned for, 12 and 13, 3 late (9 12 13), and b follows, 14 15, 3 late (13 14 15): all of it
// from z.
#[test]
fn what_was_done_late_is_a_cause_too() {
    let plan = "\
milestones:
  z: {duration: 2d, due: 2026-01-06, done: 2026-01-09}
  a: {duration: 2d, depends_on: z, due: 2026-01-08, started: 2026-01-12, done: 2026-01-13}
  b: {duration: 2d, depends_on: a, due: 2026-01-12}
";
    let data = data("slippage", "2026-01-14", plan);
    for (id, own, carried) in [("p/z", 3, 0), ("p/a", 0, 3), ("p/b", 0, 3)] {
        let late = entry(&data["milestones"], id);
        assert_eq!(
            (&late["own_workdays"], &late["carried_workdays"]),
            (&own.into(), &carried.into()),
            "{id}"
        );
        assert_eq!(late["causes"][0]["milestone"], "p/z", "{id}");
    }
    assert_eq!(entry(&data["milestones"], "p/z")["own_because"], "done-late");
}

/// Returns the text of `tpm slippage` over a plan.
fn text(plan: &str, as_of: &str) -> String {
    let out = support::run(&[("programs/p.yaml", plan)], &["slippage", "--as-of", as_of]).out;
    out.replace('\u{a0}', " ")
}

// `build` could begin on Mon 10 Aug and began on the 11th. 30 % of four weeks, 6 days, are left after
// Fri 11 Sep: it ends on Mon 21, eight days after Wed 9. One of them is the late start.
#[test]
fn a_day_of_late_start_is_not_blamed_for_the_days_that_the_work_took() {
    let plan = |started: &str| {
        format!(
            "milestones:
  first: {{duration: 1w, started: 2026-08-03, done: 2026-08-07}}
  build: {{owner: bo, duration: 4w, depends_on: first, started: {started}, progress: 70%, updated: 2026-09-11, due: 2026-09-09}}
owner: bo
"
        )
    };
    let late = text(&plan("2026-08-11"), "2026-09-14");
    assert!(late.contains("8wd  bo 8 (late start, then took longer)"), "{late}");
    let in_time = text(&plan("2026-08-10"), "2026-09-14");
    assert!(in_time.contains("8wd  bo 8 (took longer)"), "{in_time}");
}

// pay stands at Fri 2 Oct, a week before its promise, and cert at Fri 16, 4 days after its own.
#[test]
fn an_input_that_stands_before_its_promise_is_named_with_the_day_that_counts() {
    let plan = "\
milestones:
  pay: {duration: 3w, due: 2026-10-09}
  cert: {duration: 2w, depends_on: pay, due: 2026-10-12}
";
    let told = text(plan, "2026-09-14");
    assert!(told.contains("never fitted 4: needs pay, promised 9 Oct, 2 Oct at best"), "{told}");
}
