//! `requires` in `tpm.yaml`: the version of `tpm` that may read the plans.

use super::COMMANDS;
use crate::support::{self, run_since};

const PLAN: (&str, &str) = ("programs/p.yaml", "milestones: {a: {owner: bo, duration: 1d}}\n");
const THIS: &str = env!("CARGO_PKG_VERSION");

fn with(requirement: &str) -> [(&str, &str); 2] {
    [PLAN, ("programs/tpm.yaml", requirement)]
}

#[test]
fn another_version_refuses_to_answer_and_says_which_is_needed() {
    let files = with("requires: \">=90.1\"\n");
    for command in COMMANDS.iter().chain(&["check"]) {
        let output = support::run(&files, &[command]);
        assert_eq!((output.status, output.out.as_str()), (2, ""), "{command}");
        let said = format!("these plans need tpm >=90.1, and this is {THIS}");
        assert!(output.err.contains(&said) && output.err.contains("tpm.yaml"), "{}", output.err);
    }
    let output = run_since(&[PLAN], &files, &["diff", "main"]);
    assert_eq!(output.status, 2, "{}", output.out);
    // What was committed before is read by every version.
    assert_eq!(run_since(&files, &[PLAN], &["diff", "main"]).status, 0);
}

#[test]
fn a_version_that_fits_answers_as_without_it() {
    let fits = with("requires: \">=0.1, <90\"\n");
    for command in COMMANDS {
        assert_eq!(support::run(&fits, &[command]), support::run(&[PLAN], &[command]), "{command}");
    }
    let bad = with("requires: newest\n");
    let output = support::run(&bad, &["status"]);
    assert!(output.status == 2 && output.err.contains("`\">=0.2\"`"), "{}", output.err);
}
