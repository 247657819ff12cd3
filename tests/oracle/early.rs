//! Section 4: early dates, row by row.

use super::calendar::{WorkDays, link_origin};
use super::case::{Case, Link, Milestone};
use super::days::{Day, Instant, end_of, start_of};

/// What holds a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    DataDate,
    ProgramStart,
    BlockedUntil,
    Eta,
    Due,
    Actual,
    /// Index into the links of the milestone.
    Link(usize),
}

/// What says that a milestone may not be before an instant.
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
    /// Where the work left begins, for started work.
    pub remaining_start: Option<Instant>,
    pub drivers: Vec<Cause>,
}

/// A case with its calendars and, milestone by milestone, its early dates.
pub struct Plan<'a> {
    pub case: &'a Case,
    pub base: Vec<WorkDays>,
    pub full: Vec<WorkDays>,
    /// None: undated.
    pub early: Vec<Option<Early>>,
}

impl<'a> Plan<'a> {
    pub fn new(case: &'a Case) -> Plan<'a> {
        let all = 0..case.milestones.len();
        let mut plan = Plan {
            case,
            base: all.clone().map(|m| WorkDays::base(case, m)).collect(),
            full: all.clone().map(|m| WorkDays::full(case, m)).collect(),
            early: vec![None; case.milestones.len()],
        };
        let dated: Vec<usize> = all.filter(|m| !is_undated(case, *m)).collect();
        while let Some(next) = dated.iter().copied().find(|m| plan.is_next(&dated, *m)) {
            plan.early[next] = Some(plan.early_of(next));
        }
        plan
    }

    /// Not dated yet, and all predecessors that have dates at all are.
    fn is_next(&self, dated: &[usize], milestone: usize) -> bool {
        let mut links = self.milestone(milestone).links.iter();
        self.early[milestone].is_none()
            && links.all(|link| self.early[link.on].is_some() || !dated.contains(&link.on))
    }

    pub fn milestone(&self, milestone: usize) -> &'a Milestone {
        &self.case.milestones[milestone]
    }

    /// Dated and not done: what floats are for.
    pub fn is_live(&self, milestone: usize) -> bool {
        self.early[milestone].is_some() && self.milestone(milestone).done.is_none()
    }

    fn early_of(&self, milestone: usize) -> Early {
        let bounds = self.link_bounds(milestone, |on| self.early[on].clone());
        match (self.milestone(milestone).done, bounds) {
            (Some(done), bounds) => self.done_row(milestone, done, bounds.as_deref()),
            (None, bounds) => self.row(milestone, self.case.as_of, &bounds.expect("dated")),
        }
    }

    /// The raw bounds of a milestone's links with the predecessors where `early` puts them.
    pub fn link_bounds(
        &self,
        milestone: usize,
        early: impl Fn(usize) -> Option<Early>,
    ) -> Option<Vec<Instant>> {
        let links = self.milestone(milestone).links.iter();
        links.map(|link| early(link.on).map(|p| self.link_bound(milestone, link, &p))).collect()
    }

    /// "FS `start ≥ finish(p)+lag`, SS `start ≥ start(p)+lag`"; "Lags … count in the base calendar",
    /// the successor's.
    fn link_bound(&self, milestone: usize, link: &Link, predecessor: &Early) -> Instant {
        let origin = link_origin(link.kind, predecessor.start, predecessor.finish);
        self.base[milestone].lagged(origin, link.lag)
    }

    /// Where a bound lies once it is the successor's own: a working start, or an event's rest.
    pub fn snapped(&self, milestone: usize, bound: Instant) -> Instant {
        match is_work(self.milestone(milestone)) {
            true => self.full[milestone].next_start(bound),
            false => self.full[milestone].rest_event(bound),
        }
    }

