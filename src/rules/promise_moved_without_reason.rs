//! `promise-moved-without-reason`

use super::{Case, Topic, Violation, words};
use crate::analysis::diff::{Breach, FinishSwap, Gone, GoneProgram, Moving, PromiseChange, Replaced};
use crate::model::ProgramId;
use crate::schedule::PromiseHolder;
use crate::source::Place;
use crate::time::Day;

pub(super) fn check(case: &Case<'_>, violations: &mut Vec<Violation>) {
    let Some(promised) = case.commits.change else { return };
    violations.extend(promised.promises.iter().filter_map(|change| violation(case, change)));
    violations.extend(promised.gone.iter().map(|(program, gone)| taken_out(case, *program, gone)));
    violations.extend(promised.programs.iter().map(|program| program_taken_out(case, program)));
    violations.extend(promised.swaps.iter().map(|swap| finish_swapped(case, swap)));
    violations.extend(promised.replaced.iter().map(|replaced| id_given_away(case, replaced)));
}

/// A firm promise that a change moves, with the reason that it gives.
#[derive(Debug, Clone)]
pub struct FirmMove {
    /// The full id of the milestone, or the id of the program.
    pub id: String,
    pub from: Day,
    /// None if nothing is promised any more.
    pub to: Option<Day>,
    pub why: String,
}

/// Returns the firm promises that a change moves with a reason, in the order of the diff.
pub(super) fn firm_moves(case: &Case<'_>) -> Vec<FirmMove> {
    let moved = |change: &PromiseChange| {
        let (promise, from) = (&change.after.promise, change.before.promise.due?);
        let why = promise.moved.iter().rev().find(|entry| entry.from == from)?.why.clone()?;
        let id = change.holder.head()?.full_id(case.workspace()).to_owned();
        let is_told = change.before.firm && change.is_moved() && change.says_why;
        is_told.then_some(FirmMove { id, from, to: promise.due, why })
    };
    let changes = case.commits.change.into_iter().flat_map(|promised| &promised.promises);
    changes.filter_map(moved).collect()
}

/// Gives a violation the level that a broken promise would have, as the base made it.
fn graded(violation: Violation, firm: bool, breach: Option<Breach>, is_program: bool) -> Violation {
    let violation = if firm { violation.grave() } else { violation };
    match breach {
        _ if firm => violation.of_level_of("firm-promise-late"),
        Some(Breach::Missed) if is_program => violation.of_level_of("overdue-program"),
        Some(Breach::Missed) => violation.of_level_of("overdue-milestone"),
        Some(Breach::Late) => violation.of_level_of("promise-forecast-late"),
        Some(Breach::WithoutDate) => violation.of_level_of("promise-without-date"),
        None => violation,
    }
}

/// Returns the violation of a program that is measured at another milestone than before.
fn finish_swapped(case: &Case<'_>, swap: &FinishSwap) -> Violation {
    let program = case.workspace().program(swap.program);
    let firmly = if swap.firm { "firmly " } else { "" };
    let (was, expected) = match &swap.was {
        Ok(id) if !case.workspace().milestone(*id).is_live() => {
            (case.with_owner(*id), "which is cancelled without a reason".to_owned())
        }
        Ok(id) => {
            let day = case.assessment.forecast(*id).finish;
            let day = day.map_or_else(
                || "which has no date".to_owned(),
                |day| {
                    format!("which is forecast for {}", case.forecast(day, case.assessment.is_earliest(*id)))
                },
            );
            (case.with_owner(*id), day)
        }
        Err(id) => (format!("`{id}`"), "which is no longer in the plan".to_owned()),
    };
    let now = case.assessment.finish_milestone(swap.program);
    let now = now.map_or_else(
        || "it has no date now".to_owned(),
        |id| format!("it is measured at {} now", case.with_owner(id)),
    );
    let message = format!(
        "`{}` was {firmly}promised for {} at its finish {was}, {expected}; {now}, and no reason is given",
        program.id,
        case.day(swap.due)
    );
    let place = program.place(program.spans.due);
    let id = match &swap.was {
        Ok(id) => case.workspace().milestone(*id).full_id.clone(),
        Err(id) => id.clone(),
    };
    let violation = case.on_program(swap.program, place, message).with(|finding| {
        finding
            .label("another finish")
            .help("measure the promise where it was made, or agree on another day for it, with the reason under `moved:`")
            .fact("finish", id)
            .fact("from", swap.due.to_string())
    });
    graded(violation, swap.firm, Some(swap.breach), true)
}

