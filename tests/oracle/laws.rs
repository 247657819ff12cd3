//! Laws of section 4 that need a second case, but no second scheduler.

use serde_json::Value;

use super::case::Case;
use super::days::iso;

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
