//! Reports as GitHub-flavored Markdown, for pull requests, wikis and chats.
//!
//! Made from the same blocks as on a terminal. Every table has a row of titles, as Markdown
//! requires; nothing is truncated, and no color is used.

use super::escape;
use crate::view::{Block, Cell, Column, Report, Tone, Words};
use std::io::{self, Write};

/// Writes a report. If it would be too long, its last folds are left out, with a note.
pub fn render(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let written = |report: &Report, left_out: &[String]| -> io::Result<Vec<u8>> {
        let mut text = Vec::new();
        blocks(&report.blocks, true, &mut text)?;
        if !left_out.is_empty() {
            writeln!(text, "\nLeft out to keep the comment short enough: {}.", left_out.join(", "))?;
        }
        Ok(text)
    };
    let Some(limit) = report.at_most else { return blocks(&report.blocks, true, out) };
    let is_short = |text: &[u8]| String::from_utf8_lossy(text).chars().count() <= limit;
    let (mut report, mut left_out) = (report.clone(), Vec::new());
    let mut text = written(&report, &left_out)?;
    while !is_short(&text) {
        let last = report.blocks.iter().rposition(|block| matches!(block, Block::Fold { .. }));
        if let Some(Block::Fold { summary, .. }) = last.map(|last| report.blocks.remove(last)) {
            left_out.push(escape::markdown(&summary).trim().to_owned());
        } else if !shorten(&mut report.blocks) {
            break;
        } else if !left_out.iter().any(|what| what == ROWS) {
            left_out.push(ROWS.to_owned());
        }
        text = written(&report, &left_out)?;
    }
    out.write_all(&text)
}

/// The note for a table that lost its last rows.
const ROWS: &str = "the last rows of the table";

/// Drops the second half of the longest table's rows; returns whether there was anything to drop.
fn shorten(blocks: &mut [Block]) -> bool {
    let tables = blocks.iter_mut().filter_map(|block| match block {
        Block::Table { rows, .. } if rows.len() > 1 => Some(rows),
        _ => None,
    });
    let Some(rows) = tables.max_by_key(|rows| rows.len()) else { return false };
    rows.truncate(rows.len() / 2);
    true
}

fn blocks(list: &[Block], is_top: bool, out: &mut dyn Write) -> io::Result<()> {
    let shown = list.iter().filter(|block| !matches!(block, Block::Gap));
    for (index, block) in shown.enumerate() {
        if index > 0 {
            writeln!(out)?;
        }
        match block {
            Block::Gap => {}
            Block::Listing(words) => listing(words, out)?,
            Block::Heading(words) => {
                let level = if is_top { "##" } else { "####" };
                writeln!(out, "{level} {}", escape::markdown(words).trim())?;
            }
            Block::Line(cells) => {
                let line: String = cells.iter().map(text).collect();
                writeln!(out, "{}", line.trim())?;
            }
            Block::Table { columns, rows, .. } => table(columns, rows, out)?,
            Block::Marker(words) => writeln!(out, "<!-- {} -->", escape::comment(words))?,
            Block::Fold { summary, blocks: details, .. } => {
                writeln!(out, "<details>\n<summary>{}</summary>\n", escape::markdown(summary).trim())?;
                blocks(details, false, out)?;
                writeln!(out, "\n</details>")?;
            }
            Block::Flow { nodes, links } => flow(nodes, links, out)?,
        }
    }
    Ok(())
}

/// Writes lines unchanged, in a fence that is longer than any in them.
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

/// Writes a Mermaid diagram; strong nodes have a thick frame.
fn flow(nodes: &[Cell], links: &[(usize, usize)], out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "```mermaid\nflowchart LR")?;
    for (index, node) in nodes.iter().enumerate() {
        writeln!(out, "  n{index}[\"{}\"]", escape::mermaid(&node.words).trim())?;
    }
    for (from, to) in links {
        writeln!(out, "  n{from} --> n{to}")?;
    }
    let strong = nodes.iter().enumerate().filter(|(_, node)| node.tone == Tone::Strong);
    for (index, _) in strong {
        writeln!(out, "  style n{index} stroke-width:3px")?;
    }
    writeln!(out, "```")
}

fn table(columns: &[Column], rows: &[Vec<Cell>], out: &mut dyn Write) -> io::Result<()> {
    let rows: Vec<Vec<String>> = rows.iter().map(|row| row.iter().map(text).collect()).collect();
    // A column that is empty in every row is left out, as on a terminal.
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

/// Returns a cell's text: bold where a terminal shows it bold, with the spaces around it outside
/// the markers.
fn text(cell: &Cell) -> String {
    if cell.tone == Tone::Code {
        return escape::markdown_code(&cell.words);
    }
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
    fn a_long_report_loses_its_last_folds_first() {
        let mut report = Report { at_most: Some(150), ..Report::default() };
        report.blocks.push(Block::Marker("x-->y".into()));
        report.line([Cell::toned("9220cdd", Tone::Code)]);
        for name in ["first", "second"] {
            let mut details = Report::default();
            details.line([Cell::from("z".repeat(20))]);
            report.fold(name, details, true);
        }
        let fold = |name: &str| {
            format!("\n<details>\n<summary>{name}</summary>\n\n{}\n\n</details>\n", "z".repeat(20))
        };
        let head = "<!-- x-y -->\n\n`9220cdd`\n";
        let told = "\nLeft out to keep the comment short enough: second.\n";
        assert_eq!(written(&report), format!("{head}{}{told}", fold("first")));
        report.at_most = Some(1000);
        assert_eq!(written(&report), format!("{head}{}{}", fold("first"), fold("second")));
    }

    #[test]
    fn a_diagram_is_a_fence() {
        let mut report = Report::default();
        let nodes = vec![Cell::from("a\"b"), Cell::toned("c", Tone::Strong)];
        report.blocks.push(Block::Flow { nodes, links: vec![(0, 1)] });
        let expected = "```mermaid\nflowchart LR\n  n0[\"a#34;b\"]\n  n1[\"c\"]\n  n0 --> n1\n  style n1 stroke-width:3px\n```\n";
        assert_eq!(written(&report), expected);
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
