//! `tpm done`.

use super::args::{ReportFormat, TypedDay};
use super::call::Call;
use super::write::{self, Reasons, Writing};
use crate::edits::{Assignment, Target};
use crate::io::refusal::Refusal;
use anyhow::Result;

/// Say that milestones are done, and show what that does
///
/// Writes `done` with the day on which it was finished: the as-of day, unless another is given.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  tpm done checkout/ledger\n  tpm done checkout/ledger yesterday\n  tpm done checkout/ledger 2026-09-11 --dry-run"
)]
pub(super) struct Args {
    /// The milestone
    #[arg(value_name = "ID")]
    id: String,
    /// The day [default: the as-of day]
    #[arg(value_name = "DATE", value_parser = TypedDay::parse, allow_hyphen_values = true)]
    day: Option<TypedDay>,
    #[command(flatten)]
    writing: Writing,
}

pub(super) fn run(args: &Args, call: Call<'_, ReportFormat>) -> Result<u8> {
    let as_of = call.as_of()?.day;
    let day = args.day.map_or(as_of, |day| day.on(call.world.today)).to_string();
    let target = Target::Milestone(args.id.clone());
    let assignments = [Assignment::set(target, "done", &day).map_err(Refusal::from)?];
    let command = write::command_line("done", &[args.id.clone(), day]);
    write::say(call, &assignments, &Reasons::default(), &args.writing, &command)
}
