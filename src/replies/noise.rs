//! What a line says around its answers: greetings, thanks, a name at the end.

use super::reason;
use super::tokens::Token;

const GREETINGS: [&str; 12] = [
    "hi all",
    "hi",
    "hello",
    "hey",
    "moin",
    "hallo",
    "good morning",
    "morning",
    "guten morgen",
    "buenos días",
    "bonjour",
    "sorry",
];
const THANKS: [&str; 15] = [
    "many thanks",
    "thanks",
    "thank you",
    "thx",
    "ty",
    "cheers",
    "sorry",
    "pls",
    "please",
    "kind regards",
    "best regards",
    "best",
    "regards",
    "viele grüße",
    "lg",
];

/// Returns the words of a line without its greeting and its thanks.
pub(super) fn strip<'t>(mut tokens: &'t [Token], by: &str) -> &'t [Token] {
    loop {
        let Some((first, rest)) = tokens.split_first() else { return tokens };
        if first.is_sign || first.text.starts_with('@') {
            tokens = rest;
        } else if let Some(length) = begins(tokens, &GREETINGS) {
            tokens = &tokens[length..];
            // The name of `Hi Ana,`, not the answer of `hi done!` or what denies in `sorry no, ok`.
            if let [name, sign, ..] = tokens
                && !name.is_sign
                && matches!(sign.text.as_str(), "," | "!")
                && name.text.chars().all(char::is_alphabetic)
                && length == 1
                && !reason::may_say_something(name)
                && !matches!(name.text.as_str(), "both" | "all")
            {
                tokens = &tokens[2..];
            }
        } else {
            break;
        }
    }
    loop {
        let Some((last, rest)) = tokens.split_last() else { return tokens };
        if last.is_sign {
            tokens = rest;
        } else if let Some(length) = ends(tokens, &THANKS) {
            tokens = &tokens[..tokens.len() - length];
        } else if last.text == by {
            let before = trimmed(rest);
            match ends(before, &THANKS) {
                Some(length) => tokens = &before[..before.len() - length],
                None if before.is_empty() => return before,
                None => return tokens,
            }
        } else {
            return tokens;
        }
    }
}

fn trimmed(tokens: &[Token]) -> &[Token] {
    let length = tokens.iter().rposition(|token| !token.is_sign).map_or(0, |last| last + 1);
    &tokens[..length]
}

/// Returns how many tokens the first of some phrases takes with which the line begins.
fn begins(tokens: &[Token], phrases: &[&str]) -> Option<usize> {
    phrases.iter().find_map(|phrase| {
        let words = phrase.split(' ').count();
        let here = tokens.get(..words)?.iter().map(|token| token.text.as_str());
        here.eq(phrase.split(' ')).then_some(words)
    })
}

fn ends(tokens: &[Token], phrases: &[&str]) -> Option<usize> {
    phrases.iter().find_map(|phrase| {
        let words = phrase.split(' ').count();
        let here = tokens.get(tokens.len().checked_sub(words)?..)?.iter().map(|token| token.text.as_str());
        here.eq(phrase.split(' ')).then_some(words)
    })
}
