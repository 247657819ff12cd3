//! `--at`: the plans of a commit, as of its day.

use crate::support::{self, Output, Past, Version, run_in_repository, run_in_repository_as};
use serde_json::{Value, json};
use tpm::cli::Variables;

// Mon 3 Aug 2026. Until then ledger takes 10d from the data date; on Thu 10 Sep it had begun, and
// was renamed a day later.
const FIRST: &str = "milestones:\n  ledger: {duration: 10d}\n";
const SECOND: &str =
    "milestones:\n  ledger: {duration: 10d, started: 2026-09-07, remaining: 6d, updated: 2026-09-09}\n";
const NOW: &str = "milestones:\n  books: {duration: 10d, started: 2026-09-07, done: 2026-09-11}\n";

fn past() -> Past {
    Past(vec![
        Version::new(&["v1", "HEAD~1"], "2026-08-03", &[("programs/checkout.yaml", FIRST)]),
        Version::new(&["main", "HEAD"], "2026-09-10", &[("programs/checkout.yaml", SECOND)]),
    ])
}

fn run(arguments: &[&str]) -> Output {
    run_in_repository(&past(), &[("programs/checkout.yaml", NOW)], arguments)
}

fn schedule(arguments: &[&str]) -> Value {
    let output = run(&[&["schedule", "--format", "json"], arguments].concat());
    serde_json::from_str(&output.out).unwrap_or_else(|_| panic!("{arguments:?}: {}", output.err))
}

/// Checks the id, the data date, the forecast and the commit of a report.
#[track_caller]
fn check(arguments: &[&str], expected: [&str; 3], commit: Option<usize>) {
    let report = schedule(arguments);
    let milestone = &report["data"]["programs"][0]["milestones"][0];
    assert_eq!(
        json!([milestone["id"], report["as_of"], milestone["forecast_finish"], report["commit"]]),
        json!([expected[0], expected[1], expected[2], commit.map(|at| past().0[at].hash.clone())]),
        "{arguments:?}"
    );
}

#[test]
fn the_plan_of_a_commit_is_as_of_its_day() {
    // Ten working days from Mon 3 Aug; six from Thu 10 Sep, because the update is of Wed.
    check(&["--at", "v1"], ["checkout/ledger", "2026-08-03", "2026-08-14"], Some(0));
    check(&["--at", "HEAD~1"], ["checkout/ledger", "2026-08-03", "2026-08-14"], Some(0));
    check(&["--at", "main"], ["checkout/ledger", "2026-09-10", "2026-09-17"], Some(1));
    check(&["--at", "v1...main"], ["checkout/ledger", "2026-08-03", "2026-08-14"], Some(0));
    check(&[], ["checkout/books", "2026-09-14", "2026-09-11"], None);
}

#[test]
fn the_plan_of_a_day_is_as_of_that_day() {
    // Mon 10 Aug; the second commit is a month away.
    check(&["--at", "2026-08-10"], ["checkout/ledger", "2026-08-10", "2026-08-21"], Some(0));
    // Two weeks before Mon 14 Sep, on which the tests run.
    check(&["--at", "-2w"], ["checkout/ledger", "2026-08-31", "2026-09-11"], Some(0));
    check(&["--at=-2w"], ["checkout/ledger", "2026-08-31", "2026-09-11"], Some(0));
    // Thu and Fri count as worked: four days from Mon 14 Sep.
    check(&["--at", "today"], ["checkout/ledger", "2026-09-14", "2026-09-17"], Some(1));
    check(&["--at", "2026-09-14"], ["checkout/ledger", "2026-09-14", "2026-09-17"], Some(1));
}

