//! Files with several faults: one run reports all of them up to and including the first syntax
//! error.

use super::{check, told};
use crate::support;

/// Five semantic faults of different kinds among correct lines.
const FIVE: &str = "\
name: Checkout off the monolith
owner: priya
start: 2026-07-06
due: 2026-02-30
milestones:
  api-freeze:
    duration: 3w
    assignee: ana
  ledger:
    duration: 2 weeks
    depends_on: [api-freeze]
  cutover:
    duration: 2w
    depends_on: [ledgr, api-freeze +2d]
    tags: [release]
  vendor-contract:
    due: 2026-09-25
    progress: 40%
";

const FIVE_TOLD: [&str; 5] = [
    "4 impossible-date 2026-02-30",
    "8 unknown-key assignee",
    "10 not-a-duration 2 weeks",
    "14 unknown-dependency ledgr",
    "18 progress-on-event 40%",
];

/// Three faults, followed by a syntax error.
const THREE_AND_SYNTAX: &str = "\
name: Checkout off the monolith
milestones:
  api-freeze:
    duration: 3 weeks
    depends_on: [api-freeze]
  ledger:
    due: 31.12.2026
  cutover:
    duration: 2w
    depends_on: [ledger
  care-trained:
    colour: blue
";

/// Puts a prefix before every line and another break behind it.
fn with_breaks(text: &str, line_break: &str) -> String {
    text.replace('\n', line_break)
}

#[test]
fn five_semantic_faults_are_five_findings() {
    check(&[("programs/checkout.yaml", FIVE)], &FIVE_TOLD);
}

#[test]
fn line_breaks_and_byte_order_marks_change_no_finding() {
    check(&[("programs/checkout.yaml", &with_breaks(FIVE, "\r\n"))], &FIVE_TOLD);
    check(&[("programs/checkout.yaml", &format!("\u{feff}{FIVE}"))], &FIVE_TOLD);
    check(&[("programs/checkout.yaml", &format!("\u{feff}{}", with_breaks(FIVE, "\r\n")))], &FIVE_TOLD);
    check(&[("programs/checkout.yaml", FIVE.trim_end())], &FIVE_TOLD);
}

#[test]
fn three_faults_and_a_syntax_error_are_four_findings() {
    let files = [("programs/checkout.yaml", THREE_AND_SYNTAX)];
    let found = told(&files, &super::diagnostics(&files));
    let rules: Vec<(&str, usize, &str)> =
        found.iter().map(|told| (told.rule.as_str(), told.line, told.text.as_str())).collect();
    assert_eq!(
        rules[..3],
        [
            ("not-a-duration", 4, "3 weeks"),
            ("self-dependency", 5, "api-freeze"),
            ("not-a-date", 7, "31.12.2026"),
        ]
    );
    assert_eq!(rules.len(), 4, "{rules:?}");
    let (rule, line, _) = rules[3];
    assert_eq!(rule, "not-yaml");
    // The unclosed list begins on line 10; the parser notices it on the next line.
    assert!((10..=11).contains(&line), "{rules:?}");
}

#[test]
fn nothing_is_reported_after_a_syntax_error() {
    let text = "milestones:\n  ledger: {duration: 3x}\n\tcutover: {due: soon}\n  other: {due: never}\n";
    let files = [("programs/checkout.yaml", text)];
    let found = told(&files, &super::diagnostics(&files));
    let found: Vec<(usize, &str)> = found.iter().map(|told| (told.line, told.rule.as_str())).collect();
    assert_eq!(found, [(2, "not-a-duration"), (3, "not-yaml")]);
}

#[test]
fn findings_are_sorted_by_file_and_line() {
    let shared = "owners:\n  bo: {name: Bo, away: [soon]}\n";
    let checkout = "milestones:\n  ledger: {owner: ana, duration: 1}\n";
    let mlops = "milestones:\n  model: {due: Q4}\n";
    let files =
        [("programs/tpm.yaml", shared), ("programs/mlops.yaml", mlops), ("programs/checkout.yaml", checkout)];
    check(&files, &["2 unknown-owner ana", "2 not-a-duration 1", "2 not-a-date Q4", "2 not-a-date soon"]);
}

#[test]
fn a_report_with_errors_still_answers_and_exits_2_with_the_errors_on_top() {
    let sound = "milestones:\n  model: {duration: 3d}\n";
    let files = [("programs/checkout.yaml", FIVE), ("programs/mlops.yaml", sound)];
    for command in ["status", "critical-path", "slippage", "risks", "schedule"] {
        let output = support::run(&files, &[command]);
        assert_eq!(output.status, 2, "{command}");
        assert!(
            output.out.lines().next().is_some_and(|line| line.contains("5 errors")),
            "{command}\n{}",
            output.out
        );
        assert!(output.out.contains("programs/checkout.yaml:4:6"), "{command}\n{}", output.out);
        assert_eq!(output.err.matches("error[").count(), 5, "{command}\n{}", output.err);
    }
    let schedule = support::run(&files, &["schedule"]).out;
    assert!(schedule.contains("model"), "{schedule}");
}

#[test]
fn unknown_names_in_waivers_and_assertions_are_errors() {
    let program = "milestones:\n  ledger:\n    duration: 3w\n    waive: {rule: overdue-milestone, until: 2026-10-01, reason: Strike, by: priya}\nassert:\n  - {milestone: ledgr, forecast_by: 2026-12-18}\n";
    let files = [("programs/tpm.yaml", "owners: {bo: {name: Bo}}\n"), ("programs/checkout.yaml", program)];
    check(&files, &["4 unknown-owner priya", "6 unknown-milestone ledgr"]);
}
