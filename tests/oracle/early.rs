//! Section 4: early dates, row by row.

use super::calendar::WorkDays;
use super::case::{Case, Link, Milestone, Span, Unit};
use super::days::{Day, Instant, Side, end_of, start_of};
use super::left::Block;

/// What holds a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    DataDate,
    ProgramStart,
    NotBefore,
    BlockedUntil,
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
    pub drivers: Vec<Cause>,
}

/// A case with its calendars and the early dates of each milestone.
pub struct Plan<'a> {
    pub case: &'a Case,
    pub base: Vec<WorkDays>,
    pub full: Vec<WorkDays>,
    /// None: undated or cancelled.
    pub early: Vec<Option<Early>>,
    /// Whether each milestone is on a cycle.
    cyclic: Vec<bool>,
}

/// The position of a predecessor.
pub type Places<'p> = &'p dyn Fn(usize) -> Option<Early>;

impl<'a> Plan<'a> {
    pub fn new(case: &'a Case) -> Plan<'a> {
        let all = 0..case.milestones.len();
        let calendars: Vec<WorkDays> =
            (0..case.calendars.len()).map(|c| WorkDays::of_calendar(case, c)).collect();
        let base = |m: usize| calendars[WorkDays::base_of(case, m)].clone();
        let mut plan = Plan {
            case,
            base: all.clone().map(base).collect(),
            full: all.clone().map(|m| base(m).full(case, m)).collect(),
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
            plan.early[next] = plan.early_of(next);
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

    /// A bound snapped to the successor's own time: a working start, or an event's position.
    pub fn snapped(&self, milestone: usize, bound: Instant) -> Option<Instant> {
        match is_work(self.milestone(milestone)) {
            true => self.full[milestone].next_start(bound),
            false => self.full[milestone].rest_event(bound),
        }
    }

    /// Where a link's bound by itself puts the start of its milestone, or for FF and SF its finish.
    pub fn alone(&self, milestone: usize, link: &Link, bound: Instant) -> Option<Instant> {
        let by_eta = self.early[milestone].as_ref().is_some_and(|early| early.by_eta);
        match link.kind.holds_finish() {
            true => self.finish_by(milestone, by_eta, bound),
            false => self.snapped(milestone, bound),
        }
    }

    /// The finish that an FF or SF bound gives by itself: "the first working end of the successor's
    /// calendar not before the bound in absolute time". Elapsed work moves as a whole and may end
    /// on a day off: for it, the first end of its days that is not before the bound.
    pub fn finish_by(&self, milestone: usize, by_eta: bool, bound: Instant) -> Option<Instant> {
        let full = &self.full[milestone];
        match self.block(milestone) {
            _ if !is_work(self.milestone(milestone)) => full.rest_event(bound),
            Block { elapsed: true, count } if !by_eta => {
                let starts = full.from(bound.day - count - 1);
                let mut ends = starts.map(|day| end_of(day + count - 1));
                ends.find(|end| *end >= bound)
            }
            _ => full.next_end(bound),
        }
    }

    /// The finish of a block of work that begins at a working start.
    pub fn run(&self, milestone: usize, block: Block, start: Instant) -> Option<Instant> {
        match block.elapsed {
            true => Some(end_of(start.day + block.count - 1)),
            false => self.full[milestone].finish_of(start, block.count),
        }
    }

    /// "moved as a whole by FF/SF bounds, never stretched": the first working start, at or after a
    /// given one, from which the block ends no earlier than all of these bounds.
    fn moved(&self, milestone: usize, start: Instant, bounds: &[Bound]) -> Option<(Instant, Instant)> {
        let block = self.block(milestone);
        let latest = bounds.iter().map(|bound| bound.at).max();
        for day in self.full[milestone].from(start.day) {
            let finish = self.run(milestone, block, start_of(day))?;
            if latest.is_none_or(|latest| finish >= latest) {
                return Some((start_of(day), finish));
            }
        }
        None
    }

    /// The row of a milestone as if it were not done, for an as-of day and the raw bounds of its
    /// links. `None`: "no working day up to 2199".
    pub fn row(&self, milestone: usize, as_of: Day, links: &[Option<Instant>]) -> Option<Early> {
        let m = self.milestone(milestone);
        if m.started.is_some() {
            self.started_row(milestone, as_of, links)
        } else if is_work(m) {
            self.work_row(milestone, as_of, links)
        } else if is_promise_event(m) {
            self.promise_row(milestone, as_of, links)
        } else {
            self.event_row(milestone, as_of, links)
        }
    }

    fn program_start(&self, milestone: usize) -> Option<Day> {
        self.case.programs[self.milestone(milestone).program].start
    }

    /// "done | the actuals. Without `started`: finish less duration, not before program start,
    /// never after the finish".
    fn done_row(&self, milestone: usize, done: Day, links: Option<&[Option<Instant>]>) -> Early {
        let m = self.milestone(milestone);
        let (start, finish) = match m.started {
            Some(started) => (start_of(started), end_of(done)),
            None if is_work(m) => (self.derived_start(milestone, done), end_of(done)),
            None => {
                let at = self.done_event(milestone, done, links);
                (at, at)
            }
        };
        Early { start, finish, remaining_start: None, by_eta: false, drivers: vec![Cause::Actual] }
    }

    /// The start of done work without `started`. Work whose `eta` was that very day began on it at
    /// the latest, so that writing `done` moves nothing.
    fn derived_start(&self, milestone: usize, done: Day) -> Instant {
        let full = &self.full[milestone];
        if self.milestone(milestone).eta == Some(done) && full.works(done) {
            return start_of(done);
        }
        let block = self.size(milestone).unwrap_or(Block::working(1));
        let by_duration = match block.elapsed {
            true => full.nth_before(end_of(done - block.count + 1), 1).map(start_of),
            false => full.start_for(end_of(done), block.count),
        };
        let by_duration = by_duration.unwrap_or(start_of(done));
        let from = self.program_start(milestone).map(start_of);
        let from = from.map_or(Some(by_duration), |from| full.next_start(from));
        from.map_or(start_of(done), |from| by_duration.max(from)).min(start_of(done))
    }

    /// "A done event lies on the side of its day on which its own row would put it were that day
    /// the as-of day; where that row gives a later day, at the end."
    fn done_event(&self, milestone: usize, done: Day, links: Option<&[Option<Instant>]>) -> Instant {
        let own = links.and_then(|links| self.row(milestone, done, links));
        let own = own.map(|own| own.finish);
        own.filter(|own| own.day == done).unwrap_or(end_of(done))
    }

    /// "start = latest of data date, program start, `not_before`, `blocked.until`, FS/SS bounds;
    /// finish = start + duration, moved as a whole by FF/SF bounds"; with a valid `eta`: "start as
    /// above; finish = `eta`, but not before an FF/SF bound".
    fn work_row(&self, milestone: usize, as_of: Day, links: &[Option<Instant>]) -> Option<Early> {
        let (mut bounds, finish_bounds) = self.work_bounds(milestone, links);
        bounds.push(data_date(as_of));
        bounds.extend(self.program_start_bound(milestone));
        bounds.extend(self.not_before_bound(milestone));
        let start = self.latest(milestone, &bounds)?;
        // "An `eta` is **void** when it is before the as-of day, or, for work, before its early
        // start".
        let eta = self.milestone(milestone).eta.filter(|eta| *eta >= as_of && *eta >= start.day);
        let Some(eta) = eta else {
            let (start, finish) = self.moved(milestone, start, &finish_bounds)?;
            let mut drivers = self.drivers(milestone, &bounds, start);
            drivers.extend(self.finish_drivers(milestone, false, &finish_bounds, finish));
            return Some(Early { start, finish, remaining_start: None, by_eta: false, drivers });
        };
        let finish = self.latest_finish(milestone, end_of(eta), &finish_bounds)?;
        let held_by_eta = finish == end_of(eta);
        let drivers = self.eta_drivers(milestone, held_by_eta, &bounds, start, &finish_bounds, finish);
        Some(Early { start, finish, remaining_start: None, by_eta: true, drivers })
    }

    /// "start = actual. … It runs as a block over working days from the latest of data date,
    /// `blocked.until` and its FS/SS bounds …; FF/SF bounds move the block"; with a valid `eta`:
    /// "finish = `eta` exactly, weekend or not, but at least one working day from where its work
    /// left could begin, and not before an FF/SF bound".
    fn started_row(&self, milestone: usize, as_of: Day, links: &[Option<Instant>]) -> Option<Early> {
        let m = self.milestone(milestone);
        let start = start_of(m.started.expect("a started milestone"));
        let (mut bounds, finish_bounds) = self.work_bounds(milestone, links);
        bounds.push(data_date(as_of));
        let begins = self.latest(milestone, &bounds)?;
        let Some(eta) = m.eta.filter(|eta| *eta >= as_of) else {
            let (begins, finish) = self.moved(milestone, begins, &finish_bounds)?;
            let mut drivers = self.drivers(milestone, &bounds, begins);
            drivers.extend(self.finish_drivers(milestone, false, &finish_bounds, finish));
            return Some(Early { start, finish, remaining_start: Some(begins), by_eta: false, drivers });
        };
        let one_day = self.full[milestone].finish_of(begins, 1)?;
        let finish = self.latest_finish(milestone, end_of(eta).max(one_day), &finish_bounds)?;
        let held_by_eta = finish == end_of(eta);
        let drivers = self.eta_drivers(milestone, held_by_eta, &bounds, begins, &finish_bounds, finish);
        Some(Early { start, finish, remaining_start: Some(begins), by_eta: true, drivers })
    }

    fn latest_finish(&self, milestone: usize, own: Instant, bounds: &[Bound]) -> Option<Instant> {
        let mut latest = own;
        for bound in bounds {
            latest = latest.max(self.finish_by(milestone, true, bound.at)?);
        }
        Some(latest)
    }

    /// "Where `eta` decides a finish, only `eta` drives"; "Where an FF/SF bound alone gives the
    /// same finish as an `eta`, that link drives too". If the eta does not decide: each bound that
    /// by itself gives the start or the finish.
    fn eta_drivers(
        &self,
        milestone: usize,
        held_by_eta: bool,
        bounds: &[Bound],
        start: Instant,
        finish_bounds: &[Bound],
        finish: Instant,
    ) -> Vec<Cause> {
        let mut drivers = match held_by_eta {
            true => vec![Cause::Eta],
            false => self.drivers(milestone, bounds, start),
        };
        drivers.extend(self.finish_drivers(milestone, true, finish_bounds, finish));
        drivers
    }

    /// "**on its due date** exactly, weekend or not, or later where predecessors, `not_before` or
    /// `blocked.until` push it; once the due date is past, the end of the as-of day".
    fn promise_row(&self, milestone: usize, as_of: Day, links: &[Option<Instant>]) -> Option<Early> {
        let due = self.milestone(milestone).due.expect("a promise");
        let mut pushes = self.common_bounds(milestone, links);
        pushes.extend(self.not_before_bound(milestone));
        let (own, cause) = match due >= as_of {
            true => (end_of(due), Cause::Due),
            false => (end_of(as_of), Cause::DataDate),
        };
        let mut at = own;
        for push in &pushes {
            at = at.max(self.snapped(milestone, push.at)?);
        }
        let mut drivers = self.drivers(milestone, &pushes, at);
        drivers.extend((own == at).then_some(cause));
        Some(event_at(at, drivers))
    }

    /// "latest of data date, program start, `not_before`, `blocked.until`, `eta`, predecessors";
    /// "an event's passed `eta` = the end of the as-of day".
    fn event_row(&self, milestone: usize, as_of: Day, links: &[Option<Instant>]) -> Option<Early> {
        let mut bounds = self.common_bounds(milestone, links);
        bounds.push(data_date(as_of));
        bounds.extend(self.program_start_bound(milestone));
        bounds.extend(self.not_before_bound(milestone));
        let eta = self.milestone(milestone).eta;
        bounds.extend(eta.map(|eta| Bound { cause: Cause::Eta, at: end_of(eta.max(as_of)) }));
        let at = self.latest(milestone, &bounds)?;
        Some(event_at(at, self.drivers(milestone, &bounds, at)))
    }

    /// The bounds from `blocked.until`, which means the end of its day, and from the links.
    fn common_bounds(&self, milestone: usize, links: &[Option<Instant>]) -> Vec<Bound> {
        let until = self.milestone(milestone).blocked.and_then(|b| b.until);
        let until = until.map(|until| Bound { cause: Cause::BlockedUntil, at: end_of(until) });
        let links = links.iter().enumerate();
        let links = links.filter_map(|(index, at)| at.map(|at| Bound { cause: Cause::Link(index), at }));
        until.into_iter().chain(links).collect()
    }

    /// The bounds on the start of work, and those on its finish.
    fn work_bounds(&self, milestone: usize, links: &[Option<Instant>]) -> (Vec<Bound>, Vec<Bound>) {
        let is_of_finish = |bound: &Bound| match bound.cause {
            Cause::Link(index) => self.milestone(milestone).links[index].kind.holds_finish(),
            _ => false,
        };
        let all = self.common_bounds(milestone, links);
        let (finish, start) = all.into_iter().partition(is_of_finish);
        (start, finish)
    }

    fn program_start_bound(&self, milestone: usize) -> Option<Bound> {
        self.program_start(milestone).map(|start| Bound { cause: Cause::ProgramStart, at: start_of(start) })
    }

    /// `not_before`; for a planned window "`start` counts as `not_before`".
    fn not_before_bound(&self, milestone: usize) -> Option<Bound> {
        let m = self.milestone(milestone);
        let day = m.not_before.max(m.window);
        day.map(|day| Bound { cause: Cause::NotBefore, at: start_of(day) })
    }

    fn latest(&self, milestone: usize, bounds: &[Bound]) -> Option<Instant> {
        let latest = bounds.iter().map(|bound| bound.at).max();
        self.snapped(milestone, latest.expect("the data date at least"))
    }

    /// "A link **drives** when its bound alone, snapped, gives the successor's early start".
    fn drivers(&self, milestone: usize, bounds: &[Bound], at: Instant) -> Vec<Cause> {
        bounds
            .iter()
            .filter(|bound| self.snapped(milestone, bound.at) == Some(at))
            .map(|bound| bound.cause)
            .collect()
    }

    /// "(or finish, for FF/SF)"
    fn finish_drivers(&self, milestone: usize, by_eta: bool, bounds: &[Bound], at: Instant) -> Vec<Cause> {
        bounds
            .iter()
            .filter(|bound| self.finish_by(milestone, by_eta, bound.at) == Some(at))
            .map(|bound| bound.cause)
            .collect()
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

fn data_date(as_of: Day) -> Bound {
    Bound { cause: Cause::DataDate, at: start_of(as_of) }
}

fn event_at(at: Instant, drivers: Vec<Cause>) -> Early {
    Early { start: at, finish: at, remaining_start: None, by_eta: false, drivers }
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
