//! No health gets better or worse only because days pass.

use super::{cases, for_all};
use crate::oracle::days::{civil, iso};
use crate::support;
use proptest::prelude::*;
use serde_json::Value;

/// A milestone with a date of its own, or a plain one, and how far ahead it promised what.
#[derive(Debug, Clone)]
struct Planned {
    kind: u32,
    /// Days after Mon 5 January 2026.
    day: i32,
    length: i32,
    /// Days from its own date to its promise.
    spare: i32,
    waits: bool,
}

fn planned() -> impl Strategy<Value = Planned> {
    let parts = (0..6u32, 1..40i32, 1..12i32, 0..9i32, any::<bool>());
    parts.prop_map(|(kind, day, length, spare, waits)| Planned { kind, day, length, spare, waits })
}

fn plan(milestones: &[Planned], due: Option<i32>) -> String {
    let day = |offset: i32| iso(civil(2026, 1, 5) + offset);
    let mut text = due.map_or_else(String::new, |due| format!("due: {}\n", day(due)));
    text.push_str("milestones:\n");
    for (at, one) in milestones.iter().enumerate() {
        let (first, last) = (day(one.day), day(one.day + one.length));
        let due = day(one.day + one.length + one.spare);
        let said = match one.kind {
            0 => format!("start: {first}, due: {last}"),
            1 => format!("due: {last}"),
            2 => format!("due: {due}, eta: {last}"),
            3 => format!("duration: {}d, not_before: {first}, due: {due}", one.length),
            4 => format!("duration: 1d, calendar: slots, due: {due}"),
            _ => format!("duration: {}d, due: {due}", one.length),
        };
        let waits = if one.waits && at > 0 { format!(", depends_on: m{}", at - 1) } else { String::new() };
        text.push_str(&format!("  m{at}: {{{said}{waits}}}\n"));
    }
    text
}

/// The date of every milestone; the health of each and of the program, with its reason.
type Judged = (Vec<Value>, Vec<(String, String)>);

fn judged(plan: &str, today: &str) -> Judged {
    let shared =
        "calendars: {slots: {week: [], workdays: [2026-01-14, 2026-01-28, 2026-02-11, 2026-03-11]}}\n";
    let found = support::schedule(&[("programs/tpm.yaml", shared), ("programs/p.yaml", plan)], today);
    let program = &found["data"]["programs"][0];
    let milestones = program["milestones"].as_array().unwrap();
    // A floor moves every day, if only from the start of a day to its end.
    let of = |one: &Value| match one["forecast_is_floor"].as_bool() {
        Some(true) => Value::from(format!("floor as of {today}")),
        _ => one["forecast_finish"].clone(),
    };
    let dates = milestones.iter().map(of).collect();
    let health = milestones.iter().chain([program]);
    let health =
        health.map(|one| (one["health"].to_string(), format!("{}: {}", one["id"], one["health_reason"])));
    (dates, health.collect())
}

#[test]
fn where_no_date_moves_overnight_nothing_turns_amber_or_green() {
    let plans = (proptest::collection::vec(planned(), 1..5), proptest::option::of(20..60i32));
    for_all(cases(100), plans, |(milestones, due)| {
        let plan = plan(&milestones, due);
        let mut before: Option<Judged> = None;
        for today in (civil(2026, 1, 5)..civil(2026, 2, 20)).map(iso) {
            let now = judged(&plan, &today);
            if let Some(before) = before.filter(|before| before.0 == now.0) {
                for ((was, because), (is, now)) in before.1.iter().zip(&now.1) {
                    if was != is && is != "\"late\"" {
                        return Err(format!("as of {today} {was} became {is}\n{because}\n{now}\n{plan}"));
                    }
                }
            }
            before = Some(now);
        }
        Ok(())
    });
}
