//! Changes of a text: what each style becomes, what is refused, and that nothing else changes.

use super::patch::{line, paths};
use super::{differential, for_documents};
use std::cell::Cell;
use tpm::syntax::{Content, Outline, Patch, Step, Style, Tree, outline, splice};

fn path(text: &str) -> Vec<Step> {
    let steps = text.split('.').filter(|step| !step.is_empty());
    steps.map(|step| step.parse().map_or_else(|_| Step::key(step), Step::Index)).collect()
}

fn set(at: &str, value: &str) -> Patch {
    Patch::Set { path: path(at), value: outline(value).expect("a value") }
}

fn add(to: &str, value: &str) -> Patch {
    Patch::Insert { path: path(to), key: None, at: usize::MAX, value: outline(value).expect("a value") }
}

fn remove(at: &str) -> Patch {
    Patch::Remove { path: path(at) }
}

#[track_caller]
fn check(text: &str, patch: Patch, expected: &str) {
    assert_eq!(splice(text, std::slice::from_ref(&patch)).as_deref(), Ok(expected));
    // Lines may end in the other way, and the first may have a mark.
    let other = |text: &str| format!("\u{feff}{}", text.replace("\r\n", "\n").replace('\n', "\r\n"));
    if !text.starts_with('\u{feff}') {
        assert_eq!(splice(&other(text), &[patch]), Ok(other(expected)));
    }
}

#[track_caller]
fn refused(text: &str, patch: Patch, reason: &str, line: usize) {
    let refused = splice(text, &[patch]).expect_err("it is refused");
    assert!(refused.reason.contains(reason), "{refused:?}");
    assert_eq!(refused.line, Some(line), "{refused:?}");
}

#[test]
fn a_value_keeps_its_quotes_and_its_comment() {
    check("a: 1 # one\nb: 2\n", set("a", "3"), "a: 3 # one\nb: 2\n");
    check("a: '1'\n", set("a", "it's"), "a: 'it''s'\n");
    check("a: \"1\"\n", set("a", "3"), "a: \"3\"\n");
    check("a: {b: 1, c: [x, y]} # é\n", set("a.b", "3"), "a: {b: 3, c: [x, y]} # é\n");
    check("é: {🚀: 발표, c: 1}", set("é.c", "3"), "é: {🚀: 발표, c: 3}");
    check("a: |\n  two\n  lines\nb: 1\n", set("a", "one"), "a: one\nb: 1\n");
    check("a: first\n  more\nb: 1\n", set("a", "one"), "a: one\nb: 1\n");
    check("a: # none\nb: 1\n", set("a", "one"), "a: one # none\nb: 1\n");
    check("a: ~\n", set("a", "one"), "a: one\n");
    check("a: [4w, 6w, 11w]\n", set("a", "5w"), "a: 5w\n");
    check("a: &x 1\nb: 2\n", set("a", "3"), "a: &x 3\nb: 2\n");
    check("\u{feff}a: 1\r\nb: 2\r\n", set("b", "3"), "\u{feff}a: 1\r\nb: 3\r\n");
}

#[test]
fn a_new_key_stands_behind_the_last_one() {
    check("a:\n  b: 1 # one\n\n# two\nc: 2\n", set("a.d", "3"), "a:\n  b: 1 # one\n  d: 3\n\n# two\nc: 2\n");
    check("a:\n  b: 1", set("a.d", "3"), "a:\n  b: 1\n  d: 3");
    check("a:\r\n  b: 1\r\n", set("a.d", "3"), "a:\r\n  b: 1\r\n  d: 3\r\n");
    check("a: {b: 1}\n", set("a.d", "3"), "a: {b: 1, d: 3}\n");
    check("a: {\n  b: 1, # one\n}\n", set("a.d", "3"), "a: {\n  b: 1, d: 3, # one\n}\n");
    check("a: {}\n", set("a.d", "3"), "a: {d: 3}\n");
    check("a:\nb: 1\n", set("a.d", "3"), "a:\n  d: 3\nb: 1\n");
    check("a: {b: }\n", set("a.b.c", "3"), "a: {b: {c: 3} }\n");
    check("a:\n  b: 1\n", set("a.c.d", "3"), "a:\n  b: 1\n  c: {d: 3}\n");
    check(
        "a:\n  b:\n    - x\n    - y # z\nc: 1\n",
        set("a.d", "3"),
        "a:\n  b:\n    - x\n    - y # z\n  d: 3\nc: 1\n",
    );
    check("a:\n  b: |+\n    x\n\nc: 1\n", set("a.d", "3"), "a:\n  d: 3\n  b: |+\n    x\n\nc: 1\n");
    check("- a: 1\n  b: 2\n- c\n", set("0.d", "3"), "- a: 1\n  b: 2\n  d: 3\n- c\n");
}

