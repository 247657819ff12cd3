//! Laws of section 4 that need a second case, but no second scheduler.

use serde_json::Value;

use super::case::{Case, Progress};
use super::days::iso;
use super::early::is_work;
use std::collections::BTreeSet;

/// Prints the schedule of a case.
pub type Run<'r> = &'r dyn Fn(&Case) -> Value;

/// "**Law: writing `done` on the as-of day for a milestone forecast to finish that day changes no
/// other milestone's early dates**". Returns every violation.
pub fn done_today_moves_nothing(case: &Case, run: Run) -> Vec<String> {
    let before = run(case);
    let mut found = Vec::new();
    for (milestone, changed) in done_today(case, &before) {
        let after = run(&changed);
        for other in (0..case.milestones.len()).filter(|other| *other != milestone) {
            let id = case.full_id(other);
            for key in ["early_start", "early_finish"] {
                let (was, is) = (field(&before, &id, key), field(&after, &id, key));
                if was != is {
                    let done = case.full_id(milestone);
                    found.push(format!("`done` of {done}: {key} of {id} was {was}, is {is}"));
                }
            }
        }
    }
    found
}

/// The cases in which one milestone that is forecast to finish on the as-of day is marked done.
pub fn done_today(case: &Case, printed: &Value) -> Vec<(usize, Case)> {
    let today = Value::from(iso(case.as_of));
    let forecast = (0..case.milestones.len()).filter(|m| {
        let finish = field(printed, &case.full_id(*m), "forecast_finish");
        case.milestones[*m].done.is_none() && finish == today
    });
    let changed = forecast.map(|milestone| {
        let mut changed = case.clone();
        changed.milestones[milestone].done = Some(case.as_of);
        (milestone, changed)
    });
    changed.collect()
}

/// "**Laws**: (a) between two as-of days from `updated` on, without an edit, no forecast gets
/// earlier, and it stays the same until the assumed days are used up or something that holds the work
/// moves". Returns every violation between the as-of day and the next.
pub fn no_forecast_moves_overnight(case: &Case, run: Run) -> Vec<String> {
    let (before, after) = (run(case), run(&a_day_later(case)));
    let mut found = Vec::new();
    for m in (0..case.milestones.len()).filter(|m| case.milestones[*m].done.is_none()) {
        let id = case.full_id(m);
        for key in ["early_start", "early_finish"] {
            let (was, is) = (field(&before, &id, key), field(&after, &id, key));
            if is.as_str() < was.as_str() {
                found.push(format!("a day later, {key} of {id} was {was}, is {is}"));
            }
        }
        let finish = |printed: &Value| field(printed, &id, "early_finish");
        let (was, is) = (finish(&before), finish(&after));
        if was != is && has_days_to_assume(case, m, &before) && !behind_moves(case, m, &before, &after) {
            found.push(format!("a day later, nothing else moved, but {id} was {was}, is {is}"));
        }
    }
    found
}

fn a_day_later(case: &Case) -> Case {
    Case { as_of: case.as_of + 1, ..case.clone() }
}

/// Whether the as-of day may pass without a word: work was said to be left for a day, and more of it
/// may be assumed worked.
fn has_days_to_assume(case: &Case, m: usize, printed: &Value) -> bool {
    let milestone = &case.milestones[m];
    let is_said = milestone.remaining.is_some() || milestone.progress.is_some();
    let is_held = milestone.blocked.is_some() || milestone.eta.is_some();
    let id = case.full_id(m);
    let assumed = field(printed, &id, "assumed_worked_workdays").as_i64();
    let most = i64::from(case.assume_progress.unwrap_or(5));
    let is_due_today = field(printed, &id, "early_finish") == iso(case.as_of);
    is_said
        && milestone.updated.is_some()
        && !is_held
        && !is_due_today
        && assumed.is_some_and(|days| days < most)
}

