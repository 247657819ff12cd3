//! What a change does to the dates: two sides of a workspace, scheduled on one day, so that only the edits speak.
//!
//! `matching` says which program and milestone of one side is which of the other, `edit` what was changed,
//! `causes` which edits moved which forecast (by taking them back: `revert`, `trial`), `promises`, `risks` and
//! `policy` what became of those, and `gate` what of it fails. Definitions: `docs/method.md`.

mod causes;
mod chain;
mod edit;
mod fields;
pub mod gate;
mod matching;
mod policy;
mod promises;
mod revert;
mod risks;
mod shared;
mod trial;
mod value;

pub use causes::{Cause, Causes, Later};
pub use edit::{Change, Edit, Subject};
pub use fields::Nature;
pub use matching::Matching;
pub use policy::{Policy, What};
pub use promises::{Keeping, Moving, PromiseChange, Promiser};
pub use risks::{RiskChange, RiskMove};
pub use value::Value;

use super::Assessment;
use super::critical_path::chain;
use super::forecast::workdays_between;
use super::health::Health;
use crate::calendar::Calendar;
use crate::model::{AsOf, Documents, MilestoneId, ProgramId, Workspace};
use crate::source::{SourceFile, Sources};
use crate::syntax::{AskDoc, MilestoneDoc, ProgramDoc, RiskDoc};
use crate::time::Day;
use causes::Moved;
use std::collections::{BTreeMap, BTreeSet};

/// How one side is called.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SideName {
    /// What was typed for it; nothing for the work tree.
    pub typed: Option<String>,
    /// The whole hash of its commit; nothing for the work tree.
    pub commit: Option<String>,
}

/// One side of a diff.
#[derive(Debug, Clone, Copy)]
pub struct Side<'s> {
    /// How it is called.
    pub name: &'s SideName,
    /// What was read.
    pub documents: &'s Documents,
    /// Where.
    pub sources: &'s Sources,
    /// What follows from it, on the day of both sides.
    pub assessment: &'s Assessment<'s>,
}

impl<'s> Side<'s> {
    /// Returns what the plans say.
    pub fn workspace(self) -> &'s Workspace {
        self.assessment.workspace
    }

    fn program(self, id: ProgramId) -> &'s ProgramDoc {
        &self.documents.programs[id.index()].doc
    }

    fn milestone(self, id: MilestoneId) -> &'s MilestoneDoc {
        let program = self.workspace().milestone(id).program;
        let first = self.workspace().program(program).milestones.start;
        &self.program(program).milestones[(id.0 - first) as usize]
    }

    /// Whether there may be something in a program that was not read.
    fn is_partly_read(self, id: ProgramId) -> bool {
        let doc = self.program(id);
        doc.partly_read || doc.incomplete
    }

    /// Whether there may be a program whose id was not read.
    fn has_nameless(self) -> bool {
        self.documents.programs.iter().any(|program| program.doc.has_bad_id())
    }

    fn program_id_of(self, id: MilestoneId) -> &'s str {
        &self.workspace().program(self.workspace().milestone(id).program).id
    }

    fn risk(self, at: usize) -> Option<&'s RiskDoc> {
        let program = self.workspace().risks.get(at)?.program;
        let docs = &self.documents.programs;
        let before: usize = docs[..program.index()].iter().map(|program| program.doc.risks.len()).sum();
        self.program(program).risks.get(at.checked_sub(before)?)
    }

    fn ask(self, at: usize) -> Option<&'s AskDoc> {
        let program = self.workspace().asks.get(at)?.program;
        let docs = &self.documents.programs;
        let before: usize = docs[..program.index()].iter().map(|program| program.doc.asks.len()).sum();
        self.program(program).asks.get(at.checked_sub(before)?)
    }

    /// Returns the file in which a milestone stands.
    pub fn file(self, id: MilestoneId) -> &'s SourceFile {
        self.sources.get(self.workspace().milestone(id).origin.file)
    }
}

/// Something on the one side and what it is on the other; at least one of the two is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pair<I> {
    /// In the base.
    pub base: Option<I>,
    /// In the head.
    pub head: Option<I>,
}

/// What something was and is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Turn<T> {
    /// In the base.
    pub before: T,
    /// In the head.
    pub after: T,
}

impl<T: PartialEq> Turn<T> {
    /// Whether it is not what it was.
    pub fn is_change(&self) -> bool {
        self.before != self.after
    }
}

