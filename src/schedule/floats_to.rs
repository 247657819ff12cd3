//! Float towards selected milestones: a backward pass over only what leads to them.

use super::{Dated, Late, Targets, may_finish};
use crate::model::{MilestoneId, ProgramId, Workspace};
use crate::time::Instant;

/// Measures floats towards one set of milestones after another, reusing its buffers. Floats are in
/// working days of each milestone's own full calendar, and negative if a target downstream is
/// forecast to be late.
#[derive(Debug, Clone)]
pub struct FloatsTo<'s> {
    pub(super) dated: Dated<'s>,
    targets: Targets,
    pub(super) late: Late,
    /// The positions of the targets and of everything that leads to them.
    walked: Vec<u32>,
    is_walked: Vec<bool>,
}

impl<'s> Dated<'s> {
    /// Returns an object that measures float towards selected milestones.
    pub fn floats(self) -> FloatsTo<'s> {
        FloatsTo::new(self)
    }
}

impl<'s> FloatsTo<'s> {
    /// Returns buffers without any target yet.
    pub(super) fn new(dated: Dated<'s>) -> Self {
        let count = dated.plan.network.len();
        let (targets, late) = (Targets::new(count), Late::new(count));
        Self { dated, targets, late, walked: Vec::new(), is_walked: vec![false; count] }
    }

    /// Measures against these milestones, each to finish by an instant, instead of earlier targets.
    /// Visits each link that leads to them once.
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
            // A target on a cycle has no late dates and gives none to its predecessors.
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

    /// Measures against the promise of a program: at the finish it names, otherwise at each of its
    /// milestones. There is no target if it has no promise or could not be read.
    pub fn measure_promise(&mut self, workspace: &Workspace, program: ProgramId) {
        let program = workspace.program(program);
        let due = program.promise.due.filter(|_| program.undated_because.is_none()).map(Instant::end_of);
        self.measure(may_finish(program).filter_map(|id| Some((id, due?))));
    }

    /// Returns the float of a milestone towards the current targets; `None` if it is done, has no
    /// dates or does not lead to them.
    pub fn get(&self, id: MilestoneId) -> Option<i32> {
        self.dated.float_towards(&self.late, id)
    }

    /// Returns the float of a milestone towards targets that are forecasts: how many working days
    /// it can slip before one of them moves. `None` as [above](Self::get).
    pub fn to_forecast(&self, id: MilestoneId) -> Option<i32> {
        self.dated.total_float(&self.late, id)
    }

    /// Returns the milestones that are targets or lead to one.
    pub fn leading(&self) -> impl Iterator<Item = MilestoneId> + '_ {
        self.walked.iter().map(|at| self.dated.plan.network.order()[*at as usize])
    }

    /// Returns how many links all measurements so far visited.
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
