//! `tpm critical-path`.

use super::args::{Labelled, ReportFormat};
use super::call::Call;
use super::select;
use crate::analysis::chains::Chains;
use crate::analysis::critical_path::{CriticalPath, NoForecast, of_program, to};
use crate::io::refusal::Refusal;
use crate::{render::json, view};
use anyhow::{Result, bail};

/// Show what drives each finish and what comes next behind it
///
/// Shows the ways on which the finish would be hit first, through other programs too: the critical
/// path, and the next chains with the float by which they are behind it. Where a few days more
/// would cost weeks, because a slot is missed or a freeze begins, it says so. An owner, team, tag
/// or workstream selects the chains with a matching milestone; a chain is always shown whole.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  tpm critical-path\n  tpm critical-path checkout\n  tpm critical-path --team payments\n  tpm critical-path --to checkout/ledger"
)]
pub(super) struct Args {
    /// Show the chain to this milestone instead
    #[arg(long, value_name = "MILESTONE", conflicts_with_all = ["select", "owner", "team", "tag", "workstream"])]
    to: Option<String>,
    /// Programs to show [default: all]
    #[arg(value_name = "PROGRAM")]
    select: Vec<String>,
    #[command(flatten)]
    labelled: Labelled,
}

pub(super) fn run(args: &Args, call: Call<'_, ReportFormat>) -> Result<u8> {
    let session = call.open(&args.select, &args.labelled)?;
    let assessment = session.assess();
    let (workspace, selection) = (&session.workspace, &session.selection);
    let (mut paths, mut undated): (Vec<CriticalPath>, Vec<NoForecast>) = (Vec::new(), Vec::new());
    let mut chains = Chains::new(&assessment);
    let mut left_out = 0;
    if let Some(id) = &args.to {
        select::refuse_a_program(id, &assessment, "critical-path --to")?;
        let milestone = select::milestone(id, workspace)?;
        match to(&assessment, &mut chains, milestone) {
            Some(path) => paths.push(path),
            None => undated.push(NoForecast::Milestone(milestone)),
        }
    } else {
        let named = &args.select;
        if let Some(milestone) = named.iter().find(|argument| select::is_milestone(argument, workspace)) {
            bail!(Refusal::new(
                format!("`{milestone}` is a milestone"),
                format!("write `tpm critical-path --to {milestone}` for the chain that leads to it")
            ));
        }
        for id in workspace.program_ids().filter(|id| selection.names_program(*id)) {
            if chains.is_spent() {
                left_out += 1;
                continue;
            }
            match of_program(&assessment, &mut chains, id) {
                // A chain is shown whole if any milestone on it is selected.
                Some(path) => {
                    let mut hops = path.chains.iter().take(1).flat_map(|chain| &chain.hops);
                    let runs_through = hops.any(|hop| selection.is_labelled(workspace, hop.milestone));
                    if runs_through || selection.has_program(id) {
                        paths.push(path);
                    }
                }
                None if !selection.shows_program(workspace, id) => {}
                None => undated.push(NoForecast::Program(id)),
            }
        }
    }
    let data = json::critical_path(&assessment, &paths, &undated, left_out);
    call.print(&session, data, || view::critical_path(&assessment, &paths, &undated, left_out))
}
