//! The gate's findings as GitLab Code Quality: a list of those that count, worst first.

use super::inert;
use crate::finding::Level;
use crate::render::check::{Answer, Marks};
use crate::render::escape::{cut, terminal_text};
use crate::rules::Verdict;
use serde::Serialize;
use std::io::{self, Write};

/// How many findings are listed.
const MOST: usize = 20_000;
/// How long a description is, in UTF-16 code units.
const LONGEST: usize = 2000;

#[derive(Serialize)]
struct Issue<'a> {
    description: String,
    check_name: &'a str,
    fingerprint: String,
    severity: &'static str,
    location: Location,
}

#[derive(Serialize)]
struct Location {
    path: String,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: usize,
}

/// Writes the list.
pub fn gitlab(answer: &Answer<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut marks = Marks::default();
    let verdicts = answer.gate.verdicts();
    let mut issues: Vec<Issue<'_>> =
        verdicts.iter().take(MOST).map(|verdict| issue(answer, verdict, &mut marks)).collect();
    if let Some(first) = verdicts.get(MOST) {
        let left = verdicts.len() - MOST;
        issues.push(Issue {
            description: format!("{REST}: {left} more from here on; `tpm check --format concise` lists them"),
            check_name: REST,
            severity: "info",
            ..issue(answer, first, &mut marks)
        });
    }
    inert::write(&issues, out)
}

/// The name of the issue that counts the findings left out.
const REST: &str = "more-findings";

fn issue<'a>(answer: &Answer<'a>, verdict: &'a Verdict, marks: &mut Marks) -> Issue<'a> {
    let finding = &verdict.finding;
    let path = answer.path(finding.primary.place.file);
    let severity = match (finding.level, verdict.topic) {
        (Level::Error, None) => "critical",
        (Level::Error, Some(_)) => "major",
        (Level::Warning, _) => "minor",
    };
    // GitLab does not show the name of a check, so the description begins with it.
    let description = terminal_text(&format!("{}: {}", finding.rule, finding.message));
    Issue {
        description: cut(&description, LONGEST).into_owned(),
        check_name: finding.rule,
        fingerprint: marks.next(path, finding),
        severity,
        location: Location {
            path: path.to_owned(),
            lines: Lines { begin: answer.sources.locate(finding.primary.place).1.line },
        },
    }
}
