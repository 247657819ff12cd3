//! Why a milestone slips by itself.

use super::Slips;
use crate::analysis::lateness::Lateness;
use crate::model::MilestoneId;
use crate::schedule::{Driver, Hold, Scheduled, State};
use crate::time::{Day, Instant};
use crate::words::words;

words! {
    /// Why a milestone slips by itself; the first that applies.
    pub enum OwnCause {
        /// It was done late.
        DoneLate = "done-late",
        /// A block decides its date.
        Blocked = "blocked",
        /// Its `eta`, `not_before` or window decides its date.
        ExpectedLater = "expected-later",
        /// It begins after its inputs let it.
        LateStart = "late-start",
        /// It takes longer than planned.
        TookLonger = "took-longer",
    }
}

impl OwnCause {
    /// Returns its word as reports show it, without the hyphen.
    pub fn words(self) -> String {
        self.word().replace('-', " ")
    }
}

impl Slips<'_> {
    /// Returns why a milestone slips by itself, as reports show it. Of a late start that explains
    /// only some of the days, it says that the rest were taken by the work.
    pub fn own_words(&self, id: MilestoneId) -> Option<String> {
        let why = self.own_because(id)?;
        let started = match self.schedule.inputs.task(id).state {
            State::Started(day) if why == OwnCause::LateStart => Some(day),
            _ => None,
        };
        let late_by = started.and_then(|day| {
            let calendar = self.workspace().lateness_calendar(id);
            Some(Lateness::new(calendar, allowed_start(self.schedule, id)?, day).workdays)
        });
        let longer = late_by.is_some_and(|days| days < self.own(id).workdays);
        Some(if longer { format!("{}, then took longer", why.words()) } else { why.words() })
    }

    /// Returns why a milestone slips by itself; `None` if it does not, and for an event that only
    /// has not happened.
    pub fn own_because(&self, id: MilestoneId) -> Option<OwnCause> {
        if !self.own(id).is_late() {
            return None;
        }
        let schedule = self.schedule;
        let (milestone, task) = (self.workspace().milestone(id), schedule.inputs.task(id));
        if milestone.done.is_some() {
            return Some(OwnCause::DoneLate);
        }
        let drivers = schedule.drivers(id);
        let held_by = |hold: Hold| drivers.contains(&Driver::Hold(hold));
        let blocked = milestone.blocked.as_ref();
        let open = blocked.is_some_and(|blocked| blocked.until.is_none_or(|until| until < schedule.as_of()));
        if open || held_by(Hold::BlockedUntil) {
            return Some(OwnCause::Blocked);
        }
        if held_by(Hold::Eta) || held_by(Hold::NotBefore) {
            return Some(OwnCause::ExpectedLater);
        }
        if !task.is_work {
            return None;
        }
        let is_late = match task.state {
            State::Started(day) => allowed_start(schedule, id).is_some_and(|allowed| day > allowed),
            _ => true,
        };
        Some(if is_late { OwnCause::LateStart } else { OwnCause::TookLonger })
    }
}

/// Returns the day on which a milestone's inputs would have let its work begin; `None` without
/// inputs that hold a start.
pub fn allowed_start(schedule: &Scheduled<'_>, id: MilestoneId) -> Option<Day> {
    let task = schedule.inputs.task(id);
    let links = schedule.network.predecessors(id);
    let links = links.filter(|link| !schedule.network.link(*link).kind.holds_finish());
    let bound = links.filter_map(|link| schedule.bound(link)).max();
    let own = task.program_start.max(task.not_before).map(Instant::start_of);
    let start = schedule.workspace.full(id).next_start(bound.max(own)?)?;
    Some(start.day())
}
