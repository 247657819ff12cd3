//! `tpm status`.

use super::args::{ReportFormat, Select, TypedDay};
use super::call::Call;
use super::session::Session;
use super::since::Since as Past;
use super::{ANSWERED, FAILED};
use crate::analysis::Assessment;
use crate::analysis::diff::Matching;
use crate::analysis::kept::FirmOdds;
use crate::analysis::news::{News, Since};
use crate::analysis::status::{Status, analyze};
use crate::english::count;
use crate::finding::Findings;
use crate::graph::Network;
use crate::io::refusal::Refusal;
use crate::model::Trees;
use crate::time::Day;
use crate::{render::json, view};
use anyhow::{Context, Result, bail};

/// Show where everything stands and who needs a call
///
/// Prints one line for each program that is not on track, then a ranked list of milestones, each
/// listed once with everything that is wrong with it. Broken firm promises come first, then other
/// broken promises, then milestones that are blocked, contradict their owner's report, have a
/// doubtful date or are neglected; within each group, the largest loss of working days comes first.
/// A milestone that is late only because of another is listed with its cause.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  tpm status\n  tpm status --since yesterday\n  tpm status checkout --as-of fri\n  tpm status --owner bo --owner ana\n  tpm status --format json"
)]
pub(super) struct Args {
    /// Mark what is new, worse or better since this commit or day, in the forms of `--at`, or since
    /// previous-workday, and fold the rest [default: `since` in tpm.yaml]
    ///
    /// The plans of then are scheduled as of then. What only the passing of days moved is no news;
    /// what was missed in them is.
    #[arg(long, value_name = "REV|DATE", allow_hyphen_values = true)]
    since: Option<String>,
    /// Show every line: no list is cut, and nothing is folded
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    select: Select,
}

/// The word for the end of the working day before the as-of day.
const PREVIOUS_WORKDAY: &str = "previous-workday";

pub(super) fn run(args: &Args, call: Call<'_, ReportFormat>) -> Result<u8> {
    let session = call.open(&args.select.select, &args.select.labelled)?;
    let assessment = session.assess();
    let mut status = analyze(&assessment, &session.selection);
    if session.workspace.settings.odds_in_status {
        status.odds = Some(FirmOdds::new(&assessment, &session.selection));
    }
    let now = Now { session: &session, assessment: &assessment, status: &status };
    let since = since(args.since.as_deref(), &call, &now)?;
    let data = json::status(&assessment, &status, &since);
    let printed = call.print(&session, data, || view::status(&assessment, &status, &since, args.all))?;
    let is_unanswered = args.since.is_some() && matches!(since, Since::Uncompared(_));
    Ok(if is_unanswered && printed == ANSWERED { FAILED } else { printed })
}

/// The plans of now.
pub(super) struct Now<'s> {
    pub(super) session: &'s Session,
    pub(super) assessment: &'s Assessment<'s>,
    pub(super) status: &'s Status,
}

/// Compares with what the flag names, else with what `tpm.yaml` wishes for. A wish that cannot be
/// granted takes nothing from the report.
pub(super) fn since<F>(typed: Option<&str>, call: &Call<'_, F>, now: &Now<'_>) -> Result<Since> {
    let wish = now.session.workspace.settings.since.as_deref();
    match (typed, wish) {
        (Some(typed), _) => compare(typed, call, now),
        (None, Some(wish)) => {
            let compared = in_a_file(wish).and_then(|()| compare(wish, call, now));
            Ok(compared.unwrap_or_else(|fault| Since::Uncompared(fault.root_cause().to_string())))
        }
        (None, None) => Ok(Since::Unasked),
    }
}

/// Refuses days that depend on today: they are for the command line.
fn in_a_file(wish: &str) -> Result<()> {
    if TypedDay::parse(wish).is_ok() && Day::parse(wish).is_err() {
        bail!("`since: {wish}` of tpm.yaml is neither {PREVIOUS_WORKDAY} nor a commit nor YYYY-MM-DD");
    }
    Ok(())
}

fn compare<F>(typed: &str, call: &Call<'_, F>, now: &Now<'_>) -> Result<Since> {
    let session = now.session;
    let revision = Some(typed).filter(|typed| *typed != PREVIOUS_WORKDAY);
    let past = call.since(session, revision)?;
    let workday = session.workspace.workday_before(session.as_of.day);
    if revision.is_none() && past.then.as_of.day > workday {
        bail!(Refusal::new(
            format!("nothing was committed by {}", workday.with_weekday(session.as_of.day)),
            "name a later commit or day"
        ));
    }
    if session.errors() > 0 {
        return Ok(Since::Uncompared("the plans have errors, which hide what changed".into()));
    }
    read(&past, now)
}

/// Reads the plans of then as of their own day and, as nobody edited them, as of today.
fn read(past: &Past, now: &Now<'_>) -> Result<Since> {
    let (session, at) = (now.session, &past.then);
    let mut then = past.read(session, at.as_of, Trees::Dropped)?;
    let commit = &at.commit.hash;
    let named = format!("commit {} of {}", short(commit), at.commit.day.with_weekday(session.as_of.day));
    if then.workspace.programs.is_empty() && then.findings.is_empty() {
        return Ok(Since::Uncompared(format!("{named} has no plans")));
    }
    if then.errors() > 0 {
        let errors = count(then.errors(), "error");
        return Ok(Since::Uncompared(format!("the plans of {named} have {errors}")));
    }
    let documents = then.documents.take().context("the documents of then were not kept")?;
    let today = documents.lower(session.as_of, &mut Findings::default());
    drop(documents);
    let network = Network::new(&today);
    let matching = Matching::between(
        (&then.workspace, &then.files.sources),
        (&session.workspace, &session.files.sources),
    );
    let (milestone, program) = (|id| matching.milestone_after(id), |id| matching.after(id));
    let selection = session.selection.in_plans(&session.workspace, &then.workspace, milestone, program);
    let assessed = then.assess();
    let passed = Assessment::new(&today, &network, session.as_of.day);
    let (status, status_passed) = (analyze(&assessed, &selection), analyze(&passed, &selection));
    Ok(Since::Compared(News::new(
        (now.assessment, now.status),
        (&assessed, &status),
        (&passed, &status_passed),
        &matching,
        commit,
    )))
}

/// Returns as much of a hash as people write.
fn short(hash: &str) -> &str {
    hash.get(..7).unwrap_or(hash)
}
