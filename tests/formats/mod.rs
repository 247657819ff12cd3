//! The formats of the gate, each read back by a reader that shares no code with its writer.

mod exit;
mod github;
mod gitlab;
pub mod inert;
mod junit;
mod many;
mod runner;
mod sarif;
mod summary;

use crate::support::{self, Output};
use serde_json::Value;

/// Every format of `tpm check`.
const FORMATS: [&str; 10] =
    ["text", "concise", "json", "yaml", "markdown", "csv", "github", "gitlab", "sarif", "junit"];

/// A program with a story of two errors, a warning, a waived finding and a rule without findings.
const CHECKOUT: &str = "\
name: Checkout off the monolith
owner: priya
due: 2026-12-18
finish: cutover
milestones:
  ledger: {name: Ledger, owner: bo, duration: 6w, started: 2026-08-05, progress: 40%, updated: 2026-09-11, due: 2026-09-09}
  cutover:
    name: Traffic cut over
    owner: ana
    duration: 2w
    depends_on: [ledger]
    due: 2026-09-30
    firm: true
    promised_to: Acme
  audit:
    owner: ana
    duration: 2w
    due: 2026-09-04
    waive: [{rule: overdue-milestone, until: 2026-10-01, reason: The auditor is ill, by: priya}]
risks:
  perf: {title: Too slow, owner: bo, probability: 30%, impact: 5d, affects: [cutover], response: mitigate, mitigation: Load test, due: 2026-08-31}
";

/// A program without findings.
const QUIET: &str = "milestones:\n  model: {owner: wen, duration: 4w, due: 2026-10-30}\nowner: wen\n";

/// The same with an error in the plan.
const BROKEN: &str = "milestones:\n  model: {owner: wen, duration: 3x, due: 2026-10-30}\nowner: wen\n";

const FILES: [(&str, &str); 2] = [("programs/checkout.yaml", CHECKOUT), ("programs/mlops.yaml", QUIET)];
const WITH_ERROR: [(&str, &str); 2] = [("programs/checkout.yaml", CHECKOUT), ("programs/mlops.yaml", BROKEN)];

/// Runs `tpm check` in a format.
fn check(files: &[(&str, &str)], format: &str, more: &[&str]) -> Output {
    support::run(files, &[&["check", "--format", format], more].concat())
}

/// Returns what `tpm check` prints as JSON in a format.
#[track_caller]
fn read(files: &[(&str, &str)], format: &str, more: &[&str]) -> Value {
    let output = check(files, format, more);
    serde_json::from_str(&output.out)
        .unwrap_or_else(|error| panic!("{error}\n{}\n{}", output.out, output.err))
}

/// Returns a program with `count` overdue milestones.
fn overdue(count: usize) -> String {
    let entries = (0..count).map(|id| {
        format!("  m{id}: {{name: Milestone {id}, owner: o{}, duration: 2w, due: 2026-09-04}}\n", id % 50)
    });
    format!("milestones:\n{}owner: o1\n", entries.collect::<String>())
}
