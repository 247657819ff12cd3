//! Overload is what the largest flow of work into days leaves over.
//!
//! The flow here is the plainest there is: day by day, one way at a time. It reads first days, last
//! days and what is left from `tpm schedule`, which has an oracle of its own, and counts working days
//! by the calendars as they are written below.

use super::{cases, samples};
use crate::oracle::days::{civil, iso, parse, weekday};
use crate::support;
use proptest::prelude::*;
use serde_json::Value;
use std::collections::BTreeSet;

/// The unit of a quarter of a day, in which capacities are whole.
const DAY: i32 = 4;
const MONDAY: i32 = 20_458;
const OWNERS: usize = 10;

#[derive(Debug, Clone)]
struct Work {
    kind: u32,
    first: i32,
    length: i32,
    spare: i32,
    calendar: u32,
    pause: Option<(i32, i32)>,
    waits: bool,
}

#[derive(Debug, Clone)]
struct Person {
    capacity: i32,
    away: Option<(i32, i32)>,
    /// Whether all work is in the plain calendar, without pauses.
    is_plain: bool,
    works: Vec<Work>,
}

fn person() -> impl Strategy<Value = Person> {
    let range = || proptest::option::of((0..30i32, 0..6i32).prop_map(|(first, more)| (first, first + more)));
    let work = (0..10u32, 0..14i32, 1..9i32, 0..9i32, 0..6u32, range(), 0..4u32).prop_map(
        |(kind, first, length, spare, calendar, pause, waits)| Work {
            kind,
            first,
            length,
            spare,
            calendar,
            pause,
            waits: waits == 0,
        },
    );
    let capacity = prop_oneof![Just(4), Just(4), 1..16i32];
    (capacity, range(), any::<bool>(), proptest::collection::vec(work, 1..6))
        .prop_map(|(capacity, away, is_plain, works)| Person { capacity, away, is_plain, works })
}

impl Person {
    fn calendar(&self, work: &Work) -> &'static str {
        match work.calendar {
            _ if self.is_plain => "default",
            0 => "six",
            1 => "odd",
            _ => "default",
        }
    }

    /// Whether a piece of work can be worked on on a day.
    fn works(&self, work: &Work, day: i32) -> bool {
        let is_in = |range: Option<(i32, i32)>| {
            range.is_some_and(|(first, last)| (MONDAY + first..=MONDAY + last).contains(&day))
        };
        let of_week = match self.calendar(work) {
            "six" => weekday(day) < 6,
            "odd" => [0, 2, 4].contains(&weekday(day)),
            _ => weekday(day) < 5,
        };
        of_week && !is_in(self.away) && (self.is_plain || !is_in(work.pause))
    }
}

fn files(people: &[Person]) -> [(String, String); 2] {
    let day = |offset: i32| iso(MONDAY + offset);
    let mut shared = "calendars:\n  six: {week: [mon, tue, wed, thu, fri, sat]}\n  odd: {week: [mon, wed, fri]}\nowners:\n".to_owned();
    let mut program = "milestones:\n".to_owned();
    for (owner, person) in people.iter().enumerate() {
        let away = person
            .away
            .map_or(String::new(), |(first, last)| format!(", away: [{}..{}]", day(first), day(last)));
        let capacity = f64::from(person.capacity) / f64::from(DAY);
        shared.push_str(&format!("  o{owner}: {{capacity: {capacity}{away}}}\n"));
        for (at, work) in person.works.iter().enumerate() {
            let due = work.first + work.length + work.length / 2 + work.spare;
            let (length, first, due) = (work.length, day(work.first), day(due));
            let said = match work.kind {
                0 => format!(
                    "duration: {length}d, due: {due}, started: {}, remaining: {length}d, updated: {}",
                    day(-3),
                    day(-1)
                ),
                1 => format!(
                    "duration: {length}d, not_before: {first}, due: {due}, eta: {}",
                    day(work.first + work.spare)
                ),
                2 => format!("duration: {length}d"),
                3 => format!("duration: {length}ed, not_before: {first}, due: {due}"),
                4 => format!("due: {due}"),
                5 => format!("duration: {length}d, due: {}", day(-2)),
                _ => format!("duration: {length}d, not_before: {first}, due: {due}"),
            };
            let pause = work
                .pause
                .filter(|_| !person.is_plain)
                .map_or(String::new(), |(first, last)| format!(", pauses: [{}..{}]", day(first), day(last)));
            let waits = match at {
                1.. if work.waits && work.kind != 0 => format!(", depends_on: [o{owner}-{}]", at - 1),
                _ => String::new(),
            };
            let calendar = person.calendar(work);
            program.push_str(&format!(
                "  o{owner}-{at}: {{owner: o{owner}, calendar: {calendar}, {said}{pause}{waits}}}\n"
            ));
        }
    }
    [("programs/tpm.yaml".into(), shared), ("programs/p.yaml".into(), program)]
}

