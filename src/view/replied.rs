//! What was read in a reply: the answers, and the lines that come back.

use super::phrases::{self, count};
use super::{Cell, Report, Tone};
use crate::analysis::Assessment;
use crate::analysis::answers::Told;
use crate::model::MilestoneId;

/// Lines shown of each kind, at most.
const SHOWN: usize = 40;
/// The most characters of a line that comes back.
const LONGEST: usize = 60;

/// Returns the answers of a reply, then each line that was not understood, with the nearest form.
pub fn replied(assessment: &Assessment<'_>, told: &Told) -> Report {
    let mut report = Report::default();
    if !told.understood.is_empty() {
        report.heading("understood");
    }
    for answer in told.understood.iter().take(SHOWN) {
        let id = MilestoneId(u32::try_from(answer.milestone).unwrap_or(u32::MAX));
        let milestone = assessment.workspace.milestone(id);
        report.line([
            Cell::toned(format!("  line {}  ", answer.line), Tone::Faint),
            Cell::toned(milestone.full_id.clone(), Tone::Strong),
            Cell::from(format!(" {}", answer.says)),
        ]);
    }
    more(&mut report, told.understood.len(), "more answer");
    if !told.unread.is_empty() {
        report.heading("not understood");
    }
    for unread in told.unread.iter().take(SHOWN) {
        let mut line = vec![
            Cell::toned(format!("  line {}  ", unread.line), Tone::Faint),
            Cell::from(quoted(&unread.text)),
        ];
        line.extend(unread.because.as_ref().map(|because| Cell::from(format!(": {because}"))));
        if let Some(form) = &unread.did_you_mean {
            line.push(Cell::from(" · for example "));
            line.push(Cell::toned(phrases::together(form), Tone::Code));
        }
        for (place, form) in unread.answers.iter().enumerate() {
            line.push(Cell::from(if place == 0 { " · forms that work: " } else { ", " }));
            line.push(Cell::toned(phrases::together(form), Tone::Code));
        }
        report.line(line);
    }
    more(&mut report, told.unread.len(), "more line");
    report
}

fn more(report: &mut Report, all: usize, what: &str) {
    if all > SHOWN {
        let more = count(all - SHOWN, what);
        report.line([Cell::toned(format!("  and {more}; `--format json` has all"), Tone::Faint)]);
    }
}

/// Returns a line in quotes, cut where it is long.
fn quoted(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("\"{}…\"", &text[..end]),
        None => format!("\"{text}\""),
    }
}
