//! Signals that end the program, at any moment: what it writes is whole or as before, and no
//! temporary file is left.

use super::scratch::{Scratch, finish};
use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::process::{Command, Output, Stdio};

/// Plans that take a moment to be written: two that name a milestone of the first.
fn workspace() -> Scratch {
    let many: String = (0..1500).map(|at| format!("  m{at}: {{duration: 3d, owner: bo}}\n")).collect();
    let other = format!("milestones:\n  model: {{duration: 2w, depends_on: checkout/ledger}}\n{many}");
    Scratch::new(&[
        ("programs/checkout.yaml", &format!("milestones:\n  ledger: {{duration: 3w}}\n{many}")),
        ("programs/mlops.yaml", &other),
        ("programs/search.yaml", &other),
        ("out/x.txt", ""),
        (".git/HEAD", "ref: refs/heads/main\n"),
    ])
}

/// Runs `tpm`, and in the shell that becomes it a command beside it, which knows it as `$$`.
fn beside(scratch: &Scratch, beside: &str, arguments: &[&str]) -> Output {
    let mut command = Command::new("sh");
    command.args(["-c", &format!("({beside}) & exec \"$@\""), "sh", env!("CARGO_BIN_EXE_tpm")]);
    command.args(arguments).args(["--as-of", "2026-09-14"]);
    command.current_dir(&scratch.0).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
    finish(&mut command)
}

/// Returns the shell command that sends a signal as soon as a file is there, or a second one.
fn once(signal: &str, file: &str, other: &str) -> String {
    format!(
        "n=0; until [ -e {file} ] || [ -e {other} ] || [ $n -gt 5000000 ]; do n=$((n+1)); done; kill -{signal} $$"
    )
}

#[track_caller]
fn nothing_is_left(scratch: &Scratch) {
    for directory in ["", "programs", "out", ".git", ".git/tpm"] {
        let Ok(entries) = fs::read_dir(scratch.at(directory)) else { continue };
        let names = entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned());
        let left: Vec<String> = names.filter(|name| name.ends_with(".tmp")).collect();
        assert!(left.is_empty(), "{directory}: {left:?}");
    }
}

#[test]
fn a_report_is_whole_or_not_there() {
    let scratch = workspace();
    for signal in ["TERM", "INT", "HUP", "QUIT", "TERM"] {
        let _ = fs::remove_file(scratch.at("out/report.json"));
        let send = once(signal, "out/.tpm-0.tmp", "out/report.json");
        let output = beside(&scratch, &send, &["schedule", "--output", "out/report.json"]);
        assert!(output.status.success() || output.status.signal().is_some(), "{signal}: {:?}", output.status);
        nothing_is_left(&scratch);
        if let Ok(bytes) = fs::read(scratch.at("out/report.json")) {
            serde_json::from_slice::<serde_json::Value>(&bytes).unwrap();
        }
    }
}

#[test]
fn an_edit_of_several_files_is_made_in_all_of_them() {
    let scratch = workspace();
    let names = |file: &str| {
        let text = fs::read_to_string(scratch.at(&format!("programs/{file}.yaml"))).unwrap();
        assert_eq!(text.matches("m1499: {duration: 3d, owner: bo}\n").count(), 1, "{file}");
        text.contains("core")
    };
    let (mut is_renamed, mut signals) = (false, 0);
    for round in 0..4 {
        let edit: &[&str] = match is_renamed {
            true => &["undo"],
            false => &["rename", "checkout/ledger", "core"],
        };
        let send = once("TERM", "programs/.tpm-0.tmp", "programs/never");
        let output = beside(&scratch, &send, edit);
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success() || output.status.signal() == Some(15), "{round}: {stderr}");
        signals += i32::from(output.status.signal().is_some());
        nothing_is_left(&scratch);
        let all = ["checkout", "mlops", "search"].map(names);
        assert!(all == [true; 3] || all == [false; 3], "round {round}: {all:?}");
        is_renamed = all[0];
    }
    assert!(signals > 0, "no signal came in time");
}

#[test]
fn a_signal_at_any_moment_loses_nothing() {
    let scratch = workspace();
    let before = fs::read_to_string(scratch.at("programs/checkout.yaml")).unwrap();
    let after = before.replace("ledger: {duration: 3w}", "ledger: {duration: 3w, note: x}");
    for round in 0..12 {
        scratch.write("programs/checkout.yaml", before.as_bytes());
        let send = format!("sleep 0.{:02}; kill -TERM $$ 2>&-", 4 * round);
        beside(&scratch, &send, &["set", "checkout/ledger", "note=x"]);
        nothing_is_left(&scratch);
        let now = fs::read_to_string(scratch.at("programs/checkout.yaml")).unwrap();
        assert!(now == before || now == after, "round {round}");
    }
}

#[test]
fn a_signal_that_was_ignored_stays_ignored() {
    let scratch = workspace();
    let send = once("HUP", "out/.tpm-0.tmp", "out/report.json");
    let line = format!("trap '' HUP; ({send}) & exec \"$@\"");
    let mut command = Command::new("sh");
    command.args(["-c", &line, "sh", env!("CARGO_BIN_EXE_tpm"), "schedule", "--output", "out/report.json"]);
    command.current_dir(&scratch.0).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    // Only Linux tells what is ignored.
    let is_told = fs::exists("/proc/self/status").unwrap();
    assert!(finish(&mut command).status.success() || !is_told);
}
