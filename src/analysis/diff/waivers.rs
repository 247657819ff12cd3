//! Changes of waivers.
//!
//! A waiver loosens the gate if it excuses what no waiver of the base excused: another rule, a
//! wider set, later days. Another reason, or another person who decided it, excuses nothing more.

use super::Side;
use crate::finding::gate_rules::named;
use crate::source::{FileId, SourceFile, Span};
use crate::syntax::WaiverDoc;
use crate::time::Day;
use std::collections::BTreeMap;

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

/// The waivers of the base that are not paired yet, by rule, of which there are few.
struct Left<'w> {
    all: &'w [WaiverRead],
    is_taken: Vec<bool>,
    /// By waiver and by rule, where they stand in the plan, the first one last.
    equal: BTreeMap<&'w WaiverRead, Vec<usize>>,
    of_rule: BTreeMap<Option<&'static str>, Vec<usize>>,
}

impl<'w> Left<'w> {
    fn new(all: &'w [WaiverRead]) -> Self {
        let (mut equal, mut of_rule) = (BTreeMap::<_, Vec<usize>>::new(), BTreeMap::<_, Vec<usize>>::new());
        for (at, said) in all.iter().enumerate().rev() {
            equal.entry(said).or_default().push(at);
            of_rule.entry(said.rule).or_default().push(at);
        }
        Self { all, is_taken: vec![false; all.len()], equal, of_rule }
    }

    /// Takes the first one that is equal; returns whether there was one.
    fn take_equal(&mut self, said: &WaiverRead) -> bool {
        let at = self.equal.get_mut(said).and_then(Vec::pop);
        at.into_iter().for_each(|at| self.is_taken[at] = true);
        at.is_some()
    }

    /// Takes the first one whose rule fits.
    fn take_first(&mut self, fits: impl Fn(&WaiverRead) -> bool) -> Option<&'w WaiverRead> {
        let is_taken = &self.is_taken;
        let first = |places: &mut Vec<usize>| {
            while places.last().is_some_and(|at| is_taken[*at]) {
                places.pop();
            }
            places.last().copied()
        };
        let firsts = self.of_rule.values_mut().filter_map(first);
        let at = firsts.filter(|at| fits(&self.all[*at])).min()?;
        self.is_taken[at] = true;
        self.all.get(at)
    }

    /// Returns those that are left, in order.
    fn rest(&self) -> impl Iterator<Item = &'w WaiverRead> + use<'w, '_> {
        self.all.iter().zip(&self.is_taken).filter(|(_, is_taken)| !**is_taken).map(|(said, _)| said)
    }
}

/// Compares the waivers of a subject; each side comes with whether it may contain more that are
/// unread.
pub(super) fn compare(before: (Vec<WaiverRead>, bool), after: (Vec<WaiverRead>, bool)) -> Vec<WaiverChange> {
    let mut found = Vec::new();
    let ((all, was_cut), (is, is_cut)) = (before, after);
    let mut left = Left::new(&all);
    // Those that are equal on both sides say nothing, one for one.
    let mut is: Vec<WaiverRead> = is.into_iter().filter(|said| !left.take_equal(said)).collect();
    // Pair by equal rule first, then by rule and set.
    let mut pairs: Vec<(Option<WaiverRead>, Option<WaiverRead>)> = Vec::new();
    let fits: [fn(&WaiverRead, &WaiverRead) -> bool; 2] = [|a, b| a.rule == b.rule, WaiverRead::is_about];
    for fits in fits {
        is.retain(|said| {
            let other = left.take_first(|other| fits(other, said));
            let is_left = other.is_none();
            pairs.extend(other.map(|other| (Some(other.clone()), Some(said.clone()))));
            is_left
        });
    }
    pairs.extend(left.rest().filter(|_| !is_cut).map(|said| (Some(said.clone()), None)));
    pairs.extend(is.into_iter().filter(|_| !was_cut).map(|said| (None, Some(said))));
    // Of each rule the waiver that excuses most: what that does not cover, no other does.
    let mut widest: BTreeMap<Option<&str>, &WaiverRead> = BTreeMap::new();
    for said in &all {
        let most = widest.entry(said.rule).or_insert(said);
        if said.until > most.until {
            *most = said;
        }
    }
    for (before, after) in pairs {
        // What an unreadable waiver excuses is unknown; it is reported as an error.
        let is_unread = |said: &Option<WaiverRead>| said.as_ref().is_some_and(|said| said.until.is_none());
        if is_unread(&before) && (was_cut || after.is_none()) || is_unread(&after) {
            continue;
        }
        let direction = match (&before, &after) {
            (_, Some(after)) if !widest.values().any(|other| other.covers(after)) => Direction::Looser,
            (Some(before), Some(after)) if after.covers(before) => Direction::Otherwise,
            (None, Some(_)) => Direction::Otherwise,
            _ => Direction::Stricter,
        };
        let text = |said: Option<WaiverRead>| said.map(|said| said.text);
        found.push((text(before), text(after), direction));
    }
    found
}
