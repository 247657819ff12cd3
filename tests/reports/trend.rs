//! `tpm trend`: forecasts over the commits of a plan, worked by hand. 14 Sep 2026 is a Monday.

use crate::schema::numbers::untold;
use crate::support::{Output, Past, Version, run_in_repository};
use serde_json::{Value, json};

const PLAN: &str = "programs/p.yaml";

/// Returns a history of one plan, by the days of its commits; the last one is `HEAD`.
fn past(versions: &[(&str, &str)]) -> Past {
    let files: Vec<Vec<(&str, &str)>> = versions.iter().map(|(_, text)| vec![(PLAN, *text)]).collect();
    let days: Vec<&str> = versions.iter().map(|(day, _)| *day).collect();
    of_files(&days, &files)
}

fn of_files(days: &[&str], files: &[Vec<(&str, &str)>]) -> Past {
    let versions = days.iter().zip(files).enumerate().map(|(at, (day, files))| {
        let name = if at + 1 == days.len() { "HEAD".to_owned() } else { format!("{at} of {day}") };
        Version::new(&[&name], day, files)
    });
    Past(versions.collect())
}

#[track_caller]
fn run(past: &Past, arguments: &[&str]) -> Output {
    // What is on disk does not matter.
    let output =
        run_in_repository(past, &[(PLAN, "milestones: {other: {}}\n")], &[&["trend"], arguments].concat());
    assert!(!output.out.is_empty(), "{}", output.err);
    output
}

#[track_caller]
fn data(past: &Past, arguments: &[&str]) -> Value {
    let arguments = [arguments, &["--format", "json"]].concat();
    let report: Value = serde_json::from_str(&run(past, &arguments).out).unwrap();
    report["data"].clone()
}

/// Returns the forecast at each date, or the word of the gap.
fn said(series: &Value) -> Vec<&str> {
    let points = series["points"].as_array().unwrap().iter();
    points.map(|point| point["forecast"].as_str().or(point["gap"].as_str()).unwrap()).collect()
}

/// Checks that every number of a text is in the JSON; the first line is about the commit.
#[track_caller]
fn told(text: &str, data: &Value) {
    let (_, report) = text.split_once('\n').unwrap();
    assert_eq!(untold(report, data), [""; 0]);
}

fn days(data: &Value) -> Vec<&str> {
    data["dates"].as_array().unwrap().iter().map(|date| date["on"].as_str().unwrap()).collect()
}

fn series<'d>(data: &'d Value, id: &str) -> &'d Value {
    let mut all = data["series"].as_array().unwrap().iter();
    all.find(|series| series["id"] == id).unwrap_or_else(|| panic!("no {id}: {data:#}"))
}

// Ten days of work that never begin: from Mon 17 Aug they end on Fri 28 Aug, and a week later each
// week. Over the last three dates, 31 Aug to 14 Sep, 10wd pass and the end moves from 11 to 25 Sep,
// by 10wd.
#[test]
fn what_never_begins_recedes_day_for_day() {
    let past = past(&[("2026-08-03", "milestones:\n  a: {duration: 10d, owner: bo, due: 2026-09-25}\n")]);
    let data = data(&past, &["--last", "4w"]);
    assert_eq!(days(&data), ["2026-08-17", "2026-08-24", "2026-08-31", "2026-09-07", "2026-09-14"]);
    let a = series(&data, "p/a");
    assert_eq!(said(a), ["2026-08-28", "2026-09-04", "2026-09-11", "2026-09-18", "2026-09-25"]);
    assert_eq!(
        json!([a["net_days"], a["net_workdays"], a["gross_days"], a["velocity"], a["flags"]]),
        json!([28, 20, 28, 1.0, ["receding"]])
    );
    let text = run(&past, &["--last", "4w"]).out.replace('\u{a0}', " ");
    assert!(text.contains("20wd later, velocity 1, receding"), "{text}");
    assert!(text.contains("5 dates since 17 Aug, every week · 1 promise: 1 receding, 1 moved"), "{text}");
    told(&text, &data);
}

const STEPS: [(&str, &str); 3] = [
    (
        "2026-08-03",
        "milestones:\n  a: {duration: 5d, started: 2026-08-03, eta: 2026-09-18, due: 2026-09-18}\n",
    ),
    (
        "2026-09-01",
        "milestones:\n  a: {duration: 5d, started: 2026-08-03, eta: 2026-09-28, due: 2026-09-25, moved: [{from: 2026-09-18}]}\n",
    ),
    (
        "2026-09-10",
        "milestones:\n  a: {duration: 5d, started: 2026-08-03, eta: 2026-09-25, due: 2026-09-25, moved: [{from: 2026-09-18}]}\n",
    ),
];

