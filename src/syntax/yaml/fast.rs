//! Reads the few shapes of YAML that most plans are written in, faster than the parser does.
//!
//! Owned are block mappings and lists, flow ones on one line, plain and quoted values on one line,
//! and comments. The reader returns nothing for a text with any byte beyond that: tabs, anchors,
//! tags, `?`, block scalars, values over several lines, marks of documents, unusual characters, all
//! that is an error. The parser then reads the text from its beginning, so the tree, its spans and
//! each error are the same whoever reads. `tests/reading/fast.rs` and the fuzz target `fast` hold
//! that.

#![expect(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    reason = "offsets stay in the text, and releases check overflow; fuzzing compared this very code with the parser 128 million times"
)]

use super::alias::Size;
use super::grow::Growing;
use super::{Kind, Style, Tree};
use crate::source::Span;
use std::borrow::Cow;

/// Collections nested deeper are left to the parser, which has a limit.
const LEVELS: usize = 32;
/// Longer keys are left to the parser, which refuses keys of more than 1024 characters.
const KEY: usize = 1000;

/// Reads a text, if every byte of it is owned.
pub(super) fn read(text: &str, comments: bool) -> Option<Tree> {
    if !is_owned(text) {
        return None;
    }
    let (out, levels) = (Growing::default(), Vec::new());
    let mut reader =
        Reader { text, bytes: text.as_bytes(), at: 0, out, levels, wait: Wait::Nothing, comments };
    reader.lines()?;
    Some(reader.out.finish(None))
}

/// Whether each character is one that the parser takes everywhere as itself.
fn is_owned(text: &str) -> bool {
    let ascii = |byte: &u8| matches!(byte, b' '..=b'~' | b'\n') || *byte >= 0x80;
    let beyond = |c: char| {
        !matches!(c, '\u{80}'..='\u{9f}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
    };
    text.bytes().all(|byte| ascii(&byte)) && (text.is_ascii() || text.chars().all(beyond))
}

/// What the next line with content may be the value of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wait {
    Nothing,
    /// A key without a value on its line, which ends here.
    Key(usize),
    /// A `-` alone on its line.
    Item,
}

/// Where a value stands: it ends differently inside brackets.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Around {
    Block,
    Flow,
}

/// A block mapping or list that has not ended, and the column of its entries.
#[derive(Clone, Copy)]
struct Level {
    column: usize,
    mapping: bool,
}

/// A value without structure, before it is known what it is to be.
struct Scalar<'t> {
    text: Cow<'t, str>,
    style: Style,
    span: Span,
}

struct Reader<'t> {
    text: &'t str,
    bytes: &'t [u8],
    at: usize,
    out: Growing<'t>,
    levels: Vec<Level>,
    wait: Wait,
    comments: bool,
}

impl<'t> Reader<'t> {
    fn lines(&mut self) -> Option<()> {
        while self.at < self.bytes.len() {
            let begin = self.at;
            self.spaces();
            match self.peek() {
                Some(b'#') => self.comment(),
                None | Some(b'\n') => {}
                Some(_) => self.line(begin)?,
            }
            // Each of them stops before a line break or at the end.
            self.at += 1;
        }
        if self.levels.is_empty() {
            return None;
        }
        self.no_value()?;
        while self.levels.pop().is_some() {
            self.out.end(Span::default());
        }
        Some(())
    }

    /// Reads a line with content: `- ` any number of times, then a key with its value, or a value.
    fn line(&mut self, begin: usize) -> Option<()> {
        self.settle(self.at - begin)?;
        let mut is_first = true;
        while self.is_item() {
            if !is_first {
                self.open(self.at - begin, self.at)?;
            }
            is_first = false;
            self.at += 1;
            if self.rest()? {
                self.wait = Wait::Item;
                return Some(());
            }
        }
        if matches!(self.peek(), Some(b'[' | b'{')) {
            return if is_first { None } else { self.value() };
        }
        let start = self.at;
        let key = self.scalar(Around::Block)?;
        if self.peek() != Some(b':') {
            self.add(key);
            return if is_first || !self.rest()? { None } else { Some(()) };
        }
        let end = key.span.end as usize;
        if end != self.at || end - start > KEY {
            return None;
        }
        if !is_first {
            self.open(start - begin, start)?;
        }
        self.add(key);
        self.at += 1;
        if self.rest()? {
            self.wait = Wait::Key(end);
            return Some(());
        }
        self.value()
    }

