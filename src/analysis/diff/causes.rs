//! Why a forecast moved: the edits without which it would not have.
//!
//! A cause is found by trying: the head without one edit is scheduled anew, and what that does to a
//! forecast is that edit's part of the move. Where no edit alone undoes any of it, the smallest set
//! that does is looked for. Only where there are more edits than can be tried, the chains that
//! drive a date are followed to the edits at their ends.

use super::chain::DrivingEdits;
use super::edit::Edit;
use super::finder::Finder;
use super::groups::{EditGroup, groups};
use super::sets::Sets;
use super::trial::{ForecastOf, Forecasts, Trials, Tried};
use crate::analysis::forecast::workdays_between;
use crate::calendar::Calendar;
use crate::model::{AsOf, MilestoneId, ProgramId};
use crate::syntax::Nature;
use crate::time::Day;
use std::collections::{BTreeMap, BTreeSet};

/// How many causes of one move are told.
const TOLD: usize = 5;

/// So many trials are kept for sets of edits.
const KEPT: usize = 150;

/// Edits without which a forecast would be another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cause {
    /// The edits, by their place among all; taken back together.
    pub edits: Vec<usize>,
    /// The forecast without them; none where that was not tried.
    pub without: Option<Day>,
    /// By how many base working days they make the forecast later; negative where they make it
    /// earlier.
    pub moves: Option<i32>,
    /// Whether they do so only together.
    pub is_joint: bool,
}

/// How a forecast came to be later.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Later {
    /// By how the work is planned or what was promised.
    Planned,
    /// By what is now said of the work: nothing was planned otherwise.
    Admitted,
    /// By both.
    Both,
}

impl Later {
    /// Returns the word that JSON uses.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Planned => "got-later",
            Self::Admitted => "admits",
            Self::Both => "both",
        }
    }
}

/// Why a forecast moved.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Causes {
    /// What moved it, the largest part first; then what moved it the other way.
    pub list: Vec<Cause>,
    /// How many more there are.
    pub left_out: usize,
    /// Whether the move is undone when all of them are taken back.
    pub is_whole: bool,
    /// By how many base working days the edits make the forecast later only together: the move less
    /// each cause, but for those that are part of another. None where not all of that is known.
    pub left_over: Option<i32>,
    /// For a forecast that is later, how it came to be so; none where not all causes are known.
    pub later: Option<Later>,
}

/// The causes of every move.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) causes: BTreeMap<ForecastOf, Causes>,
    /// What would move a forecast that did not move, without one edit.
    pub(super) held: BTreeMap<ForecastOf, Causes>,
    /// By edit, whether any forecast would be another without it.
    pub(super) effective: BTreeSet<usize>,
    /// How many edits, or sets of edits that only make sense together, can move a date.
    pub(super) groups: usize,
    /// How many of them were tried.
    pub(super) tried: usize,
}

