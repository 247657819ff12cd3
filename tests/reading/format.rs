//! Spacing and quotes in one form: what each becomes, and that nothing else changes.

use super::patch::line;
use super::splice::comments;
use super::{differential, for_documents};
use std::cell::Cell;
use tpm::syntax::{formatted, outline};

#[track_caller]
fn check(text: &str, expected: &str) {
    let other = |text: &str| format!("\u{feff}{}", text.replace('\n', "\r\n"));
    for (text, expected) in [(text.to_owned(), expected.to_owned()), (other(text), other(expected))] {
        assert_eq!(formatted(&text).as_deref(), Ok(expected.as_str()));
        assert_eq!(formatted(&expected).as_deref(), Ok(expected.as_str()), "twice");
    }
}

#[test]
fn spaces_stand_behind_colons_and_commas_alone() {
    check("a:   1\nb: {c :1,d:   [ x ,y,  z ] }\n", "a: 1\nb: {c :1, d: [x, y, z]}\n");
    check("a: { b: 1, c: {  d: 2  } }\n", "a: {b: 1, c: {d: 2}}\n");
    check("a: {\"b\":1,'c':2}\n", "a: {b: 1, c: 2}\n");
    check("a: {}\nb:   []\n", "a: {}\nb: []\n");
    check("a: {b: 1,\n    c: 2  ,\n  }\n", "a: {b: 1,\n    c: 2,\n  }\n");
}

#[test]
fn lines_end_with_their_last_character_and_one_empty_line_is_enough() {
    check("\n\na: 1  \n\n\n\nb:  \n  - x \n \n  - y", "a: 1\n\nb:\n  - x\n\n  - y\n");
    check("a: 1\n\n\n", "a: 1\n");
    check(
        "# one  \n\n\n# two\t\na: 1   # three \n\n\n# end\n\n",
        "# one\n\n# two\na: 1   # three\n\n# end\n",
    );
    check("---\na: 1\n", "---\na: 1\n");
}

#[test]
fn quotes_stand_where_a_text_needs_them() {
    check("a: \"2026-09-18\"\nb: 'it''s'\nc: 'a: b'\n", "a: 2026-09-18\nb: it's\nc: \"a: b\"\n");
    check("a: '12'\nb: \"yes\"\nc: '~'\nd: ''\n", "a: \"12\"\nb: \"yes\"\nc: \"~\"\nd: \"\"\n");
    check("a: 'say \"hi\"'\nb: \"say \\\"hi\\\"\"\n", "a: 'say \"hi\"'\nb: 'say \"hi\"'\n");
    check("'a b': {'c': [\"x, y\", 'z']}\n", "a b: {c: [\"x, y\", z]}\n");
}

#[test]
fn what_is_inside_a_value_stays() {
    check("a: |\n  two  \n\n\n  lines\nb:   1\n", "a: |\n  two  \n\n\n  lines\nb: 1\n");
    check("a: |+\n  x\n\n\nb: 1\n", "a: |+\n  x\n\n\nb: 1\n");
    check("a: \"two  \n\n\n  lines\"\nb:  1\n", "a: \"two  \n\n\n  lines\"\nb: 1\n");
    check("a: &x  {b:  1}\nc:   *x\nd:\n  <<:  *x\n", "a: &x  {b: 1}\nc: *x\nd:\n  <<:  *x\n");
    check("a:\n  -   b:  1\n      c: 2\n", "a:\n  -   b: 1\n      c: 2\n");
}

#[test]
fn a_file_that_is_not_read_whole_is_left_alone() {
    for text in ["a: [\n", "a: *x\n", "a: !t x\n", "", "a: 1\na:  2\n"] {
        if let Ok(same) = formatted(text) {
            assert_eq!(
                outline(&same).map(|outline| line(&outline)),
                outline(text).map(|outline| line(&outline))
            );
        }
    }
    assert!(formatted("a: [\n").is_err() && formatted("a: *x\n").is_err() && formatted("a: !t x\n").is_err());
}

/// Writes what a value says, quotes aside.
fn said(text: &str) -> Option<String> {
    outline(text).map(|outline| line(&outline))
}

#[test]
fn any_document_reads_the_same_in_one_form() {
    let (made, all) = (Cell::new(0), Cell::new(0));
    for_documents(10_000, |text| {
        let Ok(new) = formatted(text) else { return Ok(()) };
        all.set(all.get() + 1);
        made.set(made.get() + u32::from(new != text));
        let complain = |what: &str| Err(format!("{what}\n+++ {new:?}\n{new}"));
        if said(&new).map(plain) != said(text).map(plain) {
            return complain("it says something else");
        }
        if comments(&new) != comments(text) {
            return complain("the comments are others");
        }
        if differential::difference(text).is_none() && differential::difference(&new).is_some() {
            return complain("another reader reads it otherwise");
        }
        if formatted(&new).as_deref() != Ok(new.as_str()) {
            return complain(&format!("it is not the same twice: {:?}", formatted(&new)));
        }
        Ok(())
    });
    assert!(made.get() * 2 > all.get(), "only {} of {} were made", made.get(), all.get());
}

/// Leaves out which texts had quotes.
fn plain(said: String) -> String {
    said.replace('"', "")
}
