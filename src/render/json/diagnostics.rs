//! Findings as JSON.

use crate::finding::{Finding, Label};
use crate::source::Sources;
use serde::Serialize;

/// One finding.
#[derive(Debug, Serialize)]
pub struct Diagnostic {
    rule: &'static str,
    level: &'static str,
    subject: Option<String>,
    message: String,
    label: String,
    help: Option<String>,
    file: String,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    related: Vec<Related>,
    fingerprint: String,
}

#[derive(Debug, Serialize)]
struct Related {
    message: String,
    file: String,
    line: usize,
    column: usize,
}

/// Returns findings with their positions, in the order given. `end_column` is one past the last character.
pub fn diagnostics(findings: &[Finding], sources: &Sources) -> Vec<Diagnostic> {
    findings.iter().map(|finding| diagnostic(finding, sources)).collect()
}

fn diagnostic(finding: &Finding, sources: &Sources) -> Diagnostic {
    let place = finding.primary.place;
    let (file, start) = sources.locate(place);
    let end = sources.get(place.file).position(place.span.end);
    Diagnostic {
        rule: finding.rule,
        level: finding.level.word(),
        subject: finding.subject.clone(),
        message: finding.message.clone(),
        label: finding.primary.text.clone(),
        help: finding.help.clone(),
        file: file.to_owned(),
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
        related: finding.related.iter().map(|label| related(label, sources)).collect(),
        fingerprint: finding.fingerprint(),
    }
}

fn related(label: &Label, sources: &Sources) -> Related {
    let (file, position) = sources.locate(label.place);
    Related {
        message: label.text.clone(),
        file: file.to_owned(),
        line: position.line,
        column: position.column,
    }
}
