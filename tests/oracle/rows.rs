//! Section 4: the rows of the table of early dates.

use super::days::{Day, Instant, end_of, start_of};
use super::early::{Bound, Cause, Early, Plan, is_promise_event, is_work};
use super::left::{Block, Left};

impl Plan<'_> {
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
    pub fn done_row(&self, milestone: usize, done: Day, links: Option<&[Option<Instant>]>) -> Early {
        let m = self.milestone(milestone);
        let (start, finish) = match m.started {
            Some(started) => (start_of(started), end_of(done)),
            None if is_work(m) => (self.derived_start(milestone, done), end_of(done)),
            None => {
                let at = self.done_event(milestone, done, links);
                (at, at)
            }
        };
        Early {
            start,
            finish,
            remaining_start: None,
            by_eta: false,
            left: Left::default(),
            gives: vec![Cause::Actual],
        }
    }

    /// The start of done work without `started`. Work whose `eta` was that very day began on it at
    /// the latest, so that writing `done` moves nothing.
    fn derived_start(&self, milestone: usize, done: Day) -> Instant {
        let full = &self.full[milestone];
        if self.milestone(milestone).eta == Some(done) && full.works(done) {
            return start_of(done);
        }
        let block = self.size(milestone).unwrap_or(Block::working(1));
        let ends =
            |start: &Instant| self.run(milestone, block, *start).is_some_and(|end| end <= end_of(done));
        let by_duration = full.until(done).map(start_of).find(ends).unwrap_or(start_of(done));
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
        let left = self.planned(milestone);
        let start = self.latest(milestone, left.block, &bounds)?;
        // "An `eta` is **void** when it is before the as-of day, or, for work, before its early
        // start".
        let eta = self.milestone(milestone).eta.filter(|eta| *eta >= as_of && *eta >= start.day);
        let Some(eta) = eta else {
            let (start, finish) = self.moved(milestone, left.block, start, &finish_bounds)?;
            let mut gives = self.give_start(milestone, left.block, &bounds, start);
            gives.extend(self.give_finish(milestone, left.block, false, &finish_bounds, finish));
            return Some(Early { start, finish, remaining_start: None, by_eta: false, left, gives });
        };
        let finish = self.latest_finish(milestone, end_of(eta), &finish_bounds)?;
        let held_by_eta = finish == end_of(eta);
        let gives = self.eta_gives(milestone, left, held_by_eta, (&bounds, start), (&finish_bounds, finish));
        Some(Early { start, finish, remaining_start: None, by_eta: true, left, gives })
    }

    /// "start = actual. … It runs as a block over working days from the latest of data date, the
    /// day on which the work left begins, `blocked.until` and its FS/SS bounds …; FF/SF bounds move
    /// the block"; with a valid `eta`: "finish = `eta` exactly, weekend or not, but at least one
    /// working day from where its work left could begin, and not before an FF/SF bound".
    fn started_row(&self, milestone: usize, as_of: Day, links: &[Option<Instant>]) -> Option<Early> {
        let m = self.milestone(milestone);
        let start = start_of(m.started.expect("a started milestone"));
        let (mut bounds, finish_bounds) = self.work_bounds(milestone, links);
        let from = self.left_from(milestone);
        bounds.extend(from.map(|day| Bound { cause: Cause::Updated, at: start_of(day) }));
        let left = self.left(milestone, &bounds);
        bounds.push(data_date(as_of));
        let begins = self.latest(milestone, left.block, &bounds)?;
        let Some(eta) = m.eta.filter(|eta| *eta >= as_of) else {
            let (begins, finish) = self.moved(milestone, left.block, begins, &finish_bounds)?;
            let mut gives = self.give_start(milestone, left.block, &bounds, begins);
            gives.extend(self.give_finish(milestone, left.block, false, &finish_bounds, finish));
            return Some(Early { start, finish, remaining_start: Some(begins), by_eta: false, left, gives });
        };
        let one_day = self.full[milestone].finish_of(begins, 1)?;
        let finish = self.latest_finish(milestone, end_of(eta).max(one_day), &finish_bounds)?;
        let held_by_eta = finish == end_of(eta);
        let gives = self.eta_gives(milestone, left, held_by_eta, (&bounds, begins), (&finish_bounds, finish));
        Some(Early { start, finish, remaining_start: Some(begins), by_eta: true, left, gives })
    }

    fn latest_finish(&self, milestone: usize, own: Instant, bounds: &[Bound]) -> Option<Instant> {
        let mut latest = own;
        for bound in bounds {
            latest = latest.max(self.finish_by(milestone, Block::default(), true, bound.at)?);
        }
        Some(latest)
    }

    /// "Where `eta` alone decides a finish, only `eta` drives"; "Where an FF/SF bound alone gives the
    /// same finish as an `eta`, that link drives too". If the eta does not decide: each bound that
    /// by itself gives the start or the finish.
    fn eta_gives(
        &self,
        milestone: usize,
        left: Left,
        held_by_eta: bool,
        (bounds, start): (&[Bound], Instant),
        (finish_bounds, finish): (&[Bound], Instant),
    ) -> Vec<Cause> {
        let mut gives = match held_by_eta {
            true => vec![Cause::Eta],
            false => self.give_start(milestone, left.block, bounds, start),
        };
        gives.extend(self.give_finish(milestone, Block::default(), true, finish_bounds, finish));
        gives
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
            at = at.max(self.snapped(milestone, Block::default(), push.at)?);
        }
        let mut gives = self.give_start(milestone, Block::default(), &pushes, at);
        gives.extend((own == at).then_some(cause));
        Some(event_at(at, gives))
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
        let at = self.latest(milestone, Block::default(), &bounds)?;
        Some(event_at(at, self.give_start(milestone, Block::default(), &bounds, at)))
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

    fn latest(&self, milestone: usize, block: Block, bounds: &[Bound]) -> Option<Instant> {
        let latest = bounds.iter().map(|bound| bound.at).max();
        self.snapped(milestone, block, latest.expect("the data date at least"))
    }

    /// What "alone, snapped, gives the … early start".
    fn give_start(&self, milestone: usize, block: Block, bounds: &[Bound], at: Instant) -> Vec<Cause> {
        let gives = |bound: &&Bound| self.snapped(milestone, block, bound.at) == Some(at);
        bounds.iter().filter(gives).map(|bound| bound.cause).collect()
    }

    /// "(or finish, for FF/SF)"
    fn give_finish(
        &self,
        milestone: usize,
        block: Block,
        by_eta: bool,
        bounds: &[Bound],
        at: Instant,
    ) -> Vec<Cause> {
        let gives = |bound: &&Bound| self.finish_by(milestone, block, by_eta, bound.at) == Some(at);
        bounds.iter().filter(gives).map(|bound| bound.cause).collect()
    }
}

fn data_date(as_of: Day) -> Bound {
    Bound { cause: Cause::DataDate, at: start_of(as_of) }
}

fn event_at(at: Instant, gives: Vec<Cause>) -> Early {
    Early { start: at, finish: at, remaining_start: None, by_eta: false, left: Left::default(), gives }
}
