//! Every command over every shape of a plan: what it takes grows with the plan and no faster.
//!
//! Time depends on the machine, so `cargo test` counts bytes that are allocated, for short plans.
//! Processor time and memory at full size are measured by
//!
//! ```text
//! cargo test --release --locked --test hostile -- --ignored --nocapture sweep
//! ```
//!
//! which prints a table and fails where a limit is passed. `TPM_SWEEP` narrows it to shapes, and
//! behind a slash to commands, whose names contain one of its words: `TPM_SWEEP='deep,wide/diff'`.

use super::shapes::{self, Shape};
use super::{Scratch, git};
use std::ffi::OsString;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;
use tpm::cli::{self, Stream, Variables, World};
use tpm::io::disk::Disk;
use tpm::io::git::Git;
use tpm::time::Day;

/// What a command may take for a plan of one megabyte, and four times that for four.
const SECONDS: f64 = 1.0;
const MEGABYTES: f64 = 100.0;

/// Every command, with the arguments that make it do its work.
pub(super) const COMMANDS: [&[&str]; 49] = [
    &["status"],
    &["status", "--since", "base"],
    &["status", "--at", "base"],
    &["critical-path"],
    &["cliffs"],
    &["slippage"],
    &["risks"],
    &["risks", "--matrix"],
    &["handoffs"],
    &["ask"],
    &["load"],
    &["week"],
    &["why", "p/last"],
    &["why", "p/last", "--since", "base"],
    &["recover", "p/last", "--by", "2026-09-16"],
    &["what-if", "p/first.eta=+2w"],
    &["what-if", "--each", "+5d"],
    &["check"],
    &["check", "--new-since", "base", "--policy-from", "base"],
    &["check", "--format", "sarif"],
    &["diff", "base"],
    &["diff", "base", "--format", "json"],
    &["changes", "--since", "base"],
    &["trend"],
    &["promises"],
    &["odds", "--runs", "10"],
    &["brief"],
    &["brief", "--format", "html"],
    &["gantt"],
    &["gantt", "--format", "svg"],
    &["graph"],
    &["graph", "--to", "p/last", "--format", "json"],
    &["graph", "--format", "dot"],
    &["schedule"],
    &["schedule", "--format", "json"],
    &["schedule", "--format", "yaml"],
    &["schedule", "--format", "markdown"],
    &["schedule", "--format", "csv"],
    // `undo` takes back what `set` wrote.
    &["set", "p/first", "note=x"],
    &["undo"],
    &["done", "p/first", "--dry-run"],
    &["start", "p/first", "--dry-run"],
    &["new", "milestone", "p/extra", "owner=o1", "duration=2d", "--dry-run"],
    &["split", "p/first", "one=1d", "two=1d", "--dry-run"],
    &["move", "p/first", "q", "--dry-run"],
    &["rename", "p/first", "renamed-first", "--dry-run"],
    &["remove", "p/first", "--cancel", "Bought", "--dry-run"],
    &["apply", "--by", "o1", "--dry-run", "reply.txt"],
    &["fmt", "--check"],
];

/// What one run took.
struct Cell {
    status: String,
    seconds: f64,
    megabytes: f64,
}

/// Writes a shape into a repository: its first round is the commit `base`, its second `HEAD`.
fn repository(shape: &Shape, size: usize) -> Scratch {
    let scratch = Scratch::of(shape.name, &[]);
    git(&scratch.0, "2026-08-01", &["init", "--quiet"]);
    for (round, day) in [(0, "2026-08-03"), (1, "2026-09-07")] {
        for (path, text) in shape.files(size, round) {
            fs::write(scratch.0.join("programs").join(path), text).unwrap();
        }
        git(&scratch.0, day, &["add", "programs"]);
        git(&scratch.0, day, &["commit", "--quiet", "--message", day]);
        if round == 0 {
            git(&scratch.0, day, &["tag", "base"]);
        }
    }
    fs::write(scratch.0.join("reply.txt"), "first fri waiting for review\n").unwrap();
    scratch
}

/// Runs a command and watches it in `/proc` until it has ended, when its times are still there.
fn measured(directory: &Path, command: &[&str]) -> Cell {
    let mut child = Command::new("sh")
        .args(["-c", "ulimit -v 4194304 && ulimit -t 60 && exec \"$0\" \"$@\"", env!("CARGO_BIN_EXE_tpm")])
        .args(command)
        .args(["--programs", "programs", "--as-of", "2026-09-14"])
        .current_dir(directory)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let about = |file: &str| fs::read_to_string(format!("/proc/{}/{file}", child.id())).unwrap();
    let mut most: u64 = 0;
    loop {
        let status = about("status");
        let line = |name: &str| status.lines().find_map(|line| line.strip_prefix(name));
        if line("State:").is_none_or(|state| state.trim().starts_with('Z')) {
            break;
        }
        let kib = line("VmHWM:").and_then(|size| size.trim().trim_end_matches(" kB").parse().ok());
        most = most.max(kib.unwrap_or(0));
        std::thread::sleep(Duration::from_millis(1));
    }
    let stat = about("stat");
    // Behind the name of the program, which may hold anything: user and system time in ticks.
    let fields: Vec<&str> = stat.rsplit_once(')').unwrap().1.split_whitespace().collect();
    let ticks: f64 = fields[11..13].iter().map(|ticks| ticks.parse::<f64>().unwrap()).sum();
    let ended = child.wait().unwrap();
    let status = ended.code().map_or_else(|| format!("{ended}"), |code| code.to_string());
    Cell { status, seconds: ticks / 100.0, megabytes: most as f64 / 1024.0 }
}

