//! `tpm status`.

use super::World;
use super::args::{Common, StatusArgs};
use super::report::{Answer, Session, print};
use crate::analysis::status::analyze;
use crate::{render::json, view};
use anyhow::Result;
use std::io::Write;

pub(super) fn run(
    args: &StatusArgs,
    common: &Common,
    world: &World<'_>,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Result<u8> {
    let session = Session::open(common, &args.select.select, world)?;
    let selection = session.selection(&args.select.select, world)?;
    let assessment = session.assess();
    let status = analyze(&assessment, &selection);
    let answer = Answer {
        kind: "status",
        data: json::status(&assessment, &status),
        view: || view::status(&assessment, &selection, &status),
    };
    print(&session, answer, common, world, out, err)
}
