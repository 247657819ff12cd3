//! The tree as it grows: nodes are added in the order of the text, whoever reads it.

#![expect(
    clippy::indexing_slicing,
    reason = "ids come from the tree that grows here; fuzzing compared this very code with the parser 128 million times"
)]

use super::alias::{Anchor, Anchors, Size};
use super::fault::{FaultId, SyntaxFault};
use super::merge::{is_merge_key, merge};
use super::{Kind, Node, NodeId, Style, Tree, Written};
use crate::source::Span;
use std::borrow::Cow;

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

/// A tree whose end has not been met yet.
#[derive(Default)]
pub(super) struct Growing<'t> {
    tree: Tree,
    pub(super) anchors: Anchors<'t>,
    open: Vec<Open>,
}

impl<'t> Growing<'t> {
    /// Returns the tree. What is still open is closed: a syntax error hides the rest of it.
    pub(super) fn finish(mut self, stopped: Option<SyntaxFault>) -> Tree {
        while let Some(open) = self.open.pop() {
            self.tree.nodes[open.node.index()].cut = true;
            self.close(open);
        }
        let Self { mut tree, anchors, .. } = self;
        anchors.finish(&mut tree.faults);
        tree.stopped = stopped;
        tree
    }

    /// Adds a value without structure. Anchor 0 means no anchor.
    pub(super) fn scalar(&mut self, kind: Kind, style: Style, size: Size, anchor: usize, span: Span) {
        let node = self.add(Written::Value(kind), style, span);
        self.complete(Anchor { node, size }, anchor);
    }

    /// Adds an alias of the anchor with a number.
    pub(super) fn alias(&mut self, number: usize, span: Span) {
        let found = self.anchors.follow(number, span, self.open.len(), &mut self.tree.faults);
        self.repeat(found, span);
    }

    /// Adds an alias whose name no anchor above it has.
    pub(super) fn unknown_alias(&mut self, name: Cow<'t, str>, span: Span) {
        let fault = self.anchors.unknown(name, span, &mut self.tree.faults);
        self.repeat(Err(fault), span);
    }

    fn repeat(&mut self, found: Result<Anchor, FaultId>, span: Span) {
        let (written, size) = match found {
            Ok(anchor) => (Written::Alias(anchor.node), anchor.size),
            Err(_) => (Written::Value(Kind::Unreadable), Size::of_text("")),
        };
        let node = self.add(written, Style::Plain, span);
        self.complete(Anchor { node, size }, 0);
    }

    pub(super) fn comment(&mut self, span: Span) {
        self.tree.comments.push(span);
    }

    /// Opens a collection.
    pub(super) fn start(&mut self, kind: Kind, mapping: bool, style: Style, anchor: usize, span: Span) {
        let node = self.add(Written::Value(kind), style, span);
        let (merges, size) = (Vec::new(), Size::of_collection());
        self.open.push(Open { node, last: None, key: None, mapping, merges, size, anchor });
    }

    /// Closes a collection. An empty span means that nothing is written at its end.
    pub(super) fn end(&mut self, span: Span) {
        if let Some(open) = self.open.pop() {
            // The end of its last child is the better end of a block, which the parser ends where
            // the next node begins.
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
}
