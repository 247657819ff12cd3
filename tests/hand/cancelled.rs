//! Cancelled milestones: points that only pass bounds on.

use super::check;

// a: 5..9. x, 5d, is cancelled: it passes Fri 9> on, and b begins >Mon 12: 12 13. LS(b) = >Mon 12,
// LF(a) = Fri 9>. The chain to b looks through x. x itself has nothing computed; it does not count
// among the live.
#[test]
fn a_cancelled_milestone_passes_its_predecessor_on() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 5d}
              x: {duration: 5d, depends_on: [a], cancelled: {on: 2026-01-02, reason: Bought instead}}
              b: {duration: 2d, depends_on: [x]}
            ",
        )],
        "
        p/a  2026-01-05 2026-01-09  tf 0  ff 0  cf -  critical=true late_finish=2026-01-09
        p/x  - -  tf -  ff -  cf -  state=cancelled health=- forecast_finish=- late_start=- late_finish=- critical=false commitment=- finish_variance_workdays=- undated_because=-
        p/b  2026-01-12 2026-01-13  tf 0  ff 0  cf -  critical=true
        program p finish=b forecast_finish=2026-01-13 milestones_live=2 milestones_done=0
        ",
    );
}

// a: 5..9. Lags stay: FS+2d into x: 12 13, Tue 13>; FS+1d out of it: 14, Wed 14>: b 15. c, beside
// it, 1d after x: 14; 14->15 = 1. a: LS(b) = >Thu 15, the lag out is 14, the lag in 13 12: Fri 9>.
#[test]
fn positive_lags_around_a_cancelled_milestone_stay() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 5d}
              x: {duration: 3d, depends_on: [a +2d], cancelled: {on: 2026-01-02, reason: Bought}}
              b: {duration: 1d, depends_on: [x +1d]}
              c: {duration: 1d, depends_on: [x]}
            ",
        )],
        "
        p/a  2026-01-05 2026-01-09  tf 0  ff 0  cf -  critical=true
        p/x  - -  tf -  ff -  cf -  state=cancelled
        p/b  2026-01-15 2026-01-15  tf 0  ff 0  cf -  critical=true
        p/c  2026-01-14 2026-01-14  tf 1  ff 1  cf -  critical=false
        ",
    );
}

// a: 5..9. Leads count as 0, before a cancelled milestone and after it, in working and in elapsed
// days: all begin >Mon 12, and not a day earlier. only: the lag of +1d into y stays beside the lead
// out of it: Mon 12>,
// 13. It is the latest: the others 12->13 = 1. a: none, by only.
#[test]
fn leads_around_a_cancelled_milestone_count_as_zero() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 5d}
              x: {duration: 3d, depends_on: [a -2d], cancelled: {on: 2026-01-02, reason: Bought}}
              z: {duration: 3d, depends_on: [a -4ed], cancelled: {on: 2026-01-02, reason: Bought}}
              y: {duration: 3d, depends_on: [a +1d], cancelled: {on: 2026-01-02, reason: Bought}}
              in: {duration: 1d, depends_on: [x]}
              out: {duration: 1d, depends_on: [x -3d]}
              days: {duration: 1d, depends_on: [z FS-3ed]}
              only: {duration: 1d, depends_on: [y -3d]}
            ",
        )],
        "
        p/a     2026-01-05 2026-01-09  tf 0  ff 0  cf -
        p/x     - -  tf -  ff -  cf -
        p/z     - -  tf -  ff -  cf -
        p/y     - -  tf -  ff -  cf -
        p/in    2026-01-12 2026-01-12  tf 1  ff 1  cf -
        p/out   2026-01-12 2026-01-12  tf 1  ff 1  cf -
        p/days  2026-01-12 2026-01-12  tf 1  ff 1  cf -
        p/only  2026-01-13 2026-01-13  tf 0  ff 0  cf -
        ",
    );
}

// x waits for nothing: it binds nothing, whatever its own dates and its lag say. b at the data
// date. c waits for y, which waits only for x: neither binds.
#[test]
fn a_cancelled_milestone_without_predecessors_binds_nothing() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            milestones:
              x: {duration: 5d, not_before: 2026-01-12, eta: 2026-01-30, cancelled: {on: 2026-01-02, reason: Bought}}
              y: {due: 2026-01-16, depends_on: [x +5d], cancelled: {on: 2026-01-02, reason: Bought}}
              b: {duration: 2d, depends_on: [x +3d]}
              c: {duration: 3d, depends_on: [y +10ed]}
            ",
        )],
        "
        p/x  - -  tf -  ff -  cf -
        p/y  - -  tf -  ff -  cf -  due=2026-01-16 original_due=2026-01-16 overdue_workdays=0
        p/b  2026-01-05 2026-01-06  tf 1  ff 1  cf -  driven_by=data-date
        p/c  2026-01-05 2026-01-07  tf 0  ff 0  cf -  driven_by=data-date critical=true
        ",
    );
}

