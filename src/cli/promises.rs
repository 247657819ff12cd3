//! `tpm promises`.

use super::args::{Labelled, ReportFormat, Select};
use super::call::Call;
use super::past::{Past, Then};
use super::select;
use super::session::Session;
use crate::analysis::promises::{Made, Period};
use crate::analysis::selection::Selection;
use crate::io::refusal::Refusal;
use crate::io::tree::Tree;
use crate::model::{Trees, Workspace};
use crate::schedule::PromiseHolder;
use crate::source::Sources;
use crate::time::Day;
use crate::{render::json, view};
use anyhow::{Context, Result, bail};

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
    if since > until {
        let typed = args.since.as_ref().map_or(String::new(), |typed| format!("--since {typed}: "));
        bail!(Refusal::new(
            format!("{typed}the period would begin on {since}, after {until}, the day of the report"),
            "name an earlier day or commit, or give a later day with `--as-of`"
        ));
    }
    let labelled = (&[][..], &args.select.labelled);
    let first = call.open_at(session.location.clone(), labelled, &at, Trees::Dropped)?;
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
    let mut made = period.close();
    if !args.select.select.is_empty() {
        let tree = call.repository(&session.location)?.tree(last);
        let named = named(&args.select.select, &made, [(&first, &*at.tree), (&session, &*tree)])?;
        made.retain(|made| named.has(made));
    }
    let data = json::promises(&first.workspace, (since, &at.commit.hash), &made);
    call.print(&session, data, || view::promises(&first.workspace, (since, until), &made))
}

/// The promises that arguments name: by what they name when the period began or at its end, or by
/// an id that the report prints.
#[derive(Default)]
struct Named {
    first: Vec<Selection>,
    last: Vec<Selection>,
    printed: Vec<String>,
}

impl Named {
    fn has(&self, made: &Made) -> bool {
        let has = |selections: &[Selection], holder| match holder {
            PromiseHolder::Milestone(id) => selections.iter().any(|selection| selection.has(id)),
            PromiseHolder::Program(id) => selections.iter().any(|selection| selection.has_program(id)),
        };
        let is_printed = self.printed.iter().any(|id| prints(made, id));
        is_printed || has(&self.first, made.holder) || made.now.is_some_and(|now| has(&self.last, now))
    }
}

/// Whether the report prints an id for a promise.
fn prints(made: &Made, id: &str) -> bool {
    made.id == id || made.program == id
}

/// Resolves the arguments in the first version of the period and in the last one.
fn named(arguments: &[String], made: &[Made], [first, last]: [(&Session, &dyn Tree); 2]) -> Result<Named> {
    let mut named = Named::default();
    for argument in arguments {
        let found = |(session, tree)| {
            select::selection(std::slice::from_ref(argument), &Labelled::default(), session, tree)
        };
        let is_printed = made.iter().any(|made| prints(made, argument));
        match (found(first), found(last)) {
            (Err(_), Err(error)) if !is_printed => return Err(error),
            (then, now) => {
                named.first.extend(then);
                named.last.extend(now);
            }
        }
        if is_printed {
            named.printed.push(argument.clone());
        }
    }
    Ok(named)
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
