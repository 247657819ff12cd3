//! Total and free float.
//!
//! **Total float** compares early with late dates: how many working days of its own full calendar a
//! milestone may slip before a target (a program's finish, or another target of the backward pass)
//! moves. **Free float** looks one link ahead: how far a milestone may slip before the early dates
//! of an unfinished successor move.
//!
//! Floats count working time between instants, not days between dates: from Friday evening to
//! Monday morning is 0. Done milestones have no float. Started ones have only finish float, because
//! their start can no longer move. An event at the start of a day has float 0 on the day of its
//! limit.

use super::backward::Late;
use super::links::Allowed;
use super::{Dated, Task};
use crate::calendar::Calendar;
use crate::model::{Link, LinkKind, MilestoneId};
use crate::time::Instant;

impl Dated<'_> {
    /// Returns the smaller of start and finish float; for started work only the finish float.
    /// `None` for milestones that are done or have no dates.
    pub(super) fn total_float(self, late: &Late, id: MilestoneId) -> Option<i32> {
        let full = self.plan.full(id);
        let finish = late.of(id).finish.instant.some();
        let finish = finish.and_then(|late| Some(full.between(self.dates.finish(id)?, late)));
        let start = late.of(id).start.instant.some();
        let start = start.and_then(|late| Some(full.between(self.dates.start(id)?, late)));
        match (start, finish) {
            (Some(start), Some(finish)) => Some(start.min(finish)),
            (start, finish) => start.or(finish),
        }
    }

    /// Returns the float towards targets other than the program finishes: like
    /// [`Self::total_float`], but for events at the start of a day it counts printed days.
    pub(super) fn float_towards(self, late: &Late, id: MilestoneId) -> Option<i32> {
        if self.plan.task(id).is_work {
            return self.total_float(late, id);
        }
        let limit = late.of(id).finish.instant.some()?;
        Some(event_slip(self.plan.full(id), self.dates.finish(id)?, limit))
    }

    /// Returns, for each cancelled milestone, the latest points with which every unfinished
    /// milestone behind it keeps its dates; empty if nothing is cancelled.
    pub(super) fn slack_through_cancelled(self) -> Vec<Allowed> {
        let plan = self.plan;
        if !plan.inputs.tasks.iter().any(Task::is_cancelled) {
            return Vec::new();
        }
        let mut behind = vec![Allowed::ALL; plan.network.len()];
        for id in plan.network.order().iter().rev().filter(|id| plan.task(**id).is_cancelled()) {
            for link in plan.network.successors(*id) {
                let theirs = self.unmoved(&behind, plan.network.link(link));
                let own = &mut behind[id.index()];
                *own = own.and(theirs);
            }
        }
        behind
    }

    /// Returns the free float towards unfinished successors that have dates, including those behind
    /// cancelled milestones; `None` if there are none.
    pub(super) fn free_float(self, behind: &[Allowed], id: MilestoneId) -> Option<i32> {
        let (plan, task) = (self.plan, self.plan.task(id));
        if !task.is_unfinished() {
            return None;
        }
        let mut free: Option<i32> = None;
        for link in plan.network.successors(id) {
            let link = plan.network.link(link);
            let allowed = self.unmoved(behind, link);
            // The start of started work can no longer slip.
            if allowed == Allowed::ALL || link.kind.from_start() && task.is_started() {
                continue;
            }
            let slip = self.slip_until(id, link.kind, allowed)?;
            free = Some(free.map_or(slip, |least| least.min(slip)));
        }
        free
    }

    /// Returns the working days by which a milestone can slip with its end of a link within what is
    /// allowed.
    pub(super) fn slip_until(self, id: MilestoneId, kind: LinkKind, allowed: Allowed) -> Option<i32> {
        let (start, finish) = (self.dates.start(id)?, self.dates.finish(id)?);
        let (task, full) = (self.plan.task(id), self.plan.full(id));
        if !task.is_work {
            let limit = if finish.is_end() { allowed.end } else { allowed.start };
            return Some(event_slip(full, counted(full, kind, finish), limit));
        }
        if !kind.from_start() {
            return self.work_slip(id, allowed.end);
        }
        let limit = full.last_block(allowed.start, task.left).unwrap_or(start);
        let slip = full.between(start, limit);
        // A later start moves the end of elapsed time by a different number of working days.
        let ends = full.block_finish(limit, task.left).filter(|_| task.left.elapsed);
        let ends = ends.filter(|_| !self.dates.eta_is_valid(id));
        Some(ends.map_or(slip, |ends| slip.min(full.between(finish, ends))))
    }

    /// Returns the working days by which work can slip and still finish by a limit, or by its valid
    /// eta.
    ///
    /// For started work only the finish slips. For working days the finish slips as far as the
    /// start. Elapsed time ends on other days, and a start after a valid eta makes that eta void;
    /// in both cases the smaller of the two slips counts.
    fn work_slip(self, id: MilestoneId, limit: Instant) -> Option<i32> {
        let (start, finish) = (self.dates.start(id)?, self.dates.finish(id)?);
        let (task, full) = (self.plan.task(id), self.plan.full(id));
        let length = self.dates.left(id, task);
        let eta = task.eta.filter(|_| self.dates.eta_is_valid(id)).map(Instant::end_of);
        let by_length = full.block_start(limit, length);
        let finish_slip = match by_length.filter(|_| eta.is_none()) {
            Some(begins) => full.between(finish, full.block_finish(begins, length)?),
            None => full.between(finish, limit),
        };
        if task.is_started() {
            return Some(finish_slip);
        }
        let by_eta = eta.and_then(|eta| full.last_block(eta, length));
        let latest = by_length.max(by_eta);
        Some(latest.map_or(finish_slip, |latest| finish_slip.min(full.between(start, latest))))
    }

    /// Returns the latest instants of a link's predecessor that leave the successor's early dates
    /// unchanged.
    fn unmoved(self, behind: &[Allowed], link: &Link) -> Allowed {
        let stays = if self.plan.task(link.to).is_cancelled() {
            behind.get(link.to.index()).copied()
        } else {
            self.stays(link).map(Allowed::by)
        };
        match stays {
            Some(stays) => self.plan.latest(link, stays),
            None => Allowed::ALL,
        }
    }

    /// Returns the latest bound of a link that leaves the early dates of its unfinished successor
    /// unchanged.
    pub(super) fn stays(self, link: &Link) -> Option<Instant> {
        let (id, dates) = (link.to, self.dates);
        let task = self.plan.task(id);
        if !task.is_unfinished() {
            return None;
        }
        let full = self.plan.full(id);
        let finish = dates.finish(id)?;
        if !task.is_work {
            return full.last_event_position(finish);
        }
        if link.kind.holds_finish() {
            // An eta may lie on a day off, but a bound on a finish only at a working end.
            return if dates.eta_is_valid(id) { full.last_end(finish) } else { Some(finish) };
        }
        match dates.remaining_start(id) {
            // The eta holds the finish as long as one working day is left before it.
            Some(_) if dates.eta_is_valid(id) => full.last_block(finish, dates.left(id, task)),
            Some(resume) => Some(self.stays_assumed(id).unwrap_or(resume)),
            None => dates.start(id),
        }
    }

    /// Returns the latest bound on the remaining work of a started milestone with which as much of
    /// it is assumed worked as now; `None` if nothing is.
    fn stays_assumed(self, id: MilestoneId) -> Option<Instant> {
        let (task, full, as_of) = (self.plan.task(id), self.plan.full(id), self.plan.inputs.as_of);
        let deducted = i32::try_from(self.dates.assumed(id, task)).ok().filter(|days| *days > 0)?;
        let first = match task.left.elapsed {
            true => Some(as_of.plus(-deducted)),
            false => full.nth(full.rank(as_of) - deducted),
        };
        first.map(Instant::start_of)
    }
}

/// Returns the working days by which an event can move and still be printed on or before the day of
/// a limit.
///
/// At the end of a day this is the working time up to the limit. At the start of a day the event
/// moves from working start to working start; the result is 0 on the day of the limit and negative
/// after it, even if no working day precedes the limit.
pub(super) fn event_slip(full: &Calendar, event: Instant, limit: Instant) -> i32 {
    if event.is_end() {
        return full.between(event, limit);
    }
    full.rank(limit.day().plus(1)) - 1 - full.elapsed(event)
}

/// Returns the instant that a link counts an event from: a link that holds a finish counts an event
/// on a day off from the working end before.
pub(super) fn counted(full: &Calendar, kind: LinkKind, event: Instant) -> Instant {
    let from_before = kind.holds_finish() && !full.works(event.day());
    if from_before { full.last_end(event).unwrap_or(event) } else { event }
}
