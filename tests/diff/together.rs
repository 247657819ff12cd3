//! Joint effects of edits, and edits that hide each other.

use super::{causes, data, ids, of, of_files, run};
use crate::support;
use serde_json::{Value, json};

#[track_caller]
fn check(entry: &Value, expected: &[&str]) {
    assert_eq!(causes(entry), expected);
    assert_eq!(entry["causes_rest_days"], 0, "{entry:#}");
}

// a from Mon 14 to Fri 18, b to Fri 25. A freeze from Wed 30 Sep to Fri 2 Oct.
const ROW: &str = "milestones:\n  a: {duration: 5d}\n  b: {duration: 5d, depends_on: a}\n";
const FREEZE: (&str, &str) =
    ("programs/tpm.yaml", "freezes:\n  - {name: Peak, dates: [2026-09-30..2026-10-02]}\n");

#[test]
fn overlapping_effects_are_shared() {
    // a to Tue 22, b from Wed 23 over Tue 29 into the freeze: Mon 5 Oct, 6wd later. a's edit alone
    // has b end on Tue 29, 2wd later, and b's own on Mon 28, 1wd later. So a's adds 2 or 5, and b's
    // 4 or 1: 3.5 and 2.5. Of equal parts the first is rounded up.
    let head =
        ROW.replace("a: {duration: 5d", "a: {duration: 7d").replace("b: {duration: 5d", "b: {duration: 6d");
    let (base, head) = ([("programs/p.yaml", ROW), FREEZE], [("programs/p.yaml", head.as_str()), FREEZE]);
    let diff = of_files(&base, &head);
    let b = of(&diff["milestones"], "p/b");
    assert_eq!(b["forecast_finish"], json!({"before": "2026-09-25", "after": "2026-10-05", "workdays": 6}));
    check(b, &["1 p/a duration 5d>7d = 4", "2 p/b duration 5d>6d = 2"]);
    let out = support::run_since(&base, &head, &["diff", "main"]).out;
    for why in [
        "p/a: duration 5d → 7d\n  4 of 6wd later  p/b\n       2wd later  p/a 18 → 22 Sep\n",
        "p/b: duration 5d → 6d\n  2 of 6wd later  p/b\n",
    ] {
        assert!(out.replace('\u{a0}', " ").contains(why), "{out}");
    }
}

#[test]
fn joint_effects_are_shared() {
    // c waits for both: to Fri 18 and Wed 16, then to Tue 29 and Mon 28. Of 7wd, a's edit adds 7, or
    // 1 after b's, which adds 6 or nothing: 4 and 3.
    let base =
        "milestones:\n  a: {duration: 5d}\n  b: {duration: 3d}\n  c: {duration: 1d, depends_on: [a, b]}\n";
    let head = base.replace("5d", "12d").replace("3d", "11d");
    let diff = data(base, &head);
    let expected = ["1 p/a duration 5d>12d = 4", "2 p/b duration 3d>11d = 3"];
    check(of(&diff["milestones"], "p/c"), &expected);
    let out = run(base, &head, &[]).out;
    for why in [
        "p/a: duration 5d → 12d\n       7wd later  p/a 18 → 29 Sep\n  4 of 7wd later  p/c\n",
        "p/b: duration 3d → 11d\n       8wd later  p/b 16 → 28 Sep\n  3 of 7wd later  p/c (as late without it)\n",
    ] {
        assert!(out.replace('\u{a0}', " ").contains(why), "{out}");
    }
}

#[test]
fn cut_that_hides_longer_estimates_is_listed_with_them() {
    // c from Mon 21, 6d, to Mon 28; then from Thu 24, 2d, to Fri 25. Either of a and b alone holds
    // Thu 24. With a and b as before, c ends on Tue 22; with its own 6d, on Thu 1 Oct.
    let base =
        "milestones:\n  a: {duration: 5d}\n  b: {duration: 5d}\n  c: {duration: 6d, depends_on: [a, b]}\n";
    let head = base.replace("5d", "8d").replace("6d", "2d");
    let diff = data(base, &head);
    let c = of(&diff["milestones"], "p/c");
    assert_eq!(c["forecast_finish"]["workdays"], -1);
    let expected = ["1 p/c duration 6d>2d = -4", "2 p/a duration 5d>8d = 2", "3 p/b duration 5d>8d = 1"];
    check(c, &expected);
    let out = run(base, &head, &[]).out;
    for why in [
        "p/a: duration 5d → 8d\n  3wd later  p/a 18 → 23 Sep\n  2wd later  p/c (25 Sep without it)\n",
        "p/b: duration 5d → 8d\n  3wd later  p/b 18 → 23 Sep\n  1wd later  p/c (25 Sep without it)\n",
        "p/c: duration 6d → 2d\n  4wd earlier  p/c (1 Oct without it)\n",
    ] {
        assert!(out.replace('\u{a0}', " ").contains(why), "{out}");
    }
    assert!(!out.contains("all edits"), "{out}");
}

