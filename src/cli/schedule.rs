//! `tpm schedule`.

use super::args::{ReportFormat, ScheduleArgs};
use super::call::Call;
use crate::{render::json, view};
use anyhow::Result;

pub(super) fn run(args: &ScheduleArgs, call: Call<'_, ReportFormat>) -> Result<u8> {
    let session = call.open(&args.select.select, &args.select.labelled)?;
    let assessment = session.assess();
    let data = json::schedule(&assessment, &session.selection, &session.files.sources);
    call.print(&session, "schedule", data, || view::schedule(&assessment, &session.selection))
}
