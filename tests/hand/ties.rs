//! Promises that allow the same float: which of them is named.

use super::check;

// Everything is promised for Fri 16, by the program and by a, b and c alike: on ties their own is
// named. a has started, 3d left, 5 6 7: 8 9, 12..16 = 7. b has eta Wed 14, c is to start: 5:
// 15 16 = 2; 6..9, 12..16 = 9. d promised nothing, and names the program's.
#[test]
fn equal_promises_name_the_own_one() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            due: 2026-01-16
            milestones:
              a: {duration: 5d, started: 2026-01-02, remaining: 3d, due: 2026-01-16}
              b: {duration: 2d, eta: 2026-01-14, due: 2026-01-16}
              c: {duration: 1d, due: 2026-01-16}
              d: {duration: 1d}
            ",
        )],
        "
        p/a  2026-01-02 2026-01-07  tf 5  ff 5  cf 7  commitment=p/a
        p/b  2026-01-05 2026-01-14  tf 0  ff 0  cf 2  commitment=p/b
        p/c  2026-01-05 2026-01-05  tf 7  ff 7  cf 9  commitment=p/c
        p/d  2026-01-05 2026-01-05  tf 7  ff 7  cf 9  commitment=p
        program p finish=b
        ",
    );
}

// e is promised for Sun 11, its program too. a: 5..9 leaves e at Fri 9>: no working day is left to
// Sun 11>: 0. For the program e lies on Sun 11>, 0 too, and could lie there at the latest: it is
// not stepped back to Fri 9>. The two late instants are the same, and its own promise is named.
#[test]
fn an_event_on_a_sunday_ties_with_its_program() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            due: 2026-01-11
            finish: e
            milestones:
              a: {duration: 5d}
              e: {due: 2026-01-11, depends_on: [a]}
            ",
        )],
        "
        p/a  2026-01-05 2026-01-09  tf 0  ff 0  cf 0
        p/e  2026-01-11 2026-01-11  tf 0  ff 0  cf 0  commitment=p/e driven_by=due
        ",
    );
}

// e is promised for Sun 11, its program for Sat 10. a: 5..9, 12 pushes e to Mon 12>, a day too late
// for both: -1. For its own promise it could lie on Sun 11>, its due date; for the program's on Fri
// 9>, a working end. The earlier late instant is named.
#[test]
fn a_saturday_and_a_sunday_promise_name_the_earlier() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            due: 2026-01-10
            finish: e
            milestones:
              a: {duration: 6d}
              e: {due: 2026-01-11, depends_on: [a]}
            ",
        )],
        "
        p/a  2026-01-05 2026-01-12  tf 0  ff 0  cf -1  commitment=p
        p/e  2026-01-12 2026-01-12  tf 0  ff 0  cf -1  commitment=p
        ",
    );
}

// e on Sun 11; b finishes no earlier, which counts from Fri 9>, and has promised Fri 9. So for b's
// promise e may lie on Sun 11>. a, 5..9, leaves e at Fri 9>: for its own promise 0, at Sun 11> too:
// its own is named.
#[test]
fn an_event_on_a_sunday_counts_as_friday_for_a_finish() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 5d}
              e: {due: 2026-01-11, depends_on: [a]}
              b: {duration: 1d, due: 2026-01-09, depends_on: [e FF]}
            ",
        )],
        "
        p/a  2026-01-05 2026-01-09  tf 0  ff 0  cf 0
        p/e  2026-01-11 2026-01-11  tf 0  ff 0  cf 0  commitment=p/e
        p/b  2026-01-09 2026-01-09  tf 0  ff 0  cf 0  commitment=p/b driven_by=p/e:FF
        ",
    );
}

