//! Builds a tree from the parser's events; the only user of the YAML parser.

use super::alias::{Anchor, Anchors, Size};
use super::fault::{FaultId, SyntaxFault, not_yaml, second_document, too_deep, unfinished_merge};
use super::merge::{is_merge_key, merge};
use super::{DEPTH, Kind, Node, NodeId, Style, Tree, Written};
use crate::source::Span;
use granit_parser::{
    ErrorKind, Event, Options, Parser, ScalarStyle, ScanError, Span as YamlSpan, StructureStyle,
};

/// Reads a text up to its first syntax error, with or without its comments.
pub(super) fn build(text: &str, comments: bool) -> Tree {
    let mut builder = Builder { tree: Tree::default(), open: Vec::new(), anchors: Anchors::default(), text };
    let fault = builder.run(comments);
    while let Some(open) = builder.open.pop() {
        builder.tree.nodes[open.node.index()].cut = true;
        builder.close(open);
    }
    let Builder { mut tree, anchors, .. } = builder;
    let merge = fault.as_ref().filter(|fault| fault.rule == "unfinished-merge");
    // In a file that begins with conflict markers, the first line parses as text.
    tree.root = tree.root.filter(|root| merge.is_none_or(|merge| tree.span(*root).start < merge.span.start));
    anchors.finish(&mut tree.faults);
    tree.stopped = fault;
    tree
}

/// A collection whose end has not been met yet.
struct Open {
    node: NodeId,
    last: Option<NodeId>,
    /// The key that waits for its value.
    key: Option<NodeId>,
    mapping: bool,
    /// The values of `<<`.
    merges: Vec<NodeId>,
    size: Size,
    anchor: usize,
}

struct Builder<'t> {
    tree: Tree,
    open: Vec<Open>,
    anchors: Anchors<'t>,
    text: &'t str,
}

impl<'t> Builder<'t> {
    fn run(&mut self, comments: bool) -> Option<SyntaxFault> {
        let mut options = Options::default();
        options.emit_comments = comments;
        options.max_buffered_comment_events = usize::MAX;
        options.emit_unresolved_aliases = true;
        options.emit_anchor_events = true;
        options.flow_nesting_limit = DEPTH;
        options.block_nesting_limit = DEPTH;
        let mut documents = 0;
        for event in Parser::new_from_str_with_options(self.text, options) {
            let (event, span) = match event {
                Ok(pair) => pair,
                Err(error) => return Some(self.fault(&error)),
            };
            if matches!(event, Event::DocumentStart(..)) {
                documents += 1;
                if documents > 1 {
                    return Some(second_document(self.bytes(span)));
                }
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
                let node = self.add(Written::Value(kind), scalar_style(style), bytes);
                self.complete(Anchor { node, size }, anchor);
            }
            Event::Alias(number) => {
                let found = self.anchors.follow(number, bytes, self.open.len(), &mut self.tree.faults);
                self.alias(found, bytes);
            }
            Event::UnresolvedAlias(name) => {
                let fault = self.anchors.unknown(name, bytes, &mut self.tree.faults);
                self.alias(Err(fault), bytes);
            }
            Event::Anchor(_, name) => self.anchors.add_name(name),
            Event::MappingStart(style, anchor, tag) => {
                self.start((Kind::Mapping, style), anchor, tag.is_some(), bytes);
            }
            Event::SequenceStart(style, anchor, tag) => {
                self.start((Kind::Sequence, style), anchor, tag.is_some(), bytes);
            }
            Event::MappingEnd | Event::SequenceEnd => self.end(bytes),
            Event::Comment(..) => self.tree.comments.push(bytes),
            _ => {}
        }
    }

    fn alias(&mut self, found: Result<Anchor, FaultId>, span: Span) {
        let (written, size) = match found {
            Ok(anchor) => (Written::Alias(anchor.node), anchor.size),
            Err(_) => (Written::Value(Kind::Unreadable), Size::of_text("")),
        };
        let node = self.add(written, Style::Plain, span);
        self.complete(Anchor { node, size }, 0);
    }

    fn start(&mut self, (kind, style): (Kind, StructureStyle), anchor: usize, tagged: bool, span: Span) {
        let mapping = kind == Kind::Mapping;
        let kind = if tagged { self.tagged(span) } else { kind };
        let style = if style == StructureStyle::Flow { Style::Flow } else { Style::Block };
        let node = self.add(Written::Value(kind), style, span);
        let (merges, size) = (Vec::new(), Size::of_collection());
        self.open.push(Open { node, last: None, key: None, mapping, merges, size, anchor });
    }

    fn end(&mut self, span: Span) {
        if let Some(open) = self.open.pop() {
            // The parser ends a block collection where the next node begins; the end of its last
            // child is the better end.
            let end = match open.last {
                Some(last) if span.start == span.end => self.tree.span(last).end,
                _ => span.end,
            };
            let node = &mut self.tree.nodes[open.node.index()];
            node.span.end = node.span.end.max(end);
            self.close(open);
        }
    }

    fn close(&mut self, open: Open) {
        merge(&mut self.tree, open.node, &open.merges, &mut self.anchors);
        self.complete(Anchor { node: open.node, size: open.size }, open.anchor);
    }

    /// Records a complete node.
    fn complete(&mut self, anchor: Anchor, number: usize) {
        self.anchors.add(number, anchor);
        if let Some(parent) = self.open.last_mut() {
            parent.size.add_child(anchor.size);
        }
    }

    /// Adds a node to the open collection, as a key if one is due.
    fn add(&mut self, written: Written, style: Style, span: Span) -> NodeId {
        let id = NodeId(self.tree.nodes.len() as u32);
        self.tree.nodes.push(Node { written, span, key: None, first: None, next: None, style, cut: false });
        let Some(open) = self.open.last_mut() else {
            self.tree.root.get_or_insert(id);
            return id;
        };
        if open.mapping && open.key.is_none() {
            open.key = Some(id);
            return id;
        }
        let key = open.key.take();
        if key.is_some_and(|key| is_merge_key(&self.tree.nodes[key.index()].written)) {
            open.merges.push(id);
        }
        self.tree.nodes[id.index()].key = key;
        match open.last.replace(id) {
            Some(last) => self.tree.nodes[last.index()].next = Some(id),
            None => self.tree.nodes[open.node.index()].first = Some(id),
        }
        id
    }

    /// Returns the kind of a tagged node; the tag is the text before it.
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
    fn bytes(&self, span: YamlSpan) -> Span {
        let range = span.byte_range().unwrap_or(0..0);
        let end = range.end.min(self.text.len());
        let start = range.start.min(end);
        let body = self.text.get(start..end).unwrap_or("");
        // Unicode white space is part of the text.
        Span::new(start, start + body.trim_end_matches([' ', '\t', '\r', '\n']).len())
    }

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
