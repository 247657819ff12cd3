//! Combinations of rules that are easy to get wrong together.

use super::check;

// As of Wed 7. a: 7 8 9. e, not begun: 7 8 9 12 13. b began on Tue 6 before both: FS+1d of a is Mon
// 12>, SS+2d of e Thu 8>; its 2d left wait for the later: 13 14. c: 15. b's block must stay at >Tue
// 13: e's two days of lag may be 9 12, so its start has 7 8 = 2, and its finish to the latest, Thu
// 15>: 14 15 = 2.
#[test]
fn out_of_sequence_work_waits_for_the_later_of_two() {
    check(
        "2026-01-07",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 5d, started: 2026-01-05, remaining: 3d}
              e: {duration: 5d}
              b: {duration: 4d, started: 2026-01-06, remaining: 2d, depends_on: [a +1d, e SS+2d]}
              c: {duration: 1d, depends_on: [b]}
            ",
        )],
        "
        p/a  2026-01-05 2026-01-09  tf 0  ff 0  cf -  critical=true
        p/e  2026-01-07 2026-01-13  tf 2  ff 2  cf -  critical=false
        p/b  2026-01-06 2026-01-14  tf 0  ff 0  cf -  critical=true driven_by=p/a:FS remaining_start=2026-01-13
        p/c  2026-01-15 2026-01-15  tf 0  ff 0  cf -
        ",
    );
}

// p/a: 5 6 7 -> q/b: 8 9 12 -> p/c: 13 14 -> q/d: 15. p/c is promised for Mon 12: 13 14 = -2, LS
// >Fri 9. q, whose finish is b, promised Fri 9: b has 12 = -1 there, but through c must end by Thu
// 8>: 9 12 = -2, which is named. LS(b) = >Tue 6: p/a by Mon 5>: 6 7 = -2. q/d, promised for Fri 16:
// 16 = 1.
#[test]
fn negative_float_passes_between_programs_that_feed_each_other() {
    check(
        "2026-01-05",
        &[
            (
                "programs/p.yaml",
                "
                milestones:
                  a: {duration: 3d}
                  c: {duration: 2d, due: 2026-01-12, depends_on: [q/b]}
                ",
            ),
            (
                "programs/q.yaml",
                "
                due: 2026-01-09
                finish: b
                milestones:
                  b: {duration: 3d, depends_on: [p/a]}
                  d: {duration: 1d, due: 2026-01-16, depends_on: [p/c]}
                ",
            ),
        ],
        "
        p/a  2026-01-05 2026-01-07  tf 0  ff 0  cf -2  commitment=p/c critical_for=p,q
        p/c  2026-01-13 2026-01-14  tf 0  ff 0  cf -2  commitment=p/c critical_for=p health=late
        q/b  2026-01-08 2026-01-12  tf 0  ff 0  cf -2  commitment=p/c critical_for=p,q
        q/d  2026-01-15 2026-01-15  tf 0  ff 0  cf 1  commitment=q/d critical=false
        program p forecast_finish=2026-01-14 commitment_float_workdays=-2 health=late
        program q finish=b forecast_finish=2026-01-12 health=late
        ",
    );
}

// All four links round three programs. p/a: 5 6. q/b FS: 7 8 9. r/c SS+1d: 7, >Thu 8: 8 9. p/d, 2d
// FF+2d: 12 13, Tue 13>: 12 13. q/e SF+1d from >Mon 12: Mon 12>: 12, promised for Fri 9: 12 = -1.
// Backward: d must start by >Fri 9 (its day of lag is Fri 9): -1, and ends Mon 12>; c: the lag is 9
// 12, by Thu 8>: -1, from >Wed 7; b: the lag is Tue 6, >Tue 6: -1; a by Mon 5>: -1. Each finish
// holds its own: no total float. A day of any moves the next.
#[test]
fn all_four_links_round_three_programs() {
    check(
        "2026-01-05",
        &[
            (
                "programs/p.yaml",
                "
                milestones:
                  a: {duration: 2d}
                  d: {duration: 2d, depends_on: [r/c FF+2d]}
                ",
            ),
            (
                "programs/q.yaml",
                "
                milestones:
                  b: {duration: 3d, depends_on: [p/a]}
                  e: {duration: 1d, due: 2026-01-09, depends_on: [p/d SF+1d]}
                ",
            ),
            ("programs/r.yaml", "milestones: {c: {duration: 2d, depends_on: [q/b SS+1d]}}"),
        ],
        "
        p/a  2026-01-05 2026-01-06  tf 0  ff 0  cf -1  commitment=q/e critical_for=p,q,r
        p/d  2026-01-12 2026-01-13  tf 0  ff 0  cf -1  commitment=q/e critical_for=p,q driven_by=r/c:FF
        q/b  2026-01-07 2026-01-09  tf 0  ff 0  cf -1  commitment=q/e critical_for=p,q,r driven_by=p/a:FS
        q/e  2026-01-12 2026-01-12  tf 0  ff 0  cf -1  commitment=q/e critical_for=q driven_by=p/d:SF
        r/c  2026-01-08 2026-01-09  tf 0  ff 0  cf -1  commitment=q/e critical_for=p,q,r driven_by=q/b:SS
        ",
    );
}

