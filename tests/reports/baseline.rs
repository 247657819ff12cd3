//! `tpm slippage` against the forecast of an earlier commit.

use crate::support::{self, Output, Past, Version, run_in_repository};
use serde_json::{Value, json};

// Forecast on Mon 7 Sep: ledger 7..18 Sep, model 21..25 Sep.
const THEN: &str = "milestones:\n  ledger: {duration: 10d}\n  model: {duration: 5d, depends_on: ledger}\n";

// On Mon 14 Sep: ledger 14..23 Sep, as 8d are left: 21, 22, 23 = 3 late. What was model: 24, 25,
// 28, 29, 30 Sep, 1 Oct: 28, 29, 30, 1 = 4 late, 3 of them carried; its day more than then never
// fitted. Another model and an audit are new.
const NOW: &str = "\
milestones:
  ledger: {duration: 10d, owner: bo, started: 2026-09-07, remaining: 8d, updated: 2026-09-11}
  fraud-model: {duration: 6d, owner: wen, depends_on: ledger, formerly: [first-model, model]}
  model: {duration: 40d, owner: wen}
  audit: {duration: 40d, owner: wen}
";

fn past() -> Past {
    let old = Version::new(&["v0"], "2026-08-03", &[("readme.md", "x")]);
    let faulty =
        "milestones:\n  ledger: {duration: 10d, nonsense: 1}\n  model: {duration: 5d, depends_on: ledger}\n";
    Past(vec![
        old,
        Version::new(&["broken"], "2026-08-31", &[("programs/p.yaml", faulty)]),
        Version::new(&["v1", "HEAD"], "2026-09-07", &[("programs/p.yaml", THEN)]),
    ])
}

fn run(files: &[(&str, &str)], arguments: &[&str]) -> Output {
    run_in_repository(&past(), files, &[&["slippage"], arguments].concat())
}

fn data(files: &[(&str, &str)], arguments: &[&str]) -> Value {
    let output = run(files, &[arguments, &["--format", "json"]].concat());
    let report: Value = serde_json::from_str(&output.out).unwrap_or_else(|_| panic!("{}", output.err));
    report["data"].clone()
}

/// Checks the id, reference, days late and own days of each late milestone, most days late first.
#[track_caller]
fn check(data: &Value, expected: &[(&str, &str, i32, i32)]) {
    let slips = data["milestones"].as_array().unwrap().iter();
    let found: Vec<Value> = slips
        .map(|slip| json!([slip["id"], slip["reference"], slip["lateness_workdays"], slip["own_workdays"]]))
        .collect();
    let expected: Vec<Value> = expected.iter().map(|slip| json!([slip.0, slip.1, slip.2, slip.3])).collect();
    assert_eq!(found, expected);
}

#[test]
fn dates_are_measured_against_the_forecast_of_the_commit() {
    let files = [("programs/p.yaml", NOW)];
    let data = data(&files, &["--baseline", "v1"]);
    check(&data, &[("p/fraud-model", "2026-09-25", 4, 0), ("p/ledger", "2026-09-18", 3, 3)]);
    assert_eq!((&data["against"], &data["without_reference"]), (&json!("baseline-revision"), &json!(2)));
    let hash = &past().0[2].hash;
    assert_eq!(
        data["baseline_plan"],
        json!({"revision": "v1", "commit": hash, "as_of": "2026-09-07", "errors": 0})
    );
    let text = run(&files, &["--baseline", "v1"]).out.replace('\u{a0}', " ");
    assert!(
        text.contains(
            "2 milestones late against the earlier forecast · 1 never fitted · 2 milestones have no earlier forecast"
        ),
        "{text}"
    );
    assert!(text.contains(&format!("Against v1, commit {hash}, as forecast on 7 Sep\n")), "{text}");
    assert!(text.contains("forecast then"), "{text}");
}

