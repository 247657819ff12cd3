//! The table of early dates, one function per row.
//!
//! | milestone | early start and early finish |
//! |---|---|
//! | done | the actuals |
//! | started | from the data date, in one block |
//! | started or not, with a valid eta | the eta |
//! | work, not started | as early as its bounds allow, for its duration |
//! | event on its due date | the due date, or later if bounds push it |
//! | any other event | as early as its bounds allow |

use super::inputs::{State, Task};
use crate::calendar::{Calendar, Length};
use crate::time::{Day, Instant};

/// The early dates that a row gives a milestone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Placed {
    pub(super) start: Instant,
    pub(super) finish: Instant,
    /// Where the remaining work begins, for started work.
    pub(super) resume: Instant,
    /// Days since the last update that count as worked: working days, or civil days of elapsed
    /// time.
    pub(super) assumed: u32,
    /// Whether its eta counts: it lies on or after the as-of day, and not before work could start.
    pub(super) eta_valid: bool,
}

impl Placed {
    /// No dates.
    pub(super) const NOWHERE: Self = Self {
        start: Instant::NONE,
        finish: Instant::NONE,
        resume: Instant::NONE,
        assumed: 0,
        eta_valid: false,
    };

    fn event(at: Instant, eta_valid: bool) -> Self {
        Self { start: at, finish: at, eta_valid, ..Self::NOWHERE }
    }

    /// Returns the work that remains of a task once what is assumed worked is deducted: at least 1
    /// day of unfinished work.
    pub(super) fn left(self, task: &Task) -> Length {
        let least = u32::from(task.is_work && task.is_unfinished());
        Length { days: task.left.days.saturating_sub(self.assumed).max(least), ..task.left }
    }
}

/// The bounds of the links into a milestone; [`Instant::NONE`] means no bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Bounds {
    /// The milestone does not start before this.
    pub(super) start: Instant,
    /// The milestone does not finish before this.
    pub(super) finish: Instant,
}

/// A milestone, and what its row reads besides its links.
#[derive(Clone, Copy)]
pub(super) struct Row<'a> {
    pub(super) task: &'a Task,
    pub(super) full: &'a Calendar,
    /// The calendar in which a trial's delay counts.
    pub(super) later_in: &'a Calendar,
    pub(super) as_of: Day,
}

