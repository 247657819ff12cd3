//! Writes edits of plans: reads the new texts again, compares, writes them as one change, and says
//! what that does.

use super::args::{Labelled, ReportFormat, TypedDay};
use super::call::Call;
use super::diff::found_by_gate;
use super::output::Output;
use super::session::Session;
use super::{ANSWERED, FAILED, terminal};
use crate::analysis::answers::Told;
use crate::analysis::diff::{Diff, Edit, EditKind};
use crate::edits::{self, Assignment, Edited, Plans, Said, Saying, Target};
use crate::finding::{Finding, Level};
use crate::io::refusal::Refusal;
use crate::io::rewrite::{Rewrite, rewrite_all};
use crate::io::signals;
use crate::io::tree::from_root;
use crate::io::undo::{self, Record};
use crate::io::workspace::WorkspaceFiles;
use crate::model::Trees;
use crate::render::active::acts;
use crate::render::escape::terminal_text;
use crate::render::{self, json, patch};
use crate::source::{FileId, SourceFile, Sources};
use crate::syntax::says_why;
use crate::time::Day;
use crate::view::{self, Cell, Fate, Tone};
use anyhow::{Context, Result, bail};
use std::collections::{BTreeMap, BTreeSet};

/// The options of every command that writes plans.
#[derive(Debug, Default, clap::Args)]
pub(super) struct Writing {
    /// Print what would be written as a patch that `git apply` takes, and write nothing
    #[arg(long)]
    pub(super) dry_run: bool,
    /// Commit the files that are written, and nothing else
    ///
    /// As `git commit` does it, with your hooks. Refused before anything is written if one of these
    /// files has other edits that are not committed.
    #[arg(long, conflicts_with = "dry_run")]
    pub(super) commit: bool,
}

/// What the message of a commit says beside the edits.
#[derive(Debug, Default, clap::Args)]
pub(super) struct Reported {
    /// The reason, for the message of the commit
    #[arg(long, value_name = "TEXT")]
    pub(super) why: Option<String>,
    /// Who reported it, for the message of the commit: `Reported-by: NAME`
    #[arg(long, value_name = "NAME")]
    pub(super) by: Option<String>,
}

impl Reported {
    /// Returns what is said of an edit that has no place for it in the plan.
    pub(super) fn telling(&self, writing: &Writing) -> Result<Telling<'_>> {
        for (flag, given) in [("--why", &self.why), ("--by", &self.by)] {
            if given.is_some() && !writing.commit {
                bail!(Refusal::new(
                    format!("{flag} has no place in this edit: it is for the message of a commit"),
                    format!("add `--commit`, or leave out `{flag}`")
                ));
            }
            if given.as_ref().is_some_and(|text| !says_why(text)) {
                let help = format!("write what others can read later, or leave out `{flag}`");
                bail!(Refusal::new(format!("{flag} says nothing"), help));
            }
        }
        Ok(Telling { why: self.why.iter().cloned().collect(), by: self.by.as_deref(), ..Telling::default() })
    }
}

/// What is said of an edit: why and by whom, and what else was in the reply.
#[derive(Debug, Default)]
pub(super) struct Telling<'t> {
    /// Reasons that have no place in the plan.
    pub(super) why: Vec<String>,
    pub(super) by: Option<&'t str>,
    /// The reply that was read.
    pub(super) told: Option<&'t Told>,
    /// Whether nothing is written, because a part was not understood.
    pub(super) is_held: bool,
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
    reported: Reported,
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
    /// A new file: its path and text.
    pub(super) new: Option<(String, String)>,
}

/// What may differ after an edit.
pub(super) enum Meant {
    /// These keys of these subjects.
    Keys(BTreeSet<(String, String)>),
    /// A milestone or program has this full id now.
    Renamed(String),
    /// Something with this full id is there now.
    Added(String),
    /// The milestone of this full id is gone.
    Removed(String),
    /// Anything: the texts were there before.
    Anything,
    /// Any of these.
    Each(Vec<Meant>),
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
            Self::Added(id) => of == id && edit.kind == EditKind::Added,
            Self::Removed(id) => of == id && edit.kind == EditKind::Removed,
            Self::Anything => true,
            Self::Each(all) => all.iter().any(|meant| meant.covers(edit)),
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
    let day = args.day.map_or(as_of, |day| day.on(as_of)).to_string();
    let target = Target::Milestone(args.id.clone());
    let assignments = [Assignment::set(target, key, &day).map_err(Refusal::from)?];
    let command = command_line(command, &[args.id.clone(), day]);
    let Reported { why, by } = &args.reported;
    let reasons = Reasons { why: why.as_deref(), by: by.as_deref(), ..Reasons::default() };
    say(call, &assignments, &reasons, &args.writing, &command)
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
    let (as_of, day) = (session.as_of.day, days_from(session.as_of.day));
    let Reasons { why, cause, agreed, by } = *reasons;
    let said = Said { why, cause, agreed, by, is_committed: writing.commit, ..Said::nothing(as_of, &day) };
    let Edited { files, keys, notes, says_why } =
        edits::edited(plans(&session)?, &[Saying { assignments, said }]).map_err(Refusal::from)?;
    let why = reasons.why.filter(|_| !says_why).map(str::to_owned).into_iter().collect();
    let telling = Telling { why, by: reasons.by, ..Telling::default() };
    let intended = Intended { files, meant: Meant::Keys(keys), notes, new: None };
    write_as(call, &session, intended, &telling, writing, Some(command))
}

