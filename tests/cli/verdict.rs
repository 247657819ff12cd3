//! The exit status of a gate does not depend on who reads its report.

use super::streams::Narrow;
use crate::support::{self, MemoryDisk, Paper, TODAY};
use std::ffi::OsString;
use std::io::{ErrorKind, Write};
use tpm::cli::{self, Stream, Variables, World};
use tpm::io::tree::MemoryTree;
use tpm::time::Day;

const LATE: [(&str, &str); 1] = [("programs/p.yaml", "milestones:\n  a: {due: 2020-01-01}\n")];
const SOUND: [(&str, &str); 1] = [("programs/p.yaml", "milestones:\n  a: {owner: bo, due: 2026-12-01}\n")];

/// A gate, the plan that it reads and its exit status.
type Gate = (&'static [&'static str], &'static [(&'static str, &'static str)], u8);

/// Two gates over a plan that fails both, and the same over one that passes both.
const GATES: [Gate; 4] = [
    (&["check"], &LATE, 1),
    (&["check"], &SOUND, 0),
    (&["diff", "main", "--fail-on", "newly-late"], &LATE, 1),
    (&["diff", "main", "--fail-on", "newly-late"], &SOUND, 0),
];

fn run(files: &[(&str, &str)], arguments: &[&str], out: &mut dyn Write, err: &mut dyn Write) -> u8 {
    let tree = MemoryTree::new(files.iter().copied());
    let world = World {
        tree: &tree,
        history: &support::past(&SOUND),
        disk: &MemoryDisk::default(),
        create: &Paper::default(),
        commits: &support::Past::default(),
        input: &support::Typed::default(),
        today: Day::parse(TODAY).unwrap(),
        variables: Variables::default(),
        stdout: Stream::default(),
        stderr: Stream::default(),
    };
    cli::run(std::iter::once("tpm").chain(arguments.iter().copied()).map(OsString::from), &world, out, err)
}

#[test]
fn a_reader_that_is_gone_does_not_change_the_verdict() {
    for (gate, files, status) in GATES {
        for format in ["text", "json", "markdown"] {
            for left in [0, 40] {
                let arguments = [gate, &["--format", format]].concat();
                let gone = || Narrow { left, kind: ErrorKind::BrokenPipe };
                let mut err = Vec::new();
                assert_eq!(run(files, &arguments, &mut gone(), &mut err), status, "{arguments:?} {left}");
                assert_eq!(String::from_utf8(err).unwrap(), "", "{arguments:?} {left}");
                assert_eq!(run(files, &arguments, &mut gone(), &mut gone()), status, "{arguments:?} {left}");
            }
        }
    }
    for format in ["concise", "github", "gitlab", "sarif", "junit"] {
        let mut gone = Narrow { left: 10, kind: ErrorKind::BrokenPipe };
        assert_eq!(run(&LATE, &["check", "--format", format], &mut gone, &mut Vec::new()), 1, "{format}");
    }
}

#[test]
fn what_could_not_be_answered_stays_2_for_a_reader_that_is_gone() {
    for arguments in [&["status", "nowhere"][..], &["statsu"], &["check", "--new-since", "nothing"]] {
        let mut gone = Narrow { left: 0, kind: ErrorKind::BrokenPipe };
        assert_eq!(run(&SOUND, arguments, &mut Vec::new(), &mut gone), 2, "{arguments:?}");
    }
    let broken = [("programs/p.yaml", "milestones:\n  a: {duration: soon}\n")];
    let gone = || Narrow { left: 0, kind: ErrorKind::BrokenPipe };
    assert_eq!(run(&broken, &["status"], &mut gone(), &mut gone()), 2);
    assert_eq!(run(&broken, &["check"], &mut gone(), &mut gone()), 1);
}

#[test]
fn a_report_that_cannot_be_written_is_2_unless_the_gate_failed() {
    for (gate, files, status) in GATES {
        let mut err = Vec::new();
        let mut full = Narrow { left: 1, kind: ErrorKind::StorageFull };
        let expected = if status == 1 { 1 } else { 2 };
        assert_eq!(run(files, gate, &mut full, &mut err), expected, "{gate:?}");
        let err = String::from_utf8(err).unwrap();
        assert_eq!(err.contains("the gate failed, and its report was not written"), status == 1, "{err}");
    }
}

/// A writer that accepts everything and then cannot flush it, as one with a buffer.
struct Lost(ErrorKind);

impl Write for Lost {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Err(self.0.into())
    }
}

#[test]
fn what_is_lost_at_the_end_does_not_change_the_verdict_either() {
    for (gate, files, status) in GATES {
        let ended = |kind| run(files, gate, &mut Lost(kind), &mut Vec::new());
        assert_eq!(ended(ErrorKind::BrokenPipe), status, "{gate:?}");
        assert_eq!(ended(ErrorKind::StorageFull), if status == 1 { 1 } else { 2 }, "{gate:?}");
    }
}

#[test]
fn a_file_that_cannot_be_written_takes_no_other_output_with_it() {
    let arguments = ["check", "--output", "concise=a.txt", "--output", "b.csv", "--output", "-"];
    let sound = MemoryDisk::default();
    support::run_on(&sound, &LATE, &arguments);
    // The first two ask what is at the places of the files, before there is a verdict.
    for fault in 3..=sound.asked() {
        let disk = MemoryDisk::default();
        disk.fail(support::Fault::At(fault));
        let output = support::run_on(&disk, &LATE, &arguments);
        assert_eq!(output.status, 1, "{fault}: {}", output.err);
        assert!(output.out.contains("✗ fails"), "{fault}: {}", output.out);
        assert!(
            output.err.contains("the gate failed") && output.err.contains("cannot write"),
            "{}",
            output.err
        );
        assert!(disk.text("a.txt").is_some() || disk.text("b.csv").is_some(), "{fault}");
    }
}
