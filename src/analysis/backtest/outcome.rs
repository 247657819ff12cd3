//! What became of a milestone or program.

use super::score::Among;
use crate::analysis::Assessment;
use crate::analysis::ending::is_finished;
use crate::chance::Tally;
use crate::model::MilestoneId;
use crate::schedule::PromiseHolder;
use crate::time::Day;
use std::collections::BTreeSet;

/// What the last plan that has a milestone or program says of it.
#[derive(Debug, Clone)]
pub(super) struct Outcome {
    /// The full id.
    pub(super) id: String,
    /// The day on which it was done.
    pub(super) done: Option<Day>,
    /// Whether nothing will come of it: it was cancelled, or taken out of the plan unfinished.
    pub(super) is_withdrawn: bool,
    /// How long it took, if the plan says when it began.
    pub(super) took: Option<Took>,
    /// Whether a risk of the register happened to it.
    pub(super) is_hit: bool,
}

/// The working days of work, in its full calendar.
#[derive(Debug, Clone, Copy)]
pub(super) struct Took {
    /// From its start through the day on which it was done; of what is not done, so far.
    pub(super) workdays: u32,
    /// From its start to the as-of day of the last version.
    pub(super) until_now: u32,
}

impl Outcome {
    /// Returns that of what an assessment has, as of the day of the last version. `hit` are the
    /// milestones to which a risk happened.
    pub(super) fn of(
        assessment: &Assessment<'_>,
        holder: PromiseHolder,
        hit: &BTreeSet<MilestoneId>,
        as_of: Day,
    ) -> Self {
        let workspace = assessment.workspace;
        let (done, is_cancelled, took, is_hit) = match holder {
            PromiseHolder::Milestone(id) => {
                let milestone = workspace.milestone(id);
                let took = took(assessment, id, as_of);
                (milestone.done, !milestone.is_live(), took, hit.contains(&id))
            }
            PromiseHolder::Program(id) => {
                let is_finished = is_finished(workspace, id);
                (assessment.schedule.finish(id).forecast.filter(|_| is_finished), false, None, false)
            }
        };
        Self {
            id: holder.full_id(workspace).to_owned(),
            done,
            is_withdrawn: is_cancelled || (done.is_none() && assessment.as_of() < as_of),
            took,
            is_hit,
        }
    }

    /// Whether it was over before a day, whatever the plan of then said.
    pub(super) fn was_over(&self, on: Day) -> bool {
        self.done.is_some_and(|done| done < on)
    }

    /// Returns where in some runs it finished. What is not done lies behind all of them.
    pub(super) fn among(&self, tally: &Tally) -> Among {
        let Some(done) = self.done else { return Among::LATE };
        let (mut before, mut through) = (0_u64, 0_u64);
        for (day, count) in tally.days().take_while(|(day, _)| *day <= done) {
            before += if day < done { u64::from(count) } else { 0 };
            through += u64::from(count);
        }
        let share = |runs: u64| runs as f64 / tally.runs().max(1) as f64;
        Among { before: share(before), through: share(through) }
    }
}

fn took(assessment: &Assessment<'_>, id: MilestoneId, as_of: Day) -> Option<Took> {
    let milestone = assessment.workspace.milestone(id);
    // The as-of day is not over.
    let now = as_of.plus(-1);
    let last = milestone.done.unwrap_or(now);
    let started = milestone.started.filter(|started| *started <= last)?;
    let workdays = |last: Day| assessment.workspace.full(id).working_days(started, last);
    Some(Took { workdays: workdays(last), until_now: workdays(now) })
}

/// Returns the milestones to which a risk of the register happened.
pub(super) fn hit(assessment: &Assessment<'_>) -> BTreeSet<MilestoneId> {
    let happened = assessment.workspace.risks.iter().filter(|risk| risk.occurred.is_some());
    happened.flat_map(|risk| assessment.schedule.threatened(risk)).collect()
}