#[test]
fn opposing_cause_is_reported_among_many_causes() {
    let plan = |days: u32, last: u32| {
        let mut text = String::from("milestones:\n  a0: {duration: 1d}\n");
        for at in 1..29 {
            text.push_str(&format!("  a{at}: {{duration: {days}d, depends_on: a{}}}\n", at - 1));
        }
        format!("{text}  z: {{duration: {last}d, depends_on: a28, due: 2026-12-18}}\n")
    };
    let (base, head) = (plan(1, 9), plan(2, 3));
    let diff = data(&base, &head);
    let z = of(&diff["milestones"], "p/z");
    assert_eq!(z["forecast_finish"]["workdays"], 22);
    let told = causes(z);
    assert_eq!((told.len(), told[28].as_str()), (29, "29 p/z duration 9d>3d = -6"), "{told:?}");
    assert!(told[..28].iter().all(|cause| cause.ends_with("1d>2d = 1")), "{told:?}");
    // A chain adds up in any order: the sample is exact.
    assert_eq!(z["causes_error_days"], 0.0);
    let out = run(&base, &head, &[]).out;
    assert!(out.contains("p/z: duration 9d → 3d\n  6wd earlier  p/z "), "{out}");
}

#[test]
fn forecast_held_by_offsetting_edits_is_reported() {
    let base =
        "milestones:\n  a: {duration: 5d}\n  z: {duration: 5d, depends_on: a, due: 2026-10-02, firm: true}\n";
    let head =
        base.replace("a: {duration: 5d", "a: {duration: 8d").replace("z: {duration: 5d", "z: {duration: 2d");
    // z from Thu 24 to Fri 25; with a to Fri 18 it ends on Tue 22, with its own 5d on Wed 30.
    let diff = data(base, &head);
    assert_eq!((ids(&diff["milestones"]), ids(&diff["held"])), (vec!["p/a"], vec!["p/z"]));
    let held = of(&diff["held"], "p/z");
    assert_eq!(held["forecast_finish"], "2026-09-25");
    assert_eq!(causes(held), ["1 p/a duration 5d>8d = 3", "2 p/z duration 5d>2d = -3"]);
    let out = run(base, &head, &[]).out;
    for line in [
        "p/a: duration 5d → 8d\n  3wd later  p/z (22 Sep without it), p/a 18 → 23 Sep\n",
        "p/z: duration 5d → 2d\n  3wd earlier  p/z (30 Sep without it)\n",
        "all edits together\n  stays  p/z 25 Sep\n",
    ] {
        assert!(out.contains(line), "{out}");
    }
    let out = run(base, &head, &["--format", "markdown"]).out.replace('\u{a0}', " ");
    assert!(
        out.contains("**all edits together**\n\n| by | what |\n| ---: | --- |\n| stays | p/z 25 Sep |\n"),
        "{out}"
    );
    // No forecast is held without an opposing edit.
    let one = data(base, &base.replace("a: {duration: 5d", "a: {duration: 8d"));
    assert_eq!(one["held"], json!([]));
}

#[test]
fn parts_of_a_move_count_in_its_calendar() {
    // Later by the work, which leave of nobody but a holiday makes longer still: both parts in the
    // head's calendar; earlier again, in that of the base.
    let day_off = |days: &str| format!("calendars:\n  default: {{holidays: [{days}]}}\n");
    let (with, without) = (day_off("2026-09-22"), day_off("2026-09-12"));
    let long = ROW.replace("b: {duration: 5d", "b: {duration: 7d");
    let files =
        |plan: &'static str, shared: &'static str| [("programs/p.yaml", plan), ("programs/tpm.yaml", shared)];
    let leak = |text: String| -> &'static str { Box::leak(text.into_boxed_str()) };
    let (with, without, long) = (leak(with), leak(without), leak(long));
    let there = of_files(&files(ROW, without), &files(long, with));
    let back = of_files(&files(long, with), &files(ROW, without));
    for (diff, sign) in [(there, 1), (back, -1)] {
        let b = of(&diff["milestones"], "p/b");
        assert_eq!(b["forecast_finish"]["workdays"], 3 * sign);
        assert_eq!(b["causes_rest_days"], 0, "{b:#}");
    }
}

#[test]
fn offsetting_edits_are_named_largest_first() {
    // x from Mon 14 to Fri 18, y from Tue 22 to Mon 28, z to Mon 5 Oct; then x to Thu 24, y to Mon
    // 28. With x to Fri 18, y ends on Tue 22 and z on Tue 29; with y of 5d on Thu 1 Oct, z on Thu 8;
    // with y from Mon 28, on Tue 29, z on Tue 6.
    let base = "milestones:\n  x: {duration: 5d}\n  y: {duration: 5d, depends_on: x +1d}\n  z: {duration: 5d, depends_on: y, due: 2026-12-31, firm: true}\n";
    let head = "milestones:\n  x: {duration: 9d}\n  y: {duration: 2d, depends_on: x}\n  z: {duration: 5d, depends_on: y, due: 2026-12-31, firm: true}\n";
    let out = run(base, head, &[]).out.replace('\u{a0}', " ");
    let why = "
p/x: duration 5d → 9d
  4wd later  p/z (29 Sep without it), p/x 18 → 24 Sep
p/y: duration 5d → 2d
  3wd earlier  p/z (8 Oct without it)
p/y: waits for x, was x +1d
  1wd earlier  p/z (6 Oct without it)
all edits together
  stays  p/z 5 Oct
";
    assert!(out.contains(why), "{out}");
}
