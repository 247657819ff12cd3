//! Commitment float: which promise is missed first, and by how much.

use super::check;

// a: 5 6, b: 7 8 9, c: 12..16, promised for Wed 14: 15 16 = -2. LS(c) = >Thu 8 (14 13 12 9 8):
// LF(b) = Wed 7>: 8 9 = -2. LS(b) = >Mon 5 (7 6 5): LF(a) = Fri 2>: 5 6 = -2. No total float is
// lost.
#[test]
fn negative_float_is_carried_upstream() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 2d}
              b: {duration: 3d, depends_on: [a]}
              c: {duration: 5d, due: 2026-01-14, depends_on: [b]}
            ",
        )],
        "
        p/a  2026-01-05 2026-01-06  tf 0  ff 0  cf -2  commitment=p/c health=at-risk
        p/b  2026-01-07 2026-01-09  tf 0  ff 0  cf -2  commitment=p/c health=at-risk
        p/c  2026-01-12 2026-01-16  tf 0  ff 0  cf -2  commitment=p/c finish_variance_workdays=2 finish_variance_days=2 health=late
        program p health=late commitment_float_workdays=-2
        ",
    );
}

// a: 5 6 7, own promise Wed 14: 8 9 12 13 14 = 5. b: 8 9 12, promised for Mon 12: 0; LS(b) = >Thu
// 8, LF(a) = Wed 7>: 0. The smaller one names b's promise.
#[test]
fn a_promise_downstream_is_hit_before_the_own_one() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 3d, due: 2026-01-14}
              b: {duration: 3d, due: 2026-01-12, depends_on: [a]}
            ",
        )],
        "
        p/a  2026-01-05 2026-01-07  tf 0  ff 0  cf 0  commitment=p/b
        p/b  2026-01-08 2026-01-12  tf 0  ff 0  cf 0  commitment=p/b
        ",
    );
}

// a: 5..9, own promise Fri 9: 0. b: 12..16, promised for Fri 16: LS(b) = >Mon 12, LF(a) = Fri 9>:
// 0. On a tie the own promise is named.
#[test]
fn ties_name_the_own_promise() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 5d, due: 2026-01-09}
              b: {duration: 5d, due: 2026-01-16, depends_on: [a]}
            ",
        )],
        "
        p/a  2026-01-05 2026-01-09  tf 0  ff 0  cf 0  commitment=p/a
        p/b  2026-01-12 2026-01-16  tf 0  ff 0  cf 0  commitment=p/b
        ",
    );
}

// a: 5..9. b: 12..16, promised for Fri 16, and so is d, of the same length: LS >Mon 12. c: 12 13,
// promised for Tue 13: LS >Mon 12. All give LF(a) = Fri 9>: the earliest promise, c's, is named.
// x: 5..9 only before b and d: of equal promises the smaller id. c 13->16: 14 15 16 = 3.
#[test]
fn ties_name_the_earliest_promise_then_the_smallest_id() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 5d}
              x: {duration: 5d}
              d: {duration: 5d, due: 2026-01-16, depends_on: [a, x]}
              b: {duration: 5d, due: 2026-01-16, depends_on: [a, x]}
              c: {duration: 2d, due: 2026-01-13, depends_on: [a]}
            ",
        )],
        "
        p/a  2026-01-05 2026-01-09  tf 0  ff 0  cf 0  commitment=p/c
        p/x  2026-01-05 2026-01-09  tf 0  ff 0  cf 0  commitment=p/b
        p/d  2026-01-12 2026-01-16  tf 0  ff 0  cf 0  commitment=p/d
        p/b  2026-01-12 2026-01-16  tf 0  ff 0  cf 0  commitment=p/b
        p/c  2026-01-12 2026-01-13  tf 3  ff 3  cf 0  commitment=p/c
        ",
    );
}

