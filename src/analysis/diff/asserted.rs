//! Assertions of the base that the head drops or weakens.

use super::comparison::Comparison;
use super::{Matching, Side, breach};
use crate::model::{Assertion, MilestoneId, ProgramId, Workspace};
use crate::source::Place;
use crate::time::Day;
use std::collections::BTreeMap;

/// An assertion of a program in the base that the head does not make as strictly.
#[derive(Debug, Clone)]
pub struct Asserted {
    /// The id of its program in the base.
    pub program_id: String,
    /// The program in the head; none if it was removed.
    pub program: Option<ProgramId>,
    /// The full id of its milestone in the base, if that was removed.
    pub gone: Option<String>,
    /// Where the base measured `finish_by`, if the head measures it at a milestone that comes
    /// earlier: the milestone in the head, or the full id of one that was removed.
    pub finish_at: Option<Result<MilestoneId, String>>,
    /// The assertion, with its milestone in the head; without a milestone if that was removed.
    /// Parts that the head asserts as strictly are left out.
    pub assertion: Assertion,
    /// Where the head asserts something weaker about the same, if it does.
    pub now: Option<Place>,
    /// Its place: in the files of the base, until the caller maps it to a place that can be shown.
    pub place: Place,
}

/// Returns the assertions of the base that the head does not make, in the order of the base.
pub fn asserted(base: Side<'_>, head: Side<'_>) -> Vec<Asserted> {
    let matching = Matching::new(base, head);
    let comparison = Comparison { base, head, matching: &matching };
    let strictest = Strictest::of(head.workspace());
    let programs = base.workspace().program_ids();
    let assertions =
        programs.flat_map(|id| base.workspace().program(id).assertions.iter().map(move |it| (id, it)));
    assertions.filter_map(|(id, assertion)| find(&comparison, &strictest, id, assertion)).collect()
}

/// What the head asserts about each milestone and program.
#[derive(Default)]
struct Strictest {
    /// By program and milestone, where that is first written, and the strictest of it.
    milestones: BTreeMap<(ProgramId, Option<MilestoneId>), OfMilestone>,
    /// By program, the earliest `finish_by`.
    finishes: BTreeMap<ProgramId, Day>,
}

struct OfMilestone {
    origin: Place,
    forecast_by: Option<Day>,
    float_at_least: Option<u32>,
    odds_at_least: Option<u32>,
}

impl Strictest {
    fn of(head: &Workspace) -> Self {
        let mut strictest = Self::default();
        for id in head.program_ids() {
            for assertion in &head.program(id).assertions {
                let known = strictest.milestones.entry((id, assertion.milestone));
                let known = known.or_insert(OfMilestone {
                    origin: assertion.origin,
                    forecast_by: None,
                    float_at_least: None,
                    odds_at_least: None,
                });
                let earliest = [known.forecast_by, assertion.forecast_by].into_iter().flatten().min();
                known.forecast_by = earliest;
                known.float_at_least = known.float_at_least.max(assertion.float_at_least);
                known.odds_at_least = known.odds_at_least.max(assertion.odds_at_least);
                if let Some(by) = assertion.finish_by {
                    let known = strictest.finishes.entry(id).or_insert(by);
                    *known = by.min(*known);
                }
            }
        }
        strictest
    }
}

fn find(
    comparison: &Comparison<'_>,
    strictest: &Strictest,
    id: ProgramId,
    assertion: &Assertion,
) -> Option<Asserted> {
    let base = comparison.base.workspace();
    let program = comparison.matching.after(id);
    if program.is_none() && comparison.may_still_be(id) {
        return None;
    }
    let mut asserted = assertion.clone();
    asserted.milestone = assertion.milestone.and_then(|id| comparison.matching.milestone_after(id));
    let mut gone = None;
    if let Some(milestone) = assertion.milestone.filter(|_| asserted.milestone.is_none()) {
        if comparison.may_still_be(base.milestone(milestone).program) {
            return None;
        }
        if was_kept(comparison, milestone, assertion) {
            (asserted.forecast_by, asserted.float_at_least, asserted.odds_at_least) = (None, None, None);
        } else {
            gone = Some(base.milestone(milestone).full_id.clone());
        }
    }
    let finish_at = program.filter(|_| assertion.finish_by.is_some());
    let finish_at = finish_at.and_then(|program| breach::hidden_finish(comparison, (id, program)));
    // The head cannot assert anything about a removed milestone.
    let same = program.filter(|_| gone.is_none());
    let same = same.and_then(|program| strictest.milestones.get(&(program, asserted.milestone)));
    if let Some(same) = same {
        asserted.forecast_by = asserted.forecast_by.filter(|by| same.forecast_by.is_none_or(|now| now > *by));
        asserted.float_at_least =
            asserted.float_at_least.filter(|least| same.float_at_least.is_none_or(|now| now < *least));
        asserted.odds_at_least =
            asserted.odds_at_least.filter(|least| same.odds_at_least.is_none_or(|now| now < *least));
    }
    if finish_at.is_none() {
        let finish = program.and_then(|program| strictest.finishes.get(&program));
        asserted.finish_by = asserted.finish_by.filter(|by| finish.is_none_or(|now| now > by));
    }
    let now = same.map(|same| same.origin);
    let says_something = asserted.forecast_by.is_some()
        || asserted.float_at_least.is_some()
        || asserted.odds_at_least.is_some()
        || asserted.finish_by.is_some();
    says_something.then(|| Asserted {
        program_id: base.program(id).id.clone(),
        program,
        gone,
        finish_at,
        now,
        place: assertion.origin,
        assertion: asserted,
    })
}

/// Whether a finished milestone met the assertion; then the assertion may be dropped.
fn was_kept(comparison: &Comparison<'_>, id: MilestoneId, assertion: &Assertion) -> bool {
    let done = comparison.base.workspace().milestone(id).done;
    done.is_some_and(|done| assertion.forecast_by.is_none_or(|by| done <= by))
}
