//! Nodes to documents.
//!
//! A [`Reader`] holds one file's tree and collects its findings. [`Reader::section`] checks the
//! keys of a mapping against their table; `forms` then reads one key after the other and never
//! fails: a value that cannot be read becomes [`Field::Bad`] and a finding.

mod advice;
mod checks;
mod duration;
mod entries;
pub(super) mod forms;
mod program;
mod statements;
mod section;
mod shared;

pub use program::{decode_again, decode_program};
pub use shared::decode_shared;
pub use statements::{Entity, ListedDependency, StatedValue, Statement, Statements, Value};

use super::document::{Field, Parsed, Reading, Spanned};
use super::fields::MilestoneDoc;
use super::values::{self, Complaint};
use super::yaml::{Kind, NodeId, SyntaxFault, Tree, Version};
use crate::finding::{Finding, Findings};
use crate::source::{FileId, Place, SourceFile, Span};
use crate::time::Day;

pub(super) use forms::{Decode, Entry, Item, Reads, Takes};
pub(super) use section::Section;
use std::collections::BTreeSet;

pub(super) struct Reader<'s> {
    file: FileId,
    source: &'s SourceFile,
    tree: &'s Tree,
    /// The day that `today` means, for hints.
    today: Option<Day>,
    findings: Findings,
    /// The values that have a complaint at their own place, with its rule.
    complained: BTreeSet<(NodeId, &'static str)>,
    /// How many values were left out so far because they could not be read. A document is whole if
    /// this count did not rise while it was read; findings alone do not make it incomplete.
    lost: usize,
    /// Whether milestones are written in a place where none are read: unknown names may then exist
    /// there.
    misplaced_milestones: bool,
    /// The milestones that were read before the tree was patched.
    earlier: Option<Earlier<'s>>,
}

/// A version of a tree, with the milestones that were read from it.
struct Earlier<'s> {
    version: Version,
    milestones: std::slice::Iter<'s, MilestoneDoc>,
}

impl<'s> Reader<'s> {
    fn new(file: FileId, source: &'s SourceFile, tree: &'s Tree) -> Self {
        let (findings, complained) = (Findings::default(), BTreeSet::new());
        Self {
            file,
            source,
            tree,
            today: None,
            findings,
            complained,
            lost: 0,
            misplaced_milestones: false,
            earlier: None,
        }
    }

    /// Returns a complaint about a text, whose hint has the day that `today` means.
    fn dated(&self, text: &str, complaint: Complaint) -> Complaint {
        let day = self.today.filter(|_| complaint.rule == "not-a-date");
        match day.and_then(|today| values::relative(text, today)) {
            Some(day) => complaint.help(format!("a plan is read later too: write the day itself, `{day}`")),
            None => complaint,
        }
    }

    fn place(&self, span: Span) -> Place {
        Place { file: self.file, span }
    }

    fn error(&self, rule: &'static str, span: Span, message: impl Into<String>) -> Finding {
        Finding::error(rule, self.place(span), message)
    }

