//! Compares two sides: each number before and after.

use super::cause::Causes;
use super::edit::EditKind;
use super::{BaselineChange, BeforeAfter, Change, Crossing, Finish, Matching, Pair, Side};
use crate::analysis::chains::Chains;
use crate::analysis::lateness::Lateness;
use crate::model::{MilestoneId, ProgramId};
use crate::schedule::PromiseHolder;
use crate::time::Day;
use std::collections::BTreeSet;

/// Programs whose chains are kept, at most.
const CHAINS: usize = 5;

/// Two sides and their matching.
#[derive(Clone, Copy)]
pub(super) struct Comparison<'s> {
    pub(super) base: Side<'s>,
    pub(super) head: Side<'s>,
    pub(super) matching: &'s Matching,
}

impl<'s> Comparison<'s> {
    /// Returns every milestone of either side once, except those that the other side may contain in
    /// a part that could not be read.
    pub(super) fn pairs(self) -> impl Iterator<Item = Pair<MilestoneId>> + use<'s> {
        self.matching.milestones().filter(move |pair| match *pair {
            Pair::Head(id) => !self.may_have_been(self.head.workspace().milestone(id).program),
            Pair::Base(id) => !self.may_still_be(self.base.workspace().milestone(id).program),
            Pair::Both(..) => true,
        })
    }

    /// Whether the base may contain entries of a program of the head in a part that could not be
    /// read.
    pub(super) fn may_have_been(self, program: ProgramId) -> bool {
        let before = self.matching.before(program);
        before.map_or(self.base.has_nameless(), |before| self.base.is_partly_read(before))
    }

    /// Whether the head may contain entries of a program of the base in a part that could not be
    /// read.
    pub(super) fn may_still_be(self, program: ProgramId) -> bool {
        let after = self.matching.after(program);
        after.map_or(self.head.has_nameless(), |after| self.head.is_partly_read(after))
    }

    /// Whether a milestone has another id or program; a new name of its program alone does not
    /// count.
    pub(super) fn is_renamed(self, (before, after): (MilestoneId, MilestoneId)) -> bool {
        let (old, new) = (self.base.workspace().milestone(before), self.head.workspace().milestone(after));
        old.id != new.id || self.matching.before(new.program) != Some(old.program)
    }

    /// Asks each side about its entry; the default where it has none.
    pub(super) fn ask<I: Copy, T: Default>(
        self,
        pair: Pair<I>,
        ask: impl Fn(Side<'s>, I) -> T,
    ) -> BeforeAfter<T> {
        pair.ask(self.base, self.head, ask)
    }

    /// Returns the id of a milestone or program in the head, else in the base.
    pub(super) fn id<I: Copy + Into<PromiseHolder>>(self, pair: Pair<I>) -> &'s str {
        let (side, id) = pair.latest(self.base, self.head);
        side.id(id)
    }

    /// Returns every program, by id.
    pub(super) fn programs(self) -> Vec<Change<ProgramId>> {
        let change = |pair: Pair<ProgramId>| {
            let ids = self.ask(pair, |side, id| side.id(id));
            self.change(pair, matches!(pair, Pair::Both(..)) && ids.is_change())
        };
        let mut changes: Vec<_> = self.matching.programs().map(change).collect();
        changes.sort_by_key(|change| self.id(change.pair));
        changes
    }

    /// Returns the milestones that were added, removed, renamed, finished or whose forecast moved.
    pub(super) fn milestones(self) -> Vec<Change<MilestoneId>> {
        let change = |pair: Pair<MilestoneId>| {
            let is_renamed = matches!(pair, Pair::Both(before, after) if self.is_renamed((before, after)));
            let mut change = self.change(pair, is_renamed);
            let state = self.ask(pair, |side, id| {
                let milestone = side.workspace().milestone(id);
                (milestone.done, milestone.is_live())
            });
            if change.finish.is_change() || state.is_change() {
                change.change.get_or_insert(EditKind::Set);
            }
            change.change.is_some().then_some(change)
        };
        let mut changes: Vec<_> = self.pairs().filter_map(change).collect();
        changes.sort_by_key(|change| {
            let day = change.finish.day;
            let days = day.before.zip(day.after).map_or(0, |(before, after)| after.since(before));
            // Later first, then earlier, then unmoved.
            let rank = match days {
                1.. => 0,
                0 => 2,
                _ => 1,
            };
            (rank, std::cmp::Reverse(days.abs()), self.id(change.pair))
        });
        changes
    }

    fn change<I: Copy + Into<PromiseHolder>>(self, pair: Pair<I>, is_renamed: bool) -> Change<I> {
        let change = match pair {
            Pair::Head(_) => Some(EditKind::Added),
            Pair::Base(_) => Some(EditKind::Removed),
            Pair::Both(..) => is_renamed.then_some(EditKind::Renamed),
        };
        let health = self.ask(pair.holder(), |side, id| Some(side.health(id)));
        Change { pair, change, finish: self.finish(pair.holder()), health, causes: Causes::default() }
    }

    pub(super) fn finish(self, pair: Pair<PromiseHolder>) -> Finish {
        let day = self.ask(pair, Side::finish);
        Finish {
            by: self.lateness(pair, day),
            day,
            is_floor: self.ask(pair, Side::is_floor),
            rests_on_floor: self.ask(pair, Side::rests_on_floor),
        }
    }

    /// Returns how much later a day is, in the calendar of the later side; swapping base and head
    /// only changes the sign.
    pub(super) fn lateness(
        self,
        pair: Pair<PromiseHolder>,
        day: BeforeAfter<Option<Day>>,
    ) -> Option<Lateness> {
        let (before, after) = day.before.zip(day.after)?;
        let BeforeAfter { before: base, after: head } = self.ask(pair, Side::calendar);
        let calendar = if after > before { head.or(base) } else { base.or(head) };
        Some(Lateness::new(calendar?, before, after))
    }

    pub(super) fn baselines(self) -> Vec<BaselineChange> {
        // A value that may be in an unread part is not a change.
        let known = |side: Side<'_>, id: MilestoneId| {
            side.workspace().milestone(id).baseline.is_some() || !side.doubt_of_milestone(id).lists
        };
        let is_known =
            |pair: &Pair<MilestoneId>| self.ask(*pair, known) == BeforeAfter { before: true, after: true };
        let day = |side: Side<'_>, id| side.workspace().milestone(id).baseline;
        let change = |pair| BaselineChange { pair, day: self.ask(pair, day) };
        let mut changes: Vec<_> = self.pairs().filter(is_known).map(change).collect();
        changes.retain(|change| change.day.is_change());
        changes.sort_by_key(|change| self.id(change.pair));
        changes
    }

    /// Returns the milestones that are critical on one side only: those that entered, and those
    /// that left.
    pub(super) fn crossings(self) -> [Vec<Crossing>; 2] {
        let programs = |side: Side<'s>, id: MilestoneId| -> Vec<String> {
            let critical = side.assessment.schedule.critical[id.index()].iter();
            critical.map(|program| side.id(*program).to_owned()).collect()
        };
        let (mut entered, mut left) = (Vec::new(), Vec::new());
        for pair in self.pairs() {
            let BeforeAfter { before: was, after: is } = self.ask(pair, programs);
            match (was.is_empty(), is.is_empty()) {
                (true, false) => entered.push(Crossing { pair, programs: is }),
                (false, true) => left.push(Crossing { pair, programs: was }),
                _ => {}
            }
        }
        entered.sort_by_key(|crossing| self.id(crossing.pair));
        left.sort_by_key(|crossing| self.id(crossing.pair));
        [entered, left]
    }

    /// Returns the chains to the finishes of the programs that some crossings concern.
    pub(super) fn chains<'c>(
        self,
        crossings: impl Iterator<Item = &'c Crossing>,
    ) -> Vec<(ProgramId, Vec<MilestoneId>)> {
        let concerned: BTreeSet<&str> =
            crossings.flat_map(|crossing| &crossing.programs).map(String::as_str).collect();
        let assessment = self.head.assessment;
        let programs = self.head.workspace().program_ids();
        let programs = programs.filter(|id| {
            let before = self.matching.before(*id).map(|id| self.base.id(id));
            concerned.contains(self.head.id(*id)) || before.is_some_and(|id| concerned.contains(id))
        });
        let mut chains = Chains::new(assessment);
        let chain = |id: ProgramId| {
            let finishes = &assessment.schedule.finish(id).milestones;
            let unfinished = |id: &&MilestoneId| assessment.workspace.milestone(**id).is_unfinished();
            let finish = *finishes.iter().find(unfinished)?;
            let hops = chains.first(finish)?.hops;
            Some((id, hops.iter().map(|hop| hop.milestone).collect()))
        };
        programs.filter_map(chain).take(CHAINS).collect()
    }

    pub(super) fn new_cycles(self) -> Vec<Vec<String>> {
        let was = |id: &MilestoneId| {
            let before = self.matching.milestone_before(*id);
            before.is_some_and(|before| self.base.assessment.network.is_on_cycle(before))
        };
        let cycles = self.head.assessment.network.cycles().iter();
        let names = |cycle: &Vec<MilestoneId>| {
            let mut names: Vec<String> = cycle.iter().map(|id| self.head.id(*id).to_owned()).collect();
            names.sort();
            names
        };
        let mut cycles: Vec<_> = cycles.filter(|cycle| !cycle.iter().all(was)).map(names).collect();
        cycles.sort();
        cycles
    }
}
