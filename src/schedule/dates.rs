//! The result of a forward pass.

use crate::model::MilestoneId;
use crate::time::Instant;

/// Early dates by milestone. [`Instant::NONE`] stands for no date.
#[derive(Debug, Clone)]
pub struct Dates {
    pub(super) start: Vec<Instant>,
    pub(super) finish: Vec<Instant>,
    /// Where the work that is left begins, for what has started.
    pub(super) resume: Vec<Instant>,
    /// Whether the eta is valid: not passed, and not before work could start.
    pub(super) eta_valid: Vec<bool>,
    /// The bounds that a cancelled milestone passes on: the latest at the end of a day and the latest at the
    /// start of one; [`Instant::NONE`] = none, [`Instant::NEVER`] = not known.
    pub(super) point: Vec<[Instant; 2]>,
    /// Whether it waits for something unfinished, directly or through what is cancelled.
    pub(super) waits: Vec<bool>,
    /// How many links were looked at.
    pub link_visits: u64,
}

impl Dates {
    /// Returns buffers for a network of `count` milestones.
    pub fn new(count: usize) -> Self {
        Self {
            start: vec![Instant::NONE; count],
            finish: vec![Instant::NONE; count],
            resume: vec![Instant::NONE; count],
            eta_valid: vec![false; count],
            point: vec![[Instant::NONE; 2]; count],
            waits: vec![false; count],
            link_visits: 0,
        }
    }

    pub(super) fn clear(&mut self) {
        for buffer in [&mut self.start, &mut self.finish, &mut self.resume] {
            buffer.fill(Instant::NONE);
        }
        self.eta_valid.fill(false);
        self.waits.fill(false);
        self.point.fill([Instant::NONE; 2]);
        self.link_visits = 0;
    }

    /// Returns the early start, or the actual one.
    pub fn start(&self, id: MilestoneId) -> Option<Instant> {
        self.start[id.index()].some()
    }

    /// Returns the early finish, or the actual one. An event starts and finishes in one instant.
    pub fn finish(&self, id: MilestoneId) -> Option<Instant> {
        self.finish[id.index()].some()
    }

    /// Returns where the work that is left begins, for what has started and is not done.
    pub fn remaining_start(&self, id: MilestoneId) -> Option<Instant> {
        self.resume[id.index()].some()
    }

    /// Returns the bounds that a cancelled milestone passes on, at the end of a day and at the start of one,
    /// [`Instant::NONE`] where it passes none; nothing where they are not known.
    pub(super) fn passes(&self, id: MilestoneId) -> Option<[Instant; 2]> {
        Some(self.point[id.index()]).filter(|point| !point.contains(&Instant::NEVER))
    }

    /// Whether a milestone waits for something that is unfinished, directly or through what is cancelled.
    pub fn waits(&self, id: MilestoneId) -> bool {
        self.waits[id.index()]
    }

    /// Whether the milestone's `eta` is one that counts.
    pub fn eta_is_valid(&self, id: MilestoneId) -> bool {
        self.eta_valid[id.index()]
    }
}
