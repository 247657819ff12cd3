//! Forecasts of an earlier commit, to measure the current plan against.

use super::Assessment;
use super::diff::Matching;
use crate::model::{MilestoneId, ProgramId, Workspace};
use crate::time::{Day, Instant};
use std::collections::{BTreeMap, BTreeSet};

/// A start and a finish.
type Span = (Option<Day>, Option<Day>);

/// The forecast of each milestone at an earlier commit.
#[derive(Debug, Clone)]
pub struct Baseline {
    /// The revision as it was given.
    pub revision: String,
    /// The full hash of the commit.
    pub commit: String,
    /// The as-of day of the earlier forecast.
    pub as_of: Day,
    /// How many errors its plans have; what they affect has no forecast.
    pub errors: usize,
    /// By milestone of the current plan: its forecast start and finish.
    spans: Vec<Span>,
}

impl Baseline {
    /// Returns the forecasts in `then` for the milestones of `now`, paired up by `matching`.
    pub fn new(
        now: &Workspace,
        then: &Assessment<'_>,
        matching: &Matching,
        revision: &str,
        commit: &str,
        errors: usize,
    ) -> Self {
        let span =
            |id: MilestoneId| (then.schedule.dates.start(id).map(Instant::day), then.forecast(id).finish);
        let spans = counterparts(now, then.workspace, matching).into_iter();
        Self {
            revision: revision.to_owned(),
            commit: commit.to_owned(),
            as_of: then.as_of(),
            errors,
            spans: spans.map(|id| id.map(span).unwrap_or_default()).collect(),
        }
    }

    /// Returns the forecast or actual finish, at that commit, of a milestone of the current plan.
    pub fn finish(&self, id: MilestoneId) -> Option<Day> {
        self.spans.get(id.index())?.1
    }

    /// Returns the forecast or actual start, at that commit, of a milestone of the current plan.
    pub fn start(&self, id: MilestoneId) -> Option<Day> {
        self.spans.get(id.index())?.0
    }
}

/// Returns for each milestone of `now` its counterpart in `then`: within the same program the
/// milestone with its id, else with the first id of its `formerly` that exists there; otherwise the
/// one a diff matches. A milestone that another one has renamed is never the counterpart of one
/// with its old id.
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
