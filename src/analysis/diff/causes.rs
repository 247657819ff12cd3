//! Why a forecast moved: the edits that moved it.
//!
//! A cause is found by a trial: the head is scheduled without one edit, and the difference is that
//! edit's part of the move. If no single edit undoes any of the move, the smallest set of edits
//! that does is searched. Only if there are more edits than trials, the driving chains are followed
//! to the edits at their ends.

use super::Side;
use super::cause::{Cause, Causes, Later};
use super::chain::DrivingEdits;
use super::edit::Edit;
use super::finder::Finder;
use super::groups::{EditGroup, groups};
use super::sets::Sets;
use super::trial::{Trials, Tried};
use crate::analysis::lateness::Lateness;
use crate::calendar::Calendar;
use crate::model::AsOf;
use crate::schedule::PromiseHolder;
use crate::syntax::Nature;
use crate::time::Day;
use std::collections::{BTreeMap, BTreeSet};

/// How many causes of one move are kept.
const TOLD: usize = 20;

/// Trials reserved for sets of edits.
const KEPT: usize = 150;

/// The causes of every move.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) causes: BTreeMap<PromiseHolder, Causes>,
    /// For forecasts that did not move: edits that would move them if taken back.
    pub(super) held: BTreeMap<PromiseHolder, Causes>,
    /// The edits without which any forecast would differ.
    pub(super) effective: BTreeSet<usize>,
    /// How many edits, or groups of edits that only make sense together, can move a date.
    pub(super) groups: usize,
    /// How many of them were tried.
    pub(super) tried: usize,
}

/// Returns why each of these forecasts moved from the given day to the head's.
pub(super) fn find(
    finder: &Finder<'_>,
    edits: &[Edit],
    moves: &BTreeMap<PromiseHolder, (Day, Day)>,
    as_of: AsOf,
) -> Found {
    let mut groups = groups(edits);
    let mut found = Found { groups: groups.len(), ..Found::default() };
    if groups.is_empty() {
        return found;
    }
    let chains = DrivingEdits::new(finder, edits);
    let mut trials = Trials::new(finder, edits, as_of);
    let room = trials.left.saturating_sub(KEPT.min(trials.left / 3));
    if groups.len() > room {
        // Edits behind moves of programs and promises are tried first.
        let first = chains.first(moves.keys().copied());
        groups.sort_by_key(|group| {
            group.iter().map(|edit| first.get(edit).copied().unwrap_or(usize::MAX)).min()
        });
        groups.truncate(room);
    }
    let tried = singles(edits, &mut trials, &groups, room);
    found.tried = groups.len().min(tried.len());
    for trial in tried.iter().filter(|trial| !trial.changed.is_empty()) {
        found.effective.extend(&trial.group);
    }
    let all_tried = found.tried == found.groups;
    let mut sets = Sets::new(trials, &tried, all_tried);
    for (moved, (before, after)) in moves {
        let (moved, before, after) = (*moved, *before, *after);
        let calendar = counted_in(finder, moved, after > before);
        let days = |from: Day, to: Day| Some(Lateness::new(calendar?, from, to));
        let (undoing, mut list) = alone(&tried, moved, (before, after), days);
        let target = sets.target(moved, before, after);
        let mut is_whole = sets.undo(moved, after > before, undoing.clone(), target);
        let sum = |list: &[Cause]| list.iter().try_fold(0, |sum, cause| Some(sum + cause.workdays()?));
        let whole = days(before, after).map(|by| by.workdays);
        if !is_whole || sum(&list) != whole {
            // Redundant edits: either one alone changes nothing; both together do.
            let own = |(_, tried): &(usize, &Tried)| tried.changed.contains_key(&moved);
            let own = tried.iter().enumerate().filter(own).map(|(at, _)| at).collect();
            if let Some((edits, groups, without)) = sets.hidden(moved, after, &own) {
                let moves = days(without, after);
                let cause = Cause { edits, without: Some(without), moves, is_joint: true };
                let all = if undoes(&cause, before, after) { [undoing, groups].concat() } else { undoing };
                let all: BTreeSet<usize> = all.into_iter().collect();
                is_whole = is_whole || sets.undo(moved, after > before, all.into_iter().collect(), target);
                list.push(cause);
            }
        }
        if !is_whole {
            // Only several edits together undo the rest.
            if let Some((edits, without)) = target.and_then(|target| sets.smallest(moved, target)) {
                list.retain(|cause| cause.edits != edits);
                let moves = days(without, after);
                list.push(Cause { edits, without: Some(without), moves, is_joint: true });
                is_whole = true;
            }
        }
        if list.is_empty() {
            let edits = chains.of(moved);
            if edits.is_empty() {
                continue;
            }
            list.push(Cause { edits, without: None, moves: None, is_joint: false });
        }
        found.effective.extend(list.iter().flat_map(|cause| &cause.edits));
        let left_over = left_over(&list, whole);
        found.causes.insert(moved, Causes { left_over, ..told(edits, list, after > before, is_whole) });
    }
    found.held = held(finder, edits, &tried, moves);
    found
}

