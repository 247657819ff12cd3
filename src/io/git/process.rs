//! The only module that starts a program: git, with options that keep it from running anything
//! else; without them for a commit that somebody asked for.

use super::refusal;
use super::watch::Watched;
use std::ffi::OsString;
use std::io::{self, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{ChildStdin, ChildStdout, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

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
    /// How long an answer may take.
    patience: Duration,
}

/// The most bytes that git may print to one question, and the most of what it says where it fails.
const MOST_PRINTED: u64 = 64 << 20;
const MOST_SAID: u64 = 64 << 10;

impl Program {
    /// Returns git at a path, with some environment variables hidden from it. An answer that takes
    /// longer is an error.
    pub(super) fn new(file: PathBuf, hidden: Vec<OsString>, patience: Duration) -> Self {
        Self { file, hidden, patience }
    }

    /// Returns the standard output of a command, or its standard error if it fails.
    pub(super) fn ask(&self, directory: &Path, arguments: &[&str]) -> io::Result<Result<String, String>> {
        let unexpected = || refusal::unexpected(arguments.first().copied().unwrap_or_default());
        let mut command = self.command(directory, arguments);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().map_err(|error| refusal::cannot_start(&self.file, &error))?;
        let (stdout, stderr) = (child.stdout.take(), child.stderr.take());
        let watched = Watched::new(child, self.patience);
        watched.begin();
        // Both pipes are read at once: git must not wait for one while the other is read. What git
        // has started may hold them open after it was killed, so nobody waits for that.
        let (printed, said) = (read(stdout, MOST_PRINTED)?, read(stderr, MOST_SAID)?);
        let silent = || refusal::silent(self.patience);
        let printed = printed.recv_timeout(self.patience).map_err(|_| silent())??;
        if printed.len() as u64 > MOST_PRINTED {
            return Err(unexpected());
        }
        let status = watched.wait()?;
        if watched.was_stopped() {
            return Err(silent());
        }
        let said = said.recv_timeout(self.patience).map_err(|_| silent())??;
        if !status.success() {
            return Ok(Err(String::from_utf8_lossy(&said).into_owned()));
        }
        String::from_utf8(printed).map(Ok).map_err(|_| unexpected())
    }

    /// Starts a command with pipes for its input and output.
    pub(super) fn start(&self, directory: &Path, arguments: &[&str]) -> io::Result<Running> {
        let mut command = self.command(directory, arguments);
        // Nobody reads standard error, and a full pipe would block git.
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().map_err(|error| refusal::cannot_start(&self.file, &error))?;
        match (child.stdin.take(), child.stdout.take()) {
            (Some(input), Some(output)) => Ok(Running {
                watched: Watched::new(child, self.patience),
                input,
                output: BufReader::new(output),
            }),
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

/// Reads a pipe to its end, or one byte more than a limit, beside the caller.
fn read(
    pipe: Option<impl Read + Send + 'static>,
    limit: u64,
) -> io::Result<mpsc::Receiver<io::Result<Vec<u8>>>> {
    let (sender, receiver) = mpsc::channel();
    thread::Builder::new().spawn(move || {
        let mut bytes = Vec::new();
        let read = pipe.map_or(Ok(0), |pipe| pipe.take(limit.saturating_add(1)).read_to_end(&mut bytes));
        // Nobody listens any more where it took too long.
        let _ = sender.send(read.map(|_| bytes));
    })?;
    Ok(receiver)
}

/// A running command, stopped when this is dropped.
pub(super) struct Running {
    watched: Watched,
    /// Its standard input.
    pub(super) input: ChildStdin,
    /// Its standard output.
    pub(super) output: BufReader<ChildStdout>,
}

impl Running {
    /// Asks for one answer, which may not take too long.
    pub(super) fn asked<T>(&mut self, ask: impl FnOnce(&mut Self) -> io::Result<T>) -> io::Result<T> {
        self.watched.begin();
        let answer = ask(self);
        self.watched.end();
        match self.watched.was_stopped() {
            true => Err(refusal::silent(self.watched.patience())),
            false => answer.map_err(|error| refusal::stopped(&error)),
        }
    }
}
