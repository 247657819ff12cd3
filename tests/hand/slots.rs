//! Calendars with a few slots: before the first of them, and after the last.
//!
//! `cab` works on Wed 14 and Wed 28 only.

use super::check;

const CAB: (&str, &str) =
    ("programs/tpm.yaml", "calendars: {cab: {week: [], workdays: [2026-01-14, 2026-01-28]}}");

// a: 5 6. b: its first slot, Wed 14. Its promise is Fri 9>, before any slot: no working day is
// early enough, and the latest civil day that would do is >Fri 9. b: 14>Fri 9: its one slot too
// late, -1. a by Thu 8>: 7 8 = 2. c holds its finish: FF, by Fri 9>: 6 7 8 9 = 4.
#[test]
fn a_promise_before_the_first_slot_counts_civil_days() {
    check(
        "2026-01-05",
        &[
            CAB,
            (
                "programs/p.yaml",
                "
                milestones:
                  a: {duration: 2d}
                  c: {duration: 1d}
                  b: {duration: 1d, calendar: cab, due: 2026-01-09, depends_on: [a, c FF]}
                ",
            ),
        ],
        "
        p/a  2026-01-05 2026-01-06  tf 5  ff 5  cf 2  commitment=p/b
        p/c  2026-01-05 2026-01-05  tf 7  ff 7  cf 4  commitment=p/b
        p/b  2026-01-14 2026-01-14  tf 0  ff 0  cf -1  commitment=p/b health=late
        ",
    );
}

// b takes two slots, 14 and 28. By its promise, Fri 16>, there is one: its late finish is Wed 14>,
// and two civil days that end with it begin >Tue 13. b: 28>Wed 14: -1. a by Mon 12>: 7 8 9 12 = 4.
// c FF by Wed 14>: 6 7 8 9 12 13 14 = 7. To the finish, Wed 28>: b begins >14, a by Tue 13>: 5; c:
// 7 and 15 16, 19..23, 26 27 28 = 17.
#[test]
fn two_slots_before_a_promise_that_has_room_for_one() {
    check(
        "2026-01-05",
        &[
            CAB,
            (
                "programs/p.yaml",
                "
                milestones:
                  a: {duration: 2d}
                  c: {duration: 1d}
                  b: {duration: 2d, calendar: cab, due: 2026-01-16, depends_on: [a, c FF]}
                ",
            ),
        ],
        "
        p/a  2026-01-05 2026-01-06  tf 5  ff 5  cf 4  commitment=p/b
        p/c  2026-01-05 2026-01-05  tf 17  ff 17  cf 7  commitment=p/b
        p/b  2026-01-14 2026-01-28  tf 0  ff 0  cf -1  commitment=p/b
        ",
    );
}

// Slots on Mon 26 and Wed 28 January and Wed 4 February; b takes all three. Its promise is Wed 28>,
// by which only two have passed: the third is one too many, -1, though three civil days that end
// with it begin on a slot, Mon
// 26. c, FF, by the promise, Wed 28>: 6..9, 12..16, 19..23, 26 27 28 = 17; to the finish, 4
//     February>: 29 30, 2 3 4 more = 22.
#[test]
fn three_slots_before_a_promise_that_has_room_for_two() {
    check(
        "2026-01-05",
        &[
            (
                "programs/tpm.yaml",
                "calendars: {few: {week: [], workdays: [2026-01-26, 2026-01-28, 2026-02-04]}}",
            ),
            (
                "programs/p.yaml",
                "
                milestones:
                  c: {duration: 1d}
                  b: {duration: 3d, calendar: few, due: 2026-01-28, depends_on: [c FF]}
                ",
            ),
        ],
        "
        p/c  2026-01-05 2026-01-05  tf 22  ff 22  cf 17  commitment=p/b
        p/b  2026-01-26 2026-02-04  tf 0  ff 0  cf -1  commitment=p/b health=late
        ",
    );
}

