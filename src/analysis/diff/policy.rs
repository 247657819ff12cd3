//! Changes of what the gate enforces: waivers, assertions, limits.
//!
//! The direction in which a setting is stricter is defined with its key, in `syntax::fields`.

use super::edit::{Edit, Subject};
use super::waivers::{self, Direction, WaiverRead};
use super::{Comparison, Pair, Side};
use crate::syntax::fields::{Document, Key};
use crate::syntax::{ChecksDoc, SharedDoc, Value};

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
pub(super) fn all(comparison: &Comparison<'_>, edits: &[Edit]) -> Vec<Policy> {
    let mut found = Vec::new();
    for pair in comparison.pairs() {
        let docs = |side: Side<'_>, id: Option<crate::model::MilestoneId>| {
            id.map_or(Vec::new(), |id| {
                let file = side.workspace().milestone(id).origin.file;
                waivers::said(side, file, &side.milestone(id).waive)
            })
        };
        let doubt = |side: Side<'_>, id: Option<crate::model::MilestoneId>| {
            id.is_some_and(|id| side.doubt_of_milestone(id).lists)
        };
        let changes = waivers::compare(
            (docs(comparison.base, pair.base()), doubt(comparison.base, pair.base())),
            (docs(comparison.head, pair.head()), doubt(comparison.head, pair.head())),
        );
        found.extend(changes.into_iter().map(|change| of_waiver(comparison.id(pair), change)));
    }
    for pair in comparison.matching.programs() {
        programs(&mut found, comparison, pair);
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

/// Adds the waivers of a program and of its risks.
fn programs(found: &mut Vec<Policy>, comparison: &Comparison<'_>, pair: Pair<crate::model::ProgramId>) {
    let (base, head) = (comparison.base, comparison.head);
    let name = comparison.id(pair);
    let of = |side: Side<'_>, id: Option<crate::model::ProgramId>| {
        id.map_or(Vec::new(), |id| {
            waivers::said(side, side.workspace().program(id).origin.file, &side.program(id).waive)
        })
    };
    let doubt =
        |side: Side<'_>, id: Option<crate::model::ProgramId>| id.is_some_and(|id| side.is_doubtful(id));
    let doubts = (doubt(base, pair.base()), doubt(head, pair.head()));
    let changes = waivers::compare((of(base, pair.base()), doubts.0), (of(head, pair.head()), doubts.1));
    found.extend(changes.into_iter().map(|change| of_waiver(name, change)));
    let mut risks: std::collections::BTreeMap<&str, [Vec<WaiverRead>; 2]> = std::collections::BTreeMap::new();
    for (side, id, at) in [(base, pair.base(), 0), (head, pair.head(), 1)] {
        let Some(id) = id else { continue };
        for risk in side.program(id).risks.iter().filter(|risk| !risk.waive.is_empty()) {
            let file = side.workspace().program(id).origin.file;
            risks.entry(&risk.id).or_default()[at] = waivers::said(side, file, &risk.waive);
        }
    }
    for (risk, [before, after]) in risks {
        let changes = waivers::compare((before, doubts.0), (after, doubts.1));
        found.extend(changes.into_iter().map(|change| of_waiver(&format!("{name}/{risk}"), change)));
    }
}

fn of_waiver(subject: &str, change: waivers::WaiverChange) -> Policy {
    let waivers::WaiverChange { before, after, direction } = change;
    let (what, subject, key) = (PolicyKind::Waiver, subject.to_owned(), "waive".to_owned());
    Policy { what, subject, key, before, after, direction }
}
