//! Events on their own date: promises, 0d, `eta`, kick-offs.

use super::check;

// e on Fri 16> as promised; b: 19 20. LS(b) = >Mon 19, so e has from Fri 16> to >Mon 19: 0 days.
// Without unfinished predecessors its own promise is left out: cf null.
#[test]
fn a_promise_in_the_future() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            milestones:
              e: {due: 2026-01-16}
              b: {duration: 2d, depends_on: [e]}
            ",
        )],
        "
        p/e  2026-01-16 2026-01-16  tf 0  ff 0  cf -  kind=event driven_by=due duration_workdays=0 remaining_workdays=0 late_start=2026-01-16 late_finish=2026-01-16 commitment=- health=on-track finish_variance_workdays=0 forecast_is_floor=false
        p/b  2026-01-19 2026-01-20  tf 0  ff 0  cf -  driven_by=p/e:FS
        ",
    );
}

// a: 5 6 7. e exactly on Sun 11>. b: Mon 12. LS(b) = >Mon 12 is e's late instant: tf 0.
// a: e stays while a is done by Fri 9>: 8 9 = 2. e's own promise counts from where a lets it be,
// Wed 7>, to Sun 11>: 8 9 = 2; and for a the same.
#[test]
fn a_promise_on_a_sunday() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 3d}
              e: {due: 2026-01-11, depends_on: [a]}
              b: {duration: 1d, depends_on: [e]}
            ",
        )],
        "
        p/a  2026-01-05 2026-01-07  tf 2  ff 2  cf 2  commitment=p/e critical=false late_finish=2026-01-09
        p/e  2026-01-11 2026-01-11  tf 0  ff 0  cf 2  commitment=p/e driven_by=due critical=true
        p/b  2026-01-12 2026-01-12  tf 0  ff 0  cf -
        ",
    );
}

// a: 5 6 7 8 9. e on Sun 11>, which a's bound Fri 9> does not give: a does not drive. Yet one more
// day of a, Mon 12>, would move e: tf 0, ff 0. By the promise LF(a) = Fri 9>: cf 0; e the same.
#[test]
fn zero_float_before_a_sunday_promise_without_driving() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 5d}
              e: {due: 2026-01-11, depends_on: [a]}
            ",
        )],
        "
        p/a  2026-01-05 2026-01-09  tf 0  ff 0  cf 0  commitment=p/e critical=true
        p/e  2026-01-11 2026-01-11  tf 0  ff 0  cf 0  commitment=p/e critical=true driven_by=due
        ",
    );
}

// e, promised for Fri 2, is as of Mon 5 expected at the end of that day; b: 6 7. Overdue Mon 5 = 1.
// Variance 2->5: 1wd, 3 days. An overdue own promise counts from the forecast: Mon 5> back to Fri
// 2> is 1 day: cf -1. The floor is not inherited.
#[test]
fn a_promise_passed() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            milestones:
              e: {due: 2026-01-02}
              b: {duration: 2d, depends_on: [e]}
            ",
        )],
        "
        p/e  2026-01-05 2026-01-05  tf 0  ff 0  cf -1  commitment=p/e forecast_is_floor=true overdue_workdays=1 finish_variance_workdays=1 finish_variance_days=3 health=late
        p/b  2026-01-06 2026-01-07  tf 0  ff 0  cf -  forecast_is_floor=false driven_by=p/e:FS
        ",
    );
}

// Promised for the as-of day itself: the end of that day, not passed. b: 6 7.
#[test]
fn a_promise_due_today() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            milestones:
              e: {due: 2026-01-05}
              b: {duration: 2d, depends_on: [e]}
            ",
        )],
        "
        p/e  2026-01-05 2026-01-05  tf 0  ff 0  cf -  forecast_is_floor=false overdue_workdays=0
        p/b  2026-01-06 2026-01-07  tf 0  ff 0  cf -
        ",
    );
}