// e, as soon as a allows: Mon 5>, on to its first slot, >Wed 14. It promised Fri 9, and lies after
// it: negative. There is no slot to go back to, so it is one too late. a by Fri 9>: 6 7 8 9 = 4; to
// the finish, >Wed 28, by Tue 27>: 12..16, 19..23, 26 27 more = 16. f waits for the second slot,
// not before Thu 15: >Wed 28, two too late.
#[test]
fn an_event_in_its_first_slot_is_late_for_an_earlier_promise() {
    check(
        "2026-01-05",
        &[
            CAB,
            (
                "programs/p.yaml",
                "
                milestones:
                  a: {duration: 1d}
                  e: {duration: 0d, calendar: cab, due: 2026-01-09, depends_on: [a]}
                  f: {duration: 0d, calendar: cab, due: 2026-01-09, not_before: 2026-01-15}
                ",
            ),
        ],
        "
        p/a  2026-01-05 2026-01-05  tf 16  ff 6  cf 4  commitment=p/e
        p/e  2026-01-14 2026-01-14  tf 1  ff 1  cf -1  commitment=p/e health=late
        p/f  2026-01-28 2026-01-28  tf 0  ff 0  cf -2  commitment=p/f health=late
        ",
    );
}

// e, an event of the slots, lies on the first: >Wed 14. b must end with it, without a lag: a start
// side counts from the working end before it, in the calendar of e, which has none: the bound stays
// >Wed 14, and the first working end of b not before that is Wed 14>. e to the latest finish, Wed
// 14>: its one slot, 1. On its second one, >Wed 28, it would count from Wed 14> for b, which stays:
// 1.
#[test]
fn a_finish_bound_without_an_earlier_working_end_stays() {
    check(
        "2026-01-05",
        &[
            CAB,
            (
                "programs/p.yaml",
                "
                milestones:
                  e: {duration: 0d, calendar: cab}
                  b: {duration: 1d, depends_on: [e FF]}
                ",
            ),
        ],
        "
        p/e  2026-01-14 2026-01-14  tf 1  ff 1  cf -
        p/b  2026-01-14 2026-01-14  tf 0  ff 0  cf -  driven_by=calendar
        ",
    );
}

// a: 5 6 7. No slot lies before Wed 7>: a lead that leads to before the first one holds nothing. r
// begins on that, Wed 14, and s ends on it. a to the latest finish, Wed 14>: 8 9 12 13 14 = 5. r
// stays as long as the slot before a's end is the first, until Tue 27>: 8 9, 12..16, 19..23, 26 27
// = 14. s stays wherever a ends: the last slot before that, >Wed 28, is taken back to Wed 14>.
#[test]
fn a_lead_to_before_the_first_slot_holds_nothing() {
    check(
        "2026-01-05",
        &[
            CAB,
            (
                "programs/p.yaml",
                "
                milestones:
                  a: {duration: 3d}
                  r: {duration: 1d, calendar: cab, depends_on: a -1d}
                  s: {duration: 1d, calendar: cab, depends_on: a FF-1d}
                ",
            ),
        ],
        "
        p/a  2026-01-05 2026-01-07  tf 5  ff 14  cf -
        p/r  2026-01-14 2026-01-14  tf 0  ff 0  cf -  undated_because=-
        p/s  2026-01-14 2026-01-14  tf 0  ff 0  cf -  undated_because=-
        ",
    );
}

// a: 14. b starts no earlier than a starts: 14. By b's promise, Fri 9, b starts by >Fri 9, and so
// does a: there is no slot, the civil day that would do is >Fri 9. a: 14>Fri 9 = -1. c, before a,
// by Thu 8>: 6 7 8 = 3.
#[test]
fn a_start_bound_before_the_first_slot() {
    check(
        "2026-01-05",
        &[
            CAB,
            (
                "programs/p.yaml",
                "
                milestones:
                  c: {duration: 1d}
                  a: {duration: 1d, calendar: cab, depends_on: [c]}
                  b: {duration: 1d, due: 2026-01-09, depends_on: [a SS]}
                ",
            ),
        ],
        "
        p/c  2026-01-05 2026-01-05  tf 6  ff 6  cf 3  commitment=p/b
        p/a  2026-01-14 2026-01-14  tf 0  ff 0  cf -1  commitment=p/b
        p/b  2026-01-14 2026-01-14  tf 0  ff 0  cf -3  commitment=p/b
        ",
    );
}

