//! Work whose owner gives the finish, and `eta`s that do not count.

use super::check;

// By the remaining work, 3d, it would end Wed 14; it has eta Fri 16.
#[test]
fn started_work_ends_on_its_eta() {
    check(
        "2026-01-12",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 10d, started: 2026-01-05, remaining: 3d, eta: 2026-01-16}
            ",
        )],
        "
        p/a  2026-01-05 2026-01-16  tf 0  ff 0  cf -  driven_by=eta remaining_workdays=3 remaining_start=2026-01-12 critical=true forecast_is_floor=false
        ",
    );
}

// Eta Sat 17: exactly that. b: Mon 19, LS >Mon 19, LF(a) = Fri 16>; no working day lies between
// Sat 17> and Fri 16>: tf 0. One more day of a moves b: ff 0.
#[test]
fn started_work_with_an_eta_on_a_saturday() {
    check(
        "2026-01-12",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 10d, started: 2026-01-05, remaining: 3d, eta: 2026-01-17}
              b: {duration: 1d, depends_on: [a]}
            ",
        )],
        "
        p/a  2026-01-05 2026-01-17  tf 0  ff 0  cf -  driven_by=eta
        p/b  2026-01-19 2026-01-19  tf 0  ff 0  cf -  driven_by=p/a:FS
        ",
    );
}

// As of Sat 10, with eta Sun 11, but the remaining work can begin only on Mon 12, and one working
// day is the least: Mon 12>.
#[test]
fn an_eta_leaves_at_least_one_working_day() {
    check(
        "2026-01-10",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 5d, started: 2026-01-05, remaining: 2d, eta: 2026-01-11}
            ",
        )],
        "
        p/a  2026-01-05 2026-01-12  tf 0  ff 0  cf -  remaining_start=2026-01-12
        ",
    );
}

// As of Mon 12, with eta Fri 9: void. By the remaining work: 12 13 14, a floor.
#[test]
fn a_passed_eta_is_void() {
    check(
        "2026-01-12",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 10d, started: 2026-01-05, remaining: 3d, eta: 2026-01-09}
            ",
        )],
        "
        p/a  2026-01-05 2026-01-14  tf 0  ff 0  cf -  driven_by=data-date forecast_is_floor=true
        ",
    );
}

// Its eta is the as-of day: valid. Mon 12>, though 3d are left (2 days more, not more than 5).
#[test]
fn an_eta_of_today_is_valid() {
    check(
        "2026-01-12",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 10d, started: 2026-01-05, remaining: 3d, eta: 2026-01-12}
            ",
        )],
        "
        p/a  2026-01-05 2026-01-12  tf 0  ff 0  cf -  driven_by=eta forecast_is_floor=false
        ",
    );
}

// Not begun: starts >Mon 5, ends Fri 16 by its eta; b: 19 20. LS(b) = >Mon 19, LF(a) = Fri 16>.
// LS(a) is the later of Fri 16, the last working day not after the eta, and 3d back from its LF
// (16 15 14): >Fri 16. Start float 9, finish float 0: tf 0.
#[test]
fn work_to_come_ends_on_its_eta() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 3d, eta: 2026-01-16}
              b: {duration: 2d, depends_on: [a]}
            ",
        )],
        "
        p/a  2026-01-05 2026-01-16  tf 0  ff 0  cf -  driven_by=eta late_start=2026-01-16 late_finish=2026-01-16 critical=true
        p/b  2026-01-19 2026-01-20  tf 0  ff 0  cf -  driven_by=p/a:FS
        ",
    );
}

// a: 5 6. w starts >Wed 7 and ends Fri 16 by its eta. w may start as late as >Fri 16 without ending
// later, so LF(a) = Thu 15>: 7 8 9 12 13 14 15 = 7. But one day more of a moves w's start: ff 0.
// The eta alone decides w's finish: a does not drive.
#[test]
fn work_before_an_eta_has_total_but_no_free_float() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 2d}
              w: {duration: 3d, eta: 2026-01-16, depends_on: [a]}
            ",
        )],
        "
        p/a  2026-01-05 2026-01-06  tf 7  ff 0  cf -  critical=false late_start=2026-01-14 late_finish=2026-01-15
        p/w  2026-01-07 2026-01-16  tf 0  ff 0  cf -  critical=true driven_by=eta
        ",
    );
}

// As above with the eta promised: w due Fri 16, cf 0. LS(w) by the promise is >Fri 16 as well:
// LF(a) = Thu 15>: cf 7, promise p/w.
#[test]
fn a_promise_behind_an_eta() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 2d}
              w: {duration: 3d, eta: 2026-01-16, due: 2026-01-16, depends_on: [a]}
            ",
        )],
        "
        p/a  2026-01-05 2026-01-06  tf 7  ff 0  cf 7  commitment=p/w
        p/w  2026-01-07 2026-01-16  tf 0  ff 0  cf 0  commitment=p/w
        ",
    );
}