// a: 5..9 12. e, promised for Sun 11, is pushed off it: Mon 12>, one working day and one civil day
// late: 12 = -1. a would have to end by the last working end before Sun 11>, Fri 9>: -1. b: 13.
#[test]
fn a_promise_on_a_sunday_that_is_missed() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 6d}
              e: {due: 2026-01-11, depends_on: [a]}
              b: {duration: 1d, depends_on: [e]}
            ",
        )],
        "
        p/a  2026-01-05 2026-01-12  tf 0  ff 0  cf -1  commitment=p/e
        p/e  2026-01-12 2026-01-12  tf 0  ff 0  cf -1  commitment=p/e driven_by=p/a:FS finish_variance_workdays=1 finish_variance_days=1 health=late
        p/b  2026-01-13 2026-01-13  tf 0  ff 0  cf -
        ",
    );
}

// ana is away from Mon 12 to Fri 16. e (ana) stays on its promise, Wed 14>, leave or not; b (bo):
// 15. a (bo): 5..9. A bound of Mon 12> is no end of a working day of hers and would put e at >Mon
// 19: a must end by Fri 9>: no float, so it is critical, though it does not drive. Her days from
// Fri 9> to Wed 14>: none, so e's own promise has 0 too.
#[test]
fn a_promise_during_leave() {
    check(
        "2026-01-05",
        &[
            ("programs/tpm.yaml", "owners: {ana: {away: [2026-01-12..2026-01-16]}, bo: {name: Bo}}"),
            (
                "programs/p.yaml",
                "
                milestones:
                  a: {owner: bo, duration: 5d}
                  e: {owner: ana, due: 2026-01-14, depends_on: [a]}
                  b: {owner: bo, duration: 1d, depends_on: [e]}
                ",
            ),
        ],
        "
        p/a  2026-01-05 2026-01-09  tf 0  ff 0  cf 0  commitment=p/e critical=true
        p/e  2026-01-14 2026-01-14  tf 0  ff 0  cf 0  commitment=p/e driven_by=due critical=true
        p/b  2026-01-15 2026-01-15  tf 0  ff 0  cf -  driven_by=p/e:FS
        ",
    );
}

// Nothing is released from Mon 12 to Wed 14. a: 5..9, promised for Tue 13, inside: it is early by
// 12 13 = -2wd, -4 days, in the base calendar, and has no day of work left to it: 0, at risk. b,
// 6d: 5..9 15: late by 14 15 = 2wd, 2 days; of its work days 15 = -1. a 9->15: 15 = 1.
#[test]
fn work_promised_for_a_day_inside_a_freeze() {
    check(
        "2026-01-05",
        &[
            ("programs/tpm.yaml", "freezes: [{name: Inventory, dates: [2026-01-12..2026-01-14], tags: [release]}]"),
            (
                "programs/p.yaml",
                "
                milestones:
                  a: {duration: 5d, due: 2026-01-13, tags: [release]}
                  b: {duration: 6d, due: 2026-01-13, tags: [release]}
                ",
            ),
        ],
        "
        p/a  2026-01-05 2026-01-09  tf 1  ff 1  cf 0  commitment=p/a finish_variance_workdays=-2 finish_variance_days=-4 health=at-risk
        p/b  2026-01-05 2026-01-15  tf 0  ff 0  cf -1  commitment=p/b finish_variance_workdays=2 finish_variance_days=2 health=late
        ",
    );
}

