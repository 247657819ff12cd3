//! Writes edits of plans: reads the new texts again, compares, writes them as one change, and says
//! what that does.

use super::args::{Labelled, ReportFormat, TypedDay};
use super::call::Call;
use super::diff::found_by_gate;
use super::output::Output;
use super::session::Session;
use super::{ANSWERED, terminal};
use crate::analysis::diff::{Diff, Edit, EditKind};
use crate::edits::{self, Assignment, Edited, Plans, Said, Saying, Target};
use crate::finding::{Finding, Level};
use crate::io::refusal::Refusal;
use crate::io::rewrite::{Rewrite, rewrite_all};
use crate::io::tree::from_root;
use crate::io::undo::{self, Record};
use crate::io::workspace::WorkspaceFiles;
use crate::model::Trees;
use crate::render::escape::{acts, terminal_text};
use crate::render::{json, patch};
use crate::source::{FileId, SourceFile, Sources};
use crate::view::{self, Fate};
use anyhow::{Context, Result, bail};
use std::collections::{BTreeMap, BTreeSet};

/// The options of every command that writes plans.
#[derive(Debug, Default, clap::Args)]
pub(super) struct Writing {
    /// Print what would be written as a patch that `git apply` takes, and write nothing
    #[arg(long)]
    pub(super) dry_run: bool,
}

/// The arguments of a command that says on which day something happened to a milestone.
#[derive(Debug, clap::Args)]
pub(super) struct Happened {
    /// The milestone
    #[arg(value_name = "ID")]
    id: String,
    /// The day [default: the as-of day]
    #[arg(value_name = "DATE", value_parser = TypedDay::parse, allow_hyphen_values = true)]
    day: Option<TypedDay>,
    #[command(flatten)]
    writing: Writing,
}

/// What is said beside the values.
#[derive(Debug, Default)]
pub(super) struct Reasons<'a> {
    pub(super) why: Option<&'a str>,
    pub(super) cause: Option<&'a str>,
    pub(super) agreed: Option<&'a str>,
    pub(super) by: Option<&'a str>,
}

impl From<edits::Refused> for Refusal {
    fn from(refused: edits::Refused) -> Self {
        Self::new(refused.reason, refused.help)
    }
}

/// What is to be written, and what may differ then.
pub(super) struct Intended {
    pub(super) files: BTreeMap<FileId, String>,
    pub(super) meant: Meant,
    pub(super) notes: Vec<String>,
}

/// What may differ after an edit.
pub(super) enum Meant {
    /// These keys of these subjects.
    Keys(BTreeSet<(String, String)>),
    /// A milestone has this full id now.
    Renamed(String),
    /// The milestone of this full id is gone.
    Removed(String),
    /// Anything: the texts were there before.
    Anything,
}

impl Meant {
    fn covers(&self, edit: &Edit) -> bool {
        let of = edit.subject.name();
        match self {
            Self::Keys(keys) => {
                edit.kind == EditKind::Set
                    && keys.iter().any(|(subject, meant)| {
                        // A section may be told as one value.
                        let is_inside = |outer: &str, inner: &str| {
                            inner.strip_prefix(outer).is_some_and(|rest| rest.starts_with('.'))
                        };
                        let key = edit.key.as_str();
                        subject == of && (meant == key || is_inside(key, meant) || is_inside(meant, key))
                    })
            }
            Self::Renamed(id) => {
                of == id
                    && (edit.kind == EditKind::Renamed
                        || edit.kind == EditKind::Set && edit.key == "formerly")
            }
            Self::Removed(id) => of == id && edit.kind == EditKind::Removed,
            Self::Anything => true,
        }
    }
}

/// Returns what an edit is made of.
pub(super) fn plans(session: &Session) -> Result<Plans<'_>> {
    let documents = session.documents.as_ref().context("the documents were not kept")?;
    Ok(Plans { documents, workspace: &session.workspace, sources: &session.files.sources })
}

