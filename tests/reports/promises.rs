//! `tpm promises`, worked by hand: as of Mon 14 Sep 2026, since Wed 1 July.

use crate::schema::numbers::untold;
use crate::support::{Past, Version, run_in_repository};
use serde_json::{Value, json};

const SHARED: (&str, &str) = ("programs/tpm.yaml", "owners: {ana: {team: core}, bo: {team: core}, cy: {}}\n");

/// What one version says of each milestone.
fn plan(milestones: &[&str]) -> String {
    format!(
        "milestones:\n{}",
        milestones.iter().map(|milestone| format!("  {milestone}\n")).collect::<String>()
    )
}

const F: &str = "f: {owner: cy, due: 2026-10-30}";
const A_DONE: &str = "a: {owner: ana, due: 2026-07-31, done: 2026-07-31}";
const B_MOVED: &str = "due: 2026-08-28, moved: [{from: 2026-08-14, on: 2026-08-03, why: Strike}]";

/// On 1 July five open promises are for a day before 14 September: `f` is for later, `g` was for
/// before, and `h` was done already.
fn past() -> Past {
    let b = format!("b: {{owner: bo, duration: 10d, {B_MOVED}}}");
    let b_done = format!("b: {{owner: bo, duration: 10d, {B_MOVED}, done: 2026-08-24}}");
    let (c, d, e) = (
        "c: {owner: cy, due: 2026-08-28}",
        "d: {owner: ana, due: 2026-08-07}",
        "e: {owner: bo, due: 2026-09-04}",
    );
    let d_done = "d: {owner: ana, due: 2026-08-07, done: 2026-08-05}";
    // It is renamed, and moved without a word.
    let e_moved = "ee: {owner: bo, due: 2026-09-18, formerly: [e]}";
    let first = [
        "a: {owner: ana, due: 2026-07-31}",
        "b: {owner: bo, duration: 10d, due: 2026-08-14}",
        c,
        d,
        e,
        F,
        "g: {owner: ana, due: 2026-06-30}",
        "h: {owner: ana, due: 2026-08-21, done: 2026-06-30}",
    ];
    let texts = [
        ("2026-07-01", plan(&first)),
        ("2026-08-03", plan(&[A_DONE, &b, c, d, e, F])),
        // `c` is taken out without being done.
        ("2026-08-31", plan(&[A_DONE, &b_done, d_done, e_moved, F])),
        // `d` was done before it was taken out.
        ("2026-09-10", plan(&[A_DONE, &b_done, e_moved, F])),
    ];
    let version = |(at, (day, text)): (usize, &(&str, String))| {
        let name = if at == 3 { "HEAD" } else { *day };
        Version::new(&[name], day, &[("programs/p.yaml", text), SHARED])
    };
    Past(texts.iter().enumerate().map(version).collect())
}

#[track_caller]
fn run(arguments: &[&str]) -> String {
    let output = run_in_repository(&past(), &[], &[&["promises"], arguments].concat());
    assert_eq!((output.status, output.err.as_str()), (0, ""));
    output.out.replace('\u{a0}', " ")
}

#[track_caller]
fn report(arguments: &[&str]) -> Value {
    serde_json::from_str(&run(&[arguments, &["--format", "json"]].concat())).unwrap()
}

#[track_caller]
fn data(arguments: &[&str]) -> Value {
    report(arguments)["data"].clone()
}

// a and d are kept. b came on 24 August, 6wd after 14 August, whatever was promised later; e is not
// done, 6wd after 4 September. The mean slip is (0 + 6 + 0 + 6) / 4 = 3wd.
//
// Four weeks before: a was forecast for its day, 31 July, and came then; d for 7 August, 2wd after
// it came. On Fri 17 July the ten days of b were forecast to end on Thu 30 July, 17wd before it
// came. (0 + 17 + 2) / 3 = 6.3.
#[test]
fn promises_are_judged_by_the_day_that_stood_when_the_period_began() {
    let data = data(&["--since", "2026-07-01"]);
    let counts =
        ["made", "kept", "kept_percent", "missed", "withdrawn", "moved", "moves", "moves_without_reason"];
    assert_eq!(counts.map(|key| data[key].clone()), [5, 2, 40, 3, 1, 2, 2, 1].map(Value::from));
    assert_eq!((&data["mean_slip_workdays"], &data["forecast_error_workdays"]), (&json!(3.0), &json!(6.3)));
    let keys = [
        "id",
        "outcome",
        "due",
        "last_due",
        "finished",
        "moves",
        "slip_workdays",
        "forecast",
        "forecast_error_workdays",
    ];
    let rows: Vec<Value> =
        data["promises"].as_array().unwrap().iter().map(|one| json!(keys.map(|key| &one[key]))).collect();
    let expected = [
        json!(["p/b", "missed", "2026-08-14", "2026-08-28", "2026-08-24", 1, 6, "2026-07-30", 17]),
        json!(["p/ee", "missed", "2026-09-04", "2026-09-18", null, 1, 6, "2026-09-04", null]),
        json!(["p/c", "withdrawn", "2026-08-28", "2026-08-28", null, 0, null, "2026-08-28", null]),
        json!(["p/a", "kept", "2026-07-31", "2026-07-31", "2026-07-31", 0, 0, "2026-07-31", 0]),
        json!(["p/d", "kept", "2026-08-07", "2026-08-07", "2026-08-05", 0, 0, "2026-08-07", 2]),
    ];
    assert_eq!(rows, expected);
    let tallies = |key: &str| -> Vec<Value> {
        let list = data[key].as_array().unwrap().iter();
        list.map(|one| json!([one["name"], one["made"], one["kept"], one["kept_percent"]])).collect()
    };
    assert_eq!(tallies("by_program"), [json!(["p", 5, 2, 40])]);
    assert_eq!(tallies("by_team"), [json!(["core", 4, 2, null]), json!(["cy", 1, 0, null])]);
    assert_eq!(
        tallies("by_owner"),
        [json!(["ana", 2, 2, null]), json!(["bo", 2, 0, null]), json!(["cy", 1, 0, null])]
    );
}

