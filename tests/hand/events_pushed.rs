//! Events pushed from their date by predecessors, a passed `eta`, a block, or another calendar.

use super::check;

// a: 5 6 7 8 9. Promised for Wed 7, pushed to Fri 9>. Variance 8 9 = 2wd, 2 days. Not on its date,
// so its promise counts from the forecast: Fri 9> back to Wed 7> = -2, and for a the same.
#[test]
fn a_promise_pushed_by_its_predecessor() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 5d}
              e: {due: 2026-01-07, depends_on: [a]}
            ",
        )],
        "
        p/a  2026-01-05 2026-01-09  tf 0  ff 0  cf -2  commitment=p/e critical=true
        p/e  2026-01-09 2026-01-09  tf 0  ff 0  cf -2  commitment=p/e driven_by=p/a:FS finish_variance_workdays=2 finish_variance_days=2 forecast_is_floor=false health=late
        ",
    );
}

// a: 5 6. e stays on Fri 9>. From where a lets it be, Tue 6>, to its promise: 7 8 9 = 3. a has the
// same three days before e moves, to the finish, and to the promise.
#[test]
fn a_promise_with_room_before_it() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 2d}
              e: {due: 2026-01-09, depends_on: [a]}
            ",
        )],
        "
        p/a  2026-01-05 2026-01-06  tf 3  ff 3  cf 3  commitment=p/e critical=false late_finish=2026-01-09
        p/e  2026-01-09 2026-01-09  tf 0  ff 0  cf 3  commitment=p/e driven_by=due health=on-track
        ",
    );
}

// a: 5 6 7 8 9 and e promised for Fri 9: both give Fri 9>. No day left anywhere: below 2wd at risk.
#[test]
fn a_predecessor_that_ends_on_the_promise() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 5d}
              e: {due: 2026-01-09, depends_on: [a]}
            ",
        )],
        "
        p/a  2026-01-05 2026-01-09  tf 0  ff 0  cf 0  commitment=p/e critical=true health=at-risk
        p/e  2026-01-09 2026-01-09  tf 0  ff 0  cf 0  commitment=p/e driven_by=due,p/a:FS health=at-risk
        ",
    );
}

// 0d: as soon as a allows, Fri 9>, promised for Fri 16: 12 13 14 15 16 = 5, for a too.
#[test]
fn a_gate_of_0d_comes_before_its_promise() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 5d}
              gate: {duration: 0d, due: 2026-01-16, depends_on: [a]}
            ",
        )],
        "
        p/a     2026-01-05 2026-01-09  tf 0  ff 0  cf 5  commitment=p/gate
        p/gate  2026-01-09 2026-01-09  tf 0  ff 0  cf 5  commitment=p/gate kind=event driven_by=p/a:FS finish_variance_workdays=-5 health=on-track
        ",
    );
}

// Promised for Fri 2, overdue on Mon 5 by 1, and a: 5 6 7 8 9 pushes to Fri 9>: past its promise,
// a floor. Fri 9> back to Fri 2>: 5 6 7 8 9 = -5. LF(a) = Fri 2>: the same -5.
#[test]
fn a_promise_passed_and_pushed() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 5d}
              e: {due: 2026-01-02, depends_on: [a]}
            ",
        )],
        "
        p/a  2026-01-05 2026-01-09  tf 0  ff 0  cf -5  commitment=p/e
        p/e  2026-01-09 2026-01-09  tf 0  ff 0  cf -5  commitment=p/e driven_by=p/a:FS overdue_workdays=1 finish_variance_workdays=5 finish_variance_days=7 forecast_is_floor=true health=late
        ",
    );
}

// Eta Fri 2, as of Mon 5: the end of the as-of day, a floor, so at risk. b: 6 7.
// Its promise: Mon 5> to Fri 16>: 6 7 8 9 12 13 14 15 16 = 9.
#[test]
fn a_passed_eta_of_an_event() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            milestones:
              e: {due: 2026-01-16, eta: 2026-01-02}
              b: {duration: 2d, depends_on: [e]}
            ",
        )],
        "
        p/e  2026-01-05 2026-01-05  tf 0  ff 0  cf 9  commitment=p/e forecast_is_floor=true health=at-risk
        p/b  2026-01-06 2026-01-07  tf 0  ff 0  cf -  forecast_is_floor=false
        ",
    );
}

