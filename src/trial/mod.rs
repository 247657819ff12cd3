//! Trials: what would happen if something were different.
//!
//! A [`Trial`] is a schedule with a list of [`Change`]s. It recalculates only the dates downstream
//! of the changes, in topological order, and stops where nothing moves; the dates equal those of
//! scheduling the whole changed plan (`tests/property`). Every report that prints what something
//! costs or what would help runs a trial; no other code estimates effects. A [`Blend`] is a plan
//! between several, for what changes the documents.

mod blend;
mod calendars;
mod change;
mod finishes;
mod lost;
mod marks;

pub use blend::{Blend, Blending};
pub use change::Change;
pub use finishes::Finishes;
pub use lost::lost;
pub use marks::Marks;

use crate::calendar::{CalendarId, Calendars};
use crate::graph::{LinkId, Network};
use crate::model::{MilestoneId, ProgramId, Workspace};
use crate::schedule::{
    Dated, Dates, FloatsTo, Hold, Inputs, Plan, Reading, Scheduled, date, forecast_finish,
};
use crate::time::{Day, Instant};

/// A schedule, and its dates after some changes. The buffers are reused from run to run: after the
/// first run only a change of calendars allocates.
#[derive(Debug, Clone)]
pub struct Trial<'s> {
    schedule: &'s Scheduled<'s>,
    network: Network,
    inputs: Inputs,
    /// The calendars of the workspace and those that changes added; `None` until a change adds one.
    calendars: Option<Calendars>,
    dates: Dates,
    /// The milestones that must still be dated.
    marks: Marks,
    /// The milestones dated in this run.
    dated: Vec<MilestoneId>,
    tasks: Vec<MilestoneId>,
    links: Vec<LinkId>,
    /// What the calendars of this run cost.
    calendar_visits: usize,
}

/// So many links take about as long as a milestone.
const LINKS: usize = 16;

/// A milestone that finishes on another day in a trial.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moved {
    /// The milestone.
    pub milestone: MilestoneId,
    /// Its finish in the plan.
    pub before: Option<Day>,
    /// Its finish in the trial.
    pub after: Option<Day>,
}

/// Returns the calendar in which a milestone's delay counts.
pub fn counted_in(workspace: &Workspace, plan: Plan<'_>, id: MilestoneId) -> CalendarId {
    let full = plan.network.full(id);
    match plan.calendars.get(full).is_of_slots() {
        true => workspace.program(workspace.milestone(id).program).calendar,
        false => full,
    }
}

impl<'s> Trial<'s> {
    /// Returns a trial without changes.
    pub fn new(schedule: &'s Scheduled<'s>) -> Self {
        let network = schedule.network.clone();
        let (count, links) = (network.len(), network.link_count());
        Self {
            schedule,
            inputs: schedule.inputs.clone(),
            calendars: None,
            dates: schedule.dates.clone(),
            marks: Marks::new(count),
            dated: Vec::with_capacity(count),
            tasks: Vec::with_capacity(count),
            links: Vec::with_capacity(links),
            calendar_visits: 0,
            network,
        }
    }

    /// Applies these changes and calculates the dates again. Changes of an earlier run are undone
    /// first.
    pub fn run(&mut self, changes: &[Change]) {
        self.undo();
        self.change_calendars(changes);
        for change in changes {
            self.reread(*change);
        }
        for change in changes {
            self.change(*change);
        }
        self.date_marked();
    }