// The program promised Fri 16 and names no finish: every milestone is held to it.
// a: 5 6 7. b: 8 9 12 13 14: 15 16 = 2. LS(b) = >Mon 12, LF(a) = Fri 9>: 8 9 = 2. c: Mon 5:
// to Fri 16> 6 7 8 9 12 13 14 15 16 = 9, to the latest Wed 14> 6 7 8 9 12 13 14 = 7.
// The program: Wed 14 against Fri 16 = -2wd, -2 days; float 2, not under the threshold of 2wd.
#[test]
fn a_program_due_without_finish_holds_every_milestone() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            due: 2026-01-16
            milestones:
              a: {duration: 3d}
              b: {duration: 5d, depends_on: [a]}
              c: {duration: 1d}
            ",
        )],
        "
        p/a  2026-01-05 2026-01-07  tf 0  ff 0  cf 2  commitment=p
        p/b  2026-01-08 2026-01-14  tf 0  ff 0  cf 2  commitment=p finish_variance_workdays=-
        p/c  2026-01-05 2026-01-05  tf 7  ff 7  cf 9  commitment=p health=on-track
        program p finish=b commitment_float_workdays=2 finish_variance_workdays=-2 health=on-track
        ",
    );
}

// The program promised Fri 9 for b. a: 5 6. b: 7 8: one day, Fri 9. LS(b) = >Thu 8, LF(a) = Wed 7>:
// one day, Wed 7. c: 7 8 9 12 13, the latest, is nobody's promise. One day is under 2wd: at risk.
#[test]
fn a_program_due_with_finish_holds_only_what_leads_there() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            due: 2026-01-09
            finish: b
            milestones:
              a: {duration: 2d}
              b: {duration: 2d, depends_on: [a]}
              c: {duration: 5d, depends_on: [a]}
            ",
        )],
        "
        p/a  2026-01-05 2026-01-06  tf 0  ff 0  cf 1  commitment=p
        p/b  2026-01-07 2026-01-08  tf 0  ff 0  cf 1  commitment=p
        p/c  2026-01-07 2026-01-13  tf 0  ff 0  cf -  commitment=- health=unknown
        program p finish=b forecast_finish=2026-01-08 commitment_float_workdays=1 health=at-risk
        ",
    );
}

// p promised Wed 14: p/a (5 6 7) has 8 9 12 13 14 = 5 of its own. q/b: 8 9, promised for Tue 13: 12
// 13 = 2; LS(q/b) = >Mon 12, LF(p/a) = Fri 9>: 8 9 = 2, the smaller.
#[test]
fn a_promise_in_another_program() {
    check(
        "2026-01-05",
        &[
            (
                "programs/p.yaml",
                "
                due: 2026-01-14
                milestones:
                  a: {duration: 3d}
                ",
            ),
            ("programs/q.yaml", "milestones: {b: {duration: 2d, due: 2026-01-13, depends_on: [p/a]}}"),
        ],
        "
        p/a  2026-01-05 2026-01-07  tf 0  ff 0  cf 2  commitment=q/b critical_for=p,q
        q/b  2026-01-08 2026-01-09  tf 0  ff 0  cf 2  commitment=q/b
        ",
    );
}

// a: 5 6. e on its Fri 9>. b: 12..16, promised for Tue 20: 19 20 = 2; LS(b) = >Wed 14.
// e: its own promise from where a lets it be, Tue 6>: 7 8 9 = 3; b's from its forecast, Fri 9> to
// >Wed 14: 12 13 = 2, the smaller. a: through e's own promise LF = Fri 9>: 7 8 9 = 3; through b
// LF = Tue 13>: 5; the smaller is e's. To the finish Fri 16: LS(b) = >Mon 12, LF(a) = Fri 9>: 3.
#[test]
fn a_promise_event_measures_its_own_and_the_next_promise_apart() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 2d}
              e: {due: 2026-01-09, depends_on: [a]}
              b: {duration: 5d, due: 2026-01-20, depends_on: [e]}
            ",
        )],
        "
        p/a  2026-01-05 2026-01-06  tf 3  ff 3  cf 3  commitment=p/e
        p/e  2026-01-09 2026-01-09  tf 0  ff 0  cf 2  commitment=p/b
        p/b  2026-01-12 2026-01-16  tf 0  ff 0  cf 2  commitment=p/b
        ",
    );
}

