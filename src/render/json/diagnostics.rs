//! Findings as JSON.

use super::record::record;
use super::source::{Source, source};
use super::words::Word;
use crate::finding::{Finding, Label, Level};
use crate::source::Sources;
use schemars::JsonSchema;
use serde::Serialize;

record! {
    /// One finding.
    pub struct Diagnostic of (finding: &Finding, sources: &Sources) where {
        let place = finding.primary.place;
        let end = sources.get(place.file).position(place.span.end);
    } from {
        /// The rule's slug, such as `unknown-dependency`.
        rule: &'static str = finding.rule,
        /// How much it matters.
        level: Word<Level> = Word(finding.level),
        /// The id that it is about, if there is one.
        subject: Option<String> = finding.subject.clone(),
        /// What is wrong.
        message: String = finding.message.clone(),
        /// A few words about the place; may be empty.
        label: String = finding.primary.text.clone(),
        /// What to write instead.
        help: Option<String> = finding.help.clone(),
        #[serde(flatten)]
        begins: Source<'static> = source(sources, place).owned(),
        /// The line where it ends, from 1.
        end_line: usize = end.line,
        /// One past its last character.
        end_column: usize = end.column,
        /// Other places that are involved.
        related: Vec<Related> =
            finding.related.iter().map(|label| Related::of(label, sources)).collect(),
        /// Identifies the finding; stays the same while only line numbers change.
        fingerprint: String = finding.fingerprint(),
    }
}

record! {
    struct Related of (label: &Label, sources: &Sources) {
        /// How that place is involved.
        message: String = label.text.clone(),
        #[serde(flatten)]
        place: Source<'static> = source(sources, label.place).owned(),
    }
}

/// Returns findings with their positions, in the order given. `end_column` is one past the last
/// character.
pub fn diagnostics(findings: &[Finding], sources: &Sources) -> Vec<Diagnostic> {
    findings.iter().map(|finding| Diagnostic::of(finding, sources)).collect()
}
