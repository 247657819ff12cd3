//! A milestone that keeps to its plan, as a trial assumes it.
//!
//! It finishes on the earlier of two instants: what its own row gives, and the later of its promise
//! and its **planned length after its inputs**. So whoever starts late, takes longer, is blocked or
//! expects a later date is put back to what the plan allowed; whoever only waits for others stays
//! where they put it. `docs/method.md` has the definition.

use super::inputs::{Held, State};
use super::row::{Bounds, Placed, Row, start_of};
use crate::time::Instant;

impl Row<'_> {
    /// Returns where a milestone lies if it keeps to its plan; `placed` is what its row gives. A
    /// start may then lie before the actual one, as it should have been.
    pub(super) fn held(self, placed: Placed, held: Held, links: Bounds) -> Placed {
        let promised = held.promise.map(Instant::end_of);
        let planned = self.planned_after_inputs(promised, links);
        let Some(allowed) = promised.max(planned.map(|(_, finish)| finish)) else { return placed };
        if placed.finish <= allowed {
            return placed;
        }
        if !self.task.is_work {
            return Placed { start: allowed, finish: allowed, ..placed };
        }
        let begins = match planned {
            Some((start, finish)) if finish == allowed => Some(start),
            _ => self.full.block_start(allowed, self.task.duration),
        };
        let begins = begins.unwrap_or(Instant::start_of(allowed.day()));
        let not_after = |instant: Instant| if instant.is_some() { instant.min(begins) } else { instant };
        Placed { start: not_after(placed.start), finish: allowed, resume: not_after(placed.resume), ..placed }
    }

    /// Returns start and finish by the planned length after the inputs: links, program start and
    /// own constraints. Data date, block, eta, progress and actual start do not count.
    ///
    /// `None` without inputs to count from, and for work without a planned length.
    fn planned_after_inputs(self, promised: Option<Instant>, links: Bounds) -> Option<(Instant, Instant)> {
        let Self { task, full, as_of, .. } = self;
        let own = start_of(task.not_before);
        // A constraint that alone is later than the promise allows is the owner's own doing.
        let alone = || self.after(own, Bounds { start: Instant::NONE, finish: Instant::NONE });
        let is_late_itself = |promised| alone().is_some_and(|(_, finish)| finish > promised);
        let own = match promised {
            Some(promised) if own.is_some() && is_late_itself(promised) => Instant::NONE,
            _ => own,
        };
        let from = start_of(task.program_start).max(own);
        if from.is_some() || links.start.is_some() || links.finish.is_some() {
            return self.after(from, links);
        }
        if !task.is_work {
            return None;
        }
        let from = match task.state {
            State::Started(day) | State::Done { started: Some(day), .. } => day,
            State::NotStarted => promised.map(Instant::day).filter(|day| *day < as_of).unwrap_or(as_of),
            State::Done { started: None, .. } | State::Cancelled => return None,
        };
        self.after(full.next_start(Instant::start_of(from))?, links)
    }

    /// Returns start and finish of the whole work, or of the event, after an instant and the links.
    fn after(self, from: Instant, links: Bounds) -> Option<(Instant, Instant)> {
        let Self { task, full, .. } = self;
        let bound = from.max(links.start);
        if !task.is_work {
            let at = full.event_position(bound.max(links.finish))?;
            return Some((at, at));
        }
        if task.duration.days == 0 {
            return None;
        }
        match bound.is_some() {
            true => self.block(full.next_block(bound, task.duration)?, task.duration, links),
            false => full.block_not_before(links.finish, task.duration),
        }
    }
}