// 18 Sep, 18 Sep, 18 Sep, 28 Sep, 25 Sep: 10 days later and 3 back. In working days 18 → 25 Sep is
// 5, of 6 later and 1 back; over the last three dates 10wd pass, and 5 / 10 is less than 0.8.
#[test]
fn a_moved_promise_is_a_step_that_keeps_the_old_target() {
    let past = past(&STEPS);
    let data = data(&past, &["--last", "4w"]);
    let a = series(&data, "p/a");
    assert_eq!(said(a), ["2026-09-18", "2026-09-18", "2026-09-18", "2026-09-28", "2026-09-25"]);
    let due: Vec<&Value> = a["points"].as_array().unwrap().iter().map(|point| &point["due"]).collect();
    assert_eq!(due, ["2026-09-18", "2026-09-18", "2026-09-18", "2026-09-25", "2026-09-25"]);
    assert_eq!(
        json!([a["net_days"], a["net_workdays"], a["gross_days"], a["velocity"], a["flags"]]),
        json!([7, 5, 13, 0.5, ["promised-anew"]])
    );
    let text = run(&past, &["--last", "4w"]).out.replace('\u{a0}', " ");
    assert!(text.contains("18 Sep, since 7 Sep 25 Sep"), "{text}");
    assert!(text.contains("5wd later, 7wd to and fro, velocity 0.5"), "{text}");
    assert!(text.contains("17 Aug: 18 Sep · … 2 more · promised"), "{text}");
    told(&text, &data);
}

// 8 of 10wd are 0.8.
#[test]
fn receding_begins_at_eight_tenths() {
    let plan = |eta| {
        format!("milestones:\n  a: {{duration: 5d, started: 2026-08-03, eta: {eta}, due: 2026-09-18}}\n")
    };
    for (eta, velocity, flags) in [("2026-09-30", 0.8, json!(["receding"])), ("2026-09-29", 0.7, json!([]))] {
        let past = past(&[("2026-08-03", &plan("2026-09-18")), ("2026-09-14", &plan(eta))]);
        let data = data(&past, &[]);
        assert_eq!(
            json!([data["series"][0]["velocity"], data["series"][0]["flags"]]),
            json!([velocity, flags])
        );
    }
}

#[test]
fn a_broken_plan_is_a_gap_and_no_move() {
    let sound = STEPS[0].1;
    for (broken, gap) in
        [("milestones: [\n", "unread"), ("milestones:\n  a: {duration: 5x, due: 2026-09-18}\n", "undated")]
    {
        let past = past(&[("2026-08-03", sound), ("2026-08-20", broken), ("2026-09-04", sound)]);
        let data = data(&past, &["--last", "4w"]);
        let a = series(&data, "p/a");
        assert_eq!(said(a), ["2026-09-18", gap, gap, "2026-09-18", "2026-09-18"]);
        assert_eq!(json!([a["net_days"], a["gross_days"], a["velocity"]]), json!([0, 0, 0.0]));
        assert_eq!(data["dates"][1]["errors"], 1);
        let text = run(&past, &["--last", "4w"]).out.replace('\u{a0}', " ");
        let hash = &past.0[1].hash;
        assert!(
            text.contains(&format!("24 Aug: 1 without a forecast, 1 error in the plan of {hash}")),
            "{text}"
        );
        assert!(text.contains("Did not move (1): p/a"), "{text}");
        told(&text, &data);
    }
}