/// A piece of work: its id, the days on which it can be worked on, and how many of them it needs.
#[derive(Debug, Clone)]
struct Piece {
    id: String,
    days: Vec<i32>,
    work: i32,
}

/// "For an interval of their working days: the sum over their unfinished work of max(0, work left −
/// what fits of it between its early start (`remaining_start` if started) and its `finish_by`, never
/// before its early finish, outside the interval …)"
fn pieces(person: &Person, owner: usize, milestones: &[Value]) -> Vec<Piece> {
    let piece = |(at, work): (usize, &Work)| {
        let id = format!("p/o{owner}-{at}");
        let found = milestones.iter().find(|one| one["id"] == id.as_str()).unwrap();
        let day = |key: &str| found[key].as_str().map(parse);
        let by = day("finish_by").filter(|_| found["kind"] == "work" && work.kind != 3)?;
        let from = day("remaining_start").or(day("early_start"))?;
        let through = day("early_finish")?;
        let count = |last: i32| (from..=last).filter(|day| person.works(work, *day)).collect::<Vec<i32>>();
        // Where an `eta` comes sooner than the work that is left, the `eta` counts.
        let left = found["remaining_workdays"].as_i64().unwrap() as i32;
        let work = left.min(count(through).len() as i32);
        Some(Piece { id, days: count(by.max(through)), work }).filter(|_| work > 0)
    };
    person.works.iter().enumerate().filter_map(piece).collect()
}

/// Returns how many quarters of days of the work do not fit, a piece one day a day at most.
fn left_over(pieces: &[Piece], capacity: i32) -> i32 {
    let days: BTreeSet<i32> = pieces.iter().flat_map(|piece| piece.days.iter().copied()).collect();
    let days: Vec<i32> = days.into_iter().collect();
    let mut left: Vec<i32> = pieces.iter().map(|piece| piece.work * DAY).collect();
    let mut free = vec![capacity; days.len()];
    let mut put = vec![vec![0; days.len()]; pieces.len()];
    let can: Vec<Vec<bool>> =
        pieces.iter().map(|piece| days.iter().map(|day| piece.days.contains(day)).collect()).collect();
    /// Finds a day with room for one quarter more of a piece, moving others on.
    fn place(
        piece: usize,
        (can, put, free): (&[Vec<bool>], &mut [Vec<i32>], &mut [i32]),
        seen: &mut [bool],
    ) -> bool {
        seen[piece] = true;
        for day in 0..free.len() {
            if !can[piece][day] || put[piece][day] == DAY {
                continue;
            }
            if free[day] > 0 {
                free[day] -= 1;
                put[piece][day] += 1;
                return true;
            }
            for other in 0..can.len() {
                if !seen[other] && put[other][day] > 0 && place(other, (can, put, free), seen) {
                    put[other][day] -= 1;
                    put[piece][day] += 1;
                    return true;
                }
            }
        }
        false
    }
    for (piece, left) in left.iter_mut().enumerate() {
        while *left > 0 && place(piece, (&can, &mut put, &mut free), &mut vec![false; pieces.len()]) {
            *left -= 1;
        }
    }
    left.iter().sum()
}

