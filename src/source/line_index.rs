//! Converts byte offsets to lines and columns.

use super::{Position, Span};

/// Where each line begins. Built once per file; a lookup costs a binary search and a scan of at
/// most one block.
#[derive(Debug, Clone)]
pub(super) struct LineIndex {
    starts: Vec<u32>,
    /// How many characters begin before each block of [`BLOCK`] bytes, so that a file on one long
    /// line is not rescanned for every finding.
    before: Vec<u32>,
}

const BLOCK: usize = 1024;

impl LineIndex {
    /// Splits lines at `\n`, `\r\n` or a lone `\r`, as YAML does.
    pub(super) fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        for (index, byte) in bytes.iter().enumerate() {
            let ends_line = *byte == b'\n' || (*byte == b'\r' && bytes.get(index + 1) != Some(&b'\n'));
            if ends_line {
                starts.push(u32::try_from(index + 1).unwrap_or(u32::MAX));
            }
        }
        let mut before = vec![0];
        for block in bytes.chunks(BLOCK) {
            before.push(before.last().copied().unwrap_or(0) + begun(block) as u32);
        }
        Self { starts, before }
    }

    /// Returns how many characters begin before an offset.
    fn characters(&self, text: &str, offset: usize) -> usize {
        let block = offset / BLOCK;
        self.before[block] as usize + begun(&text.as_bytes()[block * BLOCK..offset])
    }

    pub(super) fn position(&self, text: &str, offset: usize) -> Position {
        let offset = floor_boundary(text, offset);
        let line = self.starts.partition_point(|start| *start as usize <= offset).max(1);
        let start = self.starts[line - 1] as usize;
        // A byte order mark is invisible and takes no column.
        let mark = usize::from(start == 0 && offset > 0 && text.starts_with('\u{feff}'));
        let column = match offset - start {
            // Most lines are shorter than a block.
            0..BLOCK => begun(&text.as_bytes()[start..offset]),
            _ => self.characters(text, offset) - self.characters(text, start),
        };
        let column = column - mark + 1;
        Position { line, column }
    }

    pub(super) fn line_span(&self, text: &str, line: usize) -> Span {
        let Some(start) = self.starts.get(line.saturating_sub(1)) else {
            return Span::new(text.len(), text.len());
        };
        let end = self.starts.get(line).map_or(text.len(), |next| *next as usize);
        let body = &text[*start as usize..end];
        let body = body.strip_suffix('\n').unwrap_or(body);
        let body = body.strip_suffix('\r').unwrap_or(body);
        Span::new(*start as usize, *start as usize + body.len())
    }
}

/// Returns how many characters begin in these bytes.
fn begun(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0xc0 != 0x80).count()
}

fn floor_boundary(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, offset: usize, line: usize, column: usize) {
        assert_eq!(
            LineIndex::new(text).position(text, offset),
            Position { line, column },
            "{text:?} at {offset}"
        );
    }

    #[test]
    fn columns_are_characters_not_bytes() {
        check("é: 1", 2, 1, 2);
        check("a\n🚀b", 6, 2, 2);
    }

    #[test]
    fn every_line_break_of_yaml_counts_once() {
        check("a\r\nb", 3, 2, 1);
        check("a\rb", 2, 2, 1);
        check("a\n\nb", 3, 3, 1);
    }

    #[test]
    fn a_byte_order_mark_takes_no_column() {
        check("\u{feff}ab", 4, 1, 2);
    }

    #[test]
    fn long_lines_count_the_same() {
        let text = format!("x\n{}", "é🚀".repeat(2000));
        check(&text, 2 + 6 * 1500 + 2, 2, 3002);
    }

    #[test]
    fn an_offset_past_the_end_is_the_end() {
        check("ab", 99, 1, 3);
        check("", 0, 1, 1);
    }

    #[test]
    fn a_line_span_leaves_out_the_break() {
        let text = "ab\r\ncd";
        let lines = LineIndex::new(text);
        assert_eq!(lines.line_span(text, 1), Span::new(0, 2));
        assert_eq!(lines.line_span(text, 2), Span::new(4, 6));
        assert_eq!(lines.line_span(text, 9), Span::new(6, 6));
    }
}
