//! Why git cannot answer, and which command helps.

use crate::io::refusal::Refusal;
use crate::time::Day;
use std::io;
use std::path::Path;
use std::time::Duration;

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
    if output.is_empty() {
        return refuse(
            "git does not work: `git version` prints nothing",
            "run it by hand to see what is wrong with it",
        );
    }
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

/// Returns the error for git that did not answer in time.
pub(super) fn silent(patience: Duration) -> io::Error {
    refuse(
        &format!("git did not answer within {} s", patience.as_secs_f64()),
        "run `git status` to see what it waits for",
    )
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

/// Explains a name that no commit here has: `start` is where it begins from, if that is here.
pub(super) fn unknown(name: &str, start: Start<'_>, is_shallow: bool) -> io::Error {
    let (clone, unshallow) =
        if is_shallow { ("clone, which is shallow", " --unshallow") } else { ("repository", "") };
    let reason = format!("there is no commit `{name}` in this {clone}");
    let fetch = match start {
        Start::Here if is_shallow => return refuse(&reason, UNSHALLOW),
        Start::Here | Start::Unclear => None,
        Start::Hash(hash) => Some(hash.to_owned()),
        Start::Remote(branch) => Some(format!("{branch}:refs/remotes/origin/{branch}")),
        Start::Tag(tag) => Some(format!("tag {tag}")),
        Start::Branch(branch) => Some(format!("{branch}:{branch}")),
    };
    // A clone of a single branch has no others, and fetches none unless they are named.
    let help = match fetch {
        Some(what) => format!(
            "`git fetch{unshallow} origin {what}` brings it, if the origin has it; for actions/checkout, `fetch-depth: 0`"
        ),
        None => "`git log --oneline --all` lists the commits here; `git fetch` brings those of others".into(),
    };
    refuse(&reason, &help)
}

/// What a name that no commit has begins from: `main` of `main~3`.
pub(super) enum Start<'n> {
    /// It is here, so older commits are missing.
    Here,
    Hash(&'n str),
    /// A branch of the remote `origin`.
    Remote(&'n str),
    Tag(&'n str),
    Branch(&'n str),
    Unclear,
}

impl<'n> Start<'n> {
    /// Returns the start of a name that is not here itself.
    pub(super) fn of(name: &'n str) -> Self {
        let is_plain = name.chars().all(|c| c.is_alphanumeric() || "._/-".contains(c));
        // `v1.0` is a tag by custom.
        let is_version = |name: &str| name.as_bytes().get(1).is_some_and(u8::is_ascii_digit);
        let short = name.strip_prefix("refs/").unwrap_or(name);
        match short.split_once('/') {
            _ if !is_plain => Self::Unclear,
            _ if super::is_hash(name) => Self::Hash(name),
            Some(("remotes", branch)) => Self::of(branch),
            Some(("origin", branch)) => Self::Remote(branch),
            Some(("tags", tag)) => Self::Tag(tag),
            Some(("heads", branch)) => Self::Branch(branch),
            _ if name.starts_with('v') && is_version(name) => Self::Tag(name),
            _ => Self::Branch(short),
        }
    }
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

/// Refuses a name that is short for several, which name different commits.
pub(super) fn two_meanings(name: &str, [one, other]: [&str; 2]) -> io::Error {
    refuse(
        &format!("`{name}` names two commits: `{one}` and `{other}`"),
        &format!("write the one that is meant in full: `{other}` or `{one}`"),
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

pub(super) fn object_missing() -> io::Error {
    refuse(
        "git has the commit, but not all of its files: the clone is partial or damaged",
        "`git fetch --refetch --no-filter` completes a partial clone; `git fsck` checks any other",
    )
}

pub(super) fn sparse(path: &str) -> io::Error {
    refuse(
        &format!("this is a sparse checkout, which leaves out `{path}` and so is no version of the plans"),
        "`git sparse-checkout disable` brings every file, `git sparse-checkout add DIR` those of a directory; or name a commit, such as `HEAD`",
    )
}

/// Refuses to commit a file that has something in it that the command did not write.
pub(super) fn uncommitted(path: &str, state: &str) -> io::Error {
    let (reason, help) = match state {
        "??" => ("is not in git yet", "`git add` and `git commit` it first"),
        "!!" => ("is ignored by git", "`git check-ignore -v FILE` says why"),
        _ => ("has edits that are not committed", "commit them first, so that the commit has only this edit"),
    };
    refuse(
        &format!("--commit: nothing was written: `{path}` {reason}"),
        &format!("{help}; or leave out --commit"),
    )
}

pub(super) fn in_between(head: &str) -> io::Error {
    let what = if head == "MERGE_HEAD" { "merge" } else { "cherry-pick" };
    refuse(
        &format!("--commit: nothing was written: a {what} is not finished here"),
        &format!("`git {what} --continue` or `--abort` ends it; or leave out --commit"),
    )
}

pub(super) fn nobody() -> io::Error {
    refuse(
        "--commit: nothing was written: git does not know who commits",
        "`git config user.name NAME` and `git config user.email ADDRESS` say it",
    )
}

pub(super) fn outside(file: &str) -> io::Error {
    refuse(
        &format!("--commit: nothing was written: `{file}` is not in the work tree of this repository"),
        "leave out --commit",
    )
}

/// Returns a path as a shell reads it.
fn quoted(path: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '.' | '-' | '_');
    if path.chars().all(is_plain) { path.to_owned() } else { format!("'{}'", path.replace('\'', "'\\''")) }
}

/// Says why `git commit` failed, in its own words, and how to commit these files after all.
pub(super) fn no_commit_made(said: &str, paths: &[String]) -> io::Error {
    let lines: Vec<&str> = said.lines().map(str::trim).filter(|line| !line.is_empty()).take(3).collect();
    let said =
        if lines.is_empty() { "git commit failed and said nothing".to_owned() } else { lines.join("; ") };
    refuse(
        &format!("the plans are written, but not committed: {said}"),
        &format!(
            "once that is mended, `git add {0}` and `git commit -- {0}` in the root of the repository make the commit; `tpm undo` takes the edit back",
            paths.iter().map(|path| quoted(path)).collect::<Vec<_>>().join(" ")
        ),
    )
}
