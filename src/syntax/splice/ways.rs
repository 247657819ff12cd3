//! The ways in which a change can be made in a text, the best first. A way need not hold in every
//! text: each is tried, and read again.

#![expect(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    reason = "offsets are those of lines and nodes of the text at hand"
)]

use super::Splice;
use super::layout::Layout;
use super::written::{lines, written};
use crate::syntax::outline::{Content, Outline};
use crate::syntax::patch::{Patch, Step};
use crate::syntax::yaml::{Kind, NodeId, Style, Tree};
use std::ops::Range;

/// One way: splices of the same text.
type Way = Vec<Splice>;

fn put(range: Range<usize>, text: impl Into<String>) -> Splice {
    Splice { range, text: text.into() }
}

fn insert(at: usize, text: impl Into<String>) -> Splice {
    put(at..at, text)
}

/// Makes ways of changing a text.
pub(super) struct Ways<'l> {
    layout: &'l Layout<'l>,
    tree: &'l Tree,
}

impl<'l> Ways<'l> {
    pub(super) fn new(layout: &'l Layout<'l>) -> Self {
        Self { layout, tree: layout.tree }
    }

    /// Returns the ways of making a change.
    pub(super) fn of(&self, patch: &Patch) -> Vec<Way> {
        let path = patch.path();
        let way = self.layout.way(path);
        let Some(last) = way.last().copied() else { return Vec::new() };
        let missing = &path[way.len() - 1..];
        let parent = way.len().checked_sub(2).map(|at| way[at]);
        match patch {
            Patch::Set { value, .. } => match missing {
                [] if parent.is_some_and(|parent| !self.layout.is_own(parent, last)) => match path.last() {
                    // A key beside `<<` wins over what is merged.
                    Some(step) => self.add_key(parent.unwrap_or(last), step, &[], (value, usize::MAX)),
                    None => Vec::new(),
                },
                [] => self.replace(last, value),
                [step, rest @ ..] => self.add_key(last, step, rest, (value, usize::MAX)),
            },
            Patch::Remove { .. } => match (missing, parent) {
                ([], Some(parent)) => self.remove(parent, last),
                // A single value is a list of one.
                ([Step::Index(0)], _) if !self.layout.is_collection(last) => {
                    self.replace(last, &Outline::list())
                }
                _ => Vec::new(),
            },
            Patch::Insert { key: None, at, value, .. } => match missing {
                [] => self.add_item(last, *at, value),
                [step, rest @ ..] => {
                    let list = Outline::new(Style::Flow, Content::Sequence(vec![value.clone()]));
                    self.add_key(last, step, rest, (&list, usize::MAX))
                }
            },
            Patch::Insert { key: Some(key), at, value, .. } => match &key.content {
                Content::Scalar { text, .. } => match missing {
                    [] => self.add_key(last, &Step::key(text), &[], (value, *at)),
                    [step] => {
                        let pairs = vec![(key.clone(), value.clone())];
                        let inside = Outline::new(value.style, Content::Mapping(pairs));
                        self.add_key(last, step, &[], (&inside, usize::MAX))
                    }
                    _ => Vec::new(),
                },
                _ => Vec::new(),
            },
            Patch::Rename { to, .. } => {
                let key = self.tree.key(last).filter(|_| missing.is_empty());
                key.map(|key| vec![vec![put(self.span(key), written(to, Some(self.tree.style(key))))]])
                    .unwrap_or_default()
            }
        }
    }

    fn span(&self, node: NodeId) -> Range<usize> {
        let span = self.tree.span(node);
        span.start as usize..span.end as usize
    }

