//! `tpm odds --backtest`: small histories worked by hand. Without ranges every run ends on one day.

use crate::schema::numbers::untold;
use crate::support::{Output, Past, Version, run_in_repository};
use serde_json::{Value, json};

const PLAN: &str = "programs/p.yaml";
const CERTAIN: (&str, &str) = (
    "programs/tpm.yaml",
    "default_range: {optimistic: 100%, pessimistic: 100%}\nowners: {ana: {}, bo: {team: core}, cy: {}}\n",
);

/// Returns a history of one plan without ranges, by the days of its commits; the last one is `HEAD`.
fn past(versions: &[(&str, &str)]) -> Past {
    let versions = versions.iter().enumerate().map(|(at, (day, text))| {
        let name = if at + 1 == versions.len() { "HEAD".to_owned() } else { format!("{at} of {day}") };
        Version::new(&[&name], day, &[(PLAN, text), CERTAIN])
    });
    Past(versions.collect())
}

fn run(past: &Past, arguments: &[&str]) -> Output {
    run_in_repository(past, &[(PLAN, "milestones: {}\n")], &[&["odds", "--backtest"], arguments].concat())
}

#[track_caller]
fn data(past: &Past, arguments: &[&str]) -> Value {
    let output = run(past, &[arguments, &["--format", "json"]].concat());
    assert_eq!(output.status, 0, "{}", output.err);
    let report: Value = serde_json::from_str(&output.out).unwrap();
    report["data"]["backtest"].clone()
}

/// Returns the values of some keys.
fn values(value: &Value, keys: &[&str]) -> Value {
    keys.iter().map(|key| value[key].clone()).collect()
}

/// Returns the row of a milestone in a list.
#[track_caller]
fn row<'d>(data: &'d Value, list: &str, id: &str) -> &'d Value {
    let mut rows = data[list].as_array().unwrap().iter();
    rows.find(|row| row["id"] == id).unwrap_or_else(|| panic!("no {id}: {data:#}"))
}

/// Whether an estimate is compared with what its work took.
fn is_estimated(data: &Value, id: &str) -> bool {
    data["estimates"].as_array().unwrap().iter().any(|row| row["id"] == id)
}

/// Twelve times 5d from Mon 3 Aug to Fri 7 Aug: what it is, who owns it, what is promised, and when it was done.
const TWELVE: [(&str, &str, &str, &str); 12] = [
    ("early", "ana", ", due: 2026-08-06", "2026-08-06"),
    ("f1", "ana", ", due: 2026-08-07", "2026-08-07"),
    ("f2", "ana", ", due: 2026-08-07", "2026-08-07"),
    ("f3", "ana", "", "2026-08-07"),
    ("f4", "ana", "", "2026-08-07"),
    ("f5", "cy", "", "2026-08-07"),
    ("f6", "cy", "", "2026-08-07"),
    ("f7", "bo", "", "2026-08-07"),
    ("f8", "bo", "", "2026-08-07"),
    ("l1", "bo", ", due: 2026-08-07", "2026-08-10"),
    ("l2", "bo", ", due: 2026-08-10", "2026-08-10"),
    ("l3", "bo", "", "2026-08-10"),
];

fn before() -> String {
    let line = |(name, owner, due, _): &(&str, &str, &str, &str)| {
        format!("  {name}: {{duration: 5d, owner: {owner}{due}}}\n")
    };
    format!("milestones:\n{}", TWELVE.iter().map(line).collect::<String>())
}

fn after() -> String {
    let line = |(name, owner, due, done): &(&str, &str, &str, &str)| {
        format!("  {name}: {{duration: 5d, owner: {owner}{due}, started: 2026-08-03, done: {done}}}\n")
    };
    format!("milestones:\n{}", TWELVE.iter().map(line).collect::<String>())
}

fn twelve() -> Past {
    past(&[("2026-08-03", &before()), ("2026-08-11", &after())])
}

