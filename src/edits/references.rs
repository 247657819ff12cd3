//! Where milestones and programs are named in other places.

use super::Plans;
use super::find::text;
use crate::source::{FileId, Span};
use crate::syntax::fields::{Document, Form, Table};
use crate::syntax::{Content, Outline, Patch, ProgramDoc, SharedDoc, Step, Style};

/// A place that names a milestone, or a program for its finish.
#[derive(Debug, Clone)]
pub(super) struct Reference<'p> {
    /// The program whose file it is in; empty for `tpm.yaml`.
    pub(super) home: &'p str,
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
pub(super) fn to<'p>(plans: Plans<'p>, full: &str) -> Vec<Reference<'p>> {
    let is_it = |home: &str, name: &str| {
        let own = || full.strip_prefix(home).and_then(|rest| rest.strip_prefix('/'));
        name == full || own() == Some(name)
    };
    all(plans, &is_it)
}

/// Returns every place of which a program, empty for `tpm.yaml`, and the name there are asked for.
pub(super) fn all<'p>(plans: Plans<'p>, wanted: &dyn Fn(&str, &str) -> bool) -> Vec<Reference<'p>> {
    let mut collecting =
        Collecting { wanted, home: "", file: plans.documents.shared_file, found: Vec::new() };
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

struct Collecting<'c, 'p> {
    wanted: &'c dyn Fn(&str, &str) -> bool,
    /// The program whose file it is; none for `tpm.yaml`.
    home: &'p str,
    file: FileId,
    found: Vec<Reference<'p>>,
}

impl Collecting<'_, '_> {
    fn mapping(&mut self, table: &'static Table, outline: &Outline, path: &[Step]) {
        let Content::Mapping(pairs) = &outline.content else { return };
        for (key, value) in pairs {
            let Some((name, row)) = text(key).and_then(|key| Some((key, table.find(key)?))) else {
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
        if (self.wanted)(self.home, name) {
            let rest = text.trim_start().strip_prefix(name).unwrap_or_default().to_owned();
            self.found.push(Reference {
                home: self.home,
                file: self.file,
                path,
                span: value.span,
                name: name.to_owned(),
                rest,
            });
        }
    }
}

impl Reference<'_> {
    /// Whether it names the finish of its program.
    pub(super) fn is_finish(&self) -> bool {
        matches!(&self.path[..], [Step::Key(key)] if key == "finish")
    }

    /// Returns the patch that writes another name.
    pub(super) fn renamed(&self, name: &str) -> Patch {
        let content = Content::Scalar { text: format!("{name}{}", self.rest), plain: false };
        Patch::Set { path: self.path.clone(), value: Outline::new(Style::Plain, content) }
    }

    /// Returns the subject and the key of its place, as a difference names them.
    pub(super) fn told(&self, plans: Plans<'_>) -> (String, String) {
        let key = |at: usize| match self.path.get(at) {
            Some(Step::Key(key)) => key.clone(),
            _ => String::new(),
        };
        match key(0).as_str() {
            "milestones" | "risks" | "asks" => (format!("{}/{}", self.home, key(1)), key(2)),
            "freezes" => {
                let at = match self.path.get(1) {
                    Some(Step::Index(at)) => *at,
                    _ => 0,
                };
                let programs = plans.documents.programs.iter();
                let own =
                    programs.filter(|program| program.file == self.file).map(|program| &program.doc.freezes);
                let freezes = own.chain([&plans.documents.shared.freezes]).next();
                let name = freezes.and_then(|freezes| freezes.get(at)?.name.value().cloned());
                (name.unwrap_or_else(|| "freeze".into()), "except".into())
            }
            key => (self.home.to_owned(), key.to_owned()),
        }
    }
}
