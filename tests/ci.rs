//! What CI runs: the action in a GitHub that is not there, and the files that others copy.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]
#![allow(clippy::print_stderr, reason = "a test that is skipped says why")]
#![allow(clippy::disallowed_methods, reason = "tests make their own files and run their own commands")]

#[path = "ci/action.rs"]
mod action;
#[path = "ci/component.rs"]
mod component;
#[path = "ci/files.rs"]
mod files;
#[path = "ci/github.rs"]
mod github;
#[path = "ci/install.rs"]
mod install;
#[path = "ci/offenders.rs"]
mod offenders;
#[path = "ci/real.rs"]
mod real;
#[allow(dead_code, reason = "not all of it is for these tests")]
#[path = "disk/scratch.rs"]
mod scratch;
#[path = "ci/scripts.rs"]
mod scripts;
#[path = "ci/sent.rs"]
mod sent;
#[path = "ci/stranger.rs"]
mod stranger;
#[path = "ci/workflow.rs"]
mod workflow;

use serde_json::Value;
use std::path::Path;

/// The root of this repository.
fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Returns a file of this repository.
fn read(path: &str) -> String {
    std::fs::read(root().join(path)).map(|bytes| String::from_utf8(bytes).unwrap()).unwrap()
}

/// Returns what a YAML text says; its own keys once each.
fn yaml(text: &str) -> Value {
    serde_yaml::from_str(text).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

/// Returns the blocks of `docs/ci.md` behind a fence of this kind.
fn shown(fence: &str) -> Vec<String> {
    let blocks = fenced(&read("docs/ci.md"), fence);
    assert!(!blocks.is_empty(), "docs/ci.md shows no {fence}");
    blocks
}

/// Returns the blocks of a document behind a fence of this kind.
fn fenced(text: &str, fence: &str) -> Vec<String> {
    let opening = format!("```{fence}\n");
    let blocks = text.split(opening.as_str()).skip(1);
    blocks.map(|rest| rest.split("```").next().unwrap().to_owned()).collect()
}
