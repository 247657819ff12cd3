//! `checks`: the policy of the gate.

use super::entries::EntryNode;
use super::{Decode, Reader, Section};
use crate::finding::gate_rules;
use crate::syntax::document::Spanned;
use crate::syntax::fields::{ChecksDoc, FAIL_ON, Form, Measure, PROGRAMS};
use crate::syntax::values;

impl Decode for ChecksDoc {
    fn decode(reader: &mut Reader<'_>, section: &Section) -> Self {
        let mut checks = reader.policy(section);
        let (programs, _) = reader.entries(section, PROGRAMS.name);
        checks.programs = reader.each(programs, Reader::of_program);
        // An entry whose id cannot be read is decoded for its findings only.
        checks.programs.retain(|(id, _)| !id.value.is_empty());
        checks
    }
}

impl Reader<'_> {
    fn of_program(&mut self, entry: EntryNode) -> (Spanned<String>, ChecksDoc) {
        let section = self.section(entry.value, entry.table);
        (Spanned { value: entry.id, span: entry.span }, self.policy(&section))
    }

    fn policy(&mut self, section: &Section) -> ChecksDoc {
        let mut levels = Vec::new();
        for word in gate_rules::words() {
            let level = self.field(section, word, values::level);
            levels.extend(level.value().zip(level.span()).map(|(level, span)| (word, *level, span)));
        }
        let mut limits = Vec::new();
        for measure in Measure::ALL {
            let key = measure.key();
            let read = if matches!(key.form, Form::Days) { values::days } else { values::limit };
            let limit = self.field(section, key.name, read);
            limits.extend(limit.value().map(|limit| (measure, *limit)));
        }
        let fail_on = self.field(section, FAIL_ON.name, values::fail_on);
        ChecksDoc { levels, fail_on, limits, programs: Vec::new() }
    }
}
