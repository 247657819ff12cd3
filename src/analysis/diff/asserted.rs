//! What the base asserted, as it reads in the head: for whoever does not let a change drop or
//! soften that.

use super::comparison::Comparison;
use super::{Matching, Side};
use crate::model::{Assertion, MilestoneId, ProgramId};
use crate::source::Place;

/// A condition that a program of the base sets itself, and that the head does not set as strictly.
#[derive(Debug, Clone)]
pub struct Asserted {
    /// The id of its program in the base.
    pub program_id: String,
    /// What that program is in the head; none where it is gone.
    pub program: Option<ProgramId>,
    /// The full id of its milestone in the base, where it is about one that is gone.
    pub gone: Option<String>,
    /// The condition, about what its milestone is in the head; without a milestone where that is
    /// gone. What the head asserts as strictly is left out.
    pub assertion: Assertion,
    /// What the head asserts of the same instead, where it does.
    pub now: Option<Place>,
    /// Where it stands: in the files of the base, until whoever reads files puts it where it can be
    /// shown.
    pub place: Place,
}

/// Returns what the base asserts and the head does not, in the order of the base.
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
    let mut now = None;
    for other in program.map_or(&[][..], |id| &head.program(id).assertions) {
        // Of a milestone that is gone none can say anything.
        if gone.is_none() && other.milestone == asserted.milestone {
            now = now.or(Some(other.origin));
            asserted.forecast_by =
                asserted.forecast_by.filter(|by| other.forecast_by.is_none_or(|other| other > *by));
            let least = asserted.float_at_least;
            asserted.float_at_least =
                least.filter(|least| other.float_at_least.is_none_or(|other| other < *least));
        }
        asserted.finish_by = asserted.finish_by.filter(|by| other.finish_by.is_none_or(|other| other > *by));
    }
    let says_something =
        asserted.forecast_by.is_some() || asserted.float_at_least.is_some() || asserted.finish_by.is_some();
    says_something.then(|| Asserted {
        program_id: base.program(id).id.clone(),
        program,
        gone,
        now,
        place: assertion.origin,
        assertion: asserted,
    })
}

/// Whether a milestone had held what is asserted of it when it was done; then it can go.
fn was_kept(comparison: &Comparison<'_>, id: MilestoneId, assertion: &Assertion) -> bool {
    let done = comparison.base.workspace().milestone(id).done;
    done.is_some_and(|done| assertion.forecast_by.is_none_or(|by| done <= by))
}
