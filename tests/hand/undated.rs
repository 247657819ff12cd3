//! Milestones without a date, and those beside them that keep theirs.

use super::check;

// a and b wait for each other, c waits for b: no dates. u (5 6), before the cycle, and d (5 6 7)
// beside it have theirs. Floats use the dated ones: latest Wed 7>; u 6->7 = 1, having no dated
// successor ff 1. No finish is named, so the program has no forecast.
#[test]
fn a_cycle_removes_the_dates_on_it_and_behind_it() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            milestones:
              u: {duration: 2d}
              a: {duration: 5d, depends_on: [b, u]}
              b: {duration: 3d, depends_on: [a]}
              c: {duration: 1d, depends_on: [b]}
              d: {duration: 3d}
            ",
        )],
        "
        p/u  2026-01-05 2026-01-06  tf 1  ff 1  cf -  undated_because=-
        p/a  - -  tf - ff - cf -  undated_because=* health=unknown forecast_finish=- critical=false
        p/b  - -  tf - ff - cf -  undated_because=* health=unknown late_start=- late_finish=-
        p/c  - -  tf - ff - cf -  undated_because=* health=unknown forecast_finish=-
        p/d  2026-01-05 2026-01-07  tf 0  ff 0  cf -  undated_because=-
        program p forecast_finish=- undated_because=* health=at-risk
        ",
    );
}

// The same cycle with the finish named, d (5 6 7), which has a date: so has the program.
#[test]
fn a_named_finish_keeps_its_date_beside_a_cycle() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            finish: d
            milestones:
              a: {duration: 5d, depends_on: [b]}
              b: {duration: 3d, depends_on: [a]}
              d: {duration: 3d}
            ",
        )],
        "
        p/a  - -  tf - ff - cf -
        p/b  - -  tf - ff - cf -
        p/d  2026-01-05 2026-01-07  tf 0  ff 0  cf -  critical=true
        program p finish=d forecast_finish=2026-01-07
        ",
    );
}

// p/a and q/b wait for each other across programs, over an SS link too. p/c: 5 6. q/d: Wed 7.
// p/c: LS(q/d) = >Wed 7 whatever is known of q: LF Tue 6>: tf 0.
#[test]
fn a_cycle_through_two_programs() {
    check(
        "2026-01-05",
        &[
            (
                "programs/p.yaml",
                "
                milestones:
                  a: {duration: 2d, depends_on: [q/b SS+1d]}
                  c: {duration: 2d}
                ",
            ),
            (
                "programs/q.yaml",
                "
                milestones:
                  b: {duration: 2d, depends_on: [p/a]}
                  d: {duration: 1d, depends_on: [p/c]}
                ",
            ),
        ],
        "
        p/a  - -  tf - ff - cf -  undated_because=*
        p/c  2026-01-05 2026-01-06  tf 0  ff 0  cf -
        q/b  - -  tf - ff - cf -  undated_because=*
        q/d  2026-01-07 2026-01-07  tf 0  ff 0  cf -
        program p forecast_finish=-
        program q forecast_finish=-
        ",
    );
}

// On Mon 12: a, promised for Fri 9, has no date and is overdue by Mon 12 = 1: late anyway.
// b, promised for Fri 16, is unknown.
#[test]
fn an_overdue_milestone_without_a_date_is_late() {
    check(
        "2026-01-12",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 5d, due: 2026-01-09, depends_on: [b]}
              b: {duration: 5d, due: 2026-01-16, depends_on: [a]}
            ",
        )],
        "
        p/a  - -  tf - ff - cf -  overdue_workdays=1 finish_variance_workdays=- health=late
        p/b  - -  tf - ff - cf -  overdue_workdays=0 finish_variance_workdays=- health=unknown
        ",
    );
}

// a and b are a cycle. c, after it, is done, 5 6, and keeps its dates; d follows it: 7 8. x is done
// too, but lies on a cycle with y: no dates, and none for z after it.
#[test]
fn done_milestones_keep_their_dates_unless_on_the_cycle() {
    check(
        "2026-01-07",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 2d, depends_on: [b]}
              b: {duration: 2d, depends_on: [a]}
              c: {duration: 2d, started: 2026-01-05, done: 2026-01-06, depends_on: [b]}
              d: {duration: 2d, depends_on: [c]}
              x: {duration: 2d, done: 2026-01-06, depends_on: [y]}
              y: {duration: 2d, depends_on: [x]}
              z: {duration: 1d, depends_on: [x]}
            ",
        )],
        "
        p/a  - -  tf - ff - cf -
        p/b  - -  tf - ff - cf -
        p/c  2026-01-05 2026-01-06  tf - ff - cf -  undated_because=-
        p/d  2026-01-07 2026-01-08  tf 0  ff 0  cf -  undated_because=-
        p/x  - -  tf - ff - cf -  undated_because=*
        p/y  - -  tf - ff - cf -  undated_because=*
        p/z  - -  tf - ff - cf -  undated_because=*
        ",
    );
}

