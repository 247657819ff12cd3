//! Documents that were decoded before, so that many versions of the plans are read with one
//! decoding of each text.

use crate::finding::Findings;
use crate::source::{FileId, SourceFile, Sources};
use crate::syntax::{Parsed, ProgramDoc, SharedDoc, Tree, decode_program, decode_shared};
use crate::threads;
use crate::time::Day;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// Whether the trees of documents are kept with them. A tree is larger than its document, and only
/// patches need it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trees {
    /// They are kept, to be patched.
    Kept,
    /// Each is dropped once its file is decoded.
    Dropped,
}

impl Trees {
    fn keep(self, tree: Tree) -> Tree {
        if self == Self::Kept { tree } else { Tree::default() }
    }
}

/// The documents of the texts that were decoded, by what identifies the text.
#[derive(Debug, Default)]
pub struct Known {
    programs: BTreeMap<String, Decoded<ProgramDoc>>,
    shared: BTreeMap<String, Decoded<SharedDoc>>,
    /// What stands for a `tpm.yaml` where there is none.
    nothing: Rc<SharedDoc>,
    /// On how many threads texts are decoded; `None` for as many as the machine has.
    threads: Option<usize>,
}

/// The document of a file, with what is wrong in the file.
#[derive(Debug)]
pub(super) struct Decoded<T> {
    pub(super) doc: Rc<T>,
    pub(super) findings: Findings,
    /// What it was decoded from, if trees are kept.
    pub(super) tree: Tree,
}

/// What a text was decoded to; an `Rc` cannot leave its thread.
struct Fresh<T> {
    parsed: Parsed<T>,
    tree: Tree,
}

impl<T> From<Fresh<T>> for Decoded<T> {
    fn from(Fresh { parsed: Parsed { value, findings }, tree }: Fresh<T>) -> Self {
        Self { doc: Rc::new(value), findings, tree }
    }
}

/// A readable file.
pub(super) enum Document {
    Program(Decoded<ProgramDoc>),
    Shared(Decoded<SharedDoc>),
}

/// The same, decoded now.
enum Now {
    Program(Fresh<ProgramDoc>),
    Shared(Fresh<SharedDoc>),
}

/// Less text than this is decoded before other threads have begun.
const WORTH_THREADS: usize = 32 << 10;

impl Known {
    /// Returns one that decodes on so many threads.
    pub fn on_threads(threads: usize) -> Self {
        Self { threads: Some(threads), ..Self::default() }
    }

    /// Whether a text was decoded before, as `tpm.yaml` or as a program.
    pub fn has(&self, id: &str, is_shared: bool) -> bool {
        if is_shared { self.shared.contains_key(id) } else { self.programs.contains_key(id) }
    }

    /// Returns the document of a `tpm.yaml` that does not exist.
    pub(super) fn nothing(&self) -> Rc<SharedDoc> {
        self.nothing.clone()
    }

    /// Returns how many texts were decoded.
    pub fn count(&self) -> usize {
        self.programs.len().saturating_add(self.shared.len())
    }

    /// Returns the documents of the files that can be read, in the order of the files: decoded,
    /// unless the same text was before. Trees are never known.
    pub(super) fn documents(
        &mut self,
        sources: &Sources,
        shared: Option<FileId>,
        trees: Trees,
        today: Day,
    ) -> Vec<Document> {
        let readable = || sources.iter().filter(|(_, source)| source.unreadable.is_none());
        let (mut new, mut asked) = (Vec::new(), BTreeSet::new());
        for (file, source) in readable() {
            let is_shared = Some(file) == shared;
            if id(source, trees).is_none_or(|id| !self.has(id, is_shared) && asked.insert((id, is_shared))) {
                new.push((file, source));
            }
        }
        let text: usize = new.iter().map(|(_, source)| source.text.len()).sum();
        let threads = if text < WORTH_THREADS { 1 } else { self.threads.unwrap_or_else(threads::available) };
        let decoded = threads::map(&new, threads, |(file, source)| {
            let tree = Tree::read(&source.text);
            if Some(*file) == shared {
                let parsed = decode_shared(*file, source, &tree, Some(today));
                Now::Shared(Fresh { parsed, tree: trees.keep(tree) })
            } else {
                let parsed = decode_program(*file, source, &tree, Some(today));
                Now::Program(Fresh { parsed, tree: trees.keep(tree) })
            }
        });
        let mut decoded = new.into_iter().map(|(file, _)| file).zip(decoded).peekable();
        let documents = readable().filter_map(|(file, source)| {
            let now = decoded.next_if(|(decoded, _)| *decoded == file).map(|(_, now)| now);
            let id = id(source, trees);
            match now {
                Some(Now::Shared(now)) => known(&mut self.shared, file, id, Some(now)).map(Document::Shared),
                Some(Now::Program(now)) => {
                    known(&mut self.programs, file, id, Some(now)).map(Document::Program)
                }
                None if Some(file) == shared => known(&mut self.shared, file, id, None).map(Document::Shared),
                None => known(&mut self.programs, file, id, None).map(Document::Program),
            }
        });
        documents.collect()
    }
}

