//! Takes edits back: patches the files of the head to restore the base's values, and decodes them
//! again.

use super::edit::{Edit, File};
use super::finder::Finder;
use super::inverse::LinksByTarget;
use crate::model::{Documents, NamedProgram};
use crate::syntax::{Patch, ProgramDoc, SharedDoc, decode_again, decode_shared};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// The documents of the head, in which edits are taken back and restored.
pub(super) struct TakeBack<'s> {
    finder: &'s Finder<'s>,
    pub(super) documents: Documents,
    /// The places of the dependencies on each milestone of the head; collected when the first
    /// milestone is removed.
    links: Option<LinksByTarget>,
}

/// The state before a change, to restore it.
#[derive(Default)]
pub(super) struct Kept {
    docs: Vec<(String, Rc<ProgramDoc>)>,
    taken_out: Vec<NamedProgram>,
    put_back: Vec<String>,
    shared: Option<Rc<SharedDoc>>,
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
        let is_there =
            |name: &str| back.contains(name) || self.finder.is_in_head(name) && !gone.contains(name);
        let mut patches: BTreeMap<File, Vec<Patch>> = BTreeMap::new();
        let mut inserted: BTreeSet<(File, &Patch)> = BTreeSet::new();
        for inverse in edits.iter().map(|edit| &edit.inverse) {
            let links = inverse.links.iter().filter(|(target, ..)| is_there(target));
            let links = links.map(|(_, file, patch)| (file, patch));
            for (file, patch) in inverse.patches.iter().map(|(file, patch)| (file, patch)).chain(links) {
                // Several keys of one entry may each restore the whole entry.
                if !matches!(patch, Patch::Insert { .. }) || inserted.insert((*file, patch)) {
                    patches.entry(*file).or_default().push(patch.clone());
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

    /// Restores the documents of the head.
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

    /// Returns the index of a program among the documents, if it is there.
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
            let doc = decode_shared(source, sides[0].sources.get(source), tree, None).value;
            tree.back_to(version);
            kept.shared.get_or_insert(std::mem::replace(&mut self.documents.shared, Rc::new(doc)));
            return;
        }
        let Some(program) = self.at(file).map(|at| &mut self.documents.programs[at]) else { return };
        let side = sides[usize::from(matches!(file, File::Base(_)))];
        let version = program.tree.version();
        program.tree.patch(patches);
        let source = side.sources.get(program.file);
        let doc = decode_again(program.file, source, &program.tree, (&program.doc, version));
        program.tree.back_to(version);
        kept.docs.push((program.id.clone(), std::mem::replace(&mut program.doc, Rc::new(doc))));
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::analysis::Assessment;
    use crate::analysis::diff::{Matching, Side};
    use crate::finding::Findings;
    use crate::graph::Network;
    use crate::model::{AsOf, Trees, read};
    use crate::source::{FileId, SourceFile, Sources};
    use crate::time::Day;

    /// Returns the content of some documents, without places.
    fn said(documents: &Documents) -> String {
        let programs: Vec<_> = documents.programs.iter().map(|program| (&program.id, &program.doc)).collect();
        let text = format!("{programs:#?}\n{:#?}", documents.shared);
        let is_place =
            |line: &&str| ["start:", "end:", "target_length:"].iter().any(|key| line.trim().starts_with(key));
        // In this output a day has a line of its own, and a place has two.
        text.lines()
            .filter(|line| !is_place(line) || line.contains("Ok(") || line.contains("Absent"))
            .collect()
    }

    /// Runs a test on two workspaces, as of Mon 14 September 2026, with the documents of both.
    pub(in super::super) fn compare(
        base: &[(&str, &str)],
        head: &[(&str, &str)],
        test: impl FnOnce(&Finder<'_>, [&Documents; 2], AsOf),
    ) {
        let as_of = AsOf { day: Day::parse("2026-09-14").unwrap(), from_clock: false, is_past: false };
        let sources = |files: &[(&str, &str)]| {
            Sources::new(
                files.iter().map(|(path, text)| SourceFile::new(*path, (*text).to_owned())).collect(),
            )
        };
        let sources = [sources(base), sources(head)];
        let documents = sources.each_ref().map(|sources| {
            let shared =
                sources.iter().find(|(_, file)| file.path == "tpm.yaml").map(|(id, _): (FileId, _)| id);
            read(sources, shared, Trees::Kept, as_of.day).0
        });
        let workspaces =
            documents.each_ref().map(|documents| documents.lower(as_of, &mut Findings::default()));
        let networks = workspaces.each_ref().map(Network::new);
        let [old, new] = [0, 1].map(|at| Assessment::new(&workspaces[at], &networks[at], as_of.day));
        let side = |at: usize, assessment| Side {
            commit: None,
            documents: &documents[at],
            sources: &sources[at],
            assessment,
        };
        let (old, new) = (side(0, &old), side(1, &new));
        let matching = Matching::new(old, new);
        test(&Finder::new(old, new, &matching), [&documents[0], &documents[1]], as_of);
    }

    /// Takes back every edit between two workspaces, and checks that the documents equal the base.
    #[track_caller]
    fn check(base: &[(&str, &str)], head: &[(&str, &str)]) {
        compare(base, head, |finder, documents, _| {
            let edits = finder.edits(&finder.entries());
            let mut taking_back = TakeBack::new(finder);
            assert_ne!(said(documents[0]), said(documents[1]));
            let kept = taking_back.take_back(&edits.iter().collect::<Vec<_>>());
            assert_eq!(said(&taking_back.documents), said(documents[0]), "{edits:#?}");
            taking_back.restore(kept);
            assert_eq!(said(&taking_back.documents), said(documents[1]));
        });
    }

    const SHARED: &str = "owners: {ana: {calendar: es, away: [2026-10-01]}}\ncalendars: {es: {holidays: [2026-11-02]}}\nfreezes:\n  - {name: year end, dates: [2026-12-14..2027-01-04]}\nassume_progress: 3d\nchecks: {hygiene: off}\n";
    const PLAN: &str = "start: 2026-09-01\nfinish: c\nmilestones:\n  a: {owner: ana, duration: 3d, tags: [x], moved: [{from: 2026-10-01}]}\n  b: {duration: [1d, 2d, 4d], depends_on: [a +2d], blocked: {since: 2026-09-10, why: w}}\n  c: {depends_on: [b, a SS+1w], due: 2026-11-02, note: n}\nrisks: {r: {probability: 30%, residual: {impact: 2d}, affects: [a]}}\n";

    #[test]
    fn what_says_everything_and_what_says_nothing_come_back_to_each_other() {
        let (full, bare) =
            ([("p.yaml", PLAN), ("tpm.yaml", SHARED)], "milestones: {a: {}, b: {}, c: {}}\nrisks: {r: {}}\n");
        // Owners and calendars stay, without keys, since others may name them.
        let bare = [("p.yaml", bare), ("tpm.yaml", "owners: {ana: {}}\ncalendars: {es: {}}\n")];
        check(&bare, &full);
        let other = PLAN
            .replace("3d, tags: [x]", "4d, tags: [y]")
            .replace("a +2d", "a")
            .replace("finish: c", "finish: b");
        let other =
            [("p.yaml", other.as_str()), ("tpm.yaml", &SHARED.replace("hygiene: off", "hygiene: warn"))];
        check(&other, &full);
        check(&full, &other);
    }

    #[test]
    fn what_is_repeated_elsewhere_comes_back_as_it_was() {
        let plan = |days: &str| {
            format!(
                "x-usual: &usual {{duration: 3d, tags: [x]}}\nmilestones:\n  a: &a {{<<: *usual{days}}}\n  b: *a\n"
            )
        };
        let (one, other) = (plan(", eta: 2026-10-01"), plan(", duration: 5d, tags: [y]"));
        check(&[("p.yaml", &one)], &[("p.yaml", &other)]);
    }

    #[test]
    fn milestones_and_programs_that_came_and_went_come_back() {
        let plan = "milestones:\n  a: {duration: 3d}\n  b: {depends_on: [a, q/m]}\n";
        let base =
            [("p.yaml", plan), ("q.yaml", "milestones: {m: {depends_on: p/a}, n: {depends_on: [m SS]}}\n")];
        let head = [("p.yaml", "milestones:\n  a: {duration: 3d, depends_on: [c]}\n  c: {duration: 1d}\n")];
        check(&base, &head);
        check(&head, &base);
    }
}
