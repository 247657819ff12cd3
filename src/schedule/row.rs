//! The table of early dates: one function per row.
//!
//! | milestone | early start and early finish |
//! |---|---|
//! | done | the actuals |
//! | started | from the data date, in one block |
//! | started or not, with a valid eta | the eta |
//! | work, not started | as early as its bounds allow, for its duration |
//! | event on its due date | there, or later where it is pushed |
//! | any other event | as early as its bounds allow |

use super::inputs::{State, Task};
use crate::calendar::{Calendar, Length};
use crate::model::LinkKind;
use crate::time::{Day, Instant};

/// Where a row puts a milestone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Placed {
    pub(super) start: Instant,
    pub(super) finish: Instant,
    pub(super) resume: Instant,
    pub(super) eta_valid: bool,
}

impl Placed {
    fn event(at: Instant, eta_valid: bool) -> Self {
        Self { start: at, finish: at, resume: Instant::NONE, eta_valid }
    }
}

/// What the links into a milestone ask of it; [`Instant::NONE`] = they do not bind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Bounds {
    /// It does not start before this.
    pub(super) start: Instant,
    /// It does not finish before this.
    pub(super) finish: Instant,
}

impl Bounds {
    pub(super) const NONE: Self = Self { start: Instant::NONE, finish: Instant::NONE };

    pub(super) fn with(self, kind: LinkKind, bound: Instant) -> Self {
        if kind.holds_finish() {
            Self { finish: self.finish.max(bound), ..self }
        } else {
            Self { start: self.start.max(bound), ..self }
        }
    }
}

/// Returns where a milestone lies with these bounds.
///
/// Nothing where its calendar has no working day left, and for what is cancelled.
pub(super) fn place(task: &Task, full: &Calendar, as_of: Day, links: Bounds) -> Option<Placed> {
    match task.state {
        State::Done { started, finished } => Some(done(task, full, started, finished, Some(links))),
        State::Started(started) => ongoing(task, full, as_of, started, links),
        State::NotStarted if task.is_work => planned(task, full, as_of, links),
        State::NotStarted => event(task, full, as_of, links),
        State::Cancelled => None,
    }
}

/// Returns where a milestone lies of which a predecessor, or something it says itself, is not known: only
/// what is done has dates then.
pub(super) fn place_in_the_dark(task: &Task, full: &Calendar) -> Option<Placed> {
    let State::Done { started, finished } = task.state else { return None };
    if task.readable {
        return Some(done(task, full, started, finished, None));
    }
    // Its own words are in doubt: the day it was done on stands, and nothing is derived.
    let finish = Instant::end_of(finished);
    let start = match started {
        Some(day) => Instant::start_of(day),
        None if task.is_work => Instant::NONE,
        None => finish,
    };
    Some(Placed { start, finish, resume: Instant::NONE, eta_valid: false })
}

fn done(task: &Task, full: &Calendar, started: Option<Day>, finished: Day, links: Option<Bounds>) -> Placed {
    if !task.is_work {
        return Placed::event(done_event(task, full, finished, links), false);
    }
    let start = match started {
        Some(day) => Instant::start_of(day),
        None => derived_start(task, full, finished),
    };
    Placed { start, finish: Instant::end_of(finished), resume: Instant::NONE, eta_valid: false }
}

/// The finish less the duration, not before the first working day of the program, never after the finish.
///
/// Where the eta was the very day on which it was done, one day was enough: that day is then also the start,
/// as it was in the forecast.
fn derived_start(task: &Task, full: &Calendar, finished: Day) -> Instant {
    let last = Instant::start_of(finished);
    if task.eta == Some(finished) && full.works(finished) {
        return last;
    }
    let first = full.block_start(Instant::end_of(finished), task.duration).unwrap_or(last);
    let opens = task.program_start.map(|day| full.next_start(Instant::start_of(day)).unwrap_or(last));
    opens.map_or(first, |opens| first.max(opens)).min(last)
}

/// The side of its day on which its own row would put it were that day the as-of day; at its end where that
/// row gives a later day.
fn done_event(task: &Task, full: &Calendar, finished: Day, links: Option<Bounds>) -> Instant {
    let row = links.and_then(|links| event(task, full, finished, links));
    match row {
        Some(placed) if placed.finish.day() == finished => placed.finish,
        _ => Instant::end_of(finished),
    }
}

fn ongoing(task: &Task, full: &Calendar, as_of: Day, started: Day, links: Bounds) -> Option<Placed> {
    let bound = Instant::start_of(as_of).max(until(task)).max(links.start);
    let resume = full.next_start(bound)?;
    let eta = task.eta.filter(|eta| *eta >= as_of);
    let (resume, finish) = match eta {
        // At least one working day from where the work that is left can begin.
        Some(eta) => (resume, at_eta(full, eta, links)?.max(Instant::end_of(resume.day()))),
        None => block(full, resume, task.left, links)?,
    };
    Some(Placed { start: Instant::start_of(started), finish, resume, eta_valid: eta.is_some() })
}

fn planned(task: &Task, full: &Calendar, as_of: Day, links: Bounds) -> Option<Placed> {
    let held = program_start(task).max(not_before(task)).max(until(task));
    let start = full.next_start(Instant::start_of(as_of).max(held).max(links.start))?;
    let eta = task.eta.filter(|eta| *eta >= start.day());
    let (start, finish) = match eta {
        Some(eta) => (start, at_eta(full, eta, links)?),
        None => block(full, start, task.duration, links)?,
    };
    Some(Placed { start, finish, resume: Instant::NONE, eta_valid: eta.is_some() })
}

/// Returns start and finish of a block that can start at `start`: moved as a whole, never stretched, where a
/// link holds its finish.
fn block(full: &Calendar, start: Instant, length: Length, links: Bounds) -> Option<(Instant, Instant)> {
    let finish = full.block_finish(start, length)?;
    if links.finish <= finish { Some((start, finish)) } else { full.block_not_before(links.finish, length) }
}

/// Returns the finish that an owner expects, or a later one that a link asks for.
fn at_eta(full: &Calendar, eta: Day, links: Bounds) -> Option<Instant> {
    let asked = if links.finish == Instant::NONE { Instant::NONE } else { full.next_end(links.finish)? };
    Some(Instant::end_of(eta).max(asked))
}

fn event(task: &Task, full: &Calendar, as_of: Day, links: Bounds) -> Option<Placed> {
    let pushed = links.start.max(links.finish).max(until(task)).max(not_before(task));
    if let Some(due) = task.stands_on {
        let stands = Instant::end_of(due.max(as_of));
        let at = if pushed == Instant::NONE { stands } else { full.event_position(pushed)?.max(stands) };
        return Some(Placed::event(at, false));
    }
    let eta = task.eta.map_or(Instant::NONE, |eta| Instant::end_of(eta.max(as_of)));
    let bound = pushed.max(Instant::start_of(as_of)).max(program_start(task)).max(eta);
    let eta_valid = task.eta.is_some_and(|eta| eta >= as_of);
    Some(Placed::event(full.event_position(bound)?, eta_valid))
}

fn until(task: &Task) -> Instant {
    task.blocked_until.map_or(Instant::NONE, Instant::end_of)
}

fn not_before(task: &Task) -> Instant {
    task.not_before.map_or(Instant::NONE, Instant::start_of)
}

fn program_start(task: &Task) -> Instant {
    task.program_start.map_or(Instant::NONE, Instant::start_of)
}
