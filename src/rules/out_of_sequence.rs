//! `out-of-sequence`

use super::{Case, Offence, Rule};
use crate::graph::LinkId;
use crate::model::MilestoneId;
use crate::syntax::Importance;
use crate::time::Day;
use std::cmp::Reverse;

pub(super) static RULE: Rule = Rule {
    slug: "out-of-sequence",
    level: Importance::Warn,
    explanation: "Work began, or was finished, before what it waits for let it: the link is wrong, or people work on something that is not there yet and will do it twice. The plan keeps the \
link: what is left of the work waits for the predecessor. Ask what was done without it. If the two can run side by side, say so with another link (`SS`, `FF`) or a smaller lag; \
if it needs nothing of the predecessor, remove the link. A day on which one ends and the other begins is not told, nor is what lies wholly in the past.",
    bad: "milestones:\n  api: {owner: ana, duration: 6w, started: 2026-08-10, progress: 50%, updated: 2026-09-11, due: 2026-12-11}\n  ledger: {owner: bo, duration: 4w, depends_on: [api], started: 2026-09-07, progress: 10%, updated: 2026-09-11, due: 2026-12-11}\n",
    good: "milestones:\n  api: {owner: ana, duration: 6w, started: 2026-08-10, progress: 50%, updated: 2026-09-11, due: 2026-12-11}\n  ledger: {owner: bo, duration: 4w, depends_on: [api SS+2w], started: 2026-09-07, progress: 10%, updated: 2026-09-11, due: 2026-12-11}\n",
    since: "0.1.0",
    compares: false,
    check,
};

fn check(case: &Case<'_>, offences: &mut Vec<Offence>) {
    let workspace = case.workspace();
    for id in workspace.milestone_ids() {
        let milestone = workspace.milestone(id);
        let known = milestone.is_live() && milestone.fault.is_none() && !milestone.perhaps_done;
        if !known || milestone.started.or(milestone.done).is_none() {
            continue;
        }
        let links = case.assessment.network.predecessors(id);
        let early: Vec<Early> = links.filter_map(|link| early(case, id, link)).collect();
        // The link that would have held it longest; of several the first by name.
        if let Some(worst) = early.iter().max_by_key(|early| (early.allowed, Reverse(early.link))) {
            offences.push(offence(case, id, worst, early.len() - 1));
        }
    }
}

/// A link that something did not wait for.
struct Early {
    link: LinkId,
    /// When the successor began, or was done.
    on: Day,
    /// The first day, or the day before it, on which the link allows that.
    allowed: Day,
}

fn early(case: &Case<'_>, id: MilestoneId, link: LinkId) -> Option<Early> {
    let ends = case.assessment.network.link(link);
    let (from, to) = (case.workspace().milestone(ends.from), case.workspace().milestone(id));
    let is_past = to.done.is_some() && from.done.is_some();
    if is_past || !from.is_live() || from.fault.is_some() || from.perhaps_done {
        return None;
    }
    // When finished work began is a guess where nobody said it.
    if ends.kind.from_start() && from.is_work() && from.done.is_some() && from.started.is_none() {
        return None;
    }
    let on = if ends.kind.holds_finish() { to.done? } else { to.started.or(to.done)? };
    let allowed = case.assessment.schedule.bound(case.assessment.plan(), link)?.day();
    (on < allowed).then_some(Early { link, on, allowed })
}

fn offence(case: &Case<'_>, id: MilestoneId, early: &Early, more: usize) -> Offence {
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
    let others = if more > 0 { format!("; nor did it wait for {more} more") } else { String::new() };
    let message = format!(
        "{} {verb} on {}, and {}, which it waits for{tie}, {state}{others}",
        case.with_owner(id),
        case.day(early.on),
        case.with_owner(link.from),
    );
    let days = early.allowed.since(early.on);
    case.on_milestone(&RULE, id, link.origin, message).tell(|finding| {
        finding
            .label("did not wait for it")
            .related(to.place(to.spans.started), verb)
            .help("ask what was done without it; then loosen the link (`SS`, a smaller lag), remove it, or correct the dates")
            .weight(days)
            .fact("predecessor", &from.full_id)
            .fact("link", link.kind.word())
    })
}
