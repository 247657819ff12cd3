//! What a risk costs equals what editing the plan costs.

use super::samples;
use crate::oracle::calendar::WorkDays;
use crate::oracle::case::{Case, Duration, Span, Unit};
use crate::oracle::days::{Day, start_of};
use crate::oracle::{self, Family};
use crate::support;
use crate::support::part::one_in;
use serde_json::Value;
use std::collections::BTreeMap;

/// The points of the impact, in days.
const POINTS: [i32; 3] = [1, 4, 9];
const PERCENT: f64 = 50.0;

fn schedule(case: &Case) -> Value {
    let files = oracle::files(case);
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    support::schedule(&files, &oracle::as_of(case))
}

/// Returns program, day and forecast of every promise, by id.
fn promises(case: &Case, schedule: &Value) -> BTreeMap<String, (usize, Value, Value)> {
    let mut promises = BTreeMap::new();
    for program in schedule["data"]["programs"].as_array().unwrap() {
        let own = (0..case.programs.len()).find(|at| program["id"] == case.program_id(*at)).unwrap();
        let unfinished =
            |milestone: &&Value| milestone["state"] != "done" && milestone["state"] != "cancelled";
        let milestones = program["milestones"].as_array().unwrap().iter().filter(unfinished);
        for promise in milestones.chain([program]) {
            let found = (own, promise["due"].clone(), promise["forecast_finish"].clone());
            promises.insert(promise["id"].as_str().unwrap().to_owned(), found);
        }
    }
    promises
}

/// Whether nothing but its inputs and its own length decides when a milestone finishes.
fn is_plain(case: &Case, m: usize) -> bool {
    let milestone = &case.milestones[m];
    let says_more = milestone.eta.or(milestone.window).or(milestone.done).or(milestone.cancelled).is_some();
    let is_held = milestone.links.iter().any(|link| link.kind.holds_finish());
    !says_more && !is_held && !base(case, m).unbroken
}

fn base(case: &Case, m: usize) -> WorkDays {
    WorkDays::of_calendar(case, WorkDays::base_of(case, m))
}

/// Whether a milestone works in slots: the week of its calendar has no working day.
fn is_of_slots(case: &Case, m: usize) -> bool {
    base(case, m).count_of(Span { count: 1, unit: Unit::Weeks }) == 0
}

/// Returns the plan in which a milestone begins so many days later than on `start`; "on a slot
/// calendar both count in the program's calendar, then go to the next slot".
fn begun_later(case: &Case, m: usize, days: i32, start: Day) -> Option<Case> {
    let milestone = &case.milestones[m];
    let length = milestone.duration.filter(|_| is_plain(case, m) && milestone.started.is_none())?.likely();
    let counted = match is_of_slots(case, m) {
        // The slots of longer work may lie unevenly.
        true if length.count > 1 => return None,
        true => WorkDays::of_lateness(case, milestone.program),
        false => base(case, m).full(case, m),
    };
    if length.unit != Unit::Days || length.count == 0 {
        return None;
    }
    let mut edited = case.clone();
    edited.milestones[m].not_before = Some(counted.slipped(start_of(start), days)?.day);
    Some(edited)
}

/// Returns the plan in which a milestone takes so many days longer, if that is the same as finishing
/// so much later: nothing waits for its start.
fn longer(case: &Case, m: usize, days: i32) -> Option<Case> {
    let milestone = &case.milestones[m];
    if !is_plain(case, m) || is_of_slots(case, m) {
        return None;
    }
    let mut edited = case.clone();
    let own = &mut edited.milestones[m];
    let more = |span: Span| Span { count: span.count + days, ..span };
    let is_working = |span: &Span| span.unit == Unit::Days;
    if milestone.started.is_some() {
        // The day of the word is not that of the start, which is read as the start of that day.
        if milestone.updated == milestone.started {
            return None;
        }
        // At least a day is left, whatever is said.
        let left = milestone.remaining.filter(|left| is_working(left) && left.count > 0)?;
        own.remaining = Some(more(left));
        return Some(edited);
    }
    let starts_others = case.milestones.iter().flat_map(|other| &other.links);
    if starts_others.filter(|link| link.on == m).any(|link| !link.kind.runs_from_finish()) {
        return None;
    }
    own.duration = Some(match milestone.duration? {
        Duration::One(span) if is_working(&span) && span.count > 0 => Duration::One(more(span)),
        Duration::Three(a, b, c) if [a, b, c].iter().all(is_working) && b.count > 0 => {
            Duration::Three(more(a), more(b), more(c))
        }
        _ => return None,
    });
    Some(edited)
}

