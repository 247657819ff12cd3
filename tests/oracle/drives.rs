//! Section 5: what drives a date.

use super::early::{Cause, Early, Plan};

impl Plan<'_> {
    /// "A link **drives** when its bound alone, snapped, gives the successor's early start (or finish,
    /// for FF/SF) **and the predecessor one working day later, start and finish, in its own calendar,
    /// would move it** (… where a slot, a window or a day off takes up the day, the link has slack and
    /// does not drive; the date is then held by that calendar, and says so)". With everything else
    /// that by itself gives the date.
    pub fn drivers(&self, milestone: usize) -> Vec<Cause> {
        let gives = &self.early[milestone].as_ref().expect("dated").gives;
        let drives = |cause: &&Cause| match cause {
            Cause::Link(index) => self.drives(milestone, *index),
            _ => true,
        };
        let drivers: Vec<Cause> = gives.iter().filter(drives).copied().collect();
        if drivers.is_empty() { vec![Cause::Calendar] } else { drivers }
    }

    fn drives(&self, milestone: usize, index: usize) -> bool {
        let link = &self.milestone(milestone).links[index];
        let put = |places: &dyn Fn(usize) -> Option<Early>| {
            let latest = self.bounds_of(milestone, link, places)?.into_iter().max()?;
            self.alone(milestone, link, latest)
        };
        let now = put(&|on| self.early[on].clone());
        let would_move = |predecessor: &usize| {
            let later = self.a_day_later(*predecessor);
            let then = put(&|on| if on == *predecessor { later.clone() } else { self.early[on].clone() });
            then.is_none_or(|then| Some(then) > now)
        };
        self.origins(link).iter().any(would_move)
    }

    /// "one working day later, start and finish, in its own calendar …(a done or started one as if its
    /// actual dates were that …)": `None` where that calendar has no such day.
    fn a_day_later(&self, milestone: usize) -> Option<Early> {
        let early = self.early[milestone].clone().expect("dated");
        let later = |instant| self.full[milestone].slipped(instant, 1);
        Some(Early { start: later(early.start)?, finish: later(early.finish)?, ..early })
    }
}
