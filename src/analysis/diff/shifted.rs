//! The calendars and freezes that a change alters, so that the gate can say in which days it counts.

use super::edit::Subject;
use super::finder::Finder;
use super::{Matching, Side};

/// Returns the calendars and freezes that differ between two sides, whose trees were kept.
pub fn shifted_days(base: Side<'_>, head: Side<'_>) -> Vec<String> {
    let matching = Matching::new(base, head);
    let finder = Finder::new(base, head, &matching);
    let edits = finder.edits(&finder.entries());
    let shifts = |subject: &&Subject| matches!(subject, Subject::Calendar(_) | Subject::Freeze(..));
    let subjects = edits.iter().map(|edit| &edit.subject).filter(shifts);
    let mut names: Vec<String> =
        subjects.map(|subject| format!("{} {}", subject.kind(), subject.name())).collect();
    names.sort();
    names.dedup();
    names
}
