//! How long users wait: each report over the example programs and over ten thousand milestones,
//! some over other sizes, a diff, and the scheduler by itself. `docs/performance.md` has the goals.
//!
//! `cargo bench` prints all times, `cargo bench -- diff` only some. `tests/engine.rs` checks by
//! counting, not by timing, that work grows no faster than plans do.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a bench fails by panicking")]

#[allow(dead_code, unused_imports, unreachable_pub, reason = "the tests use the rest of it")]
#[allow(clippy::disallowed_methods, reason = "the number of cases comes from the environment")]
#[path = "../tests/support/mod.rs"]
mod support;

#[allow(dead_code, reason = "as a program, it writes the plans")]
mod plans;

use divan::{Bencher, black_box};
use plans::Files;
use support::{TODAY, borrowed, run, run_since};
use tpm::graph::Network;
use tpm::model::{AsOf, Workspace, load};
use tpm::schedule::{Dated, Dates, Inputs, Late, Plan, Targets, backward, forward};
use tpm::source::{SourceFile, Sources};
use tpm::time::{Day, Instant};

const REPORTS: [&str; 11] = [
    "status",
    "critical-path",
    "cliffs",
    "recover",
    "slippage",
    "risks",
    "odds",
    "handoffs",
    "schedule",
    "schedule --format json",
    "check --new-since main",
];

fn main() {
    divan::main();
}

/// Returns programs of 250 milestones each.
fn programs(count: usize) -> Files {
    plans::plans(count, 250)
}

/// Returns the files with twelve edits: a longer estimate and another promise in six programs.
fn edited(files: &Files) -> Files {
    let edit = |(path, text): &(String, String)| {
        let text = text.replacen("duration: 4d", "duration: 9d", 1);
        (path.clone(), text.replacen("due: 2027-03-12", "due: 2027-03-15", 1))
    };
    files.iter().take(7).map(edit).chain(files.iter().skip(7).cloned()).collect()
}

fn report(bencher: Bencher<'_, '_>, files: &Files, words: &str) {
    let files = borrowed(files);
    let arguments: Vec<&str> = words.split(' ').chain(["--as-of", TODAY]).collect();
    bencher.bench_local(|| {
        let output = run_since(&files, &files, &arguments);
        assert_ne!(output.status, 2, "{}", output.err);
        output
    });
}

#[divan::bench(args = REPORTS)]
fn examples(bencher: Bencher<'_, '_>, words: &str) {
    report(bencher, &support::examples(), words);
}

#[divan::bench(args = REPORTS, sample_count = 10)]
fn ten_thousand(bencher: Bencher<'_, '_>, words: &str) {
    report(bencher, &programs(40), words);
}

/// Twenty programs of fifty milestones.
#[divan::bench(args = ["status"], sample_count = 50)]
fn twenty_by_fifty(bencher: Bencher<'_, '_>, words: &str) {
    report(bencher, &plans::plans(20, 50), words);
}

#[divan::bench(args = ["status", "schedule --format json"], sample_count = 5)]
fn hundred_thousand(bencher: Bencher<'_, '_>, words: &str) {
    report(bencher, &plans::plans(100, 1000), words);
}

#[divan::bench(args = ["status"], sample_count = 1)]
fn million(bencher: Bencher<'_, '_>, words: &str) {
    report(bencher, &plans::plans(1000, 1000), words);
}

#[divan::bench(args = [0, 1, 40], sample_count = 10)]
fn diff(bencher: Bencher<'_, '_>, count: usize) {
    let base = if count == 0 { support::examples() } else { programs(count) };
    let head = edited(&base);
    let (base, head) = (borrowed(&base), borrowed(&head));
    bencher.bench_local(|| {
        let output = run_since(&base, &head, &["diff", "main", "--as-of", TODAY]);
        assert_eq!(output.status, 0, "{}", output.err);
        output
    });
}

fn workspace(count: usize) -> Workspace {
    let files = programs(count).into_iter().map(|(path, text)| SourceFile::new(path, text)).collect();
    let sources = Sources::new(files);
    let shared = sources.iter().find(|(_, file)| file.path.ends_with("tpm.yaml")).map(|(id, _)| id);
    let as_of = AsOf { day: Day::parse(TODAY).unwrap(), from_clock: false, is_past: false };
    let loaded = load(&sources, shared, as_of);
    assert!(loaded.findings.is_empty(), "{:?}", loaded.findings.sorted());
    loaded.workspace
}

/// From text to a model.
#[divan::bench(args = [4, 40, 400], sample_count = 5)]
fn read(bencher: Bencher<'_, '_>, count: usize) {
    bencher.bench_local(|| workspace(black_box(count)));
}

/// One forward and one backward pass, in existing buffers.
#[divan::bench(args = [4, 40, 400], sample_count = 20)]
fn passes(bencher: Bencher<'_, '_>, count: usize) {
    let workspace = workspace(count);
    let network = Network::new(&workspace);
    let inputs = Inputs::new(&workspace, Day::parse(TODAY).unwrap());
    let plan = Plan { network: &network, calendars: &workspace.calendars, inputs: &inputs };
    let size = network.len();
    let (mut dates, mut targets, mut late) = (Dates::new(size), Targets::new(size), Late::new(size));
    let last = workspace.milestone_ids().last().unwrap();
    bencher.bench_local(|| {
        forward(plan, &mut dates);
        targets.set([(last, Instant::end_of(Day::parse("2028-12-29").unwrap()))].into_iter());
        backward(Dated { plan, dates: &dates }, &targets, &mut late);
    });
}

/// The fixed cost of `tpm`: the command line, without a plan.
#[divan::bench]
fn nothing() -> support::Output {
    run(&[], &[])
}
