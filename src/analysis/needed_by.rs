//! Until when a milestone can hand over for a promise, over all ways that lead to it.
//!
//! A handoff sees one link. Where other links of the same milestone lead to the same promise, a day
//! that is early enough for this one may be too late for those, and would break the promise.

use super::Assessment;
use crate::model::MilestoneId;
use crate::schedule::{Handoff, LastDays, PromiseHolder, Until};
use crate::time::Instant;
use std::collections::BTreeMap;

/// Links that all measurements together visit, at most. Promises beyond that are measured by the
/// one link of the handoff.
const MOST_VISITS: u64 = 3_000_000;

/// The last days of each milestone that hands over, by the promise that needs it and the milestone.
pub(super) type NeededBy = BTreeMap<(PromiseHolder, MilestoneId), LastDays>;

/// Returns the last days of those that hand over along several links.
pub(super) fn over_all_ways(assessment: &Assessment<'_>, handoffs: &[Handoff]) -> NeededBy {
    let network = assessment.network;
    let of = |handoff: &Handoff| {
        let giver = network.link(handoff.link).from;
        let (_, promised) = handoff.for_promise?;
        (network.successors(giver).count() > 1).then_some((promised, giver))
    };
    let mut needed: NeededBy = handoffs.iter().filter_map(of).map(|key| (key, LastDays::default())).collect();
    let mut floats = assessment.floats();
    let mut measured = None;
    for ((promised, giver), last) in &mut needed {
        if assessment.commitment(*giver).is_some_and(|nearest| nearest.promised == *promised) {
            *last = assessment.schedule.last_days(*giver);
            continue;
        }
        if measured != Some(*promised) {
            if floats.link_visits() > MOST_VISITS {
                continue;
            }
            match promised {
                PromiseHolder::Program(id) => floats.measure_promise(assessment.workspace, *id),
                PromiseHolder::Milestone(id) => {
                    let due = assessment.workspace.milestone(*id).promise.due;
                    floats.measure(due.map(|due| (*id, Instant::end_of(due))).into_iter());
                }
            }
            measured = Some(*promised);
        }
        *last = floats.last_days(*giver);
    }
    needed
}

/// The last day on which a milestone can hand over without moving anything that waits for it, by
/// the milestone and whether its start is handed over.
pub(super) type Unmoved = BTreeMap<(MilestoneId, bool), Until>;

/// Returns those days: of all that wait for one milestone, the earliest.
pub(super) fn so_that_nothing_moves(assessment: &Assessment<'_>, handoffs: &[Handoff]) -> Unmoved {
    let mut unmoved = Unmoved::new();
    for handoff in handoffs {
        let link = assessment.network.link(handoff.link);
        let Some(until) = handoff.for_dates else { continue };
        let earliest = unmoved.entry((link.from, link.kind.from_start())).or_insert(until);
        if until.day < earliest.day {
            *earliest = until;
        }
    }
    unmoved
}
