//! The pages as sheets of paper, and as one picture.

use super::Briefing;
use super::lists::lists;
use super::words::{days_apart, days_late};
use crate::analysis::brief::Page;
use crate::view::gantt::{chart, rows};
use crate::view::phrases::{self, count};
use crate::view::{self, Block, Cell, Column, Fact, Listed, Picture, Report, Sheet, Tone, Words};

/// Returns the pages as sheets.
pub(super) fn sheet(briefing: Briefing<'_>) -> Report {
    let pages = &briefing.brief.pages;
    let [day, counts] = briefing.headline();
    let title = match pages.as_slice() {
        [page] => briefing.assessment.workspace.program(page.program).name.clone(),
        _ => "Programs".to_owned(),
    };
    let sheet = Sheet {
        title: title.into(),
        about: day.words.followed_by(&counts.words),
        overview: (pages.len() != 1).then(|| overview(briefing)),
        pages: pages.iter().map(|page| one(briefing, page)).collect(),
        foot: briefing.foot(),
    };
    let mut report = Report::default();
    report.blocks.push(Block::Sheet(Box::new(sheet)));
    report
}

fn overview(briefing: Briefing<'_>) -> Listed {
    let row = |page: &Page| {
        let late = briefing.finish_lateness(page.program);
        let tone = if late.is_some_and(|late| late.is_late()) { Tone::Bad } else { Tone::Plain };
        let program = briefing.assessment.workspace.program(page.program);
        vec![
            Cell::from(program.name.clone()),
            phrases::health(briefing.health(page)),
            Cell::from(briefing.was(page).unwrap_or_default()),
            Cell::from(briefing.finish_day(page.program)),
            Cell::from(program.promise.due.map_or("—".into(), |due| briefing.day(due))),
            Cell::toned(late.map_or(String::new(), days_late), tone),
            Cell::from(briefing.assessment.workspace.owner_id(program.owner).unwrap_or("—")),
        ]
    };
    Listed {
        title: "All programs",
        columns: vec![
            Column::wrap("program"),
            Column::keep("health"),
            Column::keep("before"),
            Column::keep("finish"),
            Column::keep("promised"),
            Column::keep("against promise"),
            Column::keep("owner"),
        ],
        rows: briefing.brief.pages.iter().map(row).collect(),
        more: None,
    }
}

fn one(briefing: Briefing<'_>, page: &Page) -> view::Page {
    let program = briefing.assessment.workspace.program(page.program);
    let above: Vec<String> = briefing.names(page).into_iter().skip(1).collect();
    let mut state = vec![phrases::health(briefing.health(page))];
    state.extend(briefing.was(page).map(|was| Cell::toned(was, Tone::Faint)));
    let table = rows(briefing.assessment, &page.picture, days_late);
    let left_out = page.picture.left_out;
    let more = (left_out > 0).then(|| {
        let command = format!("tpm gantt {} --only milestones", program.id);
        format!("{}: see {command}", count(left_out, "more milestone")).into()
    });
    let mut chart = chart(briefing.assessment, &page.picture, briefing.picture_title(page), days_late);
    // The page has the title of its only lane.
    chart.lanes.iter_mut().for_each(|lane| lane.title = Words::default());
    let picture = Picture { title: "Milestones", chart: Box::new(chart), table, more };
    view::Page {
        above: above.join(" · ").into(),
        title: program.name.clone().into(),
        state,
        facts: facts(briefing, page),
        said: briefing.said(page),
        lists: lists(briefing, page),
        picture: page.picture.rows().next().is_some().then_some(picture),
    }
}

fn facts(briefing: Briefing<'_>, page: &Page) -> Vec<Fact> {
    let (workspace, id) = (briefing.assessment.workspace, page.program);
    let program = workspace.program(id);
    let finish = briefing.assessment.schedule.known_finish(id);
    let late = briefing.finish_lateness(id);
    let tone = match late {
        Some(late) if late.is_late() => Tone::Bad,
        Some(_) => Tone::Good,
        None => Tone::Plain,
    };
    let name = |id| Words::from(workspace.milestone(id).name.as_str());
    let because = briefing.assessment.schedule.finish(id).undated_because.as_deref();
    let source = |place| Some(briefing.source(place).into());
    let mut promise = briefing.moved(id).trim().trim_matches(['(', ')']).to_owned();
    if let Some(firm) = briefing.firm_finish(page) {
        let firm = briefing.firm_for(firm);
        promise = if promise.is_empty() { firm } else { format!("{firm}, {promise}") };
    }
    let (done, live) = briefing.assessment.progress(program);
    vec![
        Fact {
            label: "Forecast",
            value: Cell::toned(briefing.finish_day(id), Tone::Strong),
            note: because.map_or_else(|| finish.map(name).unwrap_or_default(), Words::from),
            source: finish.and_then(|finish| source(workspace.milestone(finish).origin)),
        },
        Fact {
            label: "Promised",
            value: Cell::toned(program.promise.due.map_or("—".into(), |due| briefing.day(due)), Tone::Strong),
            note: promise.into(),
            source: source(program.place(program.spans.due)),
        },
        Fact {
            label: "Against promise",
            value: Cell::toned(late.map_or("—".into(), |late| days_apart(late).0), tone),
            note: late.map_or(String::new(), |late| about(days_apart(late).1)).into(),
            source: None,
        },
        Fact {
            label: "Milestones done",
            value: Cell::toned(phrases::together(&format!("{done} of {live}")), Tone::Strong),
            note: Words::default(),
            source: None,
        },
    ]
}

/// Says what days are counted, and how many weeks they are.
fn about(weeks: Option<String>) -> String {
    weeks.map_or("calendar days".into(), |weeks| format!("{weeks}, in calendar days"))
}

/// Returns a line for each program, above one picture of the milestones of all.
pub(super) fn picture(briefing: Briefing<'_>) -> Report {
    let mut report = Report::default();
    report.line(briefing.headline());
    if let Some(compared) = briefing.compared() {
        report.line([Cell::from(compared)]);
    }
    for page in &briefing.brief.pages {
        let state = phrases::health_words(briefing.health(page));
        let was = briefing.was(page).map_or(String::new(), |was| format!(" ({was})"));
        let name = &briefing.assessment.workspace.program(page.program).name;
        report.line([Cell::from(format!("{state}{was} · {name}: {}", briefing.finish(page)))]);
    }
    let title = format!("Milestones as of {}", briefing.assessment.as_of().long());
    let chart = chart(briefing.assessment, &briefing.brief.picture, title, days_late);
    report.blocks.push(Block::Chart { chart: Box::new(chart), table: Vec::new() });
    report
}
