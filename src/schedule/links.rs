//! The bound that a link puts on its successor, and the limit that a successor puts on its
//! predecessor.
//!
//! Forward, a link takes an instant of its predecessor (its start for SS and SF, its finish for FS
//! and FF) and adds the lag. The result is a **bound**: the successor does not start before it (FS,
//! SS), or does not finish before it (FF, SF). Example: `a` ends on Friday evening and `b` waits
//! for it `+2d`, so the bound is Tuesday evening and `b` starts on Wednesday morning. Bounds are
//! not snapped to working time here; the successor's row does that. A lag in working days counts in
//! the successor's base calendar, in which its leave and freezes are ordinary days: waiting is not
//! work.
//!
//! Backward, [`Plan::latest`] undoes this: given the latest bound that the successor allows, it
//! returns the latest instant of the predecessor's end of the link. Several instants can lead to
//! the same bound, so it returns the last of them: with a lag of `+1d`, Friday evening, Saturday
//! and Sunday all give Monday evening.
//!
//! Two things make both directions harder than adding days:
//! - An instant is the start or the end of a day. An event may lie at the start of a day; a finish
//!   may not. If a link holds a finish (FF, SF), a bound at the start of a day therefore steps back
//!   to the working end before it.
//! - A cancelled milestone is not placed. It passes on two bounds, the latest at the end of a day
//!   and the latest at the start of one, because only the next link decides which of them counts.

use super::{Dated, Plan};
use crate::graph::LinkId;
use crate::model::{LagDays, Link};
use crate::time::{Day, Instant};

impl Dated<'_> {
    /// Returns the instant before which a link does not let its successor start, or for FF and SF
    /// finish, not yet snapped to working time. [`Instant::NONE`] if the link imposes no bound.
    ///
    /// `None` if the predecessor has no such date, or the lag leads beyond 2199.
    pub(super) fn bound(self, id: LinkId) -> Option<Instant> {
        let [end, start] = self.bounds(id)?;
        Some(end.max(start))
    }

    /// Returns the bounds separately: the latest at the end of a day, and the latest at the start
    /// of one.
    ///
    /// Only cancelled predecessors have both. An FF or SF link may step the start-of-day bound back
    /// to a working end before the other bound, so that neither may replace the other.
    pub(super) fn bounds(self, id: LinkId) -> Option<[Instant; 2]> {
        let link = self.plan.network.link(id);
        self.sided(link, self.anchors(link)?)
    }

    /// Returns the instants from which a link counts.
    fn anchors(self, link: &Link) -> Option<[Instant; 2]> {
        Some(match self.plan.task(link.from).is_cancelled() {
            true => self.dates.passes(link.from)?,
            false => [self.origin(link)?, Instant::NONE],
        })
    }

    /// Returns the instant from which a link out of a milestone that is not cancelled counts.
    pub(super) fn origin(self, link: &Link) -> Option<Instant> {
        if link.kind.from_start() { self.dates.start(link.from) } else { self.dates.finish(link.from) }
    }

    /// Returns the bounds that a link derives from instants of its predecessor: the latest at the
    /// end of a day, and the latest at the start of one.
    pub(super) fn sided(self, link: &Link, anchors: [Instant; 2]) -> Option<[Instant; 2]> {
        let mut bounds = [Instant::NONE; 2];
        for anchor in anchors.into_iter().filter(|anchor| anchor.is_some()) {
            let bound = self.plan.bound_from(link, anchor)?;
            let side = usize::from(!bound.is_end());
            bounds[side] = bounds[side].max(bound);
        }
        Some(bounds)
    }

    /// Returns the first and the last day of a link's lag in working days; `None` without one.
    pub(super) fn lag_days(self, id: LinkId) -> Option<(Day, Day)> {
        let link = self.plan.network.link(id);
        let lag = self.plan.counted_lag(link);
        if !matches!(lag, LagDays::Working(1..)) {
            return None;
        }
        let anchors = self.anchors(link)?.into_iter().filter(|anchor| anchor.is_some());
        let spans = anchors.filter_map(|anchor| Some((self.plan.after_lag(link, lag, anchor)?, anchor)));
        let (end, anchor) = spans.max()?;
        Some((anchor.first_day_after(), end.last_day_before()))
    }
}

