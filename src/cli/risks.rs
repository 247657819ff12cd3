//! `tpm risks`.

use super::args::{ReportFormat, RisksArgs};
use super::call::Call;
use crate::analysis::risk::analyze;
use crate::{render::json, view};
use anyhow::Result;

pub(super) fn run(args: &RisksArgs, call: Call<'_, ReportFormat>) -> Result<u8> {
    let session = call.open(&args.select.select, &args.select.labelled)?;
    let assessment = session.assess();
    let mut risks = analyze(&assessment);
    risks.retain(|assessed| assessed.is_selected(&assessment, &session.selection));
    let data = json::risks(&assessment, &risks);
    let view = if args.matrix { view::matrix } else { view::risks };
    call.print(&session, "risks", data, || view(&assessment, &risks))
}
