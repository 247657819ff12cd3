//! Constraints that hold work without a link: `not_before`, planned windows, freezes.

use super::check;

// a cannot start before Thu 8: 8 9. b may not before Sat 10, so >Mon 12: 12 13. c may from Fri 2,
// which is past, d from Mon 5, the data date: both 5 6. Latest Tue 13>: a 9->13: 12 13 = 2; c, d
// 6->13: 7 8 9 12 13 = 5.
#[test]
fn work_waits_for_its_not_before() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 2d, not_before: 2026-01-08}
              b: {duration: 2d, not_before: 2026-01-10}
              c: {duration: 2d, not_before: 2026-01-02}
              d: {duration: 2d, not_before: 2026-01-05}
            ",
        )],
        "
        p/a  2026-01-08 2026-01-09  tf 2  ff 2  cf -  driven_by=not-before
        p/b  2026-01-12 2026-01-13  tf 0  ff 0  cf -  driven_by=not-before
        p/c  2026-01-05 2026-01-06  tf 5  ff 5  cf -  driven_by=data-date
        p/d  2026-01-05 2026-01-06  tf 5  ff 5  cf -  driven_by=data-date,not-before
        ",
    );
}

// e stays on its due date, Wed 7, and may not lie before >Thu 8: there it goes, printed Thu 8, one
// day late. f may already on Tue 6 and stays on Wed 7>. k, as soon as allowed: >Thu 8. g has eta
// Tue 6 and may not before >Thu 8. Latest: >Thu 8 is no later than itself for e, k and g; f 7>->8:
// 0 whole days between. cf of e: one day past its due date, -1; f stays on its promise and has no
// predecessors: null.
#[test]
fn events_wait_for_their_not_before() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            milestones:
              e: {due: 2026-01-07, not_before: 2026-01-08}
              f: {due: 2026-01-07, not_before: 2026-01-06}
              k: {duration: 0d, not_before: 2026-01-08}
              g: {eta: 2026-01-06, not_before: 2026-01-08}
            ",
        )],
        "
        p/e  2026-01-08 2026-01-08  tf 0  ff 0  cf -1  driven_by=not-before finish_variance_workdays=1 health=late
        p/f  2026-01-07 2026-01-07  tf 0  ff 0  cf -  driven_by=due
        p/k  2026-01-08 2026-01-08  tf 0  ff 0  cf -  driven_by=not-before
        p/g  2026-01-08 2026-01-08  tf 0  ff 0  cf -  driven_by=not-before
        ",
    );
}

// Started on Tue 6 although planned for not before Wed 14: what happened, happened. 4 days, one
// worked (Tue 6): left 3 from the data date >Wed 7: 7 8 9.
#[test]
fn started_work_ignores_not_before() {
    check(
        "2026-01-07",
        &[(
            "programs/p.yaml",
            "milestones: {a: {duration: 4d, not_before: 2026-01-14, started: 2026-01-06}}",
        )],
        "
        p/a  2026-01-06 2026-01-09  tf 0  ff 0  cf -  driven_by=data-date remaining_workdays=3
        ",
    );
}

// The later of predecessor and not_before counts, and both drive where they agree. a: 5 6 7. b may
// from Mon 12: 12. c may from Tue 6, a ends on Wed 7: 8. d may from Thu 8: 8, by both.
#[test]
fn the_later_of_link_and_not_before_counts() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 3d}
              b: {duration: 1d, depends_on: a, not_before: 2026-01-12}
              c: {duration: 1d, depends_on: a, not_before: 2026-01-06}
              d: {duration: 1d, depends_on: a, not_before: 2026-01-08}
            ",
        )],
        "
        p/a  2026-01-05 2026-01-07  tf 2  ff 0  cf -
        p/b  2026-01-12 2026-01-12  tf 0  ff 0  cf -  driven_by=not-before
        p/c  2026-01-08 2026-01-08  tf 2  ff 2  cf -  driven_by=p/a:FS
        p/d  2026-01-08 2026-01-08  tf 2  ff 2  cf -  driven_by=p/a:FS,not-before
        ",
    );
}

