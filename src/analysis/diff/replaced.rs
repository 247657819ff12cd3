//! Promises of the base whose id was given to other work, or whose former id other work claims.
//!
//! Who has the work now is a guess from what says what work is: its name, its owner, its length and
//! what it waits for. Only where the work is late does the guess matter.

use super::breach::of_milestone;
use super::comparison::Comparison;
use super::matching::is_same_work;
use super::{Breach, Side};
use crate::model::{Estimate, MilestoneId};
use crate::time::Day;
use std::collections::BTreeMap;

/// A promised milestone whose id was given to other work, and the milestone that has its work now.
#[derive(Debug, Clone)]
pub struct Replaced {
    /// Its full id in the base.
    pub id: String,
    pub due: Day,
    pub firm: bool,
    /// The milestone in the head that has its id.
    pub now: MilestoneId,
    /// The milestone in the head that has its work.
    pub by: MilestoneId,
    pub breach: Breach,
}

/// Returns the open promises of the base whose work goes on under another id, where it breaks them.
pub(super) fn all(comparison: &Comparison<'_>) -> Vec<Replaced> {
    let (base, head) = (comparison.base.workspace(), comparison.head.workspace());
    let heirs = Heirs::new(comparison);
    let (mut found, mut looks) = (Vec::new(), MOST_LOOKS);
    let mut ids: Vec<MilestoneId> = base.milestone_ids().collect();
    ids.sort_by_key(|id| !base.milestone(*id).firm);
    for id in ids {
        let milestone = base.milestone(id);
        // A finish without a promise of its own has its program's.
        let of_program = || {
            let is_finish = comparison.base.assessment.finish_milestone(milestone.program) == Some(id);
            base.program(milestone.program).promise.due.filter(|_| is_finish)
        };
        let due = milestone.promise.due.or_else(of_program);
        let Some((due, now)) = due.zip(comparison.matching.milestone_after(id)) else { continue };
        if !milestone.is_unfinished() || of_milestone(comparison.head, now, due).is_some() {
            continue;
        }
        let was_broken = of_milestone(comparison.base, id, due).is_some();
        let heir = heirs.of(comparison, id, now, &mut looks).find_map(|heir| {
            let other = head.milestone(heir);
            let mut entries = other.promise.moved_since(&milestone.promise);
            let says_why = entries.any(|entry| entry.from == due && entry.why.is_some());
            let is_finish = comparison.head.assessment.finish_milestone(other.program) == Some(heir);
            let of_program = head.program(other.program).promise.due.filter(|_| is_finish);
            let promised = other.promise.due.into_iter().chain(of_program).min();
            let keeps = promised.is_some_and(|other| other <= due) && other.firm >= milestone.firm;
            let breach = of_milestone(comparison.head, heir, due)?;
            (!says_why && !keeps && !was_broken).then_some((heir, breach))
        });
        found.extend(heir.map(|(by, breach)| Replaced {
            id: milestone.full_id.clone(),
            due,
            firm: milestone.firm,
            now,
            by,
            breach,
        }));
    }
    found
}

/// What says which work a milestone is.
#[derive(Debug, PartialEq, Eq)]
struct Work<'w> {
    /// The name that it has besides its id.
    name: Option<&'w str>,
    owner: Option<&'w str>,
    length: Option<Estimate>,
    /// What it waits for, as milestones of the head; none for one that is gone.
    inputs: Vec<Option<MilestoneId>>,
}

impl<'w> Work<'w> {
    /// Returns the work of a milestone; `in_head` returns the counterparts of what it waits for.
    fn of(side: Side<'w>, id: MilestoneId, in_head: impl Fn(MilestoneId) -> Option<MilestoneId>) -> Self {
        let (milestone, network) = (side.workspace().milestone(id), side.assessment.network);
        let mut inputs: Vec<_> =
            network.predecessors(id).map(|link| in_head(network.link(link).from)).collect();
        inputs.sort_unstable();
        inputs.dedup();
        Self {
            name: Some(milestone.name.as_str()).filter(|name| *name != milestone.id),
            owner: side.workspace().owner_id(milestone.owner),
            length: milestone.duration,
            inputs,
        }
    }

    fn in_head(comparison: &Comparison<'w>, id: MilestoneId) -> Self {
        Self::of(comparison.head, id, Some)
    }

    fn in_base(comparison: &Comparison<'w>, id: MilestoneId) -> Self {
        Self::of(comparison.base, id, |id| comparison.matching.milestone_after(id))
    }

    fn has_inputs_of(&self, other: &Self) -> bool {
        !self.inputs.is_empty() && self.inputs == other.inputs
    }

    fn has_name_of(&self, other: &Self) -> bool {
        self.name.is_some() && self.name == other.name
    }

