//! The open promises of earlier plans that no longer stand in the last one, and what became of
//! them.

use super::Version;
use crate::analysis::diff::Matching;
use crate::analysis::ending::{Ending, done, is_finished};
use crate::analysis::follow::Followed;
use crate::analysis::selection::Selection;
use crate::model::Workspace;
use crate::schedule::PromiseHolder;
use crate::time::Day;
use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet};

/// An open promise of an earlier plan that no longer stands in the last one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gone {
    /// The day that was promised last.
    pub due: Day,
    /// The last date at which it stood open.
    pub seen: Day,
    /// What became of it.
    pub ending: Ending,
}

/// A promise that does not stand in the last plan, while the versions before are read.
struct Ended {
    ending: Ending,
    /// The day that was promised, and the last date at which it stood open; none until one is met.
    stood: Option<(Day, Day)>,
}

impl Ended {
    fn new(ending: Ending) -> Self {
        Self { ending, stood: None }
    }

    /// Looks at it in a version before.
    fn see(&mut self, version: &Version<'_>, there: PromiseHolder) {
        let then = version.workspace;
        let is_open = match there {
            PromiseHolder::Milestone(id) => then.milestone(id).is_unfinished(),
            PromiseHolder::Program(id) => !is_finished(then, id),
        };
        let promise = there.promise(then);
        if let (None, Some(due), true) = (self.stood, promise.due, is_open) {
            self.stood = Some((due, version.on));
            self.ending = self.ending.clone().since(promise.moved.len());
        }
    }
}

/// Collects them, from the last version back.
pub(super) struct GoneBy<'n> {
    last: &'n Workspace,
    selection: &'n Selection,
    /// What is selected in the last version and has no series there.
    others: Vec<PromiseHolder>,
    /// Those of them that ended.
    still_there: Vec<(PromiseHolder, Ended)>,
    /// What is no longer in the last version, by its id when it was last seen.
    taken_out: BTreeMap<String, Ended>,
    /// What the earliest whole version so far has of that; without an id if it is not told.
    known: BTreeMap<PromiseHolder, Option<String>>,
}

impl<'n> GoneBy<'n> {
    /// Begins with the selection of the last version, of which some have a series.
    pub(super) fn new(last: &'n Workspace, selection: &'n Selection, series: &[PromiseHolder]) -> Self {
        let series: BTreeSet<PromiseHolder> = series.iter().copied().collect();
        let programs = last.program_ids().filter(|id| selection.has_program(*id)).map(PromiseHolder::from);
        let milestones = last.milestone_ids().filter(|id| selection.has(*id)).map(PromiseHolder::from);
        let others = programs.chain(milestones).filter(|holder| !series.contains(holder)).collect();
        let (still_there, taken_out) = (Vec::new(), BTreeMap::new());
        Self { last, selection, others, still_there, taken_out, known: BTreeMap::new() }
    }

    /// Notes what ended in the last version; `finished` says when.
    pub(super) fn end(&mut self, version: &Version<'_>, finished: impl Fn(PromiseHolder) -> Option<Day>) {
        let others = std::mem::take(&mut self.others).into_iter();
        let ended = |there| {
            let ending = Ending::of(there, self.last, finished(there), version.errors == 0)?;
            Some((there, Ended::new(ending)))
        };
        self.still_there = others.filter_map(ended).collect();
    }

    /// Looks at a whole version. What it has and no later one is taken out, unless it is not known
    /// what the last one has.
    pub(super) fn add(
        &mut self,
        version: &Version<'_>,
        followed: &Followed,
        matching: Option<&Matching>,
        is_known: bool,
    ) {
        let then = version.workspace;
        for (holder, ended) in &mut self.still_there {
            if let Some(there) = followed.find(*holder) {
                ended.see(version, there);
            }
        }
        let all = followed.all();
        let selection = LazyCell::new(|| followed.selected(self.selection, self.last, then));
        let is_selected = |there| match there {
            PromiseHolder::Milestone(id) => selection.has(id),
            PromiseHolder::Program(id) => selection.has_program(id),
        };
        let holders = then.milestone_ids().map(PromiseHolder::from);
        let holders = holders.chain(then.program_ids().map(PromiseHolder::from));
        let mut known = BTreeMap::new();
        for there in holders.filter(|there| !all.contains(there)) {
            let later = matching.and_then(|matching| matching.holder_after(there));
            let id = match later.and_then(|later| self.known.get(&later)) {
                Some(id) => id.clone(),
                None => (is_known && is_selected(there)).then(|| there.full_id(then).to_owned()),
            };
            if let Some(id) = &id {
                let new = || {
                    let done = done(there, then, &version.finishes);
                    let ending = Ending::of(there, then, done, version.errors == 0);
                    Ended::new(ending.unwrap_or(Ending::TAKEN_OUT))
                };
                self.taken_out.entry(id.clone()).or_insert_with(new).see(version, there);
            }
            known.insert(there, id);
        }
        self.known = known;
    }

    /// Returns those that stood open at some date, by id.
    pub(super) fn close(self) -> BTreeMap<String, Gone> {
        let still_there = self.still_there.into_iter();
        let still_there = still_there.map(|(holder, ended)| (holder.full_id(self.last).to_owned(), ended));
        let gone = |(id, Ended { ending, stood }): (String, Ended)| {
            let (due, seen) = stood?;
            Some((id, Gone { due, seen, ending }))
        };
        self.taken_out.into_iter().chain(still_there).filter_map(gone).collect()
    }
}
