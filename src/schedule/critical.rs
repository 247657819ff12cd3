//! Which milestones lie on a chain of driving links to a program's finish.

use super::drivers::drives;
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
    // What is cancelled is not critical itself, and chains run through it.
    let mut passed: Vec<Option<ProgramId>> = vec![None; plan.network.len()];
    let mut stack = Vec::new();
    for (program, finish) in workspace.program_ids().zip(finishes) {
        let mut meet = |id: MilestoneId, stack: &mut Vec<MilestoneId>| {
            let list = &mut critical[id.index()];
            if inputs.task(id).is_cancelled() {
                if passed[id.index()].replace(program) != Some(program) {
                    stack.push(id);
                }
            } else if inputs.task(id).is_unfinished() && list.last() != Some(&program) {
                list.push(program);
                stack.push(id);
            }
        };
        for id in &finish.milestones {
            meet(*id, &mut stack);
        }
        while let Some(id) = stack.pop() {
            for link in plan.network.predecessors(id) {
                if chain_continues(plan, inputs, dates, link) && drives(plan, inputs, dates, link) {
                    meet(plan.network.link(link).from, &mut stack);
                }
            }
        }
    }
    critical
}

/// Whether the chain goes on behind a link: not through what is done, and not over the start of what has
/// started; through what is cancelled, where that waits for something unfinished.
pub(super) fn chain_continues(plan: Plan<'_>, inputs: &Inputs, dates: &Dates, link: LinkId) -> bool {
    let link = plan.network.link(link);
    let from = inputs.task(link.from);
    if from.is_cancelled() {
        return dates.waits(link.from) && dates.passes(link.from).is_some();
    }
    let over_a_past_start = link.kind.from_start() && from.is_started();
    from.is_unfinished() && !over_a_past_start && dates.finish(link.from).is_some()
}
