//! The first line of a diff: what it does to promised dates, and whom that concerns.

use super::words::{by, cut, forecasts};
use crate::analysis::diff::{
    BeforeAfter, Change, Diff, EditKind, Later, Moving, Pair, PromiseChange, RiskMove,
};
use crate::model::ProgramId;
use crate::schedule::PromiseHolder;
use crate::view::phrases::{count, earliest};
use std::collections::BTreeMap;

/// Programs named, at most.
const PROGRAMS: usize = 2;

/// Unreadable firm promises named, at most; of others, only one is named.
const UNREAD: usize = 4;

/// People named, at most.
const PEOPLE: usize = 6;

/// Returns the verdict in one sentence.
pub(super) fn verdict(diff: &Diff<'_>) -> String {
    if diff.is_empty() {
        return "Nothing was changed in the plans".into();
    }
    let mut parts: Vec<String> = cycles(diff).into_iter().collect();
    parts.extend(programs(diff));
    parts.extend(promises(diff));
    parts.extend(out_of_sight(diff));
    if parts.is_empty()
        && diff.untold.is_some()
        && diff.milestones.iter().all(|change| !change.finish.moved())
    {
        parts.push("Nothing in your selection moves".into());
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
        parts.push(format!("affects {}", some(people.into_iter(), PEOPLE)));
    }
    parts.extend(moved(diff));
    parts.join("; ")
}

/// Returns the first names of a list, and how many more there are.
fn some<'n>(names: impl ExactSizeIterator<Item = &'n str>, most: usize) -> String {
    let more = names.len().saturating_sub(most);
    let mut names: Vec<String> = names.take(most).map(str::to_owned).collect();
    if more > 0 {
        names.push(format!("{more} more"));
    }
    names.join(", ")
}

fn cycles(diff: &Diff<'_>) -> Option<String> {
    let cycle = diff.new_cycles.first()?;
    let more = if cycle.len() > 4 { ", …" } else { "" };
    let shown = cycle[..cycle.len().min(4)].join(", ");
    Some(format!("{shown}{more} now wait for each other in a circle"))
}

fn programs(diff: &Diff<'_>) -> Vec<String> {
    let mut told: Vec<&Change<ProgramId>> = diff.programs.iter().filter(|change| is_told(change)).collect();
    // Later ones first, the largest first.
    told.sort_by_key(|change| std::cmp::Reverse(change.finish.by));
    let mut parts: Vec<String> = told.iter().take(PROGRAMS).map(|change| program(diff, change)).collect();
    if told.len() > PROGRAMS {
        let more = told.len() - PROGRAMS;
        let verb = if more == 1 { "moves" } else { "move" };
        parts.push(format!("and {} {verb}", count(more, "more program")));
    }
    parts
}

fn is_told(change: &Change<ProgramId>) -> bool {
    matches!(change.change, Some(EditKind::Added | EditKind::Removed)) || change.finish.is_change()
}

fn program(diff: &Diff<'_>, change: &Change<ProgramId>) -> String {
    let near = diff.head.assessment.as_of();
    let id = diff.id(change.pair);
    let finish = &change.finish;
    let BeforeAfter { before: was, after: is } = finish.is_earliest();
    match (change.change, finish.day.before, finish.day.after) {
        (Some(EditKind::Added), _, Some(after)) => format!("adds {id}, finish {}", earliest(after, is, near)),
        (Some(EditKind::Added), _, None) => format!("adds {id}"),
        (Some(EditKind::Removed), ..) => format!("removes {id}"),
        (_, Some(before), Some(after)) if before == after => match is {
            true => format!("{id} finish {} is now the earliest it can be", earliest(after, is, near)),
            false => {
                format!("{id} finish {} is no longer only the earliest it can be", earliest(after, is, near))
            }
        },
        (_, Some(before), Some(after)) => {
            let how = match change.causes.later {
                Some(Later::Admitted) if diff.is_news_alone() => " by news alone",
                _ => "",
            };
            format!(
                "{id} finish {}, {}{how}",
                forecasts(before, after, finish.is_earliest(), near),
                by(finish.by)
            )
        }
        (_, Some(before), None) => {
            format!("{id} has no finish date any more, was {}", earliest(before, was, near))
        }
        (_, None, Some(after)) => format!("{id} has a finish date again, {}", earliest(after, is, near)),
        (_, None, None) => id.to_owned(),
    }
}