#[test]
fn items_come_and_go_in_every_style() {
    check("a: [x, y]\n", add("a", "z"), "a: [x, y, z]\n");
    check("a: []\n", add("a", "z"), "a: [z]\n");
    check("a: x # why\n", add("a", "z"), "a: [x, z] # why\n");
    check("a: \"x\"\n", add("a", "z"), "a: [\"x\", z]\n");
    check("a:\nb: 1\n", add("a", "z"), "a: [z]\nb: 1\n");
    check("b: 1\n", add("a", "z"), "b: 1\na: [z]\n");
    check("a:\n- x\n- y # why\n# c\nb: 1\n", add("a", "z"), "a:\n- x\n- y # why\n- z\n# c\nb: 1\n");
    check("a:\n  - {b: 1}\n", add("a", "{b: 2, c: d}"), "a:\n  - {b: 1}\n  - {b: 2, c: d}\n");
    check("a:\n  - b: 1\n    c: 2\n", add("a", "{b: 2}"), "a:\n  - b: 1\n    c: 2\n  - {b: 2}\n");
    check("a: [x, y, z]\n", remove("a.1"), "a: [x, z]\n");
    check("a: [x, y]\n", remove("a.1"), "a: [x]\n");
    check("a: [x]\n", remove("a.0"), "a: []\n");
    check("a: x\n", remove("a.0"), "a: []\n");
    check("a:\n  - x # one\n  - y\n", remove("a.0"), "a:\n  # one\n  - y\n");
    check("a:\n  - x\n  - y\nb: 1\n", remove("a.1"), "a:\n  - x\nb: 1\n");
    check("a:\n  - x\nb: 1\n", remove("a.0"), "a: []\nb: 1\n");
}

#[test]
fn a_key_goes_and_its_comment_stays() {
    check("a:\n  b: 1\n  c: 2 # two\n  d: 3\n", remove("a.c"), "a:\n  b: 1\n  # two\n  d: 3\n");
    check("a:\n  b: 1\n  c:\n    d: 3\ne: 4\n", remove("a.c"), "a:\n  b: 1\ne: 4\n");
    check("a: {b: 1, c: 2, d: 3}\n", remove("a.c"), "a: {b: 1, d: 3}\n");
    check("a: {b: 1, c: 2}\n", remove("a.c"), "a: {b: 1}\n");
    check("a: {b: 1}\n", remove("a.b"), "a: {}\n");
    check("a:\n  b: 1\n", remove("a.b"), "a:\n  {}\n");
    check("a: 1\nb: 2", remove("b"), "a: 1");
    check("a: 1\n\nb: 2", remove("b"), "a: 1");
}

#[test]
fn a_key_is_renamed_where_it_stands() {
    let rename = |at: &str, to: &str| Patch::Rename { path: path(at), to: Outline::text(to) };
    check("a: {b: 1} # c\n", rename("a", "d"), "d: {b: 1} # c\n");
    check("'a': 1\n", rename("a", "d"), "'d': 1\n");
}

