//! Changes of a text by path, as splices: nothing but the named place changes.
//!
//! `ways` proposes splices for a change, the best first; `layout` finds lines, indents and ends in
//! the text, and `written` writes the new value. `carry` takes an entry from one text to another;
//! `format` brings spacing and quotes into one form. None of them has to be right in every text
//! that YAML allows: what a way makes of the text is read again, and it counts only if it says
//! exactly what the tree says after the same [`Patch`], with every comment. So a value that is
//! repeated by an alias or a merge key never changes for others.

mod carry;
mod format;
mod layout;
mod ways;
mod written;

use super::decode::is_null;
use super::outline::{Content, Outline};
use super::patch::{Patch, Step};
use super::yaml::{NodeId, Tree};
pub use carry::{Carried, cut, paste};
pub use format::formatted;
use layout::Layout;
use std::ops::Range;
use ways::Ways;

/// Why a text was not changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// The line that is in the way, if that is known.
    pub line: Option<usize>,
    /// The reason.
    pub reason: String,
    /// What to do instead.
    pub help: String,
}

impl Refused {
    fn new(line: Option<usize>, reason: impl Into<String>, help: impl Into<String>) -> Self {
        Self { line, reason: reason.into(), help: help.into() }
    }
}

/// A part of the text, and what takes its place.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Splice {
    range: Range<usize>,
    text: String,
}

/// Returns a text after some patches, one after the other: each names places of the text that the
/// one before it left.
pub fn splice(text: &str, patches: &[Patch]) -> Result<String, Refused> {
    patches.iter().try_fold(text.to_owned(), |text, patch| one(&text, patch))
}

fn one(text: &str, patch: &Patch) -> Result<String, Refused> {
    let tree = Tree::with_comments(text);
    if let Some(stopped) = tree.stopped() {
        let line = Layout::new(text, &tree).line(stopped.span.start as usize);
        let help = "mend it first: `tpm check` shows the place";
        return Err(Refused::new(Some(line), "the file cannot be read to its end", help));
    }
    let Some(before) = tree.outline() else {
        return Err(Refused::new(None, "the file is empty", "write the first entry by hand"));
    };
    let mut patched = tree.clone();
    patched.patch(std::slice::from_ref(patch));
    let Some(wanted) = patched.outline() else {
        return Err(Refused::new(None, "nothing would be left of the file", "edit it by hand"));
    };
    if is_same(&before, &wanted) {
        return match is_said(&wanted, patch) {
            true => Ok(text.to_owned()),
            false => Err(refused(&Layout::new(text, &tree), patch)),
        };
    }
    let said = comments(text, &tree);
    let holds = |changed: &String| {
        let read = Tree::with_comments(changed);
        read.stopped().is_none()
            && read.faults().len() == tree.faults().len()
            && read.outline().is_some_and(|outline| is_same(&outline, &wanted))
            && comments(changed, &read) == said
    };
    let layout = Layout::new(text, &tree);
    let ways = Ways::new(&layout);
    ways.of(patch)
        .into_iter()
        .filter_map(|splices| applied(text, splices))
        .find(holds)
        .ok_or_else(|| refused(&layout, patch))
}

/// Returns the value under a step.
fn inside<'o>(value: &'o Content, step: &Step) -> Option<&'o Content> {
    match (step, value) {
        (Step::Key(key), Content::Mapping(pairs)) => {
            let is_it =
                |other: &Outline| matches!(&other.content, Content::Scalar { text, .. } if text == key);
            pairs.iter().find(|(key, _)| is_it(key)).map(|(_, value)| &value.content)
        }
        (Step::Index(at), Content::Sequence(items)) => items.get(*at).map(|item| &item.content),
        _ => None,
    }
}

/// Whether a change that leaves everything as it was finds what it would write.
fn is_said(outline: &Outline, patch: &Patch) -> bool {
    match patch {
        Patch::Set { path, value } => {
            let found = path.iter().try_fold(&outline.content, inside);
            found.is_some_and(|found| is_same(&Outline::new(value.style, found.clone()), value))
        }
        Patch::Insert { .. } => false,
        Patch::Remove { .. } | Patch::Rename { .. } => true,
    }
}

