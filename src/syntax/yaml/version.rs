//! Versions of a tree: a patch adds nodes and leaves those that were read unchanged.
//!
//! A version is a root. It shares all unchanged nodes with the version before it, so making one
//! costs as much as the change, and going back costs nothing. Nothing is changed in place, so a
//! change at one alias or merge key does not show at other places that share its nodes.

use super::merge::Merged;
use super::{Kind, Node, NodeId, Style, Tree, Written};
use crate::source::Span;
use crate::syntax::outline::{Content, Outline};

/// A state of a tree that can be restored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Version {
    root: Option<NodeId>,
    nodes: usize,
}

impl Version {
    /// Whether a node existed in this version.
    pub(in crate::syntax) fn has(self, node: NodeId) -> bool {
        node.index() < self.nodes
    }
}

impl Tree {
    /// Returns the current state.
    pub fn version(&self) -> Version {
        Version { root: self.root, nodes: self.nodes.len() }
    }

    /// Restores a version; later versions are lost.
    pub fn back_to(&mut self, version: Version) {
        self.root = version.root;
        self.nodes.truncate(version.nodes);
        self.merged.split_off(&NodeId(version.nodes as u32));
    }

    pub(in crate::syntax) fn set_root(&mut self, root: NodeId) {
        self.root = Some(root);
    }

    /// Adds a copy of a collection with another kind and other entries, under the same key.
    pub(in crate::syntax) fn collection(&mut self, like: NodeId, kind: Kind, entries: Vec<NodeId>) -> NodeId {
        let (key, unmerged) = (self.key(like), self.unmerged(like).to_vec());
        let copy = self.copy(like, key);
        self.node_mut(copy).written = Written::Value(kind);
        self.merged.insert(copy, Merged { entries, unmerged });
        copy
    }

    /// Adds a copy of a node under another key, or under no key.
    pub(in crate::syntax) fn copy(&mut self, id: NodeId, key: Option<NodeId>) -> NodeId {
        let node = Node {
            written: Written::Value(self.kind(id).clone()),
            key,
            first: None,
            next: None,
            style: self.style(id),
            ..self.node(id).clone()
        };
        let entries: Vec<NodeId> = self.children(id).collect();
        let unmerged = self.unmerged(id).to_vec();
        let copy = self.push(node);
        if !entries.is_empty() || !unmerged.is_empty() {
            self.merged.insert(copy, Merged { entries, unmerged });
        }
        copy
    }

    /// Adds a value that is not in the text.
    pub(in crate::syntax) fn graft(&mut self, value: &Outline, key: Option<NodeId>) -> NodeId {
        let kind = match &value.content {
            Content::Scalar { text, plain } => Kind::Scalar { text: text.clone(), plain: *plain },
            Content::Mapping(_) => Kind::Mapping,
            Content::Sequence(_) => Kind::Sequence,
            Content::Unreadable => Kind::Unreadable,
        };
        let id = self.push(Node::new(kind, value.style, key));
        let entries: Vec<NodeId> = match &value.content {
            Content::Mapping(pairs) => {
                let pair = |(key, value): &(Outline, Outline)| {
                    let key = self.graft(key, None);
                    self.graft(value, Some(key))
                };
                pairs.iter().map(pair).collect()
            }
            Content::Sequence(items) => items.iter().map(|item| self.graft(item, None)).collect(),
            Content::Scalar { .. } | Content::Unreadable => return id,
        };
        self.merged.insert(id, Merged { entries, unmerged: Vec::new() });
        id
    }

    fn push(&mut self, node: Node) -> NodeId {
        let id = NodeId(self.nodes.len() as u32);
        self.nodes.push(node);
        id
    }
}

impl Node {
    fn new(kind: Kind, style: Style, key: Option<NodeId>) -> Self {
        let (written, span) = (Written::Value(kind), Span::default());
        Self { written, span, key, first: None, next: None, style, cut: false }
    }
}
