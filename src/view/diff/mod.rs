//! `tpm diff`: what a change does to the dates that were promised.
//!
//! The verdict comes first, then promises, then one table of what moved and why; the rest is
//! folded.

pub(super) mod edits;
mod odds;
mod promises;
mod table;
mod verdict;
mod why;
pub(super) mod words;

use super::phrases::{self, count, date};
use super::{Arrow, Block, Cell, Column, Diagram, DiagramBox, Report, Tone};
use crate::analysis::diff::fail_on::Failure;
use crate::analysis::diff::{
    Causes, Diff, Direction, Edit, Policy, PolicyKind, RiskChange, RiskMove, Side, Unread,
};
use crate::analysis::threat::Threat;
use crate::time::Day;
use std::collections::BTreeMap;
use words::{cut, days, edit_words, subject_words};

/// Rows shown of a list, at most.
const LISTED: usize = 100;

/// Nodes drawn of a chain, at most.
const DRAWN: usize = 40;

/// Characters in a comment, at most; hosts allow a few more.
const COMMENT: usize = 60_000;

/// How much is shown.
#[derive(Debug, Clone, Copy)]
struct Limits {
    /// Promises that get a line of their own; firm ones may exceed it.
    promises: usize,
    /// Lines about risks, policy and what could not be read, of each kind.
    lines: usize,
    causes: usize,
    /// Rows under all causes, roughly: one for each number of days by which a cause moves
    /// something.
    rows: usize,
    /// What one cause moves by one number of days.
    names: usize,
}

impl Limits {
    /// So much that a week of edits fits a screen or two.
    const FEW: Self = Self { promises: 8, lines: 5, causes: 11, rows: 16, names: 4 };
    const ALL: Self =
        Self { promises: LISTED, lines: LISTED, causes: LISTED, rows: LISTED * LISTED, names: LISTED };
}

/// Returns the report. `key` separates comments about one workspace from those about another;
/// `command` is the command line. Unless `all` is set, long lists are cut, and a terminal shows
/// only the titles of folds.
pub fn diff(diff: &Diff<'_>, failures: &[Failure], key: &str, command: &str, all: bool) -> Report {
    let limits = if all { Limits::ALL } else { Limits::FEW };
    let mut report = Report { at_most: Some(COMMENT), ..Report::default() };
    report.blocks.push(Block::Marker(format!("tpm:diff:{key}").into()));
    for (at, clause) in verdict::verdict(diff).into_iter().enumerate() {
        let text = format!("{}{}", verdict::sign(clause.tone), clause.text);
        match at {
            0 => report.heading(text),
            _ => report.line([Cell::toned(text, clause.tone)]),
        }
    }
    for failure in failures {
        let by: Vec<&str> = failure.by.iter().take(5).map(String::as_str).collect();
        let more = if failure.by.len() > 5 { ", …" } else { "" };
        let text = format!("✗ fails on {}: {}{more}", failure.condition.word(), by.join(", "));
        report.line([Cell::toned(text, Tone::Bad)]);
    }
    report.gap();
    untold(&mut report, diff);
    unread(&mut report, diff, limits);
    gate(&mut report, diff, limits);
    promises::promises(&mut report, diff, limits);
    odds::odds(&mut report, diff, limits);
    threats(&mut report, diff, limits);
    report.gap();
    why::why(&mut report, diff, limits);
    moves_no_date(&mut report, diff, limits);
    without_effect(&mut report, diff);
    report.gap();
    folds(&mut report, diff, limits, all);
    footer(&mut report, diff, command);
    report
}

/// Adds how much changed outside the selection.
fn untold(report: &mut Report, diff: &Diff<'_>) {
    let Some(untold) = diff.untold else { return };
    let parts: Vec<String> = [
        (untold.forecasts, "forecast moves", "forecasts move"),
        (untold.promises, "promise changes", "promises change"),
        (untold.edits, "edit", "edits"),
    ]
    .into_iter()
    .filter(|(number, ..)| *number > 0)
    .map(|(number, one, many)| format!("{number} {}", if number == 1 { one } else { many }))
    .collect();
    let text = if parts.is_empty() { "no change".to_owned() } else { parts.join(", ") };
    report.line([Cell::toned(format!("Outside your selection: {text}"), Tone::Faint)]);
}

