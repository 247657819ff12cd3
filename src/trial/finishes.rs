//! The forecasts of a whole plan, by early dates alone.

use crate::graph::Network;
use crate::model::Workspace;
use crate::schedule::{Dates, Inputs, Plan, PromiseHolder, forecast_finish, forward};
use crate::time::{Day, Instant};

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
