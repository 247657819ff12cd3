//! The pages as a document of headings, sentences and tables.

use super::Briefing;
use super::lists::lists;
use crate::analysis::brief::Page;
use crate::view::gantt::chart;
use crate::view::{Block, Cell, Report, Tone, phrases};

/// Returns the pages, one after the other.
pub(super) fn document(briefing: Briefing<'_>) -> Report {
    let mut report = Report::default();
    report.line(briefing.headline());
    if let Some(compared) = briefing.compared() {
        report.line([Cell::from(compared)]);
    }
    for page in &briefing.brief.pages {
        one(&mut report, briefing, page);
    }
    report
}

fn one(report: &mut Report, briefing: Briefing<'_>, page: &Page) {
    let state = phrases::health_words(briefing.health(page));
    let name = &briefing.assessment.workspace.program(page.program).name;
    report.heading(format!("{name}: {state}"));
    let mut about: Vec<String> = briefing.names(page).into_iter().skip(1).collect();
    about.push(briefing.progress(page));
    about.extend(briefing.was(page));
    report.line([Cell::from(about.join(" · "))]);
    report.line([Cell::toned("Finish", Tone::Strong), Cell::from(format!(": {}", briefing.finish(page)))]);
    for (label, text) in briefing.said(page) {
        report.line([
            Cell::toned(label, Tone::Strong),
            Cell::from(": "),
            Cell { words: text, tone: Tone::Plain },
        ]);
    }
    for list in lists(briefing, page) {
        report.line([Cell::toned(list.title, Tone::Strong)]);
        report.table(0, list.columns, list.rows);
        list.more.into_iter().for_each(|more| report.line([Cell { words: more, tone: Tone::Plain }]));
    }
    let chart =
        chart(briefing.assessment, &page.picture, briefing.picture_title(page), super::words::days_late);
    report.blocks.push(Block::Chart { chart: Box::new(chart), table: Vec::new() });
}
