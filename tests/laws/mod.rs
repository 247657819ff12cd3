//! Laws of the schedule that need no second one, and what outside knows.

mod replay;

use crate::oracle::{self, Case};
use crate::support;
use serde_json::Value;

/// Prints the schedule of a case.
fn scheduled(case: &Case) -> Value {
    let files = oracle::files(case);
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    support::schedule(&files, &oracle::as_of(case))
}

/// The files of a case, for what is told when a law is broken.
fn told(case: &Case) -> String {
    let files = oracle::files(case).into_iter().map(|(path, text)| format!("--- {path}\n{text}\n"));
    format!("as of {}\n{}", oracle::as_of(case), files.collect::<String>())
}
