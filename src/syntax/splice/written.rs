//! How a new value is written: plain where every reader takes it for that text, else in quotes.

use crate::syntax::decode::is_null;
use crate::syntax::outline::{Content, Outline};
use crate::syntax::yaml::Style;

/// Returns a value on one line, as it may stand in braces too; a text keeps the quotes of the one
/// that it replaces.
pub(super) fn written(value: &Outline, quotes: Option<Style>) -> String {
    match &value.content {
        Content::Scalar { text, plain } => scalar(text, *plain, quotes),
        Content::Mapping(pairs) => {
            let pair = |(key, value): &(Outline, Outline)| {
                format!("{}: {}", written(key, None), written(value, None))
            };
            format!("{{{}}}", pairs.iter().map(pair).collect::<Vec<_>>().join(", "))
        }
        Content::Sequence(items) => {
            let items: Vec<String> = items.iter().map(|item| written(item, None)).collect();
            format!("[{}]", items.join(", "))
        }
        // Nothing says what it was; the text that has it is refused when it is read again.
        Content::Unreadable => "?".into(),
    }
}

/// Returns the lines of an entry, the first without its indent: a value in block style one line for
/// each key, any other behind the key.
pub(super) fn lines(key: &str, value: &Outline, (indent, step): (&str, &str)) -> Vec<String> {
    let key = written(&Outline::text(key), None);
    match &value.content {
        Content::Mapping(pairs) if value.style == Style::Block && !pairs.is_empty() => {
            let inner = format!("{indent}{step}");
            let mut all = vec![format!("{key}:")];
            for (key, value) in pairs {
                let Content::Scalar { text, .. } = &key.content else { continue };
                let mut lines = lines(text, value, (&inner, step));
                if let Some(first) = lines.first_mut() {
                    first.insert_str(0, &inner);
                }
                all.extend(lines);
            }
            all
        }
        _ => vec![format!("{key}: {}", written(value, None))],
    }
}

fn scalar(text: &str, plain: bool, quotes: Option<Style>) -> String {
    let is_null = is_null(text);
    let is_one_line = !text.chars().any(|c| c.is_control() || is_break(c));
    match quotes {
        Some(Style::SingleQuoted) if is_one_line && !(plain && is_null) => single(text),
        Some(Style::DoubleQuoted) if !(plain && is_null) => double(text),
        _ if plain && is_null => "null".into(),
        _ if is_null => double(text),
        _ if is_plain(text) => text.to_owned(),
        _ if is_one_line && (text.contains('"') || text.contains('\\')) => single(text),
        _ => double(text),
    }
}

/// Returns a text in the quotes that it needs, so that every reader takes it for a text.
pub(super) fn quoted(text: &str) -> String {
    let written = scalar(text, false, None);
    if written == text && is_typed(text) { double(text) } else { written }
}

/// Whether a reader may take a text without quotes for something else: a number, a flag, none. A
/// date is a text here, as plans write it.
fn is_typed(text: &str) -> bool {
    const WORDS: [&str; 11] = ["true", "false", "yes", "no", "on", "off", "y", "n", "null", "nan", "inf"];
    let lower = text.to_ascii_lowercase();
    let is_date = text.len() == 10
        && text.bytes().enumerate().all(|(at, byte)| match at {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    let is_number = text.starts_with(|c: char| c.is_ascii_digit() || "+.".contains(c))
        && text.chars().all(|c| c.is_ascii_hexdigit() || "+-._xXoObB:".contains(c))
        || ["+.inf", ".inf", ".nan"].contains(&lower.as_str());
    WORDS.contains(&lower.as_str()) || is_number && !is_date
}

/// Whether a text can stand without quotes, in braces too.
fn is_plain(text: &str) -> bool {
    let is_safe =
        |c: char| c.is_alphanumeric() || " _-./%+()'&*!?@=~^$<>;\u{2013}\u{2014}\u{2026}".contains(c);
    let begins = text.chars().next().is_some_and(|c| c.is_alphanumeric() || "+./".contains(c));
    begins && text.chars().all(is_safe) && !text.ends_with(' ') && !text.starts_with("...")
}

fn is_break(c: char) -> bool {
    matches!(c, '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{feff}')
}

fn single(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

fn double(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            '\r' => quoted.push_str("\\r"),
            c if c.is_control() || is_break(c) => quoted.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Outline {
        Outline::new(Style::Plain, Content::Scalar { text: text.into(), plain: false })
    }

    #[test]
    fn a_text_is_plain_where_it_can_be() {
        for (value, expected) in [
            ("2026-10-02", "2026-10-02"),
            ("mlops/fraud-model SS+1w", "mlops/fraud-model SS+1w"),
            ("40%", "40%"),
            ("it's late", "it's late"),
            ("발표 계획", "발표 계획"),
            ("a: b", "\"a: b\""),
            ("a, b", "\"a, b\""),
            ("# no", "\"# no\""),
            ("*no", "\"*no\""),
            ("-5", "\"-5\""),
            ("null", "\"null\""),
            ("", "\"\""),
            (" x", "\" x\""),
            ("say \"hi\"", "'say \"hi\"'"),
            ("two\nlines", "\"two\\nlines\""),
            ("\u{1b}[m", "\"\\u001b[m\""),
            ("C:\\x", "'C:\\x'"),
        ] {
            assert_eq!(written(&text(value), None), expected);
        }
    }

    #[test]
    fn quotes_go_where_every_reader_sees_a_text() {
        for (value, expected) in [
            ("2026-10-02", "2026-10-02"),
            ("ledger +2d", "ledger +2d"),
            ("5d", "\"5d\""),
            ("4w", "4w"),
            ("12", "\"12\""),
            ("1e3", "\"1e3\""),
            ("yes", "\"yes\""),
            ("~", "\"~\""),
            ("a: b", "\"a: b\""),
            ("it's", "it's"),
        ] {
            assert_eq!(quoted(value), expected);
        }
    }

    #[test]
    fn quotes_are_kept() {
        assert_eq!(written(&text("it's"), Some(Style::SingleQuoted)), "'it''s'");
        assert_eq!(written(&text("a\"b"), Some(Style::DoubleQuoted)), "\"a\\\"b\"");
        assert_eq!(written(&text("two\nlines"), Some(Style::SingleQuoted)), "\"two\\nlines\"");
    }
}
