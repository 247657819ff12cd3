//! A new repository for each test, made by git.

use super::scratch::Scratch;
use std::env;
use std::io;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::rc::Rc;
use tpm::io::disk::Disk;
use tpm::io::git::Git;
use tpm::io::history::{Commit, History, Repository, Revision};
use tpm::io::refusal::Refusal;

/// Returns the text of an error: the reason and the hints.
pub(super) fn told(error: io::Error) -> String {
    let help = Refusal::of(&error).map_or(&[][..], |refusal| &refusal.help);
    format!("{error}\n{}", help.join("\n"))
}

/// A directory with a repository in it.
pub(super) struct Repo(pub(super) Scratch);

impl Repo {
    /// Returns a repository without a commit.
    pub(super) fn new(files: &[(&str, &str)]) -> Self {
        Self::with(&["init", "--quiet", "--initial-branch=main"], files)
    }

    pub(super) fn with(init: &[&str], files: &[(&str, &str)]) -> Self {
        let repo = Self(Scratch::new(files));
        repo.git(init);
        repo
    }

    /// Commits all files. Returns the hash.
    pub(super) fn commit(&self, at: &str) -> String {
        self.git(&["add", "--all"]);
        self.done(&["commit", "--quiet", "--allow-empty", "--message", "A plan"], at);
        self.git(&["rev-parse", "HEAD"])
    }

    /// Writes a file and commits it.
    pub(super) fn change(&self, path: &str, text: &str, at: &str) -> String {
        self.0.write(path, text.as_bytes());
        self.commit(at)
    }

    pub(super) fn git(&self, arguments: &[&str]) -> String {
        self.done(arguments, "2026-09-01T12:00:00+0200")
    }

    #[track_caller]
    fn done(&self, arguments: &[&str], at: &str) -> String {
        let output = git(&self.0.0, arguments, at);
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "git {arguments:?}: {stderr}");
        String::from_utf8_lossy(&output.stdout).trim_end().to_owned()
    }

    /// Runs a shell command. Returns its output.
    #[track_caller]
    pub(super) fn run(&self, line: &str) -> String {
        let output = Command::new("sh").args(["-c", line]).current_dir(&self.0.0).output().unwrap();
        assert!(output.status.success(), "{line}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap().trim_end().to_owned()
    }

    /// Returns git as `tpm` sees it from a directory.
    pub(super) fn seen_from(&self, directory: &str) -> Git {
        seen_from(&self.0.at(directory))
    }

    pub(super) fn open(&self) -> Rc<dyn Repository> {
        self.seen_from("").open(".").unwrap()
    }

    #[track_caller]
    pub(super) fn find(&self, revision: &str) -> Commit {
        let revision = Revision::parse(revision).unwrap();
        self.open().find(&revision).unwrap_or_else(|error| panic!("{revision:?}: {error}"))
    }

    /// Checks that a revision is not found, and the message.
    #[track_caller]
    pub(super) fn lost(&self, revision: &str, said: &[&str]) {
        let open = self.seen_from("").open(".");
        let found = open.and_then(|open| open.find(&Revision::parse(revision).unwrap()));
        let error = told(found.expect_err(revision));
        for said in said {
            assert!(error.contains(said), "{revision} does not say {said:?}: {error}");
        }
    }
}

/// Returns git as `tpm` sees it from a directory.
pub(super) fn seen_from(directory: &Path) -> Git {
    let path = env::var_os("PATH").unwrap();
    let variables = env::vars_os().map(|(name, _)| name);
    let variables = variables.filter(|name| name.to_string_lossy().starts_with("GIT_")).collect();
    Git::new(Disk::new(directory), env::split_paths(&path).collect(), variables)
}

/// Runs git without user configuration, at a fixed time.
pub(super) fn git(directory: &Path, arguments: &[&str], at: &str) -> Output {
    let mut command = Command::new("git");
    for (name, _) in env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("GIT_")) {
        command.env_remove(name);
    }
    for who in ["AUTHOR", "COMMITTER"] {
        command
            .env(format!("GIT_{who}_NAME"), "Ana <Ruiz>")
            .env(format!("GIT_{who}_EMAIL"), "ana@example.org");
    }
    command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1").env("HOME", directory);
    command.env("GIT_COMMITTER_DATE", at).env("GIT_AUTHOR_DATE", "2020-01-01T00:00:00+0000");
    command.args(arguments).current_dir(directory).stdin(Stdio::null()).output().unwrap()
}