// Elapsed work of 3 days ends on Wed if it begins on Mon 12, on Sun 11 from Fri 9. early promises
// Tue 13, and x ends for it on Sun 11> at the latest. late promises Wed 14, and ends two civil days
// after x or later: by Mon 12>, Sun 11> again. Of the two, which allow the same day, the one that
// falls due first is named. x: 8 9 = 2.
#[test]
fn ties_name_the_earlier_promise() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            milestones:
              x: {duration: 3ed}
              early: {duration: 1d, due: 2026-01-13, depends_on: [x FF]}
              late: {duration: 1d, due: 2026-01-14, depends_on: [x FF+2ed]}
            ",
        )],
        "
        p/x      2026-01-05 2026-01-07  tf 0  ff 0  cf 2  commitment=p/early
        p/early  2026-01-07 2026-01-07  tf 2  ff 2  cf 4  commitment=p/early
        p/late   2026-01-09 2026-01-09  tf 0  ff 0  cf 3  commitment=p/late
        ",
    );
}

// a: 5..9. e stays on its date, Sat 10>. r, who works on Saturdays, ends a working day after e,
// which counts from Fri 9>: Sat 10>, as promised. e lies on its date for its own promise and, as it
// counts from Fri 9> there too, for r's: on that tie, its own. a has no working day either way.
#[test]
fn an_event_on_a_saturday_ties_with_a_finish_one_day_later() {
    check(
        "2026-01-05",
        &[
            ("programs/tpm.yaml", "calendars: {six: {week: [mon, tue, wed, thu, fri, sat]}}"),
            (
                "programs/p.yaml",
                "
                milestones:
                  a: {duration: 5d}
                  e: {due: 2026-01-10, depends_on: [a]}
                  r: {duration: 1d, calendar: six, due: 2026-01-10, depends_on: [e FF+1d]}
                ",
            ),
        ],
        "
        p/a  2026-01-05 2026-01-09  tf 0  ff 0  cf 0  commitment=p/e
        p/e  2026-01-10 2026-01-10  tf 0  ff 0  cf 0  commitment=p/e
        p/r  2026-01-10 2026-01-10  tf 0  ff 0  cf 0  commitment=p/r driven_by=p/e:FF
        ",
    );
}

// a: 5..9, 12. It pushes e from its date, Sat 10, to Mon 12>, and e pushes s, promised for Fri 9,
// there too. e is a working day late, 12, for both; Fri 9> is earlier than its own Sat 10>, so s's
// promise is named.
#[test]
fn a_pushed_saturday_event_is_measured_from_its_saturday() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 6d}
              e: {due: 2026-01-10, depends_on: [a]}
              s: {due: 2026-01-09, depends_on: [e]}
            ",
        )],
        "
        p/a  2026-01-05 2026-01-12  tf 0  ff 0  cf -1  commitment=p/s
        p/e  2026-01-12 2026-01-12  tf 0  ff 0  cf -1  commitment=p/s
        p/s  2026-01-12 2026-01-12  tf 0  ff 0  cf -1  commitment=p/s
        ",
    );
}

// a takes three civil days, 5 6 7. s begins with it and promised Fri 9: a by >Fri 9, to end on Sun
// 11>: 6 7 8 9 = 4 of its start, 8 9 = 2 of its finish. b follows and promised Mon 12, so a by Sun
// 11> as well: of the two that leave it the same day the one that falls due first is named. To the
// finish, Thu 8>: a by Wed 7>: 0; s: 6 7 8 = 3.
#[test]
fn ties_between_start_and_finish_name_the_earlier_promise() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 3ed}
              b: {duration: 1d, due: 2026-01-12, depends_on: [a]}
              s: {duration: 1d, due: 2026-01-09, depends_on: [a SS]}
            ",
        )],
        "
        p/a  2026-01-05 2026-01-07  tf 0  ff 0  cf 2  commitment=p/s
        p/b  2026-01-08 2026-01-08  tf 0  ff 0  cf 2  commitment=p/b
        p/s  2026-01-05 2026-01-05  tf 3  ff 3  cf 4  commitment=p/s
        ",
    );
}
