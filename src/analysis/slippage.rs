//! Slippage: what is late, who causes it and who carries it.

use super::Assessment;
use super::baseline::Baseline;
use super::lateness::Lateness;
use crate::model::{MilestoneId, Promise};
use crate::time::Day;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Done milestones stay in the report for this many civil days.
const DONE_STAYS: i32 = 30;

/// What a date is measured against.
#[derive(Debug, Clone, Copy)]
pub enum Reference<'b> {
    /// The original promise.
    Original,
    /// The current promise.
    Due,
    /// The milestone's `baseline` or, without one, its forecast in the plan that the workspace
    /// names.
    Baseline(Option<&'b Baseline>),
    /// The forecast in the plan of a commit.
    Revision(&'b Baseline),
}

impl<'b> Reference<'b> {
    /// Returns the word that JSON uses.
    pub fn word(self) -> &'static str {
        match self {
            Self::Original => "original-promise",
            Self::Due => "due",
            Self::Baseline(_) => "baseline",
            Self::Revision(_) => "baseline-revision",
        }
    }

    /// Returns the plan of a commit that milestones are measured against.
    pub fn plan(self) -> Option<&'b Baseline> {
        match self {
            Self::Original | Self::Due => None,
            Self::Baseline(plan) => plan,
            Self::Revision(plan) => Some(plan),
        }
    }

    /// Returns the day that a milestone is measured against, if it has one. A finish without a
    /// promise has its program's; a baseline is always the milestone's own.
    pub fn day(self, assessment: &Assessment<'_>, id: MilestoneId) -> Option<Day> {
        match self {
            Self::Original | Self::Due => self.of(promise(assessment, self, id)),
            Self::Baseline(plan) => {
                let own = assessment.workspace.milestone(id).baseline;
                own.or_else(|| plan.and_then(|plan| plan.finish(id)))
            }
            Self::Revision(plan) => plan.finish(id),
        }
    }

    fn of(self, promise: &Promise) -> Option<Day> {
        if matches!(self, Self::Due) { promise.due } else { promise.original }
    }
}

#[derive(Debug, Clone)]
pub struct Slip<'b> {
    pub milestone: MilestoneId,
    /// What it is measured against.
    pub against: Reference<'b>,
    /// The day it is measured against.
    pub reference: Day,
    /// The original promise, if there is one.
    pub original: Option<Day>,
    /// The current promise; none if it was withdrawn.
    pub due: Option<Day>,
    /// How far the promise was moved in all, in base working days.
    pub moved: i32,
    /// Forecast or actual.
    pub finish: Day,
    /// Whether the forecast is a floor.
    pub is_floor: bool,
    /// Forecast or actual against the reference, in base working days.
    pub variance: i32,
    /// The part that comes from the nearest late milestone before it.
    pub carried: i32,
    /// The rest.
    pub own: i32,
    /// The late milestone that it carries slip from; none for a cause.
    pub from: Option<MilestoneId>,
    /// The cause at the start of the chain of slips; itself for a cause.
    pub cause: MilestoneId,
    /// Whether it could have started before the as-of day and has not.
    pub late_start: bool,
}

impl Slip<'_> {
    /// Returns the promise it is measured at: the milestone's own, or its program's.
    pub fn promise<'w>(&self, assessment: &Assessment<'w>) -> &'w Promise {
        promise(assessment, self.against, self.milestone)
    }
}

/// Returns the late milestones: each cause, followed by the milestones that carry its slip; the
/// causes that cost most first.
///
/// Late = after the reference by printed dates; against the original promise also what is overdue.
/// Milestones done late stay for thirty days, and as long as something carries slip from them.
pub fn analyze<'b>(assessment: &Assessment<'_>, against: Reference<'b>) -> Vec<Slip<'b>> {
    let workspace = assessment.workspace;
    let late: Vec<Option<i32>> =
        workspace.milestone_ids().map(|id| variance_if_late(assessment, against, id)).collect();
    let chains = LateChains::new(assessment, &late);
    let slips = workspace.milestone_ids().filter_map(|id| slip(assessment, against, &late, &chains, id));
    let mut slips: Vec<Slip<'b>> = slips.collect();
    let carries =
        |slip: &Slip<'_>| slip.from.is_some() && workspace.milestone(slip.milestone).is_unfinished();
    let causes: BTreeSet<MilestoneId> =
        slips.iter().filter(|slip| carries(slip)).map(|slip| slip.cause).collect();
    slips.retain(|slip| {
        let done = workspace.milestone(slip.milestone).done;
        let recent = done.is_none_or(|done| assessment.as_of().since(done) <= DONE_STAYS);
        recent || causes.contains(&slip.milestone)
    });
    sort(assessment, &mut slips);
    slips
}

/// Returns the unfinished milestones that have nothing to measure against.
pub fn without_reference<'a>(
    assessment: &'a Assessment<'_>,
    against: Reference<'a>,
) -> impl Iterator<Item = MilestoneId> + 'a {
    let unfinished = |id: &MilestoneId| assessment.workspace.milestone(*id).is_unfinished();
    let ids = assessment.workspace.milestone_ids().filter(unfinished);
    ids.filter(move |id| against.day(assessment, *id).is_none())
}

/// Returns the promise that a milestone is measured at: its own, or that of the program whose
/// finish it is.
fn promise<'w>(assessment: &Assessment<'w>, against: Reference<'_>, id: MilestoneId) -> &'w Promise {
    let milestone = assessment.workspace.milestone(id);
    if assessment.is_finish(id) && against.of(&milestone.promise).is_none() {
        &assessment.workspace.program(milestone.program).promise
    } else {
        &milestone.promise
    }
}

