//! `tpm gantt`: a bar for each milestone on a line of days; a table where a picture has no room.

use super::chart::{Bar, Chart, Lane};
use super::phrases::{self, count, date, span, together};
use super::{Block, Cell, Column, Page, Picture, Report, Sheet, Tone, Words, foot};
use crate::analysis::Assessment;
use crate::analysis::gantt::{By, Gantt, Group, Row};
use crate::analysis::health::Health;
use crate::analysis::lateness::Lateness;
use crate::time::Day;

/// Returns the report: a headline and the picture.
pub fn gantt(assessment: &Assessment<'_>, gantt: &Gantt) -> Report {
    let mut report = Report::default();
    let title = headline(assessment, gantt);
    report.line([phrases::as_of(assessment), Cell::from(format!(" · {title}"))]);
    report.gap();
    let chart = Box::new(chart(assessment, gantt, picture_title(assessment, gantt), Lateness::short));
    report.blocks.push(Block::Chart { chart, table: rows(assessment, gantt, Lateness::short) });
    report
}

/// Returns the same as a sheet; `commit` is the one that the plans were read at.
pub fn gantt_sheet(assessment: &Assessment<'_>, gantt: &Gantt, commit: Option<&str>) -> Report {
    let mut report = Report::default();
    let title = headline(assessment, gantt);
    let picture = Picture {
        title: "Picture",
        chart: Box::new(chart(assessment, gantt, picture_title(assessment, gantt), Lateness::short)),
        table: rows(assessment, gantt, Lateness::short),
        more: None,
    };
    let page = Page {
        above: Words::default(),
        title: Words::default(),
        state: Vec::new(),
        facts: Vec::new(),
        said: Vec::new(),
        lists: Vec::new(),
        picture: Some(picture),
    };
    let sheet = Sheet {
        title: "Timeline".into(),
        about: format!("{} · {title}", assessment.as_of().long()).into(),
        overview: None,
        pages: vec![page],
        foot: foot(assessment, commit),
    };
    report.blocks.push(Block::Sheet(Box::new(sheet)));
    report
}

fn picture_title(assessment: &Assessment<'_>, gantt: &Gantt) -> String {
    format!("Gantt as of {}: {}", assessment.as_of().long(), headline(assessment, gantt))
}

/// How a picture says how late something is.
pub(super) type Late = fn(Lateness) -> String;

/// Returns the picture.
pub(super) fn chart(assessment: &Assessment<'_>, gantt: &Gantt, title: String, late: Late) -> Chart {
    let freezes = assessment.workspace.freezes.iter();
    let lane = |group: &Group| Lane {
        title: heading(assessment, gantt.by, group).into(),
        bars: group.rows.iter().map(|row| bar(assessment, gantt.by, row, late)).collect(),
    };
    Chart {
        title: title.into(),
        about: "A row for each milestone: its bar leads from its start to its forecast, what has passed \
                is filled. `tpm gantt --format csv` has the same days as a table.",
        open: "left",
        from: gantt.from,
        to: gantt.to,
        today: assessment.as_of(),
        off: gantt.off.clone(),
        freezes: freezes.map(|freeze| freeze.name.as_deref().unwrap_or("freeze").into()).collect(),
        lanes: gantt.groups.iter().map(lane).collect(),
        links: gantt.links.clone(),
    }
}

/// Returns the same as a table for each group.
pub(super) fn rows(assessment: &Assessment<'_>, gantt: &Gantt, late: Late) -> Vec<Block> {
    let mut table = Report::default();
    for group in &gantt.groups {
        table.gap();
        table.heading(heading(assessment, gantt.by, group));
        listed(&mut table, assessment, gantt.by, (&group.rows, late));
    }
    table.blocks
}

fn headline(assessment: &Assessment<'_>, gantt: &Gantt) -> String {
    let rows = gantt.rows().count();
    let done = gantt.rows().filter(|row| row.is_done).count();
    let outside = match gantt.left_out {
        0 => String::new(),
        outside => format!(" · {} outside these days", together(&outside.to_string())),
    };
    if rows == 0 {
        return format!("nothing to draw{outside}");
    }
    let days = span(gantt.from, gantt.to, assessment.as_of());
    format!("{}, {done} done · {days}{outside}", count(rows, "milestone"))
}

/// Returns the heading of a group: a program with its health, or a name.
fn heading(assessment: &Assessment<'_>, by: By, group: &Group) -> String {
    if let Some(id) = group.program {
        let (program, health) = (assessment.workspace.program(id), assessment.program_health(id).health);
        let name = if program.name == program.id { String::new() } else { format!(" · {}", program.name) };
        return format!("{}{name} · {}", program.id, phrases::health_words(health));
    }
    match &group.name {
        Some(name) => name.clone(),
        None if by == By::Workstream => "no workstream".into(),
        None => "no owner".into(),
    }
}