#[test]
fn another_day_may_be_given_beside_it() {
    check(&["--at", "v1", "--as-of", "2026-08-10"], ["checkout/ledger", "2026-08-10", "2026-08-21"], Some(0));
    check(&["--at", "-2w", "--as-of", "today"], ["checkout/ledger", "2026-09-14", "2026-09-25"], Some(0));
    // `TPM_AS_OF` is about the plans on disk.
    let variables = || Variables { as_of: Some("2026-08-10".into()), ..Variables::default() };
    let run = |arguments: &[&str]| run_in_repository_as(&past(), &[], arguments, variables()).out;
    assert!(run(&["status", "--at", "v1"]).contains("Mon 3 Aug 2026"));
    assert!(run(&["status", "--at", "main"]).contains("Thu 10 Sep 2026"));
}

#[test]
fn the_report_names_the_commit_and_the_state_of_the_work_tree() {
    let hash = &past().0[0].hash;
    let text = run(&["status", "--at", "v1"]).out;
    let first = format!("Commit {hash} of 3\u{a0}Aug · work tree not clean: its plans differ from HEAD");
    assert_eq!(text.lines().next().unwrap(), first.replace('\u{a0}', " "));
    assert!(text.lines().nth(1).unwrap().starts_with("Mon 3 Aug 2026 · 1 program"), "{text}");
    let clean = |now: &[(&str, &str)], past: &Past| -> Value {
        let output = run_in_repository(past, now, &["schedule", "--format", "json", "--at", "v1"]);
        let report: Value = serde_json::from_str(&output.out).unwrap();
        report["work_tree_clean"].clone()
    };
    let plan = "programs/checkout.yaml";
    let windows = SECOND.replace('\n', "\r\n");
    assert_eq!(clean(&[(plan, SECOND)], &past()), json!(true));
    assert_eq!(clean(&[(plan, SECOND), ("notes.yaml", "x"), ("programs/n.txt", "x")], &past()), json!(true));
    assert_eq!(clean(&[(plan, &windows)], &past()), json!(true));
    assert_eq!(clean(&[(plan, &format!("{SECOND}\n"))], &past()), json!(false));
    assert_eq!(clean(&[(plan, SECOND), ("programs/more.yaml", FIRST)], &past()), json!(false));
    assert_eq!(clean(&[], &past()), json!(false));
    // Without `--at`, git is not read.
    let report = schedule(&[]);
    let keys = report.as_object().unwrap();
    assert_eq!((&keys["commit"], &keys["work_tree_clean"]), (&Value::Null, &Value::Null));
    let markdown = run(&["status", "--at", "v1", "--format", "markdown"]).out;
    assert!(markdown.replace('\u{a0}', " ").starts_with(&format!("Commit {hash} of 3 Aug")), "{markdown}");
}

#[test]
fn every_report_takes_it() {
    for command in super::COMMANDS.iter().copied().chain(["why"]) {
        let arguments: &[&str] = if command == "why" { &["why", "ledger"] } else { &[command] };
        let output = run(&[arguments, &["--at", "v1", "--format", "json"]].concat());
        assert_eq!(output.status, 0, "{command}: {}", output.err);
        let report: Value = serde_json::from_str(&output.out).unwrap();
        assert_eq!(report["as_of"], "2026-08-03", "{command}");
    }
    let hash = &past().0[0].hash;
    for format in ["text", "markdown"] {
        let output = run(&["check", "--at", "v1", "--format", format]);
        assert!(output.out.starts_with(&format!("Commit {hash} of 3")), "{}", output.out);
    }
    let report: Value = serde_json::from_str(&run(&["check", "--at", "v1", "--format", "json"]).out).unwrap();
    assert_eq!(json!([report["as_of"], report["commit"]]), json!(["2026-08-03", hash]));
    // A named program must exist in the commit.
    let output = run(&["why", "books", "--at", "v1"]);
    assert!(output.status == 2 && output.err.contains("`books`"), "{}", output.err);
    let output = run(&["status", "programs/more.yaml", "--at", "v1"]);
    assert!(output.err.contains("there is no file `programs/more.yaml` in 7631"), "{}", output.err);
}

