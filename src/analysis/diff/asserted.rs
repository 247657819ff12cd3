//! Assertions of the base that the head drops or weakens.

use super::comparison::Comparison;
use super::{Matching, Side, breach};
use crate::model::{Assertion, MilestoneId, ProgramId};
use crate::source::Place;

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
    let programs = base.workspace().program_ids();
    let assertions =
        programs.flat_map(|id| base.workspace().program(id).assertions.iter().map(move |it| (id, it)));
    assertions.filter_map(|(id, assertion)| find(&comparison, id, assertion)).collect()
}

fn find(comparison: &Comparison<'_>, id: ProgramId, assertion: &Assertion) -> Option<Asserted> {
    let (base, head) = (comparison.base.workspace(), comparison.head.workspace());
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
            (asserted.forecast_by, asserted.float_at_least) = (None, None);
        } else {
            gone = Some(base.milestone(milestone).full_id.clone());
        }
    }
    let finish_at = program.filter(|_| assertion.finish_by.is_some());
    let finish_at = finish_at.and_then(|program| breach::hidden_finish(comparison, (id, program)));
    let mut now = None;
    for other in program.map_or(&[][..], |id| &head.program(id).assertions) {
        // The head cannot assert anything about a removed milestone.
        if gone.is_none() && other.milestone == asserted.milestone {
            now = now.or(Some(other.origin));
            asserted.forecast_by =
                asserted.forecast_by.filter(|by| other.forecast_by.is_none_or(|other| other > *by));
            let least = asserted.float_at_least;
            asserted.float_at_least =
                least.filter(|least| other.float_at_least.is_none_or(|other| other < *least));
        }
        if finish_at.is_none() {
            let by = asserted.finish_by;
            asserted.finish_by = by.filter(|by| other.finish_by.is_none_or(|other| other > *by));
        }
    }
    let says_something =
        asserted.forecast_by.is_some() || asserted.float_at_least.is_some() || asserted.finish_by.is_some();
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
