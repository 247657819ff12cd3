//! Why a forecast moved: the edits without which it would not have.
//!
//! A cause is found by trying: the head without one edit is scheduled anew, and what that does to a forecast is
//! that edit's part of the move. Where no edit alone undoes any of it, the smallest set that does is looked
//! for. Only where there are more edits than can be tried, the chains that drive a date are followed to the
//! edits at their ends.

use super::chain::Chains;
use super::edit::{Edit, Finder};
use super::fields::Nature;
use super::trial::{Forecasts, Trials, Unit, units};
use crate::analysis::forecast::workdays_between;
use crate::model::{AsOf, MilestoneId, ProgramId};
use crate::time::Day;
use std::collections::{BTreeMap, BTreeSet};

/// How many causes of one move are told.
const TOLD: usize = 5;

/// More edits than these are not told as one cause.
const TOGETHER: usize = 8;

/// So many trials are kept for sets of edits.
const KEPT: usize = 150;

/// Edits without which a forecast would be another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cause {
    /// The edits, by their place among all; taken back together.
    pub edits: Vec<usize>,
    /// The forecast without them; none where that was not tried.
    pub without: Option<Day>,
    /// By how many base working days they make the forecast later; negative where they make it earlier.
    pub moves: Option<i32>,
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
    /// For a forecast that is later, how it came to be so; none where not all causes are known.
    pub later: Option<Later>,
}

/// A forecast that moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Moved {
    Milestone(MilestoneId),
    Program(ProgramId),
}

impl Moved {
    fn of(self, forecasts: &Forecasts) -> Option<Day> {
        match self {
            Self::Milestone(id) => forecasts.milestones[id.index()],
            Self::Program(id) => forecasts.programs[id.index()],
        }
    }
}

/// The causes of every move.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) causes: BTreeMap<Moved, Causes>,
    /// By edit, whether any forecast would be another without it.
    pub(super) effective: BTreeSet<usize>,
    /// How many edits, or sets of edits that only make sense together, can move a date.
    pub(super) units: usize,
    /// How many of them were tried.
    pub(super) tried: usize,
}

/// What one trial did to the forecasts.
struct Tried {
    unit: Unit,
    changed: BTreeMap<Moved, Option<Day>>,
}

/// Returns why each of these forecasts moved, from the day that is given to that of the head.
pub(super) fn find(
    finder: &Finder<'_>,
    edits: &[Edit],
    moves: &BTreeMap<Moved, (Day, Day)>,
    as_of: AsOf,
) -> Found {
    let mut units = units(finder, edits);
    let mut found = Found { units: units.len(), ..Found::default() };
    if units.is_empty() {
        return found;
    }
    let chains = Chains::new(finder, edits);
    let mut trials = Trials::new(finder, edits, as_of);
    let room = trials.left().saturating_sub(KEPT.min(trials.left() / 3));
    if units.len() > room {
        // What the moves of programs and promises hang on goes first.
        let first = chains.first(moves.keys().copied());
        units.sort_by_key(|unit| {
            unit.edits.iter().map(|edit| first.get(edit).copied().unwrap_or(usize::MAX)).min()
        });
        units.truncate(room);
    }
    let tried = singles(finder, edits, &mut trials, &units, room);
    found.tried = units.len().min(tried.len());
    for trial in tried.iter().filter(|trial| !trial.changed.is_empty()) {
        found.effective.extend(&trial.unit.edits);
    }
    let all_tried = found.tried == found.units;
    let mut sets = Sets::new(trials, &tried, all_tried);
    for (moved, (before, after)) in moves {
        let (moved, before, after) = (*moved, *before, *after);
        let (units, mut list) = alone(finder, &tried, moved, before, after);
        let target = sets.target(moved, before, after);
        let mut is_whole = sets.undo(moved, after > before, units, target);
        if !is_whole {
            // What is left is undone only by several edits together.
            if let Some((edits, without)) = target.and_then(|target| sets.smallest(moved, target)) {
                let moves = workdays(finder, moved, without, after);
                list.push(Cause { edits, without: Some(without), moves });
                is_whole = true;
            }
        }
        if list.is_empty() {
            let edits = chains.of(moved);
            if edits.is_empty() {
                continue;
            }
            list.push(Cause { edits, without: None, moves: None });
        }
        found.effective.extend(list.iter().flat_map(|cause| &cause.edits));
        found.causes.insert(moved, told(edits, list, after > before, is_whole));
    }
    found
}

