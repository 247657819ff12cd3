//! The arguments of each report. The doc comments are the help texts.

use super::select::{Labelled, Select};
use clap::{Args, ValueEnum};

/// Show where everything stands and who needs a call
///
/// Prints one line for each program that is not on track, then a ranked list of milestones, each
/// listed once with everything that is wrong with it. Broken firm promises come first, then other
/// broken promises, then milestones that are blocked, contradict their owner's report, have a
/// doubtful date or are neglected; within each group, the largest loss of working days comes first.
/// A milestone that is late only because of another is listed with its cause.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  tpm status\n  tpm status checkout --as-of fri\n  tpm status --owner bo --owner ana\n  tpm status --format json"
)]
pub(in crate::cli) struct StatusArgs {
    #[command(flatten)]
    pub(in crate::cli) select: Select,
}

/// Show what drives each finish and what comes next behind it
///
/// Follows the driving dependencies back from the finish, into other programs too. Where no
/// dependency drives a date, it follows the tightest one, and shows its slack and what holds the
/// date. An owner, team, tag or workstream selects the chains with a matching milestone; a chain is
/// always shown whole.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  tpm critical-path\n  tpm critical-path checkout\n  tpm critical-path --team payments\n  tpm critical-path --to checkout/ledger"
)]
pub(in crate::cli) struct CriticalPathArgs {
    /// Show the chain to this milestone instead
    #[arg(long, value_name = "MILESTONE", conflicts_with_all = ["select", "owner", "team", "tag", "workstream"])]
    pub(in crate::cli) to: Option<String>,
    /// Programs to show [default: all]
    #[arg(value_name = "PROGRAM")]
    pub(in crate::cli) select: Vec<String>,
    #[command(flatten)]
    pub(in crate::cli) labelled: Labelled,
}

/// Show what slipped against its first promise, who caused it and who carries it
///
/// A late milestone is a cause if no late milestone precedes it on its driving chain. Otherwise it
/// carries the slip of the first late milestone back along the chain, and only the rest is its own.
/// Slips are in working days of each milestone's own calendar. Below the list are the days that
/// each owner and team causes and carries.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  tpm slippage\n  tpm slippage checkout\n  tpm slippage --against due --team payments\n  tpm slippage --baseline v1.0"
)]
pub(in crate::cli) struct SlippageArgs {
    /// Measure against this date; milestones without one are only counted
    #[arg(long, value_enum, default_value_t = Against::Original)]
    pub(in crate::cli) against: Against,
    /// Measure against the forecasts at this commit or day, in the forms of `--at`
    #[arg(long, value_name = "REV|DATE", allow_hyphen_values = true, conflicts_with = "against")]
    pub(in crate::cli) baseline: Option<String>,
    #[command(flatten)]
    pub(in crate::cli) select: Select,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Against {
    /// The first promise
    Original,
    /// The current promise
    Due,
    /// The `baseline` of each milestone, else the forecast at the `baseline` of `tpm.yaml`
    Baseline,
}

/// Show what could hurt which promise, by how much, and what is neglected
///
/// Risks that occurred come first, then those that exceed the room of their milestones, then
/// neglected ones. A risk that fits into the float is only counted.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  tpm risks\n  tpm risks checkout --format json\n  tpm risks --team payments\n  tpm risks --matrix"
)]
pub(in crate::cli) struct RisksArgs {
    /// Show the 5x5 matrix of probability and impact as text, and the risks by score
    #[arg(long)]
    pub(in crate::cli) matrix: bool,
    #[command(flatten)]
    pub(in crate::cli) select: Select,
}

/// Show which team waits on which: needed by, promised, gap, last update
///
/// Lists each unfinished milestone that an unfinished milestone of another owner waits for, the
/// tightest first. It is needed by the last day that keeps every promise after it; if there is
/// none, by the last day that delays nothing that waits for it. With `--owner` or `--team`, what
/// they wait for and what others wait for are two lists.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  tpm handoffs\n  tpm handoffs --team payments\n  tpm handoffs checkout --format csv"
)]
pub(in crate::cli) struct HandoffsArgs {
    #[command(flatten)]
    pub(in crate::cli) select: Select,
}

/// Explain why a milestone has its date, hop by hop to file and line
///
/// Prints the chain of reasons in order of time: what each hop waits for, how many days it takes,
/// and the holidays, leave and freezes in its way. Then it lists what would make the date earlier,
/// each change tried separately on the whole network, and whether the milestone is critical.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  tpm why checkout/cutover\n  tpm why cutover --format json")]
pub(in crate::cli) struct WhyArgs {
    /// The milestone: `cutover`, or `checkout/cutover` if several programs have one
    #[arg(value_name = "MILESTONE")]
    pub(in crate::cli) milestone: String,
}

/// Show what a change does to the dates that were promised
///
/// Both sides are scheduled from the same day, so only the edits make a difference. The verdict
/// comes first, then the changes to promises, then each forecast that moved and the edit that moved
/// it, found by reverting edits one by one. The Markdown is meant for a comment on a pull request.
/// Nothing is fetched, and the work tree and the index do not change.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  tpm diff main\n  tpm diff main...HEAD\n  tpm diff HEAD~3 HEAD\n  tpm diff yesterday --format json\n  tpm diff main --fail-on moved-promise,newly-late,slip=3wd,new-cycle\n  tpm diff main --format markdown --output comment.md\n  tpm diff main --owner ana\n  tpm diff main -- checkout"
)]
pub(in crate::cli) struct DiffArgs {
    /// The plans before: a branch, a tag, a hash, `HEAD~3`, `A...B` for where the two diverged, or
    /// a day
    #[arg(value_name = "BASE")]
    pub(in crate::cli) base: String,
    /// The plans after, in the same forms; by default the files as they are now
    #[arg(value_name = "HEAD")]
    pub(in crate::cli) head: Option<String>,
    /// Exit with 1 if the change does one of these: `moved-promise`, `newly-late`, `slip=3wd`,
    /// `new-cycle`
    ///
    /// A selection does not limit them.
    #[arg(long, value_name = "CONDITIONS", value_delimiter = ',')]
    pub(in crate::cli) fail_on: Vec<String>,
    /// Show only these programs, milestones or program files of either side [default: everything]
    #[arg(value_name = "SELECT", last = true)]
    pub(in crate::cli) select: Vec<String>,
    #[command(flatten)]
    pub(in crate::cli) labelled: Labelled,
}

/// Print every calculated number of every milestone
///
/// The text shows the main ones; `--format json` has them all.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  tpm schedule checkout\n  tpm schedule --format json\n  tpm schedule --output schedule.csv --output json=schedule.json"
)]
pub(in crate::cli) struct ScheduleArgs {
    #[command(flatten)]
    pub(in crate::cli) select: Select,
}