    /// Returns the ways of replacing a value that is there.
    fn replace(&self, node: NodeId, value: &Outline) -> Vec<Way> {
        let layout = self.layout;
        let behind_colon = layout.colon(node);
        let is_alias = self.tree.target(node).is_some();
        if layout.is_absent(node) {
            let text = format!(" {}", written(value, None));
            let at = behind_colon.unwrap_or(layout.start(node));
            return vec![vec![insert(at, text)]];
        }
        let style = if is_alias { Style::Plain } else { self.tree.style(node) };
        match style {
            Style::Plain | Style::SingleQuoted | Style::DoubleQuoted | Style::Flow => {
                vec![vec![put(self.span(node), written(value, Some(style)))]]
            }
            Style::Literal | Style::Folded | Style::Block => {
                let text = format!(" {}", written(value, None));
                let way = |at| vec![put(at..layout.end(node), text)];
                behind_colon.map(way).into_iter().collect()
            }
        }
    }

    /// Returns the ways of adding a key to a mapping, with what is inside the value on the way to
    /// it.
    fn add_key(&self, node: NodeId, step: &Step, rest: &[Step], (value, at): (&Outline, usize)) -> Vec<Way> {
        let Step::Key(key) = step else { return Vec::new() };
        let mut value = value.clone();
        for step in rest.iter().rev() {
            let Step::Key(key) = step else { return Vec::new() };
            value = Outline::new(Style::Flow, Content::Mapping(vec![(Outline::text(key), value)]));
        }
        let entry = format!("{}: {}", written(&Outline::text(key), None), written(&value, None));
        let layout = self.layout;
        if self.tree.target(node).is_some() {
            return Vec::new();
        }
        let is_entry = value.style == Style::Block && matches!(value.content, Content::Mapping(_));
        match self.tree.kind(node) {
            Kind::Mapping if layout.is_flow(node) => self.add_in_flow(node, &entry),
            Kind::Mapping if is_entry => {
                let mut ways = self.add_entry(node, at, key, &value);
                ways.extend(self.add_line(node, at, &entry));
                ways
            }
            Kind::Mapping => self.add_line(node, at, &entry),
            // An entry without anything in it.
            Kind::Scalar { .. } if layout.is_absent(node) => {
                let Some(at) = layout.colon(node) else { return Vec::new() };
                let key_at = layout.entry_start(node);
                let end = layout.line_end(at);
                let (indent, line_break) = (layout.indent(key_at), layout.line_break());
                let inner = format!("{indent}  ");
                let lines = lines(key, &value, (&inner, "  ")).join(line_break);
                vec![
                    vec![insert(end, format!("{line_break}{inner}{lines}"))],
                    vec![insert(at, format!(" {{{entry}}}"))],
                ]
            }
            Kind::Scalar { .. } => vec![vec![put(self.span(node), format!("{{{entry}}}"))]],
            _ => Vec::new(),
        }
    }

    /// Returns the ways of adding an entry to a mapping or list in braces: as the last one, else
    /// as the first one.
    fn add_in_flow(&self, node: NodeId, entry: &str) -> Vec<Way> {
        let layout = self.layout;
        let own = layout.own(node);
        let inside = layout.start(node) + 1;
        let (Some(first), Some(last)) = (own.first(), own.last()) else {
            return vec![vec![insert(inside, entry)], vec![insert(inside, format!("{entry}, "))]];
        };
        vec![
            vec![insert(layout.end(*last), format!(", {entry}"))],
            vec![insert(layout.entry_start(*first), format!("{entry}, "))],
            vec![insert(inside, format!("{entry}, "))],
        ]
    }

