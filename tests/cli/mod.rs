//! The command line: from arguments to output and exit status.

mod apply;
mod at;
mod bases;
mod color;
mod day;
mod format;
mod help;
pub(crate) mod hostile;
mod init;
mod labels;
mod new;
mod output;
mod paper;
mod requires;
mod select;
mod set;
mod since;
mod streams;
mod table;
mod verdict;
mod what_if;

use crate::support::{self, MemoryDisk, Output, TODAY};
use std::ffi::OsString;
use std::io::Write;
use tpm::cli::{self, Stream, Variables, World};
use tpm::io::tree::MemoryTree;
use tpm::time::Day;

/// Every command with a report.
const COMMANDS: [&str; 13] = [
    "status",
    "critical-path",
    "cliffs",
    "slippage",
    "risks",
    "odds",
    "handoffs",
    "ask",
    "load",
    "week",
    "gantt",
    "graph",
    "schedule",
];

/// Two programs with one milestone id in common, and a third that some tests break.
const CHECKOUT: &str = "\
name: Checkout off the monolith
owner: priya
due: 2026-12-18
finish: cutover
milestones:
  api-freeze: {name: API frozen, owner: ana, duration: 3w, started: 2026-07-06, done: 2026-07-31, due: 2026-07-31}
  ledger: {name: Ledger in production, owner: bo, duration: 6w, depends_on: [api-freeze], started: 2026-08-05, progress: 40%, updated: 2026-09-11, due: 2026-09-18, moved: [{from: 2026-09-04}]}
  cutover: {name: Traffic cut over, owner: ana, duration: 2w, depends_on: [ledger, mlops/model SS+1w], due: 2026-12-11, firm: true}
risks:
  perf: {title: Too slow at peak, owner: bo, probability: 30%, impact: 15d, affects: [ledger], response: mitigate, mitigation: Load test}
asks:
  counsel: {ask: One more counsel, of: sara, by: 2026-09-21, unlocks: [cutover]}
";

const MLOPS: &str = "\
name: Feature platform
milestones:
  model: {owner: wen, duration: 4w, due: 2026-10-30}
  cutover: {owner: wen, duration: 1w, depends_on: [model]}
";

const FILES: [(&str, &str); 2] = [("programs/checkout.yaml", CHECKOUT), ("programs/mlops.yaml", MLOPS)];

/// Runs `tpm` with any arguments, environment, streams and standard output. Returns the status and
/// standard error.
fn run_into(
    files: &[(&str, &str)],
    arguments: Vec<OsString>,
    variables: Variables,
    streams: (Stream, Stream),
    out: &mut dyn Write,
) -> (u8, String) {
    let tree = MemoryTree::new(files.iter().copied());
    let today = Day::parse(TODAY).unwrap();
    let world = World {
        tree: &tree,
        history: &support::Past::default(),
        disk: &MemoryDisk::default(),
        create: &support::Paper::default(),
        commits: &support::Past::default(),
        input: &support::Typed::default(),
        today,
        variables,
        stdout: streams.0,
        stderr: streams.1,
    };
    let mut err = Vec::new();
    let arguments = std::iter::once("tpm".into()).chain(arguments);
    let status = cli::run(arguments, &world, out, &mut err);
    (status, String::from_utf8(err).unwrap())
}

fn run_in(variables: Variables, arguments: &[&str]) -> Output {
    support::run_as(&FILES, arguments, variables, None)
}

/// Checks a refusal: status 2, nothing on standard output, and each of `said` on standard error.
/// Checks what a command prints.
#[track_caller]
fn said(output: &Output, said: &[&str]) {
    for said in said {
        assert!(output.out.contains(said), "not said: {said:?}\n{}", output.out);
    }
}

#[track_caller]
fn refused(files: &[(&str, &str)], arguments: &[&str], said: &[&str]) {
    let output = support::run(files, arguments);
    assert_eq!((output.status, output.out.as_str()), (2, ""), "{arguments:?}\n{}", output.err);
    for said in said {
        assert!(output.err.contains(said), "{arguments:?} does not say {said:?}:\n{}", output.err);
    }
}
