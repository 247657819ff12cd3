//! Text to a flat tree of YAML nodes with byte spans.
//!
//! `build` pulls the parser event by event, so nothing recurses; `alias` says what an alias stands for and
//! holds the budgets; `merge` puts `<<` into its mapping; `fault` is what can be wrong. On a syntax error the
//! tree holds what was read before it: mappings and sequences left open are closed, so that the faults in
//! them can be told too.
//!
//! A span is the text that a person would have to change: that of an alias is `*name` itself, and what an
//! alias stands for has its spans where it is written.

mod alias;
mod build;
mod fault;
mod merge;

pub(super) use fault::Fault;

use crate::source::Span;
use std::collections::BTreeMap;

/// A node of a [`Tree`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct NodeId(u32);

impl NodeId {
    fn index(self) -> usize {
        self.0 as usize
    }
}

/// What a node is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    /// A value without structure. `plain` = written without quotes and not as a block.
    Scalar { text: String, plain: bool },
    /// Keys and values.
    Mapping,
    /// A list.
    Sequence,
    /// A node with a tag, and where the tag stands.
    Tagged(Span),
    /// An alias that stands for nothing, or what cannot be merged; one of the faults says why.
    Unreadable,
}

/// What is written at a node.
#[derive(Debug, Clone)]
enum Written {
    Value(Kind),
    /// An alias, and the node it stands for, which was written before.
    Alias(NodeId),
}

#[derive(Debug, Clone)]
struct Node {
    written: Written,
    span: Span,
    key: Option<NodeId>,
    first: Option<NodeId>,
    next: Option<NodeId>,
    /// Whether a syntax error stands inside it, so that it is not known how it goes on.
    cut: bool,
}

/// The nodes of one file.
#[derive(Debug, Clone, Default)]
pub(super) struct Tree {
    nodes: Vec<Node>,
    root: Option<NodeId>,
    /// The mappings that hold a `<<`.
    merged: BTreeMap<NodeId, merge::Merged>,
    faults: Vec<Fault>,
}

/// How deep a plan may nest, through aliases too. The language itself needs six levels.
const DEPTH: usize = 64;

impl Tree {
    /// Reads a text. Returns the nodes before the first syntax error, and that error.
    pub(super) fn read(text: &str) -> (Self, Option<Fault>) {
        build::build(text)
    }

    pub(super) fn root(&self) -> Option<NodeId> {
        self.root
    }

    /// Returns what a node is; an alias is what it stands for.
    pub(super) fn kind(&self, id: NodeId) -> &Kind {
        let mut node = id;
        loop {
            match &self.nodes[node.index()].written {
                Written::Value(kind) => return kind,
                Written::Alias(target) => node = *target,
            }
        }
    }

    pub(super) fn span(&self, id: NodeId) -> Span {
        self.nodes[id.index()].span
    }

    /// Returns the node that an alias stands for; nothing for what is no alias.
    pub(super) fn target(&self, id: NodeId) -> Option<NodeId> {
        match self.nodes[id.index()].written {
            Written::Alias(target) => Some(target),
            Written::Value(_) => None,
        }
    }

    /// Whether a node was still open where reading stopped: what is missing from it may stand behind the
    /// syntax error.
    pub(super) fn is_cut(&self, id: NodeId) -> bool {
        self.nodes[id.index()].cut
    }

    /// Returns the key under which a node stands in its mapping.
    pub(super) fn key(&self, id: NodeId) -> Option<NodeId> {
        self.nodes[id.index()].key
    }

    /// Returns the values of a mapping or the items of a sequence, in the order of the file; what is merged
    /// into a mapping comes after its own.
    pub(super) fn children(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        let id = self.target(id).unwrap_or(id);
        let merged = self.merged.get(&id);
        let written = if merged.is_some() { None } else { self.nodes[id.index()].first };
        let written = std::iter::successors(written, |child| self.nodes[child.index()].next);
        merged.map_or(&[][..], |merged| &merged.entries).iter().copied().chain(written)
    }

    /// Returns what was to be merged into a mapping and cannot be: what it would have held is not known.
    pub(super) fn unmerged(&self, id: NodeId) -> &[NodeId] {
        let merged = self.merged.get(&self.target(id).unwrap_or(id));
        merged.map_or(&[], |merged| &merged.unmerged)
    }

    /// Returns the faults of aliases and merge keys, wherever they stand.
    pub(super) fn faults(&self) -> &[Fault] {
        &self.faults
    }
}

#[cfg(test)]
mod tests;
