//! Whether the head keeps what the base promised, whatever the head says of it.
//!
//! A promise of the base is a day for the milestone that it was made for. It is measured there, in
//! the dates of the head: at the counterpart of that milestone, at the one that was the finish of
//! its program, and at the one that took over the work of a milestone whose id was given away.

use super::comparison::Comparison;
use super::matching::is_same_work;
use super::{Pair, Side};
use crate::model::{MilestoneId, ProgramId};
use crate::schedule::PromiseHolder;
use crate::time::Day;
use std::collections::BTreeMap;

/// How the head breaks a promise of the base.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Breach {
    /// Its day has passed.
    Missed,
    /// It is forecast for a later day.
    Late,
    /// No day is left for it.
    WithoutDate,
}

/// Returns how a milestone breaks a promise for a day, with its forecast.
fn of_milestone(side: Side<'_>, id: MilestoneId, due: Day) -> Option<Breach> {
    let milestone = side.workspace().milestone(id);
    if !milestone.is_unfinished() || milestone.perhaps_done {
        return None;
    }
    let assessment = side.assessment;
    match assessment.forecast(id).finish {
        _ if due < assessment.as_of() => Some(Breach::Missed),
        Some(finish) if finish > due => Some(Breach::Late),
        None if assessment.lacks_day(id) => Some(Breach::WithoutDate),
        _ => None,
    }
}

/// Returns how the head breaks a promise of the base at its counterpart, unless the base did so no
/// better.
pub(super) fn at_its_holder(
    comparison: &Comparison<'_>,
    holder: Pair<PromiseHolder>,
    due: Option<Day>,
) -> Option<Breach> {
    let (due, Pair::Both(before, after)) = (due?, holder) else { return None };
    let breach = |side: Side<'_>, holder| match holder {
        PromiseHolder::Milestone(id) => of_milestone(side, id, due),
        PromiseHolder::Program(id) => match side.assessment.finish_milestone(id) {
            Some(finish) => of_milestone(side, finish, due),
            None => side.assessment.program_lacks_day(id).map(|_| Breach::WithoutDate),
        },
    };
    // Whoever cancels it says why, or breaks it.
    let is_cancelled = match after {
        PromiseHolder::Milestone(id) => !comparison.head.workspace().milestone(id).is_live(),
        PromiseHolder::Program(_) => false,
    };
    let now = if is_cancelled { Breach::Late } else { breach(comparison.head, after)? };
    let (was, is) = (comparison.base.finish(before), comparison.head.finish(after));
    let was_as_bad = match breach(comparison.base, before) {
        None => false,
        Some(Breach::WithoutDate) => true,
        Some(_) => is_cancelled || is.zip(was).is_some_and(|(is, was)| is <= was),
    };
    (!was_as_bad).then_some(now)
}

/// The promise of a program that the head measures at another milestone, which hides that it is
/// broken.
#[derive(Debug, Clone)]
pub struct FinishSwap {
    /// The program, in the head.
    pub program: ProgramId,
    pub due: Day,
    /// Whether it was firm.
    pub firm: bool,
    /// What was its finish: the milestone in the head, or the full id of one that is gone.
    pub was: Result<MilestoneId, String>,
    pub breach: Breach,
}

/// Returns the milestone at which the base measures a program, in the head, if the head measures
/// the program at one that comes earlier; an error with its id if it is gone.
pub(super) fn hidden_finish(
    comparison: &Comparison<'_>,
    (before, after): (ProgramId, ProgramId),
) -> Option<Result<MilestoneId, String>> {
    let (base, head) = (comparison.base, comparison.head);
    let was = base.assessment.finish_milestone(before)?;
    let old = base.workspace().milestone(was);
    let Some(now) = comparison.matching.milestone_after(was) else {
        let is_lost = old.is_unfinished() && !comparison.may_still_be(old.program);
        return is_lost.then(|| Err(old.full_id.clone()));
    };
    let new = head.workspace().milestone(now);
    if let Some(cancelled) = &new.cancelled {
        return (old.is_unfinished() && cancelled.reason.is_none()).then_some(Ok(now));
    }
    let at = head.assessment.finish_milestone(after);
    if new.done.is_some() || at == Some(now) {
        return None;
    }
    let finish = |id: MilestoneId| head.assessment.forecast(id).finish;
    let hides = match (finish(now), at.and_then(finish)) {
        (Some(old), Some(new)) => old > new,
        (None, _) => head.assessment.lacks_day(now),
        (Some(_), None) => true,
    };
    hides.then_some(Ok(now))
}