// Slots on Wed 7, 14 and 28. a takes two: 7 14. b starts with it or later, and has promised Fri 27
// February: a could start on any slot for b, but from the last of them it would not end: by >Wed
// 14, 7->14 = 1. x takes three, 7 14 28, and its owner expects Wed 28: from any slot up to that it
// can still be so, >Wed 28: 7->28 = 2. y, by the same promise: three days as a, but it has no eta:
// it starts now or never, 0.
#[test]
fn work_must_begin_early_enough_to_end_within_its_slots() {
    check(
        "2026-01-05",
        &[
            (
                "programs/tpm.yaml",
                "calendars: {three: {week: [], workdays: [2026-01-07, 2026-01-14, 2026-01-28]}}",
            ),
            (
                "programs/p.yaml",
                "
                calendar: three
                milestones:
                  a: {duration: 2d}
                  x: {duration: 3d, eta: 2026-01-28}
                  y: {duration: 3d}
                  b: {duration: 1d, calendar: default, due: 2026-02-27, depends_on: [a SS, x SS, y SS]}
                ",
            ),
        ],
        "
        p/a  2026-01-07 2026-01-14  tf 1  ff 0  cf 1  commitment=p/b
        p/x  2026-01-07 2026-01-28  tf 0  ff 0  cf 2  commitment=p/b
        p/y  2026-01-07 2026-01-28  tf 0  ff 0  cf 0  commitment=p/b
        p/b  2026-01-07 2026-01-07  tf 15  ff 15  cf 37  commitment=p/b
        ",
    );
}

// a takes two slots of Wed 7, 14 and 28: 7 14. b starts with it or later, and has promised Fri 27
// February. From >Wed 28 a would not end: it starts by >Wed 14, 7->14 = 1. So c, before it, is done
// by Tue 13>: 6 7 8 9 12 13 = 6, though b could wait for longer. To the latest finish, Wed 14>: a
// starts by >Wed 7, c by Tue 6>: 1. b by Wed 14>: 8 9 12 13 14 = 5; by its promise: 8 9, 12..16,
// 19..23, 26..30, and four weeks of February = 37.
#[test]
fn predecessors_of_work_that_must_end_within_its_slots() {
    check(
        "2026-01-05",
        &[
            (
                "programs/tpm.yaml",
                "calendars: {three: {week: [], workdays: [2026-01-07, 2026-01-14, 2026-01-28]}}",
            ),
            (
                "programs/p.yaml",
                "
                milestones:
                  c: {duration: 1d}
                  a: {duration: 2d, calendar: three, depends_on: [c]}
                  b: {duration: 1d, due: 2026-02-27, depends_on: [a SS]}
                ",
            ),
        ],
        "
        p/c  2026-01-05 2026-01-05  tf 1  ff 1  cf 6  commitment=p/b
        p/a  2026-01-07 2026-01-14  tf 0  ff 0  cf 1  commitment=p/b
        p/b  2026-01-07 2026-01-07  tf 5  ff 5  cf 37  commitment=p/b
        ",
    );
}

// Slots on Wed 7, 14, 28 January and Wed 4 February. x takes all four, and its owner expects it on
// Wed 28: it can still be so from any slot up to that; from the last one it would not end at all.
// So for b, which starts with it, it starts by >Wed 28: 7->28 = 2. c, before it, by Tue 27>: 6 7 8
// 9, 12..16, 19..23, 26 27 = 16. To the latest finish, Wed 28>, x ends on it: 0; it may start on
// it: c 16. b stays where it is while x starts on Wed 7 and no longer; x while c ends by Tue 6>: 1.
#[test]
fn work_with_an_eta_must_begin_early_enough_to_end_by_it() {
    check(
        "2026-01-05",
        &[
            (
                "programs/tpm.yaml",
                "calendars: {four: {week: [], workdays: [2026-01-07, 2026-01-14, 2026-01-28, 2026-02-04]}}",
            ),
            (
                "programs/p.yaml",
                "
                milestones:
                  c: {duration: 1d}
                  x: {duration: 4d, calendar: four, eta: 2026-01-28, depends_on: [c]}
                  b: {duration: 1d, due: 2026-02-27, depends_on: [x SS]}
                ",
            ),
        ],
        "
        p/c  2026-01-05 2026-01-05  tf 16  ff 1  cf 16  commitment=p/b
        p/x  2026-01-07 2026-01-28  tf 0  ff 0  cf 2  commitment=p/b
        p/b  2026-01-07 2026-01-07  tf 15  ff 15  cf 37  commitment=p/b
        ",
    );
}

