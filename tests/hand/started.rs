//! Started work without an `eta`: what is left, and where it runs.

use super::check;

// As of Thu 8: 5 6 7 are worked, 2 of 5 left: 8 9. Started work has no late start.
#[test]
fn neither_progress_nor_remaining() {
    check(
        "2026-01-08",
        &[(
            "programs/p.yaml",
            "milestones: {a: {duration: 5d, started: 2026-01-05}}",
        )],
        "
        p/a  2026-01-05 2026-01-09  tf 0  ff 0  cf -  state=started kind=work duration_workdays=5 remaining_workdays=2 remaining_start=2026-01-08 started=2026-01-05 late_start=- late_finish=2026-01-09 forecast_is_floor=false driven_by=data-date critical=true
        ",
    );
}

// As of Mon 12. a, 3d: 5 6 7 8 9 have gone by: one day, a floor. b, 5d: just used up: one day, a
// floor. c, 6d: one day left, no floor. All on Mon 12.
#[test]
fn a_used_up_duration_is_an_overrun() {
    check(
        "2026-01-12",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 3d, started: 2026-01-05}
              b: {duration: 5d, started: 2026-01-05}
              c: {duration: 6d, started: 2026-01-05}
            ",
        )],
        "
        p/a  2026-01-05 2026-01-12  tf 0  ff 0  cf -  remaining_workdays=1 forecast_is_floor=true
        p/b  2026-01-05 2026-01-12  tf 0  ff 0  cf -  remaining_workdays=1 forecast_is_floor=true
        p/c  2026-01-05 2026-01-12  tf 0  ff 0  cf -  remaining_workdays=1 forecast_is_floor=false
        ",
    );
}

// Remaining 3d and no day for which it was said: 12 13 14, nothing assumed.
#[test]
fn remaining_without_updated() {
    check(
        "2026-01-12",
        &[(
            "programs/p.yaml",
            "milestones: {a: {duration: 10d, started: 2026-01-05, remaining: 3d}}",
        )],
        "
        p/a  2026-01-05 2026-01-14  tf 0  ff 0  cf -  remaining_workdays=3 assumed_worked_workdays=0 remaining_start=2026-01-12 forecast_is_floor=false
        ",
    );
}

// As of Tue 13, 5d reported for Thu 8: 9 and 12 lie after it and before the as-of day, so 3: 13 14
// 15.
#[test]
fn remaining_with_assumed_work() {
    check(
        "2026-01-13",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 10d, started: 2026-01-05, remaining: 5d, updated: 2026-01-08}
            ",
        )],
        "
        p/a  2026-01-05 2026-01-15  tf 0  ff 0  cf -  remaining_workdays=3 assumed_worked_workdays=2 remaining_start=2026-01-13
        ",
    );
}

// As of Mon 12. a: 10 x 60 / 100 = 6: 12 13 14 15 16 19. b: 7 x 60 / 100 = 4.2, so 4: 12..15,
// 15->19 = 2. c: 5 x 50 / 100 = 2.5, a half, so 3: 12 13 14, 14->19 = 3.
#[test]
fn progress_rounds_what_is_left_to_the_nearest_day() {
    check(
        "2026-01-12",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 10d, started: 2026-01-05, progress: 40%}
              b: {duration: 7d, started: 2026-01-05, progress: 40%}
              c: {duration: 5d, started: 2026-01-05, progress: 50%}
            ",
        )],
        "
        p/a  2026-01-05 2026-01-19  tf 0  ff 0  cf -  remaining_workdays=6
        p/b  2026-01-05 2026-01-15  tf 2  ff 2  cf -  remaining_workdays=4
        p/c  2026-01-05 2026-01-14  tf 3  ff 3  cf -  remaining_workdays=3
        ",
    );
}