/// Adds a line for each of the first items, with a sign and a name before the rest, and how many
/// more there are.
fn some<T>(
    report: &mut Report,
    items: &[T],
    most: usize,
    line: impl Fn(&T) -> (String, Tone, String),
    more: impl Fn(usize) -> String,
) {
    for (named, tone, text) in items.iter().take(most).map(line) {
        report.line([Cell::toned(named, tone), Cell::from(format!("  {text}"))]);
    }
    if items.len() > most {
        report.line([Cell::from(format!("and {}", more(items.len() - most)))]);
    }
}

/// Lists what could not be read and is therefore not compared.
fn unread(report: &mut Report, diff: &Diff<'_>, limits: Limits) {
    let line = |unread: &Unread| {
        let side = if unread.is_head { "" } else { " in the base" };
        let text = format!("{}{side}; entries missing there are not reported as removed", unread.because);
        (format!("? {}", unread.of), Tone::Doubtful, text)
    };
    some(report, &diff.unread, limits.lines, line, |more| format!("{more} more"));
}

/// Lists what loosens the gate, and what became of other waivers: too important for a fold.
fn gate(report: &mut Report, diff: &Diff<'_>, limits: Limits) {
    let is_told = |policy: &&Policy| policy.is_loosened() || policy.what == PolicyKind::Waiver;
    let told: Vec<&Policy> = diff.policy.iter().filter(is_told).collect();
    let line = |policy: &&Policy| {
        let (verb, tone) = match policy.direction {
            Direction::Looser => ("▲ loosens the gate at", Tone::Doubtful),
            Direction::Otherwise => ("· excuses no more than before at", Tone::Plain),
            Direction::Stricter => ("· tightens the gate at", Tone::Plain),
        };
        let text = words::policy(policy, diff.head.assessment.as_of());
        (format!("{verb} {}", policy.subject), tone, text)
    };
    some(report, &told, limits.lines, line, |more| format!("{more} more"));
}

/// Lists what new, closed and occurred risks threaten, since their names alone do not show it.
fn threats(report: &mut Report, diff: &Diff<'_>, limits: Limits) {
    let told: Vec<_> = diff.risks.iter().filter(|risk| risk.what != RiskMove::Changed).collect();
    let line = |risk: &&RiskChange| {
        let threat = |side: Side<'_>, threat: &Option<Threat>| {
            super::risks::in_words(side.assessment, threat.as_ref()?)
        };
        let threat = match (threat(diff.base, &risk.threat.before), threat(diff.head, &risk.threat.after)) {
            (_, Some(is)) => format!(": {is}"),
            (Some(was), None) => format!(", was {was}"),
            (None, None) => String::new(),
        };
        let tone = risk_tone(risk.what);
        let symbol = if tone == Tone::Plain { "·" } else { "▲" };
        let text = format!("{}{threat} · {}", risk.what.word(), cut(&risk.title));
        (format!("{symbol} risk {}", risk.id), tone, text)
    };
    some(report, &told, limits.lines, line, |more| count(more, "more risk"));
}

/// Returns the tone of what became of a risk.
fn risk_tone(what: RiskMove) -> Tone {
    match what {
        RiskMove::Occurred | RiskMove::Opened | RiskMove::Reopened => Tone::Doubtful,
        _ => Tone::Plain,
    }
}

