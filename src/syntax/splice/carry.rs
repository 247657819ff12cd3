//! An entry that goes from one text to another, with its comments.

#![expect(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    reason = "offsets are those of lines and nodes of the text at hand"
)]

use super::layout::Layout;
use super::{Refused, Splice, applied, comments, is_same, one};
use crate::syntax::outline::Outline;
use crate::syntax::patch::{Patch, Step};
use crate::syntax::yaml::{NodeId, Tree};

/// An entry that was cut out of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Carried {
    key: String,
    value: Outline,
    /// Its lines without their common indent, with the comments above and inside it.
    lines: Vec<String>,
    comments: Vec<String>,
}

fn owned(comments: &[&str]) -> Vec<String> {
    comments.iter().map(|comment| (*comment).to_owned()).collect()
}

/// Returns a text without an entry, and the entry. Comments directly above it go with it, and those
/// behind it that are indented deeper.
pub fn cut(text: &str, path: &[Step]) -> Result<(String, Carried), Refused> {
    let tree = Tree::with_comments(text);
    let layout = Layout::new(text, &tree);
    let patch = Patch::Remove { path: path.to_vec() };
    let refused = || super::refused(&layout, &patch);
    let way = layout.way(path);
    let [.., parent, entry] = way[..] else { return Err(refused()) };
    let key = tree.key(entry).and_then(|key| tree.text(key)).ok_or_else(refused)?.to_owned();
    if way.len() != path.len() + 1 || !layout.is_own(parent, entry) {
        return Err(refused());
    }
    let borrowed = layout.within(entry).into_iter().chain([entry]).find(|node| tree.target(*node).is_some());
    let merges = layout.within(entry).into_iter().chain([entry]).any(|node| merges(&layout, node));
    if let Some(line) = borrowed.map(|node| layout.line(layout.start(node))) {
        let reason = "an alias in it repeats what is written elsewhere in this file";
        return Err(Refused::new(Some(line), reason, "write the values out in its place first"));
    }
    if merges {
        let line = Some(layout.line(layout.start(entry)));
        let reason = "`<<` in it merges what is written elsewhere in this file";
        return Err(Refused::new(line, reason, "write the values out in its place first"));
    }
    let value = Outline::of(&tree, entry);
    let (start, end) = (layout.entry_start(entry), layout.end(entry));
    if layout.is_flow(parent) || !layout.begins_line(start) {
        let piece = text.get(start..end).unwrap_or_default();
        let is_one_line = !piece.contains(['\n', '\r']);
        let lines = if is_one_line { vec![piece.to_owned()] } else { Vec::new() };
        let left = one(text, &patch)?;
        return Ok((left, Carried { key, value, lines, comments: Vec::new() }));
    }
    let (start, end) = (layout.above(layout.line_start(start)), layout.tail(entry));
    let indent = layout.indent(layout.entry_start(entry));
    let piece: Vec<String> = text[start..end]
        .split('\n')
        .map(|line| line.strip_suffix('\r').unwrap_or(line))
        .map(|line| line.strip_prefix(indent.as_str()).unwrap_or(line.trim_start()).to_owned())
        .collect();
    let left = without(&layout, parent, (start, end));
    let left = applied(text, left).ok_or_else(refused)?;
    let read = Tree::with_comments(&left);
    let mut patched = tree.clone();
    patched.patch(std::slice::from_ref(&patch));
    let is_as_meant = match (read.outline(), patched.outline()) {
        (Some(read), Some(wanted)) => is_same(&read, &wanted),
        _ => false,
    };
    let (before, after) = (comments(text, &tree), comments(&left, &read));
    let gone = before.len().checked_sub(after.len()).ok_or_else(refused)?;
    let at = before.iter().zip(&after).take_while(|(one, other)| one == other).count();
    let fits = (0..=at).rev().find(|at| before[..*at] == after[..*at] && before[at + gone..] == after[*at..]);
    let (true, Some(at), true) = (is_as_meant, fits, read.faults().len() == tree.faults().len()) else {
        return Err(refused());
    };
    let comments = owned(&before[at..at + gone]);
    Ok((left, Carried { key, value, lines: piece, comments }))
}

