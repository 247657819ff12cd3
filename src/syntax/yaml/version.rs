//! Versions of a tree: what a patch changes is added beside what was read, and that stays as it is.
//!
//! A version is a root. It shares with the one before it all nodes that are the same in both, so
//! that making one costs as much as what is changed in it, and going back costs nothing. What an
//! alias or a merge key stands for is shared by several places; as nothing is changed in place, a
//! change at one of them does not show at the others.

use super::merge::Merged;
use super::{Kind, Node, NodeId, Style, Tree, Written};
use crate::source::Span;
use crate::syntax::outline::{Content, Outline};

/// A state of a tree that can be gone back to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Version {
    root: Option<NodeId>,
    nodes: usize,
}

impl Version {
    /// Whether a node, with all that stands in it, was there.
    pub(in crate::syntax) fn has(self, node: NodeId) -> bool {
        node.index() < self.nodes
    }
}

impl Tree {
    /// Returns the state of the tree as it is now.
    pub fn version(&self) -> Version {
        Version { root: self.root, nodes: self.nodes.len() }
    }

    /// Makes the tree what it was. Versions that were made since are lost.
    pub fn back_to(&mut self, version: Version) {
        self.root = version.root;
        self.nodes.truncate(version.nodes);
        self.merged.split_off(&NodeId(version.nodes as u32));
    }

    pub(in crate::syntax) fn set_root(&mut self, root: NodeId) {
        self.root = Some(root);
    }

    /// Adds a collection that is like a node but for its kind, its entries and the key under which
    /// it stands.
    pub(in crate::syntax) fn collection(&mut self, like: NodeId, kind: Kind, entries: Vec<NodeId>) -> NodeId {
        let (key, unmerged) = (self.key(like), self.unmerged(like).to_vec());
        let copy = self.copy(like, key);
        self.nodes[copy.index()].written = Written::Value(kind);
        self.merged.insert(copy, Merged { entries, unmerged });
        copy
    }

    /// Adds a copy of a node under another key, or under none.
    pub(in crate::syntax) fn copy(&mut self, id: NodeId, key: Option<NodeId>) -> NodeId {
        let node = Node {
            written: Written::Value(self.kind(id).clone()),
            key,
            first: None,
            next: None,
            style: self.style(id),
            ..self.nodes[id.index()].clone()
        };
        let entries: Vec<NodeId> = self.children(id).collect();
        let unmerged = self.unmerged(id).to_vec();
        let copy = self.push(node);
        if !entries.is_empty() || !unmerged.is_empty() {
            self.merged.insert(copy, Merged { entries, unmerged });
        }
        copy
    }

    /// Adds a value from elsewhere. It stands nowhere in the text.
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
