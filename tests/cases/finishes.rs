//! Which milestone is the finish of a program that names none.

use super::{milestone, program, schedule};

/// Returns the finish of a program `p` as of Mon 5 Jan 2026.
fn finish(plan: &str) -> String {
    let schedule = schedule(&[("p.yaml", plan)], "2026-01-05");
    program(&schedule, "p")["finish"].as_str().unwrap().to_owned()
}

// build: 5 6 7 8 9. launch stands on Fri 9> too, and waits for build: it alone is the end.
#[test]
fn of_two_that_tie_it_is_the_one_that_waits_for_the_other() {
    for (first, last) in [("build", "launch"), ("zbuild", "launch")] {
        let plan = format!(
            "due: 2026-01-07\nmilestones:\n  {first}: {{duration: 5d}}\n  {last}: {{duration: 0d, depends_on: {first}}}\n"
        );
        assert_eq!(finish(&plan), last, "{plan}");
    }
}

// All of a, b and c stand on Fri 9>. c waits for a through gone, which is cancelled, and b through
// q/far, which stands on Fri 9> as well.
#[test]
fn a_milestone_waits_through_cancelled_ones_and_other_programs() {
    let plan = "\
milestones:
  a: {duration: 5d}
  b: {duration: 5d}
  gone: {duration: 1d, depends_on: a, cancelled: {on: 2026-01-02}}
  c: {duration: 0d, depends_on: [gone, q/far]}
";
    let other = "milestones:\n  far: {duration: 0d, depends_on: p/b}\n";
    let schedule = schedule(&[("p.yaml", plan), ("q.yaml", other)], "2026-01-05");
    for id in ["p/a", "p/b", "p/c"] {
        assert_eq!(milestone(&schedule, id)["early_finish"], "2026-01-09", "{id}");
    }
    assert_eq!(program(&schedule, "p")["finish"], "c");
}

// a and b end on Fri 9> and do not wait for each other; the smaller id is named. e waits for b.
#[test]
fn of_several_that_nothing_waits_for_it_is_the_one_with_the_smallest_id() {
    assert_eq!(finish("milestones:\n  b: {duration: 5d}\n  a: {duration: 5d}\n"), "a");
    let plan = "milestones:\n  b: {duration: 5d}\n  c: {duration: 5d}\n  e: {duration: 0d, depends_on: b}\n";
    assert_eq!(finish(plan), "c");
}

// b: 5..9, from the start of a: 5..9. If a took a day longer, b would not, and the program would: a
// is a finish like b. So it is with a lead: c, 3d, waits for all but the last two days of a.
#[test]
fn one_that_could_finish_first_does_not_take_the_place_of_the_other() {
    assert_eq!(finish("milestones:\n  a: {duration: 5d}\n  b: {duration: 5d, depends_on: a SS}\n"), "a");
    assert_eq!(finish("milestones:\n  a: {duration: 5d}\n  c: {duration: 2d, depends_on: a -2d}\n"), "a");
}

// A done milestone can be the end as well: both lie on Fri 2>.
#[test]
fn it_holds_for_what_is_done() {
    let plan = "\
milestones:
  build: {duration: 2d, started: 2026-01-01, done: 2026-01-02}
  launch: {done: 2026-01-02, depends_on: build}
";
    assert_eq!(finish(plan), "launch");
}
