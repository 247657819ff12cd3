//! Finds the milestones that move a program's finish if they slip by one working day.

use super::{Dated, FloatsTo, ProgramFinish};
use crate::model::{MilestoneId, Program, ProgramId, Workspace};
use crate::time::Instant;

/// Links that are followed back from all finishes together, about. Where thousands of programs wait
/// for each other, the answer alone would grow with their square.
const MOST_VISITS: u64 = 5_000_000;

/// Returns, for each milestone, the programs for whose finish it is critical, sorted by program:
/// its float to that finish is 0. And how many programs, the last ones, were not looked at.
pub(super) fn of_programs(
    dated: Dated<'_>,
    workspace: &Workspace,
    finishes: &[ProgramFinish],
) -> (Vec<Vec<ProgramId>>, usize) {
    let mut critical: Vec<Vec<ProgramId>> = vec![Vec::new(); dated.plan.network.len()];
    let mut floats = FloatsTo::new(dated);
    for (at, (id, finish)) in workspace.program_ids().zip(finishes).enumerate() {
        if floats.link_visits() > MOST_VISITS {
            return (critical, finishes.len() - at);
        }
        floats.measure(targets(dated, workspace.program(id), finish));
        for milestone in floats.leading().filter(|milestone| floats.to_forecast(*milestone) == Some(0)) {
            critical[milestone.index()].push(id);
        }
    }
    (critical, 0)
}

/// Returns what may not move, with the forecast: the finish that a program names, or else all of
/// its milestones, as any of them would be its finish if it came later.
fn targets<'a>(
    dated: Dated<'a>,
    program: &'a Program,
    finish: &'a ProgramFinish,
) -> impl Iterator<Item = (MilestoneId, Instant)> + 'a {
    let forecast = finish.milestones.first().and_then(|id| dated.dates.finish(*id));
    let all = program.milestone_ids().filter(|_| program.finish.is_none());
    program.finish.into_iter().chain(all).filter_map(move |id| Some((id, forecast?)))
}
