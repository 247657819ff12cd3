//! Which edits have no effect, and which changes are news alone.

use super::{data, of_files, run};
use serde_json::{Value, json};

/// Returns the keys of the edits without effect.
fn none(diff: &Value) -> Vec<&str> {
    let edits = diff["edits"].as_array().unwrap().iter();
    edits.filter(|edit| edit["has_effect"] == false).map(|edit| edit["field"].as_str().unwrap()).collect()
}

fn plan(a: &str) -> String {
    format!(
        "owner: ana\nmilestones:\n  a: {{duration: 5d, owner: ana{a}}}\n  z: {{duration: 5d, owner: ana, depends_on: a, due: 2026-10-02}}\n"
    )
}

#[track_caller]
fn check(base: &str, head: &str, expected: &[&str]) {
    let diff = data(&plan(base), &plan(head));
    assert_eq!(none(&diff), expected, "{head}");
    assert_eq!(diff["without_effect"], expected.len());
}

#[test]
fn edit_that_makes_a_forecast_a_floor_has_an_effect() {
    check("", ", blocked: {since: 2026-09-14, why: x, waiting_on: ana}", &[]);
    check(", eta: 2026-09-18", ", eta: 2026-09-11", &[]);
}

#[test]
fn edit_that_changes_a_judgement_or_reason_has_an_effect() {
    check("", ", health: {rag: red, on: 2026-09-14}", &[]);
    // Late for its own promise, not for its successor's: no date moves.
    check("", ", due: 2026-09-17", &[]);
    // Updated six weeks ago, and now.
    let said = |day: &str| format!(", started: 2026-08-03, remaining: 5d, updated: {day}");
    check(&said("2026-08-04"), &said("2026-08-18"), &[]);
    // Why it has no date.
    let two = |what: &str| {
        format!("milestones:\n  a: {{duration: 5x}}\n  b: {{duration: 5d, depends_on: {what}}}\n")
    };
    assert_eq!(none(&data(&two("a"), &two("[a, c]"))), [""; 0]);
}

#[test]
fn edit_seen_only_by_a_rule_has_an_effect_if_it_is_on() {
    let blocked = |who: &str| format!(", blocked: {{since: 2026-09-14, until: 2026-09-14, why: x{who}}}");
    check(&blocked(", waiting_on: ana"), &blocked(""), &[]);
    let shared = "checks: {blocked-by-nobody: off}\n";
    let (base, head) = (plan(&blocked(", waiting_on: ana")), plan(&blocked("")));
    let diff = of_files(
        &[("programs/p.yaml", &base), ("programs/tpm.yaml", shared)],
        &[("programs/p.yaml", &head), ("programs/tpm.yaml", shared)],
    );
    assert_eq!(none(&diff), ["blocked"]);
}

#[test]
fn edit_of_float_or_drivers_has_an_effect_without_a_move() {
    let base = "milestones:\n  a: {duration: 5d}\n  b: {duration: 3d}\n  c: {duration: 1d, depends_on: a}\n";
    let diff = data(base, &base.replace("depends_on: a", "depends_on: [a, b]"));
    assert_eq!(diff["milestones"], json!([]));
    assert_eq!(none(&diff), [""; 0]);
    // A redundant dependency changes nothing.
    let row = "milestones:\n  a: {duration: 5d}\n  b: {duration: 3d, depends_on: a}\n  c: {duration: 1d, depends_on: b}\n";
    let diff = data(row, &row.replace("depends_on: b", "depends_on: [a, b]"));
    assert_eq!(none(&diff), ["depends_on"]);
}

#[test]
fn owners_and_asks_have_an_effect() {
    let base = "milestones:\n  a: {duration: 5d, owner: ana, name: A, note: x}\nasks:\n  k: {ask: more, of: sara, by: 2026-09-21}\n";
    let head = "milestones:\n  a: {duration: 5d, owner: bo, name: B, note: y}\nasks:\n  k: {ask: more, of: sara, by: 2026-09-28}\n";
    assert_eq!(none(&data(base, head)), ["name", "note"]);
}

#[test]
fn canceling_edits_are_not_without_effect() {
    let base = plan("");
    let head =
        base.replace("a: {duration: 5d", "a: {duration: 8d").replace("z: {duration: 5d", "z: {duration: 2d");
    let diff = data(&base, &head);
    assert_eq!(none(&diff), [""; 0]);
    // The same if neither of two edits alone does anything: either of two dependencies holds the
    // date that a shorter duration gave back.
    let base = "milestones:\n  a: {duration: 5d}\n  b: {duration: 5d}\n  c: {duration: 6d, depends_on: []}\n";
    let head = base.replace("c: {duration: 6d, depends_on: []", "c: {duration: 1d, depends_on: [a, b]");
    let diff = data(base, &head);
    assert_eq!((none(&diff), &diff["milestones"]), (vec![], &json!([])));
}

#[test]
fn keys_of_a_removed_entry_belong_to_its_removal() {
    let base =
        "milestones:\n  a: {duration: 5d}\n  b: {duration: 3d}\n  c: {duration: 1d, depends_on: [a, b]}\n";
    let head = "milestones:\n  a: {duration: 5d}\n  c: {duration: 1d, depends_on: a}\n";
    assert_eq!(none(&data(base, head)), [""; 0]);
}

const TWO: &str = "milestones:\n  a: {duration: 5d, started: 2026-09-07, remaining: 2d, updated: 2026-09-14}\n  b: {duration: 5d, depends_on: a}\n  c: {duration: 2d, due: 2026-09-18}\n";

#[test]
fn news_alone_is_reported_if_nothing_was_replanned() {
    let news = TWO.replace("remaining: 2d", "remaining: 6d");
    let out = run(TWO, &news, &[]).out;
    let words = "\n· No estimate or promise was changed: it is only what happened\n";
    assert!(out.contains(words), "{out}");
    assert_eq!(data(TWO, &news)["news_alone"], true);
}

#[test]
fn news_alone_is_not_reported_beside_a_new_estimate() {
    let both = TWO.replace("remaining: 2d", "remaining: 6d").replace("c: {duration: 2d", "c: {duration: 6d");
    let diff = data(TWO, &both);
    assert_eq!(diff["news_alone"], false);
    let program = diff["programs"][0].clone();
    assert_eq!(program["later_because"], "admits", "{program:#}");
    for format in ["text", "markdown"] {
        let out = run(TWO, &both, &["--format", format]).out;
        assert!(out.contains("1 promise newly late"), "{out}");
        assert!(!out.contains("only what happened") && out.contains(" · news"), "{out}");
    }
}

#[test]
fn news_alone_is_not_reported_beside_promise_or_gate_edits() {
    for (from, to) in [
        ("due: 2026-09-18", "due: 2026-09-25"),
        ("c: {duration: 2d", "c: {baseline: 2026-09-18, duration: 2d"),
        ("c: {duration: 2d", "c: {waive: [{rule: no-owner, until: 2026-10-01, reason: x}], duration: 2d"),
        ("  c: {", "  d: {duration: 1d}\n  c: {"),
    ] {
        let head = TWO.replace("remaining: 2d", "remaining: 6d").replace(from, to);
        assert_eq!(data(TWO, &head)["news_alone"], false, "{to}");
        assert!(!run(TWO, &head, &[]).out.contains("only what happened"), "{to}");
    }
}
