//! The milestones that moved, and those that were added, removed or renamed.

use super::words::{by, cut, edit_words};
use crate::analysis::diff::{Change, Diff, Edit, EditKind, Pair, Side, Subject};
use crate::analysis::forecast::Floor;
use crate::model::MilestoneId;
use crate::view::phrases::{self, date, earliest};
use crate::view::{Cell, Column, Report, Tone};

/// Returns the milestones that moved, finished or lost their date.
pub(super) fn rows<'d>(diff: &'d Diff<'_>) -> Vec<&'d Change<MilestoneId>> {
    diff.milestones.iter().filter(|change| is_row(diff, change)).collect()
}

/// Adds the milestones that moved, finished or lost their date.
pub(super) fn milestones(report: &mut Report, diff: &Diff<'_>) {
    let rows: Vec<Vec<Cell>> = rows(diff).into_iter().map(|change| row(diff, change)).collect();
    let columns = vec![
        Column::keep("milestone"),
        Column::keep("owner").drop(2),
        Column::number("promised").drop(1),
        Column::number("was"),
        Column::number("now"),
        Column::keep("by"),
        Column::wrap("why"),
    ];
    super::limited(report, columns, rows);
}

/// Whether a milestone gets a row here. Those added, removed, or renamed without moving are listed
/// in their own table.
pub(super) fn is_row(diff: &Diff<'_>, change: &Change<MilestoneId>) -> bool {
    match change.change {
        Some(EditKind::Renamed) => {
            let done = diff.ask(change.pair, |side, id| side.workspace().milestone(id).done.is_some());
            change.finish.is_change() || done.is_change()
        }
        kind => kind == Some(EditKind::Set),
    }
}

fn row(diff: &Diff<'_>, change: &Change<MilestoneId>) -> Vec<Cell> {
    let near = diff.head.assessment.as_of();
    let (base, head) = (diff.base.workspace(), diff.head.workspace());
    let Pair::Both(before, after) = change.pair else { return vec![Cell::default(); 7] };
    let milestone = head.milestone(after);
    let finish = &change.finish;
    let show = |side: Side<'_>, id: MilestoneId| {
        let milestone = side.workspace().milestone(id);
        match milestone.done {
            Some(done) => phrases::together(&format!("done {}", date(done, near))),
            None if !milestone.is_live() => "cancelled".into(),
            None => phrases::forecast(side.assessment, id),
        }
    };
    let due = match (milestone.promise.due, milestone.firm) {
        (None, _) => String::new(),
        (Some(due), false) => date(due, near),
        (Some(due), true) => phrases::together(&format!("{} firm", date(due, near))),
    };
    let tone = match (finish.moved(), finish.is_later()) {
        (true, true) => Tone::Bad,
        (true, false) => Tone::Good,
        (false, _) => Tone::Plain,
    };
    let id = diff.id(change.pair);
    let mut why = stated(diff, change).map_or_else(String::new, |(_, why)| why);
    if change.change == Some(EditKind::Renamed) {
        let was = format!("was {}", base.milestone(before).full_id);
        why = if why.is_empty() { was } else { format!("{was}; {why}") };
    }
    vec![
        Cell::toned(id, Tone::Strong),
        Cell::from(head.owner_id(milestone.owner).unwrap_or("—").to_owned()),
        Cell::from(due),
        Cell::from(show(diff.base, before)),
        Cell::toned(show(diff.head, after), tone),
        Cell::toned(if finish.moved() { by(finish.by) } else { String::new() }, tone),
        Cell::from(why),
    ]
}

