//! The answer in the form of `tpm schedule --format json`, and the differences from it.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::answer::{Answer, MilestoneAnswer, answer, cause_text};
use super::case::{Case, lag_text};
use super::days::{Day, iso};
use super::floats::FREE_FOR_EVER;

/// The oracle's expected output, with only the fields that it knows.
pub fn expected(case: &Case) -> Value {
    let answer = answer(case);
    let programs: Vec<Value> =
        (0..case.programs.len()).map(|program| expected_program(case, &answer, program)).collect();
    json!({"as_of": iso(case.as_of), "data": {"programs": programs}})
}

fn expected_program(case: &Case, answer: &Answer, index: usize) -> Value {
    let (program, numbers) = (&case.programs[index], &answer.programs[index]);
    let members = (0..case.milestones.len()).filter(|m| case.milestones[*m].program == index);
    let members: Vec<usize> = members.collect();
    let live = members.iter().filter(|m| case.milestones[**m].cancelled.is_none());
    let done = members.iter().filter(|m| case.milestones[**m].done.is_some());
    let milestones = members.iter().map(|m| expected_milestone(case, *m, &answer.milestones[*m]));
    let mut fields = json!({
        "id": case.program_id(index),
        "start": date(program.start),
        "due": date(program.due),
        "original_due": date(program.moved_from.or(program.due)),
        "finish": numbers.finish.map(|m| case.local_id(m)),
        "forecast_finish": date(numbers.forecast),
        "finish_variance_workdays": numbers.variance,
        "milestones_done": done.count(),
        "milestones_live": live.count(),
        "milestones": milestones.collect::<Vec<Value>>(),
    });
    if numbers.forecast.is_some() {
        fields["forecast_is_floor"] = json!(numbers.is_floor);
    }
    fields
}

fn expected_milestone(case: &Case, m: usize, numbers: &MilestoneAnswer) -> Value {
    let mut fields = typed(case, m);
    fields.extend(worked(numbers));
    fields.extend(dated(case, m, numbers));
    Value::Object(fields)
}

/// Fields copied from the file.
fn typed(case: &Case, m: usize) -> Map<String, Value> {
    let milestone = &case.milestones[m];
    let mut fields = Map::new();
    let mut put = |key: &str, value: Value| fields.insert(key.to_owned(), value);
    put("id", json!(case.full_id(m)));
    put("due", date(milestone.due));
    put("original_due", date(milestone.moved_from.or(milestone.due)));
    put("finished", date(milestone.done));
    if milestone.started.is_some() || milestone.done.is_none() {
        put("started", date(milestone.started));
    }
    fields
}

/// Fields that do not depend on dates.
fn worked(numbers: &MilestoneAnswer) -> Map<String, Value> {
    let mut fields = json!({
        "kind": if numbers.is_work { "work" } else { "event" },
        "state": numbers.state,
        "overdue_workdays": numbers.overdue,
    });
    if let Some(duration) = numbers.duration {
        fields["duration_workdays"] = json!(duration);
    }
    if let Some(assumed) = numbers.assumed {
        fields["assumed_worked_workdays"] = json!(assumed);
    }
    if let Some(remaining) = numbers.remaining {
        fields["remaining_workdays"] = json!(remaining);
    }
    if let Some(is_undated) = numbers.is_undated {
        fields["undated_because"] = json!(is_undated);
    }
    object(fields)
}

/// Fields that need dates. `undated_because` only checks whether there is a reason.
fn dated(case: &Case, m: usize, numbers: &MilestoneAnswer) -> Map<String, Value> {
    let early = numbers.early.as_ref();
    let floats = &numbers.floats;
    let programs = numbers.critical_for.iter();
    let programs: Vec<String> = programs.map(|program| case.program_id(*program)).collect();
    let finish = early.map(|early| early.finish.day);
    let remaining = early.and_then(|early| early.remaining_start);
    let mut fields = json!({
        "early_start": date(early.map(|early| early.start.day)),
        "early_finish": date(finish),
        "forecast_finish": date(finish),
        "remaining_start": date(remaining.map(|instant| instant.day)),
        "late_start": date(floats.late_start),
        "late_finish": date(floats.late_finish),
        "total_float_workdays": floats.total,
        "free_float_workdays": floats.free,
        "commitment_float_workdays": floats.commitment,
        "commitment": floats.promises,
        "critical": !programs.is_empty(),
        "critical_for": programs,
        "finish_variance_workdays": numbers.variance_workdays,
        "finish_variance_days": numbers.variance_days,
    });
    // The contract defines no number for an infinite float.
    if floats.free == Some(FREE_FOR_EVER)
        && let Some(fields) = fields.as_object_mut()
    {
        fields.remove("free_float_workdays");
    }
    if early.is_some() {
        let causes = numbers.drivers.iter();
        let causes: Vec<Value> = causes.map(|cause| driver(case, m, cause_text(case, m, *cause))).collect();
        fields["driven_by"] = json!(causes);
        fields["forecast_is_floor"] = json!(numbers.is_floor);
        fields["forecast_rests_on_floor"] = json!(!numbers.floors_behind.is_empty());
    }
    let ids = |milestones: &[usize]| milestones.iter().map(|m| case.full_id(*m)).collect::<Vec<String>>();
    fields["floor_from"] = json!(ids(&numbers.floors_behind));
    let days = |side: usize| {
        let asked = floats.asked.iter().flat_map(|asked| {
            [Some(asked.days[side]), asked.may_be_silent[side].then_some(None)].into_iter().flatten()
        });
        asked.map(date).collect::<Vec<Value>>()
    };
    fields["start_by"] = json!(days(0));
    fields["finish_by"] = json!(days(1));
    object(fields)
}

