//! Section 5: late dates, found by trying one instant after the other, from late to early.

use super::calendar::WorkDays;
use super::days::{Day, Instant, end_of, start_of};
use super::early::{Plan, is_promise_event, is_work};

/// How late a milestone may be; `None` if nothing holds it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Late {
    /// What its predecessors must respect: the late start; for started work the late start of what
    /// is left; for an event its late instant.
    pub start: Option<Instant>,
    pub finish: Option<Instant>,
    /// "No working day early enough: late dates null, …, predecessors bound at the latest civil day
    /// that would do": whether the start, and the finish, is such a civil day.
    pub civil: [bool; 2],
}

impl Late {
    pub fn is_civil(&self) -> bool {
        self.civil != [false; 2]
    }
}

/// How far beyond the bounds a lead may reach, in civil days.
const REACH: Day = 200;
/// How far back the search for an early enough day goes. All calendars are worked every day long
/// before that, except those that begin with their first slot.
const BACK: Day = 1_200;

/// The start or the finish of a milestone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    Start,
    Finish,
}

/// One backward pass: the late dates under caps on finishes ("late finish capped by …").
pub struct Backward<'p> {
    plan: &'p Plan<'p>,
    caps: Vec<Option<Instant>>,
    pub late: Vec<Late>,
}

