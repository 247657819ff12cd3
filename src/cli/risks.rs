//! `tpm risks`.

use super::args::RisksArgs;
use super::report::Call;
use crate::analysis::risk::analyze;
use crate::{render::json, view};
use anyhow::Result;

pub(super) fn run(args: &RisksArgs, call: Call<'_>) -> Result<u8> {
    let session = call.open(&args.select.select)?;
    let assessment = session.assess();
    let mut risks = analyze(&assessment);
    risks.retain(|assessed| {
        let program = session.selection.has_program(assessed.risk(&assessment).program);
        program || assessed.targets.iter().any(|target| session.selection.has(target.milestone))
    });
    let data = json::risks(&assessment, &risks);
    call.print(&session, "risks", data, || view::risks(&assessment, &risks))
}
