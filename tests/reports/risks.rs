//! Exposure, and what is behind it.

use super::{data, entry};

fn days(value: &serde_json::Value) -> f64 {
    value.as_f64().unwrap()
}

// work: 5..9 Jan, promised for Wed 14: 12, 13, 14 = three days of room. Impact 2, 6, 13 days:
// exposure 50 % of (2 + 24 + 13) / 6 = 3.25, told as 3.3; beyond the room 50 % of (0 + 4 x 3 + 10) / 6 = 1.83.
#[test]
fn float_absorbs_what_it_can() {
    let plan = "\
milestones:
  work: {duration: 5d, due: 2026-01-14}
risks:
  r: {title: Slow, probability: 50%, impact: [2d, 6d, 13d], affects: [work]}
";
    let data = data("risks", "2026-01-05", plan);
    let risk = entry(&data["risks"], "p/r");
    assert_eq!(days(&risk["exposure_workdays"]), 3.3);
    assert_eq!(days(&risk["float_aware_exposure_workdays"]), 1.8);
    assert_eq!(risk["targets"][0]["room_workdays"], 3);
    assert_eq!(risk["targets"][0]["impact_pessimistic_workdays"], 13);
}

#[test]
fn an_event_that_lies_on_its_date_absorbs_everything_and_an_overdue_one_nothing() {
    let plan = "\
milestones:
  e: {due: 2026-01-09}
risks:
  r: {title: Late, probability: 50%, impact: 6d, affects: [e]}
";
    let before = data("risks", "2026-01-05", plan);
    assert_eq!(days(&entry(&before["risks"], "p/r")["float_aware_exposure_workdays"]), 0.0);
    let after = data("risks", "2026-01-12", plan);
    assert_eq!(days(&entry(&after["risks"], "p/r")["float_aware_exposure_workdays"]), 3.0);
}

// a: 5..9, promised for the 9th; b: 12..16, firm for the 23rd: five days of room.
#[test]
fn a_firm_promise_behind_the_nearest_one_is_named() {
    let plan = "\
milestones:
  a: {duration: 5d, due: 2026-01-09}
  b: {duration: 5d, due: 2026-01-23, firm: true, depends_on: a}
risks:
  r: {title: Slow, probability: 50%, impact: 8d, affects: [a]}
";
    let data = data("risks", "2026-01-05", plan);
    let target = &entry(&data["risks"], "p/r")["targets"][0];
    assert_eq!(target["promise"], "p/a");
    let broken = &target["also_breaks"][0];
    assert_eq!((&broken["promise"], &broken["by_workdays"]), (&"p/b".into(), &3.into()));
}

#[test]
fn residuals_count_once_mitigated_and_nothing_counts_once_closed() {
    let plan = "\
milestones:
  a: {duration: 5d, due: 2026-01-09}
risks:
  m: {title: M, probability: 50%, impact: 10d, mitigated: 2026-01-02, residual: {probability: 10%, impact: 5d}}
  c: {title: C, probability: 50%, impact: 10d, closed: 2026-01-02}
  o: {title: O, probability: 50%, impact: 10d, occurred: 2026-01-02}
";
    let data = data("risks", "2026-01-05", plan);
    assert_eq!(days(&entry(&data["risks"], "p/m")["exposure_workdays"]), 0.5);
    assert!(entry(&data["risks"], "p/c")["exposure_workdays"].is_null());
    assert!(entry(&data["risks"], "p/o")["exposure_workdays"].is_null());
    assert_eq!(data["risks"][0]["id"], "p/o");
    assert_eq!(days(&data["exposure_workdays"]), 0.5);
}

#[test]
fn no_risk_is_no_exposure_and_not_less() {
    let data = data("risks", "2026-01-05", "milestones: {a: {duration: 1d}}");
    assert!(days(&data["exposure_cost"]).is_sign_positive());
}

#[test]
fn a_risk_on_something_unknown_is_not_counted_on_the_finish_instead() {
    let plan = "\
milestones: {a: {duration: 5d, due: 2026-01-09}}
risks:
  r: {title: R, probability: 50%, impact: 10d, affects: [b]}
";
    let data = data("risks", "2026-01-05", plan);
    let risk = entry(&data["risks"], "p/r");
    assert!(risk["exposure_workdays"].is_null());
    assert_eq!(risk["targets"], serde_json::json!([]));
}
