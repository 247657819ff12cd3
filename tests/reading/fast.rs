//! The fast reader owns plans as people write them, and never reads one otherwise than the parser.

use super::for_documents;
use crate::fuzz::fast::same;
use crate::oracle::{self, Family};
use crate::property::bytes::{DENSE, SHARED};
use crate::property::{cases, for_all, samples};
use crate::support;
use crate::support::marked::below;
use proptest::prelude::*;
use proptest::sample::Index;
use std::path::Path;
use tpm::syntax::Tree;

#[test]
fn it_owns_the_shapes_that_people_write() {
    for text in [
        "a: b\n",
        "a: b",
        "a:\n  b: c\n  d:\ne: f\n",
        "# head\n\na: 1 # one\n\n  # between\nb: 2\n# end",
        "a:\n- b\n-   c: d\n    e: f\n",
        "a:\n  -\n    b: c\n  - - d\n    - e\n",
        "a: [b, 'c', \"d\", {e: f, g: [h]}, [], {}] # i\n",
        "a: it's\nb: 'it''s'\nc: \"x \\\"y\\\" \\\\ z\"\nd: a-b_c/d (e) 5% x:y z#w\n",
        "a: 2026-09-14\nb: -5d\nc: é 🚀\n\"q k\": 'v'\n",
        "b:\n  <<: {c: d}\n",
    ] {
        assert!(same(text), "{text:?}");
    }
}

#[test]
fn it_leaves_all_else_to_the_parser() {
    for text in [
        "",
        "# nothing\n",
        "a",
        "[a, b]",
        "{a: b}",
        " a: b\n",
        "a:\tb\n",
        "a: b\tc\n",
        "a: b\r\n",
        "\u{feff}a: b\n",
        "a: b\u{2028}c\n",
        "a: b\u{85}c\n",
        "a: b\u{1}\n",
        "a: &x b\n",
        "a: *x\n",
        "a: !t b\n",
        "? a\n: b\n",
        "a: |\n  b\n",
        "a: >-\n  b\n",
        "a: b\n  c\n",
        "a: 'b\n  c'\n",
        "a: \"b\\n\"\n",
        "a: [b,\n  c]\n",
        "a:\n  b\n",
        "---\na: b\n",
        "a: b\n...\n",
        "%YAML 1.2\n---\na: b\n",
        "a: b: c\n",
        "a: @b\n",
        "a: [b\n",
        "a: [b]]\n",
        "a: [b}\n",
        "a: [b: c]\n",
        "a: {b: c, d}\n",
        "a: \"b\"c\n",
        "a: b\n   c: d\n",
        "  a: b\nc: d\n",
        "a:\n  - b\n c: d\n",
        "a: b\n- c\n",
        "-\n- a\n",
        "a : b\n",
    ] {
        assert!(!same(text), "{text:?}");
    }
    assert!(!same(&format!("{}: a\n", "k".repeat(1001))));
    assert!(!same(&format!("a: {}{}\n", "[".repeat(40), "]".repeat(40))));
    assert!(!same(&format!("{}a\n", "- ".repeat(40))));
}

#[test]
fn it_reads_every_file_of_the_repository_as_the_parser_does() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut owned = 0;
    let files = ["programs", "tests", "docs"].map(|directory| below(&root.join(directory))).concat();
    for path in files {
        if let Ok(text) = String::from_utf8(std::fs::read(&path).unwrap()) {
            owned += usize::from(same(&text));
            owned += text.split("# file: ").filter(|part| same(part)).count();
        }
    }
    assert!(owned > 200, "{owned}");
    for (path, text) in support::examples() {
        assert!(same(&text), "{path}");
    }
    assert!(Tree::fast(SHARED, true).is_some());
}

#[test]
fn it_reads_random_plans_as_the_parser_does() {
    for family in Family::ALL {
        for case in samples(cases(60), oracle::strategy(family)) {
            for (path, text) in oracle::files(&case) {
                assert!(same(&text), "{path}\n{text}");
            }
        }
    }
}

#[test]
fn it_reads_random_documents_as_the_parser_does() {
    for_documents(2000, |text| {
        same(text);
        Ok(())
    });
}

/// What is put into a plan to break it.
const PIECES: [&str; 24] = [
    " ", "  ", "\n", "\n\n", "- ", "-", ": ", ":", "#", " #", "'", "\"", "\\", "[", "]", "{", "}", ",", "a",
    "é", "\u{a0}", "~", "\t", "&a ",
];

#[test]
fn it_reads_changed_plans_as_the_parser_does() {
    let changes = prop::collection::vec((any::<Index>(), any::<u8>()), 1..4);
    for_all(cases(3000), (any::<Index>(), any::<Index>(), changes), |(from, length, changes)| {
        // A few lines of a plan, so that a change is not one among hundreds.
        let lines: Vec<&str> = DENSE.split_inclusive('\n').collect();
        let from = from.index(lines.len());
        let to = (from + 1 + length.index(12)).min(lines.len());
        let mut text: String = std::iter::once("a:\n").chain(lines[from..to].iter().copied()).collect();
        for (at, piece) in changes {
            let mut at = at.index(text.len() + 1);
            while !text.is_char_boundary(at) {
                at -= 1;
            }
            match (piece as usize).checked_sub(PIECES.len() * 2) {
                None => text.insert_str(at, PIECES[piece as usize % PIECES.len()]),
                Some(_) => drop(text[at..].chars().next().map(|_| text.remove(at))),
            }
        }
        same(&text);
        Ok(())
    });
}
