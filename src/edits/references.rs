//! Where a milestone is named in other places.

use super::Plans;
use super::find::text;
use crate::source::{FileId, Span};
use crate::syntax::fields::{Document, Form, Table};
use crate::syntax::{Content, Outline, ProgramDoc, SharedDoc, Step};

/// A place that names a milestone.
#[derive(Debug, Clone)]
pub(super) struct Reference {
    pub(super) file: FileId,
    pub(super) path: Vec<Step>,
    /// Where it is written.
    pub(super) span: Span,
    /// The name as written there.
    pub(super) name: String,
    /// What follows it: the type and lag of a dependency.
    pub(super) rest: String,
}

/// Returns every place that names a milestone by its full id.
pub(super) fn to(plans: Plans<'_>, full: &str) -> Vec<Reference> {
    let mut collecting = Collecting { full, home: "", file: plans.documents.shared_file, found: Vec::new() };
    if let Some(outline) = plans.documents.shared_tree.outline() {
        collecting.mapping(SharedDoc::TABLE, &outline, &[]);
    }
    for program in &plans.documents.programs {
        if let Some(outline) = program.tree.outline() {
            collecting.home = &program.id;
            collecting.file = program.file;
            collecting.mapping(ProgramDoc::TABLE, &outline, &[]);
        }
    }
    collecting.found
}

struct Collecting<'c> {
    full: &'c str,
    /// The program whose file it is; none for `tpm.yaml`.
    home: &'c str,
    file: FileId,
    found: Vec<Reference>,
}

impl Collecting<'_> {
    fn mapping(&mut self, table: &'static Table, outline: &Outline, path: &[Step]) {
        let Content::Mapping(pairs) = &outline.content else { return };
        for (key, value) in pairs {
            let Some((name, (_, row))) = text(key).and_then(|key| Some((key, table.find(key)?))) else {
                continue;
            };
            let path = [path, &[Step::key(name)]].concat();
            match row.form {
                Form::Dependencies | Form::References | Form::Reference => self.names(value, &path),
                Form::Id if row.name == "finish" => self.names(value, &path),
                Form::Section(inner) => self.mapping(inner, value, &path),
                Form::Entries(inner) => {
                    let Content::Mapping(entries) = &value.content else { continue };
                    for (id, entry) in entries {
                        let step = Step::key(text(id).unwrap_or_default());
                        self.mapping(inner, entry, &[&path[..], &[step]].concat());
                    }
                }
                Form::List(inner) => match &value.content {
                    Content::Sequence(items) => {
                        for (at, item) in items.iter().enumerate() {
                            self.mapping(inner, item, &[&path[..], &[Step::Index(at)]].concat());
                        }
                    }
                    _ => self.mapping(inner, value, &path),
                },
                _ => {}
            }
        }
    }

    fn names(&mut self, value: &Outline, path: &[Step]) {
        match &value.content {
            Content::Sequence(items) => {
                for (at, item) in items.iter().enumerate() {
                    self.name(item, [path, &[Step::Index(at)]].concat());
                }
            }
            _ => self.name(value, path.to_vec()),
        }
    }

    fn name(&mut self, value: &Outline, path: Vec<Step>) {
        let Some(text) = text(value) else { return };
        let name = text.split_whitespace().next().unwrap_or_default();
        let is_it = name == self.full
            || self.full.strip_prefix(self.home).and_then(|rest| rest.strip_prefix('/')) == Some(name);
        if is_it {
            let rest = text.trim_start().strip_prefix(name).unwrap_or_default().to_owned();
            self.found.push(Reference {
                file: self.file,
                path,
                span: value.span,
                name: name.to_owned(),
                rest,
            });
        }
    }
}
