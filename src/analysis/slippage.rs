//! What moved against what was promised: who caused it, and who carries it.

use super::Assessment;
use super::forecast::workdays_between;
use crate::model::MilestoneId;
use crate::schedule::Driver;
use crate::time::Day;

/// Done milestones stay in the report for so many civil days.
const DONE_STAYS: i32 = 30;

/// One late milestone.
#[derive(Debug, Clone)]
pub struct Slip {
    /// The milestone.
    pub milestone: MilestoneId,
    /// What was first promised.
    pub original: Day,
    /// What is promised now.
    pub due: Day,
    /// Forecast or actual.
    pub finish: Day,
    /// Whether the forecast is a floor.
    pub is_floor: bool,
    /// Forecast or actual against the original promise, in base working days.
    pub variance: i32,
    /// The part that comes from the first late milestone behind it.
    pub carried: i32,
    /// The rest.
    pub own: i32,
    /// The late milestone it carries from; none for a cause.
    pub from: Option<MilestoneId>,
    /// The cause at the end of the chain of slips; itself for a cause.
    pub cause: MilestoneId,
    /// Whether it should have started by now: everything before it is done and past.
    pub late_start: bool,
}

/// Returns the late milestones: causes first, each followed by what it does to others, by the days it costs.
///
/// Late = after the original promise by printed dates, or overdue. Done-late ones stay for thirty days, and
/// as long as something carries from them.
pub fn analyze(assessment: &Assessment<'_>) -> Vec<Slip> {
    let workspace = assessment.workspace;
    let late: Vec<Option<i32>> =
        workspace.milestone_ids().map(|id| variance_if_late(assessment, id)).collect();
    let mut slips: Vec<Slip> =
        workspace.milestone_ids().filter_map(|id| slip(assessment, &late, id)).collect();
    let mut from: Vec<Option<MilestoneId>> = vec![None; workspace.milestones.len()];
    for slip in &slips {
        from[slip.milestone.index()] = slip.from;
    }
    for slip in &mut slips {
        slip.cause = root(&from, slip.milestone);
    }
    let carriers: Vec<MilestoneId> =
        slips.iter().filter(|slip| slip.from.is_some()).map(|slip| slip.cause).collect();
    slips.retain(|slip| {
        let done = assessment.workspace.milestone(slip.milestone).done;
        let recent = done.is_none_or(|done| assessment.as_of().since(done) <= DONE_STAYS);
        recent || carriers.contains(&slip.milestone) || slips_through(assessment, slip)
    });
    sort(assessment, &mut slips);
    slips
}

fn slips_through(assessment: &Assessment<'_>, slip: &Slip) -> bool {
    slip.from.is_some() && assessment.workspace.milestone(slip.milestone).is_unfinished()
}

/// Returns the variance against the original promise where the milestone is late.
fn variance_if_late(assessment: &Assessment<'_>, id: MilestoneId) -> Option<i32> {
    let milestone = assessment.workspace.milestone(id);
    let forecast = assessment.forecast(id);
    let original = milestone.promise.original()?;
    let late = forecast.finish? > original || forecast.overdue > 0;
    late.then_some(forecast.variance_workdays).flatten()
}

fn slip(assessment: &Assessment<'_>, late: &[Option<i32>], id: MilestoneId) -> Option<Slip> {
    let variance = late[id.index()]?;
    let milestone = assessment.workspace.milestone(id);
    let forecast = assessment.forecast(id);
    let from = late_behind(assessment, late, id);
    let carried = from.and_then(|from| late[from.index()]).map_or(0, |theirs| theirs.min(variance).max(0));
    Some(Slip {
        milestone: id,
        original: milestone.promise.original()?,
        due: milestone.promise.due.or(milestone.promise.original())?,
        finish: forecast.finish?,
        is_floor: forecast.floor.is_some(),
        variance,
        carried,
        own: variance - carried,
        from,
        cause: id,
        late_start: is_late_start(assessment, id),
    })
}

/// Returns the first late milestone back along the driving chain, done-late ones included.
fn late_behind(assessment: &Assessment<'_>, late: &[Option<i32>], id: MilestoneId) -> Option<MilestoneId> {
    let mut at = id;
    loop {
        at = driving_predecessor(assessment, at)?;
        if late[at.index()].is_some() {
            return Some(at);
        }
    }
}

/// Returns the predecessor whose link drives a milestone: of several the one with the largest slip, then the
/// smallest id.
fn driving_predecessor(assessment: &Assessment<'_>, id: MilestoneId) -> Option<MilestoneId> {
    let drivers = assessment.schedule.drivers(assessment.plan(), id);
    let links = drivers.into_iter().filter_map(|driver| match driver {
        Driver::Link(link) => Some(assessment.network.link(link).from),
        Driver::Hold(_) => None,
    });
    links.min_by_key(|from| {
        let slip = assessment.forecast(*from).variance_workdays.unwrap_or(i32::MIN);
        (std::cmp::Reverse(slip), &assessment.workspace.milestone(*from).full_id)
    })
}

/// Follows the slips back to the first. Each step goes back along the network, which has no cycle among dated
/// milestones.
fn root(from: &[Option<MilestoneId>], id: MilestoneId) -> MilestoneId {
    std::iter::successors(Some(id), |at| from[at.index()]).last().unwrap_or(id)
}

fn is_late_start(assessment: &Assessment<'_>, id: MilestoneId) -> bool {
    let milestone = assessment.workspace.milestone(id);
    let as_of = assessment.as_of();
    let program_start = assessment.workspace.program(milestone.program).start;
    let mut predecessors = assessment.network.predecessors(id).map(|link| assessment.network.link(link).from);
    milestone.is_work()
        && milestone.is_unfinished()
        && milestone.started.is_none()
        && program_start.is_none_or(|start| start < as_of)
        && predecessors.all(|from| assessment.workspace.milestone(from).done.is_some_and(|done| done < as_of))
}

/// Causes by what they cost in all, largest first; behind each what carries it, in the order of time.
fn sort(assessment: &Assessment<'_>, slips: &mut [Slip]) {
    let cost = |cause: MilestoneId| -> i32 { assessment.forecast(cause).variance_workdays.unwrap_or(0) };
    let name = |id: MilestoneId| &assessment.workspace.milestone(id).full_id;
    slips.sort_by(|a, b| {
        let key = |slip: &Slip| {
            (
                std::cmp::Reverse(cost(slip.cause)),
                slip.cause,
                slip.from.is_some(),
                slip.finish,
                slip.milestone,
            )
        };
        let (a_key, b_key) = (key(a), key(b));
        (a_key.0, name(a_key.1), a_key.2, a_key.3, name(a_key.4)).cmp(&(
            b_key.0,
            name(b_key.1),
            b_key.2,
            b_key.3,
            name(b_key.4),
        ))
    });
}

/// Returns how far a promise was moved since it was first made, in base working days.
pub fn promise_moved_by(assessment: &Assessment<'_>, slip: &Slip) -> i32 {
    let base = assessment.workspace.calendars.get(assessment.workspace.milestone(slip.milestone).base);
    workdays_between(base, slip.original, slip.due)
}
