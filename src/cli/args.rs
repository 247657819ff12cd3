//! What can be typed. The doc comments are the help texts.

use super::gate_args::{CheckArgs, ExplainArgs};
use crate::render::json::{KINDS, Kind};
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::ffi::OsString;

/// What `tpm` alone prints.
pub(super) const OVERVIEW: &str = "\
tpm: the plan as code. Reads YAML programs, computes every date by the critical path method.

  tpm status                       where does everything stand, and whom do I call?
  tpm critical-path checkout       what drives the finish, and what comes next behind it?
  tpm slippage                     what moved against what was promised, and who caused it?
  tpm risks                        what could hurt which promise, and what is neglected?
  tpm handoffs                     which team waits on which: needed by, promised, gap, last word?
  tpm why checkout/cutover         why this date, hop by hop to file and line?
  tpm check                        may this be merged, is anything overdue?
  tpm diff main                    what does this change do to the dates we promised?
  tpm schedule --format json       every computed number of every milestone
  tpm init                         how do I begin? writes a program to change into yours

Plans are read from `programs/` here or above. `tpm help COMMAND` tells more.
";

/// The plan as code: dates by the critical path method, from YAML programs in git
#[derive(Debug, Parser)]
#[command(name = "tpm", version, max_term_width = 100, disable_help_subcommand = false)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Option<Command>,
    #[command(flatten)]
    pub(super) common: Common,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    Status(StatusArgs),
    CriticalPath(CriticalPathArgs),
    Slippage(SlippageArgs),
    Risks(RisksArgs),
    Handoffs(HandoffsArgs),
    Why(WhyArgs),
    Diff(DiffArgs),
    Schedule(ScheduleArgs),
    Check(CheckArgs),
    Explain(ExplainArgs),
    Init(InitArgs),
    Schema(SchemaArgs),
}

/// What every command takes.
#[derive(Debug, Args)]
pub(super) struct Common {
    /// Read programs from this directory instead of `programs/` here or above [env: TPM_PROGRAMS]
    #[arg(long, global = true, value_name = "DIR")]
    pub(super) programs: Option<String>,
    /// Look at the plan from this day: YYYY-MM-DD, today, yesterday, fri, +3d, -2w [env: TPM_AS_OF]
    #[arg(long, global = true, value_name = "DATE", allow_hyphen_values = true)]
    pub(super) as_of: Option<String>,
    /// Read the plan as it was committed then, and look at it from that day
    ///
    /// A branch, a tag, a hash, HEAD~3, A...B for where two histories part, or a day as above: then the last
    /// commit by its end. `--as-of` beside it names another day to look from. Nothing is fetched, and no file is
    /// touched.
    #[arg(long, global = true, value_name = "REV|DATE", allow_hyphen_values = true)]
    pub(super) at: Option<String>,
    /// Print in this format [default: text]
    #[arg(long, global = true, value_name = "FORMAT", value_parser = Format::of_reports())]
    pub(super) format: Option<Format>,
    /// Write to this file instead of standard output; may be repeated, as json=FILE, csv=FILE and so on
    ///
    /// The file is written whole or not at all. Alone it gets what `--format` says, else the format of its
    /// ending (.json, .yaml, .md, .csv), else text. `-` is standard output. What is no regular file is written
    /// to, never replaced.
    #[arg(long, global = true, value_name = "[FORMAT=]FILE")]
    pub(super) output: Vec<String>,
    /// Colour the text
    #[arg(long, global = true, value_enum, default_value_t = Colour::Auto)]
    pub(super) color: Colour,
    /// Use plain ASCII signs in text
    #[arg(long, global = true)]
    pub(super) ascii: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For people, on a terminal or in a pipe
    Text,
    /// Everything, for scripts
    Json,
    /// The same
    #[value(alias = "yml")]
    Yaml,
    /// The text, for pull requests and wikis
    #[value(alias = "md")]
    Markdown,
    /// The main list of the report, for spreadsheets
    Csv,
    /// A line for each finding
    Concise,
    /// Annotations of GitHub Actions, and the job's summary
    Github,
    /// Code Quality of GitLab
    Gitlab,
    /// SARIF 2.1.0, for code scanning and editors
    Sarif,
    /// Test results as CI systems read them
    Junit,
}

impl Format {
    /// Reads one, and names in help those that every report has: the flag may stand before `check`.
    fn of_reports() -> impl TypedValueParser<Value = Self> {
        let values = Self::value_variants()
            .iter()
            .filter_map(|format| format.to_possible_value().map(|value| value.hide(format.is_of_the_gate())));
        PossibleValuesParser::new(values).try_map(|typed| Self::from_str(&typed, false))
    }

