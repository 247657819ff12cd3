//! Program documents and their ids.

use crate::finding::{Finding, Findings};
use crate::source::{FileId, Place, Span};
use crate::syntax::{ProgramDoc, Tree};
use std::rc::Rc;

/// A program document with the id that its file gives it.
#[derive(Debug, Clone)]
pub struct NamedProgram {
    /// The id.
    pub id: String,
    /// Its file.
    pub file: FileId,
    /// Its contents.
    pub doc: Rc<ProgramDoc>,
    /// What it was decoded from, where that was to be kept.
    pub tree: Tree,
}

/// Returns a file's name without the extension.
pub fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    let is_plan =
        |(_, ending): &(&str, &str)| ["yaml", "yml"].iter().any(|known| ending.eq_ignore_ascii_case(known));
    name.rsplit_once('.').filter(is_plan).map_or(name, |(stem, _)| stem)
}

/// Returns a program's id: its `id:`, else its file's stem. Reports a stem that cannot be an id.
pub(super) fn program_id(file: FileId, path: &str, doc: &ProgramDoc, findings: &mut Findings) -> String {
    if let Some(id) = doc.id.value() {
        return id.clone();
    }
    let (name, stem) = (path.rsplit('/').next().unwrap_or(path), stem(path));
    if doc.id.is_present() {
        return stem.to_owned();
    }
    let fits = |text: &str| {
        !text.is_empty()
            && text.len() <= 64
            && !text.starts_with(['-', '_'])
            && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'_')
    };
    if !fits(stem) {
        let place = Place { file, span: Span::default() };
        let lower: String = stem.to_lowercase().replace([' ', '.'], "-");
        let meant = if fits(&lower) { lower } else { "my-program".into() };
        findings.add(
            Finding::error("bad-id", place, format!("the file name `{name}` cannot be the program's id"))
                .label("a program without an id")
                .help(format!("add `id: {meant}` to the file, or rename it to `{meant}.yaml`")),
        );
    }
    stem.to_owned()
}