fn day(case: &Case, text: &Value) -> Option<Day> {
    let text = text.as_str()?;
    // The days of a case are numbers around its as-of day.
    let parse = |text: &str| tpm::time::Day::parse(text).unwrap();
    let since = parse(text).since(parse(&oracle::as_of(case)));
    Some(case.as_of + since)
}

/// Returns what each promise costs at a point, in working days; `None` if it has no date then.
fn at_point(case: &Case, before: &Value, after: &Value) -> BTreeMap<String, Option<i32>> {
    let after = promises(case, after);
    let mut costs = BTreeMap::new();
    for (id, (program, due, forecast)) in promises(case, before) {
        let (Some(due), Some(forecast)) = (day(case, &due), day(case, &forecast)) else { continue };
        let reference = due.max(forecast);
        match day(case, &after[&id].2) {
            Some(then) if then <= reference => {}
            then => {
                let days = |then: Day| WorkDays::of_lateness(case, program).variance(reference, then);
                costs.insert(id, then.map(days));
            }
        }
    }
    costs
}

#[test]
fn costs_equal_those_of_the_edited_plan() {
    let (mut compared, mut costing, mut far, mut slots) = (0, 0, 0, 0);
    for family in Family::ALL {
        for case in samples(oracle::cases(60), oracle::strategy(family)) {
            let before = schedule(&case);
            let mut tried = 0;
            for m in 0..case.milestones.len() {
                let home = case.program_id(case.milestones[m].program);
                let id = case.full_id(m);
                let programs = before["data"]["programs"].as_array().unwrap();
                let told = programs.iter().find(|program| program["id"] == home).unwrap();
                let told =
                    told["milestones"].as_array().unwrap().iter().find(|told| told["id"] == id).unwrap();
                let Some(start) = day(&case, &told["early_start"]) else { continue };
                // Days that are assumed worked shorten little work less.
                if tried == 3 || told["assumed_worked_workdays"].as_i64().unwrap_or(0) > 0 {
                    continue;
                }
                let edit =
                    |days: &i32| longer(&case, m, *days).or_else(|| begun_later(&case, m, *days, start));
                let Some(edited) = POINTS.iter().map(edit).collect::<Option<Vec<Case>>>() else { continue };
                tried += 1;
                slots += usize::from(is_of_slots(&case, m));
                let mut files = oracle::files(&case);
                let (_, text) =
                    files.iter_mut().find(|(path, _)| path.ends_with(&format!("{home}.yaml"))).unwrap();
                *text += &format!(
                    "risks:\n  r: {{title: R, probability: {PERCENT}%, impact: [{}d, {}d, {}d], affects: [{id}]}}\n",
                    POINTS[0], POINTS[1], POINTS[2]
                );
                let files: Vec<(&str, &str)> =
                    files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
                let as_of = oracle::as_of(&case);
                let risks = support::json(&files, &["risks", "--format", "json", "--as-of", &as_of]);
                let [best, likely, worst] =
                    [0, 1, 2].map(|at: usize| at_point(&case, &before, &schedule(&edited[at])));
                let mut expected: BTreeMap<String, (Option<i32>, Option<f64>)> = BTreeMap::new();
                for (promise, up_to) in &worst {
                    let days = |costs: &BTreeMap<String, Option<i32>>| {
                        costs.get(promise).copied().unwrap_or(Some(0))
                    };
                    let mean = || Some(f64::from(days(&best)? + 4 * days(&likely)? + (*up_to)?) / 6.0);
                    let tenths = |days: f64| (days * PERCENT / 100.0 * 10.0 + 1e-9).round() / 10.0;
                    expected.insert(promise.clone(), (*up_to, mean().map(tenths)));
                }
                let found: BTreeMap<String, (Option<i32>, Option<f64>)> = risks["data"]["risks"][0]["costs"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .map(|cost| {
                        let up_to = cost["up_to_workdays"].as_i64().map(|days| days as i32);
                        (
                            cost["promise"].as_str().unwrap().to_owned(),
                            (up_to, cost["expected_workdays"].as_f64()),
                        )
                    })
                    .collect();
                let texts: String = files.iter().map(|(path, text)| format!("--- {path}\n{text}")).collect();
                assert_eq!(found, expected, "as of {as_of}\n{texts}");
                compared += 1;
                costing += usize::from(!found.is_empty());
                far += found.values().filter(|(up_to, _)| up_to.is_none_or(|days| days > POINTS[2])).count();
            }
        }
    }
    assert!(
        compared > 200 / one_in(20) && costing > 100 / one_in(20) && (far.min(slots) > 0 || one_in(20) > 1),
        "{compared} compared, {costing} cost, {far} far, {slots} of slots"
    );
}
