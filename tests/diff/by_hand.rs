//! Moves and their causes, calculated by hand. All as of Mon 14 Sep 2026.

use super::{causes, data, ids, of, of_files};
use serde_json::{Value, json};

fn days(entry: &Value) -> (&str, &str, i64) {
    let finish = &entry["forecast_finish"];
    let day = |side: &str| finish[side].as_str().unwrap_or("—");
    (day("before"), day("after"), finish["workdays"].as_i64().unwrap_or(i64::MAX))
}

// a from Mon 14: 5d to Fri 18, 8d to Wed 23. b behind it: Mon 21 to Fri 25, or Thu 24 to Wed 30.
const TWO: &str = "milestones:\n  a: {duration: 5d}\n  b: {duration: 5d, depends_on: a}\n";

#[test]
fn longer_duration_moves_its_date_and_its_successors() {
    let diff = data(TWO, &TWO.replace("a: {duration: 5d}", "a: {duration: 8d}"));
    assert_eq!(days(of(&diff["milestones"], "p/a")), ("2026-09-18", "2026-09-23", 3));
    assert_eq!(days(of(&diff["milestones"], "p/b")), ("2026-09-25", "2026-09-30", 3));
    assert_eq!(days(of(&diff["programs"], "p")), ("2026-09-25", "2026-09-30", 3));
    for entry in [of(&diff["milestones"], "p/a"), of(&diff["milestones"], "p/b"), of(&diff["programs"], "p")]
    {
        assert_eq!(causes(entry), ["1 p/a duration 5d>8d = 3"]);
        assert_eq!(entry["later_because"], "got-later");
    }
    assert_eq!(of(&diff["milestones"], "p/b")["causes"][0]["forecast_finish_without"], "2026-09-25");
    assert_eq!(diff["without_effect"], 0);
}

#[test]
fn parts_of_two_edits_on_one_chain_add_up() {
    let head =
        TWO.replace("a: {duration: 5d}", "a: {duration: 8d}").replace("b: {duration: 5d", "b: {duration: 6d");
    let diff = data(TWO, &head);
    assert_eq!(days(of(&diff["milestones"], "p/b")), ("2026-09-25", "2026-10-01", 4));
    let expected = ["1 p/a duration 5d>8d = 3", "2 p/b duration 5d>6d = 1"];
    assert_eq!(causes(of(&diff["milestones"], "p/b")), expected);
}

#[test]
fn causes_that_pull_earlier_come_after_those_that_push() {
    let head =
        TWO.replace("a: {duration: 5d}", "a: {duration: 8d}").replace("b: {duration: 5d", "b: {duration: 4d");
    let diff = data(TWO, &head);
    assert_eq!(days(of(&diff["milestones"], "p/b")), ("2026-09-25", "2026-09-29", 2));
    let expected = ["1 p/a duration 5d>8d = 3", "2 p/b duration 5d>4d = -1"];
    assert_eq!(causes(of(&diff["milestones"], "p/b")), expected);
}

#[test]
fn redundant_edits_share_a_move() {
    // Either alone moves c by the 3wd from Mon 21 to Thu 24: each has 1.5 of them, and undoing one
    // wins nothing. Of equal parts the first is rounded up.
    let base =
        "milestones:\n  a: {duration: 5d}\n  b: {duration: 5d}\n  c: {duration: 1d, depends_on: [a, b]}\n";
    let diff = data(base, &base.replace("5d", "8d"));
    let c = of(&diff["milestones"], "p/c");
    assert_eq!(days(c), ("2026-09-21", "2026-09-24", 3));
    assert_eq!(causes(c), ["1 p/a duration 5d>8d = 2", "2 p/b duration 5d>8d = 1"]);
    for cause in c["causes"].as_array().unwrap() {
        assert_eq!(cause["forecast_finish_without"], "2026-09-24");
        assert_eq!(cause["if_undone_days"], 0);
    }
}