    /// Returns the ways of adding a line to a mapping: behind the entry before its place, else
    /// behind the last one, else before one.
    fn add_line(&self, node: NodeId, at: usize, entry: &str) -> Vec<Way> {
        let layout = self.layout;
        let own = layout.own(node);
        let (end, first) = match (own.first(), own.last()) {
            (Some(first), Some(last)) => (layout.end(*last), layout.entry_start(*first)),
            // It only merges others.
            _ => (self.tree.span(node).end as usize, layout.start(node)),
        };
        let (indent, line_break) = (layout.indent(first), layout.line_break());
        let behind = |end| vec![insert(layout.line_end(end), format!("{line_break}{indent}{entry}"))];
        let before = |at: usize| vec![insert(layout.line_start(at), format!("{indent}{entry}{line_break}"))];
        let near = match at.checked_sub(1) {
            Some(at) => own.get(at).map(|own| behind(layout.end(*own))),
            None => own
                .first()
                .map(|own| layout.entry_start(*own))
                .filter(|at| layout.begins_line(*at))
                .map(before),
        };
        let mut ways: Vec<Way> = near.into_iter().collect();
        ways.push(behind(end));
        for own in own.iter().rev() {
            let at = layout.entry_start(*own);
            if layout.begins_line(at) {
                ways.push(before(at));
            }
        }
        ways
    }

    /// Returns the ways of adding an entry with keys of its own behind another one, in the style of
    /// that: in braces or in lines, with an empty line before it where its neighbors have one.
    fn add_entry(&self, node: NodeId, at: usize, key: &str, value: &Outline) -> Vec<Way> {
        let layout = self.layout;
        let own = layout.own(node);
        let near = match at {
            0 => own.first(),
            at => own.get(at - 1).or(own.last()),
        };
        let Some(near) = near.copied() else { return Vec::new() };
        let is_deep = matches!(&value.content, Content::Mapping(pairs) if pairs.iter().any(|(_, value)| value.style == Style::Block && matches!(value.content, Content::Mapping(_))));
        let is_line = *self.tree.kind(near) == Kind::Mapping && layout.is_flow(near) && !is_deep;
        let style = if is_line { Style::Flow } else { Style::Block };
        let value = Outline::new(style, value.content.clone());
        let indent = layout.indent(layout.entry_start(near));
        let lines = lines(key, &value, (&indent, &layout.step(&own))).join(layout.line_break());
        let lines = format!("{indent}{lines}");
        vec![vec![if at == 0 {
            layout.before(&own, near, &lines)
        } else {
            layout.behind(&own, near, &lines)
        }]]
    }

    /// Returns the ways of adding an item to a list.
    fn add_item(&self, node: NodeId, at: usize, value: &Outline) -> Vec<Way> {
        let layout = self.layout;
        let item = written(value, None);
        if self.tree.target(node).is_some() && *self.tree.kind(node) == Kind::Sequence {
            return Vec::new();
        }
        match self.tree.kind(node) {
            Kind::Sequence if layout.is_flow(node) => {
                let before = self.tree.children(node).nth(at).map(|next| layout.start(next));
                let before = before.map(|at| vec![insert(at, format!("{item}, "))]);
                before.into_iter().chain(self.add_in_flow(node, &item)).collect()
            }
            Kind::Sequence => self.add_item_line(node, at, &item),
            _ if layout.is_absent(node) => {
                let list = Outline::new(Style::Flow, Content::Sequence(vec![value.clone()]));
                self.replace(node, &list)
            }
            Kind::Mapping if !layout.is_flow(node) => Vec::new(),
            Kind::Scalar { .. } | Kind::Mapping
                if matches!(self.tree.style(node), Style::Literal | Style::Folded) =>
            {
                Vec::new()
            }
            Kind::Scalar { .. } | Kind::Mapping => {
                let Range { start, end } = self.span(node);
                let (before, after) = if at == 0 {
                    (format!("[{item}, "), "]".into())
                } else {
                    ("[".into(), format!(", {item}]"))
                };
                vec![vec![insert(start, before), insert(end, after)]]
            }
            _ => Vec::new(),
        }
    }

