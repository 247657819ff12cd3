//! Early dates: one pass in topological order.

use super::links::bound;
use super::row::{place, place_in_the_dark};
use super::{Dates, Inputs, Plan};
use crate::model::MilestoneId;
use crate::time::Instant;

/// Computes the early dates of every milestone that has any, looking at each link once. Allocates nothing.
///
/// A milestone that cannot be read, lies on a cycle, has no working day left before 2200 or waits for one
/// that has no date, has none.
pub fn forward(plan: Plan<'_>, inputs: &Inputs, dates: &mut Dates) {
    dates.clear();
    for id in plan.network.order() {
        let task = inputs.task(*id);
        let full = plan.calendars.get(plan.network.full(*id));
        let placed = match latest_bound(plan, dates, *id) {
            Some(links) if task.readable => place(task, full, inputs.as_of, links),
            _ => place_in_the_dark(task, full),
        };
        let Some(placed) = placed else { continue };
        let index = id.index();
        dates.start[index] = placed.start;
        dates.finish[index] = placed.finish;
        dates.resume[index] = placed.resume;
        dates.eta_valid[index] = placed.eta_valid;
    }
}

/// Returns the latest bound of the links into a milestone; nothing where one of them has none.
fn latest_bound(plan: Plan<'_>, dates: &mut Dates, id: MilestoneId) -> Option<Instant> {
    let mut latest = Some(Instant::NONE);
    for link in plan.network.predecessors(id) {
        dates.link_visits += 1;
        latest = latest.and_then(|latest| Some(latest.max(bound(plan, dates, link)?)));
    }
    latest
}
