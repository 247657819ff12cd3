//! Findings as JSON.

use super::source::{Source, source};
use super::words::Word;
use crate::finding::{Finding, Label, Level};
use crate::source::Sources;
use schemars::JsonSchema;
use serde::Serialize;

/// One finding.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Diagnostic {
    /// The rule's slug, such as `unknown-dependency`.
    rule: &'static str,
    /// How much it matters.
    level: Word<Level>,
    /// The id that it is about, if there is one.
    subject: Option<String>,
    /// What is wrong.
    message: String,
    /// A few words about the place; may be empty.
    label: String,
    /// What to write instead.
    help: Option<String>,
    #[serde(flatten)]
    begins: Source<'static>,
    /// The line where it ends, from 1.
    end_line: usize,
    /// One past its last character.
    end_column: usize,
    /// Other places that are involved.
    related: Vec<Related>,
    /// Identifies the finding; stays the same while only line numbers change.
    fingerprint: String,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Related {
    /// How that place is involved.
    message: String,
    #[serde(flatten)]
    place: Source<'static>,
}

/// Returns findings with their positions, in the order given. `end_column` is one past the last
/// character.
pub fn diagnostics(findings: &[Finding], sources: &Sources) -> Vec<Diagnostic> {
    findings.iter().map(|finding| diagnostic(finding, sources)).collect()
}

/// Returns a finding with its position.
pub(super) fn diagnostic(finding: &Finding, sources: &Sources) -> Diagnostic {
    let place = finding.primary.place;
    let related =
        |label: &Label| Related { message: label.text.clone(), place: source(sources, label.place).owned() };
    let end = sources.get(place.file).position(place.span.end);
    Diagnostic {
        rule: finding.rule,
        level: Word(finding.level),
        subject: finding.subject.clone(),
        message: finding.message.clone(),
        label: finding.primary.text.clone(),
        help: finding.help.clone(),
        begins: source(sources, place).owned(),
        end_line: end.line,
        end_column: end.column,
        related: finding.related.iter().map(related).collect(),
        fingerprint: finding.fingerprint(),
    }
}
