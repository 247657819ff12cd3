//! Finds the milestones on a chain of driving links to a program's finish.

use super::{Dated, Plan, ProgramFinish};
use crate::graph::LinkId;
use crate::model::{MilestoneId, ProgramId, Workspace};

/// Returns, for each milestone, the programs for whose finish it is critical, sorted by program.
pub(super) fn of_programs(
    dated: Dated<'_>,
    workspace: &Workspace,
    finishes: &[ProgramFinish],
) -> Vec<Vec<ProgramId>> {
    let plan = dated.plan;
    let mut critical: Vec<Vec<ProgramId>> = vec![Vec::new(); plan.network.len()];
    // Cancelled milestones are never critical, but chains run through them along the bounds that
    // determine a date.
    let mut passed: Vec<(Option<ProgramId>, [bool; 2])> = vec![(None, [false; 2]); plan.network.len()];
    let mut stack: Vec<(MilestoneId, [bool; 2])> = Vec::new();
    for (program, finish) in workspace.program_ids().zip(finishes) {
        let mut meet = |id: MilestoneId, sides: [bool; 2], stack: &mut Vec<(MilestoneId, [bool; 2])>| {
            let list = &mut critical[id.index()];
            if plan.task(id).is_cancelled() {
                let (of, seen) = passed[id.index()];
                let seen = if of == Some(program) { seen } else { [false; 2] };
                let new = [sides[0] && !seen[0], sides[1] && !seen[1]];
                if new != [false; 2] {
                    passed[id.index()] = (Some(program), [seen[0] || new[0], seen[1] || new[1]]);
                    stack.push((id, new));
                }
            } else if plan.task(id).is_unfinished() && list.last() != Some(&program) {
                list.push(program);
                stack.push((id, [true; 2]));
            }
        };
        for id in &finish.milestones {
            meet(*id, [true; 2], &mut stack);
        }
        while let Some((id, wanted)) = stack.pop() {
            for link in plan.network.predecessors(id) {
                if !plan.chain_continues(link) || !dated.drives(link) {
                    continue;
                }
                let from = plan.network.link(link).from;
                if plan.task(from).is_cancelled() {
                    let sides = dated.driving_sides(link, wanted);
                    meet(from, sides, &mut stack);
                    continue;
                }
                let gives = !plan.task(id).is_cancelled() || {
                    let sides = dated.drives_point(link);
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

impl Plan<'_> {
    /// Whether a backward walk along a chain continues past a link. It stops at done milestones and
    /// at the start of started ones; it continues through cancelled ones.
    pub(super) fn chain_continues(self, link: LinkId) -> bool {
        let link = self.network.link(link);
        let from = self.task(link.from);
        let over_a_past_start = link.kind.from_start() && from.is_started();
        from.is_cancelled() || from.is_unfinished() && !over_a_past_start
    }
}