/// Returns the causes for forecasts that did not move: edits that would move them if taken back by
/// themselves.
fn held(
    finder: &Finder<'_>,
    edits: &[Edit],
    tried: &[Tried],
    moves: &BTreeMap<PromiseHolder, (Day, Day)>,
) -> BTreeMap<PromiseHolder, Causes> {
    let concerned: BTreeSet<PromiseHolder> =
        tried.iter().flat_map(|tried| tried.changed.keys().copied()).collect();
    let still = concerned.into_iter().filter(|moved| !moves.contains_key(moved));
    let mut held = BTreeMap::new();
    for moved in still {
        let day = finder.matching.pair(moved).base().and(finder.head.finish(moved));
        let Some(day) = day else { continue };
        let calendar = counted_in(finder, moved, true);
        let days = |from: Day, to: Day| Some(Lateness::new(calendar?, from, to));
        let (_, mut list) = alone(tried, moved, (day, day), days);
        if !list.is_empty() {
            // Causes that make it later come first, so that they are not missed; largest first in
            // each direction.
            list.sort_by_key(|cause| {
                let days = cause.moves.unwrap_or_default().days;
                (days < 0, std::cmp::Reverse(days.abs()), cause.edits.clone())
            });
            held.insert(moved, told(edits, list, true, false));
        }
    }
    held
}

/// Returns the calendar in which a move is counted: that of the side with the later forecast.
fn counted_in<'s>(finder: &Finder<'s>, moved: PromiseHolder, is_later: bool) -> Option<&'s Calendar> {
    let calendars = finder.matching.pair(moved).ask(finder.base, finder.head, Side::calendar);
    if is_later { calendars.after } else { calendars.before }
}

/// Returns what is left of a move after subtracting each cause once; a cause that is part of
/// another is counted with it.
fn left_over(list: &[Cause], whole: Option<i32>) -> Option<i32> {
    let is_part = |cause: &Cause| {
        list.iter().any(|other| {
            other.edits.len() > cause.edits.len() && cause.edits.iter().all(|edit| other.edits.contains(edit))
        })
    };
    let mut counted = list.iter().filter(|cause| !is_part(cause));
    let sum = counted.try_fold(0, |sum, cause| Some(sum + cause.workdays()?))?;
    Some(whole? - sum)
}

/// Whether the forecast would have moved less without a cause.
fn undoes(cause: &Cause, before: Day, after: Day) -> bool {
    cause.without.is_some_and(|without| if after > before { without < after } else { without > after })
}

