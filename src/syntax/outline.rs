//! What a file says as YAML, before anything is known of the plan language: for tests that compare readers,
//! and for whatever has to find the text behind a value.

use super::yaml::{Fault, Kind, NodeId, Tree};
use crate::source::Span;

/// A value with the text that it was read from. Aliases and merge keys are resolved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outline {
    /// Where it is written; for an alias, the alias.
    pub span: Span,
    /// Whether it is an alias. What is in it then stands elsewhere.
    pub alias: bool,
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

/// Returns what a text says, or nothing where it cannot be read to its end as one YAML document; a text
/// without any value says nothing as well.
pub fn outline(text: &str) -> Option<Outline> {
    let (tree, fault): (Tree, Option<Fault>) = Tree::read(text);
    if fault.is_some() {
        return None;
    }
    tree.root().map(|root| of(&tree, root))
}

/// Recurses no deeper than the tree, which has a limit, and through aliases no longer than theirs.
fn of(tree: &Tree, node: NodeId) -> Outline {
    let content = match tree.kind(node) {
        Kind::Scalar { text, plain } => Content::Scalar { text: text.clone(), plain: *plain },
        Kind::Mapping if tree.unmerged(node).is_empty() => {
            let pair = |value: NodeId| Some((of(tree, tree.key(value)?), of(tree, value)));
            Content::Mapping(tree.children(node).filter_map(pair).collect())
        }
        Kind::Sequence => Content::Sequence(tree.children(node).map(|item| of(tree, item)).collect()),
        Kind::Mapping | Kind::Tagged(_) | Kind::Unreadable => Content::Unreadable,
    };
    Outline { span: tree.span(node), alias: tree.target(node).is_some(), content }
}