#[test]
fn the_plan_of_a_day_is_forecast_from_that_day() {
    // From Wed 9 Sep ten days end on Tue 22 Sep, and five more on Tue 29.
    let data = data(&[("programs/p.yaml", NOW)], &["--baseline", "2026-09-09"]);
    check(&data, &[("p/fraud-model", "2026-09-29", 2, 0), ("p/ledger", "2026-09-22", 1, 1)]);
}

#[test]
fn renamed_milestones_are_found_by_their_old_id() {
    let measured = |plan: &str| -> Vec<String> {
        let data = data(&[("programs/p.yaml", plan)], &["--baseline", "v1"]);
        data["milestones"]
            .as_array()
            .unwrap()
            .iter()
            .map(|slip| slip["id"].as_str().unwrap().to_owned())
            .collect()
    };
    let late = "{duration: 40d}";
    assert_eq!(measured(&format!("milestones:\n  other: {late}\n")), Vec::<String>::new());
    assert_eq!(
        measured(&format!("milestones:\n  other: {late}\n").replace("40d", "40d, formerly: [model]")),
        ["p/other"]
    );
    // The current id takes precedence over one from `formerly`.
    assert_eq!(measured("milestones:\n  ledger: {duration: 11d, formerly: [model]}\n"), ["p/ledger"]);
    assert_eq!(measured("milestones:\n  model: {duration: 10d, formerly: [ledger]}\n"), Vec::<String>::new());
}

#[test]
fn moved_milestones_are_matched_as_in_a_diff() {
    let measured = |files: &[(&str, &str)]| -> Vec<(String, Value)> {
        let data = data(files, &["--baseline", "v1"]);
        let slips = data["milestones"].as_array().unwrap().iter();
        slips.map(|slip| (slip["id"].as_str().unwrap().to_owned(), slip["reference"].clone())).collect()
    };
    let found = |program: &str| {
        [("fraud-model", "2026-09-25"), ("ledger", "2026-09-18")]
            .map(|(id, day)| (format!("{program}/{id}"), json!(day)))
            .to_vec()
    };
    // First the program has another id in the same file; then the file has another name, with most
    // of the same milestones.
    let now = NOW.replace("  model: {duration: 40d, owner: wen}\n  audit: {duration: 40d, owner: wen}\n", "");
    assert_eq!(measured(&[("programs/p.yaml", &format!("id: q\n{now}"))]), found("q"));
    let kept = now.replace("fraud-model", "model").replace(", formerly: [first-model, model]", "");
    let kept_found: Vec<_> =
        found("q").into_iter().map(|(id, day)| (id.replace("fraud-", ""), day)).collect();
    assert_eq!(measured(&[("programs/q.yaml", &kept)]), kept_found);
    // One milestone moved to another program, otherwise unchanged.
    let ledger = "milestones:\n  ledger: {duration: 15d}\n";
    let model = "milestones:\n  model: {duration: 5d, depends_on: p/ledger}\n";
    let moved = measured(&[("programs/p.yaml", ledger), ("programs/r.yaml", model)]);
    assert_eq!(
        moved,
        [("p/ledger".to_owned(), json!("2026-09-18")), ("r/model".to_owned(), json!("2026-09-25"))]
    );
    // The old id of a renamed milestone does not match a milestone of another program.
    let other = "milestones:\n  model: {duration: 5d, depends_on: p/ledger}\n";
    let renamed = ledger.to_owned() + "  fraud-model: {duration: 6d, depends_on: ledger, formerly: model}\n";
    let both = measured(&[("programs/p.yaml", &renamed), ("programs/r.yaml", other)]);
    assert_eq!(both.len(), 2, "{both:?}");
    assert!(both.iter().all(|(id, _)| id.starts_with("p/")), "{both:?}");
}

