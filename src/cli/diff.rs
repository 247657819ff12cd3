//! `tpm diff`.

use super::args::{Labelled, ReportFormat};
use super::call::Call;
use super::session::Session;
use super::{FAILED, GATE_FAILED, output, select, verdict, version};
use crate::analysis::Assessment;
use crate::analysis::diff::Diff;
use crate::analysis::diff::fail_on::{self, Condition};
use crate::analysis::kept::first_runs;
use crate::analysis::selection::{Labels, Selection};
use crate::io::refusal::Refusal;
use crate::io::tree::Tree;
use crate::model::Trees;
use crate::render::json;
use crate::rules::{Case, Commits, Gate, Known, Overrides, Policy};
use crate::source::{SourceFile, Sources};
use crate::view;
use anyhow::{Result, anyhow, bail};

/// Show what a change does to the dates that were promised
///
/// Both sides are scheduled from the same day, so only the edits make a difference. The verdict
/// comes first, then the changes to promises, then each forecast that moved and the edit that moved
/// it, found by reverting edits one by one. The Markdown is meant for a comment on a pull request.
/// Nothing is fetched, and the work tree and the index do not change.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  tpm diff\n  tpm diff main\n  tpm diff main...HEAD\n  tpm diff HEAD~3 HEAD\n  tpm diff -2w\n  tpm diff yesterday --format json\n  tpm diff main --fail-on moved-promise,newly-late,slip=3wd,new-cycle\n  tpm diff main --format markdown --output comment.md\n  tpm diff main --owner ana\n  tpm diff main -- checkout"
)]
pub(super) struct Args {
    /// The plans before: a branch, a tag, a hash, `HEAD~3`, `A...B` for where the two diverged, or
    /// a day such as `-2w`
    #[arg(value_name = "BASE", default_value = "HEAD")]
    base: String,
    /// The plans after, in the same forms; by default the files as they are now
    #[arg(value_name = "HEAD")]
    head: Option<String>,
    /// Exit with 1 if the change does one of these: `moved-promise`, `newly-late`, `slip=3wd`,
    /// `new-cycle`
    ///
    /// A selection does not limit them.
    #[arg(long, value_name = "CONDITIONS", value_delimiter = ',')]
    fail_on: Vec<String>,
    /// Show everything: no list is cut, and nothing is folded on a terminal
    #[arg(long)]
    all: bool,
    /// Show only these programs, milestones or program files of either side [default: everything]
    #[arg(value_name = "SELECT", last = true)]
    select: Vec<String>,
    #[command(flatten)]
    labelled: Labelled,
}

