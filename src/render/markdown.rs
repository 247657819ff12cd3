//! Reports as GitHub-flavoured Markdown, for pull requests, wikis and chats.
//!
//! Made from the same blocks as on a terminal. A table needs a row of titles there, so lists that go without
//! on a terminal get theirs; nothing is cut, and what a colour says on a terminal is said by its word alone.

use super::escape;
use crate::view::{Block, Cell, Column, Report, Tone, Words};
use std::io::{self, Write};

/// Writes a report.
///
/// # Errors
/// Where the writer fails.
pub fn render(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let blocks = report.blocks.iter().filter(|block| !matches!(block, Block::Gap));
    for (index, block) in blocks.enumerate() {
        if index > 0 {
            writeln!(out)?;
        }
        match block {
            Block::Gap => {}
            Block::Listing(words) => listing(words, out)?,
            Block::Heading(words) => writeln!(out, "## {}", escape::markdown(words).trim())?,
            Block::Line(cells) => {
                let line: String = cells.iter().map(text).collect();
                writeln!(out, "{}", line.trim())?;
            }
            Block::Table { columns, rows, .. } => table(columns, rows, out)?,
        }
    }
    Ok(())
}

/// Writes lines as they are, in a fence that is longer than any in them.
fn listing(words: &Words, out: &mut dyn Write) -> io::Result<()> {
    let lines: Vec<String> = escape::lines(words).collect();
    let longest = lines.iter().flat_map(|line| line.split(|c| c != '`')).map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    writeln!(out, "{fence}yaml")?;
    for line in lines {
        writeln!(out, "{line}")?;
    }
    writeln!(out, "{fence}")
}

fn table(columns: &[Column], rows: &[Vec<Cell>], out: &mut dyn Write) -> io::Result<()> {
    let rows: Vec<Vec<String>> = rows.iter().map(|row| row.iter().map(text).collect()).collect();
    // A column that says nothing in any row is left out, as on a terminal.
    let says = |index: &usize| rows.iter().any(|row| !row[*index].trim().is_empty());
    let shown: Vec<usize> = (0..columns.len()).filter(says).collect();
    let rule = |index: &usize| if columns[*index].right { "---:" } else { "---" };
    row(shown.iter().map(|index| columns[*index].title), out)?;
    row(shown.iter().map(rule), out)?;
    for cells in &rows {
        row(shown.iter().map(|index| cells[*index].trim()), out)?;
    }
    Ok(())
}

fn row<'a>(cells: impl Iterator<Item = &'a str>, out: &mut dyn Write) -> io::Result<()> {
    write!(out, "|")?;
    for cell in cells {
        write!(out, " {cell}{}|", if cell.is_empty() { "" } else { " " })?;
    }
    writeln!(out)
}

/// Returns a cell's text: strong where it is so on a terminal, with the spaces around it outside of the signs.
fn text(cell: &Cell) -> String {
    let text = escape::markdown(&cell.words);
    let body = text.trim();
    if !matches!(cell.tone, Tone::Strong | Tone::Bad) || body.is_empty() {
        return text;
    }
    let lead = &text[..text.len() - text.trim_start().len()];
    let tail = &text[text.trim_end().len()..];
    format!("{lead}**{body}**{tail}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(report: &Report) -> String {
        let mut out = Vec::new();
        render(report, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn blocks_stand_apart_and_tables_have_titles() {
        let mut report = Report::default();
        report.line([Cell::toned("checkout  ", Tone::Strong), Cell::from("late")]);
        report.gap();
        report.heading("Needs #1");
        let columns = vec![Column::number("n"), Column::keep("empty"), Column::keep("what")];
        let rows = vec![vec!["1".into(), "".into(), "a|b".into()], vec!["2".into(), "".into(), "".into()]];
        report.list(4, columns, rows);
        let expected = "**checkout**  late\n\n## Needs \\# 1\n\n| n | what |\n| ---: | --- |\n| 1 | a&#124;b |\n| 2 | |\n";
        assert_eq!(written(&report), expected);
    }
}
