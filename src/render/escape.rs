//! Text made safe for where it goes: one function per target.
//!
//! Plans come from pull requests. Their text may contain escape sequences that clear a screen,
//! characters that reverse a line, or CI commands; none of these reaches a terminal or log
//! unescaped.

use super::active::{OLD_COMMANDS, is_control, is_hidden_or_steering, push_safe};
use crate::view::Words;
use std::borrow::Cow;
use std::fmt;

mod diagram;
mod slack;

pub use diagram::{dot, mermaid};
pub use slack::{Mrkdwn, slack};

/// Returns text for a terminal or log on one line: active characters are shown instead of obeyed.
pub fn terminal(words: &Words) -> String {
    terminal_text(words.unescaped())
}

/// Returns the lines of a text for a terminal, log or fenced block.
pub fn lines(words: &Words) -> impl Iterator<Item = String> + '_ {
    words.unescaped().lines().map(terminal_text)
}

/// Returns text for Markdown on one line, also in a table cell: it reads as written, and nothing in
/// it becomes markup, a link, a mention or a reference.
///
/// Markdown syntax is escaped. What a host turns into links regardless of escapes is broken up by a
/// space: `@all`, `#123`, addresses.
pub fn markdown(words: &Words) -> String {
    let text = words.unescaped();
    let mut safe = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let rest = &text[at + c.len_utf8()..];
        match c {
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '&' => safe.push_str("&amp;"),
            // Some readers split rows at escaped pipes too.
            '|' => safe.push_str("&#124;"),
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '#' | '~' | '$' => safe.extend(['\\', c]),
            '-' | '+' | '.' | ')' if begins_a_list(&text[..at], c, rest) => safe.extend(['\\', c]),
            // Only terminal output needs non-breaking spaces.
            '\u{a0}' => safe.push(' '),
            _ => push_safe(&mut safe, c, &text[at..]),
        }
        if is_broken_up(&text[..at], c, rest) {
            safe.push(' ');
        }
    }
    safe
}

/// Whether a character at the beginning of a line makes it a list item or a rule.
fn begins_a_list(before: &str, c: char, rest: &str) -> bool {
    let digits = !before.is_empty() && before.bytes().all(|byte| byte.is_ascii_digit());
    let ends_a_marker = !rest.starts_with(|next: char| next.is_alphanumeric());
    ends_a_marker && if matches!(c, '-' | '+') { before.is_empty() } else { digits }
}

/// Whether a character turns what follows it into a link: a mention, a reference, an address.
fn is_broken_up(before: &str, c: char, rest: &str) -> bool {
    let ends_in = |word: &str| {
        let tail = before.len().checked_sub(word.len()).and_then(|at| before.get(at..));
        tail.is_some_and(|tail| tail.eq_ignore_ascii_case(word))
    };
    let number = rest.starts_with(|next: char| next.is_ascii_digit());
    match c {
        '@' => rest.starts_with(char::is_alphanumeric),
        '#' | '!' => number,
        '-' => number && ends_in("gh"),
        '/' => ends_in("/"),
        // Behind the dot would be too late: `www.` is a link by itself.
        'w' | 'W' => ends_in("ww") && rest.starts_with('.'),
        _ => false,
    }
}

/// Returns text as a Markdown code span, backticks included. Hosts make no links inside one.
pub fn markdown_code(words: &Words) -> String {
    let text = terminal_text(words.unescaped());
    let safe: String = text
        .chars()
        .map(|c| match c {
            '`' => '\'',
            // Tables are split at pipes even in code.
            '|' => '¦',
            '\u{a0}' => ' ',
            c => c,
        })
        .collect();
    let safe = safe.trim();
    if safe.is_empty() { String::new() } else { format!("`{safe}`") }
}

/// Returns words of about `most` characters: the first items of a list and how many more there are,
/// or the beginning of any other text.
pub fn shorter(words: &Words, most: usize) -> Words {
    let text = words.unescaped();
    if text.chars().nth(most).is_none() {
        return words.clone();
    }
    let (mut length, mut items) = (0, text.split(", "));
    let fits = |item: &&str| {
        length += item.chars().count() + 2;
        length <= most
    };
    let shown: Vec<&str> = items.by_ref().take_while(fits).collect();
    if shown.is_empty() {
        return cut(text, most).into();
    }
    // The item that did not fit was taken too.
    format!("{}, and {} more", shown.join(", "), items.count() + 1).into()
}

