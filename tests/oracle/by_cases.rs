//! The oracle's results of the second edition, checked against small plans worked out by hand: what
//! drives, what is critical, what rests on a floor, by when a promise asks for something, and where
//! a program ends.

use super::answer::{Answer, answer, cause_text};
use super::by_hand::{case, days, work};
use super::case::{CalendarSpec, Case, Duration, Link, LinkKind, Milestone};
use super::days::{Day, civil, iso};

fn of(year: i32, month: usize, day: i32) -> Day {
    civil(year, month, day)
}

/// Links to predecessors without a lag.
fn after(milestone: Milestone, predecessors: &[usize]) -> Milestone {
    let links: Vec<(usize, LinkKind, super::case::Span)> =
        predecessors.iter().map(|on| (*on, LinkKind::FinishStart, days(0))).collect();
    milestone.after(&links)
}

fn slots(workdays: &[Day]) -> CalendarSpec {
    let workdays = workdays.iter().map(|day| (*day, *day)).collect();
    CalendarSpec { week: Some([false; 7]), workdays, ..CalendarSpec::default() }
}

fn finish(answer: &Answer, m: usize) -> Option<String> {
    answer.milestones[m].early.as_ref().map(|early| iso(early.finish.day))
}

fn drivers(case: &Case, answer: &Answer, m: usize) -> Vec<String> {
    let causes = answer.milestones[m].drivers.iter();
    causes.map(|cause| cause_text(case, m, *cause).0.replace("p0/", "")).collect()
}

// As of Mon 16 Nov 2026. s1 has slots on Wed 18 Nov and Wed 9 Dec, s2 on Tue 22 Dec and 20 Jan.
//   m0 register, m1 policies: 16 17. m2 stage1: 18. m3 fixes of 10d: 19 Nov..2 Dec.
//   m4 pentest of 5d, not before 1 Dec: 1..7 Dec. m5 evidence of 5d: 8..14 Dec.
//   m6 suppliers of 17d: 16 Nov..8 Dec. m7 cert: 22 Dec, the finish.
// A day more on m0 or m1 is 18>, so that stage1 is 9 Dec, fixes end on 23 Dec, and cert is 20 Jan:
// both drive stage1 and are critical, as are stage1 and cert. Until Mon 21 Dec fixes may slip by
// 13, evidence by 5 and suppliers by 9: none of them drives cert.
#[test]
fn a_link_drives_where_a_day_more_would_move_the_date() {
    let mut pentest = work(days(5));
    pentest.not_before = Some(of(2026, 12, 1));
    let mut plan = case(vec![
        work(days(2)),
        work(days(2)),
        after(Milestone { calendar: Some(1), ..work(days(1)) }, &[0, 1]),
        after(work(days(10)), &[2]),
        pentest,
        after(work(days(5)), &[4, 0]),
        work(days(17)),
        after(Milestone { calendar: Some(2), ..work(days(1)) }, &[3, 5, 6]),
    ]);
    plan.as_of = of(2026, 11, 16);
    plan.calendars.push(slots(&[of(2026, 11, 18), of(2026, 12, 9)]));
    plan.calendars.push(slots(&[of(2026, 12, 22), of(2027, 1, 20)]));
    plan.programs[0].finish = Some(7);
    let answer = answer(&plan);
    assert_eq!(finish(&answer, 7).as_deref(), Some("2026-12-22"));
    let critical = (0..8).filter(|m| !answer.milestones[*m].critical_for.is_empty());
    assert_eq!(critical.collect::<Vec<usize>>(), [0, 1, 2, 7]);
    let floats: Vec<i32> = answer.milestones.iter().filter_map(|numbers| numbers.floats.total).collect();
    assert_eq!(floats, [0, 0, 0, 13, 5, 5, 9, 0]);
    assert_eq!(drivers(&plan, &answer, 2), ["m0", "m1", "data-date"]);
    assert_eq!(drivers(&plan, &answer, 3), ["m2"]);
    assert!(drivers(&plan, &answer, 7).iter().all(|cause| !cause.starts_with('m')));
}

