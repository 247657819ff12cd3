//! The text format: each finding with its source line, worst first, and the verdict below.

use super::{Answer, NAMED, others};
use crate::finding::Level;
use crate::render::escape;
use crate::render::snippet::with_notes;
use crate::render::terminal::{self, Options};
use crate::rules::{Story, Verdict};
use crate::view;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// How many findings of one rule are shown with source lines: errors, and warnings.
const SHOWN: [usize; 2] = [50, 5];

/// Writes the findings and the verdict.
pub fn text(answer: &Answer<'_>, options: Options, out: &mut dyn Write) -> io::Result<()> {
    let mut seen: BTreeMap<(Level, &'static str), usize> = BTreeMap::new();
    let mut left: BTreeMap<(Level, &'static str), Vec<&Verdict>> = BTreeMap::new();
    for story in answer.gate.stories() {
        let Story { lead, rest } = story;
        let kind = (lead.finding.level, lead.finding.rule);
        let shown = SHOWN[usize::from(lead.finding.level != Level::Error)];
        let seen = seen.entry(kind).or_default();
        // A story of several findings is always shown.
        if *seen >= shown && rest.is_empty() {
            left.entry(kind).or_default().push(lead);
            continue;
        }
        *seen += 1;
        let notes = others(rest, answer.sources, "; `--format concise` lists each");
        writeln!(out, "{}", with_notes(&lead.finding, &notes, answer.sources, options))?;
    }
    for ((level, rule), verdicts) in left {
        writeln!(out, "{}", rest_of_rule(level, rule, &verdicts, options))?;
        writeln!(out)?;
    }
    terminal::render(
        &view::check_verdict(answer.gate, answer.workspace, answer.as_of, answer.lists_waived),
        options,
        out,
    )
}

fn rest_of_rule(level: Level, rule: &str, verdicts: &[&Verdict], options: Options) -> String {
    let subjects = verdicts.iter().filter_map(|verdict| verdict.finding.subject.as_deref());
    let named: Vec<&str> = subjects.take(NAMED).collect();
    let (count, dots) = (verdicts.len(), if verdicts.len() > named.len() { ", …" } else { "" });
    let text = format!(
        "{}[{rule}]: {count} more: {}{dots}; `--format concise` lists each",
        level.word(),
        named.join(", ")
    );
    let safe = escape::terminal_text(&text);
    let safe = if options.ascii { escape::ascii(&safe) } else { safe };
    match options.width {
        Some(width) => terminal::wrap(&safe, width).join("\n"),
        None => safe,
    }
}
