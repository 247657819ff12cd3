//! What a link asks of its successor, and what a successor allows its predecessor.
//!
//! Forward, a link takes an instant of its predecessor (its start for SS and SF, its finish for FS and FF),
//! adds the lag, and so gives a **bound**: the successor does not start before it (FS, SS), or does not finish
//! before it (FF, SF). `a` ends on Friday evening, `b` waits for it `+2d`: the bound is Tuesday evening, and
//! `b` starts on Wednesday morning. A bound is not snapped to working time here; the successor's row does that.
//!
//! Backward, [`Plan::latest`] undoes this: given the latest bound that the successor can live with, it returns
//! the latest instant that the predecessor's end of the link may take. It is an inverse only in the sense of
//! "latest that still fits", because many instants lead to one bound: a lag of `+1d` from Friday evening, from
//! Saturday and from Sunday all give Monday evening.
//!
//! Two things make both directions harder than adding days:
//! - Instants have sides. An event may lie at the start of a day; a finish may not. Where a link holds a finish
//!   (FF, SF), a bound at the start of a day is therefore stepped back to the working end before it.
//! - A cancelled milestone is not placed. It hands its bounds on, the latest at the end of a day and the latest
//!   at the start of one, because which of the two counts is decided only by the link behind it.

use super::{Dated, Plan};
use crate::graph::LinkId;
use crate::model::{LagDays, Link};
use crate::time::{Day, Instant};

impl Dated<'_> {
    /// Returns the instant before which a link does not let its successor start, or for FF and SF finish, not
    /// yet snapped to the successor's working time. [`Instant::NONE`] where it binds nothing.
    ///
    /// Nothing where the predecessor has no such date, or the lag leads beyond 2199.
    pub(super) fn bound(self, id: LinkId) -> Option<Instant> {
        let [end, start] = self.bounds(id)?;
        Some(end.max(start))
    }

    /// Returns the same by side: the latest bound at the end of a day, and the latest at the start of one.
    ///
    /// Only what is cancelled passes on both: a start side that an FF or SF link takes back to a working end
    /// may then lie before an end that came earlier, and must not hide it.
    pub(super) fn bounds(self, id: LinkId) -> Option<[Instant; 2]> {
        let (plan, dates) = (self.plan, self.dates);
        let link = plan.network.link(id);
        let anchors = if plan.task(link.from).is_cancelled() {
            dates.passes(link.from)?
        } else if link.kind.from_start() {
            [dates.start(link.from)?, Instant::NONE]
        } else {
            [dates.finish(link.from)?, Instant::NONE]
        };
        let mut bounds = [Instant::NONE; 2];
        for anchor in anchors.into_iter().filter(|anchor| anchor.is_some()) {
            let bound = plan.bound_from(link, anchor)?;
            let side = usize::from(!bound.is_end());
            bounds[side] = bounds[side].max(bound);
        }
        Some(bounds)
    }
}

impl Plan<'_> {
    /// Returns the bound of a link that hangs on an instant of its predecessor.
    pub(super) fn bound_from(self, link: &Link, anchor: Instant) -> Option<Instant> {
        let lag = self.counted_lag(link);
        if !link.kind.holds_finish() {
            return self.moved(link, lag, anchor);
        }
        let from = self.full(link.from);
        let moved = self.moved(link, lag, self.counted_from(link, anchor))?;
        if moved.is_end() {
            return Some(moved);
        }
        // A finish on a start side is one on the working end before it.
        let stepped = match lag {
            LagDays::Working(0) => from.last_end(moved),
            LagDays::Working(_) => self.base(link.to).last_end(moved),
            LagDays::Elapsed(_) => Some(Instant::end_of(moved.last_day_before())),
        };
        Some(stepped.unwrap_or(moved))
    }

    /// Returns the lag that counts: a lead into or out of what is cancelled is none.
    fn counted_lag(self, link: &Link) -> LagDays {
        let cancelled = self.task(link.from).is_cancelled() || self.task(link.to).is_cancelled();
        match link.lag {
            LagDays::Working(days) if cancelled => LagDays::Working(days.max(0)),
            LagDays::Elapsed(..0) if cancelled => LagDays::Working(0),
            lag => lag,
        }
    }

    /// Returns where links that hold a finish count an instant of their predecessor from: an event on a day
    /// off from the working end before it.
    fn counted_from(self, link: &Link, anchor: Instant) -> Instant {
        let from = self.full(link.from);
        let on_a_day_off = self.task(link.from).is_event() && !from.works(anchor.day());
        if on_a_day_off { from.last_end(anchor).unwrap_or(anchor) } else { anchor }
    }

    fn moved(self, link: &Link, lag: LagDays, instant: Instant) -> Option<Instant> {
        match lag {
            // A calendar of slots begins with the first: what is led to before that is not held at all.
            LagDays::Working(days @ ..0) => {
                let slot = self.base(link.to).lag(instant, days);
                Some(slot.unwrap_or_else(|| Instant::start_of(Day::FIRST)))
            }
            LagDays::Working(days) => self.base(link.to).lag(instant, days),
            LagDays::Elapsed(days) => instant.plus_days(days),
        }
    }

    /// Returns which instants of the predecessor's end of a link keep its bound within what the successor
    /// allows: the inverse of [`Self::bound_from`].
    pub(super) fn latest(self, link: &Link, allowed: Allowed) -> Allowed {
        let lag = self.counted_lag(link);
        let base = self.base(link.to);
        let allowed = match link.kind.holds_finish() {
            true => self.before_step(link, allowed.end),
            false => allowed,
        };
        match lag {
            LagDays::Working(0) => allowed,
            // What is moved on lies at the end of a day, what is moved back at its start.
            LagDays::Working(days @ 1..) => Allowed::by(allowed.end).map(|limit| {
                // Where a lag takes more slots than come before a limit nothing would do; and nothing later than
                // for a later limit, for which the first slot is early enough.
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
    fn before_step(self, link: &Link, limit: Instant) -> Allowed {
        if limit == Instant::NEVER {
            return Allowed::ALL;
        }
        let calendar = match self.counted_lag(link) {
            LagDays::Working(0) => self.full(link.from),
            LagDays::Working(_) => self.base(link.to),
            LagDays::Elapsed(_) => {
                return Allowed { end: limit, start: Instant::start_of(limit.first_day_after()) };
            }
        };
        if calendar.last_end(limit).is_none() {
            // A start before which nothing was worked stays where it is.
            return Allowed::by(limit);
        }
        // Where no working day follows, every later start counts from before the limit.
        Allowed { end: limit, start: calendar.next_start(limit).unwrap_or(Instant::end_of(Day::LAST)) }
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
