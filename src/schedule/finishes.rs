//! Where each program ends.

use super::Dates;
use crate::model::{MilestoneId, Program, Workspace};
use crate::time::{Day, Instant};

/// Where a program ends.
#[derive(Debug, Clone)]
pub struct ProgramFinish {
    /// The milestones that are its finish: the one it names, else all that tie for latest.
    pub milestones: Vec<MilestoneId>,
    /// The forecast; none where it cannot be told.
    pub forecast: Option<Day>,
    /// Why it cannot be told.
    pub undated_because: Option<String>,
    /// The latest finish of any of its milestones that has one.
    pub latest: Option<Instant>,
}

pub(super) fn of_programs(workspace: &Workspace, dates: &Dates) -> Vec<ProgramFinish> {
    workspace.programs.iter().map(|program| of(workspace, program, dates)).collect()
}

fn of(workspace: &Workspace, program: &Program, dates: &Dates) -> ProgramFinish {
    let latest = program.milestone_ids().filter_map(|id| dates.finish(id)).max();
    let live = |id: &MilestoneId| workspace.milestone(*id).is_live();
    let undated = program.milestone_ids().filter(|id| live(id) && dates.finish(*id).is_none());
    let undated = undated.min_by_key(|id| &workspace.milestone(*id).id);
    let name = |id: MilestoneId| workspace.milestone(id).full_id.clone();
    if let Some(finish) = program.finish {
        let forecast = dates.finish(finish);
        return ProgramFinish {
            milestones: forecast.map(|_| finish).into_iter().collect(),
            forecast: forecast.map(Instant::day).filter(|_| program.fault.is_none()),
            undated_because: match (&program.fault, forecast) {
                (Some(fault), _) => Some(fault.clone()),
                (None, None) => Some(format!("its finish `{}` has no date", name(finish))),
                (None, Some(_)) => None,
            },
            latest,
        };
    }
    // By id, so that the order of the file does not matter. Where the program itself is in doubt, so is where it ends.
    let known = program.fault.is_none();
    let mut milestones: Vec<MilestoneId> = program
        .milestone_ids()
        .filter(|_| known)
        .filter(|id| latest.is_some() && dates.finish(*id) == latest)
        .collect();
    milestones.sort_by_key(|id| &workspace.milestone(*id).id);
    let undated_because = match (&program.fault, undated) {
        (Some(fault), _) => Some(fault.clone()),
        (None, Some(id)) => Some(format!("`{}` has no date, and no `finish:` is named", name(id))),
        (None, None) if program.incomplete => {
            Some("one of its milestones could not be read, and no `finish:` is named".into())
        }
        (None, None) if program.milestones.is_empty() => Some("it has no milestones".into()),
        (None, None) if latest.is_none() => Some("all of its milestones are cancelled".into()),
        (None, None) => None,
    };
    let forecast = latest.map(Instant::day).filter(|_| undated_because.is_none());
    ProgramFinish { milestones, forecast, undated_because, latest }
}
