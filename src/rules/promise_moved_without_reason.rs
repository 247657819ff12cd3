//! `promise-moved-without-reason`

use super::{Case, Topic, Violation, words};
use crate::analysis::diff::{Gone, GoneProgram, Moving, PromiseChange};
use crate::model::ProgramId;
use crate::schedule::PromiseHolder;
use crate::source::Place;

pub(super) fn check(case: &Case<'_>, violations: &mut Vec<Violation>) {
    let Some(promised) = case.commits.change else { return };
    violations.extend(promised.promises.iter().filter_map(|change| violation(case, change)));
    violations.extend(promised.gone.iter().map(|(program, gone)| taken_out(case, *program, gone)));
    violations.extend(promised.programs.iter().map(|program| program_taken_out(case, program)));
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

fn violation(case: &Case<'_>, change: &PromiseChange) -> Option<Violation> {
    let was = change.before.promise.due?;
    let whose = whose(case, change.holder.head())?;
    let firmly = if change.before.firm { "firmly " } else { "" };
    let by = change.moved_by.unwrap_or_default();
    let now = match change.moving {
        _ if is_cancelled(case, whose.topic) => {
            if has_reason_to_cancel(case, whose.topic) {
                return None;
            }
            "is cancelled now".to_owned()
        }
        Some(Moving::Withdrawn) => "has no promise now".to_owned(),
        Some(Moving::Earlier | Moving::Later) => {
            format!("is now promised for {}, {}", day(case, change), by.shift())
        }
        _ if change.is_loosened() => "is no longer firm".to_owned(),
        _ => return None,
    };
    if change.says_why {
        return None;
    }
    let missed = if change.before.was_missed { ", after it was missed" } else { "" };
    let silence =
        if change.has_entry { "its `moved` entry does not say `why`" } else { "no reason is given" };
    let message =
        format!("{} was {firmly}promised for {}, and {now}{missed}; {silence}", whose.name, case.day(was));
    let help = match change.moving {
        _ if is_cancelled(case, whose.topic) => "give the `reason:` under `cancelled:`".to_owned(),
        None => {
            "keep `firm: true`, or excuse it beside the milestone: `waive:`, with a reason and a last day"
                .to_owned()
        }
        Some(_) => format!(
            "add to `moved:` `{{from: {was}, on: {}, cause: …, why: …, agreed: …}}`, or leave the promise where it was",
            case.as_of()
        ),
    };
    let violation = Violation::new(case.workspace(), whose.topic, whose.place, message).with(|finding| {
        let now = change.after.promise.due.map_or_else(|| "none".to_owned(), |day| day.to_string());
        let finding = finding.label(format!("was {was}")).help(help).weight(by.workdays.abs());
        finding.fact("from", was.to_string()).fact("to", now)
    });
    Some(if change.is_firm() { violation.grave() } else { violation })
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
    if gone.firm { violation.grave() } else { violation }
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
    if gone.promises.iter().any(|promise| promise.firm) { violation.grave() } else { violation }
}

fn day(case: &Case<'_>, change: &PromiseChange) -> String {
    change.after.promise.due.map_or_else(String::new, |day| case.day(day))
}
