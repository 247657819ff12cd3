//! Total and free float, late dates, driving, and programs that feed each other.

use super::check;

// a: 5 6. b: 7 8. c: 6d: 5 6 7 8 9 12. d after b and c: >Tue 13. LS(d) = >Tue 13.
// LF(b) = Mon 12>: 9 12 = 2, and that long d stays: ff 2. LS(b) = >Fri 9, LF(a) = Thu 8>: 7 8 = 2,
// but one day more of a moves b: ff 0.
#[test]
fn free_float_is_less_than_total() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 2d}
              b: {duration: 2d, depends_on: [a]}
              c: {duration: 6d}
              d: {duration: 1d, depends_on: [b, c]}
            ",
        )],
        "
        p/a  2026-01-05 2026-01-06  tf 2  ff 0  cf -  late_start=2026-01-07 late_finish=2026-01-08 critical=false
        p/b  2026-01-07 2026-01-08  tf 2  ff 2  cf -  late_start=2026-01-09 late_finish=2026-01-12 critical=false
        p/c  2026-01-05 2026-01-12  tf 0  ff 0  cf -  critical=true
        p/d  2026-01-13 2026-01-13  tf 0  ff 0  cf -  driven_by=p/c:FS
        ",
    );
}

// a: 5 6. c: 5 6 7 8 9 12. d after c (>Tue 13) and a +2d (7 8 -> Thu 8> -> >Fri 9): >Tue 13.
// The lag must end by Mon 12>: 9 and 12, so a may end Thu 8>: 7 8 = 2.
#[test]
fn a_lag_takes_free_float() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 2d}
              c: {duration: 6d}
              d: {duration: 1d, depends_on: [a +2d, c]}
            ",
        )],
        "
        p/a  2026-01-05 2026-01-06  tf 2  ff 2  cf -
        p/c  2026-01-05 2026-01-12  tf 0  ff 0  cf -
        p/d  2026-01-13 2026-01-13  tf 0  ff 0  cf -  driven_by=p/c:FS
        ",
    );
}

// a: 5..9. b begins with a: 5 6. c: Mon 12, the latest. b 6->12: 7 8 9 12 = 4. One day more of a
// moves its start and with it b; LF(a) = Fri 9> by c.
#[test]
fn an_ss_successor_takes_free_float() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 5d}
              b: {duration: 2d, depends_on: [a SS]}
              c: {duration: 1d, depends_on: [a]}
            ",
        )],
        "
        p/a  2026-01-05 2026-01-09  tf 0  ff 0  cf -
        p/b  2026-01-05 2026-01-06  tf 4  ff 4  cf -  driven_by=data-date,p/a:SS critical=false
        p/c  2026-01-12 2026-01-12  tf 0  ff 0  cf -
        ",
    );
}

// k at >Mon 5. c: 5 6 7. b after both: >Thu 8. k may move to >Thu 8: 5 6 7 = 3. By the end of Wed 7 it
// is enough, by that of Thu 8 too late.
#[test]
fn float_of_an_event_at_the_start_of_a_day() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            milestones:
              k: {duration: 0d}
              c: {duration: 3d}
              b: {duration: 1d, depends_on: [k, c]}
            ",
        )],
        "
        p/k  2026-01-05 2026-01-05  tf 3  ff 3  cf -  late_start=2026-01-07 late_finish=2026-01-07 critical=false
        p/c  2026-01-05 2026-01-07  tf 0  ff 0  cf -
        p/b  2026-01-08 2026-01-08  tf 0  ff 0  cf -  driven_by=p/c:FS
        ",
    );
}

// a: 5 6. gate at Tue 6>. c: 5 6 7 8 9 12. d after both: >Tue 13, the gate's late instant:
// 7 8 9 12 = 4; an event at the end of a day prints the working end before, Mon 12.
// LF(a) = Mon 12>: 4 too, but one day more of a moves the gate: ff 0.
#[test]
fn float_of_an_event_at_the_end_of_a_day() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 2d}
              gate: {duration: 0d, depends_on: [a]}
              c: {duration: 6d}
              d: {duration: 1d, depends_on: [gate, c]}
            ",
        )],
        "
        p/a     2026-01-05 2026-01-06  tf 4  ff 0  cf -  late_finish=2026-01-12
        p/gate  2026-01-06 2026-01-06  tf 4  ff 4  cf -  late_start=2026-01-12 late_finish=2026-01-12
        p/c     2026-01-05 2026-01-12  tf 0  ff 0  cf -
        p/d     2026-01-13 2026-01-13  tf 0  ff 0  cf -
        ",
    );
}

