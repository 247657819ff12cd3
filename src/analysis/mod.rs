//! What a schedule means: health, slippage, critical path, risk.
//!
//! [`Assessment::new`] schedules a workspace and judges every milestone and program; each report
//! adds one analysis. Analyses return typed results in a stated order. They neither format nor
//! print.

pub mod answers;
pub mod ask;
pub mod backtest;
pub mod baseline;
pub mod brief;
pub mod chains;
pub mod changes;
pub mod cliff;
pub mod cliffs;
pub mod critical_path;
pub mod days_off;
pub mod diff;
pub mod ending;
mod floors;
pub mod follow;
pub mod forecast;
pub mod gantt;
pub mod graph;
pub mod handoff;
pub mod health;
pub mod holding;
pub mod hops;
pub mod kept;
pub mod lateness;
pub mod levers;
pub mod load;
pub mod matrix;
mod needed_by;
mod needs;
pub mod news;
pub mod odds;
mod on_floor;
pub mod overload;
mod program_health;
pub mod promises;
pub mod quiet;
pub mod recover;
pub mod risk;
pub mod room;
pub mod selection;
pub mod shares;
pub mod slip;
pub mod slippage;
mod slipping;
pub mod status;
pub mod threat;
mod threshold;
pub mod trend;
pub mod trouble;
pub mod undated;
pub mod week;
pub mod what_if;
pub mod why;

use crate::graph::Network;
use crate::model::{MilestoneId, Program, ProgramId, Promise, Workspace};
use crate::schedule::{Commitment, FloatsTo, PromiseHolder, Scheduled};
use crate::threads;
use crate::time::Day;
use forecast::Forecast;
use health::{Health, Judgement};
use lateness::Lateness;
pub use on_floor::OnFloor;
use program_health::Judging;
use room::{NearestPromise, Rooms};

/// A workspace, scheduled and judged as of a day.
#[derive(Debug)]
pub struct Assessment<'w> {
    /// The plans.
    pub workspace: &'w Workspace,
    /// The dependencies.
    pub network: &'w Network,
    /// Dates and floats.
    pub schedule: Scheduled<'w>,
    /// By milestone.
    pub forecasts: Vec<Forecast>,
    /// By milestone.
    pub nearest: Vec<Option<NearestPromise>>,
    /// By milestone.
    pub milestones: Vec<Judgement>,
    /// By program.
    pub programs: Vec<Judgement>,
    /// By milestone: the floor that its date rests on.
    rests_on: Vec<Option<MilestoneId>>,
    /// By milestone: one that waits for it, is promised and has no date.
    undated_promises: Vec<Option<MilestoneId>>,
    /// By milestone: whether no day is left for it. Empty if each has a date.
    without_day: Vec<bool>,
}

impl<'w> Assessment<'w> {
    /// Schedules and judges a workspace as of a day.
    pub fn new(workspace: &'w Workspace, network: &'w Network, as_of: Day) -> Self {
        let schedule = Scheduled::new(workspace, network, as_of);
        let count = workspace.milestones.len();
        let forecasts = threads::of_each(count, |at| forecast::of(&schedule, MilestoneId(at as u32)));
        let rests_on = floors::inherited(&schedule, &forecasts);
        let rooms = Rooms::new(&schedule);
        let nearest = threads::of_each(count, |at| rooms.nearest(&schedule, MilestoneId(at as u32)));
        let undated_promises = undated::promised(&schedule);
        let undated_promise = |id: MilestoneId| undated_promises.get(id.index()).copied().flatten();
        let milestones = threads::of_each(count, |at| {
            let id = MilestoneId(at as u32);
            health::of(&schedule, &forecasts[at], nearest[at].as_ref(), undated_promise(id), id)
        });
        let judging = Judging {
            schedule: &schedule,
            forecasts: &forecasts,
            rests_on: &rests_on,
            milestones: &milestones,
            rooms: &rooms,
        };
        let programs = judging.programs();
        let without_day = undated::without_day(&schedule);
        Self {
            workspace,
            network,
            schedule,
            forecasts,
            nearest,
            milestones,
            programs,
            rests_on,
            without_day,
            undated_promises,
        }
    }

    /// Returns the day it is judged on.
    pub fn as_of(&self) -> Day {
        self.schedule.as_of()
    }

