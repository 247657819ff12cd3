//! The `concise` format: one line for each finding, for editors, `grep` and logs.

use super::Answer;
use crate::finding::Finding;
use crate::render::escape::terminal_text;
use std::io::{self, Write};

/// Writes each finding as `path:line:column: level[rule] message`, by story, worst first, then the
/// waived findings, if they are listed.
pub fn concise(answer: &Answer<'_>, out: &mut dyn Write) -> io::Result<()> {
    for verdict in answer.gate.verdicts() {
        line(answer, &verdict.finding, verdict.finding.level.word(), "", out)?;
    }
    let waived = answer.gate.waived.iter().filter(|_| answer.lists_waived);
    for waived in waived {
        let reason = format!("; until {}: {}", waived.until.short(answer.as_of), waived.waiver.reason);
        line(answer, &waived.finding, "waived", &reason, out)?;
    }
    Ok(())
}

fn line(
    answer: &Answer<'_>,
    finding: &Finding,
    level: &str,
    behind: &str,
    out: &mut dyn Write,
) -> io::Result<()> {
    let (path, at) = answer.sources.locate(finding.primary.place);
    let (line, column) = (at.line, at.column);
    let text = format!("{path}:{line}:{column}: {level}[{}] {}{behind}", finding.rule, finding.message);
    // Escape the whole line: a control sequence may span the path and the message.
    writeln!(out, "{}", terminal_text(&text))
}
