//! What a backward pass measures against.

use super::{Dates, Inputs, ProgramFinish};
use crate::model::{MilestoneId, ProgramId, Workspace};
use crate::time::{Day, Instant};

/// A promise of a [`Promises`]: its rank by date, then by id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PromiseId(pub u32);

impl PromiseId {
    /// No promise: a bound that comes from a forecast.
    pub const NONE: Self = Self(u32::MAX);
}

/// Who promised something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PromiseHolder {
    /// A milestone's `due`.
    Milestone(MilestoneId),
    /// A program's `due`.
    Program(ProgramId),
}

impl PromiseHolder {
    /// Returns the full id of the milestone or the program.
    pub fn full_id(self, workspace: &Workspace) -> &str {
        match self {
            Self::Milestone(id) => &workspace.milestone(id).full_id,
            Self::Program(id) => &workspace.program(id).id,
        }
    }
}

/// The latest instant that something allows, and the promise behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bound {
    /// Not later than this; [`Instant::NEVER`] = not bound.
    pub instant: Instant,
    /// For which promise.
    pub promise: PromiseId,
}

impl Bound {
    /// Bound by nothing.
    pub const NEVER: Self = Self { instant: Instant::NEVER, promise: PromiseId::NONE };

    /// Returns the tighter of two: the earlier instant, then the promise that falls due first, then the
    /// smaller id.
    #[must_use]
    pub(super) fn tighter(self, other: Self) -> Self {
        if (other.instant, other.promise) < (self.instant, self.promise) { other } else { self }
    }

    /// Returns this bound, or the milestone's own promise where that allows no more.
    #[must_use]
    pub(super) fn or_own(self, own: Self) -> Self {
        if own.instant == self.instant { own } else { self }
    }
}

/// Every promise of a workspace that is not kept yet, by date and id.
#[derive(Debug, Clone, Default)]
pub struct Promises {
    list: Vec<(Day, PromiseHolder)>,
    own: Vec<PromiseId>,
}

impl Promises {
    /// Returns the promises of unfinished milestones, and of programs.
    pub fn new(workspace: &Workspace, inputs: &Inputs) -> Self {
        Self::of(workspace, inputs, |_| true)
    }

    /// Returns the promises that a program is judged by: its own, and those of its firm milestones.
    pub fn hard(workspace: &Workspace, inputs: &Inputs) -> Self {
        Self::of(workspace, inputs, |id| workspace.milestone(id).firm)
    }

    fn of(workspace: &Workspace, inputs: &Inputs, counts: impl Fn(MilestoneId) -> bool) -> Self {
        let mut list: Vec<(Day, &str, PromiseHolder)> = Vec::new();
        for id in workspace.milestone_ids().filter(|id| inputs.task(*id).is_unfinished() && counts(*id)) {
            let milestone = workspace.milestone(id);
            if let Some(due) = milestone.promise.due {
                list.push((due, &milestone.full_id, PromiseHolder::Milestone(id)));
            }
        }
        for id in workspace.program_ids() {
            let program = workspace.program(id);
            if let Some(due) = program.promise.due {
                list.push((due, &program.id, PromiseHolder::Program(id)));
            }
        }
        list.sort_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)));
        let mut promises = Self {
            list: list.into_iter().map(|(due, _, promised)| (due, promised)).collect(),
            own: vec![PromiseId::NONE; workspace.milestones.len()],
        };
        for (rank, (_, promised)) in promises.list.iter().enumerate() {
            if let PromiseHolder::Milestone(id) = promised {
                promises.own[id.index()] = PromiseId(rank as u32);
            }
        }
        promises
    }

    /// Returns day and subject of a promise.
    pub fn get(&self, id: PromiseId) -> Option<(Day, PromiseHolder)> {
        self.list.get(id.0 as usize).copied()
    }

    /// Returns a milestone's own promise.
    pub fn own(&self, id: MilestoneId) -> PromiseId {
        self.own[id.index()]
    }
}

/// How late each milestone may finish of itself, before its successors are asked: the caps of a backward
/// pass.
#[derive(Debug, Clone)]
pub struct Targets {
    /// The cap that is a milestone's own `due`.
    pub(super) own: Vec<Bound>,
    /// Any other cap.
    pub(super) other: Vec<Bound>,
}

impl Targets {
    /// Returns targets for `count` milestones that bind nothing.
    pub fn new(count: usize) -> Self {
        Self { own: vec![Bound::NEVER; count], other: vec![Bound::NEVER; count] }
    }

    fn clear(&mut self) {
        self.own.fill(Bound::NEVER);
        self.other.fill(Bound::NEVER);
    }

    /// Measures against some milestones, each to finish by an instant: float to them.
    pub fn set(&mut self, targets: impl Iterator<Item = (MilestoneId, Instant)>) {
        self.clear();
        for (id, instant) in targets {
            self.add(id, instant);
        }
    }

    /// Measures against one more milestone, to finish by an instant.
    pub(super) fn add(&mut self, id: MilestoneId, instant: Instant) {
        self.other[id.index()] = Bound { instant, promise: PromiseId::NONE };
    }

    /// Measures no more against a milestone that was [added](Self::add).
    pub(super) fn remove(&mut self, id: MilestoneId) {
        self.other[id.index()] = Bound::NEVER;
    }

    /// Returns the forecast finishes of all programs; for what is no finish, the latest finish of its program.
    pub(super) fn to_finishes(workspace: &Workspace, dates: &Dates, finishes: &[ProgramFinish]) -> Self {
        let mut targets = Self::new(workspace.milestones.len());
        for (program, finish) in workspace.programs.iter().zip(finishes) {
            let Some(latest) = finish.latest else { continue };
            for id in program.milestone_ids() {
                targets.other[id.index()].instant = latest;
            }
            for id in &finish.milestones {
                targets.other[id.index()].instant = dates.finish(*id).unwrap_or(latest);
            }
        }
        targets
    }

    /// Measures against what was promised: a milestone's own `due`, and its program's `due` at the finish,
    /// or, where a program names none, at every unfinished milestone.
    pub(super) fn set_promises(&mut self, workspace: &Workspace, promises: &Promises) {
        self.clear();
        for (rank, (due, promised)) in promises.list.iter().enumerate() {
            let bound = Bound { instant: Instant::end_of(*due), promise: PromiseId(rank as u32) };
            match promised {
                PromiseHolder::Milestone(id) => self.own[id.index()] = bound,
                PromiseHolder::Program(id) => {
                    let program = workspace.program(*id);
                    match program.finish {
                        // Where its promise is measured is not known.
                        None if program.undated_because.is_some() => {}
                        Some(finish) => self.other[finish.index()] = bound,
                        None => {
                            for id in program.milestone_ids() {
                                self.other[id.index()] = bound;
                            }
                        }
                    }
                }
            }
        }
    }
}
