//! The oracle's started work and its lateness, checked against small plans worked out by hand.

use super::answer::{MilestoneAnswer, answer};
use super::by_hand::{case, days, work};
use super::case::{CalendarSpec, Case, Milestone, Progress};
use super::days::{Day, civil, iso};

fn november(day: i32) -> Day {
    civil(2026, 11, day)
}

fn of(milestone: &Milestone, as_of: Day) -> MilestoneAnswer {
    let plan = Case { as_of, ..case(vec![milestone.clone()]) };
    answer(&plan).milestones.remove(0)
}

fn finish(numbers: &MilestoneAnswer) -> Option<String> {
    numbers.early.as_ref().map(|early| iso(early.finish.day))
}

// 4d left, said on Thu 12 Nov, are 13, 16, 17 and 18. As of Thu 19 nobody said that they are over.
#[test]
fn the_day_of_a_word_is_counted_once() {
    let build = Milestone {
        started: Some(civil(2026, 10, 19)),
        remaining: Some(days(4)),
        updated: Some(november(12)),
        due: Some(november(17)),
        ..work(days(20))
    };
    for as_of in [12, 13, 16, 17, 18] {
        let numbers = of(&build, november(as_of));
        assert_eq!(finish(&numbers).as_deref(), Some("2026-11-18"), "as of {as_of}");
        assert_eq!((numbers.variance_workdays, numbers.is_floor), (Some(1), false));
    }
    let numbers = of(&build, november(19));
    assert_eq!(finish(&numbers).as_deref(), Some("2026-11-19"));
    assert!(numbers.is_floor);
    assert_eq!(numbers.overdue, 2);
}

// 5d from Mon 16 Nov end on Fri 20, whether nothing is said, that they have started, or that they
// have started and nothing is done; and still so on the two days after. A word of the 16th that
// something is done counts for its end: 4d from the 17th.
#[test]
fn saying_that_work_started_today_moves_nothing() {
    let silent = Milestone { due: Some(november(20)), ..work(days(5)) };
    let started = Milestone { started: Some(november(16)), ..silent.clone() };
    let at = |done: i32| Milestone {
        progress: Some(Progress { done, whole: 100 }),
        updated: Some(november(16)),
        ..started.clone()
    };
    assert_eq!(finish(&of(&silent, november(16))).as_deref(), Some("2026-11-20"));
    for as_of in [16, 17, 18] {
        for milestone in [&started, &at(0), &at(20)] {
            let numbers = of(milestone, november(as_of));
            assert_eq!(finish(&numbers).as_deref(), Some("2026-11-20"), "as of {as_of}");
        }
    }
}

// 33% of 3d leave 2.01, of 15d 10.05; 5/15 of 10d leave 6.67, 50% of 5d 2.5.
#[test]
fn percent_is_rounded_to_the_nearest_day() {
    let monday = civil(2026, 1, 5);
    let left = |duration: i32, done: i32, whole: i32| {
        let progress = Some(Progress { done, whole });
        of(&Milestone { started: Some(monday), progress, ..work(days(duration)) }, monday).remaining
    };
    let lefts = [left(3, 33, 100), left(15, 33, 100), left(10, 5, 15), left(5, 50, 100)];
    assert_eq!(lefts, [Some(2), Some(10), Some(7), Some(3)]);
}

// approval has slots on Thu 19 Nov, Thu 17 Dec and Thu 14 Jan; evidence, of 5d left from Mon 16, ends
// on Fri 20. So it is 17 Dec: from 19 Nov that is 20wd in its program's calendar, Monday to Friday,
// and would be one slot in its own. Overdue from Fri 20 Nov on, likewise.
#[test]
fn lateness_counts_in_the_programs_calendar() {
    let evidence = Milestone {
        calendar: Some(0),
        started: Some(november(2)),
        remaining: Some(days(5)),
        updated: Some(november(13)),
        due: Some(november(18)),
        ..work(days(10))
    };
    let approval = Milestone { calendar: Some(1), due: Some(november(19)), ..work(days(1)) };
    let after = approval.after(&[(0, super::case::LinkKind::FinishStart, days(0))]);
    let mut plan = case(vec![evidence, after]);
    let slots = [november(19), civil(2026, 12, 17), civil(2027, 1, 14)].map(|day| (day, day));
    plan.calendars.push(CalendarSpec {
        week: Some([false; 7]),
        workdays: slots.to_vec(),
        ..CalendarSpec::default()
    });
    plan.as_of = november(16);
    let late = |plan: &Case| {
        let milestones = answer(plan).milestones;
        milestones.iter().map(|m| (finish(m), m.variance_workdays, m.overdue)).collect::<Vec<_>>()
    };
    let on = |day: &str| Some(day.to_owned());
    assert_eq!(late(&plan), [(on("2026-11-20"), Some(2), 0), (on("2026-12-17"), Some(20), 0)]);
    // Where the program's calendar has no week, the default counts.
    plan.programs[0].calendar = Some(1);
    assert_eq!(late(&plan)[1].1, Some(20));
    plan.as_of = november(24);
    assert_eq!(late(&plan)[1].2, 3);
}
