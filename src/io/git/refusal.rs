//! Why git cannot answer, and which command helps.

use crate::io::refusal::Refusal;
use crate::time::Day;
use std::io;
use std::path::Path;

/// How to complete a shallow clone.
const UNSHALLOW: &str = "`git fetch --unshallow` brings the rest; for actions/checkout, `fetch-depth: 0`";

fn refuse(reason: &str, help: &str) -> io::Error {
    Refusal::new(reason, help).into()
}

pub(super) fn not_installed(oldest: (u32, u32)) -> io::Error {
    let (major, minor) = oldest;
    refuse(
        "git is not on the PATH",
        &format!("install git {major}.{minor} or later: https://git-scm.com/downloads"),
    )
}

pub(super) fn too_old(output: &str, oldest: (u32, u32)) -> io::Error {
    let (major, minor) = oldest;
    let output: String = output.chars().take(80).collect();
    refuse(
        &format!("git {major}.{minor} or later is needed, but `git version` prints `{output}`"),
        "install a newer one: https://git-scm.com/downloads",
    )
}

pub(super) fn no_directory() -> io::Error {
    refuse(
        "the directory is not there, or its path is not UTF-8 text",
        "name another one with `--programs DIR`",
    )
}

pub(super) fn cannot_start(program: &Path, error: &io::Error) -> io::Error {
    io::Error::other(format!("`{}` cannot be started: {error}", program.display()))
}

/// Explains the error of `git rev-parse` when it finds no repository that it can read.
pub(super) fn of_repository(stderr: &str) -> io::Error {
    if stderr.contains("not a git repository") {
        return refuse(
            "there is no git repository here or above",
            "create one with `git init`, `git add programs` and `git commit`",
        );
    }
    if stderr.contains("dubious ownership") {
        // git's message has the command, with the path quoted for a shell.
        let written = stderr.lines().map(str::trim).find(|line| line.starts_with("git config --global"));
        let command = written.unwrap_or("git config --global --add safe.directory DIR");
        return refuse(
            "git does not read this repository because it belongs to somebody else",
            &format!("if you trust it: `{command}`"),
        );
    }
    if stderr.contains("must be run in a work tree") || stderr.contains("cannot use bare repository") {
        return refuse(
            "this is a repository without a work tree",
            "`git worktree add ../plans` makes one; run `tpm` in it",
        );
    }
    let first = stderr.lines().next().unwrap_or("it says nothing").trim_start_matches("fatal: ");
    refuse(
        &format!("git cannot read this repository: {first}"),
        "`git rev-parse --show-toplevel` shows the same error",
    )
}

/// Returns the error for an answer that git should never give.
pub(super) fn unexpected(command: &str) -> io::Error {
    refuse(&format!("git's answer to `{command}` was not understood"), "`git fsck` checks the repository")
}

pub(super) fn stopped(error: &io::Error) -> io::Error {
    refuse(
        &format!("git stopped while it was asked for what was committed: {error}"),
        "`git fsck` checks the repository",
    )
}

pub(super) fn unborn() -> io::Error {
    refuse("nothing is committed yet", "`git add programs` and `git commit` make the first commit")
}

pub(super) fn unknown(name: &str, is_shallow: bool) -> io::Error {
    if is_shallow {
        return refuse(&format!("there is no commit `{name}` in this clone, which is shallow"), UNSHALLOW);
    }
    refuse(
        &format!("there is no commit `{name}` in this repository"),
        "`git log --oneline --all` lists the commits here; `git fetch` brings those of others",
    )
}

pub(super) fn no_commit(name: &str) -> io::Error {
    refuse(&format!("`{name}` is not a commit"), "name the commit that it belongs to")
}

pub(super) fn ambiguous(name: &str) -> io::Error {
    refuse(
        &format!("several objects begin with `{name}`"),
        &format!("write more of the hash; `git rev-parse --disambiguate={name}` lists them"),
    )
}

pub(super) fn unreadable_commit(name: &str) -> io::Error {
    refuse(&format!("the commit `{name}` cannot be read"), "`git fsck` checks the repository")
}

pub(super) fn nothing_in_common(from: &str, to: &str, is_shallow: bool) -> io::Error {
    let reason = format!("`{from}` and `{to}` have no commit in common");
    if is_shallow {
        return refuse(&format!("{reason} in this clone, which is shallow"), UNSHALLOW);
    }
    refuse(&reason, "name one commit instead")
}

pub(super) fn too_early(day: Day, first: Day) -> io::Error {
    refuse(
        &format!("nothing was committed by {day}: the first commit is of {first}"),
        "name that day or a later one",
    )
}

pub(super) fn cut_off(day: Day, oldest: Day, is_shallow: bool) -> io::Error {
    if is_shallow {
        let reason = format!("this clone is shallow: it goes back to {oldest} and not to {day}");
        return refuse(&reason, UNSHALLOW);
    }
    refuse(&format!("the commits before {oldest} cannot be read"), "`git fsck` checks the repository")
}

/// Returns why an object of a commit is missing, on one line, for a finding about the plan.
pub(super) fn object_missing() -> io::Error {
    io::Error::other(
        "it is not in this clone, which is a partial one or damaged: `git fetch --refetch --no-filter` brings everything",
    )
}