    /// The row of a milestone that is not done (or as if it were not), for an as-of day and the
    /// raw bounds of its links.
    pub fn row(&self, milestone: usize, as_of: Day, links: &[Instant]) -> Early {
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
    fn done_row(&self, milestone: usize, done: Day, links: Option<&[Instant]>) -> Early {
        let m = self.milestone(milestone);
        let (start, finish) = match m.started {
            Some(started) => (start_of(started), end_of(done)),
            None if is_work(m) => (self.derived_start(milestone, done), end_of(done)),
            None => {
                let at = self.done_event(milestone, done, links);
                (at, at)
            }
        };
        Early { start, finish, remaining_start: None, drivers: vec![Cause::Actual] }
    }

    /// The start of done work of which no start is told. Work whose `eta` was that very day began
    /// at the latest then, so that writing `done` moves nothing.
    fn derived_start(&self, milestone: usize, done: Day) -> Instant {
        let full = &self.full[milestone];
        let duration = self.duration(milestone).unwrap_or(1);
        if self.milestone(milestone).eta == Some(done) && full.works(done) {
            return start_of(done);
        }
        let by_duration = full.start_for(end_of(done), duration);
        let from = self.program_start(milestone).map(start_of);
        let from = from.map_or(by_duration, |from| full.next_start(from));
        by_duration.max(from).min(start_of(done))
    }

    /// "A done event lies on the side of its day on which its own row would put it were that day
    /// the as-of day; where that row gives a later day, at the end."
    fn done_event(&self, milestone: usize, done: Day, links: Option<&[Instant]>) -> Instant {
        let own = links.map(|links| self.row(milestone, done, links).finish);
        own.filter(|own| own.day == done).unwrap_or(end_of(done))
    }

    /// "start = latest of data date, program start, … `blocked.until`, FS/SS bounds; finish =
    /// start + duration"; with a valid `eta`: "start as above; finish = `eta`".
    fn work_row(&self, milestone: usize, as_of: Day, links: &[Instant]) -> Early {
        let mut bounds = self.common_bounds(milestone, links);
        bounds.push(data_date(as_of));
        bounds.extend(self.program_start_bound(milestone));
        let start = self.latest(milestone, &bounds);
        let eta = self.milestone(milestone).eta;
        let eta = eta.filter(|eta| *eta >= as_of && *eta >= start.day);
        let duration = self.duration(milestone).expect("work not started");
        match eta {
            Some(eta) => {
                Early { start, finish: end_of(eta), remaining_start: None, drivers: vec![Cause::Eta] }
            }
            None => Early {
                start,
                finish: self.full[milestone].finish_of(start, duration),
                remaining_start: None,
                drivers: self.drivers(milestone, &bounds, start),
            },
        }
    }

    /// "start = actual. … It runs as a block over working days from the latest of data date,
    /// `blocked.until` and its FS/SS bounds"; with a valid `eta`: "finish = `eta` exactly, weekend
    /// or not, but at least one working day from where its work left could begin".
    fn started_row(&self, milestone: usize, as_of: Day, links: &[Instant]) -> Early {
        let m = self.milestone(milestone);
        let mut bounds = self.common_bounds(milestone, links);
        bounds.push(data_date(as_of));
        let begins = self.latest(milestone, &bounds);
        let mut drivers = self.drivers(milestone, &bounds, begins);
        let finish = match m.eta.filter(|eta| *eta >= as_of) {
            Some(eta) => {
                let one_day = self.full[milestone].finish_of(begins, 1);
                if end_of(eta) >= one_day {
                    drivers = vec![Cause::Eta];
                }
                end_of(eta).max(one_day)
            }
            None => self.full[milestone].finish_of(begins, self.left(milestone).days),
        };
        Early {
            start: start_of(m.started.expect("a started milestone")),
            finish,
            remaining_start: Some(begins),
            drivers,
        }
    }

    /// "**on its due date** exactly, weekend or not, or later where predecessors, … or
    /// `blocked.until` push it; once the due date is past, the end of the as-of day".
    fn promise_row(&self, milestone: usize, as_of: Day, links: &[Instant]) -> Early {
        let due = self.milestone(milestone).due.expect("a promise");
        let pushes = self.common_bounds(milestone, links);
        let (own, cause) = match due >= as_of {
            true => (end_of(due), Cause::Due),
            false => (end_of(as_of), Cause::DataDate),
        };
        let pushed = pushes.iter().map(|push| self.snapped(milestone, push.at));
        let at = pushed.max().map_or(own, |pushed| pushed.max(own));
        let mut drivers = self.drivers(milestone, &pushes, at);
        drivers.extend((own == at).then_some(cause));
        event_at(at, drivers)
    }

    /// "latest of data date, program start, … `blocked.until`, `eta`, predecessors"; "an event's
    /// passed `eta` = the end of the as-of day".
    fn event_row(&self, milestone: usize, as_of: Day, links: &[Instant]) -> Early {
        let mut bounds = self.common_bounds(milestone, links);
        bounds.push(data_date(as_of));
        bounds.extend(self.program_start_bound(milestone));
        let eta = self.milestone(milestone).eta;
        bounds.extend(eta.map(|eta| Bound { cause: Cause::Eta, at: end_of(eta.max(as_of)) }));
        let at = self.latest(milestone, &bounds);
        event_at(at, self.drivers(milestone, &bounds, at))
    }

    /// `blocked.until`, which means the end of its day, and the links.
    fn common_bounds(&self, milestone: usize, links: &[Instant]) -> Vec<Bound> {
        let until = self.milestone(milestone).blocked.and_then(|b| b.until);
        let until = until.map(|until| Bound { cause: Cause::BlockedUntil, at: end_of(until) });
        let links = links.iter().enumerate().map(|(index, at)| Bound { cause: Cause::Link(index), at: *at });
        until.into_iter().chain(links).collect()
    }

    fn program_start_bound(&self, milestone: usize) -> Option<Bound> {
        self.program_start(milestone).map(|start| Bound { cause: Cause::ProgramStart, at: start_of(start) })
    }

    fn latest(&self, milestone: usize, bounds: &[Bound]) -> Instant {
        let snapped = bounds.iter().map(|bound| self.snapped(milestone, bound.at));
        snapped.max().expect("the data date at least")
    }

    /// "A link **drives** when its bound alone, snapped, gives the successor's early start".
    fn drivers(&self, milestone: usize, bounds: &[Bound], at: Instant) -> Vec<Cause> {
        bounds
            .iter()
            .filter(|bound| self.snapped(milestone, bound.at) == at)
            .map(|bound| bound.cause)
            .collect()
    }
}

fn data_date(as_of: Day) -> Bound {
    Bound { cause: Cause::DataDate, at: start_of(as_of) }
}

fn event_at(at: Instant, drivers: Vec<Cause>) -> Early {
    Early { start: at, finish: at, remaining_start: None, drivers }
}

/// "`work` = duration > 0, or `started`, …. Everything else is an `event`."
pub fn is_work(milestone: &Milestone) -> bool {
    let duration = milestone.duration.map_or(0, |d| d.likely().count);
    duration > 0 || milestone.started.is_some()
}

/// "event with a promise (`due`; no `eta`, no `0d`)"
pub fn is_promise_event(milestone: &Milestone) -> bool {
    let unsaid = milestone.eta.is_none() && milestone.duration.is_none();
    !is_work(milestone) && milestone.due.is_some() && unsaid
}

/// "A milestone … on a cycle …, and everything whose date depends on one, has no dates …; a done
/// milestone keeps its own dates unless it lies on the cycle."
pub fn is_undated(case: &Case, milestone: usize) -> bool {
    let on_cycle = behind(case, milestone).contains(&milestone);
    let links = &case.milestones[milestone].links;
    on_cycle
        || case.milestones[milestone].done.is_none() && links.iter().any(|link| is_undated(case, link.on))
}

/// Everything that a milestone depends on, near and far.
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
