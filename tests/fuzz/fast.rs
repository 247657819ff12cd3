//! The fast reader of YAML reads what the parser reads, or leaves the text to it.

use super::texts::text;
use tpm::syntax::Tree;

/// Panics if the two readers differ on a text in a value, a style, a span, a fault or a comment.
pub fn check(data: &[u8]) {
    if let Some(text) = text(data) {
        same(&text);
    }
}

/// Whether the fast reader owns a text. Panics if the parser reads it otherwise.
pub fn same(text: &str) -> bool {
    [false, true].into_iter().all(|comments| {
        let fast = Tree::fast(text, comments);
        if let Some(fast) = &fast {
            let parsed = Tree::by_parser(text, comments);
            assert!(*fast == parsed, "{text:?}\n{fast:#?}\n{parsed:#?}");
        }
        fast.is_some()
    })
}
