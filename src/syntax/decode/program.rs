//! Program files.

use super::{Reader, Section};
use crate::source::{FileId, SourceFile};
use crate::syntax::document::{AssertionDoc, Parsed, ProgramDoc};
use crate::syntax::fields;
use crate::syntax::values;
use crate::syntax::yaml::{Kind, NodeId};

/// Reads a program file. What cannot be read is left out of the document and told in the findings, all of
/// them.
pub fn parse_program(file: FileId, source: &SourceFile) -> Parsed<ProgramDoc> {
    let (value, findings) = super::parse(file, source, |reader, root, broken| match root {
        Some(root) => reader.program(root, broken),
        None => {
            if !broken {
                reader.empty_file();
            }
            ProgramDoc { unreadable: true, partly_read: true, ..ProgramDoc::default() }
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
        let start = self.findings.len();
        let section = self.section(root, &fields::PROGRAM);
        let mut program = ProgramDoc {
            id: self.field(&section, "id", values::id),
            name: self.text(&section, "name"),
            summary: self.text(&section, "summary"),
            owner: self.field(&section, "owner", values::owner),
            start: self.field(&section, "start", values::date),
            due: self.field(&section, "due", values::due),
            finish: self.field(&section, "finish", values::id),
            calendar: self.field(&section, "calendar", values::id),
            health: self.health(&section),
            moved: self.moved(&section),
            freezes: self.freezes(&section),
            ..ProgramDoc::default()
        };
        program.unreadable = broken || self.findings.any_error_since(start);
        let whole = |node| matches!(self.tree.kind(node), Kind::Mapping | Kind::Scalar { .. });
        program.partly_read = broken || section.get("milestones").is_some_and(|(node, _)| !whole(node));
        let milestones = self.entries(&section, "milestones");
        program.incomplete = !milestones.nameless.is_empty();
        program.milestones = self.each(milestones, Self::milestone);
        let risks = self.entries(&section, "risks");
        program.risks = self.each(risks, Self::risk);
        let asks = self.entries(&section, "asks");
        program.asks = self.each(asks, Self::ask);
        program.assert = self.assertions(&section);
        program.waive = self.waivers(&section);
        section.finish();
        program.incomplete |= self.lost;
        program
    }

    /// Reads `assert`: each says something about a milestone or the program.
    fn assertions(&mut self, section: &Section) -> Vec<AssertionDoc> {
        let assertions = self.each_of(section, "assert", |reader, section, span| {
            let start = reader.findings.len();
            let assertion = AssertionDoc {
                span,
                milestone: reader.field(section, "milestone", values::reference),
                forecast_by: reader.field(section, "forecast_by", values::date),
                float_at_least: reader.field(section, "float_at_least", values::days),
                finish_by: reader.field(section, "finish_by", values::date),
                because: reader.text(section, "because"),
            };
            let readable = !reader.findings.any_error_since(start);
            (assertion, readable)
        });
        for (assertion, _) in assertions.iter().filter(|(_, readable)| *readable) {
            self.assertion_says_something(assertion);
        }
        assertions.into_iter().map(|(assertion, _)| assertion).collect()
    }

    fn assertion_says_something(&mut self, assertion: &AssertionDoc) {
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
            .error("empty-assertion", place, "this assertion says nothing that could be held")
            .label("says nothing")
            .help(help);
        self.findings.add(finding);
    }
}
