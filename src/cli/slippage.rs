//! `tpm slippage`.

use super::args::{Against, SlippageArgs};
use super::report::Call;
use crate::analysis::slippage::{Reference, analyze, without_reference};
use crate::{render::json, view};
use anyhow::Result;

pub(super) fn run(args: &SlippageArgs, call: Call<'_>) -> Result<u8> {
    let session = call.open(&args.select.select, &args.select.labelled)?;
    let assessment = session.assess();
    let against = match args.against {
        Against::Original => Reference::Original,
        Against::Due => Reference::Due,
        Against::Baseline => Reference::Baseline,
    };
    let mut slips = analyze(&assessment, against);
    slips.retain(|slip| session.selection.has(slip.milestone));
    let unmeasured = without_reference(&assessment, against).filter(|id| session.selection.has(*id)).count();
    let data = json::slippage(&assessment, against, unmeasured, &slips);
    call.print(&session, "slippage", data, || {
        view::slippage(&assessment, &session.selection, against, unmeasured, &slips)
    })
}