#[test]
fn paths_beside_each_other_share_by_what_each_adds() {
    // a to Fri 18, b to Wed 16: c on Mon 21. Later a to Wed 23, b to Mon 21. a's edit adds 3wd if it
    // comes first, and 2 after b's, which has c on Tue 22: 2.5. b's adds 1 or nothing: 0.5. Of equal
    // parts the first is rounded up.
    let base =
        "milestones:\n  a: {duration: 5d}\n  b: {duration: 3d}\n  c: {duration: 1d, depends_on: [a, b]}\n";
    let diff = data(base, &base.replace("5d", "8d").replace("3d", "6d"));
    let c = of(&diff["milestones"], "p/c");
    assert_eq!(days(c), ("2026-09-21", "2026-09-24", 3));
    assert_eq!(causes(c), ["1 p/a duration 5d>8d = 3"]);
    assert_eq!(c["causes"][0]["if_undone_workdays"], 2);
}

#[test]
fn edits_that_cancel_each_other_have_an_effect() {
    let base = "milestones:\n  a: {duration: 5d}\n  b: {duration: 5d, depends_on: a}\n";
    let head = "milestones:\n  a: {duration: 6d}\n  b: {duration: 4d, depends_on: a}\n";
    let diff = data(base, head);
    assert_eq!(ids(&diff["milestones"]), ["p/a"]);
    assert_eq!(diff["without_effect"], 0);
}

#[test]
fn new_dependency_is_a_cause() {
    // b waits for a +2d: two more working days behind Fri 18, then 5d from Wed 23.
    let diff =
        data("milestones:\n  a: {duration: 5d}\n  b: {duration: 5d}\n", &TWO.replace("on: a", "on: [a +2d]"));
    let b = of(&diff["milestones"], "p/b");
    assert_eq!(days(b), ("2026-09-18", "2026-09-29", 7));
    assert_eq!(causes(b), ["1 p/b depends_on ->a +2d = 7"]);
}

#[test]
fn new_milestone_includes_the_dependencies_on_it() {
    let head = "milestones:\n  a: {duration: 5d}\n  x: {duration: 2d, depends_on: a}\n  b: {duration: 5d, depends_on: [a, x]}\n";
    let diff = data(TWO, head);
    let (b, x) = (of(&diff["milestones"], "p/b"), of(&diff["milestones"], "p/x"));
    assert_eq!(days(b), ("2026-09-25", "2026-09-29", 2));
    let expected = ["1 p/b depends_on ->x = 2", "1 p/x milestone ->p/x = 2"];
    assert_eq!(causes(b), expected);
    assert_eq!(
        (&x["change"], &x["base_id"], &x["forecast_finish"]["before"]),
        (&"added".into(), &Value::Null, &Value::Null)
    );
}

#[test]
fn removing_a_milestone_makes_its_successors_earlier() {
    let head = "milestones:\n  b: {duration: 5d}\n";
    let diff = data(TWO, head);
    let (a, b) = (of(&diff["milestones"], "p/a"), of(&diff["milestones"], "p/b"));
    assert_eq!(days(b), ("2026-09-25", "2026-09-18", -5));
    assert_eq!(causes(b), ["1 p/a milestone p/a>- = -5", "1 p/b depends_on a>- = -5"]);
    assert_eq!((&a["change"], &a["forecast_finish"]["after"]), (&"removed".into(), &Value::Null));
    assert_eq!(b["later_because"], Value::Null);
}

#[test]
fn news_is_distinguished_from_replanning() {
    let base = "milestones:\n  a: {duration: 5d, started: 2026-09-07, remaining: 2d, updated: 2026-09-14}\n  b: {duration: 5d, depends_on: a}\n";
    // 2d left: to Tue 15; 6d: to Mon 21. b from Wed 16 to Tue 22, or from Tue 22 to Mon 28.
    let later = |head: &str| of(&data(base, head)["programs"], "p")["later_because"].clone();
    assert_eq!(later(&base.replace("remaining: 2d", "remaining: 6d")), "admits");
    assert_eq!(later(&base.replace("remaining: 2d", "eta: 2026-09-21")), "admits");
    assert_eq!(later(&base.replace("b: {duration: 5d", "b: {duration: 6d")), "got-later");
    let both = base.replace("remaining: 2d", "remaining: 6d").replace("b: {duration: 5d", "b: {duration: 6d");
    assert_eq!(later(&both), "both");
    // Blocked until Fri 18, the work left goes on from Mon 21.
    let blocked = base
        .replace("remaining: 2d", "remaining: 2d, blocked: {since: 2026-09-14, why: x, until: 2026-09-18}");
    assert_eq!(later(&blocked), "admits");
    assert_eq!(later(&base.replace("remaining: 2d", "remaining: 1d")), Value::Null);
}