/// Adds the content of a fold.
type Fold = fn(&mut Report, &Diff<'_>, Limits);

fn folds(report: &mut Report, diff: &Diff<'_>, limits: Limits, all: bool) {
    let counts = risk_counts(diff).into_iter();
    let counts: Vec<String> = counts.map(|(what, count)| format!("{count} {}", what.word())).collect();
    let folds: [(String, Fold); 7] = [
        (count(promises::rest(diff, limits).len(), "more promise"), promises::more_promises),
        (count(table::rows(diff).len(), "forecast"), |report, diff, _| table::milestones(report, diff)),
        ("Critical path".into(), |report, diff, _| critical_path(report, diff)),
        ("Added, removed, renamed".into(), |report, diff, _| table::identity(report, diff)),
        (format!("Risks: {}", counts.join(", ")), |report, diff, _| risks(report, diff)),
        ("Baselines moved".into(), |report, diff, _| baselines(report, diff)),
        (count(diff.told_edits().count(), "edit"), |report, diff, _| edits(report, diff)),
    ];
    for (title, add) in folds {
        let mut details = Report::default();
        add(&mut details, diff, limits);
        report.fold(title, details, !all);
    }
}

fn critical_path(report: &mut Report, diff: &Diff<'_>) {
    for (verb, crossings) in [("entered", &diff.entered), ("left", &diff.left)] {
        // A milestone that only lost or gained its date did not cross.
        let known = crossings.iter().filter(|crossing| diff.is_known(crossing));
        let mut names: Vec<String> = known.map(|crossing| diff.id(crossing.pair).to_owned()).collect();
        if names.is_empty() {
            continue;
        }
        let more = names.len().saturating_sub(LISTED);
        names.truncate(LISTED);
        if more > 0 {
            names.push(format!("and {more} more"));
        }
        report.line([Cell::toned(format!("{verb}: "), Tone::Strong), Cell::from(names.join(", "))]);
    }
    for (program, chain) in &diff.chains {
        let chain = &chain[chain.len().saturating_sub(DRAWN)..];
        if chain.len() < 2 {
            continue;
        }
        let entered: Vec<_> = diff.entered.iter().filter_map(|crossing| crossing.pair.head()).collect();
        let one = |id: &crate::model::MilestoneId| {
            let name = phrases::id_in(diff.head.assessment, *id, Some(*program));
            let finish = phrases::forecast(diff.head.assessment, *id);
            DiagramBox {
                id: format!("{name} · {finish}").into(),
                is_strong: entered.contains(id),
                ..DiagramBox::default()
            }
        };
        let arrows = (1..chain.len()).map(|to| Arrow { from: to - 1, to, ..Arrow::default() }).collect();
        let boxes = chain.iter().map(one).collect();
        let diagram = Diagram { boxes, arrows, ..Diagram::default() };
        report.blocks.push(Block::Flow { diagram: Box::new(diagram), table: Vec::new() });
    }
}

/// Returns how many risks changed in which way.
fn risk_counts(diff: &Diff<'_>) -> BTreeMap<RiskMove, usize> {
    let mut counts = BTreeMap::new();
    for risk in &diff.risks {
        *counts.entry(risk.what).or_default() += 1;
    }
    counts
}

fn risks(report: &mut Report, diff: &Diff<'_>) {
    let near = diff.head.assessment.as_of();
    let rows = diff.risks.iter().map(|risk| {
        let edits: Vec<String> =
            risk.edits.iter().take(4).map(|at| edit_words(&diff.edits[*at], near)).collect();
        vec![
            Cell::toned(risk.id.clone(), Tone::Strong),
            Cell::from(risk.what.word()),
            Cell::from(risk.owner.clone().unwrap_or_default()),
            Cell::from(cut(&risk.title)),
            Cell::from(edits.join(", ")),
        ]
    });
    let columns = vec![
        Column::keep("risk"),
        Column::keep("change"),
        Column::keep("owner").drop(1),
        Column::wrap("what could happen"),
        Column::wrap("edits"),
    ];
    limited(report, columns, rows.collect());
}

fn baselines(report: &mut Report, diff: &Diff<'_>) {
    let near = diff.head.assessment.as_of();
    let rows = diff.baselines.iter().map(|change| {
        let day = |day: Option<Day>| day.map_or("—".to_owned(), |day| date(day, near));
        let turn = match (change.day.before, change.day.after) {
            (Some(before), Some(after)) => days(before, after, near),
            (before, after) => phrases::together(&format!("{} → {}", day(before), day(after))),
        };
        vec![Cell::toned(diff.id(change.pair), Tone::Strong), Cell::from(turn)]
    });
    limited(report, vec![Column::keep("milestone"), Column::keep("baseline")], rows.collect());
}

fn edits(report: &mut Report, diff: &Diff<'_>) {
    let near = diff.head.assessment.as_of();
    let rows = diff.told_edits().map(|edit| {
        let place = |side: Side<'_>, place: Option<crate::source::Place>| {
            place.map(|place| {
                let (file, position) = side.sources.locate(place);
                format!("{file}:{}", position.line)
            })
        };
        let at = place(diff.head, edit.after_at).or_else(|| place(diff.base, edit.before_at));
        vec![
            Cell::from(subject_words(&edit.subject)),
            Cell::from(edit_words(edit, near)),
            Cell::from(if is_without_effect(edit) { "without effect" } else { "" }),
            Cell::toned(phrases::together(&at.unwrap_or_default()), Tone::Faint),
        ]
    });
    let columns = vec![
        Column::keep("of"),
        Column::wrap("edit"),
        Column::keep("effect").drop(2),
        Column::keep("written at").drop(1),
    ];
    limited(report, columns, rows.collect());
}