// 33 % of 3d and of 15d, and 5 of 15 of 10d, are done: 2.01, 10.05 and 6.67 left.
#[test]
fn a_percentage_and_a_fraction_round_alike() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 3d, started: 2026-01-05, progress: 33%}
              b: {duration: 15d, started: 2026-01-05, progress: 33%}
              c: {duration: 10d, started: 2026-01-05, progress: 5/15}
            ",
        )],
        "
        p/a  2026-01-05 2026-01-06  tf 8  ff 8  cf -  remaining_workdays=2
        p/b  2026-01-05 2026-01-16  tf 0  ff 0  cf -  remaining_workdays=10
        p/c  2026-01-05 2026-01-13  tf 3  ff 3  cf -  remaining_workdays=7
        ",
    );
}

// 4d remained at the end of Thu 12 November: 13 16 17 18. From Thu 19 on all four are assumed
// worked: one day, on the as-of day, and a floor.
#[test]
fn work_reported_for_the_end_of_a_day_begins_on_the_next() {
    let plan = "
            owner: mara
            finish: build
            milestones:
              build: {owner: jonas, duration: 20d, started: 2026-10-19, remaining: 4d, updated: 2026-11-12, due: 2026-11-17}
            ";
    let days = [
        ("2026-11-12", "remaining_start=2026-11-13 remaining_workdays=4 driven_by=updated"),
        ("2026-11-13", "remaining_start=2026-11-13 remaining_workdays=4 driven_by=data-date,updated"),
        ("2026-11-16", "remaining_start=2026-11-16 remaining_workdays=3 assumed_worked_workdays=1"),
        ("2026-11-17", "remaining_start=2026-11-17 remaining_workdays=2 assumed_worked_workdays=2"),
        ("2026-11-18", "remaining_start=2026-11-18 remaining_workdays=1 assumed_worked_workdays=3"),
    ];
    for (as_of, said) in days {
        let row = format!(
            "p/build  2026-10-19 2026-11-18  tf 0  ff 0  cf -1  {said} finish_variance_workdays=1 forecast_is_floor=false"
        );
        check(as_of, &[("programs/p.yaml", plan)], &row);
    }
    let row =
        "p/build  2026-10-19 2026-11-19  tf 0  ff 0  cf -2  remaining_workdays=1 forecast_is_floor=true";
    check("2026-11-19", &[("programs/p.yaml", plan)], row);
}

// 5d from Mon 16 November end on Fri 20, whether the start of Mon 16 is not yet written, written
// alone, or with a word of that day; and the next days change nothing.
#[test]
fn reporting_a_start_on_the_day_it_was_forecast_moves_nothing() {
    let texts = [
        "duration: 5d",
        "duration: 5d, started: 2026-11-16",
        "duration: 5d, started: 2026-11-16, progress: 0%, updated: 2026-11-16",
        "duration: 5d, started: 2026-11-16, remaining: 5d, updated: 2026-11-16",
    ];
    for (at, text) in texts.into_iter().enumerate() {
        let plan = format!("milestones: {{build: {{{text}, due: 2026-11-20}}}}");
        for as_of in ["2026-11-16", "2026-11-17", "2026-11-18"] {
            if at > 0 || as_of == "2026-11-16" {
                let row = "p/build  2026-11-16 2026-11-20  tf 0  ff 0  cf 0";
                check(as_of, &[("programs/p.yaml", &plan)], row);
            }
        }
    }
}

// As of Fri 13 November. mfa: 15% of 15d = 2.25, so 2 left at the end of Fri 6; 9 10 11 12 are
// assumed: one day at least, and a floor. api: 1.5 left at the end of Thu 12, so 2: 13 16.
#[test]
fn what_is_due_today_is_counted_to_the_nearest_day() {
    check(
        "2026-11-13",
        &[(
            "programs/p.yaml",
            "
            milestones:
              mfa: {duration: 3w, started: 2026-10-26, progress: 85%, updated: 2026-11-06, due: 2026-11-13}
              api: {duration: 3w, started: 2026-10-26, progress: 90%, updated: 2026-11-12, due: 2026-11-13}
            ",
        )],
        "
        p/mfa  2026-10-26 2026-11-13  tf 1  ff 1  cf 0  remaining_workdays=1 forecast_is_floor=true
        p/api  2026-10-26 2026-11-16  tf 0  ff 0  cf -1  remaining_workdays=2 forecast_is_floor=false finish_variance_workdays=1
        ",
    );
}

