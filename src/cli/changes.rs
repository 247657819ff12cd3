//! `tpm changes`.

use super::args::{Labelled, ReportFormat, Select};
use super::call::Call;
use super::{FAILED, between, diff, select};
use crate::analysis::changes::Changes;
use crate::analysis::diff::Diff;
use crate::finding::{Finding, Level};
use crate::model::Trees;
use crate::{render::json, view};
use anyhow::Result;

/// Show what changed since then, and why
///
/// Compares the plans of a commit, as of its day, with the plans as they are now: what was said
/// then and what is said today. What moved because a plan was edited stands with the edits that did
/// it, each cause once; what slid only because time passed stands apart. Then come promises that
/// were moved, scope, risks and asks. Text has at most 15 lines. Nothing is fetched, and the work
/// tree and the index do not change.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  tpm changes\n  tpm changes --since yesterday\n  tpm changes --since v1.0 --all\n  tpm changes --since HEAD~3 --at main --format json"
)]
pub(super) struct Args {
    /// The commit or day since when, in the forms of `--at`; a day means the last commit by its end
    /// [default: the working day before]
    #[arg(long, value_name = "REV|DATE", allow_hyphen_values = true)]
    since: Option<String>,
    /// Show everything: no list is cut
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    select: Select,
}

pub(super) fn run(args: &Args, mut call: Call<'_, ReportFormat>) -> Result<u8> {
    let Select { select, labelled } = &args.select;
    // A file says where the workspace is; what is selected may be known to then alone.
    let files: Vec<String> = select.iter().filter(|argument| select::is_file(argument)).cloned().collect();
    let now = call.open_to_compare(&files, &Labelled::default(), Trees::Kept)?;
    let since = call.since(&now, args.since.as_deref())?;
    let then = since.read(&now, since.then.as_of, Trees::Dropped)?;
    let aged = since.read(&now, now.as_of, Trees::Kept)?;
    let disk = now.committed.is_none().then_some(call.world.tree);
    let commits = between::commits(&since, &now, disk)?;
    let at = now.committed.as_ref().map(|at| since.repository.tree(&at.commit));
    let sides = ((&aged, &*since.then.tree), (&now, at.as_deref().unwrap_or(call.world.tree)));
    let selected = select::selections(select, labelled, sides)?;
    let (then_said, aged_said, now_said) = (then.assess(), aged.assess(), now.assess());
    let hash = since.then.commit.hash.as_str();
    let head = now.committed.as_ref().map(|at| at.commit.hash.as_str());
    let (base, head) = (aged.side(Some(hash), &aged_said)?, now.side(head, &now_said)?);
    let diff = Diff::new(base, head, now.as_of, &|_| Vec::new());
    let changes = Changes::new(&then_said, diff, commits, selected.as_ref());

    let sources =
        diff::called(&then.files.sources, args.since.as_deref().unwrap_or(&hash[..10.min(hash.len())]));
    // What then's plans are warned of is over, or now's are warned of it too.
    let errors = then.findings.iter().filter(|finding| finding.level == Level::Error);
    let errors: Vec<Finding> = errors.cloned().collect();
    call.show(&errors, &sources)?;
    let data = json::changes(&changes, json::diagnostics(&then.findings, &sources));
    let printed = call.print(&now, data, || {
        let mut report = view::changes(&changes, args.all);
        report.put_on_top(view::plan_errors(&errors, &sources));
        report
    });
    printed.map(|status| if then.errors() > 0 { FAILED } else { status })
}
