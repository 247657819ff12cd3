//! `tpm week`.

use super::args::{ReportFormat, Select, TypedDay};
use super::call::Call;
use super::session::Session;
use crate::analysis::week::analyze;
use crate::io::refusal::Refusal;
use crate::model::{AsOf, Trees};
use crate::rules::{Case, Commits, Gate, Known, Overrides, Policy};
use crate::time::Day;
use crate::{render::json, view};
use anyhow::{Result, bail};

/// Show what starts, ends and must be decided in the next five working days
///
/// By day and owner: work that must start and milestones that must end for promises to be kept, and
/// those that the forecast puts there; risks to review; asks to answer and blocks to clear. Then
/// work that could have started and has not, with the float that this has cost, and what the gate
/// will find on the next working day that it does not find today: the plans are checked as of that
/// day, as `tpm check --as-of` does.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  tpm week\n  tpm week --from mon\n  tpm week checkout --team payments --format json"
)]
pub(super) struct Args {
    /// Begin with this day, in the forms of `--as-of` [default: the as-of day]
    #[arg(long, value_name = "DATE", allow_hyphen_values = true, value_parser = TypedDay::parse)]
    from: Option<TypedDay>,
    // Last, so that the other flags do not appear under its heading.
    #[command(flatten)]
    select: Select,
}

pub(super) fn run(args: &Args, call: Call<'_, ReportFormat>) -> Result<u8> {
    let session = call.open(&args.select.select, &args.select.labelled)?;
    let today = session.as_of.day;
    let from = args.from.map_or(today, |typed| typed.on(today));
    if from < today || from > Day::LAST {
        bail!(Refusal::new(
            format!("--from {from} is not between {today} and the end of 2199"),
            "what was planned for a day in the past is shown by `--as-of`"
        ));
    }
    let assessment = session.assess();
    let week = analyze(&assessment, &session.selection, from);
    let next = session.workspace.workday_after(today).min(Day::LAST);
    let then = AsOf { day: next, ..session.as_of };
    let then = Session::new(session.location.clone(), session.files.clone(), then, Trees::Dropped);
    let assessed = then.assess();
    let policy = Policy::new(session.workspace.checks.clone(), Overrides::default());
    let (case, case_then) = (
        Case::new(&assessment, &policy, Commits::default()),
        Case::new(&assessed, &policy, Commits::default()),
    );
    // The same plans give the same ids, and so the selection is the same.
    let gate = Gate::new(&case, &session.selection, &session.findings, Known::default());
    let gate_then = Gate::new(&case_then, &session.selection, &then.findings, Known::default());
    let news = gate_then.beyond(&gate);
    let data = json::week(&assessment, &week, next, &news);
    call.print(&session, data, || view::week(&assessment, &week, from, next, &news))
}
