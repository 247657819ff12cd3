//! `tpm brief`: its numbers against those of the other reports, its limits, and its pages read again.

mod inert;
mod limits;
mod page;
mod same;

use crate::support::{self, borrowed};

type Files = Vec<(String, String)>;

/// The as-of day of the examples.
const AS_OF: &str = "2026-09-14";

/// Returns what a command prints over plans without errors.
#[track_caller]
fn printed(files: &Files, as_of: &str, arguments: &[&str]) -> String {
    let output = support::run(&borrowed(files), &[arguments, &["--as-of", as_of]].concat());
    assert_eq!((output.status, output.err.as_str()), (0, ""), "{arguments:?}\n{files:?}");
    output.out
}
