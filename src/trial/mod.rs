//! What would be if something were otherwise.
//!
//! A [`Trial`] is a schedule with a list of [`Change`]s. It dates only what lies behind them, in topological order,
//! and stops where nothing changes; its dates equal those of scheduling the whole changed plan (`tests/property`).
//! Every report that says what something costs, or what would help, asks a trial: no effect is computed beside it.

mod calendars;
mod change;

pub use change::Change;

use crate::calendar::Calendars;
use crate::graph::{LinkId, Network};
use crate::model::{MilestoneId, ProgramId};
use crate::schedule::{Dates, Hold, Inputs, Plan, Reading, Scheduled, date, forecast_finish};
use crate::time::{Day, Instant};

/// A schedule, and what its dates are with some changes. Its buffers are used again from run to run: after the first
/// only a change of calendars allocates.
#[derive(Debug, Clone)]
pub struct Trial<'s> {
    schedule: &'s Scheduled<'s>,
    network: Network,
    inputs: Inputs,
    /// Those of the workspace and what changes made of them; none until one did.
    calendars: Option<Calendars>,
    dates: Dates,
    /// A bit for each place in topological order: whether the milestone there is still to be dated.
    waiting: Vec<u64>,
    /// What was dated in this run, and whose tasks, calendars and links it changed.
    dated: Vec<MilestoneId>,
    tasks: Vec<MilestoneId>,
    links: Vec<LinkId>,
}

/// A milestone that a trial gives another finish.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moved {
    /// Which one.
    pub milestone: MilestoneId,
    /// Its finish as the plan stands.
    pub before: Option<Day>,
    /// Its finish in the trial.
    pub after: Option<Day>,
}

impl<'s> Trial<'s> {
    /// Returns a trial in which nothing is changed yet.
    pub fn new(schedule: &'s Scheduled<'s>) -> Self {
        let network = schedule.network.clone();
        let (count, links) = (network.len(), network.link_count());
        Self {
            schedule,
            inputs: schedule.inputs.clone(),
            calendars: None,
            dates: schedule.dates.clone(),
            waiting: vec![0; count.div_ceil(64)],
            dated: Vec::with_capacity(count),
            tasks: Vec::with_capacity(count),
            links: Vec::with_capacity(links),
            network,
        }
    }

    /// Dates what these changes concern; what an earlier run changed is as it was.
    pub fn run(&mut self, changes: &[Change]) {
        self.undo();
        self.change_calendars(changes);
        for change in changes {
            self.reread(*change);
        }
        for change in changes {
            self.change(*change);
        }
        self.settle();
    }

