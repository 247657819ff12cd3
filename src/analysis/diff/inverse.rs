//! How an edit is taken back: patches that restore the base's values in the files of the head.

use super::edit::{File, Inverse, Subject};
use super::finder::{Finder, Of, full, short};
use crate::model::ProgramId;
use crate::syntax::{ListedDependency, Outline, Patch, StatedValue, Statement, Step, Value};
use std::collections::BTreeMap;

/// The places of the dependencies on each milestone, by its full id.
pub(super) type LinksByTarget = BTreeMap<String, Vec<(File, Vec<Step>)>>;

impl Finder<'_> {
    /// Returns the patch that restores a key of the head to its value in the base.
    pub(super) fn inverse(
        &self,
        file: File,
        (base, head): (Option<Of<'_>>, Option<Of<'_>>),
        (before, after): (Option<&Statement>, Option<&Statement>),
    ) -> Inverse {
        let patch = match (base, head, before) {
            // A missing entity is put back, or removed, as a whole.
            (Some(base), None, _) => put_back(base.entity.path.clone(), base.statements.whole(base.entity)),
            // A freeze is removed with its days; any other entity may be needed by others.
            (None, Some(head), _) if matches!(head.entity.path.last(), Some(Step::Index(_))) => {
                Patch::Remove { path: head.entity.path.clone() }
            }
            (Some(base), Some(head), Some(before)) => {
                let mut value = base.statements.value(before);
                if let (StatedValue::One(Value::Text(name)), "finish") = (&before.value, before.key.as_str())
                {
                    value = Outline::text(short(&self.name_in_head(name, base.home), head.home));
                }
                Patch::Set { path: head.path(after.unwrap_or(before)), value }
            }
            (_, Some(head), None) => match after {
                Some(after) => Patch::Remove { path: head.path(after) },
                None => return Inverse::default(),
            },
            (None, ..) => return Inverse::default(),
        };
        Inverse { patches: vec![(file, patch)], ..Inverse::default() }
    }

    /// Adds the names in a key. An owner or calendar that the head does not have is restored with
    /// the key.
    pub(super) fn with_names(
        &self,
        subject: &Subject,
        key: &str,
        values: &[Option<Value>; 2],
        inverse: Inverse,
    ) -> Inverse {
        let mut inverse = inverse;
        let is_named = matches!(
            (subject, key),
            (Subject::Milestone(_) | Subject::Program(_), "owner" | "calendar")
                | (Subject::Program(_), "finish")
        );
        if is_named {
            inverse.names = values.iter().flatten().map(Value::text).collect();
            if let Some(before) = &values[0] {
                inverse.patches.extend(match (subject, key) {
                    (Subject::Milestone(_), "owner") => self.owner_back(&before.text()),
                    (_, "calendar") => self.calendar_back(&before.text()),
                    _ => Vec::new(),
                });
            }
        }
        inverse
    }

    /// Returns the patch that restores an entity of the base.
    pub(super) fn whole_back(&self, of: Of<'_>, file: File) -> (File, Patch) {
        (file, put_back(of.entity.path.clone(), of.statements.whole(of.entity)))
    }

    /// Returns the patches that restore an owner of the base that the head does not have.
    pub(super) fn owner_back(&self, name: &str) -> Vec<(File, Patch)> {
        let (old, new) = (&self.base.documents.shared, &self.head.documents.shared);
        let Some(at) = old.owners.iter().position(|owner| owner.id == name) else { return Vec::new() };
        if new.owners.iter().any(|owner| owner.id == name) {
            return Vec::new();
        }
        let mut patches = self.entry_back("owners", at);
        if let Some(calendar) = old.owners[at].calendar.value() {
            patches.extend(self.calendar_back(calendar));
        }
        patches
    }

    pub(super) fn calendar_back(&self, name: &str) -> Vec<(File, Patch)> {
        let (old, new) = (&self.base.documents.shared, &self.head.documents.shared);
        let at = old.calendars.iter().position(|calendar| calendar.id == name);
        let at = at.filter(|_| !new.calendars.iter().any(|calendar| calendar.id == name));
        at.map_or(Vec::new(), |at| self.entry_back("calendars", at))
    }

    fn entry_back(&self, key: &str, at: usize) -> Vec<(File, Patch)> {
        let Some(shared) = &self.files.before.shared else { return Vec::new() };
        let entity = shared.under(key).get(at);
        entity.map(|it| (File::Shared, put_back(it.path.clone(), shared.whole(it)))).into_iter().collect()
    }

    /// Returns the patch that puts a dependency of the base into a list.
    pub(super) fn link_back(
        &self,
        target: &str,
        file: File,
        path: Vec<Step>,
        said: &ListedDependency,
    ) -> (String, File, Patch) {
        let name = match self.names.get(target).filter(|_| !self.head_names.contains_key(target)) {
            Some(id) => {
                let milestone = self.base.workspace().milestone(*id);
                self.of_program(milestone.program, &milestone.id)
            }
            None => target.to_owned(),
        };
        let home = match file {
            File::Shared => "",
            File::Head(id) => &self.head.workspace().program(id).id,
            File::Base(id) => &self.base.workspace().program(id).id,
        };
        let value = Outline::text(said.link.value.words(short(&name, home)));
        (target.to_owned(), file, Patch::Insert { path, key: None, at: usize::MAX, value })
    }

    /// Returns what restores a program of the base, without milestones that moved to other
    /// programs.
    pub(super) fn program_back(&self, id: ProgramId) -> Inverse {
        let file = File::Base(id);
        let mut inverse = Inverse { puts_back: Some(id), ..Inverse::default() };
        for id in self.base.workspace().program(id).milestone_ids() {
            let Some(of) = self.milestone_of(id, true) else { continue };
            if self.matching.milestone_after(id).is_some() {
                inverse.patches.push((file, Patch::Remove { path: of.entity.path.clone() }));
            } else {
                inverse.back.push(self.base.workspace().milestone(id).full_id.clone());
                self.links_back(of, file, &mut inverse);
            }
        }
        inverse
    }

    /// Makes the dependencies of a restored milestone name their predecessors as in the head.
    pub(super) fn links_back(&self, of: Of<'_>, file: File, inverse: &mut Inverse) {
        let links = of.statements.links(of.entity);
        if links.is_empty() {
            return;
        }
        let list = [&of.entity.path[..], &[Step::key("depends_on")]].concat();
        inverse.patches.push((file, Patch::Set { path: list.clone(), value: Outline::list() }));
        inverse.links.extend(links.iter().map(|said| {
            let target = self.name_in_head(&said.link.value.target, of.home);
            self.link_back(&target, file, list.clone(), said)
        }));
    }

    /// Returns the places in the head of the dependencies on each milestone.
    pub(super) fn links_by_target(&self) -> LinksByTarget {
        let mut found = LinksByTarget::new();
        for id in self.head.workspace().milestone_ids() {
            let file = File::Head(self.head.workspace().milestone(id).program);
            let Some(of) = self.milestone_of(id, false) else { continue };
            for said in of.statements.links(of.entity) {
                let path = [&of.entity.path[..], &[Step::key("depends_on"), Step::Index(said.at)]].concat();
                found.entry(full(&said.link.value.target, of.home)).or_default().push((file, path));
            }
        }
        found
    }
}

/// Returns the patch that restores an entry at its path; in a list, as one more item.
fn put_back(path: Vec<Step>, value: Outline) -> Patch {
    match path.split_last() {
        Some((Step::Index(_), list)) => {
            Patch::Insert { path: list.to_vec(), key: None, at: usize::MAX, value }
        }
        _ => Patch::Set { path, value },
    }
}