/// Tries each group by itself. If the head cannot do without one, it is tried with all other edits
/// of the same subjects.
fn singles(edits: &[Edit], trials: &mut Trials<'_>, groups: &[EditGroup], room: usize) -> Vec<Tried> {
    let mut by_subject: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    for (at, edit) in edits.iter().enumerate().filter(|(_, edit)| edit.nature.moves_dates()) {
        by_subject.entry(edit.subject.name()).or_default().insert(at);
    }
    let mut done: BTreeSet<Vec<usize>> = BTreeSet::new();
    let mut tried = Vec::new();
    let kept = trials.left.saturating_sub(room);
    for group in groups {
        if trials.left <= kept {
            break;
        }
        let (mut group, mut forecasts) = (group.clone(), trials.without([group]));
        if forecasts.is_none() {
            let mut wider: BTreeSet<usize> = group.iter().copied().collect();
            for edit in &group {
                let names = edits[*edit].inverse.names.iter().map(String::as_str);
                for name in names.chain([edits[*edit].subject.name()]) {
                    wider.extend(by_subject.get(name).into_iter().flatten());
                }
            }
            let wider: EditGroup = wider.into_iter().collect();
            if wider.len() > group.len() && done.insert(wider.clone()) {
                forecasts = trials.without([&wider]);
                group = wider;
            }
        }
        let changed = forecasts.map_or(BTreeMap::new(), |forecasts| trials.patches.moved(&forecasts));
        tried.push(Tried { group, changed });
    }
    tried
}

/// Returns what each edit does to a forecast by itself: first the edits that moved it, largest
/// first. Also returns the indices of the trials that undo some of the move.
fn alone(
    tried: &[Tried],
    moved: PromiseHolder,
    (before, after): (Day, Day),
    days: impl Fn(Day, Day) -> Option<Lateness>,
) -> (Vec<usize>, Vec<Cause>) {
    let (mut groups, mut list): (Vec<usize>, Vec<Cause>) = (Vec::new(), Vec::new());
    for (at, trial) in tried.iter().enumerate() {
        let Some(Some(without)) = trial.changed.get(&moved).copied() else { continue };
        let moves = days(without, after);
        let edits = trial.group.clone();
        let cause = Cause { edits, without: Some(without), moves, is_joint: false };
        if list.contains(&cause) {
            continue;
        }
        if undoes(&cause, before, after) {
            groups.push(at);
        }
        list.push(cause);
    }
    list.sort_by_key(|cause| {
        let part = cause.without.map_or(0, |without| after.since(without).abs());
        (!undoes(cause, before, after), std::cmp::Reverse(part), cause.edits.clone())
    });
    (groups, list)
}

/// Whether a cause moves a forecast against its overall direction.
fn is_against(cause: &Cause, is_later: bool) -> bool {
    cause.moves.is_some_and(|by| if is_later { by.days < 0 } else { by.days > 0 })
}

/// Returns the causes to report, and, if they are complete, why a later forecast is later.
fn told(edits: &[Edit], mut list: Vec<Cause>, is_later: bool, is_whole: bool) -> Causes {
    let is_word = |cause: &Cause| {
        let mut natures = cause.edits.iter().map(|edit| edits[*edit].nature);
        natures.all(|nature| nature == Nature::Word)
    };
    let behind = list.iter().filter(|cause| !cause.is_earlier());
    let are_words: BTreeSet<bool> = behind.map(is_word).collect();
    let later = match (are_words.contains(&true), are_words.contains(&false)) {
        _ if !is_later || !is_whole => None,
        (true, true) => Some(Later::Both),
        (true, false) => Some(Later::Admitted),
        (false, true) => Some(Later::Planned),
        (false, false) => None,
    };
    let left_out = list.len().saturating_sub(TOLD);
    if left_out > 0 {
        // Keep causes in the other direction and joint causes, rather than more of the same kind.
        let against = list.iter().position(|cause| is_against(cause, is_later));
        let mut kept: BTreeSet<usize> = against.into_iter().chain([list.len() - 1]).collect();
        let first: Vec<usize> =
            (0..list.len()).filter(|at| !kept.contains(at)).take(TOLD - kept.len()).collect();
        kept.extend(first);
        list = kept.into_iter().map(|at| list[at].clone()).collect();
    }
    Causes { list, left_out, is_whole, left_over: None, later }
}
