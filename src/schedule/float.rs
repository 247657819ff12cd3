//! Total and free float, and late dates as they are printed.
//!
//! **Total float** compares early dates with late ones: how many working days of its own calendar a milestone may
//! slip before a target (a program's finish, or whatever the backward pass was told) moves. **Free float** looks
//! one link ahead only: how far it may slip and leave every unfinished successor's early dates as they are.
//!
//! Floats are counted in working time between two instants and not in days between two dates: from Friday evening
//! to Monday morning is 0. What is done has none. What has started has only a finish float, as nothing can move
//! its start any more. An event at the start of a day is counted so that it is 0 on the day of its limit.

use super::backward::Late;
use super::links::Allowed;
use super::{Dated, Task};
use crate::calendar::Calendar;
use crate::model::{Link, LinkKind, MilestoneId};
use crate::time::{Day, Instant};

impl Dated<'_> {
    /// Returns the smaller of start and finish float; only the finish float of what has started, as it has no
    /// late start. Nothing for what is done or has no dates.
    pub(super) fn total_float(self, late: &Late, id: MilestoneId) -> Option<i32> {
        let full = self.plan.full(id);
        let finish = late.finish[id.index()].instant.some();
        let finish = finish.and_then(|late| Some(full.between(self.dates.finish(id)?, late)));
        let start = late.start[id.index()].instant.some();
        let start = start.and_then(|late| Some(full.between(self.dates.start(id)?, late)));
        match (start, finish) {
            (Some(start), Some(finish)) => Some(start.min(finish)),
            (start, finish) => start.or(finish),
        }
    }

    /// Returns the float towards targets that are not forecasts of the milestone's own: like
    /// [`Self::total_float`], with events at the start of a day as they are printed.
    pub(super) fn float_towards(self, late: &Late, id: MilestoneId) -> Option<i32> {
        if self.plan.task(id).is_work {
            return self.total_float(late, id);
        }
        let limit = late.finish[id.index()].instant.some()?;
        Some(event_slip(self.plan.full(id), self.dates.finish(id)?, limit))
    }

    /// Returns, for what is cancelled, the points with which every unfinished milestone behind it stays where it
    /// is; empty where nothing is cancelled.
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

    /// Returns the free float towards unfinished successors that have dates, also those behind what is
    /// cancelled; nothing where there are none.
    pub(super) fn free_float(self, behind: &[Allowed], id: MilestoneId) -> Option<i32> {
        let (plan, task) = (self.plan, self.plan.task(id));
        if !task.is_unfinished() {
            return None;
        }
        let (start, finish) = (self.dates.start(id)?, self.dates.finish(id)?);
        let full = plan.full(id);
        let mut free: Option<i32> = None;
        for link in plan.network.successors(id) {
            let link = plan.network.link(link);
            let allowed = self.unmoved(behind, link);
            // What has started stays started.
            if allowed == Allowed::ALL || link.kind.from_start() && task.is_started() {
                continue;
            }
            let slip = if !task.is_work {
                let limit = if finish.is_end() { allowed.end } else { allowed.start };
                event_slip(full, counted(full, link.kind, finish), limit)
            } else if link.kind.from_start() {
                let limit = full.last_start(allowed.start).unwrap_or(start);
                let slip = full.between(start, limit);
                // Elapsed days do not end as many working days later.
                let ends = full.block_finish(limit, task.left).filter(|_| task.left.elapsed);
                let ends = ends.filter(|_| !self.dates.eta_is_valid(id));
                ends.map_or(slip, |ends| slip.min(full.between(finish, ends)))
            } else {
                self.work_slip(id, allowed.end)?
            };
            free = Some(free.map_or(slip, |least| least.min(slip)));
        }
        free
    }

    /// Returns the working days by which work can slip and still finish by a limit, or by its eta where that
    /// holds.
    ///
    /// Of what has started the finish slips alone. Of working time the finish slips as the start does; elapsed
    /// time ends on other days, and where a valid eta holds the finish, a start behind it makes it void: the
    /// smaller of the two slips counts.
    fn work_slip(self, id: MilestoneId, limit: Instant) -> Option<i32> {
        let (start, finish) = (self.dates.start(id)?, self.dates.finish(id)?);
        let (task, full) = (self.plan.task(id), self.plan.full(id));
        let length = task.left;
        let eta = task.eta.filter(|_| self.dates.eta_is_valid(id)).map(Instant::end_of);
        let by_length = full.block_start(limit, length);
        let finish_slip = match by_length.filter(|_| eta.is_none()) {
            Some(begins) => full.between(finish, full.block_finish(begins, length)?),
            None => full.between(finish, limit),
        };
        if task.is_started() {
            return Some(finish_slip);
        }
        let by_eta = eta.and_then(|eta| full.last_start(eta));
        let latest = by_length.max(by_eta);
        Some(latest.map_or(finish_slip, |latest| finish_slip.min(full.between(start, latest))))
    }

    /// Returns which instants of the predecessor's end of a link leave its successor's early dates as they are.
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

    /// Returns the latest bound of a link that leaves its unfinished successor's early dates as they are.
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
            // An eta may lie on a day off, and what is asked of its finish on a working end only.
            return if dates.eta_is_valid(id) { full.last_end(finish) } else { Some(finish) };
        }
        match dates.remaining_start(id) {
            // Its finish is held by the eta as long as a working day is left before it.
            Some(_) if dates.eta_is_valid(id) => full.last_start(finish),
            Some(resume) => Some(resume),
            None => dates.start(id),
        }
    }

    /// Returns late start and late finish as printed.
    ///
    /// Events lie, with float 0, where they are forecast; at the end of a day, on the working end before their
    /// late instant; else on its day. Of work both lie in its own working time: no forecast asks for earlier
    /// dates than its early ones.
    pub(super) fn late_dates(self, late: &Late, id: MilestoneId) -> (Option<Day>, Option<Day>) {
        let Some(float) = self.total_float(late, id) else { return (None, None) };
        let (start, finish) = (late.start[id.index()].instant.some(), late.finish[id.index()].instant.some());
        if !self.plan.task(id).is_work {
            let early = self.dates.finish(id);
            let at = match (early, finish) {
                (Some(early), _) if float == 0 => Some(early),
                (Some(early), Some(finish)) if early.is_end() => self.plan.full(id).last_end(finish),
                _ => finish,
            };
            return (at.map(Instant::day), at.map(Instant::day));
        }
        (start.map(Instant::day), finish.map(Instant::day))
    }
}

/// Returns the working days that an event can move and still lie, as printed, at or before an instant.
///
/// At the end of a day: the working time between. At the start of a day it moves from working start to working
/// start, so that it is 0 on the day of the limit and negative after it, also where no working day comes before.
pub(super) fn event_slip(full: &Calendar, event: Instant, limit: Instant) -> i32 {
    if event.is_end() {
        return full.between(event, limit);
    }
    full.rank(limit.day().plus(1)) - 1 - full.elapsed(event)
}

/// Returns where a link counts an event from: one that holds a finish counts from the working end before a day
/// off.
pub(super) fn counted(full: &Calendar, kind: LinkKind, event: Instant) -> Instant {
    let from_before = kind.holds_finish() && !full.works(event.day());
    if from_before { full.last_end(event).unwrap_or(event) } else { event }
}