/// Whether some interval of days has more work forced into it than its days allow, by the formula.
fn exceeds_an_interval(pieces: &[Piece], capacity: i32) -> bool {
    let days: BTreeSet<i32> = pieces.iter().flat_map(|piece| piece.days.iter().copied()).collect();
    let days: Vec<i32> = days.into_iter().collect();
    let is_exceeded = |interval: &[i32]| {
        let forced = pieces.iter().map(|piece| {
            let outside = piece.days.iter().filter(|day| !interval.contains(day)).count() as i32;
            (piece.work - outside).max(0) * DAY
        });
        forced.sum::<i32>() > capacity * interval.len() as i32
    };
    (0..days.len()).any(|from| (from..days.len()).any(|to| is_exceeded(&days[from..=to])))
}

/// Compares one person; returns whether they have too much to do.
fn compare(person: &Person, pieces: &[Piece], load: &Value) -> Result<bool, String> {
    let mut wrong = Vec::new();
    let quarters = |days: &Value| (days.as_f64().unwrap() * f64::from(DAY)) as i32;
    let overloads = load["overloads"].as_array().unwrap();
    let over = left_over(pieces, person.capacity);
    let told: i32 = overloads.iter().map(|overload| quarters(&overload["excess_workdays"])).sum();
    if over != told {
        wrong.push(format!("{over} quarters do not fit, {told} are told"));
    }
    if exceeds_an_interval(pieces, person.capacity) && overloads.is_empty() {
        wrong.push("an interval is exceeded".into());
    }
    if person.is_plain && person.capacity <= DAY && over > 0 && !exceeds_an_interval(pieces, person.capacity)
    {
        wrong.push("no interval is exceeded".into());
    }
    for overload in overloads {
        let excess = quarters(&overload["excess_workdays"]);
        let forced = overload["forced_workdays"].as_array().unwrap();
        let forced: i32 = forced.iter().map(|days| days.as_i64().unwrap() as i32 * DAY).sum();
        let days = overload["workdays"].as_i64().unwrap() as i32;
        if excess <= 0 || forced - days * person.capacity != excess {
            wrong.push(format!("{excess} is not {forced} less {days} days"));
        }
        let named = overload["milestones"].as_array().unwrap();
        let is_named = |piece: &&Piece| named.iter().any(|id| *id == piece.id.as_str());
        let alone: Vec<Piece> = pieces.iter().filter(is_named).cloned().collect();
        if left_over(&alone, person.capacity) < excess {
            wrong.push(format!("the milestones alone leave less over than {excess}"));
        }
        // Less of any of them would help.
        for id in named {
            let others: Vec<Piece> =
                pieces.iter().filter(|piece| *id != piece.id.as_str()).cloned().collect();
            if left_over(&others, person.capacity) >= over {
                wrong.push(format!("without {id} as much is left over"));
            }
        }
    }
    let text = || wrong.join("\n");
    if wrong.is_empty() { Ok(over > 0) } else { Err(format!("{}\n{pieces:#?}\n{load:#}", text())) }
}

/// Each case is a plan of ten owners.
#[test]
fn too_much_to_do_is_what_a_largest_flow_leaves_over() {
    assert_eq!(iso(MONDAY), "2026-01-05");
    assert_eq!(weekday(MONDAY), 0);
    assert_eq!(civil(2026, 1, 5), MONDAY);
    let (mut overloaded, mut others) = (0, 0);
    for people in samples(cases(1000), proptest::collection::vec(person(), OWNERS)) {
        let files = files(&people);
        let files: Vec<(&str, &str)> =
            files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        let today = ["--as-of", "2026-01-05", "--format", "json"];
        let [load, schedule] =
            ["load", "schedule"].map(|report| support::json(&files, &[&[report][..], &today].concat()));
        let milestones = schedule["data"]["programs"][0]["milestones"].as_array().unwrap();
        let loads = load["data"]["owners"].as_array().unwrap();
        for (owner, person) in people.iter().enumerate() {
            let of_owner = loads.iter().find(|load| load["owner"] == format!("o{owner}").as_str()).unwrap();
            match compare(person, &pieces(person, owner, milestones), of_owner) {
                Ok(true) => overloaded += 1,
                Ok(false) => others += 1,
                Err(wrong) => panic!("{wrong}\n{}\n{}", files[0].1, files[1].1),
            }
        }
    }
    assert!(overloaded * 4 > others && others * 4 > overloaded, "{overloaded} of {others} are overloaded");
}
