//! Changes of waivers.
//!
//! A waiver loosens the gate if it excuses what no waiver of the base excused: another rule, a
//! wider set, later days. Another reason, or another person who decided it, excuses nothing more.

use super::Side;
use crate::finding::gate_rules::named;
use crate::source::{FileId, SourceFile, Span};
use crate::syntax::WaiverDoc;
use crate::time::Day;

/// The direction of a change of policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// The gate finds less than before.
    Looser,
    /// The gate finds no less, as far as is known.
    Otherwise,
    /// Less is excused than before.
    Stricter,
}

/// A waiver that changed: before and after, as written in a plan.
pub(super) type WaiverChange = (Option<String>, Option<String>, Direction);

/// A waiver of one side.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct WaiverRead {
    /// The rule or set, if it could be read.
    rule: Option<&'static str>,
    /// The last day; none without a reason, since the waiver then excuses nothing.
    until: Option<Day>,
    /// As written in a plan.
    text: String,
}

impl WaiverRead {
    /// Whether this excuses everything that another excuses.
    fn covers(&self, other: &Self) -> bool {
        let (Some(rule), Some(narrow)) = (self.rule, other.rule) else { return false };
        let is_wider = rule == narrow || named(narrow).is_some_and(|name| name.set.word() == rule);
        is_wider && self.until.is_some() && self.until >= other.until
    }

    /// Whether it concerns the same rule or set as another, whatever the days.
    fn is_about(&self, other: &Self) -> bool {
        let is_in = |rule: Option<&'static str>, set: Option<&'static str>| {
            rule.and_then(named).is_some_and(|name| Some(name.set.word()) == set)
        };
        self.rule == other.rule || is_in(self.rule, other.rule) || is_in(other.rule, self.rule)
    }
}

/// Returns the waivers of a document.
pub(super) fn said(side: Side<'_>, file: FileId, docs: &[WaiverDoc]) -> Vec<WaiverRead> {
    let said = |doc: &WaiverDoc| WaiverRead {
        rule: doc.rule.value().copied(),
        until: doc.until.value().copied().filter(|_| doc.reason.reason().is_some()),
        text: text(doc, side.sources.get(file)),
    };
    docs.iter().map(said).collect()
}

/// Returns a waiver as written in a plan; unreadable values verbatim.
fn text(doc: &WaiverDoc, source: &SourceFile) -> String {
    let words = |span: Option<Span>, read: Option<String>| {
        read.or_else(|| span.map(|span| source.slice(span).trim().to_owned()))
    };
    let parts = [
        ("rule", words(doc.rule.span(), doc.rule.value().map(|rule| (*rule).to_owned()))),
        ("until", words(doc.until.span(), doc.until.value().map(Day::to_string))),
        ("by", words(doc.by.span(), doc.by.value().cloned())),
        ("reason", words(doc.reason.span(), doc.reason.value().cloned())),
    ];
    let said = parts.into_iter().filter_map(|(key, value)| Some(format!("{key}: {}", value?)));
    format!("{{{}}}", said.collect::<Vec<_>>().join(", "))
}

/// Compares the waivers of a subject; each side comes with whether it may contain more that are
/// unread.
pub(super) fn compare(before: (Vec<WaiverRead>, bool), after: (Vec<WaiverRead>, bool)) -> Vec<WaiverChange> {
    let mut found = Vec::new();
    let ((all, was_cut), (mut is, is_cut)) = (before, after);
    let mut was = all.clone();
    // Remove waivers that are equal on both sides, one for one.
    is.retain(|said| match was.iter().position(|other| other == said) {
        Some(at) => {
            was.remove(at);
            false
        }
        None => true,
    });
    // Pair by equal rule first, then by rule and set.
    let mut pairs: Vec<(Option<WaiverRead>, Option<WaiverRead>)> = Vec::new();
    let fits: [fn(&WaiverRead, &WaiverRead) -> bool; 2] = [|a, b| a.rule == b.rule, WaiverRead::is_about];
    for fits in fits {
        is.retain(|said| match was.iter().position(|other| fits(other, said)) {
            Some(at) => {
                pairs.push((Some(was.remove(at)), Some(said.clone())));
                false
            }
            None => true,
        });
    }
    pairs.extend(was.into_iter().filter(|_| !is_cut).map(|said| (Some(said), None)));
    pairs.extend(is.into_iter().filter(|_| !was_cut).map(|said| (None, Some(said))));
    for (before, after) in pairs {
        // What an unreadable waiver excuses is unknown; it is reported as an error.
        let is_unread = |said: &Option<WaiverRead>| said.as_ref().is_some_and(|said| said.until.is_none());
        if is_unread(&before) && (was_cut || after.is_none()) || is_unread(&after) {
            continue;
        }
        let direction = match (&before, &after) {
            (_, Some(after)) if !all.iter().any(|other| other.covers(after)) => Direction::Looser,
            (Some(before), Some(after)) if after.covers(before) => Direction::Otherwise,
            (None, Some(_)) => Direction::Otherwise,
            _ => Direction::Stricter,
        };
        let text = |said: Option<WaiverRead>| said.map(|said| said.text);
        found.push((text(before), text(after), direction));
    }
    found
}
