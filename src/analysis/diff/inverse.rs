//! How an edit is taken back: patches that restore the base's values in the files of the head.

use super::edit::{File, Inverse, Subject};
use super::entry::{Entry, Of};
use super::finder::{Files, Finder, short};
use crate::model::{MilestoneId, ProgramId};
use crate::syntax::{ListedDependency, Outline, Patch, StatedValue, Statement, Step, Value};
use std::collections::BTreeMap;

/// The places of the dependencies on each milestone, by its full id, and on each program, by its
/// id.
pub(super) type LinksByTarget = BTreeMap<String, Vec<(File, Vec<Step>)>>;

impl Finder<'_> {
    /// Returns what restores a key of the head to its value in the base.
    pub(super) fn inverse(
        &self,
        (was, is): (Entry<'_>, Entry<'_>),
        (before, after): (Option<&Statement>, Option<&Statement>),
    ) -> Inverse {
        let patch = match (was.of, is.of) {
            // A missing entity is put back, or removed, as a whole.
            (Some(base), None) => Some(put_back(base)),
            // A freeze is removed with its days; any other entity may be needed by others.
            (None, Some(head)) if matches!(head.entity.path.last(), Some(Step::Index(_))) => {
                Some(Patch::Remove { path: head.entity.path.clone() })
            }
            (base, Some(head)) => match base.zip(before) {
                Some((base, before)) => {
                    let value = match before.value {
                        StatedValue::One(Value::Text(ref name)) if before.key == "finish" => {
                            Outline::text(short(name, head.home))
                        }
                        _ => base.statements.value(before),
                    };
                    Some(Patch::Set { path: head.path(after.unwrap_or(before)), value })
                }
                None => after.map(|after| Patch::Remove { path: head.path(after) }),
            },
            (None, None) => None,
        };
        Inverse { patches: patch.map(|patch| (is.file(), patch)).into_iter().collect(), ..Inverse::default() }
    }

    /// Adds the names in a key. An owner or calendar that the head does not have is restored with
    /// the key.
    pub(super) fn with_names(
        &self,
        subject: &Subject,
        key: &str,
        values: &[Option<Value>; 2],
        mut inverse: Inverse,
    ) -> Inverse {
        let is_named = matches!(
            (subject, key),
            (Subject::Milestone(_) | Subject::Program(_), "owner" | "calendar")
                | (Subject::Program(_), "finish")
        );
        if is_named {
            inverse.names = values.iter().flatten().map(Value::text).collect();
            if let Some(before) = &values[0] {
                inverse.patches.extend(match (subject, key) {
                    (Subject::Milestone(_), "owner") => self.shared_back("owners", &before.text()),
                    (_, "calendar") => self.shared_back("calendars", &before.text()),
                    _ => Vec::new(),
                });
            }
        }
        inverse
    }

    /// Returns the patches that restore an owner or calendar of the base that the head does not
    /// have, with the owner's calendar.
    fn shared_back(&self, key: &str, name: &str) -> Vec<(File, Patch)> {
        fn find<'f>(files: &'f Files<'_>, key: &str, name: &str) -> Option<Of<'f>> {
            let statements = files.shared.as_ref()?;
            let mut entities = statements.under(key).iter();
            let entity = entities.find(|entity| entity.path.last() == Some(&Step::key(name)))?;
            Some(Of { statements, entity, home: "" })
        }
        let Some(of) = find(&self.files.before, key, name) else { return Vec::new() };
        if find(&self.files.after, key, name).is_some() {
            return Vec::new();
        }
        let mut patches = vec![(File::Shared, put_back(of))];
        let mut owners = self.base.documents.shared.owners.iter().filter(|_| key == "owners");
        if let Some(calendar) = owners.find(|owner| owner.id == name).and_then(|owner| owner.calendar.value())
        {
            patches.extend(self.shared_back("calendars", calendar));
        }
        patches
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

    /// Returns what removes a program of the head; nothing if it took over milestones of others.
    pub(super) fn taken_out(&self, id: ProgramId) -> Inverse {
        if !self.is_new(id) {
            return Inverse::default();
        }
        let milestones = self.head.workspace().program(id).milestone_ids().map(|id| self.head.id(id));
        let gone = milestones.chain([self.head.id(id)]).map(str::to_owned);
        Inverse { takes_out: Some(id), gone: gone.collect(), ..Inverse::default() }
    }

    /// Returns what restores a milestone of the base in a program of the head.
    pub(super) fn milestone_back(&self, id: MilestoneId, program: ProgramId) -> Inverse {
        let mut inverse = Inverse { back: vec![self.base.id(id).to_owned()], ..Inverse::default() };
        let Some(of) = self.milestone_of(id, true) else { return inverse };
        let file = File::Head(program);
        inverse.patches.push((file, put_back(of)));
        self.links_back(of, file, &mut inverse);
        let doc = self.base.milestone(id);
        for (key, name) in [("owners", &doc.owner), ("calendars", &doc.calendar)] {
            inverse.patches.extend(name.value().into_iter().flat_map(|name| self.shared_back(key, name)));
        }
        inverse.names = inverse.links.iter().map(|(target, ..)| target.clone()).collect();
        inverse
    }

    /// Returns what restores a program of the base, without milestones that moved to other
    /// programs.
    pub(super) fn program_back(&self, id: ProgramId) -> Inverse {
        let file = File::Base(id);
        let back = vec![self.base.id(id).to_owned()];
        let mut inverse = Inverse { puts_back: Some(id), back, ..Inverse::default() };
        for id in self.base.workspace().program(id).milestone_ids() {
            let Some(of) = self.milestone_of(id, true) else { continue };
            if self.matching.milestone_after(id).is_some() {
                inverse.patches.push((file, Patch::Remove { path: of.entity.path.clone() }));
            } else {
                inverse.back.push(self.base.id(id).to_owned());
                self.links_back(of, file, &mut inverse);
            }
        }
        inverse
    }

    /// Makes the dependencies of a restored milestone name their predecessors as in the head.
    fn links_back(&self, of: Of<'_>, file: File, inverse: &mut Inverse) {
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
                let name = self.name_of_head(&said.link.value.target, of.home);
                found.entry(name).or_default().push((file, path));
            }
        }
        found
    }
}

/// Returns the patch that restores an entry of the base at its path; in a list, as one more item.
fn put_back(of: Of<'_>) -> Patch {
    let (path, value) = (of.entity.path.clone(), of.statements.whole(of.entity));
    match path.split_last() {
        Some((Step::Index(_), list)) => {
            Patch::Insert { path: list.to_vec(), key: None, at: usize::MAX, value }
        }
        _ => Patch::Set { path, value },
    }
}