#[test]
fn bad_revisions_are_refused() {
    let refused = |arguments: &[&str], said: &str| {
        let output = run(arguments);
        assert_eq!((output.status, output.out.as_str()), (2, ""), "{arguments:?}");
        assert!(output.err.contains(said), "{arguments:?} does not say {said:?}: {}", output.err);
    };
    refused(&["status", "--at", "v9"], "error: --at v9: there is no commit");
    refused(
        &["status", "--at", "--output=x"],
        "--at --output=x: `--output=x` is not a revision: it begins with `-`",
    );
    refused(&["status", "--at", "a\nb"], "it has a control character in it");
    refused(&["status", "--at", ""], "an empty text names no commit");
    refused(&["status", "--at", "+1d"], "--at +1d: 2026-09-15 is in the future");
    refused(&["status", "--at", "2026-09-15"], "write `--as-of 2026-09-15`");
    refused(&["status", "--at", "2026-08-02"], "there is no commit");
    refused(&["status", "--at", "2026-02-30"], "is not a day");
    refused(&["schema", "--at", "v1"], "--at: this command reads no plans");
    refused(&["init", "--at", "v1"], "--at: this command reads no plans");
    refused(&["explain", "overdue-milestone", "--at", "v1"], "--at: this command reads no plans");
    refused(&["check", "--list", "--at", "v1"], "--at: this command reads no plans");
    let empty = Past(vec![Version::new(&["HEAD"], "2026-08-03", &[("readme.md", "x")])]);
    let output = run_in_repository(&empty, &[("programs/checkout.yaml", NOW)], &["status", "--at", "HEAD"]);
    assert!(output.status == 2 && output.err.contains("in 4845"), "{}", output.err);
    assert!(output.err.contains("no `programs` directory"), "{}", output.err);
    let output = support::run(&[("programs/checkout.yaml", NOW)], &["status", "--at", "HEAD"]);
    assert!(output.err.contains("there is no git repository"), "{}", output.err);
}

#[test]
fn an_output_replaces_no_plan_of_the_work_tree_either() {
    let files = [("programs/checkout.yaml", NOW), ("programs/new.yaml", NOW)];
    let output =
        run_in_repository(&past(), &files, &["status", "--at", "v1", "--output", "programs/new.yaml"]);
    assert!(output.status == 2 && output.err.contains("is a plan"), "{}", output.err);
}

#[test]
fn an_actual_after_a_past_as_of_day_suggests_at() {
    let output = run(&["status", "--as-of", "2026-09-01"]);
    assert_eq!(output.status, 2);
    assert!(output.err.contains("error[future-actual]"), "{}", output.err);
    assert!(output.err.contains("did you mean `--at 2026-09-01`"), "{}", output.err);
    // From today it is a mistake in the plan.
    let future = "milestones:\n  books: {duration: 10d, started: 2026-09-16}\n";
    for day in ["today", "2026-09-14", "2026-09-15"] {
        let files = [("programs/checkout.yaml", future)];
        let output = run_in_repository(&past(), &files, &["status", "--as-of", day]);
        assert!(
            output.err.contains("future-actual") && !output.err.contains("--at"),
            "{day}: {}",
            output.err
        );
    }
}

#[test]
fn the_author_may_be_a_day_ahead_of_the_committer() {
    let plan = "milestones:\n  ledger: {duration: 10d, done: 2026-08-04}\n";
    let past = Past(vec![Version::new(&["HEAD"], "2026-08-03", &[("programs/checkout.yaml", plan)])]);
    for at in ["HEAD", "2026-08-03"] {
        let output = run_in_repository(&past, &[], &["status", "--at", at]);
        assert_eq!(output.status, 0, "{}", output.err);
        assert!(output.err.contains("warning[future-actual]"), "{}", output.err);
    }
    let output = run_in_repository(&past, &[], &["status", "--at", "HEAD", "--as-of", "2026-08-02"]);
    assert_eq!(output.status, 2);
}