    /// Ends the blocks that a line in a column does not belong to, and begins the one it needs.
    fn settle(&mut self, column: usize) -> Option<()> {
        let Some(last) = self.levels.last().copied() else {
            return if column == 0 { self.open(0, self.at) } else { None };
        };
        let is_item = self.is_item();
        let begins = match self.wait {
            Wait::Nothing => false,
            Wait::Key(_) | Wait::Item => column > last.column,
        };
        if begins {
            self.wait = Wait::Nothing;
            return self.open(column, self.at);
        }
        if matches!(self.wait, Wait::Key(_)) && is_item && column == last.column {
            // A list in the column of its key: the parser lets it begin at its first value.
            self.wait = Wait::Nothing;
            return self.open(column, self.first_value()?);
        }
        self.no_value()?;
        while let Some(level) = self.levels.last().copied() {
            let is_within = column > level.column || column == level.column && level.mapping != is_item;
            if is_within {
                return (column == level.column).then_some(());
            }
            if column == level.column && level.mapping {
                return None;
            }
            self.levels.pop();
            self.out.end(Span::default());
        }
        None
    }

    /// Begins a block: a list if an item stands here.
    fn open(&mut self, column: usize, at: usize) -> Option<()> {
        if self.levels.len() == LEVELS {
            return None;
        }
        let mapping = !self.is_item();
        let kind = if mapping { Kind::Mapping } else { Kind::Sequence };
        self.levels.push(Level { column, mapping });
        self.out.start(kind, mapping, Style::Block, 0, Span::new(at, at));
        Some(())
    }

    /// Returns where the value of the item here begins, if it does on this line.
    fn first_value(&self) -> Option<usize> {
        let line = self.bytes.get(self.at + 1..)?;
        let value = line.iter().position(|byte| *byte != b' ')?;
        (!matches!(line.get(value), Some(b'\n' | b'#'))).then_some(self.at + 1 + value)
    }

    /// Gives the key that waits no value. An item without a value is not owned.
    fn no_value(&mut self) -> Option<()> {
        match std::mem::replace(&mut self.wait, Wait::Nothing) {
            Wait::Nothing => {}
            Wait::Key(end) => {
                self.add(Scalar { text: Cow::Borrowed("~"), style: Style::Plain, span: Span::new(end, end) });
            }
            Wait::Item => return None,
        }
        Some(())
    }

    /// Skips spaces after `-`, `:` or a value, of which there must be one, and a comment. Returns
    /// whether nothing else is left of the line.
    fn rest(&mut self) -> Option<bool> {
        let from = self.at;
        self.spaces();
        match self.peek() {
            None | Some(b'\n') => Some(true),
            _ if self.at == from => None,
            Some(b'#') => {
                self.comment();
                Some(true)
            }
            Some(_) => Some(false),
        }
    }

    /// Reads a value and the rest of its line.
    fn value(&mut self) -> Option<()> {
        match self.peek() {
            Some(b'[' | b'{') => self.flow()?,
            _ => {
                let scalar = self.scalar(Around::Block)?;
                self.add(scalar);
            }
        }
        self.rest()?.then_some(())
    }

    /// Reads a mapping or a list in brackets.
    fn flow(&mut self) -> Option<()> {
        let mut open: Vec<bool> = Vec::new();
        loop {
            // Here a value begins.
            match self.peek()? {
                bracket @ (b'[' | b'{') => {
                    if self.levels.len() + open.len() >= LEVELS {
                        return None;
                    }
                    let mapping = bracket == b'{';
                    let kind = if mapping { Kind::Mapping } else { Kind::Sequence };
                    let span = Span::new(self.at, self.at + 1);
                    self.out.start(kind, mapping, Style::Flow, 0, span);
                    open.push(mapping);
                    self.at += 1;
                    self.spaces();
                    if !matches!(self.peek()?, b']' | b'}') {
                        self.flow_key(mapping)?;
                        continue;
                    }
                }
                _ => {
                    let scalar = self.scalar(Around::Flow)?;
                    self.add(scalar);
                    self.spaces();
                }
            }
            // Here a value has ended, or brackets that hold none.
            while self.peek()? != b',' {
                let mapping = open.pop()?;
                if self.peek()? != if mapping { b'}' } else { b']' } {
                    return None;
                }
                self.at += 1;
                self.out.end(Span::new(self.at - 1, self.at));
                if open.is_empty() {
                    return Some(());
                }
                self.spaces();
            }
            self.at += 1;
            self.spaces();
            self.flow_key(*open.last()?)?;
        }
    }

    /// Reads the key of the next entry, if it is one of a mapping, up to its value.
    fn flow_key(&mut self, mapping: bool) -> Option<()> {
        if mapping {
            let start = self.at;
            let key = self.scalar(Around::Flow)?;
            if self.peek() != Some(b':') || key.span.end as usize != self.at || self.at - start > KEY {
                return None;
            }
            self.add(key);
            self.at += 1;
            if self.peek() != Some(b' ') {
                return None;
            }
            self.spaces();
        }
        Some(())
    }

