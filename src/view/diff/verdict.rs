//! The first line of a diff: what it does to the dates that were promised, and whom that concerns.

use super::words::{by, cut, forecast, forecasts};
use crate::analysis::diff::{
    Diff, EditKind, Later, Moving, ProgramChange, PromiseChange, Promiser, RiskMove,
};
use crate::view::phrases::count;
use std::collections::BTreeMap;

/// So many programs are named.
const PROGRAMS: usize = 2;

/// So many firm promises that cannot be read are named; of others, one.
const UNREAD: usize = 4;

/// So many people are named.
const PEOPLE: usize = 6;

/// Returns the verdict in one sentence.
pub(super) fn verdict(diff: &Diff<'_>) -> String {
    if diff.is_empty() {
        return "Nothing was changed in the plans".into();
    }
    let mut parts = cycles(diff);
    parts.extend(programs(diff));
    parts.extend(promises(diff));
    parts.extend(out_of_sight(diff));
    if parts.is_empty()
        && diff.untold.is_some()
        && diff.milestones.iter().all(|change| !change.finish.moved())
    {
        parts.push("Nothing that was asked for moves".into());
    } else if parts.is_empty() && diff.edits.is_empty() && diff.is_unsure() {
        parts.push("What was changed could not be read".into());
    } else if parts.is_empty() {
        let moved = diff.milestones.iter().filter(|change| change.finish.moved()).count();
        parts.push(match moved {
            0 => "No date moves".into(),
            1 => "No promise is broken and no finish moves; 1 forecast does".into(),
            _ => format!("No promise is broken and no finish moves; {} do", count(moved, "forecast")),
        });
    }
    parts.extend(risks(diff));
    let loosened = diff.policy.iter().filter(|policy| policy.is_loosened()).count();
    if loosened > 0 {
        parts.push(format!("loosens the gate in {}", count(loosened, "place")));
    }
    let people = diff.affects();
    if !people.is_empty() {
        let mut names: Vec<&str> = people.iter().take(PEOPLE).copied().collect();
        let more = format!("{} more", people.len().saturating_sub(PEOPLE));
        if people.len() > PEOPLE {
            names.push(&more);
        }
        parts.push(format!("affects {}", names.join(", ")));
    }
    parts.extend(moved(diff));
    parts.join("; ")
}

fn cycles(diff: &Diff<'_>) -> Vec<String> {
    let first = diff.new_cycles.first();
    first
        .map(|cycle| {
            let shown: Vec<&str> = cycle.iter().take(4).map(String::as_str).collect();
            let more = if cycle.len() > 4 { ", …" } else { "" };
            format!("{}{more} now wait for each other in a circle", shown.join(", "))
        })
        .into_iter()
        .collect()
}

fn programs(diff: &Diff<'_>) -> Vec<String> {
    let mut told: Vec<&ProgramChange> = diff.programs.iter().filter(|change| is_told(change)).collect();
    // Later ones first, the largest first.
    told.sort_by_key(|change| std::cmp::Reverse(change.finish.workdays));
    let mut parts: Vec<String> = told.iter().take(PROGRAMS).map(|change| program(diff, change)).collect();
    if told.len() > PROGRAMS {
        let more = told.len() - PROGRAMS;
        let verb = if more == 1 { "moves" } else { "move" };
        parts.push(format!("and {} {verb}", count(more, "more program")));
    }
    parts
}

fn is_told(change: &ProgramChange) -> bool {
    matches!(change.change, Some(EditKind::Added | EditKind::Removed))
        || change.finish.day.is_change()
        || change.finish.is_floor.is_change()
}