// A day that has all the runs counts as 0.8 inside, and 0.1 on either side: 8 × 0.8 / 12 = 53 %,
// (8 × 0.1 + 1) / 12 = 15 % early, (8 × 0.1 + 3) / 12 = 32 % late. Wilson of 6.4 of 12: the middle is
// (0.5333 + 3.8415 / 24) / (1 + 3.8415 / 12) = 0.5253, and half of the width 1.96 / 1.3201 ×
// √(0.5333 × 0.4667 / 12 + 3.8415 / 576) = 0.2458: 0.2795 to 0.7711.
#[test]
fn coverage_by_hand() {
    let data = data(&twelve(), &[]);
    let keys = [
        "finished",
        "unfinished",
        "undecided",
        "coverage_percent",
        "low",
        "high",
        "early_percent",
        "late_percent",
    ];
    assert_eq!(values(&data, &keys), json!([12, 0, 0, 53, 27, 78, 15, 32]));
    assert_eq!(values(&data, &["since", "weeks_read", "weeks_unread"]), json!(["2026-08-03", 6, 0]));
    let first = &data["milestones"][0];
    let keys = ["id", "owner", "team", "on", "p10", "p90", "finished", "off_days", "inside_percent"];
    let expected =
        json!(["p/l1", "bo", "core", "2026-08-03", "2026-08-07", "2026-08-07", "2026-08-10", 3, 0]);
    assert_eq!(values(first, &keys), expected);
    assert_eq!(values(&data["milestones"][3], &["id", "off_days"]), json!(["p/early", -1]));
}

// 8 × 5 + 3 × 6 + 4 = 62 days for 60: 3 % longer. The days off 1.0333 times each estimate have squares that
// sum to 8 × 0.1667² + 3 × 0.8333² + 1.1667² = 3.6667: 2 × √(3.6667 × 12 / 11) / 60 = 6.7 %.
#[test]
fn bias_by_hand() {
    let data = data(&twelve(), &[]);
    assert_eq!(values(&data, &["bias_percent", "bias_error_percent"]), json!([3, 7]));
    let keys = ["name", "milestones", "expected_workdays", "actual_workdays", "bias_percent"];
    let rows =
        |by: &str| data[by].as_array().unwrap().iter().map(|row| values(row, &keys)).collect::<Vec<_>>();
    // 28 of 25: 12 %; 24 of 25: -4 %. Two milestones are too few.
    assert_eq!(
        rows("by_owner"),
        [json!(["bo", 5, 25.0, 28, 12]), json!(["ana", 5, 25.0, 24, -4]), json!(["cy", 2, 10.0, 10, null])]
    );
    assert_eq!(rows("by_team")[0], json!(["core", 5, 25.0, 28, 12]));
}

// The plan ends on 7 Aug, so that a promise for that day or 10 Aug is kept in all runs, and one for 6 Aug in none.
// (0 - 1)² + (1 - 1)² + (1 - 1)² + (1 - 0)² + (1 - 1)² = 2, by 5.
#[test]
fn brier_by_hand() {
    let data = data(&twelve(), &[]);
    assert_eq!(values(&data, &["brier", "kept", "kept_by_odds_percent"]), json!([0.4, 4, 80]));
    let first = values(&data["promises"][0], &["id", "on", "due", "kept_percent", "was_kept", "finished"]);
    assert_eq!(first, json!(["p/early", "2026-08-03", "2026-08-06", 0, true, "2026-08-06"]));
    assert_eq!(data["promises"].as_array().unwrap().len(), 5);
}

// Whoever names an owner or a milestone gets only those.
#[test]
fn what_is_selected_alone_counts() {
    let output = run(&twelve(), &["--owner", "bo", "--format", "json"]);
    assert_eq!(output.status, 2);
    let said = "only 5 finished milestones can be judged, of at least 10";
    assert!(output.err.contains(said), "{}", output.err);
    let most: Vec<String> = TWELVE.iter().skip(1).map(|(name, ..)| format!("p/{name}")).collect();
    let most: Vec<&str> = most.iter().map(String::as_str).collect();
    assert_eq!(data(&twelve(), &most)["finished"], 11);
}

