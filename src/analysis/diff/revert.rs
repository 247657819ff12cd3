//! Edits taken back: the documents of the head, with some of what they say as it was in the base.

use super::Side;
use super::edit::{Edit, Finder, Undo, full};
use super::fields::{self, Row};
use super::matching::Matching;
use super::shared::{self, Undo as Shared};
use crate::model::{Documents, MilestoneId, NamedProgram, ProgramId};
use crate::syntax::{FreezeDoc, MilestoneDoc, OwnerDoc, ProgramDoc, Spanned};
use std::collections::BTreeSet;

/// Takes edits back in a copy of the documents of the head.
pub(super) struct Reverting<'s> {
    pub(super) finder: &'s Finder<'s>,
    /// What is changed.
    pub(super) documents: Documents,
}

/// What was changed, as it was before that.
pub(super) struct Kept {
    /// All programs, where some were added or taken away; else those that were changed.
    programs: Vec<(usize, NamedProgram)>,
    all: Option<Vec<NamedProgram>>,
    shared: bool,
}

impl<'s> Reverting<'s> {
    pub(super) fn new(finder: &'s Finder<'s>) -> Self {
        Self { finder, documents: finder.head.documents.clone() }
    }

    /// Takes some edits back. What came in is taken out last, so that nothing waits for it any more.
    pub(super) fn revert(&mut self, edits: &[&Edit]) -> Kept {
        let is_structural = |edit: &&Edit| {
            matches!(
                edit.undo,
                Undo::MilestoneAdded(_)
                    | Undo::MilestoneRemoved(_)
                    | Undo::ProgramAdded(_)
                    | Undo::ProgramRemoved(_)
            )
        };
        let shared = edits.iter().any(|edit| self.touches_shared(edit));
        let all = edits.iter().any(is_structural).then(|| self.documents.programs.clone());
        let touched: BTreeSet<usize> = match all {
            Some(_) => BTreeSet::new(),
            None => edits.iter().filter_map(|edit| self.program_of(edit)).collect(),
        };
        let programs = touched.into_iter().map(|at| (at, self.documents.programs[at].clone())).collect();
        let kept = Kept { programs, all, shared };
        for edit in edits
            .iter()
            .filter(|edit| matches!(edit.undo, Undo::MilestoneRemoved(_) | Undo::ProgramRemoved(_)))
        {
            self.bring_back(&edit.undo);
        }
        for edit in edits.iter().filter(|edit| !is_structural(edit)) {
            self.undo(&edit.undo);
        }
        let mut gone = BTreeSet::new();
        for edit in edits {
            match edit.undo {
                Undo::MilestoneAdded(id) => {
                    gone.insert(self.finder.head.workspace().milestone(id).full_id.clone());
                }
                Undo::ProgramAdded(id) => {
                    let program = self.finder.head.workspace().program(id);
                    self.documents.programs.retain(|other| other.id != program.id);
                    let milestones = program.milestone_ids();
                    gone.extend(
                        milestones.map(|id| self.finder.head.workspace().milestone(id).full_id.clone()),
                    );
                }
                _ => {}
            }
        }
        self.take_out(&gone);
        kept
    }

    /// Puts everything back as it is in the head.
    pub(super) fn restore(&mut self, kept: Kept) {
        if let Some(all) = kept.all {
            self.documents.programs = all;
        }
        for (at, program) in kept.programs {
            self.documents.programs[at] = program;
        }
        if kept.shared {
            self.documents.shared = self.finder.head.documents.shared.clone();
        }
    }

    fn touches_shared(&self, edit: &Edit) -> bool {
        match &edit.undo {
            Undo::Shared(Shared::Freeze(program, ..)) => program.is_none(),
            Undo::Shared(_) => true,
            // What a key names is brought back with it.
            Undo::MilestoneKey(..)
            | Undo::ProgramKey(..)
            | Undo::MilestoneRemoved(_)
            | Undo::ProgramRemoved(_) => true,
            _ => false,
        }
    }

    fn program_of(&self, edit: &Edit) -> Option<usize> {
        let of = |id: MilestoneId| self.finder.head.workspace().milestone(id).program;
        match &edit.undo {
            Undo::MilestoneKey(id, ..) | Undo::Links(id, ..) => Some(of(*id).index()),
            Undo::ProgramKey(id, ..) | Undo::Finish(id, _) => Some(id.index()),
            Undo::Shared(Shared::Freeze(Some((id, _)), ..)) => Some(id.index()),
            _ => None,
        }
    }

