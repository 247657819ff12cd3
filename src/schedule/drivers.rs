//! What gives a milestone its date.

use super::inputs::State;
use super::links::{bound, bound_from, bounds};
use super::{Dates, Inputs, Plan};
use crate::graph::LinkId;
use crate::model::{Link, MilestoneId};
use crate::time::Instant;

/// Something that alone gives a milestone its early date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Driver {
    /// A dependency.
    Link(LinkId),
    /// Something else.
    Hold(Hold),
}

/// What can hold a date besides a dependency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Hold {
    /// Nothing that is not done can lie before the as-of day.
    DataDate,
    /// The program's `start`.
    ProgramStart,
    /// `not_before`, or the first day of a planned window.
    NotBefore,
    /// `blocked.until`.
    BlockedUntil,
    /// The owner's `eta`.
    Eta,
    /// The due date on which an event stands.
    Due,
    /// It happened.
    Actual,
}

impl Hold {
    /// Returns the word that reports and JSON use.
    pub fn word(self) -> &'static str {
        match self {
            Self::DataDate => "data-date",
            Self::ProgramStart => "program-start",
            Self::NotBefore => "not-before",
            Self::BlockedUntil => "blocked-until",
            Self::Eta => "eta",
            Self::Due => "due",
            Self::Actual => "actual",
        }
    }
}

/// Returns where a link leaves the start of its successor, or for FF and SF its finish, if it alone counted:
/// its bound, snapped to the successor's working time. Nothing where it binds nothing.
fn snapped(plan: Plan<'_>, inputs: &Inputs, dates: &Dates, link: LinkId) -> Option<Instant> {
    let bound = bound(plan, inputs, dates, link)?.some()?;
    snapped_bound(plan, inputs, dates, plan.network.link(link), bound)
}

fn snapped_bound(
    plan: Plan<'_>,
    inputs: &Inputs,
    dates: &Dates,
    link: &Link,
    bound: Instant,
) -> Option<Instant> {
    let task = inputs.task(link.to);
    if task.is_cancelled() {
        return Some(bound);
    }
    let full = plan.calendars.get(plan.network.full(link.to));
    if !task.is_work {
        return full.event_position(bound);
    }
    if !link.kind.holds_finish() {
        return full.next_start(bound);
    }
    if dates.eta_is_valid(link.to) {
        return full.next_end(bound);
    }
    full.block_not_before(bound, task.left).map(|(_, finish)| finish)
}

fn snap(plan: Plan<'_>, inputs: &Inputs, id: MilestoneId, bound: Instant) -> Option<Instant> {
    let full = plan.calendars.get(plan.network.full(id));
    if inputs.task(id).is_work { full.next_start(bound) } else { full.event_position(bound) }
}

/// Returns the instant that bounds on a milestone's start are compared with: where its work, or what is left
/// of it, begins.
fn anchor(dates: &Dates, id: MilestoneId) -> Option<Instant> {
    dates.remaining_start(id).or_else(|| dates.start(id))
}

/// Returns the instant of its successor that a link is compared with.
fn held(plan: Plan<'_>, inputs: &Inputs, dates: &Dates, link: LinkId) -> Option<Instant> {
    let link = plan.network.link(link);
    if inputs.task(link.to).is_cancelled() {
        return dates.passes(link.to).map(|[end, start]| end.max(start));
    }
    if link.kind.holds_finish() { dates.finish(link.to) } else { anchor(dates, link.to) }
}

/// Whether the eta alone gives the finish of something unfinished: then no start drives. One that is void lies
/// before any finish.
fn eta_decides(inputs: &Inputs, dates: &Dates, id: MilestoneId) -> bool {
    let task = inputs.task(id);
    task.is_work && task.eta.is_some_and(|eta| dates.finish(id) == Some(Instant::end_of(eta)))
}

pub(super) fn drives(plan: Plan<'_>, inputs: &Inputs, dates: &Dates, link: LinkId) -> bool {
    let ends = plan.network.link(link);
    let task = inputs.task(ends.to);
    if task.is_cancelled() {
        return drives_point(plan, inputs, dates, link) != [false; 2];
    }
    if !task.is_unfinished() || !ends.kind.holds_finish() && eta_decides(inputs, dates, ends.to) {
        return false;
    }
    let snapped = snapped(plan, inputs, dates, link);
    snapped.is_some() && snapped == held(plan, inputs, dates, link)
}