/// A forecast before and after.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Finish {
    /// The printed days; none where there is no forecast, or nothing to forecast.
    pub day: Turn<Option<Day>>,
    /// By how many base working days it is later, negative where it is earlier; of the side on which it is
    /// later. None unless both are known.
    pub workdays: Option<i32>,
    /// Whether it is the earliest it can be and may not hold.
    pub is_floor: Turn<bool>,
}

impl Finish {
    /// Whether both sides have a forecast, on different days.
    pub fn moved(&self) -> bool {
        self.day.is_change() && self.day.before.is_some() && self.day.after.is_some()
    }

    /// Whether both sides have a forecast, and that of the head is the later.
    pub fn is_later(&self) -> bool {
        self.moved() && self.day.after > self.day.before
    }
}

/// What became of a program.
#[derive(Debug, Clone)]
pub struct ProgramChange {
    /// The program.
    pub pair: Pair<ProgramId>,
    /// What became of it; none where it is what it was, as far as its own name goes.
    pub change: Option<Change>,
    /// Its forecast.
    pub finish: Finish,
    /// How it stands.
    pub health: Turn<Option<Health>>,
    /// Why its forecast moved.
    pub causes: Causes,
}

impl ProgramChange {
    /// Whether there is anything to tell of it.
    pub fn is_told(&self) -> bool {
        self.change.is_some() || self.finish.day.is_change() || self.health.is_change()
    }
}

/// What became of a milestone.
#[derive(Debug, Clone)]
pub struct MilestoneChange {
    /// The milestone.
    pub pair: Pair<MilestoneId>,
    /// What became of it.
    pub change: Change,
    /// Its forecast, or the day it was finished.
    pub finish: Finish,
    /// How it stands.
    pub health: Turn<Option<Health>>,
    /// Why its forecast moved.
    pub causes: Causes,
}

/// A milestone that came to, or left, the chains of driving links to a finish.
#[derive(Debug, Clone)]
pub struct Crossing {
    /// The milestone.
    pub pair: Pair<MilestoneId>,
    /// The programs for whose finish it is critical, or was, by their name on that side.
    pub programs: Vec<String>,
}

/// A planned date that variances are measured against, and that is another now.
#[derive(Debug, Clone, Copy)]
pub struct BaselineChange {
    /// The milestone.
    pub pair: Pair<MilestoneId>,
    /// The date.
    pub day: Turn<Option<Day>>,
}

/// What a change does.
#[derive(Debug)]
pub struct Diff<'s> {
    /// What it is compared with.
    pub base: Side<'s>,
    /// What it makes of that.
    pub head: Side<'s>,
    /// Which is which.
    pub matching: Matching,
    /// Every edit, by subject and key.
    pub edits: Vec<Edit>,
    /// By edit, whether anything below tells of it or of what it does.
    pub has_effect: Vec<bool>,
    /// Every program, by id.
    pub programs: Vec<ProgramChange>,
    /// Milestones that came, went, were renamed, finished, or have another forecast: what finishes latest first
    /// is last. Moves come first, the largest first; then by id.
    pub milestones: Vec<MilestoneChange>,
    /// Promises that were made, moved, broken or are kept again, firm ones first.
    pub promises: Vec<PromiseChange>,
    /// Baselines that were moved, by id.
    pub baselines: Vec<BaselineChange>,
    /// What is critical now and was not, by id.
    pub entered: Vec<Crossing>,
    /// What was critical and is not now, by id.
    pub left: Vec<Crossing>,
    /// The chains that lead to the finishes of the programs for which something entered or left, as they are in
    /// the head: of the first few, by id.
    pub chains: Vec<(ProgramId, Vec<MilestoneId>)>,
    /// Risks that came, went or changed, by id.
    pub risks: Vec<RiskChange>,
    /// What the gate is told otherwise, by subject.
    pub policy: Vec<Policy>,
    /// Milestones that wait for each other in a circle in the head alone, by full id.
    pub new_cycles: Vec<Vec<String>>,
    /// How many edits, or sets of them that belong together, can move a date.
    pub causes_possible: usize,
    /// How many of those were tried alone.
    pub causes_tried: usize,
}