#[test]
fn progress_keys_are_taken_back_together() {
    let base = "milestones:\n  a: {duration: 10d}\n";
    let head = "milestones:\n  a: {duration: 10d, started: 2026-09-07, progress: 10%, updated: 2026-09-11}\n";
    // Not started: Mon 14 to Fri 25. 9d left after Fri 11: Mon 14 to Thu 24.
    let diff = data(base, head);
    let a = of(&diff["milestones"], "p/a");
    assert_eq!(days(a), ("2026-09-25", "2026-09-24", -1));
    let expected =
        ["1 p/a progress ->10% = -1", "1 p/a started ->2026-09-07 = -1", "1 p/a updated ->2026-09-11 = -1"];
    assert_eq!(causes(a), expected);
}

const SHARED: &str = "owners:\n  ana: {}\n  bo: {}\n";
const OWNED: &str = "milestones:\n  a: {duration: 5d, owner: ana}\n  b: {duration: 5d, owner: bo}\n";

#[track_caller]
fn shared(base: &str, head: &str, expected: &[(&str, &[&str])]) {
    let diff = of_files(
        &[("programs/p.yaml", OWNED), ("programs/tpm.yaml", base)],
        &[("programs/p.yaml", OWNED), ("programs/tpm.yaml", head)],
    );
    let told: Vec<(&str, Vec<String>)> =
        ids(&diff["milestones"]).into_iter().map(|id| (id, causes(of(&diff["milestones"], id)))).collect();
    let told: Vec<(&str, Vec<&str>)> =
        told.iter().map(|(id, list)| (*id, list.iter().map(String::as_str).collect())).collect();
    let expected: Vec<(&str, Vec<&str>)> = expected.iter().map(|(id, list)| (*id, list.to_vec())).collect();
    assert_eq!(told, expected);
}

#[test]
fn leave_moves_the_work_of_its_owner() {
    let head = SHARED.replace("ana: {}", "ana: {away: [2026-09-16..2026-09-17]}");
    shared(SHARED, &head, &[("p/a", &["1 ana away ->2026-09-16..2026-09-17 = 2"])]);
    let more = SHARED.replace("ana: {}", "ana: {away: [2026-09-16..2026-09-17, 2026-09-21]}");
    shared(&head, &more, &[("p/a", &["1 ana away ->2026-09-21 = 1"])]);
}

#[test]
fn holiday_moves_everyone_on_its_calendar() {
    let head = format!("{SHARED}calendars:\n  default: {{holidays: [2026-09-15]}}\n");
    // Waiting is not work: the day off is no working day of the base calendar, so Fri 18 to Mon 21
    // is 1wd.
    let told: &[&str] = &["1 default holidays ->2026-09-15 = 1"];
    shared(SHARED, &head, &[("p/a", told), ("p/b", told)]);
}

#[test]
fn freeze_moves_all_work_in_its_scope() {
    let head = format!("{SHARED}freezes:\n  - {{name: Peak, dates: [2026-09-17..2026-09-18]}}\n");
    let told: &[&str] = &["1 Peak dates ->2026-09-17..2026-09-18 = 2"];
    shared(SHARED, &head, &[("p/a", told), ("p/b", told)]);
    shared(
        &head,
        SHARED,
        &[
            ("p/a", &["1 Peak dates 2026-09-17..2026-09-18>- = -2"]),
            ("p/b", &["1 Peak dates 2026-09-17..2026-09-18>- = -2"]),
        ],
    );
}

#[test]
fn new_owner_brings_another_calendar() {
    let shared = "owners:\n  ana: {away: [2026-09-14..2026-09-18]}\n  bo: {}\n";
    let head = OWNED.replace("b: {duration: 5d, owner: bo}", "b: {duration: 5d, owner: ana}");
    let diff = of_files(
        &[("programs/p.yaml", OWNED), ("programs/tpm.yaml", shared)],
        &[("programs/p.yaml", &head), ("programs/tpm.yaml", shared)],
    );
    assert_eq!(causes(of(&diff["milestones"], "p/b")), ["1 p/b owner bo>ana = 5"]);
}