impl Plan<'_> {
    /// Returns the bound that a link derives from an instant of its predecessor.
    pub(super) fn bound_from(self, link: &Link, anchor: Instant) -> Option<Instant> {
        let lag = self.counted_lag(link);
        if !link.kind.holds_finish() {
            return self.after_lag(link, lag, anchor);
        }
        let from = self.full(link.from);
        let moved = self.after_lag(link, lag, self.counted_from(link, anchor))?;
        if moved.is_end() {
            return Some(moved);
        }
        // A finish at the start of a day counts as one at the working end before it.
        let stepped = match lag {
            LagDays::Working(0) => from.last_end(moved),
            LagDays::Working(_) => self.base(link.to).last_end(moved),
            LagDays::Elapsed(_) => Some(Instant::end_of(moved.last_day_before())),
        };
        Some(stepped.unwrap_or(moved))
    }

    /// Returns the effective lag: a lead into or out of a cancelled milestone counts as 0.
    fn counted_lag(self, link: &Link) -> LagDays {
        let cancelled = self.task(link.from).is_cancelled() || self.task(link.to).is_cancelled();
        match link.lag {
            LagDays::Working(days) if cancelled => LagDays::Working(days.max(0)),
            LagDays::Elapsed(..0) if cancelled => LagDays::Working(0),
            lag => lag,
        }
    }

    /// Returns the instant from which a link that holds a finish counts: for an event on a day off,
    /// the working end before.
    fn counted_from(self, link: &Link, anchor: Instant) -> Instant {
        let from = self.full(link.from);
        let on_a_day_off = self.task(link.from).is_event() && !from.works(anchor.day());
        if on_a_day_off { from.last_end(anchor).unwrap_or(anchor) } else { anchor }
    }

    /// Returns an instant moved by a lag, which counts in the successor's base calendar.
    ///
    /// `None` beyond 2199.
    fn after_lag(self, link: &Link, lag: LagDays, instant: Instant) -> Option<Instant> {
        match lag {
            // A slot calendar begins with its first slot; a lead past that point imposes no bound.
            LagDays::Working(days @ ..0) => {
                let slot = self.base(link.to).lag(instant, days);
                Some(slot.unwrap_or_else(|| Instant::start_of(Day::FIRST)))
            }
            LagDays::Working(days) => self.base(link.to).lag(instant, days),
            LagDays::Elapsed(days) => instant.plus_days(days),
        }
    }

    /// Returns the latest instants of a link's predecessor whose bound is within what the successor
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
            // A positive lag ends at the end of a day, a lead at the start of one.
            LagDays::Working(days @ 1..) => Allowed::by(allowed.end).map(|limit| {
                // Too few working days before `limit`: fall back to the first, so the result stays
                // monotonic.
                let first = || base.nth(0).map(|first| Instant::start_of(first).min(limit));
                base.before_lag(limit, days).or_else(first)
            }),
            LagDays::Working(days) => Allowed::by(allowed.start).map(|limit| base.before_lag(limit, days)),
            // A lead that reaches past 2199 imposes no bound.
            LagDays::Elapsed(days) => {
                allowed.map(|limit| Some(limit.plus_days(days.saturating_neg()).unwrap_or(Instant::NEVER)))
            }
        }
    }

    /// Returns the latest instants that are not after a limit once a start of a day has stepped
    /// back to the working end before it.
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
            // If nothing was worked before a start, it does not step back.
            return Allowed::by(limit);
        }
        // If no working day follows, every later start steps back to before the limit.
        Allowed { end: limit, start: calendar.next_start(limit).unwrap_or(Instant::end_of(Day::LAST)) }
    }
}

/// The latest allowed instants: one for ends of days, one for starts of days.
///
/// They differ where a start of a day counts as the working end before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Allowed {
    pub(super) end: Instant,
    pub(super) start: Instant,
}

impl Allowed {
    /// No limit.
    pub(super) const ALL: Self = Self { end: Instant::NEVER, start: Instant::NEVER };

    /// Allows everything up to an instant, on either side of a day.
    pub(super) fn by(instant: Instant) -> Self {
        Self { end: instant, start: instant }
    }

    /// Returns what both allow.
    #[must_use]
    pub(super) fn and(self, other: Self) -> Self {
        Self { end: self.end.min(other.end), start: self.start.min(other.start) }
    }

    fn map(self, f: impl Fn(Instant) -> Option<Instant>) -> Self {
        // `f` fails only if the calendar has no earlier working day; then the limit itself is used.
        let f = |instant: Instant| {
            if instant == Instant::NEVER { instant } else { f(instant).unwrap_or(instant) }
        };
        Self { end: f(self.end), start: f(self.start) }
    }
}