#[test]
fn the_number_made_stands_beside_the_percentage_and_below_five_there_is_none() {
    let text = run(&["--since", "2026-07-01"]);
    assert!(
        text.contains("since 1 Jul: 5 made, 2 kept (40 %) · 1 withdrawn · 2 moved twice, 1 without a reason"),
        "{text}"
    );
    assert!(text.contains("done 24 Aug, 6wd late · moved once · four weeks before: 30 Jul"), "{text}");
    assert!(text.contains("not done, 6wd late · moved once, once without a reason"), "{text}");
    assert!(text.contains("Kept (2): p/a, p/d"), "{text}");
    // The first line is about the commit.
    let (_, told) = text.split_once('\n').unwrap();
    assert_eq!(untold(told, &report(&["--since", "2026-07-01"])), [""; 0]);
    let team = ["--since", "2026-07-01", "--team", "core"];
    assert_eq!((&data(&team)["made"], &data(&team)["kept_percent"]), (&json!(4), &json!(null)));
    let text = run(&team);
    assert!(text.contains("4 made, 2 kept: too few to judge"), "{text}");
    assert!(!text.contains(" %"), "{text}");
}

// Promised for Sat 12 September, and done on Sunday: no working day lies between.
#[test]
fn a_promise_missed_by_days_off_is_missed() {
    let plan = |done: &str| format!("milestones:\n  a: {{due: 2026-09-12{done}}}\n");
    let (open, done) = (plan(""), plan(", done: 2026-09-13"));
    let versions = [("2026-09-01", &open), ("2026-09-13", &done)];
    let versions = versions.iter().zip(["then", "HEAD"]);
    let versions =
        versions.map(|((day, text), name)| Version::new(&[name], day, &[("programs/p.yaml", text)]));
    let past = Past(versions.collect());
    let output = run_in_repository(&past, &[], &["promises", "--since", "2026-09-01"]);
    let text = output.out.replace('\u{a0}', " ");
    assert!(text.contains("1 made, 0 kept") && text.contains("done 13 Sep, late only by days off"), "{text}");
}

// The first commit is of 1 July, after the last whole quarter of 14 September began.
#[test]
fn without_a_beginning_it_is_the_last_whole_quarter_or_the_first_plan() {
    assert_eq!(data(&[])["since"], "2026-07-01");
    let later = data(&["--as-of", "2026-12-01"]);
    assert_eq!((&later["since"], &later["made"]), (&json!("2026-07-01"), &json!(6)));
    let nothing = data(&["--since", "2026-09-11"]);
    assert_eq!((&nothing["made"], &nothing["mean_slip_workdays"]), (&json!(0), &json!(null)));
}

// The same with a file that cannot be read in the middle.
#[test]
fn a_broken_plan_in_the_middle_withdraws_nothing() {
    let mut broken = past();
    let mut middle =
        Version::new(&["broken"], "2026-08-20", &[("programs/p.yaml", "milestones: ]\n"), SHARED]);
    middle.names.clear();
    broken.0.insert(2, middle);
    let output = run_in_repository(&broken, &[], &["promises", "--since", "2026-07-01", "--format", "json"]);
    let report: Value = serde_json::from_str(&output.out).unwrap();
    let mut plain = data(&["--since", "2026-07-01"]);
    // What it hides is not known.
    let mut data = report["data"].clone();
    for data in [&mut data, &mut plain] {
        data.as_object_mut().unwrap().remove("promises");
    }
    assert_eq!(data["kept"], plain["kept"]);
    assert_eq!(data["missed"], plain["missed"]);
    assert_eq!(data["withdrawn"], plain["withdrawn"]);
    assert_eq!(data["by_owner"], plain["by_owner"]);
}

// What was taken out before the last plan broke stays taken out.
#[test]
fn a_broken_plan_at_the_end_hides_nothing_that_was_known() {
    let plans = [
        "milestones: {a: {duration: 1d, due: 2026-07-10}, b: {duration: 1d, due: 2026-07-10}}\n",
        "milestones: {a: {duration: 1d, due: 2026-07-10}}\n",
        "milestones: ]\n",
    ];
    let versions = plans.iter().zip([("1", "2026-07-01"), ("2", "2026-07-06"), ("HEAD", "2026-08-03")]);
    let versions =
        versions.map(|(text, (name, day))| Version::new(&[name], day, &[("programs/p.yaml", *text)]));
    let past = Past(versions.collect());
    let arguments = ["promises", "--since", "2026-07-01", "--as-of", "2026-08-10", "--format", "json"];
    let output = run_in_repository(&past, &[], &arguments);
    let data = serde_json::from_str::<Value>(&output.out).unwrap()["data"].clone();
    assert_eq!([&data["made"], &data["missed"], &data["withdrawn"]], [&json!(2), &json!(2), &json!(1)]);
}
