//! What a link asks of its successor, and what a successor allows its predecessor.

use super::{Dates, Plan};
use crate::graph::LinkId;
use crate::model::LinkKind;
use crate::model::{LagDays, Link};
use crate::time::Instant;

/// Returns the instant before which a link does not let its successor start, not yet snapped to the
/// successor's working time.
///
/// Nothing where the predecessor has no such date, or the lag leads beyond 2199.
pub(super) fn bound(plan: Plan<'_>, dates: &Dates, id: LinkId) -> Option<Instant> {
    let link = plan.network.link(id);
    let anchor = match link.kind {
        LinkKind::Fs => dates.finish(link.from)?,
        LinkKind::Ss => dates.start(link.from)?,
    };
    match link.lag {
        LagDays::Working(0) => Some(anchor),
        LagDays::Working(days) => plan.calendars.get(plan.network.base(link.to)).lag(anchor, days),
        LagDays::Elapsed(days) => anchor.plus_days(days),
    }
}

/// Returns the latest instant of the predecessor's end of a link with which its bound is not after `limit`:
/// the inverse of [`bound`].
pub(super) fn latest(plan: Plan<'_>, link: &Link, limit: Instant) -> Instant {
    let moved = match link.lag {
        LagDays::Working(0) => Some(limit),
        LagDays::Working(days) => plan.calendars.get(plan.network.base(link.to)).before_lag(limit, days),
        // A lead that reaches past 2199 binds nothing.
        LagDays::Elapsed(days) => Some(limit.plus_days(days.saturating_neg()).unwrap_or(Instant::NEVER)),
    };
    // Only a calendar without any earlier working day has no answer; then the predecessor is held by the
    // limit itself.
    moved.unwrap_or(limit)
}
