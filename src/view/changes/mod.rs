//! `tpm changes`: what changed since then, on a page.
//!
//! Promises that were moved without a reason come first, and every firm one. Each story is a line:
//! the foremost that a cause moved, the cause, and what else it moved. What slid without a word
//! follows, then everything else: by name where there is room, else as counts.

mod counts;
mod promises;
mod slid;
mod story;

use super::phrases::{self, count, together};
use super::{Block, Cell, Column, Report, Tone};
use crate::analysis::changes::{Changes, Move, Rank};
use crate::analysis::lateness::Lateness;
use crate::model::ProgramId;
use crate::schedule::PromiseHolder;

/// Lines of the report, at most, unless everything is asked for.
const LINES: usize = 15;

/// What is told of lists.
#[derive(Debug, Clone, Copy)]
struct Limits {
    /// Firm promises that were moved.
    firm: usize,
    /// Causes of a story.
    causes: usize,
    /// What else a story moved, and promises without a reason.
    others: usize,
    /// What slid by itself.
    slid: usize,
}

impl Limits {
    const FEW: Self = Self { firm: 4, causes: 2, others: 4, slid: 2 };
    const ALL: Self = Self { firm: 1000, causes: 100, others: 1000, slid: 1000 };
}

/// Returns the report, of at most 15 lines, or everything.
pub fn changes(changes: &Changes<'_>, all: bool) -> Report {
    if all {
        let mut report = version(changes, Limits::ALL, usize::MAX, 0);
        counts::lists(&mut report, changes);
        return report;
    }
    // Each version names less, then tells fewer stories; no line has room for more than one.
    let most = changes.stories.len().min(LINES);
    let named = (1..=counts::KINDS).rev().map(|named| short(changes, Limits::FEW, most, named));
    let counted = (0..=most).rev().map(|stories| short(changes, Limits::FEW, stories, 0));
    let mut versions: Vec<Vec<Block>> = named.chain(counted).collect();
    let less = Limits { firm: 2, slid: 1, ..Limits::FEW };
    versions.push(short(changes, less, 0, 0));
    versions.push(short(changes, Limits { firm: 0, others: 0, ..less }, 0, 0));
    let mut report = Report::default();
    report.blocks.push(Block::Page { lines: LINES, versions });
    report
}

/// Returns the first line, the promises that come first, so many stories, what slid, and so many
/// kinds of the rest by name.
fn version(changes: &Changes<'_>, limits: Limits, stories: usize, named: usize) -> Report {
    let mut report = Report::default();
    report.line([Cell::toned(headline(changes), Tone::Strong)]);
    match nothing(changes) {
        Some(nothing) => report.line([Cell::from(nothing)]),
        None => {
            promises::foremost(&mut report, changes, limits);
            story::stories(&mut report, changes, limits, stories);
            let columns = vec![Column::keep("slid"), Column::wrap("how")];
            let rows = slid::rows(changes, limits).into_iter().chain(counts::names(changes, named));
            report.list(0, columns, rows.collect());
        }
    }
    report
}

/// Returns the same with everything else as counts.
fn short(changes: &Changes<'_>, limits: Limits, stories: usize, named: usize) -> Vec<Block> {
    let mut report = version(changes, limits, stories, named);
    counts::line(&mut report, changes, named);
    report.blocks
}

/// Returns `Since Fri 30 Oct, as it was said then — 3 of 16 commits matter`.
fn headline(changes: &Changes<'_>) -> String {
    let (then, now) = (changes.then.as_of(), changes.diff.head.assessment.as_of());
    let commits = &changes.commits;
    let matter = commits.matter.len();
    let committed = match commits.count {
        None => "on another line of commits".to_owned(),
        Some(0) => "nothing was committed since".into(),
        Some(all) => {
            let verb = if matter == 1 || all == 1 { "matters" } else { "matter" };
            format!("{matter} of {} {verb}", count(all, "commit"))
        }
    };
    let uncommitted = if commits.uncommitted { ", the work tree has changes" } else { "" };
    let since = together(&then.with_weekday(now));
    format!("Since {since}, as it was said then — {committed}{uncommitted}")
}