    fn add_item_line(&self, node: NodeId, at: usize, item: &str) -> Vec<Way> {
        let layout = self.layout;
        let own = layout.own(node);
        let dash = |entry: NodeId| {
            let start = layout.line_start(layout.start(entry));
            let dash = layout.text[start..layout.start(entry)].find('-')? + start;
            layout.begins_line(dash).then_some(dash)
        };
        let line_break = layout.line_break();
        if let Some(next) = own.get(at) {
            let way = |dash| {
                let indent = layout.indent(dash);
                vec![insert(layout.line_start(dash), format!("{indent}- {item}{line_break}"))]
            };
            return dash(*next).map(way).into_iter().collect();
        }
        let Some(last) = own.last() else { return Vec::new() };
        let indent = own.iter().find_map(|entry| dash(*entry)).map(|dash| layout.indent(dash));
        let way = |indent| {
            vec![insert(layout.line_end(layout.end(*last)), format!("{line_break}{indent}- {item}"))]
        };
        indent.map(way).into_iter().collect()
    }

    /// Returns the ways of removing an entry of a mapping or list.
    fn remove(&self, parent: NodeId, entry: NodeId) -> Vec<Way> {
        let layout = self.layout;
        if self.tree.target(parent).is_some() || !layout.is_own(parent, entry) {
            return Vec::new();
        }
        let own = layout.own(parent);
        let Some(at) = own.iter().position(|other| *other == entry) else { return Vec::new() };
        let (start, end) = (layout.entry_start(entry), layout.end(entry));
        let (next, previous) = (own.get(at + 1), at.checked_sub(1).map(|at| own[at]));
        if layout.is_flow(parent) {
            let mut ways = Vec::new();
            if let Some(next) = next {
                ways.push(vec![put(start..layout.entry_start(*next), "")]);
            }
            if let Some(previous) = previous {
                ways.push(vec![put(layout.end(previous)..end, "")]);
            }
            ways.push(vec![put(start..end, "")]);
            let rest = &layout.text[end..];
            let gap = rest.len() - rest.trim_start().len();
            if rest[gap..].starts_with(',') {
                ways.push(vec![put(start..end + gap + 1, "")]);
            }
            return ways;
        }
        let is_mapping = *self.tree.kind(parent) == Kind::Mapping;
        if own.len() == 1 {
            let empty = if is_mapping { "{}" } else { "[]" };
            let mut ways = Vec::new();
            if is_mapping {
                ways.push(vec![put(start..end, empty)]);
            } else if let Some(colon) = layout.colon(parent) {
                let line = layout.line_start(self.dash_before(start));
                ways.push(vec![insert(colon, " []"), self.without_lines(line, end)]);
            }
            return ways;
        }
        let from = if is_mapping { start } else { self.dash_before(start) };
        if layout.begins_line(from) {
            return vec![vec![self.without_lines(layout.line_start(from), end)]];
        }
        // The first of several, behind a dash.
        next.map(|next| vec![put(start..layout.entry_start(*next), "")]).into_iter().collect()
    }

    /// Returns the dash before an item.
    fn dash_before(&self, start: usize) -> usize {
        let before = self.layout.text[..start].trim_end();
        if before.ends_with('-') { before.len() - 1 } else { start }
    }

    /// Returns the removal of lines, from the start of one to the line of an offset. Their comments
    /// stay.
    fn without_lines(&self, start: usize, end: usize) -> Splice {
        let layout = self.layout;
        let (text, line_break) = (layout.text, layout.line_break());
        let (stop, next) = (layout.line_end(end), layout.next_line(end));
        let indent = &text[start..start + text[start..].len() - text[start..].trim_start_matches(' ').len()];
        let spans = self.tree.comments().iter().map(|span| span.start as usize..span.end as usize);
        let kept: Vec<String> = spans
            .filter(|span| span.start >= start && span.end <= stop)
            .map(|span| format!("{indent}{}", text[span].trim_end()))
            .collect();
        if !kept.is_empty() {
            return put(start..stop, kept.join(line_break));
        }
        // At the end of a text without a last line break, the one before goes.
        if next == stop && start > 0 {
            return put(layout.end_before(start)..stop, "");
        }
        put(start..next, "")
    }
}
