//! Files and arguments to output, in process: a fixed day, a fixed width, no environment.

mod disk;

pub use disk::{Fault, MemoryDisk};

use serde_json::Value;
use std::ffi::OsString;
use tpm::cli::{self, Stream, Variables, World};
use tpm::io::tree::MemoryTree;
use tpm::time::Day;

/// What a command printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Output {
    /// The exit status.
    pub status: u8,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

/// The day on which tests run, unless they say another.
pub const TODAY: &str = "2026-09-14";

/// Runs `tpm` over files held in memory, as in a pipe.
pub fn run(files: &[(&str, &str)], arguments: &[&str]) -> Output {
    run_as(files, arguments, Variables::default(), None)
}

/// Runs `tpm` in an environment; with a width, both streams are terminals.
pub fn run_as(
    files: &[(&str, &str)],
    arguments: &[&str],
    variables: Variables,
    width: Option<usize>,
) -> Output {
    run_bytes(
        files.iter().map(|(path, text)| (*path, text.as_bytes().to_vec())).collect(),
        arguments,
        variables,
        width,
    )
}

/// Runs `tpm` over files held in memory, with a disk to write to.
pub fn run_on(disk: &MemoryDisk, files: &[(&str, &str)], arguments: &[&str]) -> Output {
    run_in_world(disk, files, arguments, Variables::default(), None)
}

/// Runs `tpm` over files held in memory, with a disk to write to, in an environment.
pub fn run_in_world(
    disk: &MemoryDisk,
    files: &[(&str, &str)],
    arguments: &[&str],
    variables: Variables,
    width: Option<usize>,
) -> Output {
    run_over(&MemoryTree::new(files.iter().copied()), disk, arguments, variables, width)
}

/// Runs `tpm` over files of any bytes.
pub fn run_bytes(
    files: Vec<(&str, Vec<u8>)>,
    arguments: &[&str],
    variables: Variables,
    width: Option<usize>,
) -> Output {
    run_over(&MemoryTree::new(files), &MemoryDisk::default(), arguments, variables, width)
}

fn run_over(
    tree: &MemoryTree,
    disk: &MemoryDisk,
    arguments: &[&str],
    variables: Variables,
    width: Option<usize>,
) -> Output {
    let stream = Stream { is_terminal: width.is_some(), width };
    let today = Day::parse(TODAY).unwrap();
    let world = World { tree, disk, today, variables, stdout: stream, stderr: stream };
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let arguments = std::iter::once("tpm").chain(arguments.iter().copied()).map(OsString::from);
    let status = cli::run(arguments, &world, &mut out, &mut err);
    let text = |bytes| String::from_utf8(bytes).expect("tpm prints UTF-8");
    Output { status, out: text(out), err: text(err) }
}

/// Returns what `tpm schedule --format json` prints. Panics where there is no JSON, with what was said instead.
pub fn schedule(files: &[(&str, &str)], as_of: &str) -> Value {
    json(files, &["schedule", "--format", "json", "--as-of", as_of])
}

/// Returns the JSON that a command prints.
pub fn json(files: &[(&str, &str)], arguments: &[&str]) -> Value {
    let output = run(files, arguments);
    let value = serde_json::from_str(&output.out);
    value.unwrap_or_else(|error| panic!("no JSON: {error}\n{}\n{}", output.out, output.err))
}

/// Returns the example programs as they are on disk.
pub fn examples() -> Vec<(String, String)> {
    let directory = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("programs");
    let mut files = Vec::new();
    for entry in std::fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        let name = format!("programs/{}", path.file_name().unwrap().to_str().unwrap());
        files.push((name, std::fs::read(path).map(|bytes| String::from_utf8(bytes).unwrap()).unwrap()));
    }
    files
}