impl Row<'_> {
    /// Returns the early dates of the milestone under these bounds.
    ///
    /// `None` if its calendar has no working day left, and for cancelled milestones.
    pub(super) fn place(self, links: Bounds) -> Option<Placed> {
        let placed = match self.task.state {
            State::Done { started, finished } => {
                let placed = self.done(started, finished, Some(links));
                return Some(self.task.held.map_or(placed, |held| self.held(placed, held, links)));
            }
            State::Started(started) => self.ongoing(started, links),
            State::NotStarted if self.task.is_work => self.planned(links),
            State::NotStarted => self.event(links),
            State::Cancelled => None,
        };
        let placed = match self.task.later {
            Some(later) => self.later(placed?, later.days)?,
            None => placed?,
        };
        Some(self.task.held.map_or(placed, |held| self.held(placed, held, links)))
    }

    /// Applies a trial's delay: moves everything still to come by the same number of working days
    /// and, where the milestone does not work then, to the next day on which it does.
    fn later(self, placed: Placed, days: u32) -> Option<Placed> {
        let Self { task, full, later_in, .. } = self;
        let days = i32::try_from(days).ok()?;
        let later = |instant: Instant| {
            let Some(instant) = instant.some() else { return Some(instant) };
            // From the printed day, so that start and finish on one day off move to one day.
            let day = later_in.lag(Instant::end_of(instant.day()), days)?.day();
            if instant.is_end() {
                full.next_end(Instant::end_of(day))
            } else {
                full.next_start(Instant::start_of(day))
            }
        };
        let start = if task.is_started() { placed.start } else { later(placed.start)? };
        let placed = Placed { start, finish: later(placed.finish)?, resume: later(placed.resume)?, ..placed };
        let is_block = task.is_work && !placed.eta_valid;
        if is_block && (full.is_unbroken() || full.is_of_slots()) {
            return self.in_slots(placed);
        }
        Some(placed)
    }

    /// Moves what is still to come to where it fits: slots may be fewer there, and a run of an
    /// unbroken calendar may be too short.
    fn in_slots(self, placed: Placed) -> Option<Placed> {
        let Self { task, full, .. } = self;
        let left = placed.left(task);
        let (start, resume) = if task.is_started() {
            (placed.start, full.next_block(placed.resume, left)?)
        } else {
            (full.next_block(placed.start, left)?, placed.resume)
        };
        let finish = full.block_finish(start.max(resume), left)?;
        let finish = if full.is_unbroken() { finish } else { finish.max(placed.finish) };
        Some(Placed { start, finish, resume, ..placed })
    }

    /// Returns the early dates if a predecessor or part of the milestone itself is unknown: only a
    /// done milestone has dates then.
    pub(super) fn place_with_unknown_inputs(self) -> Option<Placed> {
        let State::Done { started, finished } = self.task.state else { return None };
        if self.task.readable {
            return Some(self.done(started, finished, None));
        }
        // The milestone itself has an error: keep its done day, derive nothing.
        let finish = Instant::end_of(finished);
        let start = match started {
            Some(day) => Instant::start_of(day),
            None if self.task.is_work => Instant::NONE,
            None => finish,
        };
        Some(Placed { start, finish, ..Placed::NOWHERE })
    }

    fn done(self, started: Option<Day>, finished: Day, links: Option<Bounds>) -> Placed {
        if !self.task.is_work {
            return Placed::event(self.done_event(finished, links), false);
        }
        let start = match started {
            Some(day) => Instant::start_of(day),
            None => self.derived_start(finished),
        };
        Placed { start, finish: Instant::end_of(finished), ..Placed::NOWHERE }
    }

    /// Returns the finish less the duration, but not before the program's first working day, and
    /// never after the finish.
    ///
    /// If the milestone was done on the day of its eta, one day was enough: that day is also the
    /// start, as it was in the forecast.
    fn derived_start(self, finished: Day) -> Instant {
        let Self { task, full, .. } = self;
        let last = Instant::start_of(finished);
        if task.eta == Some(finished) && full.works(finished) {
            return last;
        }
        let first = full.block_start(Instant::end_of(finished), task.duration).unwrap_or(last);
        let opens = task.program_start.map(|day| full.next_start(Instant::start_of(day)).unwrap_or(last));
        opens.map_or(first, |opens| first.max(opens)).min(last)
    }

    /// Returns the side of the done day on which the event's own row would put it if that day were
    /// the as-of day; its end, if that row gives a later day.
    fn done_event(self, finished: Day, links: Option<Bounds>) -> Instant {
        let then = Self { as_of: finished, ..self };
        match links.and_then(|links| then.event(links)) {
            Some(placed) if placed.finish.day() == finished => placed.finish,
            _ => Instant::end_of(finished),
        }
    }

    fn ongoing(self, started: Day, links: Bounds) -> Option<Placed> {
        let Self { task, full, as_of, .. } = self;
        let bound = until(task).max(links.start).max(start_of(task.left_from));
        let eta = task.eta.filter(|eta| *eta >= as_of);
        let placed = Placed {
            start: Instant::start_of(started),
            assumed: self.assumed(bound),
            eta_valid: eta.is_some(),
            ..Placed::NOWHERE
        };
        let resume = full.next_block(bound.max(Instant::start_of(as_of)), placed.left(task))?;
        let (resume, finish) = match eta {
            // At least one working day from where the remaining work can begin.
            Some(eta) => (resume, self.at_eta(eta, links)?.max(Instant::end_of(resume.day()))),
            None => self.block(resume, placed.left(task), links)?,
        };
        Some(Placed { finish, resume, ..placed })
    }

    /// Returns the days before the as-of day that count as worked, although nobody reported them,
    /// if the remaining work can begin at `bound`.
    fn assumed(self, bound: Instant) -> u32 {
        let Self { task, full, as_of, .. } = self;
        if task.may_assume == 0 {
            return 0;
        }
        let days = match task.left.elapsed {
            true => u32::try_from(as_of.since(bound.first_day_after())).unwrap_or(0),
            // On an unbroken calendar, days before the run that it needs are not worked.
            false => full
                .next_block(bound, task.left)
                .map_or(0, |first| full.working_days(first.day(), as_of.plus(-1))),
        };
        days.min(task.may_assume)
    }

    fn planned(self, links: Bounds) -> Option<Placed> {
        let Self { task, full, as_of, .. } = self;
        let held = start_of(task.program_start).max(start_of(task.not_before)).max(until(task));
        let start = full.next_block(Instant::start_of(as_of).max(held).max(links.start), task.duration)?;
        let eta = task.eta.filter(|eta| *eta >= start.day());
        let (start, finish) = match eta {
            Some(eta) => (start, self.at_eta(eta, links)?),
            None => self.block(start, task.duration, links)?,
        };
        Some(Placed { start, finish, eta_valid: eta.is_some(), ..Placed::NOWHERE })
    }

    /// Returns start and finish of a block that can begin at `start`. If a link holds its finish,
    /// the block moves as a whole and is never stretched.
    pub(super) fn block(self, start: Instant, length: Length, links: Bounds) -> Option<(Instant, Instant)> {
        let finish = self.full.block_finish(start, length)?;
        if links.finish <= finish {
            Some((start, finish))
        } else {
            self.full.block_not_before(links.finish, length)
        }
    }

    /// Returns the finish that an owner expects, or a later one that a link requires.
    fn at_eta(self, eta: Day, links: Bounds) -> Option<Instant> {
        let asked =
            if links.finish == Instant::NONE { Instant::NONE } else { self.full.next_end(links.finish)? };
        Some(Instant::end_of(eta).max(asked))
    }

    fn event(self, links: Bounds) -> Option<Placed> {
        let Self { task, full, as_of, .. } = self;
        let pushed = links.start.max(links.finish).max(until(task)).max(start_of(task.not_before));
        if let Some(due) = task.due_held {
            let on_due = Instant::end_of(due.max(as_of));
            let at = if pushed == Instant::NONE { on_due } else { full.event_position(pushed)?.max(on_due) };
            return Some(Placed::event(at, false));
        }
        let eta = task.eta.map_or(Instant::NONE, |eta| Instant::end_of(eta.max(as_of)));
        let bound = pushed.max(Instant::start_of(as_of)).max(start_of(task.program_start)).max(eta);
        let eta_valid = task.eta.is_some_and(|eta| eta >= as_of);
        Some(Placed::event(full.event_position(bound)?, eta_valid))
    }
}

pub(super) fn until(task: &Task) -> Instant {
    task.blocked_until.map_or(Instant::NONE, Instant::end_of)
}

pub(super) fn start_of(day: Option<Day>) -> Instant {
    day.map_or(Instant::NONE, Instant::start_of)
}