#[test]
fn removed_owner_is_restored_with_edits_that_name_them() {
    let base = "owners:\n  ana: {away: [2026-09-14..2026-09-18]}\n  bo: {}\n";
    let head = OWNED.replace("owner: ana", "owner: bo");
    let diff = of_files(
        &[("programs/p.yaml", OWNED), ("programs/tpm.yaml", base)],
        &[("programs/p.yaml", &head), ("programs/tpm.yaml", "owners:\n  bo: {}\n")],
    );
    assert_eq!(causes(of(&diff["milestones"], "p/a")), ["1 p/a owner ana>bo = -5"]);
}

#[test]
fn later_program_start_moves_work_that_begins_with_it() {
    let diff = data(TWO, &format!("start: 2026-09-21\n{TWO}"));
    assert_eq!(causes(of(&diff["milestones"], "p/b")), ["1 p start ->2026-09-21 = 5"]);
}

#[test]
fn new_finish_is_a_cause_for_the_program_only() {
    let base = format!("finish: b\n{TWO}");
    let diff = data(&base, &base.replace("finish: b", "finish: a"));
    assert_eq!(ids(&diff["milestones"]), [""; 0]);
    let program = of(&diff["programs"], "p");
    assert_eq!(days(program), ("2026-09-25", "2026-09-18", -5));
    assert_eq!(causes(program), ["1 p finish p/b>p/a = -5"]);
}

#[test]
fn entered_and_left_critical_paths_are_reported() {
    let base =
        "milestones:\n  a: {duration: 5d}\n  b: {duration: 3d}\n  c: {duration: 1d, depends_on: [a, b]}\n";
    let diff = data(base, &base.replace("3d", "6d"));
    let expected = json!({
        "entered": [{"id": "p/b", "critical_for": ["p"]}],
        "left": [{"id": "p/a", "critical_for": ["p"]}],
    });
    assert_eq!(diff["critical_path"], expected);
}

#[test]
fn edits_without_effect_are_counted() {
    let base = "milestones:\n  a: {duration: 5d, note: x}\n  b: {duration: 1w}\n";
    let head = "milestones:\n  a: {duration: 5d, note: y, workstream: z}\n  b: {duration: 5d}\n";
    let diff = data(base, head);
    assert_eq!(diff["without_effect"], 3);
    assert_eq!(ids(&diff["milestones"]), [""; 0]);
    let edits: Vec<&Value> = diff["edits"].as_array().unwrap().iter().collect();
    assert_eq!(edits[0]["source"], json!({"file": "programs/p.yaml", "line": 2, "column": 27}));
    assert_eq!((&edits[2]["before"], &edits[2]["after"]), (&"1w".into(), &"5d".into()));
}

#[test]
fn white_space_comments_and_order_are_not_edits() {
    let head = "# Reordered\nmilestones:\n\n  b:\n    depends_on:\n      - a\n    duration:   5d   # as before\n  a: {duration: '5d'}\n";
    let diff = data(TWO, head);
    assert_eq!(diff["edits"], json!([]));
}

#[test]
fn milestone_that_loses_its_date_says_why() {
    let diff = data(TWO, &TWO.replace("a: {duration: 5d}", "a: {duration: 5x}"));
    let b = of(&diff["milestones"], "p/b");
    assert_eq!(days(b), ("2026-09-25", "—", i64::MAX));
    assert_eq!(b["undated_because"], "it waits for `p/a`, which has no date");
    assert_eq!(of(&diff["programs"], "p")["forecast_finish"]["after"], Value::Null);
}

#[test]
fn a_move_over_days_off_alone_counts_in_days() {
    // a is done on Fri 11, or on Sat 12; nobody works on a Saturday.
    let plan = |done: &str| {
        format!("milestones:\n  a: {{duration: 5d, started: 2026-09-07, done: {done}, due: 2026-09-11}}\n")
    };
    let (base, head) = (plan("2026-09-11"), plan("2026-09-12"));
    assert_eq!(days(of(&data(&base, &head)["milestones"], "p/a")), ("2026-09-11", "2026-09-12", 0));
    for (base, head, moved) in [(&base, &head, "1 day later"), (&head, &base, "1 day earlier")] {
        let out = super::run(base, head, &[]).out.replace('\u{a0}', " ");
        assert!(out.contains(moved) && !out.contains("0wd"), "{out}");
    }
}