// ana is away for good: a has no working day up to 2199, and b waits for it. c (bo): 5 6.
#[test]
fn work_without_a_working_day_has_no_date() {
    check(
        "2026-01-05",
        &[
            (
                "programs/tpm.yaml",
                "
                owners:
                  ana: {away: [2026-01-01..2199-12-31]}
                  bo: {name: Bo}
                ",
            ),
            (
                "programs/p.yaml",
                "
                milestones:
                  a: {owner: ana, duration: 3d}
                  b: {owner: bo, duration: 1d, depends_on: [a]}
                  c: {owner: bo, duration: 2d}
                ",
            ),
        ],
        "
        p/a  - -  tf - ff - cf -  undated_because=*
        p/b  - -  tf - ff - cf -  undated_because=*
        p/c  2026-01-05 2026-01-06  tf 0  ff 0  cf -
        program p forecast_finish=-
        ",
    );
}

// As of Wed 7. Each `eta` is unreadable, so nothing is derived: u, work, has no start; w, a window,
// has none either; s has the start it gives; e, an event, is one instant. c is readable, but its
// predecessor is not: its start, 2d back from the 6th, is Mon 5. d follows u from the end of Wed 7:
// 8. f begins with s, from the start of Wed 7: 7. g follows e: 7.
#[test]
fn unreadable_done_work_keeps_its_done_day() {
    check(
        "2026-01-07",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 2d, depends_on: [b]}
              b: {duration: 2d, depends_on: [a]}
              c: {duration: 2d, done: 2026-01-06, depends_on: [b]}
              u: {duration: 3d, done: 2026-01-07, eta: soon}
              w: {start: 2026-01-02, due: 2026-01-06, done: 2026-01-06, eta: soon}
              s: {duration: 1d, started: 2026-01-07, done: 2026-01-07, eta: soon}
              e: {due: 2026-01-06, done: 2026-01-06, eta: soon}
              d: {duration: 1d, depends_on: u}
              f: {duration: 1d, depends_on: s SS}
              g: {duration: 1d, depends_on: e}
            ",
        )],
        "
        p/a  - -  tf - ff - cf -
        p/b  - -  tf - ff - cf -
        p/c  2026-01-05 2026-01-06  tf - ff - cf -
        p/u  - 2026-01-07  tf - ff - cf -
        p/w  - 2026-01-06  tf - ff - cf -
        p/s  2026-01-07 2026-01-07  tf - ff - cf -
        p/e  2026-01-06 2026-01-06  tf - ff - cf -
        p/d  2026-01-08 2026-01-08  tf 0  ff 0  cf -
        p/f  2026-01-07 2026-01-07  tf 1  ff 1  cf -
        p/g  2026-01-07 2026-01-07  tf 1  ff 1  cf -
        ",
    );
}

// The program has an unknown key, so it is unknown whether d is still its finish; but d was done on
// that day.
#[test]
fn an_unreadable_program_with_a_done_finish_has_no_forecast() {
    check(
        "2026-01-07",
        &[(
            "programs/p.yaml",
            "
            finish: d
            colour: red
            milestones:
              d: {duration: 1d, started: 2026-01-06, done: 2026-01-06}
              a: {duration: 1d}
            ",
        )],
        "
        p/d  2026-01-06 2026-01-06  tf - ff - cf -
        p/a  - -  tf - ff - cf -  undated_because=*
        program p finish=d forecast_finish=- undated_because=*
        ",
    );
}

// As of Wed 7. The start of u is unknown, and f cannot be dated because of that. The day on which u
// was done is known, so the program, which names no finish, lacks only the date of f. In q no date
// is missing: u, done on Tue 6, and d, 7.
#[test]
fn unreadable_done_work_removes_no_other_forecast() {
    check(
        "2026-01-07",
        &[
            (
                "programs/p.yaml",
                "
                milestones:
                  u: {duration: 3d, done: 2026-01-06, eta: soon}
                  f: {duration: 1d, depends_on: [u SS]}
                ",
            ),
            (
                "programs/q.yaml",
                "
                milestones:
                  u: {duration: 3d, done: 2026-01-06, eta: soon}
                  d: {duration: 1d, depends_on: [u]}
                ",
            ),
        ],
        "
        p/u  - 2026-01-06  tf - ff - cf -
        p/f  - -  tf - ff - cf -  undated_because=*
        q/u  - 2026-01-06  tf - ff - cf -
        q/d  2026-01-07 2026-01-07  tf 0  ff 0  cf -
        program p forecast_finish=- undated_because=*
        program q forecast_finish=2026-01-07 undated_because=-
        ",
    );
}
