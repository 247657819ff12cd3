//! `--fail-on`, and the exit status where a side is broken.

use super::{printed, run};
use crate::support;
use serde_json::json;

const BASE: &str = "milestones:\n  a: {duration: 5d, due: 2026-09-25}\n  b: {duration: 5d, depends_on: a}\n";

#[track_caller]
fn status(head: &str, conditions: &str) -> u8 {
    run(BASE, head, &["--fail-on", conditions]).status
}

#[test]
fn met_condition_fails() {
    let moved = BASE.replace("2026-09-25", "2026-10-02");
    assert_eq!(run(BASE, &moved, &[]).status, 0);
    assert_eq!(status(&moved, "moved-promise"), 1);
    assert_eq!(status(&moved, "newly-late,slip=1wd,new-cycle"), 0);
    assert_eq!(status(BASE, "moved-promise,newly-late,slip=1wd,new-cycle"), 0);
    // 5d to 10d: a from Fri 18 to Fri 25, as promised; 11d a day later.
    let longer = |days: &str| BASE.replace("a: {duration: 5d", &format!("a: {{duration: {days}"));
    assert_eq!(status(&longer("10d"), "newly-late"), 0);
    assert_eq!(status(&longer("11d"), "newly-late"), 1);
    assert_eq!(status(&longer("10d"), "slip=5wd"), 1);
    assert_eq!(status(&longer("10d"), "slip=6wd"), 0);
    // A milestone without a promise may slip, its program may not.
    let only_b = BASE.replace("b: {duration: 5d", "b: {duration: 8d");
    assert_eq!(status(&only_b, "slip=3wd"), 1);
    let unpromised = format!("finish: a\n{BASE}");
    let head = format!("finish: a\n{only_b}");
    assert_eq!(run(&unpromised, &head, &["--fail-on", "slip=3wd"]).status, 0);
}

#[test]
fn failed_condition_is_named_in_every_format() {
    let moved = BASE.replace("2026-09-25", "2026-10-02");
    let text = run(BASE, &moved, &["--fail-on", "moved-promise", "--fail-on", "newly-late"]).out;
    assert!(text.contains("\n✗ fails on moved-promise: p/a\n"), "{text}");
    let files = |text: &'static str| [("programs/p.yaml", text)];
    let moved: &'static str = Box::leak(moved.into_boxed_str());
    let data = printed(&files(BASE), &files(moved), &["--fail-on", "moved-promise,newly-late"]);
    assert_eq!(data["fails_on"], json!([{"condition": "moved-promise", "by": ["p/a"]}]));
}

#[test]
fn unknown_condition_is_rejected_with_a_suggestion() {
    let output = run(BASE, BASE, &["--fail-on", "moved-promises"]);
    assert_eq!(output.status, 2);
    assert_eq!(
        output.err,
        "error: --fail-on: `moved-promises` is not a condition; did you mean `moved-promise`?\n"
    );
    assert_eq!(run(BASE, BASE, &["--fail-on", "slip=3"]).status, 2);
}

#[test]
fn new_cycle_fails_even_if_the_plan_has_an_error() {
    let circle = BASE.replace("a: {duration: 5d,", "a: {duration: 5d, depends_on: b,");
    let output = run(BASE, &circle, &["--fail-on", "new-cycle"]);
    assert_eq!(output.status, 1);
    assert!(output.out.contains("✗ fails on new-cycle: p/a → p/b\n"), "{}", output.out);
    assert!(output.out.contains("✗ `p/a`, `p/b` now wait for each other in a circle\n"), "{}", output.out);
    assert_eq!(run(BASE, &circle, &["--fail-on", "slip=3wd"]).status, 2);
    // A cycle that existed before is an error, but not new.
    assert_eq!(run(&circle, &circle, &["--fail-on", "new-cycle"]).status, 2);
}

#[test]
fn broken_side_is_named_and_the_rest_reported() {
    let broken = "milestones:\n  x: {duration: 3x}\n";
    let (sound, longer) = (BASE, BASE.replace("a: {duration: 5d", "a: {duration: 6d"));
    let files = |p: &'_ str, q: &'_ str| {
        [("programs/p.yaml".to_owned(), p.to_owned()), ("programs/q.yaml".to_owned(), q.to_owned())]
    };
    let borrow = |files: &'_ [(String, String); 2]| files.clone();
    for (base, head, told) in [
        (files(sound, broken), files(&longer, broken), "main:programs/q.yaml:2:17"),
        (
            files(sound, broken),
            files(&longer, "milestones:\n  x: {duration: 3d}\n"),
            "main:programs/q.yaml:2:17",
        ),
        (files(sound, "milestones:\n  x: {duration: 3d}\n"), files(&longer, broken), "programs/q.yaml:2:17"),
    ] {
        let (base, head) = (borrow(&base), borrow(&head));
        let base: Vec<(&str, &str)> =
            base.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        let head: Vec<(&str, &str)> =
            head.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        let output = support::run_since(&base, &head, &["diff", "main"]);
        assert_eq!(output.status, 2);
        assert!(output.err.contains(told), "{}", output.err);
        assert!(output.out.starts_with("✗ 1 error in the plans"), "{}", output.out);
        assert!(output.out.contains("▲ `p` finish 25 → 28 Sep, 1wd later\n"), "{}", output.out);
    }
}

