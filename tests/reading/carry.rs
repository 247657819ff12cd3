//! An entry that goes from one text to another: its comments go with it, and nothing else changes.

use super::patch::paths;
use super::splice::{comments, said};
use super::{differential, for_documents};
use std::cell::Cell;
use tpm::syntax::{Outline, Patch, Step, Style, Tree, cut, outline, paste, splice};

fn steps(path: &[&str]) -> Vec<Step> {
    path.iter().map(|key| Step::key(*key)).collect()
}

fn saved(text: &str) -> String {
    format!("\u{feff}{}", text.replace('\n', "\r\n"))
}

#[track_caller]
fn check(from: &str, path: &[&str], into: &str, (left, pasted): (&str, &str)) {
    // Each file keeps its own line breaks.
    for (is_other, is_other_there) in [(false, false), (true, false), (false, true)] {
        let save = |text: &str| if is_other { saved(text) } else { text.to_owned() };
        let store = |text: &str| if is_other_there { saved(text) } else { text.to_owned() };
        let (found, carried) = cut(&save(from), &steps(path)).unwrap();
        assert_eq!(found, save(left));
        assert_eq!(paste(&store(into), path[0], &carried), Ok(store(pasted)));
    }
}

#[test]
fn comments_above_inside_and_behind_go_along() {
    check(
        "m:\n  a: 1\n\n  # of b\n  # too\n  b: # here\n    c: 1\n    # inside\n    d: 2\n    # behind\n\n  # of e\n  e: 3\n",
        &["m", "b"],
        "m:\n    x:\n        y: 1\n    # nobody's\nn: 1\n",
        (
            "m:\n  a: 1\n\n  # of e\n  e: 3\n",
            "m:\n    x:\n        y: 1\n    # of b\n    # too\n    b: # here\n      c: 1\n      # inside\n      d: 2\n      # behind\n    # nobody's\nn: 1\n",
        ),
    );
}

#[test]
fn the_last_the_only_and_one_in_braces_leave_a_text_that_reads() {
    check("m:\n  a: 1\n  b: 2", &["m", "b"], "m:\n  x: 1", ("m:\n  a: 1", "m:\n  x: 1\n  b: 2"));
    check("m:\n  b: 2\nn: 1\n", &["m", "b"], "m: {x: 1}\n", ("m: {}\nn: 1\n", "m: {x: 1, b: 2}\n"));
    check(
        "m: {a: 1, b: {c: 2}} # d\n",
        &["m", "b"],
        "m:\n  x: 1\n\n  y: 2\n",
        ("m: {a: 1} # d\n", "m:\n  x: 1\n\n  y: 2\n\n  b: {c: 2}\n"),
    );
    check(
        "m:\n  a: 1\n  b: |\n    x\n\n    y\n",
        &["m", "b"],
        "m:\n x: 1\n",
        ("m:\n  a: 1\n", "m:\n x: 1\n b: |\n   x\n\n   y\n"),
    );
}

#[test]
fn what_others_repeat_stays() {
    for (text, path, reason) in [
        ("m:\n  a: &x 1\n  b: *x\n", ["m", "a"], "repeated by `*x`"),
        ("m:\n  a: &x 1\n  b: *x\n", ["m", "b"], "an alias in it"),
        ("m:\n  a: &x {k: 1}\n  b: {<<: *x, l: 2}\n", ["m", "b"], "`<<` in it"),
    ] {
        let refused = cut(text, &steps(&path)).unwrap_err();
        assert!(refused.reason.contains(reason), "{refused:?}");
    }
    let (_, carried) = cut("m:\n  # why\n  b: 2\n  c: 3\n", &steps(&["m", "b"])).unwrap();
    let refused = paste("m: {x: 1}\n", "m", &carried).unwrap_err();
    assert!(refused.reason.contains("has comments"), "{refused:?}");
}

/// Texts to paste into.
const INTO: [&str; 5] = [
    "m:\n  x: 1\n",
    "# é\nm: # one\n    x:\n        y: 1\n        # two\n\n    z: 1 # three\nn: 1",
    "\u{feff}m:\r\n  x: 1\r\n\r\n  y: 2\r\n",
    "m: {x: 1}\n",
    "n: 1\n",
];

