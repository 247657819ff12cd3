//! How long work is expected to take: the mean of what runs draw for it.

use super::chances::points;
use super::settings::Settings;
use super::spread::Spread;
use crate::model::MilestoneId;
use crate::schedule::Scheduled;

/// What runs draw for work, in the unit of its duration.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Expected {
    /// The mean.
    pub days: f64,
    /// The most.
    pub longest: u32,
}

/// So many evenly spaced numbers stand for all that can be drawn.
const PARTS: u32 = 4096;

impl Expected {
    /// Returns that of work that has a `duration` and has not begun.
    pub fn of(schedule: &Scheduled<'_>, id: MilestoneId, settings: &Settings) -> Option<Self> {
        let (milestone, task) = (schedule.workspace.milestone(id), schedule.inputs.task(id));
        milestone.duration.filter(|_| task.is_work && task.is_unfinished() && !task.is_started())?;
        let (points, _) = points(milestone, task, settings);
        let spread = Spread::new(settings.distribution, points, |_| true, |days| days.max(1));
        let width = u32::MAX / PARTS + 1;
        let days = (0..PARTS).map(|part| u64::from(spread.days(part * width + width / 2)));
        Some(Self { days: days.sum::<u64>() as f64 / f64::from(PARTS), longest: spread.days(u32::MAX) })
    }
}
