//! Entries by id, such as `milestones`, and the lists and groups that people write instead.

use super::{Reader, Section, is_null};
use crate::source::Span;
use crate::syntax::document::Reading;
use crate::syntax::fields::{Document, MilestoneDoc, Table};
use crate::syntax::values;
use crate::syntax::yaml::{Kind, NodeId, Style};
use std::collections::BTreeMap;

/// The nodes of a mapping whose keys are ids.
pub(super) struct EntryNodes {
    /// The keys that each entry may have.
    pub(super) table: &'static Table,
    pub(super) read: Vec<EntryNode>,
    /// Entries whose id cannot be read or is a duplicate: their keys are still checked.
    pub(super) nameless: Vec<NodeId>,
}

/// One of them.
pub(super) struct EntryNode {
    pub(super) table: &'static Table,
    pub(super) id: String,
    pub(super) span: Span,
    pub(super) value: NodeId,
    /// Whether another entry has the same id, so that references to it are ambiguous, or keys of it
    /// stand beside it.
    pub(super) unclear: bool,
}

impl Reader<'_> {
    /// Returns the entries of a mapping by id, such as `milestones`, and whether these are all of
    /// them. An empty value has no entries.
    pub(super) fn entries(&mut self, section: &Section, name: &'static str) -> (EntryNodes, Reading) {
        let table = section.table_under(name);
        let mut entries = EntryNodes { table, read: Vec::new(), nameless: Vec::new() };
        let Some((node, _)) = section.get(name) else { return (entries, Reading::Whole) };
        match self.tree.kind(node) {
            Kind::Mapping => self.named(node, &mut entries),
            Kind::Scalar { text, plain } if *plain && is_null(text) => {}
            Kind::Tagged(_) | Kind::Unreadable => {
                self.refuse(node);
                return (entries, Reading::Cut);
            }
            Kind::Sequence => {
                self.listed(node, name, &mut entries);
                return (entries, Reading::Cut);
            }
            Kind::Scalar { .. } => {
                let help = format!("give each entry of `{name}` an id and a colon: `api-freeze: {{…}}`");
                let finding = self.wrong_shape(self.tree.span(node), "", "a single value").help(help);
                self.report(node, finding);
            }
        }
        let reading = if entries.nameless.is_empty() { Reading::Whole } else { Reading::Partly };
        (entries, reading)
    }

    /// Collects the entries of a mapping.
    fn named(&mut self, node: NodeId, entries: &mut EntryNodes) {
        let mut seen = BTreeMap::new();
        let mut above = None;
        let mut is_beside = false;
        // A value that could not be merged may hold entries that are referred to.
        entries.nameless.extend_from_slice(self.tree.unmerged(node));
        for value in self.tree.children(node) {
            let Some(key) = self.tree.key(value) else { continue };
            let span = self.tree.span(key);
            let Some(text) = self.scalar(key, "an id such as `api-freeze`") else {
                entries.nameless.push(value);
                continue;
            };
            if self.stands_beside(above, value, text, entries.table) {
                // One finding for all keys of an entry.
                if let Some(above) = above.filter(|_| !is_beside) {
                    self.beside(above, key, text, entries);
                }
                is_beside = true;
                continue;
            }
            (above, is_beside) = (Some(value), false);
            // The index that the entry gets in the list, if it gets one.
            if let Some((first, twin)) = seen.insert(text, (span, entries.read.len())) {
                let finding = self.duplicate(text, first, span);
                self.lose(finding);
                seen.insert(text, (span, twin));
                if let Some(twin) = entries.read.get_mut(twin).filter(|twin| twin.id == text) {
                    twin.unclear = true;
                }
                entries.nameless.push(value);
                continue;
            }
            if text.starts_with("x-") {
                continue;
            }
            if self.is_group(value, entries.table) {
                self.group(key, text, value, entries);
                continue;
            }
            match values::id(text) {
                Ok(id) => {
                    entries.read.push(EntryNode { table: entries.table, id, span, value, unclear: false });
                }
                Err(complaint) => {
                    // For a single value in place of an entry, the hint at the value includes the
                    // id.
                    if !self.is_row(value) {
                        self.complain(key, complaint);
                    }
                    entries.nameless.push(value);
                }
            }
        }
    }

    /// Collects the entries of a list: one finding says that they need ids; their keys are read as
    /// usual.
    fn listed(&mut self, node: NodeId, name: &str, entries: &mut EntryNodes) {
        let first = self.tree.children(node).next().and_then(|item| self.entry_of(item, entries.table));
        let help = match first {
            Some(entry) => format!("write an id instead of the `-` before each entry of `{name}`: `{entry}`"),
            None => format!("give each entry of `{name}` an id and a colon: `api-freeze: {{…}}`"),
        };
        let place = self.first_line(self.tree.span(node));
        let message = format!("`{name}` is a list here, but its entries need ids");
        let finding = self.error("wrong-type", place, message).label("a list").help(help);
        self.report(node, finding);
        for item in self.tree.children(node) {
            let inner = self.id_before(item, entries.table).unwrap_or(item);
            if matches!(self.tree.kind(inner), Kind::Mapping) {
                entries.nameless.push(inner);
            }
        }
    }

    /// Returns the value of an item that has its id before it, such as `- ledger: {duration: 3w}`.
    fn id_before(&self, item: NodeId, table: &'static Table) -> Option<NodeId> {
        let mut values = self.tree.children(item);
        let (value, None) = (values.next()?, values.next()) else { return None };
        let key = self.tree.text(self.tree.key(value)?)?;
        (!table.knows(key)).then_some(value)
    }

    /// Returns how to write a list item as an entry: `kickoff: {name: Kickoff, …}`.
    fn entry_of(&self, item: NodeId, table: &'static Table) -> Option<String> {
        let title = table.keys.first()?.name;
        if let Some(text) = self.tree.text(item) {
            return Some(format!("{}: {{…}}", slug(text)?));
        }
        if let Some(value) = self.id_before(item, table) {
            let name = self.tree.text(self.tree.key(value)?)?;
            let id = slug(name)?;
            return Some(match self.tree.text(value) {
                Some(text) if std::ptr::eq(table, MilestoneDoc::TABLE) => {
                    values::row(name, text).unwrap_or_else(|| format!("{id}: {{…}}"))
                }
                Some(text) => format!("{id}: {{{title}: {text}}}"),
                None => format!("{id}: {{…}}"),
            });
        }
        let (mut id, mut name) = (None, None);
        for value in self.tree.children(item) {
            let (Some(key), Some(text)) = (self.tree.key(value), self.tree.text(value)) else { continue };
            let key = self.tree.text(key)?;
            if table.names(key) {
                id = id.or(Some(text));
            } else if table.meant(key).is_some_and(|key| key.name == title) {
                name = name.or(Some(text));
            }
        }
        let words = name.map_or_else(|| "…".to_owned(), |text| format!("{title}: {text}, …"));
        Some(format!("{}: {{{words}}}", slug(id.or(name)?)?))
    }

    /// Whether a mapping holds entries rather than keys, such as milestones grouped under a phase.
    fn is_group(&self, node: NodeId, table: &'static Table) -> bool {
        let holds_entries = |value: NodeId| {
            let key = self.tree.key(value).and_then(|key| self.tree.text(key));
            let unknown = key.is_some_and(|key| !table.knows(key) && !key.starts_with("x-"));
            let entry = matches!(self.tree.kind(value), Kind::Mapping);
            unknown && (entry || self.tree.text(value).is_some_and(|text| text.contains(',')))
        };
        matches!(self.tree.kind(node), Kind::Mapping)
            && self.tree.children(node).next().is_some()
            && self.tree.children(node).all(holds_entries)
    }

    /// Adds one finding for a group, which the language does not have, and reads its entries.
    fn group(&mut self, key: NodeId, name: &str, node: NodeId, entries: &mut EntryNodes) {
        let message = format!("`{name}` holds entries of its own, but entries do not nest");
        let mut help = "write them one level up".to_owned();
        if std::ptr::eq(entries.table, MilestoneDoc::TABLE) {
            let stream = name.strip_prefix("section ").unwrap_or(name);
            help.push_str(&format!(", and `workstream: {stream}` in each"));
        }
        let span = self.tree.span(key);
        let finding = self.error("wrong-type", span, message).label("a group").help(help);
        self.report(node, finding);
        let start = entries.read.len();
        self.named(node, entries);
        // No reference can reach entries inside a group.
        entries.nameless.extend(entries.read.drain(start..).map(|entry| entry.value));
    }

    /// Whether a key stands beside the entry above it, as if it were an entry itself. What the
    /// entry holds may also be an entry of the same name.
    fn stands_beside(&self, above: Option<NodeId>, value: NodeId, key: &str, table: &Table) -> bool {
        let holds_keys = above.is_some_and(|above| match self.tree.kind(above) {
            Kind::Mapping => self.tree.style(above) == Style::Block,
            _ => !self.is_row(above) && matches!(self.tree.kind(above), Kind::Scalar { .. }),
        });
        holds_keys
            && table.find(key).is_some()
            && (self.is_row(value) || matches!(self.tree.kind(value), Kind::Sequence))
    }

    fn beside(&mut self, above: NodeId, key: NodeId, name: &str, entries: &mut EntryNodes) {
        let span = self.tree.span(key);
        let owner = self.tree.key(above).and_then(|key| self.tree.text(key)).unwrap_or_default();
        let message = format!("`{name}` stands beside `{owner}`, not in it");
        let help = format!("indent it under `{owner}:`, with every other key of `{owner}` below it");
        let place = self.tree.key(above).map_or(span, |key| self.tree.span(key));
        let finding = self
            .error("wrong-type", span, message)
            .label("not indented enough")
            .related(self.place(place), "above it")
            .help(help);
        self.lose(finding);
        entries.read.iter_mut().filter(|entry| entry.value == above).for_each(|entry| entry.unclear = true);
    }

    fn is_row(&self, node: NodeId) -> bool {
        matches!(self.tree.kind(node), Kind::Scalar { text, plain } if !(*plain && is_null(text)))
    }

    /// Whether a key of a list item gives its id, as in `- id: ledger`: the finding for the list
    /// already covers it.
    pub(super) fn names_item(&self, item: NodeId, table: &'static Table, key: &str) -> bool {
        self.tree.key(item).is_none() && table.names(key)
    }

    /// Reads every entry. Those without a readable id are read only for their findings.
    pub(super) fn each<T>(
        &mut self,
        entries: EntryNodes,
        mut read: impl FnMut(&mut Self, EntryNode) -> T,
    ) -> Vec<T> {
        let table = entries.table;
        let docs = entries.read.into_iter().map(|entry| read(self, entry)).collect();
        for value in entries.nameless {
            read(self, EntryNode { table, id: String::new(), span: Span::default(), value, unclear: true });
        }
        docs
    }
}

fn slug(text: &str) -> Option<String> {
    Some(values::slug(text)).filter(|slug| !slug.is_empty() && text.is_ascii())
}