/// Returns why each of these forecasts moved, from the day that is given to that of the head.
pub(super) fn find(
    finder: &Finder<'_>,
    edits: &[Edit],
    moves: &BTreeMap<ForecastOf, (Day, Day)>,
    as_of: AsOf,
) -> Found {
    let mut groups = groups(edits);
    let mut found = Found { groups: groups.len(), ..Found::default() };
    if groups.is_empty() {
        return found;
    }
    let chains = DrivingEdits::new(finder, edits);
    let mut trials = Trials::new(finder, edits, as_of);
    let room = trials.left().saturating_sub(KEPT.min(trials.left() / 3));
    if groups.len() > room {
        // What the moves of programs and promises hang on goes first.
        let first = chains.first(moves.keys().copied());
        groups.sort_by_key(|group| {
            group.edits.iter().map(|edit| first.get(edit).copied().unwrap_or(usize::MAX)).min()
        });
        groups.truncate(room);
    }
    let tried = singles(edits, &mut trials, &groups, room);
    found.tried = groups.len().min(tried.len());
    for trial in tried.iter().filter(|trial| !trial.changed.is_empty()) {
        found.effective.extend(&trial.group.edits);
    }
    let all_tried = found.tried == found.groups;
    let mut sets = Sets::new(trials, &tried, all_tried);
    for (moved, (before, after)) in moves {
        let (moved, before, after) = (*moved, *before, *after);
        let calendar = counted_in(finder, moved, after > before);
        let days = |from: Day, to: Day| Some(workdays_between(calendar?, from, to));
        let (undoing, mut list) = alone(&tried, moved, (before, after), days);
        let target = sets.target(moved, before, after);
        let mut is_whole = sets.undo(moved, after > before, undoing.clone(), target);
        let sum = |list: &[Cause]| list.iter().try_fold(0, |sum, cause| Some(sum + cause.moves?));
        if !is_whole || sum(&list) != days(before, after) {
            // What alone does nothing, as something else does the same, and together does.
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
            // What is left is undone only by several edits together.
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
        let left_over = left_over(&list, days(before, after));
        found.causes.insert(moved, Causes { left_over, ..told(edits, list, after > before, is_whole) });
    }
    found.held = held(finder, edits, &tried, moves);
    found
}

/// Returns the causes of what did not move: what would move it if it were taken back alone.
fn held(
    finder: &Finder<'_>,
    edits: &[Edit],
    tried: &[Tried],
    moves: &BTreeMap<ForecastOf, (Day, Day)>,
) -> BTreeMap<ForecastOf, Causes> {
    let concerned: BTreeSet<ForecastOf> =
        tried.iter().flat_map(|tried| tried.changed.keys().copied()).collect();
    let still = concerned.into_iter().filter(|moved| !moves.contains_key(moved));
    let mut held = BTreeMap::new();
    for moved in still {
        let assessment = finder.head.assessment;
        let day = match moved {
            ForecastOf::Milestone(id) => {
                let before = finder.matching.milestone_before(id);
                before.and(assessment.forecast(id).finish)
            }
            ForecastOf::Program(id) => {
                finder.matching.before(id).and(assessment.schedule.finish(id).forecast)
            }
        };
        let Some(day) = day else { continue };
        let calendar = counted_in(finder, moved, true);
        let days = |from: Day, to: Day| Some(workdays_between(calendar?, from, to));
        let (_, mut list) = alone(tried, moved, (day, day), days);
        if !list.is_empty() {
            // What makes it later is not to be missed; of each way, the largest comes first.
            list.sort_by_key(|cause| {
                let moves = cause.moves.unwrap_or_default();
                (moves < 0, std::cmp::Reverse(moves.abs()), cause.edits.clone())
            });
            held.insert(moved, told(edits, list, true, false));
        }
    }
    held
}

/// Returns the calendar in which a move is counted: that of the side on which the forecast is the
/// later.
fn counted_in<'s>(finder: &Finder<'s>, moved: ForecastOf, is_later: bool) -> Option<&'s Calendar> {
    let side = if is_later { finder.head } else { finder.base };
    let id = match (moved, is_later) {
        (ForecastOf::Milestone(id), true) => Some(id),
        (ForecastOf::Milestone(id), false) => finder.matching.milestone_before(id),
        (ForecastOf::Program(id), true) => side.assessment.finish_milestone(id),
        (ForecastOf::Program(id), false) => side.assessment.finish_milestone(finder.matching.before(id)?),
    };
    Some(side.workspace().base(id?))
}

/// Returns what is left of a move when each cause is counted once: one that is part of another is
/// counted with that.
fn left_over(list: &[Cause], whole: Option<i32>) -> Option<i32> {
    let is_part = |cause: &Cause| {
        list.iter().any(|other| {
            other.edits.len() > cause.edits.len() && cause.edits.iter().all(|edit| other.edits.contains(edit))
        })
    };
    let mut counted = list.iter().filter(|cause| !is_part(cause));
    let sum = counted.try_fold(0, |sum, cause| Some(sum + cause.moves?))?;
    Some(whole? - sum)
}

/// Whether a forecast would have moved less without a cause.
fn undoes(cause: &Cause, before: Day, after: Day) -> bool {
    cause.without.is_some_and(|without| if after > before { without < after } else { without > after })
}

