//! Entries missing on an unread side do not count as removed.

use super::{data, of, of_files, printed, run};
use crate::support;
use serde_json::{Value, json};

const PLAN: &str = "owner: ana
milestones:
  a:
    owner: ana
    duration: 5d
    due: 2026-09-25
    firm: true
    promised_to: BigBank
    baseline: 2026-09-18
    tags: [web]
    note: x
    waive: [{rule: no-owner, until: 2026-10-01, reason: x}]
  b: {duration: 5d, depends_on: a}
";

/// Both sides of a conflict, kept.
fn merged() -> String {
    let ours = "    duration: 5d\n    due: 2026-09-25\n";
    let theirs = "    duration: 8d\n    due: 2026-10-02\n";
    PLAN.replace(ours, &format!("<<<<<<< HEAD\n{ours}=======\n{theirs}>>>>>>> other\n"))
}

#[track_caller]
fn nothing_is_taken_out(diff: &Value) {
    assert_eq!(diff["edits"], json!([]));
    for list in ["baselines", "policy"] {
        assert_eq!(diff[list], json!([]), "{list}");
    }
    let promise = of(&diff["promises"], "p/a");
    assert_eq!((&promise["moved"], &promise["has_moved_entry"]), (&Value::Null, &Value::Null));
    assert_eq!(promise["firm"], json!({"before": true, "after": true}));
    assert_eq!(promise["promised_to"], json!({"before": "BigBank", "after": "BigBank"}));
}

#[test]
fn conflict_markers_remove_nothing_from_a_milestone() {
    let diff = data(PLAN, &merged());
    nothing_is_taken_out(&diff);
    let promise = of(&diff["promises"], "p/a");
    assert_eq!(promise["unread"], json!({"before": false, "after": true}));
    assert_eq!(promise["standing"], json!({"before": "kept", "after": "unknown"}));
    assert_eq!(promise["due"], json!({"before": "2026-09-25", "after": null}));
    let unread: Vec<&str> =
        diff["unread"].as_array().unwrap().iter().map(|unread| unread["of"].as_str().unwrap()).collect();
    assert_eq!(unread, ["p", "p/a"]);
    for format in ["text", "markdown"] {
        let output = run(PLAN, &merged(), &["--format", format, "--fail-on", "moved-promise,newly-late"]);
        assert_eq!(output.status, 2);
        for wrong in ["withdraw", "no longer firm", "duration", "without effect", "left:"] {
            assert!(!output.out.contains(wrong), "{wrong}: {}", output.out);
        }
        assert!(output.out.contains("an unfinished merge"), "{}", output.out);
        let line = "was promised 25 Sep · firm · to \"BigBank\" · what it promises now could not be read: ";
        assert!(output.out.replace('\u{a0}', " ").contains(line), "{}", output.out);
    }
    // In the other direction, nothing is new.
    let back = data(&merged(), PLAN);
    nothing_is_taken_out(&back);
    assert_eq!(of(&back["promises"], "p/a")["unread"], json!({"before": true, "after": false}));
    let out = run(&merged(), PLAN, &[]).out;
    assert!(!out.contains("newly promised"), "{out}");
    assert!(out.contains("? p  reading stops in it before its end in the base; "), "{out}");
}

#[test]
fn unknown_key_may_be_the_missing_one() {
    let misspelt = PLAN.replace("due: 2026-09-25", "deu: 2026-10-02");
    let promise = of(&data(PLAN, &misspelt)["promises"], "p/a").clone();
    assert_eq!((&promise["moved"], &promise["unread"]["after"]), (&Value::Null, &true.into()), "{promise:#}");
    assert!(!run(PLAN, &misspelt, &[]).out.contains("withdraw"));
}

#[test]
fn invalid_day_withdraws_nothing() {
    for bad in ["2026-13-45", "soon"] {
        let head = PLAN.replace("due: 2026-09-25", &format!("due: {bad}"));
        let diff = data(PLAN, &head);
        let promise = of(&diff["promises"], "p/a");
        assert_eq!((&promise["moved"], &promise["unread"]["after"]), (&Value::Null, &true.into()));
        let edit = diff["edits"].as_array().unwrap().iter().find(|edit| edit["field"] == "due").unwrap();
        assert_eq!((&edit["before"], &edit["after"]), (&"2026-09-25".into(), &bad.into()));
    }
}