// a: 5..9. w cannot start before >Mon 12, so an eta of Thu 8 is void: 12 13 14, a floor.
#[test]
fn an_eta_before_the_early_start_is_void() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 5d}
              w: {duration: 3d, eta: 2026-01-08, depends_on: [a]}
            ",
        )],
        "
        p/a  2026-01-05 2026-01-09  tf 0  ff 0  cf -  critical=true forecast_is_floor=false
        p/w  2026-01-12 2026-01-14  tf 0  ff 0  cf -  driven_by=p/a:FS forecast_is_floor=true
        ",
    );
}

// w's early start is >Mon 12, its eta Mon 12, not before it: valid, Mon 12>. LF(w) = Mon 12>, LS
// the later of Mon 12 and 3d back: >Mon 12, so LF(a) = Fri 9>.
#[test]
fn an_eta_on_the_early_start() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 5d}
              w: {duration: 3d, eta: 2026-01-12, depends_on: [a]}
            ",
        )],
        "
        p/a  2026-01-05 2026-01-09  tf 0  ff 0  cf -  critical=true
        p/w  2026-01-12 2026-01-12  tf 0  ff 0  cf -  driven_by=eta forecast_is_floor=false
        ",
    );
}

// Promised for Wed 14, with eta Fri 16. Finish float 16->14: 15 16 = -2. The eta is after the late
// finish, so LS = 5d back from Wed 14> (14 13 12 9 8) = >Thu 8, start float 5->8: 5 6 7 = 3.
// The smaller: -2. By the remaining work, 5..9, it agrees.
#[test]
fn an_eta_after_the_promise() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "milestones: {w: {duration: 5d, eta: 2026-01-16, due: 2026-01-14}}",
        )],
        "
        p/w  2026-01-05 2026-01-16  tf 0  ff 0  cf -2  commitment=p/w finish_variance_workdays=2 finish_variance_days=2 forecast_is_floor=false health=late
        ",
    );
}

// 10d left from Mon 12 run to Fri 23, five working days past the eta Fri 16 (19 20 21 22 23):
// agreed. 11d run to Mon 26, six days: at best at risk. cf 16->30: 19..23, 26..30 = 10, far above
// the threshold of 2wd (10 % of the 15 days 12..30 January is 1.5, at least 2).
#[test]
fn an_eta_that_disagrees_with_what_is_left() {
    check(
        "2026-01-12",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 20d, started: 2026-01-05, remaining: 10d, eta: 2026-01-16, due: 2026-01-30}
              b: {duration: 20d, started: 2026-01-05, remaining: 11d, eta: 2026-01-16, due: 2026-01-30}
            ",
        )],
        "
        p/a  2026-01-05 2026-01-16  tf 0  ff 0  cf 10  commitment=p/a health=on-track
        p/b  2026-01-05 2026-01-16  tf 0  ff 0  cf 10  commitment=p/b health=at-risk
        ",
    );
}

// Begun Mon 5, neither length nor promise, with eta Wed 14: 5 6 7 8 9 12 13 14 = 8d. As of Mon 12
// five are worked, 3 left, and it ends on its eta.
#[test]
fn started_work_with_nothing_but_an_eta() {
    check(
        "2026-01-12",
        &[(
            "programs/p.yaml",
            "milestones: {a: {started: 2026-01-05, eta: 2026-01-14}}",
        )],
        "
        p/a  2026-01-05 2026-01-14  tf 0  ff 0  cf -  kind=work duration_workdays=8 remaining_workdays=3 driven_by=eta
        ",
    );
}

// Blocked with no end date would be a floor; a valid eta, Tue 20, lifts it. b, whose eta has
// passed, stays one: 12 13 14 15; 15->20: 16 19 20 = 3.
#[test]
fn a_valid_eta_lifts_the_floor_of_a_block() {
    check(
        "2026-01-12",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a:
                duration: 5d
                started: 2026-01-05
                remaining: 4d
                eta: 2026-01-20
                blocked: {since: 2026-01-09, why: Legal}
              b:
                duration: 5d
                started: 2026-01-05
                remaining: 4d
                eta: 2026-01-09
                blocked: {since: 2026-01-09, why: Legal}
            ",
        )],
        "
        p/a  2026-01-05 2026-01-20  tf 0  ff 0  cf -  forecast_is_floor=false
        p/b  2026-01-05 2026-01-15  tf 3  ff 3  cf -  forecast_is_floor=true
        ",
    );
}

