//! `tpm why --since`: why a milestone's date moved, in shares that add up.

use super::diff::words::{days, edit_words, subject_words};
use super::phrases::{self, count, date, together};
use super::{Cell, Column, Report, Tone};
use crate::analysis::diff::{Cause, Move, MoveSince, Moved, owner_of};
use crate::analysis::lateness::Lateness;
use crate::analysis::undated;
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
        Moved::Undated { then: had, now: has } => {
            let now = match assessment.workspace.milestone(id).is_live() {
                true => undated::because(assessment, id),
                false => assessment.health(id).reason.clone(),
            };
            let text = match (had, has) {
                (false, true) => "it had no date".to_owned(),
                (true, _) => format!("it had a date, and has none now: {now}"),
                (false, false) => format!("it had no date, and has none now: {now}"),
            };
            report.line([Cell::from(phrases::keep_dates(&format!("{then}{text}.")))]);
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

/// Returns what one would say of the move in a review, in up to four sentences.
fn sentences(since: &MoveSince<'_>, known: &Move, id: MilestoneId) -> Vec<String> {
    let near = since.now.assessment.as_of();
    let name = &since.now.workspace().milestone(id).full_id;
    let list = &known.causes.list;
    let is_edited = list.iter().any(|cause| cause.share.days != 0);
    let (whole, slid) = (known.by.days, known.slid.days);
    let passed = match slid {
        0 => String::new(),
        _ if !is_edited => "; no edit moved it: the days passed".to_owned(),
        days if days == whole => {
            "; by time alone it would be as late, and the edits offset each other".into()
        }
        // A part of the move only where both go the same way and the edits do not go back.
        days if days > 0 && days <= whole => {
            format!("; {days} of these days {} time alone", if days == 1 { "is" } else { "are" })
        }
        days if days > 0 => {
            format!("; by time alone it would be {}, and edits won {} back", shift_by(days), days - whole)
        }
        days => format!("; by time alone it would be {}", shift_by(days)),
    };
    let mut told =
        vec![format!("{name} is {} than it was on {}{passed}.", shift(known.by), date(since.on, near))];
    // What moved it the way it went; where edits won back what time cost, what won the most.
    let is_later = if (whole - slid) == 0 { whole >= 0 } else { whole > slid };
    let largest = list.iter().filter(|cause| cause.share.days != 0 && (cause.share.days > 0) == is_later);
    let Some(first) = largest.max_by_key(|cause| (cause.share.days.abs(), std::cmp::Reverse(&cause.subject)))
    else {
        return told;
    };
    let by =
        owner_of(since.then, since.now, &first.subject).map_or_else(String::new, |by| format!(" ({by})"));
    let text = what(first, known, near);
    let days = together(&count(first.share.days.unsigned_abs() as usize, "day"));
    told.push(match is_later {
        true => format!("Of what edits added, the most is {days} by {text}{by}."),
        false => format!("Of what edits won, the most is {days} by {text}{by}."),
    });
    let is_first = list.first().is_some_and(|largest| largest == first);
    let even_then = known.even_then.first().filter(|_| is_first && is_later).map(|(at, cost)| {
        let name = subject_words(&list[*at].subject);
        format!("; {name} costs {} even then", count(cost.days.unsigned_abs() as usize, "day"))
    });
    let even_then = even_then.unwrap_or_default();
    let amount = |days: i32| count(days.unsigned_abs() as usize, "day");
    told.push(match first.alone.days {
        _ if known.is_neither_alone() => {
            "None of them alone would win a day: more than one path was late.".to_owned()
        }
        0 if is_later => format!("Undone alone, it would win nothing{even_then}."),
        0 => "Undone alone, it would cost nothing: others would win as much.".to_owned(),
        days @ 1.. => format!("Undone alone, it would win {}{even_then}.", amount(days)),
        days => format!("Undone alone, it would cost {}.", amount(days)),
    });
    let best = list.iter().max_by_key(|cause| (cause.alone.days, std::cmp::Reverse(&cause.subject)));
    if let Some(best) = best.filter(|best| best.alone.days > first.alone.days.max(0)) {
        let (what, days) = (what(best, known, near), amount(best.alone.days));
        told.push(format!("Most would be won by taking back {what}: {days}."));
    }
    told
}

/// Returns how much later so many days are.
fn shift_by(days: i32) -> String {
    shift(Lateness { days, workdays: days })
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