/// Whether anything that a milestone waits for, directly or not, has other dates.
fn behind_moves(case: &Case, m: usize, before: &Value, after: &Value) -> bool {
    let mut behind = BTreeSet::new();
    let mut open = vec![m];
    while let Some(next) = open.pop() {
        open.extend(case.milestones[next].links.iter().map(|link| link.on).filter(|on| behind.insert(*on)));
    }
    let moves = |on: usize| {
        let dates =
            |printed| ["early_start", "early_finish"].map(|key| field(printed, &case.full_id(on), key));
        dates(before) != dates(after)
    };
    behind.into_iter().any(moves)
}

/// "(b) writing `started` on the as-of day for a milestone forecast to start that day, with or without
/// `progress: 0%` and `updated`, moves nothing, that day or the next". Returns every violation.
pub fn started_today_moves_nothing(case: &Case, run: Run) -> Vec<String> {
    let before = run(case);
    let today = Value::from(iso(case.as_of));
    let mut found = Vec::new();
    for m in 0..case.milestones.len() {
        let milestone = &case.milestones[m];
        let is_open = milestone.started.is_none() && milestone.done.is_none() && is_work(milestone);
        let id = case.full_id(m);
        if !is_open || field(&before, &id, "early_start") != today {
            continue;
        }
        for (what, said) in [("started", false), ("started at 0%", true)] {
            let mut changed = case.clone();
            let own = &mut changed.milestones[m];
            own.started = Some(case.as_of);
            if said {
                own.progress = Some(Progress { done: 0, whole: 100 });
                own.updated = Some(case.as_of);
            }
            let after = run(&changed);
            for other in (0..case.milestones.len()).map(|other| case.full_id(other)) {
                for key in ["early_start", "early_finish"] {
                    let (was, is) = (field(&before, &other, key), field(&after, &other, key));
                    if was != is {
                        found.push(format!("{id} {what}: {key} of {other} was {was}, is {is}"));
                    }
                }
            }
            let next = run(&a_day_later(&changed));
            let finish = |printed: &Value| field(printed, &id, "early_finish");
            let (was, is) = (finish(&after), finish(&next));
            let runs_on = was != today && milestone.eta.is_none() && milestone.blocked.is_none();
            let assumes = !said || case.assume_progress != Some(0);
            if runs_on && assumes && was != is && !behind_moves(case, m, &after, &next) {
                found.push(format!("{id} {what}: the next day it was {was}, is {is}"));
            }
        }
    }
    found
}

/// "Unfinished work is never forecast before the data date". Returns every milestone that is.
pub fn nothing_before_the_data_date(case: &Case, printed: &Value) -> Vec<String> {
    let today = iso(case.as_of);
    let mut found = Vec::new();
    for m in (0..case.milestones.len()).filter(|m| case.milestones[*m].done.is_none()) {
        let id = case.full_id(m);
        let finish = field(printed, &id, "forecast_finish");
        if finish.as_str().is_some_and(|finish| finish < today.as_str()) {
            found.push(format!("{id}: unfinished, forecast {finish}, as of {today}"));
        }
    }
    found
}

/// "and floats … never below 0": the free float, and the total float, which is measured against
/// forecasts. "Negative = forecast to be missed" applies only to commitment float.
pub fn no_float_below_zero(case: &Case, printed: &Value) -> Vec<String> {
    let mut found = Vec::new();
    for m in 0..case.milestones.len() {
        let id = case.full_id(m);
        for key in ["total_float_workdays", "free_float_workdays"] {
            let float = field(printed, &id, key);
            if float.as_i64().is_some_and(|float| float < 0) {
                found.push(format!("{id}: {key} is {float}"));
            }
        }
    }
    found
}

fn field(printed: &Value, id: &str, key: &str) -> Value {
    milestone(printed, id)[key].clone()
}

/// Returns the printed object of a milestone.
pub fn milestone(printed: &Value, id: &str) -> Value {
    let programs = printed["data"]["programs"].as_array().into_iter().flatten();
    let mut milestones = programs.flat_map(|program| program["milestones"].as_array());
    let found = milestones.find_map(|list| list.iter().find(|m| m["id"] == id));
    found.cloned().unwrap_or(Value::Null)
}