/// Returns the violation of a promise whose id was given to other work.
fn id_given_away(case: &Case<'_>, replaced: &Replaced) -> Violation {
    let firmly = if replaced.firm { "firmly " } else { "" };
    let milestone = case.workspace().milestone(replaced.by);
    let finish = case.assessment.forecast(replaced.by).finish;
    let finish =
        finish.map_or_else(|| "has no date".to_owned(), |day| format!("is forecast for {}", case.day(day)));
    let message = format!(
        "`{}` was {firmly}promised for {}; its work is now {}, which {finish} and does not promise that; no reason is given",
        replaced.id,
        case.day(replaced.due),
        case.with_owner(replaced.by)
    );
    let violation = case.on_milestone(replaced.now, milestone.origin, message).with(|finding| {
        finding
            .label("its work")
            .help("let the promise stay with its work: write its `due:` here, or leave it its id")
            .fact("replaced", &replaced.id)
            .fact("from", replaced.due.to_string())
    });
    graded(violation, replaced.firm, Some(replaced.breach), false)
}

/// The holder of a promise, in the head.
struct Whose {
    topic: Topic,
    name: String,
    place: Place,
}

/// Returns the holder of a promise; none if it was removed, which is reported separately, or if an
/// unread part of it may hold the promise.
fn whose(case: &Case<'_>, holder: Option<PromiseHolder>) -> Option<Whose> {
    let workspace = case.workspace();
    match holder? {
        PromiseHolder::Milestone(id) => {
            let milestone = workspace.milestone(id);
            milestone.undated_because.is_none().then(|| Whose {
                topic: Topic::Milestone(id),
                name: case.with_owner(id),
                place: milestone.place(milestone.spans.due),
            })
        }
        PromiseHolder::Program(id) => {
            let program = workspace.program(id);
            program.undated_because.is_none().then(|| Whose {
                topic: Topic::Program(id),
                name: format!("`{}`", program.id),
                place: program.place(program.spans.due),
            })
        }
    }
}

/// What a change does to a promise without a reason.
struct Unsaid {
    what: String,
    help: String,
    silence: &'static str,
    /// Another place and label than the promised day.
    at: Option<(Place, String)>,
}

fn violation(case: &Case<'_>, change: &PromiseChange) -> Option<Violation> {
    let was = change.before.promise.due?;
    let whose = whose(case, change.holder.head())?;
    let firmly = if change.before.firm { "firmly " } else { "" };
    let by = change.moved_by.unwrap_or_default();
    let unsaid = [day_moved(case, change, whose.topic), softened(case, change, whose.topic)];
    let unsaid: Vec<Unsaid> = unsaid.into_iter().flatten().collect();
    let first = unsaid.first()?;
    let what: Vec<&str> = unsaid.iter().map(|unsaid| unsaid.what.as_str()).collect();
    let missed = if change.before.was_missed { ", after it was missed" } else { "" };
    let message = format!(
        "{} was {firmly}promised for {}, and {}{missed}; {}",
        whose.name,
        case.day(was),
        what.join(" and "),
        first.silence
    );
    let help = &first.help;
    let (place, label) = first.at.clone().unwrap_or_else(|| (whose.place, format!("was {was}")));
    let violation = Violation::new(case.workspace(), whose.topic, place, message).with(|finding| {
        let now = change.after.promise.due.map_or_else(|| "none".to_owned(), |day| day.to_string());
        let finding = finding.label(label).help(help).weight(by.workdays.abs());
        let finding = finding.fact("from", was.to_string()).fact("to", now);
        if change.is_loosened() { finding.fact("firm", "false") } else { finding }
    });
    let is_program = matches!(whose.topic, Topic::Program(_));
    Some(graded(violation, change.is_firm(), change.breach, is_program))
}

/// Returns what became of the day that was promised, unless a reason is given.
fn day_moved(case: &Case<'_>, change: &PromiseChange, topic: Topic) -> Option<Unsaid> {
    let was = change.before.promise.due?;
    if is_cancelled(case, topic) {
        let help = "give the `reason:` under `cancelled:`".to_owned();
        let silence = "no reason is given";
        let unsaid = Unsaid { what: "is cancelled now".to_owned(), help, silence, at: None };
        return (!has_reason_to_cancel(case, topic)).then_some(unsaid);
    }
    let what = match change.moving {
        Some(Moving::Withdrawn) => "has no promise now".to_owned(),
        Some(Moving::Earlier | Moving::Later) => {
            let by = change.moved_by.unwrap_or_default();
            format!("is now promised for {}, {}", day(case, change), by.shift())
        }
        _ => return None,
    };
    let silence =
        if change.has_entry { "its `moved` entry does not say `why`" } else { "no reason is given" };
    let help = format!(
        "add to `moved:` `{{from: {was}, on: {}, cause: …, why: …, agreed: …}}`, or leave the promise where it was",
        case.as_of()
    );
    (!change.says_why).then_some(Unsaid { what, help, silence, at: None })
}

