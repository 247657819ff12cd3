//! Text to a flat tree of YAML nodes with byte spans; the only user of the YAML parser.
//!
//! The parser is pulled event by event, so nothing recurses, and it is given budgets for depth and nodes. On
//! a syntax error the tree holds what was read before it: mappings and sequences left open are closed, so
//! that the faults in them can be told too.

use crate::source::Span;
use granit_parser::{Event, Options, Parser, ScalarStyle, Span as YamlSpan};

/// A node of a [`Tree`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct NodeId(u32);

/// What a node is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    /// A value without structure. `plain` = written without quotes and not as a block.
    Scalar { text: String, plain: bool },
    /// Keys and values.
    Mapping,
    /// A list.
    Sequence,
    /// A reference to an anchor, or an anchored or tagged node: what the language does not read yet.
    Unsupported(&'static str),
}

#[derive(Debug, Clone)]
struct Node {
    kind: Kind,
    span: Span,
    key: Option<NodeId>,
    first: Option<NodeId>,
    next: Option<NodeId>,
    /// Whether a syntax error stands inside it, so that it is not known how it goes on.
    cut: bool,
}

/// Why a text could not be read to its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SyntaxFault {
    pub(super) span: Span,
    pub(super) message: String,
    pub(super) help: Option<String>,
}

/// The nodes of one file.
#[derive(Debug, Clone, Default)]
pub(super) struct Tree {
    nodes: Vec<Node>,
    root: Option<NodeId>,
}

/// How deep a plan may nest. The language itself needs six levels.
const DEPTH: usize = 64;

impl Tree {
    /// Reads a text. Returns the nodes before the first syntax error, and that error.
    pub(super) fn read(text: &str) -> (Self, Option<SyntaxFault>) {
        let mut builder = Builder { tree: Self::default(), open: Vec::new(), text };
        let fault = builder.run();
        for open in &builder.open {
            builder.tree.nodes[open.node.0 as usize].cut = true;
        }
        (builder.tree, fault)
    }

    pub(super) fn root(&self) -> Option<NodeId> {
        self.root
    }

    pub(super) fn kind(&self, id: NodeId) -> &Kind {
        &self.nodes[id.0 as usize].kind
    }

    pub(super) fn span(&self, id: NodeId) -> Span {
        self.nodes[id.0 as usize].span
    }

    /// Whether a node was still open where reading stopped: what is missing from it may stand behind the
    /// syntax error.
    pub(super) fn is_cut(&self, id: NodeId) -> bool {
        self.nodes[id.0 as usize].cut
    }

    /// Returns the key under which a node stands in its mapping.
    pub(super) fn key(&self, id: NodeId) -> Option<NodeId> {
        self.nodes[id.0 as usize].key
    }

    /// Returns the values of a mapping or the items of a sequence, in the order of the file.
    pub(super) fn children(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        std::iter::successors(self.nodes[id.0 as usize].first, |child| self.nodes[child.0 as usize].next)
    }
}

/// A collection whose end has not been met yet.
struct Open {
    node: NodeId,
    last: Option<NodeId>,
    /// The key that waits for its value.
    key: Option<NodeId>,
    mapping: bool,
}

struct Builder<'t> {
    tree: Tree,
    open: Vec<Open>,
    text: &'t str,
}

impl<'t> Builder<'t> {
    fn run(&mut self) -> Option<SyntaxFault> {
        let mut options = Options::default();
        options.emit_comments = false;
        options.flow_nesting_limit = DEPTH;
        options.block_nesting_limit = DEPTH;
        let mut documents = 0;
        for event in Parser::new_from_str_with_options(self.text, options) {
            let (event, span) = match event {
                Ok(pair) => pair,
                Err(error) => return Some(self.fault(&error)),
            };
            if matches!(event, Event::DocumentStart(..)) {
                documents += 1;
                if documents > 1 {
                    return Some(SyntaxFault {
                        span: self.bytes(span),
                        message: "a second document begins here".into(),
                        help: Some(
                            "write one program a file: move what follows `---` to a file of its own".into(),
                        ),
                    });
                }
            }
            self.take(event, span);
        }
        None
    }

