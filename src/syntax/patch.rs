//! Changes of a file's values, by path.
//!
//! Several patches form one change: each names places of the tree as it was before all of them.
//! Applying them returns the patches that undo the change. Aliases and merge keys count as the
//! values they stand for, and a change at one does not show anywhere else.

use super::outline::{Content, Outline};
use super::yaml::{Kind, NodeId, Style, Tree};
use std::collections::BTreeMap;

/// A step from a value to one inside it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// To the value of a key; an id is a key.
    Key(String),
    /// To an item of a list. A single value is a list of one.
    Index(usize),
}

impl Step {
    /// Returns the step to the value of a key.
    pub fn key(key: impl Into<String>) -> Self {
        Self::Key(key.into())
    }
}

/// A change of one value.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Patch {
    /// Replaces a value. A missing key is added, with the missing keys on the way to it.
    Set {
        /// The path to it.
        path: Vec<Step>,
        /// The new value.
        value: Outline,
    },
    /// Removes a value, if it exists.
    Remove {
        /// The path to it.
        path: Vec<Step>,
    },
    /// Inserts a value.
    Insert {
        /// The path to the mapping or list; it is created if missing.
        path: Vec<Step>,
        /// Its key; none for an item of a list.
        key: Option<Outline>,
        /// The index of the entry before which it goes; past the last entry, it goes to the end.
        at: usize,
        /// The value.
        value: Outline,
    },
    /// Renames a key.
    Rename {
        /// The path to it.
        path: Vec<Step>,
        /// The new key.
        to: Outline,
    },
}

impl Patch {
    pub(super) fn path(&self) -> &[Step] {
        match self {
            Self::Set { path, .. } | Self::Remove { path } => path,
            Self::Insert { path, .. } | Self::Rename { path, .. } => path,
        }
    }

    /// Whether it changes an item of the list that is reached after `depth` steps.
    fn is_of_item(&self, depth: usize) -> bool {
        match (self, self.path().get(depth)) {
            (_, Some(step)) => matches!(step, Step::Index(_)),
            (Self::Insert { key, .. }, None) => key.is_none(),
            _ => false,
        }
    }
}

impl Tree {
    /// Applies patches to the tree. Returns the patches that undo them.
    pub fn patch(&mut self, patches: &[Patch]) -> Vec<Patch> {
        let root = self.root().unwrap_or_else(|| self.graft(&empty(false), None));
        let mut patching = Patching { tree: self, path: Vec::new(), inverse: Vec::new(), is_new: false };
        let root = patching.node(root, &patches.iter().collect::<Vec<_>>());
        let inverse = patching.inverse;
        self.set_root(root);
        inverse
    }
}

/// Returns an empty list or mapping.
fn empty(is_list: bool) -> Outline {
    let content = if is_list { Content::Sequence(Vec::new()) } else { Content::Mapping(Vec::new()) };
    Outline::new(Style::Block, content)
}

struct Patching<'t> {
    tree: &'t mut Tree,
    /// The path to the patched node, in the patched tree.
    path: Vec<Step>,
    inverse: Vec<Patch>,
    /// Whether the node is new, so that undoing the change removes all of it.
    is_new: bool,
}

/// The patches inside one collection.
struct Below<'p> {
    is_list: bool,
    inserted: Vec<(usize, Option<&'p Outline>, &'p Outline)>,
    by_key: BTreeMap<&'p str, Vec<&'p Patch>>,
    by_index: BTreeMap<usize, Vec<&'p Patch>>,
}

impl<'p> Below<'p> {
    fn new(patches: &[&'p Patch], depth: usize) -> Self {
        let is_list = patches.iter().any(|patch| patch.is_of_item(depth));
        let (by_key, by_index) = (BTreeMap::new(), BTreeMap::new());
        let mut below = Self { is_list, inserted: Vec::new(), by_key, by_index };
        for patch in patches {
            match (patch, patch.path().get(depth)) {
                (_, Some(Step::Key(key))) => below.by_key.entry(key).or_default().push(patch),
                (_, Some(Step::Index(at))) => below.by_index.entry(*at).or_default().push(patch),
                (Patch::Insert { key, at, value, .. }, None) => {
                    below.inserted.push((*at, key.as_ref(), value));
                }
                _ => {}
            }
        }
        below.inserted.sort_by_key(|(at, ..)| *at);
        below
    }

    /// Removes and returns the patches of an entry.
    fn take(&mut self, at: usize, key: Option<&str>) -> Option<Vec<&'p Patch>> {
        if self.is_list { self.by_index.remove(&at) } else { self.by_key.remove(key?) }
    }
}