// z: 5..9, Fri 9>, and e, promised for Fri 9, Fri 9>, tie for latest. k is printed on Fri 9 too,
// but lies at its start: no finish, a day before it. The smallest id of those that tie is named: e.
// y: 5..8: 9 = 1.
#[test]
fn finishes_tie_by_instant_and_not_by_day() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 0d, not_before: 2026-01-09}
              z: {duration: 5d}
              e: {due: 2026-01-09}
              y: {duration: 4d}
            ",
        )],
        "
        p/a  2026-01-09 2026-01-09  tf 1  ff 1  cf -  critical=false
        p/z  2026-01-05 2026-01-09  tf 0  ff 0  cf -  critical=true
        p/e  2026-01-09 2026-01-09  tf 0  ff 0  cf -  critical=true
        p/y  2026-01-05 2026-01-08  tf 1  ff 1  cf -  critical=false
        program p finish=e forecast_finish=2026-01-09
        ",
    );
}

// The board meets every four weeks: Wed 7 January, Wed 4 February. a: 5 6 7 misses the first by an
// evening: four weeks later, 8 9, 12..16, 19..23, 26..30, 2 3 4 = 20wd, 28 civil days; cf -1: LS by
// the promise is >Wed 7, so a by Tue 6>: 7 = -1. To the finish, 4 Feb>, a may end on Tue 3 Feb: 8
// 9, 12..16, 19..23, 26..30, 2 3 = 19, without moving the board: it does not drive.
#[test]
fn a_slot_missed_by_a_day_costs_four_weeks() {
    check(
        "2026-01-05",
        &[
            ("programs/tpm.yaml", "calendars: {cab: {week: [], workdays: [2026-01-07, 2026-02-04]}}"),
            (
                "programs/p.yaml",
                "
                milestones:
                  a: {duration: 3d}
                  board: {duration: 1d, calendar: cab, due: 2026-01-07, depends_on: [a]}
                ",
            ),
        ],
        "
        p/a      2026-01-05 2026-01-07  tf 19  ff 19  cf -1  commitment=p/board critical=false
        p/board  2026-02-04 2026-02-04  tf 0  ff 0  cf -1  commitment=p/board driven_by=calendar finish_variance_workdays=20 finish_variance_days=28 health=late
        ",
    );
}

// Over the new year, Thu 1 January a holiday. a from >Mon 29 December: 29 30 31, 2, 5: Mon 5>.
//   b  FS-2d: 5 2, >Fri 2
//   c  2d FF+1d: Tue 6>: 5 6
//   d  FS+3ed: Thu 8>, >Fri 9
//   e  SF+3d from >Mon 29: 29 30 31, Wed 31>: 31
//   f  FF-2d: >Fri 2, back over the holiday to Wed 31>: 31
// Latest d: b 5 6 7 8 9 = 5; c 7 8 9 = 3; e and f 2 5 6 7 8 9 = 6. a has none, by d.
#[test]
fn every_link_over_the_new_year() {
    check(
        "2025-12-29",
        &[
            ("programs/tpm.yaml", "calendars: {default: {holidays: [2026-01-01]}}"),
            (
                "programs/p.yaml",
                "
                milestones:
                  a: {duration: 5d}
                  b: {duration: 1d, depends_on: [a -2d]}
                  c: {duration: 2d, depends_on: [a FF+1d]}
                  d: {duration: 1d, depends_on: [a +3ed]}
                  e: {duration: 1d, depends_on: [a SF+3d]}
                  f: {duration: 1d, depends_on: [a FF-2d]}
                ",
            ),
        ],
        "
        p/a  2025-12-29 2026-01-05  tf 0  ff 0  cf -
        p/b  2026-01-02 2026-01-02  tf 5  ff 5  cf -
        p/c  2026-01-05 2026-01-06  tf 3  ff 3  cf -  driven_by=p/a:FF
        p/d  2026-01-09 2026-01-09  tf 0  ff 0  cf -
        p/e  2025-12-31 2025-12-31  tf 6  ff 6  cf -  driven_by=p/a:SF
        p/f  2025-12-31 2025-12-31  tf 6  ff 6  cf -  driven_by=p/a:FF
        ",
    );
}