#[test]
fn what_is_repeated_elsewhere_is_changed_beside_it_or_not_at_all() {
    check("a: &x 1\nb: *x # why\n", set("b", "3"), "a: &x 1\nb: 3 # why\n");
    check(
        "a: &x {k: 1, l: 2}\nb:\n  <<: *x\n  l: 4\n",
        set("b.k", "3"),
        "a: &x {k: 1, l: 2}\nb:\n  <<: *x\n  l: 4\n  k: 3\n",
    );
    check("a: &x {k: 1}\nb:\n  <<: *x\n", set("b.k", "3"), "a: &x {k: 1}\nb:\n  <<: *x\n  k: 3\n");
    check("a: &x {k: 1}\nb: {<<: *x}\n", set("b.k", "3"), "a: &x {k: 1}\nb: {k: 3, <<: *x}\n");
    refused("a: &x 1\nb: *x\n", set("a", "3"), "repeated by `*x`", 2);
    refused("a: &x {k: 1}\nb: *x\n", set("a.k", "3"), "repeated by `*x`", 2);
    refused("a: &x {k: 1}\nb: *x\n", set("b.k", "3"), "`*x` repeats", 2);
    refused("a: &x [k]\nb: *x\n", add("b", "l"), "`*x` repeats", 2);
    refused("a: &x {k: 1}\nb:\n  <<: *x\n", set("a.k", "3"), "repeated by `*x`", 3);
    refused("a: &x {k: 1}\nb:\n  <<: *x\n", remove("b.k"), "what `<<` merges", 3);
}

#[test]
fn a_key_in_a_single_value_is_refused() {
    refused("a: 5w\n", set("a.likely", "4w"), "cannot be changed without", 1);
    refused("a: {b: 5w}\n", set("a.b.likely", "4w"), "cannot be changed without", 1);
    check("a: 5w\n", set("a", "5w"), "a: 5w\n");
}

#[test]
fn a_file_that_is_not_read_to_its_end_is_refused() {
    refused("a: 1\nb: [\n", set("a", "2"), "cannot be read to its end", 2);
}

/// Returns a change of a document, chosen by its own bytes.
fn some_patch(text: &str, read: &Outline) -> Patch {
    let mut found = Vec::new();
    paths(read, &[], &mut found);
    let mut choices = text.bytes().rev().map(usize::from).chain([text.len()]).cycle();
    let mut next = |of: usize| choices.by_ref().take(3).sum::<usize>() % of.max(1);
    let path = found[next(found.len())].clone();
    let texts = ["new", "2026-10-02", "it's", "a: b", "", "null", "two\nlines", "é 🚀", "x, y", "# no"];
    let text = texts[next(texts.len())];
    let scalar = Outline::new(Style::DoubleQuoted, Content::Scalar { text: text.into(), plain: false });
    let value = match next(4) {
        0 => Outline::new(Style::Flow, Content::Sequence(vec![scalar, Outline::text("b")])),
        1 => Outline::new(Style::Flow, Content::Mapping(vec![(Outline::text("from"), scalar)])),
        _ => scalar,
    };
    match next(6) {
        0 if !path.is_empty() => Patch::Remove { path },
        1 if matches!(path.last(), Some(Step::Key(_))) => {
            Patch::Rename { path, to: Outline::text("renamed") }
        }
        2 => Patch::Insert { path, key: None, at: [0, 1, usize::MAX][next(3)], value },
        3 => Patch::Set { path: [&path[..], &[Step::key("new")]].concat(), value },
        _ => Patch::Set { path, value },
    }
}

/// Writes what a value says; the order of keys says nothing.
pub(super) fn said(value: &Outline) -> String {
    fn sorted(value: &Outline) -> Outline {
        let content = match &value.content {
            Content::Mapping(pairs) => {
                let mut pairs: Vec<_> =
                    pairs.iter().map(|(key, value)| (sorted(key), sorted(value))).collect();
                pairs.sort_by_key(|(key, _)| line(key));
                Content::Mapping(pairs)
            }
            Content::Sequence(items) => Content::Sequence(items.iter().map(sorted).collect()),
            Content::Scalar { text, plain } => {
                let is_none = *plain && ["", "~", "null", "Null", "NULL"].contains(&text.as_str());
                Content::Scalar { text: if is_none { "~".into() } else { text.clone() }, plain: is_none }
            }
            Content::Unreadable => Content::Unreadable,
        };
        Outline { content, ..value.clone() }
    }
    line(&sorted(value))
}

