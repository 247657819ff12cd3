//! The lists of a page as tables, with the place of each entry in the files.

use super::Briefing;
use super::words::days_late;
use crate::analysis::brief::Page;
use crate::source::Place;
use crate::view::phrases::count;
use crate::view::{Cell, Column, Listed, Tone, Words};

/// How many firm promises and asks a page lists.
const MOST: usize = 5;

impl Briefing<'_> {
    /// Returns `programs/checkout.yaml:9`.
    pub(super) fn source(&self, place: Place) -> String {
        let (file, position) = self.sources.locate(place);
        format!("{file}:{}", position.line)
    }

    fn source_cell(&self, place: Place) -> Cell {
        Cell::toned(self.source(place), Tone::Code)
    }
}

/// Returns the tables of a page that have rows.
pub(super) fn lists(briefing: Briefing<'_>, page: &Page) -> Vec<Listed> {
    let lists = [asks(briefing, page), firm(briefing, page), risks(briefing, page), handoffs(briefing, page)];
    lists.into_iter().filter(|list| !list.rows.is_empty()).collect()
}

fn asks(briefing: Briefing<'_>, page: &Page) -> Listed {
    let row = |index: &usize| {
        let ask = &briefing.assessment.workspace.asks[*index];
        let overdue = briefing.overdue(*index);
        let tone = if overdue.is_some() { Tone::Bad } else { Tone::Strong };
        let day = ask.by.map_or("no day".into(), |by| briefing.day(by));
        vec![
            Cell::toned(overdue.map_or(day.clone(), |overdue| format!("{day}, {overdue}")), tone),
            Cell::from(briefing.assessment.workspace.owner_id(ask.of).unwrap_or("nobody yet")),
            Cell::from(ask.ask.clone()),
            Cell::from(briefing.unlocks(page, *index).join(", ")),
            briefing.source_cell(ask.origin),
        ]
    };
    Listed {
        title: "To decide",
        columns: vec![
            Column::keep("by"),
            Column::keep("who"),
            Column::wrap("decision"),
            Column::wrap("unlocks"),
            Column::keep("source"),
        ],
        rows: page.asks.iter().take(MOST).map(row).collect(),
        more: more(page.asks.len().saturating_sub(MOST), "decision", "tpm status"),
    }
}

fn firm(briefing: Briefing<'_>, page: &Page) -> Listed {
    let workspace = briefing.assessment.workspace;
    let row = |id: &crate::model::MilestoneId| {
        let milestone = workspace.milestone(*id);
        let late = briefing.assessment.forecast(*id).against_due;
        let tone = if late.is_none_or(|late| late.is_late()) { Tone::Bad } else { Tone::Good };
        vec![
            Cell::toned(milestone.name.clone(), Tone::Strong),
            Cell::from(milestone.promised_to.clone().unwrap_or_else(|| "—".into())),
            Cell::from(milestone.promise.due.map_or("—".into(), |due| briefing.day(due))),
            Cell::from(briefing.forecast(*id)),
            Cell::toned(late.map_or("unknown".into(), days_late), tone),
            briefing.source_cell(milestone.place(milestone.spans.due)),
        ]
    };
    Listed {
        title: "Firm promises",
        columns: vec![
            Column::wrap("what"),
            Column::wrap("to whom"),
            Column::keep("promised"),
            Column::keep("forecast"),
            Column::keep("against promise"),
            Column::keep("source"),
        ],
        rows: page.firm.iter().take(MOST).map(row).collect(),
        more: more(page.firm.len().saturating_sub(MOST), "firm promise", "tpm schedule"),
    }
}

fn risks(briefing: Briefing<'_>, page: &Page) -> Listed {
    let row = |threat: &crate::analysis::threat::Threat| {
        let risk = threat.risk.risk(briefing.assessment);
        vec![
            Cell::toned(risk.title.clone(), Tone::Strong),
            Cell::from(briefing.cost(page, threat)),
            Cell::from(briefing.chance(threat)),
            Cell::from(briefing.assessment.workspace.owner_id(risk.owner).unwrap_or("—")),
            Cell::from(briefing.response(threat)),
            briefing.source_cell(risk.origin),
        ]
    };
    Listed {
        title: "Top risks",
        columns: vec![
            Column::wrap("risk"),
            Column::wrap("cost"),
            Column::keep("chance"),
            Column::keep("owner"),
            Column::wrap("response"),
            Column::keep("source"),
        ],
        rows: page.risks.iter().map(row).collect(),
        more: more(page.more_risks, "risk", "tpm risks"),
    }
}

fn handoffs(briefing: Briefing<'_>, page: &Page) -> Listed {
    let workspace = briefing.assessment.workspace;
    let row = |handoff: &crate::analysis::handoff::HandoffRow| {
        let (giver, receiver) = (workspace.milestone(handoff.giver), workspace.milestone(handoff.receiver));
        let tone = if handoff.is_too_late() { Tone::Bad } else { Tone::Plain };
        vec![
            Cell::toned(briefing.handoff_day(handoff), Tone::Strong),
            Cell::from(giver.name.clone()),
            Cell::from(briefing.between(handoff)),
            Cell::from(receiver.name.clone()),
            Cell::toned(briefing.needed_day(handoff), tone),
            briefing.source_cell(giver.origin),
        ]
    };
    Listed {
        title: "Next handoffs",
        columns: vec![
            Column::keep("day"),
            Column::wrap("what"),
            Column::wrap("from, to"),
            Column::wrap("for"),
            Column::keep("needed by"),
            Column::keep("source"),
        ],
        rows: page.handoffs.iter().map(row).collect(),
        more: more(page.more_handoffs, "handoff", "tpm handoffs"),
    }
}

/// Returns `3 more handoffs: see tpm handoffs`, if there are any.
fn more(left_out: usize, what: &str, command: &str) -> Option<Words> {
    (left_out > 0).then(|| format!("{}: see {command}", count(left_out, &format!("more {what}"))).into())
}
