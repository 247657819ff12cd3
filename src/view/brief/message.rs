//! All programs as one message for a chat.

use super::Briefing;
use crate::analysis::brief::Page;
use crate::view::phrases::{self, list};
use crate::view::{Cell, Report, Tone};

/// How many lines a message has at most.
const LINES: usize = 15;

/// Returns the message: a line for each program, worst first, and as much of what is behind it as
/// there is room for, in turn.
pub(super) fn message(briefing: Briefing<'_>) -> Report {
    let mut report = Report::default();
    let [day, counts] = briefing.headline();
    report.line(
        [day, counts].into_iter().chain(briefing.compared().map(|text| Cell::from(format!(" · {text}")))),
    );
    let pages = &briefing.brief.pages;
    // With too many programs, the last line names those that have none.
    let shown = if pages.len() < LINES { pages.len() } else { LINES - 2 };
    let (shown, rest) = pages.split_at(shown);
    let details: Vec<Vec<Vec<Cell>>> = shown.iter().map(|page| details(briefing, page)).collect();
    let counts = shares(
        &details.iter().map(Vec::len).collect::<Vec<_>>(),
        LINES - 1 - shown.len() - usize::from(!rest.is_empty()),
    );
    for ((page, details), count) in shown.iter().zip(details).zip(counts) {
        report.line(headline(briefing, page));
        details.into_iter().take(count).for_each(|line| report.line(line));
    }
    if !rest.is_empty() {
        let names: Vec<&str> =
            rest.iter().map(|page| briefing.assessment.workspace.program(page.program).id.as_str()).collect();
        report.line([Cell::from(format!("and {} more: {}", rest.len(), some(&names)))]);
    }
    report
}

/// Returns how many lines each program gets of those that are left: one each in turn.
fn shares(wanted: &[usize], mut left: usize) -> Vec<usize> {
    let mut shares = vec![0; wanted.len()];
    while left > 0 && shares.iter().zip(wanted).any(|(share, wanted)| share < wanted) {
        for (share, wanted) in shares.iter_mut().zip(wanted) {
            if *share < *wanted && left > 0 {
                *share += 1;
                left -= 1;
            }
        }
    }
    shares
}

/// Returns `✗ late checkout: cutover 20 Nov, 7 days late · promised 13 Nov`.
fn headline(briefing: Briefing<'_>, page: &Page) -> Vec<Cell> {
    let health = phrases::health(briefing.health(page));
    let was = briefing.was(page).map_or(String::new(), |was| format!(" ({was})"));
    let name = briefing.assessment.workspace.program(page.program).name.clone();
    vec![
        Cell { tone: Tone::Strong, ..health },
        Cell::from(format!("{was} ")),
        Cell::toned(name, Tone::Strong),
        Cell::from(format!(": {}", briefing.finish(page))),
    ]
}

/// Returns what else there is to say of a program, what matters most first.
fn details(briefing: Briefing<'_>, page: &Page) -> Vec<Vec<Cell>> {
    let line = |label: &str, text: String| vec![Cell::from(format!("• {label}: {text}"))];
    let is_overdue = |index: &&usize| briefing.overdue(**index).is_some();
    let (overdue, asks): (Vec<&usize>, Vec<&usize>) = page.asks.iter().partition(is_overdue);
    let ask = |index: &usize| line("decide", briefing.ask_line(page, *index));
    let mut lines: Vec<Vec<Cell>> = overdue.into_iter().map(ask).collect();
    lines.extend(briefing.firm(page).into_iter().map(|id| line("firm", briefing.firm_line(page, id))));
    lines.extend(briefing.why(page).or_else(|| briefing.reason(page)).map(|why| line("why", why)));
    let mut asks = asks.into_iter().map(ask);
    lines.extend(asks.next());
    let mut risks = page.risks.iter().map(|threat| line("risk", briefing.risk_line(page, threat)));
    lines.extend(risks.next());
    lines.extend(asks.chain(risks));
    lines.extend(page.handoffs.iter().map(|row| line("handoff", briefing.handoff_line(page, row))));
    lines
}

/// How many programs without a line of their own are named.
const NAMED: usize = 10;

fn some(names: &[&str]) -> String {
    match names.len() > NAMED {
        true => format!("{}, …", names[..NAMED].join(", ")),
        false => list(names),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_shared_in_turn() {
        assert_eq!(shares(&[5, 1, 3], 6), [3, 1, 2]);
        assert_eq!(shares(&[1, 1], 9), [1, 1]);
        assert_eq!(shares(&[2, 2], 0), [0, 0]);
    }
}
