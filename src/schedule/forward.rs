//! Early dates: one pass in topological order.

use super::links;
use super::row::{Bounds, place, place_in_the_dark};
use super::{Dates, Inputs, Plan};
use crate::graph::LinkId;
use crate::model::MilestoneId;
use crate::time::Instant;

/// Computes the early dates of every milestone that has any, looking at each link once. Allocates nothing.
///
/// A milestone that cannot be read, lies on a cycle, has no working day left before 2200 or waits for one
/// that has no date, has none. Neither has a cancelled one; it passes on the latest of its bounds.
pub fn forward(plan: Plan<'_>, inputs: &Inputs, dates: &mut Dates) {
    dates.clear();
    for id in plan.network.cycles().iter().flatten() {
        dates.point[id.index()] = [Instant::NEVER; 2];
    }
    for id in plan.network.order() {
        let task = inputs.task(*id);
        let index = id.index();
        if task.is_cancelled() {
            let point = point(plan, inputs, dates, *id).filter(|_| task.readable);
            dates.point[index] = point.unwrap_or([Instant::NEVER; 2]);
            continue;
        }
        let bounds = bounds(plan, inputs, dates, *id).filter(|_| task.readable);
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
        visit(plan, inputs, dates, link);
        let bound = links::bound(plan, inputs, dates, link);
        latest = latest.zip(bound).map(|(latest, bound)| latest.with(plan.network.link(link).kind, bound));
    }
    latest
}

/// Returns the bounds that a cancelled milestone passes on; nothing where one of them is not known.
fn point(plan: Plan<'_>, inputs: &Inputs, dates: &mut Dates, id: MilestoneId) -> Option<[Instant; 2]> {
    let mut latest = Some([Instant::NONE; 2]);
    for link in plan.network.predecessors(id) {
        visit(plan, inputs, dates, link);
        let bounds = links::bounds(plan, inputs, dates, link);
        latest =
            latest.zip(bounds).map(|(latest, bounds)| [latest[0].max(bounds[0]), latest[1].max(bounds[1])]);
    }
    latest
}

fn visit(plan: Plan<'_>, inputs: &Inputs, dates: &mut Dates, link: LinkId) {
    dates.link_visits += 1;
    let link = plan.network.link(link);
    let from = inputs.task(link.from);
    let open = from.is_unfinished() || from.is_cancelled() && dates.waits(link.from);
    dates.waits[link.to.index()] |= open;
}
