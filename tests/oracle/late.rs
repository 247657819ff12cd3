//! Section 5: late dates, found by trying one instant after the other, from late to early.

use std::cell::Cell;

use super::days::{Day, Instant, Side, end_of, start_of};
use super::early::{Plan, is_promise_event, is_work};

/// How late a milestone may be: None where nothing holds it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Late {
    /// What its predecessors have to respect: the late start, for started work that of what is
    /// left, for an event its late instant.
    pub start: Option<Instant>,
    pub finish: Option<Instant>,
    /// "No working day early enough": its calendar begins too late, or that of something that waits for it. How late it may be is
    /// then not searched for here; `hand::slots` has such networks.
    pub beyond: bool,
}

/// How far beyond the bounds a lead may reach, in civil days.
const REACH: Day = 200;
/// How far back a day is looked for that is early enough. Long before that all calendars are worked every day, but for those that begin
/// with their first slot.
const BACK: Day = 1_200;

/// One of the two instants of a milestone.
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
    /// Whether a search has found no day.
    is_beyond: Cell<bool>,
}

impl<'p> Backward<'p> {
    /// "links carry late dates across programs": the milestones from the last to the first.
    pub fn pass(plan: &'p Plan<'p>, caps: Vec<Option<Instant>>) -> Backward<'p> {
        let late = vec![Late::default(); caps.len()];
        let mut pass = Backward { plan, caps, late, is_beyond: Cell::new(false) };
        let all = 0..pass.late.len();
        let successors: Vec<Vec<usize>> = all.clone().map(|m| plan.successors(m, &|_| true)).collect();
        let mut open: Vec<usize> = all.filter(|m| plan.is_live(*m)).collect();
        let is_last = |open: &[usize], m: usize| !successors[m].iter().any(|s| open.contains(s));
        while let Some(place) = open.iter().position(|m| is_last(&open, *m)) {
            let milestone = open.remove(place);
            let waits = |s: &usize| pass.late[*s].beyond;
            pass.late[milestone] = match successors[milestone].iter().any(waits) {
                true => Late { beyond: true, ..Late::default() },
                false => pass.late_of(milestone),
            };
        }
        pass
    }

    fn late_of(&self, milestone: usize) -> Late {
        let m = self.plan.milestone(milestone);
        let early = self.plan.early[milestone].as_ref().expect("dated");
        self.is_beyond.set(false);
        let late = match (m.started, early.by_eta) {
            _ if !is_work(m) => self.late_event(milestone, early.finish),
            (Some(_), false) => self.late_started(milestone),
            (Some(_), true) => self.late_started_with_eta(milestone, early.finish),
            (None, false) => self.late_work(milestone),
            (None, true) => self.late_work_with_eta(milestone, m.eta.expect("an eta"), early.finish),
        };
        match self.is_beyond.get() {
            true => Late { beyond: true, ..Late::default() },
            false => late,
        }
    }

    /// Work that is not started: the latest working start from which both it and its finish leave
    /// every successor in time.
    fn late_work(&self, milestone: usize) -> Late {
        let held = self.is_held(milestone, End::Start) || self.is_finish_held(milestone);
        let block = |day: Day| self.plan.run(milestone, self.plan.block(milestone), start_of(day));
        let found = self.latest_day(held, |day| {
            self.plan.full[milestone].works(day)
                && self.in_time(milestone, End::Start, start_of(day))
                && block(day).is_some_and(|finish| self.finish_in_time(milestone, finish))
        });
        Late { start: found.map(start_of), finish: found.and_then(block), beyond: false }
    }

    /// "started ones have finish float only, and SS/SF links out of them bind nothing backward": the
    /// latest working start of what is left from which that ends in time.
    fn late_started(&self, milestone: usize) -> Late {
        let held = self.is_finish_held(milestone);
        let block = |day: Day| self.plan.run(milestone, self.plan.block(milestone), start_of(day));
        let found = self.latest_day(held, |day| {
            self.plan.full[milestone].works(day)
                && block(day).is_some_and(|finish| self.finish_in_time(milestone, finish))
        });
        Late { start: found.map(start_of), finish: found.and_then(block), beyond: false }
    }

    /// "for started work, the last working day not after its late finish"
    fn late_started_with_eta(&self, milestone: usize, early_finish: Instant) -> Late {
        let finish = self.late_finish_with_eta(milestone, early_finish);
        let full = &self.plan.full[milestone];
        Late { start: finish.and_then(|finish| full.start_for(finish, 1)), finish, beyond: false }
    }

    /// "late start = the latest working start with which its row gives no later finish than its
    /// late finish: the later of the last working day not after `eta` (if `eta` is not after the
    /// late finish) and late finish less what is left …; start and finish are then held apart:
    /// FS/FF successors hold its finish, SS/SF only its start."
    fn late_work_with_eta(&self, milestone: usize, eta: Day, early_finish: Instant) -> Late {
        let finish = self.late_finish_with_eta(milestone, early_finish);
        let row_in_time = |day: Day, late: Option<Instant>| {
            let by_duration = self.plan.run(milestone, self.plan.block(milestone), start_of(day));
            let in_time = |finish: Instant| late.is_none_or(|late| finish <= late);
            day <= eta && in_time(end_of(eta)) || by_duration.is_some_and(in_time)
        };
        let held = finish.is_some() || self.is_held(milestone, End::Start);
        let start = self.latest_day(held, |day| {
            self.plan.full[milestone].works(day)
                && row_in_time(day, finish)
                && self.in_time(milestone, End::Start, start_of(day))
        });
        Late { start: start.map(start_of), finish, beyond: false }
    }

    /// The latest working end, or the early finish itself, which may be an `eta` on a day off, that
    /// leaves the FS and FF successors in time; of elapsed time also a day off on which it would end.
    fn late_finish_with_eta(&self, milestone: usize, early_finish: Instant) -> Option<Instant> {
        let full = &self.plan.full[milestone];
        let block = |day: Day| self.plan.run(milestone, self.plan.block(milestone), start_of(day));
        let ends =
            |day: Day| (0..60).any(|back| full.works(day - back) && block(day - back) == Some(end_of(day)));
        let found = self.latest_day(self.is_finish_held(milestone), |day| {
            let own = full.works(day) || end_of(day) == early_finish || ends(day);
            own && self.finish_in_time(milestone, end_of(day))
        });
        found.map(end_of)
    }

    /// "The late instant of an event is its latest own position with which every successor is still
    /// in time".
    fn late_event(&self, milestone: usize, early: Instant) -> Late {
        let full = &self.plan.full[milestone];
        let m = self.plan.milestone(milestone);
        let due = m.due.filter(|_| is_promise_event(m)).map(end_of);
        let fits = |at: Instant| {
            let own = full.works(at.day) || at == early || Some(at) == due;
            own && self.in_time(milestone, End::Start, at) && self.finish_in_time(milestone, at)
        };
        let side = |day| [end_of(day), start_of(day)].into_iter().find(|at| fits(*at));
        let held = self.is_held(milestone, End::Start) || self.is_finish_held(milestone);
        let at = self.latest_day(held, |day| side(day).is_some()).and_then(side);
        Late { start: at, finish: at, beyond: false }
    }

    /// The caps, and the FS and FF successors of a finish.
    fn finish_in_time(&self, milestone: usize, finish: Instant) -> bool {
        self.caps[milestone].is_none_or(|cap| finish <= cap) && self.in_time(milestone, End::Finish, finish)
    }

    /// With one end of the milestone at this instant, is the bound of each link from that end, lagged
    /// and snapped, no later than the successor's late start, or for FF and SF its late finish? What
    /// is cancelled passes the bound on; from there all links run.
    fn in_time(&self, milestone: usize, end: End, at: Instant) -> bool {
        let plan = self.plan;
        let passes_on = plan.is_cancelled(milestone);
        (0..self.late.len()).all(|s| {
            let links = plan.milestone(s).links.iter().filter(|link| link.on == milestone);
            let mut links =
                links.filter(|link| passes_on || link.kind.runs_from_finish() == (end == End::Finish));
            links.all(|link| {
                if plan.is_cancelled(s) && !plan.is_undated(s) {
                    let bound = plan.link_bound(s, link, at);
                    // A lag that leads out of the calendar is no harm where nothing hangs behind it.
                    let held = self.is_held(s, end);
                    return !held || bound.is_some_and(|bound| self.in_time(s, end, bound));
                }
                let late = match link.kind.holds_finish() {
                    true => self.late[s].finish,
                    false => self.late[s].start,
                };
                let (true, Some(late)) = (plan.is_live(s), late) else {
                    return true;
                };
                let by_eta = plan.early[s].as_ref().is_some_and(|early| early.by_eta);
                let bound = plan.link_bound(s, link, at);
                let own = bound.and_then(|bound| match link.kind.holds_finish() {
                    true => plan.finish_by(s, by_eta, bound),
                    false => plan.snapped(s, bound),
                });
                own.is_some_and(|own| own <= late)
            })
        })
    }

    /// Is there a successor by links from this end that must not be late?
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

    /// The latest day that fits; None where nothing holds the milestone at all.
    fn latest_day(&self, held: bool, fits: impl Fn(Day) -> bool) -> Option<Day> {
        if !held {
            return None;
        }
        let late = self.late.iter().flat_map(|late| [late.start, late.finish]);
        let known = late.chain(self.caps.iter().copied()).flatten();
        let top = known.map(|instant| instant.day).max().expect("a bound") + REACH;
        let found = (0..BACK).map(|back| top - back).find(|day| fits(*day));
        self.is_beyond.set(self.is_beyond.get() || found.is_none());
        // A lead that leads out of the successor's calendar, wherever it begins, holds nothing.
        found.filter(|day| *day < top - 7)
    }
}

/// The day that is printed for the late instant of an event: "with float 0 the early date, an
/// end-side event the working end before, otherwise the day of the instant".
pub fn printed_event(plan: &Plan, milestone: usize, late: Instant, float: i32) -> Day {
    let early = plan.early[milestone].as_ref().expect("dated").finish;
    match (float, early.side) {
        (0, _) => early.day,
        (_, Side::End) => plan.full[milestone].last_end(late).expect("a working day").day,
        (_, Side::Start) => late.day,
    }
}
