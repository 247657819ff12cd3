//! The keys of one mapping, checked against their table.

use super::Reader;
use crate::source::Span;
use crate::syntax::fields::{Form, Key, Table};
use crate::syntax::yaml::{Kind, NodeId};
use std::collections::BTreeMap;

/// A mapping whose keys are known.
pub(in crate::syntax) struct Section {
    table: &'static Table,
    /// The keys that are written, each once.
    entries: Vec<Written>,
    has_unknown_key: bool,
}

/// A key that is written.
struct Written {
    /// Its entry in the table.
    key: &'static Key,
    /// Where it is written.
    span: Span,
    value: NodeId,
}

impl Section {
    /// Returns the value of a key and the key's entry in the table.
    pub(super) fn get(&self, name: &str) -> Option<(NodeId, &'static Key)> {
        debug_assert!(self.find(name).is_some());
        // Few of the keys of a table are written: it is they that are searched, not the table.
        let written = self.entries.iter().find(|written| written.key.name == name)?;
        Some((written.value, written.key))
    }

    fn find(&self, name: &str) -> Option<&'static Key> {
        let found = self.table.find(name);
        debug_assert!(found.is_some(), "`{name}` is decoded but not in the table of {}", self.table.what);
        found
    }

    /// Whether a key of the table is written.
    pub(super) fn has(&self, key: &Key) -> bool {
        self.entries.iter().any(|written| std::ptr::eq(written.key, key))
    }

    /// Returns the table for the mappings under a key, whether or not the key is written.
    pub(super) fn table_under(&self, name: &str) -> &'static Table {
        self.find(name).map_or(self.table, Key::table)
    }

    /// Whether one of the keys is unknown.
    pub(super) fn has_unknown_key(&self) -> bool {
        self.has_unknown_key
    }
}

impl Reader<'_> {
    /// Returns the keys of a mapping; adds findings for keys that are unknown or written twice.
    ///
    /// A node that is not a mapping gives an empty section and a finding, an empty value only an
    /// empty section.
    pub(super) fn section(&mut self, node: NodeId, table: &'static Table) -> Section {
        let mut section = Section { table, entries: Vec::with_capacity(8), has_unknown_key: false };
        match self.tree.kind(node) {
            Kind::Mapping => {}
            Kind::Scalar { text, plain } if *plain && super::is_null(text) => return section,
            Kind::Tagged(_) | Kind::Unreadable => {
                self.refuse(node);
                return section;
            }
            other => {
                let found = if matches!(other, Kind::Sequence) { "a list" } else { "a single value" };
                let wanted = self.keys_wanted(node, table);
                let finding = self.wrong_shape(self.tree.span(node), &wanted, found);
                self.report(node, finding);
                return section;
            }
        }
        for unmerged in self.tree.unmerged(node) {
            self.refuse(*unmerged);
        }
        let mut unknown = BTreeMap::new();
        let mut by_habit = Vec::new();
        let mut above = None;
        for value in self.tree.children(node) {
            let Some(key) = self.tree.key(value) else { continue };
            let span = self.tree.span(key);
            let Some(name) = self.scalar(key, "the name of a key") else { continue };
            let known = table.find(name);
            let twin = match known {
                Some(known) => section.entries.iter_mut().find(|written| std::ptr::eq(written.key, known)),
                None => None,
            };
            let first = match twin {
                Some(twin) => Some(std::mem::replace(&mut twin.span, span)),
                None if known.is_none() => unknown.insert(name, span),
                None => None,
            };
            if let Some(first) = first {
                let finding = self.duplicate(name, first, span);
                self.lose(finding);
                continue;
            }
            match known {
                Some(key) => {
                    section.entries.push(Written { key, span, value });
                    if matches!(key.form, Form::Entries(_)) {
                        above = self.tree.text(value).filter(|text| super::is_null(text)).map(|_| key);
                    }
                }
                None if name.starts_with("x-") || self.names_item(node, table, name) => {}
                None => {
                    match above.filter(|above: &&Key| self.is_entry_of(value, above.table())) {
                        Some(above) => self.outside(key, name, above, table),
                        None => self.unknown_key(key, name, value, table),
                    }
                    section.has_unknown_key = true;
                    if matches!(self.tree.kind(value), Kind::Mapping | Kind::Sequence) {
                        by_habit.extend(table.entries_meant(name).map(|key| Written { key, span, value }));
                    }
                }
            }
        }
        // Entries under another tool's key are read too, so that every error in them is reported.
        for meant in by_habit {
            match section.entries.iter().any(|known| std::ptr::eq(known.key, meant.key)) {
                false => section.entries.push(meant),
                true => self.misplaced_milestones = true,
            }
        }
        section
    }

    /// Adds a finding for each required key that is missing. Returns whether none is. Adds nothing
    /// if other values were lost since `lost`: the missing key may be a misspelled one.
    pub(super) fn required(&mut self, node: NodeId, section: &Section, lost: usize) -> bool {
        if self.lost > lost {
            return false;
        }
        let place = self.first_line(self.tree.span(node));
        let mut complete = true;
        for key in section.table.keys.iter().filter(|key| key.required) {
            if section.get(key.name).is_some() {
                continue;
            }
            complete = false;
            let (what, name, meaning) = (section.table.what, key.name, lower_first(key.doc));
            let finding = self
                .error("missing-key", place, format!("{what} needs `{name}:`"))
                .label(format!("no `{name}`"))
                .help(format!("add `{name}: {}`: {}", key.example, meaning.trim_end_matches('.')));
            self.report(node, finding);
        }
        complete
    }

    /// Whether a value holds keys of an entry and no others.
    fn is_entry_of(&self, value: NodeId, table: &'static Table) -> bool {
        let key = |child| self.tree.key(child).and_then(|key| self.tree.text(key));
        matches!(self.tree.kind(value), Kind::Mapping)
            && self.tree.children(value).all(|child| key(child).is_some_and(|key| table.knows(key)))
    }

    /// Reports an entry that begins in the column of the key that it belongs under.
    fn outside(&mut self, key: NodeId, name: &str, above: &Key, table: &'static Table) {
        self.misplaced_milestones = true;
        let finding = self
            .error("unknown-key", self.tree.span(key), format!("`{name}` is not a key of {}", table.what))
            .label("not indented enough")
            .help(format!("indent it under `{}:`", above.name));
        self.lose(finding);
    }

    fn unknown_key(&mut self, key: NodeId, name: &str, value: NodeId, table: &'static Table) {
        let mut finding = self
            .error("unknown-key", self.tree.span(key), format!("`{name}` is not a key of {}", table.what))
            .label("unknown key");
        finding.help = self.advice(name, value, table);
        self.lose(finding);
    }
}

pub(super) fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}
