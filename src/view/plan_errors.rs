//! The errors in plans, on top of a report.

use super::{Block, Cell, Column, Report, Tone};
use crate::finding::{Finding, Level};
use crate::source::Sources;

/// How many errors are listed.
const LISTED: usize = 5;

/// Returns the errors with their places and messages; empty if there are none.
pub fn plan_errors(findings: &[Finding], sources: &Sources) -> Report {
    let errors: Vec<&Finding> = findings.iter().filter(|finding| finding.level == Level::Error).collect();
    let mut report = Report::default();
    if errors.is_empty() {
        return report;
    }
    let count = super::phrases::count(errors.len(), "error");
    report.line([Cell::toned(
        format!("✗ {count} in the plans: milestones that they affect have no date below"),
        Tone::Bad,
    )]);
    let rows = errors.iter().take(LISTED).map(|error| {
        let (file, position) = sources.locate(error.primary.place);
        let place = format!("{file}:{}:{}", position.line, position.column);
        vec![Cell::from(place), Cell::from(error.message.clone())]
    });
    report.list(2, vec![Column::keep("place"), Column::wrap("error")], rows.collect());
    if errors.len() > LISTED {
        report.line([Cell::from(format!("  and {} more", errors.len() - LISTED))]);
    }
    report.blocks.push(Block::Gap);
    report
}