// A window from Mon 12 through Fri 16 is five days of work that does not start before Mon 12: 12 to
// 16.
#[test]
fn a_window_is_work_of_its_length() {
    check(
        "2026-01-05",
        &[("programs/p.yaml", "milestones: {w: {start: 2026-01-12, due: 2026-01-16}}")],
        "
        p/w  2026-01-12 2026-01-16  tf 0  ff 0  cf 0  kind=work duration_workdays=5 driven_by=not-before
        ",
    );
}

// a: 5 6 7 8 9 12 13 14. The window of five days is pushed as a whole: 15 16 19 20 21, three days
// (19 20 21) after its promise, Fri 16.
#[test]
fn a_window_is_pushed_and_not_shortened() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 8d}
              w: {start: 2026-01-12, due: 2026-01-16, depends_on: a}
            ",
        )],
        "
        p/a  2026-01-05 2026-01-14  tf 0  ff 0  cf -3  commitment=p/w
        p/w  2026-01-15 2026-01-21  tf 0  ff 0  cf -3  driven_by=p/a:FS finish_variance_workdays=3
        ",
    );
}

// Windows are counted in base days. ana has Wed 14 off as a holiday: 12 13 15 16 are four days, and
// four days from Mon 12 end on Fri 16. bo is away on Tue 13, which is a base day: five days, 12 14
// 15 16 19, one late.
#[test]
fn a_holiday_shortens_a_window_and_leave_does_not() {
    check(
        "2026-01-05",
        &[
            (
                "programs/tpm.yaml",
                "
                owners:
                  ana: {calendar: us}
                  bo: {away: [2026-01-13]}
                calendars:
                  us: {holidays: [2026-01-14]}
                ",
            ),
            (
                "programs/p.yaml",
                "
                milestones:
                  x: {owner: ana, start: 2026-01-12, due: 2026-01-16}
                  y: {owner: bo, start: 2026-01-12, due: 2026-01-16}
                ",
            ),
        ],
        "
        p/x  2026-01-12 2026-01-16  tf 1  ff 1  cf 0   duration_workdays=4
        p/y  2026-01-12 2026-01-19  tf 0  ff 0  cf -1  duration_workdays=5
        ",
    );
}

// A window of five days that began on Tue 13, a day after its start. As of Wed 14 one day is
// worked, four are left: 14 15 16 19.
#[test]
fn a_window_that_has_started_keeps_its_length() {
    check(
        "2026-01-14",
        &[("programs/p.yaml", "milestones: {w: {start: 2026-01-12, due: 2026-01-16, started: 2026-01-13}}")],
        "
        p/w  2026-01-13 2026-01-19  tf 0  ff 0  cf -1  duration_workdays=5 remaining_workdays=4
        ",
    );
}

// A window of a weekend holds no working day. It is work anyway and takes one: Mon 12, a day
// after its promise, which Fri 9 would still have kept.
#[test]
fn a_window_without_a_working_day_takes_one() {
    check(
        "2026-01-05",
        &[("programs/p.yaml", "milestones: {w: {start: 2026-01-10, due: 2026-01-11}}")],
        "
        p/w  2026-01-12 2026-01-12  tf 0  ff 0  cf -1  duration_workdays=1 health=late
        ",
    );
}

// done on Fri 16 without `started`: five days back from there, Mon 12.
#[test]
fn a_window_that_is_done_lies_its_length_before() {
    check(
        "2026-01-19",
        &[("programs/p.yaml", "milestones: {w: {start: 2026-01-12, due: 2026-01-16, done: 2026-01-16}}")],
        "
        p/w  2026-01-12 2026-01-16  tf -  ff -  cf -  duration_workdays=5 health=done
        ",
    );
}

const FREEZE: (&str, &str) =
    ("programs/tpm.yaml", "freezes: [{name: Year end, dates: [2026-01-12..2026-01-14], tags: [release]}]");

