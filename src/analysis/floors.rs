//! Floors that are inherited: a date that a floor gives is only the earliest day left, too.

use super::forecast::Forecast;
use crate::graph::LinkId;
use crate::model::MilestoneId;
use crate::schedule::Scheduled;

/// A floor behind a date, and how many links lie between.
type Behind = Option<(u32, MilestoneId)>;

/// Returns, for each milestone, the floor that its date rests on: the first one back along links
/// that by themselves give the dates; of several equally near ones, the one with the smallest id.
///
/// Walks once in topological order, so that each milestone asks its direct predecessors only.
pub(super) fn inherited(schedule: &Scheduled<'_>, forecasts: &[Forecast]) -> Vec<Option<MilestoneId>> {
    let workspace = schedule.workspace;
    let mut walk = Walk { schedule, forecasts, behind: vec![[None; 2]; forecasts.len()] };
    if forecasts.iter().any(|forecast| forecast.floor.is_some()) {
        for id in schedule.network.order() {
            let over = schedule.network.predecessors(*id).map(|link| walk.over(link));
            let nearest = over.reduce(|[end, start], [other_end, other_start]| {
                [walk.nearest(end, other_end), walk.nearest(start, other_start)]
            });
            walk.behind[id.index()] = nearest.unwrap_or_default();
        }
    }
    // A cancelled milestone has no date that could rest on anything.
    let of_date = |(id, [behind, _]): (MilestoneId, [Behind; 2])| {
        behind.filter(|_| workspace.milestone(id).is_live()).map(|(_, floor)| floor)
    };
    workspace.milestone_ids().zip(walk.behind).map(of_date).collect()
}

struct Walk<'a> {
    schedule: &'a Scheduled<'a>,
    /// By milestone.
    forecasts: &'a [Forecast],
    /// By milestone: what its date rests on, which a live one has once. A cancelled one passes on
    /// two bounds, and each may rest on another floor.
    behind: Vec<[Behind; 2]>,
}

impl Walk<'_> {
    /// Returns the floors that reach a milestone over a link.
    fn over(&self, link: LinkId) -> [Behind; 2] {
        let (schedule, workspace) = (self.schedule, self.schedule.workspace);
        if !schedule.gives(link) {
            return [None; 2];
        }
        let (from, to) = (schedule.network.link(link).from, schedule.network.link(link).to);
        let to_is_live = workspace.milestone(to).is_live();
        if workspace.milestone(from).is_live() {
            let behind = self.out_of(link).map(|(links, floor)| (links + 1, floor));
            let given = if to_is_live { [true, false] } else { schedule.gives_point(link) };
            return given.map(|given| behind.filter(|_| given));
        }
        let passed = |wanted: [bool; 2]| {
            let [end, start] = schedule.giving_sides(link, wanted);
            let [at_end, at_start] = self.behind[from.index()];
            self.nearest(at_end.filter(|_| end), at_start.filter(|_| start))
        };
        if to_is_live { [passed([true; 2]), None] } else { [passed([true, false]), passed([false, true])] }
    }

    /// Returns the floor that a link out of a live milestone carries on: its own, or else the one
    /// that it rests on. An actual start rests on nothing.
    fn out_of(&self, link: LinkId) -> Behind {
        let link = self.schedule.network.link(link);
        if link.kind.from_start() && self.schedule.inputs.task(link.from).is_started() {
            return None;
        }
        self.forecasts[link.from.index()].floor.map(|_| (0, link.from)).or(self.behind[link.from.index()][0])
    }

    fn nearest(&self, one: Behind, other: Behind) -> Behind {
        let rank = |(links, floor): &(u32, MilestoneId)| {
            (*links, &self.schedule.workspace.milestone(*floor).full_id)
        };
        one.into_iter().chain(other).min_by_key(rank)
    }
}
