//! Whether the head keeps what the base promised, whatever the head says of it.
//!
//! A promise of the base is a day for the milestone that it was made for. It is measured there, in
//! the dates of the head: at the counterpart of that milestone, and at the one that was the finish
//! of its program.

use super::comparison::Comparison;
use super::{Pair, Side};
use crate::model::{MilestoneId, ProgramId};
use crate::schedule::PromiseHolder;
use crate::time::Day;

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
pub(super) fn of_milestone(side: Side<'_>, id: MilestoneId, due: Day) -> Option<Breach> {
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