    fn take(&mut self, event: Event<'t>, span: YamlSpan) {
        let bytes = self.bytes(span);
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                let plain = style == ScalarStyle::Plain;
                let scalar = Kind::Scalar { text: text.into_owned(), plain };
                self.add(unsupported(anchor, tag.is_some()).unwrap_or(scalar), bytes);
            }
            Event::Alias(_) | Event::UnresolvedAlias(_) => {
                self.add(Kind::Unsupported("an alias (`*name`)"), bytes);
            }
            Event::MappingStart(_, anchor, tag) => self.start(Kind::Mapping, anchor, tag.is_some(), bytes),
            Event::SequenceStart(_, anchor, tag) => self.start(Kind::Sequence, anchor, tag.is_some(), bytes),
            Event::MappingEnd | Event::SequenceEnd => self.end(bytes),
            _ => {}
        }
    }

    fn start(&mut self, kind: Kind, anchor: usize, tagged: bool, span: Span) {
        let mapping = kind == Kind::Mapping;
        let node = self.add(unsupported(anchor, tagged).unwrap_or(kind), span);
        self.open.push(Open { node, last: None, key: None, mapping });
    }

    fn end(&mut self, span: Span) {
        if let Some(open) = self.open.pop() {
            // A block collection ends where the next thing begins; its own last child is the better end.
            let end = match open.last {
                Some(last) if span.start == span.end => self.tree.nodes[last.0 as usize].span.end,
                _ => span.end,
            };
            let node = &mut self.tree.nodes[open.node.0 as usize];
            node.span.end = node.span.end.max(end);
        }
    }

    /// Adds a node to the collection that is open, as a key where one is due.
    fn add(&mut self, kind: Kind, span: Span) -> NodeId {
        let id = NodeId(self.tree.nodes.len() as u32);
        self.tree.nodes.push(Node { kind, span, key: None, first: None, next: None, cut: false });
        let Some(open) = self.open.last_mut() else {
            self.tree.root.get_or_insert(id);
            return id;
        };
        if open.mapping && open.key.is_none() {
            open.key = Some(id);
            return id;
        }
        self.tree.nodes[id.0 as usize].key = open.key.take();
        match open.last.replace(id) {
            Some(last) => self.tree.nodes[last.0 as usize].next = Some(id),
            None => self.tree.nodes[open.node.0 as usize].first = Some(id),
        }
        id
    }

    /// Returns the bytes of an event, without the line breaks and indent that a block scalar's span runs
    /// into.
    fn bytes(&self, span: YamlSpan) -> Span {
        let range = span.byte_range().unwrap_or(0..0);
        let end = range.end.min(self.text.len());
        let start = range.start.min(end);
        let body = self.text.get(start..end).unwrap_or("");
        Span::new(start, start + body.trim_end().len())
    }

    fn fault(&self, error: &granit_parser::ScanError) -> SyntaxFault {
        let at = error.marker().byte_offset().unwrap_or(self.text.len()).min(self.text.len());
        let width = self.text.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        let (message, help) = explain(self.text, at, &error.kind().to_string());
        SyntaxFault { span: Span::new(at, at + width), message, help }
    }
}

fn unsupported(anchor: usize, tagged: bool) -> Option<Kind> {
    if tagged {
        Some(Kind::Unsupported("a tag (`!name`)"))
    } else if anchor > 0 {
        Some(Kind::Unsupported("an anchor (`&name`)"))
    } else {
        None
    }
}

