//! Which parts of a diff a selection shows; the numbers and the conditions cover the whole change.

use super::{causes, ids, of, printed};
use crate::support::{self, Output};
use serde_json::{Value, json};

const SHARED: (&str, &str) =
    ("programs/tpm.yaml", "owners:\n  ana: {team: web}\n  bo: {team: data}\n  cy: {}\n");
const P: &str = "owner: ana\nmilestones:\n  a: {duration: 5d, owner: ana, tags: [x], workstream: s, due: 2026-09-18}\n  b: {duration: 5d, owner: bo, depends_on: a, due: 2026-09-25, firm: true}\nrisks:\n  r: {title: x, owner: bo, probability: 30%, impact: 5d, affects: [b]}\n";
const Q: &str = "owner: cy\nmilestones:\n  z: {duration: 1d, owner: cy, depends_on: p/b}\n";

fn head() -> String {
    P.replace("a: {duration: 5d", "a: {duration: 8d").replace("30%", "50%")
}

fn run(arguments: &[&str]) -> Output {
    let head = head();
    let arguments = [&["diff", "main"], arguments].concat();
    support::run_since(
        &[("programs/p.yaml", P), ("programs/q.yaml", Q), SHARED],
        &[("programs/p.yaml", &head), ("programs/q.yaml", Q), SHARED],
        &arguments,
    )
}

fn data(arguments: &[&str]) -> Value {
    let head = head();
    printed(
        &[("programs/p.yaml", P), ("programs/q.yaml", Q), SHARED],
        &[("programs/p.yaml", &head), ("programs/q.yaml", Q), SHARED],
        arguments,
    )
}

#[track_caller]
fn check(arguments: &[&str], milestones: &[&str], programs: &[&str], risks: &[&str]) {
    let diff = data(arguments);
    let mut found = ids(&diff["milestones"]);
    found.sort_unstable();
    assert_eq!(
        (found, ids(&diff["programs"]), ids(&diff["risks"])),
        (milestones.to_vec(), programs.to_vec(), risks.to_vec())
    );
    for promise in ids(&diff["promises"]) {
        assert!(milestones.contains(&promise) || programs.contains(&promise), "{promise}");
    }
    // Each line equals that of the whole diff.
    let whole = data(&[]);
    for list in ["milestones", "programs", "promises", "risks"] {
        for entry in diff[list].as_array().unwrap() {
            assert_eq!(entry, of(&whole[list], entry["id"].as_str().unwrap()));
        }
    }
}

#[test]
fn flags_and_ids_select_the_lines() {
    check(&[], &["p/a", "p/b", "q/z"], &["p", "q"], &["p/r"]);
    check(&["--owner", "ana"], &["p/a"], &["p"], &[]);
    check(&["--owner", "bo"], &["p/b"], &[], &["p/r"]);
    check(&["--owner", "ana", "--owner", "cy"], &["p/a", "q/z"], &["p", "q"], &[]);
    check(&["--team", "data"], &["p/b"], &[], &["p/r"]);
    check(&["--tag", "x"], &["p/a"], &[], &[]);
    check(&["--workstream", "s"], &["p/a"], &[], &[]);
    check(&["--", "p"], &["p/a", "p/b"], &["p"], &["p/r"]);
    check(&["--", "q", "b"], &["p/b", "q/z"], &["q"], &["p/r"]);
    check(&["--", "programs/q.yaml"], &["q/z"], &["q"], &[]);
    check(&["--owner", "bo", "--", "q"], &[], &[], &[]);
}

#[test]
fn causes_outside_the_selection_are_reported() {
    let diff = data(&["--owner", "cy"]);
    assert_eq!(causes(of(&diff["milestones"], "q/z")), ["1 p/a duration 5d>8d = 3"]);
    let edits: Vec<&str> =
        diff["edits"].as_array().unwrap().iter().map(|edit| edit["of"].as_str().unwrap()).collect();
    assert_eq!(edits, ["p/a"]);
    assert_eq!(diff["untold"], json!({"forecast_count": 2, "promise_count": 2, "edit_count": 1}));
    assert_eq!(data(&[])["untold"], Value::Null);
}

#[test]
fn changes_outside_the_selection_are_counted() {
    let out = run(&["--owner", "cy"]).out;
    assert!(out.starts_with("▲ `q` finish 28 Sep → 1 Oct, 3wd later\n· affects `cy`\n"), "{out}");
    assert!(out.contains("Outside your selection: 2 forecasts move, 2 promises change, 1 edit\n"), "{out}");
    let none = run(&["--owner", "bo", "--", "q"]).out;
    assert!(none.starts_with("Nothing in your selection moves\n"), "{none}");
    assert!(none.contains("Outside your selection: 3 forecasts move"), "{none}");
}

#[test]
fn fail_on_ignores_the_selection() {
    let output = run(&["--owner", "cy", "--fail-on", "newly-late"]);
    assert_eq!(output.status, 1);
    assert!(output.out.contains("✗ fails on newly-late: p/a, p/b\n"), "{}", output.out);
}

#[test]
fn comment_on_a_selection_has_its_own_mark() {
    let mark = |arguments: &[&str]| {
        let out = run(&[&["--format", "markdown"], arguments].concat()).out;
        (out.lines().next().unwrap().to_owned(), out)
    };
    assert_eq!(mark(&[]).0, "<!-- tpm:diff:programs -->");
    let (first, out) = mark(&["--owner", "cy", "--", "q"]);
    assert_eq!(first, "<!-- tpm:diff:programs:owner:cy:q -->");
    assert!(out.contains("`tpm diff main --owner cy -- q`"), "{out}");
}

#[test]
fn entries_of_one_side_can_be_selected() {
    let files = |p: &'static str| [("programs/p.yaml", p), SHARED];
    let gone = "owner: ana\nmilestones:\n  a: {duration: 5d, owner: ana}\n";
    let arguments = |id: &'static str| ["--", id];
    for (base, head) in [(P, gone), (gone, P)] {
        let diff = printed(&files(base), &files(head), &arguments("p/b"));
        assert_eq!(ids(&diff["milestones"]), ["p/b"]);
        let output = support::run_since(&files(base), &files(head), &["diff", "main", "--tag", "x"]);
        assert_eq!(output.status, 0, "{}", output.err);
        assert!(output.out.contains("p/a"), "{}", output.out);
    }
}

#[test]
fn unknown_selection_is_rejected() {
    for (arguments, said) in [
        (["--owner", "bob"], "there is no owner `bob`"),
        (["--tag", "y"], "there is no tag `y`"),
        (["--", "p/c"], "there is no program or milestone `p/c`"),
    ] {
        let output = run(&arguments);
        assert_eq!((output.status, output.out.as_str()), (2, ""));
        assert!(output.err.contains(said), "{}", output.err);
    }
    let output = run(&["q"]);
    assert_eq!(output.status, 2);
    let help = "  = help: to compare only a part, write `tpm diff main -- q`\n";
    assert!(output.err.ends_with(help), "{}", output.err);
}
