//! Section 4: early dates, row by row.

use super::calendar::WorkDays;
use super::case::{Case, Link, Milestone, Span, Unit};
use super::days::{Instant, Side, end_of, start_of};
use super::left::{Block, Left};

/// What holds a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    DataDate,
    ProgramStart,
    NotBefore,
    BlockedUntil,
    Updated,
    /// A slot, a window or a day off, for want of anything else.
    Calendar,
    Eta,
    Due,
    Actual,
    /// Index into the links of the milestone.
    Link(usize),
}

/// A constraint that keeps a milestone from lying before an instant.
#[derive(Clone, Copy, Debug)]
pub struct Bound {
    pub cause: Cause,
    pub at: Instant,
}

/// The early dates of one milestone.
#[derive(Clone, Debug)]
pub struct Early {
    pub start: Instant,
    pub finish: Instant,
    /// Where the remaining work begins, for started work.
    pub remaining_start: Option<Instant>,
    /// Whether this is work with a valid `eta`, whose start and finish are held separately.
    pub by_eta: bool,
    pub left: Left,
    /// What by itself, snapped, gives its start (of what is left), or its finish.
    pub gives: Vec<Cause>,
}

/// A case with its calendars and the early dates of each milestone.
pub struct Plan<'a> {
    pub case: &'a Case,
    pub base: Vec<WorkDays>,
    pub full: Vec<WorkDays>,
    /// The calendar of each program in which lateness counts.
    pub lateness: Vec<WorkDays>,
    /// None: undated or cancelled.
    pub early: Vec<Option<Early>>,
    /// Whether each milestone is on a cycle.
    pub cyclic: Vec<bool>,
}

/// The position of a predecessor.
pub type Places<'p> = &'p dyn Fn(usize) -> Option<Early>;