// As above without a, or with a done: nothing unfinished before e, its own promise is left out.
// a: done Fri 2, two days back: 1 2 January.
#[test]
fn a_promise_event_without_unfinished_predecessors() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 2d, done: 2026-01-02}
              e: {due: 2026-01-09, depends_on: [a]}
              b: {duration: 5d, due: 2026-01-20, depends_on: [e]}
              lone: {due: 2026-01-14}
            ",
        )],
        "
        p/a     2026-01-01 2026-01-02  tf - ff - cf -
        p/e     2026-01-09 2026-01-09  tf 0  ff 0  cf 2  commitment=p/b
        p/b     2026-01-12 2026-01-16  tf 0  ff 0  cf 2  commitment=p/b
        p/lone  2026-01-14 2026-01-14  tf 2  ff 2  cf -  commitment=- health=on-track
        ",
    );
}

// k at >Mon 5, b: 5 6 7, promised for Fri 9: 8 9 = 2. LS(b) = >Wed 7: k may move to there: 5 6 = 2.
#[test]
fn an_event_at_the_start_of_a_day_before_a_promise() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            milestones:
              k: {duration: 0d}
              b: {duration: 3d, due: 2026-01-09, depends_on: [k]}
            ",
        )],
        "
        p/k  2026-01-05 2026-01-05  tf 0  ff 0  cf 2  commitment=p/b
        p/b  2026-01-05 2026-01-07  tf 0  ff 0  cf 2  commitment=p/b
        ",
    );
}

// A 0d promise at the start of its day counts the days it can move and still be printed on or
// before the promise. For Fri 9: on Mon 5, 6 7 8 9 = 4 days (date only the data date: unknown); on
// Fri 9, 0 (at risk); on Mon 12, -1 (missed). The variance is between printed days: -4, 0, 1wd and
// 3 days.
#[test]
fn an_event_at_the_start_of_a_day_and_its_own_promise() {
    let plan = [("programs/p.yaml", "milestones: {k: {duration: 0d, due: 2026-01-09}}")];
    check(
        "2026-01-05",
        &plan,
        "
        p/k  2026-01-05 2026-01-05  tf 0  ff 0  cf 4  commitment=p/k finish_variance_workdays=-4 finish_variance_days=-4 health=unknown
        ",
    );
    check(
        "2026-01-09",
        &plan,
        "
        p/k  2026-01-09 2026-01-09  tf 0  ff 0  cf 0  commitment=p/k finish_variance_workdays=0 overdue_workdays=0 health=at-risk
        ",
    );
    check(
        "2026-01-12",
        &plan,
        "
        p/k  2026-01-12 2026-01-12  tf 0  ff 0  cf -1  commitment=p/k finish_variance_workdays=1 finish_variance_days=3 overdue_workdays=1 forecast_is_floor=true health=late
        ",
    );
}

// Promised for Sun 11. On Mon 12 it would have to lie on Fri 9: -1; overdue Mon 12 = 1; 1wd, 1 day.
// On Sat 10 it is at >Mon 12 as well: -1, not overdue, late. A program's Fri 9 does the same: from
// >Mon 5 6 7 8 9 = 4.
#[test]
fn an_event_at_the_start_of_a_day_and_a_promise_on_a_sunday() {
    let plan = [("programs/p.yaml", "milestones: {k: {duration: 0d, due: 2026-01-11}}")];
    check(
        "2026-01-12",
        &plan,
        "
        p/k  2026-01-12 2026-01-12  tf 0  ff 0  cf -1  overdue_workdays=1 finish_variance_workdays=1 finish_variance_days=1 health=late
        ",
    );
    check(
        "2026-01-10",
        &plan,
        "
        p/k  2026-01-12 2026-01-12  tf 0  ff 0  cf -1  overdue_workdays=0 finish_variance_workdays=1 finish_variance_days=1 forecast_is_floor=false health=late
        ",
    );
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            due: 2026-01-09
            milestones:
              k: {duration: 0d}
            ",
        )],
        "
        p/k  2026-01-05 2026-01-05  tf 0  ff 0  cf 4  commitment=p
        ",
    );
}

