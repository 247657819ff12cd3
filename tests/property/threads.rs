//! A workspace reads the same on any number of threads: documents, findings and their order.

use std::fs;
use tpm::model::{AsOf, Known, Trees, read_known};
use tpm::source::{SourceFile, Sources};
use tpm::time::Day;

#[path = "../../benches/plans.rs"]
#[allow(dead_code, reason = "as a program, it writes the plans")]
mod plans;

/// Returns plans without a fault, and one of each that a plan can have; some texts twice.
#[allow(clippy::disallowed_methods, reason = "a test reads its fixtures")]
fn files() -> Vec<SourceFile> {
    let whole = plans::plans(6, 120);
    let fixtures = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/errors/fixtures");
    let faulty = fs::read_dir(fixtures).unwrap().map(|entry| {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        (name, fs::read_to_string(path).unwrap_or_default())
    });
    let twice = whole.iter().skip(1).map(|(path, text)| (format!("again/{path}"), text.clone()));
    let all: Vec<(String, String)> = whole.iter().cloned().chain(twice).chain(faulty).collect();
    all.into_iter().map(|(path, text)| SourceFile::new(path, text.clone()).with_id(Some(text))).collect()
}

#[test]
fn plans_read_the_same_on_any_number_of_threads() {
    let sources = Sources::new(files());
    let text: usize = sources.iter().map(|(_, file)| file.text.len()).sum();
    assert!(text > 100_000, "{text} bytes are read on one thread");
    let shared = sources.iter().find(|(_, file)| file.path == "programs/tpm.yaml").map(|(id, _)| id);
    let as_of = AsOf { day: Day::parse("2026-09-14").unwrap(), from_clock: false, is_past: false };
    let read = |threads, trees| {
        let mut known = Known::on_threads(threads);
        let (documents, mut findings) = read_known(&sources, shared, trees, as_of.day, &mut known);
        let workspace = documents.lower(as_of, &mut findings);
        let findings = findings.sorted();
        assert!(findings.len() > 200, "{} findings", findings.len());
        format!("{documents:?}\n{workspace:?}\n{findings:?}\n{}", known.count())
    };
    for trees in [Trees::Dropped, Trees::Kept] {
        let alone = read(1, trees);
        for threads in [2, 3, 16] {
            assert!(read(threads, trees) == alone, "{threads} threads, {trees:?}");
        }
    }
}
