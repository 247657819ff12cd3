//! Users of six other tools write the same plan in their own way: each wrong line gets a hint with
//! the right form.
//!
//! In `habits/NAME.yaml`, `# says: SLUG | TEXT | …` marks one finding on its line, whose message or
//! hint contains each TEXT; there are no other findings. `habits/NAME.fixed.yaml` is the plan after
//! following the hints: it has no findings, and every milestone has dates.

use super::diagnostics;
use crate::support;
use std::path::{Path, PathBuf};

const MARK: &str = "# says: ";

/// An expected finding: line, rule, and the texts that name the right form.
type Said = (usize, String, Vec<String>);

fn plan(name: &str) -> String {
    let path: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/errors/habits").join(name);
    String::from_utf8(std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display())))
        .unwrap()
}

fn marks(text: &str) -> Vec<Said> {
    let mut marks = Vec::new();
    for (index, line) in text.lines().enumerate() {
        for mark in line.split(MARK).skip(1) {
            let mut parts = mark.trim().split(" | ").map(str::to_owned);
            marks.push((index + 1, parts.next().unwrap_or_default(), parts.collect()));
        }
    }
    marks
}

/// Checks that exactly the marked findings are reported for the first version of a plan.
#[track_caller]
fn told(name: &str) {
    let text = plan(&format!("{name}.yaml"));
    let found = diagnostics(&[("programs/plan.yaml", &text)]);
    let line = |finding: &serde_json::Value| usize::try_from(finding["line"].as_u64().unwrap()).unwrap();
    let rules: Vec<(usize, &str)> =
        found.iter().map(|told| (line(told), told["rule"].as_str().unwrap())).collect();
    let marks = marks(&text);
    assert!(marks.len() > 12, "the marks of {name} are no longer found");
    let wanted: Vec<(usize, &str)> = marks.iter().map(|(line, rule, _)| (*line, rule.as_str())).collect();
    assert_eq!(rules, wanted, "{name}: {found:#?}");
    for ((line, _, texts), told) in marks.iter().zip(&found) {
        let said = format!("{}\n{}", told["message"].as_str().unwrap(), told["help"].as_str().unwrap_or(""));
        assert!(!texts.is_empty(), "{name}:{line} names no form");
        for form in texts {
            assert!(said.contains(form.as_str()), "{name}:{line}: {form:?} is not named in\n{said}");
        }
    }
}

/// Checks that the plan is correct after following the hints.
#[track_caller]
fn fixed(name: &str) {
    let text = plan(&format!("{name}.fixed.yaml"));
    let output = support::run(&[("programs/plan.yaml", &text)], &["schedule", "--format", "json"]);
    let value: serde_json::Value = serde_json::from_str(&output.out).expect("JSON");
    assert_eq!((output.status, &value["diagnostics"]), (0, &serde_json::json!([])), "{name}");
    for milestone in value["data"]["programs"][0]["milestones"].as_array().unwrap() {
        assert!(milestone["undated_because"].is_null(), "{name}: {milestone:#}");
    }
}

#[test]
fn someone_from_ms_project() {
    told("ms-project");
    fixed("ms-project");
}

#[test]
fn someone_from_jira() {
    told("jira");
    fixed("jira");
}

#[test]
fn someone_from_asana() {
    told("asana");
    fixed("asana");
}

#[test]
fn someone_from_github_actions() {
    told("github-actions");
    fixed("github-actions");
}

#[test]
fn someone_from_a_spreadsheet() {
    told("spreadsheet");
    fixed("spreadsheet");
}

#[test]
fn someone_from_mermaid() {
    told("mermaid");
    fixed("mermaid");
}

#[test]
fn the_same_fault_on_many_lines_is_shown_once_with_their_numbers() {
    let text =
        "milestones:\n  a: {assignee: bo}\n  b: {assignee: bo}\n  c: {assignee: bo}\n  d: {assigne: bo}\n";
    let output = support::run(&[("programs/plan.yaml", text)], &["status"]);
    assert_eq!(output.err.matches("error[unknown-key]").count(), 2, "{}", output.err);
    assert!(output.err.contains("the same on lines 3 and 4"), "{}", output.err);
    assert!(output.out.contains("4 errors"), "{}", output.out);
    assert_eq!(diagnostics(&[("programs/plan.yaml", text)]).len(), 4);
}

#[test]
fn a_list_instead_of_entries_hides_no_other_error() {
    let list =
        "milestones:\n  - ledger: {duration: 3w}\n  - cutover: {duration: 2 weeks, depends_on: [ledger]}\n";
    super::check(
        &[("programs/plan.yaml", list)],
        &["2 wrong-type - ledger: {duration: 3w}", "3 not-a-duration 2 weeks"],
    );
    let ids = "milestones:\n  - id: ledger\n    duration: 3w\n  - id: cutover\n    depends_on: [ledger]\n";
    super::check(&[("programs/plan.yaml", ids)], &["2 wrong-type - id: ledger"]);
}