// Two in a row. a: 5..9; +1d into x: Mon 12>; +2ed into y: Wed 14>; b from >Thu 15: 15. c: 5..9 12
// 13 14, 8d, which b waits for too: >Thu 15. a: LS(b) = >Thu 15, so y by Wed 14>, x by Mon 12>, the
// lag is Mon 12, a by Fri 9>. All critical.
#[test]
fn two_cancelled_milestones_in_a_row() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 5d}
              x: {duration: 2d, depends_on: [a +1d], cancelled: {on: 2026-01-02, reason: Bought}}
              y: {duration: 2d, depends_on: [x +2ed], cancelled: {on: 2026-01-02, reason: Bought}}
              c: {duration: 8d}
              b: {duration: 1d, depends_on: [y, c]}
            ",
        )],
        "
        p/a  2026-01-05 2026-01-09  tf 0  ff 0  cf -  critical=true
        p/x  - -  tf -  ff -  cf -
        p/y  - -  tf -  ff -  cf -
        p/c  2026-01-05 2026-01-14  tf 0  ff 0  cf -  critical=true
        p/b  2026-01-15 2026-01-15  tf 0  ff 0  cf -
        ",
    );
}

// k: 5 6 7. a: 8 9, from >Thu 8 to Fri 9>. The types stay on both sides of a point:
//   x  SS+1d of a: Thu 8>
//     b  after x: >Fri 9: 9
//     c  2d, FF+1d of x: Fri 9>: 8 9
//     f  1d, SF of x: Thu 8>: 8
//   y  FF of a: Fri 9>
//     d  SS of y: >Mon 12: 12
//   z  SF+2d of a: 8 9, Fri 9>
//     e  after z: >Mon 12: 12
// Latest Mon 12>: b, c 9->12 = 1; f 8->12: 9 12 = 2. d and e hold a's finish at Fri 9> and its
// start at >Thu 8.
#[test]
fn types_into_and_out_of_cancelled_milestones_stay() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            milestones:
              k: {duration: 3d}
              a: {duration: 2d, depends_on: [k]}
              x: {duration: 9d, depends_on: [a SS+1d], cancelled: {on: 2026-01-02, reason: Bought}}
              y: {duration: 9d, depends_on: [a FF], cancelled: {on: 2026-01-02, reason: Bought}}
              z: {duration: 9d, depends_on: [a SF+2d], cancelled: {on: 2026-01-02, reason: Bought}}
              b: {duration: 1d, depends_on: [x]}
              c: {duration: 2d, depends_on: [x FF+1d]}
              f: {duration: 1d, depends_on: [x SF]}
              d: {duration: 1d, depends_on: [y SS]}
              e: {duration: 1d, depends_on: [z]}
            ",
        )],
        "
        p/k  2026-01-05 2026-01-07  tf 0  ff 0  cf -  critical=true
        p/a  2026-01-08 2026-01-09  tf 0  ff 0  cf -  critical=true
        p/x  - -  tf -  ff -  cf -
        p/y  - -  tf -  ff -  cf -
        p/z  - -  tf -  ff -  cf -
        p/b  2026-01-09 2026-01-09  tf 1  ff 1  cf -
        p/c  2026-01-08 2026-01-09  tf 1  ff 1  cf -
        p/f  2026-01-08 2026-01-08  tf 2  ff 2  cf -
        p/d  2026-01-12 2026-01-12  tf 0  ff 0  cf -  critical=true
        p/e  2026-01-12 2026-01-12  tf 0  ff 0  cf -  critical=true
        ",
    );
}