// The last two days that are scheduled are Mon 30 and Tue 31 December 2199. a: 30; from the 31st it
// can still end, and b, which starts with it, has promised that day: 1.
#[test]
fn the_last_day_of_all_can_be_worked() {
    check(
        "2199-12-30",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 1d}
              b: {duration: 1d, due: 2199-12-31, depends_on: [a SS]}
            ",
        )],
        "
        p/a  2199-12-30 2199-12-30  tf 0  ff 0  cf 1  commitment=p/b
        p/b  2199-12-30 2199-12-30  tf 0  ff 0  cf 1  commitment=p/b
        ",
    );
}

// The same for an event, >Mon 30, with which c must end: on Tue 31, its last position, c still
// does: 1. A lead of 30 civil days before Mon 30 leads to 30 November, and from any day on which b
// could still keep its promise, to beyond the end of 2199: nothing promised depends on x.
#[test]
fn the_last_day_of_all_can_be_an_events() {
    check(
        "2199-12-30",
        &[(
            "programs/p.yaml",
            "
            milestones:
              e: {duration: 0d}
              c: {duration: 1d, due: 2199-12-31, depends_on: [e FF]}
              x: {duration: 1d}
              b: {duration: 1d, due: 2199-12-31, depends_on: [x -30ed]}
            ",
        )],
        "
        p/e  2199-12-30 2199-12-30  tf 1  ff 1  cf 1  commitment=p/c
        p/c  2199-12-30 2199-12-30  tf 0  ff 0  cf 1  commitment=p/c
        p/x  2199-12-30 2199-12-30  tf 0  ff 0  cf -
        p/b  2199-12-30 2199-12-30  tf 0  ff 0  cf 1  commitment=p/b
        ",
    );
}

// The first day of all is Mon 1 January 1900, and the first slot. A lead to before it holds
// nothing: b begins on it.
#[test]
fn the_first_day_of_all_can_be_worked() {
    check(
        "1900-01-01",
        &[
            ("programs/tpm.yaml", "calendars: {first: {week: [], workdays: [1900-01-01, 1900-01-03]}}"),
            (
                "programs/p.yaml",
                "
                milestones:
                  a: {duration: 1d}
                  b: {duration: 1d, calendar: first, depends_on: [a -3d]}
                ",
            ),
        ],
        "
        p/a  1900-01-01 1900-01-01  tf 0  ff 0  cf -
        p/b  1900-01-01 1900-01-01  tf 0  ff 0  cf -
        ",
    );
}

// b starts no earlier than a, and has promised Wed 7: a by >Wed 7, a civil day, as there is no slot
// before Wed 14; it is 14>Wed 7, one of its slots late. With its one day it would end on Wed 7>. c,
// before it, by Tue 6>: 6 = 1. p must end with it, by Wed 7>: 6 7 = 2. To the finish, Wed 14>: c by
// Tue 13>: 6 7 8 9 12 13 = 6; p by Wed 14>: 7.
#[test]
fn predecessors_of_work_bound_before_its_first_slot() {
    check(
        "2026-01-05",
        &[
            CAB,
            (
                "programs/p.yaml",
                "
                milestones:
                  c: {duration: 1d}
                  p: {duration: 1d}
                  a: {duration: 1d, calendar: cab, depends_on: [c, p FF]}
                  b: {duration: 1d, due: 2026-01-07, depends_on: [a SS]}
                ",
            ),
        ],
        "
        p/c  2026-01-05 2026-01-05  tf 6  ff 6  cf 1  commitment=p/b
        p/p  2026-01-05 2026-01-05  tf 7  ff 7  cf 2  commitment=p/b
        p/a  2026-01-14 2026-01-14  tf 0  ff 0  cf -1  commitment=p/b
        p/b  2026-01-14 2026-01-14  tf 0  ff 0  cf -5  commitment=p/b
        ",
    );
}

