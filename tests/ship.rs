//! How it reaches others: the archive of a release, and the files of every channel.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]
#![allow(clippy::disallowed_methods, reason = "tests make their own files and run their own commands")]
#![allow(clippy::print_stderr, reason = "a test that is skipped says why")]

#[path = "ship/channels.rs"]
mod channels;
#[path = "ship/release.rs"]
mod release;
#[path = "ship/roots.rs"]
mod roots;
#[allow(dead_code, reason = "not all of it is for these tests")]
#[path = "disk/scratch.rs"]
mod scratch;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

/// The root of this repository.
fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Returns a file of this repository.
fn read(path: &str) -> String {
    fs::read(root().join(path)).map(|bytes| String::from_utf8(bytes).unwrap()).unwrap()
}

/// The binary that is shipped: that of a release where `TPM_SHIPPED` names it, else ours.
fn shipped() -> PathBuf {
    match env::var_os("TPM_SHIPPED") {
        Some(path) => root().join(path),
        None => env!("CARGO_BIN_EXE_tpm").into(),
    }
}

/// Runs a command that must succeed, and returns what it prints.
#[track_caller]
fn out(command: &mut Command) -> String {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let err = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}: {}{err}", String::from_utf8_lossy(&output.stdout));
    String::from_utf8(output.stdout).unwrap()
}
