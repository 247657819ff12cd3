//! What a change does to the dates: two sides of a workspace, scheduled as of the same day, so that
//! only edits make a difference.
//!
//! `matching` pairs the programs and milestones of the two sides, and `entries` everything else in
//! their files. `finder` compares the trees of these: each `edit` is a difference, with the patch
//! that undoes it (`inverse`); `references` says what the base's names are in the head.
//! `take_back` applies such patches to the files of the head. `players` groups the edits, `game`
//! and `stage` schedule the plans with some of them, and `owen` and `causes` share each move out
//! among them. `trial` judges the head without some edits, for `effect`, which finds those that
//! change nothing. `promises`, `risks` and `policy` report what became of those, `odds` how often
//! promises are kept, `gone` which promises were removed, `seen` which edits a person must see
//! though no date moves, `breach` whether the head keeps what the base promised, `replaced` who
//! has the work whose id was given away, `asserted` which assertions were dropped, `shifted` which
//! calendars changed, and `fail_on` which conditions fail. Definitions: `docs/method.md`.

mod asserted;
mod breach;
mod cause;
mod causes;
mod comparison;
mod doubt;
mod edit;
mod effect;
mod entries;
mod entry;
pub mod fail_on;
mod finder;
mod game;
mod gone;
mod inverse;
mod judgement;
mod matching;
mod moved;
mod odds;
mod owen;
mod pair;
mod players;
mod policy;
mod promises;
mod references;
mod replaced;
mod risks;
mod seen;
mod selected;
mod shifted;
mod side;
mod stage;
mod take_back;
mod target;
mod traced;
mod trial;
mod waivers;

pub use crate::syntax::Value;
pub use asserted::{Asserted, asserted};
pub use breach::{Breach, FinishSwap};
pub use cause::{Cause, Causes, Later};
pub use doubt::Unread;
pub use edit::{Edit, EditKind, Subject};
pub use gone::{Gone, GoneProgram, OpenPromises};
pub use judgement::Finds;
pub use matching::{Matching, is_same_work};
pub use moved::{Move, MoveSince, Moved, Written, moved};
pub use odds::{KeptChange, OddsChange};
pub use pair::{BeforeAfter, Pair};
pub use policy::{Policy, PolicyKind};
pub use promises::{Moving, PromiseChange, PromiseOfSide, PromiseOutcome};
pub use replaced::Replaced;
pub use risks::{RiskChange, RiskMove};
pub use selected::Untold;
pub use shifted::shifted_days;
pub use side::{Side, owner_of};
pub use traced::Tracing;
pub use waivers::Direction;

use super::health::Health;
use super::lateness::Lateness;
use crate::model::{AsOf, MilestoneId, ProgramId};
use crate::schedule::PromiseHolder;
use crate::syntax::Nature;
use crate::time::Day;
use comparison::Comparison;
use finder::Finder;
use players::Player;
use std::collections::{BTreeMap, BTreeSet};

/// A forecast before and after the change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Finish {
    /// The days as printed; none without a forecast.
    pub day: BeforeAfter<Option<Day>>,
    /// How much later it is, in the calendar of the side that is later. None unless both days are
    /// known.
    pub by: Option<Lateness>,
    /// Whether it is a floor: the earliest possible day, which may not hold.
    pub is_floor: BeforeAfter<bool>,
    /// Whether it rests on a floor.
    pub rests_on_floor: BeforeAfter<bool>,
}

impl Finish {
    /// Whether both sides have a forecast, on different days.
    pub fn moved(&self) -> bool {
        self.day.is_change() && self.day.before.is_some() && self.day.after.is_some()
    }

    /// Whether anything about it changed.
    pub fn is_change(&self) -> bool {
        self.day.is_change() || self.is_earliest().is_change()
    }

    /// Whether it is only the earliest day left: a floor, or resting on one.
    pub fn is_earliest(&self) -> BeforeAfter<bool> {
        BeforeAfter {
            before: self.is_floor.before || self.rests_on_floor.before,
            after: self.is_floor.after || self.rests_on_floor.after,
        }
    }

    /// Whether both sides have a forecast, and the head's is later.
    pub fn is_later(&self) -> bool {
        self.moved() && self.day.after > self.day.before
    }
}

/// What became of a program or milestone.
#[derive(Debug, Clone)]
pub struct Change<I> {
    pub pair: Pair<I>,
    /// Whether it was added, removed, renamed or, for a milestone, changed; none otherwise.
    pub change: Option<EditKind>,
    /// Its forecast, or the day it was finished.
    pub finish: Finish,
    pub health: BeforeAfter<Option<Health>>,
    pub causes: Causes,
}

