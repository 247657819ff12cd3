//! Causes and carriers.

use super::{data, entry};

// build 4w: 5..30 Jan; test 2w: 2..13 Feb; cutover 3d: 16..18 Feb. The program promised 6 Feb: 9 to 13 Feb are five
// days late, 16 to 18 three more.
#[test]
fn a_finish_without_a_promise_is_measured_at_its_programs() {
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

// a: 5..9 Jan against Wed 7: 2 late. b: 12..14 against Mon 12: 2 late, all of it carried. c: 15..19 against Wed 14:
// 15, 16, 19 = 3 late, 2 carried and 1 its own.
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

// a was done on Tue 6; ten working days after it end on Tue 20, so b could not have started before the 21st.
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