/// Checks one entry of one document. Returns whether it was cut, and pasted.
fn carry(text: &str) -> Result<(bool, bool), String> {
    let Some(read) = outline(text) else { return Ok((false, false)) };
    let mut found = Vec::new();
    paths(&read, &[], &mut found);
    found.retain(|path| matches!(path.last(), Some(Step::Key(_))));
    let sum: usize = text.bytes().map(usize::from).sum();
    let Some(path) = found.get(sum % found.len().max(1)) else { return Ok((false, false)) };
    let Ok((left, carried)) = cut(text, path) else { return Ok((false, false)) };
    let complain = |what: &str, new: &str| Err(format!("{what} {path:?}\n+++ {new:?}\n{new}"));
    let after = |text: &str, patch: Patch| {
        let mut tree = Tree::read(text);
        tree.patch(&[patch]);
        tree.outline().map(|outline| said(&outline))
    };
    if outline(&left).map(|outline| said(&outline)) != after(text, Patch::Remove { path: path.clone() }) {
        return complain("what is left says something else", &left);
    }
    if differential::difference(text).is_none() && differential::difference(&left).is_some() {
        return complain("another reader reads what is left otherwise", &left);
    }
    let gone = comments(text).len() - comments(&left).len();
    let into = INTO[sum % INTO.len()];
    let Ok(pasted) = paste(into, "m", &carried) else { return Ok((true, false)) };
    if comments(&pasted).len() != comments(into).len() + gone {
        return complain("comments were lost on the way", &pasted);
    }
    let (key, value) =
        (path.last(), path.iter().try_fold(&read, |value, step| super::splice::inside(value, step)));
    let (Some(Step::Key(key)), Some(value)) = (key, value) else { return Ok((true, false)) };
    let patch = Patch::Insert {
        path: steps(&["m"]),
        key: Some(Outline::text(key)),
        at: usize::MAX,
        value: value.clone(),
    };
    if outline(&pasted).map(|outline| said(&outline)) != after(into, patch) {
        return complain("it says something else there", &pasted);
    }
    if differential::difference(text).is_none() && differential::difference(&pasted).is_some() {
        return complain("another reader reads it otherwise there", &pasted);
    }
    let kept = pasted.lines().filter(|line| into.lines().any(|other| other == *line)).count();
    if into != INTO[3] && kept < into.lines().count() {
        return complain("a line of the other text changed", &pasted);
    }
    Ok((true, true))
}

#[test]
fn any_entry_of_a_document_is_carried_whole() {
    let counts = Cell::new((0, 0, 0));
    for_documents(10_000, |text| {
        let (is_cut, is_pasted) = carry(text)?;
        let (all, cut, pasted) = counts.get();
        counts.set((all + 1, cut + u32::from(is_cut), pasted + u32::from(is_pasted)));
        Ok(())
    });
    let (all, cut, pasted) = counts.get();
    assert!(cut * 3 > all && pasted * 2 > cut, "{pasted} of {cut} of {all}");
}

#[test]
fn an_entry_on_lines_of_its_own_adds_lines_only() {
    let keys = [("owner", "bo"), ("note", "a: b"), ("tags", "")];
    let pairs = keys.map(|(key, text)| {
        (Outline::text(key), outline(if text.is_empty() { "[x, y]" } else { "\"a: b\"" }).unwrap())
    });
    let value = Outline::new(Style::Block, tpm::syntax::Content::Mapping(pairs.to_vec()));
    let made = Cell::new(0);
    for_documents(4_000, |text| {
        let Some(read) = outline(text) else { return Ok(()) };
        let mut found = Vec::new();
        paths(&read, &[], &mut found);
        let sum: usize = text.bytes().map(usize::from).sum();
        let path = found.get(sum % found.len().max(1)).cloned().unwrap_or_default();
        let at = [0, 1, usize::MAX][sum % 3];
        let patch = Patch::Insert { path, key: Some(Outline::text("brand-new")), at, value: value.clone() };
        let Ok(changed) = splice(text, std::slice::from_ref(&patch)) else { return Ok(()) };
        let mut tree = Tree::read(text);
        tree.patch(std::slice::from_ref(&patch));
        let is_said =
            outline(&changed).map(|outline| said(&outline)) == tree.outline().map(|outline| said(&outline));
        if !is_said || comments(&changed) != comments(text) {
            return Err(format!("{patch:?}\n+++ {changed:?}\n{changed}"));
        }
        if differential::difference(text).is_none() && differential::difference(&changed).is_some() {
            return Err(format!("another reader\n+++ {changed:?}\n{changed}"));
        }
        made.set(made.get() + 1);
        Ok(())
    });
    assert!(made.get() > 50, "{}", made.get());
}
