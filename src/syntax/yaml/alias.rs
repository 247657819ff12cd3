//! Resolves aliases, and limits how much they may expand to.
//!
//! Nothing is copied: an alias refers to the nodes of its anchor. But readers of the tree follow
//! it, and a few dozen aliases of aliases can expand to more than any memory holds. So the size of
//! each anchored value is added up while it is read, and an alias that would exceed a budget is
//! left unreadable.

use super::fault::{FaultId, SyntaxFault, too_deep};
use super::{DEPTH, NodeId};
use crate::source::Span;
use crate::syntax::near::nearest;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// How many aliases a file may hold.
const ALIASES: usize = 100;
/// How much the aliases of a file may expand to: the text of all keys and values, and [`NODE`] for
/// each.
const EXPANDED: usize = 1 << 20;
/// What a node counts apart from its text.
pub(super) const NODE: usize = 8;
/// How many anchors are searched for a similar name.
const CANDIDATES: usize = 1000;

/// The size of a node with its aliases expanded.
#[derive(Debug, Clone, Copy)]
pub(super) struct Size {
    bytes: usize,
    /// Nesting depth, itself included.
    height: usize,
}

impl Size {
    pub(super) fn of_text(text: &str) -> Self {
        Self { bytes: NODE.saturating_add(text.len()), height: 0 }
    }

    /// Returns the size of a collection without its children.
    pub(super) fn of_collection() -> Self {
        Self { bytes: NODE, height: 1 }
    }

    pub(super) fn add_child(&mut self, child: Self) {
        self.bytes = self.bytes.saturating_add(child.bytes);
        self.height = self.height.max(child.height.saturating_add(1));
    }
}

/// A value that aliases can repeat.
#[derive(Debug, Clone, Copy)]
pub(super) struct Anchor {
    pub(super) node: NodeId,
    pub(super) size: Size,
}

/// The anchors of a file so far, and how much of the budgets is used.
#[derive(Default)]
pub(super) struct Anchors<'t> {
    /// By the parser's number, the anchors whose node has ended; an alias inside the node would
    /// recurse.
    known: BTreeMap<usize, Anchor>,
    names: Vec<Cow<'t, str>>,
    aliases: usize,
    expanded: usize,
    /// The fault of the alias that exceeded a budget; later aliases share it.
    spent: Option<FaultId>,
    /// The aliases whose name no anchor above them has.
    unknown: Vec<(FaultId, Cow<'t, str>)>,
}

impl<'t> Anchors<'t> {
    /// Adds a complete node. Number 0 means no anchor.
    pub(super) fn add(&mut self, number: usize, anchor: Anchor) {
        if number > 0 {
            self.known.insert(number, anchor);
        }
    }

    pub(super) fn add_name(&mut self, name: Cow<'t, str>) {
        self.names.push(name);
    }

    /// Resolves the alias at `span`, which is `depth` collections deep.
    pub(super) fn follow(
        &mut self,
        number: usize,
        span: Span,
        depth: usize,
        faults: &mut Vec<SyntaxFault>,
    ) -> Result<Anchor, FaultId> {
        self.count(span, faults)?;
        let Some(anchor) = self.known.get(&number).copied() else {
            let message = "this alias is inside the value that it repeats, which would never end";
            let fault = SyntaxFault::error("recursive-alias", span, message)
                .label("repeats the value around it")
                .help("write out what is meant here");
            return Err(fault.record(faults));
        };
        if depth.saturating_add(anchor.size.height) > DEPTH {
            return Err(too_deep(span).label("with what this repeats").record(faults));
        }
        self.spend(anchor.size.bytes, span, faults)?;
        Ok(anchor)
    }

    /// Records an alias whose name no anchor above it has.
    pub(super) fn unknown(
        &mut self,
        name: Cow<'t, str>,
        span: Span,
        faults: &mut Vec<SyntaxFault>,
    ) -> FaultId {
        if let Err(spent) = self.count(span, faults) {
            return spent;
        }
        let message = format!("there is no `&{name}` above that this could repeat");
        let fault =
            SyntaxFault::error("unknown-alias", span, message).label("repeats nothing").record(faults);
        self.unknown.push((fault, name));
        fault
    }

    /// Charges what a value expands to.
    pub(super) fn spend(
        &mut self,
        bytes: usize,
        span: Span,
        faults: &mut Vec<SyntaxFault>,
    ) -> Result<(), FaultId> {
        self.expanded = self.expanded.saturating_add(bytes);
        if self.expanded <= EXPANDED {
            return Ok(());
        }
        let message =
            format!("the aliases and merge keys of this file repeat more than {} MiB in all", EXPANDED >> 20);
        Err(self.overspend(span, message, faults))
    }

    fn count(&mut self, span: Span, faults: &mut Vec<SyntaxFault>) -> Result<(), FaultId> {
        self.aliases = self.aliases.saturating_add(1);
        match self.spent {
            Some(spent) => Err(spent),
            None if self.aliases > ALIASES => {
                let message = format!("this file has more than {ALIASES} aliases");
                Err(self.overspend(span, message, faults))
            }
            None => Ok(()),
        }
    }

    fn overspend(&mut self, span: Span, message: String, faults: &mut Vec<SyntaxFault>) -> FaultId {
        *self.spent.get_or_insert_with(|| {
            SyntaxFault::error("too-many-aliases", span, message)
                .label("not read, nor are any that follow")
                .help("write the values out from here on, or split the file")
                .record(faults)
        })
    }

    /// Adds help to the unknown aliases, now that every anchor's name is known.
    pub(super) fn finish(self, faults: &mut [SyntaxFault]) {
        for (fault, name) in &self.unknown {
            let help = if self.names.contains(name) {
                format!("`&{name}` is further down: move it above the first `*{name}`")
            } else if let Some(meant) = nearest(name, self.names.iter().take(CANDIDATES).map(AsRef::as_ref)) {
                format!("did you mean `*{meant}`?")
            } else {
                format!("mark the value with `&{name}`; or put quotes around a text that begins with `*`")
            };
            if let Some(fault) = faults.get_mut(fault.index()) {
                fault.help = Some(help.into());
            }
        }
    }
}
