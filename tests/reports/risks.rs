//! Risks: exposure, promises at stake, and the matrix.

use super::{data, entry};
use crate::support;
use serde_json::json;
use tpm::cli::Variables;

fn days(value: &serde_json::Value) -> f64 {
    value.as_f64().unwrap()
}

// work: 5..9 Jan, promised for Wed 14: 12, 13, 14 = three days of room. Impact 2, 6, 13 days:
// exposure 50 % of (2 + 24 + 13) / 6 = 3.25, told as 3.3; beyond the room 50 % of (0 + 4 x 3 + 10)
// / 6 = 1.83.
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
fn an_event_on_its_date_absorbs_everything_unless_overdue() {
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

// a: 5..15. e stands on its date, Fri 16, which nobody called firm; a leaves it 1 working day. f
// takes two and is firm for Thu 22: it begins by Wed 21, and e may move until then: 19 20 = 2.
// Eight days of e are six too many for f.
#[test]
fn a_firm_promise_behind_a_date_that_is_not_firm_is_named() {
    let plan = "\
milestones:
  a: {duration: 9d}
  e: {due: 2026-01-16, depends_on: a}
  f: {duration: 2d, depends_on: e, due: 2026-01-22, firm: true}
risks:
  r: {title: Slow, probability: 50%, impact: 8d, affects: [e]}
";
    let data = data("risks", "2026-01-05", plan);
    let target = &entry(&data["risks"], "p/r")["targets"][0];
    assert_eq!((&target["promise"], &target["room_workdays"]), (&"p/e".into(), &1.into()));
    let broken = &target["also_breaks"][0];
    assert_eq!((&broken["promise"], &broken["by_workdays"]), (&"p/f".into(), &6.into()));
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
fn no_risks_are_zero_exposure() {
    let data = data("risks", "2026-01-05", "milestones: {a: {duration: 1d}}");
    assert!(days(&data["exposure_cost"]).is_sign_positive());
}

#[test]
fn an_unknown_target_does_not_fall_back_to_the_finish() {
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

// Weeks of work has five days, of short four: 1w is at most 5 of them, the second band. Once
// mitigated, 10 % and 25d count. What is done keeps its place, as its likely impact is known.
const PLACED: &str = "\
milestones:
  work: {duration: 5d, due: 2026-01-14}
  short: {duration: 5d, calendar: four}
  past: {duration: 5d, done: 2026-01-02}
risks:
  r: {title: R, probability: 50%, impact: [2d, 6d, 13d], affects: [work]}
  s: {title: S, probability: 50%, impact: 9d, affects: [work]}
  w: {title: W, probability: 25%, impact: 1w, affects: [short, work]}
  m: {title: M, probability: 90%, impact: 1d, mitigated: 2026-01-02, residual: {probability: 10%, impact: 25d}, affects: [work]}
  i: {title: I, probability: 76%, affects: [work]}
  p: {title: P, probability: 76%, impact: 3d, affects: [past]}
  o: {title: O, probability: 80%, impact: 21d, occurred: 2026-01-02, affects: [work]}
  x: {title: X, probability: 80%, impact: 21d, affects: [unknown]}
";

const FOUR: &str = "calendars: {four: {week: [mon, tue, wed, thu]}}\n";

#[test]
fn every_risk_has_its_place_in_the_matrix() {
    let files = [("programs/tpm.yaml", FOUR), ("programs/p.yaml", PLACED)];
    let data = &support::json(&files, &["risks", "--format", "json", "--as-of", "2026-01-05"])["data"];
    let place = |id: &str| {
        let risk = entry(&data["risks"], id);
        json!([risk["probability_band"], risk["impact_band"], risk["score"]])
    };
    assert_eq!(place("p/r"), json!([3, 3, 9]));
    assert_eq!(place("p/w"), json!([2, 2, 4]));
    assert_eq!(place("p/m"), json!([1, 5, 5]));
    assert_eq!(place("p/i"), json!([5, null, null]));
    assert_eq!(place("p/p"), json!([5, 2, 10]));
    assert_eq!(place("p/o"), json!([5, 5, 25]));
    assert_eq!(place("p/x"), json!([null, null, null]), "it could not be read");
    assert_eq!(data["impact_bands_workdays"], json!([2, 5, 10, 20]));
    assert_eq!(data["probability_bands_percent"], json!([10, 25, 50, 75]));
}

#[test]
fn the_bands_of_impact_are_those_of_the_workspace() {
    let shared = format!("impact_bands: [1d, 3d, 5d, 6d]\n{FOUR}");
    let files = [("programs/tpm.yaml", shared.as_str()), ("programs/p.yaml", PLACED)];
    let data = &support::json(&files, &["risks", "--format", "json", "--as-of", "2026-01-05"])["data"];
    assert_eq!(entry(&data["risks"], "p/r")["impact_band"], 4);
    assert_eq!(entry(&data["risks"], "p/s")["impact_band"], 5);
    let text =
        support::run(&files, &["risks", "--matrix", "--as-of", "2026-01-05"]).out.replace('\u{a0}', " ");
    assert!(text.contains("  working days  to 1  2–3  4–5  6  over 6\n"), "{text}");
}

#[test]
fn the_matrix_counts_open_risks_and_lists_them_by_score() {
    let plan = PLACED.replace("  x: {title: X, probability: 80%, impact: 21d, affects: [unknown]}\n", "");
    let files = [("programs/tpm.yaml", FOUR), ("programs/p.yaml", plan.as_str())];
    let arguments = ["risks", "--matrix", "--as-of", "2026-01-05"];
    let text = support::run(&files, &arguments).out.replace('\u{a0}', " ");
    let grid = "\
  impact           1    2     3      4        5
  working days  to 2  3–5  6–10  11–20  over 20
  5: over 75 %     –    1     –      –        –
  4: 51–75 %       –    –     –      –        –
  3: 26–50 %       –    –     2      –        –
  2: 11–25 %       –    1     –      –        –
  1: to 10 %       –    –     –      –        1
";
    assert!(text.contains(grid), "{text}");
    let listed = text.split_once("By score (5)").unwrap().1;
    let places: Vec<_> = ["p/p", "p/s", "p/r", "p/m", "p/w", "Not placed", "p/i"]
        .map(|id| listed.find(id).unwrap_or_else(|| panic!("no {id}\n{text}")))
        .to_vec();
    assert!(places.is_sorted(), "{text}");
    assert!(!text.contains("p/o"), "it has happened\n{text}");
    for width in [60, 80, 120, 200] {
        let plain = [&arguments[..], &["--color", "never"]].concat();
        let shown = support::run_as(&files, &plain, Variables::default(), Some(width)).out;
        assert!(shown.replace('\u{a0}', " ").contains(grid), "{width}\n{shown}");
    }
    let markdown = support::run(&files, &[&arguments[..], &["--format", "markdown"]].concat()).out;
    assert!(markdown.contains("| impact | 1 | 2 | 3 | 4 | 5 |"), "{markdown}");
}

// 75 % of 85 000 are 63 750. It costs no days, so float does not cover it.
#[test]
fn risks_that_cost_only_money_are_shown() {
    let plan = "\
milestones: {a: {duration: 5d, due: 2026-03-02}}
risks:
  lease: {title: Lease extended, owner: bo, probability: 75%, cost: 85000, response: accept}
  slow: {title: Slow, owner: bo, probability: 30%, impact: 2d, response: accept}
";
    let files = [("programs/tpm.yaml", "currency: EUR\n"), ("programs/p.yaml", plan)];
    let text = support::run(&files, &["risks", "--as-of", "2026-01-05"]).out.replace('\u{a0}', " ");
    let told = "Costs money but no days (1)\n  p/lease  bo  75 % × 85 000 EUR: 63 750 EUR expected · Lease extended\n\n1 more risk covered by float.\n";
    assert!(text.ends_with(told), "{text}");
}

// Otherwise a wrong year would drop a risk from every sum, or keep an owner from being asked for a
// year.
#[test]
fn future_dates_do_not_count_yet() {
    let plan = "\
milestones:
  work: {owner: bo, duration: 8w, started: 2026-08-03, progress: 30%, updated: 2027-09-11, health: {rag: green, on: 2027-09-11}}
risks:
  r: {title: Slow, probability: 50%, impact: 6d, affects: [work], closed: 2036-11-20, mitigated: 2036-11-20, occurred: 2036-11-20, reviewed: 2036-11-20}
";
    // As of today, dates in the future are errors; as of a past day, they are just not known yet.
    for (day, warnings) in [("2026-09-14", 6), ("2026-09-11", 0)] {
        let files = [("programs/p.yaml", plan)];
        let arguments = ["--as-of", day, "--format", "json"];
        let value = support::json(&files, &[&["risks"][..], &arguments].concat());
        let risk = &value["data"]["risks"][0];
        assert_eq!((&risk["state"], &risk["exposure_workdays"]), (&json!("open"), &json!(3.0)), "{day}");
        assert!(risk["closed"].is_null() && risk["reviewed"].is_null(), "{risk}");
        let told = value["diagnostics"].as_array().unwrap();
        assert!(told.iter().all(|told| told["rule"] == "future-actual" && told["level"] == "warning"));
        assert_eq!(told.len(), warnings, "{day}: {told:#?}");
        let checked = support::run(&files, &["check", "--as-of", day]);
        assert!(checked.out.contains("quiet-owner"), "{}", checked.out);
        let status = support::run(&files, &["status", "--as-of", day]);
        assert!(!status.out.contains("2027") && !status.out.contains("2036"), "{}", status.out);
    }
}
