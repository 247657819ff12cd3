//! Section 4: durations and remaining work.

use super::case::{Span, Unit};
use super::days::{Day, Instant, Side, start_of};
use super::early::{Bound, Plan};

/// A number of working days, or "elapsed `30ed` (civil days from a working start, may end on a
/// non-working day …)".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Block {
    pub count: i32,
    pub elapsed: bool,
}

impl Block {
    pub fn working(count: i32) -> Block {
        Block { count, elapsed: false }
    }
}

/// "Work left" of a milestone, and how it was derived.
#[derive(Clone, Copy, Debug, Default)]
pub struct Left {
    pub block: Block,
    pub assumed: i32,
    /// "work overrun (nothing left after progress, remaining and assumed work, or, with neither
    /// said, the duration used up)"
    pub overrun: bool,
}

/// "defaults as shown: … `assume_progress: 5d`"
const ASSUME_PROGRESS: i32 = 5;

impl Plan<'_> {
    /// The duration as entered; "base working days from `start` through `due`" of a planned window,
    /// at least 1; for other started work "the base working days from `started` through `due` (at
    /// least 1d)", or through `eta`; 0 for events; `None` if only `remaining` is given.
    pub fn size(&self, milestone: usize) -> Option<Block> {
        let m = self.milestone(milestone);
        if let Some(duration) = m.duration {
            return Some(self.counted(milestone, duration.likely()));
        }
        let span = match (m.window, m.started, m.due.or(m.eta)) {
            (Some(start), _, _) => Some((start, m.due.expect("the end of a window"))),
            (None, Some(started), Some(last)) => Some((started, last)),
            (None, Some(_), None) => return None,
            (None, None, _) => None,
        };
        let days = span.map_or(0, |(from, last)| self.base[milestone].through(from, last).max(1));
        Some(Block::working(days))
    }

    fn counted(&self, milestone: usize, span: Span) -> Block {
        Block { count: self.base[milestone].count_of(span), elapsed: span.unit == Unit::Elapsed }
    }

    /// The work from its early start, or from where the remaining work begins.
    pub fn block(&self, milestone: usize) -> Block {
        let early = self.early[milestone].as_ref();
        early.map_or_else(|| self.planned(milestone).block, |early| early.left.block)
    }

    /// All the work of what has not started.
    pub fn planned(&self, milestone: usize) -> Left {
        Left { block: self.size(milestone).unwrap_or_default(), ..Left::default() }
    }

    /// The work left of what has started, under the start bounds of what is left: what was said, less
    /// the "**Assumed worked** = the working days from where the work left begins (the latest of that
    /// day, `blocked.until` and its FS/SS bounds) to the as-of day (left out), at most
    /// `assume_progress` of them; none while `blocked` without an `until` still to come, none without
    /// `updated` …. With neither word: duration less the working days since the start. At least 1d."
    /// Of elapsed work, and of a `remaining` in elapsed days, civil days all through.
    pub fn left(&self, milestone: usize, bounds: &[Bound]) -> Left {
        let m = self.milestone(milestone);
        let Some(said) = self.said(milestone) else {
            let size = self.size(milestone).expect("a duration");
            let started = start_of(m.started.expect("a started milestone"));
            let unworked = size.count - self.passed(milestone, size.elapsed, started);
            let block = Block { count: unworked.max(1), ..size };
            return Left { block, assumed: 0, overrun: unworked <= 0 };
        };
        // With an `until` still to come, what is left begins after the as-of day.
        let assumes = m.updated.is_some() && m.blocked.is_none();
        let bound = bounds.iter().map(|bound| bound.at).max().filter(|_| assumes);
        // Work that must not be broken begins with the run that it needs.
        let begins = match said.elapsed {
            true => bound,
            false => bound.and_then(|bound| self.snapped(milestone, self.as_said(milestone), bound)),
        };
        let since = begins.map_or(0, |begins| self.passed(milestone, said.elapsed, begins));
        let most = self.case.assume_progress.unwrap_or(ASSUME_PROGRESS);
        let unworked = said.count - since.min(most);
        let count = unworked.max(1);
        Left { block: Block { count, ..said }, assumed: (said.count - count).max(0), overrun: unworked <= 0 }
    }

    /// The work that `remaining` or `progress` leave, as said: "`remaining`, else duration × (100 −
    /// progress) / 100, to the nearest day, halves up".
    pub fn said(&self, milestone: usize) -> Option<Block> {
        let m = self.milestone(milestone);
        let remaining = m.remaining.map(|left| self.counted(milestone, left));
        remaining.or_else(|| {
            let progress = m.progress?;
            let size = self.size(milestone).expect("a duration");
            let parts = size.count * (progress.whole - progress.done);
            let (days, rest) = (parts / progress.whole, parts % progress.whole);
            Some(Block { count: days + i32::from(2 * rest >= progress.whole), ..size })
        })
    }

    /// The work left before any of it is assumed worked, at least 1 day.
    pub fn as_said(&self, milestone: usize) -> Block {
        let said = self.said(milestone).map(|said| Block { count: said.count.max(1), ..said });
        said.unwrap_or_else(|| self.block(milestone))
    }

    /// "both said **for the end of `updated`**: the work left begins on the day after `updated` at
    /// the earliest (only where progress or remaining is said). Where `updated` is the very day of
    /// `started` and nothing is said to be worked (`0%`, or the whole duration left), the word is
    /// said for the start of that day: work left begins on it." Nothing was worked before the start.
    pub fn left_from(&self, milestone: usize) -> Option<Day> {
        let m = self.milestone(milestone);
        let (said, updated, started) = (self.said(milestone)?, m.updated?, m.started?);
        let nothing_worked = match m.progress {
            Some(progress) => progress.done == 0,
            None => self
                .size(milestone)
                .is_some_and(|size| size.elapsed == said.elapsed && size.count <= said.count),
        };
        Some(if updated == started && nothing_worked { updated } else { started.max(updated + 1) })
    }

    /// Days from an instant to the as-of day, which is left out ("that day can still be worked"):
    /// working days, or civil ones.
    fn passed(&self, milestone: usize, elapsed: bool, from: Instant) -> i32 {
        let from = if from.side == Side::End { from.day + 1 } else { from.day };
        let days = from..self.case.as_of;
        days.filter(|day| elapsed || self.full[milestone].works(*day)).count() as i32
    }

    /// `duration_workdays`: of elapsed work "its working days", from its start day through its
    /// finish day; the outer `None` if it has no dates.
    pub fn duration_workdays(&self, milestone: usize) -> Option<Option<i32>> {
        match self.size(milestone) {
            Some(Block { elapsed: true, .. }) => {
                let early = self.early[milestone].as_ref()?;
                Some(Some(self.full[milestone].through(early.start.day, early.finish.day)))
            }
            size => Some(size.map(|size| size.count)),
        }
    }

    /// `remaining_workdays`; unknown for elapsed and for started work without dates.
    pub fn remaining_workdays(&self, milestone: usize) -> Option<i32> {
        let m = self.milestone(milestone);
        if m.done.is_some() {
            return Some(0);
        }
        let block = self.block(milestone);
        let early = self.early[milestone].as_ref();
        if !block.elapsed && (early.is_some() || m.started.is_none()) {
            return Some(block.count);
        }
        let early = early?;
        let from = early.remaining_start.unwrap_or(early.start);
        Some(self.full[milestone].through(from.day, early.finish.day))
    }
}
