//! The free text behind a day or a block: why. It is the one part of a line that may hold any
//! words, so it may hold none that could change what stands before it.

use super::cursor::Cursor;
use super::days::{is_weekday, named_month};
use super::tokens::Token;

/// The most words of a reason; of one without a sign or a `because` before it.
const LONGEST: usize = 10;
const LONGEST_UNMARKED: usize = 4;

/// Words that deny. One of them anywhere makes a line come back.
const DENIALS: [&str; 37] = [
    "not", "no", "nope", "nah", "never", "none", "nothing", "nobody", "neither", "nor", "cannot", "cant",
    "dont", "wont", "isnt", "arent", "wasnt", "doesnt", "didnt", "hasnt", "havent", "shouldnt", "without",
    "except", "unless", "nicht", "nein", "kein", "keine", "nie", "ohne", "pas", "sans", "jamais", "non",
    "sin", "nunca",
];

/// Words with which a reason may change the day or the block, take it back, or name another day.
const HEDGES: [&str; 110] = [
    "if",
    "maybe",
    "perhaps",
    "probably",
    "possibly",
    "might",
    "may",
    "could",
    "should",
    "would",
    "can",
    "hope",
    "hopefully",
    "think",
    "guess",
    "unsure",
    "depends",
    "depending",
    "assuming",
    "provided",
    "subject",
    "conditional",
    "once",
    "when",
    "until",
    "till",
    "til",
    "earliest",
    "latest",
    "before",
    "after",
    "or",
    "else",
    "otherwise",
    "instead",
    "kidding",
    "jk",
    "lol",
    "haha",
    "ignore",
    "forget",
    "scratch",
    "wrong",
    "cancel",
    "cancelled",
    "canceled",
    "dead",
    "gone",
    "impossible",
    "unrealistic",
    "optimistic",
    "pessimistic",
    "tight",
    "tentative",
    "tbc",
    "tbd",
    "ish",
    "ask",
    "fingers",
    "crossed",
    "luck",
    "worst",
    "best",
    "case",
    "but",
    "only",
    "half",
    "part",
    "partly",
    "partially",
    "rest",
    "first",
    "second",
    "today",
    "yesterday",
    "tomorrow",
    "since",
    "week",
    "weeks",
    "month",
    "day",
    "days",
    "done",
    "ok",
    "okay",
    "started",
    "begun",
    "underway",
    "finished",
    "complete",
    "unblocked",
    "blocked",
    "solved",
    "resolved",
    "fixed",
    "over",
    "later",
    "earlier",
    "sooner",
    "late",
    "early",
    "vielleicht",
    "wenn",
    "falls",
    "frühestens",
    "evtl",
    "eventuell",
    "peut-être",
    "quizás",
    "si",
];

/// Words that may go on with what stands before the reason: `2 oct is dead`, `2 oct for the first`.
const GOING_ON: [&str; 43] = [
    "is",
    "was",
    "are",
    "were",
    "be",
    "looks",
    "seems",
    "sounds",
    "feels",
    "slipped",
    "slips",
    "fails",
    "works",
    "will",
    "won't",
    "has",
    "had",
    "still",
    "on",
    "in",
    "at",
    "for",
    "from",
    "to",
    "with",
    "by",
    "and",
    "then",
    "as",
    "so",
    "too",
    "again",
    "also",
    "than",
    "now",
    "here",
    "currently",
    "atm",
    "completely",
    "totally",
    "yes",
    "yep",
    "please",
];

/// Whether a line denies something.
pub(super) fn denies(tokens: &[Token]) -> bool {
    tokens.iter().any(|token| DENIALS.contains(&token.text.as_str()) || token.text.ends_with("n't"))
}

/// Whether a word denies, hedges or answers, and so is nobody's name.
pub(super) fn may_say_something(word: &Token) -> bool {
    let is_in = |words: &[&str]| words.contains(&word.text.as_str());
    denies(std::slice::from_ref(word)) || is_in(&HEDGES) || is_in(&GOING_ON)
}

/// Reads a reason up to the end of the line, or to where `stops` says.
pub(super) fn reason(cursor: &mut Cursor<'_>, stops: impl Fn(&mut Cursor<'_>) -> bool) -> Option<String> {
    let before = cursor.at;
    let marked = cursor.signs() | cursor.eat(&["because of", "because", "bc of", "bc", "due to"]);
    cursor.signs();
    let start = cursor.at;
    while !cursor.is_at_end() && !stops(&mut cursor.clone()) {
        cursor.at += 1;
    }
    let taken = cursor.between(start, cursor.at);
    let kept = taken.iter().rposition(|token| !token.is_sign).map_or(0, |last| last + 1);
    let words: Vec<&str> =
        taken.iter().filter(|token| !token.is_sign).map(|token| token.text.as_str()).collect();
    let longest = if marked { LONGEST } else { LONGEST_UNMARKED };
    let goes_on = words.first().is_some_and(|word| GOING_ON.contains(word));
    let is_plain = |word: &&str| {
        !HEDGES.contains(word)
            && named_month(word).is_none()
            && !is_weekday(word)
            && word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '/' | '&'))
    };
    // A full stop begins another sentence, which may say anything.
    let is_one = cursor
        .between(before, start + kept)
        .iter()
        .all(|token| !matches!(token.text.as_str(), "." | "!" | ";" | "*" | "`"));
    let is_reason = (1..=longest).contains(&words.len()) && !goes_on && is_one && words.iter().all(is_plain);
    is_reason.then(|| cursor.typed(start, start + kept).to_owned())
}