// k: 5 6 7. a: 8 9 12. SS into x without a lag is >Thu 8, the start of a day: b, FS of x, begins
// there too, with a: 8. FF out of x: c must not finish before >Thu 8, back to Wed 7>: 6 7. Latest
// Mon 12>: b 9 12 = 2; c 8 9 12 = 3.
#[test]
fn a_cancelled_point_at_the_start_of_a_day() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            milestones:
              k: {duration: 3d}
              a: {duration: 3d, depends_on: [k]}
              x: {duration: 4d, depends_on: [a SS], cancelled: {on: 2026-01-02, reason: Bought}}
              b: {duration: 1d, depends_on: [x]}
              c: {duration: 2d, depends_on: [x FF]}
            ",
        )],
        "
        p/k  2026-01-05 2026-01-07  tf 0  ff 0  cf -
        p/a  2026-01-08 2026-01-12  tf 0  ff 0  cf -
        p/x  - -  tf -  ff -  cf -
        p/b  2026-01-08 2026-01-08  tf 2  ff 2  cf -
        p/c  2026-01-06 2026-01-07  tf 3  ff 3  cf -
        ",
    );
}

// a: 5..9, c: 5 6. x waited for both: the later bound passes, Fri 9>: b 12. c may go until Fri 9>:
// 7 8 9 = 3, b stays.
#[test]
fn the_latest_of_several_bounds_is_passed_on() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 5d}
              c: {duration: 2d}
              x: {duration: 4d, depends_on: [a, c], cancelled: {on: 2026-01-02, reason: Bought}}
              b: {duration: 1d, depends_on: [x]}
            ",
        )],
        "
        p/a  2026-01-05 2026-01-09  tf 0  ff 0  cf -  critical=true
        p/c  2026-01-05 2026-01-06  tf 3  ff 3  cf -  critical=false
        p/x  - -  tf -  ff -  cf -
        p/b  2026-01-12 2026-01-12  tf 0  ff 0  cf -
        ",
    );
}

// a: 5 6, then through x b: 7 8. c: 5..9 12. d after both: 13. Through x one more day of a moves b:
// its total is 2 (LS(b) = >Fri 9, LF(a) = Thu 8>), its free float 0, though x has no dates to keep.
#[test]
fn free_float_looks_through_a_cancelled_milestone() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 2d}
              x: {duration: 7d, depends_on: [a], cancelled: {on: 2026-01-02, reason: Bought}}
              b: {duration: 2d, depends_on: [x]}
              c: {duration: 6d}
              d: {duration: 1d, depends_on: [b, c]}
            ",
        )],
        "
        p/a  2026-01-05 2026-01-06  tf 2  ff 0  cf -  late_finish=2026-01-08
        p/x  - -  tf -  ff -  cf -
        p/b  2026-01-07 2026-01-08  tf 2  ff 2  cf -
        p/c  2026-01-05 2026-01-12  tf 0  ff 0  cf -
        p/d  2026-01-13 2026-01-13  tf 0  ff 0  cf -
        ",
    );
}

// As of Mon 12. x, promised for Fri 9 and cancelled, is not overdue, and its promise binds nobody:
// a (12..16) has none. Behind x is a promise that still counts: b, 19 20, promised for Wed 21: 21 =
// 1; LS(b) = >Tue 20, a by Mon 19>: 19 = 1. c has only the cancelled y behind it, and no promise:
// null; to the latest, Tue 20>: 14 15 16 19 20 = 5.
#[test]
fn a_cancelled_promise_no_longer_counts() {
    check(
        "2026-01-12",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 5d}
              c: {duration: 2d}
              x: {duration: 5d, due: 2026-01-09, firm: true, depends_on: [a], cancelled: {on: 2026-01-08, reason: Bought}}
              y: {duration: 5d, due: 2026-01-13, depends_on: [c], cancelled: {on: 2026-01-08, reason: Bought}}
              b: {duration: 2d, due: 2026-01-21, depends_on: [x]}
            ",
        )],
        "
        p/a  2026-01-12 2026-01-16  tf 0  ff 0  cf 1  commitment=p/b
        p/c  2026-01-12 2026-01-13  tf 5  ff 5  cf -  commitment=-
        p/x  - -  tf -  ff -  cf -  due=2026-01-09 overdue_workdays=0 health=- commitment=-
        p/y  - -  tf -  ff -  cf -  due=2026-01-13 overdue_workdays=0 health=-
        p/b  2026-01-19 2026-01-20  tf 0  ff 0  cf 1  commitment=p/b
        program p finish=b milestones_live=3
        ",
    );
}

