//! `--output`: the format of each file, and that a file is whole after any failure.

use super::{COMMANDS, FILES};
use crate::support::{self, Fault, MemoryDisk, Output};
use std::path::Path;
use tpm::cli::Variables;
use tpm::io::replace::replace;

fn run(disk: &MemoryDisk, arguments: &[&str]) -> Output {
    support::run_on(disk, &FILES, arguments)
}

/// Checks that a run over a disk with an old `a.json` fails with a message and changes nothing.
#[track_caller]
fn refused(arguments: &[&str], said: &[&str]) {
    let disk = MemoryDisk::default();
    disk.add("a.json", "old", 0o600);
    let output = run(&disk, &[&["status"], arguments].concat());
    assert_eq!((output.status, output.out.as_str()), (2, ""), "{arguments:?}\n{}", output.err);
    for said in said {
        assert!(output.err.contains(said), "{arguments:?} does not say {said:?}:\n{}", output.err);
    }
    assert_eq!((disk.text("a.json").as_deref(), disk.paths()), (Some("old"), vec!["a.json".to_owned()]));
}

#[test]
fn a_file_gets_what_standard_output_would() {
    for command in COMMANDS {
        for format in ["text", "json", "yaml", "markdown", "csv"] {
            let disk = MemoryDisk::default();
            let output = run(&disk, &[command, "--format", format, "--output", "out/file"]);
            assert_eq!((output.status, output.out.as_str(), output.err.as_str()), (0, "", ""), "{command}");
            let printed = support::run(&FILES, &[command, "--format", format]).out;
            assert_eq!(disk.text("out/file"), Some(printed), "{command} {format}");
            assert_eq!(disk.paths(), ["out/file"]);
        }
    }
}

#[test]
fn one_run_writes_several_files_by_extension() {
    let disk = MemoryDisk::default();
    let output = run(
        &disk,
        &["status", "--output", "csv=a.json", "--output=b.json", "--output", "c.md", "--output", "json=-"],
    );
    let printed = |format| support::run(&FILES, &["status", "--format", format]).out;
    assert_eq!((output.status, output.err.as_str()), (0, ""));
    assert_eq!(output.out, printed("json"));
    assert_eq!(disk.text("a.json"), Some(printed("csv")));
    assert_eq!(disk.text("b.json"), Some(printed("json")));
    assert_eq!(disk.text("c.md"), Some(printed("markdown")));
    // `--format` applies to every file without a format of its own.
    let disk = MemoryDisk::default();
    run(&disk, &["status", "--format", "yaml", "--output", "a.json", "--output", "text=b.json"]);
    assert_eq!(disk.text("a.json"), Some(printed("yaml")));
    assert_eq!(disk.text("b.json"), Some(printed("text")));
}

#[test]
fn text_in_a_file_is_not_cut_and_colored_only_on_request() {
    let disk = MemoryDisk::default();
    let variables = Variables { force_color: Some("1".into()), ..Variables::default() };
    let write = |arguments: &[&str]| {
        support::run_in_world(&disk, &FILES, arguments, variables.clone(), Some(60));
        disk.text("a.txt").unwrap()
    };
    assert_eq!(write(&["status", "--output", "a.txt"]), support::run(&FILES, &["status"]).out);
    assert!(write(&["status", "--output", "a.txt", "--color", "always"]).contains('\u{1b}'));
    assert!(!write(&["status", "--output", "a.txt", "--ascii"]).contains('✗'));
}

#[test]
fn a_broken_plan_still_has_a_report_and_errors() {
    let files = [FILES[0], FILES[1], ("programs/z.yaml", "milestones:\n  a: {duration: soon}\n")];
    let disk = MemoryDisk::default();
    let output = support::run_on(&disk, &files, &["status", "--output", "json=a", "--output", "csv=b"]);
    assert_eq!((output.status, output.out.as_str()), (2, ""));
    assert!(output.err.starts_with("error[not-a-duration]: "), "{}", output.err);
    assert!(disk.text("a").unwrap().contains("not-a-duration"));
    assert!(disk.text("b").unwrap().contains("checkout/ledger"));
    let output = support::run_on(&disk, &files, &["status", "--output", "json=a"]);
    assert_eq!((output.status, output.err.lines().count()), (2, 1), "{}", output.err);
}

