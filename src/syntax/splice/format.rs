//! Spacing and quotes in one form; values, order, comments and indents as they are.
//!
//! What is written as a value, an alias or a comment is kept, and only what lies between is spaced
//! anew. As for every change of a text, the result counts only if it reads as before.

use super::layout::Layout;
use super::written::quoted;
use super::{Refused, Splice, applied, comments};
use crate::syntax::decode::is_null;
use crate::syntax::outline::{Content, Outline};
use crate::syntax::yaml::{Kind, NodeId, Style, Tree};
use std::ops::Range;

/// Returns a text with spacing and quotes in one form.
pub fn formatted(text: &str) -> Result<String, Refused> {
    let tree = Tree::with_comments(text);
    let layout = Layout::new(text, &tree);
    if let Some(stopped) = tree.stopped() {
        let line = layout.line(stopped.span.start as usize);
        let help = "mend it first: `tpm check` shows the place";
        return Err(Refused::new(Some(line), "the file cannot be read to its end", help));
    }
    let help = "`tpm check` shows what is wrong";
    let before = tree.outline().filter(|before| tree.faults().is_empty() && is_readable(before));
    let Some(before) = before else {
        return Err(Refused::new(None, "a part of the file cannot be read", help));
    };
    let changed = applied(text, splices(&layout));
    let changed = changed.filter(|changed| {
        let read = Tree::with_comments(changed);
        read.stopped().is_none()
            && read.faults().is_empty()
            && read.outline().is_some_and(|after| is_equal(&before, &after))
            && comments(changed, &read) == comments(text, &tree)
    });
    changed
        .ok_or_else(|| Refused::new(None, "it would not read as before in another form", "space it by hand"))
}

/// Whether all of a value was read.
fn is_readable(value: &Outline) -> bool {
    match &value.content {
        Content::Scalar { .. } => true,
        Content::Mapping(pairs) => pairs.iter().all(|(key, value)| is_readable(key) && is_readable(value)),
        Content::Sequence(items) => items.iter().all(is_readable),
        Content::Unreadable => false,
    }
}

/// Whether two values are the same, in the same order; quotes only keep a text from being none.
fn is_equal(one: &Outline, other: &Outline) -> bool {
    one.alias == other.alias
        && match (&one.content, &other.content) {
            (Content::Scalar { text: a, plain: x }, Content::Scalar { text: b, plain: y }) => {
                a == b && (*x && is_null(a)) == (*y && is_null(b))
            }
            (Content::Mapping(pairs), Content::Mapping(others)) => {
                let both = || pairs.iter().zip(others);
                pairs.len() == others.len()
                    && both().all(|(one, other)| is_equal(&one.0, &other.0) && is_equal(&one.1, &other.1))
            }
            (Content::Sequence(items), Content::Sequence(others)) => {
                items.len() == others.len()
                    && items.iter().zip(others).all(|(one, other)| is_equal(one, other))
            }
            _ => false,
        }
}

/// A part of the text that is kept, or that gets other quotes.
struct Part {
    range: Range<usize>,
    text: Option<String>,
    /// Whether it goes to the end of its line at least, and what is behind it may be part of it.
    is_open: bool,
}

fn splices(layout: &Layout<'_>) -> Vec<Splice> {
    let parts = parts(layout);
    // Found once: the first line may be the whole text.
    let line_break = layout.line_break();
    let mut splices = Vec::new();
    let (mut at, mut is_open) = (if layout.text.starts_with('\u{feff}') { 3 } else { 0 }, false);
    for Part { range, text, is_open: next_open } in parts {
        if range.start >= at {
            if !is_open {
                splices.extend(spaced(layout.text, line_break, at..range.start, false));
            }
            if let Some(text) = text.filter(|text| layout.text.get(range.clone()) != Some(text)) {
                splices.push(Splice { range: range.clone(), text });
            }
            (at, is_open) = (range.end, next_open);
        }
    }
    if !is_open {
        splices.extend(spaced(layout.text, line_break, at..layout.text.len(), true));
    }
    splices
}

