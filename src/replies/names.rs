//! The milestones that a line names: by id, by name, by the number of the question, or all.

use super::answer::Asked;
use super::cursor::Cursor;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Deref;

/// The most words that a name of a milestone has in a reply.
const LONGEST_NAME: usize = 8;

/// The questions, with the milestones by each of their names.
#[derive(Debug)]
pub(super) struct Book<'a> {
    asked: &'a Asked<'a>,
    by_name: BTreeMap<String, Vec<usize>>,
    owners: BTreeMap<String, BTreeSet<&'a str>>,
}

impl<'a> Book<'a> {
    pub(super) fn new(asked: &'a Asked<'a>) -> Self {
        let mut by_name: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (index, known) in asked.milestones.iter().enumerate() {
            for name in [known.id, known.short(), known.name] {
                let called = by_name.entry(folded(name)).or_default();
                if called.last() != Some(&index) {
                    called.push(index);
                }
            }
        }
        let mut owners: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
        for (id, name) in &asked.owners {
            for called in [id, name] {
                owners.entry(folded(called)).or_default().insert(id);
            }
        }
        Self { asked, by_name, owners }
    }

    /// Returns the id of the one owner who is called so.
    pub(super) fn owner(&self, name: &str) -> Option<&'a str> {
        let called = self.owners.get(&folded(name)).filter(|owners| owners.len() == 1)?;
        called.first().copied()
    }

    /// Returns the milestones called so; only one's own, if there are any.
    pub(super) fn called(&self, name: &str) -> Vec<usize> {
        let all = self.by_name.get(&folded(name)).map_or(&[][..], Vec::as_slice);
        let own: Vec<usize> = all.iter().copied().filter(|index| self.milestones[*index].is_own).collect();
        if own.is_empty() { all.to_vec() } else { own }
    }
}

impl<'a> Deref for Book<'a> {
    type Target = Asked<'a>;

    fn deref(&self) -> &Asked<'a> {
        self.asked
    }
}

/// Reads the names with which a statement begins: `ledger`, `1 and 3`, `a, b`, `all`.
pub(super) fn several(cursor: &mut Cursor<'_>, book: &Book<'_>) -> Option<Vec<usize>> {
    let all = || book.questions.iter().map(|question| question.milestone).collect::<Vec<_>>();
    if cursor.eat(&["all", "everything"]) {
        return Some(all()).filter(|all| !all.is_empty());
    }
    if cursor.eat(&["both"]) {
        return Some(all()).filter(|all| all.len() == 2);
    }
    let mut found = vec![one(cursor, book)?];
    while let Some(next) = cursor.attempt(|cursor| {
        let comma = cursor.peek().is_some_and(|token| token.text == ",");
        cursor.at += usize::from(comma);
        let listed = cursor.eat(&["and", "&", "n"]) || comma;
        one(cursor, book).filter(|_| listed)
    }) {
        found.push(next);
    }
    Some(found)
}

/// Reads one name.
pub(super) fn one(cursor: &mut Cursor<'_>, book: &Book<'_>) -> Option<usize> {
    called(cursor, book).or_else(|| numbered(cursor, book))
}

/// Reads an id or a name; the longest that fits, and one's own before those of others.
pub(super) fn called(cursor: &mut Cursor<'_>, book: &Book<'_>) -> Option<usize> {
    let start = cursor.at;
    let mut words = Vec::new();
    let mut ends = Vec::new();
    while words.len() < LONGEST_NAME
        && let Some(word) = cursor.word()
    {
        words.push(word);
        cursor.at += 1;
        ends.push(cursor.at);
    }
    let found = (1..=words.len()).rev().find_map(|length| {
        let fitting = book.called(&words[..length].join("-"));
        (!fitting.is_empty()).then_some((fitting, ends[length - 1]))
    });
    match found {
        Some((fitting, end)) if fitting.len() == 1 => {
            cursor.at = end;
            fitting.first().copied()
        }
        _ => {
            cursor.at = start;
            None
        }
    }
}

/// Reads the number of a question: `2`, `#2`, `2)`.
fn numbered(cursor: &mut Cursor<'_>, book: &Book<'_>) -> Option<usize> {
    let word = cursor.word()?;
    let digits = word.strip_prefix('#').unwrap_or(word);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number: usize = digits.parse().ok()?;
    let question = book.questions.get(number.checked_sub(1)?)?;
    cursor.at += 1;
    Some(question.milestone)
}

/// Whether a text names a milestone of the plan anywhere.
pub(super) fn is_in(text: &str, book: &Book<'_>) -> bool {
    let sign = |c: char| matches!(c, ' ' | ',' | ':' | '(' | ')');
    let words: Vec<&str> = text.split(sign).filter(|word| !word.is_empty()).collect();
    (0..words.len()).any(|from| {
        let ends = from + 1..=words.len().min(from + LONGEST_NAME);
        ends.into_iter().any(|to| !book.called(&words[from..to].join("-")).is_empty())
    })
}

/// Returns an id or a name in the form in which they are compared.
fn folded(text: &str) -> String {
    let dashes = text.to_lowercase().replace(['_', ' '], "-");
    dashes.trim_matches('-').to_owned()
}
