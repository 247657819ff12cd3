//! Text to a flat tree of YAML nodes with byte spans.
//!
//! `grow` adds node after node to a tree, without recursing. `build` feeds it from the parser's
//! events; `fast` from the text itself, if it is written in the few shapes that most plans use, and
//! otherwise leaves the whole text to `build`. `alias` resolves aliases and enforces their budgets;
//! `merge` applies `<<` to its mapping; `fault` lists what can be wrong.
//! After a syntax error the tree holds what was read before it: open mappings and sequences are
//! closed, so that faults in them can be reported too.
//!
//! A span is the text that a person would have to change: the span of an alias is `*name` itself;
//! the nodes it stands for keep the spans of the place where they are written.

mod alias;
mod build;
mod fast;
mod fault;
mod grow;
mod merge;
mod version;

pub(super) use fault::SyntaxFault;
pub use version::Version;

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
    /// A value without structure. `plain`: written without quotes and not as a block.
    Scalar { text: String, plain: bool },
    /// Keys and values.
    Mapping,
    /// A list.
    Sequence,
    /// A node with a tag, and the span of the tag.
    Tagged(Span),
    /// An unresolved alias or a value that cannot be merged; one of the faults says why.
    Unreadable,
}

/// How a value is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Style {
    /// Without quotes.
    Plain,
    /// In single quotes.
    SingleQuoted,
    /// In double quotes.
    DoubleQuoted,
    /// As a block that keeps its line breaks.
    Literal,
    /// As a block whose line breaks are spaces.
    Folded,
    /// As lines, for keys and values or a list.
    Block,
    /// In braces or brackets.
    Flow,
}

/// What is written at a node.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Written {
    Value(Kind),
    /// An alias, and the node it stands for, which was written before.
    Alias(NodeId),
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Node {
    written: Written,
    span: Span,
    key: Option<NodeId>,
    first: Option<NodeId>,
    next: Option<NodeId>,
    style: Style,
    /// Whether a syntax error inside it hides the rest of it.
    cut: bool,
}

/// The nodes of one file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tree {
    nodes: Vec<Node>,
    root: Option<NodeId>,
    /// The collections whose entries are not consecutive in the text: those that hold a `<<`, and
    /// patched ones.
    merged: BTreeMap<NodeId, merge::Merged>,
    faults: Vec<SyntaxFault>,
    /// The syntax error before which reading stopped.
    stopped: Option<SyntaxFault>,
    /// The spans of comments, in the order of the text. Few readers want them, so they are kept
    /// beside the nodes.
    comments: Vec<Span>,
}

/// How deep a plan may nest, through aliases too. The language itself needs six levels.
const DEPTH: usize = 64;

impl Tree {
    /// Reads a text, up to its first syntax error. Comments are left out.
    pub fn read(text: &str) -> Self {
        Self::fast(text, false).unwrap_or_else(|| Self::by_parser(text, false))
    }

    /// Reads a text with its comments.
    pub fn with_comments(text: &str) -> Self {
        Self::fast(text, true).unwrap_or_else(|| Self::by_parser(text, true))
    }

    /// Reads a text without the parser, if it holds nothing but what people write most.
    pub fn fast(text: &str, comments: bool) -> Option<Self> {
        fast::read(text, comments)
    }

    /// Reads a text with the parser.
    pub fn by_parser(text: &str, comments: bool) -> Self {
        build::build(text, comments)
    }

    /// Returns the spans of comments, from `#` to the end of the line.
    pub fn comments(&self) -> &[Span] {
        &self.comments
    }

    /// Returns the syntax error before which reading stopped.
    pub(super) fn stopped(&self) -> Option<&SyntaxFault> {
        self.stopped.as_ref()
    }

    #[expect(clippy::indexing_slicing, reason = "ids come from this tree")]
    fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.index()]
    }

    #[expect(clippy::indexing_slicing, reason = "ids come from this tree")]
    fn node_mut(&mut self, id: NodeId) -> &mut Node {
        &mut self.nodes[id.index()]
    }

    pub(super) fn style(&self, id: NodeId) -> Style {
        self.node(self.target(id).unwrap_or(id)).style
    }

    pub(super) fn root(&self) -> Option<NodeId> {
        self.root
    }

    /// Returns what a node is; for an alias, what its target is.
    pub(super) fn kind(&self, id: NodeId) -> &Kind {
        let mut node = id;
        loop {
            match &self.node(node).written {
                Written::Value(kind) => return kind,
                Written::Alias(target) => node = *target,
            }
        }
    }

    /// Returns the text of a value without structure.
    pub(super) fn text(&self, id: NodeId) -> Option<&str> {
        match self.kind(id) {
            Kind::Scalar { text, .. } => Some(text),
            _ => None,
        }
    }

    pub(super) fn span(&self, id: NodeId) -> Span {
        self.node(id).span
    }

    /// Returns the target of an alias; none for any other node.
    pub(super) fn target(&self, id: NodeId) -> Option<NodeId> {
        match self.node(id).written {
            Written::Alias(target) => Some(target),
            Written::Value(_) => None,
        }
    }

    /// Returns each alias with the node that it stands for.
    pub(super) fn aliases(&self) -> impl Iterator<Item = (NodeId, NodeId)> + '_ {
        let ids = (0..self.nodes.len() as u32).map(NodeId);
        ids.filter_map(|id| Some((id, self.target(id)?)))
    }

    /// Whether a node was still open where reading stopped: what it lacks may follow the syntax
    /// error.
    pub(super) fn is_cut(&self, id: NodeId) -> bool {
        self.node(id).cut
    }

    /// Returns the key of a node in its mapping.
    pub(super) fn key(&self, id: NodeId) -> Option<NodeId> {
        self.node(id).key
    }

    /// Returns the values of a mapping or the items of a sequence in file order; merged values come
    /// after the mapping's own.
    pub(super) fn children(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        let id = self.target(id).unwrap_or(id);
        let merged = self.merged.get(&id);
        let written = if merged.is_some() { None } else { self.node(id).first };
        let written = std::iter::successors(written, |child| self.node(*child).next);
        merged.map_or(&[][..], |merged| &merged.entries).iter().copied().chain(written)
    }

    /// Returns the values of `<<` that cannot be merged into a mapping, so that its content is not
    /// fully known.
    pub(super) fn unmerged(&self, id: NodeId) -> &[NodeId] {
        let merged = self.merged.get(&self.target(id).unwrap_or(id));
        merged.map_or(&[], |merged| &merged.unmerged)
    }

    /// Returns the faults of aliases and merge keys.
    pub(super) fn faults(&self) -> &[SyntaxFault] {
        &self.faults
    }
}

#[cfg(test)]
mod tests;
