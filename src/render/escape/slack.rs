//! Text for messages in Slack.

use super::is_broken_up;
use crate::render::active::push_safe;
use crate::view::Words;
use std::fmt;

/// A text that Slack reads as text, whatever a plan says. Only [`slack`] makes it, and only its own
/// methods mark it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mrkdwn(String);

impl Mrkdwn {
    /// Whether there is nothing to read.
    pub fn is_blank(&self) -> bool {
        self.0.trim().is_empty()
    }

    /// Returns the text between two of Slack's marks, with the spaces around it outside of them.
    #[must_use]
    pub fn marked(self, mark: &'static str) -> Self {
        let body = self.0.trim();
        if mark.is_empty() || body.is_empty() {
            return self;
        }
        let lead = &self.0[..self.0.len() - self.0.trim_start().len()];
        let tail = &self.0[self.0.trim_end().len()..];
        Self(format!("{lead}{mark}{body}{mark}{tail}"))
    }
}

impl fmt::Display for Mrkdwn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Returns text for a message in Slack on one line: it reads as written, and nothing in it becomes
/// markup, a link or a mention. Slack has no escape for its marks: they become look-alikes.
pub fn slack(words: &Words) -> Mrkdwn {
    let text = words.unescaped();
    let mut safe = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let (before, rest) = (&text[..at], &text[at + c.len_utf8()..]);
        let inside = before.ends_with(char::is_alphanumeric) && rest.starts_with(char::is_alphanumeric);
        match c {
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '&' => safe.push_str("&amp;"),
            '*' => safe.push('∗'),
            '~' => safe.push('∼'),
            '`' => safe.push('\''),
            '_' if !inside => safe.push('ˍ'),
            '\u{a0}' => safe.push(' '),
            _ => push_safe(&mut safe, c, &text[at..]),
        }
        // `:tada:` and `#general` too.
        let names = |c: char| matches!(c, '#' | ':') && rest.starts_with(char::is_alphabetic);
        if is_broken_up(before, c, rest) || names(c) {
            safe.push(' ');
        }
    }
    Mrkdwn(safe)
}