impl<'s> Diff<'s> {
    /// Compares two sides that were assessed on one day.
    pub fn new(base: Side<'s>, head: Side<'s>, as_of: AsOf) -> Self {
        let matching = Matching::new(base, head);
        let (edits, finder) = edit::all(base, head, &matching);
        let comparison = Comparison { base, head, matching: &matching };
        let mut programs = comparison.programs();
        let mut milestones = comparison.milestones();
        let found = causes::find(&finder, &edits, &moves(&programs, &milestones), as_of);
        for program in &mut programs {
            let causes = program.pair.head.and_then(|id| found.causes.get(&Moved::Program(id)));
            program.causes = causes.cloned().unwrap_or_default();
        }
        for milestone in &mut milestones {
            let causes = milestone.pair.head.and_then(|id| found.causes.get(&Moved::Milestone(id)));
            milestone.causes = causes.cloned().unwrap_or_default();
        }
        let promises = promises::all(&comparison);
        let risks = risks::all(&finder, &edits);
        let policy = policy::all(&comparison, &edits);
        let told = |(at, edit): (usize, &Edit)| {
            found.effective.contains(&at)
                || edit.change != Change::Set
                || promises::tells(&promises, &comparison, edit)
                || matches!(edit.subject, Subject::Risk(_))
                || policy::tells(edit)
                || edit.key == "baseline" && edit.subject.milestone().is_some()
        };
        let has_effect = edits.iter().enumerate().map(told).collect();
        let [entered, left] = comparison.crossings();
        Self {
            has_effect,
            programs,
            milestones,
            promises,
            baselines: comparison.baselines(),
            chains: comparison.chains(entered.iter().chain(&left)),
            entered,
            left,
            risks,
            policy,
            new_cycles: comparison.new_cycles(),
            causes_possible: found.units,
            causes_tried: found.tried,
            base,
            head,
            edits,
            matching: matching.clone(),
        }
    }

    /// Returns how many edits nothing is told of: no date, promise, risk or rule is another for them.
    pub fn without_effect(&self) -> usize {
        self.has_effect.iter().filter(|told| !**told).count()
    }

    /// Whether nothing was changed.
    pub fn is_empty(&self) -> bool {
        let moved = self.programs.iter().any(ProgramChange::is_told) || !self.milestones.is_empty();
        self.edits.is_empty() && !moved && !self.is_unsure()
    }

    /// Whether something on either side could not be read, so that there may be more to tell.
    pub fn is_unsure(&self) -> bool {
        let is_cut = |side: Side<'_>| {
            let mut programs = side.documents.programs.iter();
            side.documents.shared.unreadable
                || programs.any(|program| program.doc.partly_read || program.doc.incomplete)
        };
        is_cut(self.base) || is_cut(self.head)
    }

    /// Returns the owners of what moves: of unfinished milestones with another forecast, and of promises that
    /// were moved, newly broken or withdrawn. By name.
    pub fn affects(&self) -> Vec<&'s str> {
        let mut people = BTreeSet::new();
        let owner =
            |side: Side<'s>, id: MilestoneId| side.workspace().owner_id(side.workspace().milestone(id).owner);
        for change in self.milestones.iter().filter(|change| change.finish.moved()) {
            let Some(id) = change.pair.head else { continue };
            if self.head.workspace().milestone(id).is_unfinished() {
                people.extend(owner(self.head, id));
            }
        }
        for promise in self.promises.iter().filter(|promise| promise.is_bad_news()) {
            match promise.promiser {
                Promiser::Milestone(Pair { head: Some(id), .. }) => people.extend(owner(self.head, id)),
                Promiser::Milestone(Pair { base: Some(id), .. }) => people.extend(owner(self.base, id)),
                Promiser::Program(Pair { head: Some(id), .. }) => {
                    people.extend(self.head.workspace().owner_id(self.head.workspace().program(id).owner));
                }
                Promiser::Program(Pair { base: Some(id), .. }) => {
                    people.extend(self.base.workspace().owner_id(self.base.workspace().program(id).owner));
                }
                _ => {}
            }
        }
        people.into_iter().collect()
    }

    /// Returns the full id of a milestone: in the head, else as it was.
    pub fn milestone_id(&self, pair: Pair<MilestoneId>) -> &'s str {
        let (base, head) = (self.base.workspace(), self.head.workspace());
        let name = pair.head.map(|id| &head.milestone(id).full_id);
        name.or(pair.base.map(|id| &base.milestone(id).full_id)).map_or("", String::as_str)
    }

    /// Returns the id of a program: in the head, else as it was.
    pub fn program_id(&self, pair: Pair<ProgramId>) -> &'s str {
        let (base, head) = (self.base.workspace(), self.head.workspace());
        let name = pair.head.map(|id| &head.program(id).id);
        name.or(pair.base.map(|id| &base.program(id).id)).map_or("", String::as_str)
    }

    /// Returns the milestone of a full id of the head.
    pub fn milestone_of_head(&self, full_id: &str) -> Option<MilestoneId> {
        let workspace = self.head.workspace();
        let (program, _) = full_id.split_once('/')?;
        let at = workspace.programs.binary_search_by(|other| other.id.as_str().cmp(program)).ok()?;
        let mut ids = workspace.programs[at].milestone_ids();
        ids.find(|id| workspace.milestone(*id).full_id == full_id)
    }
}

