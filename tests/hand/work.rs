//! Work that has not started: data date, program start, `blocked`, `finish:`.

use super::check;

// As of Sat 10 the first working start is >Mon 12: 12 13.
#[test]
fn as_of_a_saturday() {
    check(
        "2026-01-10",
        &[("programs/p.yaml", "milestones: {a: {duration: 2d}}")],
        "
        p/a  2026-01-12 2026-01-13  tf 0  ff 0  cf -  driven_by=data-date
        ",
    );
}

// The likely one of three points counts, in both notations: 4d: 5 6 7 8.
#[test]
fn three_points_count_their_likely() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: {optimistic: 2d, likely: 4d, pessimistic: 9d}}
              b: {duration: [2d, 4d, 9d]}
            ",
        )],
        "
        p/a  2026-01-05 2026-01-08  tf 0  ff 0  cf -  duration_workdays=4
        p/b  2026-01-05 2026-01-08  tf 0  ff 0  cf -  duration_workdays=4
        ",
    );
}

// As of Mon 12, promised for Fri 9 and not begun: 12 13; a promise moves no work.
// Overdue: Mon 12 = 1. Variance 9->13: 12 13 = 2wd, 4 days. LF by the promise Fri 9>: cf -2
// (12 13); LS = >Thu 8, >Thu 8 to >Mon 12 is 8 9, also -2. Nothing makes it a floor.
#[test]
fn a_passed_promise_moves_no_work() {
    check(
        "2026-01-12",
        &[(
            "programs/p.yaml",
            "milestones: {a: {duration: 2d, due: 2026-01-09}}",
        )],
        "
        p/a  2026-01-12 2026-01-13  tf 0  ff 0  cf -2  commitment=p/a overdue_workdays=1 finish_variance_workdays=2 finish_variance_days=4 forecast_is_floor=false health=late driven_by=data-date
        program p health=late forecast_finish=2026-01-13
        ",
    );
}

// The program starts >Wed 14. a: 14 15 16. k, as soon as allowed: >Wed 14. e has a promise and is
// not held by the start: Fri 9>. Latest Fri 16>. e 9->16: 12 13 14 15 16 = 5; its own promise is
// left out without unfinished predecessors: cf null. k >Wed 14 to Fri 16>: 14 15 16 = 3.
#[test]
fn program_start_holds_all_but_promises() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            start: 2026-01-14
            milestones:
              a: {duration: 3d}
              k: {duration: 0d}
              e: {due: 2026-01-09}
            ",
        )],
        "
        p/a  2026-01-14 2026-01-16  tf 0  ff 0  cf -  driven_by=program-start
        p/k  2026-01-14 2026-01-14  tf 3  ff 3  cf -  kind=event
        p/e  2026-01-09 2026-01-09  tf 5  ff 5  cf -  driven_by=due kind=event
        ",
    );
}

// The program starts on Sun 11: the first working start is >Mon 12.
#[test]
fn program_start_on_a_sunday() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            start: 2026-01-11
            milestones:
              a: {duration: 1d}
            ",
        )],
        "
        p/a  2026-01-12 2026-01-12  tf 0  ff 0  cf -  driven_by=program-start
        ",
    );
}

// As of Wed 7, 3d each. until: not before Fri 9>: 12 13 14. open: blocked with no end date: 7 8 9,
// a floor. passed: until Mon 5 is before the data date and no longer to come: 7 8 9, a floor.
// Latest Wed 14>: open and passed 9->14: 12 13 14 = 3. A floor is never on track.
#[test]
fn blocked_work_with_and_without_until() {
    check(
        "2026-01-07",
        &[(
            "programs/p.yaml",
            "
            milestones:
              until: {duration: 3d, blocked: {since: 2026-01-05, why: Legal, until: 2026-01-09}}
              open: {duration: 3d, blocked: {since: 2026-01-05, why: Legal}}
              passed: {duration: 3d, blocked: {since: 2026-01-05, why: Legal, until: 2026-01-05}}
            ",
        )],
        "
        p/until   2026-01-12 2026-01-14  tf 0  ff 0  cf -  forecast_is_floor=false driven_by=blocked-until
        p/open    2026-01-07 2026-01-09  tf 3  ff 3  cf -  forecast_is_floor=true driven_by=data-date health=at-risk
        p/passed  2026-01-07 2026-01-09  tf 3  ff 3  cf -  forecast_is_floor=true driven_by=data-date health=at-risk
        ",
    );
}

// finish: b. a: 5 6. b: 7 8, the finish: LF Thu 8>. c: 7 8 9 12 13, the latest: LF Tue 13>.
// d: 1d, Mon 5: LF Tue 13>: 6 7 8 9 12 13 = 6. LS(b) = LS(c) = >Wed 7: tf(a) 0.
// c has no float, for it is the latest of its program, but is on no chain to the finish.
#[test]
fn a_finish_that_is_not_the_last() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            finish: b
            milestones:
              a: {duration: 2d}
              b: {duration: 2d, depends_on: [a]}
              c: {duration: 5d, depends_on: [a]}
              d: {duration: 1d}
            ",
        )],
        "
        p/a  2026-01-05 2026-01-06  tf 0  ff 0  cf -  critical=true
        p/b  2026-01-07 2026-01-08  tf 0  ff 0  cf -  critical=true late_finish=2026-01-08
        p/c  2026-01-07 2026-01-13  tf 0  ff 0  cf -  critical=false
        p/d  2026-01-05 2026-01-05  tf 6  ff 6  cf -  critical=false
        program p finish=b forecast_finish=2026-01-08
        ",
    );
}

// finish: b, with d after it. b: 5 6, LF its own Tue 6>: tf 0. d: 7, c: 5 6 7 8 9, the latest.
// d 7->9: 8 9 = 2. One day more of b moves d, and the finish: ff 0, tf 0.
#[test]
fn work_after_the_finish() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            finish: b
            milestones:
              b: {duration: 2d}
              c: {duration: 5d}
              d: {duration: 1d, depends_on: [b]}
            ",
        )],
        "
        p/b  2026-01-05 2026-01-06  tf 0  ff 0  cf -  critical=true
        p/c  2026-01-05 2026-01-09  tf 0  ff 0  cf -  critical=false
        p/d  2026-01-07 2026-01-07  tf 2  ff 2  cf -  critical=false driven_by=p/b:FS
        program p finish=b forecast_finish=2026-01-06
        ",
    );
}

// z and m: 5 6 7, both latest, both finishes; the smaller id is named. c: 5 6, 6->7 = 1.
#[test]
fn tied_finishes() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            milestones:
              z: {duration: 3d}
              m: {duration: 3d}
              c: {duration: 2d}
            ",
        )],
        "
        p/z  2026-01-05 2026-01-07  tf 0  ff 0  cf -  critical=true
        p/m  2026-01-05 2026-01-07  tf 0  ff 0  cf -  critical=true
        p/c  2026-01-05 2026-01-06  tf 1  ff 1  cf -  critical=false
        program p finish=m forecast_finish=2026-01-07
        ",
    );
}
