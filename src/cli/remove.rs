//! `tpm remove`.

use super::args::ReportFormat;
use super::call::Call;
use super::write::{self, Intended, Meant, Reasons, Reported, Writing};
use crate::edits::{self, Assignment, Target};
use crate::io::refusal::Refusal;
use crate::syntax::says_why;
use anyhow::{Result, bail};

/// Remove a milestone, or cancel it
///
/// A milestone that others name is not removed: they are listed. With `--cancel` it stays in the
/// plan with the day and the reason, and what waits for it waits for its predecessors instead.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  tpm remove checkout/monolith-removed\n  tpm remove checkout/ledger --cancel \"Bought instead of built\""
)]
pub(super) struct Args {
    /// The milestone
    #[arg(value_name = "ID")]
    id: String,
    /// Keep it, as cancelled on the as-of day for this reason
    #[arg(long, value_name = "REASON")]
    cancel: Option<String>,
    #[command(flatten)]
    reported: Reported,
    #[command(flatten)]
    writing: Writing,
}

pub(super) fn run(args: &Args, call: Call<'_, ReportFormat>) -> Result<u8> {
    let command = write::command_line("remove", std::slice::from_ref(&args.id));
    if let Some(reason) = &args.cancel {
        let on = call.as_of()?.day.to_string();
        let target = Target::Milestone(args.id.clone());
        let assignments = [Assignment::set(target, "cancelled.on", on).map_err(Refusal::from)?];
        if !says_why(reason) {
            let help = "write why, in a few words, as in `--cancel \"Bought instead of built\"`";
            bail!(Refusal::new("--cancel says nothing", help));
        }
        if args.reported.why.is_some() {
            bail!(Refusal::new("--cancel says why already", "leave out `--why`"));
        }
        let reasons = Reasons { why: Some(reason), by: args.reported.by.as_deref(), ..Reasons::default() };
        return write::say(call, &assignments, &reasons, &args.writing, &command);
    }
    let telling = args.reported.telling(&args.writing)?;
    let session = write::open(&call)?;
    let (edited, id) = edits::removed(write::plans(&session)?, &args.id).map_err(Refusal::from)?;
    let intended =
        Intended { files: edited.files, meant: Meant::Removed(id), notes: edited.notes, new: None };
    write::write_as(call, &session, intended, &telling, &args.writing, Some(&command))
}
