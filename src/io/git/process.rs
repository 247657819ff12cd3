//! The one place that starts a program: git, found once, with what keeps it from running anything
//! else.

use super::refusal;
use std::ffi::OsString;
use std::io::{self, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

/// What goes before every command of git, each against one way of running a program, fetching, or
/// writing.
const GUARDS: [&str; 12] = [
    "--no-pager",
    "--no-replace-objects",
    "--no-optional-locks",
    "--literal-pathspecs",
    "-c",
    "core.fsmonitor=false",
    "-c",
    "core.hooksPath=/dev/null",
    "-c",
    "protocol.allow=never",
    "-c",
    "safe.bareRepository=explicit",
];

/// The same for those that have no option. Versions of git that do not know the first of them are
/// kept from fetching by the second, which no configuration overrides.
const VARIABLES: [(&str, &str); 5] = [
    ("GIT_NO_LAZY_FETCH", "1"),
    ("GIT_ALLOW_PROTOCOL", "none"),
    ("GIT_TERMINAL_PROMPT", "0"),
    ("GIT_OPTIONAL_LOCKS", "0"),
    // What it says is read.
    ("LC_ALL", "C"),
];

/// git as a program.
pub(super) struct Program {
    /// Its whole path: a name alone could be looked up in the current directory.
    file: PathBuf,
    /// Variables of the environment that it does not see.
    hidden: Vec<OsString>,
}

impl Program {
    /// Returns git at a path, which will not see some variables of the environment.
    pub(super) fn new(file: PathBuf, hidden: Vec<OsString>) -> Self {
        Self { file, hidden }
    }

    /// Returns what a command prints, or what it says on standard error where it fails.
    pub(super) fn ask(&self, directory: &Path, arguments: &[&str]) -> io::Result<Result<String, String>> {
        let output = self.command(directory, arguments).stdin(Stdio::null()).output();
        let output = output.map_err(|error| refusal::cannot_start(&self.file, &error))?;
        if !output.status.success() {
            return Ok(Err(String::from_utf8_lossy(&output.stderr).into_owned()));
        }
        String::from_utf8(output.stdout).map(Ok).map_err(|_| refusal::unexpected(arguments[0]))
    }

    /// Starts a command that is written to and read from.
    pub(super) fn start(&self, directory: &Path, arguments: &[&str]) -> io::Result<Running> {
        let mut command = self.command(directory, arguments);
        // Nobody reads what it says there, and a full pipe would stop it.
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().map_err(|error| refusal::cannot_start(&self.file, &error))?;
        match (child.stdin.take(), child.stdout.take()) {
            (Some(input), Some(output)) => Ok(Running { child, input, output: BufReader::new(output) }),
            _ => Err(io::ErrorKind::BrokenPipe.into()),
        }
    }

    #[expect(
        clippy::disallowed_methods,
        reason = "git, by its whole path, and nothing that a plan or repository names"
    )]
    fn command(&self, directory: &Path, arguments: &[&str]) -> Command {
        let mut command = Command::new(&self.file);
        command.args(GUARDS).args(arguments).current_dir(directory);
        for name in &self.hidden {
            command.env_remove(name);
        }
        command.envs(VARIABLES);
        command
    }
}

/// A command that runs until this is dropped.
pub(super) struct Running {
    child: Child,
    /// What it reads.
    pub(super) input: ChildStdin,
    /// What it prints.
    pub(super) output: BufReader<ChildStdout>,
}

impl Drop for Running {
    fn drop(&mut self) {
        // It only reads, and may be writing what nobody takes.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
