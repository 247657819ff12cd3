//! What can be typed for each report. The doc comments are the help texts.

use super::select::{Labelled, Select};
use clap::{Args, ValueEnum};

/// Say where everything stands and who needs a call
///
/// One line per program that is not on track, then one ranked list in which each milestone stands once with
/// everything that is wrong with it. It is ranked by what breaks: firm promises first, then other promises,
/// then what is blocked, what contradicts its owner, what may not hold, what is neglected; within each by
/// damage in working days. A milestone that is late only because of another is told with the one that causes
/// it.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  tpm status\n  tpm status checkout --as-of 2026-09-14\n  tpm status --owner bo --owner ana\n  tpm status --format json"
)]
pub(in crate::cli) struct StatusArgs {
    #[command(flatten)]
    pub(in crate::cli) select: Select,
}

/// Say what drives each finish and what comes next behind it
///
/// The chain back from the finish along the links that give each date, into other programs too. Where no link
/// drives, the tightest one is followed, with its slack and with what holds the date. By owner, team, tag or
/// workstream those chains are selected, and shown whole, on which something of theirs stands.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  tpm critical-path\n  tpm critical-path checkout\n  tpm critical-path --team payments\n  tpm critical-path --to checkout/ledger"
)]
pub(in crate::cli) struct CriticalPathArgs {
    /// Show the chain to this milestone instead
    #[arg(long, value_name = "MILESTONE", conflicts_with_all = ["select", "owner", "team", "tag", "workstream"])]
    pub(in crate::cli) to: Option<String>,
    /// Programs to show; all where none is given
    #[arg(value_name = "PROGRAM")]
    pub(in crate::cli) select: Vec<String>,
    #[command(flatten)]
    pub(in crate::cli) labelled: Labelled,
}

/// Say what moved against what was first promised, who caused it and who carries it
///
/// A late milestone is a cause where no late one lies behind it on its driving chain; otherwise it carries
/// the slip of the first late one back, and only the rest is its own. Working days, each in the milestone's
/// own calendar; below the list, how many of them each owner and team causes and carries.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  tpm slippage\n  tpm slippage checkout\n  tpm slippage --against due --team payments\n  tpm slippage --baseline v1.0"
)]
pub(in crate::cli) struct SlippageArgs {
    /// Measure against this date; milestones without it are left out and counted
    #[arg(long, value_enum, default_value_t = Against::Original)]
    pub(in crate::cli) against: Against,
    /// Measure against what the plan forecast when it was this commit, or on this day: as for `--at`
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

/// Say what could hurt which promise, by how much, and what is neglected
///
/// What occurred comes first, then what exceeds the room its milestones have, then what nobody looks after. A
/// risk behind enough float is only counted.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  tpm risks\n  tpm risks checkout --format json\n  tpm risks --team payments\n  tpm risks --matrix"
)]
pub(in crate::cli) struct RisksArgs {
    /// Show as text the 5x5 of probability and impact, and the risks by score
    #[arg(long)]
    pub(in crate::cli) matrix: bool,
    #[command(flatten)]
    pub(in crate::cli) select: Select,
}

/// Say which team waits on which: needed by, promised, gap, last word
///
/// Everything unfinished of one owner that something unfinished of another waits for, the tightest first. It is
/// needed by the last day that keeps every promise behind it; where nothing is promised there, by the last day
/// that leaves what waits for it where it is. With `--owner` or `--team`, what they wait for and what others
/// wait for from them stand apart.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  tpm handoffs\n  tpm handoffs --team payments\n  tpm handoffs checkout --format csv"
)]
pub(in crate::cli) struct HandoffsArgs {
    #[command(flatten)]
    pub(in crate::cli) select: Select,
}

/// Say why a milestone has its date, hop by hop to file and line
///
/// The chain of reasons in the order of time: what each hop waits for, how many days it takes, which holidays,
/// leave and freezes lie in its way. Then what would make it earlier, each change tried alone on the whole
/// network, and whether it is critical.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  tpm why checkout/cutover\n  tpm why cutover --format json")]
pub(in crate::cli) struct WhyArgs {
    /// The milestone: `cutover`, or `checkout/cutover` where several programs have one
    #[arg(value_name = "MILESTONE")]
    pub(in crate::cli) milestone: String,
}

/// Say what a change does to the dates that were promised
///
/// Both sides are scheduled from one day, so that only the edits speak. The verdict comes first, then what became
/// of promises, then every forecast that moved and which edit moved it, found by taking edits back one by one. In
/// Markdown it is made for a comment on a pull request. Reads what was committed; fetches nothing, and touches
/// neither the work tree nor the index.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  tpm diff main\n  tpm diff main...HEAD\n  tpm diff HEAD~3 HEAD\n  tpm diff 2026-09-01 --format json\n  tpm diff main --fail-on moved-promise,newly-late,slip=3wd,new-cycle\n  tpm diff main --format markdown --output comment.md\n  tpm diff main --owner ana\n  tpm diff main -- checkout"
)]
pub(in crate::cli) struct DiffArgs {
    /// What to compare with: a branch, a tag, a hash, `HEAD~3`, `A...B` for where the two parted, or a day
    #[arg(value_name = "BASE")]
    pub(in crate::cli) base: String,
    /// What to compare, in the same forms; without it the files as they are now
    #[arg(value_name = "HEAD")]
    pub(in crate::cli) head: Option<String>,
    /// Exit with 1 where the change does one of these: `moved-promise`, `newly-late`, `slip=3wd`, `new-cycle`
    ///
    /// Whatever is selected: what fails is looked for in everything.
    #[arg(long, value_name = "CONDITIONS", value_delimiter = ',')]
    pub(in crate::cli) fail_on: Vec<String>,
    /// Programs, milestones or program files of either side to tell of; everything where none is given
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
