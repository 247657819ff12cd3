//! The nearest form that works, for a line that was not understood.

use super::answer::Wanted;
use super::cursor::Cursor;
use super::days::{Side, day};
use super::line::{self, Line};
use super::names::{self, Book};
use super::{noise, reason, tokens};
use crate::syntax::nearest;

/// The most words of a line that may hold a misspelt name, and names that each is compared with.
const WORDS: usize = 12;
const NAMES: usize = 500;

/// Returns a line that is understood and is near to this one; it is an example, and may say
/// another day.
pub(super) fn form(text: &str, book: &Book<'_>) -> Option<String> {
    let plain: String = tokens::plain(&text.replace('?', "")).unwrap_or_default();
    let words = tokens::tokens(&plain);
    let words = noise::strip(&words, book.by);
    let is_read = |text: &String| matches!(line::read(text, book), Line::Answers(_));
    let is_asking = text.contains('?');
    let corrected = corrected(&plain, words, book).filter(|text| is_read(text) && !is_asking);
    if corrected.is_some() {
        return corrected;
    }
    let subject = subject(&plain, words, book)?;
    let id = book.milestones[subject].short();
    let only_words = match (words.first(), words.last()) {
        (Some(first), Some(last)) => &plain[first.start..last.end],
        _ => "",
    };
    // Which of the questions it answers is all that is missing.
    let addressed = Some(format!("{id} {only_words}")).filter(|text| is_read(text) && !is_asking);
    if addressed.is_some() {
        return addressed;
    }
    let has = |part: &str| words.iter().any(|token| token.text.contains(part));
    let number =
        words.iter().find_map(|token| token.text.parse::<u32>().ok().filter(|n| (32..100).contains(n)));
    let denies = reason::denies(words);
    // A day that it names is more likely than any other.
    let named = (0..words.len()).filter(|_| !denies).find_map(|at| {
        let mut cursor = Cursor::new(&plain, words);
        cursor.at = at;
        day(&mut cursor, book.today, Side::Ahead)
    });
    let after = book.milestones[subject].day.unwrap_or(book.today).max(book.today).plus(7);
    let day = named.unwrap_or(after).short(book.today).to_lowercase();
    let blocked = || match has("unblock") || has("longer") || has("more") {
        true => format!("{id} unblocked"),
        false => format!("{id} blocked until {day}"),
    };
    let example = match book.asks(subject) {
        _ if has("100") || has("done") && named.is_none() && !denies => format!("{id} done"),
        _ if has("block") => blocked(),
        _ if has("start") && !denies => format!("{id} started"),
        _ if number.is_some() => format!("{id} {}%", number.unwrap_or_default()),
        Some(Wanted::Until) => blocked(),
        _ => format!("{id} eta {day}"),
    };
    // A name of which two milestones are called needs its program.
    let in_full = || example.replacen(id, book.milestones[subject].id, 1);
    [example.clone(), in_full()].into_iter().find(is_read)
}

/// Returns the line with each misspelt name of a milestone put right.
fn corrected(plain: &str, words: &[tokens::Token], book: &Book<'_>) -> Option<String> {
    let own: Vec<&str> =
        book.milestones.iter().filter(|known| known.is_own).map(|known| known.short()).collect();
    let all = book.milestones.iter().map(|known| known.short()).take(NAMES);
    let mut text = String::new();
    let mut at = words.first()?.start;
    let mut is_changed = false;
    for token in words.iter().take(WORDS).filter(|token| !token.is_sign && token.text.chars().count() > 3) {
        let is_name = book.milestones.iter().any(|known| known.short() == token.text);
        let is_word = line_word(&token.text);
        if is_name || is_word {
            continue;
        }
        let meant = nearest(&token.text, own.iter().copied()).or_else(|| nearest(&token.text, all.clone()));
        if let Some(meant) = meant {
            text.push_str(&plain[at..token.start]);
            text.push_str(meant);
            at = token.end;
            is_changed = true;
        }
    }
    text.push_str(&plain[at..words.last()?.end]);
    is_changed.then_some(text)
}

/// Whether a word is one of the answers, which no name is meant by.
fn line_word(word: &str) -> bool {
    ["blocked", "unblocked", "started", "done", "finished", "left", "until", "waiting", "today", "tomorrow"]
        .contains(&word)
}

/// Returns the milestone that a line is most likely about: the first that it names, else that of
/// the first question.
fn subject(plain: &str, words: &[tokens::Token], book: &Book<'_>) -> Option<usize> {
    let mut cursor = Cursor::new(plain, words);
    while !cursor.is_at_end() {
        if let Some(found) = names::called(&mut cursor, book) {
            return Some(found);
        }
        cursor.at += 1;
    }
    book.questions.first().map(|question| question.milestone)
}