// Promised for Fri 9, seen on Sat 10: past, so the end of the as-of day exactly, weekend or not,
// like the due date itself. No working day has gone by since: overdue 0, but forecast late by
// printed dates. Variance 9->10: 0wd, 1 day. No working time between Fri 9> and Sat 10>: cf 0. b
// starts >Mon 12.
#[test]
fn a_promise_passed_seen_on_a_saturday() {
    check(
        "2026-01-10",
        &[(
            "programs/p.yaml",
            "
            milestones:
              e: {due: 2026-01-09}
              b: {duration: 1d, depends_on: [e]}
            ",
        )],
        "
        p/e  2026-01-10 2026-01-10  tf 0  ff 0  cf 0  commitment=p/e forecast_is_floor=true overdue_workdays=0 finish_variance_workdays=0 finish_variance_days=1 health=late
        p/b  2026-01-12 2026-01-12  tf 0  ff 0  cf -
        ",
    );
}

// Neither date nor predecessors: the data date, >Mon 5, for a kick-off with 0d and for one with
// nothing. b: 5 6 7. LS(b) = >Mon 5: no float.
#[test]
fn a_kick_off_without_predecessors() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            milestones:
              k: {duration: 0d}
              n: {owner: bo}
              b: {duration: 3d, depends_on: [k, n]}
            ",
        )],
        "
        p/k  2026-01-05 2026-01-05  tf 0  ff 0  cf -  kind=event driven_by=data-date critical=true
        p/n  2026-01-05 2026-01-05  tf 0  ff 0  cf -  kind=event driven_by=data-date
        p/b  2026-01-05 2026-01-07  tf 0  ff 0  cf -
        ",
    );
}

// As of Sun 11 a kick-off is at the next working start, >Mon 12, and b on Mon 12.
#[test]
fn a_kick_off_seen_on_a_sunday() {
    check(
        "2026-01-11",
        &[(
            "programs/p.yaml",
            "
            milestones:
              k: {duration: 0d}
              b: {duration: 1d, depends_on: [k]}
            ",
        )],
        "
        p/k  2026-01-12 2026-01-12  tf 0  ff 0  cf -
        p/b  2026-01-12 2026-01-12  tf 0  ff 0  cf -  driven_by=data-date,p/k:FS
        ",
    );
}

// k at >Mon 5. b +2d: Mon 5, Tue 6 -> Tue 6> -> >Wed 7. c: 5d: 5..9, the latest. b 7->9: 8 9 = 2.
// LS(b) = >Fri 9; the two days before it begin with >Wed 7 (7, 8). LS(c) = >Mon 5 holds k: tf 0.
#[test]
fn a_lag_after_a_kick_off_counts_its_own_day() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            milestones:
              k: {duration: 0d}
              b: {duration: 1d, depends_on: [k +2d]}
              c: {duration: 5d, depends_on: [k]}
            ",
        )],
        "
        p/k  2026-01-05 2026-01-05  tf 0  ff 0  cf -
        p/b  2026-01-07 2026-01-07  tf 2  ff 2  cf -  driven_by=p/k:FS
        p/c  2026-01-05 2026-01-09  tf 0  ff 0  cf -
        ",
    );
}

// e at Fri 9>; SS counts from the same instant. b: >Mon 12: 12 13. c SS+1d: Mon 12> -> >Tue 13.
// Both end Tue 13>. LS(b) = >Mon 12 and LS(c) = >Tue 13 both let e be at >Mon 12: no day from Fri
// 9>.
#[test]
fn ss_from_an_event_counts_from_its_instant() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            milestones:
              e: {due: 2026-01-09}
              b: {duration: 2d, depends_on: [e SS]}
              c: {duration: 1d, depends_on: [e SS+1d]}
            ",
        )],
        "
        p/e  2026-01-09 2026-01-09  tf 0  ff 0  cf -
        p/b  2026-01-12 2026-01-13  tf 0  ff 0  cf -  driven_by=p/e:SS
        p/c  2026-01-13 2026-01-13  tf 0  ff 0  cf -  driven_by=p/e:SS
        ",
    );
}