// As of Mon 7 Dec 2026. m0 stands on its promise, 18 Dec, and is blocked without an end: a floor. m1
// of 15d: 21 Dec..8 Jan. m2 of 5d: 11..15 Jan. Both rest on m0 and are no floors themselves. m3 waits
// for m0 too, but is held by its eta; m4 waits for m1, but not as long as for 1 Feb.
#[test]
fn what_a_floor_drives_rests_on_it() {
    let blocked = super::case::Blocked { since: of(2026, 11, 30), until: None };
    let contract = Milestone { due: Some(of(2026, 12, 18)), blocked: Some(blocked), ..Milestone::default() };
    let mut plan = case(vec![
        contract,
        after(work(days(15)), &[0]),
        after(work(days(5)), &[1]),
        after(Milestone { eta: Some(of(2027, 1, 5)), ..work(days(2)) }, &[0]),
        after(Milestone { not_before: Some(of(2027, 2, 1)), ..work(days(2)) }, &[1]),
    ]);
    plan.as_of = of(2026, 12, 7);
    let answer = answer(&plan);
    assert_eq!(finish(&answer, 1).as_deref(), Some("2027-01-08"));
    assert_eq!(finish(&answer, 2).as_deref(), Some("2027-01-15"));
    let floors: Vec<bool> = answer.milestones.iter().map(|numbers| numbers.is_floor).collect();
    assert_eq!(floors, [true, false, false, false, false]);
    let behind: Vec<&[usize]> =
        answer.milestones.iter().map(|numbers| numbers.floors_behind.as_slice()).collect();
    assert_eq!(behind, [&[][..], &[0], &[0], &[], &[]]);
}

// As of Tue 10 Oct 2023. m0 feature of 11d: 10..24 Oct. m1 provision, as soon as it may: >10. m2 of
// 5d, due Fri 3 Nov, must start on Mon 30. With a lag of 1d, Fri 27, m1 must be over by Thu 26>;
// without, by Fri 27>. m0 by Fri 27 in both.
#[test]
fn the_day_that_is_asked_for_is_enough_and_the_next_is_not() {
    let lagged = |lag: i32| {
        let feature = Link { on: 0, kind: LinkKind::FinishStart, lag: days(0), by_program: false };
        let provision = Link { on: 1, lag: days(lag), ..feature };
        let mut plan = case(vec![
            work(days(11)),
            Milestone { duration: Some(Duration::One(days(0))), ..Milestone::default() },
            Milestone { links: vec![feature, provision], due: Some(of(2023, 11, 3)), ..work(days(5)) },
        ]);
        plan.as_of = of(2023, 10, 10);
        plan.programs[0].finish = Some(2);
        let answer = answer(&plan);
        let by = |m: usize| {
            let asked = &answer.milestones[m].floats.asked[0];
            (asked.promise.clone(), asked.days.map(|day| day.map(iso)))
        };
        [by(0), by(1), by(2)]
    };
    let by =
        |start: &str, finish: &str| ("p0/m2".to_owned(), [start, finish].map(|day| Some(day.to_owned())));
    let feature = by("2023-10-13", "2023-10-27");
    let own = by("2023-10-30", "2023-11-03");
    assert_eq!(lagged(1), [feature.clone(), by("2023-10-26", "2023-10-26"), own.clone()]);
    assert_eq!(lagged(0), [feature, by("2023-10-27", "2023-10-27"), own]);
}

// m0 of 5d: 5..9; m1 of 0d stands on Fri 9> too and waits for it: it alone is the finish. With m2 of
// 5d beside them, both m1 and m2 are, and m1 is named.
#[test]
fn of_finishes_that_tie_those_count_that_no_other_waits_for() {
    let launch = || Milestone { duration: Some(Duration::One(days(0))), ..Milestone::default() };
    let ladder = case(vec![work(days(5)), after(launch(), &[0])]);
    assert_eq!(answer(&ladder).programs[0].finish, Some(1));
    let mut beside = case(vec![work(days(5)), after(launch(), &[0]), work(days(5))]);
    assert_eq!(answer(&beside).programs[0].finish, Some(1));
    beside.reversed_ids = true;
    assert_eq!(answer(&beside).programs[0].finish, Some(2));
}
