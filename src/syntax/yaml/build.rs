//! Builds a tree from the parser's events; the only user of the YAML parser.

use super::alias::Size;
use super::fault::{SyntaxFault, not_yaml, second_document, too_deep, unfinished_merge};
use super::grow::Growing;
use super::{DEPTH, Kind, Style, Tree};
use crate::source::Span;
use granit_parser::{
    ErrorKind, Event, Options, Parser, ScalarStyle, ScanError, Span as YamlSpan, StructureStyle,
};

/// Reads a text up to its first syntax error, with or without its comments.
pub(super) fn build(text: &str, comments: bool) -> Tree {
    let mut events = Events { out: Growing::default(), text };
    let fault = events.run(comments);
    let merge = fault.as_ref().filter(|fault| fault.rule == "unfinished-merge").map(|merge| merge.span.start);
    let mut tree = events.out.finish(fault);
    // In a file that begins with conflict markers, the first line parses as text.
    tree.root = tree.root.filter(|root| merge.is_none_or(|merge| tree.span(*root).start < merge));
    tree
}

struct Events<'t> {
    out: Growing<'t>,
    text: &'t str,
}

impl<'t> Events<'t> {
    fn run(&mut self, comments: bool) -> Option<SyntaxFault> {
        let mut options = Options::default();
        options.emit_comments = comments;
        options.max_buffered_comment_events = usize::MAX;
        options.emit_unresolved_aliases = true;
        options.emit_anchor_events = true;
        options.flow_nesting_limit = DEPTH;
        options.block_nesting_limit = DEPTH;
        let mut has_begun = false;
        for event in Parser::new_from_str_with_options(self.text, options) {
            let (event, span) = match event {
                Ok(pair) => pair,
                Err(error) => return Some(self.fault(&error)),
            };
            if matches!(event, Event::DocumentStart(..)) && std::mem::replace(&mut has_begun, true) {
                return Some(second_document(self.bytes(span)));
            }
            self.take(event, span);
        }
        None
    }

    fn take(&mut self, event: Event<'t>, span: YamlSpan) {
        let bytes = self.bytes(span);
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                let size = Size::of_text(&text);
                let scalar = Kind::Scalar { text: text.into_owned(), plain: style == ScalarStyle::Plain };
                let kind = if tag.is_some() { self.tagged(bytes) } else { scalar };
                self.out.scalar(kind, scalar_style(style), size, anchor, bytes);
            }
            Event::Alias(number) => self.out.alias(number, bytes),
            Event::UnresolvedAlias(name) => self.out.unknown_alias(name, bytes),
            Event::Anchor(_, name) => self.out.anchors.add_name(name),
            Event::MappingStart(style, anchor, tag) => {
                let kind = if tag.is_some() { self.tagged(bytes) } else { Kind::Mapping };
                self.out.start(kind, true, structure_style(style), anchor, bytes);
            }
            Event::SequenceStart(style, anchor, tag) => {
                let kind = if tag.is_some() { self.tagged(bytes) } else { Kind::Sequence };
                self.out.start(kind, false, structure_style(style), anchor, bytes);
            }
            Event::MappingEnd | Event::SequenceEnd => self.out.end(bytes),
            Event::Comment(..) => self.out.comment(bytes),
            _ => {}
        }
    }

    /// Returns the kind of a tagged node; the tag is the text before it.
    #[expect(clippy::arithmetic_side_effects, reason = "offsets in one text")]
    fn tagged(&self, node: Span) -> Kind {
        // Tags are short, but the text before a node can be long without a space: look at 256 bytes
        // only.
        let mut begin = (node.start as usize).saturating_sub(256);
        while !self.text.is_char_boundary(begin) {
            begin += 1;
        }
        let before = &self.text[begin..node.start as usize];
        let words = before.split_inclusive(|c: char| c.is_whitespace() || "[{,".contains(c));
        let mut end = begin;
        let mut tag = node;
        for word in words {
            let start = end;
            end += word.len();
            if word.starts_with('!') {
                tag = Span::new(start, start + word.trim_end().len());
            }
        }
        Kind::Tagged(tag)
    }

    /// Returns the bytes of an event, without the line breaks and indent that a block scalar's span
    /// runs into.
    #[expect(clippy::arithmetic_side_effects, reason = "offsets in one text")]
    fn bytes(&self, span: YamlSpan) -> Span {
        let range = span.byte_range().unwrap_or(0..0);
        let end = range.end.min(self.text.len());
        let start = range.start.min(end);
        let body = self.text.get(start..end).unwrap_or("");
        // Unicode white space is part of the text.
        Span::new(start, start + body.trim_end_matches([' ', '\t', '\r', '\n']).len())
    }

    #[expect(clippy::arithmetic_side_effects, reason = "offsets in one text")]
    fn fault(&self, error: &ScanError) -> SyntaxFault {
        let mut at = error.marker().byte_offset().unwrap_or(self.text.len()).min(self.text.len());
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        let width = self.text[at..].chars().next().map_or(0, char::len_utf8);
        let span = Span::new(at, at + width);
        match error.kind() {
            ErrorKind::RecursionLimitExceeded => too_deep(span),
            kind => unfinished_merge(self.text, span.start)
                .unwrap_or_else(|| not_yaml(self.text, span, &kind.to_string())),
        }
    }
}

fn scalar_style(style: ScalarStyle) -> Style {
    match style {
        ScalarStyle::Plain => Style::Plain,
        ScalarStyle::SingleQuoted => Style::SingleQuoted,
        ScalarStyle::DoubleQuoted => Style::DoubleQuoted,
        ScalarStyle::Literal => Style::Literal,
        ScalarStyle::Folded => Style::Folded,
    }
}

fn structure_style(style: StructureStyle) -> Style {
    if style == StructureStyle::Flow { Style::Flow } else { Style::Block }
}
