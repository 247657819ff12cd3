//! Tables: the column widths are measured first, then comfy-table lays out the rows in blocks,
//! which are colored cell by cell.

use super::fit::{self, GAP};
use super::{Options, final_text, shown, style};
use crate::view::{Cell, Column, Fit, Tone};
use comfy_table::{CellAlignment, ColumnConstraint, ContentArrangement, Table, Width, presets};
use std::io::{self, Write};
use unicode_width::UnicodeWidthStr;

/// The indentation of text that is set under its row.
const UNDER: usize = 4;
/// How many rows are laid out at once: a table may have a hundred thousand, and comfy-table stores
/// each cell several times.
const BLOCK: usize = 250;

/// A table without its rows.
pub(super) struct Shape<'a> {
    pub(super) columns: &'a [Column],
    pub(super) indent: usize,
    pub(super) titled: bool,
}

impl Shape<'_> {
    pub(super) fn render(&self, rows: &[Vec<Cell>], options: Options, out: &mut dyn Write) -> io::Result<()> {
        let Shape { columns, indent, titled } = *self;
        // Made twice rather than stored: a table may be large.
        let texts =
            |row: &[Cell]| -> Vec<String> { row.iter().map(|cell| shown(&cell.words, options)).collect() };
        let mut natural = vec![0; columns.len()];
        let mut unbroken = vec![0; columns.len()];
        for row in rows {
            for (index, text) in texts(row).iter().enumerate() {
                natural[index] = natural[index].max(text.width());
                if columns[index].fit == Fit::Wrap && options.width.is_some() {
                    unbroken[index] = unbroken[index].max(fit::unbroken(text));
                }
            }
        }
        // A column that is empty in every row is not drawn, whatever its title.
        for (widest, column) in natural.iter_mut().zip(columns) {
            let title = if titled { column.title.width() } else { 0 };
            *widest = if *widest == 0 { 0 } else { (*widest).max(title) };
        }
        // The last column pushes nothing aside, and a table without titles needs no alignment: an
        // id that is too wide there makes only its own line longer.
        let mut least = unbroken.clone();
        if let Some(last) = least.last_mut() {
            *last = 0;
        }
        if !titled {
            least.fill(0);
        }
        let room = options.width.map(|width| width.saturating_sub(indent));
        let mut widths = fit::widths(columns, &natural, &least, room);
        // In a table without titles, no text has to move under its row.
        let under = if titled { None } else { fit::squeezed(columns, &natural, &unbroken, &widths) };
        if let Some(under) = under {
            natural[under] = 0;
            widths = fit::widths(columns, &natural, &least, room);
        }
        let layout = Layout { columns, widths: &widths, under, indent, options };
        if titled {
            let titles = columns.iter().map(|column| column.title.replace(' ', "\u{a0}")).collect();
            layout.block(&[layout.row(titles, vec![Tone::Faint; columns.len()])], out)?;
        }
        for block in rows.chunks(BLOCK) {
            let tones = |row: &[Cell]| row.iter().map(|cell| cell.tone).collect();
            let block: Vec<Row> = block.iter().map(|row| layout.row(texts(row), tones(row))).collect();
            layout.block(&block, out)?;
        }
        Ok(())
    }
}

/// A row, laid out.
struct Row {
    /// The lines of each shown cell.
    cells: Vec<Vec<String>>,
    places: Vec<Place>,
    /// The number of lines of the tallest cell.
    height: usize,
    /// By column.
    tones: Vec<Tone>,
    /// The text that is set under the row.
    under: String,
}

impl Row {
    fn text(&self, shown: usize, line: usize) -> &str {
        self.cells.get(shown).and_then(|lines| lines.get(line)).map_or("", String::as_str)
    }
}

/// The place of a cell on its line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Place {
    /// The index of its column.
    index: usize,
    /// None at the end of a line, which is not padded: one very long text must not widen every row.
    width: Option<usize>,
    right: bool,
    /// The number of spaces after it.
    gap: usize,
}

/// Returns the lines of rows that have the same places, without the cells at the end of a line.
fn draw(rows: &[Row], places: &[Place]) -> Vec<String> {
    let filled: Vec<(&Place, usize)> =
        places.iter().filter_map(|place| Some((place, place.width?))).collect();
    let lines = rows.iter().flat_map(|row| (0..row.height).map(move |line| (row, line)));
    let narrow = |width: usize| u16::try_from(width).ok();
    if filled.is_empty() || filled.iter().any(|(place, width)| narrow(width + place.gap).is_none()) {
        // Wider than comfy-table supports: write the cells one after the other, so that nothing is
        // lost.
        let text =
            |row: &Row, line: usize, at: usize, gap: usize| format!("{}{:gap$}", row.text(at, line), "");
        let all = |(row, line)| {
            filled.iter().enumerate().map(|(at, (place, _))| text(row, line, at, place.gap)).collect()
        };
        return lines.map(all).collect();
    }
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Disabled);
    for row in rows {
        // Pad to the height that includes the last cell.
        let mut texts: Vec<String> =
            row.cells.iter().take(filled.len()).map(|lines| lines.join("\n")).collect();
        texts[0].push_str(&"\n".repeat(row.height.saturating_sub(row.cells[0].len())));
        table.add_row(texts);
    }
    for ((place, width), column) in filled.into_iter().zip(table.column_iter_mut()) {
        let [gap, whole] = [place.gap, width + place.gap].map(|width| narrow(width).unwrap_or(u16::MAX));
        column.set_padding((0, gap));
        column.set_cell_alignment(if place.right { CellAlignment::Right } else { CellAlignment::Left });
        column.set_constraint(ColumnConstraint::Absolute(Width::Fixed(whole)));
    }
    table.lines().collect()
}