/// Returns text for a hidden comment in a document: ids and paths, and nothing that could end the
/// comment.
pub fn comment(words: &Words) -> String {
    let plain =
        |c: char| if c.is_ascii_alphanumeric() || matches!(c, ':' | '/' | '_' | '.') { c } else { '-' };
    let mut safe: String = words.unescaped().chars().take(200).map(plain).collect();
    while safe.contains("--") {
        safe = safe.replace("--", "-");
    }
    safe
}

/// Returns text for a CSV cell, before quoting, on one line, that no spreadsheet takes for a
/// formula.
pub fn csv(text: &str) -> String {
    // Spreadsheets skip spaces and quotes, and accept the full-width forms of these characters.
    let first = text.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\''));
    let is_formula = text.starts_with(['\t', '\r', '\n']) || first.starts_with(FORMULA);
    let mut cell = String::from(if is_formula { "'" } else { "" });
    let text = terminal_text(text);
    let mut parts = text.split(';');
    cell.push_str(parts.next().unwrap_or_default());
    // Where the comma is the decimal sign, spreadsheets split at semicolons, quoted or not.
    for part in parts {
        let first = part.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\''));
        let acts = first.starts_with(FORMULA) && first.parse::<f64>().is_err();
        cell.push_str(if acts { ";'" } else { ";" });
        cell.push_str(part);
    }
    cell
}

/// The characters that begin a formula in a spreadsheet.
const FORMULA: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// Returns text for one line of the message of a GitHub workflow command: it reads as written, and
/// begins no command when the runner repeats it in the log.
pub fn github_message(text: &str) -> String {
    terminal_text(text).replace('%', "%25")
}

/// A line break in the message of a GitHub workflow command.
pub const GITHUB_LINE_BREAK: &str = "%0A";

/// Returns text for a property of a GitHub workflow command. It is kept unchanged where possible,
/// as a path must be; characters that would act in a log are shown instead.
pub fn github_property(text: &str) -> String {
    rewritten(text, |safe, c, rest| match c {
        '%' => safe.push_str("%25"),
        '\r' => safe.push_str("%0D"),
        '\n' => safe.push_str("%0A"),
        ':' => safe.push_str("%3A"),
        ',' => safe.push_str("%2C"),
        _ => push_safe(safe, c, rest),
    })
}

/// Returns text for an element or attribute of XML, on one line.
pub fn xml(text: &str) -> String {
    rewritten(&terminal_text(text), |safe, c, _| match c {
        '&' => safe.push_str("&amp;"),
        '<' => safe.push_str("&lt;"),
        '>' => safe.push_str("&gt;"),
        '"' => safe.push_str("&quot;"),
        '\'' => safe.push_str("&apos;"),
        // XML does not allow these, escaped or not.
        '\u{fffe}' | '\u{ffff}' => safe.push_str(&format!("\\u{{{:x}}}", c as u32)),
        _ => safe.push(c),
    })
}

/// A text that XML reads as text, whatever a plan says. Only [`markup`] makes it, so what takes it
/// need not escape anything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Xml(String);

impl fmt::Display for Xml {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Returns text for an element of XML.
pub fn markup(words: &Words) -> Xml {
    Xml(xml(&drawn(words)))
}

/// Returns text as a picture shows it, to be measured.
pub fn drawn(words: &Words) -> String {
    rewritten(&terminal(words), |safe, c, _| match c {
        '\u{a0}' => safe.push(' '),
        // XML does not allow these, escaped or not.
        '\u{fffe}' | '\u{ffff}' => safe.push_str(&format!("\\u{{{:x}}}", c as u32)),
        _ => safe.push(c),
    })
}

/// Returns text for a plain SARIF message, on one line, before it is written as JSON: nothing in it
/// is a link or a placeholder.
pub fn sarif(text: &str) -> String {
    rewritten(&terminal_text(text), |safe, c, rest| match c {
        '\\' | '[' | ']' => safe.extend(['\\', c]),
        '{' if rest[1..].starts_with(|next: char| next.is_ascii_digit()) => safe.push_str("{ "),
        _ => safe.push(c),
    })
}

/// Returns a path as a relative URI reference.
pub fn uri(path: &str) -> String {
    let mut safe = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                safe.push(byte.into());
            }
            _ => safe.push_str(&format!("%{byte:02X}")),
        }
    }
    safe
}

