//! Which milestones move a program's finish in one schedule after another.

use super::backward::Late;
use super::finishes::{latest, may_finish};
use super::{Dated, Dates, Plan, Targets};
use crate::graph::Network;
use crate::model::{MilestoneId, Workspace};

/// Finds the milestones that are critical for any program, by one backward pass over what leads to
/// the finishes. Allocates nothing once it is made.
#[derive(Debug, Clone)]
pub struct Decisive {
    targets: Targets,
    late: Late,
    /// What leads to a finish and is not done, later ones first.
    walked: Vec<MilestoneId>,
}

impl Decisive {
    /// Returns the buffers for the programs of a workspace.
    pub fn new(workspace: &Workspace, plan: Plan<'_>) -> Self {
        let count = plan.network.len();
        let mut walk = Walk { plan, leads: vec![false; count] };
        for program in &workspace.programs {
            for id in may_finish(program) {
                walk.mark(id);
            }
        }
        let later_first = plan.network.order().iter().rev();
        let mut walked = Vec::new();
        for id in later_first {
            if walk.leads[id.index()] {
                walked.push(*id);
                walk.inputs(plan.network, *id);
            }
        }
        Self { targets: Targets::new(count), late: Late::new(count), walked }
    }

    /// Measures a schedule. The network and what is done must be those that it was made with.
    pub fn measure(&mut self, workspace: &Workspace, plan: Plan<'_>, dates: &Dates) {
        let dated = Dated { plan, dates };
        for program in &workspace.programs {
            // What has no date leaves the latest of the others critical, as in a schedule.
            let latest = match program.finish {
                Some(finish) => dates.finish(finish),
                None if program.undated_because.is_some() => None,
                None => latest(program, dates),
            };
            let own = program.finish.is_none().then(|| program.milestone_ids()).into_iter().flatten();
            for id in program.finish.into_iter().chain(own) {
                match latest {
                    Some(latest) => self.targets.add(id, latest),
                    None => self.targets.remove(id),
                }
            }
        }
        for id in &self.walked {
            if dates.finish(*id).is_none() {
                self.late.forget(*id);
            }
            self.late.visit(dated, &self.targets, *id);
        }
    }

    /// Returns the milestones that move a finish if they slip by one working day, in the schedule
    /// that was measured last.
    pub fn critical<'a>(
        &'a self,
        plan: Plan<'a>,
        dates: &'a Dates,
    ) -> impl Iterator<Item = MilestoneId> + 'a {
        let dated = Dated { plan, dates };
        let is_critical = move |id: &MilestoneId| dated.total_float(&self.late, *id) == Some(0);
        self.walked.iter().copied().filter(is_critical)
    }
}

struct Walk<'a> {
    plan: Plan<'a>,
    leads: Vec<bool>,
}

impl Walk<'_> {
    fn mark(&mut self, id: MilestoneId) {
        let task = self.plan.task(id);
        self.leads[id.index()] |= task.is_unfinished() || task.is_cancelled();
    }

    fn inputs(&mut self, network: &Network, id: MilestoneId) {
        for link in network.predecessors(id) {
            self.mark(network.link(link).from);
        }
    }
}
