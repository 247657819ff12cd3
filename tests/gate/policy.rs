//! Levels, and what fails the gate.

use super::{check, status};
use crate::support;

/// One finding of one rule, `no-owner`, of the set `hygiene`.
const NO_OWNER: &str = "owner: priya
milestones:
  ledger: {owner: bo, duration: 1w, due: 2026-12-11}
  audit: {duration: 1w, due: 2026-12-11}
";

/// Checks the level of the finding under a policy and arguments; none means that it is off.
#[track_caller]
fn level(policy: &str, typed: &[&str], expected: Option<&str>) {
    let shared = format!("checks: {policy}\n");
    let files = [("programs/checkout.yaml", NO_OWNER), ("programs/tpm.yaml", shared.as_str())];
    let told: Vec<String> = expected.iter().map(|level| format!("{level} no-owner checkout/audit")).collect();
    check(&files, typed, &told.iter().map(String::as_str).collect::<Vec<_>>());
}

#[test]
fn the_command_line_overrides_program_workspace_and_default() {
    level("{}", &[], Some("warning"));
    level("{no-owner: error}", &[], Some("error"));
    level("{no-owner: off}", &[], None);
    level("{no-owner: error, programs: {checkout: {no-owner: warn}}}", &[], Some("warning"));
    level("{no-owner: off, programs: {checkout: {no-owner: error}}}", &[], Some("error"));
    level("{programs: {checkout: {no-owner: off}}}", &["--error", "no-owner"], Some("error"));
    level("{no-owner: error, programs: {checkout: {no-owner: error}}}", &["--off", "no-owner"], None);
    level("{no-owner: error}", &["--warn", "no-owner"], Some("warning"));
}

#[test]
fn a_rule_overrides_its_set_and_the_inner_policy_the_outer() {
    level("{hygiene: error}", &[], Some("error"));
    level("{hygiene: error, no-owner: off}", &[], None);
    level("{no-owner: error, hygiene: off}", &[], Some("error"));
    level("{no-owner: error, programs: {checkout: {hygiene: off}}}", &[], None);
    level("{programs: {checkout: {no-owner: error}}}", &["--off", "hygiene"], None);
    level("{}", &["--off", "hygiene", "--error", "no-owner"], Some("error"));
    level("{}", &["--error", "hygiene", "--off", "no-owner"], None);
}

#[test]
fn other_sets_and_other_programs_are_left_as_they_are() {
    level("{overdue: error, promises: off, logic: off}", &[], Some("warning"));
    let shared = "checks: {programs: {search: {no-owner: off}}}\n";
    let files = [
        ("programs/checkout.yaml", NO_OWNER),
        ("programs/search.yaml", NO_OWNER),
        ("programs/tpm.yaml", shared),
    ];
    check(&files, &[], &["warning no-owner checkout/audit"]);
}

#[test]
fn two_levels_for_one_rule_are_refused() {
    let files = [("programs/checkout.yaml", NO_OWNER)];
    let output = support::run(&files, &["check", "--error", "no-owner", "--off", "no-owner"]);
    assert_eq!((output.status, output.out.as_str()), (2, ""));
    assert!(output.err.contains("`no-owner` is given as --error and as --off"), "{}", output.err);
    assert_eq!(status(&files, &["--warn", "no-owner", "--warn", "no-owner"]), 0);
}

#[test]
fn a_rule_that_is_off_is_turned_on_by_its_name_or_its_set() {
    let plan = "owner: priya\nmilestones:\n  a: {owner: bo, duration: 1w, due: 2026-12-11}\n  b: {owner: bo, duration: 1w, due: 2026-12-11, depends_on: [a SF]}\n";
    let told = ["warning start-to-finish-link checkout/b"];
    let on = |shared: &str, typed: &[&str], expected: &[&str]| {
        check(&[("programs/checkout.yaml", plan), ("programs/tpm.yaml", shared)], typed, expected);
    };
    on("", &[], &[]);
    on("", &["--warn", "start-to-finish-link"], &told);
    on("checks: {start-to-finish-link: warn}", &[], &told);
    on("checks: {programs: {checkout: {logic: warn, open-ended: off}}}", &[], &told);
    on("checks: {logic: warn, programs: {checkout: {logic: off}}}", &[], &[]);
}