// r rests from Mon 12 through Wed 14: 8 9 15 16 19. b does not: 8 9 12 13 14, and has 15 16 19 = 3
// of float. q has another tag. Base days go on: due Fri 16, r is 1 base day (Mon 19) late.
#[test]
fn a_freeze_stops_those_with_its_tag() {
    check(
        "2026-01-08",
        &[
            FREEZE,
            (
                "programs/p.yaml",
                "
                milestones:
                  r: {duration: 5d, tags: [security, release], due: 2026-01-16}
                  b: {duration: 5d}
                  q: {duration: 5d, tags: [docs]}
                ",
            ),
        ],
        "
        p/r  2026-01-08 2026-01-19  tf 0  ff 0  cf -1  finish_variance_workdays=1
        p/b  2026-01-08 2026-01-14  tf 3  ff 3  cf -
        p/q  2026-01-08 2026-01-14  tf 3  ff 3  cf -
        ",
    );
}

// A lag is waiting and waiting goes on in a freeze: a 8 9, +2d are Mon 12 and Tue 13; the first day
// on which r can be worked after that is Thu 15. From Fri 9> a can slip to Mon 12> (+2d: Tue 13,
// Wed 14) and r still starts >Thu 15: one day, so the link does not drive.
#[test]
fn a_lag_runs_through_a_freeze() {
    check(
        "2026-01-08",
        &[
            FREEZE,
            (
                "programs/p.yaml",
                "
                milestones:
                  a: {duration: 2d}
                  r: {duration: 1d, tags: [release], depends_on: a +2d}
                ",
            ),
        ],
        "
        p/a  2026-01-08 2026-01-09  tf 1  ff 1  cf -
        p/r  2026-01-15 2026-01-15  tf 0  ff 0  cf -  driven_by=calendar
        ",
    );
}

// A freeze of one program, for all of its milestones, and none of the other's.
#[test]
fn a_freeze_of_a_program_is_its_own() {
    check(
        "2026-01-08",
        &[
            (
                "programs/p.yaml",
                "
                freezes: {name: Move, dates: 2026-01-09}
                milestones: {a: {duration: 2d}}
                ",
            ),
            ("programs/q.yaml", "milestones: {b: {duration: 2d}}"),
        ],
        "
        p/a  2026-01-08 2026-01-12  tf 0  ff 0  cf -
        q/b  2026-01-08 2026-01-09  tf 0  ff 0  cf -
        ",
    );
}

// An event promised for a frozen day stays on it; one that goes as soon as allowed waits for Thu
// 15. From >Thu 15 back: e stays on Tue 13>, and no working day of its own lies between: 0.
#[test]
fn a_promise_inside_a_freeze_stays_on_its_day() {
    check(
        "2026-01-08",
        &[
            FREEZE,
            (
                "programs/p.yaml",
                "
                milestones:
                  e: {due: 2026-01-13, tags: [release]}
                  k: {duration: 0d, not_before: 2026-01-13, tags: [release]}
                ",
            ),
        ],
        "
        p/e  2026-01-13 2026-01-13  tf 0  ff 0  cf -  driven_by=due
        p/k  2026-01-15 2026-01-15  tf 0  ff 0  cf -  driven_by=not-before
        ",
    );
}

// Leave and freeze of one milestone add up: ana is away on Fri 9, and rests from Mon 12 through Wed
// 14.
#[test]
fn leave_and_freeze_add_up() {
    check(
        "2026-01-08",
        &[
            (
                "programs/tpm.yaml",
                "
                owners: {ana: {away: 2026-01-09}}
                freezes: [{dates: 2026-01-12..2026-01-14}]
                ",
            ),
            ("programs/p.yaml", "milestones: {a: {owner: ana, duration: 2d}}"),
        ],
        "
        p/a  2026-01-08 2026-01-15  tf 0  ff 0  cf -
        ",
    );
}
