//! The calendars, freezes and leave that a change alters, so that the gate can say in which days it
//! counts.

use super::Side;
use super::edit::{Edit, Subject};
use super::edits;

/// Returns the calendars, freezes and owners whose days differ between two sides, whose trees were
/// kept.
pub fn shifted_days(base: Side<'_>, head: Side<'_>) -> Vec<String> {
    let edits = edits(base, head);
    let shifts = |edit: &&Edit| match edit.subject {
        Subject::Calendar(_) | Subject::Freeze(..) => true,
        Subject::Owner(_) => matches!(edit.key.as_str(), "away" | "calendar"),
        _ => false,
    };
    let subjects = edits.iter().filter(shifts).map(|edit| &edit.subject);
    let mut names: Vec<String> =
        subjects.map(|subject| format!("{} {}", subject.kind(), subject.name())).collect();
    names.sort();
    names.dedup();
    names
}
