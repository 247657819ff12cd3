//! Text for the languages of diagrams.

use super::{rewritten, terminal_text};
use crate::view::Words;

/// Returns text for a quoted label in a Mermaid diagram: every character that the diagram or page
/// could interpret becomes a character code, and those that could begin a tag become look-alikes.
pub fn mermaid(words: &Words) -> String {
    rewritten(&terminal_text(words.unescaped()), |safe, c, _| match c {
        '<' => safe.push('‹'),
        '>' => safe.push('›'),
        '\u{a0}' => safe.push(' '),
        ' ' | '.' | ',' | '/' | '-' | '+' | '·' | '→' | '≥' | '—' => safe.push(c),
        c if c.is_alphanumeric() => safe.push(c),
        c => safe.push_str(&format!("#{};", c as u32)),
    })
}

/// Returns text for a string of DOT, between its quotes. Graphviz reads entities and escapes there,
/// and replaces `\N` and its like.
pub fn dot(words: &Words) -> String {
    rewritten(&terminal_text(words.unescaped()), |safe, c, _| match c {
        '"' | '\\' => safe.extend(['\\', c]),
        '&' => safe.push_str("&amp;"),
        '\u{a0}' => safe.push(' '),
        c => safe.push(c),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_string_of_dot_ends_where_it_should() {
        let check = |text: &str, expected: &str| assert_eq!(dot(&Words::from(text)), expected);
        check("ledger · 18 Dec → 6 Jan", "ledger · 18 Dec → 6 Jan");
        check("a\"]; b [URL=\"x\\", "a\\\"]; b [URL=\\\"x\\\\");
        check("\\N &lt;b&gt;\n", "\\\\N &amp;lt;b&amp;gt; ");
        check("Übergabe 发布", "Übergabe 发布");
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
}