/// Tries each unit alone. One that the head cannot be without alone is tried with all that was
/// changed about the same things.
fn singles(edits: &[Edit], trials: &mut Trials<'_>, groups: &[EditGroup], room: usize) -> Vec<Tried> {
    let mut by_subject: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    for (at, edit) in edits.iter().enumerate().filter(|(_, edit)| edit.nature.moves_dates()) {
        by_subject.entry(edit.subject.name()).or_default().insert(at);
    }
    let mut done: BTreeSet<Vec<usize>> = BTreeSet::new();
    let mut tried = Vec::new();
    let kept = trials.left().saturating_sub(room);
    for group in groups {
        if trials.left() <= kept {
            break;
        }
        let (mut group, mut forecasts) = (group.clone(), trials.without([group]));
        if forecasts.is_none() {
            let mut wider: BTreeSet<usize> = group.edits.iter().copied().collect();
            for edit in &group.edits {
                for name in
                    edits[*edit].inverse.names.iter().map(String::as_str).chain([edits[*edit].subject.name()])
                {
                    wider.extend(by_subject.get(name).into_iter().flatten());
                }
            }
            let wider = EditGroup { edits: wider.into_iter().collect() };
            if wider.edits.len() > group.edits.len() && done.insert(wider.edits.clone()) {
                forecasts = trials.without([&wider]);
                group = wider;
            }
        }
        let changed = forecasts.map_or(BTreeMap::new(), |forecasts| changed(&trials.head, &forecasts));
        tried.push(Tried { group, changed });
    }
    tried
}

fn changed(head: &Forecasts, other: &Forecasts) -> BTreeMap<ForecastOf, Option<Day>> {
    let differ = |one: &[Option<Day>], other: &[Option<Day>]| -> Vec<(u32, Option<Day>)> {
        let pairs = one.iter().zip(other).zip(0..);
        pairs.filter(|((one, other), _)| one != other).map(|((_, other), at)| (at, *other)).collect()
    };
    let milestones = differ(&head.milestones, &other.milestones).into_iter();
    let programs = differ(&head.programs, &other.programs).into_iter();
    let milestones = milestones.map(|(at, day)| (ForecastOf::Milestone(MilestoneId(at)), day));
    milestones.chain(programs.map(|(at, day)| (ForecastOf::Program(ProgramId(at)), day))).collect()
}

/// Returns what each edit alone does to a forecast, what moved it first, the largest part first;
/// and the places of those trials that undo some of the move.
fn alone(
    tried: &[Tried],
    moved: ForecastOf,
    (before, after): (Day, Day),
    days: impl Fn(Day, Day) -> Option<i32>,
) -> (Vec<usize>, Vec<Cause>) {
    let (mut groups, mut list): (Vec<usize>, Vec<Cause>) = (Vec::new(), Vec::new());
    for (at, trial) in tried.iter().enumerate() {
        let Some(Some(without)) = trial.changed.get(&moved).copied() else { continue };
        let moves = days(without, after);
        let edits = trial.group.edits.clone();
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

/// Whether a cause moves a forecast against the way in which it moved.
fn is_against(cause: &Cause, is_later: bool) -> bool {
    cause.moves.is_some_and(|days| if is_later { days < 0 } else { days > 0 })
}

/// Returns what is told of some causes, and how a later forecast came to be so, where they are all
/// of them.
fn told(edits: &[Edit], mut list: Vec<Cause>, is_later: bool, is_whole: bool) -> Causes {
    let is_word = |cause: &Cause| {
        let mut natures = cause.edits.iter().map(|edit| edits[*edit].nature);
        natures.all(|nature| nature == Nature::Word)
    };
    let behind = list.iter().filter(|cause| cause.moves.is_none_or(|days| days >= 0));
    let (mut word, mut plan) = (false, false);
    for cause in behind {
        if is_word(cause) { word = true } else { plan = true }
    }
    let later = match (is_later && is_whole, word, plan) {
        (true, true, true) => Some(Later::Both),
        (true, true, false) => Some(Later::Admitted),
        (true, false, true) => Some(Later::Planned),
        _ => None,
    };
    let left_out = list.len().saturating_sub(TOLD);
    if left_out > 0 {
        // What moves it the other way, and what edits do together, is not left out for more of the
        // same.
        let against = list.iter().position(|cause| is_against(cause, is_later));
        let mut at = 0;
        let kept = [against, Some(list.len() - 1)];
        let mut room = TOLD - kept.into_iter().flatten().collect::<BTreeSet<_>>().len();
        list.retain(|_| {
            let is_kept = kept.contains(&Some(at));
            at += 1;
            let is_told = is_kept || room > 0;
            room -= usize::from(!is_kept && room > 0);
            is_told
        });
    }
    Causes { list, left_out, is_whole, left_over: None, later }
}
