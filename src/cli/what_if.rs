//! `tpm what-if`.

use super::args::{Labelled, ReportFormat};
use super::call::Call;
use super::diff::found_by_gate;
use super::session::Session;
use super::write;
use crate::analysis::diff::Diff;
use crate::analysis::what_if::each;
use crate::edits::{self, Edited, Relative, Said, Tried};
use crate::io::refusal::Refusal;
use crate::model::{MilestoneId, Trees};
use crate::source::FileId;
use crate::time::{Day, Instant};
use crate::trial::{Change, Trial};
use crate::{render::json, view};
use anyhow::{Result, bail};
use std::collections::BTreeMap;

/// New texts of files.
type Texts = BTreeMap<FileId, String>;

/// Show what changes would do to the dates, and write nothing
///
/// A change is written as for `tpm set`, and needs no reason: `checkout/ledger.duration=4w`,
/// `owner:bo.away+=2026-10-01..2026-10-09`. A relative day counts from the one that is there, or
/// else from the forecast: `ledger.eta=+2w`. Further: `drop:ID` cancels a milestone,
/// `risk:ID=occurred` makes what it threatens later by its likely impact, `freeze:NAME=off` and
/// `link:FROM:TO=off` take these out. All are tried at once, and the report is that of `tpm diff`.
///
/// `--each +5d` lets every unfinished milestone slip in turn, and ranks them by what that does to
/// firm promises.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  tpm what-if ledger.eta=+2w\n  tpm what-if risk:ledger-perf=occurred drop:vendor-contract\n  tpm what-if freeze:\"Peak season and year end\"=off link:canary:cutover=off\n  tpm what-if ledger.duration=4w --odds\n  tpm what-if ledger.duration=4w --format json\n  tpm what-if --each +5d\n  tpm what-if --each +1w --owner bo"
)]
pub(super) struct Args {
    /// What would change
    #[arg(value_name = "CHANGE", required_unless_present = "each", conflicts_with = "each")]
    changes: Vec<String>,
    /// Let every unfinished milestone slip in turn by this much, as `+5d` or `+2w`
    #[arg(long, value_name = "DURATION", value_parser = slip, allow_hyphen_values = true)]
    each: Option<Slip>,
    /// Show how often each promise is kept before and after, and the day that 80 of 100 runs keep
    #[arg(long, conflicts_with = "each")]
    odds: bool,
    /// Show everything: no list is cut, and nothing is folded on a terminal
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    labelled: Labelled,
}

/// A number of working days, or of weeks of them.
#[derive(Debug, Clone, Copy)]
struct Slip {
    count: u32,
    in_weeks: bool,
}

fn slip(typed: &str) -> Result<Slip, &'static str> {
    let help = "write working days or weeks, as in +5d or +2w, at most 260 of them";
    let rest = typed.strip_prefix('+').unwrap_or(typed);
    let (count, in_weeks) = match (rest.strip_suffix('d'), rest.strip_suffix('w')) {
        (Some(count), _) => (count, false),
        (_, Some(count)) => (count, true),
        _ => return Err(help),
    };
    let count = count.parse().ok().filter(|count| (1..=260).contains(count)).ok_or(help)?;
    Ok(Slip { count, in_weeks })
}

pub(super) fn run(args: &Args, call: Call<'_, ReportFormat>) -> Result<u8> {
    match args.each {
        Some(slip) => run_each(args, slip, call),
        None => run_changes(args, call),
    }
}

fn run_each(args: &Args, slip: Slip, call: Call<'_, ReportFormat>) -> Result<u8> {
    let session = call.open(&[], &args.labelled)?;
    let assessment = session.assess();
    // A calendar of slots has no week: five days, as most have.
    let days = |week: u32| match slip.in_weeks {
        true => slip.count * if week == 0 { 5 } else { week },
        false => slip.count,
    };
    let found = each(&assessment, &session.selection, days);
    let typed = format!("{}{}", slip.count, if slip.in_weeks { 'w' } else { 'd' });
    let data = json::what_if(&assessment, &typed, &found);
    call.print(&session, data, || view::what_if(&assessment, &typed, &found, args.all))
}

