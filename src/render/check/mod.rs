//! What the gate says, for people in a terminal or log, and for the machines that CI runs.
//!
//! Everything is made from an [`Answer`]; the formats that are JSON stand in [`super::json`].

mod concise;
mod github;
mod junit;
mod mark;
mod text;

pub use concise::concise;
pub use github::github;
pub use junit::junit;
pub use text::text;

pub(super) use mark::Marks;

use crate::analysis::selection::Selection;
use crate::finding::Finding;
use crate::model::{ProgramId, Workspace};
use crate::rules::{Gate, Policy, Rule, Topic};
use crate::source::{FileId, Place, Sources};
use crate::syntax::Importance;
use crate::time::Day;
use std::collections::BTreeMap;

/// The answer of the gate and what it is about.
#[derive(Debug, Clone, Copy)]
pub struct Answer<'a> {
    /// What it found.
    pub gate: &'a Gate<'a>,
    /// How much each rule mattered.
    pub policy: &'a Policy,
    /// What was selected.
    pub selection: &'a Selection,
    /// The files that the findings point into.
    pub sources: &'a Sources,
    /// Their paths from the root of the repository, for formats that a host reads.
    pub from_root: &'a BTreeMap<FileId, String>,
    /// What was judged.
    pub workspace: &'a Workspace,
    /// The day on which it was judged.
    pub as_of: Day,
    /// Whether what is waived is listed.
    pub lists_waived: bool,
    /// Whether the job that this runs in shows a summary with everything in it.
    pub has_summary: bool,
    /// The commit since which findings are new, where only new ones are told.
    pub new_since: Option<&'a str>,
}

impl<'a> Answer<'a> {
    /// Returns the path by which a host knows a file.
    pub(super) fn path(&self, file: FileId) -> &'a str {
        self.from_root.get(&file).map_or(&self.sources.get(file).path, String::as_str)
    }

    /// Returns the id of the program that a finding is about; nothing where that is gone.
    pub(super) fn program(&self, topic: Topic) -> Option<&'a str> {
        topic.program(self.workspace).map(|id| self.workspace.program(id).id.as_str())
    }

    /// Whether a rule was run over a program, and all that was asked for of it.
    fn was_run(&self, rule: &Rule, program: ProgramId) -> bool {
        let level = self.policy.level(rule, &self.workspace.program(program).id);
        // A comparison is made only with a commit to compare with.
        let compared = !rule.compares || self.new_since.is_some();
        compared && self.selection.has_program(program) && level != Importance::Off
    }
}

/// A place in lines and columns, from 1, columns in Unicode scalar values; `end_column` is one past
/// the last.
#[derive(Debug, Clone, Copy)]
pub(super) struct Region {
    pub(super) line: usize,
    pub(super) column: usize,
    pub(super) end_line: usize,
    pub(super) end_column: usize,
}

impl Region {
    /// Returns the region of a place. One that ends with a line break ends on the line before:
    /// hosts know no line behind the last.
    pub(super) fn of(place: Place, sources: &Sources) -> Self {
        let file = sources.get(place.file);
        let (start, mut end) = (file.position(place.span.start), file.position(place.span.end));
        if end.column == 1 && end.line > start.line {
            let line = file.line_span(end.line - 1);
            end = file.position(line.end);
        }
        Self { line: start.line, column: start.column, end_line: end.line, end_column: end.column }
    }
}

/// Returns what is wrong and what to do, a line each.
pub(super) fn told(finding: &Finding) -> impl Iterator<Item = String> {
    let help = finding.help.as_ref().map(|help| format!("to do: {help}"));
    std::iter::once(finding.message.clone()).chain(help)
}