/// What of two sides the gate asks: which is which, and what became of promises. No cause is looked for.
#[derive(Debug)]
pub struct Promised {
    /// Which is which.
    pub matching: Matching,
    /// The promises that are not what they were.
    pub promises: Vec<PromiseChange>,
}

impl Promised {
    /// Compares the promises of two sides that were assessed on one day.
    pub fn new(base: Side<'_>, head: Side<'_>) -> Self {
        let matching = Matching::new(base, head);
        let promises = promises::all(&Comparison { base, head, matching: &matching });
        Self { matching, promises }
    }
}

/// The chains of so many programs are kept.
const CHAINS: usize = 5;

/// Returns the forecasts that moved.
fn moves(programs: &[ProgramChange], milestones: &[MilestoneChange]) -> BTreeMap<Moved, (Day, Day)> {
    let days = |finish: &Finish| finish.day.before.zip(finish.day.after).filter(|_| finish.moved());
    let programs =
        programs.iter().filter_map(|change| Some((Moved::Program(change.pair.head?), days(&change.finish)?)));
    let milestones = milestones
        .iter()
        .filter_map(|change| Some((Moved::Milestone(change.pair.head?), days(&change.finish)?)));
    programs.chain(milestones).collect()
}

/// Two sides and which is which.
#[derive(Clone, Copy)]
struct Comparison<'s> {
    base: Side<'s>,
    head: Side<'s>,
    matching: &'s Matching,
}

