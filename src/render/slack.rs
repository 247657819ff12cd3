//! Reports as Slack's mrkdwn, to paste or to post as a message.
//!
//! Made from the same blocks as on a terminal. There are no tables: a row is a line.

use super::escape::{self, Mrkdwn};
use crate::view::{Block, Cell, Report, Tone};
use std::io::{self, Write};

/// Writes a report.
pub fn render(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    blocks(&report.blocks, out)
}

fn blocks(list: &[Block], out: &mut dyn Write) -> io::Result<()> {
    for block in list {
        match block {
            Block::Gap => writeln!(out)?,
            Block::Heading(words) => {
                line(&[Cell::toned(words.clone(), Tone::Strong)], out)?;
            }
            Block::Line(cells) => line(cells, out)?,
            Block::Table { rows, .. } => {
                for row in rows {
                    let shown = row.iter().map(text).filter(|text| !text.is_blank());
                    writeln!(out, "{}", shown.map(|text| text.to_string()).collect::<Vec<_>>().join("  "))?;
                }
            }
            Block::Listing(words) => {
                for text in escape::lines(words) {
                    writeln!(out, "{}", escape::slack(&text.as_str().into()))?;
                }
            }
            // A message has no layout, and nobody searches it for a marker.
            Block::Marker(_) | Block::Sheet(_) => {}
            Block::Chart { table, .. } | Block::Flow { table, .. } => blocks(table, out)?,
            Block::Fold { summary, blocks: details, .. } => {
                line(&[Cell::toned(summary.clone(), Tone::Strong)], out)?;
                blocks(details, out)?;
            }
            Block::Page { versions, .. } => blocks(versions.first().map_or(&[], Vec::as_slice), out)?,
        }
    }
    Ok(())
}

fn line(cells: &[Cell], out: &mut dyn Write) -> io::Result<()> {
    let line: String = cells.iter().map(|cell| text(cell).to_string()).collect();
    writeln!(out, "{}", line.trim())
}

/// Returns a cell's text: bold where a terminal shows it bold.
fn text(cell: &Cell) -> Mrkdwn {
    escape::slack(&cell.words).marked(match cell.tone {
        Tone::Strong | Tone::Bad => "*",
        Tone::Code => "`",
        _ => "",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_is_lines_with_slacks_own_markup() {
        let mut report = Report::default();
        report.heading("bo & co");
        report.line([
            Cell::from("1\u{a0}"),
            Cell::toned("checkout/ledger ", Tone::Strong),
            Cell::from(": due <today> @channel "),
            Cell::toned("1\u{a0}done", Tone::Code),
        ]);
        let mut out = Vec::new();
        render(&report, &mut out).unwrap();
        let expected = "*bo &amp; co*\n1 *checkout/ledger* : due &lt;today&gt; @ channel `1 done`\n";
        assert_eq!(String::from_utf8(out).unwrap(), expected);
    }

    #[test]
    fn slack_reads_no_markup_and_calls_nobody() {
        let check =
            |text: &str, expected: &str| assert_eq!(escape::slack(&text.into()).to_string(), expected);
        check("<!channel> & <@U1>", "&lt;!channel&gt; &amp; &lt;@ U1&gt;");
        check("@channel @here", "@ channel @ here");
        check("*a* _b_ a_b `c` ~d~", "∗a∗ ˍbˍ a_b 'c' ∼d∼");
        check("https://a.b :tada: #general", "https:// a.b : tada: # general");
        check("at 10:30: ok\n> x\u{202e}", "at 10:30: ok &gt; x\\u{202e}");
    }
}
