//! Floors are shown as floors wherever a diff shows a date.

use super::{data, of, run};
use crate::support;
use serde_json::json;

// Blocked with no end date: the forecast stays Fri 18 Sep, and may not hold.
const SOUND: &str = "milestones:\n  a: {duration: 5d, owner: ana, due: 2026-09-17}\n";
const STUCK: &str = "milestones:\n  a: {duration: 5d, owner: ana, due: 2026-09-17, blocked: {since: 2026-09-14, why: x, waiting_on: bo}}\n";

#[test]
fn new_program_with_a_floor_finish_shows_it() {
    let q = ("programs/q.yaml", SOUND);
    let evil = ("programs/evil.yaml", STUCK);
    let told = |format: &str| support::run_since(&[q], &[q, evil], &["diff", "main", "--format", format]).out;
    let told = |format: &str| told(format).replace('\u{a0}', " ").replace('\\', "");
    for out in [told("text"), told("markdown")] {
        assert!(out.contains("adds `evil`, finish ≥ 18 Sep"), "{out}");
        assert!(out.contains("newly promised for 17 Sep · newly late: forecast ≥ 18 Sep"), "{out}");
        assert_eq!(out.matches("18 Sep").count(), out.matches("≥ 18 Sep").count(), "{out}");
    }
    let gone = support::run_since(&[q, evil], &[q], &["diff", "main", "--all"]).out;
    assert!(gone.contains("was ≥ 18 Sep") && gone.contains("while late: forecast ≥"), "{gone}");
}

#[test]
fn forecast_that_becomes_a_floor_is_reported_without_a_move() {
    let out = run(SOUND, STUCK, &[]).out;
    assert!(out.contains("▲ `p` finish ≥ 18 Sep is now the earliest it can be\n"), "{out}");
    assert!(out.contains("still late: forecast ≥ 18 Sep"), "{out}");
    let promise = data(SOUND, STUCK);
    assert_eq!(of(&promise["promises"], "p/a")["forecast_is_floor"], json!({"before": false, "after": true}));
    let back = run(STUCK, SOUND, &[]).out;
    assert!(back.contains("✓ `p` finish 18 Sep is no longer only the earliest it can be"), "{back}");
}

#[test]
fn moving_floor_is_marked_per_side() {
    let longer = STUCK.replace("5d", "8d");
    let out = run(SOUND, &longer, &[]).out;
    assert!(out.contains("▲ `p` finish 18 Sep → ≥ 23 Sep, 3wd later\n"), "{out}");
    assert!(out.contains("forecast ≥ 23 Sep, 4wd late, was 18 Sep, 1wd late"), "{out}");
    let back = run(&longer, SOUND, &[]).out;
    assert!(back.contains("✓ `p` finish ≥ 23 Sep → 18 Sep, 3wd earlier\n"), "{back}");
    assert!(back.contains("was ≥ 23 Sep, 4wd late"), "{back}");
    let lost = run(&longer, "milestones:\n  a: {duration: 5x, owner: ana, due: 2026-09-17}\n", &[]).out;
    assert!(lost.contains("✗ `p` has no finish date any more, was ≥ 23 Sep\n"), "{lost}");
}

#[test]
fn floor_on_the_critical_path_is_drawn_as_one() {
    let base = "milestones:\n  a: {duration: 5d, owner: ana}\n  b: {duration: 3d, owner: ana}\n  c: {duration: 1d, depends_on: [a, b]}\n";
    let head = base.replace("b: {duration: 3d", "b: {duration: 6d, blocked: {since: 2026-09-14, why: x}");
    let out = run(base, &head, &["--format", "markdown"]).out;
    assert!(out.contains("[\"b · ≥"), "{out}");
}

// a: 14 to Fri 18. b waits for it: 21 to Fri 25, five weeks before its promise.
#[test]
fn forecast_that_comes_to_rest_on_a_floor_is_reported_without_a_move() {
    let sound = "milestones:\n  a: {duration: 5d, owner: ana}\n  b: {duration: 5d, owner: ana, depends_on: a, due: 2026-10-30}\n";
    let stuck = sound.replace(
        "a: {duration: 5d,",
        "a: {duration: 5d, blocked: {since: 2026-09-14, why: x, waiting_on: bo},",
    );
    let out = run(sound, &stuck, &[]).out.replace('\u{a0}', " ");
    assert!(out.contains("▲ `p` finish ≥ 25 Sep is now the earliest it can be"), "{out}");
    assert!(out.contains("may not hold: p/a, blocked with no end in sight\n  p/b, p/a\n"), "{out}");
    let changes = data(sound, &stuck);
    for rests in
        [of(&changes["programs"], "p"), of(&changes["milestones"], "p/b"), of(&changes["promises"], "p/b")]
    {
        assert_eq!(rests["forecast_is_floor"], json!({"before": false, "after": false}), "{rests}");
        assert_eq!(rests["forecast_rests_on_floor"], json!({"before": false, "after": true}), "{rests}");
    }
    let back = run(&stuck, sound, &[]).out;
    assert!(back.contains("✓ `p` finish 25 Sep is no longer only the earliest it can be"), "{back}");
}