    /// Returns floats that can be measured towards any target.
    pub fn floats(&self) -> FloatsTo<'_> {
        self.schedule.floats()
    }

    /// Returns the forecast of a milestone.
    pub fn forecast(&self, id: MilestoneId) -> &Forecast {
        &self.forecasts[id.index()]
    }

    /// Whether no day is left for some milestone.
    pub fn lacks_days(&self) -> bool {
        !self.without_day.is_empty()
    }

    /// Whether no day is left for a milestone, or for what it waits for. Not if only an error in
    /// the plan leaves it without a date.
    pub fn lacks_day(&self, id: MilestoneId) -> bool {
        self.without_day.get(id.index()).is_some_and(|lacks| *lacks)
    }

    /// Returns the unfinished milestone that leaves a program without a date because no day is left
    /// for it: its finish, or the first of its milestones.
    pub fn program_lacks_day(&self, id: ProgramId) -> Option<MilestoneId> {
        let program = self.workspace.program(id);
        let lacks = |id: &MilestoneId| self.workspace.milestone(*id).is_unfinished() && self.lacks_day(*id);
        match program.finish {
            Some(finish) => Some(finish).filter(lacks),
            None => program.milestone_ids().find(lacks),
        }
    }

    /// Returns the floor that a milestone's date rests on: the first one back along what gives it.
    pub fn floor_from(&self, id: MilestoneId) -> Option<MilestoneId> {
        self.rests_on[id.index()]
    }

    /// Whether a milestone's forecast is only the earliest day left: a floor, or resting on one.
    pub fn is_earliest(&self, id: MilestoneId) -> bool {
        self.forecast(id).floor.is_some() || self.floor_from(id).is_some()
    }

    /// Returns a milestone that waits for another, is promised and has no date.
    pub fn undated_promise(&self, id: MilestoneId) -> Option<MilestoneId> {
        self.undated_promises.get(id.index()).copied().flatten()
    }

    /// Returns the promise that a milestone could miss first, with the room towards it.
    pub fn nearest_promise(&self, id: MilestoneId) -> Option<NearestPromise> {
        self.nearest[id.index()]
    }

    /// Returns the judgement on a milestone.
    pub fn health(&self, id: MilestoneId) -> &Judgement {
        &self.milestones[id.index()]
    }

    /// Whether a milestone is late by its own promise.
    pub fn is_late(&self, id: MilestoneId) -> bool {
        self.health(id).health == Health::Late
    }

    /// Returns the judgement on a program.
    pub fn program_health(&self, id: ProgramId) -> &Judgement {
        &self.programs[id.index()]
    }

    /// Returns the commitment float of a milestone.
    pub fn commitment(&self, id: MilestoneId) -> Option<Commitment> {
        self.schedule.commitment(id)
    }

    /// Returns the full id of the milestone or program that made a promise.
    pub fn promised_id(&self, promised: PromiseHolder) -> &'w str {
        promised.full_id(self.workspace)
    }

    /// Whether a milestone's `eta` has passed.
    pub fn has_passed_eta(&self, id: MilestoneId) -> bool {
        self.workspace.milestone(id).eta.is_some_and(|eta| eta < self.as_of())
    }

    /// Whether a program's finish moves if a milestone slips by one working day.
    pub fn is_critical(&self, id: MilestoneId) -> bool {
        self.schedule.is_critical(id)
    }

    /// Returns the milestone at which a program is measured: its finish; of several that tie, the
    /// one with the smallest id.
    pub fn finish_milestone(&self, id: ProgramId) -> Option<MilestoneId> {
        self.schedule.finish_milestone(id)
    }

    /// Whether a milestone is the finish of its program, or one of several that tie.
    pub fn is_finish(&self, id: MilestoneId) -> bool {
        let milestone = self.workspace.milestone(id);
        // Finishes are sorted by id; there may be as many as a large program has milestones.
        let finishes = &self.schedule.finish(milestone.program).milestones;
        finishes.binary_search_by_key(&milestone.id.as_str(), |id| &self.workspace.milestone(*id).id).is_ok()
    }

    /// Returns the promise whose history a program shows: its own or, if only its finish records
    /// moves, that of its finish.
    pub fn program_promise(&self, id: ProgramId) -> &'w Promise {
        match self.moved_at_finish(id) {
            Some(finish) => &self.workspace.milestone(finish).promise,
            None => &self.workspace.program(id).promise,
        }
    }

    /// Returns the finish milestone of a program if that records moves and the program does not.
    pub fn moved_at_finish(&self, id: ProgramId) -> Option<MilestoneId> {
        let finish = self.finish_milestone(id).or(self.workspace.program(id).finish)?;
        let has_moved = |promise: &Promise| !promise.moved.is_empty();
        let is_only_there = has_moved(&self.workspace.milestone(finish).promise)
            && !has_moved(&self.workspace.program(id).promise);
        is_only_there.then_some(finish)
    }

    /// Whether a program's forecast is a floor: that of its finish is or, of several that tie, any
    /// one.
    pub fn program_is_floor(&self, id: ProgramId) -> bool {
        program_health::is_floor(&self.schedule, &self.forecasts, id)
    }

    /// Returns the floor that a program's forecast rests on.
    pub fn program_floor_from(&self, id: ProgramId) -> Option<MilestoneId> {
        program_health::floor_from(&self.schedule, &self.rests_on, id)
    }

    /// Whether a program's forecast is only the earliest day left: a floor, or resting on one.
    pub fn program_is_earliest(&self, id: ProgramId) -> bool {
        self.program_is_floor(id) || self.program_floor_from(id).is_some()
    }

    /// Returns the finish variance of a program: forecast against a reference.
    pub fn program_variance(&self, id: ProgramId, reference: Option<Day>) -> Option<Lateness> {
        program_health::variance(&self.schedule, id, reference)
    }

    /// Returns how long ago a program's promise passed; `None` if it has not, or if the program is
    /// or may be finished.
    pub fn program_overdue(&self, id: ProgramId) -> Option<Lateness> {
        program_health::overdue(&self.schedule, id)
    }

    /// Returns how many milestones of a program are done, and how many it has without cancelled
    /// ones.
    pub fn progress(&self, program: &Program) -> (usize, usize) {
        program_health::progress(self.workspace, program)
    }

    /// Returns the share of a program's work that is done, weighted by duration, in whole percent
    /// rounded down; `None` without any work.
    pub fn progress_percent(&self, program: &Program) -> Option<u32> {
        let (mut whole, mut done) = (0_u64, 0_u64);
        for id in program.milestone_ids().filter(|id| self.workspace.milestone(*id).is_live()) {
            let task = self.schedule.inputs.task(id);
            let days = |days: Option<u32>| u64::from(days.unwrap_or(0));
            let left = days(self.schedule.remaining_workdays(id));
            let duration = days(self.schedule.duration_workdays(id)).max(left);
            whole += duration;
            done +=
                if task.is_unfinished() && !task.is_started() { 0 } else { duration.saturating_sub(left) };
        }
        (whole > 0).then(|| (done * 100 / whole) as u32)
    }
}
