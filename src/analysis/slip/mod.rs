//! Whose slip it is: what three schedules say of each milestone.
//!
//! The plan as it is gives the day of each milestone **now**. The plan with every milestone held
//! (`Change::Held`) gives the day on which it would be if everybody did what the plan allowed: its
//! **held** day. Held **alone**, with its inputs as they are now, it is on a third day. From alone
//! to now is its own slip; from held to alone is what its inputs carry into it, and `parts` says
//! whose that is. What separates the held day from a promise is nobody's slip: the promise never
//! fitted, or there was room. `docs/method.md` has the definitions.

mod because;
mod breakdown;
mod parts;

pub use because::{OwnCause, allowed_start};
pub use breakdown::{Breakdown, SlipCause, Taker};

use super::lateness::Lateness;
use crate::model::{MilestoneId, Workspace};
use crate::schedule::{Dates, Scheduled, by_input};
use crate::time::{Day, Instant};
use crate::trial::{Change, Trial};
use parts::Part;
use std::collections::BTreeSet;

/// The slip of every milestone, measured at one promise each.
#[derive(Debug)]
pub struct Slips<'s> {
    schedule: &'s Scheduled<'s>,
    /// The dates as they are now, or in a trial.
    dates: &'s Dates,
    /// The day of each milestone if every milestone is held.
    held: Vec<Option<Day>>,
    slips: Vec<Option<Box<Slip>>>,
}

/// The slip of one milestone.
#[derive(Debug, Clone)]
pub(super) struct Slip {
    /// Forecast, or actual.
    now: Day,
    /// Held, with its inputs as they are.
    alone: Day,
    /// With every milestone held.
    held: Day,
    /// Whose it is; the parts add up to the days from held to now.
    parts: Vec<Part>,
}

/// Returns the plan in which every milestone is held to its promise.
pub fn hold_all<'s>(schedule: &'s Scheduled<'s>, promise: impl Fn(MilestoneId) -> Option<Day>) -> Trial<'s> {
    let held: Vec<Change> =
        schedule.workspace.milestone_ids().map(|id| Change::Held(id, promise(id))).collect();
    let mut trial = Trial::new(schedule);
    trial.run(&held);
    trial
}

impl<'s> Slips<'s> {
    /// Finds the slip of every milestone, given the plan in which every milestone is held. Visits
    /// each link four times.
    pub fn new(schedule: &'s Scheduled<'s>, held: &Trial<'_>) -> Self {
        let days = schedule.workspace.milestone_ids().map(|id| held.finish(id)).collect();
        Self::of_dates(schedule, &schedule.dates, days, held, schedule.network.order())
    }

    /// Finds the slips behind one milestone in a trial.
    pub fn after<'t>(&'t self, trial: &'t Trial<'s>, held: &Trial<'_>, id: MilestoneId) -> Slips<'t> {
        let network = self.schedule.network;
        // What is not late passes nothing on; a cancelled milestone has no day that tells.
        let passes = |from: MilestoneId| {
            !self.workspace().milestone(from).is_live() || trial.finish(from) > self.held(from)
        };
        let mut behind = BTreeSet::from([(network.place(id), id)]);
        let mut open = vec![id];
        while let Some(to) = open.pop() {
            let inputs = network.predecessors(to).map(|link| network.link(link).from);
            open.extend(inputs.filter(|from| behind.insert((network.place(*from), *from)) && passes(*from)));
        }
        let order: Vec<MilestoneId> = behind.into_iter().map(|(_, id)| id).collect();
        Slips::of_dates(self.schedule, trial.dates(), self.held.clone(), held, &order)
    }

    /// Finds the slips of these milestones, given in topological order.
    fn of_dates(
        schedule: &'s Scheduled<'s>,
        dates: &'s Dates,
        held_days: Vec<Option<Day>>,
        held: &Trial<'_>,
        order: &[MilestoneId],
    ) -> Self {
        let slips = vec![None; held_days.len()];
        let mut all = Self { schedule, dates, held: held_days, slips };
        // The days that a milestone passes on, now and held, also those of cancelled ones.
        let mut passed: Vec<Option<[Day; 2]>> = vec![None; all.slips.len()];
        for id in order {
            let by_input = by_input(held.plan(), *id, dates, held.dates());
            let now = if schedule.workspace.milestone(*id).is_live() {
                dates.finish(*id).map(Instant::day)
            } else {
                by_input.now
            };
            let (Some(now), Some(alone), Some(then)) = (now, by_input.now, by_input.then) else { continue };
            passed[id.index()] = Some([now, then]);
            if now <= then {
                continue;
            }
            let parts = parts::of(&all, *id, [now, alone, then], &by_input.alone, &passed);
            all.slips[id.index()] = Some(Box::new(Slip { now, alone, held: then, parts }));
        }
        all
    }

    fn workspace(&self) -> &'s Workspace {
        self.schedule.workspace
    }

    fn of(&self, id: MilestoneId) -> Option<&Slip> {
        self.slips[id.index()].as_deref()
    }

    /// Returns the days from one day to another, in the calendar of a milestone's program.
    fn days(&self, id: MilestoneId, from: Day, to: Day) -> Lateness {
        Lateness::new(self.workspace().lateness_calendar(id), from, to)
    }

    /// Returns the day on which a milestone would finish if every milestone were held.
    pub fn held(&self, id: MilestoneId) -> Option<Day> {
        self.held[id.index()]
    }

    /// Returns how much a milestone slips by itself: held alone, it would be that much earlier.
    pub fn own(&self, id: MilestoneId) -> Lateness {
        self.of(id).map_or(Lateness::default(), |slip| self.days(id, slip.alone, slip.now))
    }
}