// s began on Fri 2 and has eta Wed 14, its first slot; it promised Fri 9. No slot is early enough:
// the latest civil day on which it could end is Fri 9. With its eta one day is enough, whatever is
// left of it: the remaining work begins by >Fri 9, a ends by Thu 8>: 7 8 = 2. s: 14>Fri 9 = -1. To
// the finish, Wed 14>: s goes on by >Wed 14, a by Tue 13>: 7 8 9 12 13 = 5; so long s stays where
// it is.
#[test]
fn started_work_with_an_eta_in_a_slot_after_its_promise() {
    check(
        "2026-01-05",
        &[
            CAB,
            (
                "programs/p.yaml",
                "
                milestones:
                  a: {duration: 2d}
                  s: {duration: 5d, calendar: cab, started: 2026-01-02, eta: 2026-01-14, due: 2026-01-09, depends_on: [a]}
                ",
            ),
        ],
        "
        p/a  2026-01-05 2026-01-06  tf 5  ff 5  cf 2  commitment=p/s
        p/s  2026-01-02 2026-01-14  tf 0  ff 0  cf -1  commitment=p/s driven_by=eta
        ",
    );
}

// e lies on its first slot, >Wed 14. b ends no earlier: with no working end before it, the bound
// stays >Wed 14, b ends on Wed 14>. It promised Fri 9: 12 13 14 = 3 too late. e would have to lie
// by Fri 9> for it, before its first slot: 1 too late, and not in time where it lies. To the
// finish, Wed 14>: 1, as its second slot would count from there. f, with the same in civil days,
// steps back to the end of Tue 13: b2 ends on Tue 13, 2 too late; f by >Sat 10, which counts from
// Fri 9>: 1 too late as well.
#[test]
fn an_event_in_its_first_slot_is_late_for_an_earlier_finish() {
    check(
        "2026-01-05",
        &[
            CAB,
            (
                "programs/p.yaml",
                "
                milestones:
                  e: {duration: 0d, calendar: cab}
                  b: {duration: 1d, due: 2026-01-09, depends_on: [e FF]}
                  f: {duration: 0d, calendar: cab}
                  b2: {duration: 1d, due: 2026-01-09, depends_on: [f FF+0ed]}
                ",
            ),
        ],
        "
        p/e   2026-01-14 2026-01-14  tf 1  ff 1  cf -1  commitment=p/b
        p/b   2026-01-14 2026-01-14  tf 0  ff 0  cf -3  commitment=p/b
        p/f   2026-01-14 2026-01-14  tf 1  ff 0  cf -1  commitment=p/b2
        p/b2  2026-01-13 2026-01-13  tf 1  ff 1  cf -2  commitment=p/b2
        ",
    );
}

// a takes the slots of Wed 7, 14 and 28. s starts with it on Wed 7, as promised: a may start then,
// and no later: 0. b ends with it and promised Wed 14, by which only two slots have passed: the
// third is one too many, -1. It is b's promise that is missed, not that of s. b: 28>Wed 14: 15 16,
// 19..23, 26 27 28 = -10. s by the finish, Wed 28>: 8 9 12 13 14 and those ten = 15.
#[test]
fn too_few_slots_name_the_promise_of_the_finish() {
    check(
        "2026-01-05",
        &[
            (
                "programs/tpm.yaml",
                "calendars: {four: {week: [], workdays: [2026-01-07, 2026-01-14, 2026-01-28, 2026-02-04]}}",
            ),
            (
                "programs/p.yaml",
                "
                milestones:
                  a: {duration: 3d, calendar: four}
                  b: {duration: 1d, due: 2026-01-14, depends_on: [a FF]}
                  s: {duration: 1d, due: 2026-01-07, depends_on: [a SS]}
                ",
            ),
        ],
        "
        p/a  2026-01-07 2026-01-28  tf 0  ff 0  cf -1  commitment=p/b
        p/b  2026-01-28 2026-01-28  tf 0  ff 0  cf -10  commitment=p/b
        p/s  2026-01-07 2026-01-07  tf 15  ff 15  cf 0  commitment=p/s
        ",
    );
}