    /// Returns the text of a scalar; adds a finding if the node is not a readable scalar.
    fn scalar(&mut self, node: NodeId, wanted: &str) -> Option<&'s str> {
        let span = self.tree.span(node);
        let finding = match self.tree.kind(node) {
            Kind::Scalar { text, plain } if *plain && is_null(text) => {
                let key = self.tree.key(node).map_or(span, |key| self.tree.span(key));
                let place = if span.start == span.end { key } else { span };
                self.error("no-value", place, "there is no value here")
                    .label("no value")
                    .help(format!("write {wanted}, or remove the key"))
            }
            Kind::Scalar { text, .. } => return Some(text),
            Kind::Tagged(_) | Kind::Unreadable => {
                self.refuse(node);
                return None;
            }
            Kind::Mapping => self.wrong_shape(span, wanted, "keys and values"),
            Kind::Sequence => self.wrong_shape(span, wanted, "a list"),
        };
        self.report(node, finding);
        None
    }

    fn count_loss(&mut self) {
        self.lost = self.lost.saturating_add(1);
    }

    /// Adds a finding for a value that is left out.
    fn lose(&mut self, finding: Finding) {
        self.count_loss();
        self.findings.add(finding);
    }

    /// Returns how much of a mapping could be read; `lost` is the count from before it was read.
    fn reading(&self, node: NodeId, section: &Section, lost: usize) -> Reading {
        if self.tree.is_cut(node) {
            Reading::Cut
        } else if section.has_unknown_key() {
            Reading::UnknownKey
        } else if self.lost > lost {
            Reading::Partly
        } else {
            Reading::Whole
        }
    }

    /// Adds a finding for a node that is left out, unless reading stopped inside the node. For an
    /// alias, the finding also shows the text that it repeats.
    fn report(&mut self, node: NodeId, finding: Finding) {
        if !self.tree.is_cut(node) {
            let finding = match self.tree.target(node) {
                Some(target) => {
                    let place = self.place(self.first_line(self.tree.span(target)));
                    finding.related(place, "what it stands for")
                }
                None => finding,
            };
            self.lose(finding);
        }
    }

    /// Counts a tagged node, a broken alias or a failed merge as lost; adds a finding for the tag.
    ///
    /// [`decode`] adds the findings for aliases and merges, whether or not anything reads them.
    fn refuse(&mut self, node: NodeId) {
        match self.tree.kind(node) {
            Kind::Tagged(tag) => {
                let finding = self
                    .error("tag-in-plan", *tag, "plans have no types, but this tag names one")
                    .label("a tag")
                    .help("write only the value");
                self.lose(finding);
            }
            _ => self.count_loss(),
        }
    }

    fn fault(&self, fault: &SyntaxFault) -> Finding {
        let finding = self.error(fault.rule, fault.span, fault.message.as_ref()).label(fault.label);
        let finding = match fault.related {
            Some((span, text)) => finding.related(self.place(span), text),
            None => finding,
        };
        Finding { help: fault.help.as_deref().map(str::to_owned), ..finding }
    }

    fn wrong_shape(&self, span: Span, wanted: &str, found: &str) -> Finding {
        let first_line = self.first_line(span);
        self.error("wrong-type", first_line, format!("{found} cannot go here"))
            .label(found)
            .help(format!("write {wanted}"))
    }

    /// Returns the part of a span on its first line, which a caret can underline.
    fn first_line(&self, span: Span) -> Span {
        let length = self.source.slice(span).lines().next().map_or(0, str::len);
        span.part(0, length)
    }

    /// Adds a complaint about a scalar, pointing at its faulty part.
    ///
    /// For an alias, the complaint moves to the anchored text if that is wrong in its own place
    /// too; it is then reported once, however often the text is repeated.
    fn complain(&mut self, node: NodeId, complaint: Complaint) {
        let node = match self.tree.target(node) {
            Some(target) if self.complained.contains(&(target, complaint.rule)) => target,
            _ => node,
        };
        self.complained.insert((node, complaint.rule));
        let span = self.tree.span(node);
        if let Some(finding) = self.runs_on(node, &complaint) {
            // The syntax error right behind it says the same.
            return match self.tree.stopped().is_some_and(|fault| fault.span.start == span.end) {
                true => self.count_loss(),
                false => self.report(node, finding),
            };
        }
        // In quotes and blocks, offsets in the value differ from offsets in the source.
        let literal =
            matches!(self.tree.kind(node), Kind::Scalar { text, .. } if text == self.source.slice(span));
        let place = match complaint.part {
            Some((start, length)) if literal && length > 0 => span.part(start, length),
            _ => self.first_line(span),
        };
        let mut finding = self.error(complaint.rule, place, complaint.message).label(complaint.label);
        finding.help = complaint.help;
        self.report(node, finding);
    }

    /// Returns the finding for a value without quotes that the next line continues, because it is
    /// indented further; one without a fault of its own may be meant.
    fn runs_on(&self, node: NodeId, complaint: &Complaint) -> Option<Finding> {
        let span = self.tree.span(node);
        let is_plain = matches!(self.tree.kind(node), Kind::Scalar { plain: true, .. });
        let (first, rest) = self.source.slice(span).split_once('\n').filter(|_| is_plain)?;
        let next = rest.lines().map(str::trim).find(|line| !line.is_empty())?;
        let (what, as_above) = match next.starts_with("- ") {
            true => ("an item", "start every `-` of the list in the same column"),
            false => ("a key", "start it in the same column as the key above"),
        };
        let message =
            format!("`{}` goes on in the next line, `{next}`, which is indented further", first.trim());
        let finding = self.error(complaint.rule, self.first_line(span), message).label("goes on below");
        Some(finding.help(format!("if the next line is {what} of its own, {as_above}")))
    }

    /// Reads a scalar of a node by one of the value readers.
    fn value<T>(
        &mut self,
        node: NodeId,
        wanted: &str,
        read: impl FnOnce(&str) -> Result<T, Complaint>,
    ) -> Field<T> {
        let span = self.tree.span(node);
        let Some(text) = self.scalar(node, wanted) else { return Field::Bad(span) };
        match read(text) {
            Ok(value) => Field::Ok(Spanned { value, span }),
            Err(complaint) => {
                self.complain(node, self.dated(text, complaint));
                Field::Bad(span)
            }
        }
    }

    /// Reads the field `name` of a section.
    fn field<T>(
        &mut self,
        section: &Section,
        name: &'static str,
        read: impl FnOnce(&str) -> Result<T, Complaint>,
    ) -> Field<T> {
        let Some((node, key)) = section.get(name) else { return Field::Absent };
        self.value(node, &self.wanted(node, key), read)
    }

    /// Returns the items of a list; a single scalar is a list of one, an empty value a list of
    /// none.
    fn items(&mut self, node: NodeId, wanted: &str) -> Vec<NodeId> {
        match self.tree.kind(node) {
            Kind::Sequence => self.tree.children(node).collect(),
            Kind::Scalar { text, plain } if *plain && is_null(text) => Vec::new(),
            Kind::Scalar { .. } => vec![node],
            Kind::Tagged(_) | Kind::Unreadable => {
                self.refuse(node);
                Vec::new()
            }
            Kind::Mapping => {
                let finding = self.wrong_shape(self.tree.span(node), wanted, "keys and values");
                self.report(node, finding);
                Vec::new()
            }
        }
    }

    /// Reads a list of values. Unreadable values are left out, each with a finding.
    fn list<T>(
        &mut self,
        section: &Section,
        name: &'static str,
        read: impl Fn(&str) -> Result<T, Complaint>,
    ) -> Vec<Spanned<T>> {
        let Some((node, key)) = section.get(name) else { return Vec::new() };
        let wanted = self.list_wanted(node, key);
        let items = self.items(node, &wanted);
        let read_item = |item| match self.value(item, &self.list_wanted(item, key), &read) {
            Field::Ok(spanned) => Some(spanned),
            _ => None,
        };
        items.into_iter().filter_map(read_item).collect()
    }

    fn duplicate(&self, name: &str, first: Span, second: Span) -> Finding {
        self.error("duplicate-key", second, format!("`{name}` is written twice here"))
            .label("second")
            .related(self.place(first), "first")
            .help("keep one of the two, or rename one if both are meant")
    }
}

