//! `tpm explain`: the documentation of a rule.

use super::{Block, Cell, Report, Tone};
use crate::rules::Rule;

/// Returns the explanation and examples of a rule of the gate.
pub fn explain(rule: &Rule) -> Report {
    let mut report = Report::default();
    let about = format!("  {}, {} by default, since {}", rule.set.word(), rule.level.word(), rule.since);
    report.line([Cell::toned(rule.slug, Tone::Strong), Cell::toned(about, Tone::Faint)]);
    report.line([Cell::from(rule.summary)]);
    report.gap();
    report.line([Cell::from(rule.explanation.as_str())]);
    report.gap();
    report.line([Cell::toned("A plan with such a finding, as of 14 September 2026:", Tone::Strong)]);
    report.blocks.push(Block::Listing(rule.bad.into()));
    report.gap();
    report.line([Cell::toned("The same, fixed:", Tone::Strong)]);
    report.blocks.push(Block::Listing(rule.good.into()));
    report
}

/// Returns the explanation of a plan error.
pub fn explain_plan_rule(slug: &'static str, about: &'static str) -> Report {
    let mut report = Report::default();
    report.line([Cell::toned(slug, Tone::Strong), Cell::toned("  error or warning in a plan", Tone::Faint)]);
    report.line([Cell::from(about)]);
    report.gap();
    report.line([Cell::toned("docs/errors.md shows an example plan and its message.", Tone::Faint)]);
    report
}