fn driver(case: &Case, m: usize, (by, link): (String, Option<usize>)) -> Value {
    match link.map(|index| case.milestones[m].links[index]) {
        None => json!({"by": by}),
        Some(link) => json!({
            "by": by,
            "type": link.kind.code(),
            "lag": lag_text(link.lag),
            "slack_workdays": 0,
        }),
    }
}

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(fields) => fields,
        _ => Map::new(),
    }
}

fn date(day: Option<Day>) -> Value {
    json!(day.map(iso))
}

/// The differences between a printed schedule and the oracle's answer, in words.
pub fn differences(case: &Case, printed: &Value) -> Vec<String> {
    let expected = expected(case);
    let mut found = Vec::new();
    if printed["as_of"] != expected["as_of"] {
        let (want, got) = (&expected["as_of"], &printed["as_of"]);
        found.push(format!("as_of: expected {want}, got {got}"));
    }
    let programs = list(&expected["data"]["programs"]);
    let printed = list(&printed["data"]["programs"]);
    same_ids(&mut found, "programs", programs, printed, false);
    for program in programs {
        let id = &program["id"];
        let Some(got) = printed.iter().find(|got| got["id"] == *id) else {
            continue;
        };
        compare_fields(&mut found, program, got);
        let (want, got) = (list(&program["milestones"]), list(&got["milestones"]));
        same_ids(&mut found, &text(id), want, got, true);
        for milestone in want {
            if let Some(got) = got.iter().find(|got| got["id"] == milestone["id"]) {
                compare_fields(&mut found, milestone, got);
            }
        }
    }
    found
}

/// "`milestones[]` in file order"
fn same_ids(found: &mut Vec<String>, of: &str, want: &[Value], got: &[Value], ordered: bool) {
    let ids = |list: &[Value]| list.iter().map(|item| text(&item["id"])).collect();
    let (mut want, mut got): (Vec<String>, Vec<String>) = (ids(want), ids(got));
    if !ordered {
        want.sort();
        got.sort();
    }
    if want != got {
        found.push(format!("{of}: expected the ids {want:?}, got {got:?}"));
    }
}

fn compare_fields(found: &mut Vec<String>, want: &Value, got: &Value) {
    let id = text(&want["id"]);
    for (key, want) in want.as_object().into_iter().flatten() {
        if key == "milestones" {
            continue;
        }
        match got.get(key) {
            None => found.push(format!("{id} {key}: expected {want}, missing")),
            Some(got) if !same(key, &id, want, got) => {
                found.push(format!("{id} {key}: expected {want}, got {got}"));
            }
            Some(_) => {}
        }
    }
}

fn same(key: &str, id: &str, want: &Value, got: &Value) -> bool {
    match key {
        // Any of the promises or floors that may be named, and the dates that belong to them; null if
        // there are none.
        "commitment" | "floor_from" | "start_by" | "finish_by" => {
            list(want).contains(got) || list(want).is_empty() && got.is_null()
        }
        "undated_because" => *want == Value::Bool(!got.is_null()),
        "driven_by" => causes(want) == causes(got),
        "finish" => want == got || !want.is_null() && text(got) == format!("{id}/{}", text(want)),
        _ => want == got,
    }
}

/// The drivers, in any order; a lag is left out if there is none.
fn causes(list_of: &Value) -> BTreeSet<String> {
    let causes = list(list_of).iter().map(|cause| {
        let fields = ["by", "type", "lag", "slack_workdays"].map(|key| text(&cause[key]));
        fields.join(" ").trim_end().to_owned()
    });
    causes.collect()
}

fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}
