//! Float towards some milestones: a pass back over nothing but what leads to them.

use super::{Dated, Late, Targets};
use crate::model::{MilestoneId, ProgramId, Workspace};
use crate::time::Instant;

/// Floats towards some milestones, and after them towards others, in buffers that are used again: in the working days of each
/// milestone's own full calendar, negative where one of those it leads to is forecast to be later than asked.
#[derive(Debug, Clone)]
pub struct FloatsTo<'s> {
    dated: Dated<'s>,
    targets: Targets,
    late: Late,
    /// The places of what leads to the targets, and of the targets.
    walked: Vec<u32>,
    is_walked: Vec<bool>,
}

impl<'s> FloatsTo<'s> {
    /// Returns floats that are not measured against anything yet.
    pub(super) fn new(dated: Dated<'s>) -> Self {
        let count = dated.plan.network.len();
        let (targets, late) = (Targets::new(count), Late::new(count));
        Self { dated, targets, late, walked: Vec::new(), is_walked: vec![false; count] }
    }

    /// Measures against these milestones, each to finish by an instant, and no longer against others. Looks at the links of
    /// what leads to them, each once.
    pub fn measure(&mut self, milestones: impl Iterator<Item = (MilestoneId, Instant)>) {
        let network = self.dated.plan.network;
        let order = network.order();
        for at in self.walked.drain(..) {
            let id = order[at as usize];
            self.targets.remove(id);
            self.late.forget(id);
            self.is_walked[id.index()] = false;
        }
        for (id, instant) in milestones {
            // What lies on a cycle is not walked: it has no late dates, and nothing has any for its sake.
            self.targets.add(id, instant);
            self.walk(id);
        }
        let mut next = 0;
        while let Some(at) = self.walked.get(next) {
            for link in network.predecessors(order[*at as usize]) {
                self.walk(network.link(link).from);
            }
            next += 1;
        }
        self.walked.sort_unstable_by_key(|at| std::cmp::Reverse(*at));
        for at in &self.walked {
            self.late.visit(self.dated, &self.targets, order[*at as usize]);
        }
    }

    /// Measures against what a program promised: at the finish it names, else at every milestone of it. Against nothing where
    /// it promised nothing, or could not be read.
    pub fn measure_promise(&mut self, workspace: &Workspace, program: ProgramId) {
        let program = workspace.program(program);
        let due = program.promise.due.filter(|_| program.undated_because.is_none()).map(Instant::end_of);
        let held = program.milestone_ids().filter(|id| program.finish.is_none_or(|finish| finish == *id));
        self.measure(held.filter_map(|id| Some((id, due?))));
    }

    /// Returns the float of a milestone towards what was measured against; none for what is done, has no dates or does not
    /// lead there.
    pub fn get(&self, id: MilestoneId) -> Option<i32> {
        self.dated.float_towards(&self.late, id)
    }

    /// Returns how many links were looked at for all that was measured so far.
    pub fn link_visits(&self) -> u64 {
        self.late.link_visits
    }

    fn walk(&mut self, id: MilestoneId) {
        let is_walked = &mut self.is_walked[id.index()];
        if let Some(place) = self.dated.plan.network.place(id).filter(|_| !*is_walked) {
            *is_walked = true;
            self.walked.push(place);
        }
    }
}
