//! Done milestones: their own dates, the side of the day on which a done event lies, and what
//! follows them.

use super::check;

// a: its actuals, 5 to 8. b: from Thu 8> it could have begun Fri 9; it begins at the data date: 12
// 13.
#[test]
fn done_with_started() {
    check(
        "2026-01-12",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 5d, started: 2026-01-05, done: 2026-01-08}
              b: {duration: 2d, depends_on: [a]}
            ",
        )],
        "
        p/a  2026-01-05 2026-01-08  tf - ff - cf -  state=done kind=work driven_by=actual forecast_finish=2026-01-08 started=2026-01-05 finished=2026-01-08 remaining_workdays=0 late_start=- late_finish=- remaining_start=- health=done critical=false
        p/b  2026-01-12 2026-01-13  tf 0  ff 0  cf -  driven_by=data-date
        ",
    );
}

// a: five days back from Fri 9>: 9 8 7 6 5. b: Fri 9> gives >Mon 12, and so does the data date.
// The chain ends at done work: a is not critical.
#[test]
fn done_without_started() {
    check(
        "2026-01-12",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 5d, done: 2026-01-09}
              b: {duration: 2d, depends_on: [a]}
            ",
        )],
        "
        p/a  2026-01-05 2026-01-09  tf - ff - cf -  driven_by=actual critical=false
        p/b  2026-01-12 2026-01-13  tf 0  ff 0  cf -  driven_by=data-date,p/a:FS critical=true
        ",
    );
}

// p started Wed 7: five days back from Fri 9> would be Mon 5, held at Wed 7.
// q starts only Mon 12, after its work was done on Fri 9: never after the finish, Fri 9.
#[test]
fn a_derived_start_and_the_program_start() {
    check(
        "2026-01-12",
        &[
            (
                "programs/p.yaml",
                "
                start: 2026-01-07
                milestones:
                  a: {duration: 5d, done: 2026-01-09}
                ",
            ),
            (
                "programs/q.yaml",
                "
                start: 2026-01-12
                milestones:
                  a: {duration: 5d, done: 2026-01-09}
                ",
            ),
        ],
        "
        p/a  2026-01-07 2026-01-09  tf - ff - cf -
        q/a  2026-01-09 2026-01-09  tf - ff - cf -
        program p health=done
        program q health=done
        ",
    );
}

// Done on Sat 10, 2d: back from Sat 10>: 9 8. b at the data date, 12.
#[test]
fn done_on_a_saturday() {
    check(
        "2026-01-12",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 2d, done: 2026-01-10}
              b: {duration: 1d, depends_on: [a]}
            ",
        )],
        "
        p/a  2026-01-08 2026-01-10  tf - ff - cf -
        p/b  2026-01-12 2026-01-12  tf 0  ff 0  cf -
        ",
    );
}

// b +5d from the actual Wed 7>: 8 9 12 13 14 -> Wed 14> -> >Thu 15.
// c SS+6d from the actual >Mon 5: 5 6 7 8 9 12 -> Mon 12> -> >Tue 13; 13->15: 14 15 = 2.
#[test]
fn lags_after_done_work_run_from_the_actuals() {
    check(
        "2026-01-12",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 3d, started: 2026-01-05, done: 2026-01-07}
              b: {duration: 1d, depends_on: [a +5d]}
              c: {duration: 1d, depends_on: [a SS+6d]}
            ",
        )],
        "
        p/a  2026-01-05 2026-01-07  tf - ff - cf -  critical=false
        p/b  2026-01-15 2026-01-15  tf 0  ff 0  cf -  driven_by=p/a:FS critical=true
        p/c  2026-01-13 2026-01-13  tf 2  ff 2  cf -  driven_by=p/a:SS critical=false
        ",
    );
}

// As of Fri 9 a has worked 5 6 7 8, one day is left, Fri 9. Writing `done: 2026-01-09` that day
// leaves b at 12 13.
#[test]
fn done_today_moves_no_other_work() {
    check(
        "2026-01-09",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 5d, started: 2026-01-05}
              b: {duration: 2d, depends_on: [a]}
            ",
        )],
        "
        p/a  2026-01-05 2026-01-09  tf 0  ff 0  cf -  critical=true
        p/b  2026-01-12 2026-01-13  tf 0  ff 0  cf -
        ",
    );
    check(
        "2026-01-09",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 5d, started: 2026-01-05, done: 2026-01-09}
              b: {duration: 2d, depends_on: [a]}
            ",
        )],
        "
        p/a  2026-01-05 2026-01-09  tf - ff - cf -  critical=false
        p/b  2026-01-12 2026-01-13  tf 0  ff 0  cf -
        ",
    );
}

// A kick-off on its day, >Mon 5, done that day: its row says the start of the day, so b stays
// at 5 6. (At the end of the day b would slip to Tue 6.)
#[test]
fn a_kick_off_done_today_lies_at_the_start() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            milestones:
              k: {duration: 0d, done: 2026-01-05}
              n: {owner: bo, done: 2026-01-05}
              b: {duration: 2d, depends_on: [k, n]}
            ",
        )],
        "
        p/k  2026-01-05 2026-01-05  tf - ff - cf -  kind=event
        p/n  2026-01-05 2026-01-05  tf - ff - cf -
        p/b  2026-01-05 2026-01-06  tf 0  ff 0  cf -
        ",
    );
}