    /// Returns in how much two agree. Name and inputs tell work from other work; an owner has much
    /// work of one length.
    fn likeness(&self, other: &Self) -> u32 {
        let owner = self.owner.is_some() && self.owner == other.owner;
        let length = self.length.is_some() && self.length == other.length;
        let telling = [self.has_name_of(other), self.has_inputs_of(other)].map(u32::from);
        2 * telling.iter().sum::<u32>() + u32::from(owner) + u32::from(length)
    }

    /// Whether two agree in everything, and that tells them from other work.
    fn is_twin(&self, other: &Self) -> bool {
        self == other && (self.name.is_some() || !self.inputs.is_empty())
    }
}

/// The milestones of the head that may have taken over the work of others.
struct Heirs<'h> {
    /// By the ids that their programs and they have or had.
    by_id: BTreeMap<(&'h str, &'h str), Vec<MilestoneId>>,
    /// By name, by owner and length, and by what they wait for: those that are new, or other work
    /// than before in any respect.
    by_name: BTreeMap<&'h str, Vec<MilestoneId>>,
    by_length: BTreeMap<(Option<&'h str>, Option<u32>), Vec<MilestoneId>>,
    by_inputs: BTreeMap<Vec<Option<MilestoneId>>, Vec<MilestoneId>>,
}

/// The likeness of what has another name but the same inputs, owner and length.
const TELLING: u32 = 4;

/// Milestones that are compared with others to find who has their work now, at most; firm promises
/// come first. Only plans made to use that up need more.
const MOST_LOOKS: usize = 5_000_000;

impl<'h> Heirs<'h> {
    fn new(comparison: &Comparison<'h>) -> Self {
        let (base, head) = (comparison.base.workspace(), comparison.head.workspace());
        let mut heirs = Self {
            by_id: BTreeMap::new(),
            by_name: BTreeMap::new(),
            by_length: BTreeMap::new(),
            by_inputs: BTreeMap::new(),
        };
        for id in head.milestone_ids() {
            let milestone = head.milestone(id);
            let program = comparison.matching.before(milestone.program);
            let program = program.map(|program| &base.program(program).id);
            for program in program.into_iter().chain(&head.program(milestone.program).formerly) {
                for name in milestone.formerly.iter().chain([&milestone.id]) {
                    heirs.by_id.entry((program, name)).or_default().push(id);
                }
            }
            let work = Work::in_head(comparison, id);
            let before = comparison.matching.milestone_before(id);
            if before.is_none_or(|before| Work::in_base(comparison, before) != work) {
                heirs.by_name.entry(&milestone.name).or_default().push(id);
                let length = work.length.map(|length| length.likely);
                heirs.by_length.entry((work.owner, length)).or_default().push(id);
                if !work.inputs.is_empty() {
                    heirs.by_inputs.entry(work.inputs).or_default().push(id);
                }
            }
        }
        heirs
    }

    /// Returns the milestones that say that they were `id`, or, if its counterpart `now` is other
    /// work or done, that are the same work, and more so than `now`.
    fn of(
        &self,
        comparison: &Comparison<'h>,
        id: MilestoneId,
        now: MilestoneId,
        looks: &mut usize,
    ) -> impl Iterator<Item = MilestoneId> {
        let (base, head) = (comparison.base.workspace(), comparison.head.workspace());
        let old = base.milestone(id);
        let program = base.program(old.program);
        let says_so = self.by_id.get(&(program.id.as_str(), old.id.as_str()));
        let mut heirs = says_so.cloned().unwrap_or_default();
        let (was, is) = (Work::in_base(comparison, id), Work::in_head(comparison, now));
        let is_done = head.milestone(now).done.is_some();
        if was != is || is_done {
            let is_other = !is_same_work((base, old), (head, head.milestone(now)));
            let has_the_work = |heir: &MilestoneId| {
                let work = Work::in_head(comparison, *heir);
                let is_twin = work.is_twin(&was);
                let is_more_alike = work.likeness(&was) > is.likeness(&was);
                let is_told = |work: &Work<'_>| work.has_name_of(&was) && work.has_inputs_of(&was);
                is_other && is_same_work((base, old), (head, head.milestone(*heir)))
                    || is_more_alike && (work.has_name_of(&was) || work.likeness(&was) >= TELLING)
                    || is_told(&work) && !is_told(&is)
                    || is_done && is_twin
            };
            let length = was.length.map(|length| length.likely);
            let by_name = self.by_name.get(old.name.as_str()).into_iter().flatten();
            let by_length = self.by_length.get(&(was.owner, length)).into_iter().flatten();
            let by_inputs = self.by_inputs.get(&was.inputs).into_iter().flatten();
            let alike = by_name.chain(by_length).chain(by_inputs).take(*looks);
            heirs.extend(alike.inspect(|_| *looks -= 1).filter(|heir| has_the_work(heir)));
        }
        heirs.into_iter().filter(move |heir| *heir != now)
    }
}