#[test]
fn the_workspace_baseline_applies_without_an_own_one() {
    let now = NOW.replace("{duration: 10d, owner: bo", "{duration: 10d, baseline: 2026-09-22, owner: bo");
    let files =
        |shared: &'static str| [("programs/p.yaml", now.clone()), ("programs/tpm.yaml", shared.to_owned())];
    let standing = files("baseline: v1\n");
    let standing: Vec<(&str, &str)> = standing.iter().map(|(path, text)| (*path, text.as_str())).collect();
    let found = data(&standing, &["--against", "baseline"]);
    check(&found, &[("p/fraud-model", "2026-09-25", 4, 0), ("p/ledger", "2026-09-22", 1, 1)]);
    assert_eq!((&found["against"], &found["baseline_plan"]["revision"]), (&json!("baseline"), &json!("v1")));
    let text = run(&standing, &["--against", "baseline"]).out;
    assert!(text.contains("Those without a baseline of their own against v1, commit "), "{text}");
    // The flag names another plan, and applies to all milestones.
    check(
        &data(&standing, &["--baseline", "v1"]),
        &[("p/fraud-model", "2026-09-25", 4, 0), ("p/ledger", "2026-09-18", 3, 3)],
    );
    // Measuring against promises reads no history; there is none here.
    let output = support::run(&standing, &["slippage", "--format", "json"]);
    let report: Value = serde_json::from_str(&output.out).unwrap();
    assert_eq!(
        json!([output.status, report["data"]["against"], report["data"]["baseline_plan"]]),
        json!([0, "original-promise", null])
    );
    let output = support::run(&standing, &["slippage", "--against", "baseline"]);
    assert_eq!((output.status, output.out.as_str()), (2, ""));
    assert!(output.err.contains("`baseline: v1` of tpm.yaml: there is no git repository"), "{}", output.err);
    // In a plan, `baseline` takes only a revision or a past date.
    for (written, said) in
        [("--output=x", "begins with `-`"), ("fri", "there is no commit"), ("2027-01-01", "is in the future")]
    {
        let shared = format!("baseline: {written}\n");
        let output =
            run(&[("programs/p.yaml", NOW), ("programs/tpm.yaml", &shared)], &["--against", "baseline"]);
        assert!(output.status == 2 && output.err.contains(said), "{written}: {}", output.err);
    }
}

#[test]
fn errors_in_the_old_plan_are_counted_and_not_measured() {
    let files = [("programs/p.yaml", NOW)];
    let found = data(&files, &["--baseline", "broken"]);
    check(&found, &[]);
    assert_eq!((&found["baseline_plan"]["errors"], &found["without_reference"]), (&json!(1), &json!(4)));
    let output = run(&files, &["--baseline", "broken"]);
    assert_eq!(output.status, 0, "{}", output.err);
    assert!(output.out.contains("· 1 error in it: what they affect has no forecast"), "{}", output.out);
}

#[test]
fn a_missing_baseline_plan_is_refused() {
    let refused = |arguments: &[&str], said: &str| {
        let output = run(&[("programs/p.yaml", NOW)], arguments);
        assert_eq!((output.status, output.out.as_str()), (2, ""), "{arguments:?}");
        assert!(output.err.contains(said), "{arguments:?} does not say {said:?}: {}", output.err);
    };
    refused(&["--baseline", "v9"], "error: --baseline v9: there is no commit");
    refused(&["--baseline", "v0"], &format!("in {}: there is no `programs` directory", past().0[0].hash));
    refused(&["--baseline", "-x"], "begins with `-`");
    refused(&["--baseline", "v1", "--against", "due"], "cannot be used with");
}

#[test]
fn both_plans_may_be_of_commits() {
    let output =
        run(&[("programs/p.yaml", NOW)], &["--baseline", "v1", "--at", "2026-09-09", "--format", "json"]);
    let report: Value = serde_json::from_str(&output.out).unwrap();
    // The same plan two days later: not started, it is two days late, and nothing says that it could
    // have been.
    check(&report["data"], &[("p/ledger", "2026-09-18", 2, 0), ("p/model", "2026-09-25", 2, 0)]);
    assert_eq!(json!([report["as_of"], report["commit"]]), json!(["2026-09-09", past().0[2].hash]));
}
