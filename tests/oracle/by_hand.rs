//! The oracle's results, checked against calculations on paper.
//!
//! Days are in January 2026, whose 5th is a Monday; unless stated otherwise the as-of day is Monday
//! the 5th and the calendar Monday to Friday. `>Mon 12` is the start of a day, `Fri 9>` its end. A
//! row is `name start..finish late_start..late_finish total/free/commitment drivers`, with days as
//! numbers (32 is 1 February); only events show a side: `>12` or `9>`; `-` is none.

use super::answer::{Answer, answer, cause_text};
use super::case::{
    CalendarSpec, Case, Duration, Link, LinkKind, MONDAY_TO_FRIDAY, Milestone, OwnerSpec, Program, Progress,
    Span, Unit,
};
use super::days::{Day, Instant, Side, civil};
use LinkKind::{FinishFinish, FinishStart, StartFinish, StartStart};

fn day(of_january: i32) -> Day {
    civil(2026, 1, 1) + of_january - 1
}

pub fn case(milestones: Vec<Milestone>) -> Case {
    let default = CalendarSpec { week: Some(MONDAY_TO_FRIDAY), ..CalendarSpec::default() };
    Case {
        as_of: day(5),
        calendars: vec![default],
        owners: Vec::new(),
        programs: vec![Program::default()],
        milestones,
        freezes: Vec::new(),
        assume_progress: None,
        reversed_ids: false,
    }
}

pub const fn days(count: i32) -> Span {
    Span { count, unit: Unit::Days }
}

const fn elapsed(count: i32) -> Span {
    Span { count, unit: Unit::Elapsed }
}

const NONE: Span = days(0);

pub fn work(duration: Span) -> Milestone {
    Milestone { duration: Some(Duration::One(duration)), ..Milestone::default() }
}

impl Milestone {
    pub fn after(mut self, links: &[(usize, LinkKind, Span)]) -> Milestone {
        self.links = links
            .iter()
            .map(|(on, kind, lag)| Link { on: *on, kind: *kind, lag: *lag, by_program: false })
            .collect();
        self
    }
}

fn rows(case: &Case) -> Vec<String> {
    let answer = answer(case);
    (0..case.milestones.len()).map(|m| row(case, &answer, m)).collect()
}

fn row(case: &Case, answer: &Answer, m: usize) -> String {
    let numbers = &answer.milestones[m];
    let Some(early) = &numbers.early else {
        return format!("m{m} {}", numbers.state);
    };
    let of_january = |day: Day| day - civil(2025, 12, 31);
    let told = |at: Instant| match (numbers.is_work, at.side) {
        (true, _) => of_january(at.day).to_string(),
        (false, Side::Start) => format!(">{}", of_january(at.day)),
        (false, Side::End) => format!("{}>", of_january(at.day)),
    };
    let late = |day: Option<Day>| day.map_or("-".to_owned(), |day| of_january(day).to_string());
    let float = |float: Option<i32>| float.map_or("-".to_owned(), |float| float.to_string());
    let mut drivers: Vec<String> =
        numbers.drivers.iter().map(|cause| cause_text(case, m, *cause).0.replace("p0/", "")).collect();
    drivers.sort();
    let floats = &numbers.floats;
    format!(
        "m{m} {}..{} {}..{} {}/{}/{} {}",
        told(early.remaining_start.unwrap_or(early.start)),
        told(early.finish),
        late(floats.late_start),
        late(floats.late_finish),
        float(floats.total),
        float(floats.free),
        float(floats.commitment),
        drivers.join(" "),
    )
}

#[track_caller]
fn check(case: &Case, expected: &[&str]) {
    let rows = rows(case);
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    assert_eq!(rows, expected);
}

// m0 5..9.
// m1 of 2d must end by Fri 9> + nothing: moved to 8..9.
// m2 of 2d by 9> + 2wd = Tue 13>: 12 13.
// m3 of 2d by 9> less 2wd: back from the 9th, 9 8, the start of Thu 8, which steps back to Wed 7>:
//   6 7.
// m4 of 2d by 9> + 1ed = Sat 10>: the first working end is Mon 12>: 9 12.
// The latest is Tue 13>.
// Late: m0 may be 2wd later for m2 (not at all: it drives), so 0.
// m1 until 12..13, 2wd; m3 4wd; m4 1wd.
#[test]
fn a_finish_waits_for_a_finish() {
    check(
        &case(vec![
            work(days(5)),
            work(days(2)).after(&[(0, FinishFinish, NONE)]),
            work(days(2)).after(&[(0, FinishFinish, days(2))]),
            work(days(2)).after(&[(0, FinishFinish, days(-2))]),
            work(days(2)).after(&[(0, FinishFinish, elapsed(1))]),
        ]),
        &[
            "m0 5..9 5..9 0/0/- data-date",
            "m1 8..9 12..13 2/2/- m0",
            "m2 12..13 12..13 0/0/- m0",
            "m3 6..7 12..13 4/4/- m0",
            "m4 9..12 12..13 1/1/- m0",
        ],
    );
}

