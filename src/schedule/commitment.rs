//! Commitment float: how far a milestone can slip before a promise is missed, and which promise.

use super::Dated;
use super::backward::{Late, backward};
use super::float::event_slip;
use super::targets::{Bound, PromiseHolder, PromiseId, Promises, Targets};
use crate::model::{MilestoneId, Workspace};
use crate::time::{Day, Instant};

/// How far a milestone can slip before a promise is missed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Commitment {
    /// Working days of the milestone's full calendar; negative if the promise is forecast to be
    /// missed.
    pub float: i32,
    /// The promised day.
    pub due: Day,
    /// The milestone or program with the promise.
    pub promised: PromiseHolder,
}

/// Promises, and the latest dates with which they are kept.
#[derive(Debug)]
pub struct Commitments {
    pub(super) promises: Promises,
    /// The latest dates with which every promise is kept.
    pub late: Late,
}

impl Commitments {
    /// Runs one backward pass from these promises.
    pub(super) fn new(workspace: &Workspace, dated: Dated<'_>, promises: Promises) -> Self {
        let count = dated.plan.network.len();
        let (mut targets, mut late) = (Targets::new(count), Late::new(count));
        targets.set_promises(workspace, &promises);
        backward(dated, &targets, &mut late);
        Self { promises, late }
    }

    /// Whether a bound is of a promise, or without one of none.
    pub(super) fn is_of(&self, bound: Bound, named: Option<PromiseHolder>) -> bool {
        let holder = |promise| self.promises.get(promise).map(|(_, promised)| promised);
        bound.promises().map(holder).contains(&named)
    }

    /// Returns the commitment float of an unfinished milestone that has dates; `None` if no promise
    /// depends on it.
    pub(super) fn of(&self, dated: Dated<'_>, id: MilestoneId) -> Option<Commitment> {
        let (late, dates) = (&self.late, dated.dates);
        let task = dated.plan.task(id);
        let own = self.promises.own(id);
        let full = dated.plan.full(id);
        let (start, finish) = (late.of(id).start, late.of(id).finish);
        let mut tightest = Tightest { own, best: None };
        if !task.is_work {
            let at = dates.finish(id)?;
            if task.due_held.is_some_and(|due| at == Instant::end_of(due)) {
                tightest.offer(late.of(id).beyond, |limit| event_slip(full, at, limit));
                if own != PromiseId::NONE
                    && let Some(free) = earliest_position(dated, id)
                {
                    let bound = Bound::new(at, own);
                    tightest.offer(bound, |limit| event_slip(full, free, limit));
                }
            } else {
                tightest.offer(finish, |limit| event_slip(full, at, limit));
            }
        } else {
            let early = dates.finish(id)?;
            tightest.offer(finish, |limit| full.between(early, limit));
            let early = dates.start(id)?;
            tightest.offer(start, |limit| full.between(early, limit));
        }
        let (float, bound) = tightest.best?;
        let (due, promised) = self.promises.get(bound.promise)?;
        Some(Commitment { float, due, promised })
    }
}

/// Returns the earliest position of an event that its predecessors and the data date allow,
/// ignoring its due date; `None` if it waits for nothing unfinished.
fn earliest_position(dated: Dated<'_>, id: MilestoneId) -> Option<Instant> {
    let plan = dated.plan;
    if !dated.dates.waits(id) {
        return None;
    }
    let bounds = plan.network.predecessors(id).filter_map(|link| dated.bound(link));
    let latest = bounds.max().unwrap_or(Instant::NONE).max(Instant::start_of(plan.inputs.as_of));
    plan.full(id).event_position(latest)
}

/// The smallest float so far. Ties go to the earlier late instant, then to the milestone's own
/// promise, then to the promise due first.
struct Tightest {
    own: PromiseId,
    best: Option<(i32, Bound)>,
}

impl Tightest {
    fn offer(&mut self, bound: Bound, float: impl FnOnce(Instant) -> i32) {
        if bound.instant == Instant::NEVER {
            return;
        }
        let float = float(bound.instant);
        let own = self.own;
        let key = |(float, bound): (i32, Bound)| (float, bound.instant, bound.promise != own, bound.promise);
        if self.best.is_none_or(|best| key((float, bound)) < key(best)) {
            self.best = Some((float, bound));
        }
    }
}
