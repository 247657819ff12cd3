//! Unreadable input produces one finding per fault, and no date that depends on it.

use super::check;
use crate::support;

#[test]
fn owner_after_a_syntax_error_is_not_reported_unknown() {
    let shared = "owners:\n  bo: {name: Bo}\n  ana: {name: Ana}}\n  sara: {name: Sara}\n";
    let checkout = "milestones:\n  ledger: {duration: 3w, owner: sara}\n";
    check(&[("programs/checkout.yaml", checkout), ("programs/tpm.yaml", shared)], &["3 not-yaml }"]);
}

#[test]
fn owner_with_a_bad_id_is_not_reported_unknown() {
    let shared = "owners:\n  bo: {name: Bo}\n  Ana: {name: Ana}\n";
    let checkout = "milestones:\n  ledger: {duration: 3w, owner: ana}\n";
    check(&[("programs/checkout.yaml", checkout), ("programs/tpm.yaml", shared)], &["3 bad-id A"]);
}

#[test]
fn calendar_after_a_syntax_error_is_not_reported_unknown() {
    let shared = "calendars:\n  us: {holidays: [2026-11-26]}}\n  es: {holidays: [2026-10-12]}\n";
    let checkout = "calendar: es\nmilestones:\n  ledger: {duration: 3w}\n";
    check(&[("programs/checkout.yaml", checkout), ("programs/tpm.yaml", shared)], &["2 not-yaml }"]);
}

#[test]
fn names_of_a_binary_tpm_yaml_are_not_reported_unknown() {
    let checkout = "calendar: es\nmilestones:\n  ledger: {duration: 3w, owner: sara}\n";
    let files = vec![
        ("programs/checkout.yaml", checkout.as_bytes().to_vec()),
        ("programs/tpm.yaml", b"owners:\n  sara: {name: \xff}\n".to_vec()),
    ];
    let output = support::run_bytes(files, &["schedule"], Default::default(), None);
    assert_eq!(output.err.matches("error[").count(), 1, "{}", output.err);
    assert!(output.err.contains("error[unreadable-file]"), "{}", output.err);
}

#[test]
fn milestones_in_a_list_are_not_reported_unknown() {
    let files = [
        ("programs/checkout.yaml", "milestones:\n  cutover: {duration: 1d, depends_on: [mlops/model]}\n"),
        ("programs/mlops.yaml", "milestones: [model, serving]\n"),
    ];
    check(&files, &["1 wrong-type [model, serving]"]);
}

#[test]
fn milestones_of_a_program_with_unread_id_are_not_unknown() {
    let files = [
        ("programs/checkout.yaml", "milestones:\n  cutover: {duration: 1d, depends_on: [mlops/model]}\n"),
        ("programs/ml.yaml", "name: Model }\nx: ]\nid: mlops\nmilestones:\n  model: {duration: 3w}\n"),
    ];
    check(&files, &["2 not-yaml ]"]);
}

#[test]
fn milestone_after_a_syntax_error_is_not_reported_unknown() {
    let files = [
        ("programs/checkout.yaml", "milestones:\n  cutover: {duration: 1d, depends_on: [mlops/serving]}\n"),
        (
            "programs/mlops.yaml",
            "finish: serving\nmilestones:\n  model: {duration: 3w}}\n  serving: {duration: 1w}\n",
        ),
    ];
    check(&files, &["3 not-yaml }"]);
}

#[test]
fn a_value_that_could_not_be_read_is_one_fault() {
    check(
        &[("programs/a.yaml", "milestones:\n  a: {duration: 3w, started: soon, progress: 40%}\n")],
        &["2 not-a-date soon"],
    );
    check(
        &[("programs/a.yaml", "milestones:\n  a: {duration: 3 weeks, progress: 40%, started: 2026-09-01}\n")],
        &["2 not-a-duration 3 weeks"],
    );
    check(
        &[("programs/a.yaml", "milestones:\n  a: {started: 2026-09-01, due: soon}\n")],
        &["2 not-a-date soon"],
    );
    check(
        &[("programs/a.yaml", "milestones:\n  a: {duration: 3w, blocked: {since: soon}}\n")],
        &["2 not-a-date soon"],
    );
    check(
        &[("programs/a.yaml", "milestones:\n  a: {duration: 3w, health: {rag: blue}}\n")],
        &["2 unknown-word blue"],
    );
    check(
        &[("programs/a.yaml", "due: 2026-10-09\nmoved: [{from: soon}]\nmilestones:\n  a: {duration: 1d}\n")],
        &["2 not-a-date soon"],
    );
}

#[test]
fn a_misspelled_required_key_is_one_fault() {
    check(
        &[("programs/a.yaml", "milestones:\n  a: {duration: 3w, blocked: {sinze: 2026-09-01}}\n")],
        &["2 unknown-key sinze"],
    );
    check(
        &[("programs/a.yaml", "milestones:\n  a: {duration: [2w, 3w, 4w], health: {status: green}}\n")],
        &["2 unknown-key status"],
    );
    check(
        &[("programs/a.yaml", "milestones:\n  a: {duration: {optimistic: 1w, like: 2w, pessimistic: 3w}}\n")],
        &["2 unknown-key like"],
    );
}

#[test]
fn a_duplicate_milestone_is_reported_once_and_undated() {
    let text = "milestones:\n  ledger: {duration: 3w}\n  ledger: {duration: 1d}\n  cutover: {duration: 1d, depends_on: [ledger]}\n";
    check(&[("programs/checkout.yaml", text)], &["3 duplicate-key ledger"]);
    let value = support::json(&[("programs/checkout.yaml", text)], &["schedule", "--format", "json"]);
    for milestone in value["data"]["programs"][0]["milestones"].as_array().unwrap() {
        assert!(
            milestone["forecast_finish"].is_null() && milestone["undated_because"].is_string(),
            "{milestone}"
        );
    }
}

#[test]
fn a_fault_never_becomes_a_date() {
    let broken = [
        "due: soon",
        "duration: 3 weeks",
        "eta: Q4",
        "done: yesterday",
        "colour: blue",
        "depends_on: [nothing]",
    ];
    for line in broken {
        let text = format!(
            "milestones:\n  ledger:\n    {line}\n  cutover: {{duration: 1d, depends_on: [ledger]}}\n  free: {{duration: 1d}}\n"
        );
        let value =
            support::json(&[("programs/checkout.yaml", text.as_str())], &["schedule", "--format", "json"]);
        let milestones = value["data"]["programs"][0]["milestones"].as_array().unwrap();
        let dates: Vec<bool> =
            milestones.iter().map(|milestone| milestone["forecast_finish"].is_string()).collect();
        assert_eq!(dates, [false, false, true], "{line}\n{value:#}");
        assert!(value["data"]["programs"][0]["forecast_finish"].is_null(), "{line}");
    }
}

#[test]
fn a_program_that_starts_after_its_due_is_an_error() {
    let text = "start: 2026-12-01\ndue: 2026-10-01\nmilestones:\n  ledger: {duration: 3w}\n";
    let output = support::run(&[("programs/checkout.yaml", text)], &["schedule"]);
    assert_eq!(output.status, 2, "{}", output.out);
}
