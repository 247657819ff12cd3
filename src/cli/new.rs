//! `tpm new`.

use super::args::ReportFormat;
use super::call::Call;
use super::write::{self, Intended, Meant, Writing};
use crate::edits::{self, New, Said};
use crate::io::refusal::Refusal;
use crate::io::workspace;
use anyhow::Result;
use std::collections::BTreeMap;

/// Add a program, milestone, risk or ask, and show what that does
///
/// A milestone, risk or ask goes behind the last one of its program, written as that one is. A
/// program is a new file beside the others, with hints as comments; no file is overwritten. Values
/// are given as for `tpm set`, and checked before anything is written.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  tpm new milestone checkout/audit owner=ana duration=2w depends_on=ledger due=2026-10-30\n  tpm new milestone audit --program checkout owner=ana duration=[1w,2w,4w]\n  tpm new risk checkout/peak title=\"Too slow at peak\" owner=bo probability=30% impact=5d affects=ledger\n  tpm new ask checkout/testers ask=\"Two more testers\" of=sara by=fri unlocks=vendor-contract\n  tpm new program billing name=\"Billing by usage\" owner=priya due=2027-03-26\n  tpm new milestone checkout/audit owner=ana --dry-run"
)]
pub(super) struct Args {
    /// What to add
    #[arg(value_name = "KIND")]
    kind: Kind,
    /// Its id, such as `audit`, or `checkout/audit` with the program
    #[arg(value_name = "ID")]
    id: String,
    /// Its values
    #[arg(value_name = "KEY=VALUE")]
    said: Vec<String>,
    /// The program that gets it, where the id does not say so [default: the only one]
    #[arg(long, value_name = "ID")]
    program: Option<String>,
    #[command(flatten)]
    writing: Writing,
}

/// What can be added.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Kind {
    Milestone,
    Risk,
    Ask,
    Program,
}

pub(super) fn run(args: &Args, call: Call<'_, ReportFormat>) -> Result<u8> {
    let session = write::open(&call)?;
    let (as_of, day) = (session.as_of.day, write::days_from(session.as_of.day));
    let said = Said { is_committed: args.writing.commit, ..Said::nothing(as_of, &day) };
    let plans = write::plans(&session)?;
    let named = |word: &str| {
        let words = [word.to_owned(), args.id.clone()].into_iter().chain(args.said.iter().cloned());
        let program = args.program.iter().flat_map(|id| ["--program".to_owned(), id.clone()]);
        write::command_line("new", &words.chain(program).collect::<Vec<_>>())
    };
    let new = match args.kind {
        Kind::Milestone => New::Milestone,
        Kind::Risk => New::Risk,
        Kind::Ask => New::Ask,
        Kind::Program => {
            if args.program.is_some() {
                let help = "leave out `--program`";
                anyhow::bail!(Refusal::new("a program is in no other program", help));
            }
            let directory = &session.files.directory;
            let path = workspace::below(directory, &format!("{}.yaml", args.id));
            let has_schema = call.world.tree.is_file(&workspace::below(directory, "schema.json"));
            let (text, notes) =
                edits::program_text(plans, &args.id, &args.said, said, has_schema).map_err(Refusal::from)?;
            if call.world.tree.is_file(&path) || call.world.tree.is_directory(&path) {
                let help = "choose another id, or move that file first; no file is overwritten";
                anyhow::bail!(Refusal::new(format!("nothing was written: there is `{path}` already"), help));
            }
            let meant = Meant::Added(args.id.clone());
            let intended = Intended { files: BTreeMap::new(), meant, notes, new: Some((path, text)) };
            return write::write(call, &session, intended, &args.writing, Some(&named("program")));
        }
    };
    let place = (args.id.as_str(), args.program.as_deref());
    let (edited, id) = edits::added(plans, new, place, &args.said, said).map_err(Refusal::from)?;
    let intended = Intended { files: edited.files, meant: Meant::Added(id), notes: edited.notes, new: None };
    let command = named(new.word());
    write::write(call, &session, intended, &args.writing, Some(&command))
}
