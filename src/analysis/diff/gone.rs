//! What the gate needs from a comparison: the matching, what happened to promises, and which of
//! them were removed. No causes are searched.

use super::comparison::Comparison;
use super::{FinishSwap, Matching, Pair, PromiseChange, Replaced, Side, breach, promises, replaced};
use crate::model::{MilestoneId, ProgramId};
use crate::schedule::PromiseHolder;
use crate::source::Place;
use crate::time::Day;

/// The open promises of two sides, compared.
#[derive(Debug)]
pub struct OpenPromises {
    /// Which program and milestone of one side is which of the other.
    pub matching: Matching,
    /// The promises that changed.
    pub promises: Vec<PromiseChange>,
    /// Promises removed from programs that still exist, by full id.
    pub gone: Vec<(ProgramId, Gone)>,
    /// Removed programs that contained promises, by id.
    pub programs: Vec<GoneProgram>,
    /// Promises of programs that are broken where they were measured, and measured elsewhere now.
    pub swaps: Vec<FinishSwap>,
    /// Promises whose id was given to other work.
    pub replaced: Vec<Replaced>,
}

/// An unfinished promise of the base whose milestone or program was removed.
#[derive(Debug, Clone)]
pub struct Gone {
    /// The full id of the milestone, or the id of the program.
    pub id: String,
    pub due: Day,
    pub firm: bool,
    /// Whether it was late in the base already.
    pub was_late: bool,
    /// Its place in the files of the base.
    pub place: Place,
}

#[derive(Debug, Clone)]
pub struct GoneProgram {
    /// Its id in the base.
    pub id: String,
    /// Its own promise and those of its milestones that are nowhere else: firm ones first, then by
    /// day and id.
    pub promises: Vec<Gone>,
    /// The place of the first of them: in the files of the base, until the caller maps it to a
    /// place that can be shown.
    pub place: Place,
}

impl OpenPromises {
    /// Compares the promises of two sides that were assessed as of the same day.
    pub fn new(base: Side<'_>, head: Side<'_>) -> Self {
        let matching = Matching::new(base, head);
        let comparison = Comparison { base, head, matching: &matching };
        let promises = promises::all(&comparison);
        let mut gone = Vec::new();
        let mut of_program: Vec<Vec<Gone>> = vec![Vec::new(); base.workspace().programs.len()];
        for change in &promises {
            let Pair::Base(PromiseHolder::Milestone(id)) = change.holder else { continue };
            let (Some(milestone), program) = (milestone(base, id), base.workspace().milestone(id).program)
            else {
                continue;
            };
            match matching.after(program) {
                Some(after) => gone.push((after, milestone)),
                None => of_program[program.index()].push(milestone),
            }
        }
        gone.sort_by(|(_, a), (_, b)| a.id.cmp(&b.id));
        let programs = base.workspace().program_ids().zip(of_program);
        let programs = programs.filter_map(|(id, milestones)| program(&comparison, id, milestones)).collect();
        let accounted = |program: ProgramId| {
            let is_its = |change: &&PromiseChange| change.holder.head() == Some(program.into());
            let change = promises.iter().find(is_its).filter(|change| change.says_why)?;
            Some(change.after.promise.due)
        };
        let (swaps, replaced) = (breach::swapped(&comparison, accounted), replaced::all(&comparison));
        Self { matching, promises, gone, programs, swaps, replaced }
    }
}

fn milestone(base: Side<'_>, id: MilestoneId) -> Option<Gone> {
    let milestone = base.workspace().milestone(id);
    let due = milestone.promise.due.filter(|_| milestone.is_unfinished())?;
    let place = milestone.place(milestone.spans.due);
    let was_late = is_late(base, id.into(), due);
    Some(Gone { id: milestone.full_id.clone(), due, firm: milestone.firm, was_late, place })
}

fn is_late(side: Side<'_>, holder: PromiseHolder, due: Day) -> bool {
    due < side.assessment.as_of() || side.finish(holder).is_none_or(|finish| finish > due)
}

/// Returns a program of the base that the head does not have, with the promises that were lost with
/// it; none if there are none.
fn program(comparison: &Comparison<'_>, id: ProgramId, milestones: Vec<Gone>) -> Option<GoneProgram> {
    if comparison.matching.after(id).is_some() || comparison.may_still_be(id) {
        return None;
    }
    let mut promises = milestones;
    promises.extend(own_promise(comparison, id));
    promises.sort_by(|a, b| (!a.firm, a.due, &a.id).cmp(&(!b.firm, b.due, &b.id)));
    let place = promises.first()?.place;
    Some(GoneProgram { id: comparison.base.workspace().program(id).id.clone(), promises, place })
}

/// Returns the promise of a removed program itself; none if it was over, or if its finish
/// milestone, or the program that has that now, promises as much.
fn own_promise(comparison: &Comparison<'_>, id: ProgramId) -> Option<Gone> {
    let (base, head) = (comparison.base, comparison.head.workspace());
    let program = base.workspace().program(id);
    let due = program.promise.due?;
    let mut milestones = program.milestone_ids().map(|id| base.workspace().milestone(id)).peekable();
    if milestones.peek().is_some() && !milestones.any(|milestone| milestone.is_unfinished()) {
        return None;
    }
    let finish = base.assessment.finish_milestone(id);
    if finish.is_some_and(|finish| base.workspace().milestone(finish).promise.due == Some(due)) {
        return None;
    }
    let after = finish.and_then(|finish| comparison.matching.milestone_after(finish));
    let promised = after.into_iter().flat_map(|id| {
        let milestone = head.milestone(id);
        let is_finish = comparison.head.assessment.is_finish(id);
        let of_program = head.program(milestone.program).promise.due.filter(|_| is_finish);
        [milestone.promise.due, of_program].into_iter().flatten()
    });
    if promised.min().is_some_and(|promised| promised <= due) {
        return None;
    }
    let place = program.place(program.spans.due);
    let (firm, was_late) = (base.workspace().is_firm(id), is_late(base, id.into(), due));
    Some(Gone { id: program.id.clone(), due, firm, was_late, place })
}