impl Patching<'_> {
    fn record(&mut self, inverse: impl FnOnce(Vec<Step>) -> Patch) {
        if !self.is_new {
            self.inverse.push(inverse(self.path.clone()));
        }
    }

    /// Returns a node after some patches, all of which concern it or its descendants.
    fn node(&mut self, mut node: NodeId, patches: &[&Patch]) -> NodeId {
        let depth = self.path.len();
        let was_new = self.is_new;
        for patch in patches.iter().filter(|patch| patch.path().len() == depth) {
            if let Patch::Set { value, .. } = patch {
                let old = Outline::of(self.tree, node);
                self.record(|path| Patch::Set { path, value: old });
                self.is_new = true;
                node = self.tree.graft(value, self.tree.key(node));
            }
        }
        let below = Below::new(patches, depth);
        if !below.inserted.is_empty() || !below.by_key.is_empty() || !below.by_index.is_empty() {
            node = self.collection(node, below);
        }
        self.is_new = was_new;
        node
    }

    /// Returns the entries of a node that is to be a mapping or a list; none if it cannot be one.
    fn entries(&mut self, node: NodeId, is_list: bool) -> Option<Vec<NodeId>> {
        let single = match self.tree.kind(node) {
            Kind::Sequence if is_list => return Some(self.tree.children(node).collect()),
            Kind::Mapping if !is_list => return Some(self.tree.children(node).collect()),
            Kind::Scalar { text, plain } if *plain && super::decode::is_null(text) => None,
            Kind::Scalar { .. } | Kind::Mapping if is_list => Some(node),
            _ => return None,
        };
        let old = Outline::of(self.tree, node);
        self.record(|path| Patch::Set { path, value: old });
        self.is_new = true;
        Some(single.map(|node| self.tree.copy(node, None)).into_iter().collect())
    }

    fn collection(&mut self, node: NodeId, mut below: Below<'_>) -> NodeId {
        let Some(entries) = self.entries(node, below.is_list) else { return node };
        let mut patched = Vec::with_capacity(entries.len());
        let mut inserted = std::mem::take(&mut below.inserted).into_iter().peekable();
        for (at, entry) in entries.into_iter().enumerate() {
            while let Some((_, key, value)) = inserted.next_if(|(before, ..)| *before <= at) {
                self.insert(&mut patched, key, value);
            }
            let key = self.tree.key(entry).and_then(|key| self.tree.text(key));
            match below.take(at, key) {
                Some(patches) => self.entry(&mut patched, entry, &patches),
                None => patched.push(entry),
            }
        }
        for (_, key, value) in inserted {
            self.insert(&mut patched, key, value);
        }
        for (key, patches) in std::mem::take(&mut below.by_key) {
            self.missing(&mut patched, key, &patches);
        }
        let kind = if below.is_list { Kind::Sequence } else { Kind::Mapping };
        self.tree.collection(node, kind, patched)
    }

    /// Advances to the next entry of a collection.
    fn enter(&mut self, patched: &[NodeId], key: Option<&Outline>) {
        let text = key.and_then(|key| match &key.content {
            Content::Scalar { text, .. } => Some(text),
            _ => None,
        });
        self.path.push(text.map_or(Step::Index(patched.len()), Step::key));
    }

    fn insert(&mut self, patched: &mut Vec<NodeId>, key: Option<&Outline>, value: &Outline) {
        self.enter(patched, key);
        self.record(|path| Patch::Remove { path });
        self.path.pop();
        let key = key.map(|key| self.tree.graft(key, None));
        patched.push(self.tree.graft(value, key));
    }

    /// Adds an entry after its patches, unless one removes it.
    fn entry(&mut self, patched: &mut Vec<NodeId>, entry: NodeId, patches: &[&Patch]) {
        let depth = self.path.len().saturating_add(1);
        let own = || patches.iter().filter(|patch| patch.path().len() == depth);
        let key = self.tree.key(entry).map(|key| Outline::of(self.tree, key));
        if own().any(|patch| matches!(patch, Patch::Remove { .. })) {
            let (at, value) = (patched.len(), Outline::of(self.tree, entry));
            self.record(|path| Patch::Insert { path, key, at, value });
            return;
        }
        let new_key = own().rev().find_map(|patch| match patch {
            Patch::Rename { to, .. } => Some(to),
            _ => None,
        });
        self.enter(patched, new_key.or(key.as_ref()));
        let mut entry = self.node(entry, patches);
        if let (Some(new_key), Some(key)) = (new_key, key) {
            self.record(|path| Patch::Rename { path, to: key });
            let new_key = self.tree.graft(new_key, None);
            entry = self.tree.copy(entry, Some(new_key));
        }
        self.path.pop();
        patched.push(entry);
    }

    /// Adds the patched values of keys that are missing.
    fn missing(&mut self, patched: &mut Vec<NodeId>, key: &str, patches: &[&Patch]) {
        if !patches.iter().any(|patch| matches!(patch, Patch::Set { .. } | Patch::Insert { .. })) {
            return;
        }
        self.path.push(Step::key(key));
        self.record(|path| Patch::Remove { path });
        let was_new = std::mem::replace(&mut self.is_new, true);
        let is_list = patches.iter().any(|patch| patch.is_of_item(self.path.len()));
        let key = self.tree.graft(&Outline::text(key), None);
        let value = self.tree.graft(&empty(is_list), Some(key));
        patched.push(self.node(value, patches));
        self.is_new = was_new;
        self.path.pop();
    }
}
