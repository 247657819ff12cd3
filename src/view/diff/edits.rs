//! What a command wrote into the plans, and what that does: the edits, the verdict on them, each
//! forecast that moved, and the files; and the message of its commit.

use super::verdict::{sign, verdict};
use super::words::{by, edit_words, forecasts, subject_words};
use crate::analysis::diff::{Diff, Edit};
use crate::view::phrases::count;
use crate::view::{Cell, Report, Tone, Words};
use std::collections::BTreeSet;

/// Forecasts shown, at most.
const MOVED: usize = 12;

/// Why nothing was written where some lines were not understood.
const HELD: &str =
    "Nothing was written: correct the lines that were not understood, or `--partial` writes the others.";

/// What became of the files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// They were written.
    Written,
    /// They were only to be shown.
    Shown,
    /// All was already so.
    Already,
    /// They are as they were: part of what was said was not understood.
    Held,
    /// Nothing was said of the plans.
    Unsaid,
}

/// What a commit says of itself.
#[derive(Debug, Clone, Default)]
pub struct Message {
    /// What was edited, in short.
    pub subject: Words,
    /// Reasons, and each edit.
    pub items: Vec<Words>,
    /// Who reported it.
    pub reported_by: Option<Words>,
}

/// Returns the message for a commit of edits; `why` are reasons that have no place in the plan.
pub fn message(diff: &Diff<'_>, why: &[String], by: Option<&str>) -> Message {
    let near = diff.head.assessment.as_of();
    let edit = |edit: &Edit| format!("{} {}", subject_words(&edit.subject), edit_words(edit, near));
    // A day of an update goes with what was updated.
    let first = diff.edits.iter().find(|edit| edit.key != "updated").or(diff.edits.first());
    let subjects = diff.edits.iter().map(|edit| subject_words(&edit.subject)).collect::<BTreeSet<_>>();
    let mut subject = by.map_or_else(String::new, |by| format!("{by}: "));
    subject.push_str(&first.map_or_else(|| "plans".to_owned(), edit));
    if subjects.len() > 1 {
        subject.push_str(&format!(", and {} more", subjects.len() - 1));
    }
    let items = why.iter().cloned().chain(diff.edits.iter().map(edit));
    Message {
        subject: subject.into(),
        items: items.map(Words::from).collect(),
        reported_by: by.map(Words::from),
    }
}

/// Returns the report; `files` are those that change, each with its number of changed lines, 0 for
/// one that is removed.
pub fn edits(diff: &Diff<'_>, notes: &[String], files: &[(&str, usize)], fate: Fate) -> Report {
    let near = diff.head.assessment.as_of();
    let mut report = Report::default();
    for note in notes {
        report.line([Cell::toned(format!("note: {note}"), Tone::Faint)]);
    }
    let alone = match fate {
        Fate::Already => Some("Already so: nothing was written."),
        Fate::Unsaid => Some("Nothing is said of the plan: nothing was written."),
        Fate::Held if diff.edits.is_empty() => {
            Some("Nothing was written: correct the lines that were not understood.")
        }
        _ => None,
    };
    if let Some(alone) = alone {
        report.line([Cell::from(alone)]);
        return report;
    }
    for edit in &diff.edits {
        let subject = Cell::toned(subject_words(&edit.subject), Tone::Strong);
        report.line([subject, Cell::from(format!("  {}", edit_words(edit, near)))]);
    }
    report.gap();
    // Only its form is another.
    if diff.is_empty() {
        report.line([Cell::toned("The plans say what they said before".to_owned(), Tone::Faint)]);
    }
    for clause in verdict(diff).into_iter().filter(|_| !diff.is_empty()) {
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
    for (file, number) in files {
        let lines = count(*number, "line");
        report.line([Cell::from(match (fate, number) {
            (Fate::Written, 0) => format!("{file} is removed"),
            (Fate::Written, _) => format!("{lines} written in {file}"),
            (_, 0) => format!("{file} would be removed"),
            _ => format!("{lines} would be written in {file}"),
        })]);
    }
    if fate == Fate::Held {
        report.line([Cell::from(HELD)]);
    }
    report
}