/// Reads days in the forms of the command line, counted from this day.
pub(super) fn days_from(today: Day) -> impl Fn(&str) -> Option<Day> {
    move |typed| TypedDay::parse(typed).ok().map(|day| day.on(today))
}

/// Reads the plans to write to: those of the work tree.
pub(super) fn open(call: &Call<'_, ReportFormat>) -> Result<Session> {
    open_selected(call, &Labelled::default())
}

/// Does the same with a selection.
pub(super) fn open_selected(call: &Call<'_, ReportFormat>, labelled: &Labelled) -> Result<Session> {
    if call.common.at.is_some() {
        bail!(Refusal::new(
            "--at: a commit cannot be edited",
            "leave it out to edit the plans in the work tree"
        ));
    }
    call.open_to_compare(&[], labelled, Trees::Kept)
}

/// Writes texts in place of those that were read, and says what that does. With a command, it can
/// be undone.
pub(super) fn write(
    call: Call<'_, ReportFormat>,
    session: &Session,
    intended: Intended,
    writing: &Writing,
    command: Option<&str>,
) -> Result<u8> {
    write_as(call, session, intended, &Telling::default(), writing, command)
}

/// Does the same with what else is said of the edit.
pub(super) fn write_as(
    mut call: Call<'_, ReportFormat>,
    session: &Session,
    mut intended: Intended,
    telling: &Telling<'_>,
    writing: &Writing,
    command: Option<&str>,
) -> Result<u8> {
    let head = Session::new(
        session.location.clone(),
        with_texts(&session.files, &intended.files, intended.new.as_ref()),
        session.as_of,
        Trees::Kept,
    );
    refuse_new_errors(&mut call, session, &head)?;
    let (before, after) = (session.assess(), head.assess());
    let diff = Diff::new(session.side(None, &before)?, head.side(None, &after)?, head.as_of, &found_by_gate);
    refuse_others(&diff, &intended.meant)?;
    refuse_absent(&head, &intended.meant)?;
    let rewrites: Vec<Rewrite> = intended
        .files
        .iter()
        .map(|(file, text)| {
            let source = session.files.sources.get(*file);
            Rewrite { path: source.path.clone(), before: source.text.clone(), after: text.clone() }
        })
        .chain(intended.new.take().map(|(path, text)| Rewrite { path, before: String::new(), after: text }))
        .collect();
    let fate = match (rewrites.is_empty(), writing.dry_run) {
        _ if telling.is_held => Fate::Held,
        (true, _) if telling.told.is_some_and(|told| told.understood.is_empty()) => Fate::Unsaid,
        (true, _) => Fate::Already,
        (_, true) => Fate::Shown,
        _ => Fate::Written,
    };
    let mut committed = None;
    if fate == Fate::Written {
        let paths: Vec<&str> = rewrites.iter().map(|file| file.path.as_str()).collect();
        let (commits, directory) = (call.world.commits, session.files.directory.as_str());
        if writing.commit {
            commits.check(directory, &paths)?;
        }
        intended.notes.extend(record_and_rewrite(&call, session, &rewrites, command)?);
        if writing.commit {
            let message = render::commit::message(&view::message(&diff, &telling.why, telling.by));
            committed = Some(commits.commit(directory, &paths, &message));
        }
    }
    let commit = committed.as_ref().and_then(|committed| committed.as_ref().ok()).map(String::as_str);
    let lines: Vec<(&str, usize)> =
        rewrites.iter().map(|file| (file.path.as_str(), changed_lines(&file.before, &file.after))).collect();
    let report = || {
        let mut report = view::Report::default();
        if let Some(told) = telling.told {
            report.blocks.extend(view::replied(&before, told).blocks);
        }
        report.blocks.extend(view::edits(&diff, &intended.notes, &lines, fate).blocks);
        if let Some(commit) = commit {
            report.line([
                Cell::from("committed as "),
                Cell::toned(commit.get(..12).unwrap_or(commit), Tone::Code),
            ]);
        }
        report
    };
    let is_patch = |output: &Output<ReportFormat>| output.format == ReportFormat::Text;
    if writing.dry_run && matches!(fate, Fate::Shown | Fate::Held) && call.outputs.iter().all(is_patch) {
        let options = terminal::options(call.common, &call.world.variables, &call.world.stderr);
        render::terminal::render(&report(), options, call.err)?;
        return if fate == Fate::Held { Ok(FAILED) } else { print_patch(call, &rewrites) };
    }
    let outcome = json::Outcome { written: fate == Fate::Written, commit, told: telling.told };
    let printed = call.print(&head, json::edits(&diff, &outcome), report);
    let status = match fate {
        Fate::Written => printed.context("the plans are written, but not what that does")?,
        _ => printed?,
    };
    match committed {
        Some(Err(failed)) => Err(failed.into()),
        _ if fate == Fate::Held => Ok(FAILED),
        _ => Ok(status),
    }
}

