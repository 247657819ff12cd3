//! Whether a link's bound falls on the start or the end of a day.

use super::check;

// a, an event, lies at >Tue 6. Three civil days later is >Fri 9, and what finishes at the start of
// a day finishes with the one before: e at Thu 8>, f on Fri 9. The way back: f by >Fri 9, e by Thu
// 8>, a by >Tue 6.
#[test]
fn an_elapsed_lag_to_a_finish_ends_on_the_day_before() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 0d, not_before: 2026-01-06}
              e: {duration: 0d, depends_on: [a FF+3ed]}
              f: {duration: 1d, depends_on: [e]}
            ",
        )],
        "
        p/a  2026-01-06 2026-01-06  tf 0  ff 0  cf -
        p/e  2026-01-08 2026-01-08  tf 0  ff 0  cf -
        p/f  2026-01-09 2026-01-09  tf 0  ff 0  cf -
        ",
    );
}

// a begins in the first slot of all, >Wed 14. b finishes no earlier: there is no working end before
// that in a's calendar, so the bound stays >Wed 14, and the first working end of b is Wed 14>. b
// has promised Fri 30>, behind the last slot, Wed 28: whichever slot a takes, b counts it from one
// before. a can slip by one slot.
#[test]
fn a_start_in_the_first_slot_has_no_working_end_before_it() {
    check(
        "2026-01-05",
        &[
            ("programs/tpm.yaml", "calendars: {cab: {week: [], workdays: [2026-01-14, 2026-01-28]}}"),
            (
                "programs/p.yaml",
                "
                milestones:
                  a: {duration: 1d, calendar: cab}
                  b: {duration: 1d, due: 2026-01-30, depends_on: [a SF]}
                ",
            ),
        ],
        "
        p/a  2026-01-14 2026-01-14  tf 0  ff 1  cf 1  commitment=p/b
        p/b  2026-01-14 2026-01-14  tf 0  ff 0  cf 12  commitment=p/b driven_by=calendar
        ",
    );
}

// a, at >Tue 6, does not work on Mon 5; the others do. It is Thu 1 January.
//   e  FF+0ed: the end of the day before, Mon 5>     g  FF-2ed: >Sun 4, the day before is Sat 3: on
//       to Mon 5>
//   b  the same as e, through x, which is cancelled: +0ed is a lag and no lead, and stays: Mon 5>
//   d  the same as g, through y: a lead counts as 0, so from the working end of a before >Tue 6:
//       Fri 2>
#[test]
fn zero_elapsed_lags_stay_but_leads_at_cancelled_work_do_not() {
    check(
        "2026-01-01",
        &[
            ("programs/tpm.yaml", "calendars: {ours: {holidays: [2026-01-05]}}"),
            (
                "programs/p.yaml",
                "
                milestones:
                  a: {duration: 0d, not_before: 2026-01-06, calendar: ours}
                  x: {duration: 1d, depends_on: [a FF+0ed], cancelled: {on: 2025-12-30, reason: Bought}}
                  y: {duration: 1d, depends_on: [a FF-2ed], cancelled: {on: 2025-12-30, reason: Bought}}
                  b: {duration: 1d, depends_on: [x FF]}
                  d: {duration: 1d, depends_on: [y FF]}
                  e: {duration: 1d, depends_on: [a FF+0ed]}
                  g: {duration: 1d, depends_on: [a FF-2ed]}
                ",
            ),
        ],
        "
        p/a  2026-01-06 2026-01-06  tf 0  ff 0  cf -
        p/x  - -  tf -  ff -  cf -
        p/y  - -  tf -  ff -  cf -
        p/b  2026-01-05 2026-01-05  tf 0  ff 0  cf -
        p/d  2026-01-02 2026-01-02  tf 1  ff 1  cf -
        p/e  2026-01-05 2026-01-05  tf 0  ff 0  cf -
        p/g  2026-01-05 2026-01-05  tf 0  ff 0  cf -
        ",
    );
}

// x is cancelled; ana, whose it was, works on Saturdays too, and is away on Sat 10. p: Mon 5; a day
// later in her calendar Tue 6>, and b, FF, on Tue 6. b has promised Fri 9. x may pass on Fri 9>, or
// the start of Mon 12, which for a finish counts from Fri 9> as well; but what a lag leads to is
// the end of a day: one day before Fri 9>, p by Thu 8>: 6 7 8 = 3. By Fri 9> would be a day too
// many: leave is not asked for lags, and Sat 10> is too late.
#[test]
fn a_lag_into_cancelled_work_ends_at_the_end_of_a_day() {
    check(
        "2026-01-05",
        &[
            (
                "programs/tpm.yaml",
                "
                calendars: {six: {week: [mon, tue, wed, thu, fri, sat]}}
                owners: {ana: {calendar: six, away: [2026-01-10]}}
                ",
            ),
            (
                "programs/p.yaml",
                "
                milestones:
                  p: {duration: 1d}
                  x: {duration: 1d, owner: ana, depends_on: [p +1d], cancelled: {on: 2026-01-02, reason: Bought}}
                  b: {duration: 1d, due: 2026-01-09, depends_on: [x FF]}
                ",
            ),
        ],
        "
        p/p  2026-01-05 2026-01-05  tf 0  ff 0  cf 3  commitment=p/b
        p/x  - -  tf -  ff -  cf -
        p/b  2026-01-06 2026-01-06  tf 0  ff 0  cf 3  commitment=p/b
        ",
    );
}