// Its eta is the as-of day: not passed, Mon 5>, no floor. b: 6.
#[test]
fn an_event_with_an_eta_of_today() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            milestones:
              e: {eta: 2026-01-05}
              b: {duration: 1d, depends_on: [e]}
            ",
        )],
        "
        p/e  2026-01-05 2026-01-05  tf 0  ff 0  cf -  forecast_is_floor=false driven_by=eta
        p/b  2026-01-06 2026-01-06  tf 0  ff 0  cf -
        ",
    );
}

// a: 5 6 7 8 9. x, with eta Wed 7, and y, with the passed eta Fri 2, both wait for Fri 9>.
// Only y is a floor: its eta has passed.
#[test]
fn a_predecessor_after_the_eta_of_an_event() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 5d}
              x: {eta: 2026-01-07, depends_on: [a]}
              y: {eta: 2026-01-02, depends_on: [a]}
            ",
        )],
        "
        p/a  2026-01-05 2026-01-09  tf 0  ff 0  cf -
        p/x  2026-01-09 2026-01-09  tf 0  ff 0  cf -  driven_by=p/a:FS forecast_is_floor=false
        p/y  2026-01-09 2026-01-09  tf 0  ff 0  cf -  driven_by=p/a:FS forecast_is_floor=true
        ",
    );
}

// until: promised for Wed 7, blocked until Fri 9: Fri 9>, 8 9 = 2 late, no floor.
// open: promised for Fri 9, blocked with no end date: on its date, a floor. Its own promise is left
// out without unfinished predecessors. Both at Fri 9>: no total float.
#[test]
fn blocked_promises() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            milestones:
              until: {due: 2026-01-07, blocked: {since: 2026-01-05, why: Legal, until: 2026-01-09}}
              open: {due: 2026-01-09, blocked: {since: 2026-01-05, why: Legal}}
            ",
        )],
        "
        p/until  2026-01-09 2026-01-09  tf 0  ff 0  cf -2  commitment=p/until driven_by=blocked-until forecast_is_floor=false health=late
        p/open   2026-01-09 2026-01-09  tf 0  ff 0  cf -  driven_by=due forecast_is_floor=true health=at-risk
        ",
    );
}

const SEVEN: (&str, &str) = (
    "programs/tpm.yaml",
    "
    owners:
      ops: {calendar: seven}
      bo: {name: Bo}
    calendars:
      seven: {week: [mon, tue, wed, thu, fri, sat, sun]}
    ",
);

// a (seven days a week): 5 6 7 8 9 10, EF Sat 10>. gate (bo): Sat 10> is no end of a working day of
// his: >Mon 12. b: Mon 12. LS(b) = >Mon 12: gate tf 0. a may run to Sun 11>, the gate stays at >Mon
// 12: one of its own days, Sun 11: tf 1, ff 1; so the link does not drive, and a is not critical.
#[test]
fn a_gate_after_weekend_work() {
    check(
        "2026-01-05",
        &[
            SEVEN,
            (
                "programs/p.yaml",
                "
                milestones:
                  a: {owner: ops, duration: 6d}
                  gate: {owner: bo, duration: 0d, depends_on: [a]}
                  b: {owner: bo, duration: 1d, depends_on: [gate]}
                ",
            ),
        ],
        "
        p/a     2026-01-05 2026-01-10  tf 1  ff 1  cf -  critical=false late_finish=2026-01-11
        p/gate  2026-01-12 2026-01-12  tf 0  ff 0  cf -  driven_by=calendar
        p/b     2026-01-12 2026-01-12  tf 0  ff 0  cf -
        ",
    );
}

// e is promised for Fri 9 and may not lie before Mon 12: >Mon 12. The program begins then too, but
// an event on its due date does not wait for that.
#[test]
fn a_program_start_holds_no_event_that_is_pushed_from_its_date() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            start: 2026-01-12
            milestones:
              e: {due: 2026-01-09, not_before: 2026-01-12}
            ",
        )],
        "
        p/e  2026-01-12 2026-01-12  tf 0  ff 0  cf -1  commitment=p/e driven_by=not-before
        ",
    );
}