/// Returns what is said of a milestone that edits did not just move: why it has no date, why it was
/// cancelled. The number ranks it: 0 is the worst.
pub(super) fn stated(diff: &Diff<'_>, change: &Change<MilestoneId>) -> Option<(u8, String)> {
    let Pair::Both(before, after) = change.pair else { return None };
    let (base, head) = (diff.base.assessment, diff.head.assessment);
    let [was, is] = [base.workspace.milestone(before), head.workspace.milestone(after)];
    let finish = &change.finish;
    let because = |why: &Option<String>| why.clone().unwrap_or_default();
    if let Some(cancelled) = is.cancelled.as_ref().filter(|_| was.is_live()) {
        let why = cancelled
            .reason
            .as_deref()
            .map_or("cancelled without a reason".into(), |reason| format!("cancelled: {}", cut(reason)));
        return Some((3, why));
    }
    if finish.day.after.is_none() && is.is_live() {
        return Some((0, no_date(diff, after)));
    }
    if finish.day.before.is_none() && was.is_live() {
        return Some((3, format!("had no date: {}", because(&base.forecast(before).undated_because))));
    }
    if finish.moved() {
        return None;
    }
    if finish.is_earliest().is_change() {
        let floor = head.forecast(after).floor.is_some().then_some(after).or(head.floor_from(after));
        return Some(match floor {
            Some(from) => {
                let why = head.forecast(from).floor.map_or("", Floor::after_its_name);
                (0, format!("may not hold: {}, {why}", head.workspace.milestone(from).full_id))
            }
            None => (3, "no longer a floor".into()),
        });
    }
    let is_done = is.done.is_some() && was.done.is_none();
    is_done.then(|| (3, "done on the forecast day".into()))
}

/// Returns why a milestone of the head has no date.
pub(super) fn no_date(diff: &Diff<'_>, id: MilestoneId) -> String {
    let because = diff.head.assessment.forecast(id).undated_because.as_deref();
    format!("no date: {}", because.unwrap_or_default())
}

/// Adds what was added, removed and renamed.
pub(super) fn identity(report: &mut Report, diff: &Diff<'_>) {
    let near = diff.head.assessment.as_of();
    let rows = diff.edits.iter().filter(|edit| edit.kind != EditKind::Set).filter_map(|edit| {
        let (owner, forecast) = match &edit.subject {
            Subject::Milestone(id) => milestone_of(diff, edit, id),
            Subject::Program(id) => (None, program_forecast(diff, edit, id)),
            _ => return None,
        };
        let what = match edit.kind {
            EditKind::Added => "added".to_owned(),
            EditKind::Removed => "removed".into(),
            _ => edit_words(edit, near),
        };
        Some(vec![
            Cell::from(edit.subject.kind()),
            Cell::toned(edit.subject.name(), Tone::Strong),
            Cell::from(what),
            Cell::from(owner.unwrap_or_default().to_owned()),
            Cell::from(forecast),
        ])
    });
    let columns = vec![
        Column::keep("what"),
        Column::keep("id"),
        Column::wrap("change"),
        Column::keep("owner").drop(1),
        Column::number("forecast"),
    ];
    super::limited(report, columns, rows.collect());
}

/// Returns the owner and the forecast of a milestone that was added, removed or renamed.
fn milestone_of<'d>(diff: &Diff<'d>, edit: &Edit, id: &str) -> (Option<&'d str>, String) {
    if edit.kind == EditKind::Removed {
        return diff
            .base
            .find(id)
            .map_or_else(Default::default, |id| (diff.base.owner(id), was_when(diff, id)));
    }
    let of = diff.milestone_of_head(id);
    of.map_or_else(Default::default, |id| (diff.head.owner(id), phrases::forecast(diff.head.assessment, id)))
}

/// Returns the forecast of a program that was added, removed or renamed.
fn program_forecast(diff: &Diff<'_>, edit: &Edit, id: &str) -> String {
    let near = diff.head.assessment.as_of();
    let change = diff.programs.iter().find(|change| diff.id(change.pair) == id);
    let finish = change.map(|change| change.finish).unwrap_or_default();
    let was = finish.day.before.filter(|_| edit.kind == EditKind::Removed);
    match (finish.day.after, was) {
        (Some(day), _) => earliest(day, finish.is_earliest().after, near),
        (None, Some(day)) => {
            phrases::together(&format!("was {}", earliest(day, finish.is_earliest().before, near)))
        }
        (None, None) => String::new(),
    }
}

/// Returns when a milestone of the base finished, or would have: `was 18 Sep`.
fn was_when(diff: &Diff<'_>, id: MilestoneId) -> String {
    let milestone = diff.base.workspace().milestone(id);
    match milestone.done {
        Some(done) => phrases::together(&format!("was done {}", date(done, diff.base.assessment.as_of()))),
        None if !milestone.is_live() => phrases::together("was cancelled"),
        None => phrases::together(&format!("was {}", phrases::forecast(diff.base.assessment, id))),
    }
}