/// Returns that nothing changed, or nothing that is told.
fn nothing(changes: &Changes<'_>) -> Option<String> {
    if changes.is_empty() {
        return Some("Nothing changed.".into());
    }
    let is_told = !changes.moves.is_empty()
        || !changes.slid.is_empty()
        || changes.promises_moved().next().is_some()
        || !counts::counts(changes, 0).is_empty();
    let edits = count(changes.diff.told_edits().count(), "edit");
    match is_told {
        true => None,
        false if changes.diff.told_edits().next().is_none() => {
            Some("Nothing that can be read changed; some of the plans cannot be read.".into())
        }
        false => Some(format!("No date, promise, scope or risk changed; `tpm diff` has the {edits}.")),
    }
}

/// Returns `7 Dec → 8 Jan 2027`, or the one day that is known.
fn turn(changes: &Changes<'_>, moved: &Move) -> String {
    let near = changes.diff.head.assessment.as_of();
    match (moved.day.before, moved.day.after) {
        (Some(before), Some(after)) if before == after => {
            phrases::earliest(after, moved.is_earliest.after, near)
        }
        (Some(before), Some(after)) => super::diff::words::forecasts(before, after, moved.is_earliest, near),
        (before, after) => {
            let day = |day: Option<_>, is_earliest| {
                day.map_or("—".to_owned(), |day| phrases::earliest(day, is_earliest, near))
            };
            let (was, is) = (day(before, moved.is_earliest.before), day(after, moved.is_earliest.after));
            together(&format!("{was} → {is}"))
        }
    }
}

/// Returns `+32 days`, `−5 days`; nothing where the day is the same or not known.
fn by(by: Option<Lateness>) -> String {
    let Some(days) = by.map(|by| by.days).filter(|days| *days != 0) else { return String::new() };
    let sign = if days > 0 { '+' } else { '−' };
    together(&format!("{sign}{}", count(days.unsigned_abs() as usize, "day")))
}

/// Returns the program of what moved.
fn home(changes: &Changes<'_>, moved: &Move) -> ProgramId {
    moved.now.program(changes.diff.head.workspace())
}

/// Returns an id: short within `home`, else in full.
fn name(changes: &Changes<'_>, now: PromiseHolder, home: ProgramId) -> String {
    match now {
        PromiseHolder::Milestone(id) => phrases::id_in(changes.diff.head.assessment, id, Some(home)),
        PromiseHolder::Program(_) => changes.id(now).to_owned(),
    }
}

/// Returns `pay (firm, late) 25 Sep → 8 Oct, go-live +25 days`: with both days of firm promises and
/// where they are needed.
fn with_it(
    changes: &Changes<'_>,
    home: ProgramId,
    others: &[&Move],
    needs_days: impl Fn(&Move) -> bool,
    limits: Limits,
) -> String {
    let one = |moved: &&&Move| {
        let firm = match (moved.rank, moved.is_firm.after) {
            (Rank::Firm, true) => Some("firm"),
            (Rank::Firm, false) => Some("was firm"),
            _ => None,
        };
        let late = Some("late").filter(|_| moved.is_bad() && moved.day.after.is_some());
        let what: Vec<&str> = firm.into_iter().chain(late).collect();
        let what = if what.is_empty() { String::new() } else { format!(" ({})", what.join(", ")) };
        let name = format!("{}{what}", name(changes, moved.now, home));
        match (moved.by, moved.day.after) {
            (_, None) => format!("{name} has no date"),
            (Some(by), _) if by.days != 0 && (moved.rank == Rank::Firm || needs_days(moved)) => {
                format!("{name} {}", turn(changes, moved))
            }
            (Some(by), _) if by.days != 0 => format!("{name} {}", self::by(Some(by))),
            _ => name,
        }
    };
    let mut names: Vec<String> = others.iter().take(limits.others).map(|moved| one(&moved)).collect();
    if others.len() > names.len() {
        names.push(format!("{} more", others.len() - names.len()));
    }
    names.join(", ")
}

fn cut_at(text: &str, longest: usize) -> String {
    let mut cut: String = text.chars().take(longest).collect();
    if cut.len() < text.len() {
        cut.push('…');
    }
    cut
}
