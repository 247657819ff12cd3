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
        text.contains("since 1 Jul: 5 made, 2 kept (40 %) · 1 withdrawn, without a reason · 2 moved once each, 1 without a reason"),
        "{text}"
    );
    assert!(text.contains("done 24 Aug, 6wd late · moved once · four weeks before: 30 Jul"), "{text}");
    assert!(text.contains("not done, 6wd late · moved once, without a reason"), "{text}");
    assert!(text.contains("Kept (2): p/a, p/d"), "{text}");
    assert!(text.contains("taken out of the plan without a reason · four weeks before: 28 Aug"), "{text}");
    assert!(text.contains("were off by 6.3wd (3 compared, too few to judge)"), "{text}");
    // The first line is about the commit.
    let (_, told) = text.split_once('\n').unwrap();
    assert_eq!(untold(told, &report(&["--since", "2026-07-01"])), [""; 0]);
    let team = ["--since", "2026-07-01", "--team", "core"];
    assert_eq!((&data(&team)["made"], &data(&team)["kept_percent"]), (&json!(4), &json!(null)));
    let text = run(&team);
    assert!(text.contains("4 made, 2 kept: too few to judge"), "{text}");
    assert!(!text.contains(" %"), "{text}");
}

/// Returns a history of one plan, by the days of its commits; the last one is `HEAD`.
fn of_texts(versions: &[(&str, &str)]) -> Past {
    let version = |(at, (day, text)): (usize, &(&str, &str))| {
        let name = if at + 1 == versions.len() { "HEAD" } else { *day };
        Version::new(&[name], day, &[("programs/p.yaml", *text)])
    };
    Past(versions.iter().enumerate().map(version).collect())
}

/// Returns the data of the promises since 1 July.
#[track_caller]
fn since_july(past: &Past, arguments: &[&str]) -> (Value, String) {
    let arguments = [&["promises", "--since", "2026-07-01"], arguments].concat();
    let json = run_in_repository(past, &[], &[&arguments[..], &["--format", "json"]].concat());
    assert_eq!((json.status, json.err.as_str()), (0, ""));
    let text = run_in_repository(past, &[], &arguments).out.replace('\u{a0}', " ");
    let report: Value = serde_json::from_str(&json.out).unwrap();
    assert_eq!(untold(text.split_once('\n').unwrap().1, &report), [""; 0]);
    (report["data"].clone(), text)
}

