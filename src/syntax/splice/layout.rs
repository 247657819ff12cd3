//! Where the parts of a text lie: lines, indents, and the ends of entries.

#![expect(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    reason = "offsets are those of lines and nodes of the text at hand"
)]

use super::Splice;
use crate::syntax::patch::Step;
use crate::syntax::yaml::{Kind, NodeId, Style, Tree};

/// A text with its tree.
pub(super) struct Layout<'t> {
    pub(super) text: &'t str,
    pub(super) tree: &'t Tree,
}

fn is_break(byte: &u8) -> bool {
    matches!(byte, b'\n' | b'\r')
}

impl<'t> Layout<'t> {
    pub(super) fn new(text: &'t str, tree: &'t Tree) -> Self {
        Self { text, tree }
    }

    /// Returns the line of an offset, from 1.
    pub(super) fn line(&self, at: usize) -> usize {
        let before = &self.text.as_bytes()[..at.min(self.text.len())];
        let breaks = before.iter().enumerate().filter(|(index, byte)| {
            **byte == b'\n' || **byte == b'\r' && self.text.as_bytes().get(index + 1) != Some(&b'\n')
        });
        breaks.count() + 1
    }

    /// Returns where the line of an offset begins, behind a byte order mark.
    pub(super) fn line_start(&self, at: usize) -> usize {
        let before = &self.text.as_bytes()[..at];
        let start = before.iter().rposition(is_break).map_or(0, |at| at + 1);
        if start == 0 && self.text.starts_with('\u{feff}') { '\u{feff}'.len_utf8().min(at) } else { start }
    }

    /// Returns where the line of an offset ends, before its line break.
    pub(super) fn line_end(&self, at: usize) -> usize {
        let rest = &self.text.as_bytes()[at..];
        rest.iter().position(is_break).map_or(self.text.len(), |length| at + length)
    }

    /// Returns where the line after that of an offset begins.
    pub(super) fn next_line(&self, at: usize) -> usize {
        let end = self.line_end(at);
        match &self.text.as_bytes()[end..] {
            [b'\r', b'\n', ..] => end + 2,
            [] => end,
            _ => end + 1,
        }
    }

    /// Returns where the line before one begins; none before the first.
    pub(super) fn previous_line(&self, start: usize) -> Option<usize> {
        let before = &self.text[..start];
        let before = before.strip_suffix("\r\n").or_else(|| before.strip_suffix(['\n', '\r']))?;
        Some(self.line_start(before.len()))
    }

    /// Returns where the text ends without the lines from one on, and without empty ones before it.
    pub(super) fn end_before(&self, mut start: usize) -> usize {
        let is_empty = |line: &usize| self.text[*line..self.line_end(*line)].trim().is_empty();
        while let Some(line) = self.previous_line(start).filter(is_empty) {
            start = line;
        }
        let before = &self.text[..start];
        before.strip_suffix("\r\n").or_else(|| before.strip_suffix(['\n', '\r'])).map_or(start, str::len)
    }