/// Returns the parts of the text between which spacing may change, in order.
fn parts(layout: &Layout<'_>) -> Vec<Part> {
    let (text, tree) = (layout.text, layout.tree);
    let mut parts = Vec::new();
    let mut put = |node: NodeId| {
        let span = tree.span(node);
        let range = span.start as usize..span.end as usize;
        if tree.target(node).is_some() {
            parts.push(Part { range, text: None, is_open: false });
        } else if let Kind::Scalar { text: value, .. } = tree.kind(node) {
            let style = tree.style(node);
            let is_line = text.get(range.clone()).is_some_and(|slice| !slice.contains(['\n', '\r']));
            let is_quoted = matches!(style, Style::SingleQuoted | Style::DoubleQuoted);
            let quotes = (is_quoted && is_line).then(|| quoted(value));
            parts.push(Part {
                range,
                text: quotes,
                is_open: matches!(style, Style::Literal | Style::Folded),
            });
        }
    };
    let root = tree.root();
    for node in root.into_iter().chain(root.into_iter().flat_map(|root| layout.within(root))) {
        tree.key(node).into_iter().for_each(&mut put);
        put(node);
    }
    for span in tree.comments() {
        let range = span.start as usize..span.end as usize;
        let kept = text.get(range.clone()).map(|comment| comment.trim_end_matches([' ', '\t']).to_owned());
        parts.push(Part { range, text: kept, is_open: false });
    }
    parts.retain(|part| !part.range.is_empty());
    parts.sort_by_key(|part| (part.range.start, part.range.end));
    parts
}

/// Returns the splices that space what lies between two parts.
fn spaced(text: &str, line_break: &str, range: Range<usize>, is_last: bool) -> Vec<Splice> {
    let between = &text[range.clone()];
    let is_first = text[..range.start].trim_start_matches('\u{feff}').is_empty();
    let mut lines: Vec<&str> =
        between.split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line)).collect();
    // A lone carriage return ends a line too: such a text is left alone.
    if lines.iter().any(|line| line.contains('\r')) {
        return Vec::new();
    }
    let end = lines.pop().unwrap_or_default();
    let is_comment = text[range.end..].starts_with('#');
    let mut new = String::new();
    let mut empty = if is_first { 1_usize } else { 0 };
    for (at, line) in lines.iter().enumerate() {
        // The first is the rest of a line that has begun.
        let line = if at == 0 && !is_first {
            inner(line.trim_end_matches([' ', '\t']), false)
        } else {
            line.trim_end().to_owned()
        };
        let is_empty = line.is_empty() && (at > 0 || is_first);
        empty = if is_empty { empty.saturating_add(1) } else { 0 };
        if empty < 2 {
            new.push_str(&line);
            new.push_str(line_break);
        }
    }
    let is_rest = lines.is_empty() && !is_first;
    match (is_last, is_rest) {
        (true, _) => {
            new.push_str(end.trim_end());
            new.truncate(new.trim_end().len());
            if !text[..range.start].is_empty() || !new.is_empty() {
                new.push_str(line_break);
            }
        }
        (false, true) if is_comment => new.push_str(&before_comment(end)),
        (false, true) => new.push_str(&inner(end, true)),
        _ => new.push_str(end),
    }
    if new == between { Vec::new() } else { vec![Splice { range, text: new }] }
}

/// Returns what lies before a comment: its distance stays.
fn before_comment(text: &str) -> String {
    let rest = text.trim_end_matches([' ', '\t']);
    format!("{}{}", inner(rest, false), &text[rest.len()..])
}

/// Returns indicators of one line with one space behind a colon and a comma, if nothing else is
/// between them; with a value behind them, a colon and a comma are kept apart from it.
#[expect(clippy::arithmetic_side_effects, reason = "it counts characters of a text")]
fn inner(text: &str, is_before_value: bool) -> String {
    let is_known = |c: char| " ,:[]{}".contains(c);
    let signs: Vec<char> = text.chars().filter(|c| *c != ' ').collect();
    // A comma behind the last item is nobody's habit here; an absent value has its own spaces.
    let is_odd = signs.windows(2).any(|pair| matches!(pair, [',', ']' | '}' | ','] | [':', ',' | ']' | '}']))
        || signs.starts_with(&[':', ':']);
    if !text.chars().all(is_known) || is_odd || signs.is_empty() {
        return text.to_owned();
    }
    let mut new = String::new();
    for (at, sign) in signs.iter().enumerate() {
        new.push(*sign);
        let is_end = at + 1 == signs.len();
        if matches!(sign, ':' | ',') && (!is_end || is_before_value) {
            new.push(' ');
        }
    }
    new
}
