//! Turns arguments and environment into an exit status.

use std::env;
use std::ffi::OsString;
use std::io::{self, BufWriter, IsTerminal};
use std::process::ExitCode;
use terminal_size::{Width, terminal_size_of};
use tpm::cli::{self, Stream, Variables, World};
use tpm::io::{clock, disk::Disk, git::Git, signals};

fn main() -> ExitCode {
    let (stdout, stderr) = (io::stdout(), io::stderr());
    let width = |size: Option<(Width, _)>| size.map(|(Width(columns), _)| usize::from(columns));
    let variable = |name| env::var_os(name).map(|value| value.to_string_lossy().into_owned());
    let disk = Disk::new(env::current_dir().unwrap_or_default());
    signals::listen(&disk);
    let path = env::var_os("PATH").unwrap_or_default();
    let git = Git::new(disk.clone(), env::split_paths(&path).collect(), named_for_git());
    let world = World {
        tree: &disk,
        history: &git,
        disk: &disk,
        create: &disk,
        commits: &git,
        input: &io::stdin(),
        today: clock::today(),
        variables: Variables {
            programs: variable("TPM_PROGRAMS"),
            as_of: variable("TPM_AS_OF"),
            no_color: variable("NO_COLOR"),
            force_color: variable("FORCE_COLOR"),
            clicolor_force: variable("CLICOLOR_FORCE"),
            term: variable("TERM"),
            columns: variable("COLUMNS"),
            time_zone: variable("TZ"),
            ci: variable("CI"),
            step_summary: variable("GITHUB_STEP_SUMMARY"),
        },
        stdout: Stream { is_terminal: stdout.is_terminal(), width: width(terminal_size_of(&stdout)) },
        stderr: Stream { is_terminal: stderr.is_terminal(), width: width(terminal_size_of(&stderr)) },
    };
    let mut out = BufWriter::new(stdout.lock());
    let status = cli::run(env::args_os(), &world, &mut out, &mut stderr.lock());
    ExitCode::from(status)
}

/// Returns the environment variables that configure git.
fn named_for_git() -> Vec<OsString> {
    let names = env::vars_os().map(|(name, _)| name);
    // Windows ignores the case of variable names.
    names.filter(|name| name.to_string_lossy().to_ascii_uppercase().starts_with("GIT_")).collect()
}
