//! From what a person says of a plan to changes of its files: `set checkout/ledger eta=2026-10-02`.
//!
//! `address` reads the names of places, `assignment` what is said of them. `find` looks a place up
//! in the files, `link` a dependency by its two ends, `references` what names a milestone.
//! `sayings` goes through all that is said at once; `write` says which patches write a value, and
//! what a change of a promise or a word on progress brings along.
//! `lists` changes a list at once. `rename` gives another id, or
//! removes; `new` adds, `moved` takes a milestone to another program, `split` makes parts of one.
//! `trial` makes changes that are only tried. [`edited`] splices the patches into the texts;
//! whether what is then written is a plan is for the caller to see, who reads it again.

mod address;
mod assignment;
mod find;
mod link;
mod lists;
mod longer;
mod moved;
mod new;
mod references;
mod rename;
mod sayings;
mod split;
mod trial;
mod write;

pub use address::{Address, Target};
pub use assignment::{Assignment, Operation};
pub use moved::{Moved, moved};
pub use new::{New, added, program_text};
pub use rename::{program_renamed, removed, renamed};
pub use split::split;
pub use trial::{Relative, Tried, occurred, risk_id, tried};

use crate::model::{Documents, Workspace};
use crate::source::{FileId, SourceFile, Sources};
use crate::syntax::{self, Patch, splice};
use crate::time::Day;
use std::collections::{BTreeMap, BTreeSet};

/// Why nothing is changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// The reason.
    pub reason: String,
    /// What to do instead.
    pub help: String,
}

impl Refused {
    pub(crate) fn new(reason: impl Into<String>, help: impl Into<String>) -> Self {
        Self { reason: reason.into(), help: help.into() }
    }
}

/// What is said beside the values.
#[derive(Clone, Copy)]
pub struct Said<'s> {
    /// The day for which it is said.
    pub as_of: Day,
    /// Reads a day in a form that only the command line takes.
    pub day: &'s dyn Fn(&str) -> Option<Day>,
    /// Why.
    pub why: Option<&'s str>,
    /// The kind of reason for which a promise is moved.
    pub cause: Option<&'s str>,
    /// Who agreed to that.
    pub agreed: Option<&'s str>,
    /// Who reported it.
    pub by: Option<&'s str>,
    /// Whether the message of a commit says why and by whom, where the plan has no place for it.
    pub is_committed: bool,
}

impl<'s> Said<'s> {
    /// Returns that nothing is said beside the values.
    pub fn nothing(as_of: Day, day: &'s dyn Fn(&str) -> Option<Day>) -> Self {
        Self { as_of, day, why: None, cause: None, agreed: None, by: None, is_committed: false }
    }
}

/// What somebody says of a plan, at once.
#[derive(Clone, Copy)]
pub struct Saying<'s> {
    /// The values.
    pub assignments: &'s [Assignment],
    /// What is said beside them.
    pub said: Said<'s>,
}

/// A workspace with the documents and texts that it was made from.
#[derive(Clone, Copy)]
pub struct Plans<'p> {
    /// The documents, with their trees.
    pub documents: &'p Documents,
    /// What they say.
    pub workspace: &'p Workspace,
    /// The texts.
    pub sources: &'p Sources,
}

/// The texts of the files that change.
#[derive(Debug, Default)]
pub struct Edited {
    /// The new texts; empty if everything is already as said.
    pub files: BTreeMap<FileId, String>,
    /// What may differ between the old and the new plans: a subject by its name, and a key.
    pub keys: BTreeSet<(String, String)>,
    /// What was understood otherwise than typed, or brought along.
    pub notes: Vec<String>,
    /// Whether the reason has found its place in the plans.
    pub says_why: bool,
}

/// Patches of files, with what they change and what is to be said of them.
#[derive(Default)]
struct Changes {
    patches: BTreeMap<FileId, Vec<Patch>>,
    keys: BTreeSet<(String, String)>,
    notes: Vec<String>,
    says_why: bool,
}

/// Returns the texts after what several people say, each of other places. Values are not checked.
pub fn edited(plans: Plans<'_>, sayings: &[Saying<'_>]) -> Result<Edited, Refused> {
    let mut changes = Changes::default();
    for saying in sayings {
        sayings::write(plans, saying.assignments, saying.said, &mut changes)?;
    }
    spliced(plans, changes)
}

/// Returns the texts after some changes.
fn spliced(plans: Plans<'_>, changes: Changes) -> Result<Edited, Refused> {
    let mut files = BTreeMap::new();
    for (file, patches) in &changes.patches {
        let source = plans.sources.get(*file);
        let text = splice(&source.text, patches).map_err(|refused| refused_in(source, refused))?;
        if text != source.text {
            files.insert(*file, text);
        }
    }
    Ok(Edited { files, keys: changes.keys, notes: changes.notes, says_why: changes.says_why })
}

/// Returns the texts with spacing and quotes in one form. A file that has none is left alone, which
/// a note says.
pub fn formatted(sources: &Sources) -> Edited {
    let mut edited = Edited::default();
    for (file, source) in sources.iter().filter(|(_, source)| !source.text.is_empty()) {
        match syntax::formatted(&source.text) {
            Ok(text) if text != source.text => drop(edited.files.insert(file, text)),
            Ok(_) => {}
            Err(refused) => {
                let Refused { reason, help } = refused_in(source, refused);
                edited.notes.push(format!("left as it is: {reason}; {help}"));
            }
        }
    }
    edited
}

/// Returns why a text was not changed, with its place.
fn refused_in(source: &SourceFile, refused: syntax::Refused) -> Refused {
    let line = refused.line.map_or_else(String::new, |line| format!(":{line}"));
    Refused::new(format!("{}{line}: {}", source.path, refused.reason), refused.help)
}
