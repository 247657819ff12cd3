//! Everything that a command can access outside its arguments.

use crate::io::commits::Commits;
use crate::io::create::Create;
use crate::io::history::History;
use crate::io::input::Input;
use crate::io::replace::Operations;
use crate::io::tree::Tree;
use crate::time::Day;

/// The environment variables that `tpm` reads.
#[derive(Debug, Clone, Default)]
pub struct Variables {
    /// `TPM_PROGRAMS`.
    pub programs: Option<String>,
    /// `TPM_AS_OF`.
    pub as_of: Option<String>,
    /// `NO_COLOR`.
    pub no_color: Option<String>,
    /// `FORCE_COLOR`.
    pub force_color: Option<String>,
    /// `CLICOLOR_FORCE`.
    pub clicolor_force: Option<String>,
    /// `TERM`.
    pub term: Option<String>,
    /// `COLUMNS`.
    pub columns: Option<String>,
    /// `TZ`: the time zone of the clock.
    pub time_zone: Option<String>,
    /// `CI`: set where no person looks on.
    pub ci: Option<String>,
    /// `GITHUB_STEP_SUMMARY`: the file that GitHub shows on the page of a job.
    pub step_summary: Option<String>,
}

/// One of the two output streams.
#[derive(Debug, Clone, Copy, Default)]
pub struct Stream {
    /// Whether it is a terminal.
    pub is_terminal: bool,
    /// The columns of a terminal; 0 if it does not know.
    pub width: Option<usize>,
}

/// The file system, the history, the clock and the environment.
pub struct World<'w> {
    /// Where plans are read from.
    pub tree: &'w dyn Tree,
    /// The git history. It is read only if an argument names a revision, for `tpm trend` and
    /// `tpm promises` or, for `tpm check` and `tpm status`, if `tpm.yaml` names one.
    pub history: &'w dyn History,
    /// Where `--output` is written.
    pub disk: &'w dyn Operations,
    /// Where new files are written.
    pub create: &'w dyn Create,
    /// Where a command that writes plans commits them, with `--commit`.
    pub commits: &'w dyn Commits,
    /// Standard input. Only `tpm apply` reads it.
    pub input: &'w dyn Input,
    /// Today.
    pub today: Day,
    /// The environment.
    pub variables: Variables,
    /// Standard output.
    pub stdout: Stream,
    /// Standard error.
    pub stderr: Stream,
}
