//! Moving plan, calendars and as-of day by a week moves every printed date by a week.

use super::{holds, scheduled};
use crate::oracle::Family;
use crate::oracle::case::{Case, Freeze, Range};
use crate::oracle::days::{Day, civil, iso};
use serde_json::Value;

const WEEK: Day = 7;

fn later(days: &mut [&mut Option<Day>]) {
    for day in days.iter_mut().filter_map(|day| day.as_mut()) {
        *day += WEEK;
    }
}

fn ranges_later(ranges: &mut [Range]) {
    for (from, to) in ranges {
        *from += WEEK;
        *to += WEEK;
    }
}

fn freezes_later(freezes: &mut [Freeze]) {
    freezes.iter_mut().for_each(|freeze| ranges_later(&mut freeze.dates));
}

fn a_week_later(case: &Case) -> Case {
    let mut case = case.clone();
    case.as_of += WEEK;
    for calendar in &mut case.calendars {
        ranges_later(&mut calendar.holidays);
        ranges_later(&mut calendar.workdays);
    }
    case.owners.iter_mut().for_each(|owner| ranges_later(&mut owner.away));
    freezes_later(&mut case.freezes);
    for program in &mut case.programs {
        later(&mut [&mut program.start, &mut program.due, &mut program.moved_from]);
        freezes_later(&mut program.freezes);
    }
    for m in &mut case.milestones {
        later(&mut [&mut m.not_before, &mut m.window, &mut m.due, &mut m.moved_from, &mut m.eta]);
        later(&mut [&mut m.started, &mut m.done, &mut m.cancelled, &mut m.updated]);
        ranges_later(&mut m.pauses);
        if let Some(blocked) = &mut m.blocked {
            blocked.since += WEEK;
            later(&mut [&mut blocked.until]);
        }
    }
    case
}

/// Returns the value with each date moved by this many days. Sentences are removed, because they
/// write days in words.
fn shifted(value: &Value, by: Day) -> Value {
    match value {
        Value::Array(list) => list.iter().map(|value| shifted(value, by)).collect(),
        Value::Object(fields) => {
            let fields =
                fields.iter().filter(|(key, _)| !matches!(key.as_str(), "health_reason" | "undated_because"));
            Value::Object(fields.map(|(key, value)| (key.clone(), shifted(value, by))).collect())
        }
        Value::String(text) => Value::from(date(text).map_or(text.clone(), |day| iso(day + by))),
        other => other.clone(),
    }
}

fn date(text: &str) -> Option<Day> {
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts[..] else { return None };
    let month = month.parse().ok().filter(|month| (1..=12).contains(month))?;
    (year.len() == 4).then_some(civil(year.parse().ok()?, month, day.parse().ok()?))
}

#[test]
fn a_week_later_in_the_plan_is_a_week_later_in_all_dates() {
    let broken = |case: &Case| {
        let (now, then) = (shifted(&scheduled(case), WEEK), shifted(&scheduled(&a_week_later(case)), 0));
        let differs = |key: &str| (now[key] != then[key]).then(|| format!("{:#}\n{:#}", now[key], then[key]));
        ["as_of", "data"].into_iter().find_map(differs)
    };
    for family in Family::ALL {
        holds(60, family, &|_| {}, &broken);
    }
}
