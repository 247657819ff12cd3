//! `tpm load`: overload, overlaps that float can resolve, and a strip of weeks per owner.

use super::phrases::{self, count, some, span, together};
use super::{Cell, Column, Report, Tone};
use crate::analysis::Assessment;
use crate::analysis::load::{Load, Overlap, OwnerLoad, Week};
use crate::analysis::overload::Overload;
use crate::model::OwnerId;
use crate::time::Day;

/// Shows who has how much to do.
pub fn load(assessment: &Assessment<'_>, load: &Load) -> Report {
    let mut report = Report::default();
    headline(&mut report, assessment, load);
    report.gap();
    let overloads = load.owners.iter().flat_map(|of| of.overloads.iter().map(|it| (of.owner, it)));
    let rows: Vec<Vec<Cell>> = overloads.map(|(owner, it)| overload(assessment, owner, it)).collect();
    if !rows.is_empty() {
        report.heading("Too much to do, and no float that could move it");
        report.list(0, columns(), rows);
        report.gap();
    }
    let overlaps = load.owners.iter().flat_map(|of| of.overlaps.iter().map(|it| (of.owner, it)));
    let rows: Vec<Vec<Cell>> = overlaps.map(|(owner, it)| overlap(assessment, owner, it)).collect();
    if !rows.is_empty() {
        report.heading("At once in the forecast, which float can resolve");
        report.list(0, columns(), rows);
        report.gap();
    }
    weeks(&mut report, assessment, load);
    report
}

fn headline(report: &mut Report, assessment: &Assessment<'_>, load: &Load) {
    let too_much = load.owners.iter().filter(|of| !of.overloads.is_empty()).count();
    let has_capacity = |of: &&OwnerLoad| assessment.workspace.owners[of.owner.index()].capacity.is_some();
    let limited = load.owners.iter().filter(has_capacity).count();
    let text = match (too_much, limited) {
        (_, 0) if !load.is_limited => {
            " · nobody has a `capacity` in tpm.yaml, without which overload is not looked for".to_owned()
        }
        (_, 0) => " · none of them has a `capacity`, without which overload is not looked for".to_owned(),
        (0, _) => format!(" · {} with a capacity, none has too much to do", count(limited, "owner")),
        (1, _) => format!(" · {} with a capacity, 1 has too much to do", count(limited, "owner")),
        _ => format!(" · {} with a capacity, {too_much} have too much to do", count(limited, "owner")),
    };
    report.line([phrases::as_of(assessment), Cell::from(text)]);
}

fn columns() -> Vec<Column> {
    vec![Column::keep("owner"), Column::keep("when"), Column::wrap("what")]
}

fn overload(assessment: &Assessment<'_>, owner: OwnerId, overload: &Overload) -> Vec<Cell> {
    let [who, when, what] = phrases::overload(assessment, owner, overload);
    vec![Cell::toned(together(&format!("✗ {who}")), Tone::Bad), Cell::from(when), Cell::from(what)]
}

fn overlap(assessment: &Assessment<'_>, owner: OwnerId, overlap: &Overlap) -> Vec<Cell> {
    let workspace = assessment.workspace;
    let names: Vec<&str> =
        overlap.milestones.iter().map(|id| workspace.milestone(*id).full_id.as_str()).collect();
    let owner = &workspace.owners[owner.index()];
    let can = owner.capacity.map_or(String::new(), |capacity| format!(", can do {capacity}"));
    vec![
        Cell::toned(together(&format!("▲ {}", owner.id)), Tone::Doubtful),
        Cell::from(span(overlap.from, overlap.to, assessment.as_of())),
        Cell::from(format!("{} at once{can}: {}", overlap.at_once, some(&names))),
    ]
}

fn weeks(report: &mut Report, assessment: &Assessment<'_>, load: &Load) {
    let Some(first) = load.owners.first().and_then(|of| of.weeks.first()) else { return };
    let has_work = |of: &&OwnerLoad| of.weeks.iter().any(|week| week.at_once > 0 || week.is_overloaded);
    let has_capacity = |of: &OwnerLoad| assessment.workspace.owners[of.owner.index()].capacity.is_some();
    // Of everybody, one thing at a time by those who may do any number says nothing.
    let is_told = |of: &&OwnerLoad| {
        load.is_selected || has_capacity(of) || of.weeks.iter().any(|week| week.at_once > 1)
    };
    let most = load.owners.iter().flat_map(|of| &of.weeks).map(|week| week.at_once).max().unwrap_or(0);
    let width = most.to_string().len();
    let (told, quiet): (Vec<&OwnerLoad>, Vec<&OwnerLoad>) =
        load.owners.iter().filter(has_work).partition(is_told);
    let rows = told.into_iter().map(|of| {
        let owner = &assessment.workspace.owners[of.owner.index()];
        let capacity = owner.capacity.map_or("no capacity".into(), |capacity| format!("can do {capacity}"));
        let strip: Vec<String> = of.weeks.iter().map(|week| cell(week, width)).collect();
        vec![
            Cell::toned(owner.id.clone(), Tone::Strong),
            Cell::from(together(&capacity)),
            Cell::from(strip.join(" ")),
        ]
    });
    let rows: Vec<Vec<Cell>> = rows.collect();
    let others = if rows.is_empty() { "owner" } else { "more owner" };
    if !rows.is_empty() {
        strip(report, assessment, first.from, rows, load);
    }
    if !quiet.is_empty() {
        let others = count(quiet.len(), others);
        let text = format!("{others} with one piece of work at a time and no capacity: `--owner` shows them");
        report.line([Cell::toned(text, Tone::Faint)]);
    }
}

fn strip(report: &mut Report, assessment: &Assessment<'_>, from: Day, rows: Vec<Vec<Cell>>, load: &Load) {
    let monday = from.with_weekday(assessment.as_of());
    report.heading(format!("Pieces of work at once, in the weeks from {monday}"));
    let columns = vec![Column::keep("owner"), Column::keep("capacity").drop(1), Column::wrap("weeks")];
    report.list(0, columns, rows);
    let weeks = || load.owners.iter().flat_map(|of| &of.weeks);
    let mut legend = Vec::new();
    legend.extend(weeks().any(|week| week.is_overloaded).then_some("✗ too much to do"));
    legend.extend(weeks().any(|week| week.overlaps).then_some("▲ float can resolve it"));
    legend.extend(["– away", ". nothing"]);
    report.line([Cell::toned(legend.join(", "), Tone::Faint)]);
}

/// Returns a week of a strip, such as `2▲`.
fn cell(week: &Week, width: usize) -> String {
    let mark = match week {
        Week { is_overloaded: true, .. } => "✗",
        Week { overlaps: true, .. } => "▲",
        _ => "\u{a0}",
    };
    let number = match week.at_once {
        0 if week.is_away => "–".to_owned(),
        0 => ".".to_owned(),
        number => number.to_string(),
    };
    let pad = "\u{a0}".repeat(width.saturating_sub(number.chars().count()));
    format!("{pad}{number}{mark}")
}
