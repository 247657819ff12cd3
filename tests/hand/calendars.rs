//! Two calendars in one network, and leave: base calendar against full calendar.

use super::check;

const TWO: (&str, &str) = (
    "programs/tpm.yaml",
    "
    owners:
      ana: {calendar: us}
      bo: {name: Bo}
    calendars:
      us: {holidays: [2026-01-12]}
    ",
);

// ana's Mon 12 is a holiday, bo's is not; a lag counts in the successor's calendar, ana's.
// a (bo): 5 6 7 8 9.
//   zero     Fri 9> -> >Tue 13
//   plus     +2d: Tue 13, Wed 14 -> >Thu 15
//   minus    -2d: Fri 9, Thu 8 -> >Thu 8
//   plus-e   +3ed: Mon 12> -> >Tue 13
//   minus-e  -3ed: Tue 6> -> >Wed 7
// Latest: plus with Thu 15>. In ana's days: zero and plus-e 13->15: 14 15 = 2;
// minus 8->15: 9 13 14 15 = 4; minus-e 7->15: 8 9 13 14 15 = 5.
// a, to Mon 12>: plus would still start >Thu 15 (13, 14), but plus-e would get Thu 15> -> >Fri 16,
// later than its LS >Thu 15. So tf(a) 0 by plus-e, and ff 0. That day leaves zero on >Tue 13 and
// minus on >Thu 8 too: her calendar holds the three.
#[test]
fn fs_with_every_lag_into_another_calendar() {
    check(
        "2026-01-05",
        &[
            TWO,
            (
                "programs/p.yaml",
                "
                milestones:
                  a: {owner: bo, duration: 5d}
                  zero: {owner: ana, duration: 1d, depends_on: [a]}
                  plus: {owner: ana, duration: 1d, depends_on: [a +2d]}
                  minus: {owner: ana, duration: 1d, depends_on: [a -2d]}
                  plus-e: {owner: ana, duration: 1d, depends_on: [a +3ed]}
                  minus-e: {owner: ana, duration: 1d, depends_on: [a -3ed]}
                ",
            ),
        ],
        "
        p/a        2026-01-05 2026-01-09  tf 0  ff 0  cf -
        p/zero     2026-01-13 2026-01-13  tf 2  ff 2  cf -  driven_by=calendar
        p/plus     2026-01-15 2026-01-15  tf 0  ff 0  cf -  driven_by=calendar
        p/minus    2026-01-08 2026-01-08  tf 4  ff 4  cf -  driven_by=calendar
        p/plus-e   2026-01-13 2026-01-13  tf 2  ff 2  cf -  driven_by=p/a:FS
        p/minus-e  2026-01-07 2026-01-07  tf 5  ff 5  cf -  driven_by=p/a:FS
        ",
    );
}

// As above with only a and plus: Mon 12, a working day of bo's and none of ana's, is float:
// from Mon 12> the two days are still 13 and 14. tf and ff of a: 9->12 = 1. So the link, though its
// bound gives the date (9> gives >Thu 15), does not drive, and a is not critical: ana's calendar
// holds b.
#[test]
fn the_holiday_of_the_successor_is_float_of_the_predecessor() {
    check(
        "2026-01-05",
        &[
            TWO,
            (
                "programs/p.yaml",
                "
                milestones:
                  a: {owner: bo, duration: 5d}
                  b: {owner: ana, duration: 1d, depends_on: [a +2d]}
                ",
            ),
        ],
        "
        p/a  2026-01-05 2026-01-09  tf 1  ff 1  cf -  critical=false late_finish=2026-01-12
        p/b  2026-01-15 2026-01-15  tf 0  ff 0  cf -  critical=true driven_by=calendar
        ",
    );
}