/// Writes the day on which something happened to a milestone under a key, and says what that does.
pub(super) fn say_day(
    call: Call<'_, ReportFormat>,
    (command, key): (&str, &str),
    args: &Happened,
) -> Result<u8> {
    let as_of = call.as_of()?.day;
    let day = args.day.map_or(as_of, |day| day.on(call.world.today)).to_string();
    let target = Target::Milestone(args.id.clone());
    let assignments = [Assignment::set(target, key, &day).map_err(Refusal::from)?];
    let command = command_line(command, &[args.id.clone(), day]);
    say(call, &assignments, &Reasons::default(), &args.writing, &command)
}

/// Reads the plans, and writes what is said of them.
pub(super) fn say(
    call: Call<'_, ReportFormat>,
    assignments: &[Assignment],
    reasons: &Reasons<'_>,
    writing: &Writing,
    command: &str,
) -> Result<u8> {
    let session = open(&call)?;
    let today = call.world.today;
    let day = |typed: &str| TypedDay::parse(typed).ok().map(|day| day.on(today));
    let said = Said {
        as_of: session.as_of.day,
        day: &day,
        why: reasons.why,
        cause: reasons.cause,
        agreed: reasons.agreed,
        by: reasons.by,
    };
    let Edited { files, keys, notes } =
        edits::edited(plans(&session)?, &[Saying { assignments, said }]).map_err(Refusal::from)?;
    write(call, &session, Intended { files, meant: Meant::Keys(keys), notes }, writing, Some(command))
}

/// Reads the plans to write to: those of the work tree.
pub(super) fn open(call: &Call<'_, ReportFormat>) -> Result<Session> {
    if call.common.at.is_some() {
        bail!(Refusal::new(
            "--at: a commit cannot be edited",
            "leave it out to edit the plans in the work tree"
        ));
    }
    call.open_to_compare(&[], &Labelled::default(), Trees::Kept)
}

/// Writes texts in place of those that were read, and says what that does. With a command, it can
/// be undone.
pub(super) fn write(
    mut call: Call<'_, ReportFormat>,
    session: &Session,
    mut intended: Intended,
    writing: &Writing,
    command: Option<&str>,
) -> Result<u8> {
    let head = Session::new(
        session.location.clone(),
        with_texts(&session.files, &intended.files),
        session.as_of,
        Trees::Kept,
    );
    refuse_new_errors(&mut call, session, &head)?;
    let (before, after) = (session.assess(), head.assess());
    let diff = Diff::new(session.side(None, &before)?, head.side(None, &after)?, head.as_of, &found_by_gate);
    refuse_others(&diff, &intended.meant)?;
    let rewrites: Vec<Rewrite> = intended
        .files
        .iter()
        .map(|(file, text)| {
            let source = session.files.sources.get(*file);
            Rewrite { path: source.path.clone(), before: source.text.clone(), after: text.clone() }
        })
        .collect();
    let fate = match (rewrites.is_empty(), writing.dry_run) {
        (true, _) => Fate::Already,
        (_, true) => Fate::Shown,
        _ => Fate::Written,
    };
    if fate == Fate::Written {
        intended.notes.extend(record(&call, session, &rewrites, command)?);
        rewrite_all(call.world.tree, call.world.disk, &rewrites).map_err(|failed| {
            let left = match failed.left.is_empty() {
                true => "nothing was written".to_owned(),
                false => format!("{} could not be put back; `tpm undo` tries again", failed.left.join(", ")),
            };
            Refusal { reason: format!("`{}`: {}: {left}", failed.path, failed.error), help: Vec::new() }
        })?;
    }
    let lines: Vec<(&str, usize)> =
        rewrites.iter().map(|file| (file.path.as_str(), changed_lines(&file.before, &file.after))).collect();
    let is_patch = |output: &Output<ReportFormat>| output.format == ReportFormat::Text;
    if fate == Fate::Shown && call.outputs.iter().all(is_patch) {
        let report = view::edits(&diff, &intended.notes, &lines, fate);
        let options = terminal::options(call.common, &call.world.variables, &call.world.stderr);
        crate::render::terminal::render(&report, options, call.err)?;
        return print_patch(call, &rewrites);
    }
    let data = json::edits(&diff, fate == Fate::Written);
    call.print(&head, data, || view::edits(&diff, &intended.notes, &lines, fate))
}