// As of Mon 19, each with 8d left at the end of Tue 6. held: blocked, and nothing is assumed, as
// the block has no end to come: 19..28. late: the design was done on Wed 14, so only 15 and 16 can
// have been worked: 6 left, 19..26. free: 7 8 9 12 13 14 15 16, of which five are assumed: 3 left,
// 19 20 21.
#[test]
fn nothing_is_assumed_while_blocked_or_before_an_input() {
    check(
        "2026-01-19",
        &[(
            "programs/p.yaml",
            "
            milestones:
              design: {duration: 2d, done: 2026-01-14}
              held: {duration: 9d, started: 2026-01-05, remaining: 8d, updated: 2026-01-06, blocked: {since: 2026-01-07, why: x}}
              over: {duration: 9d, started: 2026-01-05, remaining: 8d, updated: 2026-01-06, blocked: {since: 2026-01-07, why: x, until: 2026-01-09}}
              late: {duration: 9d, started: 2026-01-05, remaining: 8d, updated: 2026-01-06, depends_on: design}
              free: {duration: 9d, started: 2026-01-05, remaining: 8d, updated: 2026-01-06}
            ",
        )],
        "
        p/design  2026-01-13 2026-01-14  tf -  ff -  cf -
        p/held  2026-01-05 2026-01-28  tf 0  ff 0  cf -  remaining_workdays=8 assumed_worked_workdays=0
        p/over  2026-01-05 2026-01-28  tf 0  ff 0  cf -  remaining_workdays=8 assumed_worked_workdays=0
        p/late  2026-01-05 2026-01-26  tf 2  ff 2  cf -  remaining_workdays=6 assumed_worked_workdays=2
        p/free  2026-01-05 2026-01-21  tf 5  ff 5  cf -  remaining_workdays=3 assumed_worked_workdays=5
        ",
    );
}

// As of Fri 16: 20 x 90 / 100 = 18 left, reported for Mon 5; since then 6 7 8 9 12 13 14 15 = 8
// days, of which at most 5 are assumed: 13 left: 16, 19..23 (6), 26..30 (11), 2 3 February (13).
#[test]
fn at_most_five_days_are_assumed() {
    check(
        "2026-01-16",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 20d, started: 2026-01-05, progress: 10%, updated: 2026-01-05}
            ",
        )],
        "
        p/a  2026-01-05 2026-02-03  tf 0  ff 0  cf -  remaining_workdays=13 assumed_worked_workdays=5 forecast_is_floor=false
        ",
    );
}

// As of Thu 8. a: 2d reported for Mon 5, since then 6 and 7: nothing would be left, so one day, Thu
// 8, and only one day really assumed: a floor. b: 3d, same days: 1 left, 2 assumed, no floor. c:
// 100 % and not done: one day, a floor.
#[test]
fn nothing_left_is_a_floor() {
    check(
        "2026-01-08",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 5d, started: 2026-01-05, remaining: 2d, updated: 2026-01-05}
              b: {duration: 5d, started: 2026-01-05, remaining: 3d, updated: 2026-01-05}
              c: {duration: 4d, started: 2026-01-05, progress: 100%}
            ",
        )],
        "
        p/a  2026-01-05 2026-01-08  tf 0  ff 0  cf -  remaining_workdays=1 assumed_worked_workdays=1 forecast_is_floor=true
        p/b  2026-01-05 2026-01-08  tf 0  ff 0  cf -  remaining_workdays=1 assumed_worked_workdays=2 forecast_is_floor=false
        p/c  2026-01-05 2026-01-08  tf 0  ff 0  cf -  remaining_workdays=1 forecast_is_floor=true
        ",
    );
}