#[test]
fn entries_in_unread_parts_are_not_reported_as_removed() {
    let cut = BASE.replace("milestones:\n", "milestones:\n<<<<<<< HEAD\n");
    let data = printed(&[("programs/p.yaml", BASE)], &[("programs/p.yaml", &cut)], &[]);
    for list in ["milestones", "promises", "edits"] {
        assert_eq!(data[list], json!([]), "{list}");
    }
    let back = printed(&[("programs/p.yaml", &cut)], &[("programs/p.yaml", BASE)], &[]);
    for list in ["milestones", "promises", "edits"] {
        assert_eq!(back[list], json!([]), "{list}");
    }
    let output = run(BASE, &cut, &["--fail-on", "moved-promise"]);
    assert_eq!(output.status, 2);
    let verdict =
        "\n✗ cannot read 1 promise any more: `p/a`\n✗ `p` has no finish date any more, was 25 Sep\n";
    assert!(output.out.contains(verdict), "{}", output.out);
    // An unread side is not reported as unchanged.
    let output = run(&cut, &cut.replace("5d", "6d"), &[]);
    assert!(output.out.contains("\nWhat was changed could not be read\n"), "{}", output.out);
}

/// The report of a waiver of `p/a`: the flag, the first line, the lines about the gate.
fn waived(base: &str, head: &str) -> (Vec<bool>, bool, Vec<String>) {
    let plan = |waive: &str| format!("milestones:\n  a: {{duration: 5d, owner: ana, waive: [{waive}]}}\n");
    let (base, head) = (plan(base), plan(head));
    let data = printed(&[("programs/p.yaml", &base)], &[("programs/p.yaml", &head)], &[]);
    let flags = data["policy"].as_array().unwrap().iter().map(|policy| policy["loosened"] == true).collect();
    let out = run(&base, &head, &[]).out.replace('\u{a0}', " ");
    let lines = out.lines().filter(|line| line.contains(" at p/a  ")).map(str::to_owned).collect();
    (flags, out.contains("loosens the gate in 1 place"), lines)
}

#[test]
fn only_a_waiver_that_excuses_more_loosens_the_gate() {
    const BASE: &str = "{rule: no-owner, until: 2026-10-09, reason: Strike}";
    const SAME: &str = "{rule: no-owner, until: 9 Oct, reason: Strike}";
    let reads = |head: &str, loosens: bool, line: &str| {
        let expected = (vec![loosens], loosens, vec![line.to_owned()]);
        assert_eq!(waived(BASE, head), expected, "{head}");
    };
    let earlier = "{rule: no-owner, until: 2026-10-02, reason: Strike}";
    let line = format!(
        "· tightens the gate at p/a  waiver {SAME} → {{rule: no-owner, until: 2 Oct, reason: Strike}}"
    );
    reads(earlier, false, &line);
    let line =
        format!("· excuses no more than before at p/a  waiver {SAME} → {}", SAME.replace("Strike", "Leave"));
    reads(&BASE.replace("Strike", "Leave"), false, &line);
    let line = format!(
        "· excuses no more than before at p/a  waiver {SAME} → {}",
        SAME.replace(", reason", ", by: ana, reason")
    );
    reads(&BASE.replace(", reason", ", by: ana, reason"), false, &line);
    reads("", false, &format!("· tightens the gate at p/a  waiver {SAME} removed"));
    let line = format!("▲ loosens the gate at p/a  waiver {SAME} → {}", SAME.replace("9 Oct", "16 Oct"));
    reads(&BASE.replace("10-09", "10-16"), true, &line);
    let line = format!("▲ loosens the gate at p/a  waiver {SAME} → {}", SAME.replace("no-owner", "hygiene"));
    reads(&BASE.replace("no-owner", "hygiene"), true, &line);
    // From a set to one of its rules.
    let (flags, ..) = waived(&BASE.replace("no-owner", "hygiene"), BASE);
    assert_eq!(flags, [false]);
    assert_eq!(waived("", BASE).0, [true]);
}

#[test]
fn unreadable_waiver_is_not_reported_as_added() {
    let blank = "{rule: no-owner, until: 2026-10-09, reason: ' '}";
    assert_eq!(waived("", blank), (vec![], false, vec![]));
    assert_eq!(waived(&blank.replace("' '", "Strike"), blank), (vec![], false, vec![]));
}

#[test]
fn waiver_reason_is_shown_in_full() {
    let reason = "The carrier is on strike and nobody knows until when; the council decides on Thursday whether to fly";
    let waiver = format!("{{rule: no-owner, until: 2026-10-09, reason: {reason}}}");
    let lines = waived("", &waiver).2;
    assert!(lines[0].ends_with(&format!("reason: {reason}}} added")), "{lines:?}");
}
