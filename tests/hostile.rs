//! Plans of one megabyte that are made to hurt: none makes the program hang or use more than
//! 224 MiB.
//!
//! The operating system limits the real binary's address space and processor time, and stops it at
//! the limit. The time is a guard against hanging, several times what the slowest plan takes, so
//! that a slow or busy machine fails none; how fast it is, `benches` show. Without optimization a
//! part of the plans is tried, and they are shorter; CI runs both.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]
#![allow(clippy::disallowed_methods, reason = "a test may write files and run what it tests")]
#![allow(clippy::print_stdout, reason = "a sweep prints its table")]

#[path = "hostile/bombs.rs"]
mod bombs;
#[path = "hostile/changes.rs"]
mod changes;
#[path = "hostile/shapes.rs"]
mod shapes;
#[path = "hostile/sweep.rs"]
mod sweep;

use bombs::Bomb;
use changes::Asked;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

/// Processor time, in seconds.
const SECONDS: u32 = if cfg!(debug_assertions) { 60 } else { 15 };
/// Address space, in KiB.
const MEMORY: u32 = 224 << 10;

/// One in so many plans is tried.
const STEP: usize = if cfg!(debug_assertions) { 4 } else { 1 };

/// A day's report, and the one that has the most to print.
const COMMANDS: [&[&str]; 2] = [&["status"], &["schedule", "--format", "json"]];

/// A directory that is removed in the end.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str, bomb: &Bomb) -> Self {
        Self::of(name, &bomb.files)
    }

    fn of(name: &str, files: &[(&str, Vec<u8>)]) -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("tpm-hostile-{}-{number}-{}", std::process::id(), name.replace(' ', "-"));
        let scratch = Self(std::env::temp_dir().join(name));
        fs::create_dir_all(scratch.0.join("programs")).unwrap();
        for (path, bytes) in files {
            fs::write(scratch.0.join("programs").join(path), bytes).unwrap();
        }
        scratch
    }
}