/// Returns the parser's complaint in words that help, where the usual reasons can be told.
fn explain(text: &str, at: usize, complaint: &str) -> (String, Option<String>) {
    let line_start = text[..floor(text, at)].rfind('\n').map_or(0, |newline| newline + 1);
    let line = text[line_start..].lines().next().unwrap_or("");
    let indent: String = line.chars().take_while(|c| c.is_whitespace()).collect();
    if indent.contains('\t') {
        return (
            "a tab is used to indent this line".into(),
            Some("indent with spaces: YAML does not allow tabs there".into()),
        );
    }
    let rest = &text[floor(text, at)..];
    if let Some(name) = rest.strip_prefix('@') {
        let name: String = name.chars().take_while(|c| c.is_alphanumeric() || "-_".contains(*c)).collect();
        return (
            "no value begins with `@`".into(),
            Some(format!("write the id alone: `{}`", name.to_lowercase())),
        );
    }
    if rest.starts_with('%') {
        return (
            "no key begins with `%`".into(),
            Some("write `progress: 40%`, with `%` behind the number".into()),
        );
    }
    if rest.starts_with('`') {
        return ("no value begins with a backtick".into(), Some("write it without, or in quotes".into()));
    }
    let line = line.split(" #").next().unwrap_or(line);
    let help = if line.matches(": ").count() > 1 && !line.contains('{') {
        Some("a value that holds `: ` needs quotes around it".into())
    } else if complaint.contains("key") || complaint.contains("indent") {
        Some("look at the indentation of this line and the one above: what belongs together begins in the same column".into())
    } else {
        None
    };
    (format!("this is not YAML: {complaint}"), help)
}

fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|offset| text.is_char_boundary(*offset)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outline(tree: &Tree, text: &str, id: NodeId) -> String {
        let slice = |id: NodeId| &text[tree.span(id).start as usize..tree.span(id).end as usize];
        let key = tree.key(id).map(|key| format!("{}=", slice(key))).unwrap_or_default();
        match tree.kind(id) {
            Kind::Scalar { .. } => format!("{key}{}", slice(id)),
            Kind::Unsupported(what) => format!("{key}<{what}>"),
            kind => {
                let children: Vec<_> = tree.children(id).map(|child| outline(tree, text, child)).collect();
                let (open, close) = if *kind == Kind::Mapping { ('{', '}') } else { ('[', ']') };
                format!("{key}{open}{}{close}", children.join(" "))
            }
        }
    }

    fn check(text: &str, expected: &str) {
        let (tree, fault) = Tree::read(text);
        assert_eq!(fault, None);
        assert_eq!(outline(&tree, text, tree.root().unwrap()), expected);
    }

    #[test]
    fn spans_are_the_text_itself() {
        check("a: {b: 5d, c: [x, \"é y\"]}\nd:\n  - z # why\n", "{a={b=5d c=[x \"é y\"]} d=[z]}");
        check("\u{feff}a: 1\r\nb: '🚀'\r\n", "{a=1 b='🚀'}");
        // A block begins with its first word, not with the bar.
        check("a:\nb: |\n  two\n  lines\nc: 1\n", "{a= b=two\n  lines c=1}");
    }

    #[test]
    fn what_is_not_read_yet_is_kept_as_such() {
        check(
            "a: &x 1\nb: *x\nc: !t 2\n",
            "{a=<an anchor (`&name`)> b=<an alias (`*name`)> c=<a tag (`!name`)>}",
        );
    }

    #[test]
    fn what_stands_before_a_syntax_error_is_kept() {
        let (tree, fault) = Tree::read("a: 1\nb: {c: 2\nd: ]\n");
        assert!(fault.is_some());
        let root = tree.root().unwrap();
        assert_eq!(tree.children(root).count(), 2);
    }

    #[test]
    fn depth_has_a_budget() {
        let (_, fault) = Tree::read(&"[".repeat(100_000));
        assert!(fault.is_some());
        let (_, fault) = Tree::read(&"- ".repeat(50_000));
        assert!(fault.is_some());
    }

    #[test]
    fn a_second_document_is_refused_where_it_begins() {
        let (_, fault) = Tree::read("a: 1\n---\nb: 2\n");
        assert_eq!(fault.map(|fault| fault.span.start), Some(5));
    }
}
