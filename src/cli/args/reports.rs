//! What can be typed for each report. The doc comments are the help texts.

use super::select::{Labelled, Select};
use clap::{Args, ValueEnum};

/// Show where everything stands and who needs a call
///
/// One line for each program that is not on track, then one ranked list in which each milestone
/// appears once, with everything that is wrong with it. Broken firm promises come first, then other
/// promises, then what is blocked, contradicts its owner, may not hold or is neglected; within
/// each, what costs the most working days. A milestone that is late only because of another is
/// shown with the one that causes it.
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
/// The chain back from the finish along the dependencies that drive each date, into other programs
/// too. Where none drives, the tightest is followed, with its slack and with what holds the date.
/// An owner, team, tag or workstream selects the chains that have something of theirs on them; a
/// chain is always shown whole.
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

/// Show what moved against what was first promised, who caused it and who carries it
///
/// A late milestone is a cause where no late one lies behind it on its driving chain; otherwise it
/// carries the slip of the first late one back, and only the rest is its own. Working days, each in
/// the milestone's own calendar; below the list, how many of them each owner and team causes and
/// carries.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  tpm slippage\n  tpm slippage checkout\n  tpm slippage --against due --team payments\n  tpm slippage --baseline v1.0"
)]
pub(in crate::cli) struct SlippageArgs {
    /// Measure against this date; milestones without it are left out, and counted
    #[arg(long, value_enum, default_value_t = Against::Original)]
    pub(in crate::cli) against: Against,
    /// Measure against the forecasts of this commit, or of this day: the forms of `--at`
    #[arg(long, value_name = "REV|DATE", allow_hyphen_values = true, conflicts_with = "against")]
    pub(in crate::cli) baseline: Option<String>,
    #[command(flatten)]
    pub(in crate::cli) select: Select,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Against {
    /// What was first promised
    Original,
    /// What is promised now
    Due,
    /// The `baseline` of each milestone, else the forecast at the `baseline` of `tpm.yaml`
    Baseline,
}

/// Show what could hurt which promise, by how much, and what is neglected
///
/// Risks that occurred come first, then those that exceed the room of their milestones, then those
/// that nobody looks after. A risk that fits in the float is only counted.
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
/// Each unfinished milestone of one owner that an unfinished one of another waits for, the tightest
/// first. It is needed by the last day that keeps every promise behind it; where nothing is
/// promised there, by the last day that delays nothing that waits for it. `--owner` and `--team`
/// list what they wait for and what others wait for apart.
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
/// The chain of reasons in order of time: what each hop waits for, how many days it takes, and the
/// holidays, leave and freezes in its way. Then what would make it earlier, with each change tried
/// alone on the whole network, and whether it is critical.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  tpm why checkout/cutover\n  tpm why cutover --format json")]
pub(in crate::cli) struct WhyArgs {
    /// The milestone: `cutover`, or `checkout/cutover` where several programs have one
    #[arg(value_name = "MILESTONE")]
    pub(in crate::cli) milestone: String,
}

/// Show what a change does to the dates that were promised
///
/// Both sides are scheduled from the same day, so only the edits make a difference. The verdict
/// comes first, then what became of promises, then each forecast that moved and the edit that moved
/// it, found by taking edits back one by one. The Markdown is made for a comment on a pull request.
/// Nothing is fetched, and the work tree and the index stay as they are.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  tpm diff main\n  tpm diff main...HEAD\n  tpm diff HEAD~3 HEAD\n  tpm diff yesterday --format json\n  tpm diff main --fail-on moved-promise,newly-late,slip=3wd,new-cycle\n  tpm diff main --format markdown --output comment.md\n  tpm diff main --owner ana\n  tpm diff main -- checkout"
)]
pub(in crate::cli) struct DiffArgs {
    /// What to compare with: a branch, a tag, a hash, `HEAD~3`, `A...B` for where the two diverged,
    /// or a day
    #[arg(value_name = "BASE")]
    pub(in crate::cli) base: String,
    /// What to compare, in the same forms; by default the files as they are now
    #[arg(value_name = "HEAD")]
    pub(in crate::cli) head: Option<String>,
    /// Exit with 1 if the change does one of these: `moved-promise`, `newly-late`, `slip=3wd`,
    /// `new-cycle`
    ///
    /// They are looked for in everything, whatever is selected.
    #[arg(long, value_name = "CONDITIONS", value_delimiter = ',')]
    pub(in crate::cli) fail_on: Vec<String>,
    /// Show only these programs, milestones or program files, of either side [default: everything]
    #[arg(value_name = "SELECT", last = true)]
    pub(in crate::cli) select: Vec<String>,
    #[command(flatten)]
    pub(in crate::cli) labelled: Labelled,
}

/// Print every computed number of every milestone
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
