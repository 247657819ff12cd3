//! Calculates the finish of each program.

use super::Dates;
use crate::graph::Network;
use crate::model::{MilestoneId, Program, Workspace};
use crate::time::{Day, Instant};
use std::collections::BTreeSet;

/// The finish of a program.
#[derive(Debug, Clone)]
pub struct ProgramFinish {
    /// The milestones that are its finish: the named one; otherwise, of those that tie for latest,
    /// the ones whose finish no other of them waits for, sorted by id.
    pub milestones: Vec<MilestoneId>,
    /// The forecast; `None` if it is unknown.
    pub forecast: Option<Day>,
    /// Why the forecast is unknown.
    pub undated_because: Option<String>,
    /// The milestone without a date for which it is unknown.
    pub undated: Option<MilestoneId>,
    /// The latest finish among its milestones that have dates.
    pub latest: Option<Instant>,
}

/// Returns the day on which a program is forecast to finish; `None` if that is unknown. Allocates
/// nothing.
pub fn forecast_finish(workspace: &Workspace, program: &Program, dates: &Dates) -> Option<Day> {
    let end = match program.finish {
        _ if program.undated_because.is_some() => None,
        Some(finish) => dates.finish(finish),
        None if !program.reading.is_whole() || undated(workspace, program, dates).next().is_some() => None,
        None => latest(program, dates),
    };
    end.map(Instant::day)
}

/// Returns the milestones that may be a program's finish: the named one, or else all of them.
pub fn may_finish(program: &Program) -> impl Iterator<Item = MilestoneId> + use<> {
    let finish = program.finish;
    program.milestone_ids().filter(move |id| finish.is_none_or(|finish| finish == *id))
}

/// Returns the latest finish among a program's milestones that have dates.
pub(super) fn latest(program: &Program, dates: &Dates) -> Option<Instant> {
    program.milestone_ids().filter_map(|id| dates.finish(id)).max()
}

/// Returns the milestones of a program that should have a date but have none.
fn undated<'a>(
    workspace: &'a Workspace,
    program: &Program,
    dates: &'a Dates,
) -> impl Iterator<Item = MilestoneId> + 'a {
    let should = |id: &MilestoneId| workspace.milestone(*id).is_live() && dates.finish(*id).is_none();
    program.milestone_ids().filter(should)
}

impl ProgramFinish {
    pub(super) fn of(workspace: &Workspace, network: &Network, program: &Program, dates: &Dates) -> Self {
        let latest = latest(program, dates);
        // An error in the program itself makes its finish unknown, unless the finish is named.
        let is_finish = |id: &MilestoneId| match program.finish {
            Some(finish) => *id == finish,
            None => program.undated_because.is_none() && latest.is_some() && dates.finish(*id) == latest,
        };
        let mut milestones: Vec<MilestoneId> = match program.finish {
            Some(finish) => vec![finish],
            None => program.milestone_ids().collect(),
        };
        milestones.retain(|id| is_finish(id) && dates.finish(*id).is_some());
        leave_out_awaited(network, &mut milestones);
        // Sorted by id, so that the order of the file does not matter.
        milestones.sort_by_key(|id| &workspace.milestone(*id).id);
        let first = match program.finish {
            Some(finish) => Some(finish).filter(|finish| dates.finish(*finish).is_none()),
            None => undated(workspace, program, dates).min_by_key(|id| &workspace.milestone(*id).id),
        };
        Self {
            milestones,
            forecast: forecast_finish(workspace, program, dates),
            undated_because: undated_because(workspace, program, dates, first),
            undated: first.filter(|_| program.undated_because.is_none()),
            latest,
        }
    }
}

/// Leaves out the milestones that another of them cannot finish before, because it waits for their
/// finish, directly or through others. A link from a start, or with a lead, lets it finish earlier.
fn leave_out_awaited(network: &Network, tied: &mut Vec<MilestoneId>) {
    // Nothing before the first of them in topological order waits for any of them.
    let first = tied.iter().filter_map(|id| network.place(*id)).min();
    if tied.len() < 2 || first.is_none() {
        return;
    }
    let mut awaited = BTreeSet::new();
    let mut open = tied.clone();
    while let Some(id) = open.pop() {
        for link in network.predecessors(id) {
            let link = network.link(link);
            let (from, waits) = (link.from, link.holds_until_finish());
            if waits && network.place(from) >= first && awaited.insert(from) {
                open.push(from);
            }
        }
    }
    tied.retain(|id| !awaited.contains(id));
}

/// Returns why the finish is unknown; `undated` is the milestone without a date that makes it so.
fn undated_because(
    workspace: &Workspace,
    program: &Program,
    dates: &Dates,
    undated: Option<MilestoneId>,
) -> Option<String> {
    if let Some(fault) = &program.undated_because {
        return Some(fault.clone());
    }
    if let Some(undated) = undated {
        let name = &workspace.milestone(undated).full_id;
        return Some(match program.finish {
            Some(_) => format!("its finish `{name}` has no date"),
            None => format!("`{name}` has no date, and no `finish:` is named"),
        });
    }
    if program.finish.is_some() {
        None
    } else if !program.reading.is_whole() {
        Some("one of its milestones could not be read, and no `finish:` is named".into())
    } else if program.milestones.is_empty() {
        Some("it has no milestones".into())
    } else if latest(program, dates).is_none() {
        Some("all of its milestones are cancelled".into())
    } else {
        None
    }
}
