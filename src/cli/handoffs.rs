//! `tpm handoffs`.

use super::args::{ReportFormat, Select};
use super::call::Call;
use crate::analysis::handoff::analyze;
use crate::{render::json, view};
use anyhow::Result;

/// The working days to spare up to which a screen lists a handoff.
const TIGHT: i32 = 5;

/// Show which team waits on which: needed by, promised, gap, last update
///
/// Lists each unfinished milestone that an unfinished milestone of another owner waits for, the
/// tightest first. It is needed by the last day that keeps every promise after it; if there is
/// none, by the last day that delays nothing that waits for it. Text leaves out those with more
/// than 5wd to spare, and counts them. With `--owner` or `--team`, what they wait for and what
/// others wait for are two lists.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  tpm handoffs\n  tpm handoffs --team payments --within 2w\n  tpm handoffs checkout --format csv"
)]
pub(super) struct Args {
    #[command(flatten)]
    select: Select,
    /// Only those with at most this much to spare, or promised too late
    ///
    /// 3wd or 2w, for example. Without it text and Markdown list those within 5wd and count the
    /// rest; other formats list all.
    #[arg(long, value_name = "DAYS", value_parser = workdays)]
    within: Option<i32>,
}

/// Returns the working days that somebody typed; a week is five.
fn workdays(typed: &str) -> Result<i32, String> {
    let weeks = typed.strip_suffix('w').map(|weeks| (weeks, 5));
    let (number, days) =
        weeks.or_else(|| typed.strip_suffix("wd").map(|days| (days, 1))).unwrap_or((typed, 1));
    match number.parse::<u16>() {
        Ok(number) => Ok(i32::from(number) * days),
        Err(_) => Err("write working days such as 5wd, or weeks such as 2w".into()),
    }
}

pub(super) fn run(args: &Args, call: Call<'_, ReportFormat>) -> Result<u8> {
    let session = call.open(&args.select.select, &args.select.labelled)?;
    let assessment = session.assess();
    let mut handoffs = analyze(&assessment);
    handoffs.select(&assessment, &session.selection);
    let data = json::handoffs(&assessment, &handoffs, args.within);
    let within = args.within.unwrap_or(TIGHT);
    call.print(&session, data, || view::handoffs(&assessment, &session.selection, &handoffs, within))
}
