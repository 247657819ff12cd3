//! Text made safe for where it goes: one function per target.
//!
//! Plans come from pull requests. What a plan says may hold escape sequences that clear a screen, override
//! characters that reverse a line, or CI commands; none of it reaches a person's terminal as it stands.

use crate::view::Words;

/// Returns text for a terminal or log on one line: what would act there is shown instead.
pub fn terminal(words: &Words) -> String {
    terminal_text(words.unescaped())
}

/// Returns any text for a terminal or log on one line.
///
/// Controls become their pictures, what steers writing direction or hides becomes its code point, and what
/// begins a CI command is broken up.
pub fn terminal_text(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        push_safe(&mut safe, c, &text[at..]);
    }
    safe
}

/// Adds one character to a safe text; `rest` is the text from it on, by which the beginning of a command is
/// known.
pub(super) fn push_safe(safe: &mut String, c: char, rest: &str) {
    match c {
        '\n' | '\r' | '\t' | '\u{85}' | '\u{2028}' | '\u{2029}' => safe.push(' '),
        '\0'..='\u{1f}' => safe.push(char::from_u32(0x2400 + c as u32).unwrap_or('\u{fffd}')),
        '\u{7f}' => safe.push('\u{2421}'),
        _ if is_hidden_or_steering(c) => safe.push_str(&format!("\\u{{{:x}}}", c as u32)),
        _ => safe.push(c),
    }
    if ["::", "##[", "##vso[", "##teamcity["].iter().any(|command| rest.starts_with(command)) {
        safe.push(' ');
    }
}

/// C1 controls, bidirectional controls, zero-width and tag characters, and variation selectors that no script
/// needs.
fn is_hidden_or_steering(c: char) -> bool {
    matches!(c,
        '\u{80}'..='\u{9f}'
        | '\u{ad}' | '\u{61c}' | '\u{180e}'
        | '\u{200b}' | '\u{200c}' | '\u{200e}' | '\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e0fff}')
}

/// Returns text with our own signs in ASCII, for terminals that have no others.
pub fn ascii(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '✗' => plain.push('x'),
            '▲' => plain.push('!'),
            '✓' => plain.push('+'),
            '●' => plain.push('*'),
            '→' => plain.push_str("->"),
            '·' => plain.push('|'),
            '≥' => plain.push_str(">="),
            '≤' => plain.push_str("<="),
            '×' => plain.push('x'),
            '–' | '—' => plain.push('-'),
            '…' => plain.push('~'),
            _ => plain.push(c),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_act_on_a_terminal_is_shown() {
        assert_eq!(terminal_text("\u{1b}[2Jon track"), "␛[2Jon track");
        assert_eq!(terminal_text("a\nb\tc\0\u{7f}"), "a b c␀␡");
        assert_eq!(terminal_text("\u{202e}lia\u{9b}31m"), "\\u{202e}lia\\u{9b}31m");
    }

    #[test]
    fn ci_commands_are_broken_up() {
        assert_eq!(terminal_text("::error::x"), ": :error: :x");
        assert_eq!(terminal_text("##[group]x"), "# #[group]x");
        assert_eq!(terminal_text("##vso[task]"), "# #vso[task]");
    }

    #[test]
    fn other_scripts_and_emoji_stay() {
        for text in ["Übergabe", "发布", "🚀 launch", "👩‍💻", "नमस्ते"] {
            assert_eq!(terminal_text(text), text);
        }
    }
}
