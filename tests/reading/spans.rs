//! The span of every value is right.
//!
//! The text of a plain or quoted scalar, read alone, is that scalar. The span of a block goes from
//! its first word to its last, without the bar, leading blank lines and indentation, and trailing
//! line breaks.

use super::for_documents;
use super::write::document;
use crate::property::{cases, for_all};
use proptest::prelude::*;
use proptest::sample::Index;
use tpm::source::{SourceFile, Span};
use tpm::syntax::{Content, Outline, outline};

/// Calls `see` with every node of an outline, except the content of aliases.
fn walk(node: &Outline, see: &mut impl FnMut(&Outline)) {
    see(node);
    if node.alias {
        return;
    }
    match &node.content {
        Content::Mapping(pairs) => {
            for (key, value) in pairs {
                walk(key, see);
                walk(value, see);
            }
        }
        Content::Sequence(items) => items.iter().for_each(|item| walk(item, see)),
        Content::Scalar { .. } | Content::Unreadable => {}
    }
}

/// Returns the value of the block at a span, read as literal and as folded.
fn block(source: &SourceFile, span: Span) -> [String; 2] {
    let indent = source.position(span.start).column - 1;
    let slice = source.slice(span).replace("\r\n", "\n").replace('\r', "\n");
    let lines: Vec<&str> = slice.lines().collect();
    let dedented = |line: &&str| line.get(indent..).unwrap_or("").to_owned();
    let lines: Vec<String> = lines
        .iter()
        .enumerate()
        .map(|(at, line)| if at == 0 { (*line).to_owned() } else { dedented(line) })
        .collect();
    let literal = lines.join("\n");
    // Breaks become spaces, but not around blank lines and lines that are indented further.
    let mut folded = String::new();
    let mut breaks = 0;
    let mut was_indented = true;
    for line in &lines {
        if line.is_empty() {
            breaks += 1;
            continue;
        }
        let is_indented = line.starts_with([' ', '\t']);
        let kept = breaks + usize::from(is_indented || was_indented);
        folded += &if folded.is_empty() {
            String::new()
        } else if kept > 0 {
            "\n".repeat(kept)
        } else {
            " ".into()
        };
        folded += line;
        (breaks, was_indented) = (0, is_indented);
    }
    [literal, folded]
}

/// Returns what is wrong with the span of a node.
fn complaint(source: &SourceFile, node: &Outline) -> Option<String> {
    let Span { start, end } = node.span;
    let Some(slice) = source.text.get(start as usize..end as usize) else {
        return Some(format!("{start}..{end} is no part of the text"));
    };
    let before = &source.text[..start as usize];
    let before = before.strip_prefix('\u{feff}').unwrap_or(before).replace("\r\n", "\n").replace('\r', "\n");
    let (line, column) =
        (before.split('\n').count(), before.rsplit('\n').next().unwrap_or("").chars().count() + 1);
    let position = source.position(start);
    if (position.line, position.column) != (line, column) {
        return Some(format!("{slice:?} stands at {line}:{column}, not at {position:?}"));
    }
    let Content::Scalar { text, plain } = &node.content else { return None };
    let reads_back = match outline(slice) {
        _ if node.alias => slice.starts_with('*'),
        // `a:` is a text as a key, but a key when read alone.
        _ if *plain && slice == text => true,
        Some(read) if read.content == node.content => true,
        None if *plain => slice.is_empty() && text == "~",
        _ if *plain => false,
        _ => block(source, node.span)
            .iter()
            .any(|block| block == text.trim_start_matches('\n').trim_end_matches([' ', '\t', '\n', '\r'])),
    };
    (!reads_back).then(|| format!("{slice:?} is not {text:?}"))
}

/// Checks the span of every value of a text that can be read.
pub fn check(text: &str) -> Result<(), String> {
    let source = SourceFile::new("x.yaml", text);
    let read = outline(text).ok_or("it cannot be read")?;
    let mut found = None;
    walk(&read, &mut |node| found = found.take().or_else(|| complaint(&source, node)));
    found.map_or(Ok(()), Err)
}

#[test]
fn spans_of_scalars_are_right_in_random_documents() {
    for_documents(600, check);
}

#[test]
fn spans_of_scalars_are_right_in_the_examples() {
    for (path, text) in crate::support::examples() {
        assert_eq!(check(&text), Ok(()), "{path}");
    }
}

#[test]
fn explicit_keys_and_odd_blocks_have_right_spans() {
    for text in [
        "? a\n: b\n? 'c d'\n: - e\n",
        "? |\n  long\n  key\n: 1\n",
        "a: |2\n    indented\n  less\nb: 1\n",
        "a: |\n\n  after a blank\n",
        "a: >+\n  kept\n\nb: 1\n",
        "a: |\n  last line without an end",
        "a: \"\\\n  joined\\\n  lines\"\n",
        "- - a\n  - b\n-\n  c: d\n",
        "{a: {b: [c, d]}, ? e : f, g}\n",
        "--- # head\na: 1\n...\n",
        "%YAML 1.2\n---\na: 1\n",
    ] {
        assert_eq!(check(text), Ok(()), "{text:?}");
    }
}

/// Insertions that shift the rest of a text.
const STRANGE: [&str; 16] = [
    "é", "🚀", "e\u{301}", "\u{2028}", "\u{85}", "\u{200d}", "\r", "\n", "\t", " ", "'", "\"", "#", ": ",
    "\\", "\u{feff}",
];

#[test]
fn mutated_texts_have_right_spans_or_are_refused() {
    let changed = (
        prop::collection::vec(any::<u8>(), 0..120),
        prop::collection::vec((any::<Index>(), prop::sample::select(STRANGE.to_vec())), 1..3),
    );
    for_all(cases(600), changed, |(choices, changes)| {
        let mut text = document(choices);
        for (at, strange) in changes {
            let places: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
            text.insert_str(places[at.index(places.len())], strange);
        }
        if outline(&text).is_none() {
            Ok(())
        } else {
            check(&text).map_err(|complaint| format!("{complaint}\n{text:?}"))
        }
    });
}
