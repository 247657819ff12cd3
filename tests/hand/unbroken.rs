//! Unbroken calendars: a piece of work waits for the first run of days that is long enough.
//!
//! `slots` works 6 7 8 9 and 20 21 22.

use super::check;

const SLOTS: (&str, &str) = (
    "programs/tpm.yaml",
    "calendars: {slots: {week: [], workdays: [2026-01-06..2026-01-09, 2026-01-20..2026-01-22], unbroken: true}}",
);

// kick: 5. audit: 6 7 8. By its promise, Thu 22>, its last run is 20 21 22: 6->20: 6 7 8 9 = 4.
// kick by >Tue 20: 6..9, 12..16, 19 = 10. Neither can slip without the finish: 0.
#[test]
fn the_last_run_before_a_promise_is_used_to_its_end() {
    check(
        "2026-01-05",
        &[
            SLOTS,
            (
                "programs/p.yaml",
                "
                milestones:
                  kick: {duration: 1d}
                  audit: {duration: 3d, calendar: slots, depends_on: kick, due: 2026-01-22}
                ",
            ),
        ],
        "
        p/kick   2026-01-05 2026-01-05  tf 0  ff 0  cf 10  late_finish=2026-01-05
        p/audit  2026-01-06 2026-01-08  tf 0  ff 0  cf 4  commitment=p/audit
        ",
    );
}

// By Wed 21> 20 21 are too few: the last run is 7 8 9. 8->9: 1. kick by >Wed 7: 6 = 1.
#[test]
fn a_run_that_ends_after_the_promise_is_no_room() {
    check(
        "2026-01-05",
        &[
            SLOTS,
            (
                "programs/p.yaml",
                "
                milestones:
                  kick: {duration: 1d}
                  audit: {duration: 3d, calendar: slots, depends_on: kick, due: 2026-01-21}
                ",
            ),
        ],
        "
        p/kick   2026-01-05 2026-01-05  tf 0  ff 0  cf 1
        p/audit  2026-01-06 2026-01-08  tf 0  ff 0  cf 1
        ",
    );
}

// No three days in a row end by Fri 16: the latest civil day that would do is Wed 14. kick by >Wed
// 14: 6..9 12 13 = 6, although audit is late by all of its days: 22>16: -3. To the finish, and before
// audit moves, kick by >Tue 20: 6..9 12..16 19 = 10.
#[test]
fn a_promise_before_every_run_counts_civil_days() {
    check(
        "2026-01-05",
        &[
            (
                "programs/tpm.yaml",
                "calendars: {slots: {week: [], workdays: [2026-01-06, 2026-01-20..2026-01-22], unbroken: true}}",
            ),
            (
                "programs/p.yaml",
                "
                milestones:
                  kick: {duration: 1d}
                  audit: {duration: 3d, calendar: slots, depends_on: kick, due: 2026-01-16}
                ",
            ),
        ],
        "
        p/kick   2026-01-05 2026-01-05  tf 10  ff 10  cf 6
        p/audit  2026-01-20 2026-01-22  tf 0  ff 0  cf -3  health=late
        ",
    );
}

// kick: 5 6 7 8. From Fri 9 only one day is left of the run: audit: 20 21 22. kick by >Tue 20: 9,
// 12..16, 19 = 7, for the finish, the promise and the early dates of audit alike.
#[test]
fn the_rest_of_a_run_that_is_too_short_is_left_out() {
    check(
        "2026-01-05",
        &[
            SLOTS,
            (
                "programs/p.yaml",
                "
                milestones:
                  kick: {duration: 4d}
                  audit: {duration: 3d, calendar: slots, depends_on: kick, due: 2026-01-22}
                ",
            ),
        ],
        "
        p/kick   2026-01-05 2026-01-08  tf 7  ff 7  cf 7
        p/audit  2026-01-20 2026-01-22  tf 0  ff 0  cf 0
        ",
    );
}

