//! `tpm why`.

use super::args::{Labelled, ReportFormat};
use super::call::Call;
use super::origins::{Made, Origins};
use super::session::Session;
use super::{FAILED, diff, select};
use crate::analysis::diff::{MoveSince, Moved, Tracing, Written, moved};
use crate::analysis::why;
use crate::finding::{Finding, Findings, Level};
use crate::graph::Network;
use crate::io::history::Revision;
use crate::model::{AsOf, Trees};
use crate::trial::Finishes;
use crate::{render::json, view};
use anyhow::{Context, Result};

/// Explain why a milestone has its date, hop by hop to file and line
///
/// Prints the chain of reasons in order of time: what each hop waits for, how many days it takes,
/// and the holidays, leave and freezes in its way. Then it lists what would make the date earlier,
/// each change tried separately on the whole network, and whether the milestone is critical.
///
/// With `--since` it explains why the date moved: the days that passed, then each edit with its
/// share, so that the column adds up to the move.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  tpm why checkout/cutover\n  tpm why cutover --format json\n  tpm why cutover --since yesterday"
)]
pub(super) struct Args {
    /// The milestone: `cutover`, or `checkout/cutover` if several programs have one
    #[arg(value_name = "MILESTONE")]
    milestone: String,
    /// Explain why its date moved since this commit or day, in the forms of `--at`
    ///
    /// The plans of then are scheduled as of then, and again as of now: what differs is the time
    /// that passed. The rest is shared out among the edits since then.
    #[arg(long, value_name = "REV|DATE", allow_hyphen_values = true)]
    since: Option<String>,
}

pub(super) fn run(args: &Args, mut call: Call<'_, ReportFormat>) -> Result<u8> {
    let trees = if args.since.is_some() { Trees::Kept } else { Trees::Dropped };
    let mut session = call.open_to_compare(&[], &Labelled::default(), trees)?;
    if args.since.is_none() {
        session.documents = None;
    }
    let session = session;
    let assessment = session.assess();
    select::refuse_a_program(&args.milestone, &assessment, "why")?;
    let milestone = select::milestone(&args.milestone, &session.workspace)?;
    let why = why::of(&assessment, milestone);
    let sources = &session.files.sources;
    let Some(typed) = &args.since else {
        let data = json::why(&assessment, sources, milestone, why.as_ref(), None);
        return call.print(&session, data, || view::why(&assessment, sources, milestone, why.as_ref()));
    };
    let past = call.since(&session, Some(typed))?;
    let then = past.read(&session, session.as_of, Trees::Kept)?;
    let then_assessment = then.assess();
    let (commit, on) = (&past.then.commit, past.then.as_of.day);
    let (base, head) = (
        then.side(Some(&commit.hash), &then_assessment)?,
        session.side(session.committed.as_ref().map(|at| at.commit.hash.as_str()), &assessment)?,
    );
    let said = said_then(&then, past.then.as_of)?;
    let moved = moved(base, head, session.as_of, milestone, |id| said.of(id.into()));
    let written = match &moved {
        Moved::Known(known) => {
            let edits = known.causes.list.iter().flat_map(|cause| &cause.edits);
            let edits: Vec<usize> = edits.copied().collect();
            let tracing = Tracing::new(edits.iter().map(|at| &known.edits[*at]), base, head);
            written(&call, &session, &tracing, &edits)?
        }
        Moved::New | Moved::Undated { .. } => Vec::new(),
    };
    let called = diff::called(&then.files.sources, typed);
    let errors = then.findings.iter().filter(|finding| finding.level == Level::Error);
    let errors: Vec<Finding> = errors.cloned().collect();
    call.show(&errors, &called)?;
    let since = MoveSince { then: base, now: head, on, moved: &moved, written: &written };
    let data = json::why(&assessment, sources, milestone, why.as_ref(), Some(&since));
    let printed = call.print(&session, data, || {
        let mut report = view::why_moved(sources, milestone, &since);
        report.put_on_top(view::plan_errors(&errors, &called));
        report
    });
    printed.map(|status| if errors.is_empty() { status } else { FAILED })
}

/// Returns what was forecast then, as of then.
fn said_then(then: &Session, as_of: AsOf) -> Result<Finishes> {
    let documents = then.documents.as_ref().context("the documents of then were not kept")?;
    let workspace = documents.lower(as_of, &mut Findings::default());
    Ok(Finishes::new(&workspace, &Network::new(&workspace), as_of.day))
}

/// Returns who wrote each of some edits, where that is committed.
fn written(
    call: &Call<'_, ReportFormat>,
    session: &Session,
    tracing: &Tracing,
    edits: &[usize],
) -> Result<Vec<Written>> {
    let repository = call.repository(&session.location)?;
    let last = match &session.committed {
        Some(at) => at.commit.clone(),
        None => repository.find(&Revision::Name("HEAD".into()))?,
    };
    let places = (&session.location, session.files.directory.as_str());
    let mut origins = Origins::new(repository, places, (tracing, edits.len()));
    let made = origins.of(&session.files, &last)?;
    let written = |(edit, made): (&usize, Option<Made>)| {
        let made = made?;
        Some(Written { edit: *edit, commit: made.commit.hash, on: made.commit.day, author: made.author })
    };
    Ok(edits.iter().zip(made).filter_map(written).collect())
}