fn bar(assessment: &Assessment<'_>, by: By, row: &Row, late: Late) -> Bar {
    let milestone = assessment.workspace.milestone(row.milestone);
    let begins = |end| row.baseline_from.or(row.from).filter(|from| *from <= end).unwrap_or(end);
    Bar {
        id: id(assessment, by, row),
        name: milestone.name.as_str().into(),
        about: about(assessment, row, late).into(),
        note: note(assessment, row, late).into(),
        tone: tone(assessment, row),
        days: row.from.zip(row.to),
        is_event: row.is_event,
        done_to: row.done_to,
        promise: row.promise,
        first_promise: row.first_promise.filter(|first| row.promise.is_some_and(|due| due != *first)),
        baseline: row.baseline.map(|end| (begins(end), end)),
        is_open: row.is_floor,
        is_critical: row.is_critical,
        frozen: row.freezes.iter().map(|frozen| (frozen.from, frozen.to, frozen.freeze)).collect(),
    }
}

fn id(assessment: &Assessment<'_>, by: By, row: &Row) -> Words {
    let home = (by == By::Program).then(|| assessment.workspace.milestone(row.milestone).program);
    phrases::id_in(assessment, row.milestone, home).into()
}

fn tone(assessment: &Assessment<'_>, row: &Row) -> Tone {
    match assessment.health(row.milestone).health {
        _ if row.is_done => Tone::Faint,
        Health::Late => Tone::Bad,
        Health::AtRisk => Tone::Doubtful,
        _ => Tone::Plain,
    }
}

/// Returns `done 31 Jul`, `≥ 18 Sep, 6wd late`, `29 Oct, 2wd early`, or `no date`; of an event also
/// whether it is critical, as it has no bar to show it.
fn note(assessment: &Assessment<'_>, row: &Row, words: Late) -> String {
    let near = assessment.as_of();
    let Some(to) = row.to else { return "no date".into() };
    let day = match row.is_done {
        true => format!("done\u{a0}{}", date(to, near)),
        false => phrases::earliest(to, row.is_floor, near),
    };
    // Beside a promise to come, a day alone would be taken for that of the promise.
    let off = row.lateness.filter(|late| late.days != 0);
    let late = off.map(|off| format!(", {}", together(&words(off)))).unwrap_or_default();
    let critical = if row.is_critical && row.is_event { ", critical" } else { "" };
    format!("{day}{late}{critical}")
}

/// Returns everything that is drawn of a row, in words.
fn about(assessment: &Assessment<'_>, row: &Row, words: Late) -> String {
    let (milestone, near) = (assessment.workspace.milestone(row.milestone), assessment.as_of());
    let mut parts = vec![milestone.full_id.clone()];
    if milestone.name != milestone.id {
        parts.push(milestone.name.clone());
    }
    parts.extend(assessment.workspace.owner_id(milestone.owner).map(str::to_owned));
    let day = |day| date(day, near);
    match (row.from, row.to) {
        (Some(from), Some(to)) if row.is_done => parts.push(format!("done, {}", span(from, to, near))),
        (Some(from), Some(to)) => {
            let earliest = if row.is_floor { ", and may be later" } else { "" };
            parts.push(format!("{}{earliest}", span(from, to, near)));
        }
        _ => {
            let because = &assessment.forecast(row.milestone).undated_because;
            parts.push(format!("no date: {}", because.as_deref().unwrap_or("it cannot be known")));
        }
    }
    if let Some(promise) = row.promise {
        let first = row.first_promise.filter(|first| *first != promise);
        let first = first.map(|first| format!(" (first {})", day(first))).unwrap_or_default();
        let late = row.lateness.map(|late| format!(": {}", words(late))).unwrap_or_default();
        parts.push(format!("promised {}{first}{late}", day(promise)));
    }
    parts.extend(row.baseline.map(|baseline| format!("baseline {}", day(baseline))));
    if row.is_critical {
        parts.push("critical".into());
    }
    parts.join(" · ")
}

fn listed(report: &mut Report, assessment: &Assessment<'_>, by: By, (rows, late): (&[Row], Late)) {
    let near = assessment.as_of();
    let day = |day: Option<Day>| Cell::from(day.map_or("—".into(), |day| date(day, near)));
    let columns = vec![
        Column::keep("milestone"),
        Column::number("from"),
        Column::number("promised").drop(1),
        Column::wrap("forecast"),
    ];
    let rows = rows.iter().map(|row| {
        vec![
            Cell::toned(id(assessment, by, row), Tone::Strong),
            day(row.from),
            day(row.promise),
            Cell::toned(note(assessment, row, late), tone(assessment, row)),
        ]
    });
    report.table(0, columns, rows.collect());
}
