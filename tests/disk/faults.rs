//! Everything that can go wrong around a run, for each class of commands: a clear sentence, the right
//! exit status, nothing lost and nothing left behind.
//!
//! `cargo test --locked --test disk -- faults --nocapture` prints the table.
//!
//! Elsewhere: git that hangs (`revisions`), files that change while they are read (`edits`), signals
//! (`signals`), a clock before 1970 and after 2199 (`src/io/clock.rs`, `tests/cli/day.rs`).

use super::repository::Repo;
use super::scratch::{Scratch, finish};
use std::process::{Command, Stdio};

const PLAN: &str = "milestones:\n  ledger: {duration: 3w, owner: bo}\n";
const LATER: &str = "milestones:\n  ledger: {duration: 4w, owner: bo}\n";

/// A command of each class, and whether it writes files.
const CLASSES: [(&str, &str, bool); 8] = [
    ("report", "status", false),
    ("file", "schedule --output json=out/report.json", true),
    ("gate", "check", false),
    ("history", "diff base", false),
    ("edit", "set checkout/ledger note=x", true),
    ("new", "new program billing owner=bo", true),
    ("init", "init fresh/start", true),
    ("reply", "apply --by bo reply.txt", true),
];

/// What goes wrong, the shell commands that do it around the run, which is `"$@"`, and by class the
/// exit status and a part of what is said. Without a row of its own, a class succeeds.
type Fault = (&'static str, &'static str, &'static [(&'static str, i32, &'static str)]);

const FULL: &str = "cannot write to standard output: No space";
const WRITTEN: &str = "the plans are written, but not what that does: cannot write to standard output";
const RECORD: &str = "nothing was written: the record for `tpm undo` cannot be kept";
const UNREAD: &str = "was not read: it is a link";
const NO_PLANS: &str = "there is no `programs` directory here or above";
const GONE: &str = "the current directory is not there any more";
const ALL_GONE: &[(&str, i32, &str)] = &[
    ("report", 2, GONE),
    ("file", 2, GONE),
    ("gate", 2, GONE),
    ("history", 2, "the directory is not there"),
    ("edit", 2, GONE),
    ("new", 2, GONE),
    ("init", 2, "nothing was written"),
    ("reply", 2, GONE),
];
const PIPE: &str = "it is not a regular file";

const FAULTS: &[Fault] = &[
    ("nothing", "exec \"$@\"", &[]),
    (
        "standard output is full",
        "exec \"$@\" > /dev/full",
        &[
            ("report", 2, FULL),
            ("gate", 2, FULL),
            ("history", 2, FULL),
            ("edit", 2, WRITTEN),
            ("new", 2, WRITTEN),
            ("init", 2, FULL),
            ("reply", 2, WRITTEN),
        ],
    ),
    ("standard error is full", "exec \"$@\" 2> /dev/full", &[]),
    ("all streams are closed", "exec \"$@\" <&- >&- 2>&-", &[]),
    ("the reader is gone", "\"$@\" | :; true", &[]),
    ("the reader is slow", "\"$@\" | (sleep 0.1; cat)", &[]),
    (
        "the disk is full",
        "ulimit -f 0 && exec \"$@\"",
        &[
            ("file", 2, "cannot write `out/report.json`: File too large"),
            ("edit", 2, RECORD),
            ("new", 2, RECORD),
            ("init", 2, "nothing was written: `fresh/start/programs/portal.yaml`: File too large"),
            ("reply", 2, "cannot be kept"),
        ],
    ),
    (
        "the disk is full after some kilobytes",
        "ulimit -f 6 && exec \"$@\"",
        &[
            ("file", 2, "cannot write `out/report.json`: File too large"),
            ("init", 2, "nothing was written: `fresh/start/programs/schema"),
        ],
    ),
    ("the directory is gone", "mkdir gone && cd gone && rmdir ../gone && exec \"$@\"", ALL_GONE),
    (
        "the environment is odd",
        "export HOME=/nowhere TERM=$(printf '\\033[2J\\377') TZ=:/etc/passwd LC_ALL=$(printf 'xx\\377') LANG=yy \
         COLUMNS=99999999999999999999 && exec \"$@\"",
        &[],
    ),
    ("the environment is empty", "exec env -i COLUMNS=0 TZ= TERM= LC_ALL= PATH=\"$PATH\" \"$@\"", &[]),
    ("git is missing", "export PATH=/nowhere && exec \"$@\"", &[("history", 2, "git is not on the PATH")]),
    (
        "git is old",
        "git: echo git version 1.8.3",
        &[("history", 2, "git 2.30 or later is needed, but `git version` prints `git version 1.8.3`")],
    ),
    ("git lies", "git: echo nonsense", &[("history", 2, "`git version` prints `nonsense`")]),
    (
        "git lies later",
        "git: case \"$*\" in *version) echo git version 2.47.0;; *) echo nonsense;; esac",
        &[("history", 2, "git")],
    ),
    (
        "git is killed",
        "git: kill -9 $$",
        &[("history", 2, "git does not work: `git version` prints nothing")],
    ),
    (
        "git is killed later",
        "git: case \"$*\" in *version) echo git version 2.47.0;; *) kill -9 $$;; esac",
        &[("history", 2, "git")],
    ),
    (
        "a pipe has the name of a plan",
        "mkfifo programs/pipe.yaml && exec \"$@\"",
        &[
            ("report", 2, PIPE),
            ("file", 2, "1 error in the plans"),
            ("gate", 1, ""),
            ("history", 2, PIPE),
            ("edit", 2, PIPE),
            ("new", 2, PIPE),
            ("reply", 2, PIPE),
        ],
    ),
    (
        "a device has the name of a plan",
        "ln -s /dev/zero programs/zero.yaml && exec \"$@\"",
        &[
            ("report", 2, UNREAD),
            ("file", 2, "1 error in the plans"),
            ("gate", 1, ""),
            ("history", 2, UNREAD),
            ("edit", 2, UNREAD),
            ("new", 2, UNREAD),
            ("reply", 2, UNREAD),
        ],
    ),
    ("a directory has the name of a plan", "mkdir programs/dir.yaml && exec \"$@\"", &[]),
    (
        "a plan leads nowhere",
        "rm programs/checkout.yaml && ln -s nowhere programs/checkout.yaml && exec \"$@\"",
        &[
            ("report", 2, UNREAD),
            ("file", 2, "1 error in the plans"),
            ("gate", 1, ""),
            ("history", 2, UNREAD),
            ("edit", 2, "there is no milestone `checkout/ledger`"),
            ("new", 2, UNREAD),
            ("reply", 2, "there is no owner `bo`"),
        ],
    ),
    (
        "the plans are gone",
        "rm -r programs && exec \"$@\"",
        &[
            ("report", 2, NO_PLANS),
            ("file", 2, NO_PLANS),
            ("gate", 2, NO_PLANS),
            ("edit", 2, NO_PLANS),
            ("new", 2, NO_PLANS),
            ("reply", 2, NO_PLANS),
        ],
    ),
];

#[test]
fn every_fault_in_every_class_of_commands() {
    let repo = Repo::new(&[("programs/checkout.yaml", PLAN), ("out/x.txt", "")]);
    repo.0.write("reply.txt", b"ledger eta fri\n");
    repo.commit("2026-09-01T12:00:00+0200");
    repo.git(&["tag", "base"]);
    repo.change("programs/checkout.yaml", LATER, "2026-09-08T12:00:00+0200");
    let mut complaints = Vec::new();
    for (fault, around, expected) in FAULTS {
        for (class, arguments, writes) in CLASSES {
            let scratch = Scratch::new(&[]);
            let copied = Command::new("cp").arg("-a").arg(repo.0.at(".")).arg(scratch.at(".")).status();
            assert!(copied.unwrap().success());
            let mut command = Command::new("sh");
            let around = match around.strip_prefix("git: ") {
                None => around,
                Some(fake) => {
                    scratch.program(".git/bin/git", &format!("#!/bin/sh\n{fake}\n"));
                    command.env("PATH", format!("{}:/usr/bin:/bin", scratch.at(".git/bin").display()));
                    "exec \"$@\""
                }
            };
            // What the fault itself does to the files does not count.
            let (prepare, run) = match around.rsplit_once("&& exec") {
                Some((prepare, _)) if prepare.contains("programs") => (prepare.trim(), "exec \"$@\""),
                _ => ("true", around),
            };
            let prepared = Command::new("sh").args(["-c", prepare]).current_dir(&scratch.0).status().unwrap();
            assert!(prepared.success(), "{fault}");
            let before = scratch.everything();
            command.args(["-c", run, "sh", env!("CARGO_BIN_EXE_tpm")]);
            command.args(arguments.split(' ')).args(["--as-of", "2026-09-14"]).current_dir(&scratch.0);
            command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
            let output = finish(&mut command);
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            let mut changed = scratch.changed(&before);
            changed.retain(|path| !path.starts_with(".git/"));
            let wanted = expected.iter().find(|(of, ..)| *of == class);
            let (status, part) = wanted.map_or((0, ""), |(_, status, part)| (*status, *part));
            let row = format!(
                "{fault:38} {class:8} {} {}",
                output.status.code().map_or("?".into(), |code| code.to_string()),
                said.lines().next().unwrap_or_default()
            );
            println!("{row}");
            let mut complain =
                |what: &str| complaints.push(format!("{what}: {row}\n    {changed:?}\n{said}"));
            if output.status.code() != Some(status) {
                complain(&format!("not {status}"));
            }
            if !said.contains(part) {
                complain(&format!("does not say `{part}`"));
            }
            if said.contains("panicked") || said.contains("RUST_BACKTRACE") {
                complain("an odd sentence");
            }
            // A file is written whole, by a command that writes and does not say otherwise.
            let is_refused =
                status != 0 && ![FULL, WRITTEN, PIPE, UNREAD, "1 error in the plans"].contains(&part);
            if (!writes || is_refused) && !changed.is_empty() {
                complain("something is left");
            }
            if changed.iter().any(|path| path.ends_with(".tmp")) {
                complain("a temporary file is left");
            }
        }
    }
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}
