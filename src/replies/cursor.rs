//! A place in the words of a line.

use super::tokens::Token;

/// Reads words one after the other.
#[derive(Debug, Clone)]
pub(super) struct Cursor<'t> {
    line: &'t str,
    tokens: &'t [Token],
    pub(super) at: usize,
}

impl<'t> Cursor<'t> {
    pub(super) fn new(line: &'t str, tokens: &'t [Token]) -> Self {
        Self { line, tokens, at: 0 }
    }

    pub(super) fn is_at_end(&self) -> bool {
        self.at >= self.tokens.len()
    }

    pub(super) fn peek(&self) -> Option<&'t Token> {
        self.tokens.get(self.at)
    }

    /// Returns the word here, if it is one.
    pub(super) fn word(&self) -> Option<&'t str> {
        self.peek().filter(|token| !token.is_sign).map(|token| token.text.as_str())
    }

    /// Goes past the signs here. Returns whether there were any.
    pub(super) fn signs(&mut self) -> bool {
        let before = self.at;
        while self.peek().is_some_and(|token| token.is_sign) {
            self.at += 1;
        }
        self.at > before
    }

    /// Goes past the first of some phrases that stands here. Returns whether one did.
    pub(super) fn eat(&mut self, phrases: &[&str]) -> bool {
        for phrase in phrases {
            let before = self.at;
            if phrase.split(' ').all(|word| self.eat_word(word)) {
                return true;
            }
            self.at = before;
        }
        false
    }

    fn eat_word(&mut self, word: &str) -> bool {
        let is_here = self.word() == Some(word);
        self.at += usize::from(is_here);
        is_here
    }

    /// Tries to read something; stays where it is if that fails.
    pub(super) fn attempt<T>(&mut self, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let before = self.at;
        let found = read(self);
        if found.is_none() {
            self.at = before;
        }
        found
    }

    /// Returns the tokens from one place to another.
    pub(super) fn between(&self, from: usize, to: usize) -> &'t [Token] {
        &self.tokens[from..to]
    }

    /// Returns the text as typed of the tokens from one place to another.
    pub(super) fn typed(&self, from: usize, to: usize) -> &'t str {
        match (self.tokens.get(from), self.tokens.get(to.wrapping_sub(1))) {
            (Some(first), Some(last)) if from < to => &self.line[first.start..last.end],
            _ => "",
        }
    }
}
