//! How much room a promise needs: a share of the most work left on any one way to it.

use crate::model::{AtRisk, MilestoneId};
use crate::schedule::{PromiseHolder, Scheduled};

/// The thresholds of all promises of a workspace.
#[derive(Debug)]
pub(super) struct Thresholds {
    limits: AtRisk,
    /// The most work left on any one way to each milestone, itself included, in working days.
    milestones: Vec<u64>,
    /// The same to where each program's promise is measured.
    programs: Vec<u64>,
}

/// The room that one promise needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Threshold {
    /// Of a working day.
    hundredths: i64,
}

impl Thresholds {
    /// Visits each link once.
    pub(super) fn new(schedule: &Scheduled<'_>) -> Self {
        let workspace = schedule.workspace;
        let mut milestones = vec![0; workspace.milestones.len()];
        for id in schedule.network.order() {
            let task = schedule.inputs.task(*id);
            if task.is_unfinished() || task.is_cancelled() {
                let before = schedule.network.predecessors(*id).map(|link| schedule.network.link(link).from);
                let before = before.map(|from| milestones[from.index()]).max().unwrap_or(0);
                milestones[id.index()] = before + work_left(schedule, *id);
            }
        }
        let most = |id: MilestoneId| milestones[id.index()];
        let of_program = |id| {
            let program = workspace.program(id);
            program.finish.map_or_else(|| program.milestone_ids().map(most).max().unwrap_or(0), most)
        };
        let programs = workspace.program_ids().map(of_program).collect();
        Self { limits: workspace.settings.at_risk, milestones, programs }
    }

    /// Returns the threshold of a promise.
    pub(super) fn of(&self, promised: PromiseHolder) -> Threshold {
        let work = match promised {
            PromiseHolder::Milestone(id) => self.milestones[id.index()],
            PromiseHolder::Program(id) => self.programs[id.index()],
        };
        let share = i64::try_from(work).unwrap_or(i64::MAX).saturating_mul(self.limits.share_percent.into());
        let hundredths = |days: u32| i64::from(days) * 100;
        Threshold {
            hundredths: share.max(hundredths(self.limits.at_least)).min(hundredths(self.limits.at_most)),
        }
    }
}

impl Threshold {
    /// Whether so much room is too little.
    pub(super) fn is_above(self, room: i32) -> bool {
        i64::from(room) * 100 < self.hundredths
    }

    /// Returns the least whole number of days that is enough.
    pub(super) fn days(self) -> i32 {
        i32::try_from((self.hundredths + 99) / 100).unwrap_or(i32::MAX)
    }
}

/// Returns the work left of an unfinished milestone as its owner said it, in working days. Of
/// started work of which nothing was said, that is all of it, so that no threshold shrinks because
/// days pass.
fn work_left(schedule: &Scheduled<'_>, id: MilestoneId) -> u64 {
    let task = schedule.inputs.task(id);
    if !task.is_unfinished() {
        return 0;
    }
    let milestone = schedule.workspace.milestone(id);
    let is_said = milestone.progress.is_some() || milestone.remaining.is_some();
    let said = if task.is_started() && !is_said { task.duration } else { task.left };
    if !said.elapsed || said.days == 0 {
        return said.days.into();
    }
    // Of elapsed time, the working days in it.
    let begins = match milestone.started {
        Some(started) => Some(task.left_from.unwrap_or(started)),
        None => schedule.dates.start(id).map(crate::time::Instant::day),
    };
    let last = i32::try_from(said.days).unwrap_or(i32::MAX) - 1;
    let within = begins.map(|first| schedule.workspace.full(id).working_days(first, first.plus(last)));
    within.unwrap_or(said.days).into()
}
