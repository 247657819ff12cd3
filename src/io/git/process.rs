//! The only module that starts a program: git, with options that keep it from running anything
//! else; without them for a commit that somebody asked for.

use super::refusal;
use std::ffi::OsString;
use std::io::{self, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

/// Options for every git command; each prevents one way of running a program, fetching, or writing.
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

/// The same for ways that have no option. The second variable, which no configuration overrides,
/// keeps versions of git that do not know the first one from fetching.
const VARIABLES: [(&str, &str); 5] = [
    ("GIT_NO_LAZY_FETCH", "1"),
    ("GIT_ALLOW_PROTOCOL", "none"),
    ("GIT_TERMINAL_PROMPT", "0"),
    ("GIT_OPTIONAL_LOCKS", "0"),
    // Its messages are parsed.
    ("LC_ALL", "C"),
];

/// Which variables of the environment a commit obeys: whose it is, of when, and configuration.
/// Those that name another repository or index are hidden from it too.
const OBEYED: [&str; 3] = ["GIT_AUTHOR_", "GIT_COMMITTER_", "GIT_CONFIG"];

/// git as a program.
pub(super) struct Program {
    /// Its absolute path: a bare name could be found in the current directory.
    file: PathBuf,
    /// Environment variables that are hidden from it.
    hidden: Vec<OsString>,
}

impl Program {
    /// Returns git at a path, with some environment variables hidden from it.
    pub(super) fn new(file: PathBuf, hidden: Vec<OsString>) -> Self {
        Self { file, hidden }
    }

    /// Returns the standard output of a command, or its standard error if it fails.
    pub(super) fn ask(&self, directory: &Path, arguments: &[&str]) -> io::Result<Result<String, String>> {
        let output = self.command(directory, arguments).stdin(Stdio::null()).output();
        let output = output.map_err(|error| refusal::cannot_start(&self.file, &error))?;
        if !output.status.success() {
            return Ok(Err(String::from_utf8_lossy(&output.stderr).into_owned()));
        }
        String::from_utf8(output.stdout).map(Ok).map_err(|_| refusal::unexpected(arguments[0]))
    }

    /// Starts a command with pipes for its input and output.
    pub(super) fn start(&self, directory: &Path, arguments: &[&str]) -> io::Result<Running> {
        let mut command = self.command(directory, arguments);
        // Nobody reads standard error, and a full pipe would block git.
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().map_err(|error| refusal::cannot_start(&self.file, &error))?;
        match (child.stdin.take(), child.stdout.take()) {
            (Some(input), Some(output)) => Ok(Running { child, input, output: BufReader::new(output) }),
            _ => Err(io::ErrorKind::BrokenPipe.into()),
        }
    }

    /// Runs a command as its user would, with their hooks and configuration and as long as it
    /// takes. Returns what it printed, or what it said where it fails.
    #[expect(clippy::disallowed_methods, reason = "git, by its whole path, for a commit that was asked for")]
    pub(super) fn act(
        &self,
        directory: &Path,
        arguments: &[&str],
        input: &str,
    ) -> io::Result<Result<String, String>> {
        let mut command = Command::new(&self.file);
        command.args(arguments).current_dir(directory);
        for name in &self.hidden {
            let text = name.to_string_lossy();
            if !OBEYED.iter().any(|obeyed| text.starts_with(obeyed)) {
                command.env_remove(name);
            }
        }
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().map_err(|error| refusal::cannot_start(&self.file, &error))?;
        if let Some(mut stdin) = child.stdin.take() {
            // It may end without reading; then its status says so. A message fits into the pipe.
            let _ = stdin.write_all(input.as_bytes());
        }
        let output = child.wait_with_output()?;
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        if output.status.success() {
            return Ok(Ok(text(&output.stdout)));
        }
        Ok(Err(text(&output.stderr) + &text(&output.stdout)))
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

/// A running command, stopped when this is dropped.
pub(super) struct Running {
    child: Child,
    /// Its standard input.
    pub(super) input: ChildStdin,
    /// Its standard output.
    pub(super) output: BufReader<ChildStdout>,
}

impl Drop for Running {
    fn drop(&mut self) {
        // Killing it is safe, as it only reads; it may be blocked on output that nobody reads.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