/// Runs a command in this process, and returns how many bytes it allocates in all.
fn allocated(directory: &Path, command: &[&str]) -> u64 {
    let disk = Disk::new(directory);
    let path = std::env::var_os("PATH").unwrap();
    let git = Git::new(disk.clone(), std::env::split_paths(&path).collect(), Vec::new());
    let world = World {
        tree: &disk,
        history: &git,
        disk: &disk,
        create: &disk,
        commits: &git,
        input: &std::io::stdin(),
        today: Day::parse("2026-09-14").unwrap(),
        variables: Variables::default(),
        stdout: Stream::default(),
        stderr: Stream::default(),
    };
    let typed = ["tpm"].into_iter().chain(command.iter().copied()).chain(["--programs", "programs"]);
    let typed: Vec<OsString> = typed.map(OsString::from).collect();
    let mut status = 0;
    let counted = allocation_counter::measure(|| {
        status = cli::run(typed, &world, &mut std::io::sink(), &mut std::io::sink());
    });
    assert!(status <= 2);
    counted.bytes_total
}

/// Returns up to how many bytes a command may allocate without regard to the size of the plan. Many
/// analyses try what they can within a limit that small plans do not reach, so that they grow faster
/// than the plan at first; those that share out what many edits did try most.
fn at_first(command: &[&str]) -> u64 {
    if ["diff", "changes"].contains(&command[0]) { 1 << 30 } else { 48 << 20 }
}

/// What takes more: a milestone is critical for each program behind it, each place that names a
/// milestone is rewritten by itself, and each share of many changed freezes has calendars of its own.
const KNOWN: [(&str, &str); 4] =
    [("linked programs", ""), ("one cause", "move"), ("one cause", "rename"), ("freezes", "why")];

#[test]
fn what_is_allocated_grows_with_the_plan() {
    const STEP: usize = if cfg!(debug_assertions) { 37 } else { 1 };
    let mut complaints = Vec::new();
    for (at, shape) in shapes::all().iter().enumerate() {
        let (small, large) = (repository(shape, 3 << 10), repository(shape, 12 << 10));
        // Of one shape other commands than of the next.
        for command in COMMANDS.iter().skip(at % STEP).step_by(STEP) {
            let is_known = |(name, of): &(&str, &str)| *name == shape.name && command[0].starts_with(of);
            if KNOWN.iter().any(is_known) {
                continue;
            }
            let [one, four] = [&small, &large].map(|scratch| allocated(&scratch.0, command));
            if four > 5 * one + at_first(command) {
                complaints.push(format!(
                    "{}: tpm {}: {one}, then {four} bytes",
                    shape.name,
                    command.join(" ")
                ));
            }
        }
    }
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

#[test]
fn the_sweep_has_every_command() {
    let all = cli::command();
    // They read no plan.
    let other = ["explain", "init", "schema", "help"];
    let swept = |name: &str| COMMANDS.iter().any(|command| command[0] == name) || other.contains(&name);
    let missing: Vec<&str> =
        all.get_subcommands().map(|command| command.get_name()).filter(|name| !swept(name)).collect();
    assert!(missing.is_empty(), "give these a row in COMMANDS of tests/hostile/sweep.rs: {missing:?}");
}

#[test]
#[ignore = "takes minutes; run it in release"]
fn sweep() {
    let only = std::env::var("TPM_SWEEP").unwrap_or_default();
    let (some_shapes, some_commands) = only.split_once('/').unwrap_or((&only, ""));
    let is_in = |name: &str, some: &str| some.is_empty() || some.split(',').any(|word| name.contains(word));
    let mut over = Vec::new();
    println!("{:22}{:52}{:>8}{:>8}{:>8}{:>8}  status", "shape", "command", "1 MiB s", "MB", "4 MiB s", "MB");
    for shape in shapes::all().iter().filter(|shape| is_in(shape.name, some_shapes)) {
        let [small, large] = [20, 22].map(|shift| repository(shape, 1 << shift));
        for command in COMMANDS {
            let name = command.join(" ");
            if !is_in(&name, some_commands) {
                continue;
            }
            let (one, four) = (measured(&small.0, command), measured(&large.0, command));
            let is_over = |cell: &Cell, times: f64| {
                cell.seconds > times * SECONDS
                    || cell.megabytes > times * MEGABYTES
                    || !["0", "1", "2"].contains(&cell.status.as_str())
            };
            let mark = if is_over(&one, 1.0) || is_over(&four, 4.0) { " OVER" } else { "" };
            println!(
                "{:22}{name:52}{:8.2}{:8.0}{:8.2}{:8.0}  {} {}{mark}",
                shape.name, one.seconds, one.megabytes, four.seconds, four.megabytes, one.status, four.status
            );
            if !mark.is_empty() {
                over.push(format!("{}: tpm {name}", shape.name));
            }
        }
    }
    assert!(over.is_empty(), "{} over the limit:\n{}", over.len(), over.join("\n"));
}
