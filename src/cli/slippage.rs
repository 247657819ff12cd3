//! `tpm slippage`.

use super::World;
use super::args::{Common, SlippageArgs};
use super::report::{Answer, Session, print};
use crate::analysis::slippage::analyze;
use crate::{render::json, view};
use anyhow::Result;
use std::io::Write;

pub(super) fn run(
    args: &SlippageArgs,
    common: &Common,
    world: &World<'_>,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Result<u8> {
    let session = Session::open(common, &args.select.select, world)?;
    let selection = session.selection(&args.select.select, world)?;
    let assessment = session.assess();
    let mut slips = analyze(&assessment);
    slips.retain(|slip| selection.has(slip.milestone));
    let answer = Answer {
        kind: "slippage",
        data: json::slippage(&assessment, &slips),
        view: || view::slippage(&assessment, &slips),
    };
    print(&session, answer, common, world, out, err)
}