#[test]
fn impossible_outputs_are_refused_before_anything_is_written() {
    let same = "are the same place";
    refused(&["--output", "a.json", "--output", "csv=./a.json"], &["`a.json` and `./a.json`", same]);
    refused(&["--output", "b.json", "--output", "b.json"], &[same]);
    refused(&["--output", "-", "--output", "json=-"], &[same]);
    refused(&["--output", "jsn=a.json"], &["`jsn` is not a format", "did you mean `json`?", "./jsn=a.json"]);
    refused(&["--output", "xlsx=a.json"], &["the formats are text, json, yaml, markdown, csv"]);
    refused(
        &["--output", "sarif=a.json"],
        &["is a format of `tpm check`", "text, json, yaml, markdown, csv"],
    );
    refused(
        &["--format", "sarif", "--output", "a.json"],
        &["`sarif` is a format of `tpm check`", "text, json, yaml, markdown, csv"],
    );
    refused(&["--output", "json="], &["name a file"]);
    refused(&["--output", ""], &["name a file"]);
    refused(&["--output", "programs/checkout.yaml"], &["is a plan"]);
    refused(&["--output", "programs/new.yaml"], &["would be read as a plan"]);
    refused(&["--output", "a.json", "--output", "text=./programs/mlops.yaml"], &["is a plan"]);
    refused(&["nowhere", "--output", "a.json"], &["`nowhere`"]);
}

#[test]
fn the_format_of_the_gate_may_stand_before_its_command() {
    let run = |arguments: &[&str]| support::run(&FILES, arguments).out;
    let behind = run(&["check", "--format", "concise"]);
    assert!(behind.starts_with("programs/"), "{behind}");
    assert_eq!(run(&["--format", "concise", "check"]), behind);
    assert_eq!(run(&["--format", "csv", "check", "--format", "concise"]), behind);
}

#[test]
fn pipes_and_devices_are_written_and_never_replaced() {
    let disk = MemoryDisk::default();
    disk.add_other("pipe");
    assert_eq!(run(&disk, &["status", "--output", "csv=pipe"]).status, 0);
    assert_eq!(disk.text("pipe"), Some(support::run(&FILES, &["status", "--format", "csv"]).out));
    assert_eq!(disk.paths(), ["pipe"]);
}

#[test]
fn a_replaced_file_keeps_its_permissions() {
    let disk = MemoryDisk::default();
    disk.add("a.json", "old", 0o600);
    assert_eq!(run(&disk, &["status", "--output", "a.json"]).status, 0);
    assert_eq!(disk.permissions("a.json"), Some(0o600));
}

#[test]
fn after_any_failure_the_old_or_the_new_file_is_whole() {
    let new = support::run(&FILES, &["status", "--format", "json"]).out;
    for old in [None, Some("old")] {
        let disk = || {
            let disk = MemoryDisk::default();
            if let Some(old) = old {
                disk.add("a.json", old, 0o600);
            }
            disk
        };
        let sound = disk();
        replace(&sound, Path::new("a.json"), new.as_bytes()).unwrap();
        let operations = sound.asked();
        assert!(operations > 6, "{operations}");
        for at in 1..=operations {
            // An operation fails: nothing is left behind.
            let disk_fails = disk();
            disk_fails.fail(Fault::At(at));
            assert!(replace(&disk_fails, Path::new("a.json"), new.as_bytes()).is_err(), "{at}");
            assert_eq!(disk_fails.text("a.json").as_deref(), old, "operation {at}");
            assert_eq!(disk_fails.paths().len(), usize::from(old.is_some()), "operation {at}");
            // The machine stops: a temporary file may be left.
            let disk_stops = disk();
            disk_stops.fail(Fault::From(at));
            let _ = replace(&disk_stops, Path::new("a.json"), new.as_bytes());
            let left = disk_stops.text("a.json");
            assert!(left.as_deref() == old || left.as_ref() == Some(&new), "operation {at}: {left:?}");
        }
    }
}

#[test]
fn a_temporary_file_of_a_stopped_run_does_no_harm() {
    let disk = MemoryDisk::default();
    disk.add("out/.tpm-0.tmp", "left", 0o644);
    assert_eq!(run(&disk, &["status", "--output", "out/a.json"]).status, 0);
    assert_eq!(disk.text("out/.tpm-0.tmp").as_deref(), Some("left"));
    assert_eq!(disk.paths().len(), 2);
}

#[test]
fn a_failure_names_the_file() {
    let disk = MemoryDisk::default();
    disk.add("a.json", "old", 0o644);
    disk.fail(Fault::From(2));
    let output = run(&disk, &["status", "--output", "a.json"]);
    assert_eq!((output.status, output.out.as_str()), (2, ""));
    assert_eq!(output.err, "error: cannot write `a.json`: the disk failed\n");
    assert_eq!(disk.text("a.json").as_deref(), Some("old"));
}
