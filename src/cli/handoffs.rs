//! `tpm handoffs`.

use super::args::{HandoffsArgs, ReportFormat};
use super::call::Call;
use crate::analysis::handoff::analyze;
use crate::{render::json, view};
use anyhow::Result;

pub(super) fn run(args: &HandoffsArgs, call: Call<'_, ReportFormat>) -> Result<u8> {
    let session = call.open(&args.select.select, &args.select.labelled)?;
    let assessment = session.assess();
    let mut handoffs = analyze(&assessment);
    handoffs.select(&assessment, &session.selection);
    let data = json::handoffs(&assessment, &handoffs);
    call.print(&session, "handoffs", data, || view::handoffs(&assessment, &session.selection, &handoffs))
}