/// Returns how an open promise binds less than before. An entry under `moved` gives a reason for
/// another day or recipient, not for a promise that is firm no longer.
fn softened(case: &Case<'_>, change: &PromiseChange, topic: Topic) -> Option<Unsaid> {
    if is_cancelled(case, topic) || change.before.is_done || change.after.is_done {
        return None;
    }
    if change.is_loosened() {
        let help =
            "keep `firm: true`, or excuse it beside the milestone: `waive:`, with a reason and a last day";
        let silence =
            if change.says_why { "its `moved` entry does not excuse that" } else { "no reason is given" };
        let what = "is no longer firm".to_owned();
        return Some(Unsaid { what, help: help.to_owned(), silence, at: None });
    }
    let to = change.before.promised_to.as_ref().filter(|_| change.is_taken_from_its_recipient())?;
    let what = format!("is no longer promised to {to}");
    let help = "keep `promised_to:`, or say under `moved:` what was agreed with them, `from` the day that was promised";
    let place = match topic {
        Topic::Milestone(id) => {
            let milestone = case.workspace().milestone(id);
            Some(milestone.place(milestone.spans.promised_to))
        }
        _ => None,
    };
    let at = place.map(|place| (place, format!("was promised to {to}")));
    Some(Unsaid { what, help: help.to_owned(), silence: "no reason is given", at })
}

fn is_cancelled(case: &Case<'_>, topic: Topic) -> bool {
    matches!(topic, Topic::Milestone(id) if !case.workspace().milestone(id).is_live())
}

fn has_reason_to_cancel(case: &Case<'_>, topic: Topic) -> bool {
    let Topic::Milestone(id) = topic else { return false };
    let cancelled = case.workspace().milestone(id).cancelled.as_ref();
    cancelled.is_some_and(|cancelled| cancelled.reason.is_some())
}

/// Returns the violation of a removed milestone with a promise, at its program.
fn taken_out(case: &Case<'_>, program: ProgramId, gone: &Gone) -> Violation {
    let firmly = if gone.firm { "firmly " } else { "" };
    let message = format!(
        "`{}` was {firmly}promised for {}, and is no longer in the plan; no reason is given",
        gone.id,
        case.day(gone.due)
    );
    let place = case.workspace().program(program).origin;
    let violation = case.on_program(program, place, message).with(|finding| {
        finding
            .label("was in this file")
            .help("put it back with `cancelled: {on: …, reason: …}`; if it was renamed, write its old name as `formerly:`")
            .fact("gone", &gone.id)
            .fact("from", gone.due.to_string())
    });
    graded(violation, gone.firm, (!gone.was_late).then_some(Breach::Late), false)
}

/// How many promises of a removed program are named.
const NAMED: usize = 3;

/// Returns the violation of a removed program, at the place where its promises were.
fn program_taken_out(case: &Case<'_>, gone: &GoneProgram) -> Violation {
    let named = gone.promises.iter().take(NAMED).enumerate().map(|(at, promise)| {
        let verb = match (at, promise.firm) {
            (0, false) => " was promised",
            (_, false) => "",
            (0, true) => " was firmly promised",
            (_, true) => ", firmly,",
        };
        format!("`{}`{verb} for {}", promise.id, case.day(promise.due))
    });
    let mut named: Vec<String> = named.collect();
    match gone.promises.len() - named.len() {
        0 => {}
        more => named.push(format!("{more} more")),
    }
    let message =
        format!("`{}` is no longer in the plan, and no reason is given: {}", gone.id, words::list(&named));
    let violation = Violation::of_workspace(gone.place, message).with(|finding| {
        finding
            .subject(&gone.id)
            .label("was in the plan")
            .help(
                "put it back, with `cancelled: {on: …, reason: …}` in what will not happen; it can go once everything in it is done or cancelled. A renamed program is recognized by its file or its milestones",
            )
            .fact("gone", &gone.id)
    });
    let firm = gone.promises.iter().any(|promise| promise.firm);
    let was_kept = gone.promises.iter().any(|promise| !promise.was_late);
    graded(violation, firm, was_kept.then_some(Breach::Late), false)
}

fn day(case: &Case<'_>, change: &PromiseChange) -> String {
    change.after.promise.due.map_or_else(String::new, |day| case.day(day))
}
