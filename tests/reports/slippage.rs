//! Slippage: causes and who carries them.

use super::{data, entry};
use crate::support;
use serde_json::json;

// build 4w: 5..30 Jan; test 2w: 2..13 Feb; cutover 3d: 16..18 Feb. The program promised 6 Feb: 9 to
// 13 Feb are five days late, 16 to 18 three more.
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
    let slip = entry(&data["slips"], "p/cutover");
    assert_eq!((&slip["finish_variance_workdays"], &slip["original_due"]), (&8.into(), &"2026-02-06".into()));
}

// a: 5..9 Jan against Wed 7: 2 late. b: 12..14 against Mon 12: 2 late, all of it carried. c: 15..19
// against Wed 14: 15, 16, 19 = 3 late, 2 carried and 1 its own.
#[test]
fn the_smaller_of_two_slips_is_carried_and_the_rest_is_own() {
    let plan = "\
milestones:
  a: {duration: 5d, due: 2026-01-07}
  b: {duration: 3d, due: 2026-01-12, depends_on: a}
  c: {duration: 3d, due: 2026-01-14, depends_on: b}
";
    let data = data("slippage", "2026-01-05", plan);
    let told = |id: &str| {
        let slip = entry(&data["slips"], id);
        [&slip["finish_variance_workdays"], &slip["carried_workdays"], &slip["own_workdays"]]
            .map(|n| n.as_i64().unwrap())
    };
    assert_eq!(told("p/a"), [2, 0, 2]);
    assert_eq!(told("p/b"), [2, 2, 0]);
    assert_eq!(told("p/c"), [3, 2, 1]);
    assert_eq!(
        (&data["slips"][2]["cause"], &data["slips"][2]["carried_from"]),
        (&"p/a".into(), &"p/b".into())
    );
}

// a was done on Tue 6; ten working days after it end on Tue 20, so b could not have started before
// the 21st.
#[test]
fn work_that_waits_for_a_lag_is_not_a_late_start() {
    let plan = "\
milestones:
  a: {duration: 1d, done: 2026-01-06}
  b: {duration: 2d, depends_on: a +10d, due: 2026-01-14}
  c: {duration: 2d, depends_on: a, due: 2026-01-12}
";
    let data = data("slippage", "2026-01-12", plan);
    assert_eq!(entry(&data["slips"], "p/b")["late_start"], false);
    assert_eq!(entry(&data["slips"], "p/c")["late_start"], true);
}

#[test]
fn the_original_promise_is_the_first_that_was_moved() {
    let plan = "\
milestones:
  a: {duration: 5d, due: 2026-01-08, moved: [{from: 2026-01-06}, {from: 2026-01-07}]}
  d: {duration: 10d, moved: [{from: 2026-01-05}]}
";
    let data = data("slippage", "2026-01-05", plan);
    let a = entry(&data["slips"], "p/a");
    assert_eq!((&a["original_due"], &a["promise_moved_workdays"]), (&"2026-01-06".into(), &2.into()));
    assert_eq!(a["finish_variance_workdays"], 3);
    assert!(entry(&data["slips"], "p/d")["due"].is_null(), "nothing is promised any more");
}

// a: 5..9 Jan. First promised for Tue 6, now for Thu 8, planned for Wed 7 when the baseline was
// taken: 7, 8, 9 = 3 late against the first promise, 9 = 1 against the current one, 8, 9 = 2
// against the baseline. b: 12..14, with no promise, planned for Mon 12: 13, 14 = 2 late, carried
// from a. c, the finish: 15..16, promised by the program for Thu 15: 1 late; first for Wed 14: 2
// late. It has no baseline.
const MEASURED: &str = "\
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

/// Returns id, reference, variance, own and carried of each slip.
fn told(data: &serde_json::Value) -> serde_json::Value {
    let slips = data["slips"].as_array().unwrap().iter();
    let keys = ["id", "reference", "finish_variance_workdays", "own_workdays", "carried_workdays"];
    slips.map(|slip| keys.iter().map(|key| slip[key].clone()).collect::<serde_json::Value>()).collect()
}