/// Returns the variance against the reference, in working days, if the milestone is late.
fn variance_if_late(assessment: &Assessment<'_>, against: Reference<'_>, id: MilestoneId) -> Option<i32> {
    let (reference, finish) = (against.day(assessment, id)?, assessment.forecast(id).finish?);
    let calendar = assessment.workspace.lateness_calendar(id);
    // A promise that was moved to an earlier day can be missed before the original day comes.
    let missed = matches!(against, Reference::Original) && assessment.forecast(id).overdue.is_some();
    (finish > reference || missed).then(|| Lateness::new(calendar, reference, finish).workdays)
}

/// For each milestone, the nearest late one back along its driving chain, and the late one at the
/// chain's start.
struct LateChains {
    behind: Vec<Option<MilestoneId>>,
    cause: Vec<Option<MilestoneId>>,
}

impl LateChains {
    /// Walks once in topological order, so a milestone's driver comes before it.
    fn new(assessment: &Assessment<'_>, late: &[Option<i32>]) -> Self {
        let count = late.len();
        let mut chains = Self { behind: vec![None; count], cause: vec![None; count] };
        for id in assessment.network.order() {
            let Some(driver) = driving_predecessor(assessment, late, *id) else { continue };
            let is_late = late[driver.index()].is_some();
            let behind = if is_late { Some(driver) } else { chains.behind[driver.index()] };
            chains.behind[id.index()] = behind;
            chains.cause[id.index()] = behind.map(|behind| chains.cause[behind.index()].unwrap_or(behind));
        }
        chains
    }
}

fn slip<'b>(
    assessment: &Assessment<'_>,
    against: Reference<'b>,
    late: &[Option<i32>],
    chains: &LateChains,
    id: MilestoneId,
) -> Option<Slip<'b>> {
    let variance = late[id.index()]?;
    let (promise, forecast) = (promise(assessment, against, id), assessment.forecast(id));
    let from = chains.behind[id.index()];
    let carried = from.and_then(|from| late[from.index()]).map_or(0, |theirs| theirs.min(variance).max(0));
    let (original, due) = (promise.original, promise.due);
    let calendar = assessment.workspace.lateness_calendar(id);
    Some(Slip {
        milestone: id,
        against,
        reference: against.day(assessment, id)?,
        original,
        due,
        moved: original.zip(due).map_or(0, |(original, due)| Lateness::new(calendar, original, due).workdays),
        finish: forecast.finish?,
        is_floor: forecast.floor.is_some(),
        variance,
        carried,
        own: variance - carried,
        from,
        cause: chains.cause[id.index()].unwrap_or(id),
        late_start: is_late_start(assessment, id),
    })
}

/// Returns the predecessor whose link drives a milestone; of several, the one with the largest
/// slip, then the smallest id.
fn driving_predecessor(
    assessment: &Assessment<'_>,
    late: &[Option<i32>],
    id: MilestoneId,
) -> Option<MilestoneId> {
    let links = assessment.schedule.driving_links(id);
    let predecessors = links.filter_map(|link| assessment.through.real(&assessment.schedule, link));
    predecessors
        .min_by_key(|from| (Reverse(late[from.index()]), &assessment.workspace.milestone(*from).full_id))
}

/// Whether a milestone could have started before the as-of day and has not: its program has begun,
/// its `not_before` has passed, and everything it waits for, lags included, was ready before that
/// day.
fn is_late_start(assessment: &Assessment<'_>, id: MilestoneId) -> bool {
    let milestone = assessment.workspace.milestone(id);
    let as_of = assessment.as_of();
    let program_start = assessment.workspace.program(milestone.program).start;
    let behind_us = |link| {
        let from = assessment.workspace.milestone(assessment.network.link(link).from);
        if !from.is_live() {
            return !assessment.schedule.dates.waits(assessment.network.link(link).from);
        }
        let from_start = assessment.network.link(link).kind.from_start();
        let happened = if from_start { from.started.or(from.done) } else { from.done };
        let slack = assessment.schedule.slack(link);
        happened.is_some_and(|day| day < as_of) && slack.is_some_and(|days| days > 0)
    };
    let blocked = milestone.blocked.as_ref().and_then(|blocked| blocked.until);
    milestone.is_work()
        && milestone.is_unfinished()
        && milestone.started.is_none()
        && program_start.is_none_or(|start| start < as_of)
        && milestone.earliest().is_none_or(|day| day < as_of)
        && blocked.is_none_or(|until| until < as_of)
        && assessment.network.predecessors(id).all(behind_us)
}

/// Sorts causes by their slip, largest first, each followed by what carries it, by finish.
fn sort(assessment: &Assessment<'_>, slips: &mut [Slip<'_>]) {
    let by_milestone: BTreeMap<MilestoneId, i32> =
        slips.iter().map(|slip| (slip.milestone, slip.variance)).collect();
    let cost = |cause: MilestoneId| by_milestone.get(&cause).copied().unwrap_or(0);
    let name = |id: MilestoneId| &assessment.workspace.milestone(id).full_id;
    slips.sort_by_cached_key(|slip| {
        let is_carried = slip.from.is_some();
        (Reverse(cost(slip.cause)), name(slip.cause), is_carried, slip.finish, name(slip.milestone))
    });
}