/// Returns a part of a JSON string without quotes, backslashes and C0 controls, with characters
/// that would act in a log as code points, which readers decode to the same text. `code` writes a
/// code point.
pub fn json(text: &str, code: fn(char) -> String) -> Cow<'_, str> {
    // Each byte is looked at, so that many are looked at in one step.
    let is_ascii_without =
        |one: u8| text.bytes().fold(true, |is_so, byte| is_so & (byte < 0x7f) & (byte != one));
    if is_ascii_without(b'#') || is_ascii_without(0x7f) && !text.contains("##") {
        return Cow::Borrowed(text);
    }
    Cow::Owned(rewritten(text, |safe, c, rest| {
        let begins_a_command = OLD_COMMANDS.iter().any(|old| rest.starts_with(old));
        if is_control(c) || is_hidden_or_steering(c) || begins_a_command {
            safe.push_str(&code(c));
        } else {
            safe.push(c);
        }
    }))
}

/// Returns text of at most `most` UTF-16 code units, the unit that hosts count in; longer text ends
/// in `…`.
pub fn cut(text: &str, most: usize) -> Cow<'_, str> {
    let mut units = 0;
    let mut end = 0;
    for (at, c) in text.char_indices() {
        // Room for the `…` is kept until the text ends.
        if units < most {
            end = at;
        }
        units += c.len_utf16();
        if units > most {
            return Cow::Owned(format!("{}…", &text[..end]));
        }
    }
    Cow::Borrowed(text)
}

/// Returns any text for a terminal or log on one line.
///
/// Control characters become their pictures, hidden and bidirectional characters become their code
/// points, and CI commands are broken up by a space.
pub fn terminal_text(text: &str) -> String {
    rewritten(text, push_safe)
}

/// Rewrites a text character by character. `push` appends one to the new text; it also gets the
/// text from that character on.
fn rewritten(text: &str, push: impl Fn(&mut String, char, &str)) -> String {
    let mut new = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        push(&mut new, c, &text[at..]);
    }
    new
}

