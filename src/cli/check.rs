//! `tpm check`.

use super::args::Format;
use super::explain::list;
use super::gate_args::CheckArgs;
use super::policy::policy;
use super::report::{Call, Session};
use super::version::Version;
use super::{ANSWERED, GATE_FAILED};
use crate::analysis::Assessment;
use crate::analysis::day_off::is_day_off;
use crate::analysis::diff::{Promised, Side, SideName};
use crate::io::append::append;
use crate::io::tree::from_root;
use crate::model::read;
use crate::render::gate::{self, Answer};
use crate::render::json::{self, Envelope};
use crate::render::{csv, markdown, terminal};
use crate::rules::{Case, Gate, Known, Policy};
use crate::source::{FileId, Place, Sources, Span};
use crate::view::{self, Report};
use anyhow::{Context, Result};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io;
use std::path::Path;

pub(super) fn run(args: &CheckArgs, call: Call<'_>) -> Result<u8> {
    if args.list {
        return list(call);
    }
    let session = call.open(&args.select.select, &args.select.labelled)?;
    let assessment = session.assess();
    let day_off = args.on_workdays && is_day_off(&session.workspace, &session.selection, session.as_of.day);
    let policy = policy(args, &call, &session)?.on_day_off(day_off);
    let case = Case::new(&assessment, &policy);
    let Some(typed) = &args.new_since else {
        let gate = Gate::new(&case, &session.selection, &session.findings, Known::default());
        let files = (&session, &session.files.sources);
        return print(&gate, &policy, args.waived, None, &assessment, files, call);
    };
    let (commit, base) = version(args, &call, &session, "--new-since", typed)?;
    let base_assessment = base.session.assess();
    let name = SideName { typed: Some(typed.clone()), commit: Some(commit.clone()) };
    let (documents, _) = read(&session.files.sources, session.files.shared);
    let head = SideName::default();
    let head =
        Side { name: &head, documents: &documents, sources: &session.files.sources, assessment: &assessment };
    let mut promised = Promised::new(base.side(&name, &base_assessment), head);
    let sources = with_gone(&mut promised, &base.session.files.sources, &session.files.sources);
    let base_case = Case::new(&base_assessment, &policy);
    let told = Gate::new(&base_case, &base.session.selection, &base.session.findings, Known::default());
    let known = Known::new(&told, &promised.matching, &session.workspace);
    let case = case.of_change(&promised);
    let gate = Gate::new(&case, &session.selection, &session.findings, known);
    print(&gate, &policy, args.waived, Some(&commit), &assessment, (&session, &sources), call)
}

/// Returns the files of the head, with those of the base in which programs stood that are gone: what is told of these is
/// shown there, unless something else has the file now.
fn with_gone<'s>(promised: &mut Promised, base: &Sources, head: &'s Sources) -> Cow<'s, Sources> {
    let mut sources = Cow::Borrowed(head);
    let paths: BTreeMap<&str, FileId> = head.iter().map(|(id, file)| (file.path.as_str(), id)).collect();
    for program in &mut promised.programs {
        let file = base.get(program.place.file);
        match paths.get(file.path.as_str()).copied() {
            Some(id) => program.place = Place { file: id, span: Span::default() },
            None => program.place.file = sources.to_mut().add(file.clone()),
        }
    }
    sources
}

/// Returns the plans at a commit, seen from the day of those that are judged, and its hash.
pub(super) fn version(
    args: &CheckArgs,
    call: &Call<'_>,
    session: &Session,
    flag: &str,
    typed: &str,
) -> Result<(String, Version)> {
    let read = || -> Result<(String, Version)> {
        let place = call.place(&args.select.select);
        let at = call.at(&*call.repository(&place)?, typed)?;
        // Where the workspace was elsewhere, or not there at all, nothing was found.
        let directory = place.locate(&*at.tree).unwrap_or_else(|_| session.files.directory.clone());
        Ok((at.commit.hash, Version::read(&*at.tree, &directory, session.as_of)?))
    };
    read().with_context(|| format!("{flag} {typed}"))
}

fn print(
    gate: &Gate<'_>,
    policy: &Policy,
    lists_waived: bool,
    new_since: Option<&str>,
    assessment: &Assessment<'_>,
    (session, sources): (&Session, &Sources),
    call: Call<'_>,
) -> Result<u8> {
    let (workspace, as_of) = (assessment.workspace, assessment.as_of());
    let (world, formats) = (call.world, || call.outputs.iter().map(|output| output.format));
    let named_by_host = formats().any(Format::is_read_by_a_host);
    let paths = sources.iter().filter(|_| named_by_host);
    let from_root = paths.map(|(id, file)| (id, from_root(world.tree, &file.path))).collect();
    let summary = world.variables.step_summary.as_deref();
    let summary = summary.filter(|file| !file.is_empty() && formats().any(|format| format == Format::Github));
    let all_say_so = formats().all(|format| matches!(format, Format::Text | Format::Markdown));
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
    let envelope = Envelope::new("check", session.basis(), data, diagnostics);
    let err = call.write(|format, options, out| match format {
        Format::Text => {
            terminal::render(&session.committed_view(), options, out)?;
            gate::text(&answer, options, out)
        }
        Format::Markdown => markdown::render(&markdown(None), out),
        Format::Json => envelope.write_json(out),
        Format::Yaml => envelope.write_yaml(out),
        Format::Csv => csv::write(envelope.data(), out),
        Format::Concise => gate::concise(&answer, out),
        Format::Github => gate::github(&answer, out),
        Format::Gitlab => json::gitlab(&answer, out),
        Format::Sarif => json::sarif(&answer, out),
        Format::Junit => gate::junit(&answer, out),
    })?;
    if let Some(file) = summary
        && let Err(error) = append(world.disk, Path::new(file), SUMMARY, |room| summarise(markdown, room))
    {
        // The answer was given; its copy is a convenience.
        writeln!(err, "note: the summary of the job has nothing of this: {error}")?;
    }
    if let Some(commit) = gate.instead_of.as_ref().filter(|_| !all_say_so) {
        writeln!(err, "note: {}", view::instead_of(commit))?;
    }
    Ok(if gate.passes() { ANSWERED } else { GATE_FAILED })
}

/// How long the summary of a step may be, in bytes; what is longer is not shown at all.
const SUMMARY: u64 = (1 << 20) - 1;
/// How many findings a summary lists, where there is room.
const SUMMARISED: usize = 1000;

/// Returns the answer for the summary of a job, with as many findings as fit into so many bytes.
fn summarise(markdown: impl Fn(Option<usize>) -> Report, room: usize) -> io::Result<Vec<u8>> {
    let mut most = SUMMARISED;
    loop {
        // Others write above it.
        let mut bytes = b"\n## tpm check\n\n".to_vec();
        markdown::render(&markdown(Some(most)), &mut bytes)?;
        if bytes.len() <= room || most == 0 {
            return Ok(bytes);
        }
        most /= 2;
    }
}