/// Returns the files of a workspace with other texts for some.
fn with_texts(files: &WorkspaceFiles, texts: &BTreeMap<FileId, String>) -> WorkspaceFiles {
    let other = |(id, file): (FileId, &SourceFile)| match texts.get(&id) {
        Some(text) => SourceFile::new(file.path.clone(), text.clone()),
        None => file.clone(),
    };
    let sources = Sources::new(files.sources.iter().map(other).collect());
    WorkspaceFiles { directory: files.directory.clone(), sources, shared: files.shared }
}

/// Refuses an edit after which the plans have errors that they did not have.
fn refuse_new_errors(call: &mut Call<'_, ReportFormat>, base: &Session, head: &Session) -> Result<()> {
    let known: BTreeSet<(&str, &str)> =
        base.findings.iter().map(|finding| (finding.rule, finding.message.as_str())).collect();
    let is_new = |finding: &&Finding| {
        finding.level == Level::Error && !known.contains(&(finding.rule, finding.message.as_str()))
    };
    let new: Vec<Finding> = head.findings.iter().filter(is_new).cloned().collect();
    let Some(first) = new.first() else { return Ok(()) };
    call.show(&new, &head.files.sources)?;
    let help = first.help.clone().unwrap_or_else(|| format!("`tpm explain {}` says more", first.rule));
    bail!(Refusal::new(format!("nothing was written: {}", first.message), help))
}

/// Refuses an edit that would change more than it says.
fn refuse_others(diff: &Diff<'_>, meant: &Meant) -> Result<()> {
    let other = diff.edits.iter().find(|edit| !meant.covers(edit));
    match other {
        None => Ok(()),
        Some(edit) => bail!(Refusal::new(
            format!("nothing was written: `{}` of `{}` would change too", edit.key, edit.subject.name()),
            "edit the file by hand"
        )),
    }
}

/// Records what is about to be written, before it is: a run that is stopped in between can be taken
/// back too. Returns what is to be said of it.
fn record(
    call: &Call<'_, ReportFormat>,
    session: &Session,
    rewrites: &[Rewrite],
    command: Option<&str>,
) -> Result<Option<String>> {
    let Some(command) = command else { return Ok(None) };
    let tree = call.world.tree;
    let Some(place) = undo::place(tree, &session.files.directory) else {
        return Ok(Some("outside of a git repository, `tpm undo` cannot take this back".into()));
    };
    let named = |file: &Rewrite| Rewrite { path: from_root(tree, &file.path), ..file.clone() };
    let record = Record { command: command.to_owned(), files: rewrites.iter().map(named).collect() };
    undo::write(call.world.disk, call.world.create, &place, &record).with_context(|| {
        format!("nothing was written: the record for `tpm undo` cannot be kept in `{place}`")
    })?;
    Ok(None)
}

fn changed_lines(before: &str, after: &str) -> usize {
    let patch = patch::patch("", before, after);
    let of = |sign: char| patch.lines().skip(3).filter(|line| line.starts_with(sign)).count();
    of('+').max(of('-'))
}

/// Prints a patch. Text that would act on a terminal is escaped there.
fn print_patch(call: Call<'_, ReportFormat>, rewrites: &[Rewrite]) -> Result<u8> {
    let tree = call.world.tree;
    let patch = |file: &Rewrite| patch::patch(&from_root(tree, &file.path), &file.before, &file.after);
    let text: String = rewrites.iter().map(patch).collect();
    let is_terminal = call.world.stdout.is_terminal;
    call.write(|_, _, out| match is_terminal && acts(&text) {
        true => text.lines().try_for_each(|line| writeln!(out, "{}", terminal_text(line))),
        false => out.write_all(text.as_bytes()),
    })?;
    Ok(ANSWERED)
}

/// Returns a command line for the record.
pub(super) fn command_line(command: &str, arguments: &[String]) -> String {
    let words =
        arguments.iter().map(|word| if word.contains(' ') { format!("\"{word}\"") } else { word.clone() });
    std::iter::once(format!("tpm {command}")).chain(words).collect::<Vec<_>>().join(" ")
}