/// Whether a promise belongs to a kind.
type Fits = fn(&PromiseChange) -> bool;

/// Returns what became of promises: `1 firm promise newly late (checkout/cutover, to Halden Bank)`.
/// Firm promises are also listed when they move and are still kept.
fn promises(diff: &Diff<'_>) -> Vec<String> {
    let kinds: [(Fits, &str); 6] = [
        (PromiseChange::is_newly_late, "newly late"),
        (PromiseChange::is_later_still, "later still"),
        // Unreadable promises are reported by `out_of_sight`.
        (|change| change.is_no_longer_known() && !change.after.is_unread, "without a date now"),
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

/// Returns how many promises of the base cannot be read in the head: `cannot read 2 firm promises
/// any more (a/y, a/z)`.
fn out_of_sight(diff: &Diff<'_>) -> Vec<String> {
    let is_firm = |whose: &Pair<PromiseHolder>| match whose.base() {
        Some(PromiseHolder::Milestone(id)) => diff.base.workspace().milestone(id).firm,
        _ => false,
    };
    let is_unread = |change: &&PromiseChange| {
        change.after.is_unread && change.before.promise.due.is_some() && !change.before.is_done
    };
    let unread = diff.promises.iter().filter(is_unread).map(|change| change.holder);
    let (firm, others): (Vec<Pair<_>>, Vec<Pair<_>>) =
        unread.chain(diff.out_of_sight.iter().copied()).partition(is_firm);
    let other = if firm.is_empty() { "promise" } else { "other promise" };
    let lists = [(firm, "firm promise", UNREAD), (others, other, 1)];
    let text = |(list, what, most): (Vec<Pair<PromiseHolder>>, &str, usize)| {
        let names = some(list.iter().map(|whose| diff.id(*whose)), most);
        format!("cannot read {} any more ({names})", count(list.len(), what))
    };
    lists.into_iter().filter(|(list, ..)| !list.is_empty()).map(text).collect()
}

/// Returns how many promises `what` applies to; a single one is named.
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
    let whom = change.promised_to().map_or(String::new(), |whom| format!(", to {}", cut(whom)));
    format!("{}{whom}", diff.id(change.holder))
}

/// Returns what became of risks: `1 risk closed`.
fn risks(diff: &Diff<'_>) -> Option<String> {
    let counts = super::risk_counts(diff).into_iter().filter(|(what, _)| *what != RiskMove::Changed);
    let parts: Vec<String> =
        counts.map(|(what, number)| format!("{} {}", count(number, "risk"), what.word())).collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// How a promise was moved or withdrawn, in the order of the verdict.
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
        let was_missed = change.before.was_missed && change.moving == Some(Moving::Later);
        Some(match (change.moving, was_missed, change.says_why) {
            (Some(Moving::Withdrawn), ..) => match change.is_withdrawn_late() && !change.before.is_done {
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

/// Returns which promises were moved or withdrawn: firm ones first, each kind in its own part, so
/// that no bad move hides behind a better one. If there are firm ones, other promises whose move is
/// explained appear only in their own lines.
fn moved(diff: &Diff<'_>) -> Vec<String> {
    let mut kinds: BTreeMap<(bool, Moved), Vec<&PromiseChange>> = BTreeMap::new();
    for change in &diff.promises {
        if let Some(moved) = Moved::of(change) {
            kinds.entry((!change.before.firm, moved)).or_default().push(change);
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

/// Returns the text for the promises of one kind: `moves a promise after it was missed (p/a)`.
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
