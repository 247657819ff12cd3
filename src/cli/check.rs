//! `tpm check`.

use super::args::{CheckFormat, ReportFormat, Select, TypedFormat};
use super::call::Call;
use super::policy::Judge;
use super::print::Printed;
use super::session::Session;
use super::standing::no_baseline;
use super::{ANSWERED, GATE_FAILED, explain, verdict};
use crate::analysis::Assessment;
use crate::analysis::days_off::is_day_off;
use crate::analysis::diff::{self, OpenPromises};
use crate::analysis::kept::asserts_odds;
use crate::finding::gate_rules;
use crate::io::append::append;
use crate::io::tree::from_root;
use crate::model::{Trees, Workspace};
use crate::render::check::{self, Answer};
use crate::render::json::{self, Envelope};
use crate::render::{markdown, terminal};
use crate::rules::{Case, Commits, Gate, Known, NoBaseline, Overrides, Policy};
use crate::source::{FileId, Place, Sources, Span};
use crate::syntax::{FailOn, Importance};
use crate::view::{self, Report};
use anyhow::{Result, bail};
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::Path;

/// Judge the plans: may this be merged, and is anything overdue?
///
/// Runs the rules over the plans and prints their findings, worst first; promises broken by one
/// cause are shown together. `checks` in tpm.yaml sets the level of each rule; `waive` beside a
/// milestone excuses its findings until a day.
///
/// Exit status: 0 the gate passes; 1 it fails, as it always does on an error in a plan; 2 the plans
/// could not be checked: a bad flag, no workspace, an unknown revision.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  tpm check\n  tpm check checkout --fail-on warn\n  tpm check --error no-owner --off hygiene\n  tpm check --format github --output sarif=tpm.sarif --output -\n  tpm check --new-since main...HEAD --policy-from main\n  tpm check --list"
)]
pub(super) struct Args {
    /// Report findings of this rule or set as errors
    #[arg(long, value_name = "RULE", value_parser = word())]
    error: Vec<&'static str>,
    /// Report findings of this rule or set as warnings
    #[arg(long, value_name = "RULE", value_parser = word())]
    warn: Vec<&'static str>,
    /// Suppress findings of this rule or set
    #[arg(long, value_name = "RULE", value_parser = word())]
    off: Vec<&'static str>,
    /// Fail on findings of this level or worse; plan errors always fail [default: error]
    #[arg(long, value_name = "LEVEL", value_parser = fail_on())]
    fail_on: Option<FailOn>,
    /// Show only findings that are new since this commit: main, HEAD~3, a hash, A...B, a day
    ///
    /// Both sides are checked from the same day. A finding that was waived there and no longer is
    /// counts as new; plan errors are always shown. This also looks for promises that were moved
    /// without a reason.
    #[arg(long, value_name = "REV", allow_hyphen_values = true)]
    new_since: Option<String>,
    /// Take `checks`, waivers and assertions from this commit, so that a change cannot switch off
    /// its own gate
    ///
    /// Limits, thresholds, `quiet_after_days` and `assume_progress` are taken from there too; the
    /// levels of a program follow its renames. A waiver counts only if that commit has one of the
    /// same rule for the same subject, and until the earlier of the two last days. An assertion
    /// that was dropped or softened since then must still hold. If tpm.yaml has errors at that
    /// commit, the defaults apply, or the policy of these plans where it is stricter.
    #[arg(long, value_name = "REV", allow_hyphen_values = true)]
    policy_from: Option<String>,
    /// When everyone with open work is off, fail only on plan errors
    #[arg(long)]
    on_workdays: bool,
    /// Print in this format [default: text]
    ///
    /// With `--output`, the format of every output that names none: `--format github --output
    /// sarif=tpm.sarif --output -`.
    // The global flag of the same name, with more formats.
    #[arg(long, value_name = "FORMAT", value_parser = TypedFormat::parser::<CheckFormat>())]
    format: Option<TypedFormat>,
    /// Also list waived findings
    #[arg(long)]
    waived: bool,
    /// Report what waivers excuse, too: what would the gate say without them?
    #[arg(long, conflicts_with = "waived")]
    no_waivers: bool,
    /// List the rules instead, with the levels that apply here and what sets them
    #[arg(long, conflicts_with_all = ["select", "waived", "no_waivers", "error", "warn", "off", "fail_on", "on_workdays", "new_since"])]
    list: bool,
    // Last, so that the other flags do not appear under its heading.
    #[command(flatten)]
    select: Select,
}

/// Parses the level from which the gate fails.
fn fail_on() -> impl TypedValueParser<Value = FailOn> {
    let levels = [
        (FailOn::Error, "Errors"),
        (FailOn::Warn, "Errors and warnings"),
        (FailOn::Never, "Only plan errors"),
    ];
    PossibleValuesParser::new(levels.map(|(level, help)| PossibleValue::new(level.word()).help(help)))
        .try_map(move |typed| {
            levels
                .into_iter()
                .find(|(level, _)| level.word() == typed)
                .map(|(level, _)| level)
                .ok_or("not a level")
        })
}