impl<I: Copy + Into<PromiseHolder>> Change<I> {
    /// Returns whose forecast moved, in the head, with the two days.
    fn moved(&self) -> Option<(PromiseHolder, (Day, Day))> {
        let days = self.finish.day.before.zip(self.finish.day.after);
        Some((self.pair.head()?.into(), days.filter(|_| self.finish.moved())?))
    }

    fn explain(&mut self, found: &BTreeMap<PromiseHolder, Causes>) {
        let causes = self.pair.head().and_then(|id| found.get(&id.into()));
        self.causes = causes.cloned().unwrap_or_default();
    }
}

/// A forecast that did not move, though an edit by itself would have moved it.
#[derive(Debug, Clone)]
pub struct Held {
    /// Whose forecast: a promised milestone or a program.
    pub holder: Pair<PromiseHolder>,
    pub day: Day,
    /// What each edit does to it by itself; some make it later, others earlier.
    pub causes: Causes,
}

/// A milestone that became critical for a program's finish, or stopped being critical.
#[derive(Debug, Clone)]
pub struct Crossing {
    pub pair: Pair<MilestoneId>,
    /// The ids, on that side, of the programs for whose finish it is or was critical.
    pub programs: Vec<String>,
}

#[derive(Debug, Clone, Copy)]
pub struct BaselineChange {
    pub pair: Pair<MilestoneId>,
    pub day: BeforeAfter<Option<Day>>,
}

#[derive(Debug)]
pub struct Diff<'s> {
    /// The plans before the change.
    pub base: Side<'s>,
    /// The plans after the change.
    pub head: Side<'s>,
    /// Whether the change is only tried: nobody said or wrote it.
    pub is_tried: bool,
    /// Which program and milestone of one side is which of the other.
    pub matching: Matching,
    /// Every edit, by subject and key.
    pub edits: Vec<Edit>,
    /// How much changed outside the selection; none without a selection.
    pub untold: Option<Untold>,
    /// Every program, by id.
    pub programs: Vec<Change<ProgramId>>,
    /// Milestones that were added, removed, renamed, finished or whose forecast moved: later ones
    /// first, then earlier ones, then unmoved ones; the largest move first, then by id.
    pub milestones: Vec<Change<MilestoneId>>,
    /// Promises and finishes whose forecast stays, but would move without one of the edits; by id.
    pub held: Vec<Held>,
    /// What would be another day if the edits of one cause were taken back, in the head.
    pub swayed: BTreeSet<PromiseHolder>,
    /// Promises that were made, moved, broken or kept again; firm ones first.
    pub promises: Vec<PromiseChange>,
    /// How often promises are kept, if that was asked.
    pub odds: Option<OddsChange>,
    /// Baselines that were moved, by id.
    pub baselines: Vec<BaselineChange>,
    /// Milestones that became critical, by id.
    pub entered: Vec<Crossing>,
    /// Milestones that are no longer critical, by id.
    pub left: Vec<Crossing>,
    /// The driving chains in the head to the finishes of programs for which `entered` or `left` has
    /// an entry; of the first few programs, by id.
    pub chains: Vec<(ProgramId, Vec<MilestoneId>)>,
    /// Risks that were added, removed or changed, by id.
    pub risks: Vec<RiskChange>,
    /// Changes of waivers, assertions and limits, by subject.
    pub policy: Vec<Policy>,
    /// What could not be read: the base first, by id.
    pub unread: Vec<Unread>,
    /// Milestones and programs with an open promise in the base whose state in the head could not
    /// be read; firm ones first.
    pub out_of_sight: Vec<Pair<PromiseHolder>>,
    /// Dependency cycles that exist only in the head, by full id.
    pub new_cycles: Vec<Vec<String>>,
    /// How many moves were not traced to edits, because there are too many of both.
    pub untraced: usize,
}