// As of Wed 7. a: 5 6 worked, 3 left: 7 8 9. b began on Tue 6 without waiting for a; its 3 days
// left wait now: 12 13 14. b's late finish Wed 14> less 3d = >Mon 12, so LF(a) = Fri 9>: tf 0, ff
// 0.
#[test]
fn out_of_sequence_work_waits_for_its_predecessor() {
    check(
        "2026-01-07",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 5d, started: 2026-01-05}
              b: {duration: 4d, started: 2026-01-06, remaining: 3d, depends_on: [a]}
            ",
        )],
        "
        p/a  2026-01-05 2026-01-09  tf 0  ff 0  cf -  critical=true
        p/b  2026-01-06 2026-01-14  tf 0  ff 0  cf -  remaining_start=2026-01-12 driven_by=p/a:FS critical=true
        ",
    );
}

// As of Mon 5. a: 5 6 7 8. b began today with 3d left and waits for SS+2d: 5 6 -> Tue 6> -> >Wed 7:
// 7 8 9, the latest. b's latest start of the rest is >Wed 7: LS(a) = >Mon 5 (from >Tue 6 it would
// be 6 7 -> >Thu 8): start float 0, though a's finish has 8->9 = 1.
#[test]
fn out_of_sequence_work_waits_for_an_ss_bound() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 4d}
              b: {duration: 3d, started: 2026-01-05, remaining: 3d, depends_on: [a SS+2d]}
            ",
        )],
        "
        p/a  2026-01-05 2026-01-08  tf 0  ff 0  cf -  critical=true
        p/b  2026-01-05 2026-01-09  tf 0  ff 0  cf -  remaining_start=2026-01-07 driven_by=p/a:SS critical=true
        ",
    );
}

// As of Wed 7. a began >Mon 5, 2d left: 7 8. b SS+3d: 5 6 7 -> Wed 7> -> >Thu 8: 8 9 12 13 14. The
// start of a is a fact: the link binds nothing backward and ends the chain. LF(a) is the latest of
// the program, Wed 14>: 9 12 13 14 = 4, and as nothing else depends on a, ff 4.
#[test]
fn ss_out_of_started_work_ends_the_chain() {
    check(
        "2026-01-07",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 4d, started: 2026-01-05, remaining: 2d}
              b: {duration: 5d, depends_on: [a SS+3d]}
            ",
        )],
        "
        p/a  2026-01-05 2026-01-08  tf 4  ff 4  cf -  critical=false
        p/b  2026-01-08 2026-01-14  tf 0  ff 0  cf -  driven_by=p/a:SS critical=true
        ",
    );
}

// As of Mon 12. a: Mon 5 through its promise Fri 16 is 10d; 5 are worked, 5 left: 12..16, cf 0.
// b: only 3d left given: 12 13 14, its length unknown; 14->16: 15 16 = 2.
#[test]
fn started_work_without_a_duration() {
    check(
        "2026-01-12",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {started: 2026-01-05, due: 2026-01-16}
              b: {started: 2026-01-05, remaining: 3d}
            ",
        )],
        "
        p/a  2026-01-05 2026-01-16  tf 0  ff 0  cf 0  commitment=p/a kind=work duration_workdays=10 remaining_workdays=5
        p/b  2026-01-05 2026-01-14  tf 2  ff 2  cf -  kind=work duration_workdays=- remaining_workdays=3
        ",
    );
}

// Begun on Thu 8, a day after its promise: the window would be empty, at least 1d: Thu 8. The day
// is not used up, so no floor. Overdue Thu 8 = 1, cf 8 back to 7 = -1.
#[test]
fn work_started_after_its_promise() {
    check(
        "2026-01-08",
        &[(
            "programs/p.yaml",
            "milestones: {a: {started: 2026-01-08, due: 2026-01-07}}",
        )],
        "
        p/a  2026-01-08 2026-01-08  tf 0  ff 0  cf -1  commitment=p/a duration_workdays=1 remaining_workdays=1 overdue_workdays=1 forecast_is_floor=false health=late
        ",
    );
}

// As of Sun 11: 7 8 9 are worked, 2 of 5 left: 12 13.
#[test]
fn started_work_seen_on_a_sunday() {
    check(
        "2026-01-11",
        &[("programs/p.yaml", "milestones: {a: {duration: 5d, started: 2026-01-07}}")],
        "
        p/a  2026-01-07 2026-01-13  tf 0  ff 0  cf -  remaining_workdays=2 remaining_start=2026-01-12
        ",
    );
}