impl<'p> Backward<'p> {
    /// "links carry late dates across programs": visits the milestones from the last to the first.
    pub fn pass(plan: &'p Plan<'p>, caps: Vec<Option<Instant>>) -> Backward<'p> {
        let late = vec![Late::default(); caps.len()];
        let mut pass = Backward { plan, caps, late };
        let all = 0..pass.late.len();
        let successors: Vec<Vec<usize>> = all.clone().map(|m| plan.successors(m, &|_| true)).collect();
        let mut open: Vec<usize> = all.filter(|m| plan.is_live(*m)).collect();
        let is_last = |open: &[usize], m: usize| !successors[m].iter().any(|s| open.contains(s));
        while let Some(place) = open.iter().position(|m| is_last(&open, *m)) {
            let milestone = open.remove(place);
            pass.late[milestone] = pass.late_of(milestone);
        }
        pass
    }

    fn late_of(&self, milestone: usize) -> Late {
        let m = self.plan.milestone(milestone);
        let early = self.plan.early[milestone].as_ref().expect("dated");
        match (m.started, early.by_eta) {
            _ if !is_work(m) => self.late_event(milestone, early.finish),
            (Some(_), false) => self.late_started(milestone),
            (Some(_), true) => self.late_started_with_eta(milestone, early.finish),
            (None, false) => self.late_work(milestone),
            (None, true) => self.late_work_with_eta(milestone, m.eta.expect("an eta"), early.finish),
        }
    }

    /// The end of a block of this many days that begins on a day.
    fn block(&self, milestone: usize, day: Day) -> Option<Instant> {
        self.plan.run(milestone, self.plan.block(milestone), start_of(day))
    }

    /// The same in civil days, for calendars without a working day there.
    fn civil_block(&self, milestone: usize, day: Day) -> Instant {
        end_of(day + self.plan.block(milestone).count - 1)
    }

    /// Whether a civil day is no later than the first working day. If too few working days follow,
    /// the bound must be no less strict than for a later one that has room for them all. Work that must
    /// not be broken has no room in the slots before it either way.
    fn is_early(&self, milestone: usize, day: Day) -> bool {
        let full = &self.plan.full[milestone];
        full.unbroken || first_slot(full).is_none_or(|slot| start_of(day) <= slot)
    }

    /// Work that has not started: the latest working start from which both it and its finish leave
    /// every successor on time. Without one, start and finish are searched separately, each in
    /// civil days if there is no working day.
    fn late_work(&self, milestone: usize) -> Late {
        let (start_held, finish_held) = (self.is_held(milestone, End::Start), self.is_finish_held(milestone));
        let works = |day: Day| self.plan.full[milestone].works(day);
        let start_fits = |day: Day| self.in_time(milestone, End::Start, start_of(day));
        let finish_fits = |finish: Instant| self.finish_in_time(milestone, finish);
        let found = self.latest_day(start_held || finish_held, |day| {
            works(day) && start_fits(day) && self.block(milestone, day).is_some_and(finish_fits)
        });
        let Search::None = found else {
            let day = found.day();
            let finish = day.and_then(|day| self.block(milestone, day));
            return Late { start: day.map(start_of), finish, civil: [false; 2] };
        };
        let (by_finish, late_finish) = self.late_by_finish(milestone, finish_held);
        let ends = |day: Day| works(day) && self.block(milestone, day).is_some();
        let by_start = self.latest_day(start_held, |day| ends(day) && start_fits(day));
        let by_start = by_start.or(|| self.latest_day(start_held, start_fits)).day();
        let day = by_finish.into_iter().chain(by_start).min().expect("a civil day");
        let finish = self.block(milestone, day).filter(|_| works(day));
        let finish = finish.unwrap_or(self.civil_block(milestone, day));
        let finish = late_finish.map_or(finish, |late| finish.min(late));
        Late { start: Some(start_of(day)), finish: Some(finish), civil: [true; 2] }
    }

    /// The late finish by itself: the latest working end that is on time, otherwise the civil day;
    /// and the latest start from which its days (working days, otherwise civil days) end by then.
    fn late_by_finish(&self, milestone: usize, held: bool) -> (Option<Day>, Option<Instant>) {
        let works = |day: Day| self.plan.full[milestone].works(day);
        let in_time = |day: Day| self.finish_in_time(milestone, end_of(day));
        let full = &self.plan.full[milestone];
        let own = |day: Day| match self.plan.block(milestone).elapsed || full.unbroken {
            true => (0..60)
                .any(|back| works(day - back) && self.block(milestone, day - back) == Some(end_of(day))),
            false => works(day),
        };
        let finish = self.latest_day(held, |day| own(day) && in_time(day));
        let finish = finish.or(|| self.latest_day(held, in_time)).day().map(end_of);
        let Some(late) = finish else { return (None, None) };
        let block = self.plan.as_said(milestone);
        let run = |day: Day| self.plan.run(milestone, block, start_of(day));
        let start = self.latest_day(held, |day| works(day) && run(day).is_some_and(|finish| finish <= late));
        let start = start.or(|| {
            let by = |day: Day| end_of(day + block.count - 1) <= late;
            self.latest_day(held, |day| by(day) && self.is_early(milestone, day))
        });
        (start.day(), finish)
    }

    /// "started ones have finish float only, and SS/SF links out of them bind nothing backward": the
    /// latest finish that is on time, and the latest working start from which all that is left as
    /// said ends by then. Where its bounds let it begin before the as-of day, less is left; that
    /// makes no difference, as what is assumed worked is work that was said to be left.
    fn late_started(&self, milestone: usize) -> Late {
        let held = self.is_finish_held(milestone);
        let found = self.latest_day(held, |day| {
            self.plan.full[milestone].works(day)
                && self.block(milestone, day).is_some_and(|finish| self.finish_in_time(milestone, finish))
        });
        let (start, finish) = self.late_by_finish(milestone, held);
        let civil = matches!(found, Search::None);
        Late { start: start.map(start_of), finish, civil: [civil; 2] }
    }

    /// "for started work, the last working day not after its late finish"
    fn late_started_with_eta(&self, milestone: usize, early_finish: Instant) -> Late {
        let (finish, civil) = self.late_finish_with_eta(milestone, early_finish);
        let begins = |day: &Day| self.block(milestone, *day).is_some();
        let worked = finish.and_then(|finish| self.plan.full[milestone].until(finish.day).find(begins));
        let start = worked.or(finish.map(|finish| finish.day)).map(start_of);
        Late { start, finish, civil: [worked.is_none(), civil] }
    }

    /// "late start = the latest working start with which its row gives no later finish than its
    /// late finish: the later of the last working day not after `eta` (if `eta` is not after the
    /// late finish) and late finish less what is left …; start and finish are then held apart:
    /// FS/FF successors hold its finish, SS/SF only its start."
    fn late_work_with_eta(&self, milestone: usize, eta: Day, early_finish: Instant) -> Late {
        let (finish, civil_finish) = self.late_finish_with_eta(milestone, early_finish);
        let works = |day: Day| self.plan.full[milestone].works(day) && self.block(milestone, day).is_some();
        let row_in_time = |day: Day, late: Option<Instant>| {
            let in_time = |finish: Instant| late.is_none_or(|late| finish <= late);
            day <= eta && in_time(end_of(eta)) || self.block(milestone, day).is_some_and(in_time)
        };
        let start_fits = |day: Day| self.in_time(milestone, End::Start, start_of(day));
        let start_held = self.is_held(milestone, End::Start);
        let found = self.latest_day(finish.is_some() || start_held, |day| {
            works(day) && row_in_time(day, finish) && start_fits(day)
        });
        let Search::None = found else {
            return Late { start: found.day().map(start_of), finish, civil: [false, civil_finish] };
        };
        // By its finish and by its start, separately.
        let by_row = self.latest_day(finish.is_some(), |day| works(day) && row_in_time(day, finish));
        let by_civil = |day: Day| {
            finish.is_none_or(|late| self.civil_block(milestone, day) <= late)
                && self.is_early(milestone, day)
        };
        let by_row = by_row.or(|| self.latest_day(finish.is_some(), by_civil)).day();
        let by_start =
            self.latest_day(start_held, |day| works(day) && row_in_time(day, None) && start_fits(day));
        let by_start = by_start.or(|| self.latest_day(start_held, start_fits)).day();
        let start = by_row.into_iter().chain(by_start).min().map(start_of);
        Late { start, finish, civil: [true, civil_finish] }
    }

    /// The latest working end, or the early finish itself (which may be an `eta` on a day off),
    /// that leaves the FS and FF successors on time; for elapsed time also a day off on which it
    /// would end. Otherwise the civil day, marked as such.
    fn late_finish_with_eta(&self, milestone: usize, early_finish: Instant) -> (Option<Instant>, bool) {
        let full = &self.plan.full[milestone];
        let ends = |day: Day| {
            (0..60)
                .any(|back| full.works(day - back) && self.block(milestone, day - back) == Some(end_of(day)))
        };
        let held = self.is_finish_held(milestone);
        let in_time = |day: Day| self.finish_in_time(milestone, end_of(day));
        let found = self.latest_day(held, |day| {
            let own = full.works(day) || end_of(day) == early_finish || ends(day);
            own && in_time(day)
        });
        let civil = matches!(found, Search::None);
        (found.or(|| self.latest_day(held, in_time)).day().map(end_of), civil)
    }

    /// "The late instant of an event is its latest own position with which every successor is still
    /// in time"; else the civil instant.
    fn late_event(&self, milestone: usize, early: Instant) -> Late {
        let full = &self.plan.full[milestone];
        let m = self.plan.milestone(milestone);
        let due = m.due.filter(|_| is_promise_event(m)).map(end_of);
        let in_time = |at: Instant| self.event_in_time(milestone, at);
        let fits = |at: Instant| (full.works(at.day) || at == early || Some(at) == due) && in_time(at);
        let side = |day, fits: &dyn Fn(Instant) -> bool| {
            [end_of(day), start_of(day)].into_iter().find(|at| fits(*at))
        };
        let held = self.is_held(milestone, End::Start) || self.is_finish_held(milestone);
        let found = self.latest_day(held, |day| side(day, &fits).is_some());
        let Search::None = found else {
            let at = found.day().and_then(|day| side(day, &fits));
            return Late { start: at, finish: at, civil: [false; 2] };
        };
        let at = self.latest_day(held, |day| side(day, &in_time).is_some()).day();
        let at = at.and_then(|day| side(day, &in_time));
        Late { start: at, finish: at, civil: [true; 2] }
    }

    /// Whether every successor is in time with an event at an instant.
    fn event_in_time(&self, milestone: usize, at: Instant) -> bool {
        self.in_time(milestone, End::Start, at) && self.finish_in_time(milestone, at)
    }

    /// The caps, and the FS and FF successors of a finish.
    fn finish_in_time(&self, milestone: usize, finish: Instant) -> bool {
        self.caps[milestone].is_none_or(|cap| finish <= cap) && self.in_time(milestone, End::Finish, finish)
    }

    /// Whether, with one end of the milestone at this instant, the bound of each link from that
    /// end, lagged and snapped, is no later than the successor's late start, or for FF and SF its
    /// late finish. A cancelled successor passes the bound on; all its links count.
    fn in_time(&self, milestone: usize, end: End, at: Instant) -> bool {
        let plan = self.plan;
        let passes_on = plan.is_cancelled(milestone);
        (0..self.late.len()).all(|s| {
            let links = plan.milestone(s).links.iter().filter(|link| link.on == milestone);
            let mut links =
                links.filter(|link| passes_on || link.kind.runs_from_finish() == (end == End::Finish));
            links.all(|link| {
                if plan.is_cancelled(s) && !plan.is_undated(s) {
                    let bound = |at: Instant| plan.link_bound(s, link, at);
                    let fits = |at: Instant| bound(at).is_some_and(|bound| self.in_time(s, end, bound));
                    // A lag that leads out of the calendar does no harm if nothing depends on it.
                    let held = self.is_held(s, end);
                    let slot = first_slot(&plan.base[s]).is_none_or(|slot| at <= slot);
                    return !held || fits(at) || !fits(self.long_ago()) && slot && self.in_time(s, end, at);
                }
                let [by_start, by_finish] = self.late[s].civil;
                let (late, civil) = match link.kind.holds_finish() {
                    true => (self.late[s].finish, by_finish),
                    false => (self.late[s].start, by_start),
                };
                let (true, Some(late)) = (plan.is_live(s), late) else {
                    return true;
                };
                let full = &plan.full[s];
                // On its due date an event may lie before every day of its calendar: no bound leads
                // there, and it asks for that civil day.
                let civil = civil || !full.works(late.day) && full.last_end(late).is_none();
                let by_eta = plan.early[s].as_ref().is_some_and(|early| early.by_eta);
                let own = |bound: Instant| match link.kind.holds_finish() {
                    _ if civil => Some(bound),
                    true => plan.finish_by(s, plan.block(s), by_eta, bound),
                    false => plan.snapped(s, plan.block(s), bound),
                };
                let bound = |at: Instant| plan.link_bound(s, link, at).and_then(own);
                let fits = |at: Instant| bound(at).is_some_and(|own| own <= late);
                // A bound on a day off is kept by the working end before it.
                let kept = full.last_end(late).filter(|_| !civil && !full.works(late.day)).unwrap_or(late);
                fits(at)
                    || !fits(self.long_ago())
                        && at <= first_slot(&plan.base[s]).map_or(kept, |slot| kept.min(slot))
            })
        })
    }

    /// An instant before every date of a case. If a lag leads to a slot that is too late even from
    /// there, the result is the instant that the successor must keep.
    fn long_ago(&self) -> Instant {
        start_of(self.plan.case.as_of - 1_050)
    }

    /// Whether a link from this end leads to a successor that must not be late.
    fn is_held(&self, milestone: usize, end: End) -> bool {
        let plan = self.plan;
        let passes_on = plan.is_cancelled(milestone);
        (0..self.late.len()).any(|s| {
            let links = plan.milestone(s).links.iter().filter(|link| link.on == milestone);
            let mut links =
                links.filter(|link| passes_on || link.kind.runs_from_finish() == (end == End::Finish));
            links.any(|link| match plan.is_cancelled(s) {
                true => !plan.is_undated(s) && self.is_held(s, end),
                false if link.kind.holds_finish() => self.late[s].finish.is_some(),
                false => self.late[s].start.is_some(),
            })
        })
    }

    fn is_finish_held(&self, milestone: usize) -> bool {
        self.caps[milestone].is_some() || self.is_held(milestone, End::Finish)
    }

    /// The latest day that fits.
    fn latest_day(&self, held: bool, fits: impl Fn(Day) -> bool) -> Search {
        if !held {
            return Search::Free;
        }
        let late = self.late.iter().flat_map(|late| [late.start, late.finish]);
        let known = late.chain(self.caps.iter().copied()).flatten();
        let top = known.map(|instant| instant.day).max().expect("a bound") + REACH;
        match (0..BACK).map(|back| top - back).find(|day| fits(*day)) {
            None => Search::None,
            // A lead that leads out of the successor's calendar from any start holds nothing.
            Some(day) if day >= top - 7 => Search::Free,
            Some(day) => Search::Day(day),
        }
    }
}

