//! Section 5: late dates, found by trying one instant after the other, from late to early.

use super::case::{LinkKind, Span};
use super::days::{Day, Instant, Side, end_of, start_of};
use super::early::{Cause, Plan, is_promise_event, is_work};

/// How late a milestone may be: None where nothing holds it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Late {
    /// What its predecessors have to respect: the late start, for started work that of what is
    /// left, for an event its late instant.
    pub start: Option<Instant>,
    pub finish: Option<Instant>,
}

/// How far beyond the bounds a lead may reach, in civil days.
const REACH: Day = 150;
/// A search that has gone back so far is an error of the oracle itself.
const BACK: Day = 3_000;

/// One backward pass: the late dates under caps on finishes ("late finish capped by …").
pub struct Backward<'p> {
    plan: &'p Plan<'p>,
    caps: Vec<Option<Instant>>,
    pub late: Vec<Late>,
}

impl<'p> Backward<'p> {
    /// "links carry late dates across programs": the milestones from the last to the first.
    pub fn pass(plan: &'p Plan<'p>, caps: Vec<Option<Instant>>) -> Backward<'p> {
        let late = vec![Late::default(); caps.len()];
        let mut pass = Backward { plan, caps, late };
        let mut open: Vec<usize> = (0..pass.late.len()).filter(|m| plan.is_live(*m)).collect();
        while let Some(place) = open.iter().position(|m| pass.is_last_of(&open, *m)) {
            let milestone = open.remove(place);
            pass.late[milestone] = pass.late_of(milestone);
        }
        pass
    }

    fn is_last_of(&self, open: &[usize], milestone: usize) -> bool {
        let mut successors = open.iter().flat_map(|s| &self.plan.milestone(*s).links);
        !successors.any(|link| link.on == milestone)
    }

    fn late_of(&self, milestone: usize) -> Late {
        let m = self.plan.milestone(milestone);
        let early = self.plan.early[milestone].as_ref().expect("dated");
        if !is_work(m) {
            return self.late_event(milestone, early.finish);
        }
        let eta_holds = match m.started {
            Some(_) => m.eta.is_some_and(|eta| eta >= self.plan.case.as_of),
            None => early.drivers == [Cause::Eta],
        };
        match (m.started, m.eta.filter(|_| eta_holds)) {
            (Some(_), None) => self.late_started(milestone),
            (Some(_), Some(_)) => self.late_started_with_eta(milestone, early.finish),
            (None, None) => self.late_work(milestone),
            (None, Some(eta)) => self.late_work_with_eta(milestone, eta),
        }
    }

    /// Work that is not started: the latest working start from which both it and its finish leave
    /// every successor in time.
    fn late_work(&self, milestone: usize) -> Late {
        let full = &self.plan.full[milestone];
        let duration = self.plan.left(milestone).days;
        let found = self.latest_day(milestone, |day| {
            let start = start_of(day);
            full.works(day)
                && self.start_in_time(milestone, start)
                && self.finish_in_time(milestone, full.finish_of(start, duration))
        });
        Late { start: found.map(start_of), finish: found.map(|day| full.finish_of(start_of(day), duration)) }
    }

    /// "started ones have finish float only"; what is left begins so that it ends by then.
    fn late_started(&self, milestone: usize) -> Late {
        let full = &self.plan.full[milestone];
        let left = self.plan.left(milestone).days;
        let finish =
            self.latest_day(milestone, |day| full.works(day) && self.finish_in_time(milestone, end_of(day)));
        let finish = finish.map(end_of);
        Late { start: finish.map(|finish| full.start_for(finish, left)), finish }
    }

    /// "for started work, the last working day not after its late finish"
    fn late_started_with_eta(&self, milestone: usize, early_finish: Instant) -> Late {
        let finish = self.late_finish_with_eta(milestone, early_finish);
        let full = &self.plan.full[milestone];
        Late { start: finish.map(|finish| full.start_for(finish, 1)), finish }
    }

    /// "late start = the latest working start with which its row gives no later finish than its
    /// late finish: the later of the last working day not after `eta` (if `eta` is not after the
    /// late finish) and late finish less what is left …; start and finish are then held apart:
    /// FS/FF successors hold its finish, SS/SF only its start."
    fn late_work_with_eta(&self, milestone: usize, eta: Day) -> Late {
        let full = &self.plan.full[milestone];
        let duration = self.plan.left(milestone).days;
        let finish = self.late_finish_with_eta(milestone, end_of(eta));
        let row_in_time = |day: Day, late: Instant| {
            let by_duration = full.finish_of(start_of(day), duration);
            let by_eta = day <= eta && end_of(eta) <= late;
            by_eta || by_duration <= late
        };
        let start = self.latest_day_if(finish.is_some(), milestone, |day| {
            full.works(day)
                && finish.is_none_or(|late| row_in_time(day, late))
                && self.start_in_time(milestone, start_of(day))
        });
        Late { start: start.map(start_of), finish }
    }

    /// The latest working end, or the end of the `eta` itself, that leaves the FS successors in time.
    fn late_finish_with_eta(&self, milestone: usize, own: Instant) -> Option<Instant> {
        let full = &self.plan.full[milestone];
        let held = self.is_held(milestone, LinkKind::FinishStart);
        let held = held || self.caps[milestone].is_some();
        let found = self.search(milestone, held, |day| {
            (full.works(day) || day == own.day) && self.finish_in_time(milestone, end_of(day))
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
            own && self.start_in_time(milestone, at) && self.finish_in_time(milestone, at)
        };
        let side = |day| [end_of(day), start_of(day)].into_iter().find(|at| fits(*at));
        let found = self.latest_day(milestone, |day| side(day).is_some());
        let at = found.and_then(side);
        Late { start: at, finish: at }
    }

    /// The caps and FS successors of a finish.
    fn finish_in_time(&self, milestone: usize, finish: Instant) -> bool {
        self.caps[milestone].is_none_or(|cap| finish <= cap)
            && self.links_in_time(milestone, LinkKind::FinishStart, finish)
    }

    /// The SS successors of a start; "SS/SF links out of [started ones] bind nothing backward".
    fn start_in_time(&self, milestone: usize, start: Instant) -> bool {
        self.plan.milestone(milestone).started.is_some()
            || self.links_in_time(milestone, LinkKind::StartStart, start)
    }

    /// With the milestone at this instant, is the bound of each such link, lagged and snapped, no
    /// later than the successor's late start?
    fn links_in_time(&self, milestone: usize, kind: LinkKind, at: Instant) -> bool {
        self.links_out(milestone, kind).iter().all(|(s, lag)| {
            let bound = self.plan.base[*s].lagged(at, *lag);
            let late = self.late[*s].start;
            late.is_none_or(|late| self.plan.snapped(*s, bound) <= late)
        })
    }

    fn links_out(&self, milestone: usize, kind: LinkKind) -> Vec<(usize, Span)> {
        let all = 0..self.caps.len();
        let live = all.filter(|s| self.plan.is_live(*s));
        live.flat_map(|s| self.plan.milestone(s).links.iter().map(move |link| (s, link)))
            .filter(|(_, link)| link.on == milestone && link.kind == kind)
            .map(|(s, link)| (s, link.lag))
            .collect()
    }

    /// Is there a successor by links of this kind that must not be late?
    fn is_held(&self, milestone: usize, kind: LinkKind) -> bool {
        let links = self.links_out(milestone, kind);
        links.iter().any(|(s, _)| self.late[*s].start.is_some())
    }

    /// The latest day that fits; None where nothing holds the milestone at all.
    fn latest_day(&self, milestone: usize, fits: impl Fn(Day) -> bool) -> Option<Day> {
        let finish_held = self.caps[milestone].is_some();
        let finish_held = finish_held || self.is_held(milestone, LinkKind::FinishStart);
        self.latest_day_if(finish_held, milestone, fits)
    }

    fn latest_day_if(&self, finish_held: bool, milestone: usize, fits: impl Fn(Day) -> bool) -> Option<Day> {
        let starts = self.plan.milestone(milestone).started.is_none();
        let start_held = starts && self.is_held(milestone, LinkKind::StartStart);
        self.search(milestone, finish_held || start_held, fits)
    }

    fn search(&self, milestone: usize, held: bool, fits: impl Fn(Day) -> bool) -> Option<Day> {
        if !held {
            return None;
        }
        let late = self.late.iter().flat_map(|late| [late.start, late.finish]);
        let known = late.chain([self.caps[milestone]]).flatten();
        let top = known.map(|instant| instant.day).max().expect("a bound") + REACH;
        let found = (0..BACK).map(|back| top - back).find(|day| fits(*day));
        Some(found.expect("a day early enough"))
    }
}

/// The day that is printed for the late instant of an event: "with float 0 the early date, an
/// end-side event the working end before, otherwise the day of the instant".
pub fn printed_event(plan: &Plan, milestone: usize, late: Instant, float: i32) -> Day {
    let early = plan.early[milestone].as_ref().expect("dated").finish;
    match (float, early.side) {
        (0, _) => early.day,
        (_, Side::End) => plan.full[milestone].last_end(late).day,
        (_, Side::Start) => late.day,
    }
}
