//! Random plans as the engine reads them.

use crate::oracle::{self, Case};
use tpm::model::{AsOf, Workspace, load};
use tpm::source::{SourceFile, Sources};
use tpm::time::Day;

/// Returns the as-of day of a case.
pub(super) fn day(case: &Case) -> Day {
    Day::parse(&oracle::as_of(case)).unwrap()
}

/// Reads the plans of a case.
pub(super) fn read(case: &Case) -> Workspace {
    read_files(case, oracle::files(case))
}

/// Reads other files as of the day of a case.
pub(super) fn read_files(case: &Case, files: Vec<(String, String)>) -> Workspace {
    let sources = Sources::new(files.into_iter().map(|(path, text)| SourceFile::new(path, text)).collect());
    let shared = sources.iter().find(|(_, file)| file.path.ends_with("tpm.yaml")).map(|(id, _)| id);
    load(&sources, shared, AsOf { day: day(case), from_clock: false, is_past: false }).workspace
}

/// Returns the files of a case, to show beside a failure.
pub(super) fn texts(case: &Case) -> String {
    oracle::files(case).iter().map(|(path, text)| format!("--- {path}\n{text}")).collect()
}
