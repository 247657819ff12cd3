//! Characters and words that act where text is shown, instead of being read.

use unicode_width::UnicodeWidthChar;

/// Whether text would act in a log. Documents for machines, where text must not change, then write
/// it as code points.
pub fn acts(text: &str) -> bool {
    text.chars().any(|c| is_control(c) || is_hidden_or_steering(c))
        || OLD_COMMANDS.iter().any(|command| text.contains(command))
        || text.lines().any(|line| line.trim_start().starts_with("::"))
}

/// Whether a character is a control character that text on lines does not need.
pub(super) fn is_control(c: char) -> bool {
    matches!(c, '\0'..='\u{8}' | '\u{b}'..='\u{1f}' | '\u{7f}' | '\u{2028}' | '\u{2029}')
}

/// Prefixes that begin a command anywhere in a log line.
pub(super) const OLD_COMMANDS: [&str; 3] = ["##[", "##vso[", "##teamcity["];

/// Appends one character to a safe text; `rest` is the text from that character on, to detect the
/// beginning of a command.
pub(super) fn push_safe(safe: &mut String, c: char, rest: &str) {
    match c {
        '\n' | '\r' | '\t' | '\u{85}' | '\u{2028}' | '\u{2029}' => safe.push(' '),
        '\0'..='\u{1f}' => safe.push(char::from_u32(0x2400 + c as u32).unwrap_or('\u{fffd}')),
        '\u{7f}' => safe.push('\u{2421}'),
        _ if is_hidden_or_steering(c) => safe.push_str(&format!("\\u{{{:x}}}", c as u32)),
        _ if is_piled_up(safe, c) => {}
        _ => safe.push(c),
    }
    // Each command begins with one of these; looking for all of them at each character is slow.
    let may_begin = matches!(c, ':' | '#');
    if may_begin && (rest.starts_with("::") || OLD_COMMANDS.iter().any(|command| rest.starts_with(command))) {
        safe.push(' ');
    }
}

/// How many marks on one letter are shown; scripts need up to five.
const MARKS: usize = 8;

/// Whether a character is one more mark on a letter that has as many as are shown. They would cover
/// the lines around it.
fn is_piled_up(safe: &str, c: char) -> bool {
    let is_mark = |c: char| c.width() == Some(0);
    !c.is_ascii() && is_mark(c) && safe.chars().rev().take_while(|c| is_mark(*c)).take(MARKS).count() == MARKS
}

/// Whether a character is a C1 control, a bidirectional control, a zero-width, blank or tag
/// character, or a variation selector that no script needs.
pub(super) fn is_hidden_or_steering(c: char) -> bool {
    matches!(c,
        '\u{80}'..='\u{9f}'
        | '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}'
        // Fillers: letters without a shape.
        | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{2800}' | '\u{3164}' | '\u{ffa0}'
        | '\u{200b}' | '\u{200c}' | '\u{200e}' | '\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::super::escape::terminal_text;
    use super::*;

    #[test]
    fn active_characters_are_shown_on_a_terminal() {
        assert_eq!(terminal_text("\u{1b}[2Jon track"), "␛[2Jon track");
        assert_eq!(terminal_text("a\nb\tc\0\u{7f}"), "a b c␀␡");
        assert_eq!(terminal_text("\u{202e}lia\u{9b}31m"), "\\u{202e}lia\\u{9b}31m");
        assert_eq!(
            terminal_text("a\u{3164}b\u{115f}\u{34f}\u{2800}"),
            "a\\u{3164}b\\u{115f}\\u{34f}\\u{2800}"
        );
        assert_eq!(terminal_text("a\u{b}b"), "a␋b");
    }

    #[test]
    fn marks_do_not_pile_up_over_other_lines() {
        let marks = "\u{301}".repeat(500);
        let told = terminal_text(&format!("e{marks} é e\u{301}"));
        assert_eq!(told.matches('\u{301}').count(), MARKS + 1);
        assert!(told.ends_with(" é e\u{301}"), "{told}");
        // Families, flags and scripts with several marks on a letter stay.
        for text in ["👨‍👩‍👧‍👦", "🏳️‍🌈", "กำ่", "बच्चों", "שָׁלוֹם"]
        {
            assert_eq!(terminal_text(text), text);
        }
    }

    #[test]
    fn ci_commands_are_broken_up() {
        assert_eq!(terminal_text("::error::x"), ": :error: :x");
        assert_eq!(terminal_text("##[group]x"), "# #[group]x");
        assert_eq!(terminal_text("##vso[task]"), "# #vso[task]");
    }
}