struct Layout<'a> {
    columns: &'a [Column],
    widths: &'a [(usize, usize)],
    /// The column whose text is set under its row.
    under: Option<usize>,
    indent: usize,
    options: Options,
}

impl Layout<'_> {
    fn row(&self, mut texts: Vec<String>, tones: Vec<Tone>) -> Row {
        let ellipsis = if self.options.ascii { "~" } else { "…" };
        let last = self.widths.len().saturating_sub(1);
        let (mut cells, mut places) = (Vec::new(), Vec::new());
        for (at, (index, width)) in self.widths.iter().enumerate() {
            let Column { fit, right, .. } = self.columns[*index];
            let lines = match fit {
                Fit::Keep => vec![std::mem::take(&mut texts[*index])],
                Fit::Cut => vec![fit::cut(&texts[*index], *width, ellipsis)],
                Fit::Wrap => fit::wrap(&texts[*index], *width),
            };
            // Text that is wider than its column widens only this row.
            let widest = || lines.iter().map(|line| line.width()).max().unwrap_or(0);
            let is_end = at == last && !right;
            let width = (!is_end).then(|| widest().max(*width));
            places.push(Place { index: *index, width, right, gap: if at == last { 0 } else { GAP } });
            cells.push(lines);
        }
        let height = cells.iter().map(Vec::len).max().unwrap_or(0);
        let under = self.under.map(|under| std::mem::take(&mut texts[under])).unwrap_or_default();
        Row { cells, places, height, tones, under }
    }

    fn block(&self, rows: &[Row], out: &mut dyn Write) -> io::Result<()> {
        for alike in rows.chunk_by(|a, b| a.places == b.places) {
            let mut drawn = draw(alike, &alike[0].places).into_iter();
            for row in alike {
                for (line, drawn) in drawn.by_ref().take(row.height).enumerate() {
                    self.line(row, line, drawn, out)?;
                }
                self.under(row, out)?;
            }
        }
        Ok(())
    }

    /// Writes the text that is set under a row.
    fn under(&self, row: &Row, out: &mut dyn Write) -> io::Result<()> {
        let Some(under) = self.under.filter(|_| !row.under.is_empty()) else { return Ok(()) };
        let indent = self.indent + UNDER;
        let room = self.options.width.map_or(usize::MAX, |width| width.saturating_sub(indent));
        for text in fit::wrap(&row.under, room) {
            write!(out, "{}", " ".repeat(indent))?;
            self.piece(&text, row.tones[under], out)?;
            writeln!(out)?;
        }
        Ok(())
    }

    /// Writes one line of a row, without trailing spaces.
    fn line(&self, row: &Row, line: usize, mut drawn: String, out: &mut dyn Write) -> io::Result<()> {
        let end = row
            .places
            .last()
            .filter(|place| place.width.is_none())
            .map_or("", |_| row.text(row.places.len() - 1, line));
        drawn.push_str(end);
        let drawn = drawn.trim_end();
        if drawn.is_empty() {
            return writeln!(out);
        }
        write!(out, "{}", " ".repeat(self.indent))?;
        let mut rest = drawn;
        for Place { index, width, gap, .. } in &row.places {
            // The end of a line is not measured: most of what is long lies there.
            let text = match width {
                Some(width) => fit::covering(rest, width + gap),
                None => rest,
            };
            rest = &rest[text.len()..];
            self.piece(text, row.tones[*index], out)?;
            if !rest.is_empty() {
                // The spaces of an empty cell were already written as its indentation.
                let body = text.trim_start();
                write!(out, "{}", " ".repeat(body.width() - body.trim_end().width()))?;
            }
        }
        writeln!(out)
    }

    /// Writes a text in its tone; its indentation is not styled.
    fn piece(&self, text: &str, tone: Tone, out: &mut dyn Write) -> io::Result<()> {
        let style = style(tone, self.options);
        let body = text.trim_start();
        let lead = &text[..text.len() - body.len()];
        write!(out, "{}{style}{}{style:#}", final_text(lead), final_text(body.trim_end()))
    }
}
