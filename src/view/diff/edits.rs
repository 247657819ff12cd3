//! What a command wrote into the plans, and what that does: the edits, the verdict on them, each
//! forecast that moved, and the files.

use super::verdict::{sign, verdict};
use super::words::{by, edit_words, forecasts, subject_words};
use crate::analysis::diff::Diff;
use crate::view::phrases::count;
use crate::view::{Cell, Report, Tone};

/// Forecasts shown, at most.
const MOVED: usize = 12;

/// What became of the files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// They were written.
    Written,
    /// They were only to be shown.
    Shown,
    /// All was already so.
    Already,
}

/// Returns the report; `files` are those that change, each with its number of changed lines.
pub fn edits(diff: &Diff<'_>, notes: &[String], files: &[(&str, usize)], fate: Fate) -> Report {
    let near = diff.head.assessment.as_of();
    let mut report = Report::default();
    for note in notes {
        report.line([Cell::toned(format!("note: {note}"), Tone::Faint)]);
    }
    if fate == Fate::Already {
        report.line([Cell::from("Already so: nothing was written.")]);
        return report;
    }
    for edit in &diff.edits {
        let subject = Cell::toned(subject_words(&edit.subject), Tone::Strong);
        report.line([subject, Cell::from(format!("  {}", edit_words(edit, near)))]);
    }
    report.gap();
    for clause in verdict(diff) {
        let text = format!("{}{}", sign(clause.tone), clause.text);
        report.line([Cell::toned(text, clause.tone)]);
    }
    let moved: Vec<_> = diff.milestones.iter().filter(|change| change.finish.moved()).collect();
    for change in moved.iter().take(MOVED) {
        let (Some(before), Some(after)) = (change.finish.day.before, change.finish.day.after) else {
            continue;
        };
        let days = forecasts(before, after, change.finish.is_earliest(), near);
        let name = Cell::toned(format!("  {}", diff.id(change.pair)), Tone::Strong);
        report.line([name, Cell::from(format!("  {days}  {}", by(change.finish.by)))]);
    }
    if moved.len() > MOVED {
        report.line([Cell::from(format!("  and {}", count(moved.len() - MOVED, "more forecast")))]);
    }
    report.gap();
    for (file, lines) in files {
        let lines = count(*lines, "line");
        report.line([Cell::from(match fate {
            Fate::Written => format!("{lines} written in {file}"),
            _ => format!("{lines} would be written in {file}"),
        })]);
    }
    report
}