#[test]
fn the_reference_can_be_chosen() {
    let data = measured("original");
    assert_eq!(
        (&data["against"], &data["without_reference"], told(&data)),
        (
            &json!("original-promise"),
            &json!(1),
            json!([["p/a", "2026-01-06", 3, 3, 0], ["p/c", "2026-01-14", 2, 0, 2]])
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
        (&data["slips"][0]["original_due"], &data["slips"][0]["due"], &data["slips"][0]["baseline"]),
        (&json!("2026-01-06"), &json!("2026-01-08"), &json!("2026-01-07"))
    );
}

#[test]
fn milestones_without_a_baseline_are_counted() {
    let run = |plan| support::run(&[("programs/p.yaml", plan)], &["slippage", "--against", "baseline"]).out;
    let text = run(MEASURED);
    assert!(
        text.contains("2 milestones late against the baseline, from 1 cause · 1 has no baseline"),
        "{text}"
    );
    assert!(!text.contains("first promised") && !text.contains("moved"), "{text}");
    let text = run("milestones: {a: {duration: 1d}, b: {duration: 1d}}");
    assert!(
        text.contains("nothing that can be measured is late against the baseline · 2 have no baseline"),
        "{text}"
    );
}

// a, of ana: 5..9 against Wed 7: 2 late, her own. b, of bo, in her team: 12..14 against Mon 12: 2
// late, carried.
// c, of bo: 15..19 against Wed 14: 15, 16, 19 = 3 late, 2 carried and 1 his own. d, of nobody: 5..6
// against Mon 5: 1.
// e, of ana, was first promised for Tue 20, then for Fri 2: it is missed, and Mon 5 is eleven days
// before the 20th.
#[test]
fn own_and_carried_days_are_summed_by_owner_and_team() {
    let shared = "owners: {ana: {team: core}, bo: {team: core}, cy: {team: web}}\n";
    let plan = "\
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
    // e is overdue, and early against its first promise: that makes up for nothing.
    assert_eq!(entry(&data["slips"], "p/e")["own_workdays"], -11);
    assert_eq!(
        data["by_owner"],
        json!([
            {"owner": "ana", "late": 2, "own_workdays": 2, "carried_workdays": 0},
            {"owner": "bo", "late": 2, "own_workdays": 1, "carried_workdays": 4},
            {"owner": null, "late": 1, "own_workdays": 1, "carried_workdays": 0},
        ])
    );
    assert_eq!(
        data["by_team"],
        json!([
            {"team": "core", "late": 4, "own_workdays": 3, "carried_workdays": 4},
            {"team": null, "late": 1, "own_workdays": 1, "carried_workdays": 0},
        ])
    );
    let text = support::run(&files, &["slippage", "--as-of", "2026-01-05"]).out;
    assert!(text.contains("By owner") && text.contains("By team"), "{text}");
    let alone = support::run(&files, &["slippage", "p/a", "--as-of", "2026-01-05"]).out;
    assert!(!alone.contains("By owner") && !alone.contains("By team"), "{alone}");
}

// As of Wed 14. z was done on Fri 9, 3 late (7 8 9); a began on Mon 12 and was done on Tue 13, 3
// late (9 12 13). When a began is a fact that nothing drives: its slip is its own. b follows, 14
// 15, 3 late (13 14 15), all of it from a.
#[test]
fn done_milestones_carry_nothing() {
    let plan = "\
milestones:
  z: {duration: 2d, due: 2026-01-06, done: 2026-01-09}
  a: {duration: 2d, depends_on: z, due: 2026-01-08, started: 2026-01-12, done: 2026-01-13}
  b: {duration: 2d, depends_on: a, due: 2026-01-12}
";
    let data = data("slippage", "2026-01-14", plan);
    let told = |id: &str| {
        let slip = entry(&data["slips"], id);
        ["finish_variance_workdays", "carried_workdays", "own_workdays", "cause"].map(|key| slip[key].clone())
    };
    assert_eq!(told("p/z"), [json!(3), json!(0), json!(3), json!("p/z")]);
    assert_eq!(told("p/a"), [json!(3), json!(0), json!(3), json!("p/a")]);
    assert_eq!(told("p/b"), [json!(3), json!(3), json!(0), json!("p/a")]);
}