/// Returns the files of a workspace with other texts for some, without those that go, and with a
/// new one.
pub(super) fn with_texts(
    files: &WorkspaceFiles,
    texts: &BTreeMap<FileId, String>,
    new: Option<&(String, String)>,
) -> WorkspaceFiles {
    let other = |(id, file): (FileId, &SourceFile)| match texts.get(&id) {
        Some(text) if text.is_empty() => None,
        Some(text) => Some(SourceFile::new(file.path.clone(), text.clone())),
        None => Some(file.clone()),
    };
    let new = new.map(|(path, text)| SourceFile::new(path.clone(), text.clone()));
    let sources = Sources::new(files.sources.iter().filter_map(other).chain(new).collect());
    let shared = files.shared.map(|id| &files.sources.get(id).path);
    let shared = sources.iter().find(|(_, file)| Some(&file.path) == shared).map(|(id, _)| id);
    WorkspaceFiles { directory: files.directory.clone(), sources, shared }
}

/// Refuses an edit after which the plans have errors that they did not have.
pub(super) fn refuse_new_errors(
    call: &mut Call<'_, ReportFormat>,
    base: &Session,
    head: &Session,
) -> Result<()> {
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

/// Refuses an edit after which what it adds is not in the plans.
fn refuse_absent(head: &Session, meant: &Meant) -> Result<()> {
    let workspace = &head.workspace;
    match meant {
        Meant::Each(all) => all.iter().try_for_each(|meant| refuse_absent(head, meant)),
        Meant::Added(id) => {
            let asks = plans(head)?.documents.programs.iter();
            let mut asks = asks.flat_map(|program| {
                program.doc.asks.iter().map(move |ask| format!("{}/{}", program.id, ask.id))
            });
            let is_there = workspace.milestone_called(id).is_some()
                || workspace.risks.iter().any(|one| one.full_id == *id)
                || workspace.program_called(id).is_some()
                || asks.any(|ask| ask == *id);
            if is_there {
                return Ok(());
            }
            let help = "`tpm check` says what is not read; choose another id, or edit the file by hand";
            bail!(Refusal::new(format!("nothing was written: `{id}` would not be read from the plans"), help))
        }
        _ => Ok(()),
    }
}

/// Records what is about to be written, then writes it: a run that is stopped in between can be
/// taken back too. Where nothing is written after all, the record before it counts again. Returns
/// what is to be said of it.
fn record_and_rewrite(
    call: &Call<'_, ReportFormat>,
    session: &Session,
    rewrites: &[Rewrite],
    command: Option<&str>,
) -> Result<Option<String>> {
    let _held = signals::hold();
    let (tree, disk) = (call.world.tree, call.world.disk);
    let place = command.and_then(|_| undo::place(tree, &session.files.directory));
    let last = place.as_deref().map(|place| undo::last(tree, place)).unwrap_or_default();
    let named = |file: &Rewrite| Rewrite { path: from_root(tree, &file.path), ..file.clone() };
    if let (Some(place), Some(command)) = (&place, command) {
        let record = Record { command: command.to_owned(), files: rewrites.iter().map(named).collect() };
        undo::write(disk, call.world.create, place, &record).with_context(|| {
            format!("nothing was written: the record for `tpm undo` cannot be kept in `{place}`")
        })?;
    }
    rewrite_all(tree, disk, call.world.create, rewrites).map_err(|failed| {
        let left = match (failed.left.is_empty(), &place) {
            (true, Some(place)) => {
                // The first error is the one to report.
                let _ = undo::put_back(disk, place, last.as_deref());
                "nothing was written".to_owned()
            }
            (true, None) => "nothing was written".to_owned(),
            _ => format!("{} could not be put back; `tpm undo` tries again", failed.left.join(", ")),
        };
        Refusal { reason: format!("`{}`: {}: {left}", failed.path, failed.error), help: Vec::new() }
    })?;
    let is_lost = command.is_some() && place.is_none();
    Ok(is_lost.then(|| "outside of a git repository, `tpm undo` cannot take this back".into()))
}

/// Returns how many lines change; none where the file goes.
fn changed_lines(before: &str, after: &str) -> usize {
    if after.is_empty() {
        return 0;
    }
    let patch = patch::patch("", before, after);
    let pieces = || patch.lines().skip_while(|line| !line.starts_with("@@"));
    let of = |sign: char| pieces().filter(|line| line.starts_with(sign)).count();
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