// The finish that was named is cancelled: it counts as none given. The finish is the latest, a
// (5..9); the program's promise, Fri 16, holds every milestone: a 12..16 = 5; b, 5 6: 7 8 9 12..16
// = 8, and to a's Fri 9>: 7 8 9 = 3.
#[test]
fn a_cancelled_finish_counts_as_none_given() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            finish: x
            due: 2026-01-16
            milestones:
              a: {duration: 5d}
              b: {duration: 2d}
              x: {duration: 20d, depends_on: [b], cancelled: {on: 2026-01-02, reason: Bought}}
            ",
        )],
        "
        p/a  2026-01-05 2026-01-09  tf 0  ff 0  cf 5  commitment=p critical=true
        p/b  2026-01-05 2026-01-06  tf 3  ff 3  cf 8  commitment=p critical=false
        p/x  - -  tf -  ff -  cf -
        program p finish=a forecast_finish=2026-01-09 finish_variance_workdays=-5 health=on-track
        ",
    );
}

// x would be the latest by far, in its dates typed and in its length: it is not. a (5..9) is; b
// 6->9: 7 8 9 = 3.
#[test]
fn a_cancelled_milestone_is_never_the_latest() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 5d}
              b: {duration: 2d}
              x: {duration: 90d, not_before: 2026-03-02, due: 2026-12-18, depends_on: [a], cancelled: {on: 2026-01-02, reason: Bought}}
            ",
        )],
        "
        p/a  2026-01-05 2026-01-09  tf 0  ff 0  cf -
        p/b  2026-01-05 2026-01-06  tf 3  ff 3  cf -
        p/x  - -  tf -  ff -  cf -
        program p finish=a forecast_finish=2026-01-09
        ",
    );
}

// As of Mon 12. x had begun, with 20 days to go, and was blocked when it was cancelled: none of
// this counts. a is done: x passes on its Thu 8> and +2d, 9 12, Mon 12>: c 13, the latest. d 12->13
// = 1.
#[test]
fn cancelled_started_work_ignores_all_its_other_keys() {
    check(
        "2026-01-12",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 4d, started: 2026-01-05, done: 2026-01-08}
              x: {duration: 30d, started: 2026-01-06, remaining: 20d, blocked: {since: 2026-01-07, why: Legal}, depends_on: [a +2d], cancelled: {on: 2026-01-09, reason: Bought}}
              c: {duration: 1d, depends_on: [x]}
              d: {duration: 1d}
            ",
        )],
        "
        p/a  2026-01-05 2026-01-08  tf -  ff -  cf -
        p/x  - -  tf -  ff -  cf -  state=cancelled quiet_days=- remaining_start=-
        p/c  2026-01-13 2026-01-13  tf 0  ff 0  cf -  forecast_is_floor=false
        p/d  2026-01-12 2026-01-12  tf 1  ff 1  cf -
        program p finish=c milestones_live=3 milestones_done=1
        ",
    );
}

// All others are done: the program is, on the day the last was.
#[test]
fn a_program_is_done_when_all_others_are() {
    check(
        "2026-01-12",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 2d, started: 2026-01-05, done: 2026-01-06}
              b: {duration: 3d, started: 2026-01-07, done: 2026-01-09}
              x: {duration: 9d, due: 2026-01-09, depends_on: [b], cancelled: {on: 2026-01-08, reason: Bought}}
            ",
        )],
        "
        p/a  2026-01-05 2026-01-06  tf -  ff -  cf -
        p/b  2026-01-07 2026-01-09  tf -  ff -  cf -
        p/x  - -  tf -  ff -  cf -
        program p finish=b forecast_finish=2026-01-09 health=done milestones_done=2 milestones_live=2
        ",
    );
}

// Nothing is left and nothing was done: no finish, no forecast.
#[test]
fn a_program_of_which_all_is_cancelled_has_no_forecast() {
    check(
        "2026-01-12",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 2d, cancelled: {on: 2026-01-08, reason: Bought}}
              x: {duration: 9d, depends_on: [a], cancelled: {on: 2026-01-08, reason: Bought}}
            ",
        )],
        "
        p/a  - -  tf -  ff -  cf -  state=cancelled
        p/x  - -  tf -  ff -  cf -  state=cancelled
        program p finish=- forecast_finish=- health=unknown milestones_done=0 milestones_live=0
        ",
    );
}