/// The start of the first working day. If fewer slots come before a limit than a lag takes, the
/// result must be no later than for a later limit.
fn first_slot(days: &WorkDays) -> Option<Instant> {
    days.from(Day::MIN).next().map(start_of)
}

/// The result of a search for the latest day.
#[derive(Clone, Copy, Debug)]
enum Search {
    /// Nothing holds the milestone at all.
    Free,
    Day(Day),
    /// No day is early enough.
    None,
}

impl Search {
    fn day(self) -> Option<Day> {
        match self {
            Search::Day(day) => Some(day),
            Search::Free | Search::None => None,
        }
    }

    /// Runs another search if no day was early enough.
    fn or(self, other: impl FnOnce() -> Search) -> Search {
        match self {
            Search::None => other(),
            found => found,
        }
    }
}

/// The day that is printed for the late instant of an event: "the last day by whose end it is enough
/// to finish", which is the working end before the instant; "with float 0 the early date", where that
/// is in time: it may lie on a day off after it. `None`: its calendar has no day before.
pub fn printed_event(pass: &Backward, milestone: usize, late: Instant, float: i32) -> Option<Day> {
    let early = pass.plan.early[milestone].as_ref().expect("dated").finish;
    match float {
        0 if early <= late && pass.event_in_time(milestone, early) => Some(early.day),
        _ => pass.plan.full[milestone].last_end(late).map(|end| end.day),
    }
}
