//! `tpm apply`.

use super::args::{Labelled, ReportFormat};
use super::call::Call;
use super::morning;
use super::session::Session;
use super::write::{self, Intended, Meant, Telling, Writing};
use crate::analysis::Assessment;
use crate::analysis::answers::told;
use crate::analysis::ask::analyze;
use crate::analysis::holding::holding;
use crate::edits::{self, Edited, Said, Saying};
use crate::io::refusal::Refusal;
use crate::model::Owner;
use crate::replies::{self, Asked, Known, Question};
use crate::time::Day;
use anyhow::{Context, Result, bail};

/// The longest reply, in bytes, and the most answers in it.
const LONGEST: u64 = 8 << 20;
const ANSWERS: usize = 100;
/// The most lines that come back with a form that was tried on the plan.
const FORMS: usize = 100;

/// Write what an owner answered into the plans, and show what that does
///
/// Reads a reply, a line each: `ledger ok`, `ledger done 11 sep`, `ledger 2 oct replication lag`,
/// `1 60%` (docs/replies.md has all forms). With `--by`, numbers and a bare `ok` are about the
/// questions of `tpm ask` to that owner on the same as-of day, and names are looked up among their
/// milestones first. Nothing is guessed: a line is understood whole or comes back with a form that
/// works, and then nothing is written (exit status 2), unless `--partial` writes the others.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  tpm apply --by bo reply.txt\n  echo \"ledger 2 oct replication lag\" | tpm apply --by bo --commit\n  tpm apply --by bo --dry-run reply.txt"
)]
pub(super) struct Args {
    /// The reply; `-` is standard input
    #[arg(value_name = "FILE|-", default_value = "-")]
    file: String,
    /// Who answers: the id of an owner
    #[arg(long, value_name = "ID")]
    by: Option<String>,
    /// Write nothing if a line is not understood: the default
    #[arg(long, conflicts_with = "partial")]
    all_or_nothing: bool,
    /// Write the lines that are understood, whatever else there is
    #[arg(long)]
    partial: bool,
    #[command(flatten)]
    writing: Writing,
}

pub(super) fn run(args: &Args, call: Call<'_, ReportFormat>) -> Result<u8> {
    let owner = args.by.iter().cloned().collect();
    let labelled = Labelled { owner, ..Labelled::default() };
    let session = write::open_selected(&call, &labelled)?;
    let text = reply(&args.file, &call)?;
    let assessment = session.assess();
    let now = asked(&session, &assessment, args.by.as_deref());
    let mut reading = replies::read(&text, &now);
    let morning = morning::read(call.world, &session);
    if let (Some(morning), Some(_)) = (&morning, &args.by) {
        let assessment = morning.assess();
        let then = morning::of_now(&asked(morning, &assessment, args.by.as_deref()), &now);
        morning::compare(&mut reading, (&now, &then), &text);
    }
    if reading.answers.len() > ANSWERS {
        bail!(Refusal::new(
            format!("there are {} answers in it, more than the {ANSWERS} of a reply", reading.answers.len()),
            "give one reply at a time"
        ));
    }
    let lines: Vec<&str> = text.lines().collect();
    let line = |number: usize| lines.get(number.wrapping_sub(1)).map_or("", |line| line.trim());
    let mut told = told(&assessment, reading, &line).map_err(Refusal::from)?;
    for unread in told.unread.iter_mut().take(FORMS) {
        unread.did_you_mean.take_if(|form| !is_taken(form, &assessment, &now));
        unread.answers.retain(|form| is_taken(form, &assessment, &now));
    }
    let (as_of, day) = (session.as_of.day, |typed: &str| Day::parse(typed).ok());
    let said = Said { by: args.by.as_deref(), is_committed: true, ..Said::nothing(as_of, &day) };
    let saying = Saying { assignments: &told.assignments, said };
    let Edited { files, keys, mut notes, .. } =
        edits::edited(write::plans(&session)?, &[saying]).map_err(Refusal::from)?;
    let why: Vec<String> = told
        .reasons
        .iter()
        .map(|(id, why)| format!("{}: {why}", assessment.workspace.milestone(*id).full_id))
        .collect();
    if !args.writing.commit {
        let lost =
            |why: &String| format!("the plan has no place for \"{why}\"; `--commit` says it in the message");
        notes.extend(why.iter().map(lost));
    }
    let is_held = !told.unread.is_empty() && (!args.partial || told.understood.is_empty());
    let telling = Telling { why, by: args.by.as_deref(), told: Some(&told), is_held };
    let by = args.by.iter().map(|by| format!("--by={by}"));
    let command = write::command_line("apply", &by.chain([args.file.clone()]).collect::<Vec<_>>());
    if morning.is_none() && !files.is_empty() && !is_held && !args.writing.dry_run {
        morning::write(call.world, &session)?;
    }
    let intended = Intended { files, meant: Meant::Keys(keys), notes, new: None };
    write::write_as(call, &session, intended, &telling, &args.writing, Some(&command))
}

/// Whether the plan can take a form.
fn is_taken(form: &str, assessment: &Assessment<'_>, asked: &Asked<'_>) -> bool {
    told(assessment, replies::read(form, asked), &|_| "").is_ok_and(|again| again.unread.is_empty())
}

/// Returns the text of a reply.
fn reply(file: &str, call: &Call<'_, ReportFormat>) -> Result<String> {
    let world = call.world;
    let (name, bytes) = match file {
        "-" => ("standard input", world.input.read(LONGEST)),
        file => (file, world.tree.read(file, LONGEST)),
    };
    let Some(bytes) = bytes.with_context(|| format!("the reply cannot be read from `{name}`"))? else {
        bail!(Refusal::new(
            format!("`{name}` is longer than {} MiB, which is no reply", LONGEST >> 20),
            "give one reply at a time"
        ));
    };
    match String::from_utf8(bytes) {
        Ok(text) => Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text)),
        Err(_) => bail!(Refusal::new(format!("`{name}` is not UTF-8 text"), "save it as UTF-8")),
    }
}

/// Returns what a reply is read against: every milestone, and what its author was asked.
fn asked<'s>(session: &'s Session, assessment: &'s Assessment<'s>, by: Option<&'s str>) -> Asked<'s> {
    let workspace = &session.workspace;
    let is_of = |person: &str| by == Some(person);
    let known = |id| {
        let milestone = workspace.milestone(id);
        Known {
            id: &milestone.full_id,
            name: &milestone.name,
            is_own: workspace.owner_id(milestone.owner).is_some_and(is_of),
            day: assessment.forecast(id).finish,
            may_hold: holding(assessment, id).is_some(),
        }
    };
    let named = |owner: &'s Owner| (owner.id.as_str(), owner.name.as_deref().unwrap_or(&owner.id));
    let people = by.map(|_| analyze(assessment, &session.selection).people).unwrap_or_default();
    let asked = people.into_iter().filter(|person| is_of(&workspace.owners[person.owner.index()].id));
    let question = |question: crate::analysis::ask::Question| Question {
        milestone: question.milestone.index(),
        asks: question.wanted,
    };
    Asked {
        today: session.as_of.day,
        by: by.unwrap_or_default(),
        owners: workspace.owners.iter().map(named).collect(),
        milestones: workspace.milestone_ids().map(known).collect(),
        questions: asked.flat_map(|person| person.questions).map(question).collect(),
    }
}