const FOUR: (&str, &str) = (
    "programs/tpm.yaml",
    "calendars: {four: {week: [], workdays: [2026-01-07, 2026-01-14, 2026-01-28, 2026-02-04]}}",
);

// m begins two slots after a, 7 14, on Wed 28, as promised: a by Tue 6>: 6 = 1. s, 29, promised Wed
// 21, so that m should be on Wed 14: 28>14 = -1. Fewer than two slots come before that, and no day
// of a would do. It may not be later for that than for m's promise: by >Wed 7, 1, and not by Tue
// 13>. s: 22 23 26 27 28 29 = -6.
#[test]
fn a_lag_of_more_slots_than_come_before_a_promise() {
    check(
        "2026-01-05",
        &[
            FOUR,
            (
                "programs/p.yaml",
                "
                milestones:
                  a: {duration: 1d}
                  m: {duration: 1d, calendar: four, due: 2026-01-28, depends_on: [a +2d]}
                  s: {duration: 1d, due: 2026-01-21, depends_on: [m]}
                ",
            ),
        ],
        "
        p/a  2026-01-05 2026-01-05  tf 1  ff 1  cf 1  commitment=p/s
        p/m  2026-01-28 2026-01-28  tf 0  ff 0  cf -1  commitment=p/s
        p/s  2026-01-29 2026-01-29  tf 0  ff 0  cf -6  commitment=p/s
        ",
    );
}

// m takes the slots of 7, 14 and 28, as promised: a by Tue 6>: 6 = 1. b ends with it and promised
// Wed 14, by which two slots have passed. Three civil days that end then begin on Mon 12; but for
// its own promise m begins by >Wed 7, and for an earlier one no later: 1 as well.
#[test]
fn too_few_slots_bound_no_less_than_a_later_promise() {
    check(
        "2026-01-05",
        &[
            FOUR,
            (
                "programs/p.yaml",
                "
                milestones:
                  a: {duration: 1d}
                  m: {duration: 3d, calendar: four, due: 2026-01-28, depends_on: [a]}
                  b: {duration: 1d, due: 2026-01-14, depends_on: [m FF]}
                ",
            ),
        ],
        "
        p/a  2026-01-05 2026-01-05  tf 1  ff 1  cf 1  commitment=p/b
        p/m  2026-01-07 2026-01-28  tf 0  ff 0  cf -1  commitment=p/b
        p/b  2026-01-28 2026-01-28  tf 0  ff 0  cf -10  commitment=p/b
        ",
    );
}

// m takes the slots of 7, 14 and 28, and both it and its program promised Wed 14, by which two have
// passed: -1, and its own is named.
#[test]
fn equal_promises_with_too_few_slots_name_the_own_one() {
    check(
        "2026-01-05",
        &[
            FOUR,
            (
                "programs/p.yaml",
                "
                due: 2026-01-14
                milestones:
                  m: {duration: 3d, calendar: four, due: 2026-01-14}
                ",
            ),
        ],
        "
        p/m  2026-01-07 2026-01-28  tf 0  ff 0  cf -1  commitment=p/m
        ",
    );
}

// a: 5 6. b waits a slot after it, Wed 14, and takes the next, Wed 28: two of its slots after its
// promise, Fri 9. No slot comes before that, and no day of a would do: it is asked for the civil
// day that b is, by >Fri 9: 7 8 = 2. To the finish, Wed 28>: by >Wed 14: 7 8 9 12 13 = 5.
#[test]
fn a_lag_of_a_slot_before_a_promise_before_the_first_slot() {
    check(
        "2026-01-05",
        &[
            CAB,
            (
                "programs/p.yaml",
                "
                milestones:
                  a: {duration: 2d}
                  b: {duration: 1d, calendar: cab, due: 2026-01-09, depends_on: [a +1d]}
                ",
            ),
        ],
        "
        p/a  2026-01-05 2026-01-06  tf 5  ff 5  cf 2  commitment=p/b
        p/b  2026-01-28 2026-01-28  tf 0  ff 0  cf -2  commitment=p/b
        ",
    );
}
