//! What can be said instead of a line that was not understood.
//!
//! What a person clearly said is proposed in another form; all else only gets forms that claim
//! little, about the milestone that the line names.

use super::answer::{Unread, Wanted};
use super::clauses::begins_done;
use super::cursor::Cursor;
use super::days::is_weekday;
use super::line::{self, Line};
use super::names::{self, Book};
use super::tokens::{self, Token};
use super::{noise, reason};
use crate::syntax::nearest;

/// The most words of a line that may hold a misspelt name, and names that each is compared with.
const WORDS: usize = 12;
const NAMES: usize = 500;
/// The most milestones for which forms are listed.
const LISTED: usize = 3;

/// Returns a line that comes back, with what is known of why and what can be said instead.
pub(super) fn unread(number: usize, text: &str, book: &Book<'_>) -> Unread {
    let back = Unread { line: number, text: text.to_owned(), ..Unread::default() };
    let bare = tokens::bare(text);
    let words = tokens::tokens(&bare);
    let words = noise::strip(&words, book.by);
    let is_plain = tokens::plain(text).is_some();
    let asked: Vec<usize> = book.questions.iter().map(|question| question.milestone).collect();
    // The line names none of them.
    let of_each = || {
        let one = |of: &usize| forms(*of, words, book).pop();
        asked.iter().filter_map(one).take(LISTED).collect()
    };
    let (Some(first), Some(last)) = (words.first(), words.last()) else {
        return Unread { answers: of_each(), ..back };
    };
    let is_read = |text: &String| matches!(line::read(text, book), Line::Answers(_));
    let corrected = corrected(&bare, words, book).filter(|text| is_plain && is_read(text));
    if corrected.is_some() {
        return Unread { did_you_mean: corrected, ..back };
    }
    // Forms for `of` some milestones, as far as they are understood.
    let each = |of: &[usize], rest: &str| -> Vec<String> {
        let forms = of.iter().map(|of| format!("{} {rest}", id(*of, book)));
        forms.filter(|form| is_plain && is_read(form)).take(LISTED).collect()
    };
    let some = if asked.is_empty() { vec![0] } else { asked.clone() };
    let digits = first.text.strip_prefix('#').unwrap_or(&first.text);
    if digits.parse::<usize>().is_ok_and(|number| number == 0 || number > asked.len())
        && let Some(said) = words.iter().skip(1).find(|token| !token.is_sign)
        && some.iter().any(|of| *of < book.milestones.len())
        && !each(&some, &bare[said.start..last.end]).is_empty()
    {
        let without = if book.by.is_empty() { " without `--by`" } else { "" };
        return Unread { because: Some(format!("there is no question {digits}{without}")), ..back };
    }
    if let Some((word, called)) = ambiguous(words, book) {
        let (before, after) = (&bare[first.start..word.start], &bare[word.end..last.end]);
        let forms = called.iter().map(|of| format!("{before}{}{after}", book.milestones[*of].id));
        let because = format!("more than one milestone is called `{}`", word.text);
        let answers = forms.filter(|form| is_plain && is_read(form)).take(LISTED).collect();
        return Unread { because: Some(because), answers, ..back };
    }
    let Some(subject) = subject(&bare, words, book) else {
        let said = match some.first().is_some_and(|first| *first < book.milestones.len()) {
            true => each(&some, &bare[first.start..last.end]),
            false => Vec::new(),
        };
        return match (asked.as_slice(), said.is_empty()) {
            ([], false) => Unread { because: Some("it names no milestone".into()), ..back },
            ([_], false) => Unread { did_you_mean: said.into_iter().next(), ..back },
            (_, false) => Unread { because: Some("which of them?".into()), answers: said, ..back },
            ([only], true) => Unread { answers: forms(*only, words, book), ..back },
            (_, true) => Unread { answers: of_each(), ..back },
        };
    };
    let mut cursor = Cursor::new(&bare, words);
    if names::one(&mut cursor, book).is_some() && is_plain {
        cursor.signs();
        let rest: Vec<&str> = words[cursor.at..].iter().map(|token| token.text.as_str()).collect();
        if let [number] = rest.as_slice()
            && number.parse::<u32>().is_ok_and(|number| (32..100).contains(&number))
        {
            return Unread { did_you_mean: Some(format!("{} {number}%", id(subject, book))), ..back };
        }
        if begins_done(&mut cursor) && !reason::denies(words) && rest.iter().any(|word| is_weekday(word)) {
            return Unread { because: Some("give the date on which it was done".into()), ..back };
        }
    }
    Unread { answers: forms(subject, words, book), ..back }
}

/// Returns the shortest name that means a milestone.
fn id<'b>(milestone: usize, book: &'b Book<'_>) -> &'b str {
    let known = &book.milestones[milestone];
    let words = tokens::tokens(known.short());
    let is_it = names::called(&mut Cursor::new(known.short(), &words), book) == Some(milestone);
    if is_it { known.short() } else { known.id }
}

/// Returns forms that can be said of a milestone: none that ends it, starts it or clears it, and
/// none that says again what the line denies.
fn forms(milestone: usize, words: &[Token], book: &Book<'_>) -> Vec<String> {
    let id = id(milestone, book);
    let has = |part: &str| words.iter().any(|token| token.text.contains(part));
    let is = |word: &str| words.iter().any(|token| token.text == word);
    let after = book.milestones[milestone].day.unwrap_or(book.today).max(book.today).plus(7);
    let day = after.short(book.today).to_lowercase();
    let denies = reason::denies(words) || has("unblock");
    let is_block = has("block") || book.asks(milestone) == Some(Wanted::Until);
    let forms = [
        (!denies && (is("ok") || is("holds") || is("track"))).then(|| format!("{id} ok")),
        (!denies && is_block).then(|| format!("{id} blocked until {day}")),
        (!is_block).then(|| format!("{id} 60%")),
        Some(format!("{id} eta {day}")),
    ];
    let is_of_it = |form: &String| match line::read(form, book) {
        Line::Answers(answers) => answers.iter().all(|(of, _)| *of == milestone),
        _ => false,
    };
    forms.into_iter().flatten().filter(is_of_it).collect()
}

/// Returns the first word by which more than one milestone is called, and these.
fn ambiguous<'w>(words: &'w [Token], book: &Book<'_>) -> Option<(&'w Token, Vec<usize>)> {
    words.iter().filter(|word| !word.is_sign).find_map(|word| {
        let called = book.called(&word.text);
        (called.len() > 1).then_some((word, called))
    })
}

/// Returns the line with each misspelt name of a milestone put right.
fn corrected(plain: &str, words: &[Token], book: &Book<'_>) -> Option<String> {
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

/// Returns the milestone that a line is about: that with which it begins, else the first it names.
fn subject(bare: &str, words: &[Token], book: &Book<'_>) -> Option<usize> {
    let mut cursor = Cursor::new(bare, words);
    if let Some(found) = names::one(&mut cursor, book) {
        return Some(found);
    }
    while !cursor.is_at_end() {
        if let Some(found) = names::called(&mut cursor, book) {
            return Some(found);
        }
        cursor.at += 1;
    }
    None
}