// ana's holidays: Tue 6 and Mon 12. k (bo): 5 6 7. a (bo): 4d: 8 9 12 13, ES >Thu 8.
//   zero     >Thu 8
//   plus     +3d: 8 9 13 -> Tue 13> -> >Wed 14
//   minus    -2d: Wed 7, Mon 5 -> >Mon 5
//   plus-e   +4ed: >Mon 12, a holiday -> >Tue 13
//   minus-e  -2ed: >Tue 6, a holiday -> >Wed 7
// Latest: plus with Wed 14>. In ana's days: zero 8->14: 9 13 14 = 3; minus 5->14: 7 8 9 13 14 = 5;
// plus-e 13->14: 1; minus-e 7->14: 8 9 13 14 = 4.
// a's finish has 13->14 = 1, but LS(plus) = >Wed 14 and from >Fri 9 it would be 9 13 14 -> >Thu 15:
// LS(a) = >Thu 8, tf 0. ff 0, for zero moves. LF(k) = Wed 7>.
#[test]
fn ss_with_every_lag_into_another_calendar() {
    check(
        "2026-01-05",
        &[
            (
                "programs/tpm.yaml",
                "
                owners:
                  ana: {calendar: us}
                  bo: {name: Bo}
                calendars:
                  us: {holidays: [2026-01-06, 2026-01-12]}
                ",
            ),
            (
                "programs/p.yaml",
                "
                milestones:
                  k: {owner: bo, duration: 3d}
                  a: {owner: bo, duration: 4d, depends_on: [k]}
                  zero: {owner: ana, duration: 1d, depends_on: [a SS]}
                  plus: {owner: ana, duration: 1d, depends_on: [a SS+3d]}
                  minus: {owner: ana, duration: 1d, depends_on: [a SS-2d]}
                  plus-e: {owner: ana, duration: 1d, depends_on: [a SS+4ed]}
                  minus-e: {owner: ana, duration: 1d, depends_on: [a SS-2ed]}
                ",
            ),
        ],
        "
        p/k        2026-01-05 2026-01-07  tf 0  ff 0  cf -
        p/a        2026-01-08 2026-01-13  tf 0  ff 0  cf -  late_start=2026-01-08 critical=true
        p/zero     2026-01-08 2026-01-08  tf 3  ff 3  cf -
        p/plus     2026-01-14 2026-01-14  tf 0  ff 0  cf -  driven_by=p/a:SS
        p/minus    2026-01-05 2026-01-05  tf 5  ff 5  cf -
        p/plus-e   2026-01-13 2026-01-13  tf 1  ff 1  cf -  driven_by=calendar
        p/minus-e  2026-01-07 2026-01-07  tf 4  ff 4  cf -  driven_by=calendar
        ",
    );
}

// ana's Fri 16 is a holiday. a (ana): 4d: 12 13 14 15. c (bo): 5d: 12..16. b (bo) after both:
// a alone gives >Fri 16, c gives >Mon 19; b 19. LS(b) = >Mon 19: the last of ana's days before it
// is Thu 15, so a has no float at all, tf 0 and ff 0: a day of hers more, Mon 19>, moves b. It is
// critical, though not what gives b its date.
#[test]
fn zero_float_without_driving() {
    check(
        "2026-01-12",
        &[
            (
                "programs/tpm.yaml",
                "
                owners:
                  ana: {calendar: us}
                  bo: {name: Bo}
                calendars:
                  us: {holidays: [2026-01-16]}
                ",
            ),
            (
                "programs/p.yaml",
                "
                milestones:
                  a: {owner: ana, duration: 4d}
                  c: {owner: bo, duration: 5d}
                  b: {owner: bo, duration: 1d, depends_on: [a, c]}
                ",
            ),
        ],
        "
        p/a  2026-01-12 2026-01-15  tf 0  ff 0  cf -  critical=true
        p/c  2026-01-12 2026-01-16  tf 0  ff 0  cf -  critical=true
        p/b  2026-01-19 2026-01-19  tf 0  ff 0  cf -  driven_by=p/c:FS
        ",
    );
}

// dana works Sunday to Thursday. As of Sun 11. a (dana): 5d: 11 12 13 14 15.
// b (bo): FS from Thu 15> -> >Fri 16. c (dana): +1d: Sun 18> -> >Mon 19. d (bo): no predecessor,
// bo's first day is >Mon 12. Latest c with Mon 19>. b 16->19: 1. d 12->19: 13 14 15 16 19 = 5.
// LS(c) = >Mon 19: one of dana's days after LF(a), by Sun 18>: LF(a) = Thu 15>, tf 0.
#[test]
fn a_week_from_sunday_to_thursday() {
    check(
        "2026-01-11",
        &[
            (
                "programs/tpm.yaml",
                "
                owners:
                  dana: {calendar: il}
                  bo: {name: Bo}
                calendars:
                  il: {week: [sun, mon, tue, wed, thu]}
                ",
            ),
            (
                "programs/p.yaml",
                "
                milestones:
                  a: {owner: dana, duration: 5d}
                  b: {owner: bo, duration: 1d, depends_on: [a]}
                  c: {owner: dana, duration: 1d, depends_on: [a +1d]}
                  d: {owner: bo, duration: 1d}
                ",
            ),
        ],
        "
        p/a  2026-01-11 2026-01-15  tf 0  ff 0  cf -
        p/b  2026-01-16 2026-01-16  tf 1  ff 1  cf -  driven_by=p/a:FS
        p/c  2026-01-19 2026-01-19  tf 0  ff 0  cf -  driven_by=p/a:FS
        p/d  2026-01-12 2026-01-12  tf 5  ff 5  cf -  driven_by=data-date
        ",
    );
}