impl<'s> Comparison<'s> {
    /// Returns every milestone of either side, once; but for those of which the other side may say something
    /// that could not be read.
    fn pairs(self) -> impl Iterator<Item = Pair<MilestoneId>> + use<'s> {
        let matching = self.matching;
        let (old, new) = (self.base.workspace(), self.head.workspace());
        let head = new.milestone_ids();
        let head = head.map(|id| Pair { base: matching.milestone_before(id), head: Some(id) });
        let known = move |pair: &Pair<MilestoneId>| match *pair {
            Pair { base: None, head: Some(id) } => !self.may_have_been(new.milestone(id).program),
            Pair { base: Some(id), head: None } => !self.may_still_be(old.milestone(id).program),
            _ => true,
        };
        let gone = old.milestone_ids();
        let gone = gone.filter(|id| matching.milestone_after(*id).is_none());
        head.chain(gone.map(|id| Pair { base: Some(id), head: None })).filter(known)
    }

    /// Whether something of a program of the head may have been in the base, where that could not be read.
    fn may_have_been(self, program: ProgramId) -> bool {
        let before = self.matching.before(program);
        before.map_or(self.base.has_nameless(), |before| self.base.is_partly_read(before))
    }

    /// Whether something of a program of the base may still be in the head, where that could not be read.
    fn may_still_be(self, program: ProgramId) -> bool {
        let after = self.matching.after(program);
        after.map_or(self.head.has_nameless(), |after| self.head.is_partly_read(after))
    }

    fn program_pairs(self) -> impl Iterator<Item = Pair<ProgramId>> + use<'s> {
        let matching = self.matching;
        let head = self.head.workspace().program_ids();
        let head = head.map(|id| Pair { base: matching.before(id), head: Some(id) });
        let gone = self.base.workspace().program_ids().filter(|id| matching.after(*id).is_none());
        head.chain(gone.map(|id| Pair { base: Some(id), head: None }))
    }

    fn name(self, pair: Pair<MilestoneId>) -> &'s str {
        let (base, head) = (self.base.workspace(), self.head.workspace());
        let name = pair.head.map(|id| &head.milestone(id).full_id);
        name.or(pair.base.map(|id| &base.milestone(id).full_id)).map_or("", String::as_str)
    }

    fn programs(self) -> Vec<ProgramChange> {
        let mut changes: Vec<ProgramChange> = self.program_pairs().map(|pair| self.program(pair)).collect();
        let (base, head) = (self.base.workspace(), self.head.workspace());
        changes.sort_by_key(|change| {
            let name = change.pair.head.map(|id| &head.program(id).id);
            name.or(change.pair.base.map(|id| &base.program(id).id))
        });
        changes
    }

    fn program(self, pair: Pair<ProgramId>) -> ProgramChange {
        let (base, head) = (self.base.assessment, self.head.assessment);
        let change = match pair {
            Pair { base: None, .. } => Some(Change::Added),
            Pair { head: None, .. } => Some(Change::Removed),
            Pair { base: Some(before), head: Some(after) } => {
                let same = base.workspace.program(before).id == head.workspace.program(after).id;
                (!same).then_some(Change::Renamed)
            }
        };
        let day = Turn {
            before: pair.base.and_then(|id| base.schedule.finish(id).forecast),
            after: pair.head.and_then(|id| head.schedule.finish(id).forecast),
        };
        let calendar = |assessment: &'s Assessment<'s>, id: Option<ProgramId>| {
            let finish = assessment.finish_milestone(id?)?;
            Some(assessment.workspace.calendars.get(assessment.workspace.milestone(finish).base))
        };
        let finish = Finish {
            workdays: workdays(day, calendar(base, pair.base), calendar(head, pair.head)),
            is_floor: Turn {
                before: pair.base.is_some_and(|id| base.program_is_floor(id)),
                after: pair.head.is_some_and(|id| head.program_is_floor(id)),
            },
            day,
        };
        let health = Turn {
            before: pair.base.map(|id| base.program_health(id).health),
            after: pair.head.map(|id| head.program_health(id).health),
        };
        ProgramChange { pair, change, finish, health, causes: Causes::default() }
    }

    fn milestones(self) -> Vec<MilestoneChange> {
        let mut changes: Vec<MilestoneChange> =
            self.pairs().filter_map(|pair| self.milestone(pair)).collect();
        changes.sort_by_key(|change| {
            let days = |(before, after): (Day, Day)| after.since(before);
            let days = change.finish.day.before.zip(change.finish.day.after).map_or(0, days);
            // Later first, then earlier; what did not move last.
            let rank = match days {
                1.. => 0,
                0 => 2,
                _ => 1,
            };
            (rank, std::cmp::Reverse(days.abs()), self.name(change.pair))
        });
        changes
    }

    fn milestone(self, pair: Pair<MilestoneId>) -> Option<MilestoneChange> {
        let (base, head) = (self.base.assessment, self.head.assessment);
        let finish = self.finish(pair);
        let change = match pair {
            Pair { base: None, .. } => Change::Added,
            Pair { head: None, .. } => Change::Removed,
            Pair { base: Some(before), head: Some(after) } => {
                if edit::is_renamed(self.base, self.head, self.matching, (before, after)) {
                    Change::Renamed
                } else {
                    let (old, new) = (base.workspace.milestone(before), head.workspace.milestone(after));
                    let finished = old.done != new.done || old.is_live() != new.is_live();
                    if !finish.day.is_change() && !finish.is_floor.is_change() && !finished {
                        return None;
                    }
                    Change::Set
                }
            }
        };
        let health = Turn {
            before: pair.base.map(|id| base.health(id).health),
            after: pair.head.map(|id| head.health(id).health),
        };
        Some(MilestoneChange { pair, change, finish, health, causes: Causes::default() })
    }

    fn finish(self, pair: Pair<MilestoneId>) -> Finish {
        let (base, head) = (self.base.assessment, self.head.assessment);
        let day = Turn {
            before: pair.base.and_then(|id| base.forecast(id).finish),
            after: pair.head.and_then(|id| head.forecast(id).finish),
        };
        let is_floor = Turn {
            before: pair.base.is_some_and(|id| base.forecast(id).floor.is_some()),
            after: pair.head.is_some_and(|id| head.forecast(id).floor.is_some()),
        };
        let (before, after) = self.calendars(pair);
        Finish { workdays: workdays(day, before, after), day, is_floor }
    }

    /// Returns the calendars in which a milestone waits, on both sides.
    fn calendars(self, pair: Pair<MilestoneId>) -> (Option<&'s Calendar>, Option<&'s Calendar>) {
        let of = |side: Side<'s>, id: MilestoneId| {
            side.workspace().calendars.get(side.workspace().milestone(id).base)
        };
        (pair.base.map(|id| of(self.base, id)), pair.head.map(|id| of(self.head, id)))
    }

    fn baselines(self) -> Vec<BaselineChange> {
        let day = |side: Side<'s>, id: Option<MilestoneId>| side.workspace().milestone(id?).baseline;
        let turn = |pair: Pair<MilestoneId>| Turn {
            before: day(self.base, pair.base),
            after: day(self.head, pair.head),
        };
        let both = self.pairs().filter(|pair| pair.base.is_some() && pair.head.is_some());
        let mut changes: Vec<BaselineChange> =
            both.map(|pair| BaselineChange { pair, day: turn(pair) }).collect();
        changes.retain(|change| change.day.is_change());
        changes.sort_by_key(|change| self.name(change.pair));
        changes
    }

    /// Returns what is critical on one side alone: what entered the chains, and what left them.
    fn crossings(self) -> [Vec<Crossing>; 2] {
        let programs = |side: Side<'s>, id: Option<MilestoneId>| -> Vec<String> {
            let critical = id.map_or(&[][..], |id| &side.assessment.schedule.critical[id.index()]);
            critical.iter().map(|program| side.workspace().program(*program).id.clone()).collect()
        };
        let (mut entered, mut left) = (Vec::new(), Vec::new());
        for pair in self.pairs() {
            let (was, is) = (programs(self.base, pair.base), programs(self.head, pair.head));
            match (was.is_empty(), is.is_empty()) {
                (true, false) => entered.push(Crossing { pair, programs: is }),
                (false, true) => left.push(Crossing { pair, programs: was }),
                _ => {}
            }
        }
        entered.sort_by_key(|crossing| self.name(crossing.pair));
        left.sort_by_key(|crossing| self.name(crossing.pair));
        [entered, left]
    }

    /// Returns the chains to the finishes of the programs that some crossings concern.
    fn chains<'c>(self, crossings: impl Iterator<Item = &'c Crossing>) -> Vec<(ProgramId, Vec<MilestoneId>)> {
        let concerned: BTreeSet<&str> =
            crossings.flat_map(|crossing| &crossing.programs).map(String::as_str).collect();
        let assessment = self.head.assessment;
        let programs = self.head.workspace().program_ids();
        let programs = programs.filter(|id| {
            let before = self.matching.before(*id).map(|id| self.base.workspace().program(id).id.as_str());
            let name = self.head.workspace().program(*id).id.as_str();
            concerned.contains(name) || before.is_some_and(|before| concerned.contains(before))
        });
        let chain = |id: ProgramId| {
            let finishes = &assessment.schedule.finish(id).milestones;
            let unfinished = |id: &&MilestoneId| assessment.workspace.milestone(**id).is_unfinished();
            let finish = *finishes.iter().find(unfinished)?;
            let hops = chain(assessment, finish).hops;
            Some((id, hops.iter().map(|hop| hop.milestone).collect()))
        };
        programs.filter_map(chain).take(CHAINS).collect()
    }

    fn new_cycles(self) -> Vec<Vec<String>> {
        let head = self.head.workspace();
        let was = |id: &MilestoneId| {
            let before = self.matching.milestone_before(*id);
            before.is_some_and(|before| self.base.assessment.network.is_on_cycle(before))
        };
        let cycles = self.head.assessment.network.cycles().iter();
        let new = cycles.filter(|cycle| !cycle.iter().all(was));
        let mut names: Vec<Vec<String>> = new
            .map(|cycle| {
                let mut names: Vec<String> =
                    cycle.iter().map(|id| head.milestone(*id).full_id.clone()).collect();
                names.sort();
                names
            })
            .collect();
        names.sort();
        names
    }
}

/// Returns by how many working days a day is later, in the calendar of the side on which it is the later: the
/// same whichever side is called the base, but for the sign.
fn workdays(day: Turn<Option<Day>>, base: Option<&Calendar>, head: Option<&Calendar>) -> Option<i32> {
    let (before, after) = day.before.zip(day.after)?;
    let calendar = if after > before { head } else { base };
    Some(workdays_between(calendar?, before, after))
}
