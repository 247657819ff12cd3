//! Milestones without a recent update.

use crate::model::{MilestoneId, Workspace};
use crate::schedule::Scheduled;
use crate::time::Day;

/// A milestone due within this many civil days needs updates.
const DUE_SOON: i32 = 30;

/// Returns the day of a milestone's last update of any kind.
pub fn last_word(workspace: &Workspace, id: MilestoneId) -> Option<Day> {
    let milestone = workspace.milestone(id);
    let blocked = milestone.blocked.as_ref().and_then(|blocked| blocked.since);
    let declared = milestone.declared.as_ref().and_then(|declared| declared.on);
    [milestone.updated, milestone.started, blocked, declared].into_iter().flatten().max()
}

/// Returns the civil days since the last update of a quiet milestone; `None` if it is not quiet.
pub fn days(schedule: &Scheduled<'_>, id: MilestoneId) -> Option<i32> {
    let milestone = schedule.workspace.milestone(id);
    let as_of = schedule.as_of();
    let due_soon = milestone.promise.due.is_some_and(|due| due.since(as_of) <= DUE_SOON);
    let matters = milestone.started.is_some() || due_soon || schedule.is_critical(id);
    if !milestone.is_unfinished() || !matters {
        return None;
    }
    let silence = as_of.since(last_word(schedule.workspace, id)?);
    (i64::from(silence) >= i64::from(limit(schedule.workspace, id))).then_some(silence)
}

/// Returns after how many civil days without an update a milestone is quiet.
pub fn limit(workspace: &Workspace, id: MilestoneId) -> u32 {
    let owner = workspace.milestone(id).owner;
    let external = owner.is_some_and(|owner| workspace.owners[owner.index()].external);
    let settings = &workspace.settings;
    if external { settings.quiet_after_days_external } else { settings.quiet_after_days }
}