    /// Returns floats that can be measured towards any target after the changes.
    pub fn floats(&self) -> FloatsTo<'_> {
        Dated { plan: self.plan(), dates: &self.dates }.floats()
    }

    /// Returns the changed plan, as input for a pass.
    pub fn plan(&self) -> Plan<'_> {
        let calendars = self.calendars.as_ref().unwrap_or(&self.schedule.workspace.calendars);
        Plan { network: &self.network, calendars, inputs: &self.inputs }
    }

    /// Returns the dates after the changes.
    pub fn dates(&self) -> &Dates {
        &self.dates
    }

    /// Returns the day on which a milestone finishes after the changes.
    pub fn finish(&self, id: MilestoneId) -> Option<Day> {
        self.dates.finish(id).map(Instant::day)
    }

    /// Returns the day on which a program finishes after the changes.
    pub fn program_finish(&self, id: ProgramId) -> Option<Day> {
        let workspace = self.schedule.workspace;
        forecast_finish(workspace, workspace.program(id), &self.dates)
    }

    /// Returns the milestones that finish on another day than in the plan, in topological order.
    pub fn moved(&self) -> impl Iterator<Item = Moved> + '_ {
        let moved = |id: &MilestoneId| {
            let before = self.schedule.dates.finish(*id).map(Instant::day);
            Moved { milestone: *id, before, after: self.finish(*id) }
        };
        self.dated.iter().map(moved).filter(|moved| moved.before != moved.after)
    }

    /// Returns how many milestones the last run dated. One that waits for many counts as several:
    /// each of its links was followed.
    pub fn visits(&self) -> usize {
        let links = |id: &MilestoneId| self.network.all_predecessors(*id).size_hint().0;
        self.dated.iter().map(|id| 1 + links(id) / LINKS).sum()
    }

    /// Returns how many milestones could have been dated while the last run made calendars.
    pub fn calendar_visits(&self) -> usize {
        self.calendar_visits
    }

    fn undo(&mut self) {
        self.calendar_visits = 0;
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

    /// Derives a milestone's task again, for changes that affect its duration.
    fn reread(&mut self, change: Change) {
        if let Change::WithoutHold(id, Hold::Eta) = change {
            let reading = Reading { eta: None, ..self.reading(id) };
            let task = reading.task();
            self.mark_changed(id);
            self.inputs.tasks[id.index()] = task;
        }
    }

    /// Returns the input from which a milestone's task is derived, with its calendars of this run.
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
                self.mark_changed_link(link);
            }
            Change::WithoutLink(link) => {
                self.network.leave_out(link);
                self.mark_changed_link(link);
            }
            Change::Impact(risk, impact) => {
                let schedule = self.schedule;
                for id in schedule.threatened(&schedule.workspace.risks[risk]) {
                    let week = schedule.workspace.base(id).week().length();
                    self.change_task(Change::Later(id, impact.days(week)), id);
                }
            }
            Change::Later(id, _)
            | Change::Shorter(id, _)
            | Change::EarlierEta(id, _)
            | Change::Held(id, _)
            | Change::WithoutHold(id, _) => self.change_task(change, id),
            Change::FreezeWorked(..) | Change::LeaveMoved(..) | Change::InCalendar(..) => {}
        }
    }

    fn change_task(&mut self, change: Change, id: MilestoneId) {
        let mut task = *self.inputs.task(id);
        if matches!(change, Change::WithoutHold(_, Hold::BlockedUntil)) {
            // No work is assumed of what is blocked.
            task.may_assume = Reading { is_blocked: false, ..self.reading(id) }.task().may_assume;
        }
        let plan = self.plan();
        let full = plan.calendars.get(plan.network.full(id));
        let counted_in = counted_in(self.schedule.workspace, plan, id);
        change.apply(&mut task, full, counted_in, self.inputs.as_of);
        self.inputs.tasks[id.index()] = task;
        self.mark_changed(id);
    }

    /// Marks a milestone whose task or calendar changed.
    fn mark_changed(&mut self, id: MilestoneId) {
        self.tasks.push(id);
        self.mark(id);
    }

    fn mark_changed_link(&mut self, link: LinkId) {
        self.links.push(link);
        self.mark(self.network.link(link).to);
    }

    /// Marks a milestone to be dated. Milestones on a cycle have no position in the order, and no
    /// dates.
    fn mark(&mut self, id: MilestoneId) {
        if let Some(place) = self.network.place(id) {
            self.marks.mark(place);
        }
    }

    /// Marks all successors of a milestone to be dated.
    fn mark_successors(&mut self, id: MilestoneId) {
        let network = self.schedule.network;
        for link in network.successors(id) {
            self.mark(network.link(link).to);
        }
    }

    /// Dates all marked milestones, and the successors of those whose dates changed. Successors
    /// come later in the order, so one walk over it is enough.
    fn date_marked(&mut self) {
        let mut block = 0;
        while let Some(place) = self.marks.take(&mut block) {
            let id = self.network.order()[place];
            let calendars = self.calendars.as_ref().unwrap_or(&self.schedule.workspace.calendars);
            date(Plan { network: &self.network, calendars, inputs: &self.inputs }, &mut self.dates, id);
            self.dated.push(id);
            if self.dates.agree(id, &self.schedule.dates) {
                continue;
            }
            self.mark_successors(id);
        }
    }
}
