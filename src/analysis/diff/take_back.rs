//! Takes edits back: the files of the head are patched to say what they said in the base, and decoded again.

use super::edit::{Edit, File};
use super::finder::Finder;
use super::inverse::LinksByTarget;
use crate::model::{Documents, NamedProgram};
use crate::syntax::{Patch, ProgramDoc, SharedDoc, decode_again, decode_shared};
use std::collections::{BTreeMap, BTreeSet};

/// The documents of the head, in which edits are taken back and put in again.
pub(super) struct TakeBack<'s> {
    finder: &'s Finder<'s>,
    pub(super) documents: Documents,
    /// Where the dependencies on each milestone of the head stand; looked up when one is first taken out.
    links: Option<LinksByTarget>,
}

/// What was changed, as it was before that.
#[derive(Default)]
pub(super) struct Kept {
    docs: Vec<(String, ProgramDoc)>,
    taken_out: Vec<NamedProgram>,
    put_back: Vec<String>,
    shared: Option<SharedDoc>,
}

impl<'s> TakeBack<'s> {
    pub(super) fn new(finder: &'s Finder<'s>) -> Self {
        Self { finder, documents: finder.head.documents.clone(), links: None }
    }

    /// Takes some edits back.
    pub(super) fn take_back(&mut self, edits: &[&Edit]) -> Kept {
        let mut kept = Kept::default();
        let gone: BTreeSet<&str> =
            edits.iter().flat_map(|edit| &edit.inverse.gone).map(String::as_str).collect();
        let back: BTreeSet<&str> =
            edits.iter().flat_map(|edit| &edit.inverse.back).map(String::as_str).collect();
        let is_there = |name: &str| {
            back.contains(name) || self.finder.head_names.contains_key(name) && !gone.contains(name)
        };
        let mut patches: BTreeMap<File, Vec<Patch>> = BTreeMap::new();
        for inverse in edits.iter().map(|edit| &edit.inverse) {
            let links = inverse.links.iter().filter(|(target, ..)| is_there(target));
            let links = links.map(|(_, file, patch)| (file, patch));
            for (file, patch) in inverse.patches.iter().map(|(file, patch)| (file, patch)).chain(links) {
                let patches = patches.entry(*file).or_default();
                // Keys of one entry may each put all of it back.
                if !(matches!(patch, Patch::Insert { .. }) && patches.contains(patch)) {
                    patches.push(patch.clone());
                }
            }
        }
        if !gone.is_empty() {
            let links = self.links.get_or_insert_with(|| self.finder.links_by_target());
            for (file, path) in gone.iter().filter_map(|name| links.get(*name)).flatten() {
                patches.entry(*file).or_default().push(Patch::Remove { path: path.clone() });
            }
        }
        for inverse in edits.iter().map(|edit| &edit.inverse) {
            if let Some(at) = inverse.takes_out.and_then(|id| self.at(File::Head(id))) {
                kept.taken_out.push(self.documents.programs.remove(at));
            }
            if let Some(program) =
                inverse.puts_back.map(|id| &self.finder.base.documents.programs[id.index()])
                && let Err(at) = self.find(&program.id)
            {
                kept.put_back.push(program.id.clone());
                self.documents.programs.insert(at, program.clone());
            }
        }
        for (file, patches) in patches {
            self.patch(file, &patches, &mut kept);
        }
        kept
    }

    /// Puts everything back as it is in the head.
    pub(super) fn restore(&mut self, kept: Kept) {
        for (id, doc) in kept.docs {
            if let Ok(at) = self.find(&id) {
                self.documents.programs[at].doc = doc;
            }
        }
        self.documents.programs.retain(|program| !kept.put_back.contains(&program.id));
        for program in kept.taken_out {
            if let Err(at) = self.find(&program.id) {
                self.documents.programs.insert(at, program);
            }
        }
        if let Some(shared) = kept.shared {
            self.documents.shared = shared;
        }
    }

    fn find(&self, id: &str) -> Result<usize, usize> {
        self.documents.programs.binary_search_by(|other| other.id.as_str().cmp(id))
    }

    /// Returns where a program stands among the documents, if it is there.
    fn at(&self, file: File) -> Option<usize> {
        let id = match file {
            File::Shared => return None,
            File::Head(id) => &self.finder.head.workspace().program(id).id,
            File::Base(id) => &self.finder.base.workspace().program(id).id,
        };
        self.find(id).ok()
    }

    fn patch(&mut self, file: File, patches: &[Patch], kept: &mut Kept) {
        let sides = [self.finder.head, self.finder.base];
        if file == File::Shared {
            let (source, tree) = (self.documents.shared_file, &mut self.documents.shared_tree);
            let version = tree.version();
            tree.patch(patches);
            let doc = decode_shared(source, sides[0].sources.get(source), tree).value;
            tree.back_to(version);
            kept.shared.get_or_insert(std::mem::replace(&mut self.documents.shared, doc));
            return;
        }
        let Some(program) = self.at(file).map(|at| &mut self.documents.programs[at]) else { return };
        let side = sides[usize::from(matches!(file, File::Base(_)))];
        let version = program.tree.version();
        program.tree.patch(patches);
        let source = side.sources.get(program.file);
        let doc = decode_again(program.file, source, &program.tree, (&program.doc, version));
        program.tree.back_to(version);
        kept.docs.push((program.id.clone(), std::mem::replace(&mut program.doc, doc)));
    }
}
