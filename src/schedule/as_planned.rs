//! How late an input may be without moving what waits for it.

use super::row::Bounds;
use super::{Dated, Scheduled};
use crate::graph::LinkId;
use crate::model::MilestoneId;
use crate::time::{Day, Instant};

/// How far ahead is looked, in civil days.
const FAR: i32 = 10 * 366;

impl Scheduled<'_> {
    /// Returns the latest instant of a link's end at its predecessor with which that link alone
    /// lets its successor finish as planned. [`Instant::NEVER`] if none within ten years is too
    /// late; `None` if either has no dates.
    pub fn latest_as_planned(&self, link: LinkId) -> Option<Instant> {
        let (dated, link) = (self.dated(), self.network.link(link));
        let planned = self.dates.finish(link.to)?;
        let now = dated.origin(link)?;
        let first = now.day();
        let at = |step: i32| {
            let (day, is_end) = (first.plus(step.div_euclid(2)), step.rem_euclid(2) == 1);
            if is_end { Instant::end_of(day) } else { Instant::start_of(day) }
        };
        let is_soon_enough = |step: i32| {
            let bound = dated.plan.bound_from(link, at(step));
            bound
                .and_then(|bound| finish(dated, link.to, link.kind.holds_finish(), bound))
                .is_some_and(|finish| finish <= planned)
        };
        let (mut good, mut bad) = (i32::from(now.is_end()), 2 * FAR.min(Day::LAST.since(first)));
        if is_soon_enough(bad) {
            return Some(Instant::NEVER);
        }
        while bad - good > 1 {
            let middle = good + (bad - good) / 2;
            if is_soon_enough(middle) { good = middle } else { bad = middle }
        }
        Some(at(good))
    }
}

/// Returns the finish of a milestone under one bound.
fn finish(dated: Dated<'_>, id: MilestoneId, holds_finish: bool, bound: Instant) -> Option<Instant> {
    let (start, finish) = if holds_finish { (Instant::NONE, bound) } else { (bound, Instant::NONE) };
    Some(dated.plan.row(id).place(Bounds { start, finish })?.finish)
}
