//! The output of the gate, for people and for CI systems.
//!
//! Every format is made from an [`Answer`]; those that are JSON are in [`super::json`].

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
use crate::rules::{Gate, Policy, Rule, Topic, Verdict};
use crate::source::{FileId, Place, Sources};
use crate::syntax::Importance;
use crate::time::Day;
use std::collections::BTreeMap;

/// The result of the gate, with all that its formats need.
#[derive(Debug, Clone, Copy)]
pub struct Answer<'a> {
    /// The findings and the verdict.
    pub gate: &'a Gate<'a>,
    /// The level of each rule.
    pub policy: &'a Policy,
    /// The part of the workspace that was checked.
    pub selection: &'a Selection,
    /// The files that the findings point into.
    pub sources: &'a Sources,
    /// Paths from the root of the repository, for formats that a host reads.
    pub from_root: &'a BTreeMap<FileId, String>,
    /// The checked workspace.
    pub workspace: &'a Workspace,
    /// The as-of day.
    pub as_of: Day,
    /// Whether waived findings are listed.
    pub lists_waived: bool,
    /// Whether the job has a summary that lists everything.
    pub has_summary: bool,
    /// The commit of `--new-since`, if only new findings are reported.
    pub new_since: Option<&'a str>,
}

impl<'a> Answer<'a> {
    /// Returns the path of a file for a host.
    pub(super) fn path(&self, file: FileId) -> &'a str {
        self.from_root.get(&file).map_or(&self.sources.get(file).path, String::as_str)
    }

    /// Returns the id of the program that a finding is about; none for the workspace.
    pub(super) fn program(&self, topic: Topic) -> Option<&'a str> {
        topic.program(self.workspace).map(|id| self.workspace.program(id).id.as_str())
    }

    /// Whether a rule was run over all of a program.
    fn was_run(&self, rule: &Rule, program: ProgramId) -> bool {
        let level = self.policy.level(rule, &self.workspace.program(program).id);
        // Rules that compare run only with a commit to compare with.
        let compared = !rule.compares || self.new_since.is_some();
        compared && self.selection.has_program(program) && level != Importance::Off
    }
}

/// A place in lines and columns, both from 1; columns count Unicode scalar values, and `end_column`
/// is exclusive.
#[derive(Debug, Clone, Copy)]
pub(super) struct Region {
    pub(super) line: usize,
    pub(super) column: usize,
    pub(super) end_line: usize,
    pub(super) end_column: usize,
}

impl Region {
    /// Returns the region of a place. If it ends with a line break, it ends on the line before,
    /// because hosts reject a line after the last.
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

/// How many findings of a story are listed below the first.
const NAMED: usize = 12;

/// Returns the other findings of a story, one line each; the last counts those not listed, and ends
/// in `hint`.
fn others(rest: &[Verdict], sources: &Sources, hint: &str) -> Vec<String> {
    let also = |verdict: &Verdict| {
        let Finding { level, rule, message, primary, .. } = &verdict.finding;
        let (path, at) = sources.locate(primary.place);
        format!("also {}[{rule}] at {path}:{}: {message}", level.word(), at.line)
    };
    let mut lines: Vec<String> = rest.iter().take(NAMED).map(also).collect();
    if rest.len() > NAMED {
        lines.push(format!("and {} more from the same cause{hint}", rest.len() - NAMED));
    }
    lines
}

/// Returns the message and the help of a finding, one line each.
pub(super) fn message_and_help(finding: &Finding) -> impl Iterator<Item = String> {
    let help = finding.help.as_ref().map(|help| format!("to do: {help}"));
    std::iter::once(finding.message.clone()).chain(help)
}