    /// Returns the line break that the text uses.
    pub(super) fn line_break(&self) -> &'t str {
        let end = self.line_end(0);
        match &self.text[end..self.next_line(0)] {
            "" => "\n",
            found => found,
        }
    }

    /// Returns what stands before an offset in its line, as spaces.
    pub(super) fn indent(&self, at: usize) -> String {
        " ".repeat(self.text[self.line_start(at)..at].chars().count())
    }

    /// Whether only spaces stand before an offset in its line.
    pub(super) fn begins_line(&self, at: usize) -> bool {
        self.text[self.line_start(at)..at].bytes().all(|byte| byte == b' ')
    }

    pub(super) fn slice(&self, node: NodeId) -> &'t str {
        self.text.get(self.start(node)..self.tree.span(node).end as usize).unwrap_or("")
    }

    pub(super) fn start(&self, node: NodeId) -> usize {
        (self.tree.span(node).start as usize).min(self.text.len())
    }

    /// Returns where an entry begins: at its key, or at the item.
    pub(super) fn entry_start(&self, entry: NodeId) -> usize {
        self.start(self.tree.key(entry).unwrap_or(entry))
    }

    /// Whether a value is written without anything.
    pub(super) fn is_absent(&self, node: NodeId) -> bool {
        let span = self.tree.span(node);
        let is_quoted = matches!(self.tree.style(node), Style::SingleQuoted | Style::DoubleQuoted);
        self.tree.target(node).is_none() && span.start == span.end && !is_quoted
    }

    pub(super) fn is_flow(&self, node: NodeId) -> bool {
        self.tree.style(node) == Style::Flow
    }

    pub(super) fn is_collection(&self, node: NodeId) -> bool {
        matches!(self.tree.kind(node), Kind::Mapping | Kind::Sequence)
    }

    /// Returns the end of the colon behind a key; of the key, if it has none.
    pub(super) fn colon(&self, entry: NodeId) -> Option<usize> {
        let end = (self.tree.span(self.tree.key(entry)?).end as usize).min(self.text.len());
        let rest = &self.text[end..];
        let gap = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        Some(if rest[gap..].starts_with(':') { end + gap + 1 } else { end })
    }

    /// Returns where an entry ends: at the last byte of its value.
    pub(super) fn end(&self, entry: NodeId) -> usize {
        let span = self.tree.span(entry);
        if self.is_absent(entry) {
            return self.colon(entry).unwrap_or(span.end as usize);
        }
        let is_block = self.is_collection(entry) && self.tree.target(entry).is_none() && !self.is_flow(entry);
        let own = || self.own(entry).into_iter().map(|child| self.end(child)).max();
        let end = if is_block { own() } else { None };
        end.unwrap_or(span.end as usize).min(self.text.len())
    }

    /// Returns the entries that are written in a collection itself.
    pub(super) fn own(&self, node: NodeId) -> Vec<NodeId> {
        if self.tree.target(node).is_some() {
            return Vec::new();
        }
        let mut own: Vec<NodeId> =
            self.tree.children(node).filter(|child| self.is_own(node, *child)).collect();
        own.sort_by_key(|child| self.entry_start(*child));
        own
    }

    /// Whether an entry is written in a collection itself rather than merged into it.
    pub(super) fn is_own(&self, parent: NodeId, child: NodeId) -> bool {
        let Some(key) = self.tree.key(child) else { return true };
        let (around, at) = (self.tree.span(parent), self.tree.span(key));
        self.tree.target(parent).is_none() && around.start <= at.start && at.start <= around.end
    }

    /// Returns the indent of the keys of entries in lines: that of the last one that has any.
    pub(super) fn step(&self, own: &[NodeId]) -> String {
        let step = |entry: &NodeId| {
            let is_block = *self.tree.kind(*entry) == Kind::Mapping && !self.is_flow(*entry);
            let first = self.own(*entry).into_iter().next().filter(|_| is_block)?;
            let [outer, inner] = [*entry, first].map(|node| self.indent(self.entry_start(node)).len());
            inner.checked_sub(outer).filter(|step| *step > 0)
        };
        " ".repeat(own.iter().rev().find_map(step).unwrap_or(2))
    }

    /// Returns where an entry in lines ends with the comments behind it that are indented deeper
    /// than it: at the end of a line.
    pub(super) fn tail(&self, entry: NodeId) -> usize {
        let indent = self.indent(self.entry_start(entry)).len();
        let mut end = self.line_end(self.end(entry));
        let mut at = self.next_line(end);
        while at < self.text.len() {
            let line = &self.text[at..self.line_end(at)];
            let inner = line.trim_start_matches(' ');
            let is_deeper = inner.starts_with('#') && line.len() - inner.len() > indent;
            if is_deeper {
                end = self.line_end(at);
            } else if !inner.trim().is_empty() {
                break;
            }
            let next = self.next_line(at);
            if next == at {
                break;
            }
            at = next;
        }
        end
    }

    /// Returns the start of the comments directly above a line, with its indent.
    pub(super) fn above(&self, start: usize) -> usize {
        let text = self.text;
        let indent = text[start..].len() - text[start..].trim_start_matches(' ').len();
        let mut at = start;
        while let Some(line) = self.previous_line(at) {
            let inner = text[line..at].trim_start_matches(' ');
            if !inner.starts_with('#') || text[line..at].len() - inner.len() != indent {
                break;
            }
            at = line;
        }
        at
    }

    /// Returns the line break that keeps entries apart, if the last ones have an empty line between
    /// them.
    fn apart(&self, own: &[NodeId]) -> &'t str {
        let is_apart = own.windows(2).next_back().is_some_and(|pair| {
            let end = self.line_end(self.end(pair[0]));
            let between = &self.text[end..self.line_start(self.entry_start(pair[1])).max(end)];
            between.lines().skip(1).any(|line| line.trim().is_empty())
        });
        if is_apart { self.line_break() } else { "" }
    }

    /// Returns the splice that puts lines behind an entry and its comments, with an empty line
    /// between where the entries are kept apart by one.
    pub(super) fn behind(&self, own: &[NodeId], entry: NodeId, lines: &str) -> Splice {
        let at = self.tail(entry);
        Splice { range: at..at, text: format!("{}{}{lines}", self.line_break(), self.apart(own)) }
    }

    /// Returns the splice that puts lines before an entry and the comments above it.
    pub(super) fn before(&self, own: &[NodeId], entry: NodeId, lines: &str) -> Splice {
        let at = self.above(self.line_start(self.entry_start(entry)));
        Splice { range: at..at, text: format!("{lines}{}{}", self.line_break(), self.apart(own)) }
    }

    /// Returns the entry under a step, if there is one.
    pub(super) fn child(&self, node: NodeId, step: &Step) -> Option<NodeId> {
        match (step, self.tree.kind(node)) {
            (Step::Key(key), Kind::Mapping) => self.tree.children(node).find(|child| {
                self.tree.key(*child).and_then(|key| self.tree.text(key)) == Some(key.as_str())
            }),
            (Step::Index(at), Kind::Sequence) => self.tree.children(node).nth(*at),
            _ => None,
        }
    }

    /// Returns the nodes on a path, the root first, as far as they exist.
    pub(super) fn way(&self, path: &[Step]) -> Vec<NodeId> {
        let mut way: Vec<NodeId> = self.tree.root().into_iter().collect();
        for step in path {
            match way.last().and_then(|node| self.child(*node, step)) {
                Some(child) => way.push(child),
                None => break,
            }
        }
        way
    }

    /// Returns the nodes written inside a node.
    pub(super) fn within(&self, node: NodeId) -> Vec<NodeId> {
        let mut within = self.own(node);
        let mut next = 0;
        while let Some(inner) = within.get(next).copied() {
            within.extend(self.own(inner));
            next += 1;
        }
        within
    }
}