fn program(diff: &Diff<'_>, change: &ProgramChange) -> String {
    let near = diff.head.assessment.as_of();
    let id = diff.program_id(change.pair);
    let finish = &change.finish;
    let (was, is) = (finish.is_floor.before, finish.is_floor.after);
    match (change.change, finish.day.before, finish.day.after) {
        (Some(EditKind::Added), _, Some(after)) => format!("adds {id}, finish {}", forecast(after, is, near)),
        (Some(EditKind::Added), _, None) => format!("adds {id}"),
        (Some(EditKind::Removed), ..) => format!("takes {id} out"),
        (_, Some(before), Some(after)) if before == after => match is {
            true => format!("{id} finish {} is now the earliest it can be", forecast(after, is, near)),
            false => {
                format!("{id} finish {} is no longer only the earliest it can be", forecast(after, is, near))
            }
        },
        (_, Some(before), Some(after)) => {
            let how = match change.causes.later {
                Some(Later::Admitted) if diff.is_news_alone() => " by news alone",
                _ => "",
            };
            format!(
                "{id} finish {}, {}{how}",
                forecasts(before, after, finish.is_floor, near),
                by(finish.workdays, finish.is_later())
            )
        }
        (_, Some(before), None) => {
            format!("{id} has no finish date any more, was {}", forecast(before, was, near))
        }
        (_, None, Some(after)) => format!("{id} has a finish date again, {}", forecast(after, is, near)),
        (_, None, None) => id.to_owned(),
    }
}

/// Whether something is said of a promise.
type Fits = fn(&PromiseChange) -> bool;

/// Returns what became of promises: `1 firm promise newly late (checkout/cutover, to Halden Bank)`, and how many
/// others; firm ones that are kept are told too.
fn promises(diff: &Diff<'_>) -> Vec<String> {
    let kinds: [(Fits, &str); 6] = [
        (PromiseChange::is_newly_late, "newly late"),
        (PromiseChange::is_later_still, "later still"),
        // What could not be read is told as that.
        (|change| change.is_no_longer_known() && !change.is_unread.after, "without a date now"),
        (PromiseChange::is_less_late, "less late"),
        (|change| change.is_no_longer_late() && !change.is_late_but_for_its_move(), "no longer late"),
        (PromiseChange::is_late_but_for_its_move, "no longer late only by being moved"),
    ];
    let mut parts = Vec::new();
    for (fits, what) in kinds {
        let (firm, others): (Vec<&PromiseChange>, Vec<&PromiseChange>) =
            diff.promises.iter().filter(|change| fits(change)).partition(|change| change.is_firm());
        parts.extend(so_many(diff, &firm, "firm promise", what));
        parts.extend(so_many(diff, &others, if firm.is_empty() { "promise" } else { "other promise" }, what));
    }
    let kept =
        |change: &&PromiseChange| change.is_firm() && change.is_kept_otherwise() && change.finish.is_later();
    let kept: Vec<&PromiseChange> = diff.promises.iter().filter(kept).collect();
    parts.extend(so_many(diff, &kept, "firm promise", "forecast later, still kept"));
    parts
}

/// Returns how many promises of the base cannot be read on the side of the head: `cannot read 2 firm promises any
/// more (a/y, a/z)`.
fn out_of_sight(diff: &Diff<'_>) -> Vec<String> {
    let is_firm = |whose: &Promiser| match whose {
        Promiser::Milestone(pair) => pair.base().is_some_and(|id| diff.base.workspace().milestone(id).firm),
        Promiser::Program(_) => false,
    };
    let is_unread = |change: &&PromiseChange| {
        change.is_unread.after && change.due.before.is_some() && !change.is_done.before
    };
    let unread = diff.promises.iter().filter(is_unread).map(|change| change.promiser);
    let (firm, others): (Vec<Promiser>, Vec<Promiser>) =
        unread.chain(diff.out_of_sight.iter().copied()).partition(is_firm);
    let other = if firm.is_empty() { "promise" } else { "other promise" };
    [(firm, "firm promise", UNREAD), (others, other, 1)]
        .into_iter()
        .filter(|(list, ..)| !list.is_empty())
        .map(|(list, what, most)| {
            let mut names: Vec<&str> = list.iter().take(most).map(|whose| diff.promiser_id(*whose)).collect();
            let more = format!("{} more", list.len().saturating_sub(most));
            if list.len() > most {
                names.push(&more);
            }
            format!("cannot read {} any more ({})", count(list.len(), what), names.join(", "))
        })
        .collect()
}

/// Returns of how many promises something is said, and of one which.
fn so_many(diff: &Diff<'_>, list: &[&PromiseChange], one: &str, what: &str) -> Option<String> {
    let number = count(list.len(), one);
    match list {
        [] => None,
        [one] => Some(format!("{number} {what} ({})", which(diff, one))),
        _ => Some(format!("{number} {what}")),
    }
}