// report stands on Fri 9 and waits for the start of audit: that may be Wed 7, with 7 8 9, and not
// Thu 8: 6->7 = 1. The finish is report's, Fri 9>, by which 7 8 9 end as well: tf 1.
#[test]
fn a_start_is_held_to_days_with_which_a_run_begins() {
    check(
        "2026-01-05",
        &[
            SLOTS,
            (
                "programs/p.yaml",
                "
                milestones:
                  audit: {duration: 3d, calendar: slots}
                  report: {duration: 1d, not_before: 2026-01-09, depends_on: audit SS}
                ",
            ),
        ],
        "
        p/audit   2026-01-06 2026-01-08  tf 1  ff 1  cf -
        p/report  2026-01-09 2026-01-09  tf 0  ff 0  cf -
        ",
    );
}

// x: 5..9 12..16 19 20 21. audit may not end before Wed 21>: of three days the first run that ends
// there or later is 20 21 22, of two it is 20 21. x may slip by Thu 22 with the first, by nothing
// with the second.
#[test]
fn a_held_finish_takes_the_first_run_that_ends_late_enough() {
    for (duration, finish, float) in [("3d", "2026-01-22", 1), ("2d", "2026-01-21", 0)] {
        let plan = format!(
            "
            finish: audit
            milestones:
              x: {{duration: 13d}}
              audit: {{duration: {duration}, calendar: slots, depends_on: x FF}}
            "
        );
        let rows = format!(
            "
            p/x      2026-01-05 2026-01-21  tf {float}  ff {float}  cf -
            p/audit  2026-01-20 {finish}  tf 0  ff 0  cf -
            "
        );
        check("2026-01-05", &[SLOTS, ("programs/p.yaml", &plan)], &rows);
    }
}

// As of Thu 8, 6 and 7 of five days are over: three are left. 8 9 are too few: 20 21 22. Of four
// days two are left: 8 9.
#[test]
fn what_is_left_of_started_work_needs_a_run() {
    check(
        "2026-01-08",
        &[
            SLOTS,
            (
                "programs/p.yaml",
                "
                milestones:
                  long: {duration: 5d, calendar: slots, started: 2026-01-06}
                  short: {duration: 4d, calendar: slots, started: 2026-01-06}
                ",
            ),
        ],
        "
        p/long   2026-01-06 2026-01-22  tf 0  ff 0  cf -  remaining_start=2026-01-20
        p/short  2026-01-06 2026-01-09  tf 3  ff 3  cf -  remaining_start=2026-01-08
        ",
    );
}

// What is left of Thu 8, three days, finds no run before 20 21 22. Fri 9 is a day of the calendar,
// but none of that run: it is not assumed to be worked, so the forecast does not get earlier with it.
#[test]
fn days_before_the_run_are_not_assumed_to_be_worked() {
    for as_of in ["2026-01-08", "2026-01-09", "2026-01-12", "2026-01-20", "2026-01-21", "2026-01-22"] {
        check(
            as_of,
            &[
                SLOTS,
                (
                    "programs/p.yaml",
                    "
                    milestones:
                      audit: {duration: 5d, calendar: slots, started: 2026-01-06, remaining: 3d, updated: 2026-01-08}
                    ",
                ),
            ],
            "
            p/audit  2026-01-06 2026-01-22  tf 0  ff 0  cf -
            ",
        );
    }
}