/// Runs git in a directory on a day, with nobody's settings.
fn git(directory: &Path, day: &str, arguments: &[&str]) {
    let date = format!("{day}T12:00:00Z");
    let ran = Command::new("git")
        .args(["-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "commit.gpgsign=false"])
        .args(arguments)
        .current_dir(directory)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_AUTHOR_DATE", &date)
        .env("GIT_COMMITTER_DATE", &date)
        .output()
        .unwrap();
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
}

#[test]
fn changes_of_everything_in_a_large_plan() {
    let mut complaints = Vec::new();
    for change in changes::all() {
        let files = |files: Vec<(&'static str, String)>| -> Vec<(&'static str, Vec<u8>)> {
            files.into_iter().map(|(path, text)| (path, text.into_bytes())).collect()
        };
        let scratch =
            Scratch::new(change.name, &Bomb { name: change.name, rule: "", files: files(change.base) });
        git(&scratch.0, "2026-09-01", &["init", "--quiet"]);
        git(&scratch.0, "2026-09-01", &["add", "programs"]);
        git(&scratch.0, "2026-09-01", &["commit", "--quiet", "--message", "Base"]);
        for (path, bytes) in files(change.head) {
            fs::write(scratch.0.join("programs").join(path), bytes).unwrap();
        }
        let (arguments, wanted): (&[&str], i32) = match change.asked {
            Asked::Diff => (&["diff"], 0),
            Asked::Gate => (&["check", "--policy-from", "HEAD"], 1),
        };
        // Both sides have several megabytes.
        let (status, told) = run(&scratch.0, arguments, 6 * MEMORY);
        if status.code() != Some(wanted) {
            complaints.push(format!(
                "{}: {status}: {}",
                change.name,
                told.chars().take(300).collect::<String>()
            ));
        }
    }
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Runs a command in a directory within the limits, and returns how it ended and what was told.
fn run(directory: &Path, command: &[&str], memory: u32) -> (ExitStatus, String) {
    let told = directory.join("told");
    let limited = format!("ulimit -v {memory} && ulimit -t {SECONDS} && exec \"$0\" \"$@\"");
    let status = Command::new("sh")
        .args(["-c", &limited, env!("CARGO_BIN_EXE_tpm")])
        .args(command)
        .args(["--programs", "programs", "--as-of", "2026-09-14"])
        .current_dir(directory)
        // Each thread reserves 64 MiB of addresses for what it allocates, used or not, and the limit
        // counts those.
        .env("MALLOC_ARENA_MAX", "1")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(File::create(&told).unwrap())
        .status()
        .unwrap();
    (status, String::from_utf8(fs::read(told).unwrap()).unwrap())
}

/// Returns what is wrong with the answer to a bomb.
fn complaint(directory: &Path, bomb: &Bomb, command: &[&str]) -> Option<String> {
    let (status, told) = run(directory, command, MEMORY);
    let begin: String = told.chars().take(300).collect();
    let wanted = if bomb.rule.is_empty() { 0 } else { 2 };
    if status.code() != Some(wanted) {
        return Some(format!("{status}, not {wanted}: {begin}"));
    }
    if command == COMMANDS[0] && !told.contains(&format!("error[{}]", bomb.rule)) && wanted > 0 {
        return Some(format!("`{}` is not told: {begin}", bomb.rule));
    }
    None
}

/// Runs every bomb of a list and shows those that are not answered as they should be.
fn defuse(bombs: &[Bomb]) {
    let mut complaints = Vec::new();
    for bomb in bombs.iter().step_by(STEP) {
        let scratch = Scratch::new(bomb.name, bomb);
        for command in COMMANDS {
            if let Some(complaint) = complaint(&scratch.0, bomb, command) {
                complaints.push(format!("{}: tpm {}: {complaint}", bomb.name, command.join(" ")));
            }
        }
    }
    assert!(complaints.is_empty(), "{} of {}\n{}", complaints.len(), bombs.len(), complaints.join("\n"));
}

#[test]
fn texts_that_are_hardly_yaml() {
    defuse(&bombs::texts());
}

#[test]
fn plans_with_much_of_one_thing() {
    defuse(&bombs::plans());
}

#[test]
fn files_full_of_errors() {
    defuse(&bombs::errors());
}

#[test]
fn anchors_that_stand_for_more_than_they_are() {
    defuse(&bombs::anchors());
}

#[test]
fn more_errors_than_anybody_reads_are_not_all_told() {
    let entries: String = (0..20_000).map(|id| format!("  m{id}: {{due: x}}\n")).collect();
    let files = vec![("checkout.yaml", format!("milestones:\n{entries}").into_bytes())];
    let bomb = Bomb { name: "many", rule: "not-a-date", files };
    let scratch = Scratch::new("told", &bomb);
    assert_eq!(complaint(&scratch.0, &bomb, COMMANDS[0]), None);
    let told = fs::read_to_string(scratch.0.join("told")).unwrap();
    assert!(told.starts_with("error[too-many-errors]: "), "{}", &told[..300]);
    // What is wrong alike is shown once, with some of the lines and the number of the others.
    assert_eq!(told.matches("error[not-a-date]").count(), 1);
    let others = told.split("the same on lines ").nth(1).and_then(|note| note.split(" and ").nth(1));
    let count: usize = others.and_then(|others| others.split(' ').next()?.parse().ok()).expect("a number");
    assert!((9_000..11_000).contains(&count), "{count}");
}

/// Every format of the gate.
const FORMATS: [&str; 10] =
    ["text", "concise", "json", "yaml", "markdown", "csv", "github", "gitlab", "sarif", "junit"];

#[test]
fn ten_thousand_findings_in_every_format() {
    for (at, bomb) in bombs::findings().into_iter().enumerate() {
        let scratch = Scratch::new(bomb.name, &bomb);
        // Of one plan other formats than of the next.
        for format in FORMATS.into_iter().skip(at % STEP).step_by(STEP) {
            let (status, told) = run(&scratch.0, &["check", "--waived", "--format", format], MEMORY);
            assert_eq!((status.code(), told.as_str()), (Some(1), ""), "{} as {format}: {status}", bomb.name);
        }
    }
}
