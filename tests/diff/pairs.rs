//! What a diff says of promises, on random pairs of workspaces, against two plain schedules that
//! this file compares by itself.

use super::edited;
use crate::oracle::{self, Case, Family};
use crate::property::{cases, for_all};
use crate::support::{self, borrowed};
use Standing::{Kept, Late, Nothing};
use proptest::prelude::*;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use tpm::time::Day;

type Files = Vec<(String, String)>;

/// Returns the files of a plan in which every third promise is firm.
fn files(case: &Case) -> Files {
    let firm = |line: &str| match line.strip_prefix("    due: ").map(|day| Day::parse(day).unwrap()) {
        Some(day) if day.since(Day::parse("2026-01-05").unwrap()) % 3 == 0 => {
            format!("{line}\n    firm: true\n")
        }
        _ => format!("{line}\n"),
    };
    let files = oracle::files(case).into_iter();
    files.map(|(path, text)| (path, text.lines().map(firm).collect())).collect()
}

/// What a schedule says of one promise.
#[derive(Clone, Debug, Default, PartialEq)]
struct Said {
    due: Option<Day>,
    original: Option<Day>,
    firm: bool,
    standing: Standing,
    finish: Option<Day>,
    is_earliest: bool,
    /// Working and civil days from the promise to the finish.
    behind: (Option<i64>, Option<i32>),
}

#[derive(Clone, Copy, Debug, Default, PartialEq)]
enum Standing {
    #[default]
    Nothing,
    Unknown,
    Kept,
    Late,
}

impl Standing {
    fn word(self) -> &'static str {
        match self {
            Self::Nothing => "nothing-promised",
            Self::Unknown => "unknown",
            Self::Kept => "kept",
            Self::Late => "late",
        }
    }
}

fn day(value: &Value) -> Option<Day> {
    value.as_str().map(|text| Day::parse(text).unwrap())
}

/// Reads a milestone or program of a schedule. Cancelled work promises nothing.
fn said(entry: &Value, as_of: Day) -> Said {
    let is_cancelled = entry["state"] == "cancelled";
    let due = day(&entry["due"]).filter(|_| !is_cancelled);
    let finish = day(&entry["forecast_finish"]);
    let standing = match (due, finish) {
        (None, _) => Nothing,
        (Some(due), Some(finish)) if finish > due => Late,
        (Some(_), Some(_)) => Kept,
        (Some(due), None) if due < as_of => Late,
        (Some(_), None) => Standing::Unknown,
    };
    let behind = due.zip(finish).map(|(due, finish)| finish.since(due));
    Said {
        due,
        original: day(&entry["original_due"]),
        firm: entry["firm"] == true && !is_cancelled,
        standing,
        finish,
        is_earliest: entry["forecast_is_floor"] == true || entry["forecast_rests_on_floor"] == true,
        behind: (entry["due_variance_workdays"].as_i64().filter(|_| due.is_some()), behind),
    }
}

struct Schedule {
    /// Every milestone and program, by id.
    all: BTreeMap<String, Said>,
    /// The programs whose promise is that of the milestone they name as their finish.
    at_finish: BTreeSet<String>,
}

impl Schedule {
    fn of(files: &Files, case: &Case, day: &str) -> Self {
        let as_of = Day::parse(day).unwrap();
        let data = support::schedule(&borrowed(files), day)["data"].clone();
        let mut all = BTreeMap::new();
        for program in data["programs"].as_array().unwrap() {
            for entry in program["milestones"].as_array().unwrap().iter().chain([program]) {
                all.insert(entry["id"].as_str().unwrap().to_owned(), said(entry, as_of));
            }
        }
        let programs = case.programs.iter().enumerate();
        let at_finish = programs
            .filter(|(_, program)| program.due == program.finish.and_then(|at| case.milestones[at].due))
            .map(|(at, _)| case.program_id(at))
            .collect();
        Self { all, at_finish }
    }
}

/// The same thing in both schedules, by its id in the head, else in the base.
fn pairs(diff: &Value, was: &Schedule, is: &Schedule) -> BTreeMap<String, [Option<Said>; 2]> {
    // What has another id in the head is told under that; which it is, other tests ask.
    let renamed = diff["milestones"].as_array().unwrap().iter().filter(|entry| entry["change"] == "renamed");
    let name = |entry: &Value, key: &str| entry[key].as_str().unwrap().to_owned();
    let before: BTreeMap<String, String> =
        renamed.map(|entry| (name(entry, "id"), name(entry, "base_id"))).collect();
    let is_taken = |id: &String| before.values().any(|old| old == id);
    let mut pairs = BTreeMap::new();
    for (id, is) in &is.all {
        let old = before.get(id).or_else(|| Some(id).filter(|id| !is_taken(id)));
        pairs.insert(id.clone(), [old.and_then(|old| was.all.get(old)).cloned(), Some(is.clone())]);
    }
    for (id, was) in was.all.iter().filter(|(id, _)| !is_taken(id)) {
        let of_head = is.all.contains_key(id) && !before.contains_key(id);
        if !of_head {
            pairs.insert(id.clone(), [Some(was.clone()), None]);
        }
    }
    pairs
}

