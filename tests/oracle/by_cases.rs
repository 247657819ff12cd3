//! The oracle's results of the second edition, checked against small plans worked out by hand: what
//! rests on a floor, by when a promise asks for something, and where a program ends.

use super::answer::{Answer, answer};
use super::by_hand::{case, days, work};
use super::case::{Duration, Link, LinkKind, Milestone};
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

fn finish(answer: &Answer, m: usize) -> Option<String> {
    answer.milestones[m].early.as_ref().map(|early| iso(early.finish.day))
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
