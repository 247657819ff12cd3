//! Reports as GitHub-flavored Markdown, for pull requests, wikis and chats.
//!
//! Made from the same blocks as on a terminal. Every table has a row of titles, as Markdown
//! requires; nothing is truncated, and no color is used.

use super::{escape, mermaid};
use crate::view::{Block, Cell, Column, Report, Tone};
use std::io::{self, Write};

/// Writes a report. If it would be too long, long texts are cut and its last folds are left out,
/// with a note.
pub fn render(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let mut text = written(&report.blocks, &[])?;
    for most in LONGEST_TEXTS {
        let Some(limit) = report.at_most.filter(|limit| !is_short(&text, *limit)) else { break };
        text = shortened(&report.blocks, most, limit)?;
    }
    out.write_all(&text)
}

/// How long a text of a report that is too long may be, one limit after the other.
const LONGEST_TEXTS: [usize; 4] = [2000, 500, 150, LAST];
const LAST: usize = 50;

/// Whether a host that counts characters or UTF-16 units accepts a text; these are never fewer.
fn is_short(text: &[u8], limit: usize) -> bool {
    String::from_utf8_lossy(text).encode_utf16().count() <= limit
}

fn written(list: &[Block], left_out: &[String]) -> io::Result<Vec<u8>> {
    let mut text = Vec::new();
    blocks(list, true, &mut text)?;
    if !left_out.is_empty() {
        writeln!(text, "\nLeft out to keep the comment short enough: {}.", left_out.join(", "))?;
    }
    Ok(text)
}

/// Returns blocks with texts of at most `most` characters, without as many of the last folds and of
/// the last rows of tables as it takes to be short enough, if that is enough.
fn shortened(list: &[Block], most: usize, limit: usize) -> io::Result<Vec<u8>> {
    let (mut blocks, mut left_out) = (cut(list, most), Vec::new());
    let mut text = written(&blocks, &left_out)?;
    while !is_short(&text, limit) {
        let last = blocks.iter().rposition(|block| matches!(block, Block::Fold { .. }));
        let what = if let Some(Block::Fold { summary, .. }) = last.map(|last| blocks.remove(last)) {
            escape::markdown(&summary).trim().to_owned()
        } else if shorten(&mut blocks) {
            ROWS.to_owned()
        } else if most == LAST && blocks.len() > 2 {
            blocks.pop();
            LINES.to_owned()
        } else {
            break;
        };
        if !left_out.contains(&what) {
            left_out.push(what);
        }
        text = written(&blocks, &left_out)?;
    }
    Ok(text)
}

/// Returns blocks with every text cut to `most` characters.
fn cut(blocks: &[Block], most: usize) -> Vec<Block> {
    let cell = |cell: &Cell| Cell { words: escape::shorter(&cell.words, most), tone: cell.tone };
    let cells = |cells: &[Cell]| -> Vec<Cell> { cells.iter().map(cell).collect() };
    let block = |block: &Block| match block {
        Block::Line(line) => Block::Line(cells(line)),
        Block::Heading(words) => Block::Heading(escape::shorter(words, most)),
        Block::Flow { diagram, table } => {
            let mut diagram = diagram.clone();
            for one in &mut diagram.boxes {
                one.id = escape::shorter(&one.id, most);
            }
            Block::Flow { diagram, table: cut(table, most) }
        }
        Block::Fold { summary, blocks, is_shut } => Block::Fold {
            summary: escape::shorter(summary, most),
            blocks: cut(blocks, most),
            is_shut: *is_shut,
        },
        Block::Page { lines, versions } => Block::Page {
            lines: *lines,
            versions: versions.iter().map(|version| cut(version, most)).collect(),
        },
        Block::Table { rows, columns, indent, titled } => Block::Table {
            rows: rows.iter().map(|row| cells(row)).collect(),
            columns: columns.clone(),
            indent: *indent,
            titled: *titled,
        },
        other => other.clone(),
    };
    blocks.iter().map(block).collect()
}

/// The note for lines that are left out.
const LINES: &str = "the last lines";
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
            Block::Gap | Block::Sheet(_) => {}
            Block::Listing(words) => fenced("yaml", &escape::lines(words).collect::<Vec<_>>(), out)?,
            Block::Chart { chart, .. } if chart.lanes.is_empty() => {}
            Block::Chart { chart, .. } => {
                let text = super::terminal::chart(chart)?;
                fenced("text", &text.lines().map(str::to_owned).collect::<Vec<_>>(), out)?;
            }
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
            // More than that no host draws.
            Block::Flow { diagram, table } if diagram.arrows.len() > mermaid::MOST_ARROWS => {
                blocks(table, is_top, out)?;
            }
            Block::Flow { diagram, table } => {
                writeln!(out, "```mermaid")?;
                mermaid::diagram_in(diagram, out)?;
                writeln!(out, "```")?;
                if !table.is_empty() {
                    writeln!(out, "\n<details>\n<summary>The same as tables</summary>\n")?;
                    blocks(table, false, out)?;
                    writeln!(out, "\n</details>")?;
                }
            }
            Block::Page { versions, .. } => blocks(versions.first().map_or(&[], Vec::as_slice), is_top, out)?,
        }
    }
    Ok(())
}

/// Writes lines unchanged, in a fence that is longer than any in them.
fn fenced(of: &str, lines: &[String], out: &mut dyn Write) -> io::Result<()> {
    let longest = lines.iter().flat_map(|line| line.split(|c| c != '`')).map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    writeln!(out, "{fence}{of}")?;
    for line in lines {
        writeln!(out, "{line}")?;
    }
    writeln!(out, "{fence}")
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
    use crate::view::{Arrow, Diagram, DiagramBox};

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
    fn no_report_is_too_long() {
        let ids =
            |count: usize| (0..count).map(|at| format!("checkout/m{at}")).collect::<Vec<_>>().join(", ");
        let mut report = Report { at_most: Some(3000), ..Report::default() };
        report.heading(format!("verdict of {}", ids(40)));
        report.line([Cell::from(format!("moved: {}", ids(900)))]);
        let shown = written(&report);
        assert!(shown.encode_utf16().count() <= 3000, "{}", shown.len());
        let listed = shown.lines().last().unwrap();
        let left = listed.split(", ").filter(|id| id.contains("/m")).count();
        assert!(left > 50 && listed.ends_with(&format!(", and {} more", 900 - left)), "{listed}");
        // Faces count twice, one word is cut too, and however many lines there are.
        for _ in 0..200 {
            report.line([Cell::from("😀".repeat(700)), Cell::from(ids(10))]);
        }
        report.line([Cell::from("x".repeat(100_000))]);
        report.list(2, vec![Column::keep("a")], vec![vec!["|".repeat(4000).into()]; 50]);
        let shown = written(&report);
        assert!(shown.encode_utf16().count() <= 3000, "{}", shown.len());
        assert!(shown.starts_with("## verdict of checkout/m0") && shown.contains("Left out"), "{shown}");
    }

    #[test]
    fn a_diagram_is_a_fence() {
        let mut report = Report::default();
        let boxes = vec![
            DiagramBox { id: "a\"b".into(), ..DiagramBox::default() },
            DiagramBox { id: "c".into(), is_strong: true, ..DiagramBox::default() },
        ];
        let arrows = vec![Arrow { to: 1, ..Arrow::default() }];
        let diagram = Diagram { boxes, arrows, ..Diagram::default() };
        report.blocks.push(Block::Flow { diagram: Box::new(diagram), table: Vec::new() });
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
