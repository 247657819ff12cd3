//! Which edits are taken back together: those that state one thing, and those that depend on each
//! other.

use super::edit::{Edit, EditKind, Subject};
use crate::syntax::{Nature, Value};
use std::collections::BTreeMap;

/// Edits that are taken back together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct EditGroup {
    /// Their indices.
    pub(super) edits: Vec<usize>,
}

/// The keys that report progress; they are stated together and taken back together.
const PROGRESS: [&str; 5] = ["started", "progress", "remaining", "updated", "done"];

/// Returns the edits that can move a date as groups, in the order of the edits.
pub(super) fn groups(edits: &[Edit]) -> Vec<EditGroup> {
    // Edits with an equal key form one group.
    let mut by_key: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    let (came, went) = (Structure::of(edits, EditKind::Added), Structure::of(edits, EditKind::Removed));
    for (at, edit) in edits.iter().enumerate().filter(|(_, edit)| edit.can_move_dates()) {
        let (subject, alone) = (&edit.subject, format!("{at}"));
        let key = match (subject, edit.kind, edit.key.as_str()) {
            // A dependency on an added milestone, or of a removed one, belongs to that edit.
            (Subject::Milestone(_), EditKind::Set, "depends_on") => {
                let target = edit.inverse.names.first();
                let other = target.filter(|_| edit.before.is_none()).and_then(|name| came.with(name));
                let other = other
                    .or_else(|| target.filter(|_| edit.after.is_none()).and_then(|name| went.with(name)));
                other.map_or(alone, |at| format!("{at}"))
            }
            (Subject::Program(_), EditKind::Set, "finish") => {
                let named = |value: &Option<Value>| value.as_ref().map(Value::text);
                let other = named(&edit.after).and_then(|name| came.with(&name));
                let other = other.or_else(|| named(&edit.before).and_then(|name| went.with(&name)));
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
    let mut groups: Vec<EditGroup> = by_key.into_values().map(|edits| EditGroup { edits }).collect();
    groups.sort_by(|a, b| a.edits.cmp(&b.edits));
    groups
}

/// The edits that added or removed milestones and programs.
struct Structure<'e> {
    by_name: BTreeMap<&'e str, usize>,
}

impl<'e> Structure<'e> {
    fn of(edits: &'e [Edit], kind: EditKind) -> Self {
        let whole = |edit: &Edit| edit.kind == kind && edit.can_move_dates();
        let edits = edits.iter().enumerate().filter(|(_, edit)| whole(edit));
        Self { by_name: edits.map(|(at, edit)| (edit.subject.name(), at)).collect() }
    }

    /// Returns the edit that added or removed a milestone.
    fn with(&self, full_id: &str) -> Option<usize> {
        let program = full_id.split_once('/').and_then(|(program, _)| self.by_name.get(program));
        program.or_else(|| self.by_name.get(full_id)).copied()
    }
}