    /// Whether only what the gate finds can be printed in it.
    pub(super) fn is_of_the_gate(self) -> bool {
        matches!(self, Self::Concise | Self::Github | Self::Gitlab | Self::Sarif | Self::Junit)
    }

    /// Returns the fault of asking for a format of the gate where nothing was judged, as with `--list`.
    pub(super) fn refused() -> std::io::Error {
        std::io::Error::other(
            "only what `tpm check` finds has this format; a list has text, json, yaml, markdown and csv",
        )
    }

    /// Whether it names files as the repository does, and not as they are seen from here.
    pub(super) fn is_read_by_a_host(self) -> bool {
        matches!(self, Self::Github | Self::Gitlab | Self::Sarif | Self::Junit)
    }

    /// Whether it has what is wrong with the plans in it, each with its place.
    pub(super) fn holds_findings(self) -> bool {
        matches!(self, Self::Json | Self::Yaml)
    }

    /// Whether it is made from the view that people read.
    pub(super) fn is_for_people(self) -> bool {
        matches!(self, Self::Text | Self::Markdown)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Colour {
    /// On a terminal, unless the environment says otherwise
    Auto,
    Always,
    Never,
}

/// Returns the value of `--color` among arguments that could not be parsed, or were a call for help.
pub(super) fn typed_colour(arguments: &[OsString]) -> Option<Colour> {
    let words: Vec<&str> = arguments.iter().filter_map(|argument| argument.to_str()).collect();
    let behind = words.windows(2).find(|pair| pair[0] == "--color").map(|pair| pair[1]);
    let value = behind.or_else(|| words.iter().find_map(|word| word.strip_prefix("--color=")))?;
    Colour::from_str(value, false).ok()
}

/// What a report is about. The dates are those of the whole workspace, whatever is selected.
#[derive(Debug, Args)]
pub(super) struct Select {
    /// Programs, milestones (`cutover`, `checkout/cutover`) or program files; everything where none is given
    #[arg(value_name = "SELECT")]
    pub(super) select: Vec<String>,
    #[command(flatten)]
    pub(super) labelled: Labelled,
}

/// What a report is about, by what the plans say of it.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "Selection (each may be repeated: any of its values; of several flags, all)")]
pub(super) struct Labelled {
    /// Only what this owner answers for or is waited for, their risks and asks, and their programs as such
    #[arg(long, value_name = "ID")]
    pub(super) owner: Vec<String>,
    /// The same for everybody in this team
    #[arg(long, value_name = "NAME")]
    pub(super) team: Vec<String>,
    /// Only milestones with this tag, and what threatens or unlocks them
    #[arg(long, value_name = "TAG")]
    pub(super) tag: Vec<String>,
    /// Only milestones of this stream of work, and what threatens or unlocks them
    #[arg(long, value_name = "NAME")]
    pub(super) workstream: Vec<String>,
}

impl Labelled {
    /// Whether nothing is selected by it.
    pub(super) fn is_empty(&self) -> bool {
        self.typed().is_empty()
    }

    /// Returns what was typed: `owner=bo`, in the order of the flags.
    pub(super) fn typed(&self) -> Vec<String> {
        let flags = [
            ("owner", &self.owner),
            ("team", &self.team),
            ("tag", &self.tag),
            ("workstream", &self.workstream),
        ];
        let values =
            flags.into_iter().flat_map(|(flag, values)| values.iter().map(move |value| (flag, value)));
        values.map(|(flag, value)| format!("{flag}={value}")).collect()
    }
}

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
pub(super) struct StatusArgs {
    #[command(flatten)]
    pub(super) select: Select,
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
pub(super) struct CriticalPathArgs {
    /// Show the chain to this milestone instead
    #[arg(long, value_name = "MILESTONE", conflicts_with_all = ["select", "owner", "team", "tag", "workstream"])]
    pub(super) to: Option<String>,
    /// Programs to show; all where none is given
    #[arg(value_name = "PROGRAM")]
    pub(super) select: Vec<String>,
    #[command(flatten)]
    pub(super) labelled: Labelled,
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
pub(super) struct SlippageArgs {
    /// Measure against this date; milestones without it are left out and counted
    #[arg(long, value_enum, default_value_t = Against::Original)]
    pub(super) against: Against,
    /// Measure against what the plan forecast when it was this commit, or on this day: as for `--at`
    #[arg(long, value_name = "REV|DATE", allow_hyphen_values = true, conflicts_with = "against")]
    pub(super) baseline: Option<String>,
    #[command(flatten)]
    pub(super) select: Select,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Against {
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
pub(super) struct RisksArgs {
    /// Show as text the 5x5 of probability and impact, and the risks by score
    #[arg(long)]
    pub(super) matrix: bool,
    #[command(flatten)]
    pub(super) select: Select,
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
pub(super) struct HandoffsArgs {
    #[command(flatten)]
    pub(super) select: Select,
}

/// Say why a milestone has its date, hop by hop to file and line
///
/// The chain of reasons in the order of time: what each hop waits for, how many days it takes, which holidays,
/// leave and freezes lie in its way. Then what would make it earlier, each change tried alone on the whole
/// network, and whether it is critical.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  tpm why checkout/cutover\n  tpm why cutover --format json")]
pub(super) struct WhyArgs {
    /// The milestone: `cutover`, or `checkout/cutover` where several programs have one
    #[arg(value_name = "MILESTONE")]
    pub(super) milestone: String,
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
pub(super) struct DiffArgs {
    /// What to compare with: a branch, a tag, a hash, `HEAD~3`, `A...B` for where the two parted, or a day
    #[arg(value_name = "BASE")]
    pub(super) base: String,
    /// What to compare, in the same forms; without it the files as they are now
    #[arg(value_name = "HEAD")]
    pub(super) head: Option<String>,
    /// Exit with 1 where the change does one of these: `moved-promise`, `newly-late`, `slip=3wd`, `new-cycle`
    ///
    /// Whatever is selected: what fails is looked for in everything.
    #[arg(long, value_name = "CONDITIONS", value_delimiter = ',')]
    pub(super) fail_on: Vec<String>,
    /// Programs, milestones or program files of either side to tell of; everything where none is given
    #[arg(value_name = "SELECT", last = true)]
    pub(super) select: Vec<String>,
    #[command(flatten)]
    pub(super) labelled: Labelled,
}

/// Write a workspace to begin with
///
/// One program, which teaches the language in one screen, what programs share, and the JSON Schema that lets an
/// editor complete and check them. Its dates lie around today. No file is ever overwritten, and nothing is
/// written beside plans that are there.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  tpm init\n  tpm init web\n  tpm init --example")]
pub(super) struct InitArgs {
    /// Write to `programs/` in this directory instead of here
    #[arg(value_name = "DIR", conflicts_with = "programs")]
    pub(super) directory: Option<String>,
    /// Write the five example programs instead
    #[arg(long)]
    pub(super) example: bool,
}

/// Print the JSON Schema of plans, for editors, or of what a report prints, for scripts
///
/// Draft-07. That of a plan says what each key is, with examples and what to write instead of other tools'
/// words. Kept beside the plans, it lets an editor complete and check them: `tpm init` writes it there, and
/// this writes it anew after an upgrade. That of a report says of each key what it is and in which unit.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  tpm schema\n  tpm schema --of shared\n  tpm schema --of schedule --output schedule.schema.json"
)]
pub(super) struct SchemaArgs {
    /// Of a program, of `tpm.yaml`, which programs share, or of the JSON of a report
    #[arg(long, value_name = "KIND", default_value = "program", value_parser = Of::parser())]
    pub(super) of: Of,
}

#[derive(Debug, Clone, Copy)]
pub(super) enum Of {
    Program,
    Shared,
    Report(Kind),
}

impl Of {
    fn parser() -> impl TypedValueParser<Value = Self> {
        let plans = [("program", Self::Program), ("shared", Self::Shared)];
        let reports = KINDS.iter().map(|kind| (kind.name, Self::Report(*kind)));
        let all: Vec<(&str, Self)> = plans.into_iter().chain(reports).collect();
        PossibleValuesParser::new(all.iter().map(|(name, _)| *name)).try_map(move |typed| {
            all.iter().find(|(name, _)| *name == typed).map(|(_, of)| *of).ok_or("not a kind")
        })
    }
}

/// Print every computed number of every milestone
///
/// The text shows the main ones; `--format json` has them all.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  tpm schedule checkout\n  tpm schedule --format json\n  tpm schedule --output schedule.csv --output json=schedule.json"
)]
pub(super) struct ScheduleArgs {
    #[command(flatten)]
    pub(super) select: Select,
}