pub(super) fn run(args: &Args, mut call: Call<'_, ReportFormat>) -> Result<u8> {
    let conditions = conditions(&args.fail_on)?;
    let world = call.world;
    if call.common.at.is_some() {
        bail!(Refusal::new("--at: a diff names the commits itself", "write `tpm diff BASE HEAD`"));
    }
    let as_of = call.as_of()?;
    let location = call.location(&args.select);
    let repository = call.repository(&location)?;
    let committed = |typed: &str| -> Result<(String, Box<dyn Tree>)> {
        let at = call.at(&*repository, typed)?;
        Ok((at.commit.hash, at.tree))
    };
    let (base_commit, base_tree) = committed(&args.base)?;
    let committed_head = args.head.as_deref().map(|typed| {
        // The argument after the base is a commit; a selection follows `--`.
        let part = format!("to compare only a part, write `tpm diff {} -- {typed}`", args.base);
        committed(typed).map_err(|fault| {
            let mut help = Refusal::of(&*fault).map_or_else(Vec::new, |refusal| refusal.help.clone());
            help.push(part);
            Refusal { reason: format!("{fault:#}"), help }
        })
    });
    let committed_head = committed_head.transpose()?;
    let (head_commit, head_tree) = match &committed_head {
        Some((commit, tree)) => (Some(commit.as_str()), &**tree),
        None => (None, world.tree),
    };
    // The workspace may be missing on one side.
    let directory = location.find(head_tree);
    let directory = directory.or_else(|fault| location.find(&*base_tree).map_err(|_| fault))?;
    if committed_head.is_none() {
        repository.check_work_tree(&directory)?;
    }
    let base = Session::whole(location.clone(), &*base_tree, directory.clone(), as_of, Trees::Kept)?;
    let head = Session::whole(location, head_tree, directory.clone(), as_of, Trees::Kept)?;
    version::check(&head)?;
    output::check(&call.outputs, world, &head.files.sources)?;
    let sides = ((&base, &*base_tree), (&head, head_tree));
    let selections = select::selections(&args.select, &args.labelled, sides)?;
    let (base_assessment, head_assessment) = (base.assess(), head.assess());
    let base_side = base.side(Some(&base_commit), &base_assessment)?;
    let head_side = head.side(head_commit, &head_assessment)?;
    let mut diff = Diff::new(base_side, head_side, as_of, &found_by_gate);
    if head.workspace.settings.odds_in_status {
        diff.add_odds(true);
    }
    // A condition fails the run even outside the selection.
    let failures = fail_on::failures(&diff, &conditions);
    if let Some([base, head]) = &selections {
        diff.select(base, head);
    }

    let base_findings = &base.findings;
    let base_sources = called(&base.files.sources, &args.base);
    call.show(base_findings, &base_sources)?;
    let data = json::diff(&diff, &failures, json::diagnostics(base_findings, &base_sources));
    let labels = args.labelled.typed();
    let mut command: Vec<String> = vec!["tpm diff".into(), args.base.clone()];
    command.extend(args.head.clone());
    command.extend(labels.iter().map(|label| format!("--{}", label.replacen('=', " ", 1))));
    if !args.select.is_empty() {
        command.push("--".into());
        command.extend(args.select.iter().cloned());
    }
    let command = command.join(" ");
    // A comment about a selection is separate from the one about everything.
    let key: Vec<&str> = std::iter::once(directory.as_str())
        .chain(labels.iter().flat_map(|label| label.split('=')))
        .chain(args.select.iter().map(String::as_str))
        .collect();
    let key = key.join(":");
    let printed = call.print(&head, data, || {
        let mut report = view::diff(&diff, &failures, &key, &command, args.all);
        report.put_on_top(view::plan_errors(base_findings, &base_sources));
        report
    });
    // A failed condition takes precedence over errors in the plans.
    if !failures.is_empty() {
        return verdict::reported(GATE_FAILED, printed.map(drop));
    }
    printed.map(|status| if base.errors() > 0 { FAILED } else { status })
}

/// Returns a line for each finding of the gate under the plans' own policy, and for the odds of
/// each promise if they matter.
pub(super) fn found_by_gate(assessment: &Assessment<'_>) -> Vec<String> {
    let workspace = assessment.workspace;
    let policy = Policy::new(workspace.checks.clone(), Overrides::default());
    let everything = Selection::new(workspace, None, Labels::default());
    let case = Case::new(assessment, &policy, Commits::default()).without_odds();
    let mut lines = Gate::new(&case, &everything, &[], Known::default()).lines();
    lines.extend(first_runs(assessment));
    lines
}

/// Returns the conditions of `--fail-on`, each once.
fn conditions(typed: &[String]) -> Result<Vec<Condition>> {
    let mut conditions: Vec<Condition> = Vec::new();
    for text in typed {
        let condition = Condition::parse(text).map_err(|fault| anyhow!("--fail-on: {fault}"))?;
        if !conditions.contains(&condition) {
            conditions.push(condition);
        }
    }
    Ok(conditions)
}

/// Returns the files under their names in git: `main:programs/checkout.yaml`.
pub(super) fn called(sources: &Sources, revision: &str) -> Sources {
    let called = sources.iter().map(|(_, file)| {
        let path = format!("{revision}:{}", file.path);
        match &file.unreadable {
            Some(reason) => SourceFile::unreadable(path, reason.clone()),
            None => SourceFile::new(path, file.text.clone()),
        }
    });
    Sources::new(called.collect())
}
