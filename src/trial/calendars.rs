//! Calendars with leave at another time, without days of freezes, or without a slot rule.

use super::{Change, Trial};
use crate::calendar::CalendarId;
use crate::model::{MilestoneId, OwnerId, Workspace};
use crate::time::Day;

/// Making the table of a calendar takes about as long as dating so many milestones.
const TABLE: usize = 100;

impl Trial<'_> {
    /// Recalculates the calendar of every milestone that these changes affect, and marks it and its
    /// successors: a link that holds a finish also counts in its predecessor's calendar.
    pub(super) fn change_calendars(&mut self, changes: &[Change]) {
        let is_of_calendars = |change: &Change| {
            matches!(change, Change::FreezeWorked(..) | Change::LeaveMoved(..) | Change::InCalendar(..))
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
            let (off, known) = (days_off(workspace, changes, id), calendars.len());
            self.calendar_visits += 1 + off.len();
            let full = calendars.less(base, off);
            self.calendar_visits += TABLE * (calendars.len() - known);
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
        Change::FreezeWorked(freeze, ..) => workspace.freezes[freeze].concerns(workspace, id),
        Change::LeaveMoved(owner, ..) => workspace.milestone(id).owner == Some(owner),
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
    let away = milestone.owner.map_or(&[][..], |owner| &workspace.owners[owner.index()].away);
    let taken = away.iter().enumerate().map(|(at, range)| moved(changes, milestone.owner, at, *range));
    let freezes = workspace.freezes.iter().enumerate().filter(|(_, freeze)| freeze.concerns(workspace, id));
    let frozen = freezes
        .flat_map(|(at, freeze)| freeze.dates.iter().flat_map(move |range| frozen(changes, at, *range)));
    taken.chain(frozen).chain(milestone.pauses.iter().copied()).collect()
}

/// Returns when an owner takes the leave with this index.
fn moved(changes: &[Change], of: Option<OwnerId>, leave: usize, (first, last): (Day, Day)) -> (Day, Day) {
    let to = changes.iter().rev().find_map(|change| match change {
        Change::LeaveMoved(owner, at, to) if Some(*owner) == of && *at == leave => Some(*to),
        _ => None,
    });
    to.map_or((first, last), |to| (to, to.plus(last.since(first))))
}

/// Returns what of a range of a freeze is not worked.
fn frozen(changes: &[Change], freeze: usize, range: (Day, Day)) -> Vec<(Day, Day)> {
    let worked = changes.iter().filter_map(|change| match change {
        Change::FreezeWorked(of, first, last) if *of == freeze => Some((*first, *last)),
        _ => None,
    });
    worked.fold(vec![range], |ranges, (first, last)| {
        let rest = |(from, to): (Day, Day)| [(from, to.min(first.plus(-1))), (from.max(last.plus(1)), to)];
        ranges.into_iter().flat_map(rest).filter(|(from, to)| from <= to).collect()
    })
}
