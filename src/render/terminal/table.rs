//! Tables, drawn by comfy-table row by row so that each cell's place on the line is known and can be
//! coloured.

use super::fit::{self, GAP};
use super::{Options, final_text, shown, style};
use crate::view::{Cell, Column, Fit, Tone};
use anstyle::Style;
use comfy_table::{CellAlignment, ColumnConstraint, ContentArrangement, Row, Table, Width, presets};
use std::io::{self, Write};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

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
        for row in rows {
            for (widest, text) in natural.iter_mut().zip(texts(row)) {
                *widest = (*widest).max(text.width());
            }
        }
        // A column that says nothing in any row is not drawn, heading or not.
        for (widest, column) in natural.iter_mut().zip(columns) {
            let title = if titled { column.title.width() } else { 0 };
            *widest = if *widest == 0 { 0 } else { (*widest).max(title) };
        }
        let widths = fit::widths(columns, &natural, options.width.map(|width| width.saturating_sub(indent)));
        let layout = Layout { columns, widths: &widths, indent, options };
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

struct Layout<'a> {
    columns: &'a [Column],
    widths: &'a [(usize, usize)],
    indent: usize,
    options: Options,
}

impl Layout<'_> {
    fn row(&self, texts: &[String], tones: &[Tone], out: &mut dyn Write) -> io::Result<()> {
        let ellipsis = if self.options.ascii { "~" } else { "…" };
        // The last column is not padded: one very long cell must not cost its width in every row.
        let mut widths = self.widths.to_vec();
        if let Some((index, width)) = widths.last_mut()
            && !self.columns[*index].right
        {
            *width = (*width).min(texts[*index].width().max(1));
        }
        let cells = widths.iter().map(|(index, width)| {
            let text = &texts[*index];
            let text = if self.columns[*index].fit == Fit::Cut {
                fit::cut(text, *width, ellipsis)
            } else {
                text.clone()
            };
            let right = self.columns[*index].right;
            comfy_table::Cell::new(text).set_alignment(if right {
                CellAlignment::Right
            } else {
                CellAlignment::Left
            })
        });
        let mut table = Table::new();
        table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Dynamic);
        // The columns carry the width; the table's own is only the frame they must fit into.
        let gaps = widths.len() * GAP;
        let whole: usize = widths.iter().map(|(_, width)| *width).sum::<usize>() + gaps;
        table.set_width(narrow(whole));
        table.add_row(Row::from(cells.collect::<Vec<_>>()));
        for ((_, width), column) in widths.iter().zip(table.column_iter_mut()) {
            column.set_padding((0, GAP as u16));
            column.set_constraint(ColumnConstraint::Absolute(Width::Fixed(narrow(width + GAP))));
        }
        for line in table.lines() {
            self.line(&line, tones, out)?;
        }
        Ok(())
    }

    /// Writes a drawn line with the tone of each cell around the text that lies in its columns.
    fn line(&self, line: &str, tones: &[Tone], out: &mut dyn Write) -> io::Result<()> {
        let line = line.trim_end();
        if line.is_empty() {
            return writeln!(out);
        }
        write!(out, "{}", " ".repeat(self.indent))?;
        let mut graphemes = line.graphemes(true).peekable();
        for (index, width) in self.widths {
            let mut text = String::new();
            let mut used = 0;
            while used < width + GAP
                && let Some(grapheme) = graphemes.next()
            {
                used += grapheme.width();
                text.push_str(grapheme);
            }
            self.cell(&text, style(tones[*index], self.options), graphemes.peek().is_none(), out)?;
        }
        let rest: String = graphemes.collect();
        writeln!(out, "{}", final_text(&rest))
    }

    fn cell(&self, text: &str, style: Style, last: bool, out: &mut dyn Write) -> io::Result<()> {
        let body = text.trim();
        if body.is_empty() {
            return write!(out, "{}", if last { String::new() } else { final_text(text) });
        }
        let lead = &text[..text.len() - text.trim_start().len()];
        let tail = if last { "" } else { &text[text.trim_end().len()..] };
        write!(out, "{}{style}{}{style:#}{}", final_text(lead), final_text(body), final_text(tail))
    }
}

fn narrow(width: usize) -> u16 {
    u16::try_from(width).unwrap_or(u16::MAX)
}