/// Compares what a diff says of promises with two schedules.
fn agrees(base: &Case, head: &Case) -> Result<(), String> {
    let day = oracle::as_of(base);
    let (old, new) = (files(base), files(head));
    let diff = super::printed(&borrowed(&old), &borrowed(&new), &["--as-of", &day]);
    // What an error hides is not compared.
    if diff["unread"] != Value::Array(Vec::new()) {
        return Ok(());
    }
    let (was, is) = (Schedule::of(&old, base, &day), Schedule::of(&new, head, &day));
    let list = diff["promises"].as_array().unwrap();
    let told: BTreeMap<&str, &Value> =
        list.iter().map(|promise| (promise["id"].as_str().unwrap(), promise)).collect();
    for (id, [before, after]) in pairs(&diff, &was, &is) {
        let at_finish =
            |schedule: &Schedule, said: &Option<Said>| said.is_none() || schedule.at_finish.contains(&id);
        let is_elsewhere = !id.contains('/') && at_finish(&was, &before) && at_finish(&is, &after);
        let is_gone = after.is_none();
        // A program's promise that is made at a milestone instead, or the other way round, goes on.
        let is_carried =
            [("before", &was, &before), ("after", &is, &after)].iter().any(|(side, all, said)| {
                let told = told.get(id.as_str()).map_or(Value::Null, |told| told["due"][side].clone());
                let mut programs = all.all.iter().filter(|(id, _)| !id.contains('/'));
                let is_unsaid = said.as_ref().is_none_or(|said| said.due.is_none());
                let is_its = |said: &Said| said.due.is_some_and(|day| told == day.to_string().as_str());
                is_unsaid && programs.any(|(_, program)| is_its(program))
            });
        if is_carried {
            continue;
        }
        let (before, after) = (before.unwrap_or_default(), after.unwrap_or_default());
        check(told.get(id.as_str()).copied(), is_elsewhere, is_gone, &before, &after)
            .map_err(|fault| format!("{id}: {fault}\n{before:?}\n{after:?}\n{:?}", told.get(id.as_str())))?;
    }
    Ok(())
}

/// Compares what is told of one promise with both schedules.
fn check(
    told: Option<&Value>,
    is_elsewhere: bool,
    is_gone: bool,
    was: &Said,
    is: &Said,
) -> Result<(), String> {
    let is_promised = was.due.is_some() || is.due.is_some();
    let is_said_otherwise = (was.due, was.original, was.firm) != (is.due, is.original, is.firm);
    let stands = |said: &Said| (said.standing, said.behind, said.finish, said.is_earliest);
    let is_change = is_said_otherwise || is_promised && stands(was) != stands(is);
    let Some(told) = told else {
        return if is_change && !is_elsewhere { Err("a change is not told".into()) } else { Ok(()) };
    };
    // Only room may have changed besides.
    let is_roomy = is.firm && (was.standing, is.standing) == (Kept, Kept);
    let has_room = is_roomy && told["base_room_workdays"] != told["room_workdays"];
    if is_elsewhere || !is_change && !has_room {
        return Err("told without a change".into());
    }
    let text = |day: Option<Day>| day.map_or(Value::Null, |day| day.to_string().into());
    let both = |key: &str, of: &dyn Fn(&Said) -> Value| {
        let sides = [(&told[key]["before"], of(was)), (&told[key]["after"], of(is))];
        let wrong = sides.iter().find(|(told, said)| *told != said);
        wrong.map_or(Ok(()), |(told, said)| Err(format!("{key} is told as {told}, and is {said}")))
    };
    both("due", &|said| text(said.due))?;
    both("original_due", &|said| text(said.original))?;
    both("firm", &|said| said.firm.into())?;
    both("standing", &|said| said.standing.word().into())?;
    both("forecast_finish", &|said| text(said.finish))?;
    let variance = |said: &Said| said.behind.0.map_or(Value::Null, Value::from);
    let is_later = is.finish > was.finish && was.finish.is_some();
    let turn = (was.standing, is.standing);
    // What was done and is taken out is no withdrawn promise.
    let is_archived = is_gone && told["done"]["before"] == true;
    let moved = match (was.due, is.due) {
        (Some(_), None) if is_archived => Value::Null,
        (None, Some(_)) => "made".into(),
        (Some(_), None) => "withdrawn".into(),
        (Some(was), Some(is)) if is > was => "later".into(),
        (Some(was), Some(is)) if is < was => "earlier".into(),
        _ => Value::Null,
    };
    let expected: [(&str, Value); 8] = [
        ("base_due_variance_workdays", variance(was)),
        ("due_variance_workdays", variance(is)),
        ("moved", moved),
        ("newly_late", matches!(turn, (Kept | Nothing, Late)).into()),
        ("no_longer_late", (turn == (Late, Kept)).into()),
        ("withdrawn_while_late", (turn == (Late, Nothing) && !is_archived).into()),
        ("later_still", (turn == (Late, Late) && is_later).into()),
        ("unread", serde_json::json!({"before": false, "after": false})),
    ];
    let wrong = expected.iter().find(|(key, said)| told[*key] != *said);
    wrong.map_or(Ok(()), |(key, said)| Err(format!("{key} is {}, and should be {said}", told[*key])))
}

fn any_case() -> impl Strategy<Value = Family> {
    prop::sample::select(Family::ALL.to_vec())
}

#[test]
fn promises_of_edited_plans_equal_two_schedules() {
    let edited = any_case().prop_flat_map(|family| edited::strategy(family, 8));
    for_all(cases(200), edited, |edited| agrees(&edited.base, &edited.head));
}

#[test]
fn promises_of_unrelated_plans_equal_two_schedules() {
    let two = any_case().prop_flat_map(|family| (oracle::strategy(family), oracle::strategy(family)));
    for_all(cases(100), two, |(base, mut head)| {
        // Dates that are in the future for one of them are errors in the other.
        head.as_of = base.as_of;
        agrees(&base, &head)
    });
}