/// Whether a mapping merges another one.
fn merges(layout: &Layout<'_>, node: NodeId) -> bool {
    layout.tree.target(node).is_none() && layout.tree.children(node).any(|child| !layout.is_own(node, child))
}

/// Returns the removal of lines of an entry, with the empty line that kept it apart.
fn without(layout: &Layout<'_>, parent: NodeId, (start, end): (usize, usize)) -> Vec<Splice> {
    let (text, mut start, next) = (layout.text, start, layout.next_line(end));
    let mut splices = Vec::new();
    if layout.own(parent).len() == 1
        && let Some(colon) = layout.colon(parent)
    {
        splices.push(Splice { range: colon..colon, text: " {}".into() });
    }
    let is_empty = |at: usize| text[at..layout.line_end(at)].trim().is_empty();
    match layout.previous_line(start).filter(|line| is_empty(*line)) {
        Some(line) if next == text.len() || is_empty(next) => start = line,
        _ => {}
    }
    // At the end of a text without a last line break, the text ends where the entry before does.
    if next == end && start > 0 {
        start = layout.end_before(start);
    }
    splices.push(Splice { range: start..next, text: String::new() });
    splices
}

/// Returns a text with an entry behind the last one of a mapping of the file.
pub fn paste(text: &str, key: &str, carried: &Carried) -> Result<String, Refused> {
    let patch = Patch::Insert {
        path: vec![Step::key(key)],
        key: Some(Outline::text(&carried.key)),
        at: usize::MAX,
        value: carried.value.clone(),
    };
    let tree = Tree::with_comments(text);
    let layout = Layout::new(text, &tree);
    let way = layout.way(&[Step::key(key)]);
    let last =
        way.get(1).filter(|node| !layout.is_flow(**node)).and_then(|node| layout.own(*node).last().copied());
    if let (Some(parent), Some(last), false) = (way.get(1), last, carried.lines.is_empty()) {
        let indent = layout.indent(layout.entry_start(last));
        let line = |line: &String| if line.is_empty() { String::new() } else { format!("{indent}{line}") };
        let lines: Vec<String> = carried.lines.iter().map(line).collect();
        let splice = layout.behind(&layout.own(*parent), last, &lines.join(layout.line_break()));
        if let Some(changed) =
            applied(text, vec![splice]).filter(|changed| holds(&tree, text, changed, &patch, carried))
        {
            return Ok(changed);
        }
    }
    if carried.comments.is_empty() {
        return one(text, &patch);
    }
    let line = way.get(1).map(|node| layout.line(layout.start(*node)));
    let reason = format!("`{}` has comments, which cannot stand here", carried.key);
    let help = format!("write an entry of `{key}` on lines of its own first, or move it by hand");
    Err(Refused::new(line, reason, help))
}

/// Whether a text has the entry and its comments, and else says what it said.
fn holds(tree: &Tree, text: &str, changed: &str, patch: &Patch, carried: &Carried) -> bool {
    let mut patched = tree.clone();
    patched.patch(std::slice::from_ref(patch));
    let read = Tree::with_comments(changed);
    let (before, after) = (comments(text, tree), comments(changed, &read));
    let new: Vec<&str> = carried.comments.iter().map(String::as_str).collect();
    let is_between = (0..=before.len()).any(|at| {
        after.len() == before.len() + new.len()
            && after[..at] == before[..at]
            && after[at..at + new.len()] == new
            && after[at + new.len()..] == before[at..]
    });
    let is_said = match (read.outline(), patched.outline()) {
        (Some(read), Some(wanted)) => is_same(&read, &wanted),
        _ => false,
    };
    is_between && is_said && read.stopped().is_none() && read.faults().len() == tree.faults().len()
}
