//! What a link asks of its successor, and what a successor allows its predecessor.

use super::{Dates, Inputs, Plan};
use crate::graph::LinkId;
use crate::model::{LagDays, Link};
use crate::time::{Day, Instant};

/// Returns the instant before which a link does not let its successor start, or for FF and SF finish, not
/// yet snapped to the successor's working time. [`Instant::NONE`] where it binds nothing.
///
/// Nothing where the predecessor has no such date, or the lag leads beyond 2199.
pub(super) fn bound(plan: Plan<'_>, inputs: &Inputs, dates: &Dates, id: LinkId) -> Option<Instant> {
    let [end, start] = bounds(plan, inputs, dates, id)?;
    Some(end.max(start))
}

/// Returns the same by side: the latest bound at the end of a day, and the latest at the start of one.
///
/// Only what is cancelled passes on both: a start side that an FF or SF link takes back to a working end may
/// then lie before an end that came earlier, and must not hide it.
pub(super) fn bounds(plan: Plan<'_>, inputs: &Inputs, dates: &Dates, id: LinkId) -> Option<[Instant; 2]> {
    let link = plan.network.link(id);
    let anchors = if inputs.task(link.from).is_cancelled() {
        dates.passes(link.from)?
    } else if link.kind.from_start() {
        [dates.start(link.from)?, Instant::NONE]
    } else {
        [dates.finish(link.from)?, Instant::NONE]
    };
    let mut bounds = [Instant::NONE; 2];
    for anchor in anchors.into_iter().filter(|anchor| anchor.is_some()) {
        let bound = bound_from(plan, inputs, link, anchor)?;
        let side = usize::from(!bound.is_end());
        bounds[side] = bounds[side].max(bound);
    }
    Some(bounds)
}

/// Returns the bound of a link that hangs on an instant of its predecessor.
pub(super) fn bound_from(plan: Plan<'_>, inputs: &Inputs, link: &Link, anchor: Instant) -> Option<Instant> {
    let lag = counted_lag(inputs, link);
    if !link.kind.holds_finish() {
        return moved(plan, link, lag, anchor);
    }
    let from = plan.calendars.get(plan.network.full(link.from));
    let moved = moved(plan, link, lag, counted_from(inputs, from, link, anchor))?;
    if moved.is_end() {
        return Some(moved);
    }
    // A finish on a start side is one on the working end before it.
    let stepped = match lag {
        LagDays::Working(0) => from.last_end(moved),
        LagDays::Working(_) => plan.calendars.get(plan.network.base(link.to)).last_end(moved),
        LagDays::Elapsed(_) => Some(Instant::end_of(moved.last_day_before())),
    };
    Some(stepped.unwrap_or(moved))
}

/// Returns the lag that counts: a lead into or out of what is cancelled is none.
fn counted_lag(inputs: &Inputs, link: &Link) -> LagDays {
    let cancelled = inputs.task(link.from).is_cancelled() || inputs.task(link.to).is_cancelled();
    match link.lag {
        LagDays::Working(days) if cancelled => LagDays::Working(days.max(0)),
        LagDays::Elapsed(..0) if cancelled => LagDays::Working(0),
        lag => lag,
    }
}

/// Returns where links that hold a finish count an instant of their predecessor from: an event on a day off
/// from the working end before it.
fn counted_from(inputs: &Inputs, from: &crate::calendar::Calendar, link: &Link, anchor: Instant) -> Instant {
    let on_a_day_off = inputs.task(link.from).is_event() && !from.works(anchor.day());
    if on_a_day_off { from.last_end(anchor).unwrap_or(anchor) } else { anchor }
}

fn moved(plan: Plan<'_>, link: &Link, lag: LagDays, instant: Instant) -> Option<Instant> {
    match lag {
        // A calendar of slots begins with the first: what is led to before that is not held at all.
        LagDays::Working(days @ ..0) => {
            let slot = plan.calendars.get(plan.network.base(link.to)).lag(instant, days);
            Some(slot.unwrap_or_else(|| Instant::start_of(Day::FIRST)))
        }
        LagDays::Working(days) => plan.calendars.get(plan.network.base(link.to)).lag(instant, days),
        LagDays::Elapsed(days) => instant.plus_days(days),
    }
}

/// The latest instants that something allows: of those at the end of a day, and of those at the start.
///
/// The two differ where a start side counts as the working end before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Allowed {
    pub(super) end: Instant,
    pub(super) start: Instant,
}

impl Allowed {
    /// Everything.
    pub(super) const ALL: Self = Self { end: Instant::NEVER, start: Instant::NEVER };

    /// Returns what is not later than an instant, on either side of a day.
    pub(super) fn by(instant: Instant) -> Self {
        Self { end: instant, start: instant }
    }

    /// Returns what both allow.
    #[must_use]
    pub(super) fn and(self, other: Self) -> Self {
        Self { end: self.end.min(other.end), start: self.start.min(other.start) }
    }

    fn map(self, f: impl Fn(Instant) -> Option<Instant>) -> Self {
        // Only a calendar without any earlier working day has no answer; then the limit itself holds.
        let f = |instant: Instant| {
            if instant == Instant::NEVER { instant } else { f(instant).unwrap_or(instant) }
        };
        Self { end: f(self.end), start: f(self.start) }
    }
}

/// Returns which instants of the predecessor's end of a link keep its bound within what the successor allows:
/// the inverse of [`bound`].
pub(super) fn latest(plan: Plan<'_>, inputs: &Inputs, link: &Link, allowed: Allowed) -> Allowed {
    let lag = counted_lag(inputs, link);
    let base = plan.calendars.get(plan.network.base(link.to));
    let allowed = match link.kind.holds_finish() {
        true => before_step(plan, link, lag, allowed.end),
        false => allowed,
    };
    match lag {
        LagDays::Working(0) => allowed,
        // What is moved on lies at the end of a day, what is moved back at its start.
        LagDays::Working(days @ 1..) => Allowed::by(allowed.end).map(|limit| {
            // Where a lag takes more slots than come before a limit nothing would do; and nothing later than for a later limit, for which the
            // first slot is early enough.
            let first = || base.nth(0).map(|first| Instant::start_of(first).min(limit));
            base.before_lag(limit, days).or_else(first)
        }),
        LagDays::Working(days) => Allowed::by(allowed.start).map(|limit| base.before_lag(limit, days)),
        // A lead that reaches past 2199 binds nothing.
        LagDays::Elapsed(days) => {
            allowed.map(|limit| Some(limit.plus_days(days.saturating_neg()).unwrap_or(Instant::NEVER)))
        }
    }
}

/// Returns the latest instants that, a start side taken back to the working end before it, are not after a
/// limit.
fn before_step(plan: Plan<'_>, link: &Link, lag: LagDays, limit: Instant) -> Allowed {
    if limit == Instant::NEVER {
        return Allowed::ALL;
    }
    let counted_in = match lag {
        LagDays::Working(0) => plan.network.full(link.from),
        LagDays::Working(_) => plan.network.base(link.to),
        LagDays::Elapsed(_) => {
            return Allowed { end: limit, start: Instant::start_of(limit.first_day_after()) };
        }
    };
    let calendar = plan.calendars.get(counted_in);
    if calendar.last_end(limit).is_none() {
        // A start before which nothing was worked stays where it is.
        return Allowed::by(limit);
    }
    // Where no working day follows, every later start counts from before the limit.
    Allowed { end: limit, start: calendar.next_start(limit).unwrap_or(Instant::end_of(Day::LAST)) }
}