pub(super) fn comments(text: &str) -> Vec<String> {
    let tree = Tree::with_comments(text);
    let slice = |span: &tpm::source::Span| text[span.start as usize..span.end as usize].trim_end().to_owned();
    tree.comments().iter().map(slice).collect()
}

/// Returns how many bytes at both ends of two texts are the same.
fn same_ends(one: &str, other: &str) -> (usize, usize) {
    let most = one.len().min(other.len());
    let same = |a: &mut dyn Iterator<Item = u8>, b: &mut dyn Iterator<Item = u8>| {
        a.zip(b).take(most).take_while(|(a, b)| a == b).count()
    };
    let front = same(&mut one.bytes(), &mut other.bytes());
    let back = same(&mut one.bytes().rev(), &mut other.bytes().rev());
    (front, back.min(most - front))
}

/// Returns the value under a step.
pub(super) fn inside<'o>(value: &'o Outline, step: &Step) -> Option<&'o Outline> {
    at(value, std::slice::from_ref(step))
}

/// Returns the outline of the value on a path.
fn at<'o>(value: &'o Outline, path: &[Step]) -> Option<&'o Outline> {
    path.iter().try_fold(value, |value, step| match (step, &value.content) {
        (Step::Key(key), Content::Mapping(pairs)) => pairs
            .iter()
            .find(|(other, _)| matches!(&other.content, Content::Scalar { text, .. } if text == key))
            .map(|(_, value)| value),
        (Step::Index(at), Content::Sequence(items)) => items.get(*at),
        _ => None,
    })
}

/// Checks one change of one document. Returns whether it was made.
fn change(text: &str, patch: &Patch) -> Result<bool, String> {
    let Some(before) = outline(text) else { return Ok(false) };
    let mut tree = Tree::read(text);
    tree.patch(std::slice::from_ref(patch));
    let wanted = tree.outline().map(|outline| said(&outline));
    let Ok(changed) = splice(text, std::slice::from_ref(patch)) else { return Ok(false) };
    let complain = |what: &str| Err(format!("{what}\n{patch:?}\n{changed}"));
    if outline(&changed).map(|outline| said(&outline)) != wanted {
        return complain("it says something else");
    }
    if comments(&changed) != comments(text) {
        return complain("the comments are others");
    }
    if differential::difference(text).is_none() && differential::difference(&changed).is_some() {
        return complain("another reader reads it otherwise");
    }
    let (front, back) = same_ends(text, &changed);
    let untouched = front + back;
    match patch {
        Patch::Set { path, .. } => match at(&before, path) {
            Some(old)
                if matches!(old.content, Content::Scalar { .. })
                    && !matches!(old.style, Style::Literal | Style::Folded) =>
            {
                let (start, end) = (old.span.start as usize, old.span.end as usize);
                if untouched < text.len() - (end - start) {
                    return complain("more than the value changed");
                }
            }
            // A key that is added takes nothing away, unless it is the first in what said nothing.
            None if path
                .split_last()
                .and_then(|(_, above)| at(&before, above))
                .is_some_and(|above| matches!(above.content, Content::Mapping(_)))
                && untouched < text.len() =>
            {
                return complain("more than a key was added");
            }
            _ => {}
        },
        Patch::Rename { .. } if changed.len() + 40 < text.len() => {
            return complain("more than a key changed");
        }
        _ => {}
    }
    Ok(changed != text)
}

#[test]
fn a_change_of_any_document_changes_what_it_says_and_nothing_else() {
    let (made, all) = (Cell::new(0), Cell::new(0));
    for_documents(10_000, |text| {
        let Some(read) = outline(text) else { return Ok(()) };
        let is_made = change(text, &some_patch(text, &read))?;
        all.set(all.get() + 1);
        made.set(made.get() + u32::from(is_made));
        Ok(())
    });
    assert!(made.get() * 2 > all.get(), "only {} of {} changes were made", made.get(), all.get());
}