/// Returns whose promise it is, and to whom it was made.
fn which(diff: &Diff<'_>, change: &PromiseChange) -> String {
    let whom = change.promised_to.after.as_ref().or(change.promised_to.before.as_ref());
    let whom = whom.map_or(String::new(), |whom| format!(", to {}", cut(whom)));
    format!("{}{whom}", diff.promiser_id(change.promiser))
}

/// Returns what became of risks: `1 risk closed`.
fn risks(diff: &Diff<'_>) -> Option<String> {
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for risk in diff.risks.iter().filter(|risk| risk.what != RiskMove::Changed) {
        match counts.last_mut() {
            Some((word, count)) if *word == risk.what.word() => *count += 1,
            _ => counts.push((risk.what.word(), 1)),
        }
    }
    let parts: Vec<String> =
        counts.iter().map(|(word, number)| format!("{} {word}", count(*number, "risk"))).collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// What became of a promise that is another day, or none, in the order in which it is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Moved {
    AfterMissedInSilence,
    AfterMissed,
    InSilence,
    WithdrawnLate,
    Withdrawn,
    NoLongerFirm,
    SayingWhy,
}

impl Moved {
    fn of(change: &PromiseChange) -> Option<Self> {
        let was_missed = change.was_missed && change.moving == Some(Moving::Later);
        Some(match (change.moving, was_missed, change.says_why) {
            (Some(Moving::Withdrawn), ..) => match change.is_withdrawn_late() && !change.is_done.before {
                true => Self::WithdrawnLate,
                false => Self::Withdrawn,
            },
            _ if !change.is_moved() => return change.is_loosened().then_some(Self::NoLongerFirm),
            (_, true, false) => Self::AfterMissedInSilence,
            (_, true, true) => Self::AfterMissed,
            (_, false, false) => Self::InSilence,
            (_, false, true) => Self::SayingWhy,
        })
    }
}

/// Returns what is said of promises that are another day, or none: firm ones first, each kind apart, so that no move
/// hides behind a better one. Where there are firm ones, others that say why are left to their lines.
fn moved(diff: &Diff<'_>) -> Vec<String> {
    let mut kinds: BTreeMap<(bool, Moved), Vec<&PromiseChange>> = BTreeMap::new();
    for change in &diff.promises {
        if let Some(moved) = Moved::of(change) {
            kinds.entry((!change.firm.before, moved)).or_default().push(change);
        }
    }
    let any_firm = kinds.keys().any(|(is_other, _)| !is_other);
    let is_told = |(is_other, moved): (bool, Moved)| !(any_firm && is_other && moved == Moved::SayingWhy);
    kinds
        .into_iter()
        .filter(|(kind, _)| is_told(*kind))
        .map(|((is_other, moved), list)| {
            moved_so(diff, moved, if is_other { "promise" } else { "firm promise" }, &list)
        })
        .collect()
}

/// Returns what is said of promises of one kind: `moves a promise after it was missed (p/a)`.
fn moved_so(diff: &Diff<'_>, moved: Moved, what: &str, list: &[&PromiseChange]) -> String {
    let verb = match moved {
        Moved::Withdrawn | Moved::WithdrawnLate => "withdraws",
        Moved::NoLongerFirm => "loosens",
        _ => "moves",
    };
    let number = if list.len() == 1 { format!("a {what}") } else { count(list.len(), what) };
    let mut text = format!("{verb} {number}");
    if matches!(moved, Moved::AfterMissed | Moved::AfterMissedInSilence) {
        text.push_str(if list.len() == 1 { " after it was missed" } else { " after they were missed" });
    }
    match moved {
        Moved::WithdrawnLate => text.push_str(" while late"),
        Moved::InSilence | Moved::AfterMissedInSilence => text.push_str(" without saying why"),
        _ => {}
    }
    let mut agreed: Vec<&str> = list.iter().filter_map(|change| change.agreed.as_deref()).collect();
    agreed.sort_unstable();
    agreed.dedup();
    if let Some(who) = agreed.first().filter(|_| list.iter().all(|change| change.says_why)) {
        text.push_str(&format!(" agreed with {}", cut(who)));
        if agreed.len() > 1 {
            text.push_str(&format!(" and {} more", agreed.len() - 1));
        }
    }
    if let Some(first) = list.first() {
        let more = if list.len() > 1 { format!(" and {} more", list.len() - 1) } else { String::new() };
        text.push_str(&format!(" ({}{more})", which(diff, first)));
    }
    text
}
