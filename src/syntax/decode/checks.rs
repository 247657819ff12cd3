//! `checks`: the policy of the gate.

use super::{Entry, Reader, Section};
use crate::finding::gate_rules;
use crate::syntax::document::{ChecksDoc, Spanned};
use crate::syntax::fields::{Form, Measure};
use crate::syntax::values;

impl Reader<'_> {
    pub(super) fn checks(&mut self, section: &Section) -> ChecksDoc {
        let Some((node, key)) = section.get("checks") else { return ChecksDoc::default() };
        let section = self.section(node, key.table());
        let mut checks = self.policy(&section);
        let programs = self.entries(&section, "programs");
        checks.programs = self.each(programs, Self::of_program);
        // Of an entry whose id cannot be read only the findings count.
        checks.programs.retain(|(id, _)| !id.value.is_empty());
        section.finish();
        checks
    }

    fn of_program(&mut self, entry: Entry) -> (Spanned<String>, ChecksDoc) {
        let section = self.section(entry.value, entry.table);
        let checks = self.policy(&section);
        section.finish();
        (Spanned { value: entry.id, span: entry.span }, checks)
    }

    fn policy(&mut self, section: &Section) -> ChecksDoc {
        let mut levels = Vec::new();
        for word in gate_rules::words() {
            let level = self.field(section, word, values::level);
            levels.extend(level.value().map(|level| (word, *level)));
        }
        let mut limits = Vec::new();
        for measure in Measure::ALL {
            let key = measure.key();
            let read = if matches!(key.form, Form::Days) { values::days } else { values::limit };
            let limit = self.field(section, key.name, read);
            limits.extend(limit.value().map(|limit| (measure, *limit)));
        }
        let fail_on = self.field(section, "fail_on", values::fail_on);
        ChecksDoc { levels, fail_on, limits, programs: Vec::new() }
    }
}