    /// Returns what a pass over the changed plan reads.
    pub fn plan(&self) -> Plan<'_> {
        let calendars = self.calendars.as_ref().unwrap_or(&self.schedule.workspace.calendars);
        Plan { network: &self.network, calendars, inputs: &self.inputs }
    }

    /// Returns the dates with the changes.
    pub fn dates(&self) -> &Dates {
        &self.dates
    }

    /// Returns the day on which a milestone finishes with the changes.
    pub fn finish(&self, id: MilestoneId) -> Option<Day> {
        self.dates.finish(id).map(Instant::day)
    }

    /// Returns the day on which a program ends with the changes.
    pub fn program_finish(&self, id: ProgramId) -> Option<Day> {
        let workspace = self.schedule.workspace;
        forecast_finish(workspace, workspace.program(id), &self.dates)
    }

    /// Returns the milestones that finish on another day, in topological order.
    pub fn moved(&self) -> impl Iterator<Item = Moved> + '_ {
        let moved = |id: &MilestoneId| {
            let before = self.schedule.dates.finish(*id).map(Instant::day);
            Moved { milestone: *id, before, after: self.finish(*id) }
        };
        self.dated.iter().map(moved).filter(|moved| moved.before != moved.after)
    }

    /// Returns how many milestones were dated anew.
    pub fn visits(&self) -> usize {
        self.dated.len()
    }

    fn undo(&mut self) {
        for id in self.dated.drain(..) {
            self.dates.copy(id, &self.schedule.dates);
        }
        for id in self.tasks.drain(..) {
            self.inputs.tasks[id.index()] = *self.schedule.inputs.task(id);
            self.network.set_calendars(id, self.schedule.network.base(id), self.schedule.network.full(id));
        }
        for link in self.links.drain(..) {
            self.network.restore(link, self.schedule.network);
        }
    }

    /// Reads a milestone's task anew, for changes that tell how long it takes.
    fn reread(&mut self, change: Change) {
        if let Change::WithoutHold(id, Hold::Eta) = change {
            let reading = Reading { eta: None, ..self.reading(id) };
            let task = reading.task();
            self.touch(id);
            self.inputs.tasks[id.index()] = task;
        }
    }

    /// Returns what a milestone's task is read from, with the calendars it has in this run.
    fn reading(&self, id: MilestoneId) -> Reading<'_> {
        let plan = self.plan();
        let as_said = Reading::new(self.schedule.workspace, id, self.inputs.as_of);
        let (base, full) = (plan.network.base(id), plan.network.full(id));
        Reading { base: plan.calendars.get(base), full: plan.calendars.get(full), ..as_said }
    }

    fn change(&mut self, change: Change) {
        match change {
            Change::Overlap(link, days) => {
                self.network.overlap(link, days);
                self.touch_link(link);
            }
            Change::WithoutLink(link) => {
                self.network.leave_out(link);
                self.touch_link(link);
            }
            Change::Impact(risk, _) => {
                let schedule = self.schedule;
                for id in schedule.threatened(&schedule.workspace.risks[risk]) {
                    self.change_task(change, *id);
                }
            }
            Change::Later(id, _)
            | Change::Shorter(id, _)
            | Change::EarlierEta(id, _)
            | Change::HeldTo(id, _)
            | Change::WithoutHold(id, _) => self.change_task(change, id),
            Change::WithoutFreeze(_) | Change::WithoutLeave(_) | Change::InCalendar(..) => {}
        }
    }

    fn change_task(&mut self, change: Change, id: MilestoneId) {
        let mut task = *self.inputs.task(id);
        let plan = self.plan();
        change.apply(&mut task, plan.calendars.get(plan.network.full(id)));
        self.inputs.tasks[id.index()] = task;
        self.touch(id);
    }

    /// Marks a milestone of which the task or a calendar is changed.
    fn touch(&mut self, id: MilestoneId) {
        self.tasks.push(id);
        self.wait(id);
    }

    fn touch_link(&mut self, link: LinkId) {
        self.links.push(link);
        self.wait(self.network.link(link).to);
    }

    /// Lets a milestone be dated. What lies on a cycle has no place, and no dates.
    fn wait(&mut self, id: MilestoneId) {
        if let Some(place) = self.network.place(id) {
            self.waiting[place as usize / 64] |= 1 << (place % 64);
        }
    }

    /// Lets everything be dated that a milestone leads to.
    fn wait_behind(&mut self, id: MilestoneId) {
        let network = self.schedule.network;
        for link in network.successors(id) {
            self.wait(network.link(link).to);
        }
    }

    /// Dates whatever waits, and what waits for that where it came out otherwise. Successors stand further on in the
    /// order, so one walk over it is enough.
    fn settle(&mut self) {
        let mut block = 0;
        while let Some(bits) = self.waiting.get(block).copied() {
            if bits == 0 {
                block += 1;
                continue;
            }
            self.waiting[block] &= bits - 1;
            let id = self.network.order()[block * 64 + bits.trailing_zeros() as usize];
            let calendars = self.calendars.as_ref().unwrap_or(&self.schedule.workspace.calendars);
            date(Plan { network: &self.network, calendars, inputs: &self.inputs }, &mut self.dates, id);
            self.dated.push(id);
            if self.dates.agree(id, &self.schedule.dates) {
                continue;
            }
            self.wait_behind(id);
        }
    }
}
