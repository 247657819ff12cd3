//! Sets of edits that have an effect only together, each taken back as a whole.

use super::groups::EditGroup;
use super::trial::{Trials, Tried};
use crate::schedule::PromiseHolder;
use crate::time::Day;
use crate::trial::Finishes;
use std::collections::{BTreeMap, BTreeSet};

/// Edits in one cause, at most.
const TOGETHER: usize = 8;

pub(super) struct Sets<'s> {
    trials: Trials<'s>,
    groups: Vec<EditGroup>,
    /// The head without any edit, if that is possible.
    whole: Option<Finishes>,
    /// The trials so far, by the indices of the groups taken back.
    known: BTreeMap<Vec<usize>, Option<Finishes>>,
    /// The smallest sets found so far.
    smallest: Vec<Vec<usize>>,
}

impl<'s> Sets<'s> {
    pub(super) fn new(mut trials: Trials<'s>, tried: &[Tried], all_tried: bool) -> Self {
        let groups: Vec<EditGroup> = tried.iter().map(|tried| tried.group.clone()).collect();
        let whole = if all_tried { trials.without(&groups) } else { None };
        Self { trials, groups, whole, known: BTreeMap::new(), smallest: Vec::new() }
    }

    /// Returns the forecast with every edit taken back.
    pub(super) fn target(&self, moved: PromiseHolder, before: Day, after: Day) -> Option<Day> {
        let target = self.whole.as_ref()?.of(moved)?;
        let is_back = if after > before { target < after } else { target > after };
        is_back.then_some(target)
    }

    fn without(&mut self, groups: Vec<usize>) -> Option<&Finishes> {
        let (trials, all) = (&mut self.trials, &self.groups);
        let forecasts = self.known.entry(groups);
        let forecasts =
            forecasts.or_insert_with_key(|groups| trials.without(groups.iter().map(|at| &all[*at])));
        forecasts.as_ref()
    }

    /// Whether some groups together undo the whole move.
    pub(super) fn undo(
        &mut self,
        moved: PromiseHolder,
        is_later: bool,
        groups: Vec<usize>,
        target: Option<Day>,
    ) -> bool {
        let Some(target) = target.filter(|_| !groups.is_empty()) else { return false };
        let without = self.without(groups).and_then(|forecasts| forecasts.of(moved));
        without.is_some_and(|without| if is_later { without <= target } else { without >= target })
    }

    /// Returns a minimal set of edits that undoes as much of a move as all edits do, and the
    /// forecast without it.
    pub(super) fn smallest(&mut self, moved: PromiseHolder, target: Day) -> Option<(Vec<usize>, Day)> {
        let mut found = None;
        for set in self.smallest.clone() {
            if self.without(set.clone()).is_some_and(|forecasts| forecasts.of(moved) == Some(target)) {
                found = Some(set);
                break;
            }
        }
        let set = match found {
            Some(set) => set,
            None => {
                let all = (0..self.groups.len()).collect();
                let set = self.shrunk(all, moved, target)?;
                self.smallest.push(set.clone());
                set
            }
        };
        Some((self.edits(&set), target))
    }

    fn edits(&self, groups: &[usize]) -> Vec<usize> {
        let edits: BTreeSet<usize> = groups.iter().flat_map(|at| &self.groups[*at]).copied().collect();
        edits.into_iter().collect()
    }

    /// Returns a minimal set of groups that have no effect on a forecast by themselves but do
    /// together, and the forecast without it.
    pub(super) fn hidden(
        &mut self,
        moved: PromiseHolder,
        after: Day,
        alone: &BTreeSet<usize>,
    ) -> Option<(Vec<usize>, Vec<usize>, Day)> {
        self.whole.as_ref()?;
        let rest: Vec<usize> = (0..self.groups.len()).filter(|at| !alone.contains(at)).collect();
        if rest.len() < 2 {
            return None;
        }
        let without = self.without(rest.clone()).and_then(|forecasts| forecasts.of(moved))?;
        if without == after {
            return None;
        }
        let set = self.shrunk(rest, moved, without)?;
        Some((self.edits(&set), set, without))
    }

    fn shrunk(&mut self, mut set: Vec<usize>, moved: PromiseHolder, target: Day) -> Option<Vec<usize>> {
        let mut chunk = set.len().div_ceil(2);
        while chunk > 0 {
            let mut at = 0;
            while at < set.len() {
                let mut rest = set.clone();
                rest.drain(at..(at + chunk).min(set.len()));
                let undoes = |forecasts: &Finishes| forecasts.of(moved) == Some(target);
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
