//! Tables: which columns fit is measured first, then comfy-table draws each line, which is coloured cell by cell.

use super::fit::{self, GAP};
use super::{Options, final_text, shown, style};
use crate::view::{Cell, Column, Fit, Tone};
use comfy_table::{CellAlignment, ColumnConstraint, ContentArrangement, Table, Width, presets};
use std::io::{self, Write};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// By how much text that is set under its row is set in.
const UNDER: usize = 4;

/// Everything of a table but its rows.
pub(super) struct Shape<'a> {
    pub(super) columns: &'a [Column],
    pub(super) indent: usize,
    pub(super) titled: bool,
}

impl Shape<'_> {
    pub(super) fn render(&self, rows: &[Vec<Cell>], options: Options, out: &mut dyn Write) -> io::Result<()> {
        let Shape { columns, indent, titled } = *self;
        // Made twice rather than kept: a table may have a hundred thousand rows.
        let texts =
            |row: &[Cell]| -> Vec<String> { row.iter().map(|cell| shown(&cell.words, options)).collect() };
        let mut natural = vec![0; columns.len()];
        let mut unbroken = vec![0; columns.len()];
        for row in rows {
            for (index, text) in texts(row).iter().enumerate() {
                natural[index] = natural[index].max(text.width());
                if columns[index].fit == Fit::Wrap {
                    unbroken[index] = unbroken[index].max(fit::unbroken(text));
                }
            }
        }
        // A column that says nothing in any row is not drawn, heading or not.
        for (widest, column) in natural.iter_mut().zip(columns) {
            let title = if titled { column.title.width() } else { 0 };
            *widest = if *widest == 0 { 0 } else { (*widest).max(title) };
        }
        // Text at the end of a line pushes nothing away, and text without titles can be set under its row: there an
        // id that is too wide for it makes only its own line longer.
        let mut least = unbroken.clone();
        if let Some(last) = least.last_mut() {
            *last = 0;
        }
        if !titled {
            least.fill(0);
        }
        let room = options.width.map(|width| width.saturating_sub(indent));
        let mut widths = fit::widths(columns, &natural, &least, room);
        // Without titles a text needs no place of its own.
        let under = if titled { None } else { fit::squeezed(columns, &natural, &unbroken, &widths) };
        if let Some(under) = under {
            natural[under] = 0;
            widths = fit::widths(columns, &natural, &least, room);
        }
        let layout = Layout { columns, widths: &widths, under, indent, options };
        if titled {
            let titles: Vec<String> =
                columns.iter().map(|column| column.title.replace(' ', "\u{a0}")).collect();
            layout.row(&titles, &vec![Tone::Faint; columns.len()], out)?;
        }
        for row in rows {
            let tones: Vec<Tone> = row.iter().map(|cell| cell.tone).collect();
            layout.row(&texts(row), &tones, out)?;
        }
        Ok(())
    }
}

/// A text and the place that it has on its line.
struct Placed<'a> {
    /// Of its column.
    index: usize,
    text: &'a str,
    width: usize,
    right: bool,
    /// The spaces behind its column.
    gap: usize,
}

/// Returns texts side by side, each in its place.
fn draw(placed: &[Placed<'_>]) -> String {
    let narrow = |width: usize| u16::try_from(width).ok();
    if placed.iter().any(|Placed { width, gap, .. }| narrow(width + gap).is_none()) {
        // Wider than comfy-table knows columns: nobody reads that side by side, and nothing of it may be lost.
        return placed.iter().map(|Placed { text, gap, .. }| format!("{text}{:gap$}", "")).collect();
    }
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Disabled);
    table.add_row(placed.iter().map(|Placed { text, right, .. }| {
        let alignment = if *right { CellAlignment::Right } else { CellAlignment::Left };
        comfy_table::Cell::new(text).set_alignment(alignment)
    }));
    for (Placed { width, gap, .. }, column) in placed.iter().zip(table.column_iter_mut()) {
        let [gap, whole] = [*gap, width + gap].map(|width| narrow(width).unwrap_or(u16::MAX));
        column.set_padding((0, gap));
        column.set_constraint(ColumnConstraint::Absolute(Width::Fixed(whole)));
    }
    table.lines().collect()
}

struct Layout<'a> {
    columns: &'a [Column],
    widths: &'a [(usize, usize)],
    /// The column that is set under its row.
    under: Option<usize>,
    indent: usize,
    options: Options,
}

impl Layout<'_> {
    fn row(&self, texts: &[String], tones: &[Tone], out: &mut dyn Write) -> io::Result<()> {
        let ellipsis = if self.options.ascii { "~" } else { "…" };
        let cells: Vec<Vec<String>> = self
            .widths
            .iter()
            .map(|(index, width)| match self.columns[*index].fit {
                Fit::Keep => vec![texts[*index].clone()],
                Fit::Cut => vec![fit::cut(&texts[*index], *width, ellipsis)],
                Fit::Wrap => fit::wrap(&texts[*index], *width),
            })
            .collect();
        for line in 0..cells.iter().map(Vec::len).max().unwrap_or(0) {
            self.line(&cells, line, tones, out)?;
        }
        let Some(under) = self.under.filter(|under| !texts[*under].is_empty()) else { return Ok(()) };
        let indent = self.indent + UNDER;
        let room = self.options.width.map_or(usize::MAX, |width| width.saturating_sub(indent));
        for text in fit::wrap(&texts[under], room) {
            write!(out, "{}", " ".repeat(indent))?;
            self.piece(&text, tones[under], out)?;
            writeln!(out)?;
        }
        Ok(())
    }

    /// Writes one line of a row, without spaces at its end.
    fn line(
        &self,
        cells: &[Vec<String>],
        line: usize,
        tones: &[Tone],
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let texts = cells.iter().map(|lines| lines.get(line).map_or("", String::as_str));
        let last = self.widths.len().saturating_sub(1);
        // What is wider than its column makes this line alone longer. The last column is not filled up: one very long
        // cell must not cost its width in every row.
        let placed: Vec<Placed<'_>> = self
            .widths
            .iter()
            .zip(texts)
            .enumerate()
            .map(|(at, ((index, width), text))| {
                let right = self.columns[*index].right;
                let least = if at == last && !right { 0 } else { *width };
                let gap = if at == last { 0 } else { GAP };
                Placed { index: *index, text, width: least.max(text.width()), right, gap }
            })
            .collect();
        let drawn = draw(&placed);
        let drawn = drawn.trim_end();
        if drawn.is_empty() {
            return writeln!(out);
        }
        write!(out, "{}", " ".repeat(self.indent))?;
        let mut graphemes = drawn.graphemes(true).peekable();
        for Placed { index, width, gap, .. } in placed {
            let (mut text, mut used) = (String::new(), 0);
            while used < width + gap
                && let Some(grapheme) = graphemes.next()
            {
                used += grapheme.width();
                text.push_str(grapheme);
            }
            self.piece(&text, tones[index], out)?;
            if graphemes.peek().is_some() {
                // Of a cell with nothing in it the spaces were written as what it is set in by.
                let body = text.trim_start();
                write!(out, "{}", " ".repeat(body.width() - body.trim_end().width()))?;
            }
        }
        writeln!(out)
    }

    /// Writes a text in its tone; what it is set in by is not part of it.
    fn piece(&self, text: &str, tone: Tone, out: &mut dyn Write) -> io::Result<()> {
        let style = style(tone, self.options);
        let body = text.trim_start();
        let lead = &text[..text.len() - body.len()];
        write!(out, "{}{style}{}{style:#}", final_text(lead), final_text(body.trim_end()))
    }
}
