//! `--output` on a real disk: permissions, links, pipes and devices.

use super::scratch::{Scratch, finish, tpm};
use super::{OTHER, PLAN};
use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::process::Command;

fn workspace() -> Scratch {
    Scratch::new(&[("programs/checkout.yaml", PLAN), ("programs/mlops.yaml", OTHER), ("out/x.txt", "")])
}

const AS_OF: [&str; 2] = ["--as-of", "2026-09-14"];

/// Returns what standard output is, of a run that writes nothing to it.
fn printed(scratch: &Scratch, format: &str) -> String {
    text(scratch.run("", &[&["schedule", "--format", format][..], &AS_OF].concat()).stdout)
}

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap()
}

#[track_caller]
fn writes(scratch: &Scratch, directory: &str, output: &str) {
    let output = scratch.run(directory, &[&["schedule", "--output", output][..], &AS_OF].concat());
    let error = String::from_utf8_lossy(&output.stderr);
    assert_eq!((output.status.code(), output.stdout.len(), error.as_ref()), (Some(0), 0, ""));
}

/// Checks that writing fails with a message, and that no temporary file is left.
#[track_caller]
fn fails(scratch: &Scratch, output: &str, said: &str) {
    let run = scratch.run("", &[&["schedule", "--output", output][..], &AS_OF].concat());
    let error = String::from_utf8_lossy(&run.stderr);
    assert_eq!((run.status.code(), run.stdout.len()), (Some(2), 0), "{output}: {error}");
    assert!(error.contains(&format!("cannot write `{output}`: ")) && error.contains(said), "{error}");
    assert!(!scratch.at("out/.tpm-0.tmp").exists());
}

#[test]
fn writing_leaves_no_temporary_file() {
    let scratch = workspace();
    writes(&scratch, "", "out/a.md");
    writes(&scratch, "programs", "../out/b.md");
    writes(&scratch, "", scratch.at("out/c.md").to_str().unwrap());
    let expected = printed(&scratch, "markdown");
    for name in ["a", "b", "c"] {
        assert_eq!(fs::read_to_string(scratch.at(&format!("out/{name}.md"))).unwrap(), expected);
    }
    assert_eq!(fs::read_dir(scratch.at("out")).unwrap().count(), 4);
}

#[test]
fn a_file_is_replaced_with_its_permissions() {
    let scratch = workspace();
    let path = scratch.at("out/a.csv");
    fs::write(&path, "old").unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
    let before = fs::metadata(&path).unwrap().ino();
    writes(&scratch, "", "out/a.csv");
    let after = fs::metadata(&path).unwrap();
    assert_eq!(after.permissions().mode() & 0o777, 0o640);
    assert_ne!(before, after.ino(), "it was written over and not replaced");
    assert_eq!(fs::read_to_string(&path).unwrap(), printed(&scratch, "csv"));
}

#[test]
fn a_link_stays_and_its_file_is_replaced() {
    let scratch = workspace();
    fs::write(scratch.at("out/real.json"), "old").unwrap();
    symlink("out/real.json", scratch.at("latest.json")).unwrap();
    symlink("latest.json", scratch.at("again.json")).unwrap();
    writes(&scratch, "", "again.json");
    assert_eq!(fs::read_link(scratch.at("latest.json")).unwrap().to_str(), Some("out/real.json"));
    assert_eq!(fs::read_to_string(scratch.at("out/real.json")).unwrap(), printed(&scratch, "json"));
    let both = ["schedule", "--output", "latest.json", "--output", "csv=out/real.json"];
    let output = scratch.run("", &both);
    assert!(String::from_utf8_lossy(&output.stderr).contains("are the same place"));
}

#[test]
fn unwritable_files_are_reported_and_unchanged() {
    let scratch = workspace();
    symlink("nowhere.json", scratch.at("dangles.json")).unwrap();
    fails(&scratch, "dangles.json", "leads nowhere");
    fails(&scratch, "no/such/directory.json", "No such file");
    fails(&scratch, "out", "directory");
    fails(&scratch, "out/x.txt/a.json", "directory");
    if cfg!(target_os = "linux") {
        fails(&scratch, "/dev/full", "space");
    }
    fs::write(scratch.at("out/a.json"), "old").unwrap();
    let close = |mode| fs::set_permissions(scratch.at("out"), fs::Permissions::from_mode(mode)).unwrap();
    close(0o500);
    // Root can write everywhere.
    let writes_all = fs::write(scratch.at("out/probe"), "").is_ok();
    if !writes_all {
        fails(&scratch, "out/a.json", "ermission");
        assert_eq!(fs::read(scratch.at("out/a.json")).unwrap(), b"old");
    }
    close(0o700);
}

#[test]
fn a_plan_is_never_overwritten_by_any_path() {
    let scratch = workspace();
    symlink("programs/checkout.yaml", scratch.at("plan.json")).unwrap();
    let absolute = scratch.at("programs/checkout.yaml").to_str().unwrap().to_owned();
    for path in ["programs/checkout.yaml", "./out/../programs/checkout.yaml", "plan.json", &absolute] {
        let output = scratch.run("", &["status", "--output", path]);
        assert_eq!(output.status.code(), Some(2), "{path}");
        assert!(String::from_utf8_lossy(&output.stderr).contains("is a plan"), "{path}");
    }
    assert_eq!(fs::read_to_string(scratch.at("programs/checkout.yaml")).unwrap(), PLAN);
}

#[test]
fn a_pipe_is_written_to_directly() {
    let scratch = workspace();
    let pipe = scratch.at("out/pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().is_ok_and(|status| status.success()), "mkfifo");
    let reader = std::thread::spawn({
        let pipe = pipe.clone();
        move || fs::read_to_string(pipe).unwrap()
    });
    writes(&scratch, "", "csv=out/pipe");
    assert_eq!(reader.join().unwrap(), printed(&scratch, "csv"));
    assert!(!fs::metadata(&pipe).unwrap().is_file());
}

#[cfg(target_os = "linux")]
#[test]
fn dev_stdout_is_written_to_directly() {
    let scratch = workspace();
    let arguments = [&["schedule", "--output", "csv=/dev/stdout"][..], &AS_OF].concat();
    let output = scratch.run("", &arguments);
    assert_eq!((output.status.code(), text(output.stdout)), (Some(0), printed(&scratch, "csv")));
    // In `{ date; tpm …; } > log`, other processes have the file open too.
    let log = scratch.at("out/log");
    fs::write(&log, "before\n").unwrap();
    let before = fs::metadata(&log).unwrap().ino();
    let file = fs::OpenOptions::new().append(true).open(&log).unwrap();
    let output = finish(tpm(&scratch.0).args(&arguments).stdout(file));
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(fs::read_to_string(&log).unwrap(), format!("before\n{}", printed(&scratch, "csv")));
    assert_eq!(fs::metadata(&log).unwrap().ino(), before);
}