    fn matching(&self) -> &'s Matching {
        self.finder.matching
    }

    /// Returns the document of a program of the head, where it is still there.
    fn program(&mut self, id: ProgramId) -> Option<&mut ProgramDoc> {
        let id = self.finder.head.workspace().program(id).id.as_str();
        let at = self.documents.programs.binary_search_by(|other| other.id.as_str().cmp(id)).ok()?;
        Some(&mut self.documents.programs[at].doc)
    }

    fn milestone(&mut self, id: MilestoneId) -> Option<&mut MilestoneDoc> {
        let workspace = self.finder.head.workspace();
        let milestone = workspace.milestone(id);
        let first = workspace.program(milestone.program).milestones.start;
        let program = self.program(milestone.program)?;
        // Most stand where they stood.
        let at = (id.0 - first) as usize;
        let at = match program.milestones.get(at) {
            Some(doc) if doc.id == milestone.id => at,
            _ => program.milestones.iter().position(|doc| doc.id == milestone.id)?,
        };
        program.milestones.get_mut(at)
    }

    fn undo(&mut self, undo: &Undo) {
        let base: Side<'s> = self.finder.base;
        match undo {
            Undo::MilestoneKey(head, before, row) => {
                let (row, from) = (&fields::MILESTONE[*row], base.milestone(*before));
                if let Some(doc) = self.milestone(*head) {
                    (row.copy)(doc, from);
                }
                self.bring_back_names(from, row.key);
            }
            Undo::Links(head, before, target) => self.undo_links(*head, *before, target),
            Undo::ProgramKey(head, before, row) => {
                let (row, from) = (&fields::PROGRAM[*row], base.program(*before));
                if let Some(doc) = self.program(*head) {
                    (row.copy)(doc, from);
                }
                if let Some(name) = from.calendar.value().filter(|_| row.key == "calendar") {
                    self.bring_back_calendar(name);
                }
            }
            Undo::Finish(head, before) => {
                let home = &base.workspace().program(*before).id;
                let mut finish = base.program(*before).finish.clone();
                if let crate::syntax::Field::Ok(name) = &mut finish {
                    name.value = self.finder.name_in_head(&name.value, home);
                }
                if let Some(doc) = self.program(*head) {
                    doc.finish = finish;
                }
            }
            Undo::Shared(undo) => self.undo_shared(undo),
            Undo::Nothing
            | Undo::MilestoneAdded(_)
            | Undo::MilestoneRemoved(_)
            | Undo::ProgramAdded(_)
            | Undo::ProgramRemoved(_) => {}
        }
    }

    /// Gives a milestone the links to one other that it had in the base, if that is there.
    fn undo_links(&mut self, head: MilestoneId, before: MilestoneId, target: &str) {
        let finder = self.finder;
        let old_home = finder.base.program_id_of(before);
        let new_home = finder.head.program_id_of(head).to_owned();
        let mut links: Vec<_> = finder.base.milestone(before).depends_on.to_vec();
        links.retain(|link| finder.name_in_head(&link.value.target, old_home) == target);
        let exists = self.exists(target);
        if let Some(doc) = self.milestone(head) {
            doc.depends_on.retain(|link| full(&link.value.target, &new_home) != target);
            doc.depends_on.extend(links.into_iter().filter(|_| exists).map(|link| renamed(link, target)));
        }
    }

    fn exists(&self, full_id: &str) -> bool {
        let Some((program, id)) = full_id.split_once('/') else { return false };
        let program = self.documents.programs.binary_search_by(|other| other.id.as_str().cmp(program));
        program.is_ok_and(|at| self.documents.programs[at].doc.milestones.iter().any(|doc| doc.id == id))
    }

    /// Puts back a milestone or a program that is no longer there. What it waited for and is not there either
    /// is left out.
    fn bring_back(&mut self, undo: &Undo) {
        let (base, finder) = (self.finder.base, self.finder);
        match undo {
            Undo::MilestoneRemoved(id) => {
                let home = base.workspace().milestone(*id).program;
                let mut doc = base.milestone(*id).clone();
                self.mend_links(&mut doc, &base.workspace().program(home).id);
                self.bring_back_names(&doc, "owner");
                self.bring_back_names(&doc, "calendar");
                if let Some(program) = self.matching().after(home).and_then(|head| self.program(head)) {
                    program.milestones.push(doc);
                }
            }
            Undo::ProgramRemoved(id) => {
                let mut program = base.documents.programs[id.index()].clone();
                // Its own names must be known before its links are.
                let milestones = std::mem::take(&mut program.doc.milestones.list);
                let names: BTreeSet<String> =
                    milestones.iter().map(|doc| format!("{}/{}", program.id, doc.id)).collect();
                let home = program.id.clone();
                program.doc.milestones.list = milestones
                    .into_iter()
                    .filter(|doc| {
                        // What went to another program is there already.
                        let at = base.workspace().program(*id).milestone_ids();
                        let mut ids = at.filter(|id| base.workspace().milestone(*id).id == doc.id);
                        ids.all(|id| finder.matching.milestone_after(id).is_none())
                    })
                    .map(|mut doc| {
                        doc.depends_on.retain(|link| {
                            let target = finder.name_in_head(&link.value.target, &home);
                            names.contains(&target) || self.exists(&target)
                        });
                        for link in &mut doc.depends_on {
                            let target = finder.name_in_head(&link.value.target, &home);
                            *link = renamed(link.clone(), &target);
                        }
                        doc
                    })
                    .collect();
                if let Err(at) = self.documents.programs.binary_search_by(|other| other.id.cmp(&program.id)) {
                    self.documents.programs.insert(at, program);
                }
            }
            _ => {}
        }
    }

    fn mend_links(&self, doc: &mut MilestoneDoc, home: &str) {
        let links = std::mem::take(&mut doc.depends_on);
        doc.depends_on = links
            .into_iter()
            .filter_map(|link| {
                let target = self.finder.name_in_head(&link.value.target, home);
                self.exists(&target).then(|| renamed(link, &target))
            })
            .collect();
    }

    /// Takes milestones out, and the links to them.
    fn take_out(&mut self, gone: &BTreeSet<String>) {
        if gone.is_empty() {
            return;
        }
        for NamedProgram { id: home, doc: program, .. } in &mut self.documents.programs {
            program.milestones.retain(|doc| !gone.contains(&full(&doc.id, home)));
            for doc in &mut program.milestones {
                doc.depends_on.retain(|link| !gone.contains(&full(&link.value.target, home)));
            }
        }
    }

    /// Brings back the owner or the calendar that a key of the base names, where the head has none of that name.
    fn bring_back_names(&mut self, from: &MilestoneDoc, key: &str) {
        match key {
            "owner" => {
                let Some(name) = from.owner.value() else { return };
                let shared = &self.finder.base.documents.shared;
                let owner = shared.owners.iter().find(|owner| owner.id == *name);
                self.bring_back_owner(owner);
            }
            "calendar" => {
                if let Some(name) = from.calendar.value() {
                    self.bring_back_calendar(name);
                }
            }
            _ => {}
        }
    }

    fn bring_back_owner(&mut self, owner: Option<&OwnerDoc>) {
        let Some(owner) = owner else { return };
        if self.documents.shared.owners.iter().any(|other| other.id == owner.id) {
            return;
        }
        self.documents.shared.owners.push(owner.clone());
        if let Some(name) = owner.calendar.value() {
            self.bring_back_calendar(name);
        }
    }

    fn bring_back_calendar(&mut self, name: &str) {
        let (old, new) = (&self.finder.base.documents.shared, &mut self.documents.shared);
        if new.calendars.iter().any(|calendar| calendar.id == name) {
            return;
        }
        new.calendars.extend(old.calendars.iter().find(|calendar| calendar.id == name).cloned());
    }

    fn undo_shared(&mut self, undo: &Shared) {
        let old = &self.finder.base.documents.shared;
        match undo {
            Shared::Setting(row) => (fields::SHARED[*row].copy)(&mut self.documents.shared, old),
            Shared::Owner(name, row) => {
                let from = old.owners.iter().find(|owner| owner.id == *name);
                let owners = &mut self.documents.shared.owners;
                copy(&fields::OWNER[*row], owners, from, |owner| owner.id == *name);
            }
            Shared::Calendar(name, row) => {
                let from = old.calendars.iter().find(|calendar| calendar.id == *name);
                let calendars = &mut self.documents.shared.calendars;
                copy(&fields::CALENDAR[*row], calendars, from, |calendar| calendar.id == *name);
            }
            Shared::Freeze(program, name, row) => {
                let row = &fields::FREEZE[*row];
                match program {
                    None => undo_freeze(row, name, &mut self.documents.shared.freezes, &old.freezes),
                    Some((head, before)) => {
                        let from = &self.finder.base.program(*before).freezes;
                        if let Some(doc) = self.program(*head) {
                            undo_freeze(row, name, &mut doc.freezes, from);
                        }
                    }
                }
            }
        }
    }
}

/// Makes an entry say what it said; one that is not there is made, one that was not there says nothing.
fn copy<D: Default + Clone>(
    row: &Row<D>,
    entries: &mut Vec<D>,
    from: Option<&D>,
    is_it: impl Fn(&D) -> bool,
) {
    let nothing = D::default();
    match entries.iter_mut().find(|entry| is_it(entry)) {
        Some(entry) => (row.copy)(entry, from.unwrap_or(&nothing)),
        None => entries.extend(from.cloned()),
    }
}

fn undo_freeze(row: &Row<FreezeDoc>, name: &str, freezes: &mut Vec<FreezeDoc>, old: &[FreezeDoc]) {
    let find = |list: &[FreezeDoc]| shared::names(list).iter().position(|other| other == name);
    match (find(freezes), find(old).and_then(|at| old.get(at))) {
        (Some(at), Some(from)) => (row.copy)(&mut freezes[at], from),
        (Some(at), None) => drop(freezes.remove(at)),
        (None, from) => freezes.extend(from.cloned()),
    }
}

fn renamed(
    mut link: Spanned<crate::syntax::DependencyDoc>,
    target: &str,
) -> Spanned<crate::syntax::DependencyDoc> {
    link.value.target = target.to_owned();
    link
}
