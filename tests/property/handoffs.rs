//! Compares the day by which a handoff is needed with schedules in which it happens on that day,
//! and later. The oracle schedules whether the promise is kept.

use super::for_all;
use crate::oracle::calendar::WorkDays;
use crate::oracle::case::{Case, Milestone, OwnerSpec};
use crate::oracle::days::{Day, iso};
use crate::oracle::early::Plan;
use crate::oracle::floats::given_finish;
use crate::oracle::promised::{is_kept, leads_to_loose};
use crate::oracle::{self, Family};
use crate::support::{self, part::one_in};
use serde_json::{Map, Value};
use std::cell::Cell;

fn printed(case: &Case, command: &str) -> Value {
    let files = oracle::files(case);
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    support::json(&files, &[command, "--format", "json", "--as-of", &oracle::as_of(case)])["data"].clone()
}

fn milestones(case: &Case) -> Map<String, Value> {
    let data = printed(case, "schedule");
    let programs = data["programs"].as_array().unwrap().iter();
    let all = programs.flat_map(|program| program["milestones"].as_array().unwrap());
    all.map(|milestone| (milestone["id"].as_str().unwrap().to_owned(), milestone.clone())).collect()
}

/// Gives every milestone without an owner one, so that every link is a handoff.
fn owned(mut case: Case) -> Case {
    for milestone in &mut case.milestones {
        if milestone.owner.is_none() {
            milestone.owner = Some(case.owners.len());
            case.owners.push(OwnerSpec::default());
        }
    }
    case
}

/// Whether a milestone can be moved to a given date.
fn is_plain_giver(case: &Case, id: usize) -> bool {
    let milestone = &case.milestones[id];
    milestone.done.is_none() && milestone.started.is_none() && milestone.eta.is_none()
}

/// Whether one milestone waits for it, by one link; behind a cancelled one others may.
fn hands_over_once(case: &Case, id: usize) -> bool {
    let waiting: Vec<&Milestone> =
        case.milestones.iter().filter(|one| one.links.iter().any(|link| link.on == id)).collect();
    let links = waiting.iter().flat_map(|one| &one.links).filter(|link| link.on == id).count();
    links == 1 && waiting.iter().all(|one| one.cancelled.is_none())
}

fn with_eta(case: &Case, id: usize, eta: Option<Day>) -> Case {
    let mut changed = case.clone();
    changed.milestones[id].eta = eta.or(changed.milestones[id].eta);
    changed
}

fn check(case: &Case, checked: &Cell<u32>) -> Result<(), String> {
    let before = milestones(case);
    let index = |id: &Value| (0..case.milestones.len()).find(|m| case.full_id(*m) == *id).unwrap();
    let day = |value: &Value| -> Option<Day> {
        (0..).map(|n| case.as_of + n).take(4000).find(|day| *value == iso(*day))
    };
    for handoff in printed(case, "handoffs")["handoffs"].as_array().unwrap() {
        let (giver, receiver) = (&handoff["giver"]["id"], &handoff["receiver"]["id"]);
        let (from, to) = (index(giver), &before[receiver.as_str().unwrap()]);
        let is_work = before[giver.as_str().unwrap()]["kind"] == "work";
        let from_start = matches!(handoff["type"].as_str(), Some("SS" | "SF"));
        if from_start && is_work
            || !is_plain_giver(case, from)
            || case.milestones[index(receiver)].eta.is_some()
        {
            continue;
        }
        let said =
            |day: Day| milestones(&with_eta(case, from, Some(day)))[receiver.as_str().unwrap()].clone();
        // An `eta` puts an event that only had a `due` behind the start of its program as well.
        let stands = |last: &Day| {
            let then = with_eta(case, from, Some(*last));
            let plan = Plan::new(&then);
            is_work || plan.early[from].as_ref().is_some_and(|early| early.finish.day == *last)
        };
        let dates = |milestone: &Value| {
            ["early_start", "early_finish", "remaining_start"].map(|key| milestone[key].clone())
        };
        let forecast = day(&handoff["forecast"]);
        let wrong = |what: &str| Err(format!("{what}: {handoff}\n{:?}", oracle::files(case)));
        let worked = WorkDays::of_calendar(case, WorkDays::base_of(case, from)).full(case, from);
        let next = |last: Day| (last + 1..last + 400).find(|day| worked.works(*day));
        // An event may lie at the start of its forecast day, by whose end it is too late.
        let may_be = |last: &Day| Some(*last) > forecast || is_work && Some(*last) == forecast;
        let moves_after = Some(&handoff["receiver_moves_after"]).filter(|_| hands_over_once(case, from));
        if let Some(last) = moves_after.and_then(day).filter(may_be).filter(stands) {
            checked.set(checked.get() + 1);
            if dates(&said(last)) != dates(to) {
                return wrong("handed over in time, and it moves");
            }
            // An event may move between the start and the end of its day.
            let shows = to["kind"] == "work";
            if shows && next(last).is_some_and(|next| dates(&said(next)) == dates(to)) {
                return wrong("handed over too late, and it stays");
            }
        }
        let Some(promise) = handoff["needed_for"].as_str() else { continue };
        let kept = |day: Option<Day>| is_kept(&Plan::new(&with_eta(case, from, day)), promise);
        let (plan, program) = (Plan::new(case), case.milestones[from].program);
        // Without a finish, every milestone of the program has to keep its promise.
        let is_own = promise == case.program_id(program) && given_finish(&plan, program).is_none();
        if is_own || !kept(None) || leads_to_loose(&plan, from) {
            continue;
        }
        if let Some(last) = day(&handoff["needed_by"]).filter(may_be).filter(stands) {
            checked.set(checked.get() + 1);
            if !kept(Some(last)) {
                return wrong("handed over in time, and the promise is missed");
            }
            // An `eta` moves the finish of work, and not the start that others wait for.
            let is_all = !is_work || plan.successors(from, &|link| !link.kind.runs_from_finish()).is_empty();
            if is_all && next(last).is_some_and(|next| kept(Some(next))) {
                return wrong("handed over too late, and the promise is kept");
            }
        }
    }
    Ok(())
}

#[test]
fn a_handoff_is_needed_on_the_last_day_that_changes_nothing() {
    let counts = Family::ALL.map(|family| {
        let checked = Cell::new(0);
        for_all(super::cases(100), oracle::strategy(family), |case| check(&owned(case), &checked));
        checked.get()
    });
    // A few cases may contain nothing to check.
    let least = if one_in(2) == 1 { counts.iter().min() } else { counts.iter().max() };
    assert!(least.is_some_and(|count| *count > 0), "nothing was checked: {counts:?}");
}
