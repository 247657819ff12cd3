//! The commands: their help, and what runs each.

use super::World;
use super::args::{Common, TypedDay};
use super::call::Call;
use crate::reports::reports;
use anyhow::Result;
use clap::{Arg, CommandFactory, Parser, Subcommand};
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
        #[derive(Debug, Subcommand)]
        pub(super) enum Command {
            $($command(super::$module::Args),)*
            Apply(super::apply::Args),
            Set(super::set::Args),
            Done(super::done::Args),
            Start(super::start::Args),
            New(super::new::Args),
            Split(super::split::Args),
            Move(super::move_to::Args),
            Rename(super::rename::Args),
            Remove(super::remove::Args),
            Undo(super::undo::Args),
            Fmt(super::fmt::Args),
            Explain(super::explain::Args),
            Init(super::init::Args),
            Schema(super::schema::Args),
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
                    Self::Apply(args) => super::apply::run(&args, Call::new(common, world, out, err)?),
                    Self::Set(args) => super::set::run(&args, Call::new(common, world, out, err)?),
                    Self::Done(args) => super::done::run(&args, Call::new(common, world, out, err)?),
                    Self::Start(args) => super::start::run(&args, Call::new(common, world, out, err)?),
                    Self::New(args) => super::new::run(&args, Call::new(common, world, out, err)?),
                    Self::Split(args) => super::split::run(&args, Call::new(common, world, out, err)?),
                    Self::Move(args) => super::move_to::run(&args, Call::new(common, world, out, err)?),
                    Self::Rename(args) => super::rename::run(&args, Call::new(common, world, out, err)?),
                    Self::Remove(args) => super::remove::run(&args, Call::new(common, world, out, err)?),
                    Self::Undo(args) => super::undo::run(&args, Call::new(common, world, out, err)?),
                    Self::Fmt(args) => super::fmt::run(&args, Call::new(common, world, out, err)?),
                    Self::Explain(args) => super::explain::run(&args, Call::new(common, world, out, err)?),
                    Self::Init(args) => super::init::run(&args, Call::new(common, world, out, err)?),
                    Self::Schema(args) => super::schema::run(&args, Call::new(common, world, out, err)?),
                }
            }
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
reports!(commands);

/// Returns the output of `tpm` without arguments.
pub(super) fn overview() -> String {
    let lines = EXAMPLES.iter().map(|(example, question)| format!("  {example:33}{question}\n"));
    format!(
        "tpm: the plan as code. Reads YAML programs, calculates every date by the critical path method.\n\n\
         {}\nPlans are read from `programs/` here or above. See `tpm help COMMAND`.\n",
        lines.collect::<String>()
    )
}

/// Returns the command line that reads these arguments. The help of a command shows its own
/// options, then one line for each global option.
pub(super) fn command(typed: &[OsString]) -> clap::Command {
    let mut command = Arguments::command();
    // `tpm diff -2w`. Without such a day, what begins with a hyphen is a flag; clap suggests one.
    let is_ago = |typed: &str| typed.starts_with('-') && TypedDay::parse(typed).is_ok();
    if typed.iter().filter_map(|typed| typed.to_str()).any(is_ago) {
        let side = |arg: Arg| {
            let is_side = arg.get_id() == "base" || arg.get_id() == "head";
            if is_side { arg.allow_hyphen_values(true) } else { arg }
        };
        command = command.mut_subcommand("diff", |diff| diff.mut_args(side));
    }
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
