//! The examples of the field table as JSON values, typed as an editor's YAML parser types them.

use crate::syntax::yaml::{Kind, NodeId, Tree};
use serde::{Serialize, Serializer};

/// A value of an example.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Example {
    Text(String),
    Number(u64),
    Flag(bool),
    List(Vec<Self>),
    Mapping(Vec<(String, Self)>),
}

impl Example {
    /// Reads an example of the table.
    pub(super) fn read(text: &str) -> Option<Self> {
        let tree = Tree::read(text);
        debug_assert!(tree.stopped().is_none(), "the example `{text}` is not YAML");
        tree.root().map(|root| Self::of(&tree, root))
    }

    fn of(tree: &Tree, node: NodeId) -> Self {
        match tree.kind(node) {
            Kind::Sequence => Self::List(tree.children(node).map(|item| Self::of(tree, item)).collect()),
            Kind::Mapping => {
                let name = |value| tree.text(tree.key(value)?).map(str::to_owned);
                let entry = |value| Some((name(value).unwrap_or_default(), Self::of(tree, value)));
                Self::Mapping(tree.children(node).filter_map(entry).collect())
            }
            Kind::Scalar { text, plain: true } => match text.as_str() {
                "true" => Self::Flag(true),
                "false" => Self::Flag(false),
                text => text.parse().map_or_else(|_| Self::Text(text.into()), Self::Number),
            },
            Kind::Scalar { text, .. } => Self::Text(text.clone()),
            Kind::Tagged(_) | Kind::Unreadable => Self::Text(String::new()),
        }
    }
}

impl Serialize for Example {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => serializer.serialize_str(text),
            Self::Number(number) => serializer.serialize_u64(*number),
            Self::Flag(flag) => serializer.serialize_bool(*flag),
            Self::List(items) => serializer.collect_seq(items),
            Self::Mapping(entries) => {
                serializer.collect_map(entries.iter().map(|(name, value)| (name, value)))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scalars_have_the_types_of_yaml() {
        let text = |text: &str| Example::Text(text.into());
        assert_eq!(Example::read("120000"), Some(Example::Number(120_000)));
        assert_eq!(Example::read("2026-09-18"), Some(text("2026-09-18")));
        assert_eq!(
            Example::read("{a: [true, '5', yes]}"),
            Some(Example::Mapping(vec![(
                "a".into(),
                Example::List(vec![Example::Flag(true), text("5"), text("yes")])
            )]))
        );
    }
}