#[test]
fn dependencies_as_mappings_get_our_form() {
    for (written, form) in [
        ("{ledger: FS+2d}", "`ledger +2d`"),
        ("{ledger: SS}", "`ledger SS`"),
        ("{FS: ledger}", "`ledger`"),
        ("{id: ledger, type: SS, lag: 2d}", "`ledger SS+2d`"),
        ("{id: ledger, lag: -1 week}", "`ledger -1w`"),
    ] {
        for text in [format!("[{written}]"), written.to_owned()] {
            let plan =
                format!("milestones:\n  ledger: {{duration: 3w}}\n  cutover: {{depends_on: {text}}}\n");
            let found = diagnostics(&[("programs/plan.yaml", plan.as_str())]);
            assert_eq!(found.len(), 1, "{found:#?}");
            assert!(found[0]["help"].as_str().unwrap().contains(form), "{text}: {}", found[0]["help"]);
        }
    }
}

#[test]
fn nested_milestones_are_not_reported_unknown() {
    let text = "milestones:\n  api:\n    duration: 3w\n    subtasks:\n      auth: {duration: 1w}\n  cutover: {depends_on: [auth]}\n";
    super::check(&[("programs/plan.yaml", text)], &["4 unknown-key subtasks"]);
    let text = "milestones:\n  build:\n    auth: {duration: 1w}\n    ui: {duration: 1 week}\n  cutover: {depends_on: [auth]}\n";
    super::check(&[("programs/plan.yaml", text)], &["2 wrong-type build", "4 not-a-duration 1 week"]);
}

#[test]
fn entries_under_a_foreign_key_are_read_too() {
    let text = "jobs:\n  build: {needs: [test]}\n  test: {duration: 2 days}\n";
    super::check(
        &[("programs/plan.yaml", text)],
        &["1 unknown-key jobs", "2 unknown-key needs", "3 not-a-duration 2 days"],
    );
    let text = "project:\n  name: Orders\n  milestones:\n    api: {duration: 3w}\n";
    super::check(&[("programs/plan.yaml", text)], &["1 unknown-key project"]);
}

#[test]
fn values_of_other_tools_get_our_form() {
    for (line, form) in [
        ("due: Oct 5 2026", "`2026-10-05`"),
        ("due: 2026-W40", "`2026-10-02`"),
        ("due: Q4 2026", "`2026-12-31`"),
        ("due: TBD", "`tbd`"),
        ("due: 2026-10-05 - 2026-10-16", "`2026-10-16`"),
        ("due: 2026-02-30", "`2026-02-28`"),
        ("due: 20261005", "`2026-10-05`"),
        ("done: true", "the day on which it happened"),
        ("done: today", "the day itself"),
        ("duration: 10 business days", "`10d`"),
        ("duration: P10D", "`10d`"),
        ("duration: 10 edays", "`10ed`"),
        ("duration: 2-4w", "`[2w, 3w, 4w]`"),
        ("duration: [2w, 4w]", "`[2w, 3w, 4w]`"),
        ("owner: [Bo, Ana]", "`bo`"),
        ("owner: bo@example.com", "`bo`"),
        ("owner: Unassigned", "leave the key out"),
        ("blocked: Waiting for legal", "`blocked: {since: 2026-09-07, why: Waiting for legal}`"),
        ("cancelled: 2026-09-01", "`cancelled: {on: 2026-09-01}`"),
        ("health: red", "`health: {rag: red}`"),
        ("depends_on: after ledger", "`ledger`"),
        ("depends_on: [ledger FS + 2 days]", "`ledger +2d`"),
        ("depends_on: [ledger (SS)]", "`ledger SS`"),
        ("% Complete: 40", "`progress: 40%`"),
    ] {
        let plan = format!("milestones:\n  ledger: {{duration: 3w}}\n  cutover:\n    {line}\n");
        let found = diagnostics(&[("programs/plan.yaml", plan.as_str())]);
        assert_eq!(found.len(), 1, "{line}: {found:#?}");
        assert_eq!(found[0]["line"], 4, "{line}");
        let help = found[0]["help"].as_str().unwrap_or("");
        assert!(help.contains(form), "{line}: {help}");
    }
}

#[test]
fn missing_keys_beside_an_unknown_key_are_not_reported() {
    for line in [
        "start: 2026-10-05, end: 2026-10-09",
        "actual_start: 2026-09-01, progress: 40%",
        "started: 2026-09-01, length: 3w",
    ] {
        let text = format!("milestones:\n  ledger: {{{line}}}\n");
        let found = diagnostics(&[("programs/plan.yaml", text.as_str())]);
        assert_eq!(found.len(), 1, "{line}: {found:#?}");
        assert_eq!(found[0]["rule"], "unknown-key", "{line}");
    }
}