#[test]
fn too_little_history_is_refused() {
    let none = past(&[("2026-09-14", &after())]);
    let output = run(&none, &[]);
    assert_eq!((output.status, output.out.as_str()), (2, ""));
    assert!(output.err.contains("no finished milestone has odds that can be judged"), "{}", output.err);
    // Before the first two weeks of the window everything was done.
    let output = run(&twelve(), &["--weeks", "2"]);
    assert!(output.err.contains("--weeks 4"), "{}", output.err);
    let output = run_in_repository(&Past::default(), &[(PLAN, &before())], &["odds", "--backtest"]);
    assert!(output.status == 2 && output.err.contains("no git repository"), "{}", output.err);
    let output = run(&twelve(), &["--runs", "100", "--weeks", "0"]);
    assert!(output.status == 2 && output.out.is_empty());
    let output = run_in_repository(&twelve(), &[(PLAN, &before())], &["odds", "--weeks", "4"]);
    assert!(output.status == 2 && output.err.contains("--backtest"), "{}", output.err);
}

/// Returns the twelve with another line, before and after.
fn with(lines: [&str; 2]) -> Past {
    past(&[
        ("2026-08-03", &format!("{}{}", before(), lines[0])),
        ("2026-08-11", &format!("{}{}", after(), lines[1])),
    ])
}

#[test]
fn what_should_be_over_and_is_not_is_outside() {
    let left = "  slow: {duration: 5d, owner: ana}\n";
    for begun in [left, "  slow: {duration: 5d, owner: ana, started: 2026-08-03}\n"] {
        let data = data(&with([left, begun]), &[]);
        assert_eq!(values(&data, &["finished", "unfinished"]), json!([12, 1]));
        // From 7 Aug to 14 Sep.
        let first = values(&data["milestones"][0], &["id", "finished", "off_days", "inside_percent"]);
        assert_eq!(first, json!(["p/slow", null, 38, 0]));
        // What began counts with its days so far, 3 Aug to 11 Sep.
        assert_eq!(is_estimated(&data, "p/slow"), begun != left);
        if begun != left {
            assert_eq!(row(&data, "estimates", "p/slow")["actual_workdays"], 30);
        }
    }
}

#[test]
fn what_was_given_up_counts_nowhere() {
    let left = "  gone: {duration: 5d, owner: ana, due: 2026-08-12}\n";
    for gone in ["", "  gone: {duration: 5d, owner: ana, cancelled: {on: 2026-08-11, reason: Bought}}\n"] {
        let data = data(&with([left, gone]), &[]);
        assert_eq!(
            (&data["unfinished"], data["promises"].as_array().unwrap().len()),
            (&json!(0), 5),
            "{gone}"
        );
    }
}

// 8d from Mon 7 Sep end on Wed 16 Sep, in all runs. On 14 Sep that is not over, so that it does not matter yet that
// it was done on 9 Sep; nor is it certain yet that it is not one of those that take longer.
#[test]
fn what_is_quick_does_not_count_before_the_slow_can() {
    let line = |said: &str| format!("  long: {{duration: 8d, owner: ana, not_before: 2026-09-07{said}}}\n");
    let past = |last: &str| {
        past(&[
            ("2026-08-03", &before()),
            ("2026-08-11", &format!("{}{}", after(), line(""))),
            (last, &format!("{}{}", after(), line(", started: 2026-09-07, done: 2026-09-09"))),
        ])
    };
    let early = data(&past("2026-09-10"), &[]);
    assert_eq!(values(&early, &["finished", "undecided"]), json!([12, 1]));
    assert!(!is_estimated(&early, "p/long"));
    let text = run(&past("2026-09-10"), &[]).out;
    let said = "1 finished milestone is left out until its P90 has passed";
    assert!(text.replace('\u{a0}', " ").contains(said), "{text}");
    // From 17 Sep on it counts.
    let later = data(&past("2026-09-10"), &["--as-of", "2026-09-17"]);
    assert_eq!(values(&later, &["finished", "undecided"]), json!([13, 0]));
    assert_eq!(row(&later, "estimates", "p/long")["actual_workdays"], 3);
}