impl<'a> Plan<'a> {
    pub fn new(case: &'a Case) -> Plan<'a> {
        Plan::with(case, &|_, early| early)
    }

    /// A plan in which some milestones have other dates than their rows give.
    pub fn with(case: &'a Case, put: &dyn Fn(usize, Option<Early>) -> Option<Early>) -> Plan<'a> {
        let all = 0..case.milestones.len();
        let calendars: Vec<WorkDays> =
            (0..case.calendars.len()).map(|c| WorkDays::of_calendar(case, c)).collect();
        let base = |m: usize| calendars[WorkDays::base_of(case, m)].clone();
        let mut plan = Plan {
            case,
            base: all.clone().map(base).collect(),
            full: all.clone().map(|m| base(m).full(case, m)).collect(),
            lateness: (0..case.programs.len()).map(|p| WorkDays::of_lateness(case, p)).collect(),
            early: vec![None; case.milestones.len()],
            cyclic: all.clone().map(|m| behind(case, m).contains(&m)).collect(),
        };
        let mut open: Vec<usize> = all.filter(|m| !plan.cyclic[*m]).collect();
        // Milestones that wait for a cycle come last, with no dates before them.
        let is_next = |open: &[usize], m: &usize| {
            let behind = behind(case, *m);
            !behind.iter().any(|on| open.contains(on))
        };
        while let Some(place) = open.iter().position(|m| is_next(&open, m)) {
            let next = open.remove(place);
            plan.early[next] = put(next, plan.early_of(next));
        }
        plan
    }

    pub fn milestone(&self, milestone: usize) -> &'a Milestone {
        &self.case.milestones[milestone]
    }

    pub fn is_cancelled(&self, milestone: usize) -> bool {
        self.milestone(milestone).cancelled.is_some()
    }

    /// Dated, not done and not cancelled: the milestones that have floats.
    pub fn is_live(&self, milestone: usize) -> bool {
        self.early[milestone].is_some() && self.milestone(milestone).done.is_none()
    }

    /// "A milestone … on a cycle …, and everything whose date depends on one, has no dates …; a
    /// done milestone keeps its own dates unless it lies on the cycle." A cancelled milestone has
    /// no dates anyway; here it counts as undated if the point that it passes on is.
    pub fn is_undated(&self, milestone: usize) -> bool {
        match self.is_cancelled(milestone) {
            true => self.points(milestone, &|on| self.early[on].clone()).is_none(),
            false => self.early[milestone].is_none(),
        }
    }

    fn early_of(&self, milestone: usize) -> Option<Early> {
        if self.is_cancelled(milestone) {
            return None;
        }
        let bounds = self.link_bounds(milestone, &|on| self.early[on].clone());
        match (self.milestone(milestone).done, bounds) {
            (Some(done), bounds) => Some(self.done_row(milestone, done, bounds.as_deref())),
            (None, bounds) => self.row(milestone, self.case.as_of, &bounds?),
        }
    }

    /// The raw bounds of a milestone's links, with the predecessors where `places` puts them:
    /// `None` if one of those has no date; `None` inside for a link that imposes no bound.
    pub fn link_bounds(&self, milestone: usize, places: Places) -> Option<Vec<Option<Instant>>> {
        let links = self.milestone(milestone).links.iter();
        links.map(|link| Some(self.bounds_of(milestone, link, places)?.into_iter().max())).collect()
    }

    /// Every bound of a link: one, or for a cancelled predecessor one for each bound that it passes
    /// on.
    pub fn bounds_of(&self, milestone: usize, link: &Link, places: Places) -> Option<Vec<Instant>> {
        let origins = match self.is_cancelled(link.on) {
            true => self.points(link.on, places)?,
            false => vec![link_origin(link, &places(link.on)?)],
        };
        origins.into_iter().map(|origin| self.link_bound(milestone, link, origin)).collect()
    }

    /// "**Cancelled** = a point that only passes bounds on: own dates and duration do not count …;
    /// without predecessors it binds nothing": all of its bounds, not snapped. None: undated.
    pub fn points(&self, milestone: usize, places: Places) -> Option<Vec<Instant>> {
        if self.cyclic[milestone] {
            return None;
        }
        let links = self.milestone(milestone).links.iter();
        let bounds: Option<Vec<Vec<Instant>>> =
            links.map(|link| self.bounds_of(milestone, link, places)).collect();
        Some(bounds?.into_iter().flatten().collect())
    }

    /// The bound of a link that starts from an instant of its predecessor.
    ///
    /// "FS `start ≥ finish(p)+lag`, SS `start ≥ start(p)+lag`, FF `finish ≥ finish(p)+lag`, SF
    /// `finish ≥ start(p)+lag`"; "Lags … count in the base calendar", the successor's. "leads count
    /// as 0" into and out of what is cancelled.
    pub fn link_bound(&self, milestone: usize, link: &Link, origin: Instant) -> Option<Instant> {
        let base = &self.base[milestone];
        let cancelled = self.is_cancelled(milestone) || self.is_cancelled(link.on);
        let lag = match cancelled && link.lag.count < 0 {
            true => Span { count: 0, ..link.lag },
            false => link.lag,
        };
        if !link.kind.holds_finish() {
            return base.lagged(origin, lag);
        }
        // "for FF/SF an event on a non-working day counts from the working end before it"
        let own = &self.full[link.on];
        let is_event = !is_work(self.milestone(link.on)) && !self.is_cancelled(link.on);
        let origin = match is_event && !own.works(origin.day) {
            true => own.last_end(origin).unwrap_or(origin),
            false => origin,
        };
        // "A finish bound on a start side steps back to the working end before it: in the
        // predecessor's full calendar; with a working lag in the successor's base calendar; with an
        // elapsed lag to the end of the day before".
        let bound = base.lagged(origin, lag)?;
        match (bound.side, lag.unit) {
            (Side::End, _) => Some(bound),
            // A calendar that begins later has none: the bound stays.
            (Side::Start, Unit::Elapsed) if lag.count != 0 => Some(end_of(bound.day - 1)),
            (Side::Start, _) if lag.count == 0 => Some(own.last_end(bound).unwrap_or(bound)),
            (Side::Start, _) => Some(base.last_end(bound).unwrap_or(bound)),
        }
    }

    /// A bound snapped to the successor's own time: a working start from which its work can run, or an
    /// event's position.
    pub fn snapped(&self, milestone: usize, block: Block, bound: Instant) -> Option<Instant> {
        let full = &self.full[milestone];
        if !is_work(self.milestone(milestone)) {
            return full.rest_event(bound);
        }
        let first = full.next_start(bound)?;
        full.from(first.day).map(start_of).find(|start| self.run(milestone, block, *start).is_some())
    }

    /// Where a link's bound by itself puts the start of its milestone, or for FF and SF its finish.
    pub fn alone(&self, milestone: usize, link: &Link, bound: Instant) -> Option<Instant> {
        let by_eta = self.early[milestone].as_ref().is_some_and(|early| early.by_eta);
        match link.kind.holds_finish() {
            true => self.finish_by(milestone, self.block(milestone), by_eta, bound),
            false => self.snapped(milestone, self.block(milestone), bound),
        }
    }

    /// The finish that an FF or SF bound gives by itself: "the first working end of the successor's
    /// calendar not before the bound in absolute time". Elapsed work moves as a whole and may end
    /// on a day off, and work that must not be broken has no end on every working day: for them, the
    /// first end of their days that is not before the bound.
    pub fn finish_by(&self, milestone: usize, block: Block, by_eta: bool, bound: Instant) -> Option<Instant> {
        let full = &self.full[milestone];
        match block {
            _ if !is_work(self.milestone(milestone)) => full.rest_event(bound),
            Block { elapsed, count } if !by_eta && (elapsed || full.unbroken) => {
                let starts = full.from(bound.day - count - 1).map(start_of);
                let mut ends = starts.filter_map(|start| self.run(milestone, block, start));
                ends.find(|end| *end >= bound)
            }
            _ => full.next_end(bound),
        }
    }

    /// The finish of a block of work that begins at a working start; `None` if it cannot.
    pub fn run(&self, milestone: usize, block: Block, start: Instant) -> Option<Instant> {
        match block.elapsed {
            true => Some(end_of(start.day + block.count - 1)),
            false => self.full[milestone].finish_of(start, block.count),
        }
    }

    /// "moved as a whole by FF/SF bounds, never stretched": the first working start, at or after a
    /// given one, from which the block ends no earlier than all of these bounds.
    pub fn moved(
        &self,
        milestone: usize,
        block: Block,
        start: Instant,
        bounds: &[Bound],
    ) -> Option<(Instant, Instant)> {
        let latest = bounds.iter().map(|bound| bound.at).max();
        for day in self.full[milestone].from(start.day) {
            let Some(finish) = self.run(milestone, block, start_of(day)) else { continue };
            if latest.is_none_or(|latest| finish >= latest) {
                return Some((start_of(day), finish));
            }
        }
        None
    }

    /// The unfinished milestones with dates that wait for one. "chains look through" cancelled
    /// milestones, so those behind them count. `through` selects the links that count.
    pub fn successors(&self, milestone: usize, through: &dyn Fn(&Link) -> bool) -> Vec<usize> {
        let mut found = Vec::new();
        for s in 0..self.early.len() {
            if !self.milestone(s).links.iter().any(|link| link.on == milestone && through(link)) {
                continue;
            }
            if self.is_cancelled(s) && !self.cyclic[s] {
                found.extend(self.successors(s, &|_| true));
            } else if self.is_live(s) {
                found.push(s);
            }
        }
        found
    }
}

/// The instant of the predecessor that a link starts from.
pub fn link_origin(link: &Link, predecessor: &Early) -> Instant {
    match link.kind.runs_from_finish() {
        true => predecessor.finish,
        false => predecessor.start,
    }
}

/// "`work` = duration > 0, or `started`, or both `start` and `due`. Everything else is an `event`."
pub fn is_work(milestone: &Milestone) -> bool {
    let duration = milestone.duration.map_or(0, |d| d.likely().count);
    duration > 0 || milestone.started.is_some() || milestone.window.is_some() && milestone.due.is_some()
}

/// "event with a promise (`due`; no `eta`, no `0d`)"
pub fn is_promise_event(milestone: &Milestone) -> bool {
    let unsaid = milestone.eta.is_none() && milestone.duration.is_none();
    !is_work(milestone) && milestone.due.is_some() && unsaid
}

/// Everything that a milestone depends on, directly or indirectly.
fn behind(case: &Case, milestone: usize) -> Vec<usize> {
    let mut found: Vec<usize> = Vec::new();
    let mut open = vec![milestone];
    while let Some(next) = open.pop() {
        for link in &case.milestones[next].links {
            if !found.contains(&link.on) {
                found.push(link.on);
                open.push(link.on);
            }
        }
    }
    found
}
