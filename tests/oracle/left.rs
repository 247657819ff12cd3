//! Section 4: durations and the work that is left of them.

use super::days::Day;
use super::early::Plan;

/// "Work left" of a milestone, and how it came to be.
#[derive(Clone, Copy, Debug, Default)]
pub struct Left {
    pub days: i32,
    pub assumed: i32,
    /// "work overrun (nothing left after progress, remaining and assumed work, or, with neither
    /// said, the duration used up)"
    pub overrun: bool,
}

/// "defaults as shown: … `assume_progress: 5d`"
const ASSUME_PROGRESS: i32 = 5;

impl Plan<'_> {
    /// The duration in working days: what is typed, else for started work "the base working days
    /// from `started` through `due` (at least 1d)", or through `eta`; 0 for events, none where only
    /// `remaining` was said.
    pub fn duration(&self, milestone: usize) -> Option<i32> {
        let m = self.milestone(milestone);
        if let Some(duration) = m.duration {
            return Some(self.base[milestone].count_of(duration.likely()));
        }
        let Some(started) = m.started else {
            return Some(0);
        };
        let window = m.due.or(m.eta);
        window.map(|last| {
            let worked = (started..=last).filter(|day| self.base[milestone].works(*day));
            (worked.count() as i32).max(1)
        })
    }

    /// "Work left = `remaining`, else ⌈duration × (100 − progress) / 100⌉, less the working days
    /// after `updated` and before the as-of day, at most `assume_progress` of them …; with neither:
    /// duration less the working days since the start. At least 1d."
    pub fn left(&self, milestone: usize) -> Left {
        let m = self.milestone(milestone);
        let Some(started) = m.started else {
            let days = self.duration(milestone).unwrap_or(0);
            return Left { days, ..Left::default() };
        };
        let Some(said) = self.said(milestone) else {
            let since = self.worked_days(milestone, started);
            let unworked = self.duration(milestone).expect("a duration") - since;
            return Left { days: unworked.max(1), assumed: 0, overrun: unworked <= 0 };
        };
        let since = m.updated.map(|day| self.worked_days(milestone, day + 1));
        let unworked = said - since.unwrap_or(0).min(ASSUME_PROGRESS);
        let days = unworked.max(1);
        Left { days, assumed: (said - days).max(0), overrun: unworked <= 0 }
    }

    /// What `remaining` or `progress` leave, as they were said.
    fn said(&self, milestone: usize) -> Option<i32> {
        let m = self.milestone(milestone);
        let remaining = m.remaining.map(|left| self.base[milestone].count_of(left));
        remaining.or(m.progress.map(|progress| {
            let hundredths = self.duration(milestone).expect("a duration") * (100 - progress);
            (hundredths + 99) / 100
        }))
    }

    /// Working days from a day on, before the as-of day ("that day can still be worked").
    fn worked_days(&self, milestone: usize, from: Day) -> i32 {
        let days = from..self.case.as_of;
        days.filter(|day| self.full[milestone].works(*day)).count() as i32
    }
}
