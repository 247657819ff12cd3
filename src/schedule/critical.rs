//! Which milestones lie on a chain of driving links to a program's finish.

use super::drivers::{drives, drives_point, driving_sides};
use super::{Dates, Inputs, Plan, ProgramFinish};
use crate::graph::LinkId;
use crate::model::{MilestoneId, ProgramId, Workspace};

/// Returns, per milestone, the programs for whose finish it is critical, by program.
pub(super) fn of_programs(
    plan: Plan<'_>,
    inputs: &Inputs,
    dates: &Dates,
    workspace: &Workspace,
    finishes: &[ProgramFinish],
) -> Vec<Vec<ProgramId>> {
    let mut critical: Vec<Vec<ProgramId>> = vec![Vec::new(); plan.network.len()];
    // What is cancelled is not critical itself, and chains run through it, by the bounds that give a date.
    let mut passed: Vec<(Option<ProgramId>, [bool; 2])> = vec![(None, [false; 2]); plan.network.len()];
    let mut stack: Vec<(MilestoneId, [bool; 2])> = Vec::new();
    for (program, finish) in workspace.program_ids().zip(finishes) {
        let mut meet = |id: MilestoneId, sides: [bool; 2], stack: &mut Vec<(MilestoneId, [bool; 2])>| {
            let list = &mut critical[id.index()];
            if inputs.task(id).is_cancelled() {
                let (of, seen) = passed[id.index()];
                let seen = if of == Some(program) { seen } else { [false; 2] };
                let new = [sides[0] && !seen[0], sides[1] && !seen[1]];
                if new != [false; 2] {
                    passed[id.index()] = (Some(program), [seen[0] || new[0], seen[1] || new[1]]);
                    stack.push((id, new));
                }
            } else if inputs.task(id).is_unfinished() && list.last() != Some(&program) {
                list.push(program);
                stack.push((id, [true; 2]));
            }
        };
        for id in &finish.milestones {
            meet(*id, [true; 2], &mut stack);
        }
        while let Some((id, wanted)) = stack.pop() {
            for link in plan.network.predecessors(id) {
                if !chain_continues(plan, inputs, link) || !drives(plan, inputs, dates, link) {
                    continue;
                }
                let from = plan.network.link(link).from;
                if inputs.task(from).is_cancelled() {
                    let sides = driving_sides(plan, inputs, dates, link, wanted);
                    meet(from, sides, &mut stack);
                    continue;
                }
                let gives = !inputs.task(id).is_cancelled() || {
                    let sides = drives_point(plan, inputs, dates, link);
                    sides[0] && wanted[0] || sides[1] && wanted[1]
                };
                if gives {
                    meet(from, [true; 2], &mut stack);
                }
            }
        }
    }
    critical
}

/// Whether the chain goes on behind a link: not through what is done, and not over the start of what has
/// started; through what is cancelled, as far as that.
pub(super) fn chain_continues(plan: Plan<'_>, inputs: &Inputs, link: LinkId) -> bool {
    let link = plan.network.link(link);
    let from = inputs.task(link.from);
    let over_a_past_start = link.kind.from_start() && from.is_started();
    from.is_cancelled() || from.is_unfinished() && !over_a_past_start
}