/// Returns the text of each comment, in order.
fn comments<'t>(text: &'t str, tree: &Tree) -> Vec<&'t str> {
    let slice = |span: &crate::source::Span| text.get(span.start as usize..span.end as usize).unwrap_or("");
    tree.comments().iter().map(slice).map(str::trim_end).collect()
}

/// Applies splices of one text; none if they overlap or split a character.
fn applied(text: &str, mut splices: Vec<Splice>) -> Option<String> {
    splices.sort_by_key(|splice| splice.range.start);
    let (mut changed, mut at) = (String::with_capacity(text.len()), 0);
    for splice in splices {
        changed.push_str(text.get(at..splice.range.start)?);
        changed.push_str(&splice.text);
        at = splice.range.end;
    }
    changed.push_str(text.get(at..)?);
    Some(changed)
}

/// Whether two values say the same. The order of keys says nothing, and quotes only keep a text
/// from being none.
fn is_same(one: &Outline, other: &Outline) -> bool {
    match (&one.content, &other.content) {
        (Content::Scalar { text: a, plain: x }, Content::Scalar { text: b, plain: y }) => {
            let is_none = |text: &str, plain: bool| plain && is_null(text);
            match (is_none(a, *x), is_none(b, *y)) {
                (false, false) => a == b,
                (one, other) => one == other,
            }
        }
        (Content::Mapping(pairs), Content::Mapping(others)) => {
            let (pairs, others) = (sorted(pairs), sorted(others));
            pairs.len() == others.len()
                && pairs
                    .iter()
                    .zip(&others)
                    .all(|(one, other)| is_same(&one.0, &other.0) && is_same(&one.1, &other.1))
        }
        (Content::Sequence(items), Content::Sequence(others)) => {
            items.len() == others.len() && items.iter().zip(others).all(|(one, other)| is_same(one, other))
        }
        (Content::Unreadable, Content::Unreadable) => true,
        _ => false,
    }
}

fn sorted(pairs: &[(Outline, Outline)]) -> Vec<&(Outline, Outline)> {
    let mut sorted: Vec<&(Outline, Outline)> = pairs.iter().collect();
    // A key that stands there twice keeps its order.
    sorted.sort_by_key(|(key, _)| match &key.content {
        Content::Scalar { text, .. } => text.as_str(),
        _ => "",
    });
    sorted
}

/// Returns why no way of making a change holds.
fn refused(layout: &Layout<'_>, patch: &Patch) -> Refused {
    let tree = layout.tree;
    let way = layout.way(patch.path());
    let line = |node: NodeId| Some(layout.line(tree.span(node).start as usize));
    let through = way.iter().find(|node| tree.target(**node).is_some());
    if let Some(alias) = through {
        let name = layout.slice(*alias);
        let reason = format!("`{name}` repeats what is written elsewhere, which is the same for others");
        return Refused::new(line(*alias), reason, format!("write the values out in place of `{name}`"));
    }
    // What is in the changed value too: others may repeat a part of it.
    let inside = way.last().map(|node| layout.within(*node)).unwrap_or_default();
    let repeated = tree.aliases().find(|(_, target)| way.contains(target) || inside.contains(target));
    if let Some((alias, _)) = repeated {
        let name = layout.slice(alias);
        let reason = format!("this value is repeated by `{name}` and would change there too");
        return Refused::new(line(alias), reason, format!("write the value out in place of `{name}`"));
    }
    let is_merged = || {
        let (last, parent) = (way.last()?, way.get(way.len().checked_sub(2)?)?);
        (!layout.is_own(*parent, *last)).then_some(*parent)
    };
    if let Some(parent) = is_merged() {
        let reason = "this value comes from what `<<` merges, which is the same for others";
        return Refused::new(line(parent), reason, "write the value beside `<<`, or edit the file by hand");
    }
    let last = way.last().and_then(|node| line(*node));
    let reason = "this place is written in a way that cannot be changed without changing more";
    Refused::new(last, reason, "edit it by hand")
}
