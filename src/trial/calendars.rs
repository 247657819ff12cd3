//! Calendars without some leave, some freezes, or a slot rule.

use super::{Change, Trial};
use crate::calendar::CalendarId;
use crate::model::{MilestoneId, Workspace};
use crate::time::Day;

impl Trial<'_> {
    /// Recalculates the calendar of every milestone that these changes affect, and marks it and its
    /// successors: a link that holds a finish also counts in its predecessor's calendar.
    pub(super) fn change_calendars(&mut self, changes: &[Change]) {
        let is_of_calendars = |change: &Change| {
            matches!(change, Change::WithoutFreeze(_) | Change::WithoutLeave(_) | Change::InCalendar(..))
        };
        if !changes.iter().any(is_of_calendars) {
            return;
        }
        let workspace = self.schedule.workspace;
        for id in workspace.milestone_ids() {
            if !changes.iter().any(|change| concerns(workspace, *change, id)) {
                continue;
            }
            let base = base(workspace, changes, id);
            let calendars = self.calendars.get_or_insert_with(|| workspace.calendars.clone());
            let full = calendars.less(base, days_off(workspace, changes, id));
            self.network.set_calendars(id, base, full);
            let task = self.reading(id).task();
            self.inputs.tasks[id.index()] = task;
            self.mark_changed(id);
            self.mark_successors(id);
        }
    }
}

fn concerns(workspace: &Workspace, change: Change, id: MilestoneId) -> bool {
    match change {
        Change::WithoutFreeze(freeze) => workspace.freezes[freeze].concerns(workspace, id),
        Change::WithoutLeave(owner) => workspace.milestone(id).owner == Some(owner),
        Change::InCalendar(of, _) => of == id,
        _ => false,
    }
}

fn base(workspace: &Workspace, changes: &[Change], id: MilestoneId) -> CalendarId {
    let other = changes.iter().rev().find_map(|change| match change {
        Change::InCalendar(of, calendar) if *of == id => Some(*calendar),
        _ => None,
    });
    other.unwrap_or(workspace.milestone(id).base)
}

/// Returns the leave, the freezes and the pauses that remain in a milestone's calendar.
fn days_off(workspace: &Workspace, changes: &[Change], id: MilestoneId) -> Vec<(Day, Day)> {
    let milestone = workspace.milestone(id);
    let owner = milestone.owner.filter(|owner| !changes.contains(&Change::WithoutLeave(*owner)));
    let away = owner.map_or(&[][..], |owner| &workspace.owners[owner.index()].away);
    let freezes = workspace.freezes.iter().enumerate().filter(|(at, freeze)| {
        freeze.concerns(workspace, id) && !changes.contains(&Change::WithoutFreeze(*at))
    });
    let frozen = freezes.flat_map(|(_, freeze)| &freeze.dates);
    away.iter().chain(frozen).chain(&milestone.pauses).copied().collect()
}
