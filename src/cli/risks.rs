//! `tpm risks`.

use super::World;
use super::args::{Common, RisksArgs};
use super::report::{Answer, Session, print};
use crate::analysis::risk::analyze;
use crate::{render::json, view};
use anyhow::Result;
use std::io::Write;

pub(super) fn run(
    args: &RisksArgs,
    common: &Common,
    world: &World<'_>,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Result<u8> {
    let session = Session::open(common, &args.select.select, world)?;
    let selection = session.selection(&args.select.select, world)?;
    let assessment = session.assess();
    let mut risks = analyze(&assessment);
    risks.retain(|assessed| {
        let program = selection.has_program(assessed.risk(&assessment).program);
        program || assessed.targets.iter().any(|target| selection.has(target.milestone))
    });
    let answer = Answer {
        kind: "risks",
        data: json::risks(&assessment, &risks),
        view: || view::risks(&assessment, &risks),
    };
    print(&session, answer, common, world, out, err)
}
