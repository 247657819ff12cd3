//! Which edits have no effect: without them every number, every judgement and every finding is the same.
//!
//! Found by taking them back in the head, one by one and all together.

use super::edit::{Edit, Finder};
use super::trial::Trials;
use crate::analysis::{Assessment, quiet};
use crate::model::AsOf;
use std::collections::BTreeSet;
use std::fmt::Write;

/// Returns what the gate finds of a workspace, under its own policy, a line each.
pub type Finds<'f> = &'f dyn Fn(&Assessment<'_>) -> Vec<String>;

/// How many times the head is judged anew at most, and how many milestones over all trials.
const MOST: usize = 200;
const MOST_MILESTONES: usize = 50_000;

/// Returns those of some edits, by their place among all, that have no effect: neither alone nor together. What
/// could not be tried has one, for all that is known.
pub(super) fn without(
    finder: &Finder<'_>,
    edits: &[Edit],
    mut candidates: Vec<usize>,
    as_of: AsOf,
    finds: Finds<'_>,
) -> BTreeSet<usize> {
    if candidates.is_empty() {
        return BTreeSet::new();
    }
    let milestones = finder.head.workspace().milestones.len().max(1);
    let mut trying = Trying {
        trials: Trials::new(finder, edits, as_of),
        finds,
        head: Vec::new(),
        left: MOST.min(MOST_MILESTONES / milestones).max(8),
    };
    trying.head = trying.trials.judged(&BTreeSet::new(), finds);
    // Half of the trials are kept for sets.
    let alone = trying.left / 2;
    if candidates.len() > 1 && candidates.len() <= alone {
        candidates.retain(|edit| trying.is_same(&BTreeSet::from([*edit])) == Some(true));
    }
    let mut none = BTreeSet::new();
    trying.accept(&mut none, &candidates);
    none
}

struct Trying<'s, 'f> {
    trials: Trials<'s>,
    finds: Finds<'f>,
    /// What is judged of the head as it is.
    head: Vec<String>,
    left: usize,
}

impl Trying<'_, '_> {
    /// Whether the head is judged the same without some edits; none where no more may be tried.
    fn is_same(&mut self, edits: &BTreeSet<usize>) -> Option<bool> {
        self.left = self.left.checked_sub(1)?;
        Some(self.trials.judged(edits, self.finds) == self.head)
    }

    /// Adds those of some edits without which, and without those that were accepted before, nothing is another.
    fn accept(&mut self, none: &mut BTreeSet<usize>, edits: &[usize]) {
        let all: BTreeSet<usize> = none.iter().chain(edits).copied().collect();
        match self.is_same(&all) {
            Some(true) => *none = all,
            Some(false) if edits.len() > 1 => {
                let (one, other) = edits.split_at(edits.len() / 2);
                self.accept(none, one);
                self.accept(none, other);
            }
            _ => {}
        }
    }
}

/// Returns every number and judgement of a workspace that does not itself stand in a plan, a line for each milestone
/// and program.
pub(super) fn judgements(assessment: &Assessment<'_>) -> Vec<String> {
    let (workspace, schedule) = (assessment.workspace, &assessment.schedule);
    let mut lines = Vec::new();
    for id in workspace.milestone_ids() {
        let milestone = workspace.milestone(id);
        let dates = &schedule.dates;
        let lengths = (schedule.duration_workdays(id), schedule.remaining_workdays(id));
        let floats = (schedule.total_float(id), schedule.free_float(id), assessment.commitment(id));
        let drivers = schedule.drivers(id).into_iter().map(|driver| match driver {
            crate::schedule::Driver::Hold(hold) => hold.word(),
            crate::schedule::Driver::Link(link) => {
                workspace.milestone(assessment.network.link(link).from).full_id.as_str()
            }
        });
        let drivers: Vec<&str> = drivers.collect();
        let mut line = milestone.full_id.clone();
        let _ = write!(
            line,
            " {:?} {:?} {:?} {:?} {lengths:?} {floats:?} {drivers:?} {:?} {:?} {:?} {:?} {:?}",
            dates.start(id),
            dates.finish(id),
            dates.remaining_start(id),
            schedule.late_dates(id),
            schedule.critical[id.index()],
            assessment.forecast(id),
            assessment.health(id),
            milestone.declared,
            quiet::days(&assessment.schedule, id),
        );
        lines.push(line);
    }
    for id in workspace.program_ids() {
        let program = workspace.program(id);
        let finish = schedule.finish(id);
        let mut line = program.id.clone();
        let _ = write!(
            line,
            " {:?} {:?} {:?} {:?} {:?} {:?}",
            finish.forecast,
            finish.milestones,
            assessment.program_is_floor(id),
            assessment.program_overdue(id),
            assessment.program_health(id),
            program.declared,
        );
        lines.push(line);
    }
    lines
}
