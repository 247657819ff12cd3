//! Total and free float, and late dates as they are printed.

use super::backward::Late;
use super::links::latest;
use super::{Dates, Inputs, Plan};
use crate::calendar::Calendar;
use crate::model::LinkKind;
use crate::model::MilestoneId;
use crate::time::{Day, Instant};

/// Returns the smaller of start and finish float; only the finish float of what has started.
pub(super) fn total(
    plan: Plan<'_>,
    inputs: &Inputs,
    dates: &Dates,
    late: &Late,
    id: MilestoneId,
) -> Option<i32> {
    let full = plan.calendars.get(plan.network.full(id));
    let task = inputs.task(id);
    if !task.is_unfinished() {
        return None;
    }
    let finish = late.finish[id.index()].instant.some();
    let finish = finish.and_then(|late| Some(full.between(dates.finish(id)?, late)));
    let start = late.start[id.index()].instant.some().filter(|_| task.is_work && !task.is_started());
    let start = start.and_then(|late| Some(full.between(dates.start(id)?, late)));
    match (start, finish) {
        (Some(start), Some(finish)) => Some(start.min(finish)),
        (start, finish) => start.or(finish),
    }
}

/// Returns the float towards targets that are not forecasts of the milestone's own: like [`total`], with events
/// at the start of a day as they are printed.
pub(super) fn towards(
    plan: Plan<'_>,
    inputs: &Inputs,
    dates: &Dates,
    late: &Late,
    id: MilestoneId,
) -> Option<i32> {
    if inputs.task(id).is_work {
        return total(plan, inputs, dates, late, id);
    }
    let full = plan.calendars.get(plan.network.full(id));
    let limit = late.finish[id.index()].instant.some()?;
    Some(event_slip(full, dates.finish(id)?, limit))
}

/// Returns the working days that an event can move and still lie, as printed, at or before an instant.
///
/// At the end of a day: the working time between. At the start of a day it moves from working start to
/// working start, so that it is 0 on the day of the limit and negative after it.
pub(super) fn event_slip(full: &Calendar, event: Instant, limit: Instant) -> i32 {
    let limit = if event.is_end() { Some(limit) } else { full.last_start(limit) };
    full.between(event, limit.unwrap_or(event))
}

/// Returns the free float towards unfinished successors that have dates; nothing where there are none.
pub(super) fn free(plan: Plan<'_>, inputs: &Inputs, dates: &Dates, id: MilestoneId) -> Option<i32> {
    if !inputs.task(id).is_unfinished() {
        return None;
    }
    let (start, finish) = (dates.start(id)?, dates.finish(id)?);
    let full = plan.calendars.get(plan.network.full(id));
    let is_work = inputs.task(id).is_work;
    let mut free: Option<i32> = None;
    for link in plan.network.successors(id) {
        let link = plan.network.link(link);
        let Some(limit) = unmoved(plan, inputs, dates, link.to) else { continue };
        let limit = latest(plan, link, limit);
        let slip = match link.kind {
            _ if limit == Instant::NEVER => continue,
            // What has started stays started.
            LinkKind::Ss if inputs.task(id).is_started() => continue,
            _ if !is_work => event_slip(full, finish, limit),
            LinkKind::Fs => full.between(finish, limit),
            LinkKind::Ss => full.last_start(limit).map_or(0, |limit| full.between(start, limit)),
        };
        free = Some(free.map_or(slip, |least| least.min(slip)));
    }
    free.map(|days| days.max(0))
}

/// Returns the latest bound that leaves an unfinished milestone's early dates as they are.
fn unmoved(plan: Plan<'_>, inputs: &Inputs, dates: &Dates, id: MilestoneId) -> Option<Instant> {
    let task = inputs.task(id);
    if !task.is_unfinished() {
        return None;
    }
    let full = plan.calendars.get(plan.network.full(id));
    if !task.is_work {
        return full.last_event_position(dates.finish(id)?);
    }
    match dates.remaining_start(id) {
        // Its finish is held by the eta as long as a working day is left before it.
        Some(_) if dates.eta_is_valid(id) => full.last_start(dates.finish(id)?),
        Some(resume) => Some(resume),
        None => dates.start(id),
    }
}

/// Returns late start and late finish as printed.
///
/// Events lie, with float 0, where they are forecast; at the end of a day, on the working end before their
/// late instant; else on its day.
pub(super) fn late_dates(
    plan: Plan<'_>,
    inputs: &Inputs,
    dates: &Dates,
    late: &Late,
    id: MilestoneId,
) -> (Option<Day>, Option<Day>) {
    let Some(float) = total(plan, inputs, dates, late, id) else { return (None, None) };
    let full = plan.calendars.get(plan.network.full(id));
    let (start, finish) = (late.start[id.index()].instant.some(), late.finish[id.index()].instant.some());
    let task = inputs.task(id);
    if !task.is_work {
        let early = dates.finish(id);
        let at = match (early, finish) {
            (Some(early), _) if float == 0 => Some(early),
            (Some(early), Some(finish)) if early.is_end() => full.last_end(finish),
            _ => finish.and_then(|finish| full.last_event_position(finish)),
        };
        return (at.map(Instant::day), at.map(Instant::day));
    }
    let finish = match finish {
        Some(instant) if dates.eta_is_valid(id) => {
            let early = dates.finish(id).filter(|early| full.between(*early, instant) == 0);
            early.or_else(|| full.last_end(instant))
        }
        finish => finish,
    };
    (start.filter(|_| !task.is_started()).map(Instant::day), finish.map(Instant::day))
}
