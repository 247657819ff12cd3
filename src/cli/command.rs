//! The commands: their help, and what runs each.

use super::World;
use super::args::{Common, TypedDay};
use super::call::Call;
use crate::reports::reports;
use anyhow::Result;
use clap::{Arg, Args, CommandFactory, FromArgMatches, Parser, Subcommand};
use std::ffi::OsString;
use std::io::Write;

/// The plan as code: dates by the critical path method, from YAML programs in git
#[derive(Debug, Parser)]
#[command(name = "tpm", version, max_term_width = 100, disable_help_subcommand = false)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Option<Command>,
    #[command(flatten)]
    pub(super) common: Common,
}

macro_rules! commands {
    ($($module:ident($command:ident, $data:ident, $example:literal, $question:literal))*) => {
        declare! {
            $($module($command, name_in($example)))*
            apply(Apply, "apply")
            set(Set, "set")
            done(Done, "done")
            start(Start, "start")
            new(New, "new")
            split(Split, "split")
            move_to(Move, "move")
            rename(Rename, "rename")
            remove(Remove, "remove")
            undo(Undo, "undo")
            fmt(Fmt, "fmt")
            explain(Explain, "explain")
            init(Init, "init")
            schema(Schema, "schema")
        }

        const EXAMPLES: &[(&str, &str)] = &[
            $(($example, $question),)*
            ("tpm set checkout/ledger eta=fri", "how do I write what an owner says, and what does it do?"),
            ("tpm done checkout/ledger", "how do I say that something is done? `tpm start` that it began"),
            ("tpm apply --by bo reply.txt", "what did an owner answer? writes it into the plans"),
            ("tpm undo", "how do I take the last edit back?"),
            ("tpm init", "how do I begin? writes a starter program"),
        ];
    };
}

macro_rules! declare {
    ($($module:ident($command:ident, $name:expr))*) => {
        #[derive(Debug, Subcommand)]
        pub(super) enum Command {
            $($command(super::$module::Args),)*
        }

        impl Command {
            /// Runs it. Returns the exit status.
            pub(super) fn run(
                self,
                common: &Common,
                world: &World<'_>,
                out: &mut dyn Write,
                err: &mut dyn Write,
            ) -> Result<u8> {
                match self {
                    $(Self::$command(args) => super::$module::run(&args, Call::new(common, world, out, err)?),)*
                }
            }
        }

        /// Returns the command of this name, without what its help says beyond its own options.
        fn named(name: &str) -> Option<clap::Command> {
            $(if name == $name {
                return Some(super::$module::Args::augment_args(clap::Command::new($name)));
            })*
            None
        }
    };
}
reports!(commands);

/// Returns the name of the command in an example.
fn name_in(example: &'static str) -> &'static str {
    example.split(' ').nth(1).unwrap_or_default()
}

/// Reads the arguments.
pub(super) fn read(typed: &[OsString]) -> Result<Arguments, clap::Error> {
    let read = |command: clap::Command| Arguments::from_arg_matches(&command.try_get_matches_from(typed)?);
    // All commands are described only for help and errors: that takes longer than a small report.
    read(only(typed)).or_else(|_| read(command(typed)))
}

/// Returns the command line with the first command that the arguments name, and no other.
fn only(typed: &[OsString]) -> clap::Command {
    let named = typed.iter().skip(1).filter_map(|typed| typed.to_str()).find_map(named);
    with_days(Common::augment_args(clap::Command::new("tpm")).subcommands(named), typed)
}

/// Returns the output of `tpm` without arguments.
pub(super) fn overview() -> String {
    let lines = EXAMPLES.iter().map(|(example, question)| format!("  {example:33}{question}\n"));
    format!(
        "tpm: the plan as code. Reads YAML programs, calculates every date by the critical path method.\n\n\
         {}\nPlans are read from `programs/` here or above. See `tpm help COMMAND`.\n",
        lines.collect::<String>()
    )
}

/// Returns the command line with all commands. The help of a command shows its own options, then
/// one line for each global option.
pub(super) fn command(typed: &[OsString]) -> clap::Command {
    let command = with_days(Arguments::command(), typed);
    let everywhere: Vec<Arg> = command.get_arguments().filter(|arg| arg.is_global_set()).cloned().collect();
    command.mut_subcommands(|command| fold(command, &everywhere))
}

/// Lets the sides of a diff be days such as `-2w`, if one is typed. Without such a day, what begins
/// with a hyphen is a flag; clap suggests one.
fn with_days(command: clap::Command, typed: &[OsString]) -> clap::Command {
    let is_ago = |typed: &str| typed.starts_with('-') && TypedDay::parse(typed).is_ok();
    if command.find_subcommand("diff").is_none()
        || !typed.iter().filter_map(|typed| typed.to_str()).any(is_ago)
    {
        return command;
    }
    let side = |arg: Arg| {
        let is_side = arg.get_id() == "base" || arg.get_id() == "head";
        if is_side { arg.allow_hyphen_values(true) } else { arg }
    };
    command.mut_subcommand("diff", |diff| diff.mut_args(side))
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
