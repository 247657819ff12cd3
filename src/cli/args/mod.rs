//! The command line. The doc comments are the help texts.

mod check;
mod day;
mod format;
mod reports;
mod select;
mod setup;

pub(super) use check::{CheckArgs, ExplainArgs, From};
pub(super) use day::TypedDay;
pub(super) use format::{CheckFormat, Format, ReportFormat, TypedOutput, format_names};
pub(super) use reports::{
    Against, CriticalPathArgs, DiffArgs, HandoffsArgs, RisksArgs, ScheduleArgs, SlippageArgs, StatusArgs,
    WhyArgs,
};
pub(super) use select::Labelled;
pub(super) use setup::{InitArgs, Of, SchemaArgs};

use clap::{Arg, Args, CommandFactory, Parser, Subcommand, ValueEnum};
use std::ffi::OsString;

/// The output of `tpm` without arguments.
pub(super) const OVERVIEW: &str = "\
tpm: the plan as code. Reads YAML programs, calculates every date by the critical path method.

  tpm status                       where does everything stand, and whom do I call?
  tpm critical-path checkout       what drives the finish, and what comes next behind it?
  tpm slippage                     what slipped against its promise, and who caused it?
  tpm risks                        what could hurt which promise, and what is neglected?
  tpm handoffs                     which team waits on which: needed by, promised, gap, last update?
  tpm why checkout/cutover         why this date, hop by hop to file and line?
  tpm check                        may this be merged, is anything overdue?
  tpm diff main                    what does this change do to the dates we promised?
  tpm schedule --format json       every calculated number of every milestone
  tpm init                         how do I begin? writes a starter program

Plans are read from `programs/` here or above. See `tpm help COMMAND`.
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

/// The options of every command.
#[derive(Debug, Args)]
pub(super) struct Common {
    /// Read the plans from this directory
    ///
    /// The default is `programs/` here or above. [env: TPM_PROGRAMS]
    #[arg(long, global = true, value_name = "DIR")]
    pub(super) programs: Option<String>,
    /// Schedule and report as of this day [default: today]
    ///
    /// YYYY-MM-DD, today, yesterday, a weekday such as fri (the next one, today included), +3d or
    /// -2w. [env: TPM_AS_OF]
    #[arg(long, global = true, value_name = "DATE", allow_hyphen_values = true, value_parser = TypedDay::parse)]
    pub(super) as_of: Option<TypedDay>,
    /// Read the plans at this commit or day
    ///
    /// The report is as of that day, unless `--as-of` gives another. Write a branch, a tag, a hash,
    /// HEAD~3, A...B for where two histories diverged, or a day as above for the last commit by its
    /// end. Nothing is fetched, and no file is changed.
    #[arg(long, global = true, value_name = "REV|DATE", allow_hyphen_values = true)]
    pub(super) at: Option<String>,
    /// Print as text, json, yaml, markdown or csv [default: text]
    #[arg(long, global = true, value_name = "FORMAT", value_parser = CheckFormat::parser())]
    pub(super) format: Option<CheckFormat>,
    /// Write to this file; may be repeated
    ///
    /// `json=FILE`, `csv=FILE` and so on name the format. Without a name it is that of `--format`,
    /// else that of the file extension (.json, .yaml, .md, .csv), else text. `-` is standard
    /// output. The file is written whole or not at all. Pipes and devices are written to directly.
    #[arg(long, global = true, value_name = "[FORMAT=]FILE", value_parser = TypedOutput::parse)]
    pub(super) output: Vec<TypedOutput>,
    /// Color the text: auto, always or never
    #[arg(long, global = true, value_name = "WHEN", value_enum, default_value_t = Color::Auto)]
    pub(super) color: Color,
    /// Use plain ASCII symbols in text
    #[arg(long, global = true)]
    pub(super) ascii: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    /// On a terminal, unless the environment overrides it
    Auto,
    Always,
    Never,
}

/// Returns the command line. The help of a command shows its own options, then one line for each
/// global option.
pub(super) fn command() -> clap::Command {
    let command = Arguments::command();
    let everywhere: Vec<Arg> = command.get_arguments().filter(|arg| arg.is_global_set()).cloned().collect();
    command.mut_subcommands(|command| fold(command, &everywhere))
}

fn fold(mut command: clap::Command, everywhere: &[Arg]) -> clap::Command {
    let examples = command.get_after_help().map(ToString::to_string).unwrap_or_default();
    let (mut names, mut lines) = (Vec::new(), String::new());
    for arg in everywhere {
        if command.get_arguments().any(|own| own.get_id() == arg.get_id()) {
            continue;
        }
        let name = format!("--{}", arg.get_long().unwrap_or_default());
        let values = arg.get_value_names().filter(|_| arg.get_action().takes_values());
        let value = values.map(|values| format!(" <{}>", values.join(" "))).unwrap_or_default();
        let help = arg.get_help().map(ToString::to_string).unwrap_or_default();
        lines.push_str(&format!("\n  {:26}{help}", format!("{name}{value}")));
        names.push(name);
        command = command.arg(arg.clone().hide(true));
    }
    command
        .after_help(format!("Global options: {} (`tpm --help`)", names.join(", ")))
        .after_long_help(format!("Global options (see `tpm --help`):{lines}\n\n{examples}"))
}

/// Returns the value of `--color` in arguments that failed to parse or asked for help.
pub(super) fn typed_color(arguments: &[OsString]) -> Option<Color> {
    let words: Vec<&str> = arguments.iter().filter_map(|argument| argument.to_str()).collect();
    let behind = words.windows(2).find(|pair| pair[0] == "--color").map(|pair| pair[1]);
    let value = behind.or_else(|| words.iter().find_map(|word| word.strip_prefix("--color=")))?;
    Color::from_str(value, false).ok()
}
