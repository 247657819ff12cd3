//! The targets of a backward pass.

use super::{Dates, Inputs, ProgramFinish};
use crate::calendar::Calendar;
use crate::model::{MilestoneId, OwnerId, ProgramId, Promise, Workspace};
use crate::time::{Day, Instant};
use std::cmp::Ordering;

/// Identifies a promise in a [`Promises`]: its rank by date, then by id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PromiseId(pub u32);

impl PromiseId {
    /// No promise: the bound comes from a forecast.
    pub const NONE: Self = Self(u32::MAX);
}

/// The milestone or program that a promise or forecast belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PromiseHolder {
    /// A milestone's `due`.
    Milestone(MilestoneId),
    /// A program's `due`, measured at its finish.
    Program(ProgramId),
}

impl From<MilestoneId> for PromiseHolder {
    fn from(id: MilestoneId) -> Self {
        Self::Milestone(id)
    }
}

impl From<ProgramId> for PromiseHolder {
    fn from(id: ProgramId) -> Self {
        Self::Program(id)
    }
}

impl PromiseHolder {
    /// Returns the full id of the milestone or the program.
    pub fn full_id(self, workspace: &Workspace) -> &str {
        match self {
            Self::Milestone(id) => &workspace.milestone(id).full_id,
            Self::Program(id) => &workspace.program(id).id,
        }
    }

    /// Returns the program that it is, or belongs to.
    pub fn program(self, workspace: &Workspace) -> ProgramId {
        match self {
            Self::Milestone(id) => workspace.milestone(id).program,
            Self::Program(id) => id,
        }
    }

    /// Returns its owner.
    pub fn owner(self, workspace: &Workspace) -> Option<OwnerId> {
        match self {
            Self::Milestone(id) => workspace.milestone(id).owner,
            Self::Program(id) => workspace.program(id).owner,
        }
    }

    /// Returns its own promise.
    pub fn promise(self, workspace: &Workspace) -> &Promise {
        match self {
            Self::Milestone(id) => &workspace.milestone(id).promise,
            Self::Program(id) => &workspace.program(id).promise,
        }
    }

    /// Returns the calendar in which its lateness counts: that of the program.
    pub fn lateness_calendar(self, workspace: &Workspace) -> &Calendar {
        workspace.program_calendar(self.program(workspace))
    }
}

/// The latest allowed instant, and the promises behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bound {
    /// The latest allowed instant; [`Instant::NEVER`] means no limit.
    pub instant: Instant,
    /// The promise that sets the limit: of several its own, then the one due first.
    pub promise: PromiseId,
    /// Those due first and last of the ones that set the same limit.
    ends: [PromiseId; 2],
}

impl Bound {
    /// No limit.
    pub const NEVER: Self = Self::new(Instant::NEVER, PromiseId::NONE);

    /// Returns the bound of one promise.
    pub(super) const fn new(instant: Instant, promise: PromiseId) -> Self {
        Self { instant, promise, ends: [promise; 2] }
    }

    /// Returns what the same promises allow elsewhere.
    #[must_use]
    pub(super) fn at(self, instant: Instant) -> Self {
        Self { instant, ..self }
    }

    /// Returns the promises that are known to set the limit.
    pub(super) fn promises(self) -> [PromiseId; 3] {
        let [first, last] = self.ends;
        [self.promise, first, last]
    }

    /// Returns the tighter of two bounds: the earlier instant, and the promises of both if they
    /// allow the same one.
    #[must_use]
    pub(super) fn tighter(self, other: Self) -> Self {
        match other.instant.cmp(&self.instant) {
            Ordering::Less => other,
            Ordering::Greater => self,
            Ordering::Equal => Self {
                instant: self.instant,
                promise: self.promise.min(other.promise),
                ends: [self.ends[0].min(other.ends[0]), self.ends[1].max(other.ends[1])],
            },
        }
    }

    /// Returns the bound with the milestone's own promise first if it allows the same instant.
    #[must_use]
    pub(super) fn or_own(self, own: Self) -> Self {
        if own.instant == self.instant { Self { promise: own.promise, ..self } } else { self }
    }
}

/// Every open promise of a workspace, sorted by date and id.
#[derive(Debug, Clone, Default)]
pub struct Promises {
    list: Vec<(Day, PromiseHolder)>,
    own: Vec<PromiseId>,
}

impl Promises {
    /// Returns the promises of unfinished milestones and of programs.
    pub fn new(workspace: &Workspace, inputs: &Inputs) -> Self {
        let mut list: Vec<(Day, &str, PromiseHolder)> = Vec::new();
        for id in workspace.milestone_ids().filter(|id| inputs.task(*id).is_unfinished()) {
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

    /// Returns the date of a promise, and the milestone or program that it belongs to.
    pub fn get(&self, id: PromiseId) -> Option<(Day, PromiseHolder)> {
        self.list.get(id.0 as usize).copied()
    }

    /// Returns a milestone's own promise, or [`PromiseId::NONE`].
    pub fn own(&self, id: MilestoneId) -> PromiseId {
        self.own[id.index()]
    }
}

/// The latest finish of each milestone before its successors are considered: the caps of a backward
/// pass.
#[derive(Debug, Clone)]
pub struct Targets {
    /// The cap from a milestone's own `due`.
    pub(super) own: Vec<Bound>,
    /// Any other cap.
    pub(super) other: Vec<Bound>,
}

impl Targets {
    /// Returns targets for `count` milestones that impose no limit.
    pub fn new(count: usize) -> Self {
        Self { own: vec![Bound::NEVER; count], other: vec![Bound::NEVER; count] }
    }

    fn clear(&mut self) {
        self.own.fill(Bound::NEVER);
        self.other.fill(Bound::NEVER);
    }

    /// Replaces the targets: each of these milestones is to finish by its instant.
    pub fn set(&mut self, targets: impl Iterator<Item = (MilestoneId, Instant)>) {
        self.clear();
        for (id, instant) in targets {
            self.add(id, instant);
        }
    }

    /// Adds a target: the milestone is to finish by an instant.
    pub(super) fn add(&mut self, id: MilestoneId, instant: Instant) {
        self.other[id.index()] = Bound::new(instant, PromiseId::NONE);
    }

    /// Removes a target that was [added](Self::add).
    pub(super) fn remove(&mut self, id: MilestoneId) {
        self.other[id.index()] = Bound::NEVER;
    }

    /// Returns the forecast finishes of all programs as targets. For milestones that are no finish,
    /// the target is the latest finish in their program.
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

    /// Replaces the targets with promises: a milestone's own `due`, and its program's `due` at the
    /// named finish, or at every milestone if the program names no finish.
    pub(super) fn set_promises(&mut self, workspace: &Workspace, promises: &Promises) {
        self.clear();
        for (rank, (due, promised)) in promises.list.iter().enumerate() {
            let bound = Bound::new(Instant::end_of(*due), PromiseId(rank as u32));
            match promised {
                PromiseHolder::Milestone(id) => self.own[id.index()] = bound,
                PromiseHolder::Program(id) => {
                    let program = workspace.program(*id);
                    match program.finish {
                        // An error leaves open which milestone the promise is measured at.
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
