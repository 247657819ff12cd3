//! What of two sides the gate asks: which is which, what became of promises, and which of them are
//! not there any more. No cause is looked for.

use super::comparison::Comparison;
use super::{Matching, Pair, PromiseChange, Promiser, Side, promises};
use crate::model::{MilestoneId, ProgramId};
use crate::source::Place;
use crate::time::Day;

/// What a change did to promises.
#[derive(Debug)]
pub struct OpenPromises {
    /// Which is which.
    pub matching: Matching,
    /// The promises that are not what they were.
    pub promises: Vec<PromiseChange>,
    /// What was taken out of programs that are still there, by full id.
    pub gone: Vec<(ProgramId, Gone)>,
    /// Programs that were taken out with promises in them, by id.
    pub programs: Vec<GoneProgram>,
}

/// Something that was promised and not done in the base, and is not there any more.
#[derive(Debug, Clone)]
pub struct Gone {
    /// The full id of the milestone, or the id of the program.
    pub id: String,
    /// What it promised.
    pub due: Day,
    /// Whether that could not move.
    pub firm: bool,
    /// Where it was promised, in the files of the base.
    pub place: Place,
}

/// A program that was taken out.
#[derive(Debug, Clone)]
pub struct GoneProgram {
    /// Its id in the base.
    pub id: String,
    /// What it promised, and what its milestones did that are nowhere else: firm promises first,
    /// then by day and id.
    pub promises: Vec<Gone>,
    /// Where the first of them stood: in the files of the base, until whoever reads files puts it
    /// where it can be shown.
    pub place: Place,
}

impl OpenPromises {
    /// Compares the promises of two sides that were assessed on one day.
    pub fn new(base: Side<'_>, head: Side<'_>) -> Self {
        let matching = Matching::new(base, head);
        let comparison = Comparison { base, head, matching: &matching };
        let promises = promises::all(&comparison);
        let mut gone = Vec::new();
        let mut of_program: Vec<Vec<Gone>> = vec![Vec::new(); base.workspace().programs.len()];
        for change in &promises {
            let Promiser::Milestone(Pair::Base(id)) = change.promiser else { continue };
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
        Self { matching, promises, gone, programs }
    }
}

fn milestone(base: Side<'_>, id: MilestoneId) -> Option<Gone> {
    let milestone = base.workspace().milestone(id);
    let due = milestone.promise.due.filter(|_| milestone.is_unfinished())?;
    let place = milestone.place(milestone.spans.due);
    Some(Gone { id: milestone.full_id.clone(), due, firm: milestone.firm, place })
}

/// Returns a program of the base that is nowhere in the head, with what is not promised there any
/// more; nothing where that is nothing.
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

/// Returns what a program that is gone promised as a whole; nothing where it was over, or where the
/// milestone that was its finish promised as much, or is in another program that does.
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
    let promised = after.into_iter().map(|id| head.milestone(id)).flat_map(|milestone| {
        [milestone.promise.due, head.program(milestone.program).promise.due].into_iter().flatten()
    });
    if promised.min().is_some_and(|promised| promised <= due) {
        return None;
    }
    Some(Gone { id: program.id.clone(), due, firm: false, place: program.place(program.spans.due) })
}
