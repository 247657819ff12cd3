//! What the packages come from and allow: only the registry of crates.io, and only licenses under
//! which anybody may ship the binary. `deny.toml` says the same to cargo-deny, which also knows of
//! advisories.

use super::{metadata, packages, root};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;

/// Licenses that ask for no more than their text.
const LICENSES: [&str; 5] = ["Apache-2.0", "MIT", "MIT-0", "Unicode-3.0", "Zlib"];

const REGISTRY: &str = "registry+https://github.com/rust-lang/crates.io-index";

const EVERY: [&str; 3] = ["normal", "dev", "build"];

#[test]
fn every_package_has_a_known_license_and_comes_from_the_registry() {
    let faults = faults(&metadata());
    assert!(
        faults.is_empty(),
        "Do without the package, or, where its license asks for no more than its text, add the license here and to deny.toml:\n{}",
        faults.join("\n")
    );
}

#[test]
fn cargo_deny_is_told_the_same() {
    let config = fs::read_to_string(root().join("deny.toml")).expect("deny.toml");
    let list = |key: &str| -> BTreeSet<String> {
        let line =
            config.lines().find(|line| line.starts_with(&format!("{key} = ["))).expect("a list on one line");
        line.split('"').skip(1).step_by(2).map(str::to_owned).collect()
    };
    assert_eq!(list("allow"), LICENSES.iter().map(|license| (*license).to_owned()).collect());
    assert_eq!(list("allow-git"), BTreeSet::new());
    assert_eq!(
        list("allow-registry"),
        BTreeSet::from(["https://github.com/rust-lang/crates.io-index".to_owned()])
    );
}

#[test]
fn the_cost_of_every_dependency_is_told() {
    let text = fs::read_to_string(root().join("docs/dependencies.md")).expect("docs/dependencies.md");
    let counted = |kinds: &[&str]| packages(&metadata(), kinds).len();
    for (row, count) in [
        ("| packages in a normal build, including ours |", counted(&["normal"])),
        ("| packages with tests and build scripts |", counted(&EVERY)),
    ] {
        let told = text.lines().find_map(|line| line.strip_prefix(row)).expect(row);
        let told = told.split('|').next().map(str::trim);
        assert_eq!(told, Some(count.to_string().as_str()), "{row} in docs/dependencies.md");
    }
}

#[test]
fn a_strange_license_and_a_strange_source_are_found() {
    let package = |id: &str, license: Value, source: Value| serde_json::json!({ "id": id, "name": id, "license": license, "source": source });
    let edge = |to: &str| serde_json::json!({ "pkg": to, "dep_kinds": [{ "kind": null }] });
    let metadata = serde_json::json!({
        "packages": [
            package("us", Value::Null, Value::Null),
            package("sound", "MIT/Unlicense".into(), REGISTRY.into()),
            package("copyleft", "GPL-3.0-only".into(), REGISTRY.into()),
            package("silent", Value::Null, REGISTRY.into()),
            package("forked", "MIT".into(), "git+https://example.com/forked".into()),
            package("beside", "MIT".into(), Value::Null),
            package("other platform", "GPL-3.0-only".into(), REGISTRY.into()),
        ],
        "resolve": { "root": "us", "nodes": [
            { "id": "us", "deps": [edge("sound"), edge("copyleft"), edge("silent"), edge("forked"), edge("beside")] },
            { "id": "sound", "deps": [] }, { "id": "copyleft", "deps": [] }, { "id": "silent", "deps": [] },
            { "id": "forked", "deps": [] }, { "id": "beside", "deps": [] },
        ] },
    });
    assert_eq!(
        faults(&metadata),
        [
            "  copyleft: GPL-3.0-only",
            "  silent: no license",
            "  forked comes from git+https://example.com/forked",
            "  beside comes from a directory",
        ]
    );
}

#[test]
fn licenses_are_weighed_as_they_are_written() {
    for sound in [
        "MIT",
        "Apache-2.0/MIT",
        "GPL-2.0 OR MIT",
        "(MIT OR Apache-2.0) AND Unicode-3.0",
        "Apache-2.0 WITH LLVM-exception OR MIT",
    ] {
        assert!(is_known(sound), "{sound}");
    }
    for strange in
        ["GPL-2.0", "MIT AND GPL-2.0", "(MIT OR Zlib) AND (GPL-2.0 OR LGPL-2.1)", "Apache-2.0 WITH x", ""]
    {
        assert!(!is_known(strange), "{strange}");
    }
}

fn faults(metadata: &Value) -> Vec<String> {
    let used = packages(metadata, &EVERY);
    let own = metadata["resolve"]["root"].as_str();
    let all = metadata["packages"].as_array().expect("packages").iter();
    let foreign =
        all.filter(|package| package["id"].as_str().is_some_and(|id| used.contains(id) && Some(id) != own));
    let judge = |package: &Value| {
        let name = package["name"].as_str().unwrap_or("?");
        let license = package["license"].as_str();
        if !license.is_some_and(is_known) {
            return Some(format!("  {name}: {}", license.unwrap_or("no license")));
        }
        let source = package["source"].as_str();
        (source != Some(REGISTRY)).then(|| format!("  {name} comes from {}", source.unwrap_or("a directory")))
    };
    foreign.filter_map(judge).collect()
}

/// Whether one can choose among the licenses of an expression so that all of them are known.
fn is_known(expression: &str) -> bool {
    let every = |part: &str| {
        let part = part.trim().trim_start_matches('(').trim_end_matches(')');
        part.split(" OR ").flat_map(|part| part.split('/')).any(|license| LICENSES.contains(&license.trim()))
    };
    expression.split(" AND ").all(every)
}