// A promise due today is forecast at the end of today, and done today it lies there: b 6 7.
#[test]
fn a_promise_done_on_its_day_lies_at_the_end() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            milestones:
              e: {due: 2026-01-05, done: 2026-01-05}
              b: {duration: 2d, depends_on: [e]}
            ",
        )],
        "
        p/e  2026-01-05 2026-01-05  tf - ff - cf -
        p/b  2026-01-06 2026-01-07  tf 0  ff 0  cf -  driven_by=p/e:FS
        ",
    );
}

// Done on Mon 12, promised for Fri 16: on the 12th its row would say Fri 16, a later day, so it
// lies at the end of the 12th; likewise f, promised for Thu 8, whose row on the 12th says Mon 12>;
// and g, with the passed eta Fri 9. Each leaves its successor, a day of work, to Tue 13.
#[test]
fn promises_done_early_and_late_lie_at_the_end() {
    check(
        "2026-01-12",
        &[(
            "programs/p.yaml",
            "
            milestones:
              e: {due: 2026-01-16, done: 2026-01-12}
              f: {due: 2026-01-08, done: 2026-01-12}
              g: {eta: 2026-01-09, done: 2026-01-12}
              after-e: {duration: 1d, depends_on: [e]}
              after-f: {duration: 1d, depends_on: [f]}
              after-g: {duration: 1d, depends_on: [g]}
            ",
        )],
        "
        p/e  2026-01-12 2026-01-12  tf - ff - cf -
        p/f  2026-01-12 2026-01-12  tf - ff - cf -
        p/g  2026-01-12 2026-01-12  tf - ff - cf -
        p/after-e  2026-01-13 2026-01-13  tf 0  ff 0  cf -
        p/after-f  2026-01-13 2026-01-13  tf 0  ff 0  cf -
        p/after-g  2026-01-13 2026-01-13  tf 0  ff 0  cf -
        ",
    );
}

// Both gates are done on Mon 12. x's predecessor ended Fri 9>, so on the 12th x's row says the data
// date, >Mon 12: b on Mon 12. y's predecessor ended Mon 12>, and so does y: c on Tue 13.
// a2: 8 9 12, three days back from Mon 12>. Latest Tue 13>: b 12->13 = 1.
#[test]
fn a_done_gate_lies_where_its_predecessor_left_it() {
    check(
        "2026-01-12",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a1: {duration: 3d, done: 2026-01-09}
              x: {duration: 0d, done: 2026-01-12, depends_on: [a1]}
              b: {duration: 1d, depends_on: [x]}
              a2: {duration: 3d, done: 2026-01-12}
              y: {duration: 0d, done: 2026-01-12, depends_on: [a2]}
              c: {duration: 1d, depends_on: [y]}
            ",
        )],
        "
        p/a1  2026-01-07 2026-01-09  tf - ff - cf -
        p/x   2026-01-12 2026-01-12  tf - ff - cf -
        p/b   2026-01-12 2026-01-12  tf 1  ff 1  cf -
        p/a2  2026-01-08 2026-01-12  tf - ff - cf -
        p/y   2026-01-12 2026-01-12  tf - ff - cf -
        p/c   2026-01-13 2026-01-13  tf 0  ff 0  cf -  driven_by=p/y:FS
        ",
    );
}

// The gate was declared done on Mon 12 though a (12 13 14) is not: its row would say Wed 14, a
// later day, so Mon 12>: b 13 14 15. a has no unfinished successor: tf and ff 14->15 = 1.
#[test]
fn a_gate_done_before_its_predecessor() {
    check(
        "2026-01-12",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 3d}
              gate: {duration: 0d, done: 2026-01-12, depends_on: [a]}
              b: {duration: 3d, depends_on: [gate]}
            ",
        )],
        "
        p/a     2026-01-12 2026-01-14  tf 1  ff 1  cf -  critical=false
        p/gate  2026-01-12 2026-01-12  tf - ff - cf -
        p/b     2026-01-13 2026-01-15  tf 0  ff 0  cf -  driven_by=p/gate:FS
        ",
    );
}

// b was done out of order, on Fri 9, before a: 12 13 14. It binds nothing backward, and its
// promise, Thu 8, no longer counts. c: 12..16, the latest: tf and ff of a 14->16: 15 16 = 2, cf
// null.
#[test]
fn a_done_successor_binds_nothing() {
    check(
        "2026-01-12",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 3d}
              b: {duration: 2d, due: 2026-01-08, started: 2026-01-08, done: 2026-01-09, depends_on: [a]}
              c: {duration: 5d}
            ",
        )],
        "
        p/a  2026-01-12 2026-01-14  tf 2  ff 2  cf -
        p/b  2026-01-08 2026-01-09  tf - ff - cf -  finish_variance_workdays=1 finish_variance_days=1 overdue_workdays=0 health=done
        p/c  2026-01-12 2026-01-16  tf 0  ff 0  cf -
        ",
    );
}

// As of Wed 7. a had eta Wed 7 and was done then, so that day was enough. It began at the start of
// that day, so b, which starts with it, begins on Wed 7 too, just as it would if a were not done
// yet.
#[test]
fn work_done_on_its_eta_began_at_the_start_of_that_day() {
    check(
        "2026-01-07",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 3d, eta: 2026-01-07, done: 2026-01-07}
              b: {duration: 1d, depends_on: [a SS]}
            ",
        )],
        "
        p/a  2026-01-07 2026-01-07  tf -  ff -  cf -
        p/b  2026-01-07 2026-01-07  tf 0  ff 0  cf -  driven_by=p/a:SS,data-date
        ",
    );
}