/// Returns the programs whose promise is broken where the base measured it, and is measured
/// elsewhere now. `accounted` returns the day to which the promise of a program of the head was
/// moved with a reason.
pub(super) fn swapped(
    comparison: &Comparison<'_>,
    accounted: impl Fn(ProgramId) -> Option<Option<Day>>,
) -> Vec<FinishSwap> {
    let (base, head) = (comparison.base.workspace(), comparison.head.workspace());
    let mut swaps = Vec::new();
    for pair in comparison.matching.programs() {
        let Pair::Both(before, after) = pair else { continue };
        let (old, new) = (base.program(before), head.program(after));
        let is_read = old.undated_because.is_none() && new.undated_because.is_none();
        let Some(due) = old.promise.due.filter(|_| is_read) else { continue };
        // A day that was moved with a reason is the one that counts.
        let due = accounted(after).unwrap_or(Some(due));
        let Some((due, was)) = due.zip(hidden_finish(comparison, (before, after))) else { continue };
        let was_late = comparison.base.finish(before.into()).is_some_and(|finish| finish > due);
        let breach = match &was {
            Ok(id) if head.milestone(*id).is_live() => {
                let is_later = comparison.head.finish((*id).into()) > comparison.base.finish(before.into());
                of_milestone(comparison.head, *id, due)
                    .filter(|breach| *breach == Breach::WithoutDate || !was_late || is_later)
            }
            // What is gone, or cancelled without a reason, keeps no promise.
            _ => Some(Breach::Late),
        };
        if let Some(breach) = breach {
            swaps.push(FinishSwap { program: after, due, firm: base.is_firm(before), was, breach });
        }
    }
    swaps
}

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
pub(super) fn replaced(comparison: &Comparison<'_>) -> Vec<Replaced> {
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
            let says_why = other.promise.moved.iter().any(|entry| entry.from == due && entry.why.is_some());
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

/// The milestones of the head that may have taken over the work of others.
struct Heirs<'h> {
    /// By the ids that their programs and they have or had.
    by_id: BTreeMap<(&'h str, &'h str), Vec<MilestoneId>>,
    /// By name, and by owner and length: those that are new, or whose counterpart is other work.
    by_name: BTreeMap<&'h str, Vec<MilestoneId>>,
    by_length: BTreeMap<(Option<&'h str>, Option<u32>), Vec<MilestoneId>>,
}

/// Milestones that are compared with others to find who has their work now, at most; firm promises
/// come first. Only plans made to use that up need more.
const MOST_LOOKS: usize = 5_000_000;

impl<'h> Heirs<'h> {
    fn new(comparison: &Comparison<'h>) -> Self {
        let (base, head) = (comparison.base.workspace(), comparison.head.workspace());
        let mut heirs = Self { by_id: BTreeMap::new(), by_name: BTreeMap::new(), by_length: BTreeMap::new() };
        for id in head.milestone_ids() {
            let milestone = head.milestone(id);
            let program = comparison.matching.before(milestone.program);
            let program = program.map(|program| &base.program(program).id);
            for program in program.into_iter().chain(&head.program(milestone.program).formerly) {
                for name in milestone.formerly.iter().chain([&milestone.id]) {
                    heirs.by_id.entry((program, name)).or_default().push(id);
                }
            }
            let before = comparison.matching.milestone_before(id).map(|id| base.milestone(id));
            if before.is_none_or(|before| !is_same_work((base, before), (head, milestone))) {
                heirs.by_name.entry(&milestone.name).or_default().push(id);
                let length = milestone.duration.map(|duration| duration.likely);
                heirs.by_length.entry((head.owner_id(milestone.owner), length)).or_default().push(id);
            }
        }
        heirs
    }

    /// Returns the milestones that say that they were `id`, or, if its counterpart `now` is other
    /// work, that are the same work.
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
        if !is_same_work((base, old), (head, head.milestone(now))) {
            let length = old.duration.map(|duration| duration.likely);
            let by_name = self.by_name.get(old.name.as_str()).into_iter().flatten();
            let by_length = self.by_length.get(&(base.owner_id(old.owner), length));
            let alike = by_name.chain(by_length.into_iter().flatten()).take(*looks);
            let alike = alike.inspect(|_| *looks -= 1);
            heirs.extend(alike.filter(|heir| is_same_work((base, old), (head, head.milestone(**heir)))));
        }
        heirs.into_iter().filter(move |heir| *heir != now)
    }
}
