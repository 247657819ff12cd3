//! Compares two sides: each number before and after.

use super::causes::Causes;
use super::edit::EditKind;
use super::{
    BaselineChange, BeforeAfter, Crossing, Finish, Matching, MilestoneChange, Pair, ProgramChange, Side,
};
use crate::analysis::critical_path::chain;
use crate::analysis::forecast::workdays_between;
use crate::calendar::Calendar;
use crate::model::{MilestoneId, ProgramId};
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
        let matching = self.matching;
        let (old, new) = (self.base.workspace(), self.head.workspace());
        let head = new.milestone_ids();
        let head = head.map(|id| Pair::of_head(matching.milestone_before(id), id));
        let known = move |pair: &Pair<MilestoneId>| match *pair {
            Pair::Head(id) => !self.may_have_been(new.milestone(id).program),
            Pair::Base(id) => !self.may_still_be(old.milestone(id).program),
            _ => true,
        };
        let gone = old.milestone_ids();
        let gone = gone.filter(|id| matching.milestone_after(*id).is_none());
        head.chain(gone.map(Pair::Base)).filter(known)
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

    pub(super) fn program_pairs(self) -> impl Iterator<Item = Pair<ProgramId>> + use<'s> {
        let matching = self.matching;
        let head = self.head.workspace().program_ids();
        let head = head.map(|id| Pair::of_head(matching.before(id), id));
        let gone = self.base.workspace().program_ids().filter(|id| matching.after(*id).is_none());
        head.chain(gone.map(Pair::Base))
    }

    pub(super) fn name(self, pair: Pair<MilestoneId>) -> &'s str {
        pair.id(self.base.workspace(), self.head.workspace())
    }

    pub(super) fn programs(self) -> Vec<ProgramChange> {
        let mut changes: Vec<ProgramChange> = self.program_pairs().map(|pair| self.program(pair)).collect();
        let (base, head) = (self.base.workspace(), self.head.workspace());
        changes.sort_by_key(|change| {
            let name = change.pair.head().map(|id| &head.program(id).id);
            name.or(change.pair.base().map(|id| &base.program(id).id))
        });
        changes
    }

    pub(super) fn program(self, pair: Pair<ProgramId>) -> ProgramChange {
        let (base, head) = (self.base.assessment, self.head.assessment);
        let change = match pair {
            Pair::Head(_) => Some(EditKind::Added),
            Pair::Base(_) => Some(EditKind::Removed),
            Pair::Both(before, after) => {
                let same = base.workspace.program(before).id == head.workspace.program(after).id;
                (!same).then_some(EditKind::Renamed)
            }
        };
        let day = BeforeAfter {
            before: pair.base().and_then(|id| base.schedule.finish(id).forecast),
            after: pair.head().and_then(|id| head.schedule.finish(id).forecast),
        };
        let (before, after) = self.program_calendars(pair);
        let finish = Finish {
            workdays: workdays(day, before, after),
            is_floor: BeforeAfter {
                before: pair.base().is_some_and(|id| base.program_is_floor(id)),
                after: pair.head().is_some_and(|id| head.program_is_floor(id)),
            },
            day,
        };
        let health = BeforeAfter {
            before: pair.base().map(|id| base.program_health(id).health),
            after: pair.head().map(|id| head.program_health(id).health),
        };
        ProgramChange { pair, change, finish, health, causes: Causes::default() }
    }

    pub(super) fn milestones(self) -> Vec<MilestoneChange> {
        let mut changes: Vec<MilestoneChange> =
            self.pairs().filter_map(|pair| self.milestone(pair)).collect();
        changes.sort_by_key(|change| {
            let days = |(before, after): (Day, Day)| after.since(before);
            let days = change.finish.day.before.zip(change.finish.day.after).map_or(0, days);
            // Later first, then earlier, then unmoved.
            let rank = match days {
                1.. => 0,
                0 => 2,
                _ => 1,
            };
            (rank, std::cmp::Reverse(days.abs()), self.name(change.pair))
        });
        changes
    }

    pub(super) fn milestone(self, pair: Pair<MilestoneId>) -> Option<MilestoneChange> {
        let (base, head) = (self.base.assessment, self.head.assessment);
        let finish = self.finish(pair);
        let change = match pair {
            Pair::Head(_) => EditKind::Added,
            Pair::Base(_) => EditKind::Removed,
            Pair::Both(before, after) => {
                if self.is_renamed((before, after)) {
                    EditKind::Renamed
                } else {
                    let (old, new) = (base.workspace.milestone(before), head.workspace.milestone(after));
                    let finished = old.done != new.done || old.is_live() != new.is_live();
                    if !finish.day.is_change() && !finish.is_floor.is_change() && !finished {
                        return None;
                    }
                    EditKind::Set
                }
            }
        };
        let health = BeforeAfter {
            before: pair.base().map(|id| base.health(id).health),
            after: pair.head().map(|id| head.health(id).health),
        };
        Some(MilestoneChange { pair, change, finish, health, causes: Causes::default() })
    }

    pub(super) fn finish(self, pair: Pair<MilestoneId>) -> Finish {
        let (base, head) = (self.base.assessment, self.head.assessment);
        let day = BeforeAfter {
            before: pair.base().and_then(|id| base.forecast(id).finish),
            after: pair.head().and_then(|id| head.forecast(id).finish),
        };
        let is_floor = BeforeAfter {
            before: pair.base().is_some_and(|id| base.forecast(id).floor.is_some()),
            after: pair.head().is_some_and(|id| head.forecast(id).floor.is_some()),
        };
        let (before, after) = self.calendars(pair);
        Finish { workdays: workdays(day, before, after), day, is_floor }
    }

    /// Returns the calendars of a program's finish on both sides.
    pub(super) fn program_calendars(
        self,
        pair: Pair<ProgramId>,
    ) -> (Option<&'s Calendar>, Option<&'s Calendar>) {
        let of = |side: Side<'s>, id: Option<ProgramId>| {
            let finish = side.assessment.finish_milestone(id?)?;
            Some(side.workspace().base(finish))
        };
        (of(self.base, pair.base()), of(self.head, pair.head()))
    }

    /// Returns the calendars of a milestone on both sides.
    pub(super) fn calendars(self, pair: Pair<MilestoneId>) -> (Option<&'s Calendar>, Option<&'s Calendar>) {
        let of = |side: Side<'s>, id: MilestoneId| side.workspace().base(id);
        (pair.base().map(|id| of(self.base, id)), pair.head().map(|id| of(self.head, id)))
    }

    pub(super) fn baselines(self) -> Vec<BaselineChange> {
        let day = |side: Side<'s>, id: Option<MilestoneId>| side.workspace().milestone(id?).baseline;
        let turn = |pair: Pair<MilestoneId>| BeforeAfter {
            before: day(self.base, pair.base()),
            after: day(self.head, pair.head()),
        };
        // A value that may be in an unread part is not a change.
        let known = |side: Side<'_>, id: Option<MilestoneId>| {
            id.is_some_and(|id| {
                let is_said = side.workspace().milestone(id).baseline.is_some();
                is_said || !side.doubt_of_milestone(id).lists
            })
        };
        let both = self.pairs().filter(|pair| known(self.base, pair.base()) && known(self.head, pair.head()));
        let mut changes: Vec<BaselineChange> =
            both.map(|pair| BaselineChange { pair, day: turn(pair) }).collect();
        changes.retain(|change| change.day.is_change());
        changes.sort_by_key(|change| self.name(change.pair));
        changes
    }

    /// Returns the milestones that are critical on one side only: those that entered, and those
    /// that left.
    pub(super) fn crossings(self) -> [Vec<Crossing>; 2] {
        let programs = |side: Side<'s>, id: Option<MilestoneId>| -> Vec<String> {
            let critical = id.map_or(&[][..], |id| &side.assessment.schedule.critical[id.index()]);
            critical.iter().map(|program| side.workspace().program(*program).id.clone()).collect()
        };
        let (mut entered, mut left) = (Vec::new(), Vec::new());
        for pair in self.pairs() {
            let (was, is) = (programs(self.base, pair.base()), programs(self.head, pair.head()));
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
    pub(super) fn chains<'c>(
        self,
        crossings: impl Iterator<Item = &'c Crossing>,
    ) -> Vec<(ProgramId, Vec<MilestoneId>)> {
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

    pub(super) fn new_cycles(self) -> Vec<Vec<String>> {
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

/// Returns how many working days later a day is, in the calendar of the later side; swapping base
/// and head only changes the sign.
fn workdays(day: BeforeAfter<Option<Day>>, base: Option<&Calendar>, head: Option<&Calendar>) -> Option<i32> {
    let (before, after) = day.before.zip(day.after)?;
    let calendar = if after > before { head } else { base };
    Some(workdays_between(calendar?, before, after))
}