// 2028 has a 29 February, a Tuesday; 2100 has none, its 28 February is a Sunday. 2028: a: 28 29
// February, 1 March, Wed. b +1ed: Thu 2>, >Fri 3. c: 28 29. d: 1 March. Latest Fri 3: d 2 3 = 2,
// and c, but a day of it moves d. 2100: a: Fri 26 February. b +3ed: 27 28 February, 1 March: Mon
// 1>, >Tue 2. c: Mon 1: 2 = 1.
#[test]
fn leap_days() {
    check(
        "2028-02-28",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 3d}
              b: {duration: 1d, depends_on: [a +1ed]}
              c: {duration: 2d}
              d: {duration: 1d, depends_on: [c]}
            ",
        )],
        "
        p/a  2028-02-28 2028-03-01  tf 0  ff 0  cf -
        p/b  2028-03-03 2028-03-03  tf 0  ff 0  cf -
        p/c  2028-02-28 2028-02-29  tf 2  ff 0  cf -
        p/d  2028-03-01 2028-03-01  tf 2  ff 2  cf -
        ",
    );
    check(
        "2100-02-26",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 1d}
              b: {duration: 1d, depends_on: [a +3ed]}
              c: {duration: 1d, depends_on: [a]}
            ",
        )],
        "
        p/a  2100-02-26 2100-02-26  tf 0  ff 0  cf -
        p/b  2100-03-02 2100-03-02  tf 0  ff 0  cf -
        p/c  2100-03-01 2100-03-01  tf 1  ff 1  cf -
        ",
    );
}

// ana works Monday to Thursday: her 1w is 4d. a (bo): 1w = 5..9. s (ana): +1w is hers, the
// successor's: 12 13 14 15, Thu 15>; her next day is >Mon 19, 1w: 19..22. t (bo), 2w = 10d: FF+1w
// is his: 23 26 27 28 29, Thu 29>: back from there 29 28 27 26 23 22 21 20 19 16. LF(s): the five
// days are 23..29: Thu 22>. LS(s) = >Mon 19: her four days of lag begin with Mon 12: a by Fri 9>.
#[test]
fn a_week_is_as_long_as_that_of_whoever_waits() {
    check(
        "2026-01-05",
        &[
            (
                "programs/tpm.yaml",
                "
                owners: {ana: {calendar: four}, bo: {name: Bo}}
                calendars: {four: {week: [mon, tue, wed, thu]}}
                ",
            ),
            (
                "programs/p.yaml",
                "
                milestones:
                  a: {owner: bo, duration: 1w}
                  s: {owner: ana, duration: 1w, depends_on: [a +1w]}
                  t: {owner: bo, duration: 2w, depends_on: [s FF+1w]}
                ",
            ),
        ],
        "
        p/a  2026-01-05 2026-01-09  tf 0  ff 0  cf -  duration_workdays=5
        p/s  2026-01-19 2026-01-22  tf 0  ff 0  cf -  duration_workdays=4 driven_by=p/a:FS
        p/t  2026-01-16 2026-01-29  tf 0  ff 0  cf -  duration_workdays=10 driven_by=p/s:FF
        ",
    );
}

// The program starts on Sat 10, so the kick-off is at >Mon 12. a SS+1d: Mon 12>: 13. b, 2d FF+2d:
// 12 13, Tue 13>, as from its own start: both drive. c SF: back to Fri 9>, before the program: 12.
// Latest Tue 13>: c 13 =
// 1. a keeps the kick-off where it is.
#[test]
fn a_kick_off_on_the_first_working_day_of_the_program() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            start: 2026-01-10
            milestones:
              kick-off: {}
              a: {duration: 1d, depends_on: [kick-off SS+1d]}
              b: {duration: 2d, depends_on: [kick-off FF+2d]}
              c: {duration: 1d, depends_on: [kick-off SF]}
            ",
        )],
        "
        p/kick-off  2026-01-12 2026-01-12  tf 0  ff 0  cf -  kind=event driven_by=program-start critical=true
        p/a         2026-01-13 2026-01-13  tf 0  ff 0  cf -  driven_by=p/kick-off:SS
        p/b         2026-01-12 2026-01-13  tf 0  ff 0  cf -  driven_by=p/kick-off:FF,program-start
        p/c         2026-01-12 2026-01-12  tf 1  ff 1  cf -  driven_by=program-start
        ",
    );
}

// As of Mon 12. a had eta Wed 7, which has passed: void, 12 13 14, a floor. b, after it, had eta
// Tue 13, before its early start >Thu 15: void as well: 15 16, a floor of its own. Promised for Thu
// 15: 16 = -1, and a: LS(b) = >Wed 14, by Tue 13>: 14 = -1. c, 19, is no floor.
#[test]
fn a_stale_eta_makes_the_next_one_void() {
    check(
        "2026-01-12",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 3d, eta: 2026-01-07}
              b: {duration: 2d, eta: 2026-01-13, due: 2026-01-15, depends_on: [a]}
              c: {duration: 1d, depends_on: [b]}
            ",
        )],
        "
        p/a  2026-01-12 2026-01-14  tf 0  ff 0  cf -1  commitment=p/b driven_by=data-date forecast_is_floor=true
        p/b  2026-01-15 2026-01-16  tf 0  ff 0  cf -1  commitment=p/b driven_by=p/a:FS forecast_is_floor=true health=late
        p/c  2026-01-19 2026-01-19  tf 0  ff 0  cf -  forecast_is_floor=false
        ",
    );
}

