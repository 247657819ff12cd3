//! Early dates: one pass in topological order.

use super::dates::Early;
use super::row::{Bounds, Placed, Row};
use super::{Dated, Dates, Plan, Task};
use crate::graph::LinkId;
use crate::model::MilestoneId;
use crate::time::{Day, Instant};

/// Calculates the early dates of every milestone, visiting each link once. Allocates nothing.
///
/// A milestone has no dates if it cannot be read, is on a cycle, has no working day left before
/// 2200, or waits for one without dates. A cancelled milestone has none either; it passes on the
/// latest of its bounds.
pub fn forward(plan: Plan<'_>, dates: &mut Dates) {
    dates.clear();
    for id in plan.network.cycles().iter().flatten() {
        dates.set(*id, Early::UNKNOWN);
    }
    for id in plan.network.order() {
        date(plan, dates, *id);
    }
}

/// Calculates the early dates of one milestone that is on no cycle. Its predecessors must have
/// theirs.
pub fn date(plan: Plan<'_>, dates: &mut Dates, id: MilestoneId) {
    let task = plan.task(id);
    let mut waits = false;
    // For a cancelled milestone: the latest bounds at the end and at the start of a day. For all
    // others: the latest bounds on its start and on its finish. `None` if any of them is unknown.
    let mut latest = Some([Instant::NONE; 2]);
    for link in plan.network.predecessors(id) {
        let dated = Dated { plan, dates };
        waits |= dated.is_open(link);
        latest = latest.zip(asked(dated, link)).map(|(known, asked)| later(known, asked));
        dates.link_visits += 1;
    }
    let latest = latest.filter(|_| task.readable);
    let early = if task.is_cancelled() {
        Early { placed: Placed::NOWHERE, point: latest.unwrap_or([Instant::NEVER; 2]), waits }
    } else {
        let row = plan.row(id);
        let placed = match latest {
            Some([start, finish]) => row.place(Bounds { start, finish }),
            None => row.place_with_unknown_inputs(),
        };
        Early { placed: placed.unwrap_or(Placed::NOWHERE), point: [Instant::NONE; 2], waits }
    };
    dates.set(id, early);
}

/// Does what [`date`] does, and returns whether anything of it changed, including what it passes on
/// to successors.
pub fn date_again(plan: Plan<'_>, dates: &mut Dates, id: MilestoneId) -> bool {
    let before = *dates.early(id);
    date(plan, dates, id);
    *dates.early(id) != before
}

/// Returns what a link asks of its successor: bounds on its start and on its finish; if it is
/// cancelled, bounds at the end and at the start of a day. `None` if they are unknown.
pub(super) fn asked(dated: Dated<'_>, link: LinkId) -> Option<[Instant; 2]> {
    let ends = dated.plan.network.link(link);
    let [end, start] = dated.bounds(link)?;
    Some(match end.max(start) {
        _ if dated.plan.task(ends.to).is_cancelled() => [end, start],
        bound if ends.kind.holds_finish() => [Instant::NONE, bound],
        bound => [bound, Instant::NONE],
    })
}

/// Returns the later of two bounds on each side.
pub(super) fn later(one: [Instant; 2], other: [Instant; 2]) -> [Instant; 2] {
    [one[0].max(other[0]), one[1].max(other[1])]
}

/// Returns the day on which a milestone finishes under bounds of [`asked`]; of a cancelled one, the
/// day of the bounds.
pub(super) fn placed(plan: Plan<'_>, id: MilestoneId, [start, finish]: [Instant; 2]) -> Option<Day> {
    let task = plan.task(id);
    if task.is_cancelled() {
        return start.max(finish).some().map(Instant::day);
    }
    Some(plan.row(id).place(Bounds { start, finish })?.finish.day()).filter(|_| task.readable)
}

impl Dated<'_> {
    /// Returns the finish of a milestone if it were another task under the same links; `None`
    /// without a date.
    pub(super) fn finish_as(self, id: MilestoneId, task: &Task) -> Option<Instant> {
        let links = self.plan.network.predecessors(id);
        let bounds = links.map(|link| asked(self, link));
        let [start, finish] =
            bounds.into_iter().try_fold([Instant::NONE; 2], |known, asked| Some(later(known, asked?)))?;
        Some(Row { task, ..self.plan.row(id) }.place(Bounds { start, finish })?.finish)
    }

    /// Whether something unfinished is behind a link, directly or through cancelled milestones.
    fn is_open(self, link: LinkId) -> bool {
        let from = self.plan.network.link(link).from;
        let task = self.plan.task(from);
        task.is_unfinished() || task.is_cancelled() && self.dates.waits(from)
    }
}
