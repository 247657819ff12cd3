//! `out-of-sequence`

use super::case::is_readable;
use super::long_lag::on_link;
use super::{Case, Violation};
use crate::graph::LinkId;
use crate::model::MilestoneId;
use crate::time::Day;
use std::cmp::Reverse;

pub(super) fn check(case: &Case<'_>, violations: &mut Vec<Violation>) {
    let workspace = case.workspace();
    for id in workspace.milestone_ids() {
        let milestone = workspace.milestone(id);
        if !milestone.is_live() || !is_readable(milestone) || milestone.started.or(milestone.done).is_none() {
            continue;
        }
        let links = case.assessment.network.predecessors(id);
        let early: Vec<Early> = links.filter_map(|link| early(case, id, link)).collect();
        // The link with the latest allowed day; ties go to the first link.
        if let Some(worst) = early.iter().max_by_key(|early| (early.allowed, Reverse(early.link))) {
            violations.push(violation(case, id, worst, early.len() - 1));
        }
    }
}

/// A link that its successor did not wait for.
struct Early {
    link: LinkId,
    /// The day on which the successor began, or was done.
    on: Day,
    /// The day of the instant from which the link allows that.
    allowed: Day,
}

fn early(case: &Case<'_>, id: MilestoneId, link: LinkId) -> Option<Early> {
    let ends = case.assessment.network.link(link);
    let (from, to) = (case.workspace().milestone(ends.from), case.workspace().milestone(id));
    let is_past = to.done.is_some() && from.done.is_some();
    if is_past || !from.is_live() || !is_readable(from) {
        return None;
    }
    // Without `started`, the start of finished work is only a guess.
    if ends.kind.from_start() && from.is_work() && from.done.is_some() && from.started.is_none() {
        return None;
    }
    let on = if ends.kind.holds_finish() { to.done? } else { to.started.or(to.done)? };
    let allowed = case.assessment.schedule.bound(link)?.day();
    (on < allowed).then_some(Early { link, on, allowed })
}

fn violation(case: &Case<'_>, id: MilestoneId, early: &Early, more: usize) -> Violation {
    let link = case.assessment.network.link(early.link);
    let (from, to) = (case.workspace().milestone(link.from), case.workspace().milestone(id));
    let began = to.started == Some(early.on) && !link.kind.holds_finish();
    let verb = if began { "began" } else { "was done" };
    let tie = format!("{}{}", link.kind.word(), link.lag_text());
    let tie = if tie == "FS" { String::new() } else { format!(" ({tie})") };
    let dates = &case.assessment.schedule.dates;
    let (until, actual, forecast) = if link.kind.from_start() {
        ("begun", from.started.or(from.done), dates.start(link.from))
    } else {
        ("done", from.done, dates.finish(link.from))
    };
    let state = match (actual, forecast) {
        (Some(day), _) if until == "begun" => format!("began on {}", case.day(day)),
        (Some(day), _) => format!("was done on {}", case.day(day)),
        (None, Some(at)) => format!("is not {until} before {}", case.day(at.day())),
        (None, None) => format!("is not {until}"),
    };
    let others = if more > 0 { format!("; it did not wait for {more} more either") } else { String::new() };
    let message = format!(
        "{} {verb} on {}, but {}, which it waits for{tie}, {state}{others}",
        case.with_owner(id),
        case.day(early.on),
        case.with_owner(link.from),
    );
    let days = early.allowed.since(early.on);
    on_link(case, link, message).with(|finding| {
        finding
            .label("did not wait for it")
            .related(to.place(to.spans.started), verb)
            .help("ask what was done without it; then loosen the link (`SS`, a smaller lag), remove it, or correct the dates")
            .weight(days)
    })
}