// Begun on Sat 10: the start is the fact. As of Tue 13 only Mon 12 was worked, 2 of 3 left: 13 14.
#[test]
fn work_started_on_a_saturday() {
    check(
        "2026-01-13",
        &[("programs/p.yaml", "milestones: {a: {duration: 3d, started: 2026-01-10}}")],
        "
        p/a  2026-01-10 2026-01-14  tf 0  ff 0  cf -  remaining_workdays=2 remaining_start=2026-01-13
        ",
    );
}

// The program starts on Mon 12, but a began on Mon 5: as of Wed 7 5 and 6 are worked, 3 left: 7 8
// 9.
#[test]
fn an_actual_start_beats_the_program_start() {
    check(
        "2026-01-07",
        &[(
            "programs/p.yaml",
            "
            start: 2026-01-12
            milestones:
              a: {duration: 5d, started: 2026-01-05}
            ",
        )],
        "
        p/a  2026-01-05 2026-01-09  tf 0  ff 0  cf -  remaining_start=2026-01-07 driven_by=data-date
        ",
    );
}

// Blocked until Sun 11, 3d left: 12 13 14. The data date is Thu 8.
#[test]
fn started_work_blocked_until_a_sunday() {
    check(
        "2026-01-08",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a:
                duration: 5d
                started: 2026-01-05
                remaining: 3d
                blocked: {since: 2026-01-07, why: Legal, until: 2026-01-11}
            ",
        )],
        "
        p/a  2026-01-05 2026-01-14  tf 0  ff 0  cf -  remaining_start=2026-01-12 driven_by=blocked-until forecast_is_floor=false
        ",
    );
}

// 20d begun on Mon 5, no update since. On Sun 18, after 13 days, and on Mon 19, after 14, ten days
// are worked and ten left: 19..23, 26..30. After 14 days it is quiet: a floor.
#[test]
fn quiet_work_without_progress_is_a_floor() {
    let plan = [("programs/p.yaml", "milestones: {a: {duration: 20d, started: 2026-01-05}}")];
    check(
        "2026-01-18",
        &plan,
        "
        p/a  2026-01-05 2026-01-30  tf 0  ff 0  cf -  remaining_workdays=10 forecast_is_floor=false
        ",
    );
    check(
        "2026-01-19",
        &plan,
        "
        p/a  2026-01-05 2026-01-30  tf 0  ff 0  cf -  remaining_workdays=10 forecast_is_floor=true quiet_days=14
        ",
    );
}

// Said on Mon 5 with nothing done; begun on Thu 8 only. What can have been worked since the word is
// 8 and 9, not 6 and 7 too: 10 - 2 = 8 left from Mon 12: 12 13 14 15 16 19 20 21.
#[test]
fn nothing_is_assumed_worked_before_the_start() {
    check(
        "2026-01-12",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 10d, started: 2026-01-08, progress: 0%, updated: 2026-01-05}
            ",
        )],
        "
        p/a  2026-01-08 2026-01-21  tf 0  ff 0  cf -  remaining_workdays=8 assumed_worked_workdays=2 remaining_start=2026-01-12
        ",
    );
}

// Both the program and a itself may begin on Mon 5, and a has begun on Fri 2: what holds what is
// left of it, 5 6 7, is the as-of day.
#[test]
fn started_work_ignores_start_constraints() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            start: 2026-01-05
            milestones:
              a: {duration: 5d, not_before: 2026-01-05, started: 2026-01-02, remaining: 3d}
              b: {duration: 1d, not_before: 2026-01-05}
            ",
        )],
        "
        p/a  2026-01-02 2026-01-07  tf 0  ff 0  cf -  remaining_start=2026-01-05 driven_by=data-date
        p/b  2026-01-05 2026-01-05  tf 2  ff 2  cf -  driven_by=data-date,not-before,program-start
        ",
    );
}