/// Returns text with tpm's own symbols in ASCII, for terminals that show nothing else.
pub fn ascii(text: &str) -> String {
    rewritten(text, |plain, c, _| match c {
        '✗' | '×' => plain.push('x'),
        '▲' => plain.push('!'),
        '✓' => plain.push('+'),
        '●' => plain.push('*'),
        '→' => plain.push_str("->"),
        '↓' => plain.push('v'),
        '↑' => plain.push('^'),
        '·' => plain.push('|'),
        '≥' => plain.push_str(">="),
        '≤' => plain.push_str("<="),
        '–' | '—' | '−' => plain.push('-'),
        '…' => plain.push('~'),
        '▁' | '▂' => plain.push('.'),
        '▃' | '▄' => plain.push(':'),
        '▅' | '▆' => plain.push('+'),
        '▇' | '█' => plain.push('#'),
        '│' => plain.push('|'),
        '±' => plain.push_str("+-"),
        _ => plain.push(c),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_part_of_a_cell_becomes_a_formula_where_semicolons_separate() {
        assert_eq!(csv("ok;=HYPERLINK(1)"), "ok;'=HYPERLINK(1)");
        assert_eq!(csv("a; \"+x"), "a;' \"+x");
        assert_eq!(csv("5; -3; x-y;z"), "5; -3; x-y;z");
        assert_eq!(csv("=1"), "'=1");
    }

    #[track_caller]
    fn check_markdown(text: &str, expected: &str) {
        assert_eq!(markdown(&Words::from(text)), expected);
    }

    #[test]
    fn markdown_reads_no_markup_in_a_plan() {
        check_markdown("a|b\nc", "a&#124;b c");
        check_markdown("*a* _b_ `c` ~d~ $e$", "\\*a\\* \\_b\\_ \\`c\\` \\~d\\~ \\$e\\$");
        check_markdown("[a](b) ![c](d)", "\\[a\\](b) !\\[c\\](d)");
        check_markdown("<script>&lt;</script> ]]>", "&lt;script&gt;&amp;lt;&lt;/script&gt; \\]\\]&gt;");
        check_markdown("a\\", "a\\\\");
        check_markdown("\u{1b}[2J\u{202e}", "␛\\[2J\\u{202e}");
    }

    #[test]
    fn markdown_begins_no_list_in_a_plan() {
        check_markdown("- a", "\\- a");
        check_markdown("---", "\\---");
        check_markdown("12. a", "12\\. a");
        check_markdown("-7", "-7");
        check_markdown("1.5 days - or 2", "1.5 days - or 2");
    }

    #[test]
    fn markdown_links_and_mentions_nothing() {
        check_markdown("@all a@b.com @ 9", "@ all a@ b.com @ 9");
        check_markdown("#1 !2 GH-3 #x", "\\# 1 ! 2 GH- 3 \\#x");
        check_markdown("https://a.b WWW.a.b", "https:// a.b WWW .a.b");
        check_markdown("checkout/ledger", "checkout/ledger");
    }

    #[test]
    fn a_code_span_ends_where_we_end_it() {
        let check = |text: &str, expected: &str| assert_eq!(markdown_code(&Words::from(text)), expected);
        check("9220cdd", "`9220cdd`");
        check("a`b|c\n@all #1 <b>", "`a'b¦c @all #1 <b>`");
        check("  ", "");
    }

    #[test]
    fn a_hidden_comment_ends_where_we_end_it() {
        let check = |text: &str, expected: &str| assert_eq!(comment(&Words::from(text)), expected);
        check("tpm:diff:programs/a_b.c", "tpm:diff:programs/a_b.c");
        check("a--> <h1>x --!> @all", "a-h1-x-all");
        check("é\n-->", "-");
    }

    #[test]
    fn a_cell_is_no_formula() {
        for text in ["=1", "+1", "-1", "@SUM(A1)", "＝1", " =1", "\"=1\"", "\t=1", "\rx", "\nx", "-"] {
            let safe = csv(text);
            assert!(safe.starts_with('\'') && !safe.contains(char::is_control), "{text:?} {safe:?}");
        }
        for text in ["a=1", "2026-09-14", "", "checkout/ledger", "1 - 2", "'a'"] {
            assert_eq!(csv(text), text);
        }
        assert_eq!(csv("a\nb\u{1b}\u{202e}"), "a b␛\\u{202e}");
    }

    #[test]
    fn a_message_for_github_is_one_line_and_no_command() {
        assert_eq!(github_message("50% %0A::error::x"), "50%25 %250A: :error: :x");
        assert_eq!(github_message("a\r\n##[group]\u{1b}"), "a  # #[group]␛");
    }

    #[test]
    fn a_property_for_github_holds_any_path() {
        assert_eq!(github_property("a,line=9::b%.yaml"), "a%2Cline=9%3A%3Ab%25.yaml");
        assert_eq!(github_property("a\r\nb\u{1b}##[c]"), "a%0D%0Ab␛# #[c]");
    }

    #[test]
    fn xml_is_well_formed_whatever_a_plan_says() {
        assert_eq!(
            xml("<a b=\"c\" d='e'>&amp;]]>"),
            "&lt;a b=&quot;c&quot; d=&apos;e&apos;&gt;&amp;amp;]]&gt;"
        );
        assert_eq!(xml("\u{1b}\u{fffe}\u{ffff}\n\0"), "␛\\u{fffe}\\u{ffff} ␀");
    }

    #[test]
    fn a_message_of_sarif_links_nothing() {
        assert_eq!(sarif("[a](b) {0} {a} \\"), "\\[a\\](b) { 0} {a} \\\\");
        assert_eq!(sarif("##[x]"), "# #\\[x\\]");
    }

    #[test]
    fn a_path_is_a_relative_reference() {
        assert_eq!(uri("programs/a b%:ü.yaml"), "programs/a%20b%25%3A%C3%BC.yaml");
        assert_eq!(uri("a?b#c[d]"), "a%3Fb%23c%5Bd%5D");
    }

    #[test]
    fn active_characters_are_code_points_in_json() {
        let code = |c: char| format!("<{:x}>", c as u32);
        assert_eq!(json("ü ##[x] ## #[", code), "ü <23>#[x] ## #[");
        assert_eq!(json("a\u{9b}\u{202e}\u{7f}b", code), "a<9b><202e><7f>b");
        assert!(matches!(json("plain # text", code), Cow::Borrowed(_)));
    }

    #[test]
    fn long_texts_are_cut_between_characters() {
        assert_eq!(cut("abc", 3), "abc");
        assert_eq!(cut("abcd", 3), "ab…");
        assert_eq!(cut("a🚀b", 4), "a🚀b");
        assert_eq!(cut("a🚀bc", 4), "a🚀…");
        assert_eq!(cut("🚀🚀", 3), "🚀…");
        assert_eq!(cut("🚀🚀", 2), "…");
    }

    #[test]
    fn other_scripts_and_emoji_stay() {
        for text in ["Übergabe", "发布", "🚀 launch", "👩‍💻", "नमस्ते"] {
            assert_eq!(terminal_text(text), text);
            assert_eq!(csv(text), text);
            check_markdown(text, text);
        }
    }
}
