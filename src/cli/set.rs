//! `tpm set`.

use super::args::ReportFormat;
use super::call::Call;
use super::write::{self, Reasons, Writing};
use crate::edits::Assignment;
use crate::io::refusal::Refusal;
use anyhow::Result;

/// Write values into the plans, and show what they do
///
/// Name a milestone, or `program:ID`, `risk:ID`, `owner:ID`, `freeze:NAME` or `link:FROM:TO` (what
/// TO waits for, with its `lag` and `type`), then what changes: `KEY=VALUE`;
/// `KEY+=VALUE` and `KEY-=VALUE` for lists; `KEY=` removes the key; a key inside another after a
/// dot, as in `blocked.until=fri`. Only the named places change: comments, quotes and layout stay.
/// The new plans are read and scheduled before anything is written; an edit that would break them
/// is refused. A word on progress (progress, remaining, eta) sets `updated` to the as-of day.
/// Moving a promise needs a reason, and is written to `moved`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  tpm set checkout/ledger eta=2026-10-02\n  tpm set checkout/ledger progress=60% blocked=\n  tpm set checkout/cutover due=2026-12-18 --why Redlines --cause vendor --agreed sara\n  tpm set checkout/canary tags+=release depends_on+=\"ledger +2d\"\n  tpm set checkout/vendor-contract blocked.until=fri --why \"Redlines on liability\"\n  tpm set risk:ledger-perf reviewed=today next_review=+2w\n  tpm set owner:bo away+=2026-10-01..2026-10-09\n  tpm set link:canary:cutover.lag=+2d\n  tpm set \"freeze:Peak season and year end\" dates+=2027-01-05 except+=checkout/canary\n  tpm set program:checkout health.rag=amber --by priya\n  tpm set checkout/ledger eta=fri --dry-run\n  tpm set checkout/ledger eta=fri --why \"Replication lag\" --by bo --commit"
)]
pub(super) struct Args {
    /// What is about to change, then the new values; a day may be typed as for `--as-of`
    #[arg(value_name = "ID|KEY=VALUE", required = true, allow_hyphen_values = false)]
    said: Vec<String>,
    /// The reason: written to the entry of `moved`, to `blocked.why` or to `cancelled.reason`; for
    /// anything else it is in the message of the commit, with `--commit`
    #[arg(long, value_name = "TEXT")]
    why: Option<String>,
    /// The kind of reason for which a promise is moved, such as vendor, scope or estimate
    #[arg(long, value_name = "WORD")]
    cause: Option<String>,
    /// Who agreed that a promise is moved; needed for a firm one
    #[arg(long, value_name = "NAME")]
    agreed: Option<String>,
    /// Who reported it: written to `health.by`, and to the message of the commit
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
    #[command(flatten)]
    writing: Writing,
}

pub(super) fn run(args: &Args, call: Call<'_, ReportFormat>) -> Result<u8> {
    let assignments = Assignment::parse(&args.said).map_err(Refusal::from)?;
    let reasons = Reasons {
        why: args.why.as_deref(),
        cause: args.cause.as_deref(),
        agreed: args.agreed.as_deref(),
        by: args.by.as_deref(),
    };
    let command = write::command_line("set", &args.said);
    write::say(call, &assignments, &reasons, &args.writing, &command)
}
