//! Program files.

use super::{Decode, Earlier, Reader, is_null};
use crate::source::{FileId, SourceFile};
use crate::syntax::document::{Field, Parsed, Reading};
use crate::syntax::fields::{AssertionDoc, Document, ProgramDoc};
use crate::syntax::yaml::{Kind, NodeId, Tree, Version};
use crate::time::Day;

/// Reads a program file from its tree, which may have been patched since it was read from the text.
/// What cannot be read is left out of the document, and all of it is reported in the findings.
/// Hints say which day `today` means.
pub fn decode_program(
    file: FileId,
    source: &SourceFile,
    tree: &Tree,
    today: Option<Day>,
) -> Parsed<ProgramDoc> {
    super::decode(file, source, tree, |reader, root, broken| {
        reader.today = today;
        match root.filter(|root| !reader.is_empty(*root)) {
            Some(root) => reader.program(root, broken),
            None => {
                if !broken {
                    reader.empty_file();
                }
                ProgramDoc::unreadable()
            }
        }
    })
}

/// Reads a program file from its tree, of which this was read before it was patched. Milestones
/// that were not patched are not read again.
pub fn decode_again<'s>(
    file: FileId,
    source: &'s SourceFile,
    tree: &'s Tree,
    (before, version): (&'s ProgramDoc, Version),
) -> ProgramDoc {
    let parsed = super::decode(file, source, tree, |reader, root, broken| {
        reader.earlier = Some(Earlier { version, milestones: before.milestones.iter() });
        root.map(|root| reader.program(root, broken))
    });
    let mut program = parsed.value.unwrap_or_else(|| before.clone());
    // What is wrong with the file as a whole need not be in its tree.
    program.reading = program.reading.max(before.reading);
    program.milestones.reading = program.milestones.reading.max(before.milestones.reading);
    program
}

impl Reader<'_> {
    /// Whether a file holds nothing but an empty value, such as `---` or `null`.
    fn is_empty(&self, root: NodeId) -> bool {
        matches!(self.tree.kind(root), Kind::Scalar { text, plain } if *plain && is_null(text))
    }

    fn empty_file(&mut self) {
        let finding = self
            .error("empty-program", crate::source::Span::default(), "this file holds no program")
            .label("empty")
            .help("write `name:` and `milestones:`, or remove the file");
        self.findings.add(finding);
    }

    fn program(&mut self, root: NodeId, broken: bool) -> ProgramDoc {
        let lost = self.lost;
        let section = self.section(root, ProgramDoc::TABLE);
        let mut program = ProgramDoc::decode(self, &section);
        program.reading = self.reading(root, &section, lost);
        if broken {
            program.lose();
        } else if self.misplaced_milestones {
            program.milestones.reading = program.milestones.reading.max(Reading::Partly);
        }
        for assertion in &program.assert {
            self.check_assertion(assertion);
        }
        program
    }

    fn check_assertion(&mut self, assertion: &AssertionDoc) {
        let is_bad =
            [&assertion.milestone, &assertion.because].iter().any(|field| matches!(field, Field::Bad(_)))
                || [&assertion.forecast_by, &assertion.finish_by]
                    .iter()
                    .any(|field| matches!(field, Field::Bad(_)))
                || [&assertion.float_at_least, &assertion.odds_at_least]
                    .iter()
                    .any(|field| matches!(field, Field::Bad(_)));
        if is_bad {
            return;
        }
        let of_milestone = assertion.forecast_by.is_present()
            || assertion.float_at_least.is_present()
            || assertion.odds_at_least.is_present();
        let help = if of_milestone && !assertion.milestone.is_present() {
            "add `milestone: cutover`; for the whole program, write `finish_by: 2026-12-18`"
        } else if !of_milestone && !assertion.finish_by.is_present() {
            "add `forecast_by: 2026-12-18`, `float_at_least: 5d` or `odds_at_least: 80%` with a `milestone`, or `finish_by: 2026-12-18`"
        } else {
            return;
        };
        let place = self.first_line(assertion.span);
        let finding = self
            .error("empty-assertion", place, "this assertion has no condition to check")
            .label("no condition")
            .help(help);
        self.findings.add(finding);
    }
}
