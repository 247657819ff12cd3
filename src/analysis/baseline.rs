//! The plan as it was forecast at a commit, to measure the one of now against.

use super::Assessment;
use super::diff::Matching;
use crate::model::{MilestoneId, ProgramId, Workspace};
use crate::time::Day;
use std::collections::{BTreeMap, BTreeSet};

/// What was forecast of each milestone, there and then.
#[derive(Debug, Clone)]
pub struct Baseline {
    /// The revision as somebody wrote it.
    pub revision: String,
    /// The whole hash of the commit.
    pub commit: String,
    /// The day from which it was looked at.
    pub as_of: Day,
    /// How many errors its plans have; what they touch has no forecast.
    pub errors: usize,
    /// By milestone of the plan of now.
    finishes: Vec<Option<Day>>,
}

impl Baseline {
    /// Returns what the plan of `then` says of the milestones of `now`, which are held against each other as
    /// `matching` says.
    pub fn new(
        now: &Workspace,
        then: &Assessment<'_>,
        matching: &Matching,
        revision: &str,
        commit: &str,
        errors: usize,
    ) -> Self {
        let finish = |id: Option<MilestoneId>| id.and_then(|id| then.forecast(id).finish);
        Self {
            revision: revision.to_owned(),
            commit: commit.to_owned(),
            as_of: then.as_of(),
            errors,
            finishes: counterparts(now, then.workspace, matching).into_iter().map(finish).collect(),
        }
    }

    /// Returns the day on which a milestone of now was forecast to finish, or had finished.
    pub fn finish(&self, id: MilestoneId) -> Option<Day> {
        self.finishes.get(id.index()).copied().flatten()
    }
}

/// Returns for each milestone of `now` what it was in `then`. In the program that was its own: the one of its id, else
/// of the first id in its `formerly` that is there; what another one was before is not taken for one that has its id
/// now. Else what a diff takes it for.
fn counterparts(now: &Workspace, then: &Workspace, matching: &Matching) -> Vec<Option<MilestoneId>> {
    let by_id: BTreeMap<(ProgramId, &str), MilestoneId> = then
        .milestone_ids()
        .map(|id| ((then.milestone(id).program, then.milestone(id).id.as_str()), id))
        .collect();
    let of_program = |id: MilestoneId, name: &str| {
        let program = matching.before(now.milestone(id).program)?;
        by_id.get(&(program, name)).copied()
    };
    let same = |id: MilestoneId| of_program(id, &now.milestone(id).id);
    let before = |id: MilestoneId| now.milestone(id).formerly.iter().find_map(|old| of_program(id, old));
    let renamed = |id: MilestoneId| if same(id).is_none() { before(id) } else { None };
    let taken: BTreeSet<MilestoneId> = now.milestone_ids().filter_map(renamed).collect();
    let counterpart = |id: MilestoneId| match same(id) {
        Some(then) => (!taken.contains(&then)).then_some(then),
        None => renamed(id).or_else(|| matching.milestone_before(id).filter(|then| !taken.contains(then))),
    };
    now.milestone_ids().map(counterpart).collect()
}
