//! Float towards some milestones: a pass back over nothing but what leads to them.

use super::backward::visit;
use super::{Late, Plan, Schedule, Targets, float};
use crate::model::{MilestoneId, ProgramId, Workspace};
use crate::time::Instant;

/// Floats towards some milestones, and after them towards others, in buffers that are used again: in the working days of each
/// milestone's own full calendar, negative where one of those it leads to is forecast to be later than asked.
#[derive(Debug, Clone)]
pub struct FloatsTo<'s> {
    schedule: &'s Schedule,
    plan: Plan<'s>,
    /// By milestone, its place in topological order; on a cycle there is none.
    place: Vec<Option<u32>>,
    targets: Targets,
    late: Late,
    /// The places of what leads to the targets, and of the targets.
    walked: Vec<u32>,
    is_walked: Vec<bool>,
}

impl<'s> FloatsTo<'s> {
    /// Returns floats that are not measured against anything yet.
    pub fn new(schedule: &'s Schedule, plan: Plan<'s>) -> Self {
        let count = plan.network.len();
        let mut place = vec![None; count];
        for (at, id) in plan.network.order().iter().enumerate() {
            place[id.index()] = Some(at as u32);
        }
        let (targets, late) = (Targets::new(count), Late::new(count));
        Self { schedule, plan, place, targets, late, walked: Vec::new(), is_walked: vec![false; count] }
    }

    /// Measures against these milestones, each to finish by an instant, and no longer against others. Looks at the links of
    /// what leads to them, each once.
    pub fn measure(&mut self, milestones: impl Iterator<Item = (MilestoneId, Instant)>) {
        let order = self.plan.network.order();
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
            for link in self.plan.network.predecessors(order[*at as usize]) {
                self.walk(self.plan.network.link(link).from);
            }
            next += 1;
        }
        self.walked.sort_unstable_by_key(|at| std::cmp::Reverse(*at));
        let (inputs, dates) = (&self.schedule.inputs, &self.schedule.dates);
        for at in &self.walked {
            visit(self.plan, inputs, dates, &self.targets, &mut self.late, order[*at as usize]);
        }
    }

    /// Measures against what a program promised: at the finish it names, else at every milestone of it. Against nothing where
    /// it promised nothing, or could not be read.
    pub fn measure_promise(&mut self, workspace: &Workspace, program: ProgramId) {
        let program = workspace.program(program);
        let due = program.promise.due.filter(|_| program.fault.is_none()).map(Instant::end_of);
        let held = program.milestone_ids().filter(|id| program.finish.is_none_or(|finish| finish == *id));
        self.measure(held.filter_map(|id| Some((id, due?))));
    }

    /// Returns the float of a milestone towards what was measured against; none for what is done, has no dates or does not
    /// lead there.
    pub fn get(&self, id: MilestoneId) -> Option<i32> {
        float::towards(self.plan, &self.schedule.inputs, &self.schedule.dates, &self.late, id)
    }

    /// Returns how many links were looked at for all that was measured so far.
    pub fn link_visits(&self) -> u64 {
        self.late.link_visits
    }

    fn walk(&mut self, id: MilestoneId) {
        let is_walked = &mut self.is_walked[id.index()];
        if let Some(place) = self.place[id.index()].filter(|_| !*is_walked) {
            *is_walked = true;
            self.walked.push(place);
        }
    }
}