/// Returns which bounds that a cancelled milestone passes on a link into it gives: that at the end of a day, and
/// that at the start of one.
pub(super) fn drives_point(plan: Plan<'_>, inputs: &Inputs, dates: &Dates, link: LinkId) -> [bool; 2] {
    let point = dates.passes(plan.network.link(link).to);
    let Some((bounds, point)) = bounds(plan, inputs, dates, link).zip(point) else { return [false; 2] };
    [0, 1].map(|side: usize| bounds[side].is_some() && bounds[side] == point[side])
}

/// Returns which of the bounds that a cancelled predecessor passes on give the date of a link's successor, or,
/// where that is cancelled too, those of its bounds that are `wanted`.
pub(super) fn driving_sides(
    plan: Plan<'_>,
    inputs: &Inputs,
    dates: &Dates,
    link: LinkId,
    wanted: [bool; 2],
) -> [bool; 2] {
    let ends = plan.network.link(link);
    let Some(point) = dates.passes(ends.from) else { return [false; 2] };
    let to = dates.passes(ends.to).filter(|_| inputs.task(ends.to).is_cancelled());
    point.map(|anchor| {
        let bound = anchor.some().and_then(|anchor| bound_from(plan, inputs, ends, anchor));
        bound.is_some_and(|bound| match to {
            Some(to) => wanted[usize::from(!bound.is_end())] && to.contains(&bound),
            None => {
                let snapped = snapped_bound(plan, inputs, dates, ends, bound);
                snapped.is_some() && snapped == held(plan, inputs, dates, link)
            }
        })
    })
}

pub(super) fn slack(plan: Plan<'_>, inputs: &Inputs, dates: &Dates, link: LinkId) -> Option<i32> {
    let full = plan.calendars.get(plan.network.full(plan.network.link(link).to));
    Some(full.between(snapped(plan, inputs, dates, link)?, held(plan, inputs, dates, link)?))
}

pub(super) fn of(plan: Plan<'_>, inputs: &Inputs, dates: &Dates, id: MilestoneId) -> Vec<Driver> {
    let task = inputs.task(id);
    let Some(at) = anchor(dates, id) else { return Vec::new() };
    if matches!(task.state, State::Done { .. }) {
        return vec![Driver::Hold(Hold::Actual)];
    }
    let links = plan.network.predecessors(id).filter(|link| drives(plan, inputs, dates, *link));
    let mut drivers: Vec<Driver> = links.map(Driver::Link).collect();
    if eta_decides(inputs, dates, id) {
        drivers.push(Driver::Hold(Hold::Eta));
        return drivers;
    }
    let as_of = inputs.as_of;
    let stands = task.stands_on.map(|due| Instant::end_of(due.max(as_of)));
    let mut hold = |hold, instant: Option<Instant>| {
        if instant == Some(at) {
            drivers.push(Driver::Hold(hold));
        }
    };
    let snap = |instant| snap(plan, inputs, id, instant);
    match stands {
        // Once its due date is past, an event waits at the end of the as-of day.
        Some(_) if task.stands_on < Some(as_of) => hold(Hold::DataDate, stands),
        Some(_) => {}
        None => hold(Hold::DataDate, snap(Instant::start_of(as_of))),
    }
    if stands.is_none() && !task.is_started() {
        hold(Hold::ProgramStart, task.program_start.and_then(|day| snap(Instant::start_of(day))));
    }
    if !task.is_started() {
        hold(Hold::NotBefore, task.not_before.and_then(|day| snap(Instant::start_of(day))));
    }
    hold(Hold::BlockedUntil, task.blocked_until.and_then(|day| snap(Instant::end_of(day))));
    if !task.is_work {
        hold(Hold::Eta, task.eta.and_then(|eta| snap(Instant::end_of(eta.max(as_of)))));
    }
    if task.stands_on >= Some(as_of) {
        hold(Hold::Due, stands);
    }
    drivers
}