// The first week in which it was to begin counts, and not what was learned later.
#[test]
fn later_estimates_do_not_make_odds_right() {
    let first = "  a: {duration: 5d, owner: ana}\n";
    let later = "  a: {duration: 15d, owner: ana, started: 2026-08-03}\n";
    let done = "  a: {duration: 15d, owner: ana, started: 2026-08-03, done: 2026-08-21}\n";
    let past = past(&[
        ("2026-08-03", &format!("{}{first}", before())),
        ("2026-08-10", &format!("{}{later}", after())),
        ("2026-08-24", &format!("{}{done}", after())),
    ]);
    let data = data(&past, &[]);
    let odds = values(&data["milestones"][0], &["id", "on", "p90", "off_days"]);
    assert_eq!(odds, json!(["p/a", "2026-08-03", "2026-08-07", 14]));
    let work = values(row(&data, "estimates", "p/a"), &["expected_workdays", "actual_workdays"]);
    assert_eq!(work, json!([5.0, 15]));
}

// On 3 Aug `b` was to begin two weeks later, and on 10 Aug a week later, which is the next week's matter.
#[test]
fn the_week_is_the_one_in_which_it_was_about_to_begin() {
    let lines = |a: &str, b: &str| {
        let b = format!("  b: {{duration: 5d, owner: ana, depends_on: a{b}}}\n");
        format!("  a: {{duration: 10d, owner: ana{a}}}\n{b}")
    };
    let (begun, over) = (", started: 2026-08-03", ", started: 2026-08-03, done: 2026-08-14");
    let past = past(&[
        ("2026-08-03", &format!("{}{}", before(), lines("", ""))),
        ("2026-08-10", &format!("{}{}", after(), lines(begun, ""))),
        ("2026-08-15", &format!("{}{}", after(), lines(over, ""))),
        ("2026-08-24", &format!("{}{}", after(), lines(over, ", started: 2026-08-17, done: 2026-08-21"))),
    ]);
    let data = data(&past, &[]);
    assert_eq!(row(&data, "milestones", "p/a")["on"], "2026-08-03");
    let b = values(row(&data, "milestones", "p/b"), &["on", "p90"]);
    assert_eq!(b, json!(["2026-08-17", "2026-08-21"]));
}

#[test]
fn renames_and_archives_are_followed() {
    let renamed = after().replace("  l1:", "  last: {formerly: [l1], duration: 5d, owner: bo, due: 2026-08-07, started: 2026-08-03, done: 2026-08-10}\n  x:");
    let renamed = renamed.lines().filter(|line| !line.starts_with("  x:")).map(|line| format!("{line}\n"));
    let renamed: String = renamed.collect();
    let archived: String =
        renamed.lines().filter(|line| !line.starts_with("  f")).map(|line| format!("{line}\n")).collect();
    let past = past(&[("2026-08-03", &before()), ("2026-08-11", &renamed), ("2026-09-01", &archived)]);
    let data = data(&past, &[]);
    assert_eq!((&data["finished"], &data["coverage_percent"]), (&json!(12), &json!(53)));
    assert!(data["milestones"].as_array().unwrap().iter().any(|row| row["id"] == "p/last"));
    // With an argument, what its program had counts too.
    let data = self::data(&past, &["p"]);
    assert_eq!(data["finished"], 12);
}

#[test]
fn a_risk_that_happened_is_no_wrong_estimate() {
    let risk = |occurred: &str| {
        format!("risks:\n  r: {{title: R, probability: 20%, impact: 1d, affects: [l1]{occurred}}}\n")
    };
    let data = data(&with([&risk(""), &risk(", occurred: 2026-08-07")]), &[]);
    assert!(!is_estimated(&data, "p/l1"));
    assert_eq!(row(&data, "estimates", "p/l2")["actual_workdays"], 6);
    // The odds knew of it: a fifth of the runs end on 10 Aug, as it did.
    assert_eq!(row(&data, "milestones", "p/l1")["p90"], "2026-08-10");
}