// Both have eta Wed 14 and are blocked until Thu 15, so no work before >Fri 16. a has begun: its
// eta is not void, but one working day is the least: Fri 16>. b has not: Fri 16 is its early start,
// the eta before it void: 16 19, a floor. a 16->19 = 1.
#[test]
fn a_block_beyond_the_eta() {
    check(
        "2026-01-12",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a:
                duration: 5d
                started: 2026-01-05
                remaining: 2d
                eta: 2026-01-14
                blocked: {since: 2026-01-09, why: Legal, until: 2026-01-15}
              b:
                duration: 2d
                eta: 2026-01-14
                blocked: {since: 2026-01-09, why: Legal, until: 2026-01-15}
            ",
        )],
        "
        p/a  2026-01-05 2026-01-16  tf 1  ff 1  cf -  remaining_start=2026-01-16
        p/b  2026-01-16 2026-01-19  tf 0  ff 0  cf -  driven_by=blocked-until forecast_is_floor=true
        ",
    );
}

// b has started, has eta Fri 16 and waits for a once more: from >Tue 6. Latest z: Fri 30>, and b's
// late finish. Any working day up to that leaves it in time: the remaining work may begin on >Fri
// 30, so a by Thu 29>: 6..9, 12..16, 19..23, 26..29 = 18. Its dates stay as long as a day is left
// before Fri 16>: a by Thu 15>: 6..9, 12..15 = 8.
#[test]
fn started_work_with_an_eta_can_go_on_late() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 1d}
              b: {duration: 5d, started: 2026-01-02, remaining: 3d, eta: 2026-01-16, depends_on: [a]}
              z: {duration: 20d}
            ",
        )],
        "
        p/a  2026-01-05 2026-01-05  tf 18  ff 8  cf -
        p/b  2026-01-02 2026-01-16  tf 10  ff 10  cf -  remaining_start=2026-01-06 late_finish=2026-01-30
        p/z  2026-01-05 2026-01-30  tf 0  ff 0  cf -
        ",
    );
}

// b has eta Fri 16 and is promised for Wed 14: the eta is too late, 15 16 = -2. In time it is
// only if it takes its five days and they end by then: 8 9 12 13 14, from >Thu 8. a by Wed 7>: 6 7
// = 2.
#[test]
fn an_eta_after_the_promise_bounds_predecessors_by_the_duration() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 1d}
              b: {duration: 5d, eta: 2026-01-16, due: 2026-01-14, depends_on: [a]}
            ",
        )],
        "
        p/a  2026-01-05 2026-01-05  tf 8  ff 0  cf 2  commitment=p/b
        p/b  2026-01-06 2026-01-16  tf 0  ff 0  cf -2  commitment=p/b
        ",
    );
}

// a began on Mon 5, has five days left by its duration, and has eta Tue 6. It has begun, so it can
// only end later: b, Wed 14, stays while a ends by Tue 13>: 7 8 9 12 13 = 5.
#[test]
fn started_work_slips_only_by_its_finish() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 5d, started: 2026-01-05, eta: 2026-01-06}
              b: {duration: 1d, not_before: 2026-01-14, depends_on: [a]}
            ",
        )],
        "
        p/a  2026-01-05 2026-01-06  tf 5  ff 5  cf -  driven_by=eta
        p/b  2026-01-14 2026-01-14  tf 0  ff 0  cf -  driven_by=not-before
        ",
    );
}

// c and d, Wed 14, stay while a and b end by Tue 13>. a takes three civil days from Wed 7 and has
// eta Fri 9. Its eta holds its finish, so it may begin until then: 8 9 = 2; and its eta may be as
// late as Tue 13: 12 13 = 2. b takes three days and has eta Wed 7. With a later eta it may end on
// Tue 13, 8 9 12 13 = 4; but a start after Fri 9, 8 9 = 2, also makes it end later.
#[test]
fn work_with_an_eta_slips_by_the_smaller_of_start_and_finish() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 3ed, not_before: 2026-01-07, eta: 2026-01-09}
              b: {duration: 3d, not_before: 2026-01-07, eta: 2026-01-07}
              c: {duration: 1d, not_before: 2026-01-14, depends_on: [a]}
              d: {duration: 1d, not_before: 2026-01-14, depends_on: [b]}
            ",
        )],
        "
        p/a  2026-01-07 2026-01-09  tf 2  ff 2  cf -  driven_by=eta
        p/b  2026-01-07 2026-01-07  tf 2  ff 2  cf -  driven_by=eta
        p/c  2026-01-14 2026-01-14  tf 0  ff 0  cf -
        p/d  2026-01-14 2026-01-14  tf 0  ff 0  cf -
        ",
    );
}
