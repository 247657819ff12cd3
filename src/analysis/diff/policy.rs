//! What the gate is told otherwise: waivers, assertions, limits of judgement.
//!
//! [`loosens`] and [`loosens_checks`] are the one place that says which way a setting counts.

use super::edit::{Edit, Subject};
use super::value::Value;
use super::waivers::{self, Said};
use super::{Comparison, Pair, Side};

/// What the gate is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// A finding that is excused.
    Waiver,
    /// A condition of a program's own.
    Assertion,
    /// A limit of judgement.
    Setting,
}

impl What {
    /// Returns the word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Waiver => "waiver",
            Self::Assertion => "assertion",
            Self::Setting => "setting",
        }
    }
}

/// Which way the gate is told otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// Less is found than before.
    Looser,
    /// Not less, as far as is known.
    Otherwise,
    /// Less is excused than before.
    Stricter,
}

/// Something that the gate is told otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    /// What it is.
    pub what: What,
    /// Of whom: a program, milestone or risk by its id, or `tpm.yaml`.
    pub subject: String,
    /// The key, for a setting.
    pub key: &'static str,
    /// What it said, as a plan writes it.
    pub before: Option<String>,
    /// What it says.
    pub after: Option<String>,
    /// Which way.
    pub way: Way,
}

impl Policy {
    /// Whether less is found by it than before.
    pub fn is_loosened(&self) -> bool {
        self.way == Way::Looser
    }
}

/// Whether an edit is told as policy.
pub(super) fn tells(edit: &Edit) -> bool {
    matches!(edit.key, "waive" | "assert") || edit.subject == Subject::Settings && is_limit(edit.key)
}

fn is_limit(key: &str) -> bool {
    key == "checks"
        || key.starts_with("at_risk.")
        || key.starts_with("quiet_after_days")
        || key == "assume_progress"
}

/// Whether something under `checks` finds or fails less than before: a rule or set matters less, the gate fails
/// later, a limit is larger. What was not said before counts as the rule's own level, of which all is known
/// that it is not `off`.
fn loosens_checks(before: Option<&str>, after: Option<&str>) -> bool {
    let said = |text: Option<&str>| -> Option<(String, String)> {
        let (key, value) = text?.rsplit_once(": ")?;
        Some((key.rsplit(' ').next()?.to_owned(), value.to_owned()))
    };
    let (before, after) = (said(before), said(after));
    let Some((key, _)) = before.clone().or(after.clone()) else { return false };
    let (before, after) = (before.map(|(_, value)| value), after.map(|(_, value)| value));
    let number = |value: &Option<String>, usual: u32| {
        value.as_ref().and_then(|value| value.trim_end_matches('d').parse().ok()).unwrap_or(usual)
    };
    match key.as_str() {
        "fail_on" => {
            let reach = |value: &Option<String>| match value.as_deref() {
                Some("warn") => 2,
                Some("never") => 0,
                _ => 1,
            };
            reach(&after) < reach(&before)
        }
        "longest_lag" => number(&after, 20) > number(&before, 20),
        "open_starts" => number(&after, 1) > number(&before, 1),
        "overdue_grace" | "longest_lead" | "dangling_ends" | "redundant_links" => {
            number(&after, 0) > number(&before, 0)
        }
        _ => {
            let weight = |value: &Option<String>, usual: u8| match value.as_deref() {
                Some("off") => 0,
                Some("warn") => 1,
                Some("error") => 3,
                _ => usual,
            };
            // Between `warn` and `error`, so that either may be less than what it was.
            weight(&after, 2) < weight(&before, 2)
        }
    }
}

/// Whether a limit of judgement finds less than before: less float is called too little, silence may last
/// longer, more is taken as worked.
fn loosens(key: &str, before: Option<&str>, after: Option<&str>) -> bool {
    let number = |text: Option<&str>| -> Option<u32> {
        let digits: String = text?.chars().take_while(char::is_ascii_digit).collect();
        digits.parse().ok()
    };
    let usual = match key {
        "at_risk.at_least" => 2,
        "at_risk.share" | "at_risk.at_most" => 10,
        "quiet_after_days" => 14,
        "quiet_after_days_external" => 7,
        _ => 5,
    };
    let (before, after) = (number(before).unwrap_or(usual), number(after).unwrap_or(usual));
    if key.starts_with("at_risk.") { after < before } else { after > before }
}

/// Returns what the gate is told otherwise: what was loosened first, then by subject.
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
        waivers::compare(
            &mut found,
            comparison.name(pair),
            (docs(comparison.base, pair.base), doubt(comparison.base, pair.base)),
            (docs(comparison.head, pair.head), doubt(comparison.head, pair.head)),
        );
    }
    for pair in comparison.program_pairs() {
        programs(&mut found, comparison, pair);
    }
    for edit in edits {
        let (before, after) = (edit.before.as_ref().map(Value::text), edit.after.as_ref().map(Value::text));
        let (what, loosened) = match edit.key {
            "assert" => (What::Assertion, before.is_some()),
            "checks" => (What::Setting, loosens_checks(before.as_deref(), after.as_deref())),
            key if edit.subject == Subject::Settings && is_limit(key) => {
                (What::Setting, loosens(key, before.as_deref(), after.as_deref()))
            }
            _ => continue,
        };
        let subject = edit.subject.name().to_owned();
        let way = if loosened { Way::Looser } else { Way::Otherwise };
        found.push(Policy { what, subject, key: edit.key, before, after, way });
    }
    found.sort_by(|a, b| {
        let key = |policy: &Policy| (!policy.is_loosened(), policy.what, policy.subject.clone(), policy.key);
        key(a).cmp(&key(b)).then_with(|| (&a.before, &a.after).cmp(&(&b.before, &b.after)))
    });
    found
}

/// Adds the waivers of a program and of its risks.
fn programs(found: &mut Vec<Policy>, comparison: &Comparison<'_>, pair: Pair<crate::model::ProgramId>) {
    let (base, head) = (comparison.base, comparison.head);
    let name = match pair {
        Pair { head: Some(id), .. } => &head.workspace().program(id).id,
        Pair { base: Some(id), .. } => &base.workspace().program(id).id,
        _ => return,
    };
    let of = |side: Side<'_>, id: Option<crate::model::ProgramId>| {
        id.map_or(Vec::new(), |id| {
            waivers::said(side, side.workspace().program(id).origin.file, &side.program(id).waive)
        })
    };
    let doubt =
        |side: Side<'_>, id: Option<crate::model::ProgramId>| id.is_some_and(|id| side.is_doubtful(id));
    let doubts = (doubt(base, pair.base), doubt(head, pair.head));
    waivers::compare(found, name, (of(base, pair.base), doubts.0), (of(head, pair.head), doubts.1));
    let mut risks: std::collections::BTreeMap<&str, [Vec<Said>; 2]> = std::collections::BTreeMap::new();
    for (side, id, at) in [(base, pair.base, 0), (head, pair.head, 1)] {
        let Some(id) = id else { continue };
        for risk in side.program(id).risks.iter().filter(|risk| !risk.waive.is_empty()) {
            let file = side.workspace().program(id).origin.file;
            risks.entry(&risk.id).or_default()[at] = waivers::said(side, file, &risk.waive);
        }
    }
    for (risk, [before, after]) in risks {
        waivers::compare(found, &format!("{name}/{risk}"), (before, doubts.0), (after, doubts.1));
    }
}
