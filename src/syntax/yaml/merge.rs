//! Merge keys: `<<: *base` and `<<: [*first, *second]`.
//!
//! A mapping's own keys win over merged ones, and earlier sources over later ones. A key that
//! occurs twice in one source is kept twice, so that the duplicate can still be reported.

use super::alias::{Anchors, NODE};
use super::fault::SyntaxFault;
use super::{Kind, NodeId, Tree, Written};
use crate::source::Span;
use std::collections::BTreeSet;

/// The content of a mapping with a merge key.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Merged {
    /// Its own values without that of `<<`, then the merged ones.
    pub(super) entries: Vec<NodeId>,
    /// Values that cannot be merged, into it or into one of its sources.
    pub(super) unmerged: Vec<NodeId>,
}

/// Whether a key is a merge key. A quoted `<<` is an ordinary key.
pub(super) fn is_merge_key(written: &Written) -> bool {
    matches!(written, Written::Value(Kind::Scalar { text, plain: true }) if text == "<<")
}

/// Merges the values of a mapping's merge keys into it.
pub(super) fn merge(tree: &mut Tree, mapping: NodeId, values: &[NodeId], anchors: &mut Anchors<'_>) {
    let Some((value, again)) = values.split_first() else { return };
    let mut merged = Merged::default();
    let mut sources = sources(tree, *value, &mut merged.unmerged);
    for second in again {
        written_twice(tree, *value, *second).record(&mut tree.faults);
        refuse(tree, *second, &mut merged.unmerged);
    }
    let held = |source: &NodeId| tree.children(*source).count().saturating_add(tree.unmerged(*source).len());
    let held: usize = sources.iter().map(held).sum();
    if anchors.spend(held.saturating_mul(NODE), tree.span(*value), &mut tree.faults).is_err() {
        refuse(tree, *value, &mut merged.unmerged);
        sources.clear();
    }
    let is_own = |child: &NodeId| tree.key(*child).is_none_or(|key| !is_merge_key(&tree.node(key).written));
    merged.entries = tree.children(mapping).filter(is_own).collect();
    let mut taken: BTreeSet<&str> =
        merged.entries.iter().filter_map(|child| key_text(tree, *child)).collect();
    let mut sources = sources.iter().peekable();
    while let Some(source) = sources.next() {
        let begin = merged.entries.len();
        let is_new = |child: &NodeId| key_text(tree, *child).is_none_or(|key| !taken.contains(key));
        merged.entries.extend(tree.children(*source).filter(is_new));
        merged.unmerged.extend(tree.unmerged(*source));
        if sources.peek().is_some() {
            taken.extend(merged.entries.iter().skip(begin).filter_map(|child| key_text(tree, *child)));
        }
    }
    tree.merged.insert(mapping, merged);
}

/// Returns the mappings that a value of `<<` refers to.
fn sources(tree: &mut Tree, value: NodeId, unmerged: &mut Vec<NodeId>) -> Vec<NodeId> {
    match tree.kind(value) {
        Kind::Mapping => return vec![value],
        Kind::Sequence => {}
        _ => {
            unfit(tree, value, unmerged);
            return Vec::new();
        }
    }
    let items: Vec<NodeId> = tree.children(value).collect();
    let (fit, other): (Vec<NodeId>, Vec<NodeId>) =
        items.into_iter().partition(|item| *tree.kind(*item) == Kind::Mapping);
    // The items of a list written elsewhere may be valid there, so the alias is at fault.
    let at_fault = if tree.target(value).is_some() && !other.is_empty() { vec![value] } else { other };
    for node in at_fault {
        unfit(tree, node, unmerged);
    }
    fit
}

/// Records a source that is not a mapping.
fn unfit(tree: &mut Tree, node: NodeId, unmerged: &mut Vec<NodeId>) {
    if *tree.kind(node) != Kind::Unreadable {
        SyntaxFault::error("bad-merge", at(tree, node), "`<<` merges keys and values, but this has none")
            .label("nothing to merge")
            .help("write `<<: *base`, with `&base` marking keys and values further up; or `<<: [*base, *other]`")
            .record(&mut tree.faults);
    }
    refuse(tree, node, unmerged);
}

/// Makes a node unreadable.
fn refuse(tree: &mut Tree, node: NodeId, unmerged: &mut Vec<NodeId>) {
    tree.node_mut(node).written = Written::Value(Kind::Unreadable);
    unmerged.push(node);
}

fn written_twice(tree: &Tree, first: NodeId, second: NodeId) -> SyntaxFault {
    let key = |value| tree.key(value).map_or_else(Span::default, |key| tree.span(key));
    let fault = SyntaxFault::error("duplicate-key", key(second), "`<<` is written twice here")
        .label("second")
        .help("merge several with one key: `<<: [*first, *second]`");
    SyntaxFault { related: Some((key(first), "first")), ..fault }
}

/// Returns the span to report for a node; an empty one is reported at its key.
fn at(tree: &Tree, node: NodeId) -> Span {
    let span = tree.span(node);
    let key = tree.key(node).filter(|_| span.start == span.end);
    key.map_or(span, |key| tree.span(key))
}

fn key_text(tree: &Tree, child: NodeId) -> Option<&str> {
    tree.text(tree.key(child)?)
}