impl<'s> Diff<'s> {
    /// Compares two sides that were assessed as of the same day. `finds` returns the gate's
    /// findings for a workspace.
    pub fn new(base: Side<'s>, head: Side<'s>, as_of: AsOf, finds: Finds<'_>) -> Self {
        let matching = Matching::new(base, head);
        let finder = Finder::new(base, head, &matching);
        let entries = finder.entries();
        let mut edits = finder.edits(&entries);
        let comparison = Comparison { base, head, matching: &matching };
        let mut programs = comparison.programs();
        let mut milestones = comparison.milestones();
        let moves = programs.iter().filter_map(Change::moved);
        let moves = moves.chain(milestones.iter().filter_map(Change::moved)).collect();
        let is_told = |holder| is_held_told(&comparison, holder);
        let found = causes::find(&finder, &edits, &moves, as_of, is_told);
        programs.iter_mut().for_each(|change| change.explain(&found.causes));
        milestones.iter_mut().for_each(|change| change.explain(&found.causes));
        let held = held(&comparison, found.held);
        let promises = promises::all(&comparison);
        let risks = risks::all(&finder, &edits);
        let policy = policy::all(&finder, &entries, &edits);
        for (at, edit) in edits.iter_mut().enumerate() {
            edit.is_to_be_seen = !found.effective.contains(&at) && seen::is_to_be_seen(head, edit);
        }
        let is_whole = |player: &Player| player.edits.iter().any(|at| edits[*at].kind != EditKind::Set);
        let with_whole: BTreeSet<usize> =
            players::players(&edits).into_iter().filter(is_whole).flat_map(|player| player.edits).collect();
        let reported: BTreeSet<&str> = promises.iter().map(|promise| comparison.id(promise.holder)).collect();
        let told = |at: &usize| {
            let edit = &edits[*at];
            found.effective.contains(at)
                || with_whole.contains(at)
                || edit.kind != EditKind::Set
                || edit.is_in_doubt
                || promises::tells(&reported, edit)
                || matches!(edit.subject, Subject::Risk(_) | Subject::Ask(_) | Subject::Settings)
                || policy::tells(edit)
                || edit.key == "owner"
                || edit.key == "baseline" && edit.subject.milestone().is_some()
        };
        let untold = (0..edits.len()).filter(|at| !told(at)).collect();
        let without = effect::without(&finder, &edits, untold, as_of, finds);
        for at in without {
            edits[at].has_effect = false;
        }
        let [entered, left] = comparison.crossings();
        Self {
            is_tried: false,
            untold: None,
            odds: None,
            held,
            swayed: found.swayed,
            programs,
            milestones,
            promises,
            baselines: comparison.baselines(),
            chains: comparison.chains(entered.iter().chain(&left)),
            entered,
            left,
            risks,
            policy,
            unread: base.unread(false).into_iter().chain(head.unread(true)).collect(),
            out_of_sight: comparison.out_of_sight(),
            new_cycles: comparison.new_cycles(),
            untraced: found.untraced,
            base,
            head,
            edits,
            matching: matching.clone(),
        }
    }

    /// Returns how many edits have no effect: taking all of them back changes no number, judgement
    /// or finding, and none concerns a promise, owner, risk, ask or rule.
    pub fn without_effect(&self) -> usize {
        self.told_edits().filter(|edit| !edit.has_effect).count()
    }

    /// Returns the edits of the selection, and those that move it.
    pub fn told_edits(&self) -> impl Iterator<Item = &Edit> {
        self.edits.iter().filter(|edit| edit.is_told)
    }

    /// Whether every edit with an effect is news of the work, its risks, or how people see it: none
    /// replans or changes a promise.
    pub fn is_news_alone(&self) -> bool {
        let is_news = |edit: &Edit| {
            let is_said = edit.nature == Nature::Word
                || edit.nature == Nature::Text && !promises::is_of_promise(&edit.key) && !policy::tells(edit);
            edit.kind == EditKind::Set && is_said && edit.key != "baseline"
                || matches!(edit.subject, Subject::Risk(_) | Subject::Ask(_))
        };
        self.edits.iter().all(|edit| !edit.has_effect || is_news(edit))
    }

    pub fn is_empty(&self) -> bool {
        let is_told = |change: &Change<ProgramId>| {
            change.change.is_some() || change.finish.is_change() || change.health.is_change()
        };
        let moved = self.programs.iter().any(is_told) || !self.milestones.is_empty();
        self.edits.is_empty() && !moved && !self.is_unsure()
    }

