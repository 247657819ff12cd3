//! Text made safe for where it goes: one function per target.
//!
//! Plans come from pull requests. What a plan says may hold escape sequences that clear a screen, override
//! characters that reverse a line, or CI commands; none of it reaches a person's terminal as it stands.

use crate::view::Words;

/// Returns text for a terminal or log on one line: what would act there is shown instead.
pub fn terminal(words: &Words) -> String {
    terminal_text(words.unescaped())
}

/// Returns the lines of a text for a terminal, log or fenced block.
pub fn lines(words: &Words) -> impl Iterator<Item = String> + '_ {
    words.unescaped().lines().map(terminal_text)
}

/// Returns text for Markdown on one line, in a table's cell too: it is read as it was written, and nothing in
/// it becomes markup, a link, a mention or a reference.
///
/// What the language itself reads is escaped. What a host makes links of after that, where no escape reaches,
/// is broken up by a space: `@all`, `#123`, addresses.
pub fn markdown(words: &Words) -> String {
    let text = words.unescaped();
    let mut safe = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let rest = &text[at + c.len_utf8()..];
        match c {
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '&' => safe.push_str("&amp;"),
            // An escaped pipe would still end a cell for who splits rows at pipes.
            '|' => safe.push_str("&#124;"),
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '#' | '~' | '$' => safe.extend(['\\', c]),
            '-' | '+' | '.' | ')' if begins_a_list(&text[..at], c, rest) => safe.extend(['\\', c]),
            // Only a terminal keeps words together by it.
            '\u{a0}' => safe.push(' '),
            _ => push_safe(&mut safe, c, &text[at..]),
        }
        if is_broken_up(&text[..at], c, rest) {
            safe.push(' ');
        }
    }
    safe
}

/// Whether a character, at the beginning of a line, makes it an item of a list, or a rule.
fn begins_a_list(before: &str, c: char, rest: &str) -> bool {
    let digits = !before.is_empty() && before.bytes().all(|byte| byte.is_ascii_digit());
    let ends_a_marker = !rest.starts_with(|next: char| next.is_alphanumeric());
    ends_a_marker && if matches!(c, '-' | '+') { before.is_empty() } else { digits }
}

/// Whether a character makes a link of what follows it: a mention, a reference, an address.
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
        '.' => ends_in("www"),
        _ => false,
    }
}

/// Returns text for a code span of Markdown, with the signs around it: what a host would make a link of is none
/// in there.
pub fn markdown_code(words: &Words) -> String {
    let text = terminal_text(words.unescaped());
    let safe: String = text
        .chars()
        .map(|c| match c {
            '`' => '\'',
            // A table is split at pipes, code or not.
            '|' => '¦',
            '\u{a0}' => ' ',
            c => c,
        })
        .collect();
    let safe = safe.trim();
    if safe.is_empty() { String::new() } else { format!("`{safe}`") }
}

/// Returns a text for a hidden comment of a document: ids, paths and nothing that could end it.
pub fn comment(words: &Words) -> String {
    let plain =
        |c: char| if c.is_ascii_alphanumeric() || matches!(c, ':' | '/' | '_' | '.') { c } else { '-' };
    let mut safe: String = words.unescaped().chars().take(200).map(plain).collect();
    while safe.contains("--") {
        safe = safe.replace("--", "-");
    }
    safe
}

/// Returns text for a label of a Mermaid diagram, between double quotes: every sign that the diagram or the
/// page could read becomes a number that it shows as that sign, and what could begin a tag another sign.
pub fn mermaid(words: &Words) -> String {
    let mut safe = String::new();
    for c in terminal_text(words.unescaped()).chars() {
        match c {
            '<' => safe.push('‹'),
            '>' => safe.push('›'),
            '\u{a0}' => safe.push(' '),
            ' ' | '.' | ',' | '/' | '-' | '+' | '·' | '→' | '≥' | '—' => safe.push(c),
            c if c.is_alphanumeric() => safe.push(c),
            c => safe.push_str(&format!("#{};", c as u32)),
        }
    }
    safe
}

/// Returns text for a cell of CSV, before quoting, on one line: no spreadsheet takes it for a formula.
pub fn csv(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    // Spreadsheets look behind spaces, quotes and the wide forms of these signs.
    let first = text.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\''));
    let is_formula = text.starts_with(['\t', '\r', '\n']) || first.starts_with(FORMULA);
    if is_formula {
        safe.push('\'');
    }
    for (at, c) in text.char_indices() {
        push_safe(&mut safe, c, &text[at..]);
    }
    safe
}

/// What a spreadsheet begins a formula with.
const FORMULA: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

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
        check_markdown("https://a.b WWW.a.b", "https:// a.b WWW. a.b");
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
    fn a_label_of_a_diagram_says_nothing_to_it() {
        let check = |text: &str, expected: &str| assert_eq!(mermaid(&Words::from(text)), expected);
        check("ledger · 18 Dec → 6 Jan", "ledger · 18 Dec → 6 Jan");
        check("a\"]; click n0 \"x", "a#34;#93;#59; click n0 #34;x");
        check("<script>%%{init}%%", "‹script›#37;#37;#123;init#125;#37;#37;");
        check("```\nx #1", "#96;#96;#96; x #35;1");
        check("Übergabe 发布", "Übergabe 发布");
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
    fn other_scripts_and_emoji_stay() {
        for text in ["Übergabe", "发布", "🚀 launch", "👩‍💻", "नमस्ते"] {
            assert_eq!(terminal_text(text), text);
            assert_eq!(csv(text), text);
            check_markdown(text, text);
        }
    }
}
