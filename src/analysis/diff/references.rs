//! What the references of both sides are called in the head.

use super::finder::{Finder, full};
use crate::model::{MilestoneId, Workspace};
use std::collections::BTreeMap;

impl Finder<'_> {
    /// Resolves a reference of the base: to the full id of a milestone in the head, or its old id
    /// if it was removed; the id of a program alone, which means its finish, to that program's id
    /// in the head.
    pub(super) fn name_in_head(&self, name: &str, home: &str) -> String {
        let name = resolved(name, home, &self.names, self.base.workspace());
        let head = self.head.workspace();
        if let Some(program) = self.base.workspace().program_called(&name) {
            return self.matching.after(program).map_or(name, |id| head.program(id).id.clone());
        }
        let after = self.names.get(name.as_str()).and_then(|id| self.matching.milestone_after(*id));
        after.map_or(name, |id| head.milestone(id).full_id.clone())
    }

    /// Resolves a reference of the head: to the full id of a milestone, or the id of a program.
    pub(super) fn name_of_head(&self, name: &str, home: &str) -> String {
        resolved(name, home, &self.head_names, self.head.workspace())
    }

    /// Whether the head has what a resolved reference names.
    pub(super) fn is_in_head(&self, name: &str) -> bool {
        self.head_names.contains_key(name) || self.head.workspace().program_called(name).is_some()
    }
}

fn resolved(
    name: &str,
    home: &str,
    milestones: &BTreeMap<&str, MilestoneId>,
    workspace: &Workspace,
) -> String {
    let full = full(name, home);
    let is_program = !milestones.contains_key(full.as_str()) && workspace.program_called(name).is_some();
    if is_program { name.to_owned() } else { full }
}