#[test]
fn what_is_not_yet_or_no_longer_in_the_plan_is_told() {
    let both = "milestones:\n  a: {duration: 5d, due: 2026-10-30}\n  b: {duration: 5d, due: 2026-10-30}\n";
    let (a, b) = (
        "milestones:\n  a: {duration: 5d, due: 2026-10-30}\n",
        "milestones:\n  b: {duration: 5d, due: 2026-10-30}\n",
    );
    let past = past(&[("2026-08-17", a), ("2026-08-31", both), ("2026-09-14", b)]);
    let data = data(&past, &[]);
    // Nothing was committed before 17 August.
    assert_eq!(days(&data), ["2026-08-17", "2026-08-24", "2026-08-31", "2026-09-07", "2026-09-14"]);
    assert_eq!(said(series(&data, "p/b")), ["absent", "absent", "2026-09-04", "2026-09-11", "2026-09-18"]);
    let a = json!({"id": "p/a", "due": "2026-10-30", "last_seen": "2026-09-07", "became": "taken-out", "became_on": null, "reason": null});
    assert_eq!(data["gone"], json!([a]));
    let followed = ["followed_since", "milestones_then", "milestones_followed", "followed_percent"];
    assert_eq!(followed.map(|key| data[key].clone()), [json!("2026-08-17"), json!(1), json!(0), json!(0)]);
    let text = run(&past, &[]).out.replace('\u{a0}', " ");
    let today = run(&past, &["--last", "0d"]).out.replace('\u{a0}', " ");
    assert!(today.contains("Fewer than two forecasts (1): p/b"), "{today}");
    assert!(
        text.contains("No longer promised (1)")
            && text.contains("taken out of the plan · promised 30 Oct, last open 7 Sep"),
        "{text}"
    );
    assert!(text.contains("0 of 1 milestone of 17 Aug followed to the last date (0 %)."), "{text}");
    told(&text, &data);
}

// `formerly` stands only in the version that renames, and the file and program are renamed too.
#[test]
fn renames_are_followed_step_by_step() {
    let plan = |a: &str, formerly: &str| {
        format!(
            "milestones:\n  {a}: {{duration: 5d, started: 2026-08-03, eta: 2026-09-18, due: 2026-09-18{formerly}}}\n  x: {{duration: 1d}}\n  y: {{duration: 1d}}\n"
        )
    };
    let texts = [
        plan("a", ""),
        plan("b", ", formerly: [a]"),
        plan("b", ""),
        plan("c", ", formerly: [b]"),
        plan("c", ""),
    ];
    let paths = ["p", "p", "q", "q", "q"].map(|name| format!("programs/{name}.yaml"));
    let files: Vec<Vec<(&str, &str)>> =
        paths.iter().zip(&texts).map(|(path, text)| vec![(path.as_str(), text.as_str())]).collect();
    let past = of_files(&["2026-08-17", "2026-08-24", "2026-08-31", "2026-09-07", "2026-09-14"], &files);
    let data = data(&past, &[]);
    assert_eq!(said(series(&data, "q/c")), ["2026-09-18"; 5]);
    assert_eq!((&data["followed_percent"], &data["gone"]), (&json!(100), &json!([])));
}

#[test]
fn a_rename_is_followed_over_a_broken_plan() {
    let plan = |a: &str, formerly: &str| {
        format!(
            "milestones:\n  {a}: {{duration: 5d, started: 2026-08-03, eta: 2026-09-18, due: 2026-09-18{formerly}}}\n"
        )
    };
    let (old, new) = (plan("a", ""), plan("b", ", formerly: [a]"));
    let past = past(&[("2026-08-17", &old), ("2026-08-31", "milestones: ]\n"), ("2026-09-07", &new)]);
    let data = data(&past, &[]);
    assert_eq!(
        said(series(&data, "p/b")),
        ["2026-09-18", "2026-09-18", "unread", "2026-09-18", "2026-09-18"]
    );
}

#[test]
fn every_day_and_every_commit_have_their_own_dates() {
    let past = past(&STEPS);
    // Nobody reads a plan on Saturday 12 and Sunday 13 September.
    let every_day = data(&past, &["--every", "day", "--last", "5d"]);
    assert_eq!(days(&every_day), ["2026-09-09", "2026-09-10", "2026-09-11", "2026-09-14"]);
    let (mid, last) = ("2026-09-28", "2026-09-25");
    assert_eq!(said(series(&every_day, "p/a")), [mid, last, last, last]);
    let text = run(&past, &["--every", "day", "--last", "5d"]).out;
    assert!(text.contains("every working day"), "{text}");
    // The plan that stands when the window begins, each commit in it, and today.
    let commits = data(&past, &["--every", "commit", "--last", "4w"]);
    assert_eq!(days(&commits), ["2026-08-17", "2026-09-01", "2026-09-10", "2026-09-14"]);
    assert_eq!(said(series(&commits, "p/a")), ["2026-09-18", mid, last, last]);
    let hashes: Vec<&Value> =
        commits["dates"].as_array().unwrap().iter().map(|date| &date["commit"]).collect();
    assert_eq!(hashes, [0, 1, 2, 2].map(|at: usize| &past.0[at].hash));
    // As of the day of the last commit, it has one date.
    let then = data(&past, &["--every", "commit", "--last", "4w", "--at", "HEAD"]);
    assert_eq!(days(&then), ["2026-08-13", "2026-09-01", "2026-09-10"]);
}

