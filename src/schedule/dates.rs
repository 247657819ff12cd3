//! The result of a forward pass.

use super::inputs::Task;
use super::row::Placed;
use crate::calendar::Length;
use crate::model::MilestoneId;
use crate::time::Instant;

/// The result for one milestone. [`Instant::NONE`] means no date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Early {
    pub(super) placed: Placed,
    /// The bounds that a cancelled milestone passes on: the latest at the end of a day and the
    /// latest at the start of one. [`Instant::NONE`] means no bound, [`Instant::NEVER`] an unknown
    /// one.
    pub(super) point: [Instant; 2],
    /// Whether it waits for something unfinished, directly or through cancelled milestones.
    pub(super) waits: bool,
}

impl Early {
    const NONE: Self = Self { placed: Placed::NOWHERE, point: [Instant::NONE; 2], waits: false };

    /// A milestone on a cycle: no dates, and unknown bounds to pass on.
    pub(super) const UNKNOWN: Self = Self { point: [Instant::NEVER; 2], ..Self::NONE };
}

/// Early dates by milestone.
#[derive(Debug, Clone)]
pub struct Dates {
    early: Vec<Early>,
    /// How many links the pass visited.
    pub link_visits: u64,
}

impl Dates {
    /// Returns buffers for a network of `count` milestones.
    pub fn new(count: usize) -> Self {
        Self { early: vec![Early::NONE; count], link_visits: 0 }
    }

    pub(super) fn clear(&mut self) {
        self.early.fill(Early::NONE);
        self.link_visits = 0;
    }

    pub(super) fn early(&self, id: MilestoneId) -> &Early {
        &self.early[id.index()]
    }

    pub(super) fn set(&mut self, id: MilestoneId, early: Early) {
        self.early[id.index()] = early;
    }

    /// Copies the dates of one milestone from another result.
    pub fn copy(&mut self, id: MilestoneId, other: &Self) {
        self.early[id.index()] = other.early[id.index()];
    }

    /// Whether both results agree on one milestone, including what it passes on to successors.
    pub fn agree(&self, id: MilestoneId, other: &Self) -> bool {
        self.early[id.index()] == other.early[id.index()]
    }

    /// Returns the early start, or the actual one.
    pub fn start(&self, id: MilestoneId) -> Option<Instant> {
        self.early(id).placed.start.some()
    }

    /// Returns the early finish, or the actual one. For an event it equals the start.
    pub fn finish(&self, id: MilestoneId) -> Option<Instant> {
        self.early(id).placed.finish.some()
    }

    /// Returns the instant at which the remaining work of a started milestone begins.
    pub fn remaining_start(&self, id: MilestoneId) -> Option<Instant> {
        self.early(id).placed.resume.some()
    }

    /// Returns the remaining work of a milestone, after what is assumed worked: at least 1 day of
    /// unfinished work.
    pub fn left(&self, id: MilestoneId, task: &Task) -> Length {
        self.early(id).placed.left(task)
    }

    /// Returns the days of a started milestone's remaining work that are deducted as worked without
    /// an update: working days, or civil days of elapsed time.
    pub fn assumed(&self, id: MilestoneId, task: &Task) -> u32 {
        task.left.days.saturating_sub(self.left(id, task).days)
    }

    /// Returns the days since the last update that count as worked, be there so much left or not:
    /// working days, or civil days of elapsed time.
    pub fn assumed_unbounded(&self, id: MilestoneId) -> u32 {
        self.early(id).placed.assumed
    }

    /// Whether nothing of a started milestone's remaining work should be left by now.
    pub fn is_overrun(&self, id: MilestoneId, task: &Task) -> bool {
        task.is_started() && task.left.days <= self.early(id).placed.assumed
    }

    /// Returns the bounds that a cancelled milestone passes on, at the end of a day and at the
    /// start of one, with [`Instant::NONE`] for no bound; `None` if they are unknown.
    pub(super) fn passes(&self, id: MilestoneId) -> Option<[Instant; 2]> {
        Some(self.early(id).point).filter(|point| !point.contains(&Instant::NEVER))
    }

    /// Whether a milestone has a date or, if it is cancelled, knows the bounds that it passes on.
    pub fn is_known(&self, id: MilestoneId, task: &Task) -> bool {
        if task.is_cancelled() { self.passes(id).is_some() } else { self.finish(id).is_some() }
    }

    /// Whether a milestone waits for something unfinished, directly or through cancelled
    /// milestones.
    pub fn waits(&self, id: MilestoneId) -> bool {
        self.early(id).waits
    }

    /// Whether the milestone's `eta` counts: it lies on or after the as-of day, and not before work
    /// could start.
    pub fn eta_is_valid(&self, id: MilestoneId) -> bool {
        self.early(id).placed.eta_valid
    }
}
