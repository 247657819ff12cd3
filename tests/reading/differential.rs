//! An independent YAML reader, `serde_yaml`, sees the same values.
//!
//! Both read the examples, the fixtures of errors and random documents. Intended differences are in
//! a list, and each of them must still exist.

use super::for_documents;
use serde_yaml::Value;
use std::collections::BTreeSet;
use std::path::Path;
use tpm::syntax::{Content, Outline, outline};

/// Reads a text with the other reader; aliases and merge keys are resolved.
fn other(text: &str) -> Option<Value> {
    let mut value: Value = serde_yaml::from_str(text).ok()?;
    // A merged mapping may merge others; one call resolves one level.
    for _ in 0..=text.matches("<<").count() {
        value.apply_merge().ok()?;
    }
    Some(value)
}

fn same_scalar(text: &str, plain: bool, value: &Value) -> bool {
    let is_null = plain && ["", "~", "null", "Null", "NULL"].contains(&text);
    let is_flag = plain && ["true", "True", "TRUE", "false", "False", "FALSE"].contains(&text);
    match value {
        Value::Null => is_null,
        Value::Bool(flag) => is_flag && *flag == text.to_lowercase().starts_with('t'),
        Value::Number(number) => plain && is_number(text, number),
        Value::String(other) => !is_null && !is_flag && text == other,
        _ => false,
    }
}

/// Whether a number is the value of a text in the core schema of YAML 1.2.
fn is_number(text: &str, number: &serde_yaml::Number) -> bool {
    let whole = match text.get(..2) {
        Some("0x") => i64::from_str_radix(&text[2..], 16).ok(),
        Some("0o") => i64::from_str_radix(&text[2..], 8).ok(),
        _ => text.parse().ok(),
    };
    match whole {
        Some(whole) => number.as_i64() == Some(whole),
        None => text.parse().is_ok_and(|value: f64| number.as_f64() == Some(value)),
    }
}

/// Whether both saw the same. The other reader reorders keys when it merges, so the order counts
/// only without merge keys.
fn same(node: &Outline, value: &Value, ordered: bool) -> bool {
    match (&node.content, value) {
        (Content::Scalar { text, plain }, value) => same_scalar(text, *plain, value),
        (Content::Sequence(items), Value::Sequence(others)) => {
            items.len() == others.len()
                && items.iter().zip(others).all(|(item, other)| same(item, other, ordered))
        }
        (Content::Mapping(pairs), Value::Mapping(others)) => {
            let is_same = |(key, value): &(Outline, Outline), (other_key, other): (&Value, &Value)| {
                same(key, other_key, ordered) && same(value, other, ordered)
            };
            pairs.len() == others.len()
                && pairs.iter().zip(others).all(|(pair, other)| {
                    if ordered {
                        is_same(pair, other)
                    } else {
                        others.iter().any(|other| is_same(pair, other))
                    }
                })
        }
        _ => false,
    }
}

fn is_unreadable(node: &Outline) -> bool {
    match &node.content {
        Content::Unreadable => true,
        Content::Scalar { .. } => false,
        Content::Sequence(items) => items.iter().any(is_unreadable),
        Content::Mapping(pairs) => {
            pairs.iter().any(|(key, value)| is_unreadable(key) || is_unreadable(value))
        }
    }
}

/// Returns how the two readers differ on a text; `None` if they agree or both refuse it.
pub fn difference(text: &str) -> Option<String> {
    let ours = outline(text);
    match (&ours, other(text.trim_start_matches('\u{feff}'))) {
        (None, None | Some(Value::Null)) => None,
        (None, Some(_)) => Some("only the other reads it".into()),
        (Some(read), None) => (!is_unreadable(read)).then(|| "only we read it".into()),
        (Some(read), Some(value)) => {
            (!same(read, &value, !text.contains("<<"))).then(|| format!("{read:#?}\n{value:#?}"))
        }
    }
}

/// Whether both readers can read a text.
pub fn both_read(text: &str) -> bool {
    outline(text).is_some_and(|read| !is_unreadable(&read)) && other(text).is_some()
}

/// Texts that the two read differently on purpose, and why.
const MEANT: [(&str, &str); 9] = [
    (
        "a: &x 1\nb: &x 2\nc: &y 3\nd: [*x, *y]\n",
        "of two anchors with one name the later counts; the other reader then takes others for each other",
    ),
    ("a: 1\na: 2\n", "keys that stand twice: kept, so that each can be told with its place"),
    ("a: !t 1\n", "tags: a plan has no types"),
    ("a: &x [*x]\nb: *y\nc: 1\n", "aliases that stand for nothing: the rest of the file is read"),
    ("a: {\"<<\": {b: 1}}\n", "`<<` in quotes is a key like any other"),
    (
        "x: &x {a: 1}\ny: &y {<<: *x}\nz: &z {<<: {b: 1}}\nd: {<<: [*y, *z]}\n",
        "of several mappings that merge others, the other reader forgets what the later ones merge",
    ),
    ("a:\n  <<: 5\n  b: 1\n", "what cannot be merged: the rest of the file is read"),
    (
        "- - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - a\n",
        "depth: 64 levels here, 128 there",
    ),
    ("\u{feff}a: 1\nb: 2\n", "a byte order mark takes no column"),
];

#[test]
fn known_differences_still_exist() {
    let same: Vec<&str> = MEANT.iter().filter(|(text, _)| agree(text)).map(|(_, why)| *why).collect();
    assert!(same.is_empty(), "these read alike now; take them off the list: {same:#?}");
}

/// Whether both can read a text and agree on it.
fn agree(text: &str) -> bool {
    match (outline(text), other(text)) {
        (Some(read), Some(value)) => same(&read, &value, !text.contains("<<")),
        (ours, theirs) => ours.is_none() && theirs.is_none(),
    }
}

#[test]
fn both_readers_agree_on_random_documents() {
    for_documents(600, |text| difference(text).map_or(Ok(()), Err));
}

#[test]
fn both_readers_agree_on_the_examples() {
    for (path, text) in crate::support::examples() {
        assert_eq!(difference(&text), None, "{path}");
    }
}

/// Some fixtures of these rules differ, and why.
const DIFFERENT: [(&str, &str); 3] = [
    ("duplicate-key", "the other reads no file with a key that stands twice"),
    ("tag-in-plan", "the other keeps tags"),
    ("too-many-aliases", "the other has no limit of a hundred"),
];

#[test]
fn both_readers_agree_on_the_fixtures() {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/errors/fixtures");
    let mut found = Vec::new();
    for entry in std::fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        let Ok(text) = String::from_utf8(std::fs::read(&path).unwrap()) else { continue };
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        for part in text.split("# file: ") {
            if difference(part).is_some() {
                found.push(name.clone());
            }
        }
    }
    let rule_of = |name: &String| name.split_once("--").map_or("", |(rule, _)| rule).to_owned();
    let rules: BTreeSet<String> = found.iter().map(rule_of).collect();
    let meant: BTreeSet<String> = DIFFERENT.iter().map(|(rule, _)| (*rule).to_owned()).collect();
    assert_eq!(rules, meant, "{found:#?}");
}
