//! Whether a date, in the plan or in a trial, is only the earliest day left.

use super::Assessment;
use crate::model::MilestoneId;
use crate::schedule::{Dated, PromiseHolder};
use crate::trial::Trial;
use std::collections::BTreeSet;

/// Whether a date in a trial is a floor, and whether it rests on one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct OnFloor {
    pub is_floor: bool,
    pub rests_on_floor: bool,
}

impl OnFloor {
    /// Whether it is only the earliest day left.
    pub fn is_earliest(self) -> bool {
        self.is_floor || self.rests_on_floor
    }

    /// Returns it for a date of the plan.
    pub(super) fn in_plan(assessment: &Assessment<'_>, holder: PromiseHolder) -> Self {
        match holder {
            PromiseHolder::Milestone(id) => Self {
                is_floor: assessment.forecast(id).floor.is_some(),
                rests_on_floor: assessment.floor_from(id).is_some(),
            },
            PromiseHolder::Program(id) => Self {
                is_floor: assessment.program_is_floor(id),
                rests_on_floor: assessment.program_floor_from(id).is_some(),
            },
        }
    }

    /// Returns it for a date of a trial: walks back over what gives the dates there.
    pub(super) fn in_trial(assessment: &Assessment<'_>, trial: &Trial<'_>, holder: PromiseHolder) -> Self {
        let is_floor = |id: &MilestoneId| assessment.forecast(*id).floor.is_some();
        if !assessment.workspace.milestone_ids().any(|id| is_floor(&id)) {
            return Self::default();
        }
        let dated = Dated { plan: trial.plan(), dates: trial.dates() };
        let ends = ends(assessment, trial, holder);
        let mut met: BTreeSet<MilestoneId> = BTreeSet::new();
        let mut open = ends.clone();
        while let Some(at) = open.pop() {
            open.extend(dated.givers(at).each().map(|(id, ..)| id).filter(|id| met.insert(*id)));
        }
        Self { is_floor: ends.iter().any(is_floor), rests_on_floor: met.iter().any(is_floor) }
    }
}

/// Returns the milestones on whose finish a date of a trial stands: of a program, the last ones.
fn ends(assessment: &Assessment<'_>, trial: &Trial<'_>, holder: PromiseHolder) -> Vec<MilestoneId> {
    match holder {
        PromiseHolder::Milestone(id) => vec![id],
        PromiseHolder::Program(id) => {
            let program = assessment.workspace.program(id);
            let last = trial.program_finish(id);
            let is_last = |id: &MilestoneId| {
                assessment.workspace.milestone(*id).is_unfinished() && trial.finish(*id) == last
            };
            match program.finish {
                Some(finish) => vec![finish],
                None => program.milestone_ids().filter(is_last).collect(),
            }
        }
    }
}