// p/a: 5..9 -> q/x, cancelled, +1d: Mon 12> -> p/b: 13 14, promised for Tue 13: 14 = -1. LS(p/b) =
// >Mon 12, so q/x by Fri 9>, the lag is Fri 9, p/a by Thu 8>: 9 = -1. q has only q/c: 5 6 7.
#[test]
fn a_chain_through_a_cancelled_milestone_of_another_program() {
    check(
        "2026-01-05",
        &[
            (
                "programs/p.yaml",
                "
                milestones:
                  a: {duration: 5d}
                  b: {duration: 2d, due: 2026-01-13, depends_on: [q/x]}
                ",
            ),
            (
                "programs/q.yaml",
                "
                milestones:
                  x: {duration: 5d, depends_on: [p/a +1d], cancelled: {on: 2026-01-02, reason: Bought}}
                  c: {duration: 3d}
                ",
            ),
        ],
        "
        p/a  2026-01-05 2026-01-09  tf 0  ff 0  cf -1  commitment=p/b critical=true critical_for=p
        p/b  2026-01-13 2026-01-14  tf 0  ff 0  cf -1  commitment=p/b critical_for=p
        q/x  - -  tf -  ff -  cf -
        q/c  2026-01-05 2026-01-07  tf 0  ff 0  cf -  critical_for=q
        program q finish=c forecast_finish=2026-01-07
        ",
    );
}

// ana has Mon 12 off. a (bo): 5..9. x (ana), cancelled, +1d counts in her days: Tue 13>: b (bo) 14.
// y (ana), cancelled, without a lag passes Fri 9> on as it is, and does not wait for her Tue 13: c
// (bo) 12. Latest Wed 14>: c 13 14 = 2. a: LS(b) = >Wed 14, her lag is Tue 13, so by Mon 12>: 12 =
// 1; but c moves with it: ff 0. It drives c, not b.
#[test]
fn a_lag_into_a_cancelled_milestone_counts_in_its_calendar() {
    check(
        "2026-01-05",
        &[
            (
                "programs/tpm.yaml",
                "
                owners: {ana: {calendar: us}, bo: {name: Bo}}
                calendars: {us: {holidays: [2026-01-12]}}
                ",
            ),
            (
                "programs/p.yaml",
                "
                milestones:
                  a: {owner: bo, duration: 5d}
                  x: {owner: ana, duration: 4d, depends_on: [a +1d], cancelled: {on: 2026-01-02, reason: Bought}}
                  y: {owner: ana, duration: 4d, depends_on: [a], cancelled: {on: 2026-01-02, reason: Bought}}
                  b: {owner: bo, duration: 1d, depends_on: [x]}
                  c: {owner: bo, duration: 1d, depends_on: [y]}
                ",
            ),
        ],
        "
        p/a  2026-01-05 2026-01-09  tf 1  ff 0  cf -  critical=false
        p/x  - -  tf -  ff -  cf -
        p/y  - -  tf -  ff -  cf -
        p/b  2026-01-14 2026-01-14  tf 0  ff 0  cf -
        p/c  2026-01-12 2026-01-12  tf 2  ff 2  cf -
        ",
    );
}

// e was promised for Fri 16 and is cancelled: it no longer stays on its date. a: 5 6 passes
// through: b 7, not Mon 19.
#[test]
fn a_cancelled_event_does_not_hold_its_due_date() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 2d}
              e: {due: 2026-01-16, depends_on: [a], cancelled: {on: 2026-01-05, reason: No contract}}
              b: {duration: 1d, depends_on: [e]}
            ",
        )],
        "
        p/a  2026-01-05 2026-01-06  tf 0  ff 0  cf -  critical=true
        p/e  - -  tf -  ff -  cf -  due=2026-01-16
        p/b  2026-01-07 2026-01-07  tf 0  ff 0  cf -
        ",
    );
}

// u and v wait for each other. x, cancelled, waited for u: what it would pass on has no date, so b
// has none. c after y, which waited only for a, has: 7.
#[test]
fn a_cancelled_milestone_behind_a_cycle_passes_on_no_date() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            milestones:
              u: {duration: 2d, depends_on: [v]}
              v: {duration: 2d, depends_on: [u]}
              a: {duration: 2d}
              x: {duration: 2d, depends_on: [u, a], cancelled: {on: 2026-01-02, reason: Bought}}
              y: {duration: 2d, depends_on: [a], cancelled: {on: 2026-01-02, reason: Bought}}
              b: {duration: 1d, depends_on: [x]}
              c: {duration: 1d, depends_on: [y]}
            ",
        )],
        "
        p/u  - -  tf -  ff -  cf -  undated_because=*
        p/v  - -  tf -  ff -  cf -  undated_because=*
        p/a  2026-01-05 2026-01-06  tf 0  ff 0  cf -
        p/x  - -  tf -  ff -  cf -  state=cancelled
        p/y  - -  tf -  ff -  cf -  state=cancelled
        p/b  - -  tf -  ff -  cf -  undated_because=* health=unknown
        p/c  2026-01-07 2026-01-07  tf 0  ff 0  cf -
        program p forecast_finish=-
        ",
    );
}