#[test]
fn every_day_leaves_out_the_days_off_of_the_default_calendar() {
    let shared = "calendars: {default: {holidays: [2026-09-09]}}\n";
    let past = of_files(&["2026-08-03"], &[vec![(PLAN, STEPS[0].1), ("programs/tpm.yaml", shared)]]);
    let data = data(&past, &["--every", "day", "--last", "7d"]);
    assert_eq!(days(&data), ["2026-09-07", "2026-09-08", "2026-09-10", "2026-09-11", "2026-09-14"]);
}

/// Two dates: what was promised a week before, and what became of it.
fn two_weeks(then: &str, now: &str) -> Past {
    past(&[("2026-09-01", then), ("2026-09-10", now)])
}

#[test]
fn what_is_cancelled_or_promised_no_more_is_told_with_the_reason() {
    let plan = "milestones:
  bought: {duration: 5d, due: 2026-10-30}
  dropped: {duration: 5d, due: 2026-10-30}
  silent: {duration: 5d, due: 2026-10-30}
  unclear: {duration: 5d, due: 2026-10-30, moved: [{from: 2026-10-23, why: Rain}]}
  kept: {duration: 5d, due: 2026-10-30}
";
    let now = "milestones:
  bought: {duration: 5d, due: 2026-10-30, cancelled: {on: 2026-09-10, reason: Bought}}
  dropped: {duration: 5d, due: tbd, moved: [{from: 2026-10-30, on: 2026-09-09, why: No vendor}]}
  silent: {duration: 5d}
  unclear: {duration: 5d, due: tbd, moved: [{from: 2026-10-23, why: Rain}]}
  kept: {duration: 5d, due: 2026-10-30}
";
    let past = two_weeks(plan, now);
    let data = data(&past, &["--last", "1w"]);
    let gone = |id: &str, became: &str, on: Value, reason: Value| json!({"id": id, "due": "2026-10-30", "last_seen": "2026-09-07", "became": became, "became_on": on, "reason": reason});
    // That it rained explains an earlier move.
    assert_eq!(
        data["gone"],
        json!([
            gone("p/bought", "cancelled", json!("2026-09-10"), json!("Bought")),
            gone("p/dropped", "unpromised", json!("2026-09-09"), json!("No vendor")),
            gone("p/silent", "unpromised", Value::Null, Value::Null),
            gone("p/unclear", "unpromised", Value::Null, Value::Null),
        ])
    );
    let text = run(&past, &["--last", "1w"]).out.replace('\u{a0}', " ");
    for line in [
        "No longer promised (4)",
        "p/bought   cancelled 10 Sep: Bought · promised 30 Oct, last open 7 Sep",
        "p/dropped  promise withdrawn 9 Sep: No vendor · promised 30 Oct, last open 7 Sep",
        "p/silent   promise withdrawn · promised 30 Oct, last open 7 Sep",
    ] {
        assert!(text.contains(line), "{line}\n{text}");
    }
    told(&text, &data);
}

// An error may hide the day.
#[test]
fn a_promise_that_cannot_be_read_is_not_withdrawn() {
    let then = "milestones:\n  a: {duration: 5d, due: 2026-10-30}\n  b: {duration: 5d, due: 2026-10-30}\n";
    let now = "milestones:\n  a: {duration: 5d, due: soon}\n  b: {duration: 5d, due: tbd}\n";
    let data = data(&two_weeks(then, now), &["--last", "1w"]);
    let gone: Vec<&Value> = data["gone"].as_array().unwrap().iter().map(|one| &one["id"]).collect();
    assert_eq!(gone, ["p/b"]);
}

#[test]
fn a_broken_last_plan_takes_nothing_out() {
    let plan = "milestones:\n  a: {duration: 5d, due: 2026-10-30}\n";
    let data = data(&past(&[("2026-08-03", plan), ("2026-09-10", "milestones: ]\n")]), &["--last", "4w"]);
    assert_eq!((&data["gone"], &data["series"]), (&json!([]), &json!([])));
}