/// Returns what identifies the text of a file, if its document may be known.
fn id(source: &SourceFile, trees: Trees) -> Option<&String> {
    source.id.as_ref().filter(|_| trees == Trees::Dropped)
}

/// Returns the document of a file, and keeps what was decoded now under the id of the text.
fn known<T>(
    known: &mut BTreeMap<String, Decoded<T>>,
    file: FileId,
    id: Option<&String>,
    now: Option<Fresh<T>>,
) -> Option<Decoded<T>> {
    let Some(id) = id else { return now.map(Decoded::from) };
    if let Some(now) = now {
        known.insert(id.clone(), now.into());
    }
    let before = known.get(id)?;
    let findings = before.findings.clone().moved_to(file);
    Some(Decoded { doc: before.doc.clone(), findings, tree: Tree::default() })
}

#[cfg(test)]
mod tests {
    use super::super::{AsOf, Documents, Workspace, load, read, read_known};
    use super::*;

    const PLAN: &str = "milestones:\n  a: {duration: 3d, due: 2026-10-01}\n  b: {depends_on: [a, c]}\n";

    fn file(path: &str, text: &str, id: &str) -> SourceFile {
        SourceFile::new(path, text).with_id(Some(id.to_owned()))
    }

    fn lowered(documents: &Documents, mut findings: Findings) -> (Workspace, Vec<String>) {
        let as_of = AsOf { day: Day::parse("2026-09-14").unwrap(), from_clock: false, is_past: false };
        let workspace = documents.lower(as_of, &mut findings);
        let said = findings.sorted().iter().map(|finding| format!("{finding:?}")).collect();
        (workspace, said)
    }

    #[test]
    fn a_text_is_decoded_once_under_any_path_and_its_findings_point_at_each_file() {
        let broken = "milestones:\n  a: {duration: 3x}\n";
        let versions = [
            vec![file("p.yaml", PLAN, "1"), file("q.yaml", broken, "2")],
            // Known texts are left empty.
            vec![file("a.yaml", "", "2"), file("p.yaml", "", "1"), file("q.yaml", PLAN, "3")],
        ];
        let whole = [
            vec![SourceFile::new("p.yaml", PLAN), SourceFile::new("q.yaml", broken)],
            vec![
                SourceFile::new("a.yaml", broken),
                SourceFile::new("p.yaml", PLAN),
                SourceFile::new("q.yaml", PLAN),
            ],
        ];
        let mut known = Known::default();
        for (version, whole) in versions.into_iter().zip(whole) {
            let (documents, findings) =
                read_known(&Sources::new(version), None, Trees::Dropped, Day(0), &mut known);
            let (workspace, said) = lowered(&documents, findings);
            let (documents, findings) = read(&Sources::new(whole), None, Trees::Dropped, Day(0));
            let (expected, expected_said) = lowered(&documents, findings);
            assert_eq!(format!("{workspace:?}"), format!("{expected:?}"));
            assert_eq!(said, expected_said);
            assert!(!said.is_empty());
        }
        assert_eq!(known.count(), 3);
    }

    #[test]
    fn one_text_may_be_a_program_and_settings() {
        let text = "calendars:\n  default: {holidays: [2026-09-15]}\n";
        let sources = Sources::new(vec![file("p.yaml", text, "1"), file("tpm.yaml", text, "1")]);
        let mut known = Known::default();
        let shared = sources.iter().find(|(_, file)| file.path == "tpm.yaml").map(|(id, _)| id);
        let (documents, _) = read_known(&sources, shared, Trees::Dropped, Day(0), &mut known);
        assert!(documents.shared.reading.is_whole() && known.count() == 2);
        let plain = load(&sources, shared, AsOf { day: Day(0), from_clock: false, is_past: false });
        assert_eq!(plain.workspace.programs.len(), 1);
    }
}
