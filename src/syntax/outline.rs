//! A file as plain YAML values with their places, without the plan language. Tests compare it with
//! other readers; edits use it to find the text of a value.

use super::yaml::{Kind, NodeId, Style, Tree};
use crate::source::Span;

/// A value with the text that it was read from. Aliases and merge keys are resolved.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Outline {
    /// Where it is written; for an alias, the alias.
    pub span: Span,
    /// Whether it is an alias; its content is then written elsewhere.
    pub alias: bool,
    /// How it is written.
    pub style: Style,
    /// What it is.
    pub content: Content,
}

/// What a value is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Content {
    /// A text.
    Scalar {
        /// The text without quotes and escapes.
        text: String,
        /// Whether it is written without quotes and not as a block: only then can it be a number, a
        /// flag or null.
        plain: bool,
    },
    /// Keys and values in the order of the file, merged ones last; a key may occur twice.
    Mapping(Vec<(Outline, Outline)>),
    /// Items.
    Sequence(Vec<Outline>),
    /// A value with a tag, or an alias or merge key that could not be resolved.
    Unreadable,
}

impl Outline {
    /// Returns a plain text without a place.
    pub fn text(text: impl Into<String>) -> Self {
        Self::new(Style::Plain, Content::Scalar { text: text.into(), plain: true })
    }

    /// Returns an empty list without a place.
    pub fn list() -> Self {
        Self::new(Style::Block, Content::Sequence(Vec::new()))
    }

    /// Returns a value without a place.
    pub fn new(style: Style, content: Content) -> Self {
        Self { span: Span::default(), alias: false, style, content }
    }

    /// Returns the outline of a node. Recursion is bounded: the tree has a depth limit, and aliases
    /// have a size limit.
    pub(super) fn of(tree: &Tree, node: NodeId) -> Self {
        let content = match tree.kind(node) {
            Kind::Scalar { text, plain } => Content::Scalar { text: text.clone(), plain: *plain },
            Kind::Mapping if tree.unmerged(node).is_empty() => {
                let pair = |value: NodeId| Some((Self::of(tree, tree.key(value)?), Self::of(tree, value)));
                Content::Mapping(tree.children(node).filter_map(pair).collect())
            }
            Kind::Sequence => {
                Content::Sequence(tree.children(node).map(|item| Self::of(tree, item)).collect())
            }
            Kind::Mapping | Kind::Tagged(_) | Kind::Unreadable => Content::Unreadable,
        };
        let alias = tree.target(node).is_some();
        Self { span: tree.span(node), alias, style: tree.style(node), content }
    }
}

impl Tree {
    /// Returns the outline of the tree, or `None` if its text is not one YAML document, or has no
    /// value.
    pub fn outline(&self) -> Option<Outline> {
        let root = self.root().filter(|_| self.stopped().is_none())?;
        Some(Outline::of(self, root))
    }
}

/// Returns the outline of a text, or `None` if it is not one YAML document, or has no value.
pub fn outline(text: &str) -> Option<Outline> {
    Tree::read(text).outline()
}