// It is renamed, done and taken out.
#[test]
fn what_was_done_before_it_was_taken_out_is_done() {
    let b = "  b: {duration: 5d, due: 2026-10-30}\n";
    let open = format!("milestones:\n  old: {{duration: 5d, due: 2026-10-30}}\n{b}");
    let done = format!(
        "milestones:\n  a: {{formerly: [old], duration: 5d, due: 2026-10-30, done: 2026-08-31}}\n{b}"
    );
    let out = format!("milestones:\n{b}");
    let past = past(&[("2026-08-17", &open), ("2026-08-31", &done), ("2026-09-10", &out)]);
    let data = data(&past, &["--last", "4w"]);
    let a = json!({"id": "p/a", "due": "2026-10-30", "last_seen": "2026-08-24", "became": "done", "became_on": "2026-08-31", "reason": null});
    assert_eq!(data["gone"], json!([a]));
    let text = run(&past, &["--last", "4w"]).out.replace('\u{a0}', " ");
    assert!(text.contains("p/a  done 31 Aug · promised 30 Oct, last open 24 Aug"), "{text}");
}

#[test]
fn what_is_gone_is_of_the_selection() {
    let then = "milestones:
  a: {duration: 5d, due: 2026-10-30, owner: ana}
  b: {duration: 5d, due: 2026-10-30, owner: bo}
  c: {duration: 5d, due: 2026-10-30, owner: bo}
";
    let now = "milestones:
  a: {duration: 5d, due: 2026-10-30, owner: ana}
  c: {duration: 5d, due: tbd, owner: bo}
";
    let past = two_weeks(then, now);
    for (arguments, expected) in [
        (&["a"][..], &[][..]),
        (&["p"], &["p/b", "p/c"]),
        (&["--owner", "ana"], &[]),
        (&["--owner", "bo"], &["p/b", "p/c"]),
    ] {
        let data = data(&past, &[&["--last", "1w"], arguments].concat());
        let gone: Vec<&Value> = data["gone"].as_array().unwrap().iter().map(|one| &one["id"]).collect();
        assert_eq!(gone, expected, "{arguments:?}");
    }
}

#[test]
fn a_promise_that_moved_is_never_said_not_to_have_moved() {
    let plan = |due: &str| {
        format!(
            "milestones:\n  a: {{duration: 5d, started: 2026-08-03, eta: 2026-09-18, due: {due}}}\n  b: {{duration: 5d, started: 2026-08-03, eta: 2026-09-18, due: 2026-10-02}}\n"
        )
    };
    let past = two_weeks(&plan("2026-10-02"), &plan("2026-10-30"));
    let data = data(&past, &["--last", "1w"]);
    assert_eq!(
        json!([data["series"][0]["flags"], data["series"][1]["flags"]]),
        json!([["promised-anew"], []])
    );
    let text = run(&past, &["--last", "1w"]).out.replace('\u{a0}', " ");
    assert!(text.contains("2 promises: 1 promised anew"), "{text}");
    assert!(text.contains("forecast did not move · promised 2 Oct, since 14 Sep 30 Oct"), "{text}");
    assert!(text.contains("Did not move (1): p/b"), "{text}");
    told(&text, &data);
}

// Ten days that never begin recede, until they are cancelled.
#[test]
fn what_is_cancelled_does_not_recede() {
    let then = "milestones:\n  a: {duration: 10d, due: 2026-09-25}\n";
    let now = "milestones:\n  a: {duration: 10d, due: 2026-09-25, cancelled: {on: 2026-09-10}}\n";
    let past = past(&[("2026-08-03", then), ("2026-09-10", now)]);
    let data = data(&past, &["a", "--last", "4w"]);
    let a = series(&data, "p/a");
    assert_eq!(json!([a["velocity"], a["flags"], data["gone"]]), json!([null, [], []]));
    let text = run(&past, &["a", "--last", "4w"]).out.replace('\u{a0}', " ");
    assert!(text.contains("1 promise: 1 moved, 1 cancelled"), "{text}");
    assert!(!text.contains("receding ·") && text.contains("cancelled"), "{text}");
    told(&text, &data);
}

// Thirteen forecasts and four promises.
#[test]
fn a_row_folds_the_dates_between_the_first_and_the_last() {
    let plan = |due: &str| {
        format!("milestones:\n  a-long-milestone: {{duration: 10d, owner: somebody, due: {due}}}\n")
    };
    let (first, second, third) = (plan("2026-09-25"), plan("2026-10-02"), plan("2026-10-09"));
    let past = past(&[
        ("2026-06-01", &first),
        ("2026-07-06", &second),
        ("2026-08-03", &third),
        ("2026-09-07", &first),
    ]);
    let data = data(&past, &[]);
    let text = run(&past, &[]).out.replace('\u{a0}', " ");
    assert_eq!(said(series(&data, "p/a-long-milestone")).len(), 13);
    assert!(
        text.contains(
            "receding · 22 Jun: 3 Jul · … 12 more · promised 25 Sep, … 2 more, since 7 Sep 25 Sep\n"
        ),
        "{text}"
    );
    told(&text, &data);
}

