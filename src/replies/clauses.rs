//! What a line says of a milestone: one clause after the other.

use super::cursor::Cursor;
use super::days::{Side, day};
use super::names::{self, Book};
use super::reason::reason;
use crate::syntax::{Amount, TimeUnit};
use crate::time::Day;

/// A clause, before it is known of which milestone it is said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Clause {
    /// The day holds: `still holds`.
    Ok,
    /// The same, in words that may also mean "read": `ok`, `fine`.
    Fine,
    /// `yes`, which answers one question only.
    Yes,
    Done(Day),
    Progress(u32),
    Left(Amount),
    Expected {
        when: When,
        /// Whether a word says that it is the finish: `eta`, `slips to`.
        is_named: bool,
        why: Option<String>,
    },
    Blocked {
        why: Option<String>,
        waiting_on: Option<String>,
        until: Option<Day>,
    },
    Unblocked,
    Started(Day),
}

/// A day, or so many days after the day that was printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum When {
    On(Day),
    Later(i32),
}

const OK: [&str; 14] = [
    "holds",
    "hold",
    "on track",
    "on time",
    "on schedule",
    "unchanged",
    "date unchanged",
    "date holds",
    "date ok",
    "due date ok",
    "due date holds",
    "as planned",
    "in time",
    "holds up",
];
const FINE: [&str; 7] = ["ok", "okay", "k", "fine", "good", "all good", "passt"];
const DONE: [&str; 9] =
    ["done", "finished", "complete", "completed", "fertig", "erledigt", "terminé", "terminée", "fini"];
/// Words before a clause that change nothing.
const FILLERS: [&str; 9] = ["is", "are", "now", "has been", "has", "have been", "have", "still", "at"];
const TO: [&str; 18] = [
    "eta",
    "expected on",
    "expected by",
    "expected",
    "slips to",
    "slipping to",
    "slipped to",
    "moves to",
    "moved to",
    "moving to",
    "pushed to",
    "now expected on",
    "new date",
    "will be on",
    "slip to",
    "move to",
    "the rest by",
    "rest by",
];
const ON: [&str; 9] = ["by the", "by", "on the", "on", "for", "am", "le", "el", "bis"];

/// Reads one clause.
pub(super) fn clause(cursor: &mut Cursor<'_>, book: &Book<'_>) -> Option<Clause> {
    cursor.attempt(|cursor| {
        while cursor.eat(&FILLERS) {}
        ok(cursor, book)
            .or_else(|| cursor.attempt(|cursor| done(cursor, book.today)))
            .or_else(|| cursor.attempt(|cursor| started(cursor, book.today)))
            .or_else(|| cursor.eat(&["unblocked"]).then_some(Clause::Unblocked))
            .or_else(|| cursor.attempt(|cursor| blocked(cursor, book)))
            .or_else(|| cursor.attempt(progress))
            .or_else(|| cursor.attempt(left))
            .or_else(|| cursor.attempt(|cursor| expected(cursor, book)))
    })
}

/// Whether it is said here that something is done.
pub(super) fn begins_done(cursor: &mut Cursor<'_>) -> bool {
    while cursor.eat(&FILLERS) {}
    cursor.eat(&DONE)
}

fn ok(cursor: &mut Cursor<'_>, book: &Book<'_>) -> Option<Clause> {
    if cursor.eat(&["yes", "yep", "yeah"]) {
        return Some(Clause::Yes);
    }
    let to_a_day = cursor.attempt(|cursor| {
        let is_said = cursor.eat(&["on track for", "on time for"]);
        day(cursor, book.today, Side::Ahead).filter(|_| is_said)
    });
    if let Some(day) = to_a_day {
        return Some(Clause::Expected { when: When::On(day), is_named: true, why: None });
    }
    if cursor.eat(&FINE) {
        return Some(Clause::Fine);
    }
    cursor.eat(&OK).then_some(Clause::Ok)
}

