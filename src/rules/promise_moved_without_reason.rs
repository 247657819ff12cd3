//! `promise-moved-without-reason`

use super::{Case, Offence, Rule};
use crate::analysis::diff::{Moving, Pair, PromiseChange, Promiser};
use crate::syntax::Importance;

pub(super) static RULE: Rule = Rule {
    slug: "promise-moved-without-reason",
    level: Importance::Warn,
    explanation: "A change moves the day that something was promised for, or takes the promise away, and says nothing of why: there is no new entry under `moved:` that \
begins with the day that was promised before. In a year nobody will know who agreed to it, and slippage is measured as if the new day had been the promise all along. An \
error where the promise is firm. It is found by comparison, so only `tpm check --new-since REV` looks for it. What will not happen is `cancelled:`, with a reason, and not removed.",
    bad: "# before\nmilestones:\n  cutover: {owner: ana, duration: 2w, due: 2026-10-30}\n# after\nmilestones:\n  cutover: {owner: ana, duration: 2w, due: 2026-12-11}\n",
    good: "# before\nmilestones:\n  cutover: {owner: ana, duration: 2w, due: 2026-10-30}\n# after\nmilestones:\n  cutover:\n    owner: ana\n    duration: 2w\n    due: 2026-12-11\n    moved: [{from: 2026-10-30, on: 2026-09-14, cause: vendor, why: Redlines took five weeks, agreed: sara}]\n",
    since: "0.1.0",
    check,
};

fn check(case: &Case<'_>, offences: &mut Vec<Offence>) {
    let Some(promised) = case.change else { return };
    let moved = promised.promises.iter().filter(|change| change.is_moved() && !change.has_entry);
    offences.extend(moved.filter_map(|change| offence(case, change)));
}

fn offence(case: &Case<'_>, change: &PromiseChange) -> Option<Offence> {
    let workspace = case.workspace();
    let was = change.due.before?;
    let (whose, place, program) = match change.promiser {
        Promiser::Milestone(Pair { head: Some(id), .. }) => {
            let milestone = workspace.milestone(id);
            // Its reason stands under `cancelled`.
            if !milestone.is_live() {
                return None;
            }
            (case.with_owner(id), milestone.place(milestone.spans.due), None)
        }
        Promiser::Program(Pair { head: Some(id), .. }) => {
            let program = workspace.program(id);
            (format!("`{}`", program.id), program.place(program.spans.due), Some(id))
        }
        // What is gone has no place: `tpm diff` tells it.
        _ => return None,
    };
    let days = change.moved_workdays.map_or(0, i32::abs);
    let firm = if change.is_firm() { "firmly " } else { "" };
    let now = match change.moving {
        Some(Moving::Withdrawn) => "nothing is promised now".to_owned(),
        Some(Moving::Earlier) => format!("{days}wd earlier now, {}", day(case, change)),
        _ => format!("{days}wd later now, {}", day(case, change)),
    };
    let missed = if change.was_missed { ", after it was missed" } else { "" };
    let message =
        format!("{whose} was {firm}promised for {}, and {now}{missed}; nothing says why", case.day(was));
    let offence = match (change.promiser, program) {
        (_, Some(id)) => case.on_program(&RULE, id, place, message),
        (Promiser::Milestone(Pair { head: Some(id), .. }), None) => {
            case.on_milestone(&RULE, id, place, message)
        }
        _ => return None,
    };
    let entry = format!(
        "add to `moved:` `{{from: {was}, on: {}, cause: …, why: …, agreed: …}}`, or leave the promise where it was",
        case.as_of()
    );
    let offence = offence.tell(|finding| {
        let now = change.due.after.map_or_else(|| "none".to_owned(), |day| day.to_string());
        finding
            .label(format!("was {was}"))
            .help(entry)
            .weight(days)
            .fact("from", was.to_string())
            .fact("to", now)
    });
    Some(if change.is_firm() { offence.grave() } else { offence })
}

fn day(case: &Case<'_>, change: &PromiseChange) -> String {
    change.due.after.map_or_else(String::new, |day| case.day(day))
}