/// Parses the name of a rule or a set; clap suggests a similar one.
fn word() -> impl TypedValueParser<Value = &'static str> {
    PossibleValuesParser::new(gate_rules::words())
        .try_map(|typed| gate_rules::words().find(|word| *word == typed).ok_or("not a rule"))
}

pub(super) fn run(args: &Args, call: Call<'_, CheckFormat>) -> Result<u8> {
    if args.list {
        let call = Call::new(call.common, call.world, call.out, call.err)?;
        return explain::list(call, args.policy_from.as_deref());
    }
    let (select, labelled) = (&args.select.select, &args.select.labelled);
    let mut session = match (&args.policy_from, &args.new_since) {
        // What calendars and freezes a change alters is read from the trees.
        (Some(_), _) => call.open_to_compare(select, labelled, Trees::Kept)?,
        (None, Some(_)) => call.open_to_compare(select, labelled, Trees::Dropped)?,
        (None, None) => call.open(select, labelled)?,
    };
    let judge = Judge::new(overrides(args)?, args.policy_from.as_deref(), &call, &session)?;
    let base = args.new_since.as_ref();
    let base = base.map(|typed| call.version(&session, ("--new-since", typed), Trees::Dropped));
    let mut base = base.transpose()?;
    let own_settings = session.workspace.settings.clone();
    judge.settle(&mut session.workspace);
    if let Some((_, base)) = &mut base {
        judge.settle(&mut base.workspace);
    }
    let (session, assessment) = (&session, session.assess());
    let mut sources = Cow::Borrowed(&session.files.sources);
    let mut asserted = Vec::new();
    let of_then = judge.of(session);
    let mut policy = of_then.as_ref().map_or(&judge.policy, |(policy, _)| policy).clone();
    if let Some((_, then)) = &judge.then {
        let then_assessment = then.assess();
        let (before, after) = (then.side(None, &then_assessment)?, session.side(None, &assessment)?);
        asserted = diff::asserted(before, after);
        policy.shifted = diff::shifted_days(before, after);
        let asserts_odds = asserted.iter().any(|asserted| asserted.assertion.odds_at_least.is_some())
            || asserts_odds(&session.workspace);
        policy.settings = own_settings.judges_unlike(&session.workspace.settings, asserts_odds);
        show(asserted.iter_mut().map(|asserted| &mut asserted.place), then, &mut sources);
    }
    let day = session.as_of.day;
    let works = |id| {
        let ((_, then), (_, matching)) = judge.then.as_ref().zip(of_then.as_ref())?;
        Some(then.workspace.base(matching.milestone_before(id)?).works(day))
    };
    policy.day_off = args.on_workdays && is_day_off(&session.workspace, &session.selection, day, works);
    let standing = no_baseline(&call, session, &policy);
    let commits = Commits { change: None, asserted: &asserted, no_baseline: standing.as_ref() };
    let Some((commit, base)) = base else {
        let case = Case::new(&assessment, &policy, commits);
        let gate = Gate::new(&case, &session.selection, &session.findings, Known::default());
        return print(&gate, &policy, args.waived, None, &assessment, (session, &sources), call);
    };
    let base_assessment = base.assess();
    let (before, after) = (base.side(None, &base_assessment)?, session.side(None, &assessment)?);
    let mut promised = OpenPromises::new(before, after);
    show(promised.programs.iter_mut().map(|gone| &mut gone.place), &base, &mut sources);
    let same = |standing: &&NoBaseline| base.workspace.settings.baseline.as_ref() == Some(&standing.revision);
    let base_commits = Commits { no_baseline: standing.as_ref().filter(same), ..Commits::default() };
    let base_policy = judge.of(&base).map_or_else(|| policy.clone(), |(policy, _)| policy);
    let base_case = Case::new(&base_assessment, &base_policy, base_commits);
    let base_gate = Gate::new(&base_case, &base.selection, &base.findings, Known::default());
    let mut known = Known::new((&base_gate, &base_assessment), &promised.matching, &session.workspace);
    if !policy.settings.is_empty() {
        let own = Workspace { settings: own_settings, ..session.workspace.clone() };
        let own = Assessment::new(&own, &session.network, day);
        let own = Case::new(&own, &policy, commits);
        known.still_found_by(&Gate::new(&own, &session.selection, &[], Known::default()));
    }
    let case = Case::new(&assessment, &policy, Commits { change: Some(&promised), ..commits });
    let gate = Gate::new(&case, &session.selection, &session.findings, known);
    print(&gate, &policy, args.waived, Some(&commit), &assessment, (session, &sources), call)
}

/// Returns what the flags say of the policy.
fn overrides(args: &Args) -> Result<Overrides> {
    let mut overrides = Overrides::default();
    let levels =
        [(&args.error, Importance::Error), (&args.warn, Importance::Warn), (&args.off, Importance::Off)];
    for (words, level) in levels {
        for word in words {
            match overrides.levels.insert(word, level) {
                Some(other) if other != level => {
                    bail!("`{word}` is given as --{} and as --{}", other.word(), level.word())
                }
                _ => {}
            }
        }
    }
    overrides.fail_on = args.fail_on;
    overrides.no_waivers = args.no_waivers;
    Ok(overrides)
}