/// Whether a forecast would have moved less without a cause.
fn undoes(cause: &Cause, before: Day, after: Day) -> bool {
    cause.without.is_some_and(|without| if after > before { without < after } else { without > after })
}

/// Tries each unit alone. One that the head cannot be without alone is tried with all that was changed about
/// the same things.
fn singles(
    finder: &Finder<'_>,
    edits: &[Edit],
    trials: &mut Trials<'_>,
    units: &[Unit],
    room: usize,
) -> Vec<Tried> {
    let mut by_subject: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    for (at, edit) in edits.iter().enumerate().filter(|(_, edit)| edit.nature.moves_dates()) {
        by_subject.entry(edit.subject.name()).or_default().insert(at);
    }
    let mut done: BTreeSet<Vec<usize>> = BTreeSet::new();
    let mut tried = Vec::new();
    let kept = trials.left().saturating_sub(room);
    for unit in units {
        if trials.left() <= kept {
            break;
        }
        let (mut unit, mut forecasts) = (unit.clone(), trials.without([unit]));
        if forecasts.is_none() {
            let mut wider: BTreeSet<usize> = unit.edits.iter().copied().collect();
            for edit in &unit.edits {
                let named = super::edit::names(finder, &edits[*edit]);
                for name in named.iter().map(String::as_str).chain([edits[*edit].subject.name()]) {
                    wider.extend(by_subject.get(name).into_iter().flatten());
                }
            }
            let wider = Unit { edits: wider.into_iter().collect() };
            if wider.edits.len() > unit.edits.len() && done.insert(wider.edits.clone()) {
                forecasts = trials.without([&wider]);
                unit = wider;
            }
        }
        let changed = forecasts.map_or(BTreeMap::new(), |forecasts| changed(&trials.head, &forecasts));
        tried.push(Tried { unit, changed });
    }
    tried
}

fn changed(head: &Forecasts, other: &Forecasts) -> BTreeMap<Moved, Option<Day>> {
    let differ = |one: &[Option<Day>], other: &[Option<Day>]| -> Vec<(u32, Option<Day>)> {
        let pairs = one.iter().zip(other).zip(0..);
        pairs.filter(|((one, other), _)| one != other).map(|((_, other), at)| (at, *other)).collect()
    };
    let milestones = differ(&head.milestones, &other.milestones).into_iter();
    let programs = differ(&head.programs, &other.programs).into_iter();
    let milestones = milestones.map(|(at, day)| (Moved::Milestone(MilestoneId(at)), day));
    milestones.chain(programs.map(|(at, day)| (Moved::Program(ProgramId(at)), day))).collect()
}

/// Returns what each edit alone does to a forecast, what moved it first, the largest part first; and the places
/// of those trials that undo some of the move.
fn alone(
    finder: &Finder<'_>,
    tried: &[Tried],
    moved: Moved,
    before: Day,
    after: Day,
) -> (Vec<usize>, Vec<Cause>) {
    let (mut units, mut list): (Vec<usize>, Vec<Cause>) = (Vec::new(), Vec::new());
    for (at, trial) in tried.iter().enumerate() {
        let Some(Some(without)) = trial.changed.get(&moved).copied() else { continue };
        let moves = workdays(finder, moved, without, after);
        let cause = Cause { edits: trial.unit.edits.clone(), without: Some(without), moves };
        if list.contains(&cause) {
            continue;
        }
        if undoes(&cause, before, after) {
            units.push(at);
        }
        list.push(cause);
    }
    list.sort_by_key(|cause| {
        let part = cause.without.map_or(0, |without| after.since(without).abs());
        (!undoes(cause, before, after), std::cmp::Reverse(part), cause.edits.clone())
    });
    (units, list)
}

