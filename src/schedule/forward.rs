//! Early dates: one pass in topological order.

use super::links::bound;
use super::row::{Bounds, place, place_in_the_dark};
use super::{Dates, Inputs, Plan};
use crate::model::MilestoneId;
use crate::time::Instant;

/// Computes the early dates of every milestone that has any, looking at each link once. Allocates nothing.
///
/// A milestone that cannot be read, lies on a cycle, has no working day left before 2200 or waits for one
/// that has no date, has none. Neither has a cancelled one; it passes on the latest of its bounds.
pub fn forward(plan: Plan<'_>, inputs: &Inputs, dates: &mut Dates) {
    dates.clear();
    for id in plan.network.cycles().iter().flatten() {
        dates.point[id.index()] = Instant::NEVER;
    }
    for id in plan.network.order() {
        let task = inputs.task(*id);
        let index = id.index();
        let bounds = bounds(plan, inputs, dates, *id).filter(|_| task.readable);
        if task.is_cancelled() {
            dates.point[index] = bounds.map_or(Instant::NEVER, |bounds| bounds.start.max(bounds.finish));
            continue;
        }
        let full = plan.calendars.get(plan.network.full(*id));
        let placed = match bounds {
            Some(bounds) => place(task, full, inputs.as_of, bounds),
            None => place_in_the_dark(task, full),
        };
        let Some(placed) = placed else { continue };
        dates.start[index] = placed.start;
        dates.finish[index] = placed.finish;
        dates.resume[index] = placed.resume;
        dates.eta_valid[index] = placed.eta_valid;
    }
}

/// Returns the latest bounds of the links into a milestone; nothing where one of them is not known.
fn bounds(plan: Plan<'_>, inputs: &Inputs, dates: &mut Dates, id: MilestoneId) -> Option<Bounds> {
    let mut latest = Some(Bounds::NONE);
    for link in plan.network.predecessors(id) {
        dates.link_visits += 1;
        let bound = bound(plan, inputs, dates, link);
        latest = latest.zip(bound).map(|(latest, bound)| latest.with(plan.network.link(link).kind, bound));
        let from = plan.network.link(link).from;
        let open = inputs.task(from).is_unfinished() || inputs.task(from).is_cancelled() && dates.waits(from);
        dates.waits[id.index()] |= open;
    }
    latest
}