#[test]
fn readable_keys_of_a_broken_milestone_are_compared() {
    // The promise comes before the place where reading stops.
    let base = PLAN.replace("    owner: ana\n", "    due: 2026-09-25\n    owner: ana\n");
    let base = base.replacen("    duration: 5d\n    due: 2026-09-25\n", "    duration: 5d\n", 1);
    let head = base.replace("due: 2026-09-25", "due: 2026-10-02").replace("    note: x\n", "<<<<<<< HEAD\n");
    let promise = of(&data(&base, &head)["promises"], "p/a").clone();
    assert_eq!(
        (&promise["moved"], &promise["firm"]["after"]),
        (&"later".into(), &true.into()),
        "{promise:#}"
    );
}

#[test]
fn unread_program_promise_is_not_withdrawn() {
    let base = "milestones:\n  a: {duration: 5d}\ndue: 2026-09-25\nfreezes:\n  - {name: Peak, dates: [2026-10-01]}\nassert:\n  - {finish_by: 2026-10-01}\n";
    let diff = data(base, &base.replace("due: 2026-09-25\n", "<<<<<<< HEAD\ndue: 2026-09-25\n"));
    assert_eq!((&diff["edits"], &diff["policy"]), (&json!([]), &json!([])));
    let promise = of(&diff["promises"], "p");
    assert_eq!((&promise["moved"], &promise["unread"]["after"]), (&Value::Null, &true.into()));
}

#[test]
fn unreadable_shared_settings_are_not_removed() {
    let shared = "owners:\n  ana: {away: [2026-10-05..2026-10-09], team: web}\n  bo: {}\ncalendars:\n  default: {holidays: [2026-09-15]}\nfreezes:\n  - {name: Peak, dates: [2026-12-01]}\nquiet_after_days: 7\nchecks: {no-owner: error}\n";
    let files = |shared: &'static str| [("programs/p.yaml", PLAN), ("programs/tpm.yaml", shared)];
    let cut = "owners:\n  ana:\n<<<<<<< HEAD\n    away: [2026-10-05..2026-10-09]\n";
    for (base, head) in [(shared, cut), (cut, shared)] {
        let diff = of_files(&files(base), &files(head));
        assert_eq!((&diff["edits"], &diff["policy"]), (&json!([]), &json!([])));
        assert!(diff["unread"].as_array().unwrap().iter().any(|unread| unread["of"] == "tpm.yaml"));
    }
    // An unreadable range was not removed; another owner's was.
    let bad = shared.replace("2026-10-05..2026-10-09", "2026-10-05..soon");
    let diff = printed(&files(shared), &[("programs/p.yaml", PLAN), ("programs/tpm.yaml", &bad)], &[]);
    assert_eq!(diff["edits"], json!([]));
}

#[test]
fn gate_does_not_call_unread_promises_withdrawn() {
    let output = support::run_since(
        &[("programs/p.yaml", PLAN)],
        &[("programs/p.yaml", &merged())],
        &["check", "--new-since", "main"],
    );
    assert!(!output.out.contains("promise-moved-without-reason"), "{}", output.out);
}

#[test]
fn unread_promises_are_counted_and_firm_ones_named() {
    let base = "milestones:\n  x: {duration: 5d}\n  d: {started: 2026-09-01, done: 2026-09-10, due: 2026-09-11}\n  c: {duration: 5d, due: 2026-10-01}\n  y: {duration: 5d, due: 2026-10-01, firm: true}\n  z: {duration: 5d, due: 2026-10-02, firm: true}\n";
    let head = base.replace("  d: {", "<<<<<<< HEAD\n  d: {");
    let verdict = "✗ cannot read 2 firm promises any more: `p/y`, `p/z`\n✗ cannot read 1 other promise any more: `p/c`\n";
    let out = run(base, &head, &[]).out;
    assert!(out.contains(verdict), "{out}");
    // The same if the entry is there but its promise is not.
    let out = run(PLAN, &merged(), &[]).out;
    assert!(out.contains("✗ cannot read 1 firm promise any more: `p/a`\n"), "{out}");
    assert!(!out.contains("without a date now"), "{out}");
    // Unread entries of the base are not missed.
    let out = run(&head, base, &[]).out;
    assert!(!out.contains("cannot read"), "{out}");
}