    /// Whether something on either side could not be read, so that changes may be missing.
    pub fn is_unsure(&self) -> bool {
        let is_cut = |side: Side<'_>| {
            let mut programs = side.documents.programs.iter();
            !side.documents.shared.reading.is_whole()
                || programs.any(|program| !program.doc.milestones.reading.is_whole())
        };
        is_cut(self.base) || is_cut(self.head)
    }

    /// Returns whose work or promises change, by name: the owners of unfinished milestones that are
    /// new, gone or forecast for another day; of promises that were made, moved, newly broken,
    /// withdrawn or given to others; of work before and after it changed hands; and whose leave
    /// changed.
    pub fn affects(&self) -> BTreeSet<&'s str> {
        let is_open = |side: Side<'s>, id: MilestoneId| side.workspace().milestone(id).is_unfinished();
        let concerns = |change: &&Change<MilestoneId>| {
            let (side, id) = change.pair.latest(self.base, self.head);
            is_open(side, id) && (change.finish.moved() || !matches!(change.pair, Pair::Both(..)))
        };
        let is_other = |promise: &&PromiseChange| {
            promise.is_bad_news() || promise.moving.is_some() || promise.has_other_recipient()
        };
        let milestones = self.milestones.iter().filter(concerns).map(|change| change.pair.holder());
        let promises = self.promises.iter().filter(is_other).map(|promise| promise.holder);
        let owners = milestones.chain(promises).filter_map(|holder| self.owner(holder));
        owners.chain(self.told_edits().flat_map(|edit| self.people_of(edit))).collect()
    }

    /// Returns between whom an edit hands over unfinished work, or whose leave it changes.
    fn people_of(&self, edit: &Edit) -> Vec<&'s str> {
        match (&edit.subject, edit.kind, edit.key.as_str()) {
            (Subject::Milestone(id), EditKind::Set, "owner") => {
                let id = self.head.find(id);
                let id = id.filter(|id| self.head.workspace().milestone(*id).is_unfinished());
                let pair = id.map(|id| self.pair(id));
                let owners = pair.map(|pair| self.ask(pair, |side, id| side.owner(id)));
                owners.map_or_else(Vec::new, |both| both.before.into_iter().chain(both.after).collect())
            }
            (Subject::Owner(name), EditKind::Set, "away") => {
                let owners = self.head.workspace().owners.iter().chain(&self.base.workspace().owners);
                owners.map(|owner| owner.id.as_str()).filter(|id| id == name).take(1).collect()
            }
            _ => Vec::new(),
        }
    }

    /// Whether a crossing is real, not just the effect of a missing date: on each side on which
    /// they exist, the milestone and one of the programs concerned have a date, or the milestone is
    /// cancelled.
    pub fn is_known(&self, crossing: &Crossing) -> bool {
        let is_undated = self.ask(crossing.pair, |side, id| {
            side.assessment.forecast(id).finish.is_none() && side.workspace().milestone(id).is_live()
        });
        let is_of = |change: &&Change<ProgramId>| {
            let is_named = |side: Side<'_>, id| crossing.programs.iter().any(|name| name == side.id(id));
            self.ask(change.pair, is_named) != BeforeAfter::default()
        };
        let has_finish = |change: &Change<ProgramId>| {
            let is_undated = |side: Side<'_>, id: ProgramId| side.finish(id.into()).is_none();
            self.ask(change.pair, is_undated) == BeforeAfter::default()
        };
        is_undated == BeforeAfter::default() && self.programs.iter().filter(is_of).any(has_finish)
    }

    /// Asks each side about its entry; the default where it has none.
    pub fn ask<I: Copy, T: Default>(&self, pair: Pair<I>, ask: impl Fn(Side<'s>, I) -> T) -> BeforeAfter<T> {
        pair.ask(self.base, self.head, ask)
    }

    /// Returns the full id of a milestone or the id of a program, in the head, else in the base.
    pub fn id<I: Copy + Into<PromiseHolder>>(&self, pair: Pair<I>) -> &'s str {
        let (side, id) = pair.latest(self.base, self.head);
        side.id(id)
    }

    /// Returns the owner of a milestone or program in the head, else in the base.
    pub fn owner<I: Copy + Into<PromiseHolder>>(&self, pair: Pair<I>) -> Option<&'s str> {
        let (side, id) = pair.latest(self.base, self.head);
        side.owner(id)
    }

    /// Returns a milestone of the head with its counterpart.
    pub fn pair(&self, head: MilestoneId) -> Pair<MilestoneId> {
        Pair::of_head(self.matching.milestone_before(head), head)
    }

    /// Returns the milestone of the head with a full id.
    pub fn milestone_of_head(&self, full_id: &str) -> Option<MilestoneId> {
        self.head.find(full_id)
    }
}

/// Returns every edit between two sides whose trees were kept, by subject and key.
pub fn edits(base: Side<'_>, head: Side<'_>) -> Vec<Edit> {
    let matching = Matching::new(base, head);
    let finder = Finder::new(base, head, &matching);
    finder.edits(&finder.entries())
}

/// Returns the forecasts that stay only because edits offset each other: of promises and programs.
fn held(comparison: &Comparison<'_>, found: BTreeMap<PromiseHolder, Causes>) -> Vec<Held> {
    let held = |(holder, causes)| {
        let day = comparison.head.finish(holder)?;
        Some(Held { holder: comparison.matching.pair(holder), day, causes })
    };
    found.into_iter().filter_map(held).collect()
}

/// Whether it is told of something that its forecast did not move though an edit would have moved
/// it: of promises, and of programs whose finish promises nothing.
fn is_held_told(comparison: &Comparison<'_>, holder: PromiseHolder) -> bool {
    let head = comparison.head;
    let milestone = head.measured_at(holder).map(|id| head.workspace().milestone(id));
    let promised = milestone.filter(|milestone| milestone.promise.due.is_some());
    match holder {
        PromiseHolder::Milestone(_) => promised.is_some_and(|milestone| milestone.is_unfinished()),
        // A program whose finish is promised is reported at that milestone.
        PromiseHolder::Program(_) => milestone.is_some() && promised.is_none(),
    }
}
