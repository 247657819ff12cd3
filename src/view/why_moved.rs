//! `tpm why --since`: why a milestone's date moved, in shares that add up.

use super::diff::words::{days, edit_words, subject_words};
use super::phrases::{self, count, date, together};
use super::{Cell, Column, Report, Tone};
use crate::analysis::diff::{Cause, Move, MoveSince, Moved, owner_of};
use crate::analysis::lateness::Lateness;
use crate::model::MilestoneId;
use crate::source::Sources;
use crate::time::Day;

/// Returns the report.
pub fn why_moved(sources: &Sources, id: MilestoneId, since: &MoveSince<'_>) -> Report {
    let assessment = since.now.assessment;
    let near = assessment.as_of();
    let mut report = Report::default();
    report.line([phrases::as_of(assessment)]);
    report.gap();
    super::why::headline(&mut report, assessment, sources, id);
    report.gap();
    let commit = since.then.commit.map_or_else(String::new, |hash| hash.chars().take(10).collect());
    let then = format!("Since {} ({commit}), as it was said then: ", together(&since.on.with_weekday(near)));
    let known = match since.moved {
        Moved::New => {
            report.line([Cell::from(format!("{then}it was not in the plans."))]);
            return report;
        }
        Moved::Undated => {
            report.line([Cell::from(format!("{then}it has no date on one of the two days, so no move."))]);
            return report;
        }
        Moved::Known(known) => known,
    };
    if known.before == known.after && known.causes.list.is_empty() {
        report.line([Cell::from(format!("{then}{}, and it still is.", date(known.before, near)))]);
        return report;
    }
    let days = days(known.before, known.after, near);
    report.line([
        Cell::from(then),
        Cell::toned(days, Tone::Strong),
        Cell::from(format!(", {}", shift(known.by))),
    ]);
    report.gap();
    let columns = vec![
        Column::number("share"),
        Column::number("if undone"),
        Column::wrap("what"),
        Column::keep("owner").drop(2),
        Column::wrap("written").drop(1),
    ];
    report.table(2, columns, rows(since, known));
    report.gap();
    for sentence in sentences(since, known, id) {
        report.line([Cell::from(sentence)]);
    }
    if let Some(error) = known.causes.error {
        report.line([Cell::toned(format!("The shares are sampled: ± {error:.1} days."), Tone::Faint)]);
    }
    report
}

fn row(cells: [String; 5], tone: Tone) -> Vec<Cell> {
    cells.into_iter().map(|text| Cell::toned(text, tone)).collect()
}

/// Causes with a row each, at most.
const LISTED: usize = 15;

fn rows(since: &MoveSince<'_>, known: &Move) -> Vec<Vec<Cell>> {
    let near = since.now.assessment.as_of();
    let plain = |share: Lateness, what: &str, tone| {
        row([signed(share.days), String::new(), what.to_owned(), String::new(), String::new()], tone)
    };
    let mut rows = Vec::new();
    if known.slid.days != 0 {
        rows.push(plain(known.slid, "the days passed, without an edit", Tone::Plain));
    }
    rows.extend(known.causes.list.iter().take(LISTED).map(|cause| {
        let written = cause.edits.iter().filter_map(|at| since.written(*at));
        let latest = written.max_by_key(|written| written.on);
        let written = latest.map_or_else(
            || "not committed".to_owned(),
            |written| {
                let commit: String = written.commit.chars().take(7).collect();
                format!("{} by {} in {commit}", date(written.on, near), written.author)
            },
        );
        let undone = if cause.alone.days == 0 { "0".to_owned() } else { signed(-cause.alone.days) };
        let owner = owner_of(since.then, since.now, &cause.subject).unwrap_or_default().to_owned();
        row([signed(cause.share.days), undone, what(cause, known, near), owner, written], Tone::Plain)
    }));
    let more = &known.causes.list[LISTED.min(known.causes.list.len())..];
    if !more.is_empty() {
        let days = more.iter().map(|cause| cause.share.days).sum();
        let workdays = more.iter().map(|cause| cause.share.workdays).sum();
        let what = format!("{}; `--format json` lists them all", count(more.len(), "more cause"));
        rows.push(plain(Lateness { days, workdays }, &what, Tone::Faint));
    }
    if let Some(rest) = known.causes.rest {
        rows.push(plain(rest, "the rest of the change", Tone::Plain));
    }
    if rows.len() > 1 {
        rows.push(plain(known.by, "in all", Tone::Strong));
    }
    rows
}

/// Returns what was changed: `checkout/ledger: duration 4w → 6w`.
fn what(cause: &Cause, known: &Move, near: Day) -> String {
    let words: Vec<String> = cause
        .edits
        .iter()
        .map(|at| &known.edits[*at])
        .map(|edit| match edit.subject == cause.subject {
            true => edit_words(edit, near),
            false => format!("{} {}", subject_words(&edit.subject), edit_words(edit, near)),
        })
        .collect();
    format!("{}: {}", subject_words(&cause.subject), words.join(", "))
}

/// Returns what one would say of the move in a review, in up to three sentences.
fn sentences(since: &MoveSince<'_>, known: &Move, id: MilestoneId) -> Vec<String> {
    let near = since.now.assessment.as_of();
    let name = &since.now.workspace().milestone(id).full_id;
    let passed = match known.slid.days {
        0 => String::new(),
        days if days == known.by.days => "; no edit moved it: the days passed".to_owned(),
        days => format!("; {days} of them passed without an edit"),
    };
    let mut told =
        vec![format!("{name} is {} than it was on {}{passed}.", shift(known.by), date(since.on, near))];
    let list = &known.causes.list;
    let Some(first) = list.first().filter(|first| first.share.days != 0) else { return told };
    let by =
        owner_of(since.then, since.now, &first.subject).map_or_else(String::new, |by| format!(" ({by})"));
    let text = what(first, known, near);
    let days = count(first.share.days.unsigned_abs() as usize, "day");
    told.push(format!("The largest part, {}, is {text}{by}.", together(&days)));
    let even_then = known.even_then.first().map(|(at, cost)| {
        let name = subject_words(&list[*at].subject);
        format!("; {name} costs {} even then", count(cost.days.unsigned_abs() as usize, "day"))
    });
    let even_then = even_then.unwrap_or_default();
    told.push(match first.alone.days {
        _ if known.is_neither_alone() => {
            "None of them alone would win a day: more than one path was late.".to_owned()
        }
        0 => format!("Undone alone, it would win nothing{even_then}."),
        days @ 1.. => {
            format!("Undone alone, it would win {}{even_then}.", count(days.unsigned_abs() as usize, "day"))
        }
        days => format!("Undone alone, it would cost {}.", count(days.unsigned_abs() as usize, "day")),
    });
    told
}

/// Returns `32 days later`, `5 days earlier`.
fn shift(by: Lateness) -> String {
    let days = count(by.days.unsigned_abs() as usize, "day");
    match by.days {
        0 => "as early".to_owned(),
        ..0 => together(&format!("{days} earlier")),
        _ => together(&format!("{days} later")),
    }
}

fn signed(days: i32) -> String {
    match days {
        ..0 => format!("−{}", days.unsigned_abs()),
        _ => format!("+{days}"),
    }
}
