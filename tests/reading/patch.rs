//! Patches of a tree: what they change, and that they can be taken back.

use super::for_documents;
use tpm::syntax::{Content, Outline, Patch, Step, Style, Tree};

/// Writes what a tree says in one line, without regard to how it was written.
pub(super) fn line(value: &Outline) -> String {
    match &value.content {
        Content::Scalar { text, plain: true } => text.clone(),
        Content::Scalar { text, plain: false } => format!("{text:?}"),
        Content::Mapping(pairs) => {
            let pair = |(key, value): &(Outline, Outline)| format!("{}: {}", line(key), line(value));
            format!("{{{}}}", pairs.iter().map(pair).collect::<Vec<_>>().join(", "))
        }
        Content::Sequence(items) => format!("[{}]", items.iter().map(line).collect::<Vec<_>>().join(", ")),
        Content::Unreadable => "?".into(),
    }
}

fn said(tree: &Tree) -> String {
    line(&tree.outline().expect("a document"))
}

/// Returns a path: what stands between dots is a key, or the index of an item.
fn path(text: &str) -> Vec<Step> {
    let steps = text.split('.').filter(|step| !step.is_empty());
    steps.map(|step| step.parse().map_or_else(|_| Step::key(step), Step::Index)).collect()
}

fn set(at: &str, value: &str) -> Patch {
    Patch::Set { path: path(at), value: tpm::syntax::outline(value).expect("a value") }
}

fn remove(at: &str) -> Patch {
    Patch::Remove { path: path(at) }
}

fn insert(into: &str, key: Option<&str>, at: usize, value: &str) -> Patch {
    Patch::Insert { path: path(into), key: key.map(Outline::text), at, value: Outline::text(value) }
}

fn rename(at: &str, to: &str) -> Patch {
    Patch::Rename { path: path(at), to: Outline::text(to) }
}

#[track_caller]
fn check(text: &str, patches: &[Patch], expected: &str) {
    let mut tree = Tree::with_comments(text);
    let (before, version) = (said(&tree), tree.version());
    let inverse = tree.patch(patches);
    assert_eq!(said(&tree), expected);
    tree.patch(&inverse);
    assert_eq!(said(&tree), before, "{inverse:?}");
    tree.patch(patches);
    tree.back_to(version);
    assert_eq!((said(&tree), tree.version()), (before, version));
}

#[test]
fn keys_and_items_are_set_taken_out_put_in_and_renamed() {
    let text = "a: {b: 1, c: [x, y, z]}\nd: e\n";
    check(text, &[set("a.b", "2")], "{a: {b: 2, c: [x, y, z]}, d: e}");
    check(text, &[set("a.f.g", "2")], "{a: {b: 1, c: [x, y, z], f: {g: 2}}, d: e}");
    check(text, &[remove("a.b"), remove("d"), remove("nothing.there")], "{a: {c: [x, y, z]}}");
    check(text, &[remove("a.c.0"), remove("a.c.2")], "{a: {b: 1, c: [y]}, d: e}");
    check(text, &[insert("a.c", None, 1, "w"), remove("a.c.1")], "{a: {b: 1, c: [x, w, z]}, d: e}");
    check(text, &[insert("", Some("f"), 1, "w")], "{a: {b: 1, c: [x, y, z]}, f: w, d: e}");
    check(text, &[insert("f", None, 9, "w")], "{a: {b: 1, c: [x, y, z]}, d: e, f: [w]}");
    check(text, &[rename("a", "f"), set("a.b", "2")], "{f: {b: 2, c: [x, y, z]}, d: e}");
}

#[test]
fn a_single_value_is_a_list_of_one() {
    check("a: x\n", &[insert("a", None, 1, "y")], "{a: [x, y]}");
    check("a: x\n", &[remove("a.0")], "{a: []}");
    check("a:\n", &[insert("a", None, 0, "y")], "{a: [y]}");
    check("a: x\n", &[set("a.b", "y")], "{a: x}");
}