// p/a: 5 6 7. q/b: 8 9. p/c: 12 13, the finish of p. q/d: Wed 14, the finish of q. p/y: Mon 5, to
// p's latest Tue 13>: 6 7 8 9 12 13 = 6. q/x: 5 6, to q's Wed 14>: 7 8 9 12 13 14 = 6. Along the
// chain each LS is the ES of the one after: no float anywhere.
#[test]
fn two_programs_that_feed_each_other() {
    check(
        "2026-01-05",
        &[
            (
                "programs/p.yaml",
                "
                milestones:
                  c: {duration: 2d, depends_on: [q/b]}
                  a: {duration: 3d}
                  y: {duration: 1d}
                ",
            ),
            (
                "programs/q.yaml",
                "
                milestones:
                  d: {duration: 1d, depends_on: [p/c]}
                  b: {duration: 2d, depends_on: [p/a]}
                  x: {duration: 2d}
                ",
            ),
        ],
        "
        p/a  2026-01-05 2026-01-07  tf 0  ff 0  cf -  critical=true critical_for=p,q
        p/c  2026-01-12 2026-01-13  tf 0  ff 0  cf -  driven_by=q/b:FS critical_for=p,q
        p/y  2026-01-05 2026-01-05  tf 6  ff 6  cf -  critical=false
        q/b  2026-01-08 2026-01-09  tf 0  ff 0  cf -  driven_by=p/a:FS critical_for=p,q
        q/d  2026-01-14 2026-01-14  tf 0  ff 0  cf -  driven_by=p/c:FS critical_for=q
        q/x  2026-01-05 2026-01-06  tf 6  ff 6  cf -  critical=false
        program p finish=c forecast_finish=2026-01-13
        program q finish=d forecast_finish=2026-01-14
        ",
    );
}

// p/long: 10d: 5..9 12..16. p/a: 5 6, in its own program free until Fri 16, but q/b (7 8 9), the
// finish of q, waits: LS(q/b) = >Wed 7, LF(p/a) = Tue 6>: tf 0. Critical for q, not for p.
#[test]
fn the_finish_of_another_program_takes_float() {
    check(
        "2026-01-05",
        &[
            (
                "programs/p.yaml",
                "
                milestones:
                  a: {duration: 2d}
                  long: {duration: 10d}
                ",
            ),
            ("programs/q.yaml", "milestones: {b: {duration: 3d, depends_on: [p/a]}}"),
        ],
        "
        p/a     2026-01-05 2026-01-06  tf 0  ff 0  cf -  critical=true critical_for=q
        p/long  2026-01-05 2026-01-16  tf 0  ff 0  cf -  critical_for=p
        q/b     2026-01-07 2026-01-09  tf 0  ff 0  cf -  critical_for=q
        program p finish=long
        program q finish=b
        ",
    );
}

// a: Mon 5, and e on Mon 5>. b: Mon 12, the finish: e by >Mon 12. ana is away on Fri 9: 6 7 8 = 3,
// and the working end before is Thu 8>. e leaves b where it is as long: 3. a by Fri 9>, as e
// follows on Mon 12 at the latest: 6 7 8 9 = 4; but a day of a moves e: 0.
#[test]
fn the_late_date_of_an_event_is_no_day_of_leave() {
    check(
        "2026-01-05",
        &[
            ("programs/tpm.yaml", "owners: {ana: {away: [2026-01-09]}}"),
            (
                "programs/p.yaml",
                "
                milestones:
                  a: {duration: 1d}
                  e: {owner: ana, duration: 0d, depends_on: [a]}
                  b: {duration: 1d, not_before: 2026-01-12, depends_on: [e]}
                ",
            ),
        ],
        "
        p/a  2026-01-05 2026-01-05  tf 4  ff 0  cf -  late_finish=2026-01-09
        p/e  2026-01-05 2026-01-05  tf 3  ff 3  cf -  late_finish=2026-01-08
        p/b  2026-01-12 2026-01-12  tf 0  ff 0  cf -
        ",
    );
}
