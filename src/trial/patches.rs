//! Patches of the documents: the plans that they make are scheduled as a whole, since a patch may
//! change anything.

use crate::graph::Network;
use crate::model::{MilestoneId, Workspace};
use crate::schedule::{Dates, Inputs, Plan, PromiseHolder, Scheduled, forecast_finish, forward};
use crate::time::{Day, Instant};
use std::collections::BTreeMap;

/// The forecast finish of each milestone and program of a schedule; none without a forecast.
#[derive(Debug, Clone)]
pub struct Finishes {
    milestones: Vec<Option<Day>>,
    programs: Vec<Option<Day>>,
}

impl Finishes {
    /// Returns those of a workspace as of a day, by early dates alone.
    pub fn new(workspace: &Workspace, network: &Network, as_of: Day) -> Self {
        let dates = early_dates(workspace, network, as_of);
        let programs = workspace.programs.iter();
        Self {
            milestones: workspace.milestone_ids().map(|id| dates.finish(id).map(Instant::day)).collect(),
            programs: programs.map(|program| forecast_finish(workspace, program, &dates)).collect(),
        }
    }

    /// Returns the finish of a milestone or program.
    pub fn of(&self, holder: PromiseHolder) -> Option<Day> {
        match holder {
            PromiseHolder::Milestone(id) => self.milestones[id.index()],
            PromiseHolder::Program(id) => self.programs[id.index()],
        }
    }
}

fn early_dates(workspace: &Workspace, network: &Network, as_of: Day) -> Dates {
    let inputs = Inputs::new(workspace, as_of);
    let mut dates = Dates::new(network.len());
    forward(Plan { network, calendars: &workspace.calendars, inputs: &inputs }, &mut dates);
    dates
}

/// Trials of patches of the documents that a schedule was made from.
#[derive(Debug)]
pub struct Patches<'s> {
    schedule: &'s Scheduled<'s>,
    ids: BTreeMap<&'s str, MilestoneId>,
}

impl<'s> Patches<'s> {
    /// Prepares trials of a schedule.
    pub fn new(schedule: &'s Scheduled<'s>) -> Self {
        let workspace = schedule.workspace;
        let ids = workspace.milestone_ids().map(|id| (workspace.milestone(id).full_id.as_str(), id));
        Self { schedule, ids: ids.collect() }
    }

    /// Returns what the milestones and programs of the schedule finish on in the patched plans,
    /// found there by their ids. None if a milestone has lost its date there and is not cancelled:
    /// the plans cannot do without what the patch removed.
    pub fn finishes(&self, patched: &Workspace) -> Option<Finishes> {
        let dates = early_dates(patched, &Network::new(patched), self.schedule.as_of());
        let plans = self.schedule.workspace;
        let mut found = Finishes {
            milestones: vec![None; plans.milestones.len()],
            programs: vec![None; plans.programs.len()],
        };
        let mut next = MilestoneId(0);
        for id in patched.milestone_ids() {
            let milestone = patched.milestone(id);
            // A patch seldom changes the order of milestones.
            let same = plans.milestones.get(next.index()).is_some_and(|it| it.full_id == milestone.full_id);
            let same = if same { Some(next) } else { self.ids.get(milestone.full_id.as_str()).copied() };
            let Some(same) = same else { continue };
            next = MilestoneId(same.0 + 1);
            let finish = dates.finish(id).map(Instant::day);
            if finish.is_none() && self.schedule.dates.finish(same).is_some() && milestone.is_live() {
                return None;
            }
            found.milestones[same.index()] = finish;
        }
        for program in &patched.programs {
            if let Ok(at) = plans.programs.binary_search_by(|other| other.id.cmp(&program.id)) {
                found.programs[at] = forecast_finish(patched, program, &dates);
            }
        }
        Some(found)
    }

    /// Returns the milestones and programs that finish on another day than in the schedule, with
    /// that day.
    pub fn moved(&self, finishes: &Finishes) -> BTreeMap<PromiseHolder, Option<Day>> {
        let plans = self.schedule.workspace;
        let holders = plans.milestone_ids().map(PromiseHolder::from);
        let holders = holders.chain(plans.program_ids().map(PromiseHolder::from));
        let moved = |(holder, after): &(PromiseHolder, Option<Day>)| {
            let before = match *holder {
                PromiseHolder::Milestone(id) => self.schedule.dates.finish(id).map(Instant::day),
                PromiseHolder::Program(id) => self.schedule.finish(id).forecast,
            };
            before != *after
        };
        holders.map(|holder| (holder, finishes.of(holder))).filter(moved).collect()
    }
}
