//! Section 4: durations and remaining work.

use super::case::{Span, Unit};
use super::days::Day;
use super::early::Plan;

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
        self.left(milestone).block
    }

    /// "Work left = `remaining`, else ⌈duration × (100 − progress) / 100⌉, less the working days
    /// after `updated` and before the as-of day, at most `assume_progress` of them …; with neither:
    /// duration less the working days since the start. At least 1d." Of elapsed work, and of a
    /// `remaining` in elapsed days, civil days all through.
    pub fn left(&self, milestone: usize) -> Left {
        let m = self.milestone(milestone);
        let Some(started) = m.started else {
            let block = self.size(milestone).unwrap_or_default();
            return Left { block, ..Left::default() };
        };
        let Some(said) = self.said(milestone) else {
            let size = self.size(milestone).expect("a duration");
            let unworked = size.count - self.passed(milestone, size.elapsed, started);
            let block = Block { count: unworked.max(1), ..size };
            return Left { block, assumed: 0, overrun: unworked <= 0 };
        };
        let since = m.updated.map(|day| self.passed(milestone, said.elapsed, started.max(day + 1)));
        let most = self.case.assume_progress.unwrap_or(ASSUME_PROGRESS);
        let unworked = said.count - since.unwrap_or(0).min(most);
        let count = unworked.max(1);
        Left { block: Block { count, ..said }, assumed: (said.count - count).max(0), overrun: unworked <= 0 }
    }

    /// The work that `remaining` or `progress` leave, as reported.
    fn said(&self, milestone: usize) -> Option<Block> {
        let m = self.milestone(milestone);
        let remaining = m.remaining.map(|left| self.counted(milestone, left));
        remaining.or_else(|| {
            let progress = m.progress?;
            let size = self.size(milestone).expect("a duration");
            let parts = size.count * (progress.whole - progress.done);
            Some(Block { count: (parts + progress.whole - 1) / progress.whole, ..size })
        })
    }

    /// Days from a day on and before the as-of day ("that day can still be worked"): working days,
    /// or civil ones.
    fn passed(&self, milestone: usize, elapsed: bool, from: Day) -> i32 {
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

    /// `remaining_workdays`; unknown for elapsed work without dates.
    pub fn remaining_workdays(&self, milestone: usize) -> Option<i32> {
        let block = self.block(milestone);
        if self.milestone(milestone).done.is_some() {
            return Some(0);
        }
        if !block.elapsed {
            return Some(block.count);
        }
        let early = self.early[milestone].as_ref()?;
        let from = early.remaining_start.unwrap_or(early.start);
        Some(self.full[milestone].through(from.day, early.finish.day))
    }
}
