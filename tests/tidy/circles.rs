//! Circles between files of `src`: each names something of the next, and the last of the first.
//!
//! A module and what lies in its directory may name each other: the items of `mod.rs` are what its files have in common.
//! Tests at the foot of a file do not count. A name that a module only passes on leads to the file that it comes from.

use super::code::{named, tokens};
use std::collections::{BTreeMap, BTreeSet};

/// A module, as the names on the way to it.
type Module<'a> = Vec<&'a str>;

/// Returns the circles, each with all of its files.
pub(super) fn circles(sources: &[(String, String)]) -> Vec<Vec<&str>> {
    let files: BTreeMap<Module<'_>, &str> =
        sources.iter().map(|(path, _)| (module(path), path.as_str())).collect();
    let texts = sources.iter().map(|(path, text)| (module(path), names(&module(path), text, &files)));
    let texts: BTreeMap<Module<'_>, Names<'_>> = texts.collect();
    let mut uses: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (of, names) in &texts {
        let targets = names.used.iter().map(|path| home(path, &files, &texts));
        // What is above it, it may ask; what is in it, is part of it.
        let others = targets.filter(|target| !of.starts_with(target));
        uses.insert(files[of], others.map(|target| files[&target]).collect());
    }
    let reached: BTreeMap<&str, BTreeSet<&str>> =
        uses.keys().map(|from| (*from, reached(from, &uses))).collect();
    let mut circles = BTreeSet::new();
    for (from, to) in &reached {
        let back: Vec<&str> = to.iter().copied().filter(|other| reached[other].contains(from)).collect();
        if back.len() > 1 {
            circles.insert(back);
        }
    }
    circles.into_iter().collect()
}

/// What a file names of the crate, from the root on.
struct Names<'a> {
    /// What it uses itself.
    used: Vec<Vec<&'a str>>,
    /// What it brings in, by its last name: others may take it from here.
    brought_in: BTreeMap<&'a str, Vec<&'a str>>,
}

fn module(path: &str) -> Module<'_> {
    let mut names: Vec<&str> = path.trim_end_matches(".rs").split('/').collect();
    if matches!(names.last(), Some(&"mod" | &"lib")) {
        names.pop();
    }
    names
}

fn names<'a>(of: &Module<'a>, text: &'a str, files: &BTreeMap<Module<'_>, &str>) -> Names<'a> {
    let tokens = tokens(text);
    let mut names = Names { used: Vec::new(), brought_in: BTreeMap::new() };
    for found in named(&tokens).into_iter().filter(|found| found.inside == 0) {
        let Some(path) = absolute(of, &found.segments, files) else { continue };
        if let (true, Some(last)) = (found.is_import, path.last()) {
            names.brought_in.insert(last, path.clone());
        }
        if !found.is_passed_on {
            names.used.push(path);
        }
    }
    names
}

/// Returns a path from the root on, if it leads into the crate.
fn absolute<'a>(
    of: &Module<'a>,
    segments: &[&'a str],
    files: &BTreeMap<Module<'_>, &str>,
) -> Option<Vec<&'a str>> {
    let mut from = of.clone();
    let mut rest = segments.iter().copied().filter(|segment| *segment != "self").peekable();
    match rest.peek() {
        Some(&"crate") => from.clear(),
        Some(&"super") | None => {}
        Some(child) => {
            from.push(child);
            let is_child = files.contains_key(&from);
            from.pop();
            if !is_child && segments[0] != "self" {
                return None;
            }
        }
    }
    for segment in rest {
        match segment {
            "crate" => {}
            "super" => drop(from.pop()),
            name => from.push(name),
        }
    }
    Some(from)
}

/// Returns the module in which a path ends, through all that only pass it on.
fn home<'a>(
    path: &[&'a str],
    files: &BTreeMap<Module<'a>, &str>,
    texts: &BTreeMap<Module<'a>, Names<'a>>,
) -> Module<'a> {
    let mut path = path.to_vec();
    for _ in 0..8 {
        let end = (0..=path.len()).rev().find(|end| files.contains_key(&path[..*end])).unwrap_or(0);
        let passed_on = path.get(end).and_then(|name| texts.get(&path[..end])?.brought_in.get(name));
        match passed_on {
            Some(from) if *from != path[..=end] => {
                path = from.iter().chain(&path[end + 1..]).copied().collect();
            }
            _ => return path[..end].to_vec(),
        }
    }
    Vec::new()
}

fn reached<'a>(from: &'a str, uses: &BTreeMap<&'a str, BTreeSet<&'a str>>) -> BTreeSet<&'a str> {
    let (mut found, mut open) = (BTreeSet::new(), vec![from]);
    while let Some(file) = open.pop() {
        for other in uses.get(file).into_iter().flatten() {
            if found.insert(*other) {
                open.push(other);
            }
        }
    }
    found
}
