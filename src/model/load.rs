//! Reads the files of a workspace into its model; there is no other way to make one.

use super::known::{Decoded, Document, Trees};
use super::named::{NamedProgram, program_id, stem};
use super::{AsOf, Before, Known, Workspace, lower};
use crate::finding::{Finding, Findings};
use crate::source::{FileId, Place, Sources, Span, Unread};
use crate::syntax::{ProgramDoc, SharedDoc, Tree};
use crate::time::Day;
use std::rc::Rc;

/// A workspace, with what is wrong in its files.
#[derive(Debug)]
pub struct Loaded {
    /// What could be read.
    pub workspace: Workspace,
    /// What is wrong.
    pub findings: Findings,
}

/// The documents of a workspace, before any name in them is resolved.
#[derive(Debug, Clone)]
pub struct Documents {
    /// The programs, by id.
    pub programs: Vec<NamedProgram>,
    /// The file of `shared`; the first file if there is no `tpm.yaml`.
    pub shared_file: FileId,
    /// The contents of `tpm.yaml`.
    pub shared: Rc<SharedDoc>,
    /// The tree of `shared`, if trees are kept.
    pub shared_tree: Tree,
}

impl Documents {
    /// Returns the model of these documents.
    ///
    /// Faults become findings. Milestones whose dates they could affect get a
    /// [`super::Milestone::undated_because`].
    pub fn lower(&self, as_of: AsOf, findings: &mut Findings) -> Workspace {
        self.lower_after(&Before::default(), as_of, findings)
    }

    /// Returns the milestones of the model of these documents, for versions that are lowered after
    /// it.
    pub fn before(&self, workspace: &Workspace) -> Before {
        Before::new(&self.programs, &self.shared, workspace)
    }

    /// Does the same as [`Self::lower`], and shares the milestones that are equal with a version
    /// lowered before.
    pub fn lower_after(&self, before: &Before, as_of: AsOf, findings: &mut Findings) -> Workspace {
        lower::lower(&self.programs, (self.shared_file, &self.shared), before, as_of, findings)
    }
}

/// Reads every file of a workspace into its model. `shared` is its `tpm.yaml`; all others are
/// programs.
pub fn load(sources: &Sources, shared: Option<FileId>, as_of: AsOf) -> Loaded {
    let (documents, mut findings) = read(sources, shared, Trees::Dropped, as_of.day);
    let workspace = documents.lower(as_of, &mut findings);
    Loaded { workspace, findings }
}

/// Reads every file of a workspace into its documents, with what is wrong in each. `shared` is its
/// `tpm.yaml`; all others are programs. Hints say which day `today` means.
pub fn read(sources: &Sources, shared: Option<FileId>, trees: Trees, today: Day) -> (Documents, Findings) {
    read_known(sources, shared, trees, today, &mut Known::default())
}

/// Does the same, and decodes no text that is known; hints in it say the day of its first reading.
/// If trees are kept, none is known.
pub fn read_known(
    sources: &Sources,
    shared: Option<FileId>,
    trees: Trees,
    today: Day,
    known: &mut Known,
) -> (Documents, Findings) {
    let mut findings = Findings::default();
    let mut programs = Vec::new();
    let mut shared_doc = None;
    let mut documents = known.documents(sources, shared, trees, today).into_iter();
    for (file, source) in sources.iter() {
        if let Some(unread) = &source.unreadable {
            findings.add(unreadable(file, &source.path, unread));
            if Some(file) == shared {
                shared_doc = Some((file, Rc::new(SharedDoc::unreadable()), Tree::default()));
            } else {
                let doc = Rc::new(ProgramDoc::unreadable());
                // A directory is not a program and must not take a program's id.
                let is_plan = stem(&source.path).len() < source.path.rsplit('/').next().map_or(0, str::len);
                let id = if is_plan { stem(&source.path) } else { &source.path }.to_owned();
                programs.push(NamedProgram { id, file, doc, tree: Tree::default() });
            }
            continue;
        }
        match documents.next() {
            Some(Document::Shared(decoded)) => {
                findings.append(decoded.findings);
                shared_doc = Some((file, decoded.doc, decoded.tree));
            }
            Some(Document::Program(Decoded { doc, findings: found, tree })) => {
                findings.append(found);
                let id = program_id(file, &source.path, &doc, &mut findings);
                programs.push(NamedProgram { id, file, doc, tree });
            }
            None => {}
        }
    }
    programs.sort_by(|a, b| (&a.id, a.file).cmp(&(&b.id, b.file)));
    programs.dedup_by(|second, first| {
        let same = second.id == first.id;
        if same {
            let (place, other) = (start_of(second), start_of(first));
            let message = format!("two programs have the id `{}`", second.id);
            let paths = format!("{} and {}", sources.locate(other).0, sources.locate(place).0);
            findings.add(
                Finding::error("duplicate-program", place, message)
                    .subject(&second.id)
                    .label("this one")
                    .related(other, "and this one")
                    .help(format!("rename one of {paths}, or give one an `id:` of its own")),
            );
            // References to the id are ambiguous.
            Rc::make_mut(&mut first.doc).lose();
        }
        same
    });
    let (shared_file, shared, shared_tree) =
        shared_doc.unwrap_or_else(|| (FileId(0), known.nothing(), Tree::default()));
    (Documents { programs, shared_file, shared, shared_tree }, findings)
}

fn unreadable(file: FileId, path: &str, unread: &Unread) -> Finding {
    let name = path.rsplit('/').next().unwrap_or(path);
    Finding::error(
        "unreadable-file",
        Place { file, span: Span::default() },
        format!("`{name}` was not read: {}", unread.reason),
    )
    .label("not read")
    .help(unread.help.as_deref().unwrap_or("fix the file, or move it out of the workspace"))
}

fn start_of(program: &NamedProgram) -> Place {
    Place { file: program.file, span: program.doc.id.span().unwrap_or_default() }
}
