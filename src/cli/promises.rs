//! `tpm promises`.

use super::args::{Labelled, ReportFormat, Select};
use super::call::Call;
use super::past::{Past, Then};
use super::session::Session;
use crate::analysis::promises::Period;
use crate::model::{Trees, Workspace};
use crate::source::Sources;
use crate::time::Day;
use crate::{render::json, view};
use anyhow::{Context, Result};

/// Show which promises of a period were kept
///
/// Counts the promises that stood open when the period began, for a day of it that is over. One is
/// kept if it was done by the day that was promised then, whatever was promised later. With fewer
/// than five promises there is no percentage. Reads the commits along first parents from HEAD or
/// `--at`; what is not committed is not in it.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  tpm promises\n  tpm promises --since v1.0\n  tpm promises --team payments --format csv"
)]
pub(super) struct Args {
    /// The day or commit with which the period begins, in the forms of `--at` [default: the first
    /// day of the last whole quarter]
    #[arg(long, value_name = "REV|DATE", allow_hyphen_values = true)]
    since: Option<String>,
    #[command(flatten)]
    select: Select,
}

pub(super) fn run(args: &Args, call: Call<'_, ReportFormat>) -> Result<u8> {
    let mut session = call.open_committed(&[], &Labelled::default(), Trees::Dropped)?;
    let mut past = Past::new(&call, &mut session)?;
    let session = session;
    let (until, last) = (session.as_of.day, session.commit()?);
    let at = match &args.since {
        Some(typed) => call
            .at(&*call.repository(&session.location)?, typed)
            .with_context(|| format!("--since {typed}"))?,
        None => past.first(last, last_whole_quarter(until))?,
    };
    let since = at.as_of.day;
    let selected = (&args.select.select[..], &args.select.labelled);
    let first = call.open_at(session.location.clone(), selected, &at, Trees::Dropped)?;
    let line = past.line(last, since)?;
    let mut period = Period::new(&first.workspace, &first.selection, since, until);
    period.add(&first.version(&at.commit), None);
    let mut earlier: Option<Then> = None;
    for day in period.days() {
        let Some(commit) = line.iter().find(|commit| commit.day <= day) else { continue };
        let then = past.at(commit, day);
        let version = then.version();
        period.add(&version, Some(sources(earlier.as_ref(), &first)));
        if version.is_whole() {
            drop(version);
            earlier = Some(then);
        }
    }
    period.add(&session.version(last), Some(sources(earlier.as_ref(), &first)));
    let made = period.close();
    let data = json::promises(&first.workspace, (since, &at.commit.hash), &made);
    call.print(&session, data, || view::promises(&first.workspace, (since, until), &made))
}

fn sources<'s>(earlier: Option<&'s Then>, first: &'s Session) -> (&'s Workspace, &'s Sources) {
    match earlier {
        Some(then) => (&then.workspace, &then.sources),
        None => (&first.workspace, &first.files.sources),
    }
}

/// Returns the first day of the last quarter that is over.
fn last_whole_quarter(today: Day) -> Day {
    today.first_of_quarter().plus(-1).first_of_quarter()
}