// `late` was moved with a reason before it was given up, `archived` was cancelled with one before it
// was taken out, and the two entries of `slow` are two moves.
#[test]
fn what_is_withdrawn_is_not_moved_and_says_its_own_reason() {
    let first = "milestones:
  bought: {due: 2026-08-21}
  archived: {due: 2026-08-21}
  no-word: {due: 2026-08-21}
  removed: {due: 2026-08-21}
  unclear: {due: 2026-08-21}
  silent: {due: 2026-08-21}
  late: {due: 2026-08-21}
  slow: {due: 2026-08-21}
";
    let second = "milestones:
  bought: {due: 2026-08-21, cancelled: {on: 2026-07-06, reason: Bought}}
  archived: {due: 2026-08-21, cancelled: {on: 2026-07-06, reason: Not needed}}
  no-word: {due: 2026-08-21, cancelled: {on: 2026-07-06}}
  unclear: {due: tbd, moved: [{from: 2026-08-21, on: 2026-07-06, why: Unclear}]}
  silent: {}
  late: {due: 2026-08-28, moved: [{from: 2026-08-21, why: Rain}]}
  slow: {due: 2026-08-28, moved: [{from: 2026-08-21, why: Rain}]}
";
    let third = "milestones:
  bought: {due: 2026-08-21, cancelled: {on: 2026-07-06, reason: Bought}}
  no-word: {due: 2026-08-21, cancelled: {on: 2026-07-06}}
  unclear: {due: tbd, moved: [{from: 2026-08-21, on: 2026-07-06, why: Unclear}]}
  silent: {}
  late: {due: tbd, moved: [{from: 2026-08-21, why: Rain}]}
  slow: {due: 2026-09-04, moved: [{from: 2026-08-21, why: Rain}, {from: 2026-08-28, why: Hail}]}
";
    let past = of_texts(&[("2026-07-01", first), ("2026-07-06", second), ("2026-08-03", third)]);
    let (data, text) = since_july(&past, &[]);
    let keys = ["id", "withdrawn_by", "withdrawn_because", "moves", "moves_without_reason"];
    let rows: Vec<Value> =
        data["promises"].as_array().unwrap().iter().map(|one| json!(keys.map(|key| &one[key]))).collect();
    let expected = [
        json!(["p/slow", null, null, 2, 0]),
        json!(["p/archived", "cancelled", "Not needed", 0, 0]),
        json!(["p/bought", "cancelled", "Bought", 0, 0]),
        json!(["p/late", "unpromised", null, 1, 0]),
        json!(["p/no-word", "cancelled", null, 0, 0]),
        json!(["p/removed", "taken-out", null, 0, 0]),
        json!(["p/silent", "unpromised", null, 0, 0]),
        json!(["p/unclear", "unpromised", "Unclear", 0, 0]),
    ];
    assert_eq!(rows, expected);
    let counts = ["withdrawn", "withdrawn_without_reason", "moved", "moves", "moves_without_reason"];
    assert_eq!(counts.map(|key| data[key].clone()), [7, 4, 2, 3, 0].map(Value::from));
    assert_eq!(counts.map(|key| data["by_program"][0][key].clone()), [7, 4, 2, 3, 0].map(Value::from));
    for part in [
        "7 withdrawn, 4 without a reason · 2 moved 3 times in all, each with a reason",
        "cancelled 6 Jul: Bought",
        "cancelled 6 Jul without a reason",
        "promise withdrawn 6 Jul: Unclear",
        "promise withdrawn without a reason · moved once",
        "taken out of the plan without a reason",
        "moved twice",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
}

#[test]
fn a_promise_moved_without_a_word_and_then_withdrawn_was_moved_once() {
    let past = of_texts(&[
        ("2026-07-01", "milestones: {a: {due: 2026-08-21}}\n"),
        ("2026-07-06", "milestones: {a: {due: 2026-08-28}}\n"),
        ("2026-07-20", "milestones: {a: {due: 2026-08-28, cancelled: {on: 2026-07-20, reason: Bought}}}\n"),
    ]);
    let (data, text) = since_july(&past, &[]);
    assert_eq!(json!([data["moves"], data["moves_without_reason"]]), json!([1, 1]));
    assert!(text.contains("1 withdrawn, with a reason · 1 moved once, without a reason"), "{text}");
}

#[test]
fn a_period_cannot_begin_after_the_report() {
    for arguments in [&["--since", "2026-09-11", "--as-of", "2026-09-10"][..], &["--as-of", "2026-06-01"]] {
        let output = run_in_repository(&past(), &[], &[&["promises"], arguments].concat());
        assert_eq!((output.status, output.out.as_str()), (2, ""), "{arguments:?}");
        assert!(
            output.err.contains("the day of the report") && output.err.contains("--as-of"),
            "{}",
            output.err
        );
    }
}

// `infra` is `platform` since 6 July; `net` is taken out after that.
#[test]
fn everything_has_the_name_of_now_and_can_be_asked_for_by_it() {
    let text = |formerly: &str, net: &str| {
        format!("due: 2026-08-21\n{formerly}milestones:\n  cluster: {{due: 2026-08-21}}\n{net}")
    };
    let net = "  net: {due: 2026-08-14}\n";
    let (first, second, third) =
        (text("", net), text("formerly: infra\n", net), text("formerly: infra\n", ""));
    let q = ("programs/q.yaml", "milestones: {other: {due: 2026-08-21}}\n");
    let files = [("infra", &first), ("platform", &second), ("platform", &third)];
    let versions = files.iter().zip([("1", "2026-07-01"), ("2", "2026-07-06"), ("HEAD", "2026-08-03")]);
    let versions = versions.map(|((program, text), (name, day))| {
        Version::new(&[name], day, &[(&format!("programs/{program}.yaml"), text), q])
    });
    let past = Past(versions.collect());
    let ids = |data: &Value| -> Vec<String> {
        let made = data["promises"].as_array().unwrap().iter();
        made.map(|one| one["id"].as_str().unwrap().to_owned()).collect()
    };
    let (data, _) = since_july(&past, &[]);
    assert_eq!(ids(&data), ["platform", "platform/cluster", "q/other", "platform/net"]);
    assert_eq!(data["by_program"][0]["name"], "platform");
    let all = ["platform", "platform/cluster", "platform/net"];
    for (argument, expected) in [
        ("platform", &all[..]),
        ("infra", &all),
        ("programs/platform.yaml", &all[..2]),
        ("platform/cluster", &all[1..2]),
        ("infra/cluster", &all[1..2]),
        ("cluster", &all[1..2]),
        ("platform/net", &all[2..]),
        ("net", &all[2..]),
    ] {
        assert_eq!(ids(&since_july(&past, &[argument]).0), expected, "{argument}");
    }
    let unknown = run_in_repository(&past, &[], &["promises", "--since", "2026-07-01", "nobody"]);
    assert_eq!((unknown.status, unknown.out.as_str()), (2, ""));
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