// As of Wed 7. a began >Mon 5, 2d left: 7 8. x, cancelled, SS+3d of a: 5 6 7, Wed 7>: b 8 9. The
// start of a is a fact: through x it binds nothing backward, and the chain ends. a: to the latest,
// Fri 9>: 9 = 1.
#[test]
fn ss_out_of_started_work_through_a_cancelled_milestone() {
    check(
        "2026-01-07",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 4d, started: 2026-01-05, remaining: 2d}
              x: {duration: 5d, depends_on: [a SS+3d], cancelled: {on: 2026-01-02, reason: Bought}}
              b: {duration: 2d, depends_on: [x]}
            ",
        )],
        "
        p/a  2026-01-05 2026-01-08  tf 1  ff 1  cf -  critical=false
        p/x  - -  tf -  ff -  cf -
        p/b  2026-01-08 2026-01-09  tf 0  ff 0  cf -  critical=true
        ",
    );
}

// a: six elapsed days, Mon 5 to Sat 10. x, cancelled, passes on Sat 10>. It is no event, so FF does
// not take that back to Fri 9>: b ends on the first working end not before it, Mon 12. a may slip
// until b would: from Wed 7 it ends on Mon 12>. Start 5->7: 5 6 = 2; finish Sat 10 -> Mon 12: 12 =
// 1. Total and free 1, so the link out of x does not drive, and a is not critical.
#[test]
fn a_cancelled_point_on_a_day_off_is_not_taken_back() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 6ed}
              x: {depends_on: a, cancelled: {on: 2026-01-02}}
              b: {duration: 1d, depends_on: x FF}
            ",
        )],
        "
        p/a  2026-01-05 2026-01-10  tf 1  ff 1  cf -  critical=false
        p/x  - -  tf -  ff -  cf -
        p/b  2026-01-12 2026-01-12  tf 0  ff 0  cf -  driven_by=calendar
        ",
    );
}

// c works every day: 5 6 7. b: 5 to 9, and c must be finished, by FF through x, by Fri 9>: 8 9 = 2.
// That the weekend lies between there and b's next start does not help: a finish on Sunday would
// end b on Monday. z keeps q open until Fri 16.
#[test]
fn a_finish_through_a_cancelled_milestone_is_held_by_the_end() {
    check(
        "2026-01-05",
        &[
            ("programs/tpm.yaml", "calendars: {seven: {week: [mon, tue, wed, thu, fri, sat, sun]}}"),
            (
                "programs/p.yaml",
                "
                milestones:
                  x: {depends_on: q/c FF, cancelled: {on: 2026-01-02}}
                  b: {duration: 5d, depends_on: x FF}
                ",
            ),
            (
                "programs/q.yaml",
                "
                milestones:
                  c: {duration: 3d, calendar: seven}
                  z: {duration: 10d}
                ",
            ),
        ],
        "
        p/x  - -  tf -  ff -  cf -
        p/b  2026-01-05 2026-01-09  tf 0  ff 0  cf -  driven_by=data-date
        q/c  2026-01-05 2026-01-07  tf 2  ff 2  cf -
        q/z  2026-01-05 2026-01-16  tf 0  ff 0  cf -
        ",
    );
}

// a: Mon 5, e on Mon 5>. x is cancelled and does not work on Mon 12. r must end no earlier than x,
// which passes e on: r, 5..9, stays until e is on Fri 9>: 6 7 8 9 = 4. The start of Tue 13, as the
// next on which x could work, would count from Fri 9> too, but e lies at the end of a day, and the
// end of Mon 12 moves r.
#[test]
fn an_event_at_the_end_of_a_day_slips_only_to_other_ends() {
    check(
        "2026-01-05",
        &[
            ("programs/tpm.yaml", "calendars: {off: {holidays: [2026-01-12]}}"),
            (
                "programs/p.yaml",
                "
                milestones:
                  a: {duration: 1d}
                  e: {duration: 0d, depends_on: [a]}
                  x: {calendar: off, depends_on: [e], cancelled: {on: 2026-01-02}}
                  r: {duration: 5d, depends_on: [x FF]}
                ",
            ),
        ],
        "
        p/a  2026-01-05 2026-01-05  tf 4  ff 0  cf -
        p/e  2026-01-05 2026-01-05  tf 4  ff 4  cf -
        p/x  - -  tf - ff - cf -
        p/r  2026-01-05 2026-01-09  tf 0  ff 0  cf -
        ",
    );
}