// The order in the file does not matter for finishes either: b before a, and the program that waits
// before the one it waits for. q/a: 5..16, 10d. p/b, 3d FF q/a: 14 15 16. p/c SF p/b from >Wed 14:
// Tue 13>: 13; 14 15 16 = 3.
#[test]
fn the_order_of_programs_does_not_matter_for_finishes() {
    check(
        "2026-01-05",
        &[
            (
                "programs/p.yaml",
                "
                milestones:
                  c: {duration: 1d, depends_on: b SF}
                  b: {duration: 3d, depends_on: q/a FF}
                ",
            ),
            ("programs/q.yaml", "milestones: {a: {duration: 10d}}"),
        ],
        "
        p/c  2026-01-13 2026-01-13  tf 3  ff 3  cf -  driven_by=p/b:SF
        p/b  2026-01-14 2026-01-16  tf 0  ff 0  cf -  driven_by=q/a:FF
        q/a  2026-01-05 2026-01-16  tf 0  ff 0  cf -  critical_for=p,q
        ",
    );
}

// As of Wed 14. a began on Mon 5; of 10d 6 were left on Fri 9, since then 12 13 are assumed worked:
// 4 left, 14 15 16 19. FF b holds them: b: 14..20, 5d, Tue 20>: they move to 15 16 19 20. What is
// assumed stays 2. Over two blocks: c, blocked until Fri 16, 2d left: 19 20, FF b no more. Promised
// for Tue 20: 0 for all.
#[test]
fn assumed_work_and_a_block_before_a_finish_bound() {
    check(
        "2026-01-14",
        &[(
            "programs/p.yaml",
            "
            milestones:
              b: {duration: 5d}
              a: {duration: 10d, started: 2026-01-05, remaining: 6d, updated: 2026-01-09, due: 2026-01-20, depends_on: [b FF]}
              c: {duration: 10d, started: 2026-01-05, remaining: 2d, blocked: {since: 2026-01-12, why: Legal, until: 2026-01-16}, depends_on: [b FF]}
            ",
        )],
        "
        p/b  2026-01-14 2026-01-20  tf 0  ff 0  cf 0  commitment=p/a critical=true
        p/a  2026-01-05 2026-01-20  tf 0  ff 0  cf 0  commitment=p/a remaining_start=2026-01-15 remaining_workdays=4 assumed_worked_workdays=2 driven_by=p/b:FF
        p/c  2026-01-05 2026-01-20  tf 0  ff 0  cf -  remaining_start=2026-01-19 driven_by=blocked-until,p/b:FF
        ",
    );
}

// As of Fri 9. a: 9. gate, FF a, lies at Fri 9>; early, SF a, is back at Thu 8>, before the data
// date: >Fri 9. b after gate: 12. c after early: 9. d, SF early, is back at Thu 8>: 9. Writing
// `done` for both that day leaves each on its side of it: b, c and d where they were. Latest b: a,
// gate none; c, d 9->12: 12 = 1; early: c may begin >Mon 12, so from >Fri 9 to >Mon 12: 9 = 1, but
// c moves with it.
#[test]
fn events_behind_finish_links_done_today_move_nothing() {
    check(
        "2026-01-09",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 1d}
              gate: {duration: 0d, depends_on: [a FF]}
              early: {duration: 0d, depends_on: [a SF]}
              b: {duration: 1d, depends_on: [gate]}
              c: {duration: 1d, depends_on: [early]}
              d: {duration: 1d, depends_on: [early SF]}
            ",
        )],
        "
        p/a      2026-01-09 2026-01-09  tf 0  ff 0  cf -
        p/gate   2026-01-09 2026-01-09  tf 0  ff 0  cf -  driven_by=p/a:FF
        p/early  2026-01-09 2026-01-09  tf 1  ff 0  cf -  driven_by=data-date
        p/b      2026-01-12 2026-01-12  tf 0  ff 0  cf -
        p/c      2026-01-09 2026-01-09  tf 1  ff 1  cf -
        p/d      2026-01-09 2026-01-09  tf 1  ff 1  cf -
        ",
    );
    check(
        "2026-01-09",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 1d}
              gate: {duration: 0d, done: 2026-01-09, depends_on: [a FF]}
              early: {duration: 0d, done: 2026-01-09, depends_on: [a SF]}
              b: {duration: 1d, depends_on: [gate]}
              c: {duration: 1d, depends_on: [early]}
              d: {duration: 1d, depends_on: [early SF]}
            ",
        )],
        "
        p/a      2026-01-09 2026-01-09  tf 1  ff 1  cf -
        p/gate   2026-01-09 2026-01-09  tf -  ff -  cf -
        p/early  2026-01-09 2026-01-09  tf -  ff -  cf -
        p/b      2026-01-12 2026-01-12  tf 0  ff 0  cf -
        p/c      2026-01-09 2026-01-09  tf 1  ff 1  cf -
        p/d      2026-01-09 2026-01-09  tf 1  ff 1  cf -
        ",
    );
}

