//! What days off add to a cause on its way: edits move a milestone by so many days, and a freeze or
//! leave that the work runs into then does the rest.

use super::moved::Move;
use super::reason::Reason;
use crate::analysis::Assessment;
use crate::analysis::days_off::{self, DayOffReason};
use crate::analysis::diff::{Diff, Subject};
use crate::model::{MilestoneId, OwnerId};
use crate::schedule::PromiseHolder;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

/// Days off that a move ran into.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rest {
    /// What they are called: `freeze Year end`, `leave of ana`.
    pub names: Vec<String>,
    /// Whether they are all that separates the move from that of the milestone that was edited.
    pub is_all: bool,
}

/// Why days are off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Off {
    /// A freeze, by its index.
    Freeze(usize),
    Leave(OwnerId),
}

/// Returns the days off that a move ran into on its way from the milestone that was edited, if that
/// moved by less. Where time or a second cause has a part, the parts add up without them.
pub(super) fn of(diff: &Diff<'_>, moves: &BTreeMap<PromiseHolder, &Move>, moved: &Move) -> Option<Rest> {
    let head = diff.head.assessment;
    let mut shares = moved.reasons.list.iter().filter(|reason| reason.share.days != 0);
    let (Some(Reason { edits, .. }), None) = (shares.next(), shares.next()) else { return None };
    if moved.slid.is_some_and(|by| by.days != 0) {
        return None;
    }
    let edited = edits.iter().find_map(|at| diff.edits[*at].subject.milestone())?;
    let source = diff.milestone_of_head(edited)?;
    let workdays = |moved: &Move| moved.by.map(|by| by.workdays);
    let (whole, own) = (workdays(moved)?, workdays(moves.get(&PromiseHolder::from(source))?)?);
    let end = match moved.now {
        PromiseHolder::Milestone(id) => id,
        PromiseHolder::Program(id) => head.finish_milestone(id)?,
    };
    if own <= 0 || whole <= own {
        return None;
    }
    let way = way(head, source, end)?;
    let before = way.iter().filter_map(|id| diff.matching.milestone_before(*id));
    let (then, now) = (lost(diff.base.assessment, before), lost(head, way.iter().copied()));
    let mut then_by_name: BTreeMap<String, i64> = BTreeMap::new();
    for (off, days) in then {
        *then_by_name.entry(name(diff.base.assessment, off)).or_default() += days;
    }
    let more = now.into_iter().filter_map(|(off, days)| {
        let more = days - then_by_name.get(&name(head, off)).copied().unwrap_or(0);
        (more > 0).then_some((off, more))
    });
    let more: Vec<(Off, i64)> = more.collect();
    if more.iter().any(|(off, _)| is_edited(diff, moved, *off)) {
        // It is a cause of its own.
        return None;
    }
    let sum: i64 = more.iter().map(|(_, days)| days).sum();
    let names: Vec<String> = more.into_iter().map(|(off, _)| name(head, off)).collect();
    (!names.is_empty()).then(|| Rest { names, is_all: sum == i64::from(whole - own) })
}

/// Whether a freeze or leave is among the causes of a move.
fn is_edited(diff: &Diff<'_>, moved: &Move, off: Off) -> bool {
    let workspace = diff.head.workspace();
    let mut edits = moved.reasons.list.iter().flat_map(|reason| &reason.edits);
    edits.any(|at| match (&diff.edits[*at].subject, off) {
        (Subject::Freeze(_, name), Off::Freeze(index)) => {
            workspace.freezes[index].name.as_ref() == Some(name)
        }
        (Subject::Owner(name), Off::Leave(owner)) => workspace.owners[owner.index()].id == *name,
        _ => false,
    })
}

/// Returns the milestones on the way that gives `end` its date, back to `source`, without it.
fn way(now: &Assessment<'_>, source: MilestoneId, end: MilestoneId) -> Option<Vec<MilestoneId>> {
    // Where several give the date, one that leads to the source is followed.
    let mut next: BTreeMap<MilestoneId, Option<MilestoneId>> = BTreeMap::from([(end, None)]);
    let mut open = vec![end];
    while let Some(at) = open.pop() {
        if at == source {
            let before = |at: &MilestoneId| next.get(at).copied().flatten();
            return Some(std::iter::successors(before(&at), before).collect());
        }
        for link in now.schedule.giving_links(at) {
            let from = now.network.link(link).from;
            if let Entry::Vacant(entry) = next.entry(from) {
                entry.insert(Some(at));
                open.push(from);
            }
        }
    }
    None
}

/// Returns how many days some milestones lose to each freeze and leave: before they begin, once
/// what they wait for is there, and while they last.
fn lost(assessment: &Assessment<'_>, ids: impl Iterator<Item = MilestoneId>) -> BTreeMap<Off, i64> {
    let mut lost: BTreeMap<Off, i64> = BTreeMap::new();
    let workspace = assessment.workspace;
    for id in ids.collect::<BTreeSet<_>>() {
        let bounds = assessment.schedule.giving_links(id).filter_map(|link| assessment.schedule.bound(link));
        let waits = bounds.max().zip(days_off::begins(assessment, id));
        let before = waits.map_or(Vec::new(), |(bound, begins)| {
            days_off::between(workspace, id, bound.first_day_after(), begins.plus(-1))
        });
        for off in before.into_iter().chain(days_off::inside(assessment, id)) {
            let why = match off.reason {
                DayOffReason::Freeze(index) => Off::Freeze(index),
                DayOffReason::Leave => match workspace.milestone(id).owner {
                    Some(owner) => Off::Leave(owner),
                    None => continue,
                },
                DayOffReason::Holiday | DayOffReason::Pause => continue,
            };
            *lost.entry(why).or_default() += i64::from(off.days);
        }
    }
    lost
}

/// Returns what days off are called, the same then and now.
fn name(assessment: &Assessment<'_>, off: Off) -> String {
    let workspace = assessment.workspace;
    match off {
        Off::Freeze(index) => {
            let name = workspace.freezes.get(index).and_then(|freeze| freeze.name.as_deref());
            name.map_or("a freeze".into(), |name| format!("freeze {name}"))
        }
        Off::Leave(owner) => format!("leave of {}", workspace.owners[owner.index()].id),
    }
}