    /// Reads a value without structure.
    fn scalar(&mut self, around: Around) -> Option<Scalar<'t>> {
        let begin = self.at;
        let (text, style, end) = match self.peek()? {
            b'"' => (self.double()?, Style::DoubleQuoted, self.at),
            b'\'' => (self.single()?, Style::SingleQuoted, self.at),
            _ => {
                let end = self.plain(around)?;
                (Cow::Borrowed(self.text.get(begin..end)?), Style::Plain, end)
            }
        };
        Some(Scalar { text, style, span: Span::new(begin, end) })
    }

    /// Goes to the end of a plain value, and returns where its last character ends.
    fn plain(&mut self, around: Around) -> Option<usize> {
        if !self.begins_plain() {
            return None;
        }
        let begin = self.at;
        loop {
            let rest = self.bytes.get(self.at..)?;
            self.at += rest.iter().position(|byte| STOPS[*byte as usize]).unwrap_or(rest.len());
            match self.peek() {
                Some(b'#') if self.bytes.get(self.at - 1) != Some(&b' ') => {}
                Some(b',' | b'[' | b']' | b'{' | b'}') if around == Around::Block => {}
                Some(b':') => match self.bytes.get(self.at + 1) {
                    None | Some(b' ' | b'\n') => break,
                    Some(b',' | b'[' | b']' | b'{' | b'}') if around == Around::Flow => return None,
                    Some(_) => {}
                },
                _ => break,
            }
            self.at += 1;
        }
        let body = self.bytes.get(begin..self.at)?;
        let blank = body.iter().rev().take_while(|byte| **byte == b' ').count();
        let end = self.at - blank;
        // What stops a value in a block has a space before it, as every comment must.
        if around == Around::Block && self.peek() == Some(b'#') {
            self.at = end;
        }
        Some(end)
    }

    /// Whether a plain value can begin here, and be nothing else.
    fn begins_plain(&self) -> bool {
        let second = self.bytes.get(self.at + 1).copied().unwrap_or(b'\n');
        match self.peek() {
            Some(b'-') => second.is_ascii_alphanumeric(),
            Some(b'.') => second != b'.',
            Some(first) => {
                first.is_ascii_alphanumeric() || first >= 0x80 || b"_/()<=+$^~;\\".contains(&first)
            }
            None => false,
        }
    }

    fn double(&mut self) -> Option<Cow<'t, str>> {
        let mut text = Cow::Borrowed("");
        loop {
            self.at += 1;
            let from = self.at;
            let rest = self.bytes.get(from..)?;
            self.at += rest.iter().position(|byte| matches!(byte, b'"' | b'\\' | b'\n'))?;
            text += self.text.get(from..self.at)?;
            match (self.peek()?, self.bytes.get(self.at + 1)) {
                (b'"', _) => break,
                (b'\\', Some(b'"')) => text += "\"",
                (b'\\', Some(b'\\')) => text += "\\",
                _ => return None,
            }
            self.at += 1;
        }
        self.at += 1;
        Some(text)
    }

    fn single(&mut self) -> Option<Cow<'t, str>> {
        let mut text = Cow::Borrowed("");
        loop {
            self.at += 1;
            let from = self.at;
            let rest = self.bytes.get(from..)?;
            self.at += rest.iter().position(|byte| matches!(byte, b'\'' | b'\n'))?;
            text += self.text.get(from..self.at)?;
            if self.peek()? == b'\n' {
                return None;
            }
            self.at += 1;
            if self.peek() != Some(b'\'') {
                break;
            }
            text += "'";
        }
        Some(text)
    }

    fn add(&mut self, scalar: Scalar<'_>) {
        let size = Size::of_text(&scalar.text);
        let kind = Kind::Scalar { text: scalar.text.into_owned(), plain: scalar.style == Style::Plain };
        self.out.scalar(kind, scalar.style, size, 0, scalar.span);
    }

    /// Goes to the end of the line.
    fn comment(&mut self) {
        let begin = self.at;
        let rest = self.bytes.get(begin..).unwrap_or(&[]);
        self.at += rest.iter().position(|byte| *byte == b'\n').unwrap_or(rest.len());
        if self.comments {
            let body = self.text.get(begin..self.at).unwrap_or("");
            self.out.comment(Span::new(begin, begin + body.trim_end_matches(' ').len()));
        }
    }

    fn is_item(&self) -> bool {
        self.peek() == Some(b'-') && matches!(self.bytes.get(self.at + 1), None | Some(b' ' | b'\n'))
    }

    fn spaces(&mut self) {
        while self.peek() == Some(b' ') {
            self.at += 1;
        }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }
}

/// The bytes at which a plain value may end.
const STOPS: [bool; 256] = {
    let mut stops = [false; 256];
    let ends = b"\n:#,[]{}";
    let mut index = 0;
    while index < ends.len() {
        stops[ends[index] as usize] = true;
        index += 1;
    }
    stops
};