#[test]
fn the_gate_fails_from_the_given_level() {
    for (policy, typed, expected) in [
        ("{}", &[][..], 0),
        ("{fail_on: warn}", &[], 1),
        ("{fail_on: warn}", &["--fail-on", "error"], 0),
        ("{fail_on: error}", &["--fail-on", "warn"], 1),
        ("{no-owner: error}", &[], 1),
        ("{no-owner: error, fail_on: never}", &[], 0),
        ("{no-owner: error}", &["--fail-on", "never"], 0),
        ("{fail_on: warn, programs: {checkout: {fail_on: error}}}", &[], 0),
        ("{programs: {checkout: {fail_on: warn}}}", &[], 1),
    ] {
        let shared = format!("checks: {policy}\n");
        let files = [("programs/checkout.yaml", NO_OWNER), ("programs/tpm.yaml", shared.as_str())];
        assert_eq!(status(&files, typed), expected, "{policy} {typed:?}");
    }
}

#[test]
fn an_error_in_a_plan_fails_whatever_the_policy_says() {
    let plan = "owner: priya\nmilestones:\n  ledger: {owner: bo, duration: three weeks, due: 2026-12-11}\n";
    for shared in ["", "checks: {fail_on: never, overdue: off, promises: off, hygiene: off}\n"] {
        let files = [("programs/checkout.yaml", plan), ("programs/tpm.yaml", shared)];
        assert_eq!(status(&files, &["--fail-on", "never"]), 1, "{shared}");
        check(&files, &[], &["error not-a-duration —"]);
    }
}

#[test]
fn a_firm_promise_is_an_error_unless_the_policy_says_otherwise() {
    let plan =
        "owner: priya\nmilestones:\n  ledger: {owner: bo, duration: 4w, due: 2026-10-02, firm: true}\n";
    for (policy, expected) in [
        ("{}", Some("error")),
        ("{promise-forecast-late: warn, promises: warn}", Some("error")),
        ("{firm-promise-late: warn}", Some("warning")),
        ("{firm: warn}", Some("warning")),
        ("{firm: warn, firm-promise-late: error}", Some("error")),
        ("{firm-promise-late: off}", None),
    ] {
        let shared = format!("checks: {policy}\n");
        let files = [("programs/checkout.yaml", plan), ("programs/tpm.yaml", shared.as_str())];
        let told: Vec<String> =
            expected.iter().map(|level| format!("{level} firm-promise-late checkout/ledger")).collect();
        check(&files, &[], &told.iter().map(String::as_str).collect::<Vec<_>>());
    }
}

#[test]
fn the_list_of_rules_has_the_levels_that_count_in_the_workspace() {
    let level = |files: &[(&str, &str)], rule: &str| {
        let value = support::json(files, &["check", "--list", "--format", "json"]);
        let rules = value["data"]["rules"].as_array().unwrap();
        rules.iter().find(|entry| entry["rule"] == rule).unwrap()["level"].as_str().unwrap().to_owned()
    };
    let shared = (
        "programs/tpm.yaml",
        "checks: {no-owner: error, logic: warn, programs: {checkout: {hygiene: off}}}\n",
    );
    let files = [("programs/checkout.yaml", NO_OWNER), shared];
    assert_eq!(level(&files, "no-owner"), "error");
    assert_eq!(level(&files, "lead"), "warn");
    assert_eq!(level(&files, "no-due-date"), "warn");
    let text = support::run(&files, &["check", "--list"]).out;
    assert!(text.contains("in checkout") && text.contains("programs/tpm.yaml:1"), "{text}");
    // Without a workspace they are the defaults.
    assert_eq!((level(&[], "no-owner").as_str(), level(&[], "lead").as_str()), ("warn", "off"));
    assert_eq!(support::run(&files, &["check", "--list", "--programs", "nowhere"]).status, 2);
    let explained = support::json(&files, &["explain", "no-owner", "--format", "json"]);
    assert_eq!(explained["data"]["rules"][0]["level"], "warn");
}
