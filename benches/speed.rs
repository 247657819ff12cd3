//! How long users wait: each report over the example programs and over ten thousand milestones, a
//! diff, and the scheduler by itself.
//!
//! `cargo bench` prints all times, `cargo bench -- diff` only some. `tests/engine.rs` checks by
//! counting, not by timing, that work grows no faster than plans do.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a bench fails by panicking")]

#[allow(dead_code, unused_imports, unreachable_pub, reason = "the tests use the rest of it")]
#[allow(clippy::disallowed_methods, reason = "the number of cases comes from the environment")]
#[path = "../tests/support/mod.rs"]
mod support;

use divan::{Bencher, black_box};
use std::fmt::Write;
use support::{TODAY, run, run_since};
use tpm::graph::Network;
use tpm::model::{AsOf, Workspace, load};
use tpm::schedule::{Dated, Dates, Inputs, Late, Plan, Targets, backward, forward};
use tpm::source::{SourceFile, Sources};
use tpm::time::{Day, Instant};

const REPORTS: [&str; 10] = [
    "status",
    "critical-path",
    "cliffs",
    "recover",
    "slippage",
    "risks",
    "handoffs",
    "schedule",
    "schedule --format json",
    "check --new-since main",
];

type Files = Vec<(String, String)>;

fn main() {
    divan::main();
}

/// Returns programs of 250 milestones each in layers of ten, with links between programs and a
/// typical mix of keys.
fn programs(count: usize) -> Files {
    let shared = "owners:\n  ana: {team: core, away: [2026-10-05..2026-10-09]}\n  bo: {team: web}\n  cy: {external: true}\n";
    let mut files = vec![("programs/tpm.yaml".to_owned(), shared.to_owned())];
    for program in 0..count {
        let mut text = String::from("owner: ana\nstart: 2026-07-06\ndue: 2028-12-29\nmilestones:\n");
        for milestone in 0..250 {
            let _ = writeln!(text, "  m{milestone}:\n{}", body(count, program, milestone));
        }
        text.push_str("risks:\n  r: {title: Too slow, owner: bo, probability: 30%, impact: 10d, affects: [m200], response: accept}\n");
        files.push((format!("programs/p{program}.yaml"), text));
    }
    files
}

fn body(count: usize, program: usize, milestone: usize) -> String {
    let (layer, column) = (milestone / 10, milestone % 10);
    let owner = ["ana", "bo", "cy"][milestone % 3];
    let says = match (layer, column) {
        (0, _) => "    duration: 3w\n    started: 2026-07-06\n    done: 2026-07-31",
        (1, 0..5) => {
            "    duration: 5w\n    started: 2026-08-17\n    progress: 40%\n    updated: 2026-09-11\n    due: 2026-09-25"
        }
        (_, 2) => "    due: 2027-03-12",
        (_, 3) => "    duration: [3d, 5d, 15d]\n    due: 2028-10-01",
        _ => "    duration: 4d",
    };
    let mut text = format!("    name: Step {milestone} of program {program}\n    owner: {owner}\n{says}\n");
    if layer > 0 {
        let (one, other) = ((layer - 1) * 10 + column, (layer - 1) * 10 + (column * 7 + 3) % 10);
        let elsewhere = if milestone % 50 == 25 {
            format!(", p{}/m{one} +2d", (program + 1) % count)
        } else {
            String::new()
        };
        let _ = writeln!(text, "    depends_on: [m{one}, m{other} SS+1w{elsewhere}]");
    }
    text
}

fn borrowed(files: &Files) -> Vec<(&str, &str)> {
    files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect()
}

/// Returns the files with a longer estimate in some of the programs.
fn edited(files: &Files) -> Files {
    let edit = |(path, text): &(String, String)| {
        (
            path.clone(),
            text.replacen("duration: 4d", "duration: 9d", 1).replacen("duration: 3w", "duration: 4w", 1),
        )
    };
    files.iter().take(6).map(edit).chain(files.iter().skip(6).cloned()).collect()
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
