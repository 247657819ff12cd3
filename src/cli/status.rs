//! `tpm status`.

use super::args::{ReportFormat, StatusArgs};
use super::call::Call;
use crate::analysis::status::analyze;
use crate::{render::json, view};
use anyhow::Result;

pub(super) fn run(args: &StatusArgs, call: Call<'_, ReportFormat>) -> Result<u8> {
    let session = call.open(&args.select.select, &args.select.labelled)?;
    let assessment = session.assess();
    let status = analyze(&assessment, &session.selection);
    let data = json::status(&assessment, &status);
    call.print(&session, "status", data, || view::status(&assessment, &status))
}