// As of Fri 9. a: 5ed begun on Mon 5, four days gone, one left: Fri 9>. e: 1ed, not begun: Fri 9.
// b, FF a +1ed: Sat 10>: Mon 12. c, SF e +2d: 9 12: Mon 12. d, FS a: 12. Writing `done` that day
// leaves b, c and d on Mon 12. All three are the latest.
#[test]
fn elapsed_work_done_today_moves_nothing() {
    check(
        "2026-01-09",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 5ed, started: 2026-01-05}
              e: {duration: 1ed}
              b: {duration: 1d, depends_on: [a FF+1ed]}
              c: {duration: 1d, depends_on: [e SF+2d]}
              d: {duration: 1d, depends_on: [a]}
            ",
        )],
        "
        p/a  2026-01-05 2026-01-09  tf 0  ff 0  cf -
        p/e  2026-01-09 2026-01-09  tf 0  ff 0  cf -
        p/b  2026-01-12 2026-01-12  tf 0  ff 0  cf -  driven_by=p/a:FF
        p/c  2026-01-12 2026-01-12  tf 0  ff 0  cf -  driven_by=p/e:SF
        p/d  2026-01-12 2026-01-12  tf 0  ff 0  cf -  driven_by=p/a:FS
        ",
    );
    check(
        "2026-01-09",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 5ed, started: 2026-01-05, done: 2026-01-09}
              e: {duration: 1ed, done: 2026-01-09}
              b: {duration: 1d, depends_on: [a FF+1ed]}
              c: {duration: 1d, depends_on: [e SF+2d]}
              d: {duration: 1d, depends_on: [a]}
            ",
        )],
        "
        p/a  2026-01-05 2026-01-09  tf -  ff -  cf -
        p/e  2026-01-09 2026-01-09  tf -  ff -  cf -
        p/b  2026-01-12 2026-01-12  tf 0  ff 0  cf -
        p/c  2026-01-12 2026-01-12  tf 0  ff 0  cf -
        p/d  2026-01-12 2026-01-12  tf 0  ff 0  cf -
        ",
    );
}

// ana has Fri 9 and Mon 12 off. a (bo): 5..9. Events of hers: ff, FF a: Fri 9> is no end of a day
// of hers: on to >Tue 13. plus, FF a+1d: Tue 13>, the latest. two, by FF and FS, which give an
// event the same: >Tue 13. ff and two, from >Tue 13 to Tue 13>: 13 = 1. a may end Mon 12> without
// moving any: 12 = 1, so it drives none of them.
#[test]
fn events_of_another_calendar_behind_finish_links() {
    check(
        "2026-01-05",
        &[
            (
                "programs/tpm.yaml",
                "
                owners: {ana: {calendar: us}, bo: {name: Bo}}
                calendars: {us: {holidays: [2026-01-09, 2026-01-12]}}
                ",
            ),
            (
                "programs/p.yaml",
                "
                milestones:
                  a: {owner: bo, duration: 5d}
                  ff: {owner: ana, duration: 0d, depends_on: [a FF]}
                  plus: {owner: ana, duration: 0d, depends_on: [a FF+1d]}
                  two: {owner: ana, duration: 0d, depends_on: [a FF, a]}
                ",
            ),
        ],
        "
        p/a     2026-01-05 2026-01-09  tf 1  ff 1  cf -  critical=false
        p/ff    2026-01-13 2026-01-13  tf 1  ff 1  cf -  driven_by=calendar
        p/plus  2026-01-13 2026-01-13  tf 0  ff 0  cf -  driven_by=calendar
        p/two   2026-01-13 2026-01-13  tf 1  ff 1  cf -  driven_by=calendar
        ",
    );
}
