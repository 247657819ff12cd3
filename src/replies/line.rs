//! One line: whole, or not at all.

use super::answer::{Says, Wanted};
use super::clauses::{Clause, When, clause};
use super::cursor::Cursor;
use super::days::{Side, day};
use super::names::{self, Book};
use super::{noise, reason, tokens};

/// What a line is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Line {
    /// A greeting, thanks: nothing is said.
    Noise,
    /// What it says of which milestone.
    Answers(Vec<(usize, Says)>),
    /// It comes back.
    Unread {
        /// The milestones that it names, if it begins with one: then it is about these only.
        about: Vec<usize>,
    },
}

impl Line {
    /// Returns the milestones of which it says something that is not understood.
    pub(super) fn unclear(&self) -> &[usize] {
        match self {
            Self::Unread { about } => about,
            _ => &[],
        }
    }
}

/// Reads a line.
pub(super) fn read(text: &str, book: &Book<'_>) -> Line {
    let Some(plain) = tokens::plain(text) else { return unread(text, book) };
    let words = tokens::tokens(&plain);
    let tokens = noise::strip(&words, book.by);
    let is_noise = tokens.is_empty() && words.iter().any(|token| !token.is_sign);
    if is_noise || words.iter().all(|token| token.is_sign) && plain != text {
        return if is_noise { Line::Noise } else { Line::Unread { about: Vec::new() } };
    }
    let mut cursor = Cursor::new(&plain, tokens);
    let answers = (!reason::denies(tokens)).then(|| statements(&mut cursor, book)).flatten();
    answers.map_or_else(|| unread(text, book), Line::Answers)
}

/// Returns a line that is not understood, with what it is about.
fn unread(text: &str, book: &Book<'_>) -> Line {
    let bare = tokens::bare(text);
    let words = tokens::tokens(&bare);
    let tokens = noise::strip(&words, book.by);
    let mut cursor = Cursor::new(&bare, tokens);
    let mut about: Vec<usize> = names::several(&mut cursor, book).unwrap_or_default();
    while !about.is_empty() && !cursor.is_at_end() {
        // `1 ok, 2 not done`; the number in `1 by 2 oct` is none.
        let begins = cursor.signs() | cursor.eat(&["and", "but", "&"]);
        let other = if begins { names::one(&mut cursor, book) } else { names::called(&mut cursor, book) };
        match other {
            Some(other) => about.push(other),
            None => cursor.at += 1,
        }
    }
    Line::Unread { about }
}

fn statements(cursor: &mut Cursor<'_>, book: &Book<'_>) -> Option<Vec<(usize, Says)>> {
    let mut answers: Vec<(usize, Says)> = Vec::new();
    loop {
        cursor.signs();
        cursor.eat(&["and", "but", "&"]);
        cursor.signs();
        if cursor.is_at_end() {
            break;
        }
        let is_first = cursor.at == 0;
        let said = cursor.attempt(|cursor| named(cursor, book)).or_else(|| {
            let whole = is_first.then(|| cursor.attempt(|cursor| unnamed(cursor, book)))??;
            cursor.is_at_end().then_some(whole)
        })?;
        for (milestone, says) in said {
            if answers.iter().any(|(of, other)| *of == milestone && !other.goes_with(&says)) {
                return None;
            }
            if !answers.contains(&(milestone, says.clone())) {
                answers.push((milestone, says));
            }
        }
    }
    (!answers.is_empty()).then_some(answers)
}

/// Reads `ledger 60%, 2 oct`, and `finished ledger yesterday`.
fn named(cursor: &mut Cursor<'_>, book: &Book<'_>) -> Option<Vec<(usize, Says)>> {
    let names = cursor.attempt(|cursor| names::several(cursor, book));
    if let Some(names) = names {
        cursor.signs();
        let clauses = clauses(cursor, book)?;
        return said(&names, &clauses, book, true);
    }
    let verb_first = cursor.attempt(|cursor| {
        let is_done = cursor.eat(&["done with", "done", "finished", "completed"]);
        cursor.signs();
        let name = names::called(cursor, book).filter(|_| is_done)?;
        Some(name)
    });
    let name = verb_first?;
    let on = cursor.attempt(|cursor| day(cursor, book.today, Side::Back));
    Some(vec![(name, Says::Done(on.unwrap_or(book.today)))])
}

