//! The command line: from arguments to output and an exit status.
//!
//! [`run`] takes the arguments, a [`World`] and two writers; it reads no environment and no clock,
//! and prints nowhere else. Results go to `out`, everything else to `err`. Exit status: 0
//! answered, 1 a gate failed, 2 could not answer; a reader that is gone does not change it.

mod apply;
mod args;
mod as_of;
mod at;
mod backtest;
mod between;
mod call;
mod command;
mod compared;
mod done;
mod explain;
mod fmt;
mod init;
mod locate;
mod morning;
mod move_to;
mod new;
mod origins;
mod output;
mod past;
mod policy;
mod print;
mod progress;
mod reader;
mod remove;
mod rename;
mod schema;
mod select;
mod session;
mod set;
mod since;
mod split;
mod standing;
mod start;
mod terminal;
mod unanswered;
mod undo;
mod verdict;
mod version;
mod world;
mod write;

pub use world::{Stream, Variables, World};

use crate::io::refusal::Refusal;
use crate::render::escape::terminal_text;
use crate::reports::reports;
use reader::Reader;
use std::ffi::OsString;
use std::io::Write;

macro_rules! modules {
    ($($module:ident $row:tt)*) => {
        $(mod $module;)*
    };
}
reports!(modules);

/// The command answered.
pub const ANSWERED: u8 = 0;
/// The command answered, and a gate failed.
pub const GATE_FAILED: u8 = 1;
/// The command could not answer: a bad flag, no workspace, an unreadable or invalid plan.
pub const FAILED: u8 = 2;

/// Runs one command. Returns the exit status.
pub fn run(
    arguments: impl IntoIterator<Item = OsString>,
    world: &World<'_>,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> u8 {
    let (out, err) = (&mut Reader::new(out, "standard output"), &mut Reader::new(err, "standard error"));
    let typed: Vec<OsString> = arguments.into_iter().collect();
    let answered = answer(&typed, world, out, err)
        .and_then(|status| verdict::reported(status, out.flush().map_err(anyhow::Error::from)));
    answered.unwrap_or_else(|error| {
        let mut message = format!("error: {}", terminal_text(&format!("{error:#}")));
        for help in error.chain().filter_map(Refusal::of).flat_map(|refusal| &refusal.help) {
            message.push_str(&format!("\n  = help: {}", terminal_text(help)));
        }
        // If this cannot be written either, the status is enough.
        let _ = writeln!(err, "{message}");
        let status = verdict::of(&error);
        if status == FAILED {
            let help = error.chain().filter_map(Refusal::of).flat_map(|refusal| &refusal.help);
            let reason = help.fold(format!("{error:#}"), |reason, help| format!("{reason}; {help}"));
            unanswered::tell(&typed, world, &reason, out);
            // As above.
            let _ = out.flush();
        }
        status
    })
}

fn answer(
    typed: &[OsString],
    world: &World<'_>,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> anyhow::Result<u8> {
    let arguments = match command::read(typed) {
        Ok(arguments) => arguments,
        Err(error) => return usage(&error, typed, world, out, err),
    };
    let Some(command) = arguments.command else {
        write!(out, "{}", command::overview())?;
        return Ok(ANSWERED);
    };
    if let Some(zone) = as_of::unknown_zone(world) {
        writeln!(
            err,
            "note: the time zone `{}` of TZ is not known here, so today is that of UTC",
            terminal_text(zone)
        )?;
    }
    command.run(&arguments.common, world, out, err)
}

/// Prints what clap reports: help and version to `out`, as answers, and errors to `err`.
fn usage(
    error: &clap::Error,
    typed: &[OsString],
    world: &World<'_>,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> anyhow::Result<u8> {
    let color = terminal::color(args::typed_color(typed), &world.variables, &world.stdout);
    if error.use_stderr() {
        // The message quotes arguments, which may hold anything.
        let text = error.render().to_string();
        for line in text.trim_end().lines() {
            writeln!(err, "{}", terminal_text(line))?;
        }
        let reason = text.lines().next().unwrap_or_default().trim_start_matches("error: ");
        unanswered::tell(typed, world, reason, out);
        return Ok(FAILED);
    }
    let rendered = error.render();
    let text = if color { rendered.ansi().to_string() } else { rendered.to_string() };
    writeln!(out, "{}", text.trim_end())?;
    Ok(ANSWERED)
}

/// Returns the command line as clap describes it, for the test of the help texts.
pub fn command() -> clap::Command {
    command::command(&[])
}