// a: 5 6 7, promised for Sun 11: 8 9 = 2; -2wd, -4 days. b: 5..9, promised for Sat 10: kept with
// nothing left: 0; 0wd, -1 day. c: 5..9 12, promised for Sun 11: 12 = -1; 1wd, 1 day.
// The latest is Mon 12: a 7->12: 8 9 12 = 3, b 1.
#[test]
fn work_promised_for_a_weekend() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 3d, due: 2026-01-11}
              b: {duration: 5d, due: 2026-01-10}
              c: {duration: 6d, due: 2026-01-11}
            ",
        )],
        "
        p/a  2026-01-05 2026-01-07  tf 3  ff 3  cf 2  commitment=p/a finish_variance_workdays=-2 finish_variance_days=-4 health=on-track
        p/b  2026-01-05 2026-01-09  tf 1  ff 1  cf 0  commitment=p/b finish_variance_workdays=0 finish_variance_days=-1 health=at-risk
        p/c  2026-01-05 2026-01-12  tf 0  ff 0  cf -1  commitment=p/c finish_variance_workdays=1 finish_variance_days=1 health=late
        ",
    );
}

// Promised for Fri 16 with eta Sat 17: no working day lies between, so 0wd and float 0, but one
// civil day: late.
#[test]
fn late_by_no_working_day() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "milestones: {w: {duration: 3d, eta: 2026-01-17, due: 2026-01-16}}",
        )],
        "
        p/w  2026-01-05 2026-01-17  tf 0  ff 0  cf 0  commitment=p/w finish_variance_workdays=0 finish_variance_days=1 health=late
        ",
    );
}

// e stays on its date, Wed 14>. a: 5 6; five working days before its end begins Wed 31 December:
// the data date, >Mon 5, is later, and lets e be on Mon 5: 6 7 8 9 12 13 14 = 7. a may end by Tue
// 20>, as the fifth working day before that begins on >Wed 14: 7 8 9, 12..16, 19 20 = 10; to the
// finish, Wed 14>, for its own part: 7 8 9 12 13 14 = 6.
#[test]
fn an_event_cannot_move_before_the_data_date() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 2d}
              e: {due: 2026-01-14, depends_on: [a -5d]}
            ",
        )],
        "
        p/a  2026-01-05 2026-01-06  tf 6  ff 10  cf 10  commitment=p/e
        p/e  2026-01-14 2026-01-14  tf 0  ff 0  cf 7  commitment=p/e
        ",
    );
}

// a: 5 6 7. e could follow on Wed 7, but ana is away then and on Thu 8: >Fri 9. From there it can
// move on 12 13 14 = 3. a by Wed 14>: 8 9 12 13 14 = 5.
#[test]
fn an_event_cannot_move_to_a_day_of_leave() {
    check(
        "2026-01-05",
        &[
            ("programs/tpm.yaml", "owners: {ana: {away: [2026-01-07..2026-01-08]}}"),
            (
                "programs/p.yaml",
                "
                milestones:
                  a: {duration: 3d}
                  e: {owner: ana, due: 2026-01-14, depends_on: [a]}
                ",
            ),
        ],
        "
        p/a  2026-01-05 2026-01-07  tf 5  ff 5  cf 5  commitment=p/e
        p/e  2026-01-14 2026-01-14  tf 0  ff 0  cf 3  commitment=p/e
        ",
    );
}

// The program promised Wed 14, but its finish names nothing: where that promise is measured is not
// known. Only b's own counts. a: 5 6. b: 7, promised for Fri 9: 8 9 = 2; a by Thu 8>: 7 8 = 2. c:
// Mon 5, nothing promised depends on it.
#[test]
fn a_promise_at_an_unknown_finish_bounds_nothing() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            due: 2026-01-14
            finish: nothing
            milestones:
              a: {duration: 2d}
              b: {duration: 1d, due: 2026-01-09, depends_on: [a]}
              c: {duration: 1d}
            ",
        )],
        "
        p/a  2026-01-05 2026-01-06  tf 0  ff 0  cf 2  commitment=p/b
        p/b  2026-01-07 2026-01-07  tf 0  ff 0  cf 2  commitment=p/b
        p/c  2026-01-05 2026-01-05  tf 2  ff 2  cf -
        program p forecast_finish=- undated_because=*
        ",
    );
}