/// Reads what names no milestone: it is about that of the only question, or `ok` for all.
fn unnamed(cursor: &mut Cursor<'_>, book: &Book<'_>) -> Option<Vec<(usize, Says)>> {
    let clauses = clauses(cursor, book)?;
    let is_ok = clauses.iter().all(|clause| matches!(clause, Clause::Ok | Clause::Fine));
    let offered =
        !book.questions.is_empty() && book.questions.iter().all(|question| question.asks == Wanted::Holds);
    let all: Vec<usize> = book.questions.iter().map(|question| question.milestone).collect();
    if is_ok && cursor.eat(&["for all", "all", "for both"]) {
        return said(&all, &clauses, book, true);
    }
    match book.only() {
        Some(only) => said(&[only], &clauses, book, false),
        None if is_ok && offered => said(&all, &clauses, book, true),
        None => None,
    }
}

/// Reads clauses up to the end, or to the next milestone.
fn clauses(cursor: &mut Cursor<'_>, book: &Book<'_>) -> Option<Vec<Clause>> {
    let mut found = vec![clause(cursor, book)?];
    while let Some((is_joined, next)) = cursor.attempt(|cursor| {
        let is_joined = cursor.signs() | cursor.eat(&["and", "but", "&"]);
        cursor.signs();
        // The name of the next milestone may begin as a clause does.
        if names::called(&mut cursor.clone(), book).is_some() {
            return None;
        }
        Some((is_joined, clause(cursor, book)?))
    }) {
        // `60% by fri` is of that day, `60%, 2 oct` is two things.
        let is_of_that_day = |clause: &Clause, other: &Clause| is_day(clause) && !is_day(other);
        let last = found.last()?;
        if !is_joined && (is_of_that_day(last, &next) || is_of_that_day(&next, last)) {
            return None;
        }
        found.push(next);
    }
    // `started fri` and `fri, unblocked` may be said of that day.
    let has_passed = |clause: &Clause| matches!(clause, Clause::Started(_) | Clause::Unblocked);
    let is_clear = !found.iter().any(has_passed) || !found.iter().any(is_day);
    is_clear.then_some(found)
}

/// Whether a clause is a day, and no word says that it is the finish.
fn is_day(clause: &Clause) -> bool {
    match clause {
        Clause::Expected { when, is_named, .. } => !is_named || matches!(when, When::Later(_)),
        _ => false,
    }
}

/// Returns what some clauses say of some milestones; `is_named` if the line names them.
fn said(names: &[usize], clauses: &[Clause], book: &Book<'_>, is_named: bool) -> Option<Vec<(usize, Says)>> {
    let is_alone = clauses.len() == 1;
    let mut answers = Vec::new();
    for name in names {
        for clause in clauses {
            answers.push((*name, says(*name, clause, book, (is_named, is_alone))?));
        }
    }
    Some(answers)
}

fn says(
    milestone: usize,
    clause: &Clause,
    book: &Book<'_>,
    (is_named, is_alone): (bool, bool),
) -> Option<Says> {
    let asks = book.asks(milestone);
    let holds = || book.may_hold(milestone).then_some(Says::Ok);
    Some(match clause {
        Clause::Yes => return holds().filter(|_| asks == Some(Wanted::Holds)),
        // A bare `ok` may mean no more than "read", unless the message says what it means.
        Clause::Fine if !is_named => return holds().filter(|_| asks == Some(Wanted::Holds)),
        Clause::Ok | Clause::Fine => return holds(),
        Clause::Done(day) => Says::Done(*day),
        Clause::Progress(percent) => Says::Progress(*percent),
        Clause::Left(amount) => Says::Left(*amount),
        Clause::Expected { when: When::Later(days), why, .. } => {
            Says::Expected { day: book.printed(milestone)?.plus(*days), why: why.clone() }
        }
        Clause::Expected { when: When::On(day), is_named: is_finish, why } => match asks {
            // Asked until when it is blocked, a day alone says just that.
            Some(Wanted::Until) if !is_finish && is_alone && why.is_none() => {
                Says::Blocked { why: None, waiting_on: None, until: Some(*day) }
            }
            // The day may be that of the start, or the end of the block.
            Some(Wanted::Until | Wanted::Started) if !is_finish => return None,
            _ => Says::Expected { day: *day, why: why.clone() },
        },
        Clause::Blocked { why, waiting_on, until } => {
            Says::Blocked { why: why.clone(), waiting_on: waiting_on.clone(), until: *until }
        }
        Clause::Unblocked => Says::Unblocked,
        Clause::Started(day) => Says::Started(*day),
    })
}
