//! Which edits are taken back together: those that state one thing, and those that depend on each
//! other.

use super::edit::{Edit, EditKind, Subject};
use crate::syntax::{Nature, Value};
use std::collections::BTreeMap;

/// The indices of edits that are taken back together.
pub(super) type EditGroup = Vec<usize>;

/// The keys that report progress; they are stated together and taken back together.
const PROGRESS: [&str; 5] = ["started", "progress", "remaining", "updated", "done"];

/// Returns the edits that can move a date as groups, in the order of the edits.
pub(super) fn groups(edits: &[Edit]) -> Vec<EditGroup> {
    // Edits with an equal key form one group.
    let mut by_key: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    let movable = || edits.iter().enumerate().filter(|(_, edit)| edit.can_move_dates());
    let whole = |kind: EditKind| -> BTreeMap<&str, usize> {
        movable().filter(|(_, edit)| edit.kind == kind).map(|(at, edit)| (edit.subject.name(), at)).collect()
    };
    let (added, removed) = (whole(EditKind::Added), whole(EditKind::Removed));
    // Returns the edit that added or removed a milestone, itself or with its program.
    let with = |edits: &BTreeMap<&str, usize>, id: &str| {
        let program = id.split_once('/').and_then(|(program, _)| edits.get(program));
        program.or_else(|| edits.get(id)).copied()
    };
    for (at, edit) in movable() {
        let (subject, alone) = (&edit.subject, format!("{at}"));
        let key = match (subject, edit.kind, edit.key.as_str()) {
            // A dependency on an added milestone, or of a removed one, belongs to that edit.
            (Subject::Milestone(_), EditKind::Set, "depends_on") => {
                let target = edit.inverse.names.first().map_or("", String::as_str);
                let other = match (&edit.before, &edit.after) {
                    (None, _) => with(&added, target),
                    (_, None) => with(&removed, target),
                    _ => None,
                };
                other.map_or(alone, |at| format!("{at}"))
            }
            (Subject::Program(_), EditKind::Set, "finish") => {
                let named = |value: &Option<Value>| value.as_ref().map_or(String::new(), Value::text);
                let other = with(&added, &named(&edit.after));
                let other = other.or_else(|| with(&removed, &named(&edit.before)));
                other.map_or(alone, |at| format!("{at}"))
            }
            (Subject::Milestone(id), EditKind::Set, key)
                if edit.nature == Nature::Word && PROGRESS.contains(&key) =>
            {
                format!("progress of {id}")
            }
            // A window and a duration state the same thing in two ways.
            (Subject::Milestone(id), EditKind::Set, "start" | "duration") => format!("length of {id}"),
            (Subject::Freeze(..), ..) => format!("{subject:?}"),
            _ => alone,
        };
        by_key.entry(key).or_default().push(at);
    }
    let mut groups: Vec<EditGroup> = by_key.into_values().collect();
    groups.sort();
    groups
}