/// Moves places in the files of a commit into `sources`, so that they can be shown. It adds those
/// files, unless a current file has the same path: the place is then the start of that file.
fn show<'p>(places: impl Iterator<Item = &'p mut Place>, then: &Session, sources: &mut Cow<'_, Sources>) {
    let mut paths: BTreeMap<String, FileId> =
        sources.iter().map(|(id, file)| (file.path.clone(), id)).collect();
    let mut added = BTreeMap::new();
    for place in places {
        let file = then.files.sources.get(place.file);
        if let Some(id) = added.get(&place.file) {
            place.file = *id;
        } else if let Some(id) = paths.get(&file.path) {
            *place = Place { file: *id, span: Span::default() };
        } else {
            let id = sources.to_mut().add(file.clone());
            added.insert(place.file, id);
            paths.insert(file.path.clone(), id);
            place.file = id;
        }
    }
}

fn print(
    gate: &Gate<'_>,
    policy: &Policy,
    lists_waived: bool,
    new_since: Option<&str>,
    assessment: &Assessment<'_>,
    (session, sources): (&Session, &Sources),
    call: Call<'_, CheckFormat>,
) -> Result<u8> {
    let (workspace, as_of) = (assessment.workspace, assessment.as_of());
    let (world, formats) = (call.world, || call.outputs.iter().map(|output| output.format));
    let named_by_host = formats().any(CheckFormat::is_read_by_a_host);
    let paths = sources.iter().filter(|_| named_by_host);
    let from_root = paths.map(|(id, file)| (id, from_root(world.tree, &file.path))).collect();
    let summary = world.variables.step_summary.as_deref();
    let summary =
        summary.filter(|file| !file.is_empty() && formats().any(|format| format == CheckFormat::Github));
    let all_say_so =
        formats().all(|format| matches!(format, CheckFormat::Report(format) if format.is_for_people()));
    let answer = Answer {
        gate,
        policy,
        selection: &session.selection,
        sources,
        from_root: &from_root,
        workspace,
        as_of,
        lists_waived,
        has_summary: summary.is_some(),
        new_since,
    };
    let markdown = |most| {
        let mut report = session.committed_view();
        report.blocks.extend(view::check(gate, sources, workspace, as_of, lists_waived, most).blocks);
        report
    };
    let data = json::check(&answer);
    let diagnostics = json::diagnostics(&session.findings, sources);
    let envelope = Envelope::new(session.basis(), data, diagnostics);
    let printed = Printed { envelope, report: Report::default() };
    let report = |format, options, out: &mut dyn Write| match format {
        CheckFormat::Report(ReportFormat::Text) => {
            terminal::render(&session.committed_view(), options, out)?;
            check::text(&answer, options, out)
        }
        CheckFormat::Report(ReportFormat::Markdown) => markdown::render(&markdown(None), out),
        CheckFormat::Report(format) => printed.write(format, options, out),
        CheckFormat::Concise => check::concise(&answer, out),
        CheckFormat::Github => check::github(&answer, out),
        CheckFormat::Gitlab => json::gitlab(&answer, out),
        CheckFormat::Sarif => json::sarif(&answer, out),
        CheckFormat::Junit => check::junit(&answer, out),
    };
    let write = || -> Result<()> {
        let err = call.write(report)?;
        if let Some(file) = summary
            && let Err(error) = append(world.disk, Path::new(file), SUMMARY, |room| summarize(markdown, room))
        {
            // The answer has been printed; the summary is only a copy.
            writeln!(err, "note: the job summary was not written: {error}")?;
        }
        if let Some(altered) = view::altered(gate).filter(|_| !all_say_so) {
            writeln!(err, "note: {altered}")?;
        }
        if let Some(commit) = gate.instead_of.as_ref().filter(|_| !all_say_so) {
            writeln!(err, "note: {}", view::instead_of(commit))?;
        }
        Ok(())
    };
    verdict::reported(if gate.passes() { ANSWERED } else { GATE_FAILED }, write())
}

/// The maximum size of a step's summary, in bytes. GitHub does not show one beyond a mebibyte, and
/// the 64 KiB below that are left to other steps.
pub(super) const SUMMARY: u64 = (1 << 20) - (64 << 10);
/// The most findings that a summary lists.
const SUMMARIZED: usize = 1000;

/// Returns the answer for the job summary, with as many findings as fit into `room` bytes.
fn summarize(markdown: impl Fn(Option<usize>) -> Report, room: usize) -> io::Result<Vec<u8>> {
    let mut most = SUMMARIZED;
    loop {
        // Other steps may have written above it.
        let mut bytes = b"\n## tpm check\n\n".to_vec();
        markdown::render(&markdown(Some(most)), &mut bytes)?;
        if bytes.len() <= room || most == 0 {
            return Ok(bytes);
        }
        most /= 2;
    }
}