/// Returns by how many base working days a forecast is later than another.
fn workdays(finder: &Finder<'_>, moved: Moved, without: Day, after: Day) -> Option<i32> {
    let assessment = finder.head.assessment;
    let id = match moved {
        Moved::Milestone(id) => id,
        Moved::Program(id) => assessment.finish_milestone(id)?,
    };
    let base = finder.head.workspace().calendars.get(finder.head.workspace().milestone(id).base);
    Some(workdays_between(base, without, after))
}

/// Returns what is told of some causes, and how a later forecast came to be so, where they are all of them.
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
    list.truncate(TOLD);
    Causes { list, left_out, is_whole, later }
}

/// Sets of edits, each taken back as a whole.
struct Sets<'s> {
    trials: Trials<'s>,
    units: Vec<Unit>,
    /// The head without any edit, where that can be.
    whole: Option<Forecasts>,
    /// What was tried, by the places of the units that were taken back.
    known: BTreeMap<Vec<usize>, Option<Forecasts>>,
    /// The smallest sets that were found.
    smallest: Vec<Vec<usize>>,
}

impl<'s> Sets<'s> {
    fn new(mut trials: Trials<'s>, tried: &[Tried], all_tried: bool) -> Self {
        let units: Vec<Unit> = tried.iter().map(|tried| tried.unit.clone()).collect();
        let whole = if all_tried { trials.without(&units) } else { None };
        Self { trials, units, whole, known: BTreeMap::new(), smallest: Vec::new() }
    }

    /// Returns the forecast that a move comes back to when every edit is taken back.
    fn target(&self, moved: Moved, before: Day, after: Day) -> Option<Day> {
        let target = moved.of(self.whole.as_ref()?)?;
        let is_back = if after > before { target < after } else { target > after };
        is_back.then_some(target)
    }

    fn without(&mut self, units: Vec<usize>) -> Option<&Forecasts> {
        let (trials, all) = (&mut self.trials, &self.units);
        let forecasts = self.known.entry(units);
        let forecasts =
            forecasts.or_insert_with_key(|units| trials.without(units.iter().map(|at| &all[*at])));
        forecasts.as_ref()
    }

    /// Whether some units together undo a whole move.
    fn undo(&mut self, moved: Moved, is_later: bool, units: Vec<usize>, target: Option<Day>) -> bool {
        let Some(target) = target.filter(|_| !units.is_empty()) else { return false };
        let without = self.without(units).and_then(|forecasts| moved.of(forecasts));
        without.is_some_and(|without| if is_later { without <= target } else { without >= target })
    }

    /// Returns the edits of a set that undoes as much of a move as all edits do, none of which can be left
    /// out, and the forecast without them.
    fn smallest(&mut self, moved: Moved, target: Day) -> Option<(Vec<usize>, Day)> {
        let mut found = None;
        for set in self.smallest.clone() {
            if self.without(set.clone()).is_some_and(|forecasts| moved.of(forecasts) == Some(target)) {
                found = Some(set);
                break;
            }
        }
        let set = match found {
            Some(set) => set,
            None => {
                let set = self.shrunk(moved, target)?;
                self.smallest.push(set.clone());
                set
            }
        };
        let edits: BTreeSet<usize> =
            set.iter().flat_map(|at| self.units[*at].edits.iter().copied()).collect();
        Some((edits.into_iter().collect(), target))
    }

    fn shrunk(&mut self, moved: Moved, target: Day) -> Option<Vec<usize>> {
        let mut set: Vec<usize> = (0..self.units.len()).collect();
        let mut chunk = set.len().div_ceil(2);
        while chunk > 0 {
            let mut at = 0;
            while at < set.len() {
                let mut rest = set.clone();
                rest.drain(at..(at + chunk).min(set.len()));
                let undoes = |forecasts: &Forecasts| moved.of(forecasts) == Some(target);
                if !rest.is_empty() && self.without(rest.clone()).is_some_and(undoes) {
                    set = rest;
                } else {
                    at += chunk;
                }
            }
            chunk = if chunk == 1 { 0 } else { chunk.div_ceil(2) };
        }
        (set.len() <= TOGETHER).then_some(set)
    }
}
