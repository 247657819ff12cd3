//! `tpm schedule`.

use super::World;
use super::args::{Common, ScheduleArgs};
use super::report::{Answer, Session, print};
use crate::{render::json, view};
use anyhow::Result;
use std::io::Write;

pub(super) fn run(
    args: &ScheduleArgs,
    common: &Common,
    world: &World<'_>,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Result<u8> {
    let session = Session::open(common, &args.select.select, world)?;
    let selection = session.selection(&args.select.select, world)?;
    let assessment = session.assess();
    let answer = Answer {
        kind: "schedule",
        data: json::schedule(&assessment, &selection, &session.files.sources),
        view: || view::schedule(&assessment, &selection),
    };
    print(&session, answer, common, world, out, err)
}