/// Adds a table, cut to a readable length.
fn limited(report: &mut Report, columns: Vec<Column>, mut rows: Vec<Vec<Cell>>) {
    let more = rows.len().saturating_sub(LISTED);
    rows.truncate(LISTED);
    report.table(2, columns, rows);
    if more > 0 {
        report.line([Cell::toned(format!("  and {more} more; `--format json` has all"), Tone::Faint)]);
    }
}

/// Adds what a person must see though it moves no date.
fn moves_no_date(report: &mut Report, diff: &Diff<'_>, limits: Limits) {
    let near = diff.head.assessment.as_of();
    let seen = diff.told_edits().filter(|edit| edit.is_to_be_seen);
    let mut said: Vec<String> = seen.map(|edit| words::seen(edit, near)).collect();
    if said.is_empty() {
        return;
    }
    let more = said.len().saturating_sub(limits.lines);
    said.truncate(limits.lines);
    if more > 0 {
        said.push(format!("{more} more"));
    }
    report.line([Cell::toned("moves no date: ", Tone::Strong), Cell::from(said.join(", "))]);
}

/// Whether a reviewer may skip an edit.
fn is_without_effect(edit: &Edit) -> bool {
    !edit.has_effect && !edit.is_to_be_seen
}

fn without_effect(report: &mut Report, diff: &Diff<'_>) {
    let mut keys: BTreeMap<&str, usize> = BTreeMap::new();
    for edit in diff.told_edits().filter(|edit| is_without_effect(edit)) {
        *keys.entry(edit.key.as_str()).or_default() += 1;
    }
    let edits = keys.values().sum();
    if edits == 0 {
        return;
    }
    let keys: Vec<String> = keys.into_iter().map(|(key, count)| format!("{count} {key}")).collect();
    let text = format!("{} without effect: {}", count(edits, "edit"), keys.join(", "));
    report.line([Cell::toned(text, Tone::Faint)]);
}

fn footer(report: &mut Report, diff: &Diff<'_>, command: &str) {
    report.gap();
    if diff.untraced > 0 {
        let text =
            format!("{} not traced to edits: there are too many of both.", count(diff.untraced, "move"));
        report.line([Cell::toned(text, Tone::Faint)]);
    }
    let errors = diff.milestones.iter().filter_map(|change| change.causes.error);
    if let Some(error) = errors.max_by(f64::total_cmp) {
        let text =
            format!("Shares are sampled over {} orders of the edits: ± {error:.1} days.", Causes::ORDERS);
        report.line([Cell::toned(text, Tone::Faint)]);
    }
    let name = |side: Side<'_>| match side.commit {
        Some(hash) => Cell::toned(hash.chars().take(10).collect::<String>(), Tone::Code),
        None => Cell::from("the work tree"),
    };
    let sides = match diff.is_tried {
        true => vec![Cell::from("the work tree → what was tried")],
        false => vec![name(diff.base), Cell::toned(" → ", Tone::Faint), name(diff.head)],
    };
    let mut line = vec![
        Cell::toned("Both sides as of ", Tone::Faint),
        Cell::toned(phrases::together(&diff.head.assessment.as_of().long()), Tone::Faint),
        Cell::toned(" · ", Tone::Faint),
    ];
    line.extend(sides);
    line.extend([
        Cell::toned(concat!(" · tpm ", env!("CARGO_PKG_VERSION"), " · "), Tone::Faint),
        Cell::toned(cut(command), Tone::Code),
    ]);
    report.line(line);
}
