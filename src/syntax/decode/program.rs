//! Program files.

use super::{Decode, Reader};
use crate::source::{FileId, SourceFile};
use crate::syntax::document::{Field, Parsed, Reading};
use crate::syntax::fields::{AssertionDoc, Document, ProgramDoc};
use crate::syntax::yaml::NodeId;

/// Reads a program file. What cannot be read is left out of the document and told in the findings, all of
/// them.
pub fn parse_program(file: FileId, source: &SourceFile) -> Parsed<ProgramDoc> {
    let (value, findings) = super::parse(file, source, |reader, root, broken| match root {
        Some(root) => reader.program(root, broken),
        None => {
            if !broken {
                reader.empty_file();
            }
            ProgramDoc::unreadable()
        }
    });
    Parsed { value, findings }
}

impl Reader<'_> {
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
        } else if self.astray {
            program.milestones.reading = program.milestones.reading.max(Reading::Partly);
        }
        for assertion in &program.assert {
            self.assertion_says_something(assertion);
        }
        program
    }

    fn assertion_says_something(&mut self, assertion: &AssertionDoc) {
        let is_bad =
            [&assertion.milestone, &assertion.because].iter().any(|field| matches!(field, Field::Bad(_)))
                || [&assertion.forecast_by, &assertion.finish_by]
                    .iter()
                    .any(|field| matches!(field, Field::Bad(_)))
                || matches!(assertion.float_at_least, Field::Bad(_));
        if is_bad {
            return;
        }
        let of_milestone = assertion.forecast_by.is_present() || assertion.float_at_least.is_present();
        let help = if of_milestone && !assertion.milestone.is_present() {
            "add `milestone: cutover`; for the whole program, write `finish_by: 2026-12-18`"
        } else if !of_milestone && !assertion.finish_by.is_present() {
            "add `forecast_by: 2026-12-18` or `float_at_least: 5d` with a `milestone`, or `finish_by: 2026-12-18`"
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
