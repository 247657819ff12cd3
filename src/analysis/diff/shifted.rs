//! The calendars, freezes and leave that a change alters, so that the gate can say in which days it
//! counts.

use super::edit::{Edit, Subject};
use super::finder::Finder;
use super::{Matching, Side};

/// Returns the calendars, freezes and owners whose days differ between two sides, whose trees were
/// kept.
pub fn shifted_days(base: Side<'_>, head: Side<'_>) -> Vec<String> {
    let matching = Matching::new(base, head);
    let finder = Finder::new(base, head, &matching);
    let edits = finder.edits(&finder.entries());
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