/// `done`, `done 11 sep`; `done by friday` is a day to come.
fn done(cursor: &mut Cursor<'_>, today: Day) -> Option<Clause> {
    let to_come = cursor.eat(&["will be", "should be", "to be", "going to be"]);
    if !cursor.eat(&DONE) {
        return None;
    }
    let expected = |day| Clause::Expected { when: When::On(day), is_named: true, why: None };
    let by = cursor.eat(&["by the", "by", "until", "bis"]);
    if to_come || by {
        cursor.eat(&ON);
        return day(cursor, today, Side::Ahead).map(expected);
    }
    let before = cursor.at;
    cursor.attempt(|cursor| cursor.signs().then_some(()));
    cursor.eat(&["since", "already"]);
    cursor.eat(&ON);
    if let Some(day) = day(cursor, today, Side::Back) {
        return Some(Clause::Done(day));
    }
    // `done fri` may be the last or the next one: what follows contradicts `done`.
    if cursor.word().is_some_and(|word| word.bytes().any(|byte| byte.is_ascii_digit()) || word == "tomorrow")
        && let Some(day) = day(cursor, today, Side::Ahead)
    {
        return Some(expected(day));
    }
    cursor.at = before;
    Some(Clause::Done(today))
}

fn started(cursor: &mut Cursor<'_>, today: Day) -> Option<Clause> {
    if !cursor.eat(&["started", "begun", "underway", "under way"]) {
        return None;
    }
    let on = cursor.attempt(|cursor| {
        cursor.eat(&["since", "already"]);
        cursor.eat(&ON);
        day(cursor, today, Side::Back)
    });
    Some(Clause::Started(on.unwrap_or(today)))
}

/// `blocked redlines, waiting on marco until fri`
fn blocked(cursor: &mut Cursor<'_>, book: &Book<'_>) -> Option<Clause> {
    if !cursor.eat(&["blocked"]) {
        return None;
    }
    let waits = |cursor: &mut Cursor<'_>| cursor.eat(&["waiting on", "waiting for", "waits for", "waits on"]);
    let until = |cursor: &mut Cursor<'_>| cursor.eat(&["until the", "until", "till", "til", "bis"]);
    let ends = |cursor: &mut Cursor<'_>| {
        let signs = cursor.signs();
        cursor.is_at_end() || waits(cursor) || until(cursor) || signs && names::called(cursor, book).is_some()
    };
    // `blocked by marco`
    let mut waiting_on = cursor.attempt(|cursor| {
        let is_said = cursor.eat(&["by", "on", "with"]);
        let who = cursor.at;
        while !ends(&mut cursor.clone()) && cursor.word().is_some() {
            cursor.at += 1;
        }
        let owner = book.owner(cursor.typed(who, cursor.at)).filter(|_| is_said)?;
        Some(owner.to_owned())
    });
    let why = if waiting_on.is_some() || ends(&mut cursor.clone()) {
        None
    } else {
        cursor.eat(&["by", "on", "with"]);
        Some(reason(cursor, ends).filter(|why| !names::is_in(why, book))?)
    };
    cursor.attempt(|cursor| cursor.signs().then_some(()));
    if waiting_on.is_none() && waits(cursor) {
        let who = cursor.at;
        while !ends(&mut cursor.clone()) && cursor.word().is_some() {
            cursor.at += 1;
        }
        let who = cursor.typed(who, cursor.at);
        let is_name = !who.is_empty()
            && who.split(' ').count() <= 2
            && who.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
        waiting_on = Some(is_name.then(|| who.to_lowercase())?);
        cursor.attempt(|cursor| cursor.signs().then_some(()));
    }
    let until = match until(cursor) {
        true => Some(day(cursor, book.today, Side::Ahead)?),
        false => None,
    };
    cursor.eat(&["at the latest"]);
    Some(Clause::Blocked { why, waiting_on, until })
}

/// `60%`, `about 60 percent done`
fn progress(cursor: &mut Cursor<'_>) -> Option<Clause> {
    cursor.eat(&["about", "around", "roughly", "approx", "ca", "~"]);
    if cursor.eat(&["half done", "halfway", "half way"]) {
        return Some(Clause::Progress(50));
    }
    let word = cursor.word()?;
    cursor.at += 1;
    let word = word.strip_prefix('~').unwrap_or(word);
    let number = match word.strip_suffix('%') {
        Some(number) => number,
        None => {
            let is_said = cursor.eat(&["%", "percent", "prozent", "pct"]);
            is_said.then_some(word)?
        }
    };
    // `100%` may mean that it is done, or nearly so.
    let percent = whole(number).filter(|percent| *percent < 100)?;
    cursor.eat(&["done", "complete", "completed", "through", "there", "fertig"]);
    Some(Clause::Progress(percent))
}