// e exactly at Sun 11>. plus +1d: Mon 12> -> >Tue 13. minus -1d: the wd before is Fri 9: >Fri 9.
// plus-e +1ed: Mon 12> -> >Tue 13. minus-e -1ed: Sat 10> -> >Mon 12. Latest Tue 13>.
// minus 9->13: 12 13 = 2; minus-e 12->13: 1. LS(plus) = >Tue 13 lets e be at >Mon 12 (its day
// being Mon 12), no working day after Sun 11>: tf 0. A day more moves plus: ff 0.
#[test]
fn lags_from_a_promise_on_a_sunday() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            milestones:
              e: {due: 2026-01-11}
              plus: {duration: 1d, depends_on: [e +1d]}
              minus: {duration: 1d, depends_on: [e -1d]}
              plus-e: {duration: 1d, depends_on: [e +1ed]}
              minus-e: {duration: 1d, depends_on: [e -1ed]}
            ",
        )],
        "
        p/e        2026-01-11 2026-01-11  tf 0  ff 0  cf -
        p/plus     2026-01-13 2026-01-13  tf 0  ff 0  cf -  driven_by=p/e:FS
        p/minus    2026-01-09 2026-01-09  tf 2  ff 2  cf -  driven_by=p/e:FS
        p/plus-e   2026-01-13 2026-01-13  tf 0  ff 0  cf -  driven_by=p/e:FS
        p/minus-e  2026-01-12 2026-01-12  tf 1  ff 1  cf -  driven_by=calendar
        ",
    );
}

// Promised for Fri 9, now with eta Wed 14: Wed 14>; b: 15 16. Variance 9->14: 12 13 14 = 3wd,
// 5 days; the promise is Fri 9>, so cf -3. An eta is no floor.
#[test]
fn an_eta_takes_the_place_of_the_promise() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            milestones:
              e: {due: 2026-01-09, eta: 2026-01-14}
              b: {duration: 2d, depends_on: [e]}
            ",
        )],
        "
        p/e  2026-01-14 2026-01-14  tf 0  ff 0  cf -3  commitment=p/e driven_by=eta finish_variance_workdays=3 finish_variance_days=5 forecast_is_floor=false health=late
        p/b  2026-01-15 2026-01-16  tf 0  ff 0  cf -
        ",
    );
}

// Promised for Fri 16, with eta Fri 9: Fri 9>; b: 12 13. cf 9->16: 12 13 14 15 16 = 5.
// Variance -5wd, -7 days.
#[test]
fn an_eta_before_the_promise() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            milestones:
              e: {due: 2026-01-16, eta: 2026-01-09}
              b: {duration: 2d, depends_on: [e]}
            ",
        )],
        "
        p/e  2026-01-09 2026-01-09  tf 0  ff 0  cf 5  commitment=p/e driven_by=eta finish_variance_workdays=-5 finish_variance_days=-7 health=on-track
        p/b  2026-01-12 2026-01-13  tf 0  ff 0  cf -
        ",
    );
}

// Sun 11> is no end of a working day: on to >Mon 12. b: 12 13. LS(b) = >Mon 12: tf 0.
#[test]
fn an_event_with_an_eta_on_a_sunday() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            milestones:
              e: {eta: 2026-01-11}
              b: {duration: 2d, depends_on: [e]}
            ",
        )],
        "
        p/e  2026-01-12 2026-01-12  tf 0  ff 0  cf -  driven_by=eta
        p/b  2026-01-12 2026-01-13  tf 0  ff 0  cf -  driven_by=p/e:FS
        ",
    );
}

// a: 5 6. e takes no elapsed days, and is an event, at Tue 6>: it is no working day long, though
// its day is one. So is f, done.
#[test]
fn an_event_of_no_elapsed_days_takes_no_working_days() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 2d}
              e: {duration: 0ed, depends_on: [a]}
              f: {duration: 0ed, done: 2026-01-02}
            ",
        )],
        "
        p/a  2026-01-05 2026-01-06  tf 0  ff 0  cf -
        p/e  2026-01-06 2026-01-06  tf 0  ff 0  cf -  kind=event duration_workdays=0 remaining_workdays=0
        p/f  2026-01-02 2026-01-02  tf -  ff -  cf -  kind=event duration_workdays=0 remaining_workdays=0
        ",
    );
}