const LEAVE: (&str, &str) = (
    "programs/tpm.yaml",
    "
    owners:
      ana: {away: [2026-02-02..2026-02-06]}
      bo: {name: Bo}
    ",
);

// a (ana): 10d: 26 27 28 29 30 January, the week of leave, 9 10 11 12 13 February.
#[test]
fn leave_interrupts_work() {
    check(
        "2026-01-26",
        &[
            LEAVE,
            (
                "programs/p.yaml",
                "
                milestones:
                  a: {owner: ana, duration: 10d}
                ",
            ),
        ],
        "
        p/a  2026-01-26 2026-02-13  tf 0  ff 0  cf -
        ",
    );
}

// a (bo): 26..30 January. b (ana): +3d counts her base calendar, leave or not: 2 3 4 February ->
// Wed 4 Feb>; her next working start is >Mon 9 Feb: 9 10. LS(b) = >Mon 9 Feb: the three days must
// end by Fri 6 Feb>: LF(a) = Tue 3 Feb> (4 5 6). tf and ff of a, in bo's days: 2 3 February = 2.
#[test]
fn a_lag_counts_through_leave() {
    check(
        "2026-01-26",
        &[
            LEAVE,
            (
                "programs/p.yaml",
                "
                milestones:
                  a: {owner: bo, duration: 5d}
                  b: {owner: ana, duration: 2d, depends_on: [a +3d]}
                ",
            ),
        ],
        "
        p/a  2026-01-26 2026-01-30  tf 2  ff 2  cf -  late_finish=2026-02-03 critical=false
        p/b  2026-02-09 2026-02-10  tf 0  ff 0  cf -  driven_by=calendar
        ",
    );
}

// b (ana): 26..30 January. c (bo): 13d: 26..30 January, 2..6 February, 9 10 11 February.
// Latest Wed 11 Feb>. b's float is in her full calendar: 9 10 11 February = 3.
// LF(b) = Wed 11 Feb>, LS(b) five of her days back: 11 10 9 February, 30 29 January.
#[test]
fn floats_do_not_count_leave() {
    check(
        "2026-01-26",
        &[
            LEAVE,
            (
                "programs/p.yaml",
                "
                milestones:
                  b: {owner: ana, duration: 5d}
                  c: {owner: bo, duration: 13d}
                ",
            ),
        ],
        "
        p/b  2026-01-26 2026-01-30  tf 3  ff 3  cf -  late_start=2026-01-29 late_finish=2026-02-11
        p/c  2026-01-26 2026-02-11  tf 0  ff 0  cf -
        ",
    );
}

// As of Wed 4 Feb. a (ana) began Mon 26 January, 5d: 26..30 January are used up, so one day is
// left, which she can work on Mon 9 Feb: an overrun, a floor.
// In the base calendar: overdue 2 3 4 February = 3; variance 2 3 4 5 6 9 February = 6wd, 10 days.
// In the full one: from Mon 9 Feb> back to Fri 30 Jan> lies only Mon 9 Feb: cf -1.
#[test]
fn leave_does_not_hide_a_slip() {
    check(
        "2026-02-04",
        &[
            LEAVE,
            (
                "programs/p.yaml",
                "
                milestones:
                  a: {owner: ana, duration: 5d, started: 2026-01-26, due: 2026-01-30}
                ",
            ),
        ],
        "
        p/a  2026-01-26 2026-02-09  tf 0  ff 0  cf -1  commitment=p/a remaining_workdays=1 remaining_start=2026-02-09 overdue_workdays=3 finish_variance_workdays=6 finish_variance_days=10 forecast_is_floor=true health=late
        ",
    );
}

// As of Thu 15, ana was away 12 13 14. a began Thu 8, 5d: only 8 and 9 are worked, 3 left: 15 16
// 19. b began Thu 8 with 4d left, reported for Fri 9: none of her working days lie after Fri 9 and
// before Thu 15, so nothing is assumed: 15 16 19 20. Latest Tue 20>: tf(a) 19->20 = 1.
#[test]
fn nothing_is_worked_during_leave() {
    check(
        "2026-01-15",
        &[
            (
                "programs/tpm.yaml",
                "owners: {ana: {away: [2026-01-12..2026-01-14]}}",
            ),
            (
                "programs/p.yaml",
                "
                milestones:
                  a: {owner: ana, duration: 5d, started: 2026-01-08}
                  b: {owner: ana, duration: 5d, started: 2026-01-08, remaining: 4d, updated: 2026-01-09}
                ",
            ),
        ],
        "
        p/a  2026-01-08 2026-01-19  tf 1  ff 1  cf -  remaining_workdays=3 remaining_start=2026-01-15
        p/b  2026-01-08 2026-01-20  tf 0  ff 0  cf -  remaining_workdays=4 remaining_start=2026-01-15 assumed_worked_workdays=0
        ",
    );
}
