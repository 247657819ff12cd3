//! Changes of what the gate enforces: waivers, assertions, limits.
//!
//! The direction in which a setting is stricter is defined with its key, in `syntax::fields`.

use super::edit::{Edit, Subject};
use super::entry::Entry;
use super::finder::Finder;
use super::waivers::{self, Direction};
use super::{Pair, Side};
use crate::syntax::Value;
use crate::words::words;
use std::collections::BTreeMap;

words! {
    pub enum PolicyKind {
        /// An excused finding.
        Waiver = "waiver",
        /// An assertion of a program.
        Assertion = "assertion",
        /// A limit under `checks`, or another setting of the gate.
        Setting = "setting",
    }
}

/// A change of policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    pub what: PolicyKind,
    /// The subject: the id of a program, milestone or risk, or `tpm.yaml`.
    pub subject: String,
    /// The key, for a setting.
    pub key: String,
    /// The old value, as written in a plan.
    pub before: Option<String>,
    pub after: Option<String>,
    /// Whether it is looser or stricter.
    pub direction: Direction,
}

impl Policy {
    /// Whether the gate finds less than before.
    pub fn is_loosened(&self) -> bool {
        self.direction == Direction::Looser
    }
}

/// Whether an edit is reported as policy.
pub(super) fn tells(edit: &Edit) -> bool {
    matches!(edit.key.as_str(), "waive" | "assert") || edit.loosens.is_some()
}

/// Returns the changes of policy: loosened ones first, then by subject.
pub(super) fn all(
    finder: &Finder<'_>,
    entries: &BTreeMap<Subject, Pair<Entry<'_>>>,
    edits: &[Edit],
) -> Vec<Policy> {
    let mut found = Vec::new();
    for (subject, pair) in entries {
        let (was, is) = finder.with_absent(subject, *pair);
        let said = |side: Side<'_>, entry: Entry<'_>| {
            let is_cut = match (subject, entry.program) {
                (Subject::Risk(_), Some(program)) => side.is_doubtful(program),
                _ => entry.doubt.lists,
            };
            (waivers::said(side, entry.place.file, entry.waivers), is_cut)
        };
        let changes = waivers::compare(said(finder.base, was), said(finder.head, is));
        found.extend(changes.into_iter().map(|(before, after, direction)| {
            let (subject, key) = (subject.name().to_owned(), "waive".to_owned());
            Policy { what: PolicyKind::Waiver, subject, key, before, after, direction }
        }));
    }
    for edit in edits {
        let (before, after) = (edit.before.as_ref().map(Value::text), edit.after.as_ref().map(Value::text));
        let (what, loosened) = match (edit.loosens, edit.key.as_str()) {
            (Some(loosens), _) => (PolicyKind::Setting, loosens),
            (None, "assert") => (PolicyKind::Assertion, before.is_some()),
            _ => continue,
        };
        let subject = edit.subject.name().to_owned();
        let direction = if loosened { Direction::Looser } else { Direction::Otherwise };
        found.push(Policy { what, subject, key: edit.key.clone(), before, after, direction });
    }
    found.sort_by(|a, b| {
        let key = |policy: &Policy| {
            (!policy.is_loosened(), policy.what, policy.subject.clone(), policy.key.clone())
        };
        key(a).cmp(&key(b)).then_with(|| (&a.before, &a.after).cmp(&(&b.before, &b.after)))
    });
    found
}