/// `4d left`, `2 weeks to go`
fn left(cursor: &mut Cursor<'_>) -> Option<Clause> {
    let amount = length(cursor)?;
    cursor.eat(&["left", "to go", "remaining", "still to go"]).then_some(Clause::Left(amount))
}

/// `2 oct replication lag`, `+1w`, `one week later`
fn expected(cursor: &mut Cursor<'_>, book: &Book<'_>) -> Option<Clause> {
    let later = cursor.attempt(|cursor| {
        let slips = cursor.eat(&["slips by", "slipping by", "slipped by", "slips", "slipping"]);
        let plus = cursor.eat(&["+"]);
        let word = cursor.word()?;
        let amount = match word.strip_prefix('+') {
            Some(short) if !plus => {
                cursor.at += 1;
                if short.bytes().all(|byte| byte.is_ascii_digit()) {
                    Amount { count: whole(short)?, unit: unit(cursor)? }
                } else {
                    joined(short)?
                }
            }
            Some(_) => return None,
            None => {
                let amount = length(cursor)?;
                let is_later = slips || plus || cursor.eat(&["later"]);
                is_later.then_some(amount)?
            }
        };
        let days = if amount.unit == TimeUnit::Weeks { 7 } else { 1 };
        i32::try_from(amount.count).ok()?.checked_mul(days).filter(|days| (1..=400).contains(days))
    });
    let (when, is_named) = match later {
        Some(days) => (When::Later(days), true),
        None => {
            let is_named = cursor.eat(&TO);
            cursor.signs();
            cursor.eat(&ON);
            (When::On(day(cursor, book.today, Side::Ahead)?), is_named)
        }
    };
    cursor.eat(&["at the latest", "latest"]);
    let follows = |cursor: &mut Cursor<'_>| {
        let joined = cursor.signs() | cursor.eat(&["and", "but"]);
        cursor.is_at_end() || joined && names::called(cursor, book).is_some()
    };
    let why = if follows(&mut cursor.clone()) || another_begins(&mut cursor.clone(), book) {
        None
    } else {
        Some(reason(cursor, follows).filter(|why| !names::is_in(why, book))?)
    };
    Some(Clause::Expected { when, is_named, why })
}

/// Whether a clause begins here, or the name of a question and a clause behind it.
fn another_begins(cursor: &mut Cursor<'_>, book: &Book<'_>) -> bool {
    cursor.signs();
    cursor.eat(&["and"]);
    let begins = |cursor: &mut Cursor<'_>| {
        while cursor.eat(&FILLERS) {}
        ok(cursor, book).is_some()
            || cursor.eat(&["unblocked", "blocked", "started"])
            || cursor.attempt(|cursor| done(cursor, book.today)).is_some()
            || cursor.attempt(progress).is_some()
            || cursor.attempt(left).is_some()
            || day(cursor, book.today, Side::Ahead).is_some()
    };
    begins(&mut cursor.clone()) || names::one(cursor, book).is_some() && begins(cursor)
}

/// Reads `4d`, `4 days`, `one week`.
fn length(cursor: &mut Cursor<'_>) -> Option<Amount> {
    cursor.attempt(|cursor| {
        let word = cursor.word()?;
        cursor.at += 1;
        if let Some(amount) = joined(word) {
            return Some(amount);
        }
        let words = [("a", 1), ("one", 1), ("two", 2), ("three", 3), ("four", 4), ("five", 5)];
        let named = words.iter().find(|(name, _)| *name == word).map(|(_, count)| *count);
        Some(Amount { count: named.or_else(|| whole(word))?, unit: unit(cursor)? })
    })
}

/// Returns the amount of `4d` or `2w`.
fn joined(word: &str) -> Option<Amount> {
    let (number, unit) = match (word.strip_suffix('d'), word.strip_suffix('w')) {
        (Some(number), _) => (number, TimeUnit::Days),
        (_, Some(number)) => (number, TimeUnit::Weeks),
        _ => return None,
    };
    Some(Amount { count: whole(number)?, unit })
}

fn unit(cursor: &mut Cursor<'_>) -> Option<TimeUnit> {
    if cursor.eat(&["d", "day", "days"]) {
        Some(TimeUnit::Days)
    } else {
        cursor.eat(&["w", "wk", "wks", "week", "weeks"]).then_some(TimeUnit::Weeks)
    }
}

fn whole(text: &str) -> Option<u32> {
    let is_number = (1..=3).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| is_number)
}
