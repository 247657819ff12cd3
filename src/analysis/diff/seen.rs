//! Edits that a person must see though they move no date: who does the work and when they are away,
//! and what promised work is called.

use super::Side;
use super::edit::{Edit, EditKind, Subject};

/// Whether an edit is one of those, if it moves no date.
pub(super) fn is_to_be_seen(head: Side<'_>, edit: &Edit) -> bool {
    let is_promised = |id: &str| {
        let milestone = head.find(id).map(|id| head.workspace().milestone(id));
        milestone.is_some_and(|milestone| milestone.promise.due.is_some())
    };
    match (&edit.subject, edit.kind, edit.key.as_str()) {
        (Subject::Milestone(_) | Subject::Program(_), EditKind::Set, "owner") => true,
        (Subject::Owner(_), EditKind::Set, "away") => true,
        (Subject::Milestone(id), EditKind::Set, "name") => is_promised(id),
        (Subject::Milestone(id), EditKind::Renamed, _) => is_promised(id),
        _ => false,
    }
}