fn run_changes(args: &Args, mut call: Call<'_, ReportFormat>) -> Result<u8> {
    if !args.labelled.is_empty() {
        bail!(Refusal::new(
            "owners, teams, tags and workstreams select only with --each",
            "leave them out: a change is shown with everything it moves"
        ));
    }
    let wanted = Tried::parse(&args.changes).map_err(Refusal::from)?;
    let session = call.open_to_compare(&[], &Labelled::default(), Trees::Kept)?;
    let before = session.assess();
    let day = write::days_from(session.as_of.day);
    let said = Said::nothing(session.as_of.day, &day);
    let from = |typed: &str, from: Day| write::days_from(from)(typed);
    let forecast = |id: &str| {
        let id = session.workspace.milestone_called(id)?;
        before.schedule.dates.finish(id).map(Instant::day)
    };
    let relative = Relative { from: &from, forecast: &forecast };
    let Edited { files, mut notes, .. } =
        edits::tried(write::plans(&session)?, &wanted, said, relative).map_err(Refusal::from)?;
    let mut head = with(&session, &session, &files);
    if !wanted.occurred.is_empty() {
        let files = occurred(&head, &wanted, &mut notes)?;
        head = with(&session, &head, &files);
    }
    write::refuse_new_errors(&mut call, &session, &head)?;
    let after = head.assess();
    let mut diff =
        Diff::new(session.side(None, &before)?, head.side(None, &after)?, head.as_of, &found_by_gate);
    diff.is_tried = true;
    if args.odds || head.workspace.settings.odds_in_status {
        diff.add_odds(!args.odds);
    }
    let data = json::diff(&diff, &[], json::diagnostics(&session.findings, &session.files.sources));
    let odds = args.odds.then(|| "--odds".to_owned());
    let typed: Vec<String> = args.changes.iter().cloned().chain(odds).collect();
    let command = write::command_line("what-if", &typed);
    call.print(&session, data, || {
        let mut report = view::diff(&diff, &[], "what-if", &command, args.all);
        report.put_on_top(view::tried(&notes));
        report
    })
}

/// Returns the session of a workspace with other texts.
fn with(session: &Session, before: &Session, files: &Texts) -> Session {
    let files = write::with_texts(&before.files, files, None);
    Session::new(session.location.clone(), files, session.as_of, Trees::Kept)
}

/// Returns the texts in which risks occurred: each unfinished milestone that one threatens is
/// expected on the day on which the trial with the likely impact of all of them puts it.
fn occurred(head: &Session, wanted: &Tried, notes: &mut Vec<String>) -> Result<Texts> {
    let plans = write::plans(head)?;
    let assessment = head.assess();
    let workspace = &head.workspace;
    let (mut changes, mut targets): (Vec<Change>, Vec<MilestoneId>) = (Vec::new(), Vec::new());
    for risk in &wanted.occurred {
        let id = edits::risk_id(plans, risk).map_err(Refusal::from)?;
        let found = workspace.risks.iter().enumerate().find(|(_, risk)| risk.full_id == id);
        let Some((index, risk)) = found else { continue };
        match risk.impact {
            Some(impact) => changes.push(Change::Impact(index, impact.likely)),
            None => notes.push(format!("`{id}` has no impact: no date moves")),
        }
        let live = assessment.schedule.threatened(risk);
        targets.extend(live.filter(|id| risk.impact.is_some() && workspace.milestone(*id).is_unfinished()));
    }
    targets.sort_unstable();
    targets.dedup();
    let mut trial = Trial::new(&assessment.schedule);
    trial.run(&changes);
    let expected: Vec<(String, Day)> = targets
        .into_iter()
        .filter_map(|id| Some((workspace.milestone(id).full_id.clone(), trial.finish(id)?)))
        .collect();
    let edited = edits::occurred(plans, &wanted.occurred, &expected, head.as_of.day);
    Ok(edited.map_err(Refusal::from)?.files)
}