// Three days, of which one, 8, is leave for ana and frozen for what is tagged: the first run is
// 20 21 22. bo works on 6 7 8.
#[test]
fn leave_and_freezes_break_a_run() {
    let shared = format!(
        "{}\nowners: {{ana: {{away: [2026-01-08]}}, bo: {{name: Bo}}}}\nfreezes: [{{dates: [2026-01-08], tags: [release]}}]\n",
        SLOTS.1
    );
    check(
        "2026-01-05",
        &[
            ("programs/tpm.yaml", &shared),
            (
                "programs/p.yaml",
                "
                milestones:
                  leave: {duration: 3d, calendar: slots, owner: ana}
                  frozen: {duration: 3d, calendar: slots, owner: bo, tags: [release]}
                  free: {duration: 3d, calendar: slots, owner: bo}
                ",
            ),
        ],
        "
        p/leave   2026-01-20 2026-01-22  tf 0  ff 0  cf -
        p/frozen  2026-01-20 2026-01-22  tf 0  ff 0  cf -
        p/free    2026-01-06 2026-01-08  tf 4  ff 4  cf -
        ",
    );
}

// heir inherits that it is unbroken, and works on Fri 23 too: four days are 20..23. loose says
// otherwise: 6 7 8 20. weekly is Monday to Friday: after Wed 7, 8 9 are too few for three days. The
// finish is heir's, Fri 23>, by which weekly ends with 21 22 23: 14->23: 15 16, 19..23 = 7; build by
// >Wed 21: 8 9, 12..16, 19 20 = 9, and 8 9 = 2 before weekly moves. loose: 21 22 23 = 3.
#[test]
fn the_nearest_calendar_says_whether_it_is_unbroken() {
    let shared = "calendars:
  slots: {week: [], workdays: [2026-01-06..2026-01-08, 2026-01-20..2026-01-22], unbroken: true}
  heir: {extends: slots, workdays: [2026-01-23]}
  loose: {extends: heir, unbroken: false}
  weekly: {unbroken: true}
";
    check(
        "2026-01-05",
        &[
            ("programs/tpm.yaml", shared),
            (
                "programs/p.yaml",
                "
                milestones:
                  heir: {duration: 4d, calendar: heir}
                  loose: {duration: 4d, calendar: loose}
                  build: {duration: 3d}
                  weekly: {duration: 3d, calendar: weekly, depends_on: build}
                ",
            ),
        ],
        "
        p/heir    2026-01-20 2026-01-23  tf 0  ff 0  cf -
        p/loose   2026-01-06 2026-01-20  tf 3  ff 3  cf -
        p/build   2026-01-05 2026-01-07  tf 9  ff 2  cf -
        p/weekly  2026-01-12 2026-01-14  tf 7  ff 7  cf -
        ",
    );
}

// A day for which audit cannot begin is no day to finish by: the eta of Fri 9 lies before the start
// of the first run, 20 21 22, so it is void. That of Wed 21 counts; 20 is the last day with which a
// run begins, so valid has no float, although it ends a day before the finish.
#[test]
fn an_eta_before_the_first_run_is_void() {
    check(
        "2026-01-05",
        &[
            SLOTS,
            (
                "programs/p.yaml",
                "
                milestones:
                  void: {duration: 3d, calendar: slots, not_before: 2026-01-08, eta: 2026-01-09}
                  valid: {duration: 3d, calendar: slots, not_before: 2026-01-08, eta: 2026-01-21}
                ",
            ),
        ],
        "
        p/void   2026-01-20 2026-01-22  tf 0  ff 0  cf -
        p/valid  2026-01-20 2026-01-21  tf 0  ff 0  cf -
        ",
    );
}

// Elapsed time begins on a working day and runs through all others; one day needs no run.
#[test]
fn elapsed_time_and_single_days_need_no_run() {
    check(
        "2026-01-08",
        &[
            SLOTS,
            (
                "programs/p.yaml",
                "
                milestones:
                  elapsed: {duration: 3ed, calendar: slots}
                  single: {duration: 1d, calendar: slots}
                  event: {duration: 0d, calendar: slots, depends_on: single}
                ",
            ),
        ],
        "
        p/elapsed  2026-01-08 2026-01-10  tf 0  ff 0  cf -
        p/single   2026-01-08 2026-01-08  tf 1  ff 0  cf -
        p/event    2026-01-08 2026-01-08  tf 1  ff 1  cf -
        ",
    );
}