#[test]
fn the_selection_is_of_promises_and_of_milestones_by_name() {
    let plan = "due: 2026-12-18\nmilestones:\n  a: {duration: 5d}\n  b: {duration: 5d, due: 2026-10-30}\n  old: {due: 2026-05-29, done: 2026-05-29}\n  no: {due: 2026-10-30, cancelled: {on: 2026-09-01}}\n";
    let files =
        vec![(PLAN, plan), ("programs/q.yaml", "milestones:\n  z: {duration: 5d, due: 2026-10-30}\n")];
    let past = of_files(&["2026-05-29"], &[files]);
    for (arguments, expected) in [
        (&[][..], &["p", "p/b", "q/z"][..]),
        (&["p"], &["p", "p/b"]),
        (&["--program", "p"], &["p", "p/b"]),
        (&["a", "old"], &["p/a", "p/old"]),
        (&["--program", "q", "p/a"], &["p/a", "q/z"]),
    ] {
        let data = data(&past, arguments);
        let mut ids: Vec<&str> =
            data["series"].as_array().unwrap().iter().map(|series| series["id"].as_str().unwrap()).collect();
        ids.sort_unstable();
        assert_eq!(ids, expected, "{arguments:?}");
    }
    let files = [(PLAN, plan)];
    for wrong in [&["nobody"][..], &["--program", "a"], &["--last", "soon"], &["--every", "month"]] {
        let output = run_in_repository(&past, &files, &[&["trend"], wrong].concat());
        assert_eq!((output.status, output.out.as_str()), (2, ""), "{wrong:?}");
    }
    let output = run_in_repository(&Past::default(), &files, &["trend"]);
    assert!(output.status == 2 && output.err.contains("no git repository"), "{}", output.err);
}

#[test]
fn done_has_no_velocity_and_is_said() {
    let plan = |done: &str| {
        format!(
            "milestones:\n  a: {{duration: 5d, started: 2026-08-03, eta: 2026-09-18, due: 2026-09-18{done}}}\n"
        )
    };
    let past = past(&[("2026-08-03", &plan("")), ("2026-09-08", &plan(", done: 2026-09-08"))]);
    let data = data(&past, &["--last", "4w"]);
    let a = series(&data, "p/a");
    assert_eq!(said(a), ["2026-09-18", "2026-09-18", "2026-09-18", "2026-09-18", "2026-09-08"]);
    assert_eq!(json!([a["net_days"], a["velocity"], a["finished"]]), json!([-10, null, "2026-09-08"]));
    let text = run(&past, &["--last", "4w"]).out.replace('\u{a0}', " ");
    assert!(text.contains("done 8 Sep") && text.contains("8wd earlier"), "{text}");
}

#[test]
fn a_chart_has_forecasts_across_and_report_dates_down() {
    let chart = run(&past(&STEPS), &["--last", "4w", "--chart"]).out.replace('\u{a0}', " ");
    // 43 days from 17 August to 28 September: two in a column.
    let expected = "            Aug    Sep
    17 Aug  .               ●
    24 Aug     .            ●
    31 Aug         .        ●
     7 Sep            .        | ●
    14 Sep                .    ●
";
    assert!(chart.contains(expected), "{chart}");
    assert!(chart.lines().all(|line| line.chars().count() <= 200));
    let ascii = run(&past(&STEPS), &["--last", "4w", "--chart", "--ascii"]).out;
    assert!(ascii.is_ascii() && ascii.contains("| *"), "{ascii}");
}

#[test]
fn csv_has_a_row_for_each_promise_and_date() {
    let out = run(&past(&STEPS), &["--last", "1w", "--format", "csv"]).out;
    let lines: Vec<&str> = out.lines().map(str::trim_end).collect();
    assert_eq!(lines[0], "id,on,commit,forecast,due,gap");
    assert_eq!(lines.len(), 3);
    assert!(lines[1].starts_with("p/a,2026-09-07,") && lines[1].ends_with(",2026-09-28,2026-09-25,"));
    let markdown = run(&past(&STEPS), &["--format", "markdown"]).out;
    assert!(markdown.contains("| promise | owner | promised |"), "{markdown}");
}
