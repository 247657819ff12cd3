//! Where a milestone would lie if only one of its inputs, or all of them, had other dates.

use super::forward::{asked, later, placed};
use super::{Dated, Dates, Plan};
use crate::model::MilestoneId;
use crate::time::{Day, Instant};

/// A milestone with its inputs in the dates of two schedules, `now` and `then`. Of a cancelled
/// milestone, the days are those of the bounds that it passes on.
#[derive(Debug, Clone)]
pub struct ByInput {
    /// With all inputs as they are now.
    pub now: Option<Day>,
    /// With all inputs as they were then.
    pub then: Option<Day>,
    /// With one input as it is now and the others as they were then, by input. Inputs that no
    /// bound is known of, and those with the same bounds in both, are left out.
    pub alone: Vec<(MilestoneId, Option<Day>)>,
}

/// The latest bounds of one input.
type Asked = [Instant; 2];

const NOTHING: Asked = [Instant::NONE; 2];

/// Dates a milestone of a plan with the inputs of either schedule. Visits each link into it twice.
pub fn by_input(plan: Plan<'_>, id: MilestoneId, now: &Dates, then: &Dates) -> ByInput {
    let bounds = |dates, link| asked(Dated { plan, dates }, link);
    let links = plan.network.predecessors(id);
    let known = links
        .filter_map(|link| Some((plan.network.link(link).from, bounds(now, link)?, bounds(then, link)?)));
    let mut inputs: Vec<(MilestoneId, Asked, Asked)> = known.collect();
    inputs.sort_by_key(|(from, ..)| *from);
    inputs.dedup_by(|(from, now, then), (same, all_now, all_then)| {
        let is_same = from == same;
        if is_same {
            (*all_now, *all_then) = (later(*now, *all_now), later(*then, *all_then));
        }
        is_same
    });
    // The latest bounds of all inputs after each.
    let mut after = vec![NOTHING; inputs.len() + 1];
    for (at, (_, _, then)) in inputs.iter().enumerate().rev() {
        after[at] = later(after[at + 1], *then);
    }
    let mut before = NOTHING;
    let mut alone = Vec::new();
    for (at, (from, now, then)) in inputs.iter().enumerate() {
        if now != then {
            alone.push((*from, placed(plan, id, later(*now, later(before, after[at + 1])))));
        }
        before = later(before, *then);
    }
    let all_now = inputs.iter().map(|(_, now, _)| *now).fold(NOTHING, later);
    ByInput { now: placed(plan, id, all_now), then: placed(plan, id, before), alone }
}

/// Dates a milestone of a plan with each of its inputs alone, and nothing of the others.
pub fn each_input(plan: Plan<'_>, id: MilestoneId, dates: &Dates) -> Vec<(MilestoneId, Option<Day>)> {
    let links = plan.network.predecessors(id);
    let known = links.filter_map(|link| {
        let asked = asked(Dated { plan, dates }, link)?;
        Some((plan.network.link(link).from, placed(plan, id, asked)))
    });
    known.collect()
}

/// Dates a milestone of a plan without its inputs.
pub fn without_inputs(plan: Plan<'_>, id: MilestoneId) -> Option<Day> {
    placed(plan, id, NOTHING)
}
