//! What the fuzzers of `fuzz/` look for, one function of bytes for each. Here each is run over the
//! few inputs in `fuzz/seeds`, and over random ones where no other test does that.
//!
//! The crate of the fuzzers compiles these tests as its library, so a law is written once.

mod draw;
pub mod arguments;
pub mod commands;
pub mod diff;
pub mod edits;
pub mod fast;
pub mod formats;
pub mod git;
pub mod reader;
pub mod schedule;
mod texts;
pub mod trial;

use std::collections::BTreeSet;
use std::path::Path;

/// What a target does with bytes: it panics if they break its law.
type Check = fn(&[u8]);

/// The targets by name.
const TARGETS: [(&str, Check); 10] = [
    ("arguments", arguments::check),
    ("commands", commands::check),
    ("diff", diff::check),
    ("edits", edits::check),
    ("fast", fast::check),
    ("formats", formats::check),
    ("git", git::check),
    ("reader", reader::check),
    ("schedule", schedule::check),
    ("trial", trial::check),
];

/// A directory of the fuzzers.
fn directory(name: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz").join(name)
}

fn names(directory: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(directory).unwrap();
    let name = |entry: std::io::Result<std::fs::DirEntry>| entry.unwrap().file_name().into_string().unwrap();
    let mut names: Vec<String> = entries.map(name).collect();
    names.sort();
    names
}

#[test]
fn the_seeds_of_every_target_hold() {
    let mut failed = Vec::new();
    for (target, check) in TARGETS {
        let seeds = directory("seeds").join(target);
        let names = names(&seeds);
        assert!((3..=60).contains(&names.len()), "{} seeds of {target}", names.len());
        for name in names {
            let bytes = std::fs::read(seeds.join(&name)).unwrap();
            if std::panic::catch_unwind(|| check(&bytes)).is_err() {
                failed.push(format!("{target}/{name}"));
            }
        }
    }
    assert!(failed.is_empty(), "{failed:#?}");
}

#[test]
fn every_target_has_its_program_its_seeds_and_its_place_in_the_run() {
    let expected: BTreeSet<String> = TARGETS.iter().map(|(name, _)| (*name).to_owned()).collect();
    let programs = names(&directory("targets"));
    let programs: BTreeSet<String> = programs.iter().map(|name| name.replace(".rs", "")).collect();
    assert_eq!(programs, expected);
    assert_eq!(names(&directory("seeds")).into_iter().collect::<BTreeSet<_>>(), expected);
    let manifest = std::fs::read_to_string(directory("Cargo.toml")).unwrap();
    let run = std::fs::read_to_string(directory("run")).unwrap();
    for name in &expected {
        assert!(manifest.contains(&format!("path = \"targets/{name}.rs\"")), "{name}");
        assert!(run.contains(&format!(" {name}")), "{name}");
    }
}