// m0 12 13, not before Mon 12. Its start side, >Mon 12, is Fri 9> to a finish: m1 of 1d is 9. +2wd
//   is Tue 13>: m2 13. -1wd: the start of Fri 9, stepped back to Thu 8>: m3 8. +1ed is >Tue 13, so
//   the end of the day before, Mon 12>: m4 12.
// Events: m5 at Fri 9>; m6 with +1ed at Mon 12>. The finish is Tue 13>.
// A start that slips a day moves m1 9->12 (FREE 0).
#[test]
fn a_finish_waits_for_a_start() {
    let mut late = work(days(2));
    late.not_before = Some(day(12));
    let event = Milestone::default;
    check(
        &case(vec![
            late,
            work(days(1)).after(&[(0, StartFinish, NONE)]),
            work(days(1)).after(&[(0, StartFinish, days(2))]),
            work(days(1)).after(&[(0, StartFinish, days(-1))]),
            work(days(1)).after(&[(0, StartFinish, elapsed(1))]),
            event().after(&[(0, StartFinish, NONE)]),
            event().after(&[(0, StartFinish, elapsed(1))]),
        ]),
        &[
            "m0 12..13 12..13 0/0/- not-before",
            "m1 9..9 13..13 2/2/- m0",
            "m2 13..13 13..13 0/0/- m0",
            "m3 8..8 13..13 3/3/- m0",
            "m4 12..12 13..13 1/1/- m0",
            "m5 9>..9> 13..13 2/2/- m0",
            "m6 12>..12> 13..13 1/1/- m0",
        ],
    );
}

// m0 stays on its promise, Sat 10>.
// A start after it is >Mon 12; a finish by it counts from Fri 9>: m2 8 9. With +1wd from Fri 9> the
//   finish is Mon 12>, and with +1ed Sat 10>, whose next working end is Mon 12> too.
#[test]
fn an_event_on_a_day_off_counts_from_the_working_end_before() {
    let promise = Milestone { due: Some(day(10)), ..Milestone::default() };
    check(
        &case(vec![
            promise,
            work(days(2)).after(&[(0, FinishStart, NONE)]),
            work(days(2)).after(&[(0, FinishFinish, NONE)]),
            work(days(2)).after(&[(0, FinishFinish, days(1))]),
            work(days(2)).after(&[(0, FinishFinish, elapsed(1))]),
        ]),
        &[
            "m0 10>..10> 10..10 0/0/- due",
            "m1 12..13 12..13 0/0/- m0",
            "m2 8..9 12..13 2/2/- m0",
            "m3 9..12 12..13 1/1/- m0",
            "m4 9..12 12..13 1/1/- m0",
        ],
    );
}

// m0 of 10ed from Mon 5: Wed 14, 8 working days.
// m1 starts Thu 15.
// m2 of 4ed must end by Wed 14>: from Mon 12, Thu 15 (from Fri 9, Mon 12, is too early; the weekend
//   is no start). Until Thu 15 would not move it: the weekend holds it, and m0 does not drive.
// m3 of 3ed from Thu 8 ends Sat 10.
// The latest finish is Thu 15>.
// Late start of m3: Tue 13, Thu 15: 3wd from the 8th (9 12 13); finish Sat 10> -> Thu 15>: 12 13 14
//   15 = 4. The smaller: 3.
// m2 drives nothing and ends last: 0. Its free float: without successors the total.
#[test]
fn elapsed_work_runs_over_days_off() {
    let mut later = work(elapsed(3));
    later.not_before = Some(day(8));
    let case = case(vec![
        work(elapsed(10)),
        work(days(1)).after(&[(0, FinishStart, NONE)]),
        work(elapsed(4)).after(&[(0, FinishFinish, NONE)]),
        later,
    ]);
    check(
        &case,
        &[
            "m0 5..14 5..14 0/0/- data-date",
            "m1 15..15 15..15 0/0/- m0",
            "m2 12..15 12..15 0/0/- calendar",
            "m3 8..10 13..15 3/3/- not-before",
        ],
    );
    let answer = answer(&case);
    let workdays = |m: usize| (answer.milestones[m].duration, answer.milestones[m].remaining);
    assert_eq!(workdays(0), (Some(Some(8)), Some(8)));
    assert_eq!(workdays(3), (Some(Some(2)), Some(2)));
}

