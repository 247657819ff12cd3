//! Changes of what the gate enforces: waivers, assertions, limits.
//!
//! The direction in which a setting is stricter is defined with its key, in `syntax::fields`.

use super::edit::{Edit, Subject};
use super::entries::Entry;
use super::finder::Finder;
use super::waivers::{self, Direction};
use super::{Pair, Side};
use crate::syntax::fields::{Document, Key};
use crate::syntax::{ChecksDoc, SharedDoc, Value};
use std::collections::BTreeMap;

/// A kind of policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PolicyKind {
    /// An excused finding.
    Waiver,
    /// An assertion of a program.
    Assertion,
    /// A limit under `checks`, or another setting of the gate.
    Setting,
}

impl PolicyKind {
    /// Returns the word for text and JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::Waiver => "waiver",
            Self::Assertion => "assertion",
            Self::Setting => "setting",
        }
    }
}

/// A change of policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    /// Its kind.
    pub what: PolicyKind,
    /// The subject: the id of a program, milestone or risk, or `tpm.yaml`.
    pub subject: String,
    /// The key, for a setting.
    pub key: String,
    /// The old value, as written in a plan.
    pub before: Option<String>,
    /// The new value.
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
    matches!(edit.key.as_str(), "waive" | "assert" | "checks") || is_limit(edit)
}

fn is_limit(edit: &Edit) -> bool {
    edit.subject == Subject::Settings && limit(&edit.key).is_some()
}

fn limit(key: &str) -> Option<&'static Key> {
    SharedDoc::TABLE.at(key).filter(|key| key.limit.is_some())
}

/// Whether a change under `checks` finds or fails less than before: a rule or set has a lower
/// level, the gate fails later, a limit is larger. The value is `KEY: VALUE`, after the id for one
/// program.
fn loosens_checks(before: Option<&str>, after: Option<&str>) -> bool {
    let said = |text: Option<&'_ str>| -> Option<(String, String)> {
        let (key, value) = text?.rsplit_once(": ")?;
        Some((key.rsplit(' ').next()?.to_owned(), value.to_owned()))
    };
    let (before, after) = (said(before), said(after));
    let Some((name, _)) = before.as_ref().or(after.as_ref()) else { return false };
    let value = |said: &Option<(String, String)>| said.as_ref().map(|(_, value)| value.clone());
    let (before, after) = (value(&before), value(&after));
    ChecksDoc::TABLE.find(name).is_some_and(|(_, key)| key.loosens(before.as_deref(), after.as_deref()))
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
        found.extend(changes.into_iter().map(|change| of_waiver(subject.name(), change)));
    }
    for edit in edits {
        let (before, after) = (edit.before.as_ref().map(Value::text), edit.after.as_ref().map(Value::text));
        let (what, loosened) = match edit.key.as_str() {
            "assert" => (PolicyKind::Assertion, before.is_some()),
            "checks" => (PolicyKind::Setting, loosens_checks(before.as_deref(), after.as_deref())),
            key if edit.subject == Subject::Settings => {
                let Some(key) = limit(key) else { continue };
                (PolicyKind::Setting, key.loosens(before.as_deref(), after.as_deref()))
            }
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

fn of_waiver(subject: &str, change: waivers::WaiverChange) -> Policy {
    let waivers::WaiverChange { before, after, direction } = change;
    let (what, subject, key) = (PolicyKind::Waiver, subject.to_owned(), "waive".to_owned());
    Policy { what, subject, key, before, after, direction }
}