#[test]
fn what_is_repeated_elsewhere_stays_as_it_is_there() {
    let text = "a: &a {b: 1, c: [x]}\nd: *a\ne: {<<: *a, c: y}\n";
    check(text, &[set("a.b", "2")], "{a: {b: 2, c: [x]}, d: {b: 1, c: [x]}, e: {c: y, b: 1}}");
    check(text, &[remove("d.c.0")], "{a: {b: 1, c: [x]}, d: {b: 1, c: []}, e: {c: y, b: 1}}");
    check(text, &[remove("e.b")], "{a: {b: 1, c: [x]}, d: {b: 1, c: [x]}, e: {c: y}}");
}

/// Returns the path of each value in a document, itself included.
pub(super) fn paths(value: &Outline, here: &[Step], found: &mut Vec<Vec<Step>>) {
    found.push(here.to_vec());
    let mut below = |step, value| paths(value, &[here, &[step]].concat(), found);
    match &value.content {
        Content::Mapping(pairs) => {
            for (at, (key, value)) in pairs.iter().enumerate() {
                let Content::Scalar { text, .. } = &key.content else { continue };
                // Of a key that stands there twice, the first is meant.
                let first = pairs.iter().position(|(other, _)| line(other) == line(key));
                if first == Some(at) {
                    below(Step::key(text), value);
                }
            }
        }
        Content::Sequence(items) => {
            items.iter().enumerate().for_each(|(at, item)| below(Step::Index(at), item));
        }
        _ => {}
    }
}

/// Returns a few patches of a document, chosen by its own bytes.
fn some_patches(text: &str, read: &Outline) -> Vec<Patch> {
    let mut found = Vec::new();
    paths(read, &[], &mut found);
    let mut choices = text.bytes().rev().map(usize::from).cycle();
    let mut next = |of: usize| choices.next().unwrap_or(0) % of.max(1);
    let mut patches: Vec<Patch> = Vec::new();
    for _ in 0..1 + next(4) {
        let path = found[next(found.len())].clone();
        // No two of them are about one value, or about one in another.
        if patches.iter().any(|other| {
            let other = match other {
                Patch::Set { path, .. } | Patch::Remove { path } => path,
                Patch::Insert { path, .. } | Patch::Rename { path, .. } => path,
            };
            other.starts_with(&path) || path.starts_with(other)
        }) {
            continue;
        }
        let value = Outline::new(Style::Flow, Content::Sequence(vec![Outline::text("new")]));
        patches.push(match (next(4), path.last()) {
            (0, Some(_)) => Patch::Remove { path },
            (1, Some(Step::Key(_))) => {
                Patch::Rename { path, to: Outline::text(format!("renamed-{}", patches.len())) }
            }
            (2, _) => Patch::Insert { path, key: None, at: next(3), value },
            _ => Patch::Set { path, value },
        });
    }
    patches
}

#[test]
fn any_patch_of_a_document_can_be_taken_back() {
    let changed = std::cell::Cell::new(0);
    for_documents(600, |text| {
        let mut tree = Tree::with_comments(text);
        let Some(read) = tree.outline() else { return Ok(()) };
        let (before, patches) = (said(&tree), some_patches(text, &read));
        let inverse = tree.patch(&patches);
        changed.set(changed.get() + u32::from(said(&tree) != before));
        tree.patch(&inverse);
        let after = said(&tree);
        if after == before { Ok(()) } else { Err(format!("{patches:?}\n{inverse:?}\n{before}\n{after}")) }
    });
    assert!(changed.get() > 20, "only {} documents were changed", changed.get());
}

#[test]
fn comments_stand_where_they_are_said_to_and_change_nothing() {
    for_documents(600, |text| {
        let (with, without) = (Tree::with_comments(text), tpm::syntax::outline(text));
        let slices = with.comments().iter().map(|span| &text[span.start as usize..span.end as usize]);
        match slices.into_iter().find(|slice| !slice.starts_with('#') || slice.contains('\n')) {
            Some(slice) => Err(format!("{slice:?} is no comment")),
            None if with.outline() != without => Err("it reads otherwise with its comments".into()),
            None => Ok(()),
        }
    });
}