pub(super) fn is_null(text: &str) -> bool {
    matches!(text, "" | "~" | "null" | "Null" | "NULL")
}

/// Reads a file's tree with `read`, and adds findings for its syntax error and for the faults of
/// its aliases and merges, which may be in places that `read` skips.
fn decode<'s, T>(
    file: FileId,
    source: &'s SourceFile,
    tree: &'s Tree,
    read: impl FnOnce(&mut Reader<'s>, Option<NodeId>, bool) -> T,
) -> Parsed<T> {
    let mut reader = Reader::new(file, source, tree);
    // These come first, because the number of findings that are kept is limited.
    for fault in tree.stopped().into_iter().chain(tree.faults()) {
        let finding = reader.fault(fault);
        reader.findings.add(finding);
    }
    let value = read(&mut reader, tree.root(), tree.stopped().is_some());
    Parsed { value, findings: reader.findings }
}

#[cfg(test)]
mod tests {
    use super::{decode_program, decode_shared};
    use crate::source::{FileId, SourceFile};
    use crate::syntax::fields::{Document, Form, Key, ProgramDoc, SharedDoc, Table};
    use crate::syntax::yaml::Tree;

    /// Checks that the example of each key in a table is readable. `@` in `around` marks the place
    /// of the key.
    fn check(table: &'static Table, around: &str, shared: bool, seen: &mut usize) {
        for key in table.keys {
            check_key(key, around, shared);
            *seen += 1;
            let Some(inner) = key.form.table() else { continue };
            let around_inner = match key.form {
                Form::Entries(_) => format!("{}: {{some-id: {{@}}}}", key.name),
                Form::List(_) => format!("{}: [{{@}}]", key.name),
                _ => format!("{}: {{@}}", key.name),
            };
            check(inner, &around.replace('@', &around_inner), shared, seen);
        }
    }

    fn check_key(key: &Key, around: &str, shared: bool) {
        let text = around.replace('@', &format!("{}: {}", key.name, key.example));
        let source = SourceFile::new("plan.yaml", text.clone());
        let tree = Tree::read(&source.text);
        let findings = match shared {
            true => decode_shared(FileId(0), &source, &tree, None).findings,
            false => decode_program(FileId(0), &source, &tree, None).findings,
        };
        let rules: Vec<&str> = findings.sorted().iter().map(|finding| finding.rule).collect();
        let alone = ["missing-key", "not-three-points", "empty-assertion"];
        assert!(rules.iter().all(|rule| alone.contains(rule)), "{text}: {rules:?}");
    }

    #[test]
    fn the_example_of_each_key_is_read() {
        let mut seen = 0;
        check(ProgramDoc::TABLE, "{@}", false, &mut seen);
        check(SharedDoc::TABLE, "{@}", true, &mut seen);
        assert!(seen > 120, "only {seen} keys");
    }
}
