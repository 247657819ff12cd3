//! A page as a few lines for a terminal.

use super::Briefing;
use crate::analysis::brief::Page;
use crate::view::phrases;
use crate::view::{Block, Cell, Column, Fit, Report, Tone};

/// How many lines a program has at most.
const LINES: usize = 12;

/// How many entries of each list a version of a page has.
#[derive(Clone, Copy)]
struct Most {
    firm: usize,
    asks: usize,
    risks: usize,
    handoffs: usize,
}

/// From all that is worth a line to what must be said.
const VERSIONS: [Most; 5] = [
    Most { firm: 2, asks: 2, risks: 3, handoffs: 2 },
    Most { firm: 2, asks: 1, risks: 3, handoffs: 1 },
    Most { firm: 1, asks: 1, risks: 2, handoffs: 1 },
    Most { firm: 1, asks: 1, risks: 1, handoffs: 1 },
    Most { firm: 1, asks: 1, risks: 1, handoffs: 0 },
];

/// Returns the pages, each of at most [`LINES`] lines.
pub(super) fn text(briefing: Briefing<'_>) -> Report {
    let mut report = Report::default();
    report.line(briefing.headline());
    if let Some(compared) = briefing.compared() {
        report.line([Cell::toned(compared, Tone::Faint)]);
    }
    for page in &briefing.brief.pages {
        report.gap();
        let (wrap, cut) = (Column::wrap(""), Column::cut(""));
        let [all, most, ..] = VERSIONS;
        // Three risks that are cut say more than one in full.
        let full = [all, most].map(|most| version(briefing, page, most, [wrap, wrap]));
        let short = VERSIONS.map(|most| version(briefing, page, most, [wrap, cut]));
        let least = VERSIONS.map(|most| version(briefing, page, most, [cut, cut]));
        let versions = full.into_iter().chain(short).chain(least).collect();
        report.blocks.push(Block::Page { lines: LINES, versions });
    }
    report
}

/// Returns a page with columns for what it says of the finish and for its lists.
fn version(briefing: Briefing<'_>, page: &Page, most: Most, [finish, lists]: [Column; 2]) -> Vec<Block> {
    let mut report = Report::default();
    report.list(0, vec![Column::keep(""), finish], about_finish(briefing, page, most));
    let mut rows = entries(briefing, page, most);
    if lists.fit == Fit::Wrap {
        // Behind a text that is cut, the count needs a column of its own.
        rows.iter_mut().for_each(join);
    }
    report.list(0, vec![Column::keep(""), lists, Column::keep("")], rows);
    report.blocks
}

/// Puts the count of what a list leaves out behind its text.
fn join(row: &mut Vec<Cell>) {
    if let [_, text, more] = row.as_mut_slice() {
        let gap = if *more == Cell::default() { "" } else { " · " };
        text.words = text.words.followed_by(&gap.into()).followed_by(&std::mem::take(more).words);
    }
}

/// The width of the widest label, by which the rows of both tables are aligned.
const LABEL: usize = 10;

fn row(label: &str, cell: Cell) -> Vec<Cell> {
    vec![Cell::toned(phrases::together(&format!("{:LABEL$}", format!("  {label}"))), Tone::Faint), cell]
}

fn about_finish(briefing: Briefing<'_>, page: &Page, most: Most) -> Vec<Vec<Cell>> {
    let health = briefing.health(page);
    let state = phrases::together(&format!("{:LABEL$}", phrases::health_words(health)));
    let mut rows = vec![vec![Cell::toned(state, phrases::health(health).tone), title(briefing, page)]];
    let tone = |is_late: bool| if is_late { Tone::Bad } else { Tone::Plain };
    let is_late = briefing.finish_lateness(page.program).is_some_and(|late| late.is_late());
    rows.push(row("finish", Cell::toned(briefing.finish(page), tone(is_late))));
    let firm = briefing.firm(page).into_iter().map(|id| {
        let late = briefing.assessment.forecast(id).against_due;
        Cell::toned(briefing.firm_line(page, id), tone(late.is_some_and(|late| late.is_late())))
    });
    for mut entry in some(firm, most.firm, 0).map(|(cell, more)| counted("firm", cell, more)) {
        join(&mut entry);
        entry.truncate(2);
        rows.push(entry);
    }
    let said =
        [("health", briefing.reason(page)), ("why", briefing.why(page)), ("path", briefing.path(page))];
    rows.extend(said.into_iter().filter_map(|(label, text)| Some(row(label, Cell::from(text?)))));
    rows
}

fn entries(briefing: Briefing<'_>, page: &Page, most: Most) -> Vec<Vec<Cell>> {
    let asks = page.asks.iter().map(|index| {
        let tone = if briefing.overdue(*index).is_some() { Tone::Bad } else { Tone::Plain };
        Cell::toned(briefing.ask_line(page, *index), tone)
    });
    let risks = page.risks.iter().map(|threat| Cell::from(briefing.risk_line(page, threat)));
    let handoffs = page.handoffs.iter().map(|handoff| Cell::from(briefing.handoff_line(page, handoff)));
    let asks = some(asks, most.asks, 0).map(|(cell, more)| counted("decide", cell, more));
    let risks = some(risks, most.risks, page.more_risks).map(|(cell, more)| counted("risk", cell, more));
    let handoffs = some(handoffs, most.handoffs, page.more_handoffs);
    let handoffs = handoffs.map(|(cell, more)| counted("handoff", cell, more));
    asks.chain(risks).chain(handoffs).collect()
}

/// Returns a row of a list, with how many entries it leaves out.
fn counted(label: &str, cell: Cell, more: usize) -> Vec<Cell> {
    let more =
        if more == 0 { Cell::default() } else { phrases::together(&format!("and {more} more")).into() };
    row(label, cell).into_iter().chain([more]).collect()
}

/// Returns the first cells of a list, the last of them with how many more there are, besides
/// `others` that are not in it.
fn some(
    cells: impl ExactSizeIterator<Item = Cell>,
    most: usize,
    others: usize,
) -> impl Iterator<Item = (Cell, usize)> {
    let more = cells.len().saturating_sub(most) + others;
    let last = cells.len().min(most);
    let count = move |at: usize| if at + 1 == last { more } else { 0 };
    cells.take(most).enumerate().map(move |(at, cell)| (cell, count(at)))
}

/// Returns `Checkout off the monolith · checkout · priya · 6 of 16 done · was ▲ at risk on 7 Sep`.
fn title(briefing: Briefing<'_>, page: &Page) -> Cell {
    let mut parts = briefing.names(page);
    parts.push(briefing.progress(page));
    parts.extend(briefing.was(page));
    Cell::toned(parts.join(" · "), Tone::Strong)
}
