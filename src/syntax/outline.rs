//! What a file says as YAML, before anything is known of the plan language: for tests that compare readers,
//! and for whatever has to find the text behind a value.

use super::yaml::{Kind, NodeId, Style, Tree};
use crate::source::Span;

/// A value with the text that it was read from. Aliases and merge keys are resolved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outline {
    /// Where it is written; for an alias, the alias.
    pub span: Span,
    /// Whether it is an alias. What is in it then stands elsewhere.
    pub alias: bool,
    /// How it is written.
    pub style: Style,
    /// What it is.
    pub content: Content,
}

/// What a value is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// A text.
    Scalar {
        /// As it is meant, without quotes and escapes.
        text: String,
        /// Whether it is written without quotes and not as a block: only then can it be more than text.
        plain: bool,
    },
    /// Keys and values in the order of the file, merged ones last; a key may stand there twice.
    Mapping(Vec<(Outline, Outline)>),
    /// Items.
    Sequence(Vec<Outline>),
    /// A value with a tag, or what an alias or a merge key could not be resolved to.
    Unreadable,
}

impl Outline {
    /// Returns a plain text that stands nowhere yet.
    pub fn text(text: impl Into<String>) -> Self {
        Self::new(Style::Plain, Content::Scalar { text: text.into(), plain: true })
    }

    /// Returns a list of nothing.
    pub fn list() -> Self {
        Self::new(Style::Block, Content::Sequence(Vec::new()))
    }

    /// Returns a value that stands nowhere yet.
    pub fn new(style: Style, content: Content) -> Self {
        Self { span: Span::default(), alias: false, style, content }
    }

    /// Returns what a node of a tree says. Recurses no deeper than the tree, which has a limit, and through
    /// aliases no longer than theirs.
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
    /// Returns what the tree says, or nothing where it could not be read to its end as one YAML document; a text
    /// without any value says nothing as well.
    pub fn outline(&self) -> Option<Outline> {
        let root = self.root().filter(|_| self.stopped().is_none())?;
        Some(Outline::of(self, root))
    }
}

/// Returns what a text says.
pub fn outline(text: &str) -> Option<Outline> {
    Tree::read(text).outline()
}
