//! The room of each milestone towards its nearest promise, and whether it is enough.

use super::threshold::{Threshold, Thresholds};
use crate::model::{MilestoneId, ProgramId, Workspace};
use crate::schedule::{FloatsTo, FreeFinish, PromiseHolder, Room, Scheduled};
use crate::time::Day;

/// A promise that a milestone could miss, with the room that is left towards it.
#[derive(Debug, Clone, Copy)]
pub struct NearestPromise {
    /// The promised day.
    pub due: Day,
    /// The milestone or program with the promise.
    pub promised: PromiseHolder,
    /// The room towards it.
    pub room: Room,
    /// The room that it needs, in whole working days.
    pub needs: i32,
    is_thin: bool,
}

impl NearestPromise {
    /// Returns the room and what it needs, if there is too little.
    pub(super) fn thin(&self) -> Option<Thin> {
        self.is_thin.then_some(Thin { workdays: self.room.workdays, needs: self.needs })
    }
}

/// Too little room.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Thin {
    /// The room that there is, in working days.
    pub workdays: i32,
    /// The room that there should be.
    pub needs: i32,
}

impl Thin {
    fn of(room: Room, threshold: Threshold) -> Option<Self> {
        let thin = Self { workdays: room.workdays, needs: threshold.days() };
        threshold.is_above(room.standing).then_some(thin)
    }

    /// Returns how much room there is and how much it needs: `1wd of room, needs 3`.
    pub(super) fn words(self) -> String {
        let Self { workdays, needs } = self;
        match workdays {
            ..0 => format!("its inputs and work alone end {}wd too late, needs {needs} of room", -workdays),
            0 => format!("no room, needs {needs}"),
            _ => format!("{workdays}wd of room, needs {needs}"),
        }
    }
}

/// Room and thresholds of a workspace.
#[derive(Debug)]
pub(super) struct Rooms {
    free: Vec<Option<FreeFinish>>,
    thresholds: Thresholds,
}

impl Rooms {
    pub(super) fn new(schedule: &Scheduled<'_>) -> Self {
        Self { free: schedule.free_finishes(), thresholds: Thresholds::new(schedule) }
    }

    /// Returns the promise that a milestone's commitment float names. An event on its due date has
    /// none towards its own promise if it waits for nothing, but has that promise.
    pub(super) fn nearest(&self, schedule: &Scheduled<'_>, id: MilestoneId) -> Option<NearestPromise> {
        let free = self.free[id.index()]?;
        let named = schedule.commitment(id).map(|commitment| (commitment.due, commitment.promised));
        let own = || Some((schedule.workspace.milestone(id).promise.due?, PromiseHolder::Milestone(id)));
        let (due, promised) = named.or_else(own)?;
        let room = schedule.room(id, free, promised)?;
        let threshold = self.thresholds.of(promised);
        let is_thin = threshold.is_above(room.standing);
        Some(NearestPromise { due, promised, room, needs: threshold.days(), is_thin })
    }

    /// Returns the room of a milestone towards what `floats` measure against, the promise of a
    /// program, if it is too little.
    pub(super) fn thin_towards(
        &self,
        floats: &FloatsTo<'_>,
        workspace: &Workspace,
        promised: ProgramId,
        id: MilestoneId,
    ) -> Option<Thin> {
        let room = floats.room(workspace, id, self.free[id.index()]?)?;
        Thin::of(room, self.thresholds.of(promised.into()))
    }
}
