//! `tpm slippage`.

use super::args::SlippageArgs;
use super::report::Call;
use crate::analysis::slippage::analyze;
use crate::{render::json, view};
use anyhow::Result;

pub(super) fn run(args: &SlippageArgs, call: Call<'_>) -> Result<u8> {
    let session = call.open(&args.select.select, &args.select.labelled)?;
    let assessment = session.assess();
    let mut slips = analyze(&assessment);
    slips.retain(|slip| session.selection.has(slip.milestone));
    let data = json::slippage(&assessment, &slips);
    call.print(&session, "slippage", data, || view::slippage(&assessment, &session.selection, &slips))
}