// As of Mon 12.
// m0 of 20ed began on Fri 2: 10 days went by, 10 left: 12..21.
// m1, half done as of Thu 8: 10 left, 9 10 11 went by, 7: 12..18, of which 5 are worked.
// m2, 3 days of work left said: 12..14.
// m3, work of 8d, 6ed left, said on Fri 9, and after m0, so that none of it went by: 22..27.
// m4 of 5ed, used up, 1 left: it may begin until Tue 27, 13->27: 11.
#[test]
fn remaining_elapsed_work_counts_civil_days() {
    let started = |duration: Span| Milestone { started: Some(day(2)), ..work(duration) };
    let half = Some(Progress { done: 50, whole: 100 });
    let mut case = case(vec![
        started(elapsed(20)),
        Milestone { progress: half, updated: Some(day(8)), ..started(elapsed(20)) },
        Milestone { remaining: Some(days(3)), ..started(elapsed(20)) },
        Milestone { remaining: Some(elapsed(6)), updated: Some(day(9)), ..started(days(8)) }.after(&[(
            0,
            FinishStart,
            NONE,
        )]),
        started(elapsed(5)),
    ]);
    case.as_of = day(12);
    check(
        &case,
        &[
            "m0 12..21 -..21 0/0/- data-date",
            "m1 12..18 -..27 7/7/- data-date",
            "m2 12..14 -..27 9/9/- data-date",
            "m3 22..27 -..27 0/0/- m0",
            "m4 12..12 -..27 11/11/- data-date",
        ],
    );
    let answer = answer(&case);
    let left = |m: usize| (answer.milestones[m].remaining, answer.milestones[m].assumed.flatten());
    assert_eq!(left(1), (Some(5), Some(3)));
    assert_eq!(left(2), (Some(3), Some(0)));
    assert_eq!(left(3), (Some(4), Some(0)));
    assert!(answer.milestones[4].is_floor && !answer.milestones[0].is_floor);
}

// m0 5 6 7.
// m1, cancelled, passes on Wed 7> + 2wd = Fri 9> and not its own 9 days.
// m2 follows on Mon 12; m3 may not lead: its -1d counts as 0, Mon 12 too.
// m4 must end by Fri 9>: 8 9.
// m5, cancelled and without links, binds nothing: m6 is at the data date.
// The latest is m2, Tue 13>.
// Free float of m0 is that to m2: 0; total 0.
// m4 could be 12 13.
#[test]
fn cancelled_milestones_pass_bounds_on() {
    let cancelled = Milestone { cancelled: Some(day(2)), due: Some(day(5)), ..work(days(9)) };
    check(
        &case(vec![
            work(days(3)),
            cancelled.clone().after(&[(0, FinishStart, days(2))]),
            work(days(2)).after(&[(1, StartStart, NONE)]),
            work(days(1)).after(&[(1, FinishStart, days(-1))]),
            work(days(2)).after(&[(1, FinishFinish, NONE)]),
            cancelled,
            work(days(1)).after(&[(5, FinishStart, days(4))]),
        ]),
        &[
            "m0 5..7 5..7 0/0/- data-date",
            "m1 cancelled",
            "m2 12..13 12..13 0/0/- m1",
            "m3 12..12 13..13 1/1/- m1",
            "m4 8..9 12..13 2/2/- m1",
            "m5 cancelled",
            "m6 5..5 13..13 6/6/- data-date",
        ],
    );
}

// m0 12. A cancelled point on its start side, >Mon 12, steps back in its own calendar for a finish:
//   its owner is away on Fri 9, so Thu 8>: m2 8. With +1ed the end of the day before >Tue 13: m3
//   12.
#[test]
fn a_cancelled_point_steps_back_in_its_own_calendar() {
    let first = Milestone { not_before: Some(day(12)), ..work(days(1)) };
    let cancelled = Milestone { cancelled: Some(day(2)), owner: Some(0), ..Milestone::default() };
    let mut case = case(vec![
        first,
        cancelled.after(&[(0, StartStart, NONE)]),
        work(days(1)).after(&[(1, FinishFinish, NONE)]),
        work(days(1)).after(&[(1, StartFinish, elapsed(1))]),
    ]);
    case.owners.push(OwnerSpec { calendar: None, away: vec![(day(9), day(9))] });
    check(
        &case,
        &[
            "m0 12..12 12..12 0/0/- not-before",
            "m1 cancelled",
            "m2 8..8 12..12 2/2/- m1",
            "m3 12..12 12..12 0/0/- m1",
        ],
    );
}

// m0 of 4d, 5..8.
// m1 of 2d has eta Sat 10: starts on 5, ends Sat 10, as m0 alone gives Thu 8.
// m2 has eta Wed 7, but m0 + 1wd gives Fri 9: starts on 5, and both what gives its start and the
//   link drive.
// m3 has eta Fri 9, and the link alone gives the same: both drive.
// Latest: Sat 10>.
// m0: no later than Thu 8 for m2 (own finish until Sat, that is Fri 9>: 1wd) and m3 (1wd): 1, free
//   0.
// m1: finish 0; it could start until Fri 9, 4wd: 0.
// m2, m3: finish until Fri 9>: 0; on the 9th work may still begin: 0.
#[test]
fn a_finish_bound_does_not_move_the_start_of_work_with_an_eta() {
    let said = |eta: i32| Milestone { eta: Some(day(eta)), ..work(days(2)) };
    check(
        &case(vec![
            work(days(4)),
            said(10).after(&[(0, FinishFinish, NONE)]),
            said(7).after(&[(0, FinishFinish, days(1))]),
            said(9).after(&[(0, FinishFinish, days(1))]),
        ]),
        &[
            "m0 5..8 5..8 0/0/- data-date",
            "m1 5..10 9..10 0/0/- eta",
            "m2 5..9 8..9 0/0/- data-date m0",
            "m3 5..9 9..9 0/0/- eta m0",
        ],
    );
}
