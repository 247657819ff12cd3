//! Text reports, for a terminal or a pipe.
//!
//! On a terminal, lines fit its width; in a pipe nothing is truncated or wrapped. Color only
//! repeats what a word already says.

mod fit;
mod picture;
mod table;

use super::escape;
use crate::view::{Block, Cell, Chart, Report, Tone, Words};
use anstyle::{AnsiColor, Style};
use fit::Part;
pub(super) use fit::{columns, leading, wrap};
use std::io::{self, Write};
use unicode_width::UnicodeWidthStr;

/// What a terminal can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// Its width in columns; none in a pipe, where nothing is truncated.
    pub width: Option<usize>,
    pub color: bool,
    /// Whether to use only ASCII for tpm's own symbols.
    pub ascii: bool,
}

/// The narrowest terminal that reports are laid out for.
const NARROWEST: usize = 60;
/// The indentation of continuation lines.
const SET_IN: usize = 2;

/// Writes a report.
pub fn render(report: &Report, options: Options, out: &mut dyn Write) -> io::Result<()> {
    let options = Options { width: options.width.map(|width| width.max(NARROWEST)), ..options };
    blocks(&report.blocks, options, out)
}

fn blocks(list: &[Block], options: Options, out: &mut dyn Write) -> io::Result<()> {
    for (at, block) in list.iter().enumerate() {
        match block {
            Block::Gap => writeln!(out)?,
            Block::Listing(words) => {
                for line in escape::lines(words) {
                    let line = if options.ascii { escape::ascii(&line) } else { line };
                    writeln!(out, "    {line}")?;
                }
            }
            Block::Heading(words) => line(&[Cell::toned(words.clone(), Tone::Strong)], options, out)?,
            Block::Line(cells) => line(cells, options, out)?,
            // A terminal has no layout, and nobody searches it for a marker.
            Block::Marker(_) | Block::Sheet(_) => {}
            // Nor has it diagrams.
            Block::Flow { table, .. } => blocks(table, options, out)?,
            // Those in a row share a line.
            Block::Fold { is_shut: true, .. } if at > 0 && shut(&list[at - 1]).is_some() => {}
            Block::Fold { is_shut: true, .. } => {
                let mut cells = Vec::new();
                for summary in list[at..].iter().map_while(shut) {
                    cells
                        .push(Cell::toned(if cells.is_empty() { "not shown: " } else { " · " }, Tone::Faint));
                    cells.push(Cell::from(summary.clone()));
                }
                cells.push(Cell::toned(" (--all)", Tone::Faint));
                line(&cells, options, out)?;
            }
            Block::Fold { summary, blocks: details, .. } => {
                line(&[Cell::toned(summary.clone(), Tone::Strong)], options, out)?;
                blocks(details, options, out)?;
            }
            Block::Page { lines, versions } => {
                let mut page = Vec::new();
                for version in versions {
                    page.clear();
                    blocks(version, options, &mut page)?;
                    if page.iter().filter(|byte| **byte == b'\n').count() <= *lines {
                        break;
                    }
                }
                out.write_all(&page)?;
            }
            Block::Chart { chart, .. } if chart.lanes.is_empty() => {}
            Block::Chart { chart, table } => {
                if !picture::render(chart, options, out)? {
                    blocks(table, options, out)?;
                }
            }
            Block::Table { columns, rows, indent, titled } => {
                table::Shape { columns, indent: *indent, titled: *titled }.render(rows, options, out)?;
            }
        }
    }
    Ok(())
}

/// Returns the lines of a chart where lines have no end, without color.
pub(super) fn chart(chart: &Chart) -> io::Result<String> {
    let mut text = Vec::new();
    picture::render(chart, Options { width: None, color: false, ascii: false }, &mut text)?;
    Ok(String::from_utf8_lossy(&text).into_owned())
}

/// Returns the summary of a fold that is shut.
fn shut(block: &Block) -> Option<&Words> {
    match block {
        Block::Fold { summary, is_shut: true, .. } => Some(summary),
        _ => None,
    }
}

/// Returns a text as this terminal shows it, with non-breaking spaces still in it.
fn shown(words: &Words, options: Options) -> String {
    let text = escape::terminal(words);
    if options.ascii { escape::ascii(&text) } else { text }
}

/// Returns the text to write, with plain spaces.
fn final_text(text: &str) -> String {
    text.replace('\u{a0}', " ")
}

fn line(cells: &[Cell], options: Options, out: &mut dyn Write) -> io::Result<()> {
    let width = options.width.unwrap_or(usize::MAX);
    // Spaces are written with the text after them, so no line ends in spaces.
    let (mut used, mut spaces) = (0, 0);
    for cell in cells {
        let style = style(cell.tone, options);
        let text = shown(&cell.words, options);
        write!(out, "{style}")?;
        for Part { spaced, text } in fit::parts(&text, width.saturating_sub(SET_IN)) {
            spaces += usize::from(spaced);
            if text.is_empty() {
                continue;
            }
            if used > 0 && used + spaces + text.width() > width {
                write!(out, "\n{}{}", " ".repeat(SET_IN), final_text(text))?;
                used = SET_IN + text.width();
            } else {
                write!(out, "{}{}", " ".repeat(spaces), final_text(text))?;
                used += spaces + text.width();
            }
            spaces = 0;
        }
        write!(out, "{style:#}")?;
    }
    writeln!(out)
}

fn style(tone: Tone, options: Options) -> Style {
    if !options.color {
        return Style::new();
    }
    match tone {
        Tone::Plain | Tone::Code => Style::new(),
        Tone::Good => AnsiColor::Green.on_default(),
        Tone::Doubtful => AnsiColor::Yellow.on_default(),
        Tone::Bad => AnsiColor::Red.on_default().bold(),
        Tone::Strong => Style::new().bold(),
        Tone::Faint => Style::new().dimmed(),
    }
}