#[test]
fn work_without_a_start_says_so() {
    let past =
        past(&[("2026-08-03", &before()), ("2026-08-11", &after().replace("started: 2026-08-03, ", ""))]);
    let data = data(&past, &[]);
    let keys = ["coverage_percent", "bias_percent", "without_start", "by_owner", "estimates"];
    assert_eq!(values(&data, &keys), json!([53, null, 12, [], []]));
    let text = run(&past, &[]).out.replace('\u{a0}', " ");
    assert!(text.contains("How long work took is not known of 12 finished milestones"), "{text}");
}

#[test]
fn a_plan_that_cannot_be_read_is_left_out() {
    let past =
        past(&[("2026-08-03", &before()), ("2026-08-10", "milestones: [\n"), ("2026-08-17", &after())]);
    let data = data(&past, &[]);
    assert_eq!(values(&data, &["weeks_read", "weeks_unread", "finished"]), json!([5, 1, 12]));
    let text = run(&past, &[]).out;
    assert!(text.contains("1 week left out, as a plan could not be read."), "{text}");
}

#[test]
fn the_text_tells_what_the_json_does() {
    let past = twelve();
    let text = run(&past, &["--all"]).out.replace('\u{a0}', " ");
    for said in [
        "odds of 6 weeks since 3 Aug, 1,000 runs each, seed 1",
        "✗ The odds were too sure: 53 % of 12 milestones ended between P10 and P90, and about 80 % should. Most others were later.",
        "ended between P10 and P90   53 % (27–78 %)",
        "work against its estimates  3 % longer ±7",
        "promises kept               4 of 5 (80 %)",
        "Before P10 or after P90 (4 of 12)",
        "1 day early",
    ] {
        assert!(text.contains(said), "{said}\n{text}");
    }
    let mut data = data(&past, &[]);
    // What would be right is the same in every report.
    data["right"] = json!([{"percent": 80}, {"percent": 10}, {"percent": 0}]);
    let also = [("low_percent", data["low"].clone()), ("high_percent", data["high"].clone())];
    let as_of = ("as_of", json!("2026-09-14"));
    for (key, value) in also.into_iter().chain([as_of, ("share_of_promises_percent", json!(80))]) {
        data[key] = value;
    }
    let (_, report) = text.split_once('\n').unwrap();
    assert_eq!(untold(report, &data), [""; 0]);
    let markdown = run(&past, &["--format", "markdown"]).out.replace('\u{a0}', " ");
    assert!(markdown.contains("| bo | 5 | 25wd | 28wd | **12"), "{markdown}");
    let csv = run(&past, &["--format", "csv"]).out;
    assert_eq!(csv.lines().count(), 13);
    assert!(
        csv.starts_with("id,owner,team,on,p10,p50,p80,p90,finished,off_days,inside_percent\r\n"),
        "{csv}"
    );
}

// Today's odds are there too, and the schema of `odds` describes both.
#[test]
fn the_report_is_one_of_odds() {
    let output =
        run(&with(["", "  open: {duration: 5d, owner: ana, due: 2026-10-01}\n"]), &["--format", "json"]);
    let report: Value = serde_json::from_str(&output.out).unwrap();
    assert_eq!((&report["kind"], &report["data"]["runs"]), (&json!("odds"), &json!(1000)));
    assert_eq!(report["data"]["promises"][0]["id"], "p/open");
    let plain = run_in_repository(
        &twelve(),
        &[(PLAN, &before())],
        &["odds", "--as-of", "2026-08-03", "--format", "json"],
    );
    let plain: Value = serde_json::from_str(&plain.out).unwrap();
    assert_eq!(plain["data"]["backtest"], Value::Null);
    let keys = |value: &Value| value["data"].as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    assert_eq!(keys(&report), keys(&plain));
}

#[test]
fn the_same_seed_gives_the_same_bytes() {
    let ranged = "  a: {duration: [2d, 5d, 15d], owner: ana}\n";
    let done = "  a: {duration: [2d, 5d, 15d], owner: ana, started: 2026-08-03, done: 2026-08-12}\n";
    let past = with([ranged, done]);
    let printed = |seed: &str| run(&past, &["--seed", seed, "--format", "json"]).out;
    assert_eq!(printed("1"), printed("1"));
    assert_ne!(printed("1"), printed("2"));
}
