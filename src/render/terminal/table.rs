//! Tables: which columns fit is measured first, then each row is drawn and coloured cell by cell.

use super::fit::{self, GAP};
use super::{Options, final_text, shown, style};
use crate::view::{Cell, Column, Fit, Tone};
use std::io::{self, Write};
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
        let mut pending = self.indent;
        for ((index, width), lines) in self.widths.iter().zip(cells) {
            let text = lines.get(line).map_or("", String::as_str);
            let rest = width.saturating_sub(text.width());
            let (before, after) = if self.columns[*index].right { (rest, 0) } else { (0, rest) };
            pending += before;
            if text.trim().is_empty() {
                pending += text.width();
            } else {
                write!(out, "{}", " ".repeat(pending))?;
                self.piece(text, tones[*index], out)?;
                pending = 0;
            }
            pending += after + GAP;
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
